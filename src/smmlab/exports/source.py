"""A raw export as bytes and as text: its magic, its size, its encoding."""

import codecs
import re
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, Literal, NoReturn

from smmlab.errors import ExportError
from smmlab.exports.charsets import guess_charset
from smmlab.exports.hints import Hints
from smmlab.exports.json_text import parse_json
from smmlab.exports.reading import Caution
from smmlab.exports.workbook import Sheet, read_workbook
from smmlab.texts import message

LARGEST_BYTES = 2 * 1024**3
_HEAD_BYTES = 65_536
_HEAD_LETTERS = 16_384

Kind = Literal["text", "zip", "xlsx", "xls", "binary"]

_MAGIC: tuple[tuple[bytes, Kind], ...] = (
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"\xd0\xcf\x11\xe0", "xls"),
    (b"\x1f\x8b", "binary"),
    (b"7z\xbc\xaf", "binary"),
    (b"Rar!", "binary"),
    (b"%PDF", "binary"),
    (b"\x89PNG", "binary"),
    (b"\xff\xd8\xff", "binary"),
    (b"GIF8", "binary"),
    (b"PAR1", "binary"),
    (b"SQLite format 3\x00", "binary"),
)
_ESCAPED = re.compile("[\udc80-\udcff]")
_JSON_KEY = re.compile(r'"([^"\\]{1,60})"\s*:')
_WEB_PAGE = re.compile(r"\s*<(?:!doctype\s+html|html|table|head)\b", re.IGNORECASE)


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
        Its path within the archive it came in; empty when it came alone.
    """

    path: Path
    modified_at: int
    hints: Hints = field(default_factory=Hints)
    inside: str = ""

    @property
    def name(self) -> str:
        """File name without folders."""
        return self.path.name

    @cached_property
    def data(self) -> bytes:
        """All bytes of the file."""
        try:
            if self.path.stat().st_size > LARGEST_BYTES:
                _refuse_size(self.path)
            data = self.path.read_bytes()
        except (OSError, ValueError) as problem:
            raise _unreadable(self.path, problem) from None
        if not data:
            raise ExportError(message("The file {name} is empty."), {"name": self.name})
        return data

    @cached_property
    def kind(self) -> Kind:
        """What the first bytes say: text, or a container that is not text."""
        start = self.data[:16]
        for magic, kind in _MAGIC:
            if start.startswith(magic):
                # Names of the parts stand at both ends of an archive.
                ends = self.data[:4096] + self.data[-65_536:]
                return "xlsx" if kind == "zip" and b"xl/workbook" in ends else kind
        return "text"

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
        """What the user should know about how the text was decoded."""
        return self._decoded[2]

    @cached_property
    def sheets(self) -> tuple[Sheet, ...]:
        """The sheets of a workbook, XLSX or XLS.

        Raises
        ------
        ExportError
            When the workbook is damaged, locked with a password or absurdly large.
        """
        return read_workbook(self.path, self.name)

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
            data = self.data
            if self.kind != "text":
                return ""
            text, _, _ = _decode(data[:_HEAD_BYTES], self.name, whole=len(data) <= _HEAD_BYTES)
        except ExportError:
            return ""
        return text[:_HEAD_LETTERS]

    @cached_property
    def _decoded(self) -> tuple[str, str, tuple[Caution, ...]]:
        data = self.data
        _refuse_container(self.kind, self.name)
        text, encoding, cautions = _decode(data, self.name, whole=True)
        if not text.strip("\ufeff \t\r\n\x00"):
            raise ExportError(message("The file {name} is empty."), {"name": self.name})
        if _WEB_PAGE.match(text[:200]):
            raise ExportError(
                message(
                    "{name} is a web page, not a table. Please export again and choose CSV or JSON."
                ),
                {"name": self.name},
            )
        return text, encoding, cautions


def open_export(path: Path | str, *, hints: Hints | None = None, inside: str = "") -> RawExport:
    """Look at a file without reading it.

    Parameters
    ----------
    path
        The export.
    hints
        What the strategist told about the file, or the project knows.
    inside
        Its path within the archive it came in.

    Raises
    ------
    ExportError
        When the file is absent, is a folder, is empty, or is too large to be read whole.

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
        _refuse_size(path)
    return RawExport(path, int(found.st_mtime), hints or Hints(), inside)


def _unreadable(path: Path, problem: Exception) -> ExportError:
    reason = getattr(problem, "strerror", None) or str(problem)
    return ExportError(
        message("The file {name} cannot be opened: {reason}."),
        {"name": path.name, "reason": reason},
    )


def _refuse_size(path: Path) -> NoReturn:
    raise ExportError(
        message(
            "The file {name} is larger than {limit} GB, too large to be read whole. Please export "
            "a shorter period, several times."
        ),
        {"name": path.name, "limit": LARGEST_BYTES // 1024**3},
    )


def _refuse_container(kind: Kind, name: str) -> None:
    if kind == "zip":
        raise ExportError(
            message(
                "{name} is a ZIP archive. Please unpack it and import the files inside one by one."
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
    if kind == "binary":
        _refuse_binary(name)


def _refuse_binary(name: str) -> NoReturn:
    raise ExportError(
        message("{name} is not a text file. Expected an export in CSV or JSON."), {"name": name}
    )


def _decode(data: bytes, name: str, *, whole: bool) -> tuple[str, str, tuple[Caution, ...]]:
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ):
        if data.startswith(mark):
            return _decode_as(data[len(mark) :], encoding, name, whole=whole)
    wide = _wide_without_mark(data[:_HEAD_BYTES])
    if wide:
        return _decode_as(data, wide, name, whole=whole)
    return _decode_as(data, "utf-8", name, whole=whole)


def _wide_without_mark(sample: bytes) -> str | None:
    """Tell UTF-16 by the zero half of its Latin letters; text in UTF-8 holds no zeros."""
    pairs = len(sample) // 2
    if pairs < 2:
        return None
    even, odd = sample[0 : 2 * pairs : 2].count(0), sample[1 : 2 * pairs : 2].count(0)
    # Cyrillic has no zero half, but its blanks, digits and delimiters have; a stray zero is damage.
    many = max(odd, even)
    if many < 0.3 * pairs and not (many > 3 and many > 0.05 * pairs):
        return None
    if odd > 4 * even:
        return "utf-16-le"
    return "utf-16-be" if even > 4 * odd else None


def _decode_as(
    data: bytes, encoding: str, name: str, *, whole: bool
) -> tuple[str, str, tuple[Caution, ...]]:
    try:
        text = codecs.getincrementaldecoder(encoding)("strict").decode(data, final=whole)
    except UnicodeDecodeError:
        if encoding != "utf-8":
            raise ExportError(
                message("The file {name} was cut short or damaged. Please export it again."),
                {"name": name},
            ) from None
        return _decode_damaged(data, name)
    if text.count("\x00") > 0.05 * len(text):
        _refuse_binary(name)
    return text.removeprefix("\ufeff"), encoding, ()


def _decode_damaged(data: bytes, name: str) -> tuple[str, str, tuple[Caution, ...]]:
    """Bytes that are not UTF-8: a few in the wrong place, or another alphabet throughout."""
    escaped = data.decode("utf-8", "surrogateescape")
    foreign = len(_ESCAPED.findall(escaped))
    native = sum(not letter.isascii() for letter in escaped) - foreign
    if native >= 10 * foreign:
        # A zero marks the place: whatever reads the text rejects that row, and only that row.
        text = _ESCAPED.sub("\x00", escaped).removeprefix("\ufeff")
        caution = Caution(
            "mixed-encoding",
            message(
                "Some bytes of the file are in another encoding than the rest; the rows that hold "
                "them are listed as rejected."
            ),
        )
        return text, "utf-8", (caution,)
    controls = sum(byte < 32 and byte not in (9, 10, 13) for byte in data[:_HEAD_BYTES])
    if controls > 0.01 * min(len(data), _HEAD_BYTES):
        _refuse_binary(name)
    charset = guess_charset(data)
    if charset is None:
        raise ExportError(
            message(
                "The letters of {name} cannot be told: it is neither UTF-8 nor clearly Cyrillic or "
                "Baltic Windows text. Please export again, or save it as UTF-8."
            ),
            {"name": name},
        )
    caution = Caution(
        "legacy-charset",
        message(
            "The file is not in UTF-8; it was read as {charset}. Please check that the texts look "
            "right."
        ),
        {"charset": charset},
    )
    return data.decode(charset, "replace").replace("\ufffd", "\x00"), charset, (caution,)
