"""How old a post was when people commented on it or passed it on."""

import narwhals as nw
from narwhals.typing import IntoFrame, IntoFrameT

from smmlab.reduce.frames import beside, native, scan
from smmlab.reduce.selection import acts_of_people

_MINUTE = 60
_TIMED = ("second", "minute")
_KEYS = ("network", "post_id", "kind", "minutes")
_NEEDED = ("network", "post_id", "kind", "at", "by_page", "exported_at")


def ages_of_acts(interactions: IntoFrameT, posts: IntoFrame) -> IntoFrameT:
    """Count comments, replies and shares of people by the age of the post.

    Parameters
    ----------
    interactions
        Canonical interactions: ``network``, ``post_id``, ``kind``, ``at``, ``by_page``,
        ``precision``, ``exported_at``. Acts whose time is not known to the minute are left out.
    posts
        The posts to look at: ``network``, ``post_id``, ``published`` (epoch seconds), one row each.

    Returns
    -------
    native frame
        ``network``, ``post_id``, ``kind`` (comment, reply or share), ``minutes`` (whole minutes
        since the post; none before it), ``acts``, ``exported_at`` (newest of these acts, epoch
        seconds).

    Raises
    ------
    DataError
        When a column is absent.

    Examples
    --------
    >>> import pandas as pd
    >>> acts = pd.DataFrame({
    ...     "network": "telegram", "post_id": "7", "kind": "comment", "at": [100, 110, 400],
    ...     "by_page": False, "precision": "second", "exported_at": 900})
    >>> posts = pd.DataFrame({"network": ["telegram"], "post_id": ["7"], "published": [90]})
    >>> ages_of_acts(acts, posts).sort_values("minutes")[["minutes", "acts"]].values.tolist()
    [[0, 2], [5, 1]]
    """
    scan(interactions, (*_NEEDED, "precision"), table="interactions")
    wanted = scan(beside(posts, interactions).to_native(), ("published",), table="posts")
    acts = acts_of_people(interactions, _NEEDED).filter(
        nw.col("kind").is_in(["comment", "reply", "share"]),
        nw.col("precision").is_in(list(_TIMED)),
        ~nw.col("at").is_null(),
    )
    joined = acts.join(wanted, on=["network", "post_id"], how="inner")
    joined = joined.with_columns(age=nw.col("at").cast(nw.Int64) - nw.col("published"))
    joined = joined.filter(nw.col("age") >= 0)
    age = nw.col("age")
    counted = (
        joined.with_columns(minutes=((age - age % _MINUTE) / _MINUTE).round().cast(nw.Int64))
        .group_by(*_KEYS)
        .agg(nw.len().alias("acts"), nw.col("exported_at").max().alias("exported_at"))
        .with_columns(nw.col("acts", "exported_at").cast(nw.Int64))
    )
    return native(counted.select(*_KEYS, "acts", "exported_at"), interactions)
