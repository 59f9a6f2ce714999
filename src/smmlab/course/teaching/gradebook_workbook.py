"""The gradebook as a workbook: students, questions, and the texts to be read and marked."""

import io
import math
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from smmlab.course.catalogue import LESSONS
from smmlab.course.teaching.gradebook import (
    LONGEST_CELL,
    STATE_WORDS,
    QuestionResult,
    answer_cell,
    free_marks,
    question_results,
    student_columns,
    student_row,
)
from smmlab.course.teaching.grading import ClassGrades
from smmlab.course.teaching.marks import STATES, Mark, StudentGrade
from smmlab.course.teaching.teacher_marks import HEADS, SheetRow
from smmlab.strategy.steady_zip import steady_zip
from smmlab.texts import Words, for_spreadsheet

_DAY = datetime(2026, 1, 1)
_POINTS = 2 + len(LESSONS)
_GIVEN, _LEFT, _TOTAL = _POINTS + 2, _POINTS + 3, _POINTS + 4
_PLACES = {name: place for place, name in enumerate(HEADS)}
_OPEN_CELLS = ("points", "words", "older")
_STUDENT_WIDTHS = (11, 24, *(10 for _ in LESSONS), 12, 12, 17, 17, 9, 10, 48)
_QUESTION_WIDTHS = (13, 60, *(14 for _ in STATES), 12, 10, 8, 8, 52, 11)
_STUDENT_NUMBERS = range(2, len(_STUDENT_WIDTHS) - 1)
_QUESTION_NUMBERS = (*range(2, len(_QUESTION_WIDTHS) - 2), len(_QUESTION_WIDTHS) - 1)
_TEXT_NUMBERS = tuple(_PLACES[name] for name in ("checks", "points", "most"))
_TEXT_WIDTHS = (10, 20, 13, 62, 11, 10, 10, 30, 46, 26)
_LINE, _TALLEST = 15.0, 400.0  # points of height; no row of a sheet is taller than 409


def gradebook_xlsx(grades: ClassGrades, words: Words) -> bytes:
    """Return the gradebook as XLSX; points written into the sheet of texts count in the totals.

    Parameters
    ----------
    grades
        From `smmlab.course.teaching.grading.grade_class`.
    words
        Language of the sheets.
    """
    import xlsxwriter

    buffer = io.BytesIO()
    # Whatever a text looks like, it is written as a text.
    options = {
        "in_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
        "strings_to_numbers": False,
    }  # fmt: skip
    book: Any = xlsxwriter.Workbook(buffer, options)
    book.set_properties({"author": "smmlab", "created": _DAY})
    look = _Look(book)
    texts = words.say("Texts")
    _students(book, grades, words, look, texts)
    _questions(book, question_results(grades.students), words, look)
    _texts(book, grades, words, look, texts)
    book.close()
    return steady_zip(buffer.getvalue())


class _Look:
    """The formats of a workbook."""

    def __init__(self, book: Any) -> None:
        cell = {"valign": "top", "bottom": 4, "bottom_color": "#C5CBD3"}
        self.head = book.add_format(
            {
                "bold": True, "bg_color": "#E4EEF3", "bottom": 1, "valign": "vcenter",
                "text_wrap": True, "align": "left", "indent": 1,
            }
        )  # fmt: skip
        self.head_of_numbers = book.add_format(
            {
                "bold": True, "bg_color": "#E4EEF3", "bottom": 1, "valign": "vcenter",
                "text_wrap": True, "align": "right",
            }
        )  # fmt: skip
        self.text = book.add_format({**cell, "text_wrap": True, "align": "left", "indent": 1})
        self.number = book.add_format({**cell, "num_format": "General"})
        self.total = book.add_format({**cell, "num_format": "General", "bold": True})
        self.share = book.add_format({**cell, "num_format": "0%"})
        # Where the teacher writes.
        self.open = book.add_format({**cell, "bg_color": "#FFF8E1", "num_format": "General"})
        self.refused = book.add_format(
            {**cell, "bg_color": "#FFF8E1", "font_color": "#B42318", "align": "right"}
        )
        self.open_text = book.add_format(
            {**cell, "bg_color": "#FFF8E1", "text_wrap": True, "align": "left", "indent": 1}
        )


def _students(book: Any, grades: ClassGrades, words: Words, look: _Look, texts: str) -> None:
    heads = student_columns(words)
    sheet = _sheet(
        book, words.say("Students"), heads, _STUDENT_WIDTHS, look, numbers=_STUDENT_NUMBERS
    )
    last = max(len(list(_text_rows(grades, words))) + 1, 2)
    for row, grade in enumerate(grades.students, start=1):
        cells = student_row(grade, words)
        _set_height(sheet, row, cells, _STUDENT_WIDTHS)
        for column, cell in enumerate(cells):
            _write(sheet, row, column, cell, look)
        # What the teacher writes beside the texts is added by the spreadsheet itself.
        for column, formula in _formulas(row + 1, texts, last).items():
            shown = look.total if column == _TOTAL else look.number
            sheet.write_formula(row, column, formula, shown, cells[column])
    sheet.autofilter(0, 0, max(len(grades.students), 1), len(heads) - 1)


def _formulas(row: int, texts: str, last: int) -> dict[int, str]:
    """Return what adds the teacher's points up; texts and numbers beyond the most do not count."""
    whose, given, most = (
        f"'{texts}'!${column}$2:${column}${last}"
        for column in (_letter(_PLACES[name]) for name in ("id", "points", "most"))
    )
    is_given = f"ISNUMBER({given})*({given}>=0)*({given}<={most})"
    checks, teacher = (f"{_letter(column)}{row}" for column in (_POINTS, _GIVEN))
    return {
        _GIVEN: f"=SUMPRODUCT(({whose}=$A{row})*{is_given},{given})",
        _LEFT: f"=SUMPRODUCT(({whose}=$A{row})*(1-{is_given}),{most})",
        _TOTAL: f"={checks}+{teacher}",
    }


def _questions(book: Any, results: Sequence[QuestionResult], words: Words, look: _Look) -> None:
    heads = [
        words.say("Task"), words.say("Question"),
        *(words.say(STATE_WORDS[state]) for state in STATES), words.say("Judged"),
        words.say("Share right"), words.say("From"), words.say("To"),
        words.say("Commonest mistake"), words.say("Times"),
    ]  # fmt: skip
    sheet = _sheet(
        book, words.say("Questions"), heads, _QUESTION_WIDTHS, look, numbers=_QUESTION_NUMBERS
    )
    for row, one in enumerate(results, start=1):
        cells: list[Any] = [one.task.name, words.say(one.task.asks)]
        cells += [one.counts[state] for state in STATES]
        cells.append(one.judged)
        _set_height(sheet, row, [*cells, "", "", "", words.say(one.mistake)], _QUESTION_WIDTHS)
        for column, cell in enumerate(cells):
            _write(sheet, row, column, cell, look)
        for column, share in enumerate((one.share, one.low, one.high), start=len(cells)):
            if share is None:
                sheet.write_blank(row, column, None, look.text)
            else:
                sheet.write_number(row, column, share, look.share)
        _write(sheet, row, len(cells) + 3, words.say(one.mistake), look)
        _write(sheet, row, len(cells) + 4, one.times if one.mistake else "", look)
    sheet.autofilter(0, 0, len(results), len(heads) - 1)


def _texts(book: Any, grades: ClassGrades, words: Words, look: _Look, name: str) -> None:
    heads = [words.say(head) for head in HEADS.values()]
    sheet = _sheet(book, name, heads, _TEXT_WIDTHS, look, numbers=_TEXT_NUMBERS)
    row = 0
    for row, cells in enumerate(_text_rows(grades, words), start=1):
        _set_height(sheet, row, cells, _TEXT_WIDTHS)
        for column, (told, cell) in enumerate(zip(HEADS, cells, strict=True)):
            if told == "points" and isinstance(cell, str) and cell:
                sheet.write_string(row, column, cell, look.refused)
            else:
                _write(sheet, row, column, cell, look, is_open=told in _OPEN_CELLS)
        most = cells[_PLACES["most"]]
        if isinstance(most, float):
            _let_give(sheet, row, most, words)
    sheet.autofilter(0, 0, max(row, 1), len(heads) - 1)


def _text_rows(grades: ClassGrades, words: Words) -> Iterator[tuple[str | float, ...]]:
    for grade in grades.students:
        for mark in free_marks(grade):
            yield _text_row(grade, mark, words)
    for row in grades.unplaced:
        yield _unplaced_row(row)


def _text_row(grade: StudentGrade, mark: Mark, words: Words) -> tuple[str | float, ...]:
    points: str | float = ""
    if mark.given is not None:
        points = mark.given.written if mark.given.points is None else mark.given.points
    most = mark.most_to_give if mark.to_give or mark.is_given else ""
    return (
        for_spreadsheet(grade.student.id), for_spreadsheet(grade.student.name), mark.task.name,
        answer_cell(mark), mark.points, points, most, words.say(mark.task.teacher_looks),
        mark.given.words if mark.given else "", mark.given.older if mark.given else "",
    )  # fmt: skip


def _unplaced_row(row: SheetRow) -> tuple[str, ...]:
    # Without a most its points do not count.
    return tuple("" if name in ("checks", "most") else row.cells[name] for name in HEADS)


def _let_give(sheet: Any, row: int, most: float, words: Words) -> None:
    """Let a cell take points from 0 to the most, and say so before and after."""
    sheet.data_validation(
        row, _PLACES["points"], row, _PLACES["points"],
        {
            "validate": "decimal", "criteria": "between", "minimum": 0, "maximum": most,
            "input_title": words.say("Your points"),
            "input_message": words.say("From 0 to {most}.", most=words.number(most, digits=2)),
            "error_title": words.say("Your points"),
            "error_message": words.say(
                "Give a number from 0 to {most}.", most=words.number(most, digits=2)
            ),
        },
    )  # fmt: skip


def _sheet(
    book: Any, name: str, heads: Sequence[str], widths: Sequence[int], look: _Look, *,
    numbers: Sequence[int],
) -> Any:  # fmt: skip
    sheet = book.add_worksheet(name)
    for column, (told, width) in enumerate(zip(heads, widths, strict=True)):
        sheet.set_column(column, column, width)
        shown = look.head_of_numbers if column in numbers else look.head
        sheet.write_string(0, column, told, shown)
    sheet.set_row(0, 48)
    sheet.freeze_panes(1, 2)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.set_footer("&L&A&R&P / &N")
    return sheet


def _write(
    sheet: Any, row: int, column: int, cell: Any, look: _Look, *, is_open: bool = False
) -> None:
    if isinstance(cell, str) and cell:
        shown = look.open_text if is_open else look.text
        sheet.write_string(row, column, cell[:LONGEST_CELL], shown)
    elif isinstance(cell, str):
        sheet.write_blank(row, column, None, look.open_text if is_open else look.text)
    else:
        sheet.write_number(row, column, cell, look.open if is_open else look.number)


def _set_height(sheet: Any, row: int, cells: Sequence[Any], widths: Sequence[int]) -> None:
    """Make a row as tall as its longest text: not every program does so by itself."""
    lines = max(
        sum(max(math.ceil(len(line) / (width - 2)), 1) for line in cell.split("\n"))
        for cell, width in zip(cells, widths, strict=False)
        if isinstance(cell, str)
    )
    sheet.set_row(row, min(lines * _LINE + 3, _TALLEST))


def _letter(column: int) -> str:
    from xlsxwriter.utility import xl_col_to_name

    return str(xl_col_to_name(column))
