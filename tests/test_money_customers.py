"""Customers: what counts as bought, days of the place, money after refunds, any engine."""

import duckdb
import numpy as np
import pandas as pd
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from smmlab.errors import DataError
from smmlab.money.customers import add_up_customers, newest_order
from smmlab.reduce.clock import DAY

NOW = 20_000 * DAY + 43_200


def orders_of(rows: "list[tuple[str | None, float]]", **columns: object) -> pd.DataFrame:
    base = {"currency": "EUR", "amount": 10.0, "refunded": 0.0, "status": "paid"}
    frame = pd.DataFrame(rows, columns=["customer", "days_ago"])
    frame["at"] = (NOW - frame.pop("days_ago") * DAY).astype("Int64")
    return frame.assign(**base | columns).astype({"customer": "str"})


def test_only_orders_that_count_are_added() -> None:
    frame = orders_of(
        [("a", 9), ("a", 5), ("a", 3), ("b", 4), (None, 1)],
        status=["paid", "CANCELLED", None, "pending", "paid"],
        refunded=[4.0, 0.0, np.nan, 0.0, 0.0],
    )
    before = frame.copy(deep=True)
    table = add_up_customers(frame, as_of=NOW)
    assert table["customer"].tolist() == ["a"]
    row = table.iloc[0]
    assert row[["orders", "days", "recency_days", "age_days"]].tolist() == [2, 2, 3, 9]
    assert row["value"] == 16.0
    assert_frame_equal(frame, before)


def test_missing_money_is_not_zero_and_timeless_customers_are_nobody() -> None:
    frame = orders_of([("a", 1), ("b", 2), ("b", 1), ("c", 3)], amount=[np.nan, np.nan, 7.5, 1.0])
    frame.loc[3, "at"] = pd.NA
    table = add_up_customers(frame).set_index("customer")
    assert np.isnan(table.loc["a", "value"])
    assert table.loc["b", "value"] == 7.5
    assert "c" not in table.index


def test_currencies_are_never_added_and_one_row_a_customer_has_no_money() -> None:
    frame = orders_of([("a", 5), ("a", 3)], currency=["EUR", "USD"])
    table = add_up_customers(frame)
    assert table["currency"].tolist() == ["EUR", "USD"]
    together = add_up_customers(frame, by_currency=False)
    assert together[["orders", "days", "age_days"]].iloc[0].tolist() == [2, 2, 2]
    assert together["value"].isna().all()


def test_days_are_those_of_the_place_and_later_orders_are_not_known_yet() -> None:
    # Half past ten in the evening by UTC is the next day in Tallinn.
    noon, late = 20_000 * DAY + 43_200, 20_000 * DAY + 81_000
    frame = orders_of([("a", 0), ("a", 0)]).assign(at=[noon, late])
    assert add_up_customers(frame)["days"].tolist() == [1]
    there = add_up_customers(frame, timezone="Europe/Tallinn")
    assert there[["days", "age_days"]].to_numpy().tolist() == [[2, 1]]
    assert add_up_customers(frame, as_of=noon)["orders"].tolist() == [1]
    assert newest_order(frame) == late


@settings(deadline=None, max_examples=40)
@given(
    st.lists(
        st.tuples(st.sampled_from("abcd"), st.integers(0, 40), st.integers(1, 500)), max_size=40
    )
)
def test_sums_are_those_of_a_plain_count(bought: list[tuple[str, int, int]]) -> None:
    frame = orders_of(
        [(who, ago) for who, ago, _cents in bought],
        amount=[cents / 100 for _who, _ago, cents in bought],
    )
    table = add_up_customers(frame, as_of=NOW).set_index("customer")
    assert set(table.index) == {who for who, *_rest in bought}
    for who, row in table.iterrows():
        mine = [(ago, cents) for name, ago, cents in bought if name == who]
        days = {ago for ago, _cents in mine}
        assert row["orders"] == len(mine)
        assert row["days"] == len(days)
        assert (row["recency_days"], row["age_days"]) == (min(days), max(days))
        assert row["value"] == sum(cents for _ago, cents in mine) / 100


def test_the_same_in_every_engine() -> None:
    frame = orders_of([("a", 9), ("a", 5), ("b", 3.5)], refunded=[1.25, np.nan, 0.0])
    expected = add_up_customers(frame, timezone="Europe/Tallinn")
    relation = duckdb.sql("SELECT * FROM frame")
    assert_frame_equal(add_up_customers(relation, timezone="Europe/Tallinn"), expected)
    assert_frame_equal(add_up_customers(pl.from_pandas(frame), timezone="Europe/Tallinn"), expected)


def test_money_back_of_an_unknown_amount_is_not_taken_from_other_orders() -> None:
    frame = orders_of([("a", 3), ("a", 1), ("b", 2)], amount=[10.0, None, None],
                      refunded=[2.0, 5.0, 5.0])  # fmt: skip
    table = add_up_customers(frame, as_of=NOW).set_index("customer")
    assert table.loc["a", ["orders", "amounts", "value"]].tolist() == [2, 1, 8]
    assert table["value"].isna().tolist() == [False, True]


def test_nothing_and_too_few_columns() -> None:
    nothing = orders_of([])
    assert add_up_customers(nothing).empty
    assert newest_order(nothing) == 0
    with pytest.raises(DataError, match="status"):
        add_up_customers(nothing.drop(columns="status"))
    with pytest.raises(DataError, match="Nowhere"):
        add_up_customers(orders_of([("a", 1)]), timezone="Nowhere/Never")
