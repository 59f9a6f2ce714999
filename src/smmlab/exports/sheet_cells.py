"""The cells of one workbook as JSON: run as a process of its own, which may fail alone.

A workbook of a few bytes can claim a cell so far down that the library beneath asks for all the
memory there is, and then ends the process it runs in. So this process is given little, and nobody
else's work goes with it. It imports nothing of smmlab, to start quickly.
"""

import json
import shutil
import sys
import tempfile
from datetime import date, datetime, time, timedelta
from typing import Any

LOCKED = 3
_OLE2 = b"\xd0\xcf\x11\xe0"  # workbooks before 2007, and every workbook with a password


def main(path: str, most_bytes: int) -> int:
    """Write ``[[title, rows], …]`` to the standard output; return 3 when there is a password."""
    import python_calamine as calamine

    _limit_memory(most_bytes)
    try:
        # By its content: the name may have the ending of another kind of workbook.
        with open(path, "rb") as file:
            workbook = calamine.CalamineWorkbook.from_filelike(file)
        sheets = [
            [title, workbook.get_sheet_by_name(title).to_python(skip_empty_area=False)]
            for title in workbook.sheet_names
        ]
    except calamine.CalamineError:
        if _is_locked(path):
            return LOCKED
        raise
    texts = [[title, [list(map(cell_text, row)) for row in rows]] for title, rows in sheets]
    sys.stdout.write(json.dumps(texts))
    return 0


def cell_text(cell: Any) -> str:
    """Return a cell as text.

    Examples
    --------
    >>> [cell_text(cell) for cell in (7.0, 1.5, True, datetime(2026, 2, 28), time(19, 5), None)]
    ['7', '1.5', '1', '2026-02-28', '19:05:00', '']
    """
    match cell:
        case str():
            text = cell.replace("\x00", "")
        case bool():
            text = str(int(cell))
        case float():
            text = str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
        case datetime():
            is_day = cell.time() == time(0)
            text = cell.date().isoformat() if is_day else cell.isoformat(" ", "seconds")
        case date() | time():
            text = cell.isoformat()
        case timedelta():
            seconds = round(cell.total_seconds())
            text = f"{seconds // 3600}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"
        case _:
            text = "" if cell is None else str(cell)
    return text


def _is_locked(path: str) -> bool:
    """Tell a password from damage: the library does so only where it believes the name."""
    import python_calamine as calamine

    with open(path, "rb") as file:
        if file.read(len(_OLE2)) != _OLE2:
            return False
    with tempfile.TemporaryDirectory(prefix="smmlab-") as folder:
        for ending in (".xls", ".xlsx"):
            named = shutil.copyfile(path, f"{folder}/workbook{ending}")
            try:
                calamine.CalamineWorkbook.from_path(named)
            except calamine.PasswordError:
                return True
            except calamine.CalamineError:
                continue
    return False


def _limit_memory(most_bytes: int) -> None:
    try:
        import resource
    except ImportError:
        # Windows has no such limit; there the process still fails alone.
        return
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    limit = most_bytes if hard == resource.RLIM_INFINITY else min(most_bytes, hard)
    resource.setrlimit(resource.RLIMIT_AS, (limit, hard))
    resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], int(sys.argv[2])))
