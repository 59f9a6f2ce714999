"""Shares of acts when acts of one person, and acts of one week, come together."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from smmlab.audience.shares import acts_table
from smmlab.findings import SMALLEST_GROUP
from smmlab.intervals import wilson_interval

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]

LEAST_WEEKS = 4
"""Fewer weeks cannot tell how much weeks differ."""
_MOST_COMPARED = 24  # cells of a table in which one cell is compared with every other


@dataclass(frozen=True)
class Clusters:
    """Acts by what they come together in, people or weeks, and by cell.

    Parameters
    ----------
    cluster, cell, acts
        Number of the person or week, number of the cell, and how many acts; each pair once.
    alone
        Acts of each cell that are clusters of their own: those without a known person.
    """

    cluster: Integers
    cell: Integers
    acts: Floats
    alone: Floats

    @property
    def units(self) -> float:
        """How many clusters there are."""
        return float(self.cluster.max(initial=-1) + 1 + self.alone.sum())

    @property
    def even_units(self) -> float:
        """How many clusters of equal size would tell as much."""
        sizes = np.bincount(self.cluster, self.acts)
        total = self.counts.sum()
        return float(total**2 / ((sizes**2).sum() + self.alone.sum()))

    @property
    def counts(self) -> Floats:
        """Acts of each cell."""
        counted: Floats = np.bincount(self.cell, self.acts, len(self.alone)) + self.alone
        return counted


def share_of_weeks(
    people: Clusters,
    weeks: Clusters,
    *,
    smallest: int = SMALLEST_GROUP,
    confidence: float = 0.95,
) -> pd.DataFrame:
    """Return the share of each cell in all acts, with intervals that know people and weeks.

    Parameters
    ----------
    people, weeks
        The same acts, once by person and once by week.
    smallest
        Cells of fewer people are never called busy.
    confidence
        Of the intervals and of the comparison of cells, 0-1.

    Returns
    -------
    DataFrame
        One row a cell, in order: ``people`` (known ones, and each act without a person),
        ``interactions``, ``share`` (0-1) with ``share_low`` and ``share_high``, ``p_value``,
        ``is_busy`` (more than an even share), ``is_peak`` (the one cell that differs from every
        other, for tables of a few dozen cells). Limits are missing and flags false with acts of
        fewer than four weeks.

    Notes
    -----
    The variance of a share is that of a ratio estimator, clustered by people and by weeks at once:
    the sum of both variances less that of independent acts, which is in both, and never less than
    the larger one (Cameron, Gelbach and Miller 2011, Journal of Business & Economic Statistics 29).
    The Wilson interval is taken at the number of independent acts that would give this variance,
    reduced by the square of the ratio of the normal to the Student quantile (Korn and Graubard
    1998, Survey Methodology 24), for clusters may be few or unlike: its degrees of freedom are the
    number of people or weeks of equal size that would tell as much, less one. The p value is the
    exact binomial one at that number; all cells are one family of Benjamini and Hochberg. For a
    cell to be the peak it must differ from each other one; comparing the winner with all others
    needs no further correction (Hung and Fithian 2019, Rank verification for exponential families).

    Examples
    --------
    >>> number, once, nobody = np.arange(40), np.ones(40), np.zeros(2)
    >>> people = Clusters(number, number % 4 // 3, once, nobody)
    >>> weeks = Clusters(number // 5, number % 4 // 3, once, nobody)
    >>> share_of_weeks(people, weeks)[["people", "interactions", "share", "is_peak"]]
       people  interactions  share  is_peak
    0      30            30   0.75     True
    1      10            10   0.25    False
    """
    from scipy.special import betainc, ndtri, stdtrit
    from scipy.stats import false_discovery_control

    counts = people.counts
    cells, total = len(counts), counts.sum()
    shares = counts / total
    known = np.bincount(people.cell, minlength=cells) + people.alone
    found = pd.DataFrame(
        {
            "people": known.astype("int64"),
            "interactions": counts.astype("int64"),
            "share": shares,
            "share_low": np.nan,
            "share_high": np.nan,
            "p_value": np.nan,
            "is_busy": False,
            "is_peak": False,
        }
    )
    if weeks.units < LEAST_WEEKS:
        return found
    even = shares * (1 - shares) / total
    spread = _both(_spread(people, shares), _spread(weeks, shares), even)
    with np.errstate(divide="ignore", invalid="ignore"):
        effect = np.where(spread > 0, spread / even, np.nan)
    # Nothing seen in a cell, or everything: it is taken to vary like the other cells.
    few = min(people.units, weeks.units)
    usual = float(np.nanmedian(effect)) if np.isfinite(effect).any() else total / few
    effect = np.maximum(np.where(np.isnan(effect), usual, effect), 1.0)
    freedom = max(min(people.even_units, weeks.even_units) - 1, 1.0)
    normal = float(ndtri(0.5 + confidence / 2))
    student = float(stdtrit(freedom, 0.5 + confidence / 2))
    independent = np.maximum(total / effect * (normal / student) ** 2, 1.0)
    low, high = wilson_interval(shares * independent, independent, confidence=confidence)
    seen = shares * independent
    # The chance of at least as many among so many independent acts, were the share an even one.
    p_value = np.where(
        counts > 0, betainc(np.maximum(seen, 1e-9), independent - seen + 1, 1 / cells), 1.0
    )
    judged = np.where(known >= max(smallest, SMALLEST_GROUP), p_value, 1.0)
    return found.assign(
        share_low=low,
        share_high=high,
        p_value=p_value,
        is_busy=false_discovery_control(np.clip(judged, 0, 1)) <= 1 - confidence,
        is_peak=_peak(people, weeks, shares, student),
    )


def _spread(clusters: Clusters, shares: Floats) -> Floats:
    """Return the variance of each share: the squares of what clusters have beyond their part.

    Added up without the full table of clusters and cells.
    """
    cell, acts, alone = clusters.cell, clusters.acts, clusters.alone
    sizes = np.bincount(clusters.cluster, acts)
    squares = np.bincount(cell, acts**2, len(shares)) + alone
    cross = np.bincount(cell, acts * sizes[clusters.cluster], len(shares)) + alone
    whole = (sizes**2).sum() + alone.sum()
    return _scaled(squares - 2 * shares * cross + shares**2 * whole, clusters)


def _peak(
    people: Clusters, weeks: Clusters, shares: Floats, quantile: float
) -> npt.NDArray[np.bool_]:
    is_peak = np.zeros(len(shares), dtype=bool)
    if not 2 <= len(shares) <= _MOST_COMPARED:
        return is_peak
    best = int(np.argmax(shares))
    even = (shares[best] + shares - (shares[best] - shares) ** 2) / people.counts.sum()
    spread = _both(_gap_spread(people, shares), _gap_spread(weeks, shares), even)
    clear = shares[best] - shares > quantile * np.sqrt(spread)
    is_peak[best] = bool(np.delete(clear, best).all())
    return is_peak


def _gap_spread(clusters: Clusters, shares: Floats) -> Floats:
    """Return the variance of the gap between the largest share and each other one."""
    cells, best = len(shares), int(np.argmax(shares))
    many = int(clusters.cluster.max(initial=-1)) + 1
    full = acts_table(clusters.cluster, clusters.cell, clusters.acts, people=many, cells=cells)
    residuals = full - full.sum(axis=1, keepdims=True) * shares
    single = np.eye(cells) - shares
    gaps, lone = residuals[:, [best]] - residuals, single[:, [best]] - single
    squares = (gaps**2).sum(axis=0) + (lone**2 * clusters.alone[:, None]).sum(axis=0)
    return _scaled(squares, clusters)


def _both(by_people: Floats, by_week: Floats, even: Floats) -> Floats:
    """Join the variances of two ways of clustering; what acts alone would vary is in both."""
    joined: Floats = np.maximum(by_people + by_week - even, np.maximum(by_people, by_week))
    return joined


def _scaled(squares: Floats, clusters: Clusters) -> Floats:
    units, total = clusters.units, clusters.counts.sum()
    spread: Floats = np.maximum(squares, 0) / total**2 * units / max(units - 1, 1)
    return spread
