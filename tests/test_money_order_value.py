"""The worth of an order: exact sums, intervals that cover on skewed amounts, refunds apart."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import bootstrap, norm

from smmlab.errors import DataError
from smmlab.intervals import median_interval
from smmlab.money.order_value import mean_interval, per_visit, value_orders


def orders_of(amounts: object, **columns: object) -> pd.DataFrame:
    frame = pd.DataFrame({"amount": amounts, "currency": "EUR", "refunded": 0.0})
    return frame.assign(**columns)


@pytest.mark.parametrize(("n", "draws"), [(30, 500), (100, 300), (400, 100)])
@pytest.mark.parametrize(("spread", "shown"), [(0.5, 0.947), (0.8, 0.937)])
def test_intervals_of_the_mean_cover(n: int, draws: int, spread: float, shown: float) -> None:
    rng = np.random.default_rng(n)
    true = np.exp(3 + spread**2 / 2)
    ends = np.array([mean_interval(rng.lognormal(3, spread, n), seed=s) for s in range(draws)])
    covered = ((ends[:, 0] <= true) & (true <= ends[:, 1])).mean()
    # Three standard errors of so few draws around what larger runs showed.
    assert abs(covered - shown) < 3 * np.sqrt(0.95 * 0.05 / draws)


def test_many_orders_have_the_interval_of_bca_and_very_many_the_normal_one() -> None:
    amounts = np.random.default_rng(1).lognormal(3, 0.5, 300)
    expected = bootstrap((amounts,), np.mean, n_resamples=2000, method="BCa", rng=4)
    assert mean_interval(amounts, seed=4) == pytest.approx(tuple(expected.confidence_interval))
    many = np.tile(amounts, 11)
    normal = norm.interval(0.95, many.mean(), many.std(ddof=1) / np.sqrt(len(many)))
    assert mean_interval(many) == pytest.approx(normal)


def test_fewer_orders_have_the_bootstrap_t_of_logarithms() -> None:
    amounts = np.random.default_rng(2).choice([0, 9.9, 19.9, 45], 60)
    drawn = amounts[np.random.default_rng(3).integers(0, 60, (2000, 60))]
    mean, error = amounts.mean(), amounts.std() / amounts.mean()
    strays = np.log(drawn.mean(axis=1) / mean) / (drawn.std(axis=1) / drawn.mean(axis=1))
    expected = mean * np.exp(-np.quantile(strays, [0.975, 0.025]) * error)
    assert mean_interval(amounts, seed=3) == pytest.approx(tuple(expected))


@pytest.mark.parametrize("n", [10, 30, 250, 3001])
@pytest.mark.parametrize("groups", [2, 12])
def test_a_group_among_many_has_the_numbers_it_has_alone(n: int, groups: int) -> None:
    rng = np.random.default_rng(n)
    amounts = rng.lognormal(3, 0.8, (groups, n)).round(2)
    amounts[0] = 7.5
    amounts[1, :5] -= 40
    shop = np.repeat(np.arange(groups), n)
    mixed = rng.permutation(groups * n)
    frame = orders_of(amounts.ravel(), shop=shop).iloc[mixed]
    table = value_orders(pd.concat([frame, orders_of([1.0] * 14, shop=99)]), ["shop"], seed=5)
    for place, rows in frame.groupby("shop"):
        row = table[table["shop"] == place].iloc[0]
        alone = mean_interval(rows["amount"], seed=5)
        middle = median_interval(rows["amount"])
        assert row[["aov_low", "aov_high"]].tolist() == pytest.approx(alone, nan_ok=True)
        assert row[["median_low", "median_high"]].tolist() == list(middle)
        assert row["median_order_value"] == rows["amount"].median()


def test_draws_that_are_the_sample_again_count_half() -> None:
    # Sums of whole numbers are exact, so there scipy finds the ties; cents are the same draws.
    whole = np.array([-10.0, *[2.0] * 9])
    drawn = bootstrap((whole,), np.mean, n_resamples=2000, method="BCa", rng=0)
    expected = tuple(drawn.confidence_interval)
    assert mean_interval(whole, least=10) == pytest.approx(expected)
    assert mean_interval(whole / 10, least=10) == pytest.approx(np.array(expected) / 10)


def test_few_orders_have_none_and_equal_ones_no_width() -> None:
    assert np.isnan(mean_interval(range(29))).all()
    assert np.isfinite(mean_interval(range(1, 11), least=10)).all()
    assert mean_interval([7.5] * 40) == (7.5, 7.5)
    low, high = mean_interval([1.0, np.nan] * 15 + [2.0] * 15, seed=1)
    assert 1 < low < 1.5 < high < 2
    assert mean_interval(range(50), seed=2) == mean_interval(range(50), seed=2)
    assert mean_interval([0.0] * 29 + [9.0], seed=0)[0] >= 0


def test_money_of_a_visit_is_share_times_mean() -> None:
    low, high = per_visit([1.5, 1.5], [0.08, 0.08], [60, 29], [2000, 2000])
    spread = np.sqrt((1 - 60 / 2000) / 60 + 0.08**2)
    assert (low[0], high[0]) == pytest.approx(
        (1.5 * np.exp(-1.959964 * spread), 1.5 * np.exp(1.959964 * spread))
    )
    assert np.isnan([low[1], high[1]]).all()
    assert np.isnan(per_visit([1.5], [0.08], [60], [50])).all()


def test_intervals_of_money_of_a_visit_cover() -> None:
    rng, draws, visits = np.random.default_rng(5), 3000, 3000
    bought = rng.binomial(visits, 0.03, draws)
    amounts = rng.lognormal(3, 0.8, (draws, bought.max()))
    amounts[np.arange(bought.max()) >= bought[:, None]] = np.nan
    value = np.nansum(amounts, axis=1) / visits
    error = np.nanstd(amounts, axis=1) / np.sqrt(bought) / np.nanmean(amounts, axis=1)
    low, high = per_visit(value, error, bought, np.full(draws, visits))
    true = 0.03 * np.exp(3 + 0.8**2 / 2)
    assert 0.93 < ((low <= true) & (true <= high)).mean() < 0.97


def test_groups_and_currencies_stand_apart() -> None:
    frame = orders_of(np.arange(1.0, 25), shop=["a", "b"] * 12, currency=["EUR"] * 20 + [None] * 4)
    table = value_orders(frame, ["shop"])
    assert table[["shop", "orders"]].to_numpy().tolist() == [
        ["a", 10], ["a", 2], ["b", 10], ["b", 2]
    ]  # fmt: skip
    for (shop, code), rows in frame.groupby(["shop", "currency"], dropna=False):
        one = table[(table["shop"] == shop) & (table["currency"].fillna("") == (
            code if isinstance(code, str) else ""))].iloc[0]  # fmt: skip
        assert one["revenue"] == rows["amount"].sum()
        if len(rows) >= 10:
            assert one["average_order_value"] == rows["amount"].mean()
            assert one["aov_error"] == pytest.approx(
                rows["amount"].std(ddof=0) / np.sqrt(len(rows)) / rows["amount"].mean()
            )
            assert one["median_low"] <= one["median_order_value"] <= one["median_high"]
        else:
            assert pd.isna(one["average_order_value"])
    assert value_orders(frame.iloc[:0], ["shop"]).empty


def test_what_is_not_known_is_missing() -> None:
    row = value_orders(orders_of([10.0, np.nan], refunded=[np.nan, 4.0])).iloc[0]
    assert row[["orders", "amounts", "revenue", "refunds"]].tolist() == [2, 1, 10, 0]
    assert row[["refunded", "net_revenue", "refund_share"]].isna().all()
    with pytest.raises(DataError, match="refunded"):
        value_orders(orders_of([1.0]).drop(columns="refunded"))


def test_a_refund_above_the_sale_is_in_no_sum() -> None:
    frame = orders_of([10.0] * 12, refunded=[10.0, 10.004, 3.0, *[0.0] * 9])
    row = value_orders(frame).iloc[0]
    assert row[["over_refunded", "refunds", "refunded_orders"]].tolist() == [1, 11, 2]
    assert row[["revenue", "refunded", "net_revenue"]].tolist() == [120, 13, 97]
    assert row["refund_share"] == 2 / 11


@settings(deadline=None, max_examples=40)
@given(st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 10**6)), min_size=1, max_size=60))
def test_no_cent_drifts(cents: list[tuple[int, int]]) -> None:
    frame = orders_of([a / 100 for a, _ in cents], refunded=[b / 100 for _, b in cents])
    row = value_orders(frame).iloc[0]
    fair = [(a, b) for a, b in cents if b <= a]
    assert row["revenue"] == sum(a for a, _ in cents) / 100
    assert row["over_refunded"] == len(cents) - len(fair)
    if fair:
        assert row["refunded"] == sum(b for _, b in fair) / 100
        assert row["net_revenue"] == sum(a - b for a, b in fair) / 100
