"""Check an answer: read, judged by the student's own data, kept, and told at once."""

from dataclasses import replace
from pathlib import Path

from smmlab.course.answering.answers import keep_answer, set_aside_damaged
from smmlab.course.answering.judging import Answer, Verdict, judge_read, take_answer, verdict_of
from smmlab.course.answering.verdict import Outcome
from smmlab.course.catalogue import find_task
from smmlab.course.enrolment import read_enrolment
from smmlab.course.opening import open_case
from smmlab.course.task import Task
from smmlab.errors import DataError, SmmlabError
from smmlab.project import Project
from smmlab.texts import Phrase, message

_IN_EXAM = Phrase(message("Your answer is kept. Your teacher tells later how it was judged."))
_NOT_KEPT = message("The answer was judged but could not be kept. {problem}")


def check(name: str, answer: object, *, folder: Path | str | None = None) -> Verdict:
    """Check the answer to a task, keep it, and tell whether it is right.

    Parameters
    ----------
    name
        Of the task, such as ``lesson05.q2``.
    answer
        In the form that the task asks for: a number, a text, a list and so on.
    folder
        The student's folder; when not given, the one in which the notebook stands.

    Returns
    -------
    Verdict
        Right, nearly or not right, with the reason where it is known. In an exam, that the answer
        is kept. It shows itself when it ends a cell.

    Raises
    ------
    ProjectError
        When there is no such task, no folder of the course, or the enrolment is damaged.
    """
    task = find_task(name)
    return check_task(open_case(folder), task, answer)


def check_task(project: Project, task: Task, answer: object) -> Verdict:
    """Check the answer to a task in an open folder, and keep it.

    Parameters
    ----------
    project
        The student's folder.
    task
        What was asked.
    answer
        As it was given.

    Raises
    ------
    ProjectError
        When the enrolment is damaged.
    """
    enrolment = read_enrolment(project.folder)
    taken = take_answer(task, answer, project)
    if enrolment is not None and enrolment.exam and taken.value is not None:
        verdict = verdict_of(task, Outcome("kept", (_IN_EXAM,)), project)
    else:
        verdict = judge_read(task, taken, project)
    return _kept(verdict, taken, project)


def _kept(verdict: Verdict, taken: Answer, project: Project) -> Verdict:
    """Keep what was read, and tell where that fails."""
    if taken.value is None:
        return verdict
    told: tuple[Phrase, ...] = ()
    try:
        aside = set_aside_damaged(project.folder)
        told = (aside,) if aside else ()
        keep_answer(
            project.folder, verdict.name, taken.value, state=verdict.state, points=verdict.points
        )
    except DataError as problem:
        why = Phrase(problem.template, problem.values)
        return replace(verdict, state="unreadable", reasons=(why, *told), points=0.0)
    except SmmlabError as problem:
        why = Phrase(problem.template, problem.values)
        if verdict.state == "kept":
            return replace(verdict, state="unknown", reasons=(why, *told))
        told = (*told, Phrase(_NOT_KEPT, {"problem": why}))
    return replace(verdict, reasons=(*verdict.reasons, *told))
