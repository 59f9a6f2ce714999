"""The funnel: visits and orders of the same tags and days, paid apart, currencies apart."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal
from scipy.stats import binomtest

from funnel_cases import DAY, LETTER, NONE, ORGANIC, PAID, orders_of, visits_of
from smmlab.errors import DataError
from smmlab.money.funnel import LACKS, Funnel, measure_funnel
from smmlab.money.utm import UNTAGGED


def row_of(funnel: Funnel, name: str, *, paid: bool | None = False) -> pd.Series:
    sides = funnel.table["is_paid"].isna() if paid is None else funnel.table["is_paid"].eq(paid)
    return funnel.table[(funnel.table["name"] == name) & sides.fillna(value=False)].iloc[0]


def test_paid_and_unpaid_visits_of_one_network_stand_apart() -> None:
    orders = orders_of((ORGANIC, 12), (PAID, 5), (NONE, 7))
    visits = visits_of((ORGANIC, 300), (PAID, 400))
    before = orders.copy(deep=True), visits.copy(deep=True)
    funnel = measure_funnel(visits, orders)
    assert funnel.table["name"].tolist() == ["instagram", "instagram", UNTAGGED]
    unpaid, paid = row_of(funnel, "instagram"), row_of(funnel, "instagram", paid=True)
    assert unpaid[["sessions", "orders", "conversion_rate"]].tolist() == [300, 12, 0.04]
    expected = binomtest(5, 400).proportion_ci(method="wilson")
    assert paid["conversion_rate"] == 5 / 400
    assert (paid["cr_low"], paid["cr_high"]) == pytest.approx((expected.low, expected.high))
    bare = row_of(funnel, UNTAGGED, paid=None)
    assert (bare["orders"], bare["why"]) == (7, "untagged")
    assert pd.isna(bare["conversion_rate"])
    assert funnel.days == 31
    assert_frame_equal(orders, before[0])
    assert_frame_equal(visits, before[1])


@pytest.mark.parametrize(
    ("by", "names"),
    [("campaign", ["launch", "launch", "news"]), ("content_type", ["laugh", "medal"]),
     ("post", ["instagram laugh-0104", "instagram medal-0105"]),
     ("paid", ["organic", "paid"])],
)  # fmt: skip
def test_every_kind_of_row_is_named_by_its_tags(by: str, names: list[str]) -> None:
    visits = visits_of((ORGANIC, 300), (PAID, 400), (LETTER, 50))
    funnel = measure_funnel(visits, orders_of((ORGANIC, 12), (PAID, 5), (LETTER, 2)), by=by)  # type: ignore[arg-type]
    assert sorted(funnel.table["name"]) == names
    counted = funnel.table["orders"].sum() + funnel.faults["rows"].where(
        funnel.faults["fault"] == "unnamed_orders", 0
    ).sum()  # fmt: skip
    assert counted == 19


def test_a_second_post_of_a_day_is_a_post_of_its_own() -> None:
    second = (*ORGANIC[:3], "laugh-0104-2")
    funnel = measure_funnel(visits_of((ORGANIC, 30), (second, 20)), orders_of((second, 3)),
                            by="post")  # fmt: skip
    assert row_of(funnel, "instagram laugh-0104-2")["conversion_rate"] == 3 / 20
    assert row_of(funnel, "instagram laugh-0104")["orders"] == 0


def test_segments_cannot_be_known_and_codes_can() -> None:
    orders = orders_of((NONE, 30), discount_code=["A"] * 12 + ["B"] * 9 + [None] * 9)
    assert measure_funnel(visits_of(), orders, by="segment").lack == "segment"
    assert "discount code" in LACKS["segment"]
    codes = measure_funnel(visits_of((ORGANIC, 90)), orders, by="discount_code")
    assert codes.table[["name", "orders", "why"]].to_numpy().tolist() == [["A", 12, "no_visits"]]
    few = measure_funnel(visits_of(), orders.head(9), by="discount_code")
    assert few.lack == "no_codes"


def test_orders_without_tags_and_tags_without_orders() -> None:
    bare = measure_funnel(visits_of((ORGANIC, 80)), orders_of((NONE, 20)))
    assert row_of(bare, "instagram")["why"] == "no_orders_known"
    assert pd.isna(row_of(bare, "instagram")["orders"])
    visited = measure_funnel(visits_of((ORGANIC, 80), (LETTER, 60)), orders_of((ORGANIC, 2)))
    letter = row_of(visited, "email")
    assert (letter["orders"], letter["conversion_rate"]) == (0, 0)
    assert letter["cr_high"] == pytest.approx(binomtest(0, 60).proportion_ci(method="wilson").high)
    nobody = measure_funnel(visits_of(), orders_of((NONE, 20)))
    assert (nobody.lack, len(nobody.table)) == ("no_tags", 0)
    assert measure_funnel(visits_of(), orders_of()).lack == "nothing"
    assert measure_funnel(visits_of(), orders_of((NONE, 3)), by="content_type").lack == "no_content"
    assert measure_funnel(visits_of(), orders_of((LETTER, 3)), by="post").lack == "no_posts"


def test_a_rate_needs_visits_enough_for_its_orders() -> None:
    orders = orders_of((ORGANIC, 12), (PAID, 2), (LETTER, 2))
    funnel = measure_funnel(visits_of((ORGANIC, 11), (PAID, 9)), orders)
    assert row_of(funnel, "instagram")["why"] == "more_orders"
    assert row_of(funnel, "instagram", paid=True)["why"] == "few_visits"
    assert row_of(funnel, "email")["why"] == "no_visits"
    assert funnel.table["conversion_rate"].isna().all()
    assert funnel.money["revenue_per_visit"].isna().all()


def test_visits_without_tags_are_in_no_rate() -> None:
    bare = ("l.instagram.com", "referral", "(referral)", None)
    direct = ("(direct)", "(none)", "(direct)", None)
    face = ("facebook.com", "referral", "(referral)", None)
    visits = visits_of((ORGANIC, 100), (bare, 70), (direct, 500), (face, 40))
    funnel = measure_funnel(visits, orders_of((ORGANIC, 4)))
    own = row_of(funnel, "instagram")
    assert own[["sessions", "untagged_sessions", "conversion_rate"]].tolist() == [100, 70, 0.04]
    other = row_of(funnel, "facebook", paid=None)
    assert (other["untagged_sessions"], other["why"]) == (40, "no_visits")
    assert set(funnel.table["name"]) == {"instagram", "facebook"}


def test_currencies_are_never_added_and_share_their_visits() -> None:
    orders = orders_of((ORGANIC, 80), currency=["EUR", "USD"] * 40,
                       amount=[10.0, 20.0, 30.0, 60.0] * 20)  # fmt: skip
    funnel = measure_funnel(visits_of((ORGANIC, 1000)), orders)
    assert row_of(funnel, "instagram")["orders"] == 80
    money = funnel.money.set_index("currency")
    assert money["revenue"].to_dict() == {"EUR": 800.0, "USD": 1600.0}
    assert money["revenue_per_visit"].to_dict() == {"EUR": 0.8, "USD": 1.6}
    assert (money["rpv_low"] < money["revenue_per_visit"]).all()
    assert (money["rpv_high"] > money["revenue_per_visit"]).all()


def test_amounts_below_zero_and_refunds_above_the_sale_are_listed() -> None:
    orders = orders_of((ORGANIC, 40)).assign(
        amount=[-5.0, 10.0, *[20.0] * 38], refunded=[0.0, 25.0, 20.0, *[0.0] * 37]
    )
    funnel = measure_funnel(visits_of((ORGANIC, 900)), orders)
    faults = funnel.faults.set_index("fault")
    assert faults.loc["negative_amount", ["rows", "amount"]].tolist() == [1, -5.0]
    assert faults.loc["over_refunded", ["rows", "amount"]].tolist() == [1, 25.0]
    row = funnel.money.iloc[0]
    assert row[["orders", "revenue", "refunded", "net_revenue"]].tolist() == [39, 770, 20, 740]
    assert row[["refunded_orders", "refunds", "over_refunded"]].tolist() == [1, 38, 1]
    assert row["refund_share"] == 1 / 38


def test_orders_and_visits_are_of_the_same_days() -> None:
    orders = orders_of((ORGANIC, 3)).assign(at=[0, 30 * DAY, 31 * DAY])
    funnel = measure_funnel(visits_of((ORGANIC, 50)), orders)
    assert row_of(funnel, "instagram")["orders"] == 2
    assert funnel.faults["fault"].tolist() == ["outside_report"]
    late = orders.assign(at=31 * DAY - 3600)
    tallinn = measure_funnel(visits_of((ORGANIC, 50)), late, timezone="Europe/Tallinn")
    assert tallinn.faults["rows"].tolist() == [3]
    alone = measure_funnel(visits_of(), orders)
    assert (alone.days, row_of(alone, "instagram")["orders"]) == (0, 3)


def test_a_period_may_be_chosen() -> None:
    daily = pd.concat([visits_of((ORGANIC, 20), day=day, to_day=day)
                       for day in ("1970-01-01", "1970-01-02")])  # fmt: skip
    orders = orders_of((ORGANIC, 3))
    both, first = (measure_funnel(daily, orders, last_day=day) for day in (None, "1970-01-01"))
    assert row_of(both, "instagram")[["sessions", "orders"]].tolist() == [40, 2]
    assert row_of(first, "instagram")[["sessions", "orders"]].tolist() == [20, 1]
    assert (first.days, first.faults.empty) == (1, True)


def test_key_events_are_enquiries_only_when_somebody_says_so() -> None:
    visits = visits_of((ORGANIC, 100), (PAID, 20), key_events=[8.0, 30.0], users=[80, 15])
    orders = orders_of((ORGANIC, 1))
    unsaid = measure_funnel(visits, orders)
    assert row_of(unsaid, "instagram")["key_events"] == 8
    assert unsaid.table[["enquiries", "enquiry_rate"]].isna().all(axis=None)
    said = measure_funnel(visits, orders, key_events="enquiries")
    row = row_of(said, "instagram")
    expected = binomtest(8, 100).proportion_ci(method="wilson")
    assert row[["enquiries", "enquiry_rate", "users"]].tolist() == [8, 0.08, 80]
    assert (row["er_low"], row["er_high"]) == pytest.approx((expected.low, expected.high))
    assert pd.isna(row_of(said, "instagram", paid=True)["enquiry_rate"])
    assert pd.isna(row["order_rate"]), "eight enquiries carry no share"


def test_orders_of_an_enquiry_have_a_rate_of_their_own() -> None:
    visits = visits_of((ORGANIC, 100), (PAID, 90), key_events=[30.0, 12.0])
    found = measure_funnel(visits, orders_of((ORGANIC, 6), (PAID, 13)), key_events="enquiries")
    row = row_of(found, "instagram")
    expected = binomtest(6, 30).proportion_ci(method="wilson")
    assert row["order_rate"] == pytest.approx(0.2)
    assert (row["or_low"], row["or_high"]) == pytest.approx((expected.low, expected.high))
    assert pd.isna(row_of(found, "instagram", paid=True)["order_rate"]), "more orders than asked"
    assert measure_funnel(visits, orders_of((ORGANIC, 6))).table["order_rate"].isna().all()


def test_people_of_two_days_are_not_added() -> None:
    daily = pd.concat([visits_of((ORGANIC, 20), day=day, to_day=day, users=9)
                       for day in ("1970-01-01", "1970-01-02")])  # fmt: skip
    assert pd.isna(row_of(measure_funnel(daily, orders_of((ORGANIC, 1))), "instagram")["users"])


def test_leads_stand_beside_and_those_of_other_days_do_not() -> None:
    leads = pd.DataFrame(
        {"network": ["instagram", "instagram", "facebook", "instagram"],
         "campaign": ["launch", None, None, "launch"], "is_paid": [True, None, True, True],
         "day": ["1970-01-01", "1970-01-09", "1970-01-02", "1970-02-01"],
         "to_day": ["1970-01-31", "1970-01-09", "1970-01-02", "1970-02-01"],
         "leads": [5.0, 2.0, 3.0, 100.0]}
    ).astype({"is_paid": "boolean", "campaign": "str"})  # fmt: skip
    visits, orders = visits_of((ORGANIC, 100), (PAID, 50)), orders_of((ORGANIC, 2), (PAID, 1))
    funnel = measure_funnel(visits, orders, leads=leads)
    assert row_of(funnel, "instagram", paid=True)["leads"] == 5
    assert row_of(funnel, "instagram")["leads"] == 2
    assert row_of(funnel, "facebook", paid=True)["leads"] == 3
    by_side = measure_funnel(visits, orders, by="paid", leads=leads)
    assert row_of(by_side, "paid", paid=True)["leads"] == 8


def test_one_side_may_be_shown_alone() -> None:
    funnel = measure_funnel(visits_of((ORGANIC, 100), (PAID, 50)),
                            orders_of((ORGANIC, 2), (PAID, 1), (NONE, 4)))  # fmt: skip
    assert funnel.of_side("paid").table["sessions"].tolist() == [50]
    assert funnel.of_side("organic").money["orders"].tolist() == [2]
    assert funnel.of_side("both") is funnel


def test_columns_that_are_absent_are_named() -> None:
    with pytest.raises(DataError, match="utm_content"):
        measure_funnel(visits_of(), orders_of().drop(columns="utm_content"))
    with pytest.raises(DataError, match="key_events"):
        measure_funnel(visits_of().drop(columns="key_events"), orders_of())


@settings(deadline=None, max_examples=12)
@given(
    st.lists(st.tuples(st.sampled_from([NONE, ORGANIC, PAID, LETTER]), st.integers(1, 6)),
             max_size=5),
    st.lists(st.tuples(st.sampled_from([ORGANIC, PAID, LETTER]), st.integers(0, 40)), max_size=4,
             unique_by=lambda row: row[0]),
    st.sampled_from(["network", "campaign", "content_type", "post", "paid"]),
)  # fmt: skip
def test_every_order_is_in_a_row_or_a_fault_whatever_the_order_of_rows(
    ordered: list[tuple[tuple[str | None, ...], int]],
    visited: list[tuple[tuple[str | None, ...], int]],
    by: str,
) -> None:
    orders = orders_of(*ordered)  # type: ignore[arg-type]
    visits = visits_of(*visited)  # type: ignore[arg-type]
    funnel = measure_funnel(visits, orders, by=by)  # type: ignore[arg-type]
    left = funnel.faults.loc[funnel.faults["fault"] == "unnamed_orders", "rows"].sum()
    counted = funnel.table["orders"].fillna(0).sum()
    untold = len(orders) if funnel.lack else counted + left
    assert untold == len(orders)
    rates = funnel.table["conversion_rate"].dropna().astype(float)
    assert rates.between(0, 1).all()
    assert not funnel.table.duplicated(["name", "is_paid"]).any()
    turned = measure_funnel(visits.iloc[::-1], orders.iloc[::-1], by=by)  # type: ignore[arg-type]
    assert_frame_equal(turned.table, funnel.table)
    assert np.isfinite(funnel.money["revenue"].dropna()).all()
