"""The student's folder: found from where the notebook stands, its downloads imported once."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from smmlab.course.one_at_a_time import one_at_a_time
from smmlab.disk import on_disk, replace_file
from smmlab.errors import ProjectError
from smmlab.forms.shown_table import sentence
from smmlab.import_report import ImportReport
from smmlab.project import BRIEF_FILE, Project, open_project
from smmlab.texts import Words, for_terminal, message

DOWNLOADS = "downloads"
"""The folder of a student's case with the exports, own ones and rivals' apart."""
_DONE, _LOCK = ".imported", ".opening.lock"
_PATIENCE = 600.0  # seconds; a year of exports takes some ten
_BUSY = message(
    "Another notebook has been importing the downloads in {folder} for a long time. Restart its "
    "kernel, then run this cell again."
)


def open_case(folder: Path | str | None = None) -> Project:
    """Open the company of the course; at the first time its downloads are imported.

    Parameters
    ----------
    folder
        The student's folder or a place inside it; when not given, the working directory, which is
        where the notebook stands.

    Raises
    ------
    ProjectError
        When there is no such folder, or it cannot be written at the first time.
    """
    project = open_project(find_case(folder))
    if _is_waiting(project):
        with _told_progress(Words(project.brief.language)) as tell:
            reports = import_downloads(project, tell=tell)
            tell(_outcome(reports, Words(project.brief.language)))
    return project


def find_case(folder: Path | str | None = None) -> Path:
    """Return the client folder in which a place lies.

    Parameters
    ----------
    folder
        The place; when not given, the working directory.

    Raises
    ------
    ProjectError
        When neither it nor a folder above it is one.
    """
    start = Path(folder or ".").expanduser().resolve()
    for path in (start, *start.parents):
        if (path / BRIEF_FILE).is_file():
            return path
    raise ProjectError(
        message(
            "Neither {folder} nor a folder above it is a folder of the course: none has a file "
            "{name}. Open the notebook inside the folder that your teacher gave you."
        ),
        {"folder": start, "name": BRIEF_FILE},
    )


def import_downloads(
    project: Project, *, tell: Callable[[str], None] | None = None
) -> list[ImportReport]:
    """Import downloads/own and downloads/rivals when that has not been done yet.

    Parameters
    ----------
    project
        The student's folder. Without downloads nothing is done: it is an ordinary client.
    tell
        Is told which file is being read.

    Returns
    -------
    list of ImportReport
        What became of each file; empty when everything was imported before.

    Raises
    ------
    ProjectError
        When the folder cannot be written.
    """
    if not _is_waiting(project):
        return []
    words = Words(project.brief.language)
    reports = []
    lock = project.folder / DOWNLOADS / _LOCK
    with one_at_a_time(lock, seconds=_PATIENCE, busy=_BUSY, folder=project.folder):
        # Whoever had the folder may have imported them since.
        files = _files(project.folder) if _is_waiting(project) else []
        for number, (path, is_own) in enumerate(files, start=1):
            if tell is not None:
                tell(
                    words.say(
                        "Your downloads are read once: {file} ({number} of {files}).",
                        file=for_terminal(path.name), number=number, files=len(files),
                    )
                )  # fmt: skip
            reports.append(project.add(path, is_own=is_own))
        if files:
            with on_disk():
                replace_file(project.folder / DOWNLOADS / _DONE, b"")
    return reports


def _is_waiting(project: Project) -> bool:
    """Tell whether there are downloads that were never imported to the end."""
    folder = project.folder / DOWNLOADS
    if not folder.is_dir() or not _files(project.folder):
        return False
    # Without the mark an import was stopped halfway; without tables they were deleted.
    return not (folder / _DONE).exists() or not any((project.folder / "tables").glob("*.json"))


def _files(folder: Path) -> list[tuple[Path, bool]]:
    """Return the downloads and whether they are the company's own, the largest last.

    The tables are the same in any order; every file is merged with those before it, so a large one
    at the beginning would be merged again and again.
    """
    found = [
        (path, is_own)
        for part, is_own in (("own", True), ("rivals", False))
        for path in sorted((folder / DOWNLOADS / part).rglob("*"))
        if path.is_file() and not path.name.startswith(".")
    ]
    return sorted(found, key=lambda one: one[0].stat().st_size)


def _outcome(reports: list[ImportReport], words: Words) -> str:
    refused = sum(report.error is not None for report in reports)
    told = words.say_many(
        "{n} file of your downloads is imported.", "{n} files of your downloads are imported.",
        n=len(reports) - refused,
    )  # fmt: skip
    if not refused:
        return told
    more = words.say_many("{n} file was refused.", "{n} files were refused.", n=refused)
    return f"{told} {more}"


@contextmanager
def _told_progress(words: Words) -> Iterator[Callable[[str], None]]:
    """Show one line that changes: a display, because an Output widget can hang a headless run."""
    from IPython.display import display

    begun = sentence(words.say("Your downloads are read once; this takes a moment."))
    handle = display(begun, display_id=True)  # type: ignore[no-untyped-call]

    def tell(line: str) -> None:
        shown = sentence(line)
        if handle is None:
            # Without a notebook there is nothing to change: another line follows.
            display(shown)  # type: ignore[no-untyped-call]
        else:
            handle.update(shown)

    yield tell
