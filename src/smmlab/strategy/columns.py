"""Widths of the columns of a printed table: no word is broken needlessly, and few lines are."""

import math
import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import zip_longest
from typing import Literal

from smmlab.strategy.document import DataTable, Span, Spans, number_columns, plain

PORTRAIT, LANDSCAPE = 100, 170
"""Letters of table type that fit in a line of the page."""

# Longer words are file names, keys and links, which may break after a point.
_LONGEST_WORD = 18
_LONGEST_NUMBER = 34
_MOST_TEXT = 90
_PADDING = 2.6
# A mark is set small and raised, a header bold; a space within a number is narrow.
_MARK, _HEAD, _SPACE = 0.65, 1.1, 0.5
_WIDE_LETTERS = 0.6  # of a word on its own, where none makes up for another
_UNEVEN = 2.0  # letters by which one half of a broken number is longer
_NO_BREAK = "\u00a0"
# How numbers stand: in a line, parted before the interval, in two lines.
_Way = Literal["whole", "parted", "anyhow"]
# Part of the lines that is left when numbers are parted: less is worth it.
_WORTH_IT = 0.9
_BEFORE_INTERVAL = re.compile(r" (?=\()")
# A day with its month, and the year.
_DATE = re.compile(r"(\d{1,2}\.?\s[^\W\d_]{3,}|[^\W\d_]{3,}\s\d{1,2},)\s(\d{4}\b(?:\sг\.)?)")
_MAY_BREAK = re.compile(r"[ \n\t]+")
_ROWS_TOGETHER, _LETTERS_TOGETHER = 12, 700


def column_shares(table: DataTable, room: int = PORTRAIT) -> tuple[int, ...]:
    """Return the width of each column in thousandths of the table.

    No column gets less than its longest word or number needs, nor more than its longest text.
    Between these its weights hold, or the length of its texts when that takes fewer lines. The
    interval of a number stands in the next line where one would be too short, or many are saved.

    Examples
    --------
    >>> from smmlab.strategy.document import Span
    >>> rows = (((Span("Core"),), (Span("A sentence that is long enough to wrap. " * 4),)),)
    >>> narrow, wide = column_shares(DataTable((), ((), ()), rows))
    >>> wide > 5 * narrow
    True
    """
    columns = list(zip(table.header, *table.rows, strict=True))
    most = [min(max(map(_length, c)), _MOST_TEXT) + _PADDING for c in columns]
    weights = [table.weights or most, [math.sqrt(sum(map(_length, c))) + 1 for c in columns]]
    numbers = number_columns(table)

    def best(way: _Way) -> list[float]:
        least = _least(columns, numbers, way)
        return min(
            (_fitted(weight, least, most, room) for weight in weights),
            key=lambda widths: _lines(columns, widths),
        )

    widths, parted = best("whole"), best("parted")
    if sum(widths) > room + 1 or _lines(columns, parted) <= _WORTH_IT * _lines(columns, widths):
        widths = parted if sum(parted) <= room + 1 else best("anyhow")
    return tuple(max(1, round(1000 * width / sum(widths))) for width in widths)


def is_short(table: DataTable) -> bool:
    """Tell whether a table is small enough to be kept on one page.

    Examples
    --------
    >>> from smmlab.strategy.document import Span
    >>> row = ((Span("Core"),), (Span("64"),))
    >>> [is_short(DataTable((), ((), ()), (row,) * rows)) for rows in (5, 40)]
    [True, False]
    """
    letters = sum(len(plain(cell)) for row in table.rows for cell in row)
    return len(table.rows) <= _ROWS_TOGETHER and letters <= _LETTERS_TOGETHER


def laid_out(table: DataTable, room: int = PORTRAIT) -> tuple[tuple[int, ...], DataTable]:
    r"""Return the widths of the columns, and the table with whole dates and intervals in them.

    Examples
    --------
    >>> from smmlab.strategy.document import Span
    >>> row = ((Span("Core"),), (Span("12% (9% to 16%)", "finding", "e1"),))
    >>> _shares, table = laid_out(DataTable((), ((), ()), (row,)))
    >>> table.rows[0][1][0].text.split(" ")
    ['12%', '(9%\xa0to\xa016%)']
    """
    whole, parted = (_with_dates(table, joint) for joint in (_NO_BREAK, " "))
    table, shares = whole, column_shares(whole, room)
    if parted != whole:
        in_two = column_shares(parted, room)
        # The year stands in the next line where the texts beside it would have no room.
        if _height(parted, in_two, room) <= _WORTH_IT * _height(whole, shares, room):
            table, shares = parted, in_two
    letters = [share * room / 1000 - _PADDING for share in shares]
    return shares, _with_intervals(table, letters)


def unbroken(table: DataTable) -> DataTable:
    r"""Return a table with no space to break a date or an interval at, however long it is.

    Examples
    --------
    >>> from smmlab.strategy.document import Span
    >>> row = ((Span("by October 31, 2026"),),)
    >>> plain(unbroken(DataTable((), ((),), (row,))).rows[0][0])
    'by October\xa031,\xa02026'
    """
    endless = [math.inf] * len(table.header)
    return _with_intervals(_with_dates(table, _NO_BREAK), endless)


def _with_intervals(table: DataTable, widths: Sequence[float]) -> DataTable:
    numbers = number_columns(table)
    rows = tuple(
        tuple(
            tuple(replace(span, text=_joined(span, width)) for span in cell) if is_number else cell
            for cell, width, is_number in zip(row, widths, numbers, strict=True)
        )
        for row in table.rows
    )
    return replace(table, rows=rows)


def _with_dates(table: DataTable, joint: str) -> DataTable:
    """Return a table whose days stay with their months; ``joint`` comes before the year."""

    def join(date: re.Match[str]) -> str:
        return joint.join(re.sub(r"\s", _NO_BREAK, part) for part in date.groups())

    rows = tuple(
        tuple(
            tuple(replace(span, text=_DATE.sub(join, span.text)) for span in cell) for cell in row
        )
        for row in table.rows
    )
    return replace(table, rows=rows)


def _height(table: DataTable, shares: Sequence[int], room: int) -> float:
    columns = list(zip(table.header, *table.rows, strict=True))
    return _lines(columns, [share * room / 1000 for share in shares])


def _joined(span: Span, letters: float) -> str:
    number, *interval = _BEFORE_INTERVAL.split(span.text, maxsplit=1)
    if not interval or _figures(interval[0]) + _MARK * len(span.mark or "") > letters:
        return span.text
    return f"{number} {interval[0].replace(' ', _NO_BREAK)}"


def _least(columns: Sequence[Sequence[Spans]], numbers: Sequence[bool], way: _Way) -> list[float]:
    return [
        _PADDING + max(_HEAD * _longest_word(header), *(_widest(c, is_number, way) for c in cells))
        for (header, *cells), is_number in zip(columns, numbers, strict=True)
    ]


def _widest(cell: Spans, is_number: bool, way: _Way) -> float:
    text = plain(cell)
    if not (is_number and any(map(str.isdigit, text))):
        return _longest_word(cell)
    marks = _length(cell) - len(text)
    if way == "anyhow":
        return max(_longest_word(cell), (_figures(text) + marks) / 2 + _UNEVEN)
    parts = [text] if way == "whole" else _BEFORE_INTERVAL.split(text, maxsplit=1)
    return min(max(*map(_figures, parts[:-1]), _figures(parts[-1]) + marks, 0), _LONGEST_NUMBER)


def _longest_word(cell: Spans) -> float:
    # A mark hangs on the word before it.
    words = [
        min(_figures(word), _LONGEST_WORD) + (_MARK * len(span.mark or "") if is_last else 0)
        for span in cell
        for word, is_last in zip_longest(reversed(_MAY_BREAK.split(span.text.strip())), (True,))
        if word
    ]
    return max(words, default=0) + _WIDE_LETTERS


def _figures(text: str) -> float:
    return len(text) - _SPACE * sum(map(str.isspace, text))


def _fitted(
    weights: Sequence[float], least: Sequence[float], most: Sequence[float], room: int
) -> list[float]:
    """Return widths between the least and the most of each, in the proportion of the weights."""
    bounds = [(little, max(little, much)) for little, much in zip(least, most, strict=True)]
    low, high = 0.0, float(room)
    for _ in range(30):
        scale = (low + high) / 2
        widths = [
            min(much, max(little, scale * weight))
            for weight, (little, much) in zip(weights, bounds, strict=True)
        ]
        low, high = (scale, high) if sum(widths) < room else (low, scale)
    return widths


def _lines(columns: Sequence[Sequence[Spans]], widths: Sequence[float]) -> float:
    # Parts of a line count: a word less in the last line is a step in the right direction.
    rows = zip(*columns, strict=True)
    return sum(
        max(
            1.0,
            *(
                _length(cell) / max(width - _PADDING, 1)
                for cell, width in zip(row, widths, strict=True)
            ),
        )
        for row in rows
    )


def _length(cell: Spans) -> float:
    return sum(len(span.text) + _MARK * len(span.mark or "") for span in cell)
