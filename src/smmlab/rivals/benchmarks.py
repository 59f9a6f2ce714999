"""Pages side by side: rhythm and response on the same measures, over the same days."""

from typing import Any, Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from smmlab.errors import DataError
from smmlab.findings import SMALLEST_GROUP
from smmlab.rivals.comparable import MOST_RIVALS, PAGE, Comparable, comparable_posts
from smmlab.rivals.keys import has_both
from smmlab.rivals.rates import middle_interval, ratio_interval, weekly_rate
from smmlab.schema import require
from smmlab.texts import message

Verdict = Literal[
    "own", "better", "worse", "not_distinguishable", "too_few", "no_counts", "other_period"
]
LEVEL = 0.05
_COVERED = 0.5  # part of a page's posts that must have reach or views before rates stand for them
_NEAR = pd.Timedelta(days=31)  # a number of followers is known at a post this near to it
_BASES = ("reach", "views")
_KEPT = ("metrics_name", *_BASES)
_COLUMNS = (
    *PAGE, "posts", "weeks", "posts_per_week", "posts_per_week_low", "posts_per_week_high",
    "longest_gap_days", "counted", "measured", "median", "median_low", "median_high",
    "followers", "followed_posts", "followed_engagements", "followed_base", "per_thousand",
    "per_thousand_low", "per_thousand_high", "base_name", "base_posts", "base_engagements", "base",
    "engagement_rate", "engagement_rate_low", "engagement_rate_high", "p_value", "adjusted_p",
    "verdict", "from_at", "to_at",
)  # fmt: skip
_WHOLE = ("posts", "longest_gap_days", "measured", "followed_posts", "base_posts",
          "from_at", "to_at")  # fmt: skip
_WORDS = ("network", "page", "counted", "base_name", "verdict")


def compare_pages(
    posts: pd.DataFrame,
    daily: pd.DataFrame | None = None,
    *,
    timezone: str = "UTC",
    seed: int = 0,
) -> pd.DataFrame:
    """Compare the pages of each network that has a rival's, own pages among them.

    Parameters
    ----------
    posts
        Canonical posts, own and rivals'; of more than fifty rivals those with most posts.
    daily
        Canonical daily rows, for the ``followers`` of the pages; None where there are none.
    timezone
        IANA zone in which days begin.
    seed
        Of the bootstrap.

    Returns
    -------
    DataFrame
        One row a page, own pages first and then by their median: ``network``, ``page``,
        ``is_own``; ``posts`` within the period ``from_at`` to ``to_at`` (epoch seconds) of
        ``weeks``; ``posts_per_week`` with interval; ``longest_gap_days`` (whole days without a
        post); ``counted`` (kinds of response that all pages count) and ``measured`` (posts with
        them); ``median`` engagements per post with bootstrap interval; ``followers`` (mean at the
        ``followed_posts`` whose followers are known within a month of the post) and
        ``per_thousand`` (engagements per thousand followers and post: ``followed_engagements`` /
        ``followed_base``) with interval; ``base_name`` (``reach`` or ``views``, where every page
        counts them in the same way), ``base_posts``, ``base_engagements``, ``base`` and
        ``engagement_rate`` (of the sums) with interval; ``p_value`` (Mann-Whitney test of the
        engagements against the own posts), ``adjusted_p`` (Benjamini-Hochberg over all pages) and
        ``verdict``: ``own``, ``better`` (the rival earns more), ``worse``,
        ``not_distinguishable``, ``too_few`` (below ten posts on either side), ``no_counts``,
        ``other_period`` (the file covers other days).

    Raises
    ------
    DataError
        When a column is absent, or the time zone is not known.

    Notes
    -----
    A page may earn more because it is larger: read the median beside ``per_thousand``. Posts count
    as independent of each other, and an association is no cause.

    References
    ----------
    Mann and Whitney (1947); Benjamini and Hochberg (1995).

    Examples
    --------
    >>> from smmlab.schema import conform
    >>> day = 86_400
    >>> posts = conform(pd.DataFrame({
    ...     "network": "telegram", "page": ["Kaja"] * 30 + ["Rival"] * 30,
    ...     "is_own": [True] * 30 + [False] * 30, "post_id": [str(n) for n in range(60)],
    ...     "at": [n * 3 * day for n in range(30)] * 2,
    ...     "reactions": [*range(10, 40), *range(110, 140)]}), "posts")
    >>> compare_pages(posts)[["page", "posts", "posts_per_week", "median", "verdict"]].round(1)
        page  posts  posts_per_week  median verdict
    0   Kaja     30             2.4    24.5     own
    1  Rival     30             2.4   124.5  better
    """
    found = comparable_posts(posts, keep=_KEPT, most=MOST_RIVALS)
    pages = found.pages[has_both(found.pages, rivals_alone=True)].reset_index(drop=True)
    measured = found.posts[found.posts["engagements"].notna()]
    bases = {network: _base_of(mine) for network, mine in measured.groupby("network")}
    rows = [
        {
            **page,
            **_page_row(page, mine, timezone=timezone, seed=seed),
            **_followed_row(followed, seed=seed),
            **_base_row(counted, bases.get(page["network"]), seed=seed),
        }
        for page, mine, counted, followed in zip(
            pages.to_dict("records"),
            _split(found.posts, pages),
            _split(measured, pages),
            _split(_with_followers(measured, daily, timezone=timezone), pages),
            strict=True,
        )
    ]
    table = _with_verdict(pd.DataFrame(rows, columns=[*_COLUMNS, "is_covered"]), found)
    numbers = [name for name in _COLUMNS if name not in (*_WHOLE, *_WORDS, "is_own")]
    table = table.astype(
        dict.fromkeys(_WHOLE, "Int64")
        | dict.fromkeys(_WORDS, "str")
        | dict.fromkeys(numbers, "float64")
    )
    table = table.assign(first=~table["is_own"].astype(bool), better=-table["median"].fillna(-1.0))
    table = table.sort_values(["network", "first", "better", "page"], kind="stable")
    return table[list(_COLUMNS)].reset_index(drop=True)


def _split(posts: pd.DataFrame, pages: pd.DataFrame) -> list[pd.DataFrame]:
    number = pages[list(PAGE)].assign(place=range(len(pages)))
    place = posts[list(PAGE)].merge(number, on=list(PAGE), how="left")["place"]
    groups = dict(list(posts.groupby(place.to_numpy())))
    return [groups.get(number, posts.iloc[:0]) for number in range(len(pages))]


def _page_row(
    page: dict[str, Any], mine: pd.DataFrame, *, timezone: str, seed: int
) -> dict[str, object]:
    if not page["is_covered"]:
        return {"posts": None, "measured": 0, "from_at": None, "to_at": None}
    start, end = int(page["from_at"]), int(page["to_at"])
    rate, rate_low, rate_high = weekly_rate(mine["at"], start=start, end=end)
    response = mine["engagements"].dropna().to_numpy()
    low, high = (
        middle_interval(response, seed=seed)
        if len(response) >= SMALLEST_GROUP
        else (np.nan, np.nan)
    )
    return {
        "posts": len(mine),
        "weeks": (end - start) / (7 * 86_400),
        "posts_per_week": rate,
        "posts_per_week_low": rate_low,
        "posts_per_week_high": rate_high,
        "longest_gap_days": _longest_gap(mine["at"], timezone),
        "measured": len(response),
        "median": float(np.median(response)) if len(response) else np.nan,
        "median_low": low,
        "median_high": high,
    }


def local_days(at: pd.Series, timezone: str) -> pd.Series:
    """Return the midnight of each moment's calendar day, without a zone."""
    try:
        moments = pd.to_datetime(at.astype("int64"), unit="s", utc=True).dt.tz_convert(timezone)
    except (KeyError, ValueError, OSError) as problem:
        raise DataError(
            message("The time zone {found} is not known. Use a name such as Europe/Tallinn."),
            {"found": timezone},
        ) from problem
    return moments.dt.tz_localize(None).dt.normalize()


def _longest_gap(at: pd.Series, timezone: str) -> int | None:
    if len(at) < 2:
        return None
    days = local_days(at, timezone).drop_duplicates().sort_values()
    gaps = days.diff().dt.days.dropna() - 1
    return int(gaps.max()) if len(gaps) else 0


def _with_followers(
    measured: pd.DataFrame, daily: pd.DataFrame | None, *, timezone: str
) -> pd.DataFrame:
    """Return the posts whose followers are known near the day of the post."""
    if daily is None or measured.empty:
        return measured.iloc[:0]
    require(daily, ("network", "page", "metric", "day", "value"), table="daily")
    known = daily[daily["metric"].eq("followers") & daily["value"].gt(0)]
    known = known.dropna(subset=["network", "page"])
    days = measured.assign(day=local_days(measured["at"], timezone).astype("datetime64[ns]"))
    told = known.assign(day=pd.to_datetime(known["day"]).astype("datetime64[ns]"))
    names = {"network": "str", "page": "str"}
    return pd.merge_asof(
        days.astype(names).sort_values("day", kind="stable"),
        told[["network", "page", "day", "value"]].astype(names).sort_values("day", kind="stable"),
        on="day", by=["network", "page"], direction="nearest", tolerance=_NEAR,
    ).dropna(subset="value")  # fmt: skip


def _followed_row(followed: pd.DataFrame, *, seed: int) -> dict[str, object]:
    if len(followed) < SMALLEST_GROUP:
        return {"followed_posts": 0}
    told, base = followed["engagements"].to_numpy(), followed["value"].to_numpy() / 1000
    low, high = ratio_interval(told, base, seed=seed)
    return {
        "followers": 1000 * base.mean(), "followed_posts": len(followed),
        "followed_engagements": told.sum(), "followed_base": 1000 * base.sum(),
        "per_thousand": told.sum() / base.sum(), "per_thousand_low": low,
        "per_thousand_high": high,
    }  # fmt: skip


def _base_row(measured: pd.DataFrame, name: str | None, *, seed: int) -> dict[str, object]:
    used = measured[measured[name].gt(0).fillna(False).astype(bool)] if name else measured[:0]
    if name is None or len(used) < SMALLEST_GROUP:
        return {"base_posts": 0}
    told, base = used["engagements"].to_numpy(), used[name].to_numpy(dtype=np.float64)
    low, high = ratio_interval(told, base, seed=seed)
    return {
        "base_name": name, "base_posts": len(used), "base_engagements": told.sum(),
        "base": base.sum(), "engagement_rate": told.sum() / base.sum(),
        "engagement_rate_low": low, "engagement_rate_high": high,
    }  # fmt: skip


def _base_of(posts: pd.DataFrame) -> str | None:
    # What two sources call views may be two things: only one dated set of metrics is compared.
    if posts.empty or posts["metrics_name"].nunique(dropna=False) > 1:
        return None
    pages = [posts["page"].fillna(""), posts["is_own"]]
    for name in _BASES:
        told = posts[name].gt(0).fillna(False).astype(float)
        if (told.groupby(pages).mean() >= _COVERED).all():
            return name
    return None


def _with_verdict(table: pd.DataFrame, found: Comparable) -> pd.DataFrame:
    from scipy.stats import false_discovery_control, mannwhitneyu

    measured = found.posts[found.posts["engagements"].notna()]
    own = {
        network: _numbers(mine) for network, mine in measured[measured["is_own"]].groupby("network")
    }
    p_values, sides = np.full(len(table), np.nan), np.zeros(len(table))
    for place, mine in enumerate(_split(measured, table)):
        ours, theirs = own.get(table.loc[place, "network"], np.array([])), _numbers(mine)
        if table.loc[place, "is_own"] or min(len(ours), len(theirs)) < SMALLEST_GROUP:
            continue
        test = mannwhitneyu(theirs, ours)
        p_values[place] = test.pvalue
        # Half of all pairs is where neither side earns more; medians of many ties may be equal.
        sides[place] = np.sign(test.statistic - len(ours) * len(theirs) / 2)
    tested = ~np.isnan(p_values)
    adjusted = np.full(len(table), np.nan)
    if tested.any():
        adjusted[tested] = false_discovery_control(np.clip(p_values[tested], 0, 1))
    stands = adjusted <= LEVEL
    verdict = np.select(
        [
            table["is_own"].astype(bool), ~table["is_covered"].astype(bool),
            table["counted"].eq(""), ~tested, stands & (sides > 0), stands & (sides < 0),
        ],
        ["own", "other_period", "no_counts", "too_few", "better", "worse"],
        "not_distinguishable",
    )  # fmt: skip
    return table.assign(p_value=p_values, adjusted_p=adjusted, verdict=verdict)


def _numbers(posts: pd.DataFrame) -> npt.NDArray[np.float64]:
    numbers: npt.NDArray[np.float64] = posts["engagements"].to_numpy(dtype=np.float64)
    return numbers
