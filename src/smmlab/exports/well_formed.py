"""Well-formed delimited text to columns, without a step per row; anything else is left alone."""

import csv
import io
from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyarrow as pa
from pyarrow import csv as arrow_csv

_QUOTE, _LF, _CR = b'"\n\r'
_LONGEST_ROW = 1_000_000
_MOST_ODD = 1_000
_FEWEST_COLUMNS = 2
_STRINGS = pd.StringDtype(na_value=float("nan"))


@dataclass(frozen=True)
class Split:
    """A delimited text whose cells are all quoted as they should be.

    Parameters
    ----------
    header
        The cells of the first row that is not blank.
    frame
        The rows with as many cells as the header; columns are numbered.
    lines
        Physical line at which each row of ``frame`` starts, counted from one.
    odd
        The other rows that are not blank, cell by cell.
    odd_lines
        Where these start.
    """

    header: list[str]
    frame: pd.DataFrame
    lines: np.ndarray
    odd: list[list[str]]
    odd_lines: np.ndarray


def split_well_formed(text: str, *, delimiter: str) -> Split | None:
    r"""Split a text into columns, or return None when it needs a parser that tells what is wrong.

    Every quotation mark must open right after a delimiter or a line end and close right before
    one; then the parity of the marks tells what is inside of a cell, for all bytes at once.

    Parameters
    ----------
    text
        The text; line ends of any kind.
    delimiter
        One ASCII letter.

    Examples
    --------
    >>> found = split_well_formed('id,text\n1,"two\nlines"\n\n2,one\n3\n', delimiter=",")
    >>> found.header, found.frame[1].tolist(), found.lines.tolist(), found.odd
    (['id', 'text'], ['two\nlines', 'one'], [2, 5], [['3']])
    >>> split_well_formed('id,text\n1,wo"rd\n', delimiter=",") is None
    True
    """
    try:
        data = text.encode("utf-8")
    except UnicodeEncodeError:
        return None
    rows = _find_rows(data, ord(delimiter))
    if rows is None or rows.widths[0] < _FEWEST_COLUMNS:
        return None
    fits = rows.widths == rows.widths[0]
    odd = ~fits
    fits[0] = False
    if odd.sum() > _MOST_ODD:
        return None
    (header,) = _cells(data, rows.starts[:1], rows.stops[:1], delimiter)
    sound = _without_gaps(data, rows.starts[fits], rows.stops[fits])
    frame = _columns(sound, int(rows.widths[0]), delimiter)
    if frame is None or len(frame) != fits.sum():
        return None
    cells = _cells(data, rows.starts[odd], rows.stops[odd], delimiter)
    return Split(header, frame, rows.lines[fits], cells, rows.lines[odd])


@dataclass(frozen=True)
class _Rows:
    """Where each row that is not blank starts and stops, its cells, and its physical line."""

    starts: np.ndarray
    stops: np.ndarray
    widths: np.ndarray
    lines: np.ndarray


def _find_rows(data: bytes, mark: int) -> _Rows | None:
    letters = np.frombuffer(data, dtype=np.uint8)
    quotes = np.flatnonzero(letters == _QUOTE)
    if not data or b"\x00" in data or not _are_sound(letters, quotes, mark):
        return None
    ends = _line_ends(letters)
    row_ends = ends[_is_outside(ends, quotes)] + 1
    starts, stops = np.append(0, row_ends), np.append(row_ends, len(data))
    starts, stops = starts[starts < stops], stops[starts < stops]
    filled = _are_filled(data, letters, starts, stops, mark)
    starts, stops = starts[filled], stops[filled]
    if not len(starts) or (stops - starts).max() > _LONGEST_ROW:
        return None
    marks = np.flatnonzero(letters == mark)
    marks = marks[_is_outside(marks, quotes)]
    widths = np.searchsorted(marks, stops) - np.searchsorted(marks, starts) + 1
    return _Rows(starts, stops, widths, np.searchsorted(ends, starts) + 1)


def _are_sound(letters: np.ndarray, quotes: np.ndarray, mark: int) -> bool:
    if len(quotes) % 2:
        return False
    edges = np.zeros(256, dtype=bool)
    edges[[_QUOTE, _LF, _CR, mark]] = True
    opening, closing = quotes[::2], quotes[1::2]
    before, after = opening[opening > 0] - 1, closing[closing < len(letters) - 1] + 1
    return bool(edges[letters[before]].all() and edges[letters[after]].all())


def _line_ends(letters: np.ndarray) -> np.ndarray:
    """Return where every line ends; a carriage return before a line feed is no end of its own."""
    feeds = letters == _LF
    returns = letters == _CR
    if not returns.any():
        return np.flatnonzero(feeds)
    returns[:-1] &= ~feeds[1:]
    return np.flatnonzero(feeds | returns)


def _is_outside(places: np.ndarray, quotes: np.ndarray) -> np.ndarray:
    if not len(quotes):
        return np.ones(len(places), dtype=bool)
    outside: np.ndarray = np.searchsorted(quotes, places) % 2 == 0
    return outside


def _are_filled(
    data: bytes, letters: np.ndarray, starts: np.ndarray, stops: np.ndarray, mark: int
) -> np.ndarray:
    blank = np.zeros(256, dtype=bool)
    blank[[_QUOTE, mark, *range(9, 14), *range(28, 33)]] = True
    # Spaces outside ASCII are looked for only in rows that hold no plain letter at all.
    blank[128:] = True
    filled: np.ndarray = np.logical_or.reduceat(~blank[letters], starts)
    doubtful = np.flatnonzero(~filled)
    rows = _cells(data, starts[doubtful], stops[doubtful], chr(mark))
    filled[doubtful] = [any(map(str.strip, row)) for row in rows]
    return filled


def _without_gaps(data: bytes, starts: np.ndarray, stops: np.ndarray) -> bytes:
    """Return the bytes of these rows; they are few runs, as most rows follow each other."""
    if not len(starts):
        return b""
    breaks = np.flatnonzero(starts[1:] != stops[:-1]) + 1
    firsts = np.concatenate(([0], breaks))
    lasts = np.concatenate((breaks - 1, [len(starts) - 1]))
    view = memoryview(data)
    return b"".join(view[starts[a] : stops[b]] for a, b in zip(firsts, lasts, strict=True))


def _columns(data: bytes, width: int, delimiter: str) -> pd.DataFrame | None:
    names = [str(column) for column in range(width)]
    if not data:
        return pd.DataFrame(columns=pd.RangeIndex(width), dtype="str")
    try:
        table = arrow_csv.read_csv(
            pa.py_buffer(data),
            read_options=arrow_csv.ReadOptions(
                column_names=names, block_size=max(len(data) + 1, 1 << 20), use_threads=False
            ),
            parse_options=arrow_csv.ParseOptions(
                delimiter=delimiter, newlines_in_values=True, ignore_empty_lines=False
            ),
            convert_options=arrow_csv.ConvertOptions(
                column_types=dict.fromkeys(names, pa.large_string()), strings_can_be_null=False
            ),
        )
    except pa.ArrowInvalid:
        return None
    frame = table.to_pandas(types_mapper={pa.large_string(): _STRINGS}.get)
    frame.columns = pd.RangeIndex(width)
    return frame


def _cells(data: bytes, starts: np.ndarray, stops: np.ndarray, delimiter: str) -> list[list[str]]:
    return [
        next(csv.reader(io.StringIO(data[a:b].decode(), newline=""), delimiter=delimiter))
        for a, b in zip(starts, stops, strict=True)
    ]
