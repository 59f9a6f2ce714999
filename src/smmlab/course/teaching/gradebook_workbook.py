"""The gradebook as a workbook: students, questions, and the texts to be read and marked."""

import io
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from smmlab.course.catalogue import LESSONS
from smmlab.course.teaching.gradebook import (
    STATE_WORDS,
    QuestionResult,
    answer_text,
    free_marks,
    question_results,
    student_columns,
    student_row,
)
from smmlab.course.teaching.grading import ClassGrades
from smmlab.course.teaching.marks import STATES
from smmlab.strategy.steady_zip import steady_zip
from smmlab.texts import Words, for_spreadsheet

_DAY = datetime(2026, 1, 1)
_POINTS = 2 + len(LESSONS)
_TOTAL = _POINTS + 3
_LONGEST = 32_000  # letters that a cell holds


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
        self.head = book.add_format(
            {"bold": True, "bg_color": "#F1F3F5", "bottom": 1, "valign": "top", "text_wrap": True}
        )
        self.text = book.add_format({"text_wrap": True, "valign": "top"})
        self.number = book.add_format({"num_format": "0.##", "valign": "top"})
        self.share = book.add_format({"num_format": "0%", "valign": "top"})
        self.open = book.add_format({"bg_color": "#FFF8E1", "valign": "top", "num_format": "0.##"})


def _students(book: Any, grades: ClassGrades, words: Words, look: _Look, texts: str) -> None:
    heads = student_columns(words)
    widths = [14, 26, *(9 for _ in LESSONS), 12, 9, 12, 9, 9, 70]
    sheet = _sheet(book, words.say("Students"), heads, widths, look)
    last = max(sum(len(free_marks(one)) for one in grades.students) + 1, 2)
    given = f"'{texts}'!$F$2:$F${last}"
    for row, grade in enumerate(grades.students, start=1):
        for column, cell in enumerate(student_row(grade, words)):
            _write(sheet, row, column, cell, look)
        # What the teacher writes beside the texts is added by the spreadsheet itself.
        whose = f"'{texts}'!$A$2:$A${last}=$A{row + 1}"
        points = f"{_letter(_POINTS)}{row + 1}"
        formula = f"={points}+SUMPRODUCT(--({whose}),{given})"
        sheet.write_formula(row, _TOTAL, formula, look.number, grade.points)
    sheet.autofilter(0, 0, max(len(grades.students), 1), len(heads) - 1)


def _questions(book: Any, results: Sequence[QuestionResult], words: Words, look: _Look) -> None:
    heads = [
        words.say("Task"), words.say("Question"),
        *(words.say(STATE_WORDS[state]) for state in STATES), words.say("Judged"),
        words.say("Share right"), words.say("From"), words.say("To"),
        words.say("Commonest mistake"), words.say("Times"),
    ]  # fmt: skip
    widths = [13, 60, *(10 for _ in STATES), 9, 9, 8, 8, 60, 8]
    sheet = _sheet(book, words.say("Questions"), heads, widths, look)
    for row, one in enumerate(results, start=1):
        cells: list[Any] = [one.task.name, words.say(one.task.asks)]
        cells += [one.counts[state] for state in STATES]
        cells.append(one.judged)
        for column, cell in enumerate(cells):
            _write(sheet, row, column, cell, look)
        for column, share in enumerate((one.share, one.low, one.high), start=len(cells)):
            if share is not None:
                sheet.write_number(row, column, share, look.share)
        _write(sheet, row, len(cells) + 3, words.say(one.mistake), look)
        if one.mistake:
            _write(sheet, row, len(cells) + 4, one.times, look)
    sheet.autofilter(0, 0, len(results), len(heads) - 1)


def _texts(book: Any, grades: ClassGrades, words: Words, look: _Look, name: str) -> None:
    heads = [
        words.say("Id"), words.say("Name"), words.say("Task"), words.say("Answer"),
        words.say("Points of the checks"), words.say("Your points"), words.say("At most"),
        words.say("What to look at"), words.say("Your words to the student"),
    ]  # fmt: skip
    sheet = _sheet(book, name, heads, [14, 24, 13, 80, 10, 10, 9, 40, 50], look)
    row = 0
    for grade in grades.students:
        for mark in free_marks(grade):
            row += 1
            told = (
                for_spreadsheet(grade.student.id), for_spreadsheet(grade.student.name),
                mark.task.name, for_spreadsheet(answer_text(mark)), mark.points,
            )  # fmt: skip
            for column, cell in enumerate(told):
                _write(sheet, row, column, cell, look)
            sheet.write_blank(row, 5, None, look.open)
            _write(sheet, row, 6, mark.to_give, look)
            _write(sheet, row, 7, words.say(mark.task.teacher_looks), look)
            sheet.write_blank(row, 8, None, look.text)
            sheet.data_validation(
                row, 5, row, 5,
                {
                    "validate": "decimal", "criteria": "between", "minimum": 0,
                    "maximum": mark.to_give, "error_title": words.say("Your points"),
                    "error_message": words.say(
                        "Give a number from 0 to {most}.", most=words.number(mark.to_give)
                    ),
                },
            )  # fmt: skip
    sheet.autofilter(0, 0, max(row, 1), len(heads) - 1)


def _sheet(book: Any, name: str, heads: Sequence[str], widths: Sequence[int], look: _Look) -> Any:
    sheet = book.add_worksheet(name)
    for column, (told, width) in enumerate(zip(heads, widths, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, told, look.head)
    sheet.freeze_panes(1, 2)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    return sheet


def _write(sheet: Any, row: int, column: int, cell: Any, look: _Look) -> None:
    if isinstance(cell, str):
        sheet.write_string(row, column, cell[:_LONGEST], look.text)
    else:
        sheet.write_number(row, column, cell, look.number)


def _letter(column: int) -> str:
    from xlsxwriter.utility import xl_col_to_name

    return str(xl_col_to_name(column))
