"""What a post earned: engagements, and engagements for every person reached or view."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

import pandas as pd

from smmlab.schema import require
from smmlab.texts import message

Metric = Literal["engagement_rate", "engagements", "reach", "views"]

METRIC_LABELS: Mapping[str, str] = MappingProxyType(
    {
        "engagements_by_reach": message("engagements per person reached"),
        "engagements_by_views": message("engagements per view"),
        "engagements": message("engagements per post"),
        "reach": message("people reached per post"),
        "views": message("views per post"),
    }
)
"""How the measures of a post are called."""

_COUNTED = ("reactions", "comments", "shares", "saves")
_NEEDED = ("network", "post_id", "is_own", "metrics_name", "reach", "views", *_COUNTED)
_COVERED = 0.5  # part of the posts that must have a denominator before rates stand for them


def measure_engagement(posts: pd.DataFrame) -> pd.DataFrame:
    """Return what each own post earned, numerator and denominator side by side.

    Parameters
    ----------
    posts
        Canonical posts; those of rivals are left out.

    Returns
    -------
    DataFrame
        The rows of own posts under their index: ``network``, ``post_id``, ``metrics_name``;
        ``engagements`` (sum of the counts present among reactions, comments, shares and saves,
        missing when all are), ``base`` (people reached or views) and ``base_name``
        (``reach`` or ``views``, the same for all posts of a network with the same metrics; missing
        when fewer than half of them have either), ``engagement_rate`` (engagements / base,
        missing without both).

    Raises
    ------
    DataError
        When a column is absent.

    Examples
    --------
    >>> from smmlab.schema import conform
    >>> posts = conform(pd.DataFrame({
    ...     "network": "instagram", "post_id": ["1", "2"], "is_own": True, "reactions": [8, 3],
    ...     "saves": [2, None], "reach": 100}), "posts")
    >>> measure_engagement(posts)[["engagements", "base", "base_name", "engagement_rate"]]
       engagements   base base_name  engagement_rate
    0         10.0  100.0     reach             0.10
    1          3.0  100.0     reach             0.03
    """
    require(posts, _NEEDED, table="posts")
    own = posts.loc[posts["is_own"].fillna(False).astype(bool), list(_NEEDED)]
    counts = own[[*_COUNTED, "reach", "views"]].astype("float64")
    like = [own["network"], own["metrics_name"].fillna("")]
    usable = counts[["reach", "views"]].where(counts[["reach", "views"]] > 0)
    covered = usable.notna().groupby(like).transform("mean") >= _COVERED
    base = usable["reach"].where(covered["reach"], usable["views"].where(covered["views"]))
    name = pd.Series("reach", index=own.index, dtype="str")
    name = name.where(covered["reach"], "views").where(covered.any(axis=1))
    engagements = counts[list(_COUNTED)].sum(axis=1, min_count=1)
    return own[["network", "post_id", "metrics_name"]].assign(
        engagements=engagements, base=base, base_name=name, engagement_rate=engagements / base
    )


def measure_response(posts: pd.DataFrame, metric: Metric) -> pd.DataFrame:
    """Return one comparable number a post: posts measured in another way than most are left blank.

    Parameters
    ----------
    posts
        Canonical posts; own ones are measured.
    metric
        ``engagement_rate`` becomes engagements per person reached, per view, or plain engagements,
        whichever a network's metrics allow.

    Returns
    -------
    DataFrame
        Own posts under their index: ``network``, ``post_id``, ``metric`` (a key of
        `METRIC_LABELS`), ``value``. Within a network only the metric set of most posts has values:
        unlike metrics are never compared.
    """
    measured = measure_engagement(posts)
    name = pd.Series(str(metric), index=measured.index, dtype="str")
    if metric == "engagement_rate":
        name = ("engagements_by_" + measured["base_name"]).fillna("engagements").astype("str")
        value = measured["engagement_rate"].where(
            measured["base_name"].notna(), measured["engagements"]
        )
    elif metric == "engagements":
        value = measured["engagements"]
    else:
        value = posts.loc[measured.index, metric].astype("float64")
    kinds = measured["metrics_name"].fillna("")
    sizes = value.notna().groupby([measured["network"], kinds]).transform("sum")
    largest = sizes.groupby(measured["network"]).transform("max")
    # Two sets of the same size: the first by name, so that the answer never wavers.
    first = kinds.where(sizes == largest).groupby(measured["network"]).transform("min")
    chosen = kinds == first
    shown = name.where(chosen).groupby(measured["network"]).transform("first")
    return measured[["network", "post_id"]].assign(
        metric=shown.astype("str"), value=value.where(chosen)
    )
