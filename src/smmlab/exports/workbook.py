"""Workbooks, XLSX and XLS, as sheets of text cells: values only, never formulas or macros."""

import re
import zipfile
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any, NoReturn

from smmlab.errors import ExportError
from smmlab.texts import message

SHEET_STEP = 10_000_000  # row 5 of the third sheet is 20000005: one number, still readable
_MOST_CELLS = 20_000_000
_MOST_BYTES = 1024**3
_CHUNK = 1 << 20
_CELL = re.compile(rb'[ ]r="([A-Z]{1,3})([0-9]{1,7})"')
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
    import python_calamine as calamine

    if zipfile.is_zipfile(path):
        _refuse_bomb(path, name)
    try:
        workbook = calamine.CalamineWorkbook.from_path(str(path))
        sheets = []
        for title in workbook.sheet_names:
            rows = workbook.get_sheet_by_name(title).to_python(skip_empty_area=False)
            sheets.append(Sheet(title, [[_text(cell) for cell in row] for row in rows]))
    except calamine.PasswordError:
        raise ExportError(
            message(
                "The workbook {name} is locked with a password. Please export it again without one."
            ),
            {"name": name},
        ) from None
    except (KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except BaseException:
        # The library is written in Rust; what it cannot stand ends in an exception of its own
        # that is no Exception.
        _refuse_damaged(name)
    return tuple(sheets)


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


def _text(cell: Any) -> str:
    if isinstance(cell, str):
        return cell.replace("\x00", "")
    if isinstance(cell, bool):
        return str(int(cell))
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, datetime):
        whole = cell.time() == time(0)
        return cell.date().isoformat() if whole else cell.isoformat(" ", "seconds")
    if isinstance(cell, date | time):
        return cell.isoformat()
    if isinstance(cell, timedelta):
        seconds = round(cell.total_seconds())
        return f"{seconds // 3600}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"
    return "" if cell is None else str(cell)
