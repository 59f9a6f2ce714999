"""A ZIP archive as the exports in it: opened with care, media and private messages left inside."""

import shutil
import stat
import tempfile
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import IO, Literal, NoReturn

from smmlab.errors import ExportError
from smmlab.exports.source import RawExport
from smmlab.exports.zip_directory import is_endless
from smmlab.texts import message

MOST_MEMBERS = 100_000
LARGEST_RATIO = 100  # text folds ten to thirty times; a bomb a thousand times
_SMALL_BYTES = 1024**2  # below this the ratio does no harm
_LARGEST_TOTAL = 8 * 1024**3
_READ = (".csv", ".tsv", ".txt", ".json", ".jsonl", ".ndjson", ".js", ".xlsx", ".xls")
_PAGES = (".html", ".htm")
_PACKED = (".zip", ".7z", ".rar", ".gz", ".tgz", ".tar", ".bz2", ".xz", ".zst")
# Folders of archives with the conversations of people: never taken out, whatever is asked.
_PRIVATE = ("messages", "inbox", "message_requests", "direct_messages", "archived_threads")
_PRIVATE_FILES = ("direct-message", "direct_message")

Kind = Literal["export", "page", "private", "archive", "other"]


@dataclass(frozen=True)
class Archive:
    """What an archive holds.

    Parameters
    ----------
    members
        The files that may be exports, in the order of their paths; each is there only while the
        archive is open.
    left
        How many other files there are of each kind: ``page``, ``private`` for messages between
        people, ``archive`` for those in the archive, and ``other`` for media and the rest.
    """

    members: tuple[RawExport, ...]
    left: Mapping[Kind, int]

    @property
    def skipped(self) -> int:
        """How many other files there are."""
        return sum(self.left.values())


@contextmanager
def open_archive(raw: RawExport) -> Iterator[Archive]:
    """Unfold what may be an export into a folder that lasts as long as the context.

    Parameters
    ----------
    raw
        A file of the kind ``zip``.

    Raises
    ------
    ExportError
        When the archive is damaged, encrypted, absurdly large inside, or holds a path that leads
        out of it or a link.
    """
    if is_endless(raw.path):
        _refuse_large(raw.name)
    with tempfile.TemporaryDirectory(prefix="smmlab-") as folder:
        try:
            with zipfile.ZipFile(raw.path) as archive:
                files = [entry for entry in archive.infolist() if not entry.is_dir()]
                _check(files, raw.name)
                wanted = sorted((f for f in files if _is_wanted(f)), key=lambda f: f.filename)
                members = tuple(
                    _unfold(archive, entry, Path(folder) / str(number), raw)
                    for number, entry in enumerate(wanted)
                )
        except ExportError:
            raise
        except RuntimeError:
            _refuse_locked(raw.name)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError):
            _refuse_damaged(raw.name)
        kinds = Counter(_kind_of(entry) for entry in files)
        del kinds["export"]
        yield Archive(members, kinds)


def _check(files: list[zipfile.ZipInfo], name: str) -> None:
    if len(files) > MOST_MEMBERS:
        _refuse_large(name)
    for entry in files:
        path = PurePosixPath(entry.filename.replace("\\", "/"))
        if path.is_absolute() or ".." in path.parts or (path.parts and ":" in path.parts[0]):
            _refuse_path(name)
        if stat.S_ISLNK(entry.external_attr >> 16):
            _refuse_path(name)
    wanted = [entry for entry in files if _is_wanted(entry)]
    if any(entry.flag_bits & 1 for entry in wanted):
        _refuse_locked(name)
    if sum(entry.file_size for entry in wanted) > _LARGEST_TOTAL:
        _refuse_large(name)
    if any(
        entry.file_size > max(_SMALL_BYTES, LARGEST_RATIO * entry.compress_size) for entry in wanted
    ):
        _refuse_large(name)


def _is_wanted(entry: zipfile.ZipInfo) -> bool:
    return _kind_of(entry) == "export"


def _kind_of(entry: zipfile.ZipInfo) -> Kind:
    path = PurePosixPath(entry.filename.replace("\\", "/").casefold())
    if set(path.parts[:-1]) & set(_PRIVATE) or path.name.startswith(_PRIVATE_FILES):
        return "private"
    hidden = any(part.startswith(".") or part == "__macosx" for part in path.parts)
    # The archive of X has a script for everything it knows; only the posts are exports.
    script = path.suffix == ".js" and not path.name.startswith("tweet")
    if hidden or script or not entry.file_size:
        return "other"
    if path.suffix in _READ:
        return "export"
    if path.suffix in _PAGES:
        return "page"
    return "archive" if path.suffix in _PACKED else "other"


def _unfold(
    archive: zipfile.ZipFile, entry: zipfile.ZipInfo, folder: Path, raw: RawExport
) -> RawExport:
    inside = entry.filename.replace("\\", "/")
    # The path is ours throughout; only the last name is the archive's, and it is short and plain.
    name = PurePosixPath(inside).name.replace("\x00", "").strip(". ")[-100:] or "export"
    folder.mkdir()
    path = folder / name
    left = min(entry.file_size, _LARGEST_TOTAL)
    with archive.open(entry) as source, path.open("wb") as target:
        # The directory of an archive may lie about sizes: what is written is counted.
        shutil.copyfileobj(_Counted(source, left, raw.name), target, 1 << 20)
    return replace(raw, path=path, inside=f"{raw.name}/{inside}")


class _Counted:
    """A reader that stops when a file is longer than its archive says."""

    def __init__(self, source: IO[bytes], left: int, name: str) -> None:
        self._source, self._left, self._name = source, left, name

    def read(self, size: int = -1, /) -> bytes:
        """Read on, as long as there is no more than was said."""
        data = self._source.read(size)
        self._left -= len(data)
        if self._left < 0:
            _refuse_damaged(self._name)
        return data


def _refuse_damaged(name: str) -> NoReturn:
    raise ExportError(
        message("The archive {name} is damaged or cut short. Please download it again."),
        {"name": name},
    ) from None


def _refuse_locked(name: str) -> NoReturn:
    raise ExportError(
        message(
            "The archive {name} is locked with a password. Please unpack it and import the files."
        ),
        {"name": name},
    ) from None


def _refuse_large(name: str) -> NoReturn:
    raise ExportError(
        message(
            "The archive {name} is far larger inside than any export is. Please check where it "
            "comes from."
        ),
        {"name": name},
    )


def _refuse_path(name: str) -> NoReturn:
    raise ExportError(
        message(
            "The archive {name} holds a file whose path leads out of the archive, or a link. No "
            "export does. Please check where it comes from."
        ),
        {"name": name},
    )
