"""Findings of the client folder as it is now, kept so that nobody counts them twice."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any, Final

from smmlab.disk import replace_file
from smmlab.findings import Finding

TOLD: Final = ("key", "value", "unit", "n", "low", "high", "status", "method")
"""What is kept of a finding; its rows are told by the document."""

# Where exports lie and what was made of them; the ledger of the tables names each by its content.
_MADE = ("exports", "rejected", "tables", "notebooks", "strategy")
_TYPED = (".csv", ".toml")
_FILE = Path("tables") / ".findings.json"


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
