"""Intervals: how far a share, a mean or a median may be from what a few rows show."""

import warnings
from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt

_DRAWS = 2000
# The correction needs one estimate per row left out; beyond this many rows it changes nothing.
_MOST_CORRECTED = 3000

Floats = npt.NDArray[np.float64]


def wilson_interval(
    successes: npt.ArrayLike, trials: npt.ArrayLike, *, confidence: float = 0.95
) -> tuple[Floats, Floats]:
    """Return the Wilson score interval of each share.

    Parameters
    ----------
    successes, trials
        Counts, of the same shape; effective (fractional) counts are allowed.
    confidence
        Of the interval, 0-1.

    Returns
    -------
    tuple of two arrays
        Lower and upper limits, shares 0-1; missing where there were no trials.

    References
    ----------
    Wilson (1927); method 3 of Newcombe (1998), Statistics in Medicine 17, 857-872.

    Examples
    --------
    >>> low, high = wilson_interval([81, 0], [263, 20])
    >>> low.round(4).tolist(), high.round(4).tolist()
    ([0.2553, 0.0], [0.3662, 0.1611])
    """
    from scipy.special import ndtri

    z = float(ndtri(0.5 + confidence / 2))
    n = np.asarray(trials, dtype=np.float64)
    known = np.where(n > 0, n, np.nan)
    share = np.asarray(successes, dtype=np.float64) / known
    middle = (share + z**2 / (2 * known)) / (1 + z**2 / known)
    half = z * np.sqrt(share * (1 - share) / known + (z / (2 * known)) ** 2) / (1 + z**2 / known)
    # Rounding may put a limit a hair beyond the share itself when none or all succeeded.
    low = np.where(share == 0, 0.0, np.clip(middle - half, 0, 1))
    high = np.where(share == 1, 1.0, np.clip(middle + half, 0, 1))
    return low, high


def newcombe_interval(
    first: npt.ArrayLike,
    first_all: npt.ArrayLike,
    second: npt.ArrayLike,
    second_all: npt.ArrayLike,
    *,
    confidence: float = 0.95,
) -> tuple[Floats, Floats]:
    """Return the hybrid score interval of the difference of two independent shares.

    Parameters
    ----------
    first, first_all, second, second_all
        Counts and what they are counts of.
    confidence
        Of the interval, 0-1.

    References
    ----------
    Newcombe 1998, Statistics in Medicine 17, 873-890, method 10.

    Examples
    --------
    >>> low, high = newcombe_interval([56], [70], [48], [80])
    >>> low.round(4).tolist(), high.round(4).tolist()
    ([0.0524], [0.3339])
    """
    low_one, high_one = wilson_interval(first, first_all, confidence=confidence)
    low_two, high_two = wilson_interval(second, second_all, confidence=confidence)
    one = np.asarray(first, dtype=np.float64) / np.asarray(first_all, dtype=np.float64)
    two = np.asarray(second, dtype=np.float64) / np.asarray(second_all, dtype=np.float64)
    low = one - two - np.sqrt((one - low_one) ** 2 + (high_two - two) ** 2)
    high = one - two + np.sqrt((high_one - one) ** 2 + (two - low_two) ** 2)
    return low, high


def median_interval(values: npt.ArrayLike, *, confidence: float = 0.95) -> tuple[float, float]:
    """Return the distribution-free interval of a median: two of the values themselves.

    Parameters
    ----------
    values
        Numbers; missing ones are left out.
    confidence
        At least reached, 0-1; missing limits when there are too few values for it.

    References
    ----------
    Conover (1999), Practical Nonparametric Statistics, section 3.2: the number of values below the
    median is binomial.

    Examples
    --------
    >>> median_interval(range(1, 21))
    (6.0, 15.0)
    """
    from scipy.stats import binom

    ordered = np.sort(_known(values))
    n = len(ordered)
    below = int(binom.ppf((1 - confidence) / 2, n, 0.5)) if n else 0
    # P(fewer than ``below``) is at most half of what may be missed, so both ends are covered.
    if below < 1:
        return float("nan"), float("nan")
    return float(ordered[below - 1]), float(ordered[n - below])


def bootstrap_mean(
    values: npt.ArrayLike, *, seed: int, confidence: float = 0.95
) -> tuple[float, float]:
    """Return the BCa bootstrap interval of a mean.

    Parameters
    ----------
    values
        Numbers; missing ones are left out. Fewer than two give missing limits.
    seed
        Of the random draws: the same seed gives the same interval.

    References
    ----------
    Efron (1987), Better bootstrap confidence intervals.

    Examples
    --------
    >>> low, high = bootstrap_mean([10, 12, 9, 30, 11, 10], seed=1)
    >>> low < 13.7 < high
    True
    """
    return _bootstrap(values, np.mean, seed, confidence)


def bootstrap_median(
    values: npt.ArrayLike, *, seed: int, confidence: float = 0.95
) -> tuple[float, float]:
    """Return the BCa bootstrap interval of a median, as `bootstrap_mean` does for a mean.

    Examples
    --------
    >>> bootstrap_median([5.0] * 20, seed=1)
    (5.0, 5.0)
    """
    return _bootstrap(values, np.median, seed, confidence)


def _bootstrap(
    values: npt.ArrayLike, statistic: Callable[..., Any], seed: int, confidence: float
) -> tuple[float, float]:
    from scipy.stats import bootstrap

    known = _known(values)
    if len(known) < 2:
        return float("nan"), float("nan")
    if np.all(known == known[0]):
        return float(known[0]), float(known[0])

    def interval(method: str) -> tuple[float, float]:
        with warnings.catch_warnings():
            # Ties can leave the correction undefined; then it is not applied.
            warnings.simplefilter("ignore")
            found = bootstrap(
                (known,), statistic, n_resamples=_DRAWS, confidence_level=confidence,
                batch=max(1, 2_000_000 // len(known)), method=method, rng=seed,
            ).confidence_interval  # fmt: skip
        return float(found.low), float(found.high)

    low, high = interval("BCa") if len(known) <= _MOST_CORRECTED else interval("percentile")
    return (low, high) if np.isfinite([low, high]).all() else interval("percentile")


def _known(values: npt.ArrayLike) -> Floats:
    numbers = np.asarray(values, dtype=np.float64)
    known: Floats = numbers[~np.isnan(numbers)]
    return known
