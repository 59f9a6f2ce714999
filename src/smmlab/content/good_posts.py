"""Own posts of each type that did well on their network: what the next ideas may learn from."""

import pandas as pd

from smmlab.content.engagement import measure_response
from smmlab.schema import require

_KEY = ["network", "post_id"]
_WELL_FROM = 0.75


def posts_that_did_well(
    posts: pd.DataFrame, types: pd.DataFrame, *, most: int = 10
) -> pd.DataFrame:
    """Return own posts of a sure type in the upper quarter of their network, the best first.

    Parameters
    ----------
    posts
        Canonical posts; own unpaid ones with a text and counts are looked at.
    types
        Result of `classify_content`.
    most
        Posts of each type to return.

    Returns
    -------
    DataFrame
        ``network``, ``post_id``, ``type``, ``text`` (never trusted), ``standing`` (part of the
        network's posts that did no better, 0-1); each text once.

    Raises
    ------
    DataError
        When a column is absent.

    Examples
    --------
    >>> from smmlab.schema import conform
    >>> key = {"network": "x", "post_id": ["1", "2", "3"]}
    >>> posts = conform(pd.DataFrame({**key, "is_own": True, "text": ["a", "b", "c"],
    ...                               "reactions": [3, 30, 5]}), "posts")
    >>> types = pd.DataFrame({**key, "type": "laugh", "status": "sure"})
    >>> posts_that_did_well(posts, types)["text"].tolist()
    ['b']
    """
    require(types, (*_KEY, "type", "status"), table="types")
    sure = types.loc[types["status"] == "sure", [*_KEY, "type"]].drop_duplicates(_KEY)
    found = best_quarter(posts).merge(sure, on=_KEY)
    best = found.groupby("type", sort=False).head(most)
    return best[[*_KEY, "type", "text", "standing"]].reset_index(drop=True)


def best_quarter(posts: pd.DataFrame) -> pd.DataFrame:
    """Return own unpaid posts in the upper quarter of their network, the best first.

    Parameters
    ----------
    posts
        Canonical posts; own ones with a text and counts are looked at.

    Returns
    -------
    DataFrame
        ``network``, ``post_id``, ``text`` (never trusted), ``standing`` (part of the network's
        posts that did no better, 0-1); each text once.

    Raises
    ------
    DataError
        When a column is absent.

    Examples
    --------
    >>> from smmlab.schema import conform
    >>> posts = conform(pd.DataFrame({"network": "x", "post_id": ["1", "2"], "is_own": True,
    ...                               "text": ["a", "b"], "reactions": [3, 30]}), "posts")
    >>> best_quarter(posts)["text"].tolist()
    ['b']
    """
    require(posts, ("text", "paid_share"), table="posts")
    posts = posts.reset_index(drop=True)
    response = measure_response(posts, "engagement_rate")
    standing = response.groupby("network")["value"].rank(pct=True)
    own = posts.loc[response.index, [*_KEY, "text", "paid_share"]].assign(standing=standing)
    kept = own["text"].fillna("").str.strip().ne("") & own["standing"].ge(_WELL_FROM)
    own = own[kept & ~own["paid_share"].gt(0).fillna(False)].drop(columns="paid_share")
    ranked = own.sort_values(["standing", *_KEY], ascending=[False, True, True])
    return ranked.drop_duplicates("text").reset_index(drop=True)
