"""How far the student is: what was answered, how often, and the points so far."""

from collections.abc import Iterable

import pandas as pd

from smmlab.course.answering.answers import KeptAnswer, damage_of, read_answers
from smmlab.course.answering.judging import take_answer
from smmlab.course.answering.judging_free import judge_scales
from smmlab.course.answering.options import label_of
from smmlab.course.answering.verdict import SIGNS, STATES
from smmlab.course.catalogue import all_tasks, tasks_of, title_of
from smmlab.course.enrolment import read_enrolment
from smmlab.course.task import Task
from smmlab.forms.frame import paragraph
from smmlab.forms.shown_table import Shown, show_table
from smmlab.project import Project
from smmlab.texts import Words, for_html

_OPEN = "○"


def show_progress(project: Project, lesson: str | None = None) -> Shown:
    """Show what is answered of a lesson, or of the whole course.

    Parameters
    ----------
    project
        The student's folder, from `open_case`.
    lesson
        Such as ``lesson05``; the whole course when not given.

    Returns
    -------
    Shown
        A row a task: its state in words, the tries, the points so far; in an exam no points.
        Below it the plan of a self-assessment.

    Raises
    ------
    ProjectError
        When there is no such lesson, or the enrolment is damaged.
    """
    words, answers = Words(project.brief.language), read_answers(project.folder)
    enrolment = read_enrolment(project.folder)
    is_exam = enrolment is not None and enrolment.exam
    tasks = all_tasks() if lesson is None else tasks_of(lesson)
    heads = [words.say("Task"), words.say("State"), words.say("Tries")]
    heads += [] if is_exam else [words.say("Points")]
    rows = [_row(task, answers.get(task.name), words, is_exam=is_exam) for task in tasks]
    title = words.say("The course so far") if lesson is None else label_of(title_of(lesson), words)
    notes = [] if is_exam else [_sum(tasks, answers, words)]
    notes += _plans(tasks, answers, project, words)
    damage = damage_of(project.folder)
    notes += [label_of(damage, words)] if damage else []
    table = show_table(pd.DataFrame(rows, columns=heads), words=words)
    html = f"<h4>{for_html(title)}</h4>{table.html}{''.join(map(paragraph, notes))}"
    return Shown(html, "\n".join((title, table.text, *notes)))


def _plans(
    tasks: Iterable[Task], answers: dict[str, KeptAnswer], project: Project, words: Words
) -> list[str]:
    """Return what a self-assessment advises, where one is answered."""
    said: list[str] = []
    for task in tasks:
        if task.kind == "scales" and task.name in answers:
            taken = take_answer(task, answers[task.name].answer, project)
            if taken.problem is None:
                outcome = judge_scales(taken.value, taken.labels.get("choice", {}))
                said += [label_of(reason, words) for reason in outcome.reasons]
    return said


def _row(task: Task, kept: KeptAnswer | None, words: Words, *, is_exam: bool) -> list[str]:
    level = words.say("Guided task") if task.level == "guided" else words.say("Open task")
    name = f"{task.name} · {level}"
    if kept is None:
        # Within the braces of a text of its own the catalogue would not find it.
        not_yet = words.say("not answered yet")
        row = [name, f"{_OPEN} {not_yet}", words.number(0)]
        return row if is_exam else [*row, _points(0.0, task, words)]
    sign, state = _state(kept, is_exam=is_exam)
    row = [name, f"{sign} {words.say(state)}", words.number(kept.tries)]
    return row if is_exam else [*row, _points(_given(task, kept), task, words)]


def _state(kept: KeptAnswer, *, is_exam: bool) -> tuple[str, str]:
    # What was checked before an exam began is no business of it.
    state = "kept" if is_exam else kept.state
    return next(((SIGNS[one], STATES[one]) for one in STATES if one == state), ("", ""))


def _given(task: Task, kept: KeptAnswer) -> float:
    # The file lies in the student's folder: no more than there is can be shown.
    return min(max(kept.points, 0.0), task.machine_points)


def _points(points: float, task: Task, words: Words) -> str:
    shown = words.say(
        "{points} of {most}", points=words.number(points), most=words.number(task.machine_points)
    )
    if not task.teacher_points:
        return shown
    return words.say(
        "{shown}, and up to {more} from your teacher",
        shown=shown, more=words.number(task.teacher_points),
    )  # fmt: skip


def _sum(tasks: Iterable[Task], answers: dict[str, KeptAnswer], words: Words) -> str:
    pairs = [(task, answers.get(task.name)) for task in tasks]
    points = sum(_given(task, kept) for task, kept in pairs if kept is not None)
    return words.say(
        "Points so far: {points} of {most}.",
        points=words.number(points),
        most=words.number(sum(task.machine_points for task, _kept in pairs)),
    )
