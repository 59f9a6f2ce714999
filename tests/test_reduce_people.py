"""What each person did: the same answer as plain pandas, in every engine."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engines import ENGINES, assert_same_everywhere, in_duckdb
from reduce_cases import TALLINN, frames, orders, posts
from smmlab.errors import DataError
from smmlab.reduce.people import (
    KIND_COLUMNS,
    person_features,
    person_hours,
    person_labels,
    person_week_hours,
)
from smmlab.schema import conform

PERSON = ["network", "person"]
FEW = settings(max_examples=8, deadline=None)


def local_time(at: pd.Series, zone: str) -> pd.Series:
    return pd.to_datetime(at.astype("Int64"), unit="s", utc=True).dt.tz_convert(zone)


def of_people(acts: pd.DataFrame) -> pd.DataFrame:
    return acts[~acts["by_page"].astype(bool) & acts["person"].notna()]


def people_in_pandas(acts: pd.DataFrame, zone: str) -> pd.DataFrame:
    rows = of_people(acts)
    rows = rows.assign(day=local_time(rows["at"], zone).dt.date)
    groups = rows.groupby(PERSON)
    counts = {
        column: (rows["kind"] == kind).groupby([rows["network"], rows["person"]]).sum()
        for kind, column in KIND_COLUMNS.items()
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


def partners_of(acts: pd.DataFrame) -> dict[tuple[str, str], int]:
    """Follow each answer by hand."""
    said = {(row.network, row.interaction_id): row for row in acts.itertuples()}
    met: dict[tuple[str, str], set[str]] = {}
    for row in of_people(acts).itertuples():
        partners = met.setdefault((row.network, row.person), set())
        told = said.get((row.network, row.reply_to))
        known = told is not None and not told.by_page and isinstance(told.person, str)
        if known and told.person != row.person:
            partners.add(told.person)
    return {person: len(partners) for person, partners in met.items()}


@FEW
@given(frames, st.sampled_from(["UTC", TALLINN]))
def test_people_are_the_same_in_every_engine(acts: pd.DataFrame, zone: str) -> None:
    assert_same_everywhere(
        lambda frame: person_features(frame, timezone=zone), people_in_pandas(acts, zone), acts
    )


@FEW
@given(frames, posts)
def test_posts_reached_are_own_ones(acts: pd.DataFrame, published: pd.DataFrame) -> None:
    own = published[published["is_own"].astype(bool)]
    reached = of_people(acts).merge(own, on=["network", "post_id"])
    counts = reached.groupby(PERSON)["post_id"].nunique()
    expected = people_in_pandas(acts, "UTC")
    index = pd.MultiIndex.from_frame(expected[PERSON])
    expected["own_posts_reached"] = counts.reindex(index, fill_value=0).to_numpy()
    per_network = own.groupby("network").size()
    expected["own_posts"] = expected["network"].map(per_network).fillna(0)
    assert_same_everywhere(
        lambda frame, beside: person_features(frame, posts=beside), expected, acts, published
    )
    # A small pandas frame may stand beside acts in any engine.
    for engine in ENGINES:
        found = engine(lambda frame: person_features(frame, posts=published), acts)
        assert found["own_posts_reached"].sum() == expected["own_posts_reached"].sum()


@FEW
@given(frames)
def test_partners_are_people_who_were_answered(acts: pd.DataFrame) -> None:
    expected = people_in_pandas(acts, "UTC")
    met = partners_of(acts)
    pairs = expected[PERSON].itertuples(index=False, name=None)
    expected["reply_partners"] = pd.array([met[person] for person in pairs], dtype="Int64")
    assert_same_everywhere(lambda frame: person_features(frame, partners=True), expected, acts)


@FEW
@given(frames, orders)
def test_spend_is_of_one_currency_and_missing_for_others(
    acts: pd.DataFrame, bought: pd.DataFrame
) -> None:
    euros = bought[(bought["currency"] == "EUR").fillna(False).astype(bool)]
    known = euros[euros["customer"].notna()]
    cents = (known["amount"].fillna(0) - known["refunded"].fillna(0)).mul(1000).round()
    spent = cents.groupby(known["customer"]).sum().astype("Int64")
    expected = people_in_pandas(acts, "UTC")
    expected["orders"] = expected["person"].map(known.groupby("customer").size())
    expected["spend_thousandths"] = expected["person"].map(spent)
    assert_same_everywhere(
        lambda frame, beside: person_features(frame, orders=beside, currency="EUR"),
        expected, acts, bought,
    )  # fmt: skip


@FEW
@given(frames, st.sampled_from(["UTC", TALLINN, "America/New_York"]))
def test_hours_of_people_are_those_of_the_wall_clock(acts: pd.DataFrame, zone: str) -> None:
    day_only = acts["precision"].eq("day").fillna(False).astype(bool)
    rows = acts[~acts["by_page"].astype(bool) & acts["at"].notna() & ~day_only]
    clock = local_time(rows["at"], zone)
    shown = rows[PERSON].assign(weekday=clock.dt.day_of_week, hour=clock.dt.hour)
    expected = shown.value_counts(dropna=False).rename("interactions").reset_index()
    assert_same_everywhere(lambda frame: person_hours(frame, timezone=zone), expected, acts)


@FEW
@given(frames, st.sampled_from(["UTC", TALLINN, "America/New_York"]))
def test_weeks_of_people_begin_on_monday_of_the_wall_clock(acts: pd.DataFrame, zone: str) -> None:
    day_only = acts["precision"].eq("day").fillna(False).astype(bool)
    rows = acts[~acts["by_page"].astype(bool) & acts["at"].notna() & ~day_only]
    clock = local_time(rows["at"], zone).dt.tz_localize(None)
    week = (clock.dt.normalize() - pd.Timestamp("1969-12-29")).dt.days // 7
    shown = rows[PERSON].assign(week=week, weekday=clock.dt.day_of_week, hour=clock.dt.hour)
    expected = shown.value_counts(dropna=False).rename("interactions").reset_index()
    assert_same_everywhere(lambda frame: person_week_hours(frame, timezone=zone), expected, acts)


@FEW
@given(frames, posts)
def test_acts_are_counted_by_the_form_of_the_post(
    acts: pd.DataFrame, published: pd.DataFrame
) -> None:
    joined = of_people(acts).merge(published[published["form"].notna()], on=["network", "post_id"])
    expected = joined.groupby([*PERSON, "form"]).size().rename("interactions").reset_index()
    assert_same_everywhere(
        lambda frame, beside: person_labels(frame, beside, label="form"), expected, acts, published
    )


def test_an_empty_table_gives_empty_results() -> None:
    empty = conform(pd.DataFrame(), "interactions")
    for run in (person_features, lambda frame: person_hours(frame, timezone=TALLINN)):
        assert len(run(empty)) == 0
        assert len(in_duckdb(run, empty)) == 0


def test_what_is_wrong_is_said() -> None:
    with pytest.raises(DataError, match="by_page"):
        person_features(pd.DataFrame({"network": []}))
    acts, orders = conform(pd.DataFrame(), "interactions"), conform(pd.DataFrame(), "orders")
    with pytest.raises(DataError, match="currency"):
        person_features(acts, orders=orders)
