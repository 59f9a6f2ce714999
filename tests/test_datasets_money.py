"""The packaged figures on earning: cited, closed, dated, few from one publisher."""

import re
from datetime import UTC, datetime
from importlib.resources import files
from typing import get_args

import numpy as np
import pandas as pd
import pytest

from smmlab.brief import Market
from smmlab.money.benchmarks import cited_figures, find_priors, judge_thresholds, network_thresholds
from smmlab.money.scenario_draws import INPUTS, from_prior
from smmlab.money.scenario_inputs import Assumptions, OwnFigures, scenario_inputs
from smmlab.money.scenario_labels import THRESHOLD_RULES
from smmlab.schema import NETWORKS

FOLDER = files("smmlab.datasets") / "money"
ADDRESS = {"full", "full_as_recorded", "host_only"}
MOST_OF_A_PUBLISHER = 1 / 3
# Whose figure it is, whoever quoted it.
ORIGINS = ("eurostat", "heap", "amazon", "dfw", "mailchimp", "socialinsider")


def table(name):
    with (FOLDER / name).open("rb") as stream:
        return pd.read_csv(stream, dtype="str", keep_default_na=False)


FIGURES, PRIORS, THRESHOLDS, SOURCES = (
    table(f"{name}.csv") for name in ("figures", "priors", "thresholds", "sources")
)


def test_a_source_says_what_it_is_and_where_it_was_read():
    assert SOURCES["source_id"].is_unique
    for column in ("title", "publisher", "year", "address", "read_as", "licence"):
        assert (SOURCES[column] != "").all(), column
    assert SOURCES["year"].str.fullmatch(r"\d{4}|n\.d\.").all()
    assert set(SOURCES["address_status"]) <= ADDRESS


def test_no_fact_without_a_source_and_no_source_without_a_use():
    assert set(FIGURES["source_id"]) | set(THRESHOLDS["source_id"]) == set(SOURCES["source_id"])


@pytest.mark.parametrize("rows", [FIGURES, THRESHOLDS], ids=["figures", "thresholds"])
def test_grades_networks_and_dates_are_closed(rows):
    assert rows.iloc[:, 0].is_unique
    assert set(rows["grade"]) <= {"A", "B"}
    assert set(rows["network"]) <= {*NETWORKS, "any"}
    read = pd.to_datetime(rows["read_on"], format="%Y-%m-%d")
    assert read.max() <= pd.Timestamp(datetime.now(UTC).date())
    assert rows["year"].str.fullmatch(r"20\d\d|n\.d\.").all()


def test_shares_are_shares_and_money_has_a_currency():
    value, high = (pd.to_numeric(FIGURES[name]) for name in ("value", "value_high"))
    share = FIGURES["unit"] == "share"
    assert set(FIGURES["unit"]) == {"share", "money"}
    assert value[share].between(0, 1, inclusive="neither").all()
    assert high.dropna().gt(value[high.notna()]).all()
    assert (FIGURES.loc[~share, "currency"].str.fullmatch("[A-Z]{3}")).all()
    assert (FIGURES.loc[share, "currency"] == "").all()
    assert (FIGURES["base"] != "").all()
    assert set(FIGURES["market"]) <= set(get_args(Market))


def test_nobodys_table_is_carried_over_whole():
    cited = FIGURES.merge(SOURCES, on="source_id", suffixes=("", "_source"))
    assert cited["publisher"].value_counts(normalize=True).max() <= MOST_OF_A_PUBLISHER
    text = (cited["title"] + " " + cited["publisher"] + " " + cited["licence"]).str.lower()
    for origin in ORIGINS:
        assert text.str.contains(origin).mean() <= MOST_OF_A_PUBLISHER, origin
    named = " ".join(SOURCES["title"] + SOURCES["publisher"] + SOURCES["licence"]).lower()
    assert not re.search(r"statista|emarketer|graffius|\bby-nc\b", named)


def test_the_advice_on_shipping_is_kept(shared):
    """What stands in the collected tables too has the value that stands there."""
    theirs = pd.read_csv(shared / "networks" / "monetisation.csv").set_index("figure_id")
    for ours, row in (
        ("order.facebook.heap", "M0050"), ("order.instagram.heap", "M0051"),
        ("order.youtube.heap", "M0055"), ("commission.home.amazon", "M0036"),
        ("commission.grocery.amazon", "M0039"), ("commission.any.roundup", "M0042"),
    ):  # fmt: skip
        mine = FIGURES.set_index("figure_id").loc[ours, "value"]
        assert float(mine) == pytest.approx(theirs.loc[row, "value"] / 100), ours


def test_priors_name_known_inputs_and_figures_and_hold_their_range():
    assert set(PRIORS["input"]) <= set(INPUTS)
    assert not PRIORS.duplicated(["input", "market", "currency"]).any()
    assert set(PRIORS["basis"]) == {"public", "assumed"}
    named = PRIORS["rests_on"].str.split().explode().dropna()
    assert set(named) <= set(FIGURES["figure_id"])
    assert (PRIORS.loc[PRIORS["basis"] == "public", "rests_on"] != "").all()
    low, middle, high = (PRIORS[name].astype("float64") for name in ("low", "middle", "high"))
    assert (low < middle).all()
    assert (middle < high).all()


@pytest.mark.parametrize("row", PRIORS.to_dict("records"), ids=lambda row: row["input"])
def test_eight_draws_of_ten_lie_about_where_the_prior_says(row):
    market = row["market"]
    prior = find_priors(market=market, currency=row["currency"] or "EUR")[row["input"]]
    drawn = from_prior(row["input"], prior).draw(40_000, np.random.default_rng(1))
    inside = ((drawn > prior.low) & (drawn < prior.high)).mean()
    # A Beta distribution is matched by mean and spread, so its tails differ a little.
    assert 0.70 < inside < 0.88
    if prior.shape in ("logit", "lognormal"):
        assert np.median(drawn) == pytest.approx(prior.middle, rel=0.04)
    else:
        assert drawn.mean() == pytest.approx(prior.middle, rel=0.04, abs=0.001)


def test_every_input_has_a_beginning_or_must_be_told():
    known = set(scenario_inputs(OwnFigures("EUR"), Assumptions(), market="EE"))
    lacking = set(INPUTS) - known
    assert lacking == {
        "contacts", "visits", "order_value", "payout", "hour_price", "page_budget", "followers",
        "active",
    }  # fmt: skip


def test_money_is_never_borrowed_from_another_currency_or_market():
    assert "hour_cost" not in find_priors(market="RU", currency="RUB")
    assert "hour_cost" not in find_priors(market="EE", currency="USD")
    assert "hour_cost" not in find_priors(market="US", currency="EUR")
    assert find_priors(market="LV", currency="EUR")["hour_cost"].middle == 15
    assert find_priors(currency="USD")["price_per_thousand"].figures == (
        "price.any.inbeat", "price.instagram.hero",
    )  # fmt: skip


def test_public_readers_give_numbers_and_sources():
    cited = cited_figures()
    assert len(cited) == len(FIGURES)
    assert cited["value"].dtype == "float64"
    assert cited["value_high"].isna().any()
    assert {"title", "publisher", "address"} <= set(cited)
    assert len(network_thresholds()) == len(THRESHOLDS)


def test_thresholds_are_judged_by_followers_alone():
    rows = judge_thresholds({"tiktok": 10_000, "telegram": 999, "facebook": 5})
    got = {(r["network"], r["measure"]): r["verdict"] for r in rows.to_dict("records")}
    assert got == {
        ("tiktok", "followers"): "reached", ("tiktok", "views"): "unknown",
        ("telegram", "followers"): "below",
    }  # fmt: skip
    assert judge_thresholds({}).empty
    # Each is said in our own words, which can be translated.
    assert set(THRESHOLDS["threshold_id"]) == set(THRESHOLD_RULES)


def test_the_card_names_every_file_and_topic():
    card = (FOLDER / "card.md").read_text(encoding="utf-8")
    for one in FOLDER.iterdir():
        if one.name.endswith(".csv"):
            assert f"`{one.name}`" in card
    for topic in set(FIGURES["topic"]) | set(PRIORS["input"]):
        assert f"`{topic}`" in card, topic


def test_how_a_source_was_read_stands_beside_its_figures():
    kinds = {"primary", "secondary", "verbatim mirror", "primary text (archived copy)"}
    assert set(SOURCES["read_as"]) <= kinds
    cited = cited_figures()
    assert cited["read_as"].isin(kinds).all()
    # A page that quotes or advises is never graded as the primary text.
    assert (cited.loc[cited["read_as"] == "secondary", "grade"] == "B").all()
