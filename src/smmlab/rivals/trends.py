"""Month by month: how often each page publishes and what its posts earn, and where that goes."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

from smmlab.findings import Finding, Source
from smmlab.rivals.benchmarks import LEVEL, local_days
from smmlab.rivals.comparable import MOST_RIVALS, PAGE, comparable_posts
from smmlab.rivals.keys import has_both, page_key
from smmlab.texts import message

Direction = Literal["up", "down", "not_distinguishable", "too_few"]
FEWEST_MONTHS = 6
"""Whole months from which a direction can be told."""
_FEWEST_POSTS = 3  # from which a month has a median
_MONTHS = (*PAGE, "month", "posts", "measured", "median")
_PAGES = (*PAGE, "measure", "months", "slope", "slope_low", "slope_high", "p_value", "adjusted_p",
          "direction")  # fmt: skip
_MEASURES = ("posts", "median")

_METHOD = {
    "posts": message(
        "Posts in each whole calendar month of the page's files: median of all slopes between "
        "months (Theil-Sen), direction by Kendall's test corrected for the number of pages."
    ),
    "median": message(
        "Median response to the posts of each whole calendar month of the page's files: median of "
        "all slopes between months (Theil-Sen), direction by Kendall's test corrected for the "
        "number of pages."
    ),
}
_TOO_FEW = message(
    "Fewer than six whole months are in the files of this page. A longer export would tell where "
    "it is going."
)


@dataclass(frozen=True)
class RivalTrends:
    """What the months say of each page.

    Parameters
    ----------
    months
        One row a page and whole calendar month: ``network``, ``page``, ``is_own``, ``month``
        (``2026-03``), ``posts``, ``measured`` (posts with counts), ``median`` engagements per post
        (missing below three posts).
    pages
        One row a page and ``measure`` (``posts`` a month, ``median`` response): ``months`` with a
        value, ``slope`` per month (Theil-Sen) with interval, ``p_value`` (Kendall), ``adjusted_p``
        (Benjamini-Hochberg over all rows tested), ``direction``: ``up``, ``down``,
        ``not_distinguishable``, or ``too_few`` below six months.
    """

    months: pd.DataFrame
    pages: pd.DataFrame


def measure_trends(posts: pd.DataFrame, *, timezone: str = "UTC") -> RivalTrends:
    """Return posts and response of every page by month, with a direction where it can be told.

    Parameters
    ----------
    posts
        Canonical posts, own and rivals'; networks without a rival are left out.
    timezone
        IANA zone in which months begin.

    Returns
    -------
    RivalTrends
        Every page over all its files. The month of its first post and that of its last are left
        out: they need not be whole.

    Raises
    ------
    DataError
        When a column is absent, or the time zone is not known.

    References
    ----------
    Kendall (1938); Sen (1968), Journal of the American Statistical Association 63, 1379-1389.

    Examples
    --------
    >>> posts = pd.DataFrame(columns=["network", "page", "is_own", "at", "reactions", "comments",
    ...     "shares", "saves"])
    >>> measure_trends(posts).pages.empty
    True
    """
    every = comparable_posts(posts, most=MOST_RIVALS).every
    every = every[has_both(every, rivals_alone=True)]
    month = local_days(every["at"], timezone).dt.to_period("M")
    months = _whole_months(every.assign(month=month))
    return RivalTrends(months, _directions(months))


def trend_findings(trends: RivalTrends, *, sources: Sequence[Source]) -> list[Finding]:
    """Return the slope of each page where its direction is clear, else why there is none.

    Keys: ``rivals.<network>.page.<page>.trend_of_posts`` and ``trend_of_response`` (``own`` instead
    of ``page`` for ours).
    """
    rows, found = tuple(sources), list[Finding]()
    names = {"posts": ("trend_of_posts", "posts a month, per month"),
             "median": ("trend_of_response", "engagements a post, per month")}  # fmt: skip
    for row in trends.pages.to_dict("records"):
        name, unit = names[row["measure"]]
        key, months = f"{page_key(row)}.{name}", int(row["months"])
        if row["direction"] == "too_few":
            found.append(Finding(key, None, unit, months, status="unknown", method=_TOO_FEW,
                                 sources=rows))  # fmt: skip
            continue
        found.append(
            Finding(key, float(row["slope"]), unit, months, float(row["slope_low"]),
                    float(row["slope_high"]), status="estimated", method=_METHOD[row["measure"]],
                    sources=rows)
        )  # fmt: skip
        found.append(Finding(f"{key}_direction", str(row["direction"]), "label", months,
                             status="estimated", method=_METHOD[row["measure"]],
                             sources=rows))  # fmt: skip
    return found


def _whole_months(posts: pd.DataFrame) -> pd.DataFrame:
    pages = posts.groupby(list(PAGE), dropna=False, as_index=False)
    ends = pages.agg(first=("month", "min"), last=("month", "max"))
    number = ends.assign(inner=[
        pd.period_range(first + 1, last - 1, freq="M").tolist()
        for first, last in zip(ends["first"], ends["last"], strict=True)
    ])  # fmt: skip
    # A month without a post is a month of none, not a missing one.
    grid = number[[*PAGE, "inner"]].explode("inner").dropna(subset="inner")
    grid = grid.rename(columns={"inner": "month"}).astype({"month": "period[M]"})
    told = posts.groupby([*PAGE, "month"], dropna=False, as_index=False).agg(
        posts=("at", "size"), measured=("engagements", "count"), median=("engagements", "median")
    )
    table = grid.merge(told, on=[*PAGE, "month"], how="left")
    counts = {name: table[name].fillna(0).astype("int64") for name in ("posts", "measured")}
    table = table.assign(
        **counts,
        median=table["median"].where(counts["measured"] >= _FEWEST_POSTS),
        month=table["month"].astype("str"),
    )
    return table.sort_values([*PAGE, "month"], ignore_index=True)[list(_MONTHS)]


def _directions(months: pd.DataFrame) -> pd.DataFrame:
    from scipy.stats import false_discovery_control, kendalltau, theilslopes

    rows = []
    for names, mine in months.groupby(list(PAGE), dropna=False, sort=True):
        number = np.arange(len(mine), dtype=np.float64)
        for measure in _MEASURES:
            values = mine[measure].to_numpy(dtype=np.float64)
            known = ~np.isnan(values)
            row = {**dict(zip(PAGE, names, strict=True)), "measure": measure,
                   "months": int(known.sum())}  # fmt: skip
            if row["months"] >= FEWEST_MONTHS:
                slope = theilslopes(values[known], number[known])
                is_flat = np.ptp(values[known]) == 0
                row |= {
                    "slope": float(slope.slope), "slope_low": float(slope.low_slope),
                    "slope_high": float(slope.high_slope),
                    "p_value": 1.0 if is_flat else float(
                        kendalltau(number[known], values[known]).pvalue),
                }  # fmt: skip
            rows.append(row)
    table = pd.DataFrame(rows, columns=list(_PAGES))
    table = table.astype(dict.fromkeys(_PAGES[5:9], "float64"))
    tested = table["p_value"].notna()
    if tested.any():
        table.loc[tested, "adjusted_p"] = false_discovery_control(
            table.loc[tested, "p_value"].clip(0, 1)
        )
    stands = table["adjusted_p"] <= LEVEL
    direction = np.select(
        [~tested, stands & (table["slope"] > 0), stands & (table["slope"] < 0)],
        ["too_few", "up", "down"],
        "not_distinguishable",
    )
    return table.assign(direction=pd.array(direction, "str"))
