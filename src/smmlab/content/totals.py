"""What the own pages earned so far: the engagement rate of each network, and its reach."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from smmlab.content.engagement import measure_engagement
from smmlab.findings import Finding, Source
from smmlab.intervals import median_interval
from smmlab.texts import message

COLUMNS = (
    "network", "posts", "engagements", "base", "base_name", "engagement_rate", "low", "high",
    "reach_median", "reach_low", "reach_high", "reach_posts",
)  # fmt: skip
_FEWEST = 10
_RESAMPLES = 2000
_MOST_DRAWN = 20_000_000
_METHOD = {
    "reach": message("engagements of all posts / people they reached; posts drawn again and again"),
    "views": message("engagements of all posts / views they had; posts drawn again and again"),
}
_TOO_FEW = message("Too few posts have both engagements and reach or views.")
_REACH = message("median of the posts; interval from order statistics")


def summarise_engagement(posts: pd.DataFrame, *, seed: int = 0) -> pd.DataFrame:
    """Return the engagement rate of each network over all own posts.

    Parameters
    ----------
    posts
        Canonical posts; those of rivals are left out.
    seed
        Seed of the resampling.

    Returns
    -------
    DataFrame
        network, posts (with engagements and a base), engagements and base (sums: numerator and
        denominator), base_name (reach|views), engagement_rate with its 95 % interval (share, can
        pass 1 where views are few), reach_median (people) with interval over reach_posts. Rates
        are missing below ten posts.

    Raises
    ------
    DataError
        When a column is absent.

    Examples
    --------
    >>> from smmlab.schema import conform
    >>> posts = conform(pd.DataFrame({"network": "instagram", "post_id": list("abcdefghij"),
    ...     "is_own": True, "reactions": 5, "reach": 100}), "posts")
    >>> summarise_engagement(posts)[["network", "posts", "engagement_rate"]]
         network  posts  engagement_rate
    0  instagram     10             0.05
    """
    earned = measure_engagement(posts)
    earned["reach"] = posts.loc[earned.index, "reach"].astype("float64")
    rows = []
    for network, group in earned.groupby("network", sort=True):
        reach = group["reach"].dropna().to_numpy()
        middle = (np.nan, np.nan, np.nan)
        if len(reach) >= _FEWEST:
            middle = (float(np.median(reach)), *median_interval(reach))
        # One network may have counted in two ways; the way of most posts speaks.
        ways = group.dropna(subset=["engagements", "base"])
        name = ways["base_name"].mode()
        used = ways[ways["base_name"] == name.iloc[0]] if len(name) else ways
        rate = _ratio(used["engagements"].to_numpy(), used["base"].to_numpy(), seed=seed)
        total, base = used["engagements"].sum(), used["base"].sum()
        way = name.iloc[0] if len(name) else None
        rows.append((network, len(used), total, base, way, *rate, *middle, len(reach)))
    return pd.DataFrame(rows, columns=list(COLUMNS))


def engagement_findings(summary: pd.DataFrame, *, sources: Sequence[Source]) -> list[Finding]:
    """Return the engagement rate and the median reach of every network.

    Examples
    --------
    >>> engagement_findings(pd.DataFrame(columns=list(COLUMNS)), sources=())
    []
    """
    found: list[Finding] = []
    for row in summary.itertuples(index=False):
        key = f"content.engagement.{row.network}"
        rows = tuple(sources)
        if np.isnan(row.engagement_rate):
            rate = Finding(f"{key}.engagement_rate", None, "share", int(row.posts),
                           status="unknown", method=_TOO_FEW, sources=rows)  # fmt: skip
        else:
            rate = Finding(
                f"{key}.engagement_rate", float(row.engagement_rate), "share", int(row.posts),
                float(row.low), float(row.high), method=_METHOD[row.base_name], sources=rows,
                numerator=float(row.engagements), denominator=float(row.base),
            )  # fmt: skip
        found.append(rate)
        if not np.isnan(row.reach_median):
            found.append(Finding(
                f"{key}.reach_median", float(row.reach_median), "reach", int(row.reach_posts),
                float(row.reach_low), float(row.reach_high), method=_REACH, sources=rows,
            ))  # fmt: skip
    return found


def _ratio(
    engagements: npt.NDArray[np.float64], base: npt.NDArray[np.float64], *, seed: int
) -> tuple[float, float, float]:
    size = len(base)
    if size < _FEWEST:
        return (np.nan, np.nan, np.nan)
    draws = max(200, min(_RESAMPLES, _MOST_DRAWN // size))
    # How often each post is drawn says as much as which one, and takes less room.
    times = np.random.default_rng(seed).multinomial(size, np.full(size, 1 / size), size=draws)
    low, high = np.quantile((times @ engagements) / (times @ base), [0.025, 0.975])
    return float(engagements.sum() / base.sum()), float(low), float(high)
