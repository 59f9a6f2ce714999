"""The calendar as a workbook for people: two weeks in detail, the quarter in outline, notes."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from textwrap import wrap
from typing import Any

from smmlab.strategy.document import DataTable, plain
from smmlab.strategy.ideas import pillar_name
from smmlab.strategy.material import Material
from smmlab.strategy.post_briefs import PostBrief
from smmlab.strategy.sections.dates import first_monday
from smmlab.strategy.sections.quarter import quarter_in_outline
from smmlab.strategy.statements import Pen
from smmlab.strategy.steady_zip import steady_zip
from smmlab.texts import Words, for_spreadsheet
from smmlab.texts.labels import label_of

_WIDTHS = (12, 13, 11, 14, 15, 15, 22, 52, 44, 13, 14)
_SPARE_ROWS = 200
_LINE_HEIGHT = 15  # points
_ARROW = 3  # letters of a head that the button of its filter covers
_SHORT_DATE = 14  # the number under which a spreadsheet writes dates as its reader's country does


@dataclass(frozen=True)
class OutlineWeek:
    """A week of the quarter: its Monday, its theme and what falls due in it."""

    monday: date
    theme: str
    due: str


def outline_of(material: Material) -> tuple[OutlineWeek, ...]:
    """Return the quarter in outline; weeks that are planned name the pillars of their posts."""
    pen = Pen(material.words)
    monday = first_monday(material)
    table = next(
        block for block in quarter_in_outline(material, pen) if isinstance(block, DataTable)
    )
    weeks = []
    for number, (_, theme, due, _) in enumerate(table.rows):
        start = monday + timedelta(weeks=number)
        named = [
            plain(pen.value(pillar_name(slot.idea.pillar, slot.idea.kind)))
            for slot in material.calendar
            if start <= slot.day < start + timedelta(weeks=1)
        ]
        told = ", ".join(dict.fromkeys(named)) or plain(theme)
        weeks.append(OutlineWeek(start, told, plain(due)))
    return tuple(weeks)


def calendar_xlsx(
    briefs: Sequence[PostBrief],
    outline: Sequence[OutlineWeek],
    *,
    words: Words,
    name: str,
    timezone: str,
    made_on: date,
) -> bytes:
    """Return the calendar as XLSX bytes; the same bytes for the same plan.

    Parameters
    ----------
    briefs
        From `smmlab.strategy.post_briefs.brief_posts`.
    outline
        From `outline_of`.
    words
        Language of the sheets.
    name, timezone
        The client, and the clock of the hours.
    made_on
        The day in the properties of the file.
    """
    import xlsxwriter

    buffer = io.BytesIO()
    # Whatever a text looks like, it is written as a text.
    options = {
        "in_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
        "strings_to_numbers": False,
    }  # fmt: skip
    book: Any = xlsxwriter.Workbook(buffer, options)
    day = datetime.combine(made_on, time())
    title = for_spreadsheet(words.say("Calendar: {name}", name=name))
    book.set_properties({"title": title[:255], "author": "smmlab", "created": day})
    head = book.add_format(
        {"bold": True, "bg_color": "#F1F3F5", "bottom": 1, "valign": "top", "text_wrap": True}
    )
    text = book.add_format({"text_wrap": True, "valign": "top"})
    dated = book.add_format({"num_format": _SHORT_DATE, "valign": "top", "align": "left"})
    timed = book.add_format({"num_format": "hh:mm", "valign": "top", "align": "left"})
    _posts(book, briefs, words, (head, text, dated, timed))
    _quarter(book, outline, words, (head, text, dated))
    _notes(book, words, timezone, text)
    book.close()
    return steady_zip(buffer.getvalue())


def _posts(book: Any, briefs: Sequence[PostBrief], words: Words, formats: tuple[Any, ...]) -> None:
    head, text, dated, timed = formats
    columns = (
        words.say("Date"), words.say("Weekday"), words.say("Time"), words.say("Network"),
        words.say("Type"), words.say("Form"), words.say("Pillar"), words.say("Idea"),
        words.say("Link"), words.say("Ready by"), words.say("Status"),
    )  # fmt: skip
    sheet = _sheet(book, words.say("Two weeks"), columns, _WIDTHS, head)
    states = [
        words.say("to do"), words.say("in the works"), words.say("ready"), words.say("published"),
    ]  # fmt: skip
    for row, one in enumerate(briefs, start=1):
        sheet.write_datetime(row, 0, datetime.combine(one.day, time()), dated)
        sheet.write_string(row, 1, words.weekday(one.day.weekday()), text)
        sheet.write_datetime(row, 2, time(one.hour), timed)
        told = (
            *(_word(key, words) for key in (one.network, one.type, one.form)), one.pillar,
            one.text, one.link,
        )  # fmt: skip
        _give_height(sheet, row, told, _WIDTHS[3:])
        for column, cell in enumerate(told, start=3):
            sheet.write_string(row, column, for_spreadsheet(cell), text)
        sheet.write_datetime(row, 9, datetime.combine(one.deadline, time()), dated)
        sheet.write_string(row, 10, states[0], text)
    sheet.autofilter(0, 0, max(len(briefs), 1), len(columns) - 1)
    choice = {
        "validate": "list", "source": states, "error_title": words.say("Status"),
        "error_message": words.say("Choose one of the list."),
    }  # fmt: skip
    sheet.data_validation(1, 10, len(briefs) + _SPARE_ROWS, 10, choice)


def _quarter(
    book: Any, outline: Sequence[OutlineWeek], words: Words, formats: tuple[Any, ...]
) -> None:
    head, text, dated = formats
    columns = (
        words.say("Week from"), words.say("Theme"), words.say("What falls due"),
        words.say("Your own days"),
    )  # fmt: skip
    widths = (13, 36, 56, 36)
    sheet = _sheet(book, words.say("Quarter"), columns, widths, head)
    for row, week in enumerate(outline, start=1):
        _give_height(sheet, row, (week.theme, week.due), widths[1:])
        sheet.write_datetime(row, 0, datetime.combine(week.monday, time()), dated)
        sheet.write_string(row, 1, for_spreadsheet(week.theme), text)
        sheet.write_string(row, 2, for_spreadsheet(week.due), text)
        sheet.write_blank(row, 3, None, text)


def _notes(book: Any, words: Words, timezone: str, text: Any) -> None:
    sheet = book.add_worksheet(words.say("Notes"))
    sheet.set_column(0, 0, 90)
    lines = (
        words.say("Times on the clock of {zone}", zone=timezone),
        words.say("Every idea is a start: replace it when life offers a better one."),
        words.say("Choose the status of a post from the list in the last column."),
        words.say("Write your own notes below."),
    )
    for row, line in enumerate(lines):
        sheet.write_string(row, 0, for_spreadsheet(line), text)


def _sheet(book: Any, name: str, columns: Sequence[str], widths: Sequence[int], head: Any) -> Any:
    sheet = book.add_worksheet(name)
    for column, (told, width) in enumerate(zip(columns, widths, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, told, head)
    _give_height(sheet, 0, columns, [width - _ARROW for width in widths])
    sheet.freeze_panes(1, 0)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    return sheet


def _give_height(sheet: Any, row: int, cells: Sequence[str], widths: Sequence[int]) -> None:
    """Make a row as high as its longest text: not every program does so by itself."""
    lines = (len(wrap(cell, width)) for cell, width in zip(cells, widths, strict=False))
    sheet.set_row(row, _LINE_HEIGHT * max(1, *lines))


def _word(name: str, words: Words) -> str:
    return words.say(label_of(name)) if label_of(name) else name
