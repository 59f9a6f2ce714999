"""Levers: the binding one, what each would need, and none that is made up."""

from dataclasses import replace
from datetime import date

import pytest

from smmlab.money.lead_constraints import BINDING, LEVERS, find_levers
from smmlab.money.lead_inputs import Cost, Counted, LeadInputs, Rate, reach_of_range
from smmlab.money.lead_plan import LIKELY, plan_leads

SURE = 1e9
KNOWN = LeadInputs(
    conversion=Rate(0.02 * SURE, 0.98 * SURE), clicks=Rate(0.01 * SURE, 0.99 * SURE),
    reach=reach_of_range(700, 700), posts_per_week=7.0,
)  # fmt: skip


def levers_of(wanted: float, **more: object):
    inputs = replace(KNOWN, **more)
    plan = plan_leads(wanted, date(2027, 3, 1), inputs=inputs, start=date(2026, 12, 1))
    return plan, find_levers(plan)


def lever(found, name: str):
    return found.table.set_index("lever").loc[name]


def test_the_audience_binds_where_the_followers_are_too_few():
    _, found = levers_of(0.3, followers=60)
    assert found.binding == "followers"
    # Four visits a day are all they make; posts and reach change nothing.
    assert lever(found, "posts")["chance_doubled"] == pytest.approx(
        lever(found, "reach")["chance_fifth_more"], abs=1e-9
    )
    assert lever(found, "posts")["needed"] != lever(found, "posts")["needed"]


def test_hours_bind_where_the_rhythm_would_allow_more():
    _, found = levers_of(0.25, hours_per_week=5.0, posts_per_week=20.0)
    assert found.binding == "hours"
    assert lever(found, "posts")["chance_doubled"] == find_levers_chance(found)


def find_levers_chance(found) -> float:
    return min(found.table["chance_doubled"])


def test_posts_bind_before_reach_that_helps_as_much():
    _, found = levers_of(0.25)
    assert found.binding == "posts"
    assert lever(found, "reach")["chance_doubled"] == pytest.approx(
        lever(found, "posts")["chance_doubled"], abs=0.02
    )


def test_visits_that_come_anyway_put_conversion_first():
    _, found = levers_of(2.5, visits=Counted(100 * SURE, SURE))
    assert found.binding == "conversion"
    assert lever(found, "other_visits")["now"] == pytest.approx(93, rel=1e-3)


def test_money_binds_where_results_are_bought():
    _, found = levers_of(1.5, budget_per_month=300.0, cost=Cost(10 * SURE, SURE))
    assert found.binding == "budget"
    assert lever(found, "budget")["now"] == 300


def test_what_a_lever_needs_makes_the_goal_likely_and_no_less_would():
    plan, found = levers_of(0.3)
    times = lever(found, "posts")["times"]
    assert lever(found, "posts")["needed"] == pytest.approx(7 * times)
    for scale, likely in ((1.001, True), (0.99, False)):
        inputs = replace(KNOWN, posts_per_week=7 * times * scale, posts_now=7.0)
        again = plan_leads(0.3, plan.by, inputs=inputs, start=plan.start)
        assert (again.chance >= LIKELY) is likely


def test_no_share_is_raised_above_one():
    plan, found = levers_of(40.0)
    assert plan.chance < 1e-9
    # All seven visits a day and more would have to buy several times.
    assert lever(found, "conversion")["needed"] != lever(found, "conversion")["needed"]
    assert lever(found, "clicks")["needed"] != lever(found, "clicks")["needed"]
    # Where no single lever moves the chance, the leads decide.
    assert found.binding == "posts"
    assert lever(found, "posts")["leads_doubled"] == pytest.approx(0.28, rel=1e-2)


def test_a_likely_goal_needs_nothing_more():
    plan, found = levers_of(0.01)
    assert plan.verdict == "likely"
    assert (found.table["times"] == 1).all()


def test_without_a_plan_there_are_no_levers():
    _, found = levers_of(1, conversion=None)
    assert found.table.empty
    assert found.binding is None


def test_levers_that_nobody_has_told_of_are_not_listed():
    _, found = levers_of(0.3)
    assert set(found.table["lever"]) == {"posts", "reach", "clicks", "conversion"}
    assert set(LEVERS) == set(BINDING)


def test_more_posts_bring_their_hours_where_today_s_are_enough():
    _, found = levers_of(0.25, hours_per_week=15.0, hours_per_post=3.0, posts_per_week=5.0)
    leads = found.table.set_index("lever")["leads_doubled"]
    _, free = levers_of(0.25, posts_per_week=5.0)
    assert leads["posts"] == pytest.approx(
        free.table.set_index("lever").loc["posts", "leads_doubled"]
    )
    assert leads["hours"] < leads["posts"]
