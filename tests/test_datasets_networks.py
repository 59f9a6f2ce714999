"""The packaged figures and rules on networks: cited, closed, dated, few from one publisher."""

import re
from datetime import UTC, datetime
from importlib.resources import files
from typing import get_args

import pandas as pd
import pytest

from smmlab.brief import Market, RegulatedGoods
from smmlab.networks.evidence import UNIT_OF_TOPIC, Grade, load_evidence
from smmlab.schema import FORMS, NETWORKS

FOLDER = files("smmlab.datasets") / "networks"
WHOLE = ("all", "adults", "12+")
# Read in full, in part, by its host only, or written by ourselves (memory, assumption, summary).
ADDRESS = {"full", "full_as_recorded", "partial", "host_only", "none"}
# Nobody sells counterfeits by intent, so a brief does not ask; the rule still stands in the table.
REGULATED = {*get_args(RegulatedGoods), "counterfeit"}
# Networks with reach or a count in each market: as many as the card lists, and never fewer.
COVERED = {"EE": 8, "LV": 8, "LT": 8, "RU": 9, "US": 11, "UK": 5, "EU": 9, "GLOBAL": 11}
MOST_OF_A_TABLE = 50
MOST_OF_A_PUBLISHER = 1 / 3
# Whose survey or meter a figure is, whoever quoted it.
ORIGINS = {
    "Pew": "pew", "Mediascope": "mediascope", "Eurostat": "eurostat", "Ofcom": "ofcom",
    "United Nations": "united nations", "Buffer": "buffer", "Rival IQ": "rival iq",
    "DSA": "dsa|vlop", "Kepios": "kepios|datareportal|digital 2025",
}  # fmt: skip


def table(name):
    with (FOLDER / name).open("rb") as stream:
        return pd.read_csv(stream, dtype="str", keep_default_na=False)


FIGURES, RULES, SOURCES = (table(f"{name}.csv") for name in ("figures", "rules", "sources"))
CITED = FIGURES.merge(SOURCES.set_index("source_id"), on="source_id", suffixes=("", "_source"))


def users_of_sources():
    """Return the ids of sources that any table of the folder cites."""
    cited = set()
    for one in FOLDER.iterdir():
        if one.name.endswith(".csv") and one.name != "sources.csv":
            cited |= set(table(one.name).get("source_id", []))
    return cited


def test_a_source_says_what_it_is_and_where_it_was_read():
    assert SOURCES["source_id"].is_unique
    for column in ("title", "publisher", "year", "read_as", "licence"):
        assert (SOURCES[column] != "").all(), column
    assert SOURCES["year"].str.fullmatch(r"(c\.)?\d{4}|n\.d\.").all()
    assert set(SOURCES["address_status"]) <= ADDRESS
    told = SOURCES["address_status"] != "none"
    assert SOURCES.loc[told, "address"].str.contains(r"\w\.\w").all()
    assert set(SOURCES.loc[~told, "publisher"]) == {"smmlab"}


def test_no_figure_and_no_rule_without_a_source_and_no_source_without_a_use():
    assert set(FIGURES["source_id"]) | set(RULES["source_id"]) <= set(SOURCES["source_id"])
    assert set(SOURCES["source_id"]) == users_of_sources()


@pytest.mark.parametrize("rows", [FIGURES, RULES], ids=["figures", "rules"])
def test_grades_markets_networks_and_dates_are_closed(rows):
    assert rows.iloc[:, 0].is_unique
    assert set(rows["grade"]) <= set(get_args(Grade))
    assert set(rows["market"]) <= set(get_args(Market))
    assert set(rows["network"]) <= {*NETWORKS, "any"}
    read = pd.to_datetime(rows["read_on"], format="%Y-%m-%d")
    assert read.max() <= pd.Timestamp(datetime.now(UTC).date())
    assert read.min() >= pd.Timestamp("2026-11-01")


def test_units_fit_topics_and_values_are_possible():
    pairs = set(zip(FIGURES["topic"], FIGURES["unit"], strict=True))
    assert pairs <= {(topic, unit) for topic, units in UNIT_OF_TOPIC.items() for unit in units}
    value = FIGURES["value"].astype("float64")
    assert value[FIGURES["unit"] == "share"].between(0, 1, inclusive="neither").all()
    assert value[FIGURES["unit"] == "minutes"].between(1, 24 * 60).all()
    assert (value > 0).all()
    assert FIGURES["year"].astype("int64").between(2010, 2026).all()
    assert (FIGURES["base"] != "").all()


def test_segments_are_of_the_known_kinds():
    known = r"all|adults|12\+|brands|buying|news|laughing|age:\d\d(-\d\d|\+)|sex:(female|male)"
    forms = FIGURES["topic"] == "form_order"
    assert FIGURES.loc[~forms, "segment"].str.fullmatch(known + r"|nation:\w+").all()
    assert set(FIGURES.loc[forms, "segment"]) <= {f"form:{form}" for form in FORMS}


def test_forms_of_a_network_are_ranked_without_gaps():
    ranked = FIGURES[FIGURES["topic"] == "form_order"].astype({"value": "int64"})
    for network, rows in ranked.groupby("network"):
        assert sorted(rows["value"]) == list(range(1, len(rows) + 1)), network
        assert len(rows) >= 2, network
        assert rows["source_id"].nunique() == 1, network


def test_time_that_people_say_is_kept_apart_from_time_that_is_metered():
    time = FIGURES[FIGURES["topic"] == "minutes_per_day"]
    said = time["qualifier"] == "self-reported"
    assert said.any()
    assert time.loc[~said, "note"].str.contains("metered").all()
    assert set(time.loc[said, "series"]).isdisjoint(time.loc[~said, "series"])


def test_what_we_worked_out_says_how():
    derived = FIGURES[(FIGURES["qualifier"] == "derived") & (FIGURES["source_id"] != "summary")]
    assert (derived["note"] != "").all()
    unread = FIGURES["source_id"].isin(["memory", "assumption"])
    assert set(FIGURES.loc[unread, "grade"]) == {"C"}
    assert (FIGURES.loc[unread, "note"] != "").all()


def test_nobodys_table_is_carried_over_whole():
    assert FIGURES["source_id"].value_counts().max() <= MOST_OF_A_TABLE
    text = (CITED["title"] + " " + CITED["publisher"] + " " + CITED["licence"]).str.lower()
    for origin, words in ORIGINS.items():
        assert text.str.contains(words).mean() <= MOST_OF_A_PUBLISHER, origin
    assert CITED["publisher"].value_counts(normalize=True).max() <= MOST_OF_A_PUBLISHER


def test_nothing_proprietary_that_may_not_ship_is_named():
    text = " ".join(SOURCES["title"] + SOURCES["publisher"] + SOURCES["licence"]).lower()
    assert not re.search(r"statista|emarketer|graffius|compare\.|\bby-nc\b", text)


def test_the_advice_on_shipping_is_kept(shared):
    advised = pd.read_csv(shared / "networks" / "sources.csv").set_index("source_id")["ship_advice"]
    known = SOURCES["source_id"][SOURCES["source_id"].isin(advised.index)]
    assert len(known) > 40
    barred = known[~known.map(advised).str.contains("cit|quote|attribution")]
    # Read in a compile of filings of the networks: rounded here, and every row says to check it.
    assert set(barred) == {"dsa_h2_25"}
    carried = FIGURES[FIGURES["source_id"] == "dsa_h2_25"]
    assert set(carried["qualifier"]) == {"rounded"}
    assert carried["note"].str.contains("official report").all()


@pytest.mark.parametrize("network", NETWORKS)
def test_every_network_has_a_lowest_age_and_says_what_an_account_may_do(network):
    kinds = set(RULES.loc[RULES["network"] == network, "kind"])
    assert "min_age" in kinds
    assert kinds & {"account", "account_terms"}


def test_a_lowest_age_is_a_number_of_years_that_somebody_read():
    ages = RULES[RULES["kind"] == "min_age"]
    assert (ages["unit"] == "years").all()
    assert ages["value"].astype("int64").between(13, 18).all()
    read = ages[ages["source_id"] != "memory"]
    assert read["network"].nunique() >= 10


def test_banned_goods_are_of_the_known_kinds_with_a_place_that_was_read():
    bans = RULES[RULES["kind"] == "product_ban"].merge(SOURCES, on="source_id")
    assert set(bans["value"]) <= REGULATED
    assert set(bans["effect"]) <= {"closed", "warned"}
    assert set(bans["unit"]) <= {"posts", "paid ads", "law"}
    assert set(bans["address_status"]) <= {"full", "full_as_recorded"}
    assert set(bans["grade"]) <= {"A", "B"}
    assert not bans.duplicated(["network", "market", "value"]).any()
    # What is said of paid advertisements alone closes no network for posts of one's own.
    paid = bans[(bans["unit"] == "paid ads") & (bans["effect"] == "closed")]
    assert set(paid["network"]) <= {"linkedin", "reddit", "vkontakte"}
    # Our own short words, not a copy of the terms.
    assert (bans["rule"].str.len() < 160).all()


@pytest.mark.parametrize("market", get_args(Market))
def test_every_market_has_people_and_networks_with_a_figure(market):
    here = FIGURES[FIGURES["market"] == market]
    people = set(here.loc[here["topic"] == "population", "segment"])
    assert {"all", "adults", "age:20-29", "age:30-39", "age:40-49", "age:70+"} <= people
    counted = here["topic"].isin(["reach", "accounts", "users"]) & here["segment"].isin(WHOLE)
    networks = set(here.loc[counted, "network"]) & set(NETWORKS)
    assert len(networks) >= COVERED[market]


@pytest.mark.parametrize("market", get_args(Market))
def test_bands_of_age_add_up_to_about_the_adults(market):
    people = FIGURES[(FIGURES["topic"] == "population") & (FIGURES["market"] == market)]
    value = people.set_index("segment")["value"].astype("float64")
    bands = value[value.index.str.startswith("age:")].sum()
    # From 20 years on, five years earlier: near the adults of today, never above everybody.
    assert 0.85 <= bands / value["adults"] <= 1.03
    assert bands < value["all"]
    if "sex:female" in value.index:
        assert 0.47 < value["sex:female"] / value["all"] < 0.56


def test_the_card_lists_the_empty_cells_and_the_shares():
    card = (FOLDER / "card.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| (\w+) +\| ((?:[x.] +\| ?){8})", card, flags=re.M))
    assert set(rows) == set(NETWORKS)
    for network, cells in rows.items():
        marks = cells.replace("|", " ").split()
        for market, mark in zip(get_args(Market), marks, strict=True):
            here = (FIGURES["network"] == network) & (FIGURES["market"] == market)
            counted = FIGURES["topic"].isin(["reach", "accounts", "users"])
            known = (here & counted & FIGURES["segment"].isin(WHOLE)).any()
            assert mark == ("x" if known else "."), (network, market)
    for topic in UNIT_OF_TOPIC:
        assert f"`{topic}`" in card, topic


MULTIPLY = {"%": 0.01, "million": 1e6, "accounts": 1, "people": 1, "min/day": 1, "posts/week": 1}
THEIR_NETWORK = {"vk": "vkontakte", "ok": "odnoklassniki"}
THEIR_MARKET = {"GB": "UK"}


def test_values_are_those_of_the_tables_they_were_carried_from(shared):
    names = ("reach.csv", "demographics.csv", "benchmarks.csv")
    rows = pd.concat([pd.read_csv(shared / "networks" / name, dtype="str") for name in names])
    number = pd.to_numeric(rows["value"], errors="coerce") * rows["unit"].map(MULTIPLY)
    rows = rows.assign(
        number=number,
        network=rows["network"].replace(THEIR_NETWORK),
        market=rows["country"].replace(THEIR_MARKET),
        key=rows["source_id"],
    ).dropna(subset=["number"])
    ours = FIGURES[FIGURES["source_id"].isin(rows["key"]) & ~FIGURES["qualifier"].isin(["derived"])]
    pairs = ours.assign(mine=ours["value"].astype("float64")).merge(
        rows[["network", "market", "key", "number"]],
        left_on=["network", "market", "source_id"],
        right_on=["network", "market", "key"],
    )
    # Rounded ones were rounded to three digits.
    pairs["near"] = (pairs["mine"] / pairs["number"] - 1).abs() < 0.005
    found = pairs.groupby("figure_id")["near"].any()
    assert len(found) > 120
    assert found.all(), sorted(found[~found].index)


def test_the_package_reads_what_is_tested_here():
    evidence = load_evidence(year=2026)
    assert len(evidence.figures) == len(FIGURES)
    assert evidence.best(["population"], "any", "EE", ["age:30-39"]).value > 150_000
    assert evidence.best(["minutes_per_day"], "vkontakte", "RU").value == 64
    assert evidence.best(["form_order"], "instagram", "GLOBAL", ["form:carousel"]).value == 1
