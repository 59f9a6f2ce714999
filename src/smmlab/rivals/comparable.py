"""Posts of ours and of rivals that may be compared: the same days, the same kinds of response."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from smmlab.schema import require

RESPONSES = ("reactions", "comments", "shares", "saves")
PAGE = ("network", "page", "is_own")
_NEEDED = (*PAGE, "at", *RESPONSES)
_ENOUGH = 5  # posts from which the first and the last tell what a file covers
_DAY = 86_400
_LONG = 56 * _DAY  # eight weeks: then more pages are worth more than more days
MOST_RIVALS = 50
"""Rivals' pages that are compared one by one on a network: those with most posts."""
_MOST_ENDS = 60  # candidates on each side, so that thousands of pages are compared quickly
_PAGES = (*PAGE, "posts", "begins", "ends", "from_at", "to_at", "is_covered", "counted")


@dataclass(frozen=True)
class Comparable:
    """What the files of each network's pages have in common.

    Parameters
    ----------
    pages
        One row a page: ``network``, ``page``, ``is_own``, ``posts`` (with a time, in all files),
        ``begins`` and ``ends`` (first and last post), ``from_at`` and ``to_at`` (the period
        compared on that network, epoch seconds; missing when there is none), ``is_covered`` (the
        page's file covers that period), ``counted`` (kinds of response that every page of the
        network counts, joined by commas; empty where the page itself has no counts).
    posts
        The posts of covered pages within the period, under their own index: the columns of
        ``pages`` that name a page, those asked for, and ``engagements`` (sum of the ``counted``
        kinds, a missing one of them taken as none; missing where the page counts nothing).
    every
        The same of all posts with a time, for each page alone.
    """

    pages: pd.DataFrame
    posts: pd.DataFrame
    every: pd.DataFrame


def comparable_posts(
    posts: pd.DataFrame, *, keep: Sequence[str] = (), most: int | None = None
) -> Comparable:
    """Return the posts that may be compared, and over which days.

    Parameters
    ----------
    posts
        Canonical posts, own and rivals'; posts without a time are left out. A rival's page without
        a name is called as its file.
    keep
        More columns to return with the posts.
    most
        How many rivals to keep on each network, those with most posts; None keeps all.

    Returns
    -------
    Comparable
        The period is the one that most rivals' files cover together with ours, of at least eight
        weeks where there is one, and then the longest. Pages with fewer than five posts do not
        narrow it.

    Raises
    ------
    DataError
        When a column is absent.

    Examples
    --------
    >>> posts = pd.DataFrame({
    ...     "network": "telegram", "page": ["Kaja", "Kaja", "Rival"], "is_own": [True, True, False],
    ...     "at": [100, 200, 150], "reactions": [3, 1, 4], "comments": None, "shares": None,
    ...     "saves": None})
    >>> comparable_posts(posts).posts[["page", "engagements"]]
        page  engagements
    0   Kaja          3.0
    1   Kaja          1.0
    2  Rival          4.0
    """
    require(posts, (*_NEEDED, *keep), table="posts")
    kept = [name for name in keep if name not in _NEEDED]
    is_timed = posts["at"].notna().to_numpy()
    timed = posts.loc[is_timed, [*_NEEDED, *kept]].assign(page=_named(posts).array[is_timed])
    timed = timed.astype({"at": "int64", "is_own": "bool"} | dict.fromkeys(RESPONSES, "float64"))
    pages = timed.groupby(list(PAGE), dropna=False, as_index=False).agg(
        posts=("at", "size"),
        begins=("at", "min"),
        ends=("at", "max"),
        **{name: (name, "count") for name in RESPONSES},
    )
    if most is not None:
        pages = _largest(pages, most)
    counts = pages[list(RESPONSES)].to_numpy() > 0
    # A page without any counts cannot be compared, but must not spoil the others' comparison.
    counting = pd.DataFrame(counts | ~counts.any(axis=1, keepdims=True), index=pages.index)
    shared = counting.groupby(pages["network"]).transform("all").to_numpy()
    common = shared & counts.any(axis=1, keepdims=True)
    periods = {network: _period(group) for network, group in pages.groupby("network")}
    starts = pd.array([periods[name][0] for name in pages["network"]], dtype="Int64")
    ends = pd.array([periods[name][1] for name in pages["network"]], dtype="Int64")
    inside = pages["begins"].le(starts) & pages["ends"].ge(ends)
    # A page of a few posts covers what it touches: its file may well be longer than its posts.
    touches = pages["posts"].lt(_ENOUGH) & pages["begins"].le(ends) & pages["ends"].ge(starts)
    covered = (inside | touches).fillna(False).astype(bool)
    pages = pages.assign(
        from_at=starts,
        to_at=ends,
        is_covered=covered,
        counted=[", ".join(np.array(RESPONSES)[row]) for row in common],
        **{name: common[:, place] for place, name in enumerate(RESPONSES)},
    )
    every, within = _with_engagements(timed, pages, kept)
    return Comparable(pages[list(_PAGES)], every[within], every)


def _named(posts: pd.DataFrame) -> pd.Series:
    page = posts["page"]
    if "source_file" not in posts:
        return page
    file = posts["source_file"].str.replace(r"^.*[/\\]|\.\w+$", "", regex=True)
    # Files of several rivals must not become one page; ours are one page without a name.
    return page.where(page.notna() | posts["is_own"].astype(bool), file)


def _largest(pages: pd.DataFrame, most: int) -> pd.DataFrame:
    by_size = pages.sort_values(["posts", "page"], ascending=[False, True])
    place = by_size.groupby(["network", "is_own"]).cumcount()
    kept = by_size[(place < most) | by_size["is_own"]]
    return kept.sort_index().reset_index(drop=True)


def _with_engagements(
    timed: pd.DataFrame, pages: pd.DataFrame, kept: Sequence[str]
) -> tuple[pd.DataFrame, npt.NDArray[np.bool_]]:
    told = pages[[*PAGE, "from_at", "to_at", "is_covered", *RESPONSES]]
    # A merge on the left keeps the rows in their order, and so their index fits.
    every = timed.merge(told, on=list(PAGE), how="left", suffixes=("", "_common"))
    every = every.set_axis(timed.index)[every["is_covered"].notna().to_numpy()]
    within = every["is_covered"] & every["at"].between(every["from_at"], every["to_at"])
    common = every[[f"{name}_common" for name in RESPONSES]].to_numpy(dtype=bool)
    numbers = np.nan_to_num(every[list(RESPONSES)].to_numpy()) * common
    engagements = np.where(common.any(axis=1), numbers.sum(axis=1), np.nan)
    posts = every[[*PAGE, "at", *kept]].assign(engagements=engagements)
    return posts, within.fillna(False).to_numpy(dtype=bool)


def _period(pages: pd.DataFrame) -> tuple[int | None, int | None]:
    """Return first and last moment of the period compared on one network."""
    solid = pages[pages["posts"] >= _ENOUGH]
    if solid.empty:
        return int(pages["begins"].min()), int(pages["ends"].max())
    own = solid["is_own"].to_numpy(dtype=bool)
    starts, ends = _candidates(solid["begins"]), _candidates(solid["ends"])
    begun = solid["begins"].to_numpy()[None, :] <= starts[:, None]
    running = solid["ends"].to_numpy()[None, :] >= ends[:, None]
    rivals = (begun & ~own).astype(np.int64) @ (running & ~own).T.astype(np.int64)
    ours = (begun & own).astype(np.int64) @ (running & own).T.astype(np.int64)
    length = ends[None, :] - starts[:, None]
    possible = (length >= 0) & ((ours > 0) | (not own.any())) & ((rivals > 0) | bool(own.all()))
    if not possible.any():
        return None, None
    is_long = possible & (length >= _LONG)
    if is_long.any():
        order = np.lexsort((length.ravel(), ours.ravel(), rivals.ravel(), is_long.ravel()))
    else:
        worth = np.maximum(rivals, 1) * (length + 1.0)
        order = np.lexsort((length.ravel(), worth.ravel(), possible.ravel()))
    start, end = np.unravel_index(order[-1], length.shape)
    return int(starts[start]), int(ends[end])


def _candidates(moments: pd.Series) -> npt.NDArray[np.int64]:
    known = np.unique(moments.to_numpy(dtype=np.int64))
    places = np.linspace(0, len(known) - 1, min(len(known), _MOST_ENDS)).round().astype(int)
    found: npt.NDArray[np.int64] = known[places]
    return found
