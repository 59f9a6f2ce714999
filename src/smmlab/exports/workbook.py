"""Workbooks, XLSX and XLS, as sheets of text cells: values only, never formulas or macros."""

import json
import re
import struct
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, NoReturn

from smmlab.errors import ExportError
from smmlab.exports import sheet_cells
from smmlab.texts import message

SHEET_STEP = 10_000_000  # row 5 of the third sheet is 20000005: one number, still readable
_MOST_CELLS = 20_000_000
_MOST_BYTES = 1024**3
_MOST_MEMORY = 2 * 1024**3
_MOST_SECONDS = 300
_CHUNK = 1 << 20
_CELL = re.compile(rb"""\sr\s*=\s*["']([A-Z]{1,3})([0-9]{1,7})["']""")
_OVERLAP = 32
_BOOK = re.compile(rb"xl[/\\]workbook[^/\\]*\.(?:xml|bin)", re.IGNORECASE)
_END = struct.Struct("<4s4H2LH")  # end of the central directory; its size stands sixth
_END_64, _LOCATOR_64 = struct.Struct("<4sQ2H2L4Q"), struct.Struct("<4sLQL")
_ENTRY = struct.Struct("<4s24x3H12x")  # an entry of it: lengths of its name, extra and comment
_LONGEST_COMMENT, _MOST_DIRECTORY = 1 << 16, 1 << 20


@dataclass(frozen=True)
class Sheet:
    """One sheet: its name and all its rows as texts, blank ones included.

    Numbers without a fraction are written as whole numbers, days as ``2026-02-28``, moments as
    ``2026-02-28 19:05:00``, true and false as ``1`` and ``0``; an empty cell is an empty text.
    """

    name: str
    rows: list[list[str]]


def is_workbook(path: Path) -> bool:
    """Tell a workbook from any other ZIP archive by the names in its own directory.

    An archive that holds a workbook has the names of that workbook's parts in it too, but not in
    its directory. One that is cut has none, and is told by its first bytes. Never raises.
    """
    try:
        with path.open("rb") as file:
            directory = _directory(file)
            if directory is None:
                file.seek(0)
                return bool(_BOOK.search(file.read(4096)))
    except (OSError, ValueError):
        return False
    at = 0
    while directory[at : at + 4] == b"PK\x01\x02" and at + _ENTRY.size <= len(directory):
        _, name, extra, comment = _ENTRY.unpack_from(directory, at)
        at += _ENTRY.size
        if _BOOK.fullmatch(directory[at : at + name]):
            return True
        at += name + extra + comment
    return False


def _directory(file: BinaryIO) -> bytes | None:
    """Return the central directory of an archive, as much of it as any workbook has."""
    size = file.seek(0, 2)
    start = max(size - _LONGEST_COMMENT - _END.size, 0)
    file.seek(start)
    tail = file.read()
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or at + _END.size > len(tail):
        return None
    length = _END.unpack_from(tail, at)[5]
    end = start + at
    file.seek(max(end - _LOCATOR_64.size, 0))
    locator = file.read(_LOCATOR_64.size)
    if locator[:4] == b"PK\x06\x07":
        end = min(_LOCATOR_64.unpack(locator)[2], size)
        file.seek(end)
        record = file.read(_END_64.size)
        if record[:4] != b"PK\x06\x06" or len(record) < _END_64.size:
            return None
        length = _END_64.unpack(record)[-2]
    if length > end:
        return None
    # It ends here in any case; its place is counted from wherever the archive begins.
    file.seek(end - length)
    return file.read(min(length, _MOST_DIRECTORY))


def read_workbook(path: Path, name: str) -> tuple[Sheet, ...]:
    """Read every sheet of a workbook.

    Parameters
    ----------
    path
        The file.
    name
        What to call it in an error.

    Raises
    ------
    ExportError
        When it is damaged, locked with a password, or larger inside than any export is.
    """
    if zipfile.is_zipfile(path):
        _refuse_bomb(path, name)
    command = [sys.executable, "-P", sheet_cells.__file__, str(path), str(_MOST_MEMORY)]
    try:
        done = subprocess.run(command, capture_output=True, timeout=_MOST_SECONDS, check=False)
        if done.returncode == sheet_cells.LOCKED:
            _refuse_locked(name)
        sheets = json.loads(done.stdout) if done.returncode == 0 else _refuse_damaged(name)
    except (OSError, ValueError, subprocess.SubprocessError):
        _refuse_damaged(name)
    return tuple(Sheet(title, rows) for title, rows in sheets)


def _refuse_locked(name: str) -> NoReturn:
    raise ExportError(
        message(
            "The workbook {name} is locked with a password. Please export it again without one."
        ),
        {"name": name},
    )


def _refuse_damaged(name: str) -> NoReturn:
    raise ExportError(
        message("The workbook {name} is damaged and cannot be opened. Please export it again."),
        {"name": name},
    ) from None


def _refuse_bomb(path: Path, name: str) -> None:
    """Measure a workbook before it is unfolded: a few bytes can hold a billion cells."""
    unfolded = 0
    try:
        with zipfile.ZipFile(path) as archive:
            for member in archive.infolist():
                if not member.filename.endswith((".xml", ".rels", ".bin")):
                    continue
                cells, rows, columns, tail = 0, 0, 0, b""
                with archive.open(member) as part:
                    while chunk := part.read(_CHUNK):
                        unfolded += len(chunk)
                        if unfolded > _MOST_BYTES:
                            _refuse_large(name)
                        if "worksheets/" not in member.filename:
                            continue
                        found = _CELL.findall(tail + chunk)
                        tail = chunk[-_OVERLAP:]
                        cells += len(found)
                        rows = max([rows, *(int(row) for _, row in found)])
                        columns = max([columns, *(_column(letters) for letters, _ in found)])
                if max(cells, rows * columns) > _MOST_CELLS:
                    _refuse_large(name)
    except ExportError:
        raise
    except Exception:
        _refuse_damaged(name)


def _refuse_large(name: str) -> NoReturn:
    raise ExportError(
        message(
            "The workbook {name} is far larger inside than any export is. Please export a shorter "
            "period as CSV."
        ),
        {"name": name},
    )


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
