"""Large delimited files, piece by piece: each with the header, cut only between records."""

import codecs
from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from smmlab.exports.repair import unwrap_lines
from smmlab.exports.source import RawExport, find_encoding

PIECE_BYTES = 16 * 1024**2
_CHUNK = 1 << 22
_MOST_SIZES = 4  # a record larger than this many pieces is none
_QUOTE, _CR, _LF = 34, 13, 10


def read_pieces_of(raw: RawExport, *, size: int = PIECE_BYTES) -> Iterator[RawExport]:
    """Return a delimited file as several, each small enough to stand in memory.

    A piece starts with the header of the file and knows how many lines it leaves out below it, so
    that its rows have the line numbers of the whole.

    Parameters
    ----------
    raw
        A text file; one that is not larger than ``size`` is its own only piece.
    size
        Bytes of a piece, more or less: records are never cut.

    Raises
    ------
    ExportError
        As `RawExport.text` does.
    """
    # A file whose lines Excel wrapped in quotation marks is cut nowhere: its own marks are doubled.
    if raw.size <= size or unwrap_lines(raw.head)[1]:
        yield raw
        return
    encoding, errors, cautions = find_encoding(raw)
    header, before, seen = b"", 0, 0
    for block in _blocks(raw, encoding, size):
        if not header:
            header = block[: _end_of_header(block)]
            body = block[len(header) :]
            before = count_lines(header)
        else:
            body = block
        text = (header + body).decode("utf-8", errors)
        if errors != "strict":
            text = _zeros_for_damage(text)
        seen += len(block)
        raw.told(min(seen, raw.size))
        yield replace(
            raw,
            given=(text.removeprefix("\ufeff"), encoding, cautions),
            skipped_lines=before - count_lines(header),
        )
        before += count_lines(body)


def count_lines(data: bytes) -> int:
    r"""Count the line ends of a text: ``\n``, ``\r`` and ``\r\n`` are one each.

    Examples
    --------
    >>> count_lines(b"a\r\nb\rc\n")
    3
    """
    return data.count(b"\n") + data.count(b"\r") - data.count(b"\r\n")


def _blocks(raw: RawExport, encoding: str, size: int) -> Iterator[bytes]:
    """Return runs of whole records, as UTF-8 where the file is in another encoding."""
    decoder = codecs.getincrementaldecoder(encoding)("surrogateescape")
    plain = encoding == "utf-8"
    waiting = b""
    with raw.path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            if not plain:
                chunk = decoder.decode(chunk).encode("utf-8", "surrogateescape")
            waiting += chunk
            if len(waiting) >= size:
                end = _last_record_end(waiting)
                if not end and len(waiting) > _MOST_SIZES * size:
                    # A quotation mark is never closed: whoever parses this says where.
                    end = len(waiting)
                if end:
                    yield waiting[:end]
                    waiting = waiting[end:]
    if waiting.strip():
        yield waiting


def _last_record_end(data: bytes) -> int:
    """Return where the last whole record ends; nothing when no record is whole."""
    letters = np.frombuffer(data, dtype="uint8")
    # A carriage return that comes last may be half of a line end.
    ends = np.flatnonzero(letters == _LF if b"\n" in data else letters[:-1] == _CR)
    quotes = np.flatnonzero(letters == _QUOTE)
    outside = np.searchsorted(quotes, ends) % 2 == 0
    return int(ends[outside][-1]) + 1 if outside.any() else 0


def _end_of_header(data: bytes) -> int:
    """Return where the first record that is not blank ends."""
    letters = np.frombuffer(data, dtype="uint8")
    ends = np.flatnonzero(letters == (_LF if b"\n" in data else _CR))
    quotes = np.flatnonzero(letters == _QUOTE)
    for end in ends[np.searchsorted(quotes, ends) % 2 == 0]:
        if data[: end + 1].strip(b"\xef\xbb\xbf \t\r\n"):
            return int(end) + 1
    return 0


def _zeros_for_damage(text: str) -> str:
    return (
        text.encode("utf-8", "surrogateescape").decode("utf-8", "replace").replace("\ufffd", "\x00")
    )
