"""Lesson 12: the way that leaves most, sentences in their drawers, and a goal that holds."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from course_fake_project import BRIEF, fake_project, post, reasons
from dialogue_cases import acts, ours, said
from rival_cases import page_posts, together
from smmlab.course.answering.judging import judge_against
from smmlab.course.facts import write_facts
from smmlab.course.lessons.goals import METRICS, last_day, measure_metric
from smmlab.course.lessons.statements import Statement, draw_statements
from smmlab.course.tasks.lesson12 import TASKS
from smmlab.errors import DataError, ProjectError
from smmlab.texts import Phrase
from test_course_earning import FACTS, NOON, order
from test_course_lesson11 import bought, visits

FIRST, SECOND, THIRD = TASKS
HOUR, DAY = 3600, 86_400
QUESTIONS, QUICK, SLOW = 20, 12, 4


def comments() -> pd.DataFrame:
    """Twenty questions: twelve answered after two hours, four after three days, four never."""
    rows = []
    for number in range(QUESTIONS):
        rows.append(said(f"q{number}", NOON / HOUR, "How much does the cake cost?"))
        wait = 2 if number < QUICK else 72 if number < QUICK + SLOW else None
        if wait is not None:
            at = NOON / HOUR + wait
            rows.append(ours(f"a{number}", at, "It costs 4 euros.", to=f"q{number}"))
    return acts([*rows, said("last", NOON / HOUR + 24 * 20, "The cake was great, lovely!")])


def company(folder: Path | None = None, **facts: Any) -> Any:
    """Return a company with posts, rivals, comments, visits and orders of two months."""
    mine = page_posts("Ours", [10] * 30, own=True, every=2, reach=2000)
    rival = page_posts("Rival", [30] * 30, every=2)
    project = fake_project(
        brief=replace(BRIEF, timezone="UTC"),
        posts=together(mine, rival),
        interactions=comments(),
        visits=[visits("spring", 400)],
        orders=[*bought("spring", 12), *(order(day, 40.0) for day in range(0, 60, 2))],
    )
    if folder is not None:
        write_facts(folder, replace(FACTS, **facts))
        project.folder = folder
    return project


@pytest.mark.parametrize(
    ("facts", "best"),
    [
        ({"margin": 0.9}, "own_goods"),
        ({"service_price": 900.0}, "services"),
        ({"ad_price_per_thousand": 900.0}, "ads"),
        ({"affiliate_share": 0.9}, "affiliate"),
    ],
)
def test_the_letter_decides_which_way_leaves_most(
    tmp_path: Path, facts: dict[str, float], best: str
) -> None:
    found = FIRST.solve(company(tmp_path, **facts))
    assert found.value == best
    assert best not in found.mistakes.values()
    assert set(FIRST.options(company())) == {"own_goods", "services", "ads", "affiliate"}


def test_what_comes_in_and_what_is_seen_are_mistakes(tmp_path: Path) -> None:
    found = FIRST.solve(company(tmp_path, margin=0.05, service_margin=0.9))
    assert found.value == "services"
    assert "what comes in" in reasons(found.mistakes, "own_goods")
    assert "every view" in reasons(found.mistakes, "ads")
    assert "whole reach" in reasons(found.mistakes, "affiliate")


def test_a_way_that_leaves_nearly_as_much_is_near_and_no_mistake(tmp_path: Path) -> None:
    # Services leave 150; four posts before two thousand people at 23 a thousand leave 138.
    found = FIRST.solve(
        company(tmp_path, margin=0.01, ad_price_per_thousand=23.0, affiliate_share=0.001)
    )
    assert found.value == "services"
    assert found.nearly == ("ads",)
    assert "ads" not in found.mistakes.values()


def test_only_what_was_counted_on_enough_may_stand() -> None:
    drawn = {one.name: one for one in draw_statements(company())}
    assert set(drawn) == {
        "answered", "voice", "tagged", "reached", "best_hour", "campaign_effect", "next_year",
        "rival_sells",
    }  # fmt: skip
    assert str(drawn["answered"].text).startswith(f"Of {QUESTIONS} questions that people asked")
    assert f"{QUICK} were answered" in str(drawn["answered"].text)
    assert str(drawn["tagged"].text) == "Of 42 paid orders, 12 carry the tags of a link."
    assert "300 went to our own posts" in str(drawn["voice"].text)
    assert "reached 2,000 people" in str(drawn["reached"].text)
    found = SECOND.solve(company())
    assert found.value == ("answered", "reached", "tagged", "voice")
    for name, said_of_it in (
        ("campaign_effect", "credit for effect"), ("next_year", "future"), ("rival_sells", "sales"),
        ("best_hour", "fewer than ten"),
    ):  # fmt: skip
        assert said_of_it in reasons(found.mistakes, (name,))


def test_one_too_many_is_near_with_its_reason() -> None:
    project = company()
    found = SECOND.solve(project)
    verdict = judge_against(SECOND, (*found.value, "next_year"), found, project)
    assert verdict.state == "nearly"
    assert "future" in " ".join(verdict.reasons)
    assert judge_against(SECOND, found.value, found, project).state == "right"
    both = (*found.value, "next_year", "rival_sells")
    assert judge_against(SECOND, both, found, project).state == "wrong"


def test_an_hour_of_few_posts_may_not_stand() -> None:
    project = company()
    evening = pd.DataFrame(
        [post("telegram", 90 + n, at=NOON + n * 7 * DAY, reactions=900) for n in range(3)]
    )
    project.posts = pd.concat([project.posts, evening], ignore_index=True)
    drawn = {one.name: one for one in draw_statements(project)}
    assert "Thursday from 10:00 on" in str(drawn["best_hour"].text)
    assert drawn["best_hour"].n == 3
    assert not drawn["best_hour"].may_stand
    assert "best_hour" in SECOND.options(project)


def test_few_cases_are_no_measure() -> None:
    assert Statement("a", Phrase("a"), 10, "measured").may_stand
    assert not Statement("a", Phrase("a"), 9, "measured").may_stand
    assert not Statement("a", Phrase("a"), 99, "forecast").may_stand


GOAL = {
    "metric": "answered_within_day", "baseline": QUICK / QUESTIONS, "target": 0.9,
    "by": date(2026, 9, 1), "owner": "Maarja", "because": ("12 of 20 were answered in a day.",),
}  # fmt: skip


def lacking(**more: Any) -> set[str]:
    goal, project = GOAL | more, company()
    return {one.name for one in THIRD.rubric if not one.holds(goal, project)}


def test_a_goal_that_holds_lacks_nothing() -> None:
    assert lacking() == set()
    assert lacking(baseline=60.0, target=90.0) == set()


@pytest.mark.parametrize(
    ("more", "lack"),
    [
        ({"metric": "followers"}, {"measure", "baseline"}),
        ({"baseline": 0.1}, {"baseline"}),
        ({"baseline": None}, {"baseline", "target"}),
        ({"target": 0.5}, {"target"}),
        ({"target": 120.0}, {"target"}),
        ({"by": date(2026, 1, 2)}, {"by"}),
        ({"by": date(2027, 9, 1)}, {"by"}),
        ({"by": None}, {"by"}),
        ({"owner": ""}, {"owner"}),
        ({"owner": "the whole team"}, {"owner"}),
        ({"owner": "Rasmus ja Tanel"}, {"owner"}),
        ({"owner": "мы"}, {"owner"}),
        ({"owner": "Алина, кондитер"}, set()),
        ({"because": ("Because 5",)}, {"because"}),
        ({"because": ("People like it.",)}, {"because"}),
        ({"because": ()}, {"because"}),
    ],
)
def test_each_thing_that_a_goal_lacks_is_found(more: dict[str, Any], lack: set[str]) -> None:
    assert lacking(**more) == lack


def test_of_waiting_less_is_more() -> None:
    waits = {"metric": "reply_hours", "baseline": 2.0, "target": 1.0}
    assert lacking(**waits) == set()
    assert lacking(**(waits | {"target": 3.0})) == {"target"}


def test_the_measures_by_hand() -> None:
    project = company()
    assert measure_metric("orders", project).value == 42
    assert measure_metric("average_order_value", project).value == pytest.approx(
        (12 * 20 + 30 * 40) / 42
    )
    assert measure_metric("answered_within_day", project).value == QUICK / QUESTIONS
    assert measure_metric("reply_hours", project).value == 2
    assert measure_metric("posts_per_week", project).value == pytest.approx(30 / (59 / 7))
    assert set(THIRD.options(project)["metric"]) == set(METRICS)
    assert measure_metric("followers", project) is None
    assert last_day(project) == date(2026, 2, 28)


def test_nothing_measured_is_nothing_and_not_zero(tmp_path: Path) -> None:
    nothing = fake_project()
    assert [measure_metric(metric, nothing) for metric in METRICS] == [None] * len(METRICS)
    assert last_day(nothing) is None
    with pytest.raises(DataError, match="downloads"):
        SECOND.solve(nothing)
    nothing.folder = tmp_path
    with pytest.raises(ProjectError, match=r"case\.toml"):
        FIRST.solve(nothing)
    write_facts(tmp_path, FACTS)
    with pytest.raises(DataError, match="paid orders"):
        FIRST.solve(nothing)
