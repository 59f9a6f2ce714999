"""RFM: published scores and counts, every score in at most one box, currencies apart."""

from itertools import product
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from smmlab.money.rfm import CUSTOMER_SEGMENTS, GRIDS, Grid, score_customers
from smmlab.reduce.clock import DAY

NOW = 20_000 * DAY

# The reference manual of the R package rfm, rfm_segment_summary: customers, orders, revenue.
REVISED = {
    "about_to_sleep": (102, 283, 23_449), "at_risk": (28, 216, 22_227),
    "cannot_lose": (47, 274, 32_446), "champions": (35, 316, 31_646),
    "lost": (148, 393, 35_324), "loyal": (170, 799, 76_562),
    "need_attention": (10, 57, 4_562), "new_customers": (104, 329, 28_837),
    "potential_loyal": (342, 2_211, 204_856), "promising": (9, 28, 4_249),
}  # fmt: skip
# Its tests, test-rfm-segment.R: the segments of the first customers.
FIRST = {
    "Abbey O'Reilly": "loyal", "Add Senger": "potential_loyal", "Aden Lesch": "potential_loyal",
    "Admiral Senger": "loyal", "Agness O'Keefe": "champions", "Aileen Barton": "champions",
    "Ailene Hermann": "loyal", "Aiyanna Bruen": "potential_loyal",
    "Ala Schmidt": "about_to_sleep", "Alannah Borer": "lost",
}  # fmt: skip


def published(shared: Path) -> tuple[pd.DataFrame, int]:
    raw = pd.read_csv(shared / "checks/rfm/rfm_data_orders.csv", parse_dates=["order_date"])
    at = raw["order_date"].astype("datetime64[s]").astype("int64")
    frame = pd.DataFrame(
        {"customer": raw["customer_id"], "currency": "USD", "at": at,
         "amount": raw["revenue"].astype("float64"), "refunded": np.nan, "status": None}
    )  # fmt: skip
    return frame, int(pd.Timestamp("2006-12-31").timestamp())


def orders_of(customers: dict[str, list[tuple[int, float]]], **columns: object) -> pd.DataFrame:
    rows = [
        {"customer": name, "currency": "EUR", "at": NOW - ago * DAY, "amount": amount,
         "refunded": 0.0, "status": "paid"}
        for name, bought in customers.items() for ago, amount in bought
    ]  # fmt: skip
    return pd.DataFrame(rows).assign(**columns)


def test_the_published_scores_and_champions_come_back(shared: Path) -> None:
    orders, as_of = published(shared)
    table = score_customers(orders, as_of=as_of).set_index("customer")
    assert (len(orders), len(table), table["orders"].sum()) == (4906, 995, 4906)
    scores = table["r"] * 100 + table["f"] * 10 + table["m"]
    assert scores.iloc[:5].tolist() == [343, 412, 323, 544, 433]
    assert scores["Abbey O'Reilly"] == 343
    assert scores["Aden Murphy"] == 544
    champions = table[table["segment"] == "champions"]
    assert (len(champions), champions["orders"].sum(), champions["value"].sum()) == (
        158, 1234, 120_178
    )  # fmt: skip
    assert table.loc[list(FIRST), "segment"].to_dict() == FIRST


def test_the_published_table_of_the_revised_grid_comes_back(shared: Path) -> None:
    orders, as_of = published(shared)
    table = score_customers(orders, grid="revised", as_of=as_of)
    sums = table.groupby("segment").agg(
        customers=("orders", "size"), orders=("orders", "sum"), revenue=("value", "sum")
    )
    found = {
        name: tuple(map(int, row)) for name, row in zip(sums.index, sums.to_numpy(), strict=True)
    }
    assert found == REVISED


@pytest.mark.parametrize("grid", ["standard", "revised"])
def test_rules_name_known_segments_and_the_revised_grid_uses_all(grid: Grid) -> None:
    fitting = set()
    for score in product(range(1, 6), repeat=3):
        names = [
            name for name, *bounds in GRIDS[grid]
            if all(low <= part <= high for part, (low, high) in zip(score, bounds, strict=True))
        ]  # fmt: skip
        fitting.add(names[0] if names else "other")
    assert fitting <= set(CUSTOMER_SEGMENTS)
    hidden = set(CUSTOMER_SEGMENTS) - fitting
    assert hidden == (
        {"new_customers", "promising", "cannot_lose"} if grid == "standard" else set()
    )


def test_money_is_what_stays_after_refunds() -> None:
    people = {f"c{n:02}": [(n + 1, 10.0 + n)] for n in range(20)}
    orders = orders_of(people)
    plain = score_customers(orders, as_of=NOW).set_index("customer")
    assert plain.loc["c19", "m"] == 5
    orders.loc[orders["customer"] == "c19", "refunded"] = 28.0
    after = score_customers(orders, as_of=NOW).set_index("customer")
    assert after.loc["c19", "value"] == 1.0
    assert after.loc["c19", "m"] == 1


def test_each_currency_has_fifths_of_its_own_and_money_must_be_known() -> None:
    cheap = orders_of({f"c{n:02}": [(n, 1.0 + n)] for n in range(10)})
    dear = cheap.assign(currency="USD", amount=cheap["amount"] * 1000)
    nameless = cheap.assign(currency=None, amount=np.nan)
    table = score_customers(pd.concat([cheap, dear, nameless]), as_of=NOW)
    assert sorted(table["currency"].unique()) == ["EUR", "USD"]
    scores = table.pivot_table(index="customer", columns="currency", values="m")
    assert (scores["EUR"] == scores["USD"]).all()


@settings(deadline=None, max_examples=40)
@given(st.lists(st.tuples(st.integers(0, 400), st.integers(1, 9), st.integers(0, 99)), min_size=1))
def test_equal_customers_are_equal_and_better_ones_never_score_less(
    people: list[tuple[int, int, int]],
) -> None:
    orders = orders_of(
        {f"c{n:03}": [(ago, float(paid))] * often for n, (ago, often, paid) in enumerate(people)}
    )
    table = score_customers(orders, as_of=NOW)
    for score, measure, best_is_low in (
        ("r", "recency_days", True), ("f", "orders", False), ("m", "value", False)
    ):  # fmt: skip
        assert table[score].between(1, 5).all()
        by_value = table.groupby(measure)[score]
        assert (by_value.nunique() == 1).all()
        order = by_value.first()
        assert order.is_monotonic_decreasing if best_is_low else order.is_monotonic_increasing


def test_nothing_gives_nothing() -> None:
    nothing = pd.DataFrame(columns=["customer", "currency", "at", "amount", "refunded", "status"])
    assert score_customers(nothing).empty
