"""What a student handed in, a folder or a ZIP, taken in with care: nothing of it is trusted."""

import hashlib
import os
import stat
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import IO

from smmlab.course.answering.answers import ANSWERS_FILE
from smmlab.course.enrolment import ENROLMENT_FILE
from smmlab.exports.archives import LARGEST_RATIO, MOST_MEMBERS
from smmlab.exports.zip_directory import is_endless
from smmlab.project import BRIEF_FILE
from smmlab.texts import Phrase, message

LESSON_PARTS = ("notebooks", "course")
"""Where the lessons are in a student's folder."""
_RAW = ("downloads", "exports")
_ROOT_MARKS = (ENROLMENT_FILE, BRIEF_FILE, ANSWERS_FILE)
_DEEPEST_ROOT = 3
_LARGEST_TEXT = 20 * 1024**2
_LARGEST = {ENROLMENT_FILE: 64 * 1024, ANSWERS_FILE: 5 * 1024**2}
_LARGEST_RAW = 512 * 1024**2
_LARGEST_TOTAL = 2 * 1024**3
_SMALL = 1024**2  # below this a ratio does no harm
_PIECE = 1 << 20


@dataclass
class TakenIn:
    """What was found in a folder or an archive.

    Parameters
    ----------
    folder
        Where the answers, the enrolment and the lessons now are; only these.
    digests
        The SHA-256 of the raw files of the submission, by their path.
    notes
        What was odd.
    is_empty
        Whether there was nothing of the course.
    """

    folder: Path
    digests: dict[str, str] = field(default_factory=dict)
    notes: list[Phrase] = field(default_factory=list)
    is_empty: bool = True


@dataclass(frozen=True)
class _Entry:
    parts: tuple[str, ...]
    size: int
    open: Callable[[], IO[bytes]]


class _RefusedError(Exception):
    """A submission that is not opened at all."""

    def __init__(self, told: str) -> None:
        super().__init__(told)
        self.told = told


def take_in(source: Path, folder: Path) -> TakenIn:
    """Copy what grading needs into a folder of ours; whatever is odd is noted, never raised.

    Parameters
    ----------
    source
        A student's folder, or a ZIP of it.
    folder
        A new folder.
    """
    taken = TakenIn(folder)
    folder.mkdir(parents=True)
    try:
        with _entries(source, taken.notes) as entries:
            _keep(entries, taken)
    except _RefusedError as problem:
        taken.notes.append(Phrase(problem.told, {"name": source.name}))
    except (OSError, zipfile.BadZipFile, zlib.error, EOFError, ValueError, RuntimeError):
        taken.notes.append(
            Phrase(
                message("{name} is damaged or cannot be read. Ask for it again."),
                {"name": source.name},
            )
        )
    return taken


@contextmanager
def _entries(source: Path, notes: list[Phrase]) -> Iterator[list[_Entry]]:
    if source.is_dir():
        found = list(_of_folder(source, notes))
        packed = [one for one in found if one.parts[-1].casefold().endswith(".zip")]
        if len(packed) != 1 or _root_of(found) is not None:
            yield found
            return
        # Learning platforms put the archive of each student into a folder.
        source = source.joinpath(*packed[0].parts)
    if is_endless(source):
        raise _RefusedError(_TOO_LARGE)
    with zipfile.ZipFile(source) as archive:
        yield list(_of_archive(archive))


_TOO_LARGE = message("{name} is far larger inside than any student's folder. It was not opened.")
_LEADS_OUT = message(
    "{name} holds a path that leads out of it, or a link. It was not opened; ask how it was made."
)


def _of_folder(source: Path, notes: list[Phrase]) -> Iterator[_Entry]:
    seen = 0
    odd = 0
    for place, folders, names in os.walk(source):
        here = Path(place)
        odd += sum((here / name).is_symlink() for name in folders)
        folders[:] = sorted(name for name in folders if not (here / name).is_symlink())
        for name in sorted(names):
            seen += 1
            if seen > MOST_MEMBERS:
                raise _RefusedError(_TOO_LARGE)
            path = here / name
            told = path.lstat()
            # A link or a pipe is no file of the student: reading it could lead elsewhere or hang.
            if not stat.S_ISREG(told.st_mode):
                odd += 1
                continue
            yield _Entry(path.relative_to(source).parts, told.st_size, _opener(path))
    if odd:
        notes.append(
            Phrase(
                message("Links and other things that are no files were left out: {n}."), {"n": odd}
            )
        )


def _opener(path: Path) -> Callable[[], IO[bytes]]:
    return lambda: path.open("rb")


def _of_archive(archive: zipfile.ZipFile) -> Iterator[_Entry]:
    infos = [info for info in archive.infolist() if not info.is_dir()]
    if len(infos) > MOST_MEMBERS or sum(info.file_size for info in infos) > _LARGEST_TOTAL:
        raise _RefusedError(_TOO_LARGE)
    for info in infos:
        path = PurePosixPath(info.filename.replace("\\", "/"))
        if not path.parts:
            continue
        leads_out = path.is_absolute() or ".." in path.parts or ":" in path.parts[0]
        if leads_out or stat.S_ISLNK(info.external_attr >> 16):
            raise _RefusedError(_LEADS_OUT)
        if info.file_size > max(_SMALL, LARGEST_RATIO * info.compress_size):
            raise _RefusedError(_TOO_LARGE)
        if "__MACOSX" not in path.parts:
            yield _Entry(path.parts, info.file_size, _member(archive, info))


def _member(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Callable[[], IO[bytes]]:
    return lambda: archive.open(info)


def _root_of(entries: list[_Entry]) -> tuple[str, ...] | None:
    """Return the folder in which the student's folder begins: the highest one with a mark."""
    for mark in _ROOT_MARKS:
        roots = [
            one.parts[:-1]
            for one in entries
            if one.parts[-1] == mark and len(one.parts) <= _DEEPEST_ROOT
        ]
        if roots:
            return min(roots, key=lambda parts: (len(parts), parts))
    return None


def _keep(entries: list[_Entry], taken: TakenIn) -> None:
    root = _root_of(entries) or ()
    left = _LARGEST_TOTAL
    for one in entries:
        if one.parts[: len(root)] != root:
            continue
        inside = one.parts[len(root) :]
        is_raw = inside[0] in _RAW and not inside[-1].startswith(".")
        if not is_raw and not _is_wanted(inside):
            continue
        largest = _LARGEST_RAW if is_raw else _LARGEST.get(inside[-1], _LARGEST_TEXT)
        most = min(largest, left)
        target = None if is_raw else taken.folder.joinpath(*inside)
        told = _read(one, target, most)
        if told is None:
            taken.notes.append(
                Phrase(message("{file} is too large and was left out."), {"file": "/".join(inside)})
            )
            continue
        left -= one.size
        taken.is_empty = False
        if is_raw:
            taken.digests["/".join(inside)] = told


def _is_wanted(inside: tuple[str, ...]) -> bool:
    if inside in ((ANSWERS_FILE,), (ENROLMENT_FILE,)):
        return True
    is_lesson = inside[:-1] == LESSON_PARTS and inside[-1].endswith(".ipynb")
    return is_lesson and not inside[-1].startswith(".")


def _read(entry: _Entry, target: Path | None, most: int) -> str | None:
    """Copy a file and return its digest; None when there is more of it than may be."""
    told, size = hashlib.sha256(), 0
    pieces: list[bytes] = []
    with entry.open() as source:
        # The directory of an archive may lie about sizes: what is read is counted.
        while piece := source.read(_PIECE):
            size += len(piece)
            if size > most:
                return None
            told.update(piece)
            if target is not None:
                pieces.append(piece)
    if target is not None:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(b"".join(pieces))
    return told.hexdigest()
