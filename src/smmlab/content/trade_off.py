"""Fast against slow: results bought now, or earned by own posts over weeks."""

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np
import pandas as pd

from smmlab.content.engagement import measure_engagement
from smmlab.content.timing import local_times
from smmlab.intervals import bootstrap_mean
from smmlab.schema import require
from smmlab.texts import message

# Which count of a post is the same thing as a kind of paid result.
_COUNT_OF_KIND: Mapping[str, str] = MappingProxyType(
    {"actions:post_engagement": "engagements", "actions:link_click": "clicks", "clicks": "clicks",
     "reach": "reach"}
)  # fmt: skip
_RATES = ("network", "result_kind", "posts", "weeks", "posts_per_week", "per_week", "low", "high")
_TRADE = (
    "network", "result_kind", "currency", "wanted", "money", "money_low", "money_high", "weeks",
    "weeks_low", "weeks_high", "hours", "reason",
)  # fmt: skip
_LEAST_WEEKS = 8
_COVERED = 0.5  # part of the posts whose count must be known

NOT_COUNTED = message(
    "Own posts do not count this kind of result, so waiting cannot be set against buying."
)
NO_POSTS = message(
    "Too few weeks of own unpaid posts are known to say what waiting would bring. Export the posts "
    "of two months or more."
)


def organic_rates(posts: pd.DataFrame, *, timezone: str, seed: int = 0) -> pd.DataFrame:
    """Return what own unpaid posts bring in a week, by the kinds of results that are also bought.

    Parameters
    ----------
    posts
        Canonical posts; own ones with a time count, those with a paid part do not.
    timezone
        IANA zone of the weeks.
    seed
        Of the bootstrap over weeks.

    Returns
    -------
    DataFrame
        One row a network (an empty name: all own pages together) and kind of result: ``network``,
        ``result_kind``, ``posts``, ``weeks`` from the first post to the last (weeks without a post
        count as they are: nothing), ``posts_per_week``, ``per_week`` with ``low`` and ``high``
        (95 %). A kind is left out where fewer than half of the posts have its count.

    Raises
    ------
    DataError
        When a column is absent or the zone is not known.

    Examples
    --------
    >>> from smmlab.schema import conform
    >>> posts = conform(pd.DataFrame({"network": "facebook", "post_id": ["1", "2"], "is_own": True,
    ...     "at": [0, 1_209_600], "clicks": [10, 20]}), "posts")
    >>> rates = organic_rates(posts, timezone="UTC")
    >>> clicks = rates[rates["result_kind"] == "clicks"]
    >>> clicks[["network", "weeks", "per_week"]].iloc[0].tolist()
    ['', np.int64(3), np.float64(10.0)]
    """
    require(posts, ("at", "paid_share", "clicks"), table="posts")
    posts = posts.reset_index(drop=True)
    measured = measure_engagement(posts)
    own = posts.loc[measured.index].assign(engagements=measured["engagements"])
    own = own[own["at"].notna() & ~own["paid_share"].gt(0).fillna(False)]
    if own.empty:
        return pd.DataFrame(columns=list(_RATES))
    day = local_times(own["at"], timezone).dt.tz_localize(None).dt.normalize()
    own = own.assign(week=(day - pd.Timestamp(0)).dt.days.add(3) // 7)
    groups = [("", own), *((str(name), mine) for name, mine in own.groupby("network", sort=True))]
    found = [
        row
        for network, mine in groups
        for kind, count in _COUNT_OF_KIND.items()
        if (row := _rate(mine, count, seed)) is not None
        and row.update(network=network, result_kind=kind) is None
    ]
    return pd.DataFrame(found, columns=list(_RATES))


def trade_off(
    table: pd.DataFrame,
    organic: pd.DataFrame,
    *,
    wanted: float | None = None,
    hours_per_post: float = 1.0,
) -> pd.DataFrame:
    """Set what results cost now beside the weeks and the work in which own posts bring them.

    Parameters
    ----------
    table
        ``table`` of `smmlab.content.ads.compare_ads`; the rows of all advertisements are used.
    organic
        Result of `organic_rates`.
    wanted
        Results; by default as many as the advertisements have brought so far.
    hours_per_post
        Hours of work that a post takes, answers included.

    Returns
    -------
    DataFrame
        One row a network, kind and currency: ``wanted`` results, ``money`` for them with
        ``money_low`` and ``money_high`` (in ``currency``), ``weeks`` of own posts with
        ``weeks_low`` and ``weeks_high``, ``hours`` of work in them, ``reason`` (template of a text,
        where waiting is not known). Advertisements whose report names no network are set against
        all own pages together.

    Raises
    ------
    DataError
        When a column is absent.

    Notes
    -----
    Both sides carry on as they have: nobody knows whether twice the money buys twice the results,
    and paid results may bring unpaid ones with them.

    Examples
    --------
    >>> table = pd.DataFrame({"network": [""], "result_kind": "clicks", "currency": "EUR",
    ...     "by": "all", "results": 300.0, "cost_per_result": 0.5, "low": 0.4, "high": 0.6})
    >>> organic = pd.DataFrame({"network": [""], "result_kind": "clicks", "weeks": 10,
    ...     "posts_per_week": 4.0, "per_week": 20.0, "low": 15.0, "high": 25.0})
    >>> trade_off(table, organic, wanted=100)[["money", "weeks", "hours"]].iloc[0].tolist()
    [50.0, 5.0, 20.0]
    """
    family = ("network", "result_kind", "currency", "by", "results", "cost_per_result")
    require(table, (*family, "low", "high"), table="ads")
    whole = table[table["by"].eq("all") & table["cost_per_result"].notna()]
    rows = whole[["network", "result_kind", "currency"]].reset_index(drop=True)
    costs = whole[["results", "cost_per_result", "low", "high"]].reset_index(drop=True)
    asked = costs["results"] if wanted is None else pd.Series(float(wanted), index=rows.index)
    rates = organic[["network", "result_kind", "weeks", "posts_per_week", "per_week", "low",
                     "high"]].rename(columns={"weeks": "watched"})  # fmt: skip
    slow = rows.merge(rates, on=["network", "result_kind"], how="left").set_axis(rows.index)
    known = slow["watched"].ge(_LEAST_WEEKS) & slow["per_week"].gt(0)
    pace = slow[["per_week", "low", "high"]].astype("float64").where(known)
    # A rate that may be nought means weeks without end.
    longest = np.where(pace["low"] > 0, asked / pace["low"].where(pace["low"] > 0), np.inf)
    weeks = asked / pace["per_week"]
    reason = np.where(rows["result_kind"].isin(list(_COUNT_OF_KIND)), NO_POSTS, NOT_COUNTED)
    return rows.assign(
        wanted=asked, money=asked * costs["cost_per_result"], money_low=asked * costs["low"],
        money_high=asked * costs["high"], weeks=weeks, weeks_low=asked / pace["high"],
        weeks_high=np.where(known, longest, np.nan),
        hours=weeks * slow["posts_per_week"] * hours_per_post,
        reason=pd.Series(reason, index=rows.index, dtype="str").where(~known),
    )[list(_TRADE)]  # fmt: skip


def _rate(own: pd.DataFrame, count: str, seed: int) -> dict[str, object] | None:
    values = own[count].astype("float64")
    if values.notna().mean() < _COVERED:
        return None
    first, last = int(own["week"].min()), int(own["week"].max())
    weeks = last - first + 1
    # Posts without a count are taken for middling ones of the same page, never for nothing.
    filled = values.fillna(values.mean())
    sums = filled.groupby(own["week"]).sum().reindex(range(first, last + 1), fill_value=0.0)
    low, high = bootstrap_mean(sums.to_numpy(), seed=seed)
    return {
        "posts": len(own), "weeks": weeks, "posts_per_week": len(own) / weeks,
        "per_week": float(sums.mean()), "low": low, "high": high,
    }  # fmt: skip
