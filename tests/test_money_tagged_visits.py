"""Which visits an order can be held against, and on which days."""

import pandas as pd
import pytest

from funnel_cases import ORGANIC, PAID, visits_of
from smmlab.errors import DataError
from smmlab.money.tagged_visits import local_days, orders_within, tagged_visits
from smmlab.money.utm import one_report, whole_rows


def test_google_names_untagged_visits_itself() -> None:
    rows = visits_of((ORGANIC, 5), (("google", "organic", "(organic)", None), 7),
                     (("x.com", "referral", "(referral)", None), 2))  # fmt: skip
    tagged, untagged, days = tagged_visits(rows)
    assert (tagged["sessions"].tolist(), untagged["sessions"].tolist()) == ([5], [7, 2])
    assert len(days) == 31


def test_without_campaigns_the_medium_tells() -> None:
    rows = visits_of((("ig", "social", None, None), 5), (("google", "organic", None, None), 7))
    tagged, untagged, _days = tagged_visits(rows)
    assert (tagged["sessions"].tolist(), untagged["sessions"].tolist()) == ([5], [7])


def test_contents_are_read_where_the_report_has_them() -> None:
    bare = (*ORGANIC[:3], None)
    rows = visits_of((ORGANIC, 5), (bare, 3), source_file="one.csv")
    tagged, _untagged, _days = tagged_visits(rows, finest="content")
    assert tagged["sessions"].tolist() == [5]
    # In a report with contents a missing one is "not set", not a total of the others.
    assert sorted(tagged_visits(rows)[0]["sessions"]) == [3, 5]
    two = pd.concat([rows, visits_of((bare, 8), source_file="sums.csv")])
    assert tagged_visits(two)[0]["sessions"].tolist() == [8]


def test_only_periods_within_the_days_count() -> None:
    daily = [visits_of((PAID, n), day=f"1970-01-0{n}", to_day=None) for n in (1, 2, 3)]
    rows = pd.concat([*daily, visits_of((PAID, 90))])
    tagged, _untagged, days = tagged_visits(rows, "1970-01-02", "1970-01-03")
    assert tagged["sessions"].tolist() == [2, 3]
    assert days == {"1970-01-02", "1970-01-03"}
    whole, covered = one_report(rows)
    assert (whole["sessions"].sum(), len(covered)) == (6, 3)
    assert whole_rows(rows.iloc[:0], ["source"]).empty
    with pytest.raises(DataError, match="term"):
        tagged_visits(rows.drop(columns="term"))


def test_days_are_those_of_a_clock() -> None:
    orders = pd.DataFrame({"at": pd.array([82_800, None, 90_000], dtype="Int64")})
    assert local_days(orders["at"], "Europe/Tallinn").dt.day.tolist()[::2] == [2, 2]
    kept = orders_within(orders, None, "1970-01-01", timezone="UTC")
    assert kept.index.tolist() == [0]
    assert orders_within(orders, None, None, timezone="UTC") is orders
