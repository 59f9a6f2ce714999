"""Whom one post of another page reaches, and how they respond: measured, or as the page says."""

import numpy as np
import pandas as pd

from smmlab.intervals import median_interval, wilson_interval
from smmlab.own_placements import page_key
from smmlab.rivals.rates import ratio_interval
from smmlab.schema import require

FEWEST_POSTS = 6
"""Fewer posts give no interval of their median."""
STATED_SD = 0.5
"""How far a stated reach may be off, on the log scale: by a factor of about 2.7 in one case of
twenty. Judgement: sellers show their best posts."""
_LATEST = 30  # a page's reach of long ago is another page's
_COUNTS = ("reactions", "comments", "shares", "saves")
_BASES = ("reach", "views", "impressions")
_NEEDED = ("network", "page", "at", *_BASES, *_COUNTS)
_MAD = 1.4826  # median distance from the median to a standard deviation
_MEDIAN = 1.2533  # standard error of a median to that of a mean, for normal values
_COLUMNS = (
    "posts", "reach", "reach_low", "reach_high", "reach_base", "reach_log", "place_sd", "post_sd",
    "engagement_rate", "engagement_rate_low", "engagement_rate_high", "responses",
    "responses_base",
)  # fmt: skip


def page_reach(posts: pd.DataFrame) -> pd.DataFrame:
    """Measure the reach and the response of every page from its own posts.

    Parameters
    ----------
    posts
        Canonical posts of any pages. The newest thirty of each page are used.

    Returns
    -------
    DataFrame
        One row a page with at least six posts: ``network``, ``key`` (see
        `smmlab.own_placements.page_key`), ``posts``, ``reach`` (median people, or views or times
        shown where the page has no reach: ``reach_base``) with a 95 % interval ``_low`` to
        ``_high``, ``reach_log`` (of the page) with
        ``place_sd`` (how far it may be off) and ``post_sd`` (how far one post is from it, both on
        the log scale), ``engagement_rate``
        (``responses`` of its posts for each person, or view, of ``responses_base``) with
        ``engagement_rate_low`` and ``engagement_rate_high``, posts drawn again and again.

    Raises
    ------
    DataError
        When a column is absent.

    References
    ----------
    Conover (1999), Practical Nonparametric Statistics, section 3.2 (intervals of medians).

    Examples
    --------
    >>> from smmlab.schema import conform
    >>> posts = conform(pd.DataFrame({"network": "telegram", "page": "Kava", "post_id": range(9),
    ...     "at": range(9), "views": range(100, 190, 10), "reactions": 7}), "posts")
    >>> page_reach(posts)[["key", "posts", "reach", "reach_base"]]
        key  posts  reach reach_base
    0  kava      9  140.0      views
    """
    require(posts, _NEEDED, table="posts")
    named = posts.loc[posts["page"].notna(), list(_NEEDED)]
    named = named.assign(key=page_key(named["page"]))
    newest = named.sort_values("at", ascending=False, na_position="last", kind="stable")
    newest = newest.groupby(["network", "key"], sort=False).head(_LATEST)
    rows = []
    for (network, key), group in newest.groupby(["network", "key"], sort=True):
        base = next((b for b in _BASES if (group[b] > 0).sum() >= FEWEST_POSTS), None)
        if base is not None:
            rows.append((network, key, *_measured(group, base)))
    return pd.DataFrame(rows, columns=["network", "key", *_COLUMNS])


def stated_reach(placements: pd.DataFrame) -> pd.DataFrame:
    """Return what the pages say themselves, in the columns of `page_reach`.

    Examples
    --------
    >>> said = pd.DataFrame({"reach": [1000.0], "posts_counted": [10.0], "engagements": [300.0]})
    >>> stated_reach(said)[["reach", "reach_base", "engagement_rate"]].round(3)
        reach reach_base  engagement_rate
    0  1000.0     stated             0.03
    """
    reach = placements["reach"].astype("float64")
    posts = placements["posts_counted"].astype("float64")
    shown = (posts * reach).where(posts * reach >= placements["engagements"])
    engagements = placements["engagements"].astype("float64").where(shown.notna())
    low, high = wilson_interval(engagements.fillna(0), shown.fillna(0))
    known = engagements.notna()
    spread = np.exp(1.96 * STATED_SD)
    # Half of the variance is what the page hides, the other half differs from post to post.
    half = pd.Series(STATED_SD / np.sqrt(2), index=reach.index)
    return pd.DataFrame(
        {
            "posts": posts,
            "reach": reach,
            "reach_low": reach / spread,
            "reach_high": reach * spread,
            "reach_base": pd.Series("stated", index=reach.index).where(reach.notna(), ""),
            "reach_log": np.log(reach),
            "place_sd": half.where(reach.notna()),
            "post_sd": half.where(reach.notna()),
            "engagement_rate": engagements / shown,
            "engagement_rate_low": pd.Series(low, index=reach.index).where(known),
            "engagement_rate_high": pd.Series(high, index=reach.index).where(known),
            "responses": engagements,
            "responses_base": shown,
        }
    )[list(_COLUMNS)]


def _measured(group: pd.DataFrame, base: str) -> tuple[object, ...]:
    seen = group[group[base] > 0]
    reach = seen[base].to_numpy("float64")
    logs = np.log(reach)
    middle = float(np.median(logs))
    spread = max(_MAD * float(np.median(np.abs(logs - middle))), float(logs.std(ddof=1)) / 2)
    place = _MEDIAN * spread / float(np.sqrt(len(logs)))
    counts = seen[list(_COUNTS)].astype("Float64").sum(axis=1, min_count=1)
    responses = counts.to_numpy("float64", na_value=np.nan)
    known = ~np.isnan(responses)
    rate: tuple[float, ...] = (float("nan"),) * 5
    if known.sum() >= FEWEST_POSTS:
        total, base_total = float(responses[known].sum()), float(reach[known].sum())
        limits = ratio_interval(responses[known], reach[known], seed=0)
        rate = (total / base_total, *limits, total, base_total)
    shown = (len(reach), float(np.median(reach)), *median_interval(reach), base)
    return (*shown, middle, place, spread, *rate)
