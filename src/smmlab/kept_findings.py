"""Findings of the client folder as it is now, kept so that nobody counts them twice."""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path
from typing import Any, Final

from filelock import FileLock, Timeout

from smmlab.disk import replace_file
from smmlab.findings import Finding

TOLD: Final = ("key", "value", "unit", "n", "low", "high", "status", "method")
"""What is kept of a finding; its rows are told by the document."""

# Where exports lie and what was made of them; the ledger of the tables names each by its content.
_MADE = ("exports", "rejected", "tables", "notebooks", "strategy")
_TYPED = (".csv", ".toml")
_FILE = Path("tables") / ".findings.json"
_LOCK = Path("tables") / ".findings.lock"
_LOOKS_AGAIN = 1.0  # seconds


def state_of(folder: Path) -> str:
    """Return a hash over all that findings depend on: tables, typed files, program, year.

    Parameters
    ----------
    folder
        A client folder.

    Examples
    --------
    >>> import tempfile
    >>> folder = Path(tempfile.mkdtemp())
    >>> before = state_of(folder)
    >>> _ = (folder / "labels.csv").write_text("network,post_id,types")
    >>> state_of(folder) == before
    False
    """
    # Public figures are chosen by the year in which they are used.
    digest = hashlib.sha256(f"{_program()}\n{date.today().year}\n".encode())
    for path in [*sorted(folder.glob("tables/[!.]*.json")), *_typed(folder)]:
        if path.is_file():
            content = path.read_bytes()
            digest.update(f"{path.relative_to(folder).as_posix()}\n{len(content)}\n".encode())
            digest.update(content)
    return digest.hexdigest()


def read_findings(folder: Path, room: str) -> list[dict[str, Any]] | None:
    """Return the kept findings of a room, or None when none were kept of the folder as it is.

    Parameters
    ----------
    folder
        A client folder.
    room
        First word of the keys.
    """
    rooms = _kept(folder, state_of(folder))
    return rooms.get(room)


def keep_findings(
    folder: Path, state: str, rooms: Mapping[str, Iterable[Finding]]
) -> dict[str, list[dict[str, Any]]]:
    """Keep the findings of some rooms, and return them as they are kept.

    Parameters
    ----------
    folder
        A client folder.
    state
        What `state_of` told before the findings were counted.
    rooms
        The findings by the first word of their keys.
    """
    told = {room: [_plain(finding) for finding in findings] for room, findings in rooms.items()}
    text = json.dumps({"state": state, "rooms": _kept(folder, state) | told}, ensure_ascii=False)
    # They can be counted again: a folder that may only be read is no reason to stop.
    with suppress(OSError):
        replace_file(folder / _FILE, text.encode("utf-8"))
    return told


@contextmanager
def counting(folder: Path) -> Iterator[None]:
    """Let others wait for the findings that are counted here, room by room.

    Parameters
    ----------
    folder
        A client folder.
    """
    lock = FileLock(folder / _LOCK)
    # Two may count at once, it only takes longer; and a folder may be one to read only.
    with suppress(Timeout, OSError):
        lock.acquire(timeout=0)
    try:
        yield
    finally:
        lock.release()


def told_findings(
    folder: Path, room: str, count: Callable[[], Iterable[Finding]]
) -> list[dict[str, Any]]:
    """Return the findings of a room: kept ones, those another process is counting, or new ones.

    Parameters
    ----------
    folder
        A client folder.
    room
        First word of the keys.
    count
        Counts them where nobody else does.
    """
    lock = FileLock(folder / _LOCK)
    while (kept := read_findings(folder, room)) is None:
        try:
            lock.acquire(timeout=_LOOKS_AGAIN)
        except Timeout:
            continue
        except OSError:
            return _counted(folder, room, count)
        try:
            # Whoever had the lock may have kept them since.
            again = read_findings(folder, room)
            return _counted(folder, room, count) if again is None else again
        finally:
            lock.release()
    return kept


def _counted(
    folder: Path, room: str, count: Callable[[], Iterable[Finding]]
) -> list[dict[str, Any]]:
    state = state_of(folder)
    return keep_findings(folder, state, {room: count()})[room]


def _kept(folder: Path, state: str) -> dict[str, list[dict[str, Any]]]:
    try:
        kept = json.loads((folder / _FILE).read_text(encoding="utf-8"))
        rooms: dict[str, list[dict[str, Any]]] = kept["rooms"] if kept["state"] == state else {}
    except (OSError, ValueError, KeyError, TypeError):
        return {}
    return rooms


def _plain(finding: Finding) -> dict[str, Any]:
    values = ((name, getattr(finding, name)) for name in TOLD)
    return {name: value.item() if hasattr(value, "item") else value for name, value in values}


def _typed(folder: Path) -> list[Path]:
    """Return what people typed: lists and settings, beside the folders that are made."""
    found = [path for path in folder.glob("[!.]*") if path.name not in _MADE]
    # The sample client may stand inside another one, and is none of its business.
    inner = [path for path in found if path.is_dir() and not (path / "project.toml").is_file()]
    below = (file for one in inner for file in one.rglob("*"))
    return sorted(path for path in (*found, *below) if path.suffix in _TYPED)


def _program() -> str:
    """Tell one state of the program from another: its files with their sizes and times."""
    here = Path(__file__).parent
    stats = ((path, path.stat()) for path in sorted(here.rglob("*.py")))
    return "\n".join(f"{path} {stat.st_size} {stat.st_mtime_ns}" for path, stat in stats)
