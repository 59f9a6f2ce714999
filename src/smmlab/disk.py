"""How files are written: whole, or as they were before, whatever happens."""

import io
import os
import shutil
import sys
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import duckdb
import pyarrow as pa

from smmlab.errors import ProjectError
from smmlab.texts import message

# The engine's own fault: nothing is wrong with the folder.
_FAILURES = (duckdb.InternalException, duckdb.FatalException)


@contextmanager
def on_disk() -> Iterator[None]:
    """Turn what a disk or the engine refuses into a sentence.

    Raises
    ------
    ProjectError
        The state before is untouched, because the manifest was not replaced.
    """
    try:
        yield
    except _FAILURES as problem:
        raise _engine_failed(problem) from problem
    except (OSError, duckdb.Error, pa.ArrowException) as problem:
        told = getattr(problem, "strerror", None) or str(problem).splitlines()[0]
        raise ProjectError(
            message(
                "The client folder could not be written: {problem}. What was there before is "
                "unchanged. Check the free space and your rights to the folder, then try again."
            ),
            {"problem": told},
        ) from problem


@contextmanager
def from_disk() -> Iterator[None]:
    """Turn what the engine says of a table it cannot read into a sentence.

    Raises
    ------
    ProjectError
        What to do about it.
    """
    try:
        yield
    except _FAILURES as problem:
        raise _engine_failed(problem) from problem
    except duckdb.OutOfMemoryException as problem:
        raise ProjectError(
            message(
                "The table is too large for the memory of this computer. Close other programs, or "
                "use project.scan, which reads only what is asked for."
            )
        ) from problem
    except duckdb.Error as problem:
        raise ProjectError(
            message(
                "The tables of this client cannot be read: {problem}. Delete the folder tables "
                "and import the files in exports again."
            ),
            {"problem": str(problem).splitlines()[0]},
        ) from problem


def _engine_failed(problem: duckdb.Error) -> ProjectError:
    return ProjectError(
        message(
            "The database engine failed: {problem}. What was there before is unchanged. Try again; "
            "if it fails again, please tell the makers of smmlab."
        ),
        {"problem": str(problem).splitlines()[0]},
    )


def replace_file(path: Path, data: bytes) -> None:
    """Write a file so that it is whole, or as it was before, whatever happens."""
    _replace(path, io.BytesIO(data))


def copy_file(source: Path, path: Path) -> None:
    """Copy a file so that the copy is whole, or not there, whatever happens."""
    with source.open("rb") as original:
        _replace(path, original)


def _replace(path: Path, source: BinaryIO) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = unfinished_in(path.parent)
    try:
        with unfinished.open("wb") as file:
            shutil.copyfileobj(source, file, 1 << 20)
            file.flush()
            os.fsync(file.fileno())
        os.replace(unfinished, path)
    finally:
        unfinished.unlink(missing_ok=True)
    sync_folder(path.parent)


def unfinished_in(folder: Path) -> Path:
    """Return a hidden name for a file that is not finished."""
    return folder / f".{uuid.uuid4().hex}.tmp"


def sync_folder(folder: Path) -> None:
    """Make the renames in a folder durable."""
    # A rename is durable only once its folder is; not every system can sync a folder.
    if sys.platform != "win32":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
