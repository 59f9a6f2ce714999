"""Bytes to letters: UTF-8 and UTF-16, old Windows alphabets when it must be, never a guess."""

import codecs
import re
from typing import NoReturn

from smmlab.errors import ExportError
from smmlab.exports.charsets import guess_charset
from smmlab.exports.reading import Caution
from smmlab.texts import message

HEAD_BYTES = 65_536
_ESCAPED = re.compile("[\udc80-\udcff]")


def refuse_binary(name: str) -> NoReturn:
    """Refuse a file that is no text."""
    raise ExportError(
        message("{name} is not a text file. Expected an export in CSV or JSON."), {"name": name}
    )


def decode(data: bytes, name: str, *, whole: bool) -> tuple[str, str, tuple[Caution, ...]]:
    """Return text, encoding and cautions of a file called ``name``, or of its start.

    Raises
    ------
    ExportError
        When the bytes are no text, are cut short, or their alphabet cannot be told.
    """
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ):
        if data.startswith(mark):
            return _decode_as(data[len(mark) :], encoding, name, whole=whole)
    wide = _wide_without_mark(data[:HEAD_BYTES])
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
        return decode_damaged(data, name)
    if text.count("\x00") > 0.05 * len(text):
        refuse_binary(name)
    return text.removeprefix("\ufeff"), encoding, ()


def decode_damaged(data: bytes, name: str) -> tuple[str, str, tuple[Caution, ...]]:
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
    controls = sum(byte < 32 and byte not in (9, 10, 13) for byte in data[:HEAD_BYTES])
    if controls > 0.01 * min(len(data), HEAD_BYTES):
        refuse_binary(name)
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
