"""Segments of customers: shares with their base, small groups hidden, currencies apart."""

import re

import numpy as np
import pandas as pd
import pytest
from pandas.testing import assert_frame_equal
from scipy.stats import binomtest, bootstrap

from smmlab.findings import Source
from smmlab.money.customer_segments import (
    CUSTOMER_ADVICE,
    CUSTOMER_LABELS,
    CustomerSegments,
    rfm_findings,
    segment_customers,
)
from smmlab.money.rfm import CUSTOMER_SEGMENTS, score_customers
from smmlab.plots.customers import plot_customers
from smmlab.reduce.clock import DAY

NOW = 20_000 * DAY
ROWS = (Source("orders.csv", 2, 999, 998),)


def shop(customers: int, *, seed: int = 3, currency: str = "EUR") -> pd.DataFrame:
    rng = np.random.default_rng(seed)
    often = 1 + rng.geometric(0.3, customers)
    owner = np.repeat(np.arange(customers), often)
    return pd.DataFrame(
        {
            "customer": [f"c{n}" for n in owner],
            "currency": currency,
            "at": NOW - rng.integers(0, 500, len(owner)) * DAY,
            "amount": rng.lognormal(3, 0.6, len(owner)).round(2),
            "refunded": 0.0,
            "status": "paid",
        }
    )


@pytest.fixture(scope="module")
def orders() -> pd.DataFrame:
    return shop(300)


@pytest.fixture(scope="module")
def result(orders: pd.DataFrame) -> CustomerSegments:
    return segment_customers(orders, as_of=NOW)


def test_numbers_are_those_of_the_customers(orders: pd.DataFrame, result: CustomerSegments) -> None:
    scored = score_customers(orders, as_of=NOW)
    table = result.segments.set_index("segment")
    assert table["customers"].sum() == len(scored) == 300
    assert table["orders"].sum() == len(orders)
    assert table["net_revenue"].sum() == pytest.approx(orders["amount"].sum(), abs=1e-6)
    assert table["net_revenue_share"].sum() == pytest.approx(1)
    loyal = scored[scored["segment"] == "loyal"]
    row = table.loc["loyal"]
    assert (row["customers"], row["orders"]) == (len(loyal), loyal["orders"].sum())
    assert row["net_revenue"] == pytest.approx(loyal["value"].sum(), abs=1e-6)
    expected = binomtest(len(loyal), 300).proportion_ci(method="wilson")
    assert (row["share_low"], row["share_high"]) == pytest.approx((expected.low, expected.high))
    assert row["recency_days_median"] == loyal["recency_days"].median()
    assert row["orders_median"] == loyal["orders"].median()
    assert row["order_value_median"] == pytest.approx((loyal["value"] / loyal["orders"]).median())
    assert result.segments["net_revenue"].iloc[:-1].is_monotonic_decreasing


def test_the_interval_of_the_money_is_that_of_the_bootstrap(
    orders: pd.DataFrame, result: CustomerSegments
) -> None:
    scored = score_customers(orders, as_of=NOW)
    row = result.segments.set_index("segment").loc["champions"]
    inside = (scored["segment"] == "champions").to_numpy(dtype="float64")
    drawn = bootstrap(
        (scored["value"].to_numpy(), inside),
        lambda money, of, axis: (money * of).sum(axis) / money.sum(axis),
        paired=True, vectorized=True, method="percentile", n_resamples=2000, rng=1,
    ).confidence_interval  # fmt: skip
    assert row["net_revenue_share_low"] == pytest.approx(drawn.low, abs=0.015)
    assert row["net_revenue_share_high"] == pytest.approx(drawn.high, abs=0.015)


def test_small_segments_are_merged_and_never_found_by_subtraction(orders: pd.DataFrame) -> None:
    for grid in ("standard", "revised"):
        for smallest in (1, 10, 40):
            table = segment_customers(orders, grid=grid, as_of=NOW, smallest=smallest).segments
            assert table["customers"].min() >= max(smallest, 10)
            assert table["customers"].sum() == 300
            if "other" in set(table["segment"]):
                assert table["segment"].iloc[-1] == "other"


def test_currencies_stand_apart_and_small_ones_get_no_advice(orders: pd.DataFrame) -> None:
    both = pd.concat([orders, shop(49, currency="USD"), shop(9, currency="SEK")])
    result = segment_customers(both, as_of=NOW)
    assert set(result.segments["currency"]) == {"EUR"}
    totals = result.currencies
    assert totals["currency"].tolist() == ["EUR", "USD", "SEK"]
    assert totals["is_scored"].tolist() == [True, False, False]
    assert totals["customers"].tolist()[:2] == [300, 49]
    assert pd.isna(totals["customers"][2])
    found = {finding.key: finding for finding in rfm_findings(result, sources=ROWS)}
    assert (found["money.rfm.USD"].status, found["money.rfm.USD"].n) == ("unknown", 49)
    assert (found["money.rfm.SEK"].status, found["money.rfm.SEK"].n) == ("unknown", None)
    only = segment_customers(both, currency="USD", as_of=NOW)
    assert only.segments.empty
    enough = segment_customers(shop(50, currency="USD"), as_of=NOW)
    assert len(enough.segments)


def test_a_missing_currency_is_a_group_of_its_own(orders: pd.DataFrame) -> None:
    result = segment_customers(orders.assign(currency=None), as_of=NOW)
    assert result.segments["currency"].isna().all()
    keys = [finding.key for finding in rfm_findings(result, sources=ROWS)]
    assert "money.rfm.unknown.champions.net_revenue" in keys
    assert len(keys) == len(set(keys))
    leader = CUSTOMER_LABELS[result.segments["segment"].iloc[0]]
    assert leader in plot_customers(result).get_title(loc="left")


def test_ties_are_told_unless_they_point_at_people() -> None:
    one_each = shop(60).drop_duplicates("customer")
    assert segment_customers(one_each, as_of=NOW).currencies["tied_customers"].tolist() == [60]
    again = pd.concat([one_each, one_each.head(3)])
    assert segment_customers(again, as_of=NOW).currencies["tied_customers"].isna().all()
    keys = {f.key for f in rfm_findings(segment_customers(again, as_of=NOW), sources=ROWS)}
    assert "money.rfm.EUR.tied_share" not in keys


def test_findings_carry_unit_interval_and_base(result: CustomerSegments) -> None:
    found = {finding.key: finding for finding in rfm_findings(result, sources=ROWS)}
    row = result.segments.set_index("segment").loc["champions"]
    share = found["money.rfm.EUR.champions.share"]
    assert (share.numerator, share.denominator) == (row["customers"], 300)
    assert share.value == pytest.approx(share.numerator / share.denominator)
    money = found["money.rfm.EUR.champions.net_revenue"]
    assert (money.unit, money.value, money.n) == ("EUR", row["net_revenue"], row["orders"])
    value = found["money.rfm.EUR.champions.order_value_median"]
    assert (value.unit, value.low, value.high) == (
        "EUR", row["order_value_low"], row["order_value_high"]
    )  # fmt: skip
    assert found["money.rfm.EUR.champions.recency_days_median"].unit == "days"
    assert {finding.status for finding in found.values()} == {"measured"}


def test_an_unknown_amount_is_no_free_order(orders: pd.DataFrame) -> None:
    """Only the first order of each customer has its amount: the median order is one of these."""
    first = ~orders.duplicated("customer")
    holes = orders.assign(amount=orders["amount"].where(first))
    known = holes.groupby("customer")["amount"].sum()
    scored = score_customers(holes, as_of=NOW).set_index("customer")
    assert (scored["amounts"] == 1).all()
    table = segment_customers(holes, as_of=NOW).segments.set_index("segment")
    of_lost = known[scored.index[scored["segment"] == "lost"]]
    assert table.loc["lost", "order_value_median"] == pytest.approx(of_lost.median())


def test_money_that_all_went_back_has_no_shares(orders: pd.DataFrame) -> None:
    gone = segment_customers(orders.assign(refunded=orders["amount"]), as_of=NOW)
    assert gone.segments["net_revenue_share"].isna().all()
    keys = {finding.key for finding in rfm_findings(gone, sources=ROWS)}
    assert not any(key.endswith("net_revenue_share") for key in keys)
    assert "money" not in plot_customers(gone).get_title(loc="left").split("\n")[0]


def test_every_segment_has_a_label_and_advice_without_digits() -> None:
    assert set(CUSTOMER_LABELS) == set(CUSTOMER_ADVICE) == set(CUSTOMER_SEGMENTS)
    for text in CUSTOMER_ADVICE.values():
        assert not re.search(r"\d", text)
        assert text.count(".") >= 2


def test_the_chart_shows_the_same_numbers_and_teaches(
    orders: pd.DataFrame, result: CustomerSegments
) -> None:
    axes = plot_customers(result)
    widths = [bar.get_width() for bar in axes.patches][::-1]
    assert widths == pytest.approx((result.segments["share"] * 100).tolist())
    diamonds = next(line for line in axes.lines if line.get_marker() == "D")
    assert list(diamonds.get_xdata())[::-1] == pytest.approx(
        (result.segments["net_revenue_share"] * 100).tolist()
    )
    assert "of the customers" in axes.get_title(loc="left")
    nobody = segment_customers(orders.head(0), as_of=NOW)
    assert "Shopify" in plot_customers(nobody).texts[0].get_text()
    few = segment_customers(shop(20), as_of=NOW)
    assert "longer" in plot_customers(few).texts[0].get_text()
    assert "Shopify" in plot_customers(result, currency="USD").texts[0].get_text()


def test_row_order_does_not_matter_and_nothing_is_changed(
    orders: pd.DataFrame, result: CustomerSegments
) -> None:
    before = orders.copy(deep=True)
    again = segment_customers(orders.sample(frac=1, random_state=5), as_of=NOW)
    assert_frame_equal(again.segments, result.segments)
    assert_frame_equal(orders, before)
