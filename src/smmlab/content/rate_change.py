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
    free: npt.ArrayLike = np.inf,
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
    free
        Degrees of freedom of the dispersion by which effective counts were divided: one that few
        weeks tell is itself uncertain, as Student's t has it. Infinite where none was estimated.

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
    from scipy.special import betainc, betaincinv, ndtr, ndtri, stdtr, stdtrit

    given = (np.asarray(one, dtype=np.float64) for one in (recent, earlier, expected, free))
    r, e, q, df = np.broadcast_arrays(*given)
    is_known = np.isfinite(df)
    df = np.where(is_known, df, 1.0)
    share = (1 - confidence) / 2
    tail = np.where(is_known, ndtr(stdtrit(df, share)), share)
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
    p = np.where(is_known, np.minimum(1.0, 2 * stdtr(df, ndtri(p / 2))), p)
    return (
        ratio,
        np.where(known, low, np.nan),
        np.where(known, high, np.nan),
        np.where(known, p, np.nan),
    )
