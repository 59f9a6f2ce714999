"""How fast rivals answer the people who comment, where their files show it."""

from collections.abc import Sequence

import pandas as pd

from smmlab.findings import SMALLEST_GROUP, Finding, Source
from smmlab.rivals.comparable import PAGE
from smmlab.rivals.keys import page_key
from smmlab.schema import require
from smmlab.texts import message

ANSWERS = (
    *PAGE, "comments", "answers", "median_hours", "median_low", "median_high", "unanswered",
    "unanswered_share", "unanswered_low", "unanswered_high",
)  # fmt: skip
"""Columns of the table of waiting times, a row a page."""

_MEDIAN = message(
    "Kaplan-Meier median of the waiting time of comments under the page's posts; comments without "
    "an answer by the page count as still waiting."
)
_UNANSWERED = message(
    "Share of comments under the page's posts without an answer by the page; Wilson interval. "
    "Answers from personal accounts are not seen."
)
_TOO_FEW = message(
    "Fewer than ten comments under the posts of this page, or no answer by the page, are in these "
    "files. A Telegram discussion group or the comments of a VK wall would tell."
)
_NOT_REACHED = message(
    "Fewer than half of the comments were answered, so there is no median waiting time."
)


def comments_by_page(posts: pd.DataFrame, interactions: pd.DataFrame) -> pd.DataFrame:
    """Return the comments and replies under posts, with the page that published them.

    Parameters
    ----------
    posts
        Canonical posts: ``network``, ``page``, ``is_own``, ``post_id``.
    interactions
        Canonical interactions.

    Returns
    -------
    DataFrame
        The interactions of kind ``comment`` and ``reply`` whose post is known, with ``page`` and
        ``is_own`` of the post.

    Raises
    ------
    DataError
        When a column is absent.

    Examples
    --------
    >>> posts = pd.DataFrame({"network": ["vkontakte"], "page": ["Rival"], "is_own": [False],
    ...                       "post_id": ["1"]})
    >>> acts = pd.DataFrame({"network": "vkontakte", "post_id": ["1", "2"], "kind": "comment"})
    >>> comments_by_page(posts, acts)["page"].tolist()
    ['Rival']
    """
    key = ["network", "post_id"]
    require(posts, (*PAGE, "post_id"), table="posts")
    require(interactions, (*key, "kind"), table="interactions")
    spoken = interactions[interactions["kind"].isin(["comment", "reply"])]
    return spoken.merge(posts[[*PAGE, "post_id"]].drop_duplicates(key), on=key, how="inner")


def answering_findings(answers: pd.DataFrame, *, sources: Sequence[Source]) -> list[Finding]:
    """Return the waiting time and the unanswered share of each page with comments.

    Parameters
    ----------
    answers
        One row a page, with the columns `ANSWERS`; hours, counts and shares 0-1.
    sources
        The rows behind it.

    Returns
    -------
    list of Finding
        Keys: ``rivals.<network>.page.<page>.comments``, ``median_hours`` and ``unanswered_share``
        (``own`` instead of ``page`` for ours); unknown below ten comments or without any visible
        answer.

    Examples
    --------
    >>> answering_findings(pd.DataFrame(columns=list(ANSWERS)), sources=())
    []
    """
    rows, found = tuple(sources), list[Finding]()
    for row in answers.to_dict("records"):
        key, n = page_key(row), int(row["comments"])
        if n < SMALLEST_GROUP or not row["answers"]:
            found += [
                Finding(f"{key}.median_hours", None, "hours", n, status="unknown", method=_TOO_FEW,
                        sources=rows),
                Finding(f"{key}.unanswered_share", None, "share", n, status="unknown",
                        method=_TOO_FEW, sources=rows),
            ]  # fmt: skip
            continue
        if pd.isna(row["median_hours"]):
            found.append(Finding(f"{key}.median_hours", None, "hours", n, status="unknown",
                                 method=_NOT_REACHED, sources=rows))  # fmt: skip
        else:
            low, high = row["median_low"], row["median_high"]
            found.append(
                Finding(
                    f"{key}.median_hours", float(row["median_hours"]), "hours", n,
                    None if pd.isna(low) else float(low), None if pd.isna(high) else float(high),
                    method=_MEDIAN, sources=rows,
                )
            )  # fmt: skip
        found.append(
            Finding(
                f"{key}.unanswered_share", float(row["unanswered_share"]), "share", n,
                float(row["unanswered_low"]), float(row["unanswered_high"]), method=_UNANSWERED,
                sources=rows, numerator=int(row["unanswered"]), denominator=n,
            )
        )  # fmt: skip
    return found
