"""Words come in clumps: whether a term became more frequent is for weeks to tell, not posts.

A campaign, a thread or one eager writer repeats a word many times within days. Two counts compared
as if every post had spoken for itself would call each such clump a trend.
"""

import numpy as np
import numpy.typing as npt
import pandas as pd

from smmlab.content.rate_change import compare_rates

LEVEL = 0.05
"""What a change must stay under: with all weeks, and without any two in a row."""

_MONTH = 4  # weeks
_RUN = 2  # weeks in a row that a thread or a campaign fills before others take it up

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]


def compare_weeks(
    counts: npt.ArrayLike, expected: npt.ArrayLike, is_recent: npt.ArrayLike
) -> pd.DataFrame:
    """Compare how often terms come in the recent weeks with how often they came before.

    Parameters
    ----------
    counts
        One row a term, one column a week, the weeks in a row and those of a period together.
    expected
        Of the same shape: what each week would have if nothing had changed, in any unit.
    is_recent
        Which weeks are of the recent period.

    Returns
    -------
    DataFrame
        One row a term: ``rate_ratio`` (recent over earlier) with ``ratio_low`` and ``ratio_high``
        (95 %), ``p_value``, and ``p_without``: the largest one-sided p-value when two weeks in a
        row are left out, whichever they are (1 when the change then points the other way; missing
        where ``p_value`` is above 0.05). Where the recent period is under four weeks, one week is
        left out: a single week makes no trend.

    Notes
    -----
    Counts are divided by their dispersion (quasi-Poisson, Student's t as the reference). The weeks
    of one term tell little of it, so no term counts as less clumped than the middle term of the
    same texts, by months of four weeks: what lasts from week to week (a writer who stays, a long
    campaign) shows only there. The measure of clumping is taken both ways it grows with the count m
    of a month: as a factor, and as 1 + r m, the negative-binomial form; the larger one holds. And
    what rests on two weeks alone is a campaign, no trend.

    References
    ----------
    McCullagh and Nelder (1989), Generalized Linear Models, section 6.2.3 (dispersion). Lund,
    Nettleton, McCarthy and Smyth (2012), Statistical Applications in Genetics and Molecular Biology
    11(5) (dispersion lent between many short series). Kuensch (1989), Annals of Statistics 17,
    1217-1241 (runs of neighbours left out together).

    Examples
    --------
    >>> doubled, campaign = [6] * 4 + [2] * 20, [0, 0, 20, 4] + [2] * 20
    >>> found = compare_weeks([doubled, campaign], np.ones((2, 24)), np.arange(24) < 4)
    >>> found[["rate_ratio", "p_value", "p_without"]].round(3).values.tolist()
    [[3.0, 0.0, 0.002], [3.0, 0.016, 1.0]]
    """
    found, usual = (np.asarray(given, dtype=np.float64) for given in (counts, expected))
    late = np.asarray(is_recent, dtype=bool)
    spread, free = weekly_dispersion(found, usual, late)
    spread = np.maximum(spread, _shared(found, usual, late))
    # Where weeks differ no more than by chance, nothing was estimated and the test is exact.
    free = np.where(spread > 1, np.maximum(free, 1), np.inf)
    sums = (part.sum(axis=1) for part in (found[:, late], found[:, ~late], usual[:, late], usual))
    recent, earlier, usual_recent, every = sums
    ratio, low, high, p = compare_rates(
        recent / spread, earlier / spread, _part(usual_recent, every), free=free
    )
    table = pd.DataFrame(
        {"rate_ratio": ratio, "ratio_low": low, "ratio_high": high, "p_value": p,
         "p_without": np.nan}
    )  # fmt: skip
    stands = np.flatnonzero(p <= LEVEL)
    if len(stands):
        table.loc[stands, "p_without"] = _without_a_run(
            found[stands], usual[stands], late, spread[stands, None], free[stands, None]
        )
    return table


def weekly_dispersion(
    counts: npt.ArrayLike, expected: npt.ArrayLike, is_recent: npt.ArrayLike
) -> tuple[Floats, Floats]:
    """Return how much more the weeks of a period differ than chance alone would make them.

    Parameters
    ----------
    counts, expected, is_recent
        As of `compare_weeks`; each period has a rate of its own.

    Returns
    -------
    tuple of two arrays
        Pearson's statistic over its degrees of freedom, one a term (1 where weeks are too few),
        and the degrees of freedom.

    References
    ----------
    McCullagh and Nelder (1989), Generalized Linear Models, section 6.2.3.

    Examples
    --------
    >>> counts = [[2, 2, 2, 2], [8, 0, 8, 0]]
    >>> spread, free = weekly_dispersion(counts, np.ones((2, 4)), [False] * 4)
    >>> spread.round(2).tolist(), free.tolist()
    ([0.0, 5.33], [3.0, 3.0])
    """
    found, usual = (np.asarray(given, dtype=np.float64) for given in (counts, expected))
    late = np.asarray(is_recent, dtype=bool)
    mean, free = np.zeros_like(found), np.zeros(len(found))
    for period in (late, ~late):
        rate = _part(found[:, period].sum(axis=1), usual[:, period].sum(axis=1))
        mean[:, period] = rate[:, None] * usual[:, period]
        weeks = (usual[:, period] > 0).sum(axis=1)
        free += np.maximum(weeks - 1, 0)
    surplus = np.divide((found - mean) ** 2, mean, out=np.zeros_like(found), where=mean > 0)
    is_told = free > 0
    spread = np.divide(surplus.sum(axis=1), free, out=np.ones(len(found)), where=is_told)
    return spread, free


def _shared(found: Floats, usual: Floats, late: Bools) -> Floats:
    """Return the least dispersion of each term: that of the middle term of the same texts."""
    if len(found) < 2:  # nobody to borrow from
        return np.ones(len(found))
    many = int(late.sum())
    order = np.argsort(~late, kind="stable")
    starts = np.concatenate(
        [np.arange(0, many, _MONTH), np.arange(many, len(late), _MONTH)]
    )  # a month is of one period
    months, usual_months = (
        np.add.reduceat(part[:, order], starts, axis=1) for part in (found, usual)
    )
    spread, free = weekly_dispersion(months, usual_months, late[order][starts])
    is_told = free > 0
    if not is_told.any():
        return np.ones(len(found))
    # The middle of a chi-squared of few degrees of freedom is below its mean (Wilson and Hilferty).
    spread = spread[is_told] / (1 - 2 / (9 * free[is_told])) ** 3
    mean = months.mean(axis=1)
    clumping = float(np.median(_part(spread - 1, mean[is_told])))
    shared: Floats = np.maximum(1 + clumping * mean, max(float(np.median(spread)), 1.0))
    return shared


def _without_a_run(
    found: Floats, usual: Floats, late: Bools, spread: Floats, free: Floats
) -> Floats:
    """Return the largest one-sided p-value of each term when any run of weeks is left out."""
    run = min(_RUN, max(int(late.sum()) // 2, 1))
    recent, earlier, usual_recent, usual_earlier = (
        _sums_without(part * side, run) for part in (found, usual) for side in (late, ~late)
    )
    part = _part(usual_recent, usual_recent + usual_earlier)
    ratio, _, _, p = compare_rates(recent / spread, earlier / spread, part, free=free)
    whole = found[:, late].sum(axis=1) * usual.sum(axis=1)
    is_more = whole > found.sum(axis=1) * usual[:, late].sum(axis=1)
    # What points the other way, or is all in one run, does not stand.
    stands = ~np.isnan(p) & ((ratio > 1) == is_more[:, None])
    worst: Floats = np.where(stands, p / 2, 1.0).max(axis=1)
    return worst


def _sums_without(cells: Floats, run: int) -> Floats:
    sums = np.cumsum(np.pad(cells, ((0, 0), (1, 0))), axis=1)
    left: Floats = sums[:, -1:] - (sums[:, run:] - sums[:, : sums.shape[1] - run])
    return np.maximum(left, 0.0)


def _part(some: Floats, every: Floats) -> Floats:
    part: Floats = np.divide(some, every, out=np.zeros_like(every), where=every > 0)
    return part
