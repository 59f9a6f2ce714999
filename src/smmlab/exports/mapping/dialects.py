"""Delimited text of unknown makers: what parts its cells is tried out, not believed."""

import csv
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

import numpy as np

from smmlab.errors import ExportError
from smmlab.exports.delimited import LONGEST_CELL, MOST_COLUMNS, long_cells
from smmlab.exports.grids import Grid
from smmlab.exports.reading import Listed
from smmlab.exports.repair import unwrap_lines
from smmlab.exports.source import RawExport
from smmlab.texts import message

_DELIMITERS = (",", ";", "\t", "|")
_SAMPLE = 60_000
_MOST_BROKEN = 200
_LOOKED = 12
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")
_SEPARATOR = re.compile(r'\s*"?sep=(.)"?[ ]*(?:\r\n|\r|\n)', re.IGNORECASE)
_NUMBER = re.compile(
    r"[+\-−]?[€$£₽]?[0-9][0-9.,\s\u00a0\u202f%]*[€$£₽]?|[0-9]{1,4}[.\-/][0-9]{1,2}[.\-/ ].*"
    r"|[0-9]{1,2}:[0-9]{2}\b.*"
)
_TYPED = re.compile(
    r"[+\-−]?[€$£₽]?[0-9]+(?:[.,\s\u00a0\u202f][0-9]+)*[%€$£₽]?"
    r"|[0-9]{1,4}[.\-/][0-9]{1,2}[.\-/][0-9]{1,4}"
    r"(?:[T ,]+[0-9:.]+(?: ?[APap][Mm]|Z|[+\-][0-9:]+)?)?"
    r"|[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?|https?://[^\s,;|]+"
)
_APOSTROPHES = re.compile(r"(?:^|[,;\t|])'[^'\r\n]*'(?=$|[,;\t|\r\n])", re.MULTILINE)
# Wanted names, a header, rows that fit, cells that are whole, cells of a row.
_Score = tuple[bool, bool, float, float, int]
_NO_TABLE: _Score = (False, False, 0.0, 0.0, 1)
_BROKEN = message("A quotation mark in this row is in the wrong place, or is never closed.")
_LONG = message("A cell of this row is longer than {limit} letters.")


@dataclass(frozen=True)
class Dialect:
    """How a delimited text is written."""

    delimiter: str = ","
    quote: str = '"'
    escape: str | None = None


@dataclass(frozen=True)
class Lines:
    """The rows of a text: those that could be split, and those that could not."""

    grid: Grid
    broken: tuple[Listed, ...] = ()


def text_lines(raw: RawExport, *, wanted: Iterable[str] = ()) -> Lines:
    """Split a text file into rows of cells, whatever parts them.

    Parameters
    ----------
    raw
        A text file.
    wanted
        Column names that must stand in one row; without them the rows alone must speak.

    Raises
    ------
    ExportError
        When the file is no text, or too broken to be a table.
    """
    text, cautions = unwrap_lines(raw.text)
    first, said = 1, _SEPARATOR.match(text[:200])
    if said:
        first += 1 + text[: said.start(1)].count("\n")
        text = text[said.end() :]
    lines = [line for line in _LINE.findall(text) if line]
    dialect = (
        Dialect(said.group(1))
        if said and said.group(1) in (*_DELIMITERS, " ", ":")
        else find_dialect(lines, frozenset(wanted))
    )
    rows, starts, broken = split_lines(lines, dialect, first)
    grid = Grid("", rows, np.asarray(starts, dtype="int64"), dialect.delimiter, cautions)
    return Lines(grid, tuple(broken))


def find_dialect(lines: list[str], wanted: frozenset[str] = frozenset()) -> Dialect:
    r"""Return the way of writing in which most rows have as many cells as the header.

    Examples
    --------
    >>> find_dialect(["Date|Views, all\n", "2026-02-28|1,5\n"]).delimiter
    '|'
    """
    sample = list(islice(lines, 400))
    whole = "".join(sample)[:_SAMPLE]
    quotes = ['"']
    if len(_APOSTROPHES.findall(whole)) > 2 and len(_APOSTROPHES.findall(whole)) > whole.count('"'):
        quotes.append("'")
    escapes: list[str | None] = [None]
    if re.search(r'\\["\']', whole):
        escapes.append("\\")
    best, best_score = Dialect(), _NO_TABLE
    for delimiter in (*_DELIMITERS, " ", ":"):
        if delimiter in " :" and best_score[-1] > 1:
            break
        if delimiter not in whole:
            continue
        for quote in quotes:
            for escape in escapes:
                dialect = Dialect(delimiter, quote, escape)
                score = _score(sample, dialect, wanted)
                if score > best_score:
                    best, best_score = dialect, score
    return best


def _score(lines: list[str], dialect: Dialect, wanted: frozenset[str]) -> _Score:
    try:
        rows, _, broken = split_lines(lines, dialect, 1)
    except ExportError:
        # Read with a wrong delimiter, every row of quoted cells is broken.
        return _NO_TABLE
    if not rows:
        return _NO_TABLE
    widths = Counter(map(len, rows))
    width = max((w for w in widths if w > 1), key=lambda w: widths[w], default=1)
    if width == 1:
        return _NO_TABLE
    names = [{cell.strip() for cell in row} for row in rows[:30]]
    has_wanted = bool(wanted) and any(wanted <= found for found in names)
    fit = widths[width] / (len(rows) + len(broken))
    filled = [cell.strip() for row in rows if len(row) == width for cell in row if cell.strip()]
    # Cut in the right places, cells are whole numbers, days and links.
    typed = sum(bool(_TYPED.fullmatch(cell)) for cell in filled) / max(len(filled), 1)
    return (has_wanted, header_at(rows) is not None, round(fit, 2), round(typed, 2), width)


def split_lines(
    lines: list[str], dialect: Dialect, first_line: int
) -> tuple[list[list[str]], list[int], list[Listed]]:
    """Return the rows that are not blank, where each starts, and the rows that are broken.

    After a row with a stray quotation mark the next line is tried anew, so that one row does not
    cost the file.

    Raises
    ------
    ExportError
        When there are very many broken rows, or far too many columns.
    """
    rows: list[list[str]] = []
    starts: list[int] = []
    broken: list[Listed] = []
    at = 0
    with long_cells():
        while at < len(lines):
            reader = csv.reader(
                islice(lines, at, None),
                delimiter=dialect.delimiter,
                quotechar=dialect.quote,
                escapechar=dialect.escape,
                skipinitialspace=dialect.delimiter not in "\t ",
                strict=True,
            )
            ended = 0
            try:
                for row in reader:
                    if any(map(str.strip, row)):
                        rows.append(row)
                        starts.append(first_line + at + ended)
                    ended = reader.line_num
                break
            except csv.Error as problem:
                line = first_line + at + ended
                long = "field larger" in str(problem)
                broken.append(
                    Listed(line, _LONG, {"limit": LONGEST_CELL}) if long else Listed(line, _BROKEN)
                )
                at += ended + 1
            if len(broken) > _MOST_BROKEN:
                raise ExportError(
                    message(
                        "The file is no table: the quotation marks of very many rows are in the "
                        "wrong place. Please export the file again."
                    )
                )
    if any(len(row) > MOST_COLUMNS for row in rows):
        raise ExportError(
            message("The table has more than {limit} columns; no export has. Please check it."),
            {"limit": MOST_COLUMNS},
        )
    return rows, starts, broken


def header_at(rows: list[list[str]]) -> int | None:
    """Return which of the first rows holds the names: of the common width, without numbers.

    Examples
    --------
    >>> header_at([["Report of May", ""], ["Date", "Views"], ["2026-05-01", "7"]])
    1
    """
    widths = Counter(len(row) for row in rows[:400])
    width = max((w for w in widths if w > 1), key=lambda w: (widths[w], w), default=None)
    for at, row in enumerate(rows[:_LOOKED]):
        filled = [cell.strip() for cell in row if cell.strip()]
        if width is None or abs(len(row) - width) > 1 or 3 * len(filled) < 2 * width:
            continue
        numbers = sum(is_plain_number(cell) for cell in filled)
        links = sum(cell.casefold().startswith(("http://", "https://")) for cell in filled)
        if len(filled) > 1 and not links and 5 * numbers <= len(filled):
            return at
    return None


def is_plain_number(cell: str) -> bool:
    """Tell whether a cell is a number or a date, and so no name of a column."""
    return bool(_NUMBER.fullmatch(cell))
