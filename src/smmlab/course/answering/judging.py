"""Whether an answer is right by the student's own data, never telling what would be."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from types import MappingProxyType
from typing import Any

from smmlab.course.answering.judging_choices import (
    judge_choice,
    judge_choices,
    judge_justified,
    judge_rank,
)
from smmlab.course.answering.judging_free import judge_rubric, judge_scales
from smmlab.course.answering.judging_values import judge_exact, judge_number
from smmlab.course.answering.options import Labels, fit_options, options_of
from smmlab.course.answering.reading import read_answer
from smmlab.course.answering.verdict import Outcome, State, Verdict
from smmlab.course.task import Kind, Reference, Task
from smmlab.errors import DataError, SmmlabError
from smmlab.project import Project
from smmlab.texts import Phrase, Words, message

__all__ = ["DEFECT", "State", "Verdict", "judge", "judge_against", "judge_read", "take_answer"]

DEFECT = Phrase(
    message(
        "This question could not be checked on your data; that is no fault of yours. Your answer "
        "is not lost. Please tell your teacher the name of the task."
    )
)
_MATCHES = Phrase(message("Your own data give the same."))
_DIFFERS = Phrase(message("Your own data give another answer."))
_COMPLETE = Phrase(message("Everything that can be checked is there."))
_FOR_TEACHER = Phrase(message("Only your teacher can judge this answer."))
_SHARE_OF_POINTS: Mapping[State, float] = MappingProxyType({"right": 1.0, "nearly": 0.5})
_JUDGES: Mapping[Kind, Callable[[Any, Reference], Outcome]] = MappingProxyType(
    {
        "number": partial(judge_number, "number"), "share": partial(judge_number, "share"),
        "count": partial(judge_exact, "count"), "date": partial(judge_exact, "date"),
        "choice": judge_choice, "choices": judge_choices, "rank": judge_rank,
        "justified": judge_justified,
    }
)  # fmt: skip


@dataclass(frozen=True)
class Answer:
    """An answer as it was read, or why it cannot be judged.

    Parameters
    ----------
    value
        In the normal form of its kind; None when it could not be read.
    labels
        What could be chosen, by the part of the answer.
    problem
        ``unreadable`` or ``unknown`` with the reason.
    """

    value: Any
    labels: Mapping[str, Labels] = field(default_factory=dict)
    problem: Outcome | None = None


def judge(task: Task, answer: object, project: Project) -> Verdict:
    """Judge an answer by what the project's own tables say; it never raises.

    Parameters
    ----------
    task
        What was asked.
    answer
        As it was given, in whatever form.
    project
        The student's folder.

    Returns
    -------
    Verdict
        ``unreadable`` when the answer is of the wrong kind, ``unknown`` when the tables are too
        thin for the question or the check itself fails.
    """
    return judge_read(task, take_answer(task, answer, project), project)


def judge_against(
    task: Task,
    answer: object,
    reference: Reference | None,
    project: Project,
    *,
    labels: Mapping[str, Labels] | None = None,
) -> Verdict:
    """Judge an answer against a reference that is worked out already; it never raises.

    Parameters
    ----------
    task, answer, project
        As of `judge`.
    reference
        What ``task.solve`` gives; None for free answers.
    labels
        What may be chosen, where it is worked out already.
    """
    taken = take_answer(task, answer, project, labels=labels)
    return _judged(task, taken, lambda: reference, project)


def judge_read(task: Task, taken: Answer, project: Project) -> Verdict:
    """Judge an answer that `take_answer` has read; it never raises."""
    return _judged(task, taken, lambda: task.solve and task.solve(project), project)


def take_answer(
    task: Task, answer: object, project: Project, *, labels: Mapping[str, Labels] | None = None
) -> Answer:
    """Read an answer and compare it with what may be chosen; it never raises.

    Parameters
    ----------
    task, answer, project
        As of `judge`.
    labels
        As of `judge_against`.
    """
    try:
        value = read_answer(task.kind, answer)
    except DataError as problem:
        return Answer(None, problem=Outcome("unreadable", (_phrase(problem),)))
    try:
        labels = options_of(task, project) if labels is None else labels
    except Exception as problem:
        return Answer(value, problem=_failed(problem))
    try:
        fitted = fit_options(task, value, labels, Words(project.brief.language))
    except DataError as problem:
        return Answer(None, labels, Outcome("unreadable", (_phrase(problem),)))
    return Answer(fitted, labels)


def verdict_of(task: Task, outcome: Outcome, project: Project) -> Verdict:
    """Return an outcome with the points of its task, in the student's language."""
    points = outcome.points
    if points is None:
        points = _SHARE_OF_POINTS.get(outcome.state, 0.0) * task.machine_points
    return Verdict(
        task.name, outcome.state, outcome.reasons, points, task.machine_points,
        task.teacher_points, language=project.brief.language,
    )  # fmt: skip


def _judged(
    task: Task, taken: Answer, reference: Callable[[], Reference | None], project: Project
) -> Verdict:
    outcome = taken.problem
    if outcome is None:
        try:
            outcome = _outcome(task, taken, reference, project)
        except Exception as problem:
            outcome = _failed(problem)
    return verdict_of(task, _with_advice(task, outcome), project)


def _outcome(
    task: Task, taken: Answer, reference: Callable[[], Reference | None], project: Project
) -> Outcome:
    if task.rubric:
        return judge_rubric(task, taken.value, project)
    if task.kind == "scales":
        return judge_scales(taken.value, taken.labels.get("choice", {}))
    told = reference()
    if told is None or task.kind not in _JUDGES:
        return Outcome("kept", (_FOR_TEACHER,))
    return _JUDGES[task.kind](taken.value, told)


def _with_advice(task: Task, outcome: Outcome) -> Outcome:
    """Return an outcome that says what it rests on, and what to look at again."""
    is_free = bool(task.rubric) or task.kind == "scales"
    match outcome.state:
        case "right":
            said = (_COMPLETE if is_free else _MATCHES, *outcome.reasons)
        case "wrong" if outcome.reasons or is_free:
            said = outcome.reasons
        case "nearly" | "wrong":
            first = (_DIFFERS,) if outcome.state == "wrong" else ()
            said = (*first, *outcome.reasons, *((_message(task.look),) if task.look else ()))
        case _:
            said = outcome.reasons
    return replace(outcome, reasons=said)


def _failed(problem: Exception) -> Outcome:
    """Return what to say when the check itself fails: thin tables, or a defect of ours.

    Whatever it is, it must not stop the student's work.
    """
    told = _phrase(problem) if isinstance(problem, SmmlabError) else DEFECT
    return Outcome("unknown", (told,))


def _phrase(problem: SmmlabError) -> Phrase:
    return Phrase(problem.template, problem.values)


def _message(text: str) -> Phrase:
    return text if isinstance(text, Phrase) else Phrase(text)
