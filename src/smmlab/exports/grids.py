"""Tables in text files and in workbooks, met the same way: rows of cells, and where each stands."""

import csv
import io
import re
from collections.abc import Collection
from dataclasses import dataclass, replace

import numpy as np

from smmlab.errors import ExportError
from smmlab.exports.delimited import Records, records_of_rows, sniff_delimiter, split_rows
from smmlab.exports.headers import plain_name
from smmlab.exports.reading import Caution, Listed
from smmlab.exports.repair import unwrap_lines
from smmlab.exports.source import RawExport
from smmlab.exports.workbook import SHEET_STEP
from smmlab.texts import message

_PEEKED = 15
_TITLES = 8_192  # letters within which a table begins
_ABOVE = message("A row above the table.")
_ELSEWHERE = message("A row of a sheet that is not used: {sheet}.")


@dataclass(frozen=True)
class Grid:
    """The rows of one sheet, or of a text file, that are not blank.

    Parameters
    ----------
    name
        Name of the sheet; empty for a text file.
    rows
        Cells as found.
    lines
        Where each row starts: a physical line, or a row of the sheet as ``source_row`` holds it.
    delimiter
        What separated the cells; empty for a sheet.
    cautions
        What had to be repaired.
    """

    name: str
    rows: list[list[str]]
    lines: np.ndarray
    delimiter: str = ""
    cautions: tuple[Caution, ...] = ()


def peek_grids(raw: RawExport) -> tuple[Grid, ...]:
    """Return the first rows of a file, for a reader's ``matches``; never raises."""
    if raw.kind in ("xlsx", "xls"):
        try:
            sheets = raw.sheets
        except ExportError:
            return ()
        return tuple(
            _of_sheet(at, sheet.name, sheet.rows[:_PEEKED]) for at, sheet in enumerate(sheets)
        )
    text, _ = unwrap_lines(raw.head)
    text, first_line = _without_separator_line(text)
    delimiter = _sniff(text)
    rows: list[list[str]] = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            if any(map(str.strip, row)):
                rows.append(row)
            if len(rows) == _PEEKED:
                break
    except csv.Error:
        pass
    return (Grid("", rows, np.arange(len(rows)) + first_line, delimiter),)


def read_grids(raw: RawExport) -> tuple[Grid, ...]:
    """Return every sheet, or the one table of a text file; ``sep=`` lines are left out.

    Raises
    ------
    ExportError
        When the file is no table at all, or damaged.
    """
    if raw.kind in ("xlsx", "xls"):
        return tuple(_of_sheet(at, sheet.name, sheet.rows) for at, sheet in enumerate(raw.sheets))
    text, cautions = unwrap_lines(raw.text)
    text, first_line = _without_separator_line(text)
    delimiter = _sniff(text)
    rows, lines = split_rows(text, delimiter=delimiter, first_line=first_line)
    return (Grid("", rows, lines, delimiter, cautions),)


def find_header(grid: Grid, names: Collection[str]) -> int | None:
    """Return which of the first rows holds all these column names, or None.

    Names are compared as `plain_name` makes them.
    """
    wanted = {plain_name(name) for name in names}
    for at, row in enumerate(grid.rows[:_PEEKED]):
        if wanted <= {plain_name(cell) for cell in row}:
            return at
    return None


def grid_records(grid: Grid, *, header: int = 0) -> Records:
    """Take a grid apart below its header; rows above it are the caller's to account for.

    Rows of a sheet that are shorter than the header are filled up: a sheet has no ragged rows.

    Raises
    ------
    ExportError
        As `read_records` does.
    """
    rows, lines = grid.rows[header:], grid.lines[header:]
    if grid.name:
        width = max((at for row in rows[:1] for at, cell in enumerate(row, 1) if cell), default=0)
        filled = [row[:width] + [""] * (width - len(row)) for row in rows]
        spill = [row for row in rows[1:] if any(row[width:])]
        rows = filled if not spill else rows
    return records_of_rows(rows, lines, delimiter=grid.delimiter, cautions=grid.cautions)


def list_beside(grids: Collection[Grid], used: Grid, *, header: int = 0) -> tuple[Listed, ...]:
    """List, as notes, what a workbook holds besides one table: rows above it, and other sheets."""
    above = [Listed(int(line), _ABOVE) for line in used.lines[:header]]
    return (
        *above,
        *(
            Listed(int(line), _ELSEWHERE, {"sheet": grid.name})
            for grid in grids
            if grid is not used
            for line in grid.lines
        ),
    )


def drop_repeated_header(grid: Grid, *, header: int) -> tuple[Grid, tuple[Listed, ...]]:
    """Return a grid without later rows that repeat its header, and those rows as notes.

    A file joined from several exports has them.
    """
    names = [plain_name(cell) for cell in grid.rows[header]]
    kept = [
        at <= header or [plain_name(cell) for cell in row] != names
        for at, row in enumerate(grid.rows)
    ]
    if all(kept):
        return grid, ()
    mask = np.asarray(kept, dtype=bool)
    rows = [row for row, keep in zip(grid.rows, kept, strict=True) if keep]
    again = message("The column names again.")
    notes = tuple(Listed(int(line), again) for line in grid.lines[~mask])
    return replace(grid, rows=rows, lines=grid.lines[mask]), notes


def _of_sheet(at: int, name: str, rows: list[list[str]]) -> Grid:
    kept = [place for place, row in enumerate(rows) if any(map(str.strip, row))]
    lines = np.asarray(kept, dtype="int64") + 1 + at * SHEET_STEP
    return Grid(name or f"sheet {at + 1}", [rows[place] for place in kept], lines)


def _sniff(text: str) -> str:
    """Titles have no delimiter: the first of the first lines that has one tells."""
    for line in text[:_TITLES].splitlines()[:_PEEKED]:
        delimiter = sniff_delimiter(line)
        if delimiter in re.sub(r'"[^"]*"?', "", line):
            return delimiter
    return sniff_delimiter(text)


def _without_separator_line(text: str) -> tuple[str, int]:
    first, end, rest = text.partition("\n")
    if first.strip().strip('"').casefold().startswith("sep=") and end:
        return rest, 2
    return text, 1
