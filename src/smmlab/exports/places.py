"""Where a rejected row stands and what it holds, so that a person finds it again."""

import re
from collections.abc import Iterable
from dataclasses import replace
from itertools import islice

from smmlab.exports.items import LONGEST_RAW
from smmlab.exports.reading import Listed
from smmlab.exports.source import RawExport
from smmlab.exports.workbook import SHEET_STEP, Sheet

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")
_MOST_LINES = 200  # a caption goes over several lines; a broken quotation mark must not take all


def with_places(rejected: Iterable[Listed], raw: RawExport) -> tuple[Listed, ...]:
    """Return rejected rows with ``raw`` and ``place`` where the reader left them empty.

    A row of a workbook stands at ``Sheet1!5``; that of a text file at its physical line.

    Parameters
    ----------
    rejected
        What a reader listed.
    raw
        The file it read.
    """
    rows = tuple(rejected)
    if all(row.raw and row.place for row in rows):
        return rows
    if raw.kind in ("xlsx", "xls"):
        return tuple(_in_sheet(row, raw.sheets) for row in rows)
    lines: list[str] = []
    if not all(row.raw for row in rows):
        lines = _LINE.findall(raw.text)
    return tuple(
        replace(
            row,
            raw=row.raw or _row_at(lines, row.line - raw.skipped_lines),
            place=row.place or str(row.line),
        )
        for row in rows
    )


def _in_sheet(row: Listed, sheets: tuple[Sheet, ...]) -> Listed:
    at, number = divmod(row.line, SHEET_STEP)
    if at >= len(sheets):
        return row
    cells = sheets[at].rows[number - 1] if 0 < number <= len(sheets[at].rows) else []
    place = row.place or f"{sheets[at].name}!{number}"
    return replace(row, raw=row.raw or "\t".join(cells)[:LONGEST_RAW], place=place)


def _row_at(lines: list[str], line: int) -> str:
    taken, marks = "", 0
    for text in islice(lines, max(line - 1, 0), line - 1 + _MOST_LINES):
        taken += text
        marks += text.count('"')
        if marks % 2 == 0:
            break
    return taken.rstrip("\r\n")[:LONGEST_RAW]
