"""Orders added up: exact, and the same in every engine."""

import pandas as pd
from hypothesis import given, settings

from engines import assert_same_everywhere
from reduce_cases import orders
from smmlab.reduce.money import customer_orders, orders_by_utm

FEW = settings(max_examples=10, deadline=None)
KEYS = ["utm_source", "utm_medium", "utm_campaign", "currency", "status"]


def thousandths(rows: pd.DataFrame, name: str) -> pd.Series:
    return rows[name].fillna(0).mul(1000).round().astype("int64")


@FEW
@given(orders)
def test_money_is_added_exactly(bought: pd.DataFrame) -> None:
    rows = bought.assign(
        amount_thousandths=thousandths(bought, "amount"),
        refunded_thousandths=thousandths(bought, "refunded"),
        amounts=bought["amount"].notna().astype("int64"),
        refunds=bought["refunded"].notna().astype("int64"),
        orders=1,
    )
    sums = ["orders", "amount_thousandths", "refunded_thousandths", "amounts", "refunds"]
    expected = rows.groupby(KEYS, dropna=False)[sums].sum().reset_index()
    assert_same_everywhere(orders_by_utm, expected, bought)


@FEW
@given(orders)
def test_customers_have_their_orders_days_and_money(bought: pd.DataFrame) -> None:
    known = bought[bought["customer"].notna()]
    rows = known.assign(
        day=known["at"] // 86_400,
        amount_thousandths=thousandths(known, "amount"),
        refunded_thousandths=thousandths(known, "refunded"),
    )
    groups = rows.groupby(["customer", "currency"], dropna=False)
    expected = pd.DataFrame(
        {
            "orders": groups.size(),
            "first": groups["at"].min(),
            "last": groups["at"].max(),
            "days": groups["day"].nunique(),
            "amount_thousandths": groups["amount_thousandths"].sum(),
            "refunded_thousandths": groups["refunded_thousandths"].sum(),
            "amounts": groups["amount"].count(),
            "refunds": groups["refunded"].count(),
        }
    ).reset_index()
    assert_same_everywhere(customer_orders, expected, bought)
