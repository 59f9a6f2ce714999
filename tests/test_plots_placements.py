"""The chart of placements: one currency, intervals, and a reason where no cost can be known."""

import pandas as pd
import pytest

from placement_cases import compared, offers
from smmlab.plots.placements import plot_placements
from smmlab.plots.theme import as_png
from smmlab.rivals.placements import compare_placements
from smmlab.texts import Words


def texts(axes) -> str:  # type: ignore[no-untyped-def]
    return "\n".join(one.get_text() for one in axes.texts)


def test_costs_of_one_currency_stand_with_intervals_and_the_rest_says_why() -> None:
    comparison = compared()
    axes = plot_placements(comparison)
    table = comparison.table.set_index("page")
    names = [label.get_text() for label in axes.get_yticklabels()]
    assert names[0].startswith("tallinn.eats")
    assert len(names) == 6
    # A line and a dot for each cost in euros; the free, the unknown and the roubles are words.
    lines = axes.get_lines()
    assert len(lines) == 4
    first = table.loc["tallinn.eats"]
    assert list(lines[0].get_xdata()) == pytest.approx(
        [first["cost_per_result_low"], first["cost_per_result_high"]]
    )
    assert lines[1].get_markerfacecolor() != "white"
    assert lines[3].get_markerfacecolor() == "white"
    said = texts(axes).replace("\n", " ")
    assert "Free: it costs only the work." in said
    assert "No price is known" in said
    assert "Nobody knows whom a post there reaches" in said
    assert "another currency, so it is not compared" in said
    assert axes.get_xlabel() == "cost of one result (EUR)"
    assert axes.get_title(loc="left").startswith("Results are likely cheapest at tallinn.eats")


def test_overlapping_costs_are_not_decided_and_one_alone_is_told() -> None:
    alike = offers().iloc[:0]
    alike = pd.DataFrame({"network": "telegram", "page": ["a", "b"], "price": [50.0, 52.0],
                          "reach": 3_000.0})  # fmt: skip
    heading = plot_placements(compare_placements(alike, draws=500)).get_title(loc="left")
    assert heading.startswith("Not decided: a try at")
    alone = plot_placements(compare_placements(alike.head(1), draws=500))
    assert alone.get_title(loc="left").startswith("A result at a costs about")


def test_the_allowed_cost_is_a_line_and_another_currency_can_be_drawn() -> None:
    axes = plot_placements(compared(), currency="RUB", allowed_cost=900)
    assert axes.get_xlabel() == "cost of one result (RUB)"
    assert list(axes.get_lines()[-1].get_xdata()) == [900, 900]
    assert "allowed: RUB" in texts(axes)


def test_without_costs_the_chart_teaches_in_every_language() -> None:
    none = compare_placements(pd.DataFrame({"network": [], "page": []}))
    assert "placements.csv" in texts(plot_placements(none))
    unpriced = compare_placements(pd.DataFrame({"network": ["x"], "page": ["a"]}))
    assert "reach of the last ten" in texts(plot_placements(unpriced))
    for language in ("en", "et", "ru"):
        axes = plot_placements(compared(), words=Words(language), allowed_cost=70)  # type: ignore[arg-type]
        assert as_png(axes).startswith(b"\x89PNG")


def test_a_dollar_in_a_name_starts_no_mathematics() -> None:
    odd = pd.DataFrame({"network": "x", "page": ["$ave $$", "b"], "price": 5.0, "currency": "USD",
                        "reach": 900.0})  # fmt: skip
    assert as_png(plot_placements(compare_placements(odd, draws=200))).startswith(b"\x89PNG")
