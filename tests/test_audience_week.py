"""The week: an hour is busy only when many people, in many weeks, make it so."""

import duckdb
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import t

from smmlab.audience.week import WeeklyActivity, week_findings, weekly_activity
from smmlab.audience.week_shares import Clusters, share_of_weeks
from smmlab.findings import Source
from smmlab.plots.rhythm_of_people import plot_week

ROWS = (Source("group.json", 1, 900, 900),)
WEEK, HOUR = 604_800, 3600
MONDAY = 1_767_571_200  # 2026-01-05 00:00 UTC
FRIDAY_19 = 4 * 24 + 19


def acts_in(people: np.ndarray, weeks: np.ndarray, cells: np.ndarray) -> pd.DataFrame:
    names = pd.Series(people).map("p{}".format).to_numpy()
    at = MONDAY + weeks * WEEK + cells * HOUR
    return pd.DataFrame({"network": "telegram", "person": names, "at": at, "by_page": False})


def even(people: int, weeks: int, acts: int, seed: int) -> pd.DataFrame:
    rng = np.random.default_rng(seed)
    return acts_in(*(rng.integers(0, most, acts) for most in (people, weeks, 168)))


def find(acts: pd.DataFrame, zone: str = "UTC") -> WeeklyActivity:
    return weekly_activity(acts, timezone=zone)


def busy_cells(week: WeeklyActivity) -> list[tuple[int, int]]:
    busy = week.cells[week.cells["is_busy"]]
    return list(zip(busy["weekday"], busy["hour"], strict=True))


def test_counts_are_those_of_the_wall_clock() -> None:
    acts = even(40, 20, 6000, seed=3)
    before = acts.copy(deep=True)
    week = find(acts, "Europe/Tallinn")
    clock = pd.to_datetime(acts["at"], unit="s", utc=True).dt.tz_convert("Europe/Tallinn")
    groups = acts.groupby([clock.dt.day_of_week, clock.dt.hour])
    people = groups["person"].nunique()
    assert len(week.cells) == 168
    assert week.cells["people"].tolist() == people.tolist()
    assert week.cells["interactions"].tolist() == groups.size().tolist()
    assert (
        week.weekdays["people"].tolist()
        == acts.groupby(clock.dt.day_of_week)["person"].nunique().tolist()
    )
    assert week.hours["interactions"].sum() == week.interactions == 6000
    assert week.cells["share"].sum() == pytest.approx(1)
    assert week.active_people == 40
    pd.testing.assert_frame_equal(acts, before)


def test_every_engine_gives_the_same() -> None:
    acts = even(40, 10, 900, seed=1)
    with duckdb.connect() as connection:
        other = find(connection.from_df(acts))
        pd.testing.assert_frame_equal(find(acts).cells, other.cells)


def test_the_variance_is_that_of_people_and_of_weeks_together() -> None:
    rng = np.random.default_rng(5)
    person, week, cell = rng.integers(0, 30, 500), rng.integers(0, 12, 500), rng.integers(0, 7, 500)
    nobody, total = np.zeros(7), 500
    tables = [np.zeros((size, 7)) for size in (30, 12)]
    np.add.at(tables[0], (person, cell), 1)
    np.add.at(tables[1], (week, cell), 1)
    clusters = []
    for table in tables:
        row, column = np.nonzero(table)
        clusters.append(Clusters(row, column, table[row, column], nobody))
    share = np.bincount(cell, minlength=7) / total
    by_hand = sum(
        ((table - table.sum(axis=1, keepdims=True) * share) ** 2).sum(axis=0)
        / total**2 * len(table) / (len(table) - 1)
        for table in tables
    ) - share * (1 - share) / total  # fmt: skip
    found = share_of_weeks(*clusters, confidence=0.95)
    # Half of a Wilson interval is near to the quantile times the deviation.
    half = (found["share_high"] - found["share_low"]) / 2
    sizes = [table.sum(axis=1) for table in tables]
    freedom = min(size.sum() ** 2 / (size**2).sum() for size in sizes) - 1
    floor = np.maximum(by_hand, share * (1 - share) / total)
    assert half.to_numpy() == pytest.approx(t.ppf(0.975, freedom) * np.sqrt(floor), rel=0.08)


def test_an_hour_that_many_people_keep_every_week_is_busy() -> None:
    weeks = np.repeat(np.arange(20), 15)
    regular = acts_in(np.arange(300) % 60, weeks, np.full(300, FRIDAY_19))
    week = find(pd.concat([even(60, 20, 1500, seed=1), regular]))
    assert busy_cells(week) == [(4, 19)]
    busy, day, share = week_findings(week, sources=ROWS)
    assert (busy.key, busy.value, busy.n) == ("audience.week.friday.busy", "19:00–20:00", 1800)
    assert (day.key, day.value, day.unit) == ("audience.week.weekday", 4, "weekday")
    assert share.numerator == week.weekdays.loc[4, "interactions"]
    assert share.denominator == 1800
    assert "Friday 19:00" in plot_week(week).get_title(loc="left")


def test_one_burst_under_one_post_makes_no_hour_busy() -> None:
    people = np.arange(400)
    burst = acts_in(people, np.full(400, 7), np.full(400, FRIDAY_19))
    week = find(pd.concat([even(400, 20, 1500, seed=1), burst]))
    cell = week.cells.iloc[FRIDAY_19]
    assert cell["share"] > 0.2
    assert cell["people"] == 400
    assert not busy_cells(week)
    assert not week.weekdays["is_peak"].any()
    assert [found.status for found in week_findings(week, sources=ROWS)] == ["unknown"] * 2
    assert "No hour of the week" in plot_week(week).get_title(loc="left")


def test_one_restless_person_makes_no_hour_busy() -> None:
    restless = acts_in(np.full(400, 999), np.arange(400) % 20, np.full(400, FRIDAY_19))
    week = find(pd.concat([even(200, 20, 1500, seed=1), restless]))
    assert week.weekdays.loc[4, "share"] > 0.3
    assert not busy_cells(week)
    assert not week.weekdays["is_peak"].any()


def test_chance_alone_rarely_makes_an_hour_busy() -> None:
    draws = [find(even(60, 12, 600, seed)) for seed in range(25)]
    assert np.mean([week.cells["is_busy"].any() for week in draws]) <= 0.05
    assert np.mean([week.weekdays["is_peak"].any() for week in draws]) <= 0.05
    inside = [
        week.weekdays["share_low"].le(1 / 7) & week.weekdays["share_high"].ge(1 / 7)
        for week in draws
    ]
    assert np.mean(inside) >= 0.93


def test_few_weeks_and_few_people_are_said_and_name_nothing() -> None:
    short = find(even(60, 3, 900, seed=1))
    assert short.weeks == 3
    assert short.cells["share_low"].isna().all()
    assert "too few weeks" in week_findings(short, sources=ROWS)[0].method
    assert "Too few weeks" in plot_week(short).get_title(loc="left")
    few = find(even(9, 20, 300, seed=1))
    assert few.cells.empty
    assert [found.n for found in week_findings(few, sources=ROWS)] == [None, None]
    assert "Telegram" in plot_week(few).texts[0].get_text()


def test_acts_without_a_person_count_and_are_people_of_their_own() -> None:
    acts = even(40, 10, 900, seed=1)
    acts["person"] = acts["person"].where(acts.index >= 300)
    week = find(acts)
    assert week.interactions == 900
    anonymous = acts[acts["person"].isna()]
    day = (anonymous["at"] - MONDAY) // 86_400 % 7
    known = acts[acts["person"].notna()]
    expected = known.groupby((known["at"] - MONDAY) // 86_400 % 7)["person"].nunique()
    assert week.weekdays["people"].tolist() == (expected + day.value_counts()).tolist()


CELLS = st.sampled_from([0, 1, 24, 25, 60])


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 25), st.integers(0, 5), CELLS), max_size=150))
def test_no_cell_shows_fewer_than_ten_people(rows: list[tuple[int, int, int]]) -> None:
    people, weeks, cells = np.array(rows, dtype=int).reshape(-1, 3).T
    week = find(acts_in(people, weeks, cells))
    for table in (week.cells, week.weekdays, week.hours):
        assert not table["people"].between(1, 9).any()
        hidden = table[table["suppressed"]]
        assert (
            hidden[["people", "interactions", "share", "share_low", "p_value"]]
            .isna()
            .all(axis=None)
        )
        assert not hidden["is_busy"].any()
        assert (table["share_low"].fillna(0) <= table["share"].fillna(0)).all()
    for name, margin in (("weekday", week.weekdays), ("hour", week.hours)):
        gone = margin.loc[margin["suppressed"], name]
        shown = week.cells[week.cells[name].isin(gone)]
        assert shown.loc[~shown["suppressed"], "interactions"].eq(0).all()
