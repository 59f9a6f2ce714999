"""Free answers: what can be checked of a text, a calendar or a goal, and a self-assessment."""

import re
from collections.abc import Mapping
from typing import Any

from smmlab.course.answering.options import Labels
from smmlab.course.answering.verdict import Outcome
from smmlab.course.catalogue import LESSONS, title_of
from smmlab.course.task import Criterion, Task
from smmlab.errors import SmmlabError
from smmlab.project import Project
from smmlab.texts import Phrase, Phrases, message

_LESSON = re.compile(r"lesson\d\d")
_ENOUGH = 3  # "on my own"
_FIRST = 3
_NOT_YET = message("Not assessed yet: {skills}.")
_PLAN = message("Your plan: begin with these lessons and take the most time for them. {lessons}.")
_SKILLS = message("Your plan: take the most time for these skills. {skills}.")
_NO_WEAK = message(
    "You rate every skill high. Go through the lessons in order and see whether the tasks agree."
)
_LACKS = message("Still missing: {what}")
_UNCHECKED = message(
    "One part could not be checked; that is no fault of yours. Please tell your teacher: {what}"
)


def judge_rubric(task: Task, answer: Any, project: Project) -> Outcome:
    """Judge a free answer by the things that can be checked.

    Parameters
    ----------
    task
        Whose rubric is read.
    answer
        In its normal form.
    project
        The student's folder.
    """
    points, lacking = 0.0, []
    for criterion in task.rubric:
        lack = _lack(criterion, answer, project)
        points += 0.0 if lack else criterion.points
        lacking += lack
    if not lacking:
        return Outcome("right", points=points)
    is_half = 2 * points >= task.machine_points
    return Outcome("nearly" if is_half else "wrong", tuple(lacking), points)


def judge_scales(levels: Mapping[str, int], labels: Labels) -> Outcome:
    """Judge whether a self-assessment is complete, and name the lessons to begin with.

    Parameters
    ----------
    levels
        A whole number from 0 to 4 for each skill.
    labels
        The skills that were asked. An id that holds the name of a lesson, such as
        ``reading_lesson03``, says where that skill is learned.
    """
    missing = [one for one in labels if one not in levels]
    if missing:
        named = Phrases(_as_phrase(labels[one]) for one in missing)
        return Outcome("nearly", (Phrase(_NOT_YET, {"skills": named}),))
    # Of two skills on one level the lesson that comes earlier goes first.
    weak = sorted(
        (level, at, one) for at, (one, level) in enumerate(levels.items()) if level < _ENOUGH
    )
    if not weak:
        return Outcome("right", (Phrase(_NO_WEAK),))
    plan = dict.fromkeys(found for _level, _at, one in weak for found in _lessons(one))
    if plan:
        titles = Phrases(_numbered(lesson) for lesson in list(plan)[:_FIRST])
        return Outcome("right", (Phrase(_PLAN, {"lessons": titles}),))
    skills = Phrases(_as_phrase(labels.get(one, one)) for _level, _at, one in weak[:_FIRST])
    return Outcome("right", (Phrase(_SKILLS, {"skills": skills}),))


def _lack(criterion: Criterion, answer: Any, project: Project) -> list[Phrase]:
    wants = _as_phrase(criterion.wants)
    try:
        return [] if criterion.holds(answer, project) else [Phrase(_LACKS, {"what": wants})]
    except SmmlabError as problem:
        return [Phrase(problem.template, problem.values)]
    except Exception:
        # A defect of ours must not stop the student's work.
        return [Phrase(_UNCHECKED, {"what": wants})]


def _lessons(skill: str) -> list[str]:
    return [lesson for lesson in _LESSON.findall(skill) if lesson in LESSONS]


def _numbered(lesson: str) -> Phrase:
    told = {"number": LESSONS.index(lesson) + 1, "title": title_of(lesson)}
    return Phrase(message("{number}. {title}"), told)


def _as_phrase(label: object) -> Phrase:
    return label if isinstance(label, Phrase) else Phrase(str(label))
