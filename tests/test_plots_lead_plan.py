"""Pictures of a plan of leads: bars and needs where they belong, in three languages."""

from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd
import pytest

from smmlab.money.lead_inputs import Cost, Counted, LeadInputs, rate_of_counts, reach_of_range
from smmlab.money.lead_plan import plan_leads
from smmlab.plots.lead_plan import plot_lead_chance, plot_lead_plan
from smmlab.plots.theme import as_png
from smmlab.texts import Words

KNOWN = LeadInputs(
    rate_of_counts(20, 1000), rate_of_counts(300, 30_000), reach_of_range(400, 1200),
    posts_per_week=12, posts_now=3, followers=3000, visits=Counted(900, 90),
)  # fmt: skip


def plan(wanted: float = 20, **more: object):
    inputs = replace(KNOWN, **more)
    return plan_leads(wanted, date(2027, 6, 1), inputs=inputs, start=date(2026, 12, 1))


def said(axes) -> list[str]:
    return [text.get_text() for text in axes.texts]


def test_each_step_is_a_bar_that_ends_where_it_should():
    found = plan()
    axes = plot_lead_plan(found)
    ends = [bar.get_x() + bar.get_width() for bar in axes.patches]
    assert ends == pytest.approx(found.steps["per_day"].to_list())
    assert len(axes.get_yticklabels()) == len(found.steps)


def test_what_is_needed_is_marked_at_reach_visits_and_leads():
    found = plan()
    axes = plot_lead_plan(found)
    marks = [
        line for line in axes.lines if len(set(line.get_xdata())) == 1 and line.get_linewidth() > 2
    ]
    needs = found.table.set_index("item")["needed"]
    drawn = sorted(float(line.get_xdata()[0]) for line in marks)
    assert drawn == pytest.approx(sorted([needs["reach"], needs["visits"], 20.0]))
    assert sum(text.startswith("needed") for text in said(axes)) == 3


def test_a_goal_that_needs_no_post_draws_no_need_of_reach():
    axes = plot_lead_plan(plan(0.01))
    assert np.isfinite(axes.get_xlim()).all()
    assert sum(text.startswith("needed") for text in said(axes)) == 2


def test_the_chance_runs_over_the_days():
    found = plan(0.3)
    axes = plot_lead_chance(found)
    line = axes.lines[0]
    assert line.get_ydata() == pytest.approx(100 * found.chances["chance"].to_numpy())
    assert line.get_xdata()[0] == date(2026, 12, 1).toordinal()
    most = found.chances["chance"].max()
    assert f"the highest chance is {most:.0%}" in axes.get_title(loc="left")


def test_the_chance_over_time_says_from_when_on_it_is_likely():
    assert plot_lead_chance(plan(0.02)).get_title(loc="left").startswith("Likely on every day")
    found = plan(0.02)
    days = [date(2026, 12, 1), date(2027, 1, 1), date(2027, 2, 1)]
    for chances, said_so in [
        ((0.1, 0.9, 0.9), "Likely when the counted time begins on January 1, 2027 or later"),
        ((0.9, 0.8, 0.1), "Likely until January 1, 2027, and less so afterwards"),
        ((0.0, 0.001, 0.002), "Waiting until February 1, 2027 does not make it likely: the highest "
                              "chance is under 1%"),
    ]:  # fmt: skip
        rows = pd.DataFrame({"day": days, "leads_per_day": 1.0, "low": 1.0, "high": 1.0,
                             "chance": chances})  # fmt: skip
        axes = plot_lead_chance(replace(found, chances=rows))
        assert axes.get_title(loc="left").startswith(said_so)


def test_without_a_plan_the_picture_says_what_to_measure():
    nothing = plan_leads(20, date(2027, 6, 1), inputs=LeadInputs(), start=date(2026, 12, 1))
    for plot in (plot_lead_plan, plot_lead_chance):
        axes = plot(nothing)
        assert not axes.axison
        assert "Count visits and results of the same weeks" in said(axes)[0]


@pytest.mark.parametrize("language", ["en", "et", "ru"])
def test_it_draws_in_every_language(language):
    paid = plan(2, budget_per_month=300, cost=Cost(200, 20), enquiries=rate_of_counts(50, 900))
    words = Words(language)
    assert as_png(plot_lead_plan(paid, words=words)) == as_png(plot_lead_plan(paid, words=words))
    assert as_png(plot_lead_chance(paid, words=words))[:4] == b"\x89PNG"
