"""The rivals' posts that did best against the page's own median: what to learn from."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from smmlab.findings import SMALLEST_GROUP, Finding, Source
from smmlab.rivals.comparable import MOST_RIVALS, PAGE, comparable_posts
from smmlab.rivals.white_space import against_own_median
from smmlab.schema import require
from smmlab.texts import message

_COLUMNS = (
    "network", "page", "post_id", "at", "form", "type", "status", "engagements", "page_median",
    "ratio", "text", "source_file", "source_row",
)  # fmt: skip
_KEY = ["network", "post_id"]
_RATIO = message(
    "Responses of this post against the median post of its page, in the period compared. The best "
    "of many posts is partly luck."
)
_COUNTED = message("Responses to this post that every page's file counts, added.")


def best_rival_posts(
    posts: pd.DataFrame, types: pd.DataFrame, *, most: int = 5, of_a_page: int = 2
) -> pd.DataFrame:
    """Return the rivals' posts that did best for their page.

    Parameters
    ----------
    posts
        Canonical posts, own and rivals'.
    types
        Content types of the posts of all pages: ``network``, ``post_id``, ``type``, ``status``.
    most
        Posts to return for each network.
    of_a_page
        Posts of one page at most, so that one lucky page does not fill the list.

    Returns
    -------
    DataFrame
        One row a post, the best of each network first: ``network``, ``page``, ``post_id``, ``at``,
        ``form``, ``type`` with its ``status`` (``sure`` or ``unsure``), ``engagements``,
        ``page_median`` and ``ratio`` of the two, ``text`` (words of other people: escape and
        shorten them before showing), ``source_file``, ``source_row``. Pages below ten counted
        posts, posts without words, at or below the median or below ten responses are left out.

    Raises
    ------
    DataError
        When a column is absent.

    Examples
    --------
    >>> from smmlab.schema import conform
    >>> posts = conform(pd.DataFrame({
    ...     "network": "telegram", "page": "Rival", "is_own": False, "at": range(12),
    ...     "post_id": [str(n) for n in range(12)], "text": "Tere", "form": "photo",
    ...     "reactions": [*[10] * 11, 70]}), "posts")
    >>> types = pd.DataFrame(columns=["network", "post_id", "type", "status"])
    >>> best_rival_posts(posts, types)[["post_id", "engagements", "ratio"]]
      post_id  engagements  ratio
    0      11         70.0    7.0
    """
    require(types, (*_KEY, "type", "status"), table="posts")
    keep = ("post_id", "form", "text", "source_file", "source_row")
    found = comparable_posts(posts, keep=keep, most=MOST_RIVALS).posts
    theirs = against_own_median(found[~found["is_own"].astype(bool)])
    has_words = theirs["text"].fillna("").str.strip().ne("")
    # On a page of two or three responses a post, chance alone makes great ratios.
    good = theirs[has_words & theirs["ratio"].gt(1) & theirs["engagements"].ge(SMALLEST_GROUP)]
    named = types[[*_KEY, "type", "status"]].drop_duplicates(_KEY)
    good = good.merge(named, on=_KEY, how="left")
    good = good.assign(type=good["type"].fillna("none"), status=good["status"].fillna("unsure"))
    good = good.sort_values(["network", "ratio", "post_id"], ascending=[True, False, True])
    good = good.groupby(list(PAGE), dropna=False, sort=False).head(of_a_page)
    return good.groupby("network").head(most)[list(_COLUMNS)].reset_index(drop=True)


def best_post_findings(best: pd.DataFrame) -> list[Finding]:
    """Return the ratio and the engagements of each post, traced to its row.

    Keys: ``rivals.<network>.best.<post>.ratio`` and ``engagements``; see `best_post_key`.
    """
    found: list[Finding] = []
    for row in best.to_dict("records"):
        key, line = best_post_key(row), int(row["source_row"]) if row["source_row"] else 0
        rows: Sequence[Source] = (Source(str(row["source_file"]), line, line, 1),)
        found += [
            Finding(f"{key}.ratio", float(row["ratio"]), "times the median post", 1, method=_RATIO,
                    sources=tuple(rows), numerator=float(row["engagements"]),
                    denominator=float(row["page_median"])),
            Finding(f"{key}.engagements", int(row["engagements"]), "engagements", 1,
                    method=_COUNTED, sources=tuple(rows)),
        ]  # fmt: skip
    return found


def best_post_key(row: Mapping[str, Any]) -> str:
    """Return the start of the keys of a post: ``rivals.<network>.best.<post>``.

    Examples
    --------
    >>> best_post_key({"network": "telegram", "post_id": "c1/5.2"})
    'rivals.telegram.best.c1/5․2'
    """
    return f"rivals.{row['network']}.best.{str(row['post_id']).replace('.', chr(0x2024))}"
