"""Workbooks, XLSX and XLS, as sheets of text cells: values only, never formulas or macros."""

import json
import re
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from smmlab.errors import ExportError
from smmlab.exports import sheet_cells
from smmlab.exports.zip_directory import is_endless
from smmlab.texts import message

SHEET_STEP = 10_000_000  # row 5 of the third sheet is 20000005: one number, still readable
_MOST_CELLS = 20_000_000
_MOST_BYTES = 1024**3
_MOST_MEMORY = 2 * 1024**3
_MOST_SECONDS = 300
_CHUNK = 1 << 20
_CELL = re.compile(rb"""\sr\s*=\s*["']([A-Z]{1,3})([0-9]{1,7})["']""")
_OVERLAP = 32


@dataclass(frozen=True)
class Sheet:
    """One sheet: its name and all its rows as texts, blank ones included.

    Numbers without a fraction are written as whole numbers, days as ``2026-02-28``, moments as
    ``2026-02-28 19:05:00``, true and false as ``1`` and ``0``; an empty cell is an empty text.
    """

    name: str
    rows: list[list[str]]


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
        if is_endless(path):
            _refuse_large(name)
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
