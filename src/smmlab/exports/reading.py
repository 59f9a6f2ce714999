"""What reading one export gives: canonical rows, and an account of every row read."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    from smmlab.exports.source import RawExport


@dataclass(frozen=True)
class Listed:
    """One row that was not imported: where it stands and why; ``values`` fills the reason.

    A value that is a text of ours is a `smmlab.texts.Phrase`, so that it is translated too.
    ``raw`` is the row as the file has it and ``place`` where a person finds it; the catalogue fills
    both in for rows of text files and workbooks, readers of JSON give ``raw`` themselves.
    """

    line: int
    reason: str
    values: dict[str, object] = field(default_factory=dict)
    raw: str = ""
    place: str = ""

    def __str__(self) -> str:
        return f"line {self.line}: {self.reason.format(**self.values)}"


@dataclass(frozen=True)
class Caution:
    """Something the user should know about a file that was read all the same.

    There is no plural form: a count stands behind a colon. A value that is a text of ours is a
    `smmlab.texts.Phrase`, so that it is translated too.
    """

    code: str
    template: str
    values: dict[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.template.format(**self.values)


@dataclass(frozen=True)
class Reading:
    """The outcome of one reader on one file.

    Parameters
    ----------
    tables
        Canonical frames by table name. Each has ``source_row``; ``exported_at`` and
        ``source_file`` are filled in afterwards, and people are pseudonymised then.
    rows_read
        Records met: data rows, totals, preambles and titles; not the column header.
    merged
        Rows that joined another row of the same file (line items, albums, repeated ids). Portions
        of one thing are joined later, over all files together.
    rejected
        Rows that could not be used.
    notes
        Rows that carry no data: preambles, titles, totals, service messages.
    warnings
        What the user should know.
    exported_at
        When the export was made, epoch seconds, if the file tells; else None.
    """

    tables: dict[str, pd.DataFrame]
    rows_read: int
    merged: tuple[Listed, ...] = ()
    rejected: tuple[Listed, ...] = ()
    notes: tuple[Listed, ...] = ()
    warnings: tuple[Caution, ...] = ()
    exported_at: int | None = None


@dataclass(frozen=True)
class Card:
    """How a user gets the file, what it cannot tell, and on which clock its times stand."""

    title: str
    how_to_get: str
    limits: str
    clock: str


@dataclass(frozen=True)
class Reader:
    """One kind of export: ``matches`` looks, ``read`` reads.

    ``matches`` is quick and never raises; ``read`` raises `ExportError` when the file cannot be
    used at all. ``networks`` are those the file may come from, none for shops and web analytics;
    ``tables`` are those it may fill. With ``by_piece`` a large file is read piece by piece, because
    the reader judges every row by itself.
    """

    name: str
    card: Card
    networks: tuple[str, ...]
    tables: tuple[str, ...]
    matches: Callable[["RawExport"], bool]
    read: Callable[["RawExport"], Reading]
    by_piece: bool = False
