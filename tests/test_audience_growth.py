"""Growth: what came, what left, and which days are unlike all others."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy.stats import chi2

from smmlab.audience.growth import measure_growth
from smmlab.audience.growth_findings import growth_findings
from smmlab.audience.growth_rates import churn_rate, find_jumps, pace_trend, sum_weeks
from smmlab.findings import Finding, Source
from smmlab.plots.growth import plot_growth
from smmlab.texts import Words

ROWS = (Source("followers.csv", 1, 90, 90),)
DAYS = pd.date_range("2026-01-05", periods=84)  # twelve whole weeks from a Monday


def daily(
    page: str | None = "Kaja", days: pd.DatetimeIndex = DAYS, **metrics: object
) -> pd.DataFrame:
    named = days.strftime("%Y-%m-%d")
    parts = [
        pd.DataFrame({"metric": name, "day": named, "value": values})
        for name, values in metrics.items()
    ]
    return pd.concat(parts, ignore_index=True).assign(network="tiktok", page=page)


def found_in(rows: pd.DataFrame) -> dict[str, Finding]:
    findings = growth_findings(measure_growth(rows), sources=ROWS)
    return {one.key.removeprefix("audience.growth."): one for one in findings}


def test_followers_follows_and_unfollows_agree_with_a_count_by_hand() -> None:
    rng = np.random.default_rng(1)
    came, left = rng.poisson(9, 84), rng.poisson(4, 84)
    rows = daily(followers=1000 + np.cumsum(came - left), follows=came, unfollows=left)
    before = rows.copy(deep=True)
    page = measure_growth(rows).pages.iloc[0]
    pd.testing.assert_frame_equal(rows, before)
    first, last = 1000 + came[0] - left[0], 1000 + (came - left).sum()
    assert (page["followers_start"], page["followers_end"]) == (first, last)
    assert page["growth_rate"] == pytest.approx((last - first) / first)
    assert (page["gained"], page["lost"]) == (came.sum(), left.sum())
    assert (page["days"], page["missing_days"], page["jumps"]) == (84, 0, 0)
    assert page["unexplained"] == 0
    exposure = (1000 + np.cumsum(came - left)).sum()
    assert page["churn_rate"] == pytest.approx(left.sum() / exposure * 30)
    assert page["churn_low"] < page["churn_rate"] < page["churn_high"]
    # The first day's change is not known from the followers, but from the flows.
    weekly = (came - left).reshape(12, 7).sum(axis=1)
    assert page["weekly_net"] == np.median(weekly)
    assert page["weekly_net_low"] == np.sort(weekly)[2]  # binomial(12, 0.5): three of each end
    assert page["weeks"] == 12


def test_missing_days_are_missing_not_zero() -> None:
    rows = daily(followers=1000.0 + 3 * np.arange(84), unfollows=2.0)
    gone = DAYS[20:30].strftime("%Y-%m-%d")
    growth = measure_growth(rows[~rows["day"].isin(gone)])
    page, days = growth.pages.iloc[0], growth.days.set_index("day")
    assert page["missing_days"] == 10
    assert days.loc[gone, ["followers", "unfollows", "net"]].isna().all(axis=None)
    # A change over the gap belongs to no day, and makes no jump.
    assert pd.isna(days.loc[DAYS[30].strftime("%Y-%m-%d"), "net"])
    assert page["jumps"] == 0
    assert page["weeks"] == 8  # of twelve one lacks its first day, and three touch the gap
    assert page["lost"] == 2 * 74
    drawn = plot_growth(growth).lines[0].get_ydata()
    assert np.isnan(drawn).sum() == 10


def test_a_jump_is_named_with_its_day_and_moves_no_median() -> None:
    net = np.full(84, 5.0)
    net[::2] = 3.0
    net[50] = 900
    rows = daily(followers=2000 + np.cumsum(net))
    growth = measure_growth(rows)
    jumped = growth.days.loc[growth.days["is_jump"], "day"].tolist()
    assert jumped == [DAYS[50].strftime("%Y-%m-%d")]
    found = found_in(rows)
    assert found["tiktok.jumps"].value == 1
    assert found["tiktok.jump_days"].value == jumped[0]
    assert 25 < found["tiktok.weekly_net"].value < 31
    assert "+900" in [text.get_text() for text in plot_growth(growth).texts]


def test_a_title_goes_on_with_a_small_letter_after_a_colon() -> None:
    growth = measure_growth(daily(follows=np.ones(84)))
    english, russian = (
        plot_growth(growth, words=Words(language)).get_title(loc="left")
        for language in ("en", "ru")
    )
    assert english.startswith("TikTok · Kaja. 84 new follows")
    assert russian.startswith("TikTok · Kaja: новых подписок")


def test_quiet_pages_and_ordinary_chance_do_not_jump() -> None:
    quiet = pd.Series(0.0, DAYS)
    quiet.iloc[40] = 9.0
    assert not find_jumps(quiet).any()
    rng = np.random.default_rng(0)
    marked = [find_jumps(pd.Series(rng.poisson(20, 84) - 10.0, DAYS)).sum() for _ in range(60)]
    assert np.mean(marked) < 0.05


def test_unfollows_are_estimated_from_what_did_not_stay() -> None:
    rows = daily(followers=1000.0 + 3 * np.arange(84), follows=5.0)
    found = found_in(rows)["tiktok.lost"]
    assert (found.value, found.status) == (2 * 83, "estimated")
    assert found_in(daily(follows=5.0))["tiktok.churn_rate"].status == "unknown"


def test_followers_and_flows_that_disagree_are_told() -> None:
    rows = daily(followers=np.full(84, 1000.0), follows=5.0, unfollows=1.0)
    found = found_in(rows)
    assert found["tiktok.unexplained"].value == -4 * 83
    agree = daily(followers=1000.0 + 4 * np.arange(84), follows=5.0, unfollows=1.0)
    assert "tiktok.unexplained" not in found_in(agree)


def test_churn_interval_is_poisson_at_least_and_wider_when_weeks_differ() -> None:
    followers = pd.Series(1000.0, DAYS)
    even = churn_rate(pd.Series(2.0, DAYS), followers, step=1)
    assert (even.lost, even.follower_days) == (168, 84_000)
    low, high = chi2.ppf(0.025, 2 * 168) / 2, chi2.ppf(0.975, 2 * 169) / 2
    assert even.rate.low == pytest.approx(low / 84_000 * 30)
    assert even.rate.high == pytest.approx(high / 84_000 * 30)
    bursts = pd.Series(np.where(DAYS[30] == DAYS, 168.0, 0.0), DAYS)
    burst = churn_rate(bursts, followers, step=1).rate
    assert burst.value == pytest.approx(even.rate.value)
    assert burst.high - burst.low > 5 * (even.rate.high - even.rate.low)
    assert np.isnan(churn_rate(bursts * 9 / 168, followers, step=1).rate.value)
    assert np.isnan(churn_rate(bursts, followers * np.nan, step=1).rate.value)


def test_the_interval_of_the_pace_covers_a_steady_page() -> None:
    rng = np.random.default_rng(0)
    covered, wrong = [], 0
    for _draw in range(150):
        weekly = sum_weeks(pd.Series(rng.poisson(6, 84) - 2.0, DAYS), step=1)
        trend = pace_trend(weekly)
        covered.append(trend.low <= 0 <= trend.high)
        wrong += not trend.low <= trend.value <= trend.high
    assert np.mean(covered) > 0.88
    assert wrong == 0
    faster = pd.Series(np.repeat(np.arange(12), 7), DAYS)
    assert pace_trend(sum_weeks(faster, step=1)).value == 7
    assert np.isnan(pace_trend(sum_weeks(faster.head(49), step=1)).value)


def test_weekly_files_are_read_as_weeks() -> None:
    mondays = DAYS[::7]
    rows = daily(days=mondays, followers=1000.0 + 21 * np.arange(12), unfollows=14.0)
    growth = measure_growth(rows)
    page = growth.pages.iloc[0]
    assert growth.days["step_days"].eq(7).all()
    assert (page["missing_days"], page["weekly_net"]) == (0, 21)
    exposure = (1000.0 + 21 * np.arange(12)).sum() * 7
    assert page["churn_rate"] == pytest.approx(14 * 12 / exposure * 30)


def test_pages_are_kept_apart_also_without_a_name() -> None:
    other = daily(page=None, followers=9000.0 + np.arange(84))
    rows = pd.concat([daily(followers=1000.0 + np.arange(84)), other])
    growth = measure_growth(rows)
    assert growth.pages["followers_end"].tolist() == [9083, 1083]
    assert growth.of_page(0).days["followers"].max() == 9083
    assert growth.of_page(1).days["followers"].max() == 1083
    assert {"tiktok.unknown.followers", "tiktok.Kaja.followers"} <= set(found_in(rows))


def test_nothing_to_measure_and_tiny_pages() -> None:
    nothing = daily(views=5.0)
    assert [one.status for one in found_in(nothing).values()] == ["unknown"]
    growth = measure_growth(nothing)
    assert "TikTok" in plot_growth(growth).texts[0].get_text()
    assert measure_growth(daily(followers=7.0)).pages.empty


def test_a_real_file_of_tiktok_gives_its_own_sums(shared: Path) -> None:
    raw = pd.read_csv(shared / "samples/tiktok/business_suite_overview.csv")
    days = pd.to_datetime(raw["Date"], format="%Y/%m/%d")
    rows = daily(
        days=pd.DatetimeIndex(days), follows=raw["New followers"].to_numpy(float),
        unfollows=raw["Lost followers"].to_numpy(float),
    )  # fmt: skip
    page = measure_growth(rows).pages.iloc[0]
    assert page["net_change"] == raw["Net growth"].sum()
    assert page["gained"] == raw["New followers"].sum()
