"""Two notebooks of one student: the second waits until the first lets go of a file."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from smmlab.disk import on_disk
from smmlab.errors import ProjectError


@contextmanager
def one_at_a_time(lock: Path, *, seconds: float, busy: str, folder: Path) -> Iterator[None]:
    """Hold a lock while the body runs.

    Parameters
    ----------
    lock
        The file that is locked; made when it is missing.
    seconds
        How long to wait for whoever holds it.
    busy
        What to say after that, with a place for the ``folder``; a `message`.
    folder
        The student's folder.

    Raises
    ------
    ProjectError
        When the time is up, or the disk refuses the lock.
    """
    held = FileLock(lock)
    with on_disk():
        try:
            held.acquire(timeout=seconds)
        except Timeout as problem:
            raise ProjectError(busy, {"folder": folder}) from problem
    try:
        yield
    finally:
        held.release()
