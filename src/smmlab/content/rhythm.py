"""How often a page has published, and how long it was silent."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from smmlab.content.timing import local_times
from smmlab.findings import Finding, Source
from smmlab.schema import require
from smmlab.texts import message

_COLUMNS = ("network", "page", "weeks", "posts", "posts_per_week", "longest_gap_days")
_NEEDED = ("network", "page", "is_own", "at")
_SHORTEST = 14  # days a page's posts must span before a weekly number means something
_NONE = message("There are no own posts with dates in these files. Export the posts of the page.")
_TOO_SHORT = message(
    "The posts span less than two weeks, too little to name a rhythm. Export a longer period."
)
_SPAN = message("Weeks from the first to the last own post in the files.")
_POSTS = message("Own posts with a date.")
_RATE = message("Own posts divided by the weeks from the first to the last of them.")
_GAP = message("Longest run of calendar days without an own post, on the client's clock.")


def measure_rhythm(posts: pd.DataFrame, *, timezone: str) -> pd.DataFrame:
    """Measure how often each page has published.

    Parameters
    ----------
    posts
        Canonical posts; own posts with a time count.
    timezone
        IANA zone in which days begin.

    Returns
    -------
    DataFrame
        One row a page, most posts first: ``network``, ``page``, ``weeks`` (first to last post, both
        days included), ``posts``, ``posts_per_week`` (missing when the posts span less than two
        weeks), ``longest_gap_days`` (longest run of calendar days without a post).

    Raises
    ------
    DataError
        When a column is absent or the zone is not known.

    Examples
    --------
    >>> day = 86_400
    >>> posts = pd.DataFrame({"network": "telegram", "page": "Kaja", "is_own": True,
    ...                       "at": [0, day, 2 * day, 20 * day]})
    >>> measure_rhythm(posts, timezone="UTC")[["posts", "posts_per_week", "longest_gap_days"]]
       posts  posts_per_week  longest_gap_days
    0      4        1.333333                17
    """
    require(posts, _NEEDED, table="posts")
    own = posts.loc[posts["is_own"].fillna(False).astype(bool) & posts["at"].notna(), list(_NEEDED)]
    day = local_times(own["at"], timezone).dt.normalize().dt.tz_localize(None)
    # Sorted by page first, so that the step between neighbours is a silence of that page.
    dated = own[["network", "page"]].assign(day=day).sort_values(["network", "page", "day"])
    pages = dated.groupby(["network", "page"], dropna=False, sort=True)
    gaps = (pages["day"].diff().dt.days - 1).clip(lower=0).fillna(0)
    table = (
        dated.assign(gap=gaps)
        .groupby(["network", "page"], dropna=False, as_index=False)
        .agg(
            posts=("day", "size"), first=("day", "min"), last=("day", "max"), longest=("gap", "max")
        )
    )
    span = (table["last"] - table["first"]).dt.days + 1
    weeks = (span / 7).astype("float64")
    table = table.assign(
        weeks=weeks,
        posts_per_week=(table["posts"] / weeks).where(span >= _SHORTEST),
        longest_gap_days=table["longest"].astype("int64"),
    )
    table = table.sort_values(["posts", "network", "page"], ascending=[False, True, True])
    return table[list(_COLUMNS)].reset_index(drop=True)


def rhythm_findings(rhythm: pd.DataFrame, *, sources: Sequence[Source]) -> list[Finding]:
    """Return weeks, posts, posts a week and the longest silence of each page.

    Keys: ``content.rhythm.<network>.<page>.posts_per_week`` and so on; without a page's name the
    page is left out of the key.
    """
    rows = tuple(sources)
    if rhythm.empty:
        return [
            Finding("content.rhythm", None, "posts per week", 0, status="unknown", method=_NONE,
                    sources=rows)
        ]  # fmt: skip
    found: list[Finding] = []
    for row in rhythm.to_dict("records"):
        page = f".{row['page']}" if isinstance(row["page"], str) and row["page"] else ""
        key, posts = f"content.rhythm.{row['network']}{page}", int(row["posts"])
        weeks, rate = float(row["weeks"]), float(row["posts_per_week"])
        is_known = not np.isnan(rate)
        found += [
            Finding(f"{key}.weeks", weeks, "weeks", posts, method=_SPAN, sources=rows),
            Finding(f"{key}.posts", posts, "posts", posts, method=_POSTS, sources=rows),
            Finding(
                f"{key}.posts_per_week", rate if is_known else None, "posts per week", posts,
                status="measured" if is_known else "unknown",
                method=_RATE if is_known else _TOO_SHORT, sources=rows,
                numerator=posts, denominator=weeks,
            ),
            Finding(
                f"{key}.longest_gap_days", int(row["longest_gap_days"]), "days", posts, method=_GAP,
                sources=rows,
            ),
        ]  # fmt: skip
    return found
