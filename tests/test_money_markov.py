"""The removal effect: the figures of the check, a chain walked by hand, and what never changes."""

from itertools import pairwise
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from smmlab.money.credit import credit_channels
from smmlab.money.journeys import Journeys, read_paths
from smmlab.money.markov import fit_markov


def ways(table: dict[str, tuple[int, int]], currency: str = "EUR") -> Journeys:
    return read_paths(
        pd.DataFrame(
            {
                "path": list(table),
                "conversions": [orders for orders, _nulls in table.values()],
                "nulls": [nulls for _orders, nulls in table.values()],
                "value": [20.0 * orders for orders, _nulls in table.values()],
                "currency": currency,
            }
        )
    )


def effects(journeys: Journeys) -> dict[str, float]:
    return fit_markov(journeys).channels.set_index("channel")["removal_effect"].to_dict()


def walked(table: dict[str, tuple[int, int]], removed: str | None) -> float:
    """Return the chance of an order by following the chain step by step until it has died out."""
    counts: dict[str, dict[str, int]] = {}
    for path, (orders, nulls) in table.items():
        steps = ["(start)", *path.split(" > ")]
        for one, other in pairwise(steps):
            to = counts.setdefault(one, {})
            to[other] = to.get(other, 0) + orders + nulls
        to = counts.setdefault(steps[-1], {})
        to["(order)"] = to.get("(order)", 0) + orders
        to["(null)"] = to.get("(null)", 0) + nulls
    here, bought = {"(start)": 1.0}, 0.0
    for _step in range(400):
        later: dict[str, float] = {}
        for state, chance in here.items():
            total = sum(counts[state].values())
            for other, times in counts[state].items():
                if other == "(order)":
                    bought += chance * times / total
                elif other not in ("(null)", removed):
                    later[other] = later.get(other, 0.0) + chance * times / total
        here = later
    return bought


def test_the_exact_figures_of_the_check_are_reproduced(shared: Path) -> None:
    folder = shared / "checks" / "channelattribution"
    data = pd.read_csv(folder / "PathData.csv")
    journeys = read_paths(
        pd.DataFrame(
            {"path": data["path"], "conversions": data["total_conversions"],
             "nulls": data["total_null"], "value": data["total_conversion_value"],
             "currency": pd.Series([None] * len(data), dtype="str")}
        )
    )  # fmt: skip
    chain = fit_markov(journeys)
    assert chain.conversion == pytest.approx(0.2238451356, abs=5e-11)
    exact = pd.read_csv(folder / "exact_markov_mine.csv").set_index("channel")
    ours = credit_channels(journeys).set_index("channel")["conversions"]
    assert ours.round(2).to_dict() == exact["markov_exact"].to_dict()
    # Three million simulated journeys come as close as simulation does.
    simulated = exact["CA_3M_sims"]
    large = simulated > 1_000
    assert ((ours[large] / simulated[large] - 1).abs() < 0.007).all()


CYCLES = {"a > b > a > c": (3, 5), "b > b > c": (2, 1), "c": (1, 9), "a > c > b": (0, 4)}


@pytest.mark.parametrize("channel", ["a", "b", "c"])
def test_a_chain_with_cycles_loses_what_a_walk_without_the_channel_loses(channel: str) -> None:
    base = walked(CYCLES, None)
    assert fit_markov(ways(CYCLES)).conversion == pytest.approx(6 / 25)
    assert base == pytest.approx(6 / 25)
    lost = 1 - walked(CYCLES, channel) / base
    assert effects(ways(CYCLES))[channel] == pytest.approx(lost, abs=1e-9)


def test_staying_on_a_channel_changes_nothing() -> None:
    once = {"a > b": (3, 5), "b": (2, 7)}
    twice = {"a > a > a > b > b": (3, 5), "b > b": (2, 7)}
    assert effects(ways(twice)) == pytest.approx(effects(ways(once)))


def test_without_nulls_the_chain_knows_no_failure_and_still_shares() -> None:
    journeys = ways({"a > b": (3, 0), "b": (1, 0)})
    chain = fit_markov(journeys)
    assert not journeys.tells_nulls
    assert chain.conversion == 1
    # Every way goes through b; three of four begin at a.
    assert effects(journeys) == pytest.approx({"a": 0.75, "b": 1.0})


def test_a_channel_of_no_order_has_no_effect_and_one_channel_has_all() -> None:
    found = fit_markov(ways({"a": (4, 1), "x": (0, 8), "x > x": (0, 2)})).channels
    assert found["share"].tolist() == [1.0, 0.0]
    assert fit_markov(ways({"a > a": (2, 5)})).channels["share"].tolist() == [1.0]


def test_a_channel_that_leads_to_one_that_sells_has_an_effect_by_the_chain_alone() -> None:
    # The chain remembers one step: nobody ever bought by x > a, yet from a people do buy.
    found = effects(ways({"a": (4, 1), "x > a": (0, 3)}))
    assert found["x"] == pytest.approx(3 / 8)
    assert found["a"] == pytest.approx(1)


def test_each_currency_has_a_state_of_its_own() -> None:
    table = pd.DataFrame(
        {"path": ["a", "b > a", "b"], "conversions": [3, 2, 4], "nulls": [5, 0, 1],
         "value": 1.0, "currency": ["EUR", "EUR", "USD"]}
    )  # fmt: skip
    found = fit_markov(read_paths(table)).channels.set_index(["currency", "channel"])
    assert found.loc[("USD", "a"), "removal_effect"] == 0
    assert found.loc[("USD", "b"), "removal_effect"] == pytest.approx(1)
    assert found.loc[("EUR", "a"), "removal_effect"] == pytest.approx(1)


def test_no_order_and_no_journey_are_unknown_rather_than_shared() -> None:
    none = fit_markov(ways({"a": (0, 3)}))
    assert (none.conversion, len(none.channels)) == (0.0, 0)
    nothing = fit_markov(ways({}))
    assert np.isnan(nothing.conversion)


TABLES = st.dictionaries(
    st.lists(st.sampled_from("abcd"), min_size=1, max_size=6).map(" > ".join),
    st.tuples(st.integers(0, 5), st.integers(0, 5)),
    min_size=1, max_size=12,
).filter(lambda table: any(orders for orders, _nulls in table.values()))  # fmt: skip


@given(TABLES)
@settings(max_examples=40, deadline=None)
def test_what_holds_for_every_chain(table: dict[str, tuple[int, int]]) -> None:
    journeys = ways(table)
    chain = fit_markov(journeys)
    orders = sum(orders for orders, _nulls in table.values())
    nulls = sum(nulls for _orders, nulls in table.values())
    assert chain.conversion == pytest.approx(orders / (orders + nulls))
    credited = credit_channels(journeys).set_index("channel")
    assert credited["conversions"].sum() == pytest.approx(orders)
    assert credited["value"].sum() == pytest.approx(20.0 * orders)
    found = chain.channels.set_index("channel")
    assert found["removal_effect"].between(0, 1 + 1e-9).all()
    # Backwards the table tells the same, and so do channels under other names.
    again = fit_markov(ways(dict(reversed(table.items())))).channels.set_index("channel")
    assert again["share"].to_dict() == pytest.approx(found["share"].to_dict())
    swap = str.maketrans("abcd", "dcba")
    other = fit_markov(ways({path.translate(swap): n for path, n in table.items()})).channels
    renamed = {name.translate(swap): share for name, share in found["share"].items()}
    assert other.set_index("channel")["share"].to_dict() == pytest.approx(renamed)
