"""Cohorts: followed from the first order, fixed denominators, few customers withheld."""

from statistics import mean

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal
from scipy.stats import binomtest

from smmlab.errors import DataError
from smmlab.findings import Source
from smmlab.money.cohorts import COHORT_LACKS, cohort_findings, follow_customers
from smmlab.money.utm import UNTAGGED
from smmlab.schema import conform

DAY = 86_400
Row = tuple[str, float, str | None]
ROWS = (Source("orders.csv", 2, 99, 98),)


def orders_of(*rows: Row, **columns: object) -> pd.DataFrame:
    """Make orders from customer, day and source."""
    frame = pd.DataFrame(rows, columns=["customer", "day", "utm_source"])
    frame = frame.assign(at=(frame["day"] * DAY).astype("int64"), amount=10.0, currency="EUR",
                         status="paid")  # fmt: skip
    frame["order_id"] = [f"#{n}" for n in range(len(frame))]
    return conform(frame.assign(**columns), "orders")


def group(name: str, source: str | None, size: int, again: int, after: float = 10) -> list[Row]:
    """Return a group of customers who bought on day 0, some of them again."""
    first = [(f"{name}{n}", 0, source) for n in range(size)]
    return [*first, *((f"{name}{n}", after, None) for n in range(again))]


END = ("end", 200, "tiktok")


def shares(table: pd.DataFrame, age: int = 30) -> dict[str, tuple[int, int]]:
    rows = table[(table["age"] == age) & ~table["suppressed"]]
    return {row["name"]: (int(row["again"]), int(row["customers"]))
            for row in rows.to_dict("records")}  # fmt: skip


def test_customers_belong_to_the_network_of_their_first_order() -> None:
    rows = [*group("a", "ig", 50, 20), *group("b", None, 60, 15), END]
    orders = orders_of(*rows)
    before = orders.copy(deep=True)
    found = follow_customers(orders)
    # The customer of the last day has been known for no time and is in no age.
    assert shares(found.table) == {
        "all": (35, 110), "instagram": (20, 50), UNTAGGED: (15, 60)
    }  # fmt: skip
    row = found.table[found.table["name"] == "instagram"].iloc[0]
    expected = binomtest(20, 50).proportion_ci(method="wilson")
    assert (row["share_low"], row["share_high"]) == pytest.approx((expected.low, expected.high))
    assert found.begins == "1970-01-01"
    assert_frame_equal(orders, before)
    assert_frame_equal(follow_customers(orders.iloc[::-1]).table, found.table)


def test_only_customers_known_so_long_are_counted() -> None:
    late = [(f"l{n}", 150, "ig") for n in range(40)]
    found = follow_customers(orders_of(*group("a", "ig", 50, 20), *late, END))
    assert shares(found.table, 30)["instagram"] == (20, 90)
    assert shares(found.table, 90)["instagram"] == (20, 50)
    edge = follow_customers(orders_of(*group("a", "ig", 50, 20, after=30), ("x", 30, "ig")))
    assert shares(edge.table, 30)["instagram"] == (20, 50)
    beyond = follow_customers(orders_of(*group("a", "ig", 50, 20, after=31), ("x", 31, "ig")))
    assert shares(beyond.table, 30)["instagram"] == (0, 50)


def test_two_orders_of_one_day_are_one_purchase() -> None:
    found = follow_customers(orders_of(*group("a", "ig", 50, 20, after=0.4), END))
    assert shares(found.table)["instagram"] == (0, 50)
    tallinn = follow_customers(orders_of(*group("a", "ig", 50, 20, after=0.95), END),
                               timezone="Europe/Tallinn")  # fmt: skip
    assert shares(tallinn.table)["instagram"] == (20, 50)


def test_fewer_than_thirty_are_withheld_and_no_subtraction_tells_them() -> None:
    found = follow_customers(orders_of(*group("a", "ig", 60, 20), *group("b", "fb", 29, 12), END))
    table = found.table[found.table["age"] == 30].set_index("name")
    assert table.loc["facebook", "suppressed"]
    assert table.loc["facebook", ["customers", "again", "share"]].isna().all()
    few = follow_customers(orders_of(*group("a", "ig", 60, 20), *group("b", "fb", 40, 12),
                                     *group("c", "tg", 5, 0), END)).table  # fmt: skip
    few = few[few["age"] == 30].set_index("name")
    assert few["suppressed"].to_dict() == {
        "all": False, "facebook": True, "instagram": False, "telegram": True
    }  # fmt: skip
    lonely = follow_customers(orders_of(*group("a", "ig", 60, 5), END)).table
    assert lonely["suppressed"].all(), "five who came back are told by no share"


def test_value_is_the_money_of_a_customer_by_then() -> None:
    amounts = [*[10.0] * 40, *[30.0] * 20, 1.0]
    found = follow_customers(orders_of(*group("a", "ig", 40, 20), END, amount=amounts))
    row = found.values[(found.values["name"] == "instagram") & (found.values["age"] == 30)].iloc[0]
    assert row["value"] == pytest.approx(mean([40.0] * 20 + [10.0] * 20))
    assert row["value_low"] < row["value"] < row["value_high"]
    gap = follow_customers(
        orders_of(*group("a", "ig", 40, 20), END, amount=[np.nan, *amounts[1:]])
    ).values.iloc[0]
    assert gap["value"] == pytest.approx(mean([40.0] * 19 + [10.0] * 20))
    assert pd.isna(gap["customers"]), "thirty-nine of forty would tell of one"


def test_currencies_are_never_added() -> None:
    rows = [*group("a", "ig", 40, 20), *group("b", "ig", 40, 0), END]
    codes = ["EUR"] * 40 + ["USD"] * 20 + ["USD"] * 40 + ["EUR"]
    found = follow_customers(orders_of(*rows, currency=codes))
    values = found.values[(found.values["name"] == "instagram") & (found.values["age"] == 30)]
    # A second order in another currency is no part of the sum.
    assert values.set_index("currency")["value"].to_dict() == {"EUR": 10.0, "USD": 10.0}
    keys = [one.key for one in cohort_findings(found, sources=ROWS)]
    assert "money.cohorts.network.instagram.USD.value_30" in keys
    assert len(set(keys)) == len(keys)


def test_networks_differ_only_beyond_their_interval() -> None:
    apart = follow_customers(orders_of(*group("a", "ig", 100, 50), *group("b", "fb", 100, 15), END))
    pair = apart.differences.iloc[0]
    assert (pair["name"], pair["other"], pair["is_clear"]) == ("instagram", "facebook", True)
    assert pair["difference"] == pytest.approx(0.35)
    keys = [one.key for one in cohort_findings(apart, sources=ROWS)]
    assert "money.cohorts.network.instagram.more_than.facebook_30" in keys
    close = follow_customers(orders_of(*group("a", "ig", 100, 20), *group("b", "fb", 100, 15), END))
    assert not close.differences["is_clear"].any()


def test_equal_networks_are_rarely_called_different() -> None:
    rng, told = np.random.default_rng(3), 0
    sizes = {"ig": 60, "fb": 80, "tg": 100}
    for _ in range(25):
        rows = [one for name, size in sizes.items()
                for one in group(name, name, size, max(10, rng.binomial(size, 0.4)))]  # fmt: skip
        found = follow_customers(orders_of(*rows, END), ages=[30])
        told += bool(found.differences["is_clear"].any())
    assert told <= 4  # one in twenty, with room for chance


def test_months_and_bad_input() -> None:
    months = follow_customers(orders_of(*group("a", "ig", 60, 20), END), by="month")
    assert set(months.table["name"]) == {"all", "1970-01"}
    assert months.differences.empty
    nobody = follow_customers(orders_of(*group("a", "ig", 60, 20)).assign(customer=None))
    assert nobody.lack == "no_customers"
    assert "customer" in COHORT_LACKS[nobody.lack]
    one_day = follow_customers(orders_of(*group("a", "ig", 60, 0)))
    assert one_day.lack == "too_few"
    assert [one.status for one in cohort_findings(one_day, sources=ROWS)] == ["unknown"]
    left_out = orders_of(*group("a", "ig", 50, 20), END).assign(
        amount=[10.0] * 50 + [-3.0] * 10 + [10.0] * 11, status=["paid"] * 65 + ["cancelled"] * 6
    )
    assert follow_customers(left_out).lack == "too_few"
    with pytest.raises(DataError, match="utm_source"):
        follow_customers(left_out.drop(columns="utm_source"))


@settings(deadline=None, max_examples=20)
@given(st.lists(st.tuples(st.integers(0, 60), st.integers(0, 250),
                          st.sampled_from(["ig", "fb", None])), max_size=150))  # fmt: skip
def test_shares_are_those_of_a_plain_count(rows: list[tuple[int, int, str | None]]) -> None:
    orders = orders_of(*((f"c{who}", day, source) for who, day, source in rows))
    found = follow_customers(orders)
    first: dict[int, int] = {}
    for who, day, _ in sorted(rows, key=lambda row: row[1]):
        first.setdefault(who, day)
    last = max((day for _, day, _ in rows), default=0)
    for row in found.table[found.table["name"] == "all"].to_dict("records"):
        old = {who for who, day in first.items() if last - day >= row["age"]}
        again = {who for who, day, _ in rows if who in old and 0 < day - first[who] <= row["age"]}
        if row["suppressed"]:
            assert len(old) < 30 or 0 < len(again) < 10 or 0 < len(old) - len(again) < 10
        else:
            assert (row["again"], row["customers"]) == (len(again), len(old))
