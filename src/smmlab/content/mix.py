"""The mix of types as a target: posts a month, beside what the page posted so far."""

from collections.abc import Mapping, Sequence

import pandas as pd

from smmlab.findings import Finding, Source
from smmlab.intervals import wilson_interval
from smmlab.schema import require
from smmlab.texts import message

_COLUMNS = ("type", "target", "planned", "least", "most", "posts", "of", "share", "low", "high")
_NOW = message(
    "Own posts of the type among all own posts that the model of types is sure of; Wilson "
    "interval. A model reads the words alone and can be wrong."
)


def share_out(mix: Mapping[str, float], total: int) -> dict[str, int]:
    """Return whole posts of each type that follow the mix as closely as whole posts can.

    Parameters
    ----------
    mix
        Type of content to its share; shares of another sum count by their proportion.
    total
        Posts to share out.

    References
    ----------
    Largest remainders (Hamilton's method).

    Examples
    --------
    >>> share_out({"instruction": 0.35, "provocation": 0.25, "medal": 0.2, "laugh": 0.2}, 6)
    {'instruction': 2, 'provocation': 2, 'medal': 1, 'laugh': 1}
    """
    weight = sum(mix.values()) or 1.0
    exact = {kind: total * share / weight for kind, share in mix.items()}
    counts = {kind: int(number) for kind, number in exact.items()}
    rest = sorted(exact, key=lambda kind: (counts[kind] - exact[kind], kind))
    for kind in rest[: total - sum(counts.values())]:
        counts[kind] += 1
    return counts


def compare_mix(
    mix: Mapping[str, float],
    type_summary: pd.DataFrame | None = None,
    *,
    posts_per_week: int,
    weeks: int = 4,
    network: str = "",
) -> pd.DataFrame:
    """Put the mix that is planned beside the one that was posted.

    Parameters
    ----------
    mix
        Type of content to its share, 0-1.
    type_summary
        Result of `smmlab.content.type_summary.summarise_types`.
    posts_per_week, weeks
        Posts to plan, and for how long.
    network
        Whose posts to look back at; all networks together when it has none, or is not given.

    Returns
    -------
    DataFrame
        One row a type of the mix, the largest first, then the others that were posted: ``type``,
        ``target`` (0-1), ``planned`` (posts in all weeks; they sum up to all posts), ``least`` and
        ``most`` (posts a week), ``posts`` of the type that the model is sure of, ``of`` all posts
        it is sure of, ``share`` of them with ``low`` and ``high`` (95 %, Wilson). Missing without
        such posts; a type that was never posted has no posts, which is a share of zero.

    Raises
    ------
    DataError
        When a column is absent.

    Examples
    --------
    >>> posted = pd.DataFrame({"network": "x", "type": ["none", "laugh"], "posts": [30, 10]})
    >>> found = compare_mix({"laugh": 0.5, "medal": 0.5}, posted, posts_per_week=3)
    >>> found[["type", "planned", "least", "most", "posts", "of"]].astype("str").values.tolist()
    [['laugh', '6', '1', '2', '10', '40'], ['medal', '6', '1', '2', '0', '40'], \
['none', '0', '0', '0', '30', '40']]
    """
    posts = _posted(type_summary, network)
    of = int(posts.sum())
    order = [*sorted(mix, key=lambda kind: (-mix[kind], kind))]
    order += [str(kind) for kind in posts.index if kind not in mix]
    planned = share_out(mix, posts_per_week * weeks)
    table = pd.DataFrame({"type": order}).astype("str")
    table = table.assign(
        target=table["type"].map(dict(mix)).fillna(0.0).astype("float64"),
        planned=table["type"].map(planned).fillna(0).astype("int64"),
        posts=table["type"].map(posts).fillna(0).astype("int64"),
        of=of,
    )
    low, high = wilson_interval(table["posts"], table["of"])
    table = table.assign(
        least=table["planned"] // weeks,
        most=-(-table["planned"] // weeks),
        share=table["posts"] / max(of, 1),
        low=low,
        high=high,
    )
    if not of:
        table = table.assign(posts=pd.NA, of=pd.NA, share=float("nan"))
    return table[list(_COLUMNS)].astype({"posts": "Int64", "of": "Int64"})


def mix_findings(compared: pd.DataFrame, *, sources: Sequence[Source]) -> list[Finding]:
    """Return the share of each type in the posts so far, where there are any.

    Keys: ``content.mix.<type>.share``.
    """
    rows = tuple(sources)
    return [
        Finding(
            f"content.mix.{row['type']}.share", float(row["share"]), "share", int(row["of"]),
            low=float(row["low"]), high=float(row["high"]), status="estimated", method=_NOW,
            sources=rows, numerator=int(row["posts"]), denominator=int(row["of"]),
        )
        for row in compared[compared["posts"].notna()].to_dict("records")
    ]  # fmt: skip


def _posted(type_summary: pd.DataFrame | None, network: str) -> pd.Series:
    """Return the posts of each type, most first."""
    if type_summary is None or type_summary.empty:
        return pd.Series(dtype="int64")
    require(type_summary, ("network", "type", "posts"), table="posts")
    mine = type_summary[type_summary["network"] == network]
    counted = (type_summary if mine.empty else mine).groupby("type")["posts"].sum()
    return counted.sort_values(ascending=False, kind="stable").astype("int64")
