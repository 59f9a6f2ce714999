"""The people of the market: only what evidence says, in groups that add up."""

import numpy as np
import pandas as pd
import pytest

from smmlab.audience.market import add_affinity, market_population
from smmlab.errors import DataError
from smmlab.networks.evidence import load_evidence


def shares(dimension: str, **groups: float) -> pd.DataFrame:
    rows = pd.DataFrame({"value": [name.replace("_", "-") for name in groups],
                         "share": list(groups.values())})  # fmt: skip
    rows["value"] = rows["value"].str.removeprefix("a")
    return rows.assign(
        network="x", page=None, basis="counted", dimension=dimension, people=rows["share"] * 1000,
        share_low=rows["share"] - 0.02, share_high=rows["share"] + 0.02,
    )  # fmt: skip


def test_own_groups_replace_the_packaged_ones_of_their_dimension() -> None:
    packaged = market_population(load_evidence(year=2026).figures, market="EE")
    assert set(packaged["dimension"]) == {"age", "sex"}
    assert packaged.groupby("dimension")["share"].sum().between(0.7, 1).all()
    own = pd.DataFrame(
        {"topic": "population", "network": "any", "market": "EE", "unit": "people", "year": 2025,
         "grade": "A", "source": "statistics", "segment": ["sex:female", "sex:male", "age:25-34"],
         "value": [718_000, 651_000, 180_000]}
    )  # fmt: skip
    found = market_population(load_evidence(own, year=2026).figures, market="EE")
    everyone = 1_369_285
    assert found["share"].tolist() == pytest.approx(
        [718_000 / everyone, 651_000 / everyone, 180_000 / everyone]
    )
    assert set(found["source"]) == {"statistics"}


def test_the_newest_figure_counts() -> None:
    figures = pd.DataFrame(
        {"topic": "population", "market": "EE", "segment": ["sex:female", "all", "sex:female"],
         "value": [1.0, 200.0, 100.0], "year": [2020, 2025, 2025], "source_id": "s"}
    )  # fmt: skip
    assert market_population(figures, market="EE")["share"].tolist() == [0.5]
    assert market_population(figures, market="LV").empty


def test_affinity_is_share_over_share() -> None:
    market = pd.DataFrame({"dimension": "city", "value": ["Narva"], "share": [0.04],
                           "people": [50_000]})  # fmt: skip
    found = add_affinity(shares("city", Narva=0.1, Tartu=0.2), market).set_index("value")
    assert found.loc["Narva", "affinity"] == pytest.approx(250)
    assert found.loc["Narva", "affinity_low"] == pytest.approx(200)
    assert found.loc["Narva", "affinity_high"] == pytest.approx(300)
    assert found.loc["Narva", "reach"] == pytest.approx(100 / 50_000)
    assert np.isnan(found.loc["Tartu", "affinity"])


def test_ages_are_compared_among_those_a_network_admits() -> None:
    market = pd.DataFrame(
        {"dimension": "age", "value": ["0-17", "18-21", "22-24", "25-34"],
         "share": [0.4, 0.1, 0.1, 0.4]}
    )  # fmt: skip
    found = add_affinity(shares("age", a13_17=0.2, a18_24=0.4, a25_34=0.4), market)
    found = found.set_index("value")
    # Children from birth on are others than those from 13 on.
    assert np.isnan(found.loc["13-17", "affinity"])
    # Of those who are 18 to 34: half in the audience, a third in the market.
    assert found.loc["18-24", "affinity"] == pytest.approx(100 * 0.5 / (0.2 / 0.6))
    assert found.loc["25-34", "affinity"] == pytest.approx(100 * 0.5 / (0.4 / 0.6))


def test_without_a_market_there_is_no_affinity() -> None:
    found = add_affinity(shares("sex", female=0.6), None)
    assert found[["affinity", "reach", "population_share"]].isna().all(axis=None)


def test_an_absent_column_is_named() -> None:
    with pytest.raises(DataError, match="share"):
        add_affinity(shares("sex", female=0.6), pd.DataFrame({"dimension": ["sex"], "value": "x"}))
    with pytest.raises(DataError, match="segment"):
        market_population(pd.DataFrame({"topic": []}), market="EE")
