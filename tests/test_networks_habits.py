"""Habits: the market before the world, the meter before memory, no guess for any network."""

import pandas as pd
import pytest

from smmlab.errors import DataError
from smmlab.networks.evidence import Evidence, load_evidence
from smmlab.networks.habits import habit_findings, network_habits

WHOLE = load_evidence(year=2026)


def only(*rows):
    own = pd.DataFrame(
        [
            {"topic": "minutes_per_day", "network": "x", "market": "GLOBAL", "unit": "minutes",
             "year": 2025, "grade": "B", "source": "test", "value": 5} | row
            for row in rows
        ]
    )  # fmt: skip
    figures = load_evidence(own, year=2026).figures
    return Evidence(figures[figures["is_own"]], WHOLE.rules, WHOLE.sources, 2026)


def value_of(*rows, market="RU"):
    return network_habits(["x"], market=market, evidence=only(*rows))["value"].tolist()


def test_the_market_wins_over_the_world_and_another_market_is_not_asked():
    there, world = {"market": "RU", "value": 9}, {"value": 5}
    assert value_of(there, world) == [9]
    assert value_of(there, world, market="EE") == [5]
    assert value_of(there, market="EE") == []


def test_the_meter_wins_over_what_people_say():
    told = {"market": "RU", "value": 129, "qualifier": "self-reported", "year": 2026}
    assert value_of(told, {"market": "RU", "value": 64}) == [64]
    assert value_of(told) == [129]


def test_a_guess_is_not_a_habit():
    assert value_of({"grade": "C"}) == []


def test_findings_name_the_first_form_the_lifetime_and_their_rows():
    habits = network_habits(["instagram"], evidence=WHOLE)
    found = {f.key.removeprefix("networks.instagram.habit."): f for f in habit_findings(habits)}
    assert found["form_order.first"].value == "carousel"
    assert found["lifetime_order.all"].value == "less than a day"
    assert found["purpose.buying"].unit == "share"
    assert all(f.sources[0].file == "networks/figures.csv" for f in found.values())
    lifetime = habits[habits["habit"] == "lifetime_order"].iloc[0]
    assert found["lifetime_order.all"].sources[0].first == lifetime["source_row"]


def test_the_order_of_lifetimes_is_the_documented_one():
    names = ["pinterest", "x", "youtube", "facebook", "linkedin", "instagram"]
    habits = network_habits(names, evidence=WHOLE)
    ranks = habits[habits["habit"] == "lifetime_order"].set_index("network")["value"]
    assert sorted(names, key=ranks.get) == [
        "x", "facebook", "instagram", "linkedin", "youtube", "pinterest"
    ]  # fmt: skip


def test_an_unknown_network_is_told():
    with pytest.raises(DataError, match="myspace"):
        network_habits(["myspace"])
