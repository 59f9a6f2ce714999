"""What was answered: answers.json in the student's folder, whole or as it was before."""

import json
import math
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from smmlab.course.one_at_a_time import one_at_a_time
from smmlab.disk import on_disk, replace_file
from smmlab.errors import DataError
from smmlab.texts import Phrase, message

ANSWERS_FILE = "answers.json"
MOST_BYTES = 20_000
"""An answer may take so much of the file."""
_LOCK = ".answers.lock"
_PATIENCE = 10.0  # seconds
_BUSY = message(
    "Another notebook is writing answers in {folder}. Wait until it is done, then check again."
)
_LARGEST_FILE = 5_000_000
_LONGEST_NAME = 60
_MOST_TRIES = 1_000_000


@dataclass(frozen=True)
class KeptAnswer:
    """The last answer to a task.

    Parameters
    ----------
    name
        Of the task.
    answer
        Plain values, as JSON holds them; `smmlab.course.answering.reading.read_answer` reads them
        again.
    tries
        How many answers were kept so far.
    state
        What the last verdict was; ``kept`` in an exam.
    points
        What the last verdict gave; grading works it out anew.
    moment
        When it was kept, in universal time.
    """

    name: str
    answer: Any
    tries: int
    state: str
    points: float
    moment: datetime


def keep_answer(
    folder: Path,
    name: str,
    answer: Any,
    *,
    state: str,
    points: float = 0.0,
    moment: datetime | None = None,
) -> KeptAnswer:
    """Keep the answer to a task in the place of the one before it, and count the try.

    Parameters
    ----------
    folder
        The student's folder.
    name
        Of the task.
    answer
        As it was read: numbers, texts, days, lists and tables of these.
    state, points
        Of the verdict.
    moment
        When; now when it is not given.

    Raises
    ------
    DataError
        When the answer is too large for the file, or no plain value.
    ProjectError
        When the disk refuses, or another notebook does not let go of the file.
    """
    plain = _plain(answer)
    size = _size(plain)
    if size > MOST_BYTES:
        raise DataError(
            message(
                "The answer takes {size} bytes of the file of answers; at most {most} are kept. "
                "Shorten it."
            ),
            {"size": size, "most": MOST_BYTES},
        )
    when = (moment or datetime.now(UTC)).astimezone(UTC).replace(microsecond=0)
    with _alone(folder):
        before = _set_aside(folder)[0]
        tries = before[name].tries + 1 if name in before else 1
        kept = KeptAnswer(name, plain, tries, state, float(points), when)
        _write(folder, {**before, name: kept})
    return kept


def read_answers(folder: Path) -> dict[str, KeptAnswer]:
    """Return the kept answers of a folder by the name of the task; nothing is changed.

    Parameters
    ----------
    folder
        The student's folder. What cannot be read in its file is left out; `damage_of` tells
        whether there is such.
    """
    return _read(folder / ANSWERS_FILE)[0]


def damage_of(folder: Path) -> Phrase | None:
    """Return what is wrong with the file of answers, or None when nothing is.

    Parameters
    ----------
    folder
        The student's folder.
    """
    found, is_whole = _read(folder / ANSWERS_FILE)
    if is_whole:
        return None
    told = {"file": ANSWERS_FILE, "n": len(found)}
    return Phrase(
        message(
            "The file {file} holds something that is no answer of the course; answers that could "
            "be read: {n}."
        ),
        told,
    )


def set_aside_damaged(folder: Path) -> Phrase | None:
    """Rename a file of answers that is damaged, keep what is whole in it, and tell of it.

    Parameters
    ----------
    folder
        The student's folder.

    Raises
    ------
    ProjectError
        When the disk refuses, or another notebook does not let go of the file.
    """
    if _read(folder / ANSWERS_FILE)[1]:
        return None
    with _alone(folder):
        found, aside = _set_aside(folder)
    if aside is None:
        return None
    return Phrase(
        message(
            "The file of your answers was damaged. It was put aside as {file}; answers that could "
            "be saved: {n}. Check the others again."
        ),
        {"file": aside.name, "n": len(found)},
    )


def _set_aside(folder: Path) -> tuple[dict[str, KeptAnswer], Path | None]:
    path = folder / ANSWERS_FILE
    found, is_whole = _read(path)
    if is_whole:
        return found, None
    aside = next(name for name in _spare_names(path) if not name.exists())
    path.rename(aside)
    if found:
        _write(folder, found)
    return found, aside


def _spare_names(path: Path) -> Iterator[Path]:
    number = 0
    while True:
        number += 1
        yield path.with_name(f"{path.stem}-damaged-{number}{path.suffix}")


def _write(folder: Path, answers: Mapping[str, KeptAnswer]) -> None:
    plain = {
        name: {
            "answer": kept.answer,
            "tries": kept.tries,
            "state": kept.state,
            "points": kept.points,
            "moment": kept.moment.isoformat(),
        }
        for name, kept in sorted(answers.items())
    }
    replace_file(folder / ANSWERS_FILE, json.dumps(plain, ensure_ascii=False, indent=1).encode())


def _read(path: Path) -> tuple[dict[str, KeptAnswer], bool]:
    """Return the answers that can be read, and whether that is all there is."""
    if not path.exists():
        return {}, True
    try:
        if path.stat().st_size > _LARGEST_FILE:
            return {}, False
        plain = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}, False
    if not isinstance(plain, dict):
        return {}, False
    found = {name: kept for name, entry in plain.items() if (kept := _entry(name, entry))}
    return found, len(found) == len(plain)


def _entry(name: str, entry: Any) -> KeptAnswer | None:
    try:
        tries, points = entry["tries"], float(entry["points"])
        moment = datetime.fromisoformat(entry["moment"]).astimezone(UTC)
        is_whole = (
            len(name) <= _LONGEST_NAME
            and type(tries) is int
            and 0 < tries < _MOST_TRIES
            and math.isfinite(points)
            and isinstance(entry["state"], str)
            and len(_written(entry["answer"])) <= MOST_BYTES
            and len(_written([name, entry["state"]])) <= MOST_BYTES
        )
    except (KeyError, TypeError, ValueError, OverflowError, RecursionError):
        return None
    if not is_whole:
        return None
    return KeptAnswer(name, entry["answer"], tries, entry["state"], points, moment)


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(name): _plain(one) for name, one in value.items()}
    if isinstance(value, (set, frozenset)):
        return sorted(map(str, value))
    return [_plain(one) for one in value] if isinstance(value, (list, tuple)) else value


def _size(plain: Any) -> int:
    try:
        return len(_written(plain))
    except (TypeError, ValueError, RecursionError) as problem:
        raise DataError(
            message(
                "The answer holds something that no file of answers can: {problem}. Write numbers, "
                "texts and lists of these."
            ),
            {"problem": problem},
        ) from problem


def _written(plain: Any) -> bytes:
    return json.dumps(plain, ensure_ascii=False, allow_nan=False).encode()


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Hold the file of answers while it is read and written."""
    lock = folder / _LOCK
    with on_disk(), one_at_a_time(lock, seconds=_PATIENCE, busy=_BUSY, folder=folder):
        yield
