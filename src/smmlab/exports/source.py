"""A raw export as bytes and as text: its magic, its size, its encoding."""

import codecs
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import Any, Literal, NoReturn

from smmlab.errors import ExportError
from smmlab.exports.clocks import EARLIEST
from smmlab.exports.decoding import HEAD_BYTES, decode, decode_damaged, refuse_binary
from smmlab.exports.hints import Hints
from smmlab.exports.json_text import parse_json
from smmlab.exports.reading import Caution
from smmlab.exports.workbook import Sheet, read_workbook
from smmlab.exports.zip_directory import is_workbook
from smmlab.texts import message

LARGEST_BYTES = 64 * 1024**3
LARGEST_WHOLE = 256 * 1024**2  # what is not read piece by piece stands in memory several times
_HEAD_LETTERS = 16_384
_CHUNK = 1 << 22

Kind = Literal["text", "zip", "xlsx", "xls", "zst", "packed", "binary"]

_MAGIC: tuple[tuple[bytes, Kind], ...] = (
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"\xd0\xcf\x11\xe0", "xls"),
    (b"\x28\xb5\x2f\xfd", "zst"),
    (b"\x1f\x8b", "packed"),
    (b"7z\xbc\xaf", "packed"),
    (b"Rar!", "packed"),
    (b"\xfd7zXZ\x00", "packed"),
    (b"%PDF", "binary"),
    (b"\x89PNG", "binary"),
    (b"\xff\xd8\xff", "binary"),
    (b"GIF8", "binary"),
    (b"PAR1", "binary"),
    (b"SQLite format 3\x00", "binary"),
)
_JSON_KEY = re.compile(r'"([^"\\]{1,60})"\s*:')
_WEB_PAGE = re.compile(r"\s*<(?:!doctype\s+html|html|table|head)\b", re.IGNORECASE)


def _tell_nobody(_done: int) -> None:
    pass


@dataclass(frozen=True)
class RawExport:
    """One file as the user gave it; read from disk when first asked for.

    Parameters
    ----------
    path
        Where the file is.
    modified_at
        When it was last written, epoch seconds.
    hints
        What the strategist told about the file, or the project knows.
    inside
        Its path within the archive it came in, behind the archive's own name; empty when it came
        alone.
    given
        Text, encoding and cautions of a piece of the file that is decoded already.
    skipped_lines
        Lines of the file that a piece leaves out between its header and its first row.
    told
        Is told how many bytes have been read so far, where a file is read in steps.
    """

    path: Path
    modified_at: int
    hints: Hints = field(default_factory=Hints)
    inside: str = ""
    given: tuple[str, str, tuple[Caution, ...]] | None = None
    skipped_lines: int = 0
    told: Callable[[int], None] = field(default=_tell_nobody, compare=False)

    @property
    def name(self) -> str:
        """File name without folders."""
        return self.path.name

    @cached_property
    def data(self) -> bytes:
        """All bytes of the file.

        Raises
        ------
        ExportError
            When it cannot be read, is empty, or is too large to stand in memory.
        """
        try:
            if self.path.stat().st_size > LARGEST_WHOLE:
                _refuse_size(self.path, LARGEST_WHOLE)
            data = self.path.read_bytes()
        except (OSError, ValueError) as problem:
            raise _unreadable(self.path, problem) from None
        if not data:
            raise ExportError(message("The file {name} is empty."), {"name": self.name})
        return data

    @cached_property
    def kind(self) -> Kind:
        """What the first bytes say: text, or a container that is not text."""
        start = self._start
        for magic, kind in _MAGIC:
            if start.startswith(magic):
                return "xlsx" if kind == "zip" and is_workbook(self.path) else kind
        return "text"

    @cached_property
    def size(self) -> int:
        """Size of the file in bytes."""
        try:
            return self.path.stat().st_size
        except (OSError, ValueError) as problem:
            raise _unreadable(self.path, problem) from None

    @cached_property
    def _start(self) -> bytes:
        try:
            with self.path.open("rb") as file:
                return file.read(HEAD_BYTES)
        except (OSError, ValueError) as problem:
            raise _unreadable(self.path, problem) from None

    @property
    def text(self) -> str:
        """The decoded text without byte order mark.

        Raises
        ------
        ExportError
            When the file is a workbook, an archive, a web page or no text at all.
        """
        return self._decoded[0]

    @property
    def encoding(self) -> str:
        """Encoding the text was read in."""
        return self._decoded[1]

    @property
    def cautions(self) -> tuple[Caution, ...]:
        """What the user should know about how the text was decoded, as far as it was."""
        return self._decoded[2] if self.given or "_decoded" in vars(self) else ()

    @property
    def sheets(self) -> tuple[Sheet, ...]:
        """The sheets of a workbook, XLSX or XLS.

        Raises
        ------
        ExportError
            When the workbook is damaged, locked with a password or absurdly large.
        """
        if isinstance(self._sheets, ExportError):
            raise self._sheets
        return self._sheets

    @cached_property
    def _sheets(self) -> tuple[Sheet, ...] | ExportError:
        # Every reader asks for the sheets, and a bad workbook takes its time each time.
        try:
            return read_workbook(self.path, self.name)
        except ExportError as problem:
            return problem

    @cached_property
    def json_keys(self) -> frozenset[str]:
        """The names that stand as keys in the head, if it looks like JSON; never raises."""
        if not self.head.lstrip("\ufeff \t\r\n").startswith(("{", "[")):
            return frozenset()
        return frozenset(_JSON_KEY.findall(self.head))

    @cached_property
    def json(self) -> Any:
        """The whole file as JSON.

        Raises
        ------
        ExportError
            As `parse_json` does.
        """
        return parse_json(self.text)

    @cached_property
    def head(self) -> str:
        """The first few thousand letters, or nothing when the file is not text; never raises."""
        try:
            if self.kind != "text":
                return ""
            start = self._start
            text, _, _ = decode(start, self.name, whole=self.size <= HEAD_BYTES)
        except ExportError:
            return ""
        return text[:_HEAD_LETTERS]

    @cached_property
    def _decoded(self) -> tuple[str, str, tuple[Caution, ...]]:
        if self.given is not None:
            return self.given
        _refuse_container(self.kind, self.name)
        data = self.data
        text, encoding, cautions = decode(data, self.name, whole=True)
        if not text.strip("\ufeff \t\r\n\x00"):
            raise ExportError(message("The file {name} is empty."), {"name": self.name})
        if _WEB_PAGE.match(text[:200]):
            _refuse_web_page(self.name)
        return text, encoding, cautions


def open_export(
    path: Path | str,
    *,
    hints: Hints | None = None,
    inside: str = "",
    told: Callable[[int], None] = _tell_nobody,
) -> RawExport:
    """Look at a file without reading it.

    Parameters
    ----------
    path
        The export.
    hints
        What the strategist told about the file, or the project knows.
    inside
        Its path within the archive it came in.
    told
        Is told how many bytes have been read so far.

    Raises
    ------
    ExportError
        When the file is absent, is a folder, is empty, is too large to be read whole, or cannot
        have been saved when it says.

    Examples
    --------
    >>> open_export("no-such-file.csv")
    Traceback (most recent call last):
    smmlab.errors.ExportError: The file no-such-file.csv cannot be opened: ...
    """
    path = Path(path)
    try:
        found = path.stat()
        if path.is_dir():
            raise ExportError(
                message("{name} is a folder. Please choose one file."), {"name": path.name}
            )
    except (OSError, ValueError) as problem:
        raise _unreadable(path, problem) from None
    if found.st_size == 0:
        raise ExportError(message("The file {name} is empty."), {"name": path.name})
    if found.st_size > LARGEST_BYTES:
        _refuse_size(path, LARGEST_BYTES)
    if found.st_mtime < EARLIEST:
        _refuse_age(path, found.st_mtime)
    return RawExport(path, int(found.st_mtime), hints or Hints(), inside, told=told)


def find_encoding(raw: RawExport) -> tuple[str, str, tuple[Caution, ...]]:
    """Tell how a file too large for memory is to be decoded.

    Returns
    -------
    tuple of str, str and tuple of Caution
        The encoding, ``strict`` or how damage is handled, and what the user should know.

    Raises
    ------
    ExportError
        When it is no text, or its letters cannot be told.
    """
    _refuse_container(raw.kind, raw.name)
    start = raw._start
    text, encoding, cautions = decode(start, raw.name, whole=False)
    if _WEB_PAGE.match(text[:200]):
        _refuse_web_page(raw.name)
    if encoding != "utf-8":
        return encoding, "strict" if encoding.startswith("utf") else "surrogateescape", cautions
    decoder = codecs.getincrementaldecoder("utf-8")("strict")
    with raw.path.open("rb") as file:
        try:
            while chunk := file.read(_CHUNK):
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            file.seek(max(file.tell() - 2 * _CHUNK, 0))
            _, encoding, cautions = decode_damaged(file.read(4 * _CHUNK), raw.name)
            return encoding, "surrogateescape", cautions
    return "utf-8", "strict", ()


def _unreadable(path: Path, problem: Exception) -> ExportError:
    reason = getattr(problem, "strerror", None) or str(problem)
    return ExportError(
        message("The file {name} cannot be opened: {reason}."),
        {"name": path.name, "reason": reason},
    )


def _refuse_web_page(name: str) -> NoReturn:
    raise ExportError(
        message("{name} is a web page, not a table. Please export again and choose CSV or JSON."),
        {"name": name},
    )


def _refuse_size(path: Path, limit: int) -> NoReturn:
    raise ExportError(
        message(
            "The file {name} is larger than {limit} MB, too large to be read. Please export a "
            "shorter period, several times."
        ),
        {"name": path.name, "limit": limit // 1024**2},
    )


def _refuse_age(path: Path, modified_at: float) -> NoReturn:
    """Refuse a file whose date was lost, as by a memory stick: 1970, 1980."""
    # What lies before 1970 is no date on every system.
    day = datetime.fromtimestamp(max(modified_at, 0), UTC).date()
    raise ExportError(
        message(
            "The file {name} says that it was saved on {day}, so smmlab cannot tell which of two "
            "exports is newer. Please download or copy it again so that its date is right, or put "
            "it in a ZIP."
        ),
        {"name": path.name, "day": day.isoformat()},
    )


def _refuse_container(kind: Kind, name: str) -> None:
    if kind == "zip":
        raise ExportError(
            message(
                "{name} is an archive inside an archive. Please unpack it and import the files."
            ),
            {"name": name},
        )
    if kind in ("xlsx", "xls"):
        raise ExportError(
            message(
                "{name} is an Excel workbook, and its kind of export is read as text only. Please "
                "export again and choose CSV; do not save the workbook as CSV yourself."
            ),
            {"name": name},
        )
    if kind == "zst":
        raise ExportError(
            message(
                "{name} is packed with Zstandard, as the large files of Reddit are. Please unpack "
                "it first: with 7-Zip, or in a terminal with zstd -d --long=31, and keep only the "
                "communities you need: an unpacked file may have {limit} MB."
            ),
            {"name": name, "limit": LARGEST_WHOLE // 1024**2},
        )
    if kind == "packed":
        raise ExportError(
            message(
                "{name} is packed in a way that smmlab does not open. Please unpack it first, for "
                "example with 7-Zip, and import what is in it; a ZIP can stay as it is."
            ),
            {"name": name},
        )
    if kind == "binary":
        refuse_binary(name)
