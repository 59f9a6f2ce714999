"""Charts of earning: the finding in the title, every model in its place, both ends shown."""

from dataclasses import replace

import numpy as np
import pytest

from smmlab.money.active_share import compare_active_share
from smmlab.money.scenario_inputs import Assumptions, OwnFigures, scenario_inputs
from smmlab.money.scenario_models import MODELS
from smmlab.money.scenarios import simulate_income
from smmlab.plots.scenarios import (
    active_headline,
    headline,
    plot_active_share,
    plot_earning_drivers,
    plot_income_fan,
    plot_scenarios,
)
from smmlab.plots.theme import as_png
from smmlab.texts import Words

OWN = OwnFigures(
    "EUR", contacts=(20_000.0, 22_000.0, 21_000.0) * 4, posts=13, visits=1_200, reached=120_000,
    orders=60, sessions=1_200, amounts=(20.0, 25.0, 45.0) * 20, active=90, followers=900, hours=4,
)  # fmt: skip
TOLD = Assumptions(margin=0.5, hour_cost=1, growth=0)
WAYS = ("own_goods", "ads", "affiliate")


def simulated(own=OWN, told=TOLD, models=WAYS, market="EE"):
    inputs = scenario_inputs(own, told, market=market)
    return simulate_income(inputs, currency=own.currency, models=models, draws=1000)


def compared(**told):
    inputs = scenario_inputs(OWN, replace(TOLD, **told), market="EE")
    return compare_active_share(inputs, currency="EUR", draws=1000)


CLEAR, NOTHING = simulated(), simulate_income({}, currency="EUR", draws=1000)


def texts(axes):
    return [one.get_text() for one in axes.texts]


def test_the_title_names_the_recommendation_or_says_that_there_is_none():
    assert headline(CLEAR, Words("en")) == "Earns most: selling own goods"
    dear = simulated(told=replace(TOLD, hour_cost=40))
    assert headline(dear, Words("en")).startswith("No recommendation yet; ahead in")
    assert plot_scenarios(CLEAR).get_title(loc="left").startswith("Earns most")


def test_every_model_has_a_row_with_its_interval_and_the_page_its_line():
    axes = plot_scenarios(CLEAR)
    names = [label.get_text() for label in axes.get_yticklabels()]
    assert names == ["selling own goods", "selling advertising", "recommending goods of others"]
    bars = [line.get_xdata() for line in axes.lines if len(line.get_xdata()) == 2]
    for row, bar in zip(CLEAR.table.to_dict("records"), bars, strict=False):
        assert list(bar) == [row["earned_low"], row["earned_high"]]
    assert any(np.isclose(line.get_xdata()[0], CLEAR.page_cost[0]) for line in axes.lines)
    assert "what the page costs" in texts(axes)


def test_what_has_to_be_told_stands_in_its_row():
    rouble = simulated(replace(OWN, currency="RUB"), replace(TOLD, hour_cost=None), market="RU")
    shown = texts(plot_scenarios(rouble))
    assert "has to be told first" in shown
    assert not any("page costs" in text for text in shown)


def test_the_fan_begins_at_nothing_and_ends_at_the_totals():
    axes = plot_income_fan(CLEAR)
    ends = CLEAR.months[CLEAR.months["model"] == "own_goods"].iloc[-1]
    middle = axes.lines[0]
    assert (middle.get_xdata()[0], middle.get_ydata()[0]) == (0, 0)
    assert middle.get_ydata()[-1] == ends["total"]
    band = axes.collections[0].get_paths()[0].vertices[:, 1]
    assert band.max() == pytest.approx(ends["total_high"])
    assert "in 12 months" in axes.get_title(loc="left")
    assert "what the page costs" in texts(axes)


def test_costs_far_above_are_told_and_not_drawn():
    axes = plot_income_fan(simulated(told=replace(TOLD, hour_cost=40)))
    assert "Far above the picture" in axes.get_title(loc="left")
    assert "what the page costs" not in texts(axes)


def test_drivers_begin_with_the_strongest_and_say_whose_they_are():
    found = simulated(told=replace(TOLD, margin=None))
    axes = plot_earning_drivers(found)
    assert axes.get_title(loc="left").startswith("Selling own goods turns most on this: Margin")
    assert axes.get_yticklabels()[0].get_text() == "Margin of own goods\n(public figures)"
    row = found.drivers[found.drivers["model"] == "own_goods"].iloc[0]
    assert list(axes.lines[0].get_xdata()) == [row["earned_if_low"], row["earned_if_high"]]
    assert "advertising" in plot_earning_drivers(found, model="ads").get_title(loc="left")


def test_the_verdict_on_idle_and_active_is_the_title():
    found = compared(idle_worth=0.001)
    said = active_headline(found, Words("en"))
    assert "selling own goods, selling services, recommending goods of others: the small" in (
        said[:1].lower() + said[1:]
    )
    assert "Selling advertising: the large idle audience earns more" in said
    axes = plot_active_share(found)
    legend = [text.get_text() for text in axes.get_legend().get_texts()]
    assert legend == [
        "100,000 followers, 0 of them active",
        "2,000 followers, 2,000 of them active",
    ]
    assert len(axes.get_yticklabels()) == len(MODELS)


def test_nobody_decided_is_said():
    found = compare_active_share(
        scenario_inputs(OWN, TOLD, market="EE"), currency="EUR", models=("own_goods",), draws=1000
    )
    assert active_headline(found, Words("en")).endswith("not decided for any model")


@pytest.mark.parametrize("plot", [plot_scenarios, plot_income_fan, plot_earning_drivers])
def test_nothing_known_is_a_sentence(plot):
    assert texts(plot(NOTHING))[0].startswith("No model can be counted yet")
    nothing = compare_active_share({}, currency="EUR")
    assert "would tell" in texts(plot_active_share(nothing))[0]


@pytest.mark.parametrize("language", ["en", "et", "ru"])
def test_charts_are_drawn_in_every_language_and_dollars_stay_dollars(language):
    words = Words(language)
    dollars = simulated(replace(OWN, currency="USD"), replace(TOLD, hour_price=30), market="US")
    for plot in (plot_scenarios, plot_income_fan, plot_earning_drivers):
        assert as_png(plot(dollars, words=words), dpi=40)[:4] == b"\x89PNG"
    assert as_png(plot_active_share(compared(), words=words), dpi=40)[:4] == b"\x89PNG"


def test_sums_are_written_as_in_the_text():
    shown = texts(plot_scenarios(CLEAR))
    assert any(text.startswith("€") for text in shown)
    assert not any("EUR" in text for text in shown if "best in" in text)
    assert "€" in plot_income_fan(CLEAR).get_title(loc="left")
