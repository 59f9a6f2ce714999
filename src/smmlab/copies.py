"""One post, two ids: a channel's post and its copy in the discussion group become one."""

import pandas as pd

COPY = "telegram discussion copy"
_SECONDS = 60
_SAME = ["network", "page", "text"]


def fold_copies(posts: pd.DataFrame) -> pd.DataFrame:
    """Fold the copies in a discussion group into the posts of their channel.

    Telegram writes no common id into the two exports. A copy is known by its page, its text and by
    standing in the group within a minute. A copy whose channel was not exported stays.

    Parameters
    ----------
    posts
        Canonical posts.

    Returns
    -------
    DataFrame
        The same columns. The channel's post takes the number of ``comments`` from its copy, where
        the channel's own export has none: the talk is in the group.

    Examples
    --------
    >>> posts = pd.DataFrame({"network": "telegram", "page": "Kaja", "text": "Tere", "at": [10, 12],
    ...                       "post_id": ["c/1", "g/5"], "comments": [None, 7],
    ...                       "metrics_name": ["telegram channel", COPY]})
    >>> fold_copies(posts)[["post_id", "comments"]].values.tolist()
    [['c/1', 7.0]]
    """
    if not posts["metrics_name"].eq(COPY).any():
        return posts
    timed = posts.assign(row=range(len(posts)))[[*_SAME, "at", "row", "metrics_name", "comments"]]
    timed = timed[timed["at"].notna()].fillna({"text": "", "page": ""}).astype({"at": "int64"})
    is_copy = timed["metrics_name"].eq(COPY)
    pairs = pd.merge_asof(
        timed[is_copy].sort_values(["at", "row"]),
        timed[~is_copy].sort_values(["at", "row"])[[*_SAME, "at", "row"]],
        on="at",
        by=_SAME,
        suffixes=("", "_original"),
        direction="backward",
        tolerance=_SECONDS,
    ).dropna(subset=["row_original"])
    pairs = pairs.drop_duplicates("row_original").astype({"row_original": "int64"})
    heard = pd.Series(pairs["comments"].to_numpy(), index=pairs["row_original"])
    comments = posts["comments"].reset_index(drop=True)
    comments = comments.fillna(heard.reindex(comments.index).astype(comments.dtype))
    folded = posts.assign(comments=comments.set_axis(posts.index))
    keep = pd.Series(True, index=range(len(posts)))
    keep.loc[pairs["row"]] = False
    return folded[keep.to_numpy()]
