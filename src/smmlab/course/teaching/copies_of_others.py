"""Work that looks like another student's: told to the teacher, never held against anybody."""

import math
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from smmlab.course.answering.reading import read_answer
from smmlab.course.task import Reference
from smmlab.course.teaching.marks import Mark
from smmlab.errors import SmmlabError
from smmlab.texts import Phrase, message

_MEASURED = ("number", "share", "count", "date")
_ROUNDING = 0.005
_LEAST_ALIKE = 3
_LEAST_TEXT, _LEAST_CODE = 40, 60  # letters; shorter ones are alike by chance
_ALIKE = 0.7
_RUN_OF_WORDS = 3


@dataclass(frozen=True)
class Work:
    """What is compared of one student.

    Parameters
    ----------
    name
        As the notes for the others say it.
    marks
        From `smmlab.course.teaching.marks.mark_answers`.
    references
        Of the student's own case.
    code
        The student's own code cells, by the file name of the lesson.
    """

    name: str
    marks: Sequence[Mark]
    references: Mapping[str, Reference]
    code: Mapping[str, Sequence[str]]


def find_copies(works: Mapping[str, Work]) -> dict[str, list[Phrase]]:
    """Return what is alike in the work of two students, as notes about each.

    Parameters
    ----------
    works
        By the id of the student.

    Returns
    -------
    dict
        Notes by id; whoever's work is like nobody's is not in it.
    """
    notes: dict[str, list[Phrase]] = defaultdict(list)
    measured = {one: _measured(work) for one, work in works.items()}
    shingles = {one: _shingles(work) for one, work in works.items()}
    for first, second in combinations(works, 2):
        one, two = works[first], works[second]
        for file in sorted(set(one.code) & set(two.code)):
            if _same_code(one.code[file], two.code[file]):
                told = message("The code in {file} is the same as that of {name}.")
                _tell_both(notes, (first, one), (second, two), told, file)
        for task in sorted(set(shingles[first]) & set(shingles[second])):
            if _alike(shingles[first][task], shingles[second][task]):
                told = message("The text of {file} is nearly the same as that of {name}.")
                _tell_both(notes, (first, one), (second, two), told, task)
        for here, there, work in ((first, second, two), (second, first, one)):
            fits = _fits(measured[here], measured[there], works[here], work)
            if fits:
                notes[here].append(
                    Phrase(
                        message(
                            "Answers that fit the data of {name} and not the student's own: {n} "
                            "({tasks})."
                        ),
                        {"name": work.name, "n": len(fits), "tasks": ", ".join(fits)},
                    )
                )
    return dict(notes)


def _tell_both(
    notes: dict[str, list[Phrase]], one: tuple[str, Work], two: tuple[str, Work], told: str,
    where: str,
) -> None:  # fmt: skip
    for (me, _), (_, other) in ((one, two), (two, one)):
        notes[me].append(Phrase(told, {"file": where, "name": other.name}))


def _same_code(one: Sequence[str], two: Sequence[str]) -> bool:
    first, second = ("".join("".join(cells).split()) for cells in (one, two))
    return first == second and len(first) >= _LEAST_CODE


def _measured(work: Work) -> dict[str, Any]:
    """Return the answers that hang on the data and are not right: right ones are the student's."""
    found = {}
    for mark in work.marks:
        if mark.task.kind in _MEASURED and mark.state in ("nearly", "wrong"):
            try:
                found[mark.task.name] = read_answer(mark.task.kind, mark.answer)
            except SmmlabError:
                continue
    return found


def _fits(mine: Mapping[str, Any], theirs: Mapping[str, Any], work: Work, other: Work) -> list[str]:
    """Return the tasks whose wrong answer is right on the other's data, or is also the other's."""
    found = []
    for task, answer in mine.items():
        own, reference = work.references.get(task), other.references.get(task)
        is_mistake = own is not None and any(_same(answer, one) for one in own.mistakes.values())
        fits = reference is not None and _same(answer, reference.value)
        if not is_mistake and (fits or (task in theirs and _same(answer, theirs[task]))):
            found.append(task)
    return found if len(found) >= _LEAST_ALIKE else []


def _same(one: Any, two: Any) -> bool:
    if isinstance(one, (int, float)) and isinstance(two, (int, float)):
        return math.isclose(one, two, rel_tol=_ROUNDING)
    return bool(one == two)


def _shingles(work: Work) -> dict[str, frozenset[tuple[str, ...]]]:
    """Return the runs of words of each free text that is long enough to be somebody's own."""
    found = {}
    for mark in work.marks:
        if mark.state in ("missing", "unreadable"):
            continue
        text = _own_words(mark).casefold()
        if len(text) < _LEAST_TEXT:
            continue
        words = re.findall(r"\w+", text)
        runs = zip(*(words[start:] for start in range(_RUN_OF_WORDS)), strict=False)
        found[mark.task.name] = frozenset(runs)
    return found


def _own_words(mark: Mark) -> str:
    """Return what a student wrote freely; days, numbers and ids are alike without any copying."""
    answer = mark.answer
    if mark.task.kind == "text":
        return str(answer)
    if mark.task.kind == "calendar" and isinstance(answer, list):
        return " ".join(str(row.get("words", "")) for row in answer if isinstance(row, dict))
    return ""


def _alike(one: frozenset[tuple[str, ...]], two: frozenset[tuple[str, ...]]) -> bool:
    both = len(one | two)
    return both > 0 and len(one & two) / both >= _ALIKE
