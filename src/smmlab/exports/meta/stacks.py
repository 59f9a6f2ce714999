"""Small tables under titles, met the same way in a text file and in the sheets of a workbook."""

from collections.abc import Iterator
from dataclasses import dataclass

from smmlab.errors import ExportError
from smmlab.exports.blocks import Line, read_lines
from smmlab.exports.grids import peek_grids, read_grids
from smmlab.exports.reading import Caution
from smmlab.exports.repair import unwrap_lines
from smmlab.exports.source import RawExport

_PEEKED = 15


@dataclass(frozen=True)
class Stack:
    """The lines of a text file or of one sheet, blank ones left out; a text file has no name."""

    name: str
    lines: tuple[Line, ...]


def read_stacks(raw: RawExport) -> tuple[tuple[Stack, ...], tuple[Caution, ...]]:
    """Return the file, or each of its sheets, line by line, and what had to be repaired.

    Raises
    ------
    ExportError
        When the file is no table at all, or damaged.
    """
    if raw.kind in ("xlsx", "xls"):
        return tuple(
            Stack(grid.name, tuple(_lines(grid.rows, grid.lines.tolist())))
            for grid in read_grids(raw)
        ), ()
    text, repaired = unwrap_lines(raw.text)
    return (Stack("", tuple(read_lines(text))),), repaired


def peek_stacks(raw: RawExport) -> tuple[Stack, ...]:
    """Return the first lines of a file or of each sheet, for ``matches``; never raises."""
    if raw.kind in ("xlsx", "xls"):
        return tuple(
            Stack(grid.name, tuple(_lines(grid.rows, grid.lines.tolist())))
            for grid in peek_grids(raw)
        )
    if not raw.head:
        return ()
    try:
        text, _ = unwrap_lines(raw.head)
        # Such files have short lines and no line break within a cell.
        first = "\n".join(text.splitlines()[: 2 * _PEEKED])
        return (Stack("", tuple(read_lines(first))[:_PEEKED]),)
    except ExportError:
        return ()


def _lines(rows: list[list[str]], numbers: list[int]) -> Iterator[Line]:
    for row, number in zip(rows, numbers, strict=True):
        cells = [" ".join(cell.split()) for cell in row]
        while cells and not cells[-1]:
            cells.pop()
        if cells:
            yield Line(number, tuple(cells))
