"""Every figure can be cited; the user's own rows win; nothing slips in without a grade."""

import re

import pandas as pd
import pytest

from smmlab.errors import DataError
from smmlab.networks.evidence import UNIT_OF_TOPIC, load_evidence
from smmlab.schema import NETWORKS

MARKETS = {"EE", "LV", "LT", "RU", "US", "UK", "EU", "GLOBAL"}


@pytest.fixture(scope="module")
def packaged():
    return load_evidence(year=2026)


def own_row(**changes):
    row = {
        "topic": "reach", "network": "facebook", "market": "EE", "value": 0.7, "unit": "share",
        "year": 2026, "grade": "A", "source": "our own survey",
    }  # fmt: skip
    return row | changes


def test_every_packaged_figure_has_source_grade_year_base_and_unit(packaged):
    figures = packaged.figures
    assert 150 <= len(figures) <= 350
    assert figures["figure_id"].is_unique
    assert set(figures["grade"]) == {"A", "B", "C"}
    assert set(figures["source_id"]) <= set(packaged.sources["source_id"])
    assert set(figures["network"]) <= {*NETWORKS, "any"}
    assert set(figures["market"]) == MARKETS
    assert figures["base"].str.len().min() > 0
    assert figures["read_on"].str.fullmatch(r"\d{4}-\d\d-\d\d").all()
    assert figures["year"].between(2005, 2026).all()
    units = {(topic, unit) for topic in UNIT_OF_TOPIC for unit in UNIT_OF_TOPIC[topic]}
    assert set(zip(figures["topic"], figures["unit"], strict=True)) <= units
    shares = figures.loc[figures["unit"] == "share", "value"]
    assert shares.between(0, 1, inclusive="neither").all()


def test_what_nobody_looked_up_is_grade_c_and_says_so(packaged):
    figures = packaged.figures
    unread = figures[figures["source_id"].isin(["memory", "assumption"])]
    assert (unread["grade"] == "C").all()
    assert (unread["note"] != "").all()
    assert set(figures.loc[figures["grade"] == "C", "source_id"]) == {"memory", "assumption"}


def test_every_rule_has_a_source_a_grade_and_a_known_effect(packaged):
    rules = packaged.rules
    assert rules["rule_id"].is_unique
    assert set(rules["source_id"]) <= set(packaged.sources["source_id"])
    assert set(rules["grade"]) <= {"A", "B", "C"}
    assert set(rules["effect"]) == {"closed", "warned", "condition", "age"}
    assert set(rules.loc[rules["effect"] == "age", "network"]) == set(NETWORKS)


def test_nothing_that_may_not_ship_is_in_the_table(packaged):
    sources = packaged.sources
    text = " ".join(sources["title"] + sources["publisher"] + sources["licence"]).lower()
    assert "statista" not in text
    assert not re.search(r"\bnc\b|by-nc|emarketer", text)
    # That no source stands unused is held in test_datasets_networks.py: other tables use them too.
    used = set(packaged.figures["source_id"]) | set(packaged.rules["source_id"])
    assert used <= set(sources["source_id"])


def test_a_row_of_the_table_equals_the_row_it_was_carried_from(packaged, shared):
    original = pd.read_csv(shared / "networks" / "demographics.csv", dtype="str")
    pew = original[(original["source_id"] == "pew23_demo") & (original["category"] == "Women")]
    theirs = {n: float(v) / 100 for n, v in zip(pew["network"], pew["value"], strict=True)}
    figures = packaged.figures
    reach = figures[figures["topic"] == "reach"]
    ours = reach[(reach["segment"] == "sex:female") & (reach["market"] == "US")]
    assert len(ours) == 10
    for network, value in zip(ours["network"], ours["value"], strict=True):
        assert value == pytest.approx(theirs[network])


def test_old_and_weak_figures_are_flagged():
    figures = load_evidence(year=2026).figures.set_index("figure_id")
    assert figures.loc["us.pinterest.reach.all.2023", "is_old"]
    assert not figures.loc["us.facebook.reach.all.2025", "is_old"]
    assert figures.loc["global.snapchat.purpose.buying.2025", "is_weak"]
    later = load_evidence(year=2028).figures.set_index("figure_id")
    assert later.loc["us.facebook.reach.all.2025", "is_old"]


def test_the_users_own_row_wins_even_when_it_is_older():
    evidence = load_evidence(pd.DataFrame([own_row(year=2019, value=12.5, unit="%")]), year=2026)
    best = evidence.best(["reach", "accounts"], "facebook", "EE")
    assert (best.value, best.source_id, best.is_own) == (0.125, "our own survey", True)
    rows = evidence.figures.query("network == 'facebook' and market == 'EE' and segment == 'all'")
    assert list(rows[rows["topic"] == "reach"]["source_file"]) == ["evidence.csv"]


def test_the_newest_figure_is_used_then_the_widest_series():
    evidence = load_evidence(year=2026)
    assert evidence.best(["reach"], "facebook", "US").year == 2025
    # Two figures of one year: the series that covers seven networks, not the one of two.
    assert evidence.best(["accounts"], "tiktok", "LV", ["all", "adults"]).series == "dsa2025"


@pytest.mark.parametrize(
    ("changes", "column"),
    [
        ({"grade": ""}, "grade"),
        ({"grade": "D"}, "grade"),
        ({"source": ""}, "source"),
        ({"value": 1.2}, "value"),
        ({"value": 0}, "value"),
        ({"value": "many"}, "value"),
        ({"value": None}, "value"),
        ({"unit": "accounts"}, "unit"),
        ({"topic": "hearsay"}, "topic"),
        ({"network": "myspace"}, "network"),
        ({"market": "FI"}, "market"),
        ({"year": "soon"}, "year"),
    ],
)
def test_a_row_that_cannot_be_used_is_refused_by_line_and_column(changes, column):
    with pytest.raises(DataError, match=rf"3: {column}"):
        load_evidence(pd.DataFrame([own_row(), own_row(**changes)]))


def test_all_faults_are_named_at_once_and_missing_columns_too():
    rows = pd.DataFrame([own_row(grade="Z", market="FI")])
    with pytest.raises(DataError, match=r"2: market; 2: grade"):
        load_evidence(rows)
    with pytest.raises(DataError, match="grade, source"):
        load_evidence(rows.drop(columns=["grade", "source"]))


def test_the_users_frame_is_left_as_it_was():
    mine = pd.DataFrame([own_row()])
    before = mine.copy()
    load_evidence(mine)
    pd.testing.assert_frame_equal(mine, before)
