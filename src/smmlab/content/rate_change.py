"""Has something become more frequent? Two counts compared, given how often each could be seen."""

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]


def compare_rates(
    recent: npt.ArrayLike,
    earlier: npt.ArrayLike,
    expected: npt.ArrayLike,
    *,
    confidence: float = 0.95,
) -> tuple[Floats, Floats, Floats, Floats]:
    """Compare two counts by the exact test of Poisson rates, given their sum.

    Parameters
    ----------
    recent, earlier
        Counts of the two periods; effective (fractional) counts are allowed.
    expected
        The part of both counts that would be recent if nothing had changed, 0-1: the part of all
        exposure that is recent.
    confidence
        Of the interval, 0-1.

    Returns
    -------
    tuple of four arrays
        Rate ratio (recent over earlier; infinite when nothing was there before), its lower and
        upper limit (Clopper-Pearson) and the two-sided p-value (twice the smaller tail). Missing
        where nothing was counted.

    References
    ----------
    Przyborowski and Wilenski (1940), Biometrika 31, 313-323; Clopper and Pearson (1934).

    Examples
    --------
    >>> ratio, low, high, p = compare_rates([11], [21], [800 / (800 + 3011)])
    >>> ratio.round(3).tolist(), low.round(3).tolist(), high.round(3).tolist()
    ([1.971], [0.858], [4.277])
    """
    from scipy.special import betainc, betaincinv

    r, e, q = (np.asarray(given, dtype=np.float64) for given in (recent, earlier, expected))
    r, e, q = np.broadcast_arrays(r, e, q)
    tail = (1 - confidence) / 2
    with np.errstate(divide="ignore", invalid="ignore"):
        odds = q / (1 - q)
        ratio = np.where(r + e > 0, r / e / odds, np.nan)
        low = np.where(r > 0, betaincinv(r, e + 1, tail), 0.0)
        high = np.where(e > 0, betaincinv(r + 1, e, 1 - tail), 1.0)
        low, high = low / (1 - low) / odds, high / (1 - high) / odds
        as_many = np.where(r > 0, betainc(r, e + 1, q), 1.0)
        as_few = np.where(e > 0, betainc(e, r + 1, 1 - q), 1.0)
    known = r + e > 0
    p = np.minimum(1.0, 2 * np.minimum(as_many, as_few))
    return (
        ratio,
        np.where(known, low, np.nan),
        np.where(known, high, np.nan),
        np.where(known, p, np.nan),
    )


def heavier_tails(p_values: npt.ArrayLike, free: int) -> Floats:
    """Return p-values as Student's t has them: a dispersion of few weeks is itself uncertain.

    Parameters
    ----------
    p_values
        Two-sided, as the normal curve has them; missing ones stay missing.
    free
        Degrees of freedom of the dispersion, 1 or more.

    Examples
    --------
    >>> heavier_tails([0.05, 1.0], 10).round(3).tolist()
    [0.078, 1.0]
    """
    from scipy.special import ndtri, stdtr

    p = np.asarray(p_values, dtype=np.float64)
    tails: Floats = np.minimum(1.0, 2 * stdtr(free, ndtri(p / 2)))
    return tails


def weekly_dispersion(
    counts: npt.ArrayLike, exposure: npt.ArrayLike, is_recent: npt.ArrayLike
) -> Floats:
    """Return how much more the weeks of a period differ than chance alone would make them.

    Parameters
    ----------
    counts
        One row a term, one column a week.
    exposure
        Of each week.
    is_recent
        Which weeks are of the recent period; each period has a rate of its own.

    Returns
    -------
    array
        Pearson's statistic over its degrees of freedom, one a term, never below 1. Counts divided
        by it are effective counts: a campaign of one week is no trend of many.

    References
    ----------
    McCullagh and Nelder (1989), Generalized Linear Models, section 6.2.3.

    Examples
    --------
    >>> weekly_dispersion([[2, 2, 2, 2], [8, 0, 8, 0]], [9, 9, 9, 9], [False] * 4).round(2).tolist()
    [1.0, 5.33]
    """
    seen = np.asarray(exposure, dtype=np.float64)
    has_texts = seen > 0
    seen, late = seen[has_texts], np.asarray(is_recent, dtype=bool)[has_texts]
    found = np.asarray(counts, dtype=np.float64)[:, has_texts]
    mean = np.zeros_like(found)
    for period in (late, ~late):
        if period.any():
            rate = found[:, period].sum(axis=1) / seen[period].sum()
            mean[:, period] = rate[:, None] * seen[period]
    free = len(seen) - len(np.unique(late))
    if free < 1:
        return np.ones(len(found))
    surplus = np.divide((found - mean) ** 2, mean, out=np.zeros_like(found), where=mean > 0)
    dispersion: Floats = np.maximum(surplus.sum(axis=1) / free, 1.0)
    return dispersion
