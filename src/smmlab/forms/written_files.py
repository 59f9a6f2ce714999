"""The written files as a list: a heading for each document, under it names and sizes."""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from smmlab.strategy.reminder import REMINDER
from smmlab.texts import Words, for_html, message

_DOCUMENTS: Mapping[str, str] = MappingProxyType(
    {
        "strategy.": message("The whole strategy"),
        "summary.": message("Two pages for the owner"),
        "audit.": message("The audit of the page"),
        "slides.": message("Slides for a meeting"),
        "calendar.": message("The calendar of posts"),
        "briefs.": message("A brief for each post"),
        "uploads/": message("Files to upload where posts are scheduled"),
        "slots-": message("A test of two times"),
        REMINDER: message("A reminder to export again"),
    }
)
"""How the names of a document's files begin, and what it is called."""


def files_within(folder: Path) -> dict[str, Path]:
    """Return the files of a folder by their names within it; none when there is no folder."""
    found = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path for path in found}


def list_files(files: Mapping[str, Path], *, within: Path, words: Words) -> str:
    """Return the list as safe HTML; empty when none of the files is a document.

    Parameters
    ----------
    files
        What `smmlab.strategy.writer.write_strategy` returns, or files of such names.
    within
        The client folder: names are told from there.
    words
        Language of the headings.

    Examples
    --------
    >>> list_files({"notes.txt": Path("notes.txt")}, within=Path(), words=Words("en"))
    ''
    """
    parts = []
    for start, heading in _DOCUMENTS.items():
        told = [
            _told(path, within, words) for name, path in files.items() if name.startswith(start)
        ]
        if told:
            items = "".join(f"<li>{for_html(one)}</li>" for one in told)
            parts.append(f"<p><b>{for_html(words.say(heading))}</b></p><ul>{items}</ul>")
    return "".join(parts)


def _told(path: Path, within: Path, words: Words) -> str:
    place = path.relative_to(within).as_posix()
    size = words.number(max(1, round(path.stat().st_size / 1000)))
    return words.say("{file} ({size} kB)", file=place, size=size)
