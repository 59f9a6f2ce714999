"""Money of segments: matched buyers only, currencies apart, small groups hidden."""

import numpy as np
import pandas as pd
import pytest

from smmlab.audience.spending import segment_spending
from smmlab.intervals import wilson_interval


def people_of(sizes: dict[str, int]) -> pd.DataFrame:
    rows = [(f"{name}{n}", name) for name, size in sizes.items() for n in range(size)]
    people, names = zip(*rows, strict=True)
    return pd.DataFrame({"network": "shop", "person": people, "segment": names})


def orders_of(buyers: list[str], amounts: list[float], currency: str = "EUR") -> pd.DataFrame:
    return pd.DataFrame(
        {"customer": buyers, "currency": currency, "at": pd.array([0] * len(buyers), "Int64"),
         "amount": amounts, "refunded": 0.0}
    )  # fmt: skip


def test_sums_are_exact_and_shares_have_their_base() -> None:
    members = people_of({"core": 40, "new": 60})
    buyers = [f"core{n}" for n in range(20)] * 2 + [f"new{n}" for n in range(12)]
    orders = orders_of(buyers, [0.1] * 40 + [5.0] * 12)
    money = segment_spending(members, orders).set_index("segment")
    assert money["buyers"].tolist() == [20, 12]
    assert money["orders"].tolist() == [40, 12]
    assert money["revenue"].tolist() == [4.0, 60.0]
    assert money["average_order_value"].tolist() == pytest.approx([0.1, 5])
    assert money.loc["core", "buyers_share"] == pytest.approx(0.5)
    low, high = wilson_interval([20], [40])
    assert (money.loc["core", "buyers_low"], money.loc["core", "buyers_high"]) == pytest.approx(
        (low[0], high[0])
    )


def test_one_who_buys_often_counts_once_in_the_interval() -> None:
    members = people_of({"core": 60})
    rng = np.random.default_rng(0)
    buyers = [f"core{n}" for n in range(30)] + ["core0"] * 60
    amounts = [*rng.uniform(10, 20, 30), *[100.0] * 60]
    money = segment_spending(members, orders_of(buyers, amounts)).iloc[0]
    assert money["average_order_value"] == pytest.approx(np.mean(amounts))
    # As sixty independent orders of a hundred the mean would be sure to be above fifty.
    assert money["aov_low"] < 30
    assert money["aov_high"] > money["average_order_value"]


def test_currencies_are_never_added_and_missing_ones_left_out() -> None:
    members = people_of({"core": 60})
    names = [f"core{n}" for n in range(20)]
    orders = pd.concat(
        [orders_of(names, [1.0] * 20), orders_of(names[:15], [70.0] * 15, "RUB"),
         orders_of(names, [9.0] * 20).assign(currency=None)]
    )  # fmt: skip
    money = segment_spending(members, orders).set_index("currency")
    assert money["revenue"].to_dict() == {"EUR": 20.0, "RUB": 1050.0}


def test_few_buyers_are_hidden_and_cannot_be_found_by_subtraction() -> None:
    members = people_of({"core": 50, "new": 50, "regular": 50})
    buyers = ([f"core{n}" for n in range(30)] + [f"new{n}" for n in range(4)]
              + [f"regular{n}" for n in range(20)])  # fmt: skip
    money = segment_spending(members, orders_of(buyers, [1.0] * len(buyers)))
    assert money["segment"].tolist() == ["core"]
    assert segment_spending(members, orders_of(buyers[:9], [1.0] * 9)).empty
    strict = segment_spending(members, orders_of(buyers[:30], [1.0] * 30), smallest=31)
    assert strict.empty


def test_when_nearly_all_buy_the_few_others_are_not_told() -> None:
    members = people_of({"core": 30})
    names = [f"core{n}" for n in range(27)]
    row = segment_spending(members, orders_of(names, [2.0] * 27)).iloc[0]
    assert row["revenue"] == 54
    assert row[["buyers", "buyers_share", "buyers_low", "buyers_high"]].isna().all()


def test_a_name_in_two_networks_matches_nobody() -> None:
    members = people_of({"core": 30})
    twice = pd.concat([members, members.assign(network="telegram")])
    orders = orders_of([f"core{n}" for n in range(20)], [1.0] * 20)
    assert segment_spending(twice, orders).empty
    assert len(segment_spending(members, orders)) == 1


def test_unknown_amounts_are_not_zero() -> None:
    members = people_of({"core": 30})
    names = [f"core{n}" for n in range(20)]
    orders = orders_of(names, [10.0] * 10 + [np.nan] * 10)
    row = segment_spending(members, orders).iloc[0]
    assert row["average_order_value"] == 10
    assert (row["orders"], row["amounts"]) == (20, 10)
    none = segment_spending(members, orders_of(names, [np.nan] * 20)).iloc[0]
    assert none[["revenue", "average_order_value", "aov_low"]].isna().all()


def test_money_known_of_few_buyers_is_not_told_as_that_of_all() -> None:
    members = people_of({"core": 40})
    names = [f"core{n}" for n in range(20)]
    orders = orders_of(names, [10.0] * 9 + [np.nan] * 11)
    orders["refunded"] = [np.nan] * 18 + [3.0] * 2
    row = segment_spending(members, orders).iloc[0]
    assert row["buyers"] == 20
    assert row[["revenue", "refunded", "average_order_value", "aov_low", "aov_high"]].isna().all()
    back = orders_of(names, [10.0] * 20).assign(refunded=[4.0] * 9 + [0.0] * 11)
    assert np.isnan(segment_spending(members, back).iloc[0]["refunded"])
    back["refunded"] = [4.0] * 10 + [0.0] * 10
    assert segment_spending(members, back).iloc[0]["refunded"] == 40
    free = segment_spending(members, orders_of(names, [10.0] * 9 + [0.0] * 11)).iloc[0]
    assert free[["revenue", "average_order_value"]].isna().all()
    more = orders.assign(amount=[10.0] * 12 + [np.nan] * 8)
    assert segment_spending(members, more).iloc[0]["revenue"] == 120
    assert np.isnan(segment_spending(members, more, smallest=13).iloc[0]["revenue"])
