"""Small tables under titles, met the same way in a text file and in the sheets of a workbook."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import NoReturn

from smmlab.errors import ExportError
from smmlab.exports.blocks import Line, read_lines
from smmlab.exports.grids import peek_grids, read_grids
from smmlab.exports.reading import Caution
from smmlab.exports.repair import unwrap_lines
from smmlab.exports.source import RawExport
from smmlab.texts import message

_PEEKED = 15
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T0[01]:00:00")
_AGE = re.compile(r"[0-9]{2}(?:[-–][0-9]{2}|\+)")
_WORD = re.compile(r"[^\W\d_]+")
_NETWORK_WORDS = {
    "facebook": "facebook",
    "fb": "facebook",
    "instagram": "instagram",
    "ig": "instagram",
}
_NUMBER = re.compile(r"[0-9][0-9.,\u00a0\u202f ]*%?")


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


def network_of_path(raw: RawExport) -> str | None:
    """Tell the network by a word in the name of the file, else of the folders around it in a ZIP.

    The innermost name that has such a word decides; one that names both networks decides nothing.

    Examples
    --------
    >>> from pathlib import Path
    >>> network_of_path(RawExport(Path("Views.csv"), 0, inside="kohvik ig.zip/Facebook/Views.csv"))
    'facebook'
    """
    for name in reversed(PurePosixPath(raw.inside or raw.name).parts):
        words = _WORD.findall(name.casefold())
        networks = {_NETWORK_WORDS[word] for word in words if word in _NETWORK_WORDS}
        if networks:
            return networks.pop() if len(networks) == 1 else None
    return None


def has_foreign_days(lines: Sequence[Line]) -> bool:
    """Tell a series with names in another language: a title, two names, days as Meta writes them.

    Examples
    --------
    >>> has_foreign_days([Line(2, ("Охват",)), Line(3, ("Дата", "Основной")),
    ...                   Line(4, ("2025-01-01T01:00:00", "5"))])
    True
    """
    return any(
        title.title
        and len(names.cells) == len(day.cells) == 2
        and not any(map(_NUMBER.fullmatch, names.cells))
        and _DAY.fullmatch(day.cells[0])
        and _NUMBER.fullmatch(day.cells[1])
        for title, names, day in zip(lines, lines[1:], lines[2:], strict=False)
    )


def has_foreign_ages(lines: Sequence[Line]) -> bool:
    """Tell an audience with names in another language: a title, names of sexes, shares by age.

    Examples
    --------
    >>> has_foreign_ages([Line(2, ("Vanus ja sugu",)), Line(3, ("", "Naised", "Mehed")),
    ...                   Line(4, ("18-24", "10.6", "6.5"))])
    True
    """
    return any(
        title.title
        and len(names.cells) == len(shares.cells) > 1
        and not names.cells[0]
        and _AGE.fullmatch(shares.cells[0])
        and all(map(_NUMBER.fullmatch, shares.cells[1:]))
        for title, names, shares in zip(lines, lines[1:], lines[2:], strict=False)
    )


def refuse_foreign(name: str) -> NoReturn:
    """Refuse a file whose titles smmlab cannot read."""
    raise ExportError(
        message(
            "The titles in {name} are not in English. Please set Meta Business Suite to English "
            "and export again."
        ),
        {"name": name},
    )


def _lines(rows: list[list[str]], numbers: list[int]) -> Iterator[Line]:
    for row, number in zip(rows, numbers, strict=True):
        cells = [" ".join(cell.split()) for cell in row]
        while cells and not cells[-1]:
            cells.pop()
        if cells:
            yield Line(number, tuple(cells))
