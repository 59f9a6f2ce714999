"""Every task of the course on the sample client: its own answer is right, also through the form."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from smmlab.course.answering.answers import keep_answer, read_answers
from smmlab.course.answering.judging import judge_against, take_answer
from smmlab.course.answering.task_form import form_of
from smmlab.course.catalogue import all_tasks
from smmlab.course.facts import CaseFacts, write_facts
from smmlab.course.task import Reference, Task
from smmlab.project import Project, open_project

FACTS = CaseFacts(
    margin=0.42, ad_price_per_thousand=9.0, sponsored_posts_per_month=4, affiliate_share=0.08,
    affiliate_orders_per_thousand=1.5, service_price=120.0, service_jobs_per_month=3,
    service_margin=0.5, wanted_income=1800.0, taxes_share=0.32, working_hours=152.0,
    unpaid_share=0.35, hours_for_client=40.0,
)  # fmt: skip
SOLVED = [task for task in all_tasks() if task.solve is not None]


@pytest.fixture(scope="module")
def project(cafe: Project, tmp_path_factory: pytest.TempPathFactory) -> Project:
    folder = shutil.copytree(cafe.folder, tmp_path_factory.mktemp("course") / "cafe")
    write_facts(folder, FACTS)
    return open_project(folder)


def worked_out(task: Task, project: Project) -> tuple[Task, Reference]:
    """Return a task that remembers what it offers and what the data answer, and the latter."""
    assert task.solve is not None
    reference = task.solve(project)
    offered = None if task.options is None else task.options(project)
    options = None if offered is None else lambda _project: offered
    return replace(task, solve=lambda _project: reference, options=options), reference


def answer_of(task: Task, reference: Reference) -> Any:
    if task.kind == "justified":
        return {"choice": reference.value, "because": list(reference.because)}
    return reference.value


def pressed(form: Any) -> Iterator[str]:
    form.button.click()
    for one in form.children:
        if "smm-task-verdict" in one._dom_classes:
            yield one.value


@pytest.mark.parametrize("task", SOLVED, ids=lambda task: task.name)
def test_what_the_data_answer_is_right_and_what_mistakes_answer_is_not(
    project: Project, task: Task
) -> None:
    task, reference = worked_out(task, project)
    answer = answer_of(task, reference)
    verdict = judge_against(task, answer, reference, project)
    assert (verdict.state, verdict.points) == ("right", task.machine_points)
    for reason, value in reference.mistakes.items():
        told = judge_against(task, value, reference, project)
        if task.kind != "justified" and told.state != "unreadable":
            assert told.state in ("wrong", "nearly"), reason
    taken = take_answer(task, answer, project).value
    # The same through the form that shows a kept answer again.
    keep_answer(project.folder, task.name, taken, state="wrong")
    (shown,) = pressed(form_of(project, task))
    assert "smm-verdict-right" in shown
    kept = read_answers(project.folder)[task.name]
    assert (kept.state, kept.points, kept.tries) == ("right", task.machine_points, 2)


@pytest.mark.parametrize("task", all_tasks(), ids=lambda task: task.name)
def test_every_task_has_a_form_with_a_button(project: Project, task: Task) -> None:
    form = form_of(project, task)
    assert form.button.description == "Check"
    assert form.controls
