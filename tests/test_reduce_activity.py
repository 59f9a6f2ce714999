"""When people act: the same answer as plain pandas, in every engine."""

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from engines import assert_same_everywhere, in_duckdb
from reduce_cases import AUTUMN, TALLINN, frames
from smmlab.reduce.activity import cohort_counts, daily_counts, hourly_counts
from smmlab.reduce.people import person_hours
from smmlab.schema import conform

FEW = settings(max_examples=8, deadline=None)


def local_time(at: pd.Series, zone: str) -> pd.Series:
    return pd.to_datetime(at.astype("Int64"), unit="s", utc=True).dt.tz_convert(zone)


def timed(acts: pd.DataFrame) -> pd.DataFrame:
    return acts[~acts["by_page"].astype(bool) & acts["at"].notna()]


@FEW
@given(frames, st.sampled_from(["UTC", TALLINN, "America/New_York"]))
def test_hours_are_those_of_the_wall_clock(acts: pd.DataFrame, zone: str) -> None:
    rows = timed(acts)
    rows = rows[~rows["precision"].eq("day").fillna(False).astype(bool)]
    clock = local_time(rows["at"], zone)
    hours = pd.DataFrame({"weekday": clock.dt.day_of_week, "hour": clock.dt.hour})
    expected = hours.value_counts().rename("interactions").reset_index()
    assert_same_everywhere(lambda frame: hourly_counts(frame, timezone=zone), expected, acts)


@FEW
@given(frames)
def test_hours_of_people_add_up_to_the_hours(acts: pd.DataFrame) -> None:
    keys = ["weekday", "hour"]
    people = person_hours(acts, timezone=TALLINN).groupby(keys)["interactions"].sum()
    total = hourly_counts(acts, timezone=TALLINN).set_index(keys)["interactions"]
    assert people.to_dict() == total.to_dict()


@FEW
@given(frames)
def test_days_are_the_same_in_every_engine(acts: pd.DataFrame) -> None:
    rows = timed(acts)
    groups = rows.assign(day=rows["at"] // 86_400).groupby(["network", "day"])
    expected = pd.DataFrame(
        {"interactions": groups.size(), "people": groups["person"].nunique()}
    ).reset_index()
    assert_same_everywhere(lambda frame: daily_counts(frame, timezone="UTC"), expected, acts)


@FEW
@given(frames, st.integers(1, 5), st.sampled_from(["UTC", TALLINN]))
def test_cohorts_begin_with_the_first_act(acts: pd.DataFrame, weeks: int, zone: str) -> None:
    rows = timed(acts)
    rows = rows[rows["person"].notna()]
    monday = pd.Timestamp("1969-12-29", tz="UTC")
    days = (local_time(rows["at"], zone).dt.tz_localize(None).dt.tz_localize("UTC") - monday).dt
    rows = rows.assign(period=days.days // (7 * weeks))
    first = rows.groupby(["network", "person"])["period"].transform("min")
    expected = (
        rows.assign(cohort=first)
        .groupby(["network", "cohort", "period"])["person"]
        .nunique()
        .rename("people")
        .reset_index()
    )
    assert_same_everywhere(
        lambda frame: cohort_counts(frame, timezone=zone, weeks=weeks), expected, acts
    )


def test_the_hour_that_happens_twice_is_one_hour_of_the_day() -> None:
    acts = pd.DataFrame({"at": [AUTUMN - 1800, AUTUMN + 1800], "by_page": False})
    counts = hourly_counts(acts, timezone=TALLINN)
    assert counts[["weekday", "hour", "interactions"]].to_numpy().tolist() == [[6, 3, 2]]


def test_an_empty_table_gives_empty_results() -> None:
    empty = conform(pd.DataFrame(), "interactions")
    for reduction in (hourly_counts, daily_counts, cohort_counts):
        assert len(reduction(empty, timezone=TALLINN)) == 0
        assert len(in_duckdb(lambda f, run=reduction: run(f, timezone=TALLINN), empty)) == 0
