"""The forms start from the posts a week that the strategy would plan: one rule for both."""

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from smmlab.analyses.rooms import Tables
from smmlab.brief import Brief
from smmlab.content.posting_load import MINUTES_PER_ANSWER, posts_that_fit
from smmlab.content.rhythm import measure_rhythm
from smmlab.dialogue.talk import follow_talk, read_talk
from smmlab.effort import HOURS_PER_POST
from smmlab.forms.content import content_form
from smmlab.forms.posts_a_week import planned_posts_a_week
from smmlab.forms.slots import draw_slots_form
from smmlab.money.lead_inputs import LeadInputs
from smmlab.project import create_project
from smmlab.strategy.rules import RULES

if TYPE_CHECKING:
    from pathlib import Path

    from smmlab.project import Project


def briefed(project: "Project", **told: Any) -> "Project":
    project.save_brief(replace(project.brief, **told))
    return project


def test_what_is_decided_comes_before_what_is_briefed(cafe_copy: "Project") -> None:
    briefed(cafe_copy, posts_per_week=6)
    assert planned_posts_a_week(cafe_copy) == 6
    cafe_copy.decide("rhythm", {"posts_per_week": 5, "hours": [9, 19]}, reason="")
    assert planned_posts_a_week(cafe_copy) == 5
    assert content_form(cafe_copy).controls[4].value == 5
    assert draw_slots_form(cafe_copy).controls[3].value == 5


def test_own_rhythm_counts_where_nobody_said_and_hours_bound_it(cafe_copy: "Project") -> None:
    briefed(cafe_copy, posts_per_week=None, hours_per_week=None, objectives=())
    tables = Tables(cafe_copy)
    kept_up = measure_rhythm(tables.own_posts, timezone=tables.timezone)["posts_per_week"].max()
    assert planned_posts_a_week(cafe_copy) == round(kept_up)
    # Answers take their part of the hours before posts do.
    talk = cafe_copy.table("interactions")
    asked = int(read_talk(follow_talk(talk))["asks"].sum())
    span = cafe_copy.status().tables["interactions"]
    assert span.first_day < span.last_day
    weeks = (talk["at"].max() - talk["at"].min()) / (7 * 86_400)
    answering = asked / weeks * MINUTES_PER_ANSWER / 60
    assert answering > 0.2
    hours = round(float(3 + answering + 0.1), 3)
    briefed(cafe_copy, hours_per_week=hours)
    assert planned_posts_a_week(cafe_copy) == posts_that_fit(hours, answering=answering) == 2
    assert posts_that_fit(hours) == 2 + round(answering)


@pytest.mark.parametrize(("told", "posts"), [({}, 3), ({"hours_per_week": 3.0}, 2)])
def test_an_empty_client_starts_as_its_strategy_does(
    tmp_path: "Path", told: dict[str, Any], posts: int
) -> None:
    project = create_project(tmp_path / "kaja", Brief("Kaja", **told))
    assert planned_posts_a_week(project) == posts
    assert content_form(project).controls[4].value == posts


def test_a_taken_back_rhythm_leads_back_to_the_rule(cafe_copy: "Project") -> None:
    form = content_form(cafe_copy)
    a_week = form.controls[4]
    start = a_week.value
    a_week.value = start + 3
    form.button.click()
    assert cafe_copy.decisions()["rhythm"].choice["posts_per_week"] == start + 3
    form.take_back.click()
    assert a_week.value == start


def test_hours_of_the_day_that_were_decided_meanwhile_stay(cafe_copy: "Project") -> None:
    form = content_form(cafe_copy)
    cafe_copy.decide("rhythm", {"posts_per_week": 2, "hours": [8, 20]}, reason="")
    form.button.click()
    assert cafe_copy.decisions()["rhythm"].choice["hours"] == [8, 20]


def test_every_room_counts_the_same_hours_for_a_post() -> None:
    assert LeadInputs().hours_per_post == RULES["hours_per_post"].value == HOURS_PER_POST
