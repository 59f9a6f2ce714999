"""Delimited text to records: strict, with the physical line of each, nothing padded or shifted."""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from itertools import compress

import numpy as np
import pandas as pd

from smmlab.errors import ExportError
from smmlab.exports.reading import Caution, Listed
from smmlab.exports.well_formed import Split, split_well_formed
from smmlab.texts import message

LONGEST_CELL = 1_000_000
MOST_COLUMNS = 10_000
_DELIMITERS = (",", ";", "\t")
_LINE = re.compile(r"[^\r\n]+")


@dataclass(frozen=True)
class Records:
    """A delimited file taken apart.

    Parameters
    ----------
    header
        Column names as found, made unique: the second ``Views`` is ``Views (2)``.
    frame
        One text column per name; an empty cell is an empty text.
    lines
        First physical line of each row of ``frame``, counted from one.
    ragged
        Rows with fewer or more cells than the header, or with bytes that are no text; rejected.
        Empty cells behind the last column are no surplus.
    cautions
        What the user should know about the header.
    delimiter
        What separated the cells.
    short
        Rows of ``ragged`` with too few cells, as a frame: absent cells are missing. For a reader
        that can prove from their contents that only the end of the row is absent.
    short_lines
        First physical line of each row of ``short``.
    """

    header: list[str]
    frame: pd.DataFrame
    lines: np.ndarray
    ragged: tuple[Listed, ...]
    cautions: tuple[Caution, ...]
    delimiter: str
    short: pd.DataFrame = field(default_factory=pd.DataFrame)
    short_lines: np.ndarray = field(default_factory=lambda: np.zeros(0, dtype="int64"))

    @property
    def rows_read(self) -> int:
        """Rows met below the header, blank ones aside."""
        return len(self.frame) + len(self.ragged)

    def with_short(self, proven: np.ndarray) -> "Records":
        """Return the records with those rows of ``short`` taken in that the mask names."""
        lines = self.short_lines[proven]
        ragged = tuple(row for row in self.ragged if row.line not in set(lines.tolist()))
        frame = pd.concat([self.frame, self.short[proven]], ignore_index=True)
        return replace(self, frame=frame, lines=np.append(self.lines, lines), ragged=ragged)


def read_records(text: str, *, delimiter: str | None = None, first_line: int = 1) -> Records:
    r"""Take a delimited text apart; its first row that is not blank is the header.

    Parameters
    ----------
    text
        The text, line ends of any kind, cells quoted as in RFC 4180.
    delimiter
        What separates the cells; found from the header when not given.
    first_line
        Physical line at which ``text`` starts in its file.

    Raises
    ------
    ExportError
        When a quotation mark is never closed, a cell or the header is absurdly large, there is
        no header, or no row at all has as many cells as the header.

    Examples
    --------
    >>> records = read_records('id,text\n1,"two\nlines"\n2,one\n3\n')
    >>> records.frame["text"].tolist(), records.lines.tolist()
    (['two\nlines', 'one'], [2, 4])
    >>> print(records.ragged[0])
    line 5: This row has 1 cells where the header has 2.
    """
    delimiter = delimiter or sniff_delimiter(text)
    if not _is_spaced(text, delimiter):
        split = split_well_formed(text, delimiter=delimiter)
        if split is not None and len(split.frame) and len(split.header) <= MOST_COLUMNS:
            return _records_of_split(split, delimiter=delimiter, first_line=first_line)
    rows, lines = split_rows(text, delimiter=delimiter, first_line=first_line)
    return records_of_rows(rows, lines, delimiter=delimiter)


def _records_of_split(split: Split, *, delimiter: str, first_line: int) -> Records:
    header, repeated = _unique_names(split.header)
    frame = split.frame.set_axis(pd.Index(header, dtype="str"), axis="columns")
    lines, odd_lines = split.lines + first_line - 1, split.odd_lines + first_line - 1
    odd = [_without_surplus(row, len(header)) for row in split.odd]
    widths = np.fromiter(map(len, odd), dtype="int64", count=len(odd))
    fits, cut = widths == len(header), widths < len(header)
    if fits.any():
        lines = np.append(lines, odd_lines[fits])
        order = np.argsort(lines, kind="stable")
        frame = pd.concat([frame, _frame(list(compress(odd, fits)), header)], ignore_index=True)
        frame, lines = frame.iloc[order].reset_index(drop=True), lines[order]
    padded = [row + [None] * (len(header) - len(row)) for row in compress(odd, cut)]
    return Records(
        header,
        frame,
        lines,
        tuple(
            _ragged(int(line), len(row), len(header))
            for row, line in zip(compress(odd, ~fits), odd_lines[~fits], strict=True)
        ),
        repeated,
        delimiter,
        _frame(padded, header),
        odd_lines[cut],
    )


def records_of_rows(
    rows: list[list[str]],
    lines: np.ndarray,
    *,
    delimiter: str = "",
    cautions: tuple[Caution, ...] = (),
) -> Records:
    """Take rows apart that are already split into cells; the first one is the header.

    Raises
    ------
    ExportError
        As `read_records` does.
    """
    if not rows:
        raise ExportError(message("The file holds no table: there is no header line."))
    header, repeated = _unique_names(rows[0])
    width = len(header)
    if any("\x00" in name for name in header):
        raise ExportError(message("The header line is damaged. Please export the file again."))
    rows, lines = [_without_surplus(row, width) for row in rows[1:]], lines[1:]
    fits = np.fromiter((len(row) == width for row in rows), dtype=bool, count=len(rows))
    whole = np.fromiter(("\x00" not in "".join(row) for row in rows), dtype=bool, count=len(rows))
    if rows and not fits.any():
        raise ExportError(
            message(
                "No row has as many cells as the header: {header} in the header, {row} in line "
                "{line}. Please export the file again."
            ),
            {"header": width, "row": len(rows[0]), "line": int(lines[0])},
        )
    sound = fits & whole
    cut = np.fromiter((len(row) < width for row in rows), dtype=bool, count=len(rows)) & whole
    ragged = [
        _ragged(int(line), len(row), width) if is_whole else _damaged(int(line))
        for row, line, is_whole in zip(
            compress(rows, ~sound), lines[~sound], whole[~sound], strict=True
        )
    ]
    padded = [row + [None] * (width - len(row)) for row in compress(rows, cut)]
    return Records(
        header,
        _frame(list(compress(rows, sound)), header),
        lines[sound],
        tuple(ragged),
        (*cautions, *repeated),
        delimiter,
        _frame(padded, header),
        lines[cut],
    )


def _without_surplus(row: list[str], width: int) -> list[str]:
    """Return a row without empty cells behind the last column: they can be nobody's."""
    return row if len(row) <= width or any(map(str.strip, row[width:])) else row[:width]


def _frame(rows: Sequence[Sequence[str | None]], header: list[str]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=pd.Index(header, dtype="str"), dtype="str")


def split_rows(
    text: str, *, delimiter: str, first_line: int = 1
) -> tuple[list[list[str]], np.ndarray]:
    """Return the rows that are not blank, as lists of cells, and the line each starts at.

    Raises
    ------
    ExportError
        As `read_records`.
    """
    rows: list[list[str]] = []
    ends = [0]
    reader = csv.reader(
        io.StringIO(text, newline=""),
        delimiter=delimiter,
        strict=True,
        skipinitialspace=_is_spaced(text, delimiter),
    )
    with long_cells():
        try:
            for row in reader:
                rows.append(row)
                ends.append(reader.line_num)
        except csv.Error as problem:
            raise _unreadable(problem, first_line + ends[-1]) from None
    if any(len(row) > MOST_COLUMNS for row in rows):
        raise ExportError(
            message("The table has more than {limit} columns; no export has. Please check it."),
            {"limit": MOST_COLUMNS},
        )
    starts = np.asarray(ends[:-1], dtype="int64") + first_line
    filled = np.fromiter((any(map(str.strip, row)) for row in rows), dtype=bool, count=len(rows))
    return list(compress(rows, filled)), starts[filled]


def sniff_delimiter(text: str) -> str:
    r"""Return what separates the cells of the first line that is not blank.

    Examples
    --------
    >>> sniff_delimiter('"a, b";c\n')
    ';'
    """
    first = _LINE.search(text[:LONGEST_CELL])
    line = re.sub(r'"[^"]*"?', "", first.group()) if first else ""
    return max(_DELIMITERS, key=line.count)


def _is_spaced(text: str, delimiter: str) -> bool:
    first = _LINE.search(text[:LONGEST_CELL])
    line = re.sub(r'"[^"]*"?', '""', first.group()) if first else ""
    return delimiter != "\t" and 0 < line.count(delimiter) == line.count(f"{delimiter} ")


@contextmanager
def long_cells() -> Iterator[None]:
    """Let the csv module take cells as long as an export may hold."""
    # The limit belongs to the csv module as a whole, so it is put back.
    before = csv.field_size_limit(LONGEST_CELL)
    try:
        yield
    finally:
        csv.field_size_limit(before)


def _unreadable(problem: csv.Error, line: int) -> ExportError:
    if "field larger" in str(problem):
        return ExportError(
            message(
                "A cell of the row that starts at line {line} is longer than {limit} letters: a "
                "quotation mark may never be closed. Please export the file again."
            ),
            {"line": line, "limit": LONGEST_CELL},
        )
    if "unexpected end of data" in str(problem):
        return ExportError(
            message(
                "A quotation mark in the row that starts at line {line} is never closed; the file "
                "may be cut short. Please export it again."
            ),
            {"line": line},
        )
    return ExportError(
        message(
            "The row that starts at line {line} has a quotation mark in the wrong place. Please "
            "export the file again."
        ),
        {"line": line},
    )


def _unique_names(found: Sequence[str]) -> tuple[list[str], tuple[Caution, ...]]:
    names: list[str] = []
    taken: set[str] = set()
    repeated: list[str] = []
    for place, name in enumerate(found, start=1):
        plain = " ".join(name.replace("\ufeff", "").split()) or f"column {place}"
        unique, number = plain, 1
        while unique in taken:
            number += 1
            unique = f"{plain} ({number})"
        if number > 1:
            repeated.append(plain)
        taken.add(unique)
        names.append(unique)
    if not repeated:
        return names, ()
    caution = Caution(
        "repeated-columns",
        message("The file names these columns more than once, the first was used: {columns}."),
        {"columns": ", ".join(dict.fromkeys(repeated))},
    )
    return names, (caution,)


def _ragged(line: int, cells: int, width: int) -> Listed:
    return Listed(
        line,
        message("This row has {cells} cells where the header has {width}."),
        {"cells": cells, "width": width},
    )


def _damaged(line: int) -> Listed:
    return Listed(line, message("This row holds bytes that are no text."))
