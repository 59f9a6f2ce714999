"""Hours of followers: means of days, and never an hour of a few people."""

import numpy as np
import pandas as pd
import pytest
from scipy.stats import t

from smmlab.audience.follower_hours import follower_hours, follower_hours_findings
from smmlab.findings import Source
from smmlab.plots.rhythm_of_people import plot_follower_hours

ROWS = (Source("FollowerActivity.csv", 1, 168, 168),)


def hourly(counts: np.ndarray, page: str | None = None) -> pd.DataFrame:
    """Take a table of a row a day and a column an hour."""
    days, hours = counts.shape
    day = pd.date_range("2026-10-01", periods=days).strftime("%Y-%m-%d").to_numpy()
    return pd.DataFrame(
        {
            "network": "tiktok", "page": page, "dimension": "hour",
            "value": [f"{hour:02d}" for hour in range(hours)] * days,
            "count": pd.array(counts.ravel().astype("int64"), dtype="Int64"),
            "from_day": np.repeat(day, hours), "to_day": np.repeat(day, hours),
        }
    )  # fmt: skip


def test_means_and_intervals_are_those_of_days() -> None:
    rng = np.random.default_rng(1)
    counts = rng.poisson(200 + 100 * (np.arange(24) >= 18), (7, 24))
    rows = hourly(counts)
    before = rows.copy(deep=True)
    hours = follower_hours(rows)
    pd.testing.assert_frame_equal(rows, before)
    assert hours["followers"].to_numpy() == pytest.approx(counts.mean(axis=0))
    half = t.ppf(0.975, 6) * counts.std(axis=0, ddof=1) / np.sqrt(7)
    assert (hours["followers_high"] - hours["followers"]).to_numpy() == pytest.approx(half)
    assert hours["share"].sum() == pytest.approx(1)
    assert hours.loc[hours["is_busy"], "hour"].tolist() == list(range(18, 24))
    assert (hours["from_day"].iloc[0], hours["to_day"].iloc[0]) == ("2026-10-01", "2026-10-07")
    (found,) = follower_hours_findings(hours, sources=ROWS)
    assert (found.key, found.value) == ("audience.follower_hours.tiktok.busy", "18:00–00:00")
    assert (found.n, found.status) == (7, "estimated")
    assert "18:00–00:00" in plot_follower_hours(hours).get_title(loc="left")


def test_chance_alone_and_few_days_name_no_hour() -> None:
    rng = np.random.default_rng(2)
    named = [follower_hours(hourly(rng.poisson(200, (7, 24))))["is_busy"].any() for _ in range(60)]
    assert np.mean(named) <= 0.1
    two = follower_hours(hourly(np.tile(np.arange(100, 124), (2, 1))))
    assert two["followers_low"].isna().all()
    assert not two["is_busy"].any()
    (found,) = follower_hours_findings(two, sources=ROWS)
    assert (found.status, found.value) == ("unknown", None)


def test_an_hour_of_a_few_followers_is_hidden_and_cannot_be_found_by_subtraction() -> None:
    counts = np.full((7, 24), 300)
    counts[:, 4], counts[:, 5] = 3, 20
    hours = follower_hours(hourly(counts)).set_index("hour")
    assert hours.index[hours["suppressed"]].tolist() == [4, 5]
    assert hours.loc[[4, 5], ["followers", "followers_low", "share"]].isna().all(axis=None)
    assert not plot_follower_hours(hours.reset_index()).texts


def test_other_dimensions_and_other_pages_do_not_mix() -> None:
    other = hourly(np.full((7, 24), 90), page="B").assign(count=np.arange(168) + 50)
    ages = hourly(np.full((1, 1), 5)).assign(dimension="age", value="18-24")
    hours = follower_hours(pd.concat([hourly(np.full((7, 24), 60), page="A"), other, ages]))
    assert hours.groupby("page")["followers"].mean().tolist() == [60, pytest.approx(133.5)]
    keys = [one.key for one in follower_hours_findings(hours, sources=ROWS)]
    assert keys == [
        "audience.follower_hours.tiktok.A.busy",
        "audience.follower_hours.tiktok.B.busy",
    ]
    nothing = follower_hours(ages)
    assert nothing.empty
    assert follower_hours_findings(nothing, sources=ROWS)[0].status == "unknown"
    assert "TikTok Studio" in plot_follower_hours(nothing).texts[0].get_text()
