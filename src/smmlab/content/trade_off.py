"""Fast against slow: results bought now, or earned by own posts over weeks."""

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np
import pandas as pd

from smmlab.content.timing import local_times
from smmlab.intervals import bootstrap_mean
from smmlab.schema import require
from smmlab.texts import message

# Which count of a post is the same thing as a kind of paid result.
_COUNT_OF_KIND: Mapping[str, str] = MappingProxyType({"clicks": "clicks", "reach": "reach"})
_RATES = ("network", "result_kind", "posts", "weeks", "posts_per_week", "per_week", "low", "high",
          "counting")  # fmt: skip
_TRADE = (
    "network", "result_kind", "currency", "wanted", "money", "money_low", "money_high", "weeks",
    "weeks_low", "weeks_high", "hours", "reason",
)  # fmt: skip
_LEAST_WEEKS = 8
_COVERED = 0.5  # part of the posts whose count must be known

NOT_COUNTED = message(
    "Own posts do not count this kind of result, so waiting cannot be set against buying."
)
NOT_EVERYWHERE = message(
    "The report of the advertisements names no network, and the posts of some networks do not "
    "count this kind of result, so waiting cannot be set against buying."
)
NOT_BROUGHT = message(
    "Own unpaid posts have brought none of this in these files, so no number of weeks can be named."
)
NO_POSTS = message(
    "Too few weeks of own unpaid posts are known to say what waiting would bring. Export the posts "
    "of two months or more."
)
NOT_ALIKE: Mapping[str, str] = MappingProxyType(
    {
        "actions:post_engagement": message(
            "Engagements with an advertisement include plays of the video and clicks, those of "
            "own posts do not. The two cannot be compared."
        ),
        "actions:link_click": message(
            "The files of own posts count all clicks on a post, not those on its link alone. The "
            "two cannot be compared."
        ),
    }
)
"""Why a kind of paid result is another thing than the count of own posts that sounds like it."""


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
        ``result_kind``, ``posts``, ``weeks`` in which a page published (of several pages, the
        most), ``posts_per_week``, ``per_week`` with ``low`` and ``high`` (95 %); ``counting``
        (part of the networks whose posts have the count, 0-1). The rate is missing where a network
        lacks it.

    Raises
    ------
    DataError
        When a column is absent or the zone is not known.

    Notes
    -----
    Files of different pages cover different months, and a gap may be a file that nobody exported:
    so each page counts in the weeks in which it published, and the rates of pages are added (their
    intervals as Zou and Donner, 2008). A page that published in fewer than eight weeks is left out
    where others did in more; so is one that lacks the count where others of its network have it.

    Examples
    --------
    >>> from smmlab.schema import conform
    >>> posts = conform(pd.DataFrame({"network": "facebook", "post_id": ["1", "2"], "is_own": True,
    ...     "at": [0, 1_209_600], "clicks": [10, 20]}), "posts")
    >>> rates = organic_rates(posts, timezone="UTC")
    >>> clicks = rates[rates["result_kind"] == "clicks"]
    >>> clicks[["network", "weeks", "per_week"]].iloc[0].tolist()
    ['', np.int64(2), np.float64(15.0)]
    """
    require(
        posts, ("network", "page", "is_own", "at", "paid_share", "clicks", "reach"), table="posts"
    )
    posts = posts.reset_index(drop=True)
    own = posts[posts["is_own"].fillna(False).astype(bool)]
    own = own[own["at"].notna() & ~own["paid_share"].gt(0).fillna(False)]
    if own.empty:
        return pd.DataFrame(columns=list(_RATES))
    day = local_times(own["at"], timezone).dt.tz_localize(None).dt.normalize()
    own = own.assign(
        week=(day - pd.Timestamp(0)).dt.days.add(3) // 7, page=own["page"].astype("str").fillna("")
    )
    groups = [("", own), *((str(name), mine) for name, mine in own.groupby("network", sort=True))]
    found = [
        {"network": network, "result_kind": kind, **_rate(mine, count, seed)}
        for network, mine in groups
        for kind, count in _COUNT_OF_KIND.items()
    ]
    return pd.DataFrame(found, columns=list(_RATES))


def trade_off(
    table: pd.DataFrame,
    organic: pd.DataFrame,
    *,
    wanted: float | None = None,
    hours_per_post: float = 1.0,
) -> pd.DataFrame:
    """Set what results have cost beside the weeks and the work in which own posts bring them.

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
    ...     "posts_per_week": 4.0, "per_week": 20.0, "low": 15.0, "high": 25.0, "counting": 1.0})
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
                     "high", "counting"]].rename(columns={"weeks": "watched"})  # fmt: skip
    slow = rows.merge(rates, on=["network", "result_kind"], how="left").set_axis(rows.index)
    known = slow["watched"].ge(_LEAST_WEEKS) & slow["per_week"].gt(0)
    pace = slow[["per_week", "low", "high"]].astype("float64").where(known)
    # A rate that may be nought means weeks without end.
    longest = np.where(pace["low"] > 0, asked / pace["low"].where(pace["low"] > 0), np.inf)
    weeks = asked / pace["per_week"]
    return rows.assign(
        wanted=asked, money=asked * costs["cost_per_result"], money_low=asked * costs["low"],
        money_high=asked * costs["high"], weeks=weeks, weeks_low=asked / pace["high"],
        weeks_high=np.where(known, longest, np.nan),
        hours=weeks * slow["posts_per_week"] * hours_per_post,
        reason=_reasons(slow).where(~known),
    )[list(_TRADE)]  # fmt: skip


def _reasons(slow: pd.DataFrame) -> pd.Series:
    """Return why waiting cannot be told of each row, were it so."""
    kind, counting = slow["result_kind"], slow["counting"]
    lacks = kind.isin(list(_COUNT_OF_KIND)) & counting.lt(1)
    found = np.select(
        [~kind.isin(list(_COUNT_OF_KIND)) | (lacks & counting.eq(0)), lacks,
         ~slow["watched"].ge(_LEAST_WEEKS)],
        [NOT_COUNTED, NOT_EVERYWHERE, NO_POSTS], NOT_BROUGHT,
    )  # fmt: skip
    reasons = pd.Series(found, index=slow.index, dtype="str")
    return kind.map(dict(NOT_ALIKE)).fillna(reasons).astype("str")


def _rate(own: pd.DataFrame, count: str, seed: int) -> dict[str, object]:
    """Return what the pages that have a count bring in a week in which they publish."""
    values = own[count].astype("float64")
    page = [own["network"], own["page"]]
    counts = values.notna().groupby(page).transform("mean") >= _COVERED
    counting = float(counts.groupby(own["network"]).any().mean())
    own = own.assign(value=values)[counts]
    weeks = own.groupby(["network", "page"])["week"].nunique()
    told = weeks[weeks >= _LEAST_WEEKS] if (weeks >= _LEAST_WEEKS).any() else weeks
    rates = [
        _of_page(mine, seed)
        for key, mine in own.groupby(["network", "page"], sort=True)
        if key in told.index
    ]
    middle, low, high, pace = (np.array([rate[part] for rate in rates]) for part in range(4))
    per_week = float(middle.sum()) if counting == 1 else np.nan
    return {
        "posts": len(own), "weeks": int(told.max()) if len(told) else 0,
        "posts_per_week": float(pace.sum()),
        "per_week": per_week, "low": per_week - float(np.hypot.reduce(middle - low)),
        "high": per_week + float(np.hypot.reduce(high - middle)), "counting": counting,
    }  # fmt: skip


def _of_page(mine: pd.DataFrame, seed: int) -> tuple[float, float, float, float]:
    """Return the rate of one page with its interval, and its posts, in a week with a post."""
    # Posts without a count are taken for middling ones of the same page, never for nothing.
    filled = mine["value"].fillna(mine["value"].mean())
    sums = filled.groupby(mine["week"]).sum().to_numpy()
    return (float(sums.mean()), *bootstrap_mean(sums, seed=seed), len(mine) / len(sums))
