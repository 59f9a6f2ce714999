"""A task as a form: the question, a control for its kind of answer, one button, the verdict."""

from collections.abc import Callable, Mapping
from pathlib import Path

import ipywidgets as w

from smmlab.course.answering.answer_controls import (
    AnswerControl,
    ChoiceControl,
    ChoicesControl,
    DateControl,
    JustifiedControl,
    NumberControl,
    RankControl,
    ScalesControl,
    TextControl,
)
from smmlab.course.answering.answer_rows import CalendarControl, GoalControl, calendar_labels
from smmlab.course.answering.answers import KeptAnswer, read_answers
from smmlab.course.answering.check import check_task
from smmlab.course.answering.judging import DEFECT
from smmlab.course.answering.options import Labels, label_of, options_of
from smmlab.course.answering.reading import read_answer
from smmlab.course.answering.verdict import SIGNS, STATES
from smmlab.course.catalogue import find_task
from smmlab.course.enrolment import read_enrolment
from smmlab.course.opening import open_case
from smmlab.course.task import Kind, Task
from smmlab.errors import SmmlabError
from smmlab.forms.frame import Form, in_words, paragraph
from smmlab.project import Project
from smmlab.texts import Words, for_html


def task_form(name: str, *, folder: Path | str | None = None) -> Form:
    """Show a task of the course with a control for its answer; the button checks and keeps it.

    The same as ``check(name, answer)``. What was answered before is shown again.

    Parameters
    ----------
    name
        Of the task, such as ``lesson05.q2``.
    folder
        The student's folder; when not given, the one in which the notebook stands.

    Raises
    ------
    ProjectError
        When there is no such task, no folder of the course, or the enrolment is damaged.
    """
    task = find_task(name)
    return form_of(open_case(folder), task)


def form_of(project: Project, task: Task) -> Form:
    """Show a task in an open folder.

    Parameters
    ----------
    project
        The student's folder.
    task
        What is asked.

    Raises
    ------
    ProjectError
        When the enrolment is damaged.
    """
    words = Words(project.brief.language)
    enrolment = read_enrolment(project.folder)
    is_exam = enrolment is not None and enrolment.exam
    asked = w.HTML(_asked(task, words))
    asked.add_class("smm-task-asked")
    verdict = w.HTML()
    verdict.add_class("smm-task-verdict")
    try:
        control = _control(task, project, words)
    except SmmlabError as problem:
        return _without_control(asked, in_words(problem, words), words)
    except Exception:
        # A defect of ours must not stop the student's work.
        return _without_control(asked, label_of(DEFECT, words), words)
    form = Form("task", control.parts, words=words)
    form.set_trait("children", (asked, *form.children))
    kept = read_answers(project.folder).get(task.name)
    if kept is not None and _shown_again(task, control, kept):
        verdict.value = paragraph(_last(kept, words))

    def press() -> str:
        verdict.value = ""
        answer = control.read()
        if _is_empty(answer):
            return words.say("Nothing is answered yet.")
        verdict.value = check_task(project, task, answer)._repr_html_()
        return ""

    def changed(_change: object) -> None:
        if verdict.value:
            verdict.value = paragraph(words.say("Changed since then. Press the button again."))

    form.decides(words.say("Keep the answer") if is_exam else words.say("Check"), press)
    form.set_trait("children", (*form.children, verdict))
    for box in control.watched:
        box.observe(changed, names="value")
    return form


def _asked(task: Task, words: Words) -> str:
    """Return the question, what it is worth, and what a free answer should have."""
    level = words.say("Guided task") if task.level == "guided" else words.say("Open task")
    points = words.say_many("{n} point", "{n} points", n=task.machine_points + task.teacher_points)
    wants = "".join(f"<li>{for_html(label_of(one.wants, words))}</li>" for one in task.rubric)
    heading = for_html(words.say("What a good answer has"))
    rubric = f"<p style='margin:.3em 0'><b>{heading}</b></p><ul>{wants}</ul>" if wants else ""
    return (
        f"<p style='margin:.3em 0'><b>{for_html(level)}</b> "
        f"<small>{for_html(task.name)} · {for_html(points)}</small></p>"
        f"{paragraph(label_of(task.asks, words))}{rubric}"
    )


def _control(task: Task, project: Project, words: Words) -> AnswerControl:
    labels = options_of(task, project)
    if task.kind == "calendar":
        return CalendarControl(calendar_labels(project, labels), words)
    return _CONTROLS[task.kind](task, labels, words)


def _without_control(asked: w.HTML, why: str, words: Words) -> Form:
    form = Form("task", [], words=words)
    form.set_trait("children", (asked, *form.children))
    form.shows(lambda: (None, why))
    return form


def _shown_again(task: Task, control: AnswerControl, kept: KeptAnswer) -> bool:
    try:
        control.show(read_answer(task.kind, kept.answer))
    except SmmlabError:
        # The file can be edited by hand; then the control stays empty.
        return False
    return True


def _is_empty(answer: object) -> bool:
    if isinstance(answer, dict):
        return all(map(_is_empty, answer.values()))
    return all(map(_is_empty, answer)) if isinstance(answer, list) else answer in (None, "")


def _last(kept: KeptAnswer, words: Words) -> str:
    sign, state = next(((SIGNS[one], STATES[one]) for one in STATES if one == kept.state), ("", ""))
    tries = words.say_many("{n} try so far", "{n} tries so far", n=kept.tries)
    return words.say(
        "This is your last answer. {sign} {state}, {tries}.",
        sign=sign, state=words.say(state), tries=tries,
    )  # fmt: skip


_Labels = Mapping[str, Labels]


def _one(labels: _Labels) -> Labels:
    return labels.get("choice", {})


_CONTROLS: Mapping[Kind, Callable[[Task, _Labels, Words], AnswerControl]] = {
    "number": lambda task, _labels, words: NumberControl(task, words),
    "share": lambda task, _labels, words: NumberControl(task, words),
    "count": lambda task, _labels, words: NumberControl(task, words),
    "date": lambda _task, _labels, words: DateControl(words),
    "choice": lambda _task, labels, words: ChoiceControl(_one(labels), words),
    "choices": lambda _task, labels, words: ChoicesControl(_one(labels), words),
    "rank": lambda _task, labels, words: RankControl(_one(labels), words),
    "justified": lambda _task, labels, words: JustifiedControl(labels, words),
    "scales": lambda _task, labels, words: ScalesControl(_one(labels), words),
    "text": lambda _task, _labels, words: TextControl(words),
    "goal": lambda _task, labels, words: GoalControl(labels, words),
}
