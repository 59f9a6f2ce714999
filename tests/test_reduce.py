"""Reductions: the same answer as plain pandas, in every engine."""

from collections.abc import Callable
from typing import Any
from zoneinfo import ZoneInfo

import duckdb
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from smmlab import reduce
from smmlab.errors import DataError
from smmlab.schema import INTERACTION_KINDS, conform

TALLINN = "Europe/Tallinn"
SPRING, AUTUMN = 1_774_746_000, 1_792_890_000  # 29 March and 25 October 2026, 01:00 UTC

ACT = ("network", "person", "post_id", "kind", "at", "by_page", "precision")
moments = st.one_of(
    st.none(),
    st.integers(SPRING - 8000, SPRING + 8000),
    st.integers(AUTUMN - 8000, AUTUMN + 8000),
    st.integers(1_600_000_000, 1_900_000_000),
)
long_ago = st.one_of(st.none(), st.integers(-200_000, 200_000))


def acts_at(times: st.SearchStrategy[int | None]) -> st.SearchStrategy[pd.DataFrame]:
    act = st.fixed_dictionaries(
        {
            "network": st.sampled_from(["telegram", "facebook"]),
            "person": st.sampled_from(["a", "b", "c", None]),
            "post_id": st.sampled_from(["1", "2", None]),
            "kind": st.sampled_from(INTERACTION_KINDS),
            "at": times,
            "by_page": st.booleans(),
            "precision": st.sampled_from(["second", "day", None]),
        }
    )
    return st.lists(act, max_size=25).map(
        lambda rows: conform(pd.DataFrame(rows, columns=list(ACT)), "interactions")[list(ACT)]
    )


frames = st.one_of(acts_at(moments), acts_at(long_ago))
price = st.one_of(st.none(), st.integers(0, 10**7).map(lambda cents: cents / 100))
order = st.fixed_dictionaries(
    {
        "utm_source": st.sampled_from(["instagram", None]),
        "utm_medium": st.sampled_from(["social", None]),
        "utm_campaign": st.sampled_from(["launch", None]),
        "currency": st.sampled_from(["EUR", "KWD"]),
        "status": st.sampled_from(["paid", None]),
        "amount": price,
        "refunded": price,
    }
)


def in_duckdb(run: Callable[[Any], Any], frame: pd.DataFrame) -> pd.DataFrame:
    with duckdb.connect() as connection:
        relation = connection.from_df(frame)
        result = run(relation)
        assert isinstance(result, duckdb.DuckDBPyRelation)
        return reduce.to_pandas(result)


def assert_same(left: pd.DataFrame, right: pd.DataFrame, keys: list[str]) -> None:
    both = [
        frame.astype({name: "Int64" for name in frame if name not in TEXTS} | texts_of(frame))
        .sort_values(keys)
        .reset_index(drop=True)
        for frame in (left, right)
    ]
    assert_frame_equal(*both)


TEXTS = {"network", "person", "utm_source", "utm_medium", "utm_campaign", "currency", "status"}


def texts_of(frame: pd.DataFrame) -> dict[str, str]:
    return {name: "str" for name in frame if name in TEXTS}


def local_time(at: pd.Series, zone: str) -> pd.Series:
    return pd.to_datetime(at.astype("Int64"), unit="s", utc=True).dt.tz_convert(zone)


def people_in_pandas(acts: pd.DataFrame, zone: str) -> pd.DataFrame:
    rows = acts[~acts["by_page"].astype(bool) & acts["person"].notna()]
    rows = rows.assign(day=local_time(rows["at"], zone).dt.date)
    groups = rows.groupby(["network", "person"])
    counts = {
        column: (rows["kind"] == kind).groupby([rows["network"], rows["person"]]).sum()
        for kind, column in reduce.KIND_COLUMNS.items()
    }
    return pd.DataFrame(
        {
            "interactions": groups.size(),
            "first": groups["at"].min(),
            "last": groups["at"].max(),
            "active_days": groups["day"].nunique(),
            "posts": groups["post_id"].nunique(),
            **counts,
        }
    ).reset_index()


@settings(max_examples=12, deadline=None)
@given(frames, st.sampled_from(["UTC", TALLINN]))
def test_people_are_the_same_in_every_engine(acts: pd.DataFrame, zone: str) -> None:
    before = acts.copy(deep=True)

    def run(frame: Any) -> Any:
        return reduce.person_features(frame, timezone=zone)

    expected = people_in_pandas(acts, zone)
    assert_same(run(acts), expected, ["network", "person"])
    assert_same(in_duckdb(run, acts), expected, ["network", "person"])
    assert_frame_equal(acts, before)


@settings(max_examples=12, deadline=None)
@given(frames, st.sampled_from(["UTC", TALLINN, "America/New_York"]))
def test_hours_are_those_of_the_wall_clock(acts: pd.DataFrame, zone: str) -> None:
    def run(frame: Any) -> Any:
        return reduce.hourly_counts(frame, timezone=zone)

    day_only = acts["precision"].eq("day").fillna(False).astype(bool)
    rows = acts[~acts["by_page"].astype(bool) & acts["at"].notna() & ~day_only]
    clock = local_time(rows["at"], zone)
    expected = (
        pd.DataFrame({"weekday": clock.dt.day_of_week, "hour": clock.dt.hour})
        .value_counts()
        .rename("interactions")
        .reset_index()
    )
    assert_same(run(acts), expected, ["weekday", "hour"])
    assert_same(in_duckdb(run, acts), expected, ["weekday", "hour"])


@settings(max_examples=12, deadline=None)
@given(frames)
def test_hours_of_people_add_up_to_the_hours(acts: pd.DataFrame) -> None:
    def run(frame: Any) -> Any:
        return reduce.person_hours(frame, timezone=TALLINN)

    hours = run(acts).astype({"network": "str", "person": "str"})
    assert_same(in_duckdb(run, acts), hours, ["network", "person", "hour"])
    total = reduce.hourly_counts(acts, timezone=TALLINN).groupby("hour")["interactions"].sum()
    assert hours.groupby("hour")["interactions"].sum().to_dict() == total.to_dict()


@settings(max_examples=12, deadline=None)
@given(frames)
def test_days_are_the_same_in_every_engine(acts: pd.DataFrame) -> None:
    def run(frame: Any) -> Any:
        return reduce.daily_counts(frame, timezone="UTC")

    rows = acts[~acts["by_page"].astype(bool) & acts["at"].notna()]
    groups = rows.assign(day=rows["at"] // 86_400).groupby(["network", "day"])
    expected = pd.DataFrame(
        {"interactions": groups.size(), "people": groups["person"].nunique()}
    ).reset_index()
    assert_same(run(acts), expected, ["network", "day"])
    assert_same(in_duckdb(run, acts), expected, ["network", "day"])


@settings(max_examples=12, deadline=None)
@given(st.lists(order, max_size=20))
def test_money_is_added_exactly(rows: list[dict[str, Any]]) -> None:
    names = ["utm_source", "utm_medium", "utm_campaign", "currency", "status", "amount", "refunded"]
    orders = conform(pd.DataFrame(rows, columns=names), "orders")[names]
    reduced = reduce.orders_by_utm(orders)
    assert_same(in_duckdb(reduce.orders_by_utm, orders), reduced, names[:5])
    cents = sum(round(row["amount"] * 100) for row in rows if row["amount"] is not None)
    assert reduced["amount_thousandths"].sum() == cents * 10
    assert reduced["orders"].sum() == len(rows)
    assert reduced["amounts"].sum() == sum(row["amount"] is not None for row in rows)


def test_the_hour_that_happens_twice_is_one_hour_of_the_day() -> None:
    acts = pd.DataFrame({"at": [AUTUMN - 1800, AUTUMN + 1800], "by_page": False})
    counts = reduce.hourly_counts(acts, timezone=TALLINN)
    assert counts[["weekday", "hour", "interactions"]].to_numpy().tolist() == [[6, 3, 2]]


def test_an_empty_table_gives_empty_results() -> None:
    empty = conform(pd.DataFrame(), "interactions")
    for run in (reduce.person_features, lambda f: reduce.person_hours(f, timezone=TALLINN),
                lambda f: reduce.hourly_counts(f, timezone=TALLINN),
                lambda f: reduce.daily_counts(f, timezone=TALLINN)):  # fmt: skip
        assert len(run(empty)) == 0
        assert len(in_duckdb(run, empty)) == 0


@pytest.mark.parametrize("zone", [TALLINN, "Africa/Casablanca", "Asia/Kathmandu", "UTC"])
def test_transitions_agree_with_the_clock_everywhere(zone: str) -> None:
    first, last = 1_600_000_000, 1_800_000_000
    steps = reduce.transitions(zone, first, last)
    clock = ZoneInfo(zone)
    for at in range(first, last, 777_777):
        known = [offset for moment, offset in steps if moment <= at][-1]
        shown = pd.Timestamp(at, unit="s", tz="UTC").tz_convert(clock).utcoffset()
        assert shown is not None
        assert known == shown.total_seconds()


def test_what_is_wrong_is_said() -> None:
    with pytest.raises(DataError, match="by_page"):
        reduce.person_features(pd.DataFrame({"network": []}))
    with pytest.raises(DataError, match="Europe/Tallin "):
        reduce.transitions("Europe/Tallin", 0, 1)
