"""How a page gains and loses followers: growth, churn, the weekly pace and sudden jumps."""

from collections.abc import Hashable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from smmlab.audience.growth_rates import (
    Estimate,
    churn_rate,
    find_jumps,
    pace_trend,
    step_days,
    sum_weeks,
)
from smmlab.findings import SMALLEST_GROUP
from smmlab.intervals import median_interval
from smmlab.schema import require

_NEEDED = ("network", "page", "metric", "day", "value")
_METRICS = ("followers", "follows", "unfollows")
_DAYS = (
    "network", "page", "day", "step_days", "followers", "follows", "unfollows", "net", "is_jump",
)  # fmt: skip
_PAGES = (
    "network", "page", "from_day", "to_day", "days", "missing_days",
    "followers_start", "followers_end", "net_change", "growth_rate", "gained", "lost",
    "is_lost_estimated", "unexplained", "is_disagreement",
    "churn_rate", "churn_low", "churn_high", "churn_lost", "follower_days",
    "weeks", "weekly_net", "weekly_net_low", "weekly_net_high",
    "pace_change", "pace_change_low", "pace_change_high", "jumps",
)  # fmt: skip
_TYPES = {
    "network": "str", "page": "str", "day": "str", "from_day": "str", "to_day": "str",
    "step_days": "int64", "days": "int64", "missing_days": "int64", "weeks": "int64",
    "jumps": "int64", "is_jump": "bool", "is_lost_estimated": "bool", "is_disagreement": "bool",
}  # fmt: skip
_LARGE_GAP = 0.1  # of all follows and unfollows: more than that is no matter of rounding


@dataclass(frozen=True)
class Growth:
    """What the days say of the followers of each page.

    Parameters
    ----------
    pages
        One row a page, the one with most followers first: ``network``, ``page``, ``from_day``,
        ``to_day``, ``days`` (in between, both included) and ``missing_days`` (of them without any
        number); ``followers_start``, ``followers_end``, ``net_change`` (followers) and
        ``growth_rate`` (net change per follower at the start); ``gained`` and ``lost`` (follows,
        unfollows), ``is_lost_estimated`` (from followers and follows, for the file has no
        unfollows); ``unexplained`` (change of followers beyond follows less unfollows on the days
        that have all three) and ``is_disagreement`` (it is large); ``churn_rate`` (unfollows per
        follower in thirty days) with ``churn_low``, ``churn_high``, ``churn_lost`` and
        ``follower_days`` behind it; ``weekly_net`` (followers in the median whole week) with its
        interval, over ``weeks``; ``pace_change`` (how much the weekly net changes from week to
        week, followers) with its interval; ``jumps`` (days).
    days
        One row a page and day: ``step_days`` (how many days the row stands for), ``followers``,
        ``follows``, ``unfollows``, ``net`` (followers won or lost, of both where known),
        ``is_jump``. Days inside the period without numbers have a row with missing values.
    """

    pages: pd.DataFrame
    days: pd.DataFrame

    def of_page(self, place: int) -> "Growth":
        """Return one page alone, by its place in ``pages``; empty where there is none."""
        chosen, keys = self.pages.iloc[place : place + 1], ["network", "page"]
        # A missing page is a page too.
        wanted = pd.MultiIndex.from_frame(chosen[keys].fillna(""))
        same = pd.MultiIndex.from_frame(self.days[keys].fillna("")).isin(wanted)
        return Growth(chosen.reset_index(drop=True), self.days[same].reset_index(drop=True))


def measure_growth(
    daily: pd.DataFrame, *, threshold: float = 5.0, confidence: float = 0.95
) -> Growth:
    """Measure how each page gains and loses followers.

    Parameters
    ----------
    daily
        Canonical daily rows: ``network``, ``page``, ``metric`` (``followers``, ``follows``,
        ``unfollows`` count), ``day``, ``value``. Numbers of followers below ten are left out.
    threshold
        How far from its neighbours a day must be to be a jump, in robust standard deviations.
    confidence
        Of the intervals, 0-1.

    Returns
    -------
    Growth
        The pages and their days; both empty when no day has followers, follows or unfollows.

    Raises
    ------
    DataError
        When a column is absent.

    Notes
    -----
    Rates, pace and jumps are explained in `smmlab.audience.growth_rates`. A day that a file leaves
    out is missing, not zero; nothing is filled in but the followers between two known days, and
    those for the denominator of the churn rate alone.

    Examples
    --------
    >>> days = [f"2026-09-{day:02d}" for day in range(1, 31)]
    >>> daily = pd.DataFrame({
    ...     "network": "tiktok", "page": "Kaja", "metric": "followers", "day": days,
    ...     "value": [1000 + 5 * n for n in range(30)]})
    >>> measure_growth(daily).pages[["followers_end", "net_change", "growth_rate", "weekly_net"]]
       followers_end  net_change  growth_rate  weekly_net
    0         1145.0       145.0        0.145        35.0
    """
    require(daily, _NEEDED, table="daily")
    rows = daily.loc[daily["metric"].isin(_METRICS) & daily["value"].notna(), list(_NEEDED)]
    # A page of fewer followers would tell who they are.
    few = (rows["metric"] == "followers") & rows["value"].between(0, SMALLEST_GROUP, "neither")
    rows = rows[~few]
    pages, days = [], []
    for (network, page), part in rows.groupby(["network", "page"], dropna=False):
        wide = _wide(part, threshold)
        pages.append({"network": network, "page": page, **_of_page(wide, confidence)})
        days.append(wide.assign(network=network, page=page, day=wide.index.strftime("%Y-%m-%d")))
    if not pages:
        return Growth(
            _typed(pd.DataFrame(columns=list(_PAGES))), _typed(pd.DataFrame(columns=list(_DAYS)))
        )
    table = pd.DataFrame(pages)[list(_PAGES)].sort_values(
        ["followers_end", "gained", "network", "page"], ascending=[False, False, True, True],
        kind="stable",
    )  # fmt: skip
    return Growth(
        _typed(table.reset_index(drop=True)),
        _typed(pd.concat(days, ignore_index=True)[list(_DAYS)]),
    )


def _wide(rows: pd.DataFrame, threshold: float) -> pd.DataFrame:
    """Return one row a day with the three metrics, the net of the day and whether it is a jump."""
    day = pd.to_datetime(rows["day"], format="%Y-%m-%d")
    wide = rows.assign(day=day).pivot_table(
        index="day", columns="metric", values="value", aggfunc="last"
    )
    wide = wide.reindex(columns=list(_METRICS)).astype("float64")
    step = step_days(wide.index)
    if step == 1:
        wide = wide.reindex(pd.date_range(wide.index[0], wide.index[-1], name="day"))
    distance = wide.index.to_series().diff().dt.days
    # A change over a gap belongs to no day.
    change = wide["followers"].diff().where(distance <= 1.5 * step)
    net = change.fillna(wide["follows"] - wide["unfollows"])
    moved = net if net.notna().any() else wide["follows"]
    is_jump = find_jumps(moved, threshold=threshold)
    return wide.assign(step_days=step, change=change, net=net, is_jump=is_jump)


def _of_page(wide: pd.DataFrame, confidence: float) -> dict[Hashable, object]:
    stock, step = wide["followers"].dropna(), int(wide["step_days"].iloc[0])
    known = wide[list(_METRICS)].notna().any(axis=1)
    length = (wide.index[-1] - wide.index[0]).days + step
    flows = wide["follows"] - wide["unfollows"]
    start, end = (float(stock.iloc[0]), float(stock.iloc[-1])) if len(stock) else (np.nan, np.nan)
    net_change = end - start if len(stock) > 1 else flows.sum(min_count=1)
    lost, is_estimated = _lost(wide)
    both = wide["change"].notna() & flows.notna()
    unexplained = (wide["change"] - flows)[both].sum(min_count=1)
    turnover = (wide["follows"] + wide["unfollows"])[both].sum()
    churn = churn_rate(wide["unfollows"], wide["followers"], step=step, confidence=confidence)
    weekly = sum_weeks(wide["net"], step=step)
    middle = Estimate(
        float(weekly.median()) if len(weekly) else np.nan,
        *median_interval(weekly, confidence=confidence),
    )
    pace = pace_trend(weekly, confidence=confidence)
    return {
        "from_day": wide.index[0].strftime("%Y-%m-%d"),
        "to_day": wide.index[-1].strftime("%Y-%m-%d"),
        "days": length,
        "missing_days": max(length - int(known.sum()) * step, 0) if step < 28 else 0,
        "followers_start": start,
        "followers_end": end,
        "net_change": net_change,
        "growth_rate": net_change / start if start > 0 else np.nan,
        "gained": wide["follows"].sum(min_count=1),
        "lost": lost,
        "is_lost_estimated": is_estimated,
        "unexplained": unexplained,
        "is_disagreement": bool(abs(unexplained) > max(SMALLEST_GROUP, _LARGE_GAP * turnover)),
        "churn_rate": churn.rate.value,
        "churn_low": churn.rate.low,
        "churn_high": churn.rate.high,
        "churn_lost": churn.lost,
        "follower_days": churn.follower_days,
        "weeks": len(weekly),
        "weekly_net": middle.value,
        "weekly_net_low": middle.low,
        "weekly_net_high": middle.high,
        "pace_change": pace.value,
        "pace_change_low": pace.low,
        "pace_change_high": pace.high,
        "jumps": int(wide["is_jump"].sum()),
    }


def _lost(wide: pd.DataFrame) -> tuple[float, bool]:
    """Return the unfollows, counted or else what of the follows did not stay."""
    if wide["unfollows"].notna().any():
        return float(wide["unfollows"].sum()), False
    steps = wide["change"].iloc[1:]
    whole = len(steps) > 0 and bool(steps.notna().all() and wide["follows"].iloc[1:].notna().all())
    left = float(wide["follows"].iloc[1:].sum() - steps.sum()) if whole else np.nan
    return (left, True) if left >= 0 else (np.nan, False)


def _typed(table: pd.DataFrame) -> pd.DataFrame:
    numbers = dict.fromkeys(table.columns, "float64")
    types = {name: _TYPES.get(name, kind) for name, kind in numbers.items()}
    return table.astype(types)
