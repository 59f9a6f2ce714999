"""From a project to its plan of leads: whose goal counts, and what the files tell."""

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from smmlab.analyses.leads import day_of_files, lead_goal, lead_inputs, leads_room
from smmlab.analyses.rooms import Tables
from smmlab.brief import Objective
from smmlab.project import Project, create_project


def test_the_objective_of_the_brief_is_planned_over_its_year(cafe: Project):
    goal = lead_goal(cafe)
    assert goal.per_day == pytest.approx(520 / 365)
    assert (goal.by, goal.days, goal.counts) == (date(2026, 11, 1), 365, "orders")


def test_a_decision_goes_before_the_brief_and_an_objective_that_is_decided_too(cafe_copy: Project):
    goals = [{"metric": "revenue", "target": 9, "by": "2027-01-01"},
             {"metric": "enquiries", "target": 365, "by": "2027-12-31"}]  # fmt: skip
    cafe_copy.decide("objectives", {"goals": goals})
    goal = lead_goal(cafe_copy)
    assert (goal.per_day, goal.counts, goal.by) == (1.0, "enquiries", date(2027, 1, 1))
    cafe_copy.decide("money", {"leads_per_day": 20, "by": "2027-03-01", "counts": "enquiries"})
    goal = lead_goal(cafe_copy)
    assert (goal.per_day, goal.by, goal.days) == (20, date(2027, 3, 1), 30)


def test_the_files_of_the_cafe_give_a_plan_with_findings(cafe: Project):
    tables = Tables(cafe)
    room = leads_room(tables)
    plan = room.results["lead_plan"]
    orders, visits = tables.orders, cafe.table("visits")
    measured = len(orders[orders["status"].isin(["paid", "refunded", "partially_refunded"])])
    # The posterior leans on the cited range a little and on four hundred orders a lot.
    rate = measured / float(visits["sessions"].sum())
    assert plan.inputs.conversion.mean == pytest.approx(rate, rel=0.02)
    assert plan.inputs.conversion.basis == plan.inputs.clicks.basis == "own"
    leads = plan.steps.set_index("step").loc["leads", "per_day"]
    assert leads == pytest.approx(measured / 365, rel=0.12)
    found = {one.key: one for one in room.findings}
    assert found["money.leads.chance"].value == plan.chance
    assert found["money.leads.means.visits.needed"].value == pytest.approx(
        plan.wanted_per_day / rate, rel=0.02
    )
    assert found["money.unit.orders"].value == measured
    assert found["money.unit.spend"].status == "unknown"
    assert len(found) == len(room.findings)
    assert day_of_files(tables).year == 2026


def test_what_was_told_goes_before_the_files(cafe_copy: Project):
    told = {"followers": 3000, "cost_per_result": 4.0, "margin": 0.4, "hour_cost": 10}
    cafe_copy.decide("money", told)
    inputs = lead_inputs(cafe_copy)
    assert inputs.followers == 3000
    assert inputs.cost.spend / inputs.cost.results == 4
    economics = leads_room(Tables(cafe_copy)).results["unit_economics"]
    table = economics.table.set_index("measure")
    assert table.loc["contribution", "value"] == pytest.approx(
        0.4 * table.loc["order_value", "value"]
    )
    # Twelve hours a week over the year of the orders, at ten each.
    assert table.loc["spend", "value"] == pytest.approx(12 * 52 * 10, rel=0.01)


def test_an_empty_project_has_no_goal_and_nothing_made_up(cafe: Project, tmp_path):
    bare = create_project(tmp_path / "bare", replace(cafe.brief, objectives=()))
    room = leads_room(Tables(bare))
    assert room.results["lead_plan"] is None
    assert [one.status for one in room.findings] == ["unknown"]
    wish = replace(cafe.brief, objectives=(Objective("orders", 100.0, date(2027, 12, 31)),))
    asked = leads_room(Tables(create_project(tmp_path / "asked", wish)))
    assert asked.results["lead_plan"].verdict == "unknown"
    assert isinstance(asked.results["lead_plan"].table, pd.DataFrame)


def test_a_post_takes_the_hours_that_the_rhythm_leaves_it(cafe_copy: Project):
    brief = cafe_copy.brief
    inputs = lead_inputs(cafe_copy)
    # As the chapter on rhythm says: hours of the brief, divided by its posts.
    assert inputs.posts_per_week == brief.posts_per_week
    assert inputs.hours_per_post == pytest.approx(brief.hours_per_week / brief.posts_per_week)
    assert inputs.posts_possible == pytest.approx(brief.posts_per_week)
    assert inputs.posts_now > brief.posts_per_week
    cafe_copy.decide("rhythm", {"posts_per_week": 24, "hours": [9], "is_test": True})
    inputs = lead_inputs(cafe_copy)
    # Twelve hours are too few for so many: a post takes an hour at the least.
    assert (inputs.posts_per_week, inputs.hours_per_post, inputs.posts_possible) == (24, 1, 12)
