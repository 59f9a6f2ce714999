"""Posts with a term against posts without it: the response, compared within each page."""

import numpy as np
import numpy.typing as npt
import pandas as pd

from smmlab.content.engagement import measure_response
from smmlab.content.terms import Codes
from smmlab.findings import SMALLEST_GROUP

_DRAWS = 1000
_COLUMNS = ("counted", "lift", "lift_low", "lift_high", "lift_p")

Floats = npt.NDArray[np.float64]


def relative_response(posts: pd.DataFrame) -> pd.DataFrame:
    """Return the response to each post against the median post of its page, and its rank there.

    Parameters
    ----------
    posts
        Canonical posts of any pages.

    Returns
    -------
    DataFrame
        Under the index of the posts: ``ratio`` (missing where the page's median is zero) and
        ``rank`` (0-1, part of the page's posts below it). Both are missing for posts without
        counts, posts counted in another way, and pages of fewer than ten counted posts.
    """
    response = measure_response(posts.assign(is_own=True), "engagement_rate")["value"]
    page = [posts["network"], posts["page"].fillna("")]
    many = response.groupby(page).transform("count")
    value = response.where(many >= SMALLEST_GROUP)
    median = value.groupby(page).transform("median")
    rank = (value.groupby(page).rank() - 0.5) / many
    return pd.DataFrame({"ratio": value / median.where(median > 0), "rank": rank})


def compare_with_term(
    response: pd.DataFrame, codes: Codes, rows: Codes, terms: int, *, seed: int
) -> pd.DataFrame:
    """Compare posts that have a term with those that have not.

    Parameters
    ----------
    response
        Result of `relative_response`, one row a post.
    codes, rows
        A pair for each term of each post: number of the term and of the row.
    terms
        How many terms there are.
    seed
        Of the resamples.

    Returns
    -------
    DataFrame
        One row a term: ``counted`` (posts with the term that have a response), ``lift`` (median
        ratio with the term over that without) with ``lift_low`` and ``lift_high`` (95 %, percentile
        bootstrap), ``lift_p`` (Mann-Whitney over the ranks, ties corrected), ``side`` (1 when posts
        with the term rank higher, else -1 or 0). Missing below ten posts with, or without, the
        term.

    References
    ----------
    Mann and Whitney (1947), Annals of Mathematical Statistics 18, 50-60.
    """
    from scipy.special import ndtr
    from scipy.stats import rankdata

    rank = response["rank"].to_numpy(dtype=np.float64)
    known = ~np.isnan(rank)
    total = int(known.sum())
    told = known[rows]
    codes, rows = codes[told], rows[told]
    inside = np.bincount(codes, minlength=terms).astype(np.float64)
    outside = total - inside
    table = pd.DataFrame(np.nan, index=range(terms), columns=list(_COLUMNS))
    table = table.assign(counted=inside.astype("int64"), side=0.0)
    tested = (inside >= SMALLEST_GROUP) & (outside >= SMALLEST_GROUP)
    if not tested.any():
        return table
    placed = np.full(len(rank), np.nan)
    placed[known] = rankdata(rank[known])
    _, ties = np.unique(rank[known], return_counts=True)
    tied = float((ties.astype(np.float64) ** 3 - ties).sum()) / (total * (total - 1))
    sums = np.bincount(codes, weights=placed[rows], minlength=terms)
    surplus = sums - inside * (inside + 1) / 2 - inside * outside / 2
    spread = np.sqrt(inside * outside / 12 * (total + 1 - tied))
    z = np.divide(np.abs(surplus) - 0.5, spread, out=np.zeros(terms), where=spread > 0)
    table.loc[tested, "lift_p"] = np.minimum(1.0, 2 * ndtr(-z))[tested]
    table.loc[tested, "side"] = np.sign(surplus)[tested]
    lifts = _ratios_of_medians(
        response["ratio"].to_numpy(dtype=np.float64), codes, rows, np.flatnonzero(tested), seed
    )
    table.loc[tested, ["lift", "lift_low", "lift_high"]] = lifts
    return table


def _ratios_of_medians(
    ratio: Floats, codes: Codes, rows: Codes, tested: Codes, seed: int
) -> Floats:
    dice = np.random.default_rng(seed)
    order = np.argsort(ratio, kind="stable")
    order = order[~np.isnan(ratio[order])]
    ordered = ratio[order]
    place = np.full(len(ratio), -1, dtype=np.intp)
    place[order] = np.arange(len(order))
    by_term = np.argsort(codes, kind="stable")
    ends = np.searchsorted(codes[by_term], [tested, tested + 1])
    lifts = np.full((len(tested), 3), np.nan)
    for number, (start, end) in enumerate(ends.T):
        mine = place[rows[by_term[start:end]]]
        has = np.zeros(len(ordered), dtype=bool)
        has[mine[mine >= 0]] = True
        halves = ordered[has], ordered[~has]
        if min(map(len, halves)) < SMALLEST_GROUP or np.median(halves[1]) <= 0:
            continue
        drawn = [_drawn_medians(half, dice) for half in halves]
        drawn[1] = np.where(drawn[1] > 0, drawn[1], np.nan)
        lifts[number] = (
            np.median(halves[0]) / np.median(halves[1]),
            *np.nanquantile(drawn[0] / drawn[1], (0.025, 0.975)),
        )
    return lifts


def _drawn_medians(ordered: Floats, dice: np.random.Generator) -> Floats:
    """Return medians of resamples: the middle one of n uniform draws is beta-distributed."""
    n = len(ordered)
    drawn = [
        ordered[np.minimum((dice.beta(k, n + 1 - k, _DRAWS) * n).astype(np.intp), n - 1)]
        for k in {(n + 1) // 2, n // 2 + 1}
    ]
    medians: Floats = np.mean(drawn, axis=0)
    return medians
