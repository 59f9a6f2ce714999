"""Shares of acts when one person's acts come together: intervals, and what truly stands out."""

import numpy as np
import numpy.typing as npt
import pandas as pd

from smmlab.intervals import wilson_interval

Floats = npt.NDArray[np.float64]


def share_acts(
    acts: npt.ArrayLike,
    *,
    alone: npt.ArrayLike | None = None,
    confidence: float = 0.95,
) -> pd.DataFrame:
    """Return the share of each cell in all acts, with intervals that know who acted.

    Parameters
    ----------
    acts
        A row a person, a column a cell (an hour, a weekday): numbers of acts.
    alone
        Acts of each cell without a known person; each counts as a person of its own.
    confidence
        Of the intervals and of the comparison of cells, 0-1.

    Returns
    -------
    DataFrame
        One row a cell, in order: ``people`` (known ones with an act there), ``interactions``,
        ``share`` of all acts (0-1) with ``share_low`` and ``share_high``; ``is_busy`` marks cells
        with more than an even share even when all are judged at once, ``is_peak`` the one cell that
        differs from every other, if there is one. Shares are missing when there are no acts.

    Notes
    -----
    Each person is a cluster: the variance of a share is that of a ratio estimator over people, and
    the Wilson interval is taken at the number of independent acts that would give this variance.
    The cell with most acts is compared with each of the others by the same variance; being
    different from all of them also rules out that all cells are alike, and comparing the winner
    with every other needs no further correction (Hung and Fithian 2019, Rank verification for
    exponential families).

    Examples
    --------
    >>> acts = [[1, 0], [1, 0], [1, 1]] * 10
    >>> share_acts(acts)[["people", "interactions", "share", "is_peak"]]
       people  interactions  share  is_peak
    0      30            30   0.75     True
    1      10            10   0.25    False
    """
    table = np.asarray(acts, dtype=np.float64)
    single = np.zeros(table.shape[1]) if alone is None else np.asarray(alone, dtype=np.float64)
    counts = table.sum(axis=0) + single
    total, cells, units = counts.sum(), len(counts), len(table) + single.sum()
    shares = counts / total if total else np.full(cells, np.nan)
    covariance = _covariance(table, single, shares, total, units)
    variance = np.diag(covariance)
    # As many independent acts as would vary as much as these; never more than there are.
    with np.errstate(divide="ignore", invalid="ignore"):
        independent = np.where(variance > 0, shares * (1 - shares) / variance, units)
    independent = np.clip(independent, 1, max(total, 1))
    low, high = wilson_interval(shares * independent, independent, confidence=confidence)
    # Bonferroni: one chance of a false alarm, divided by the cells.
    together = 1 - (1 - confidence) / cells
    surely, _most = wilson_interval(shares * independent, independent, confidence=together)
    return pd.DataFrame(
        {
            "people": (table > 0).sum(axis=0),
            "interactions": counts.astype("int64"),
            "share": shares,
            "share_low": low,
            "share_high": high,
            "is_busy": surely > 1 / cells,
            "is_peak": _peak(shares, covariance, confidence),
        }
    )


def acts_table(person: npt.ArrayLike, cell: npt.ArrayLike, acts: npt.ArrayLike, *,
               people: int, cells: int) -> Floats:  # fmt: skip
    """Return the acts of each person in each cell as a table.

    Parameters
    ----------
    person, cell
        Numbers of the row and of the column, from zero.
    acts
        How many acts.
    people, cells
        Size of the table.

    Examples
    --------
    >>> acts_table([0, 1, 1], [2, 0, 0], [5, 1, 1], people=2, cells=3).tolist()
    [[0.0, 0.0, 5.0], [2.0, 0.0, 0.0]]
    """
    place = np.asarray(person, dtype=np.int64) * cells + np.asarray(cell, dtype=np.int64)
    weights = np.asarray(acts, dtype=np.float64)
    sums = np.bincount(place, weights, minlength=people * cells).astype(np.float64)
    return sums.reshape(people, cells)


def _covariance(
    table: Floats, single: Floats, shares: Floats, total: float, units: float
) -> Floats:
    """Return the covariance of the shares, people being the independent units."""
    if not total:
        return np.full((len(shares), len(shares)), np.nan)
    residuals = table - table.sum(axis=1, keepdims=True) * shares
    alone = np.eye(len(shares)) - shares
    squares = residuals.T @ residuals + alone.T @ (alone * single[:, None])
    spread: Floats = squares / total**2 * units / max(units - 1, 1)
    return spread


def _peak(shares: Floats, covariance: Floats, confidence: float) -> npt.NDArray[np.bool_]:
    from scipy.special import ndtri

    is_peak = np.zeros(len(shares), dtype=bool)
    if len(shares) < 2 or np.isnan(shares).any():
        return is_peak
    best = int(np.argmax(shares))
    others = np.arange(len(shares)) != best
    variance = np.diag(covariance)
    spread = variance[best] + variance - 2 * covariance[best]
    gap = shares[best] - shares
    clear = gap > ndtri(0.5 + confidence / 2) * np.sqrt(np.maximum(spread, 0))
    is_peak[best] = bool(clear[others].all())
    return is_peak
