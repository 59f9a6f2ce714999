"""Costs and returns by the piece: exact sums, intervals with a count, nothing made up."""

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import gamma

from smmlab.errors import DataError
from smmlab.money.unit_economics import (
    MORE_REFUNDED,
    NO_MARGIN,
    NO_NEW,
    NO_ORDERS,
    NO_SPEND,
    NOT_WITHIN,
    TOO_FEW_ORDERS,
    TOO_FEW_WATCHED,
    unit_economics,
)
from smmlab.schema import conform

DAY = 86_400
MONTH = 30 * DAY


def orders(n: int = 40, **more: object) -> pd.DataFrame:
    """Each customer buys once for 30, one a day."""
    frame = pd.DataFrame(
        {
            "order_id": [str(k) for k in range(n)], "at": [k * DAY for k in range(n)],
            "amount": 30.0, "currency": "EUR", "refunded": 0.0, "status": "paid",
            "customer": [f"p{k}" for k in range(n)], "first_order": True,
        }
    )  # fmt: skip
    return conform(frame.assign(**more), "orders")


def ads(spend: list[float], currency: str = "EUR") -> pd.DataFrame:
    return conform(pd.DataFrame({"spend": spend, "currency": currency}), "ads")


def of(table: pd.DataFrame, measure: str) -> pd.Series:
    return table.set_index("measure").loc[measure]


def test_costs_are_spend_by_results_with_the_interval_of_a_count():
    table = unit_economics(orders(), ads([80.0, 20.0]), currency="EUR", spend=20).table
    cost = of(table, "cost_per_order")
    assert (of(table, "spend")["value"], cost["value"], cost["n"]) == (120, 3.0, 40)
    # Garwood's limits are quantiles of gamma variables.
    assert cost["low"] == pytest.approx(120 / gamma.ppf(0.975, 41))
    assert cost["high"] == pytest.approx(120 / gamma.ppf(0.025, 40))
    assert of(table, "cac")["value"] == 3.0


def test_hours_are_money_too():
    table = unit_economics(orders(), currency="EUR", hours=10, hour_cost=12).table
    assert of(table, "spend")["value"] == 120
    unknown = unit_economics(orders(), currency="EUR", hours=10).table
    assert of(unknown, "spend")["reason"] == NO_SPEND


def test_nothing_spent_is_a_number_and_not_told_is_none():
    free = unit_economics(orders(), currency="EUR", spend=0, margin=0.5).table
    assert of(free, "cost_per_order")["value"] == 0
    assert math.isnan(of(free, "value_to_cac")["value"])
    silent = unit_economics(orders(), currency="EUR", margin=0.5).table
    for measure in ("spend", "cost_per_order", "cac", "contribution_after_cost"):
        assert of(silent, measure)["status"] == "unknown"
        assert of(silent, measure)["reason"] == NO_SPEND


def test_without_a_cancelled_order_nothing_was_lost_to_it():
    table = unit_economics(orders(), currency="EUR").table
    assert of(table, "cancelled_value")["value"] == 0


def test_sums_are_exact_and_refunds_and_cancelled_orders_stand_apart():
    frame = orders(12, amount=0.1, refunded=[0.1] + [0.0] * 11)
    frame.loc[[1, 2], "status"] = ["cancelled", "pending"]
    table = unit_economics(frame, currency="EUR").table
    assert of(table, "orders")["value"] == 10
    assert of(table, "revenue")["value"] == 1.0
    assert of(table, "refunded")["value"] == 0.1
    assert of(table, "net_revenue")["value"] == 0.9
    assert (of(table, "cancelled")["value"], of(table, "cancelled_value")["value"]) == (1, 0.1)


def test_a_negative_amount_is_money_given_back_and_no_order():
    frame = orders(12, amount=[10.0] * 11 + [-25.0])
    table = unit_economics(frame, currency="EUR").table
    assert of(table, "orders")["value"] == 11
    assert of(table, "refunded")["value"] == 25
    assert of(table, "net_revenue")["value"] == 85


def test_currencies_are_named_and_never_added():
    frame = orders(30, currency=["EUR"] * 20 + ["USD"] * 10)
    result = unit_economics(frame, ads([5.0, 7.0], "SEK"), currency="EUR")
    assert of(result.table, "revenue")["value"] == 600
    assert of(result.table, "spend")["status"] == "unknown"
    assert result.other_currencies == ("SEK", "USD")
    none = unit_economics(frame, currency="RUB").table
    assert of(none, "orders")["reason"] == NO_ORDERS
    assert of(none, "order_value")["status"] == "unknown"


def test_what_an_order_leaves_needs_a_margin_and_may_be_a_loss():
    silent = unit_economics(orders(), currency="EUR", spend=1200).table
    assert of(silent, "contribution")["reason"] == NO_MARGIN
    assert of(silent, "contribution_after_cost")["reason"] == NO_MARGIN
    told = unit_economics(orders(), currency="EUR", spend=1200, margin=0.5).table
    assert of(told, "contribution")["value"] == 15
    assert of(told, "contribution")["status"] == "estimated"
    assert of(told, "contribution_after_cost")["value"] == -15


def test_refunds_larger_than_sales_give_no_ratio():
    frame = orders(40, refunded=45.0)
    table = unit_economics(frame, currency="EUR", spend=10, margin=0.5, horizon_months=1).table
    assert of(table, "net_revenue")["value"] == -600
    assert of(table, "contribution")["reason"] == MORE_REFUNDED
    assert of(table, "contribution_after_cost")["reason"] == MORE_REFUNDED
    numbers = table.set_index("measure")["value"]
    assert math.isnan(numbers["value_to_cac"])
    assert math.isnan(numbers["payback_months"])


def test_too_few_orders_or_customers_are_said():
    table = unit_economics(orders(9), currency="EUR", spend=10, margin=0.5).table
    assert of(table, "order_value")["reason"] == TOO_FEW_ORDERS
    assert of(table, "new_customers")["reason"] == NO_NEW
    assert of(table, "cac")["reason"] == NO_NEW
    assert of(table, "customer_value")["reason"] == TOO_FEW_WATCHED
    nobody = unit_economics(orders(20, customer=None), currency="EUR", spend=10, margin=0.5).table
    assert of(nobody, "cac")["reason"] == NO_NEW


def returning(months: int = 6) -> pd.DataFrame:
    """Forty customers buy for 30 on their first day and again after two months; one is watched."""
    first = orders(40, at=[k * 3600 for k in range(40)])
    again = orders(40, at=[k * 3600 + 45 * DAY for k in range(40)], first_order=False)
    last = orders(1, at=[months * MONTH + 40 * 3600], customer="late")
    frame = pd.concat([first, again, last], ignore_index=True)
    return frame.assign(order_id=[str(n) for n in range(len(frame))])


def test_a_customer_is_worth_what_watched_customers_left():
    table = unit_economics(returning(), currency="EUR", spend=41 * 20, margin=0.5).table
    assert of(table, "customer_value")["value"] == pytest.approx(30)
    assert of(table, "customer_value")["n"] == 40
    assert of(table, "cac")["value"] == pytest.approx(20)
    assert of(table, "value_to_cac")["value"] == pytest.approx(1.5)
    # 15 comes with the first order, the rest with the second, in the second month.
    assert of(table, "payback_months")["value"] == 2
    cheap = unit_economics(returning(), currency="EUR", spend=41 * 15, margin=0.5).table
    assert of(cheap, "payback_months")["value"] == 0
    dear = unit_economics(returning(), currency="EUR", spend=41 * 31, margin=0.5).table
    assert of(dear, "payback_months")["reason"] == NOT_WITHIN
    short = unit_economics(
        returning(), currency="EUR", spend=41 * 20, margin=0.5, horizon_months=1
    ).table
    assert of(short, "customer_value")["value"] == pytest.approx(15)


def test_customers_who_were_not_watched_long_enough_do_not_count():
    table = unit_economics(returning(2), currency="EUR", spend=1, margin=0.5).table
    assert of(table, "customer_value")["reason"] == TOO_FEW_WATCHED


@pytest.mark.parametrize(
    "wrong", [{"spend": -1.0}, {"hours": float("inf")}, {"margin": 0.0}, {"margin": 1.2},
              {"horizon_months": 0}],
)  # fmt: skip
def test_numbers_that_cannot_be_are_refused(wrong):
    with pytest.raises(DataError, match="cannot be"):
        unit_economics(orders(), currency="EUR", **wrong)


def test_a_missing_column_is_named_and_inputs_stay_as_they_are():
    frame = orders()
    before = frame.copy(deep=True)
    unit_economics(frame, ads([1.0]), currency="EUR", margin=0.5, spend=3)
    pd.testing.assert_frame_equal(frame, before)
    with pytest.raises(DataError, match="refunded"):
        unit_economics(frame.drop(columns="refunded"), currency="EUR")


@given(st.lists(st.floats(-50, 500), min_size=0, max_size=60), st.floats(0, 1000))
@settings(max_examples=30, deadline=None)
def test_money_adds_up_and_no_ratio_is_below_zero(amounts, spend):
    frame = orders(len(amounts), amount=np.array(amounts, dtype=float))
    table = unit_economics(frame, currency="EUR", spend=spend, margin=0.4).table
    value = table.set_index("measure")["value"]
    for measure in ("cost_per_order", "cac", "value_to_cac", "payback_months"):
        assert not value[measure] < 0
    thousandths = sum(round(amount * 1000) for amount in amounts)
    if not math.isnan(value["net_revenue"]):
        assert value["net_revenue"] == pytest.approx(thousandths / 1000, abs=1e-9)
