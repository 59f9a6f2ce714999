"""How many comments of people the page answered."""

import narwhals as nw
from narwhals.typing import IntoFrameT

from smmlab.reduce.frames import native, scan, unique

_NEEDED = ("network", "interaction_id", "kind", "reply_to", "by_page")


def page_answers(interactions: IntoFrameT) -> IntoFrameT:
    """Count the comments of people on each network, and those with an answer by the page.

    Parameters
    ----------
    interactions
        Canonical interactions: ``network``, ``interaction_id``, ``kind``, ``reply_to``,
        ``by_page``. Comments and replies count.

    Returns
    -------
    native frame
        ``network``, ``comments`` (of people), ``answered`` (of these, by the page).

    Examples
    --------
    >>> import pandas as pd
    >>> acts = pd.DataFrame({
    ...     "network": "telegram", "interaction_id": ["a", "b", "c"], "kind": "comment",
    ...     "reply_to": [None, "a", None], "by_page": [False, True, False]})
    >>> page_answers(acts)
        network  comments  answered
    0  telegram         2         1
    """
    rows = scan(interactions, _NEEDED, table="interactions").select(*_NEEDED)
    said = rows.filter(nw.col("kind").is_in(["comment", "reply"]))
    said = said.with_columns(by_page=nw.col("by_page").fill_null(False))
    # Twice the same answer is one: a comment is answered or it is not.
    answers = unique(
        said.filter(nw.col("by_page"), ~nw.col("reply_to").is_null()), ("network", "reply_to")
    ).with_columns(has_answer=nw.lit(1))
    asked = said.filter(~nw.col("by_page")).select("network", "interaction_id")
    joined = asked.join(
        answers, left_on=["network", "interaction_id"], right_on=["network", "reply_to"], how="left"
    )
    told = joined.with_columns(has_answer=nw.col("has_answer").fill_null(0).cast(nw.Int64))
    counts = told.group_by("network").agg(
        nw.len().alias("comments"), nw.col("has_answer").sum().alias("answered")
    )
    whole = nw.col("comments", "answered").cast(nw.Int64)
    return native(counts.with_columns(whole), interactions)
