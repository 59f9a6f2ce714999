"""Rates of growth and churn from days: how fast, how surely, and which days are unlike others."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from smmlab.findings import SMALLEST_GROUP

MONTH = 30
"""Days of a churn rate."""
LEAST_WEEKS = 4
"""Fewer weeks cannot tell how much weeks differ."""
_LEAST_TREND = 8  # weeks for a trend
_AROUND = 57  # days around a day with which it is compared: four weeks before and after
_LEAST_AROUND = 20
_LONGEST_FILL = 31  # days over which followers are taken from the nearest known day


@dataclass(frozen=True)
class Estimate:
    """A number with its interval; missing where it cannot be known."""

    value: float = float("nan")
    low: float = float("nan")
    high: float = float("nan")


@dataclass(frozen=True)
class Churn:
    """A churn rate (unfollows per follower in thirty days) and what it was made of."""

    rate: Estimate
    lost: float
    follower_days: float


def step_days(days: pd.DatetimeIndex) -> int:
    """Return how many days a row stands for: the usual distance to the next.

    Examples
    --------
    >>> step_days(pd.DatetimeIndex(["2026-01-05", "2026-01-12", "2026-01-19"]))
    7
    """
    distances = days.to_series().diff().dt.days.dropna()
    return max(1, round(float(distances.median()))) if len(distances) else 1


def sum_weeks(net: pd.Series, *, step: int) -> pd.Series:
    """Return the net of each whole week from Monday to Sunday, by the Monday.

    Parameters
    ----------
    net
        By day, or by week when a ``step`` is seven days; weeks with a missing day are left out.
    step
        Days a value stands for.

    Examples
    --------
    >>> days = pd.date_range("2026-01-05", periods=10)
    >>> sum_weeks(pd.Series(1.0, index=days), step=1).tolist()
    [7.0]
    """
    if step not in {1, 7}:
        return net.iloc[:0]
    known = net.dropna()
    monday = known.index - pd.to_timedelta(known.index.day_of_week, unit="D")
    weeks = known.groupby(monday).agg(["sum", "size"])
    whole: pd.Series = weeks.loc[weeks["size"] == 7 // step, "sum"]
    return whole


def pace_trend(weekly: pd.Series, *, confidence: float = 0.95) -> Estimate:
    """Return how much the weekly net changes from week to week.

    Parameters
    ----------
    weekly
        Result of `sum_weeks`.
    confidence
        Of the interval, 0-1.

    Returns
    -------
    Estimate
        Followers per week and week; missing with fewer than eight weeks.

    References
    ----------
    Sen (1968), Journal of the American Statistical Association 63: the median of all pairwise
    slopes. It is taken of the weekly changes, which are nearly independent; of the followers
    themselves, which add up, the interval would be far too narrow.

    Examples
    --------
    >>> weeks = pd.date_range("2026-01-05", periods=10, freq="7D")
    >>> pace_trend(pd.Series(np.arange(10.0), index=weeks)).value
    1.0
    """
    from scipy.stats import theilslopes

    if len(weekly) < _LEAST_TREND:
        return Estimate()
    number = (weekly.index - weekly.index[0]).days.to_numpy() / 7
    slope = theilslopes(weekly.to_numpy(), number, alpha=confidence)
    return Estimate(float(slope.slope), float(slope.low_slope), float(slope.high_slope))


def churn_rate(
    unfollows: pd.Series, followers: pd.Series, *, step: int, confidence: float = 0.95
) -> Churn:
    """Return the unfollows per follower in thirty days.

    Parameters
    ----------
    unfollows, followers
        By day, the same index; followers between two known days are interpolated.
    step
        Days a value stands for.
    confidence
        Of the interval, 0-1.

    Returns
    -------
    Churn
        The rate, missing without followers or with one to nine unfollows; the interval is missing
        with fewer than four weeks.

    Notes
    -----
    Weeks are the clusters of a ratio estimator; the interval is the exact Poisson one at the number
    of unfollows that would vary as much (Ulm 1990, American Journal of Epidemiology 131), never
    narrower than that of all of them.

    Examples
    --------
    >>> days = pd.date_range("2026-01-05", periods=60)
    >>> found = churn_rate(pd.Series(2.0, days), pd.Series(1000.0, days), step=1)
    >>> round(found.rate.value, 3), found.lost, found.follower_days
    (0.06, 120.0, 60000.0)
    """
    from scipy.special import gammaincinv

    base = followers.interpolate("time", limit_area="inside")
    base = base.ffill(limit=_LONGEST_FILL).bfill(limit=_LONGEST_FILL)
    known = unfollows.notna() & base.notna()
    if not known.any():
        return Churn(Estimate(), float("nan"), float("nan"))
    lost, base = unfollows[known], base[known] * step
    total, exposure = float(lost.sum()), float(base.sum())
    if 0 < total < SMALLEST_GROUP or exposure <= 0:
        return Churn(Estimate(), float("nan"), float("nan"))
    rate = total / exposure
    monday = lost.index - pd.to_timedelta(lost.index.day_of_week, unit="D")
    residuals = (lost - rate * base).groupby(monday).sum()
    weeks = len(residuals)
    if weeks < LEAST_WEEKS:
        return Churn(Estimate(rate * MONTH), total, exposure)
    variance = float((residuals**2).sum()) * weeks / (weeks - 1)
    independent = min(total, total**2 / variance) if variance > 0 else total
    tail = (1 - confidence) / 2
    low = gammaincinv(independent, tail) / exposure * total / independent if total else 0.0
    high = gammaincinv(independent + 1, 1 - tail) / exposure * (total / independent if total else 1)
    return Churn(Estimate(rate * MONTH, float(low) * MONTH, float(high) * MONTH), total, exposure)


def find_jumps(moved: pd.Series, *, threshold: float = 5.0) -> pd.Series:
    """Mark the days on which far more people came or left than on the days around.

    Parameters
    ----------
    moved
        Followers won or lost by day.
    threshold
        Distance from the median of four weeks before and after, in robust standard deviations.

    Returns
    -------
    Series of bool
        False also where fewer than twenty days around are known, and for fewer than ten people.

    Notes
    -----
    The deviation is the median absolute one of the same days, scaled to a normal one, and at least
    that of a Poisson count of their median: a quiet page would else jump with every follower.

    Examples
    --------
    >>> calm = pd.Series([4.0, 6.0] * 20, index=pd.date_range("2026-01-01", periods=40))
    >>> calm.iloc[30] = 400.0
    >>> find_jumps(calm)[lambda jump: jump].index.strftime("%Y-%m-%d").tolist()
    ['2026-01-31']
    """
    around = moved.rolling(_AROUND, center=True, min_periods=_LEAST_AROUND)
    median = around.median()
    spread = around.apply(_deviation, raw=True)
    scale = np.maximum(1.4826 * spread, np.sqrt(np.maximum(median.abs(), 1.0)))
    gap = (moved - median).abs()
    return ((gap >= threshold * scale) & (gap >= SMALLEST_GROUP)).fillna(False).astype(bool)


def _deviation(values: "np.ndarray") -> float:
    known = values[~np.isnan(values)]
    return float(np.median(np.abs(known - np.median(known))))
