"""What is answered is shown in words; the company is shown in the reader's units."""

from dataclasses import replace
from pathlib import Path

import pytest

import smmlab as sl
from smmlab.brief import Brief, Target
from smmlab.course.answering.answers import ANSWERS_FILE, keep_answer
from smmlab.course.catalogue import find_task, tasks_of
from smmlab.course.enrolment import Enrolment, write_enrolment
from smmlab.course.facts import CaseFacts, write_facts
from smmlab.errors import ProjectError
from smmlab.project import Project, create_project
from smmlab.texts import Words

FACTS = CaseFacts(
    margin=0.42, ad_price_per_thousand=9.5, sponsored_posts_per_month=4, affiliate_share=0.08,
    affiliate_orders_per_thousand=1.25, service_price=120.0, service_jobs_per_month=3,
    service_margin=0.5, wanted_income=1800.0, taxes_share=0.32, working_hours=152.0,
    unpaid_share=0.35, hours_for_client=40.0,
)  # fmt: skip


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return create_project(tmp_path / "kohvik", Brief("Kohvik", language="en"))


def test_a_lesson_begins_with_nothing_answered(project: Project) -> None:
    shown = str(sl.show_progress(project, "lesson05"))
    assert shown.splitlines()[0] == "Choosing one network"
    assert shown.count("not answered yet") == 3
    most = sum(task.machine_points for task in tasks_of("lesson05"))
    assert f"Points so far: 0 of {Words('en').number(most)}." in shown
    assert not (project.folder / ANSWERS_FILE).exists()


def test_states_tries_and_points_are_told(project: Project) -> None:
    keep_answer(project.folder, "lesson05.q1", "a", state="wrong")
    keep_answer(project.folder, "lesson05.q1", "b", state="right", points=2.0)
    keep_answer(project.folder, "lesson05.q2", ["b"], state="nearly", points=1.0)
    keep_answer(project.folder, "lesson06.q1", "a", state="right", points=2.0)
    shown = str(sl.show_progress(project, "lesson05"))
    assert "lesson05.q1 · Guided task\t✓ Right\t2\t2 of 2" in shown
    assert "≈ Nearly right\t1\t1 of 2" in shown
    assert "Points so far: 3 of " in shown
    assert "Points so far: 5 of " in str(sl.show_progress(project))


def test_no_more_points_are_shown_than_there_are(project: Project) -> None:
    most = find_task("lesson05.q1").machine_points
    for points in (1e6, -5.0):
        keep_answer(project.folder, "lesson05.q1", "a", state="right", points=points)
        told = f"Points so far: {most if points > 0 else 0:g} of"
        assert told in str(sl.show_progress(project, "lesson05"))
    keep_answer(project.folder, "lesson05.q1", "a", state="<b>top</b>")
    assert "<b>top" not in sl.show_progress(project, "lesson05").html


def test_an_exam_shows_what_is_kept_and_no_points(project: Project) -> None:
    keep_answer(project.folder, "lesson05.q1", "a", state="wrong")
    write_enrolment(project.folder, Enrolment("spring", "Anne", "a1", exam=True))
    shown = str(sl.show_progress(project, "lesson05"))
    assert "● Kept\t1" in shown
    assert "Points" not in shown
    assert "Not right" not in shown


def test_the_plan_of_the_self_assessment_stands_below(project: Project) -> None:
    task = find_task("lesson02.q1")
    assert task.options is not None
    levels = dict.fromkeys(task.options(project), 4)
    weak = next(skill for skill in levels if "lesson" in skill)
    keep_answer(project.folder, "lesson02.q1", {**levels, weak: 0}, state="right", points=2.0)
    number = int(weak.partition("lesson")[2][:2])
    for shown in (sl.show_progress(project, "lesson02"), sl.show_progress(project)):
        told = str(shown).partition("Your plan: ")[2]
        assert f" {number}. " in told
    assert "Your plan" not in str(sl.show_progress(project, "lesson03"))
    for spoiled in ("high", {"unknown": 3}):
        keep_answer(project.folder, "lesson02.q1", spoiled, state="right")
        assert "Your plan" not in str(sl.show_progress(project))


def test_a_damaged_file_is_told_below(project: Project) -> None:
    (project.folder / ANSWERS_FILE).write_text("{", encoding="utf-8")
    assert "no answer of the course" in str(sl.show_progress(project, "lesson05"))


def test_a_lesson_that_is_not_there_is_told(project: Project) -> None:
    with pytest.raises(ProjectError, match="no lesson lesson99"):
        sl.show_progress(project, "lesson99")


@pytest.mark.parametrize("language", ["en", "et", "ru"])
def test_the_company_is_shown_with_what_is_known_alone(tmp_path: Path, language: str) -> None:
    brief = Brief(
        "<b>Kohvik</b>", goods="coffee & cake", language=language,  # type: ignore[arg-type]
        target=Target(people=70_000, sex="female"), budget_per_month=250, tone="friendly",
        rivals_per_network={"telegram": 6},
    )  # fmt: skip
    project = create_project(tmp_path / "kohvik", brief)
    write_facts(project.folder, FACTS)
    words, shown = Words(brief.language), sl.show_case(project)
    text = str(shown)
    for told in (
        words.percent(0.42),
        words.money(9.5, "EUR"),
        words.number(1.25, digits=2),
        words.money(1800, "EUR"),
        words.percent(0.35),
        words.number(70_000, digits=0),
        f"{'Telegram'} 6",
        words.say("friendly"),
        words.money(250, "EUR", is_rough=True),
    ):
        assert told in text
    assert "<b>Kohvik" not in shown.html
    assert "coffee &amp; cake" in shown.html
    # What nobody has told has no row.
    rows = text.splitlines()
    assert all(len(row.split("\t")) == 2 and row.split("\t")[1] for row in rows if "\t" in row)
    fewer = str(sl.show_case(_with(project, replace(brief, budget_per_month=None))))
    assert len(fewer.splitlines()) == len(rows) - 1


def _with(project: Project, brief: Brief) -> Project:
    project.save_brief(brief)
    return project


def test_a_folder_without_the_letter_is_told(project: Project) -> None:
    with pytest.raises(ProjectError, match=r"case\.toml"):
        sl.show_case(project)
