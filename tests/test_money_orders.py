"""Orders: exact sums, currencies apart, refunds and cancelled orders apart."""

from decimal import Decimal

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from smmlab.errors import DataError
from smmlab.findings import Source
from smmlab.money.orders import add_exactly, order_findings, summarise_orders
from smmlab.plots.money import plot_orders
from smmlab.schema import conform

ROWS = (Source("orders.csv", 2, 99, 98),)


def orders(amounts: "list[float] | np.ndarray", **columns: object) -> pd.DataFrame:
    base = {"currency": "EUR", "refunded": 0.0, "status": "paid", "customer": None}
    frame = pd.DataFrame({"amount": amounts, **base, **columns})
    return conform(frame.assign(order_id=[f"#{n}" for n in range(len(frame))]), "orders")


@pytest.fixture(scope="module")
def many() -> pd.DataFrame:
    rng = np.random.default_rng(4)
    return orders(
        rng.lognormal(3, 0.5, 120).round(2), customer=[f"c{n}" for n in rng.integers(0, 70, 120)]
    )


def test_states_are_kept_apart() -> None:
    frame = orders([10, 20, 30, 40, 50, 60],
                   status=["paid", None, "refunded", "cancelled", "voided", "pending"],
                   refunded=[0, 0, 30, 0, 50, 0])  # fmt: skip
    before = frame.copy(deep=True)
    row = summarise_orders(frame).iloc[0]
    assert row[["orders", "cancelled", "pending"]].tolist() == [3, 2, 1]
    assert row[["revenue", "refunded"]].tolist() == [60, 30]
    assert_frame_equal(frame, before)


def test_currencies_are_never_added() -> None:
    summary = summarise_orders(orders([1, 2, 4], currency=["EUR", "USD", "EUR"]))
    assert summary["currency"].tolist() == ["EUR", "USD"]
    assert summary["revenue"].tolist() == [5, 2]
    nameless = summarise_orders(orders([1, 2], currency=["EUR", None]))
    assert nameless["orders"].tolist() == [1, 1]
    keys = [finding.key for finding in order_findings(nameless, sources=ROWS)]
    assert len(set(keys)) == len(keys)
    assert "money.orders.unknown.revenue" in keys


@settings(deadline=None)
@given(st.lists(st.decimals(0, 99_999, places=2), max_size=200))
def test_not_a_cent_drifts(amounts: list[Decimal]) -> None:
    total = add_exactly(pd.Series([float(amount) for amount in amounts], dtype="float64"))
    assert np.isnan(total) if not amounts else total == float(sum(amounts))


def test_missing_is_not_zero() -> None:
    row = summarise_orders(orders([10.0, np.nan], refunded=[np.nan, np.nan])).iloc[0]
    assert row["revenue"] == 10
    assert np.isnan(row["refunded"])
    assert row[["customers", "repeat_customers"]].isna().all()


def test_the_usual_order_has_intervals_and_needs_ten(many: pd.DataFrame) -> None:
    row = summarise_orders(many, seed=1).iloc[0]
    assert row["average_order_value"] == pytest.approx(many["amount"].mean())
    assert row["aov_low"] < row["average_order_value"] < row["aov_high"]
    assert row["median_low"] <= row["median_order_value"] <= row["median_high"]
    assert_frame_equal(summarise_orders(many, seed=1), summarise_orders(many, seed=1))
    few = order_findings(summarise_orders(many.head(9)), sources=ROWS)
    unknown = {finding.key for finding in few if finding.status == "unknown"}
    assert "money.orders.EUR.average_order_value" in unknown
    assert "money.orders.EUR.revenue" not in unknown


def test_customers_are_counted_and_small_groups_hidden(many: pd.DataFrame) -> None:
    counts = many["customer"].value_counts()
    row = summarise_orders(many).iloc[0]
    assert row["customers"] == len(counts)
    assert row["repeat_customers"] == (counts > 1).sum()
    few_repeat = orders([5.0] * 30, customer=[f"c{n % 28}" for n in range(30)])
    hidden = summarise_orders(few_repeat).iloc[0]
    assert hidden["customers"] == 28
    assert pd.isna(hidden["repeat_customers"])
    nobody_repeats = orders([5.0] * 30, customer=[f"c{n}" for n in range(30)])
    assert summarise_orders(nobody_repeats).iloc[0]["repeat_customers"] == 0
    nine = orders([5.0] * 9, customer=[f"c{n}" for n in range(9)])
    assert pd.isna(summarise_orders(nine).iloc[0]["customers"])


def test_findings_carry_unit_interval_and_base(many: pd.DataFrame) -> None:
    summary = summarise_orders(many)
    findings = {finding.key: finding for finding in order_findings(summary, sources=ROWS)}
    average = findings["money.orders.EUR.average_order_value"]
    assert (average.unit, average.n) == ("EUR", 120)
    assert (average.low, average.high) == (summary["aov_low"][0], summary["aov_high"][0])
    repeat = findings["money.orders.EUR.repeat_customers"]
    assert (repeat.numerator, repeat.denominator) == (
        summary["repeat_customers"][0], summary["customers"][0]
    )  # fmt: skip


def test_the_chart_shows_mean_and_median_with_intervals(many: pd.DataFrame) -> None:
    summary = summarise_orders(many.assign(currency="USD"))
    axes = plot_orders(summary)
    spans = [list(line.get_xdata()) for line in axes.lines if len(line.get_xdata()) == 2]
    row = summary.iloc[0]
    assert spans == [[row["aov_low"], row["aov_high"]], [row["median_low"], row["median_high"]]]
    axes.figure.canvas.draw()
    assert "120 orders" in axes.get_title(loc="left")


def test_nothing_and_too_little_teach() -> None:
    nothing = summarise_orders(orders([]))
    assert nothing.empty
    assert "Shopify" in plot_orders(nothing).texts[0].get_text()
    assert "too few" in plot_orders(summarise_orders(orders([5.0]))).texts[0].get_text()
    with pytest.raises(DataError, match="amount"):
        summarise_orders(pd.DataFrame({"order_id": []}))
