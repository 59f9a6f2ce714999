"""White space: what people answer to at rivals, what few of them make, and we do not."""

from collections.abc import Sequence
from typing import Literal, get_args

import numpy as np
import numpy.typing as npt
import pandas as pd

from smmlab.findings import SMALLEST_GROUP, Finding, Source
from smmlab.rivals.benchmarks import LEVEL
from smmlab.rivals.comparable import MOST_RIVALS, PAGE, comparable_posts
from smmlab.rivals.keys import has_both
from smmlab.rivals.rates import middle_interval
from smmlab.schema import require
from smmlab.texts import message

Status = Literal["white_space", "crowded", "ours", "ordinary", "too_few"]
FEWEST_RIVALS = 3
"""Rivals that must be comparable before few of them can be told from many."""
_FEW = 1 / 3  # part of the rivals that may use a cell of white space
_HABIT = 0.05  # part of a rival's posts from which it uses a cell
_TWICE = 2  # and no rival uses what it did once
_OURS_FROM = 0.10  # part of own posts from which a cell is ours: below, there is room for more
_COLUMNS = (
    "network", "type", "form", "posts", "pages", "of_pages", "own_posts", "own_of", "own_share",
    "ratio", "low", "high", "p_value", "adjusted_p", "status",
)  # fmt: skip
_KEY = ["network", "post_id"]
_CELL = ["network", "type", "form"]

_TOO_FEW = message(
    "White space needs at least three rivals whose posts are counted and have texts, and ten posts "
    "of a kind. Import more posts of rivals, for the same months."
)
_NOTHING = message(
    "No kind of post is answered clearly more, made by few rivals and hardly made by us."
)
_RATIO = message(
    "Median response to rivals' posts of this type and form, each against the median post of its "
    "own page; bootstrap interval, or of order statistics for very many posts; sign test corrected "
    "for the number of kinds. An association."
)
_PAGES = message("Rivals that make such posts as a habit, of all rivals that could be compared.")
_OURS = message("Own posts of this type and form, among own posts of a sure type.")


def find_white_space(posts: pd.DataFrame, types: pd.DataFrame, *, seed: int = 0) -> pd.DataFrame:
    """Find the types and forms that earn much at rivals, that few of them use and we hardly do.

    Parameters
    ----------
    posts
        Canonical posts, own and rivals'.
    types
        Content types of the posts of all pages: ``network``, ``post_id``, ``type``, ``status``;
        only ``sure`` ones count.
    seed
        Of the bootstrap.

    Returns
    -------
    DataFrame
        One row a network, type and form, white space first: ``posts`` of rivals in it; ``pages``
        of ``of_pages`` rivals use it (two posts at least, and one of twenty of the page's);
        ``own_posts`` of ``own_of`` and ``own_share``; ``ratio``, the median over the rivals' posts
        of engagements / median of the page, with its bootstrap interval; ``p_value`` (sign test
        against one), ``adjusted_p`` (Benjamini-Hochberg over all cells tested) and ``status``:
        ``white_space``, ``crowded`` (answered clearly more, but many rivals use it), ``ours``
        (answered clearly more, and it is a tenth of our posts or more), ``ordinary``, or
        ``too_few`` (below ten posts or three rivals, never named).

    Raises
    ------
    DataError
        When a column is absent.

    Notes
    -----
    Pages whose median post got no response cannot be measured against it and are left out.

    Examples
    --------
    >>> posts = pd.DataFrame(columns=["network", "page", "is_own", "at", "post_id", "form",
    ...     "reactions", "comments", "shares", "saves"])
    >>> types = pd.DataFrame(columns=["network", "post_id", "type", "status"])
    >>> find_white_space(posts, types).empty
    True
    """
    require(types, ("network", "post_id", "type", "status"), table="posts")
    found = comparable_posts(posts, keep=("post_id", "form"), most=MOST_RIVALS).posts
    found = found[has_both(found)]
    sure = types.loc[types["status"].eq("sure"), [*_KEY, "type"]].drop_duplicates(_KEY)
    typed = against_own_median(found).merge(sure, on=_KEY, how="inner")
    if typed.empty:
        return pd.DataFrame(columns=list(_COLUMNS))
    is_own = typed["is_own"].astype(bool)
    table = _cells(typed[~is_own], typed[is_own])
    table = _with_response(table, typed[~is_own & typed["ratio"].notna()], seed=seed)
    clearly = table["adjusted_p"].le(LEVEL) & table["low"].gt(1)
    few = table["pages"] <= table["of_pages"] * _FEW
    we = table["own_share"].ge(_OURS_FROM)
    small = (
        table["p_value"].isna()
        | table["of_pages"].lt(FEWEST_RIVALS)
        | table["own_of"].lt(SMALLEST_GROUP)
    )
    status = np.select(
        [small, ~clearly, we, few & table["type"].ne("none")],
        ["too_few", "ordinary", "ours", "white_space"],
        "crowded",
    )
    order = {name: place for place, name in enumerate(get_args(Status))}
    table = table.assign(status=pd.array(status, "str"), place=[order[name] for name in status])
    table = table.sort_values(
        ["network", "place", "ratio", "type", "form"], ascending=[True, True, False, True, True],
        ignore_index=True,
    )  # fmt: skip
    return table[list(_COLUMNS)]


def against_own_median(posts: pd.DataFrame) -> pd.DataFrame:
    """Add ``page_median`` and ``ratio``: a post's engagements against its page's median post.

    Parameters
    ----------
    posts
        Comparable posts, from `smmlab.rivals.comparable.comparable_posts`.

    Returns
    -------
    DataFrame
        The posts; both missing for pages with fewer than ten counted posts, the ratio also where
        the median post got no response.
    """
    pages = posts.groupby(list(PAGE), dropna=False)["engagements"]
    enough = pages.transform("count") >= SMALLEST_GROUP
    median = pages.transform("median").where(enough)
    return posts.assign(page_median=median, ratio=posts["engagements"] / median.where(median > 0))


def white_space_findings(cells: pd.DataFrame, *, sources: Sequence[Source]) -> list[Finding]:
    """Return the response, the rivals and our own share for each cell that is answered more.

    Keys: ``rivals.<network>.white_space.<type>.<form>.ratio`` (``pages``, ``own_share``) for white
    space, ``rivals.<network>.crowded.<type>.<form>.…`` for what many rivals use, and
    ``rivals.<network>.white_space.cells`` (how many there are; unknown where nothing can be told).
    """
    rows, found = tuple(sources), list[Finding]()
    for network, mine in cells.groupby("network", sort=True):
        key, tested = f"rivals.{network}", int(mine["status"].ne("too_few").sum())
        named = int(mine["status"].eq("white_space").sum())
        if not tested:
            found.append(Finding(f"{key}.white_space.cells", None, "kinds of posts", 0,
                                 status="unknown", method=_TOO_FEW, sources=rows))  # fmt: skip
            continue
        found.append(Finding(f"{key}.white_space.cells", named, "kinds of posts", tested,
                             status="estimated", method=_RATIO if named else _NOTHING,
                             sources=rows))  # fmt: skip
        for row in mine[mine["status"].isin(["white_space", "crowded"])].to_dict("records"):
            cell = f"{key}.{row['status']}.{row['type']}.{row['form']}"
            found += [
                Finding(f"{cell}.ratio", float(row["ratio"]), "times the median post",
                        int(row["posts"]), float(row["low"]), float(row["high"]),
                        status="estimated", method=_RATIO, sources=rows),
                Finding(f"{cell}.pages", int(row["pages"]), "rivals", int(row["of_pages"]),
                        status="estimated", method=_PAGES, sources=rows,
                        numerator=int(row["pages"]), denominator=int(row["of_pages"])),
                Finding(f"{cell}.own_share", float(row["own_share"]), "share", int(row["own_of"]),
                        status="estimated", method=_OURS, sources=rows,
                        numerator=int(row["own_posts"]), denominator=int(row["own_of"])),
            ]  # fmt: skip
    return found


def _cells(theirs: pd.DataFrame, ours: pd.DataFrame) -> pd.DataFrame:
    measured = theirs[theirs["ratio"].notna()]
    size = measured.groupby(list(PAGE), dropna=False)["ratio"].transform("size")
    in_cell = measured.assign(size=size).groupby([*PAGE, "type", "form"], dropna=False,
                                                 as_index=False)  # fmt: skip
    uses = in_cell.agg(posts=("ratio", "size"), size=("size", "first"))
    uses = uses.assign(pages=uses["posts"].ge(_TWICE) & uses["posts"].ge(_HABIT * uses["size"]))
    table = uses.groupby(_CELL, as_index=False).agg(posts=("posts", "sum"), pages=("pages", "sum"))
    own = ours.groupby(_CELL, as_index=False).agg(own_posts=("at", "size"))
    # What only we make is a row too, without any post of a rival.
    table = table.merge(own, on=_CELL, how="outer")
    counts = ["posts", "pages", "own_posts"]
    table = table.assign(**{name: table[name].fillna(0).astype("int64") for name in counts})
    rivals = measured.drop_duplicates(list(PAGE)).groupby("network").size()
    of = ours.groupby("network").size()
    table = table.assign(
        of_pages=table["network"].map(rivals).fillna(0).astype("int64"),
        own_of=table["network"].map(of).fillna(0).astype("int64"),
    )
    return table.assign(own_share=table["own_posts"] / table["own_of"].where(table["own_of"] > 0))


def _with_response(table: pd.DataFrame, measured: pd.DataFrame, *, seed: int) -> pd.DataFrame:
    from scipy.stats import binomtest, false_discovery_control

    values = {cell: mine.to_numpy() for cell, mine in measured.groupby(_CELL)["ratio"]}
    found = np.full((len(table), 4), np.nan)
    for place, cell in enumerate(table[_CELL].itertuples(index=False, name=None)):
        ratios: npt.NDArray[np.float64] = values.get(cell, np.array([]))
        if len(ratios) < SMALLEST_GROUP:
            continue
        above, apart = int((ratios > 1).sum()), int((ratios != 1).sum())
        p_value = binomtest(above, apart).pvalue if apart else 1.0
        found[place] = [np.median(ratios), *middle_interval(ratios, seed=seed), p_value]
    enough = table["of_pages"].ge(FEWEST_RIVALS).to_numpy()
    tested = ~np.isnan(found[:, 3]) & enough
    adjusted = np.full(len(table), np.nan)
    if tested.any():
        adjusted[tested] = false_discovery_control(np.clip(found[tested, 3], 0, 1))
    return table.assign(
        ratio=found[:, 0], low=found[:, 1], high=found[:, 2],
        p_value=np.where(tested, found[:, 3], np.nan), adjusted_p=adjusted,
    )  # fmt: skip
