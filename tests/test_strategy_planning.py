"""From decisions to the month: where posts go, when, and one order for test and calendar."""

from dataclasses import replace
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest

from smmlab.brief import Brief
from smmlab.content.idea_bank import fill_ideas
from smmlab.content.pillars import name_pillars
from smmlab.content.slot_test import SlotTest, design_slot_test
from smmlab.decisions import Decision
from smmlab.defaults import default_decisions
from smmlab.strategy.planning import draw_test, plan_month, planned_networks, posts_a_week
from strategy_cases import DAY, no_analyses

BRIEF = Brief("Kaja", goods="tea")


def decided(network: dict[str, Any] | None = None, **rhythm: Any) -> dict[Any, Decision]:
    decisions = dict(default_decisions(no_analyses(), BRIEF))  # type: ignore[arg-type]
    rhythm = {"posts_per_week": 4, "hours": [9, 19], **rhythm}
    decisions["rhythm"] = replace(decisions["rhythm"], choice=rhythm)
    decisions["network"] = replace(
        decisions["network"], choice={"network": "telegram"} if network is None else network
    )
    return decisions


def spreads(**known: float) -> SimpleNamespace:
    analyses = no_analyses()
    analyses.slots = SimpleNamespace(
        spread={(name, "page"): spread for name, spread in known.items()}
    )
    return analyses


def draw(analyses: Any = None, **more: Any) -> SlotTest | None:
    return draw_test(analyses or no_analyses(), decided(**more), made_on=DAY)


def test_posts_go_to_the_chosen_network_or_to_the_first_two_candidates() -> None:
    for choice, networks in (
        ({"network": "vk", "contenders": ["x"]}, ["vk"]),
        ({"network": "", "contenders": ["x", "tiktok", "vk"]}, ["x", "tiktok"]),
        ({"network": "", "contenders": []}, [""]),
        ({}, [""]),
    ):
        assert planned_networks(decided(choice)) == networks
    assert posts_a_week(decided(posts_per_week=None)) == posts_a_week(decided(posts_per_week=0))
    assert posts_a_week(decided(posts_per_week=6)) == 6


@pytest.mark.parametrize(
    ("rhythm", "is_drawn"),
    [
        ({}, True), ({"posts_per_week": 3}, True), ({"posts_per_week": 7}, True),
        ({"posts_per_week": 2}, False), ({"posts_per_week": 8}, False), ({"hours": [9]}, False),
        ({"hours": [9, 9]}, False), ({"hours": [9, 19, 12]}, False), ({"hours": []}, True),
    ],
)  # fmt: skip
def test_a_test_is_drawn_where_two_times_meet_three_to_seven_posts(
    rhythm: dict[str, Any], is_drawn: bool
) -> None:
    assert (draw(**rhythm) is not None) == is_drawn


def test_the_draw_is_the_one_anybody_gets_from_the_same_choices() -> None:
    test = draw(spreads(telegram=0.6))
    assert test is not None
    same = design_slot_test(slots=(9, 19), weeks=4, posts_per_week=4, spread=0.6,
                            start=DAY + timedelta(days=1))  # fmt: skip
    pd.testing.assert_frame_equal(test.calendar, same.calendar)
    assert test.minimum_ratio == same.minimum_ratio


def test_what_it_can_show_rests_on_the_planned_network_else_on_the_noisiest_page() -> None:
    def ratio(spread: float) -> float:
        return design_slot_test(
            slots=(9, 19), posts_per_week=4, spread=spread, start=DAY
        ).minimum_ratio

    nothing = float("nan")
    for known, expected in (
        ({"telegram": 0.4, "vk": 0.9}, 0.4),
        ({"instagram": 0.4, "vk": 0.9}, 0.9),
        ({"telegram": nothing, "vk": 0.9}, 0.9),
    ):
        test = draw(spreads(**known))
        assert test is not None
        assert test.minimum_ratio == pytest.approx(ratio(expected))
    for unknown in (spreads(), spreads(telegram=nothing), no_analyses()):
        test = draw(unknown)
        assert test is not None
        assert pd.isna(test.minimum_ratio)


def test_of_two_networks_in_turn_nothing_is_promised() -> None:
    test = draw(spreads(telegram=0.4), network={"network": "", "contenders": ["telegram", "x"]})
    assert test is not None
    assert pd.isna(test.minimum_ratio)


def test_the_calendar_keeps_to_the_drawn_days_and_times() -> None:
    for posts in range(3, 8):
        decisions = decided(posts_per_week=posts)
        test = draw_test(no_analyses(), decisions, made_on=DAY)  # type: ignore[arg-type]
        assert test is not None
        slots = plan_month(no_analyses(), decisions, BRIEF, slot_test=test, made_on=DAY, seed="s")  # type: ignore[arg-type]
        drawn = test.calendar.sort_values(["day", "hour"])
        assert [slot.day for slot in slots] == drawn["day"].tolist()
        assert [slot.hour for slot in slots] == drawn["hour"].tolist()
        assert min(slot.day for slot in slots) == date(2026, 11, 30)


def test_ideas_come_from_the_bank_of_the_analyses_else_from_the_brief() -> None:
    analyses = no_analyses()

    def pillars() -> set[str]:
        month = plan_month(analyses, decided(), BRIEF, slot_test=None, made_on=DAY, seed="s")  # type: ignore[arg-type]
        return {slot.idea.pillar for slot in month}

    assert "tea" in pillars()
    analyses.ideas = fill_ideas(name_pillars(goods="a, b, c"))
    assert pillars() == {"a", "b", "c"}
    analyses.ideas = analyses.ideas[:0]
    assert "tea" in pillars()


def test_a_form_that_did_better_reaches_the_calendar() -> None:
    analyses = no_analyses()
    analyses.type_forms = pd.DataFrame(
        {"type": ["laugh"], "form": ["story"], "posts": 20, "median": 2.0, "low": 1.5, "high": 2.5,
         "adjusted_p": 0.01, "verdict": ["better"]}
    )  # fmt: skip
    month = plan_month(analyses, decided(), BRIEF, slot_test=None, made_on=DAY, seed="s")  # type: ignore[arg-type]
    assert {slot.form for slot in month if slot.type == "laugh"} == {"story"}
