"""How much of another page's active audience is the client's already, where the files show both."""

import narwhals as nw
import numpy as np
import pandas as pd
from narwhals.typing import IntoFrame

from smmlab.disclosure import can_show_part, suppress_small
from smmlab.findings import SMALLEST_GROUP
from smmlab.intervals import wilson_interval
from smmlab.own_placements import page_key
from smmlab.reduce.frames import beside, scan, to_pandas
from smmlab.schema import require

_ACTS = ("network", "post_id", "person", "by_page")
_POSTS = ("network", "post_id", "page", "is_own")
_SEGMENTS = (
    "network", "page", "segment", "people", "share", "affinity", "affinity_low", "affinity_high",
)  # fmt: skip
_COLUMNS = ("network", "page", "people", "shared", "share", "low", "high")


def shared_people(interactions: IntoFrame, posts: pd.DataFrame) -> pd.DataFrame:
    """Count who acts on another page and on the client's own pages of the same network.

    Parameters
    ----------
    interactions
        Canonical interactions in any engine: ``network``, ``post_id``, ``person``, ``by_page``.
    posts
        Canonical posts, own and others': ``network``, ``post_id``, ``page``, ``is_own``.

    Returns
    -------
    DataFrame
        One row a page of others: ``network``, ``page``, ``people`` who act there, ``shared`` of
        them with our pages, its ``share`` (0-1) with a 95 % Wilson interval ``low`` to ``high``.
        Pages where the shared or the others are one to nine people are left out, and so are those
        of networks without acts on own pages.

    Raises
    ------
    DataError
        When a column is absent.

    Examples
    --------
    >>> acts = pd.DataFrame({"network": "telegram", "post_id": ["a"] * 30 + ["b"] * 12,
    ...     "person": [f"p{n}" for n in [*range(30), *range(12)]], "by_page": False})
    >>> posts = pd.DataFrame({"network": "telegram", "post_id": ["a", "b"],
    ...                       "page": ["Kava", "Ours"], "is_own": [False, True]})
    >>> shared_people(acts, posts)[["page", "people", "shared", "share"]]
       page  people  shared  share
    0  Kava      30      12    0.4
    """
    people = _active(interactions, posts)
    if people.empty:
        return pd.DataFrame(columns=list(_COLUMNS))
    ours = people.loc[people["key"] == "", ["network", "person"]].assign(is_shared=True)
    theirs = people[(people["key"] != "") & people["network"].isin(ours["network"])]
    both = theirs.merge(ours, on=["network", "person"], how="left")
    counts = both.groupby(["network", "key"], as_index=False).agg(
        people=("person", "size"), shared=("is_shared", "count")
    )
    counts = counts.join(_names(posts), on=["network", "key"])
    shown = [
        can_show_part(part, whole)
        for part, whole in zip(counts["shared"], counts["people"], strict=True)
    ]
    counts = counts[np.asarray(shown, dtype=bool)].reset_index(drop=True)
    low, high = wilson_interval(counts["shared"], counts["people"])
    counts = counts.assign(share=counts["shared"] / counts["people"], low=low, high=high)
    return counts[list(_COLUMNS)]


def shared_segments(
    interactions: IntoFrame, posts: pd.DataFrame, scored: pd.DataFrame
) -> pd.DataFrame:
    """Compare the client's segments among those who act on another page with all who act on ours.

    Parameters
    ----------
    interactions, posts
        As for `shared_people`.
    scored
        Result of `smmlab.audience.people.score_people` for the client's own people: ``network``,
        ``person``, ``segment``.

    Returns
    -------
    DataFrame
        One row a page and segment: ``network``, ``page``, ``segment``, ``people`` of it who act
        there, ``share`` of all shared people (0-1), ``affinity`` (100 when the segment is as large
        there as among all of ours) with limits from the 95 % Wilson interval of the share. Cells
        of one to nine people, and what would give them away, are left out, and so are pages where
        one to nine people of a segment are not there.

    Raises
    ------
    DataError
        When a column is absent.

    Examples
    --------
    >>> acts = pd.DataFrame({"network": "telegram", "post_id": ["a"] * 30 + ["b"] * 60,
    ...     "person": [f"p{n}" for n in [*range(30), *range(60)]], "by_page": False})
    >>> posts = pd.DataFrame({"network": "telegram", "post_id": ["a", "b"],
    ...                       "page": ["Kava", "Ours"], "is_own": [False, True]})
    >>> scored = pd.DataFrame({"network": "telegram", "person": [f"p{n}" for n in range(60)],
    ...                        "segment": ["core"] * 20 + ["regular"] * 40})
    >>> shared_segments(acts, posts, scored)[["page", "segment", "people", "affinity"]]
       page  segment  people  affinity
    0  Kava     core      20     200.0
    1  Kava  regular      10      50.0
    """
    require(scored, ("network", "person", "segment"), table="interactions")
    shown = shared_people(interactions, posts)
    if shown.empty:
        return pd.DataFrame(columns=list(_SEGMENTS))
    pages = shown.assign(key=page_key(shown["page"]))[["network", "key", "page"]]
    people = _active(interactions, posts)
    ours = people.loc[people["key"] == "", ["network", "person"]]
    both = people.merge(pages, on=["network", "key"]).merge(ours, on=["network", "person"])
    known = scored[["network", "person", "segment"]]
    named = both.merge(known, on=["network", "person"], how="left")
    # Whoever has no segment is one of the shared people too: else a rest could be worked out.
    named["segment"] = named["segment"].fillna("")
    cells = named.groupby(["network", "page", "segment"], as_index=False).agg(
        people=("person", "size")
    )
    whole = cells.groupby(["network", "page"])["people"].transform("sum")
    sizes = known.groupby(["network", "segment"]).size().rename("size").reset_index()
    sizes["base"] = sizes["size"] / sizes.groupby("network")["size"].transform("sum")
    cells = cells.merge(sizes, on=["network", "segment"], how="left")
    low, high = wilson_interval(cells["people"], whole)
    cells = cells.assign(
        share=cells["people"] / whole,
        affinity=100 * cells["people"] / whole / cells["base"],
        affinity_low=100 * low / cells["base"],
        affinity_high=100 * high / cells["base"],
    )
    hidden = ["share", "affinity", "affinity_low", "affinity_high"]
    safe = suppress_small(cells, count="people", hide=hidden, within=["network", "page"])
    # Those of a segment who are not there follow by subtraction: a page that would tell of a few
    # such people shows no segment at all.
    rest = cells["size"] - cells["people"]
    tells = (rest.gt(0) & rest.lt(SMALLEST_GROUP)).groupby([cells["network"], cells["page"]])
    kept = safe[~safe["suppressed"] & safe["segment"].ne("") & ~tells.transform("any")]
    return kept[list(_SEGMENTS)].reset_index(drop=True)


def _active(interactions: IntoFrame, posts: pd.DataFrame) -> pd.DataFrame:
    """Return who acts where: network, key of the page (empty for all of ours), person."""
    require(posts, _POSTS, table="posts")
    acts = scan(interactions, _ACTS, table="interactions")
    own = posts["is_own"].astype(bool)
    others = posts[~own & posts["page"].notna()]
    if others.empty:
        return pd.DataFrame(columns=["network", "key", "person"])
    pages = pd.concat([others, posts[own & posts["network"].isin(others["network"])]])
    # An empty name stands for our own pages: all of them are one audience here.
    names = page_key(pages["page"]).where(~pages["is_own"].astype(bool), "")
    pages = pages[["network", "post_id"]].assign(key=names).astype("str")
    joined = acts.filter(~nw.col("by_page")).join(
        beside(pages.drop_duplicates(), interactions), on=["network", "post_id"]
    )
    return to_pandas(
        joined.filter(~nw.col("person").is_null())
        .select("network", "key", "person")
        .unique()
        .to_native()
    )


def _names(posts: pd.DataFrame) -> pd.Series:
    others = posts[~posts["is_own"].astype(bool) & posts["page"].notna()]
    keyed = others.assign(key=page_key(others["page"]))
    return keyed.groupby(["network", "key"])["page"].min()
