"""What the types of content earned, compared within each network."""

from collections.abc import Sequence

import pandas as pd

from smmlab.content.comparing import compare_groups
from smmlab.content.engagement import Metric, measure_response
from smmlab.content.forms import median_finding
from smmlab.findings import Finding, Source
from smmlab.schema import require
from smmlab.texts import message

_SUMMARY = (
    "network", "type", "posts", "of", "share", "counted", "metric", "median", "low", "high",
    "network_median", "p_value", "adjusted_p", "verdict", "unsure",
)  # fmt: skip
_NONE = message(
    "There are no own posts with a text in these files. Export the posts of the page with their "
    "captions."
)
_TYPE = message(
    "Own posts that the model of types names with confidence, of all own posts with a text. A "
    "model reads the words alone and can be wrong."
)
_UNSURE = message(
    "Own posts with a text whose type the model of types cannot tell with confidence."
)
_MEDIAN = message(
    "Median over own posts of the type that the model is sure of, bootstrap interval; posts of one "
    "network and one set of metrics only."
)
_VERDICT = message(
    "Compared with the other own posts of the network that the model is sure of (Mann-Whitney "
    "test, corrected for the number of comparisons). An association, never a forecast of reach."
)


def summarise_types(
    posts: pd.DataFrame, types: pd.DataFrame, *, metric: Metric = "engagement_rate", seed: int = 0
) -> pd.DataFrame:
    """Compare what the types earned, within each network.

    Parameters
    ----------
    posts
        Canonical posts; own ones with a text count.
    types
        Result of `classify_content`.
    metric
        ``engagement_rate`` (per person reached, per view, or per post: the ``metric`` column says
        which), ``engagements``, ``reach`` or ``views``.
    seed
        Of the bootstrap.

    Returns
    -------
    DataFrame
        One row a network and type, of posts the model is sure of: ``network``, ``type``, ``posts``,
        ``of`` (own posts of the network with a text), ``share`` (posts / of), ``counted`` (posts
        with a value), ``metric``, ``median`` with ``low`` and ``high`` (95 %),
        ``network_median`` (of all types), ``p_value``, ``adjusted_p``, ``verdict`` (``better``,
        ``worse``, ``not_distinguishable``, ``too_few`` below ten posts), ``unsure`` (posts of the
        network left out because their type is not sure).

    Raises
    ------
    DataError
        When a column is absent.

    Examples
    --------
    >>> from smmlab.content.types import classify_content
    >>> from smmlab.schema import conform
    >>> posts = conform(pd.DataFrame({
    ...     "network": "telegram", "post_id": ["1", "2"], "is_own": True, "reactions": [5, 1],
    ...     "text": ["Save this: how to prune roses, step by step.",
    ...              "Should dogs go by tram? Vote below."]
    ... }), "posts")
    >>> summarise_types(posts, classify_content(posts))[["type", "posts", "share", "verdict"]]
              type  posts  share  verdict
    0  instruction      1    0.5  too_few
    1  provocation      1    0.5  too_few
    """
    require(types, ("network", "post_id", "type", "status"), table="posts")
    require(posts, ("text",), table="posts")
    key = ["network", "post_id"]
    named = types[[*key, "type", "status"]].drop_duplicates(key)
    posts = posts.reset_index(drop=True)
    response = measure_response(posts, metric)
    has_text = posts.loc[response.index, "text"].fillna("").str.strip().ne("")
    rows = response[has_text].merge(named, on=key, how="inner")
    is_sure = rows["status"].eq("sure")
    table = compare_groups(rows[is_sure].assign(group=rows["type"]), seed=seed)
    table = table.rename(columns={"group": "type"})
    of = rows.groupby("network").size()
    unsure = (~is_sure).groupby(rows["network"]).sum()
    table = table.assign(
        of=table["network"].map(of).astype("int64"),
        unsure=table["network"].map(unsure).astype("int64"),
    )
    return table.assign(share=table["posts"] / table["of"])[list(_SUMMARY)]


def type_findings(summary: pd.DataFrame, *, sources: Sequence[Source]) -> list[Finding]:
    """Return posts, share, median and verdict of each type, and the share left unsure.

    Keys: ``content.types.<network>.<type>.posts`` (``share``, ``median``, ``verdict``) and
    ``content.types_unsure.<network>.share``.
    """
    rows = tuple(sources)
    if summary.empty:
        return [
            Finding("content.types", None, "posts", 0, status="unknown", method=_NONE, sources=rows)
        ]
    found: list[Finding] = []
    for row in summary.to_dict("records"):
        key = f"content.types.{row['network']}.{row['type']}"
        posts, of, counted = int(row["posts"]), int(row["of"]), int(row["counted"])
        found += [
            Finding(f"{key}.posts", posts, "posts", of, status="estimated", method=_TYPE,
                    sources=rows),
            Finding(f"{key}.share", float(row["share"]), "share", of, status="estimated",
                    method=_TYPE, sources=rows, numerator=posts, denominator=of),
            median_finding(f"{key}.median", row, method=_MEDIAN, status="estimated", sources=rows),
            Finding(f"{key}.verdict", str(row["verdict"]), "label", counted, status="estimated",
                    method=_VERDICT, sources=rows),
        ]  # fmt: skip
    for row in summary.drop_duplicates("network").to_dict("records"):
        unsure, of = int(row["unsure"]), int(row["of"])
        found.append(
            Finding(f"content.types_unsure.{row['network']}.share", unsure / of, "share", of,
                    status="estimated", method=_UNSURE, sources=rows, numerator=unsure,
                    denominator=of)
        )  # fmt: skip
    return found
