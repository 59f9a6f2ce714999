"""A large JSON document read in steps: its long lists item by item, the rest of it at once."""

import gc
import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, BinaryIO, NoReturn

import numpy as np

from smmlab.errors import ExportError
from smmlab.exports.json_text import parse_json
from smmlab.exports.source import RawExport, find_encoding
from smmlab.texts import message

_CHUNK = 8 * 1024**2
_LONGEST_ITEM = 128 * 1024**2
_QUOTE, _BACKSLASH = b'"\\'
_DEPTH = np.zeros(256, dtype=np.int8)
_DEPTH[list(b"[{")] = 1
_DEPTH[list(b"]}")] = -1


@dataclass(frozen=True)
class _Batch:
    """Where some items of a list stand in the file."""

    start: int
    stop: int
    first_line: int


@dataclass(frozen=True)
class JsonLists:
    """A document, and its long lists beside it.

    Parameters
    ----------
    document
        The parsed document; in the place of every long list stands a list with its number alone.
    """

    document: Any
    _raw: RawExport
    _is_plain: bool
    _lists: tuple[tuple[_Batch, ...], ...]

    def batches(self, number: int) -> Iterator[list[Any]]:
        """Return the items of a list, some at a time, in their order.

        Raises
        ------
        ExportError
            When an item is no valid JSON.
        """
        with _bytes_of(self._raw, is_plain=self._is_plain) as file:
            for at, batch in enumerate(self._lists[number]):
                file.seek(batch.start)
                text = file.read(batch.stop - batch.start).decode("utf-8").strip()
                # A batch ends behind an item, so all but the first start with a comma.
                follows = text.startswith(",")
                if text and follows != (at > 0):
                    _refuse_commas(batch.first_line)
                with _collector_at_rest():
                    items = parse_json("[" + text[follows:] + "]", first_line=batch.first_line)
                self._raw.told(batch.stop)
                yield items


def _refuse_commas(line: int) -> NoReturn:
    raise ExportError(
        message("The file is not valid JSON at line {line}. Please export it again."),
        {"line": line},
    )


def read_lists(raw: RawExport, key: str) -> JsonLists:
    r"""Find the lists that stand under a key, without parsing what is in them.

    Parameters
    ----------
    raw
        A JSON file.
    key
        Name of the lists, for example ``messages``; a list within such a list is not long.

    Raises
    ------
    ExportError
        When the file is no text, is cut short, or is no JSON outside of its lists.
    """
    is_plain = raw.given is None and find_encoding(raw)[:2] == ("utf-8", "strict")
    scan = _Scan(re.compile(rb'"' + re.escape(key).encode() + rb'"\s*:\s*\['))
    with _bytes_of(raw, is_plain=is_plain) as file:
        while chunk := file.read(_CHUNK):
            scan.take(chunk)
    scan.finish()
    document = parse_json(scan.rest.decode("utf-8").removeprefix("\ufeff"))
    return JsonLists(document, raw, is_plain, tuple(map(tuple, scan.lists)))


@contextmanager
def _collector_at_rest() -> Iterator[None]:
    """Keep the collector from walking again and again through objects that are being made."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@contextmanager
def _bytes_of(raw: RawExport, *, is_plain: bool) -> Iterator[BinaryIO]:
    """Open a file as UTF-8."""
    if is_plain:
        with raw.path.open("rb") as file:
            yield file
    else:
        yield io.BytesIO(raw.text.encode("utf-8", "replace"))


class _Scan:
    """Walks through the bytes of a document and notes where its long lists have their items."""

    def __init__(self, opening: re.Pattern[bytes]) -> None:
        self.rest = bytearray()
        self.lists: list[list[_Batch]] = []
        self._opening = opening
        self._waiting = b""
        self._offset = 0
        self._line = 1
        self._depth = 0
        self._level: int | None = None

    def take(self, chunk: bytes) -> None:
        """Take the next bytes in; what is not yet whole waits."""
        self._waiting += chunk
        letters = np.frombuffer(self._waiting, dtype=np.uint8)
        places = _structure(letters)
        if len(places):
            steps = _DEPTH[letters[places]].astype(np.int64)
            self._walk(places, self._depth + np.cumsum(steps))
        if len(self._waiting) + len(self.rest) > _LONGEST_ITEM:
            raise ExportError(
                message(
                    "This JSON holds something far longer than an export does. Please export it "
                    "again."
                )
            )

    def finish(self) -> None:
        """Take what is left; a document that is not closed was cut short."""
        self.rest += self._waiting
        if self._depth > 0:
            raise ExportError(
                message(
                    "The file ends in the middle, at line {line}: it was cut short when it was "
                    "written or copied. Please export it again."
                ),
                {"line": self._line + self._waiting.count(b"\n")},
            )

    def _walk(self, places: np.ndarray, depths: np.ndarray) -> None:
        data, done = self._waiting, 0
        at = 0
        last = len(places)
        while at < last:
            if self._level is None:
                found = self._opening.search(data, done, int(places[-1]) + 1)
                while found and not _holds(places, found.end() - 1):
                    found = self._opening.search(data, found.start() + 1, int(places[-1]) + 1)
                if found is None:
                    done, at = self._keep(data, done, int(places[-1]) + 1), last
                    self._depth = int(depths[-1])
                    continue
                done = self._keep(data, done, found.end())
                self.rest += b"%d" % len(self.lists)
                self.lists.append([])
                at = int(np.searchsorted(places, found.end() - 1))
                self._level = self._depth = int(depths[at])
                at += 1
            else:
                end = _first_below(depths, at, self._level)
                if end < last:
                    done = self._note(data, done, int(places[end]))
                    done = self._keep(data, done, done + 1)
                    self._level, self._depth, at = None, int(depths[end]), end + 1
                    continue
                # What follows the last whole item is looked at again with the next bytes.
                items = at + np.flatnonzero(depths[at:] == self._level)
                if len(items):
                    done = self._note(data, done, int(places[items[-1]]) + 1)
                self._depth, at = self._level, last
        self._waiting = data[done:]

    def _keep(self, data: bytes, start: int, stop: int) -> int:
        self.rest += data[start:stop]
        return self._pass(data, start, stop)

    def _note(self, data: bytes, start: int, stop: int) -> int:
        where = _Batch(self._offset, self._offset + stop - start, self._line)
        self.lists[-1].append(where)
        return self._pass(data, start, stop)

    def _pass(self, data: bytes, start: int, stop: int) -> int:
        self._offset += stop - start
        self._line += data.count(b"\n", start, stop)
        return stop


def _structure(letters: np.ndarray) -> np.ndarray:
    """Return where brackets stand outside of texts."""
    quotes = np.flatnonzero(letters == _QUOTE)
    if len(quotes):
        quotes = quotes[~_is_escaped(letters, quotes)]
    places = np.flatnonzero(_DEPTH[letters])
    outside: np.ndarray = places[np.searchsorted(quotes, places) % 2 == 0]
    return outside


def _is_escaped(letters: np.ndarray, quotes: np.ndarray) -> np.ndarray:
    """Tell which quotation marks follow an odd run of backslashes."""
    slashes = np.flatnonzero(letters == _BACKSLASH)
    if not len(slashes):
        return np.zeros(len(quotes), dtype=bool)
    starts = np.concatenate(([True], np.diff(slashes) > 1))
    run_start = slashes[np.flatnonzero(starts)[np.cumsum(starts) - 1]]
    before = np.searchsorted(slashes, quotes) - 1
    touches = (before >= 0) & (slashes[before] == quotes - 1)
    escaped: np.ndarray = touches & ((quotes - run_start[before]) % 2 == 1)
    return escaped


def _holds(places: np.ndarray, place: int) -> bool:
    at = int(np.searchsorted(places, place))
    return at < len(places) and int(places[at]) == place


def _first_below(depths: np.ndarray, start: int, level: int) -> int:
    """Return the first place from ``start`` with less than ``level``, or the length."""
    step = 1024
    while start < len(depths):
        below = depths[start : start + step] < level
        if below.any():
            return start + int(below.argmax())
        start, step = start + step, step * 2
    return len(depths)
