"""Rates of a page with their intervals: posts a week, responses for every follower or view."""

import numpy as np
import numpy.typing as npt
import pandas as pd

from smmlab.intervals import bootstrap_median, median_interval

_RESAMPLES = 2000
_MOST_DRAWN = 20_000_000
_MOST_RESAMPLED = 1000  # beyond, order statistics give the same limits in no time
_FEWEST_WEEKS = 4  # whole weeks from which bursts can be told

Limits = tuple[float, float]
_UNKNOWN: Limits = (float("nan"), float("nan"))


def count_interval(count: float, *, dispersion: float = 1.0, confidence: float = 0.95) -> Limits:
    """Return the exact Poisson interval of a count, widened where events come in bursts.

    Parameters
    ----------
    count
        How many events there were.
    dispersion
        Variance of the counts of equal times over their mean; less than one is taken as one.
    confidence
        Of the interval, 0-1.

    References
    ----------
    Garwood (1936), Fiducial limits for the Poisson distribution, Biometrika 28, 437-442.

    Examples
    --------
    >>> low, high = count_interval(10)
    >>> round(low, 2), round(high, 2)
    (4.8, 18.39)
    """
    from scipy.special import gammaincinv

    spread, tail = max(dispersion, 1.0), (1 - confidence) / 2
    independent = count / spread
    low = float(gammaincinv(independent, tail)) * spread if count else 0.0
    return low, float(gammaincinv(independent + 1, 1 - tail)) * spread


def weekly_rate(at: npt.ArrayLike, *, start: int, end: int) -> tuple[float, float, float]:
    """Return posts a week with their interval.

    Parameters
    ----------
    at
        When the posts were published, epoch seconds within the period.
    start, end
        The period, epoch seconds.

    Returns
    -------
    tuple of three floats
        The rate and its limits; all missing for less than two weeks, the limits for less than four
        whole weeks, because bursts cannot be told from them.

    Examples
    --------
    >>> day = 86_400
    >>> rate, low, high = weekly_rate(range(0, 70 * day, 7 * day), start=0, end=70 * day)
    >>> rate, round(low, 2), round(high, 2)
    (1.0, 0.48, 1.84)
    """
    week = 7 * 86_400
    moments = np.asarray(at, dtype=np.int64)
    weeks = (end - start) / week
    if weeks < 2:
        return float("nan"), *_UNKNOWN
    rate = len(moments) / weeks
    if weeks < _FEWEST_WEEKS:
        return rate, *_UNKNOWN
    # Counted back from the end, so that what remains of a week is the oldest part.
    whole = int(weeks)
    number = (end - moments) // week
    per_week = np.bincount(number[number < whole], minlength=whole)
    mean = per_week.mean()
    dispersion = float(per_week.var(ddof=1) / mean) if mean else 1.0
    low, high = count_interval(len(moments), dispersion=dispersion)
    return rate, low / weeks, high / weeks


def ratio_interval(numerator: npt.ArrayLike, denominator: npt.ArrayLike, *, seed: int) -> Limits:
    """Return the bootstrap interval of a ratio of sums; whole posts are drawn anew.

    Parameters
    ----------
    numerator, denominator
        One number a post, none missing.
    seed
        Of the draws; the order of the posts changes nothing.

    References
    ----------
    Efron and Tibshirani (1993), An Introduction to the Bootstrap, chapter 13 (percentile interval).

    Examples
    --------
    >>> ratio_interval([5, 5, 5], [100, 100, 100], seed=1)
    (0.05, 0.05)
    """
    pairs = pd.DataFrame({"n": np.asarray(numerator, float), "d": np.asarray(denominator, float)})
    pairs = pairs.sort_values(["n", "d"])
    size = len(pairs)
    if size < 2:
        return _UNKNOWN
    draws = max(200, min(_RESAMPLES, _MOST_DRAWN // size))
    # How often each post is drawn says as much as which one, and takes less room.
    times = np.random.default_rng(seed).multinomial(size, np.full(size, 1 / size), size=draws)
    ratios = (times @ pairs["n"].to_numpy()) / (times @ pairs["d"].to_numpy())
    low, high = np.quantile(ratios, [0.025, 0.975])
    return float(low), float(high)


def middle_interval(values: npt.ArrayLike, *, seed: int) -> Limits:
    """Return the interval of a median: BCa bootstrap, or of order statistics for many values.

    Parameters
    ----------
    values
        Numbers, none missing; their order changes nothing.
    seed
        Of the draws.

    References
    ----------
    Efron (1987), Better bootstrap confidence intervals; Conover (1999), Practical Nonparametric
    Statistics, section 3.2.

    Examples
    --------
    >>> middle_interval([3.0] * 20, seed=1), middle_interval(range(2001), seed=1)
    ((3.0, 3.0), (956.0, 1044.0))
    """
    ordered = np.sort(np.asarray(values, dtype=np.float64))
    if len(ordered) > _MOST_RESAMPLED:
        return median_interval(ordered)
    return bootstrap_median(ordered, seed=seed)
