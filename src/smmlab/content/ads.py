"""Advertising: what a result costs, by campaign, advertisement, form and type; paid and unpaid."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

import numpy as np
import pandas as pd

from smmlab.content.ad_costs import compare_costs, cost_interval
from smmlab.content.ad_posts import posts_of_ads
from smmlab.content.comparing import compare_groups
from smmlab.content.engagement import measure_response
from smmlab.intervals import wilson_interval
from smmlab.schema import require
from smmlab.texts import message

By = Literal["all", "campaign", "ad_set", "ad", "form", "type"]
AdVerdict = Literal["cheaper", "dearer", "not_distinguishable", "too_few"]

SEEN_OFTEN = 4.0
"""Times a person was shown the same advertisement from which it is worth changing."""
RESULT_LABELS: Mapping[str, str] = MappingProxyType(
    {
        "actions:post_engagement": message("Engagements with the post"),
        "actions:link_click": message("Clicks on the link"),
        "actions:lead": message("Enquiries"),
        "actions:purchase": message("Purchases"),
        "actions:landing_page_view": message("Visits to the page"),
        "actions:onsite_conversion.messaging_conversation_started_7d": message("Conversations"),
        "actions:like": message("Followers of the page"),
        "video_thruplay_watched_actions": message(
            "Videos watched to the end or for at least fifteen seconds"
        ),
        "reach": message("People reached"),
        "clicks": message("Clicks"),
        "": message("Results"),
    }
)
"""How the commonest kinds of results are called."""

_LEVEL = 0.05
_NAMES = ("campaign", "ad_set", "ad")
_BY: tuple[By, ...] = ("all", "campaign", "ad_set", "ad", "form", "type")
_FAMILY = ["network", "result_kind", "currency"]
_NEEDED = (
    *_FAMILY, "campaign", "ad_set", "ad", "from_day", "to_day", "spend", "impressions", "reach",
    "clicks", "results",
)  # fmt: skip
_TABLE = (
    *_FAMILY, "by", "group", "ads", "spend", "results", "cost_per_result", "low", "high",
    "cost_ratio", "ratio_low", "ratio_high", "p_value", "adjusted_p", "verdict", "impressions",
    "frequency", "clicks", "click_rate", "click_low", "click_high", "conversion", "conversion_low",
    "conversion_high",
)  # fmt: skip


@dataclass(frozen=True)
class AdComparison:
    """What paid results cost, and how paid posts did beside unpaid ones.

    Parameters
    ----------
    table
        One row a network, kind of result, currency, ``by`` (``all``, ``campaign``, ``ad_set``,
        ``ad``, ``form``, ``type``) and ``group``: ``ads`` (advertisements), ``spend`` (in
        ``currency``), ``results``, ``cost_per_result`` with ``low`` and ``high`` (95 %);
        ``cost_ratio`` (cost as a multiple of that of the other advertisements) with ``ratio_low``
        and ``ratio_high``; ``p_value``, ``adjusted_p`` (Benjamini-Hochberg over all rows tested),
        ``verdict``; ``impressions``; ``frequency`` (times shown to each person reached; at least
        that where several rows were added, because people may be counted twice); ``clicks``,
        ``click_rate`` (of impressions) and ``conversion`` (results of clicks) with Wilson
        intervals. Networks, currencies and kinds of results are never added.
    organic
        Result of `compare_groups` with the groups ``paid`` and ``organic`` of own posts; empty
        where no file tells the paid part.
    joined
        Result of `posts_of_ads`, with ``form`` and ``type``.
    """

    table: pd.DataFrame
    organic: pd.DataFrame
    joined: pd.DataFrame

    @property
    def told(self) -> int:
        """Return how many reports of advertisements could be joined to a post."""
        return int(self.joined["post_id"].notna().sum())


def compare_ads(
    ads: pd.DataFrame,
    posts: pd.DataFrame | None = None,
    types: pd.DataFrame | None = None,
    *,
    seed: int = 0,
) -> AdComparison:
    """Compare what results of advertising cost, within one network, kind and currency.

    Parameters
    ----------
    ads
        Canonical ads.
    posts
        Canonical posts; own ones are joined to advertisements whose name tells them
        (`posts_of_ads`).
    types
        Result of `classify_content`; posts whose type is unsure have none.
    seed
        Of the draws.

    Raises
    ------
    DataError
        When a column is absent.

    Notes
    -----
    A group is held against all other advertisements of its family, by shuffling advertisements
    (single advertisements: by shuffling their reports, so export by day or week to have them
    judged). Five units and thirty results on either side are needed. An association: the networks
    show advertisements to different people, and only a split test shows which is better.

    Examples
    --------
    >>> from smmlab.schema import conform
    >>> ads = conform(pd.DataFrame({
    ...     "network": "facebook", "campaign": ["a", "b"], "ad": ["1", "2"], "spend": [20.0, 30.0],
    ...     "currency": "EUR", "results": [40.0, 20.0], "result_kind": "actions:link_click",
    ...     "impressions": 1000, "reach": 500}), "ads")
    >>> table = compare_ads(ads).table
    >>> table.loc[table["by"] == "campaign", ["group", "cost_per_result", "verdict"]]
      group  cost_per_result  verdict
    1     b              1.5  too_few
    2     a              0.5  too_few
    """
    from scipy.stats import false_discovery_control

    require(ads, _NEEDED, table="ads")
    rows = ads.reset_index(drop=True)
    joined = _joined(rows, posts, types)
    usable = rows["spend"].gt(0).fillna(False) & rows["currency"].notna()
    rows = rows.assign(form=joined["form"], type=joined["type"])[usable]
    texts = (*_FAMILY, "campaign", "ad_set", "ad")
    rows = rows.assign(**{name: rows[name].astype("str").fillna("") for name in texts})
    found = [
        row
        for key, mine in rows.groupby(_FAMILY, sort=True)
        for row in _family(dict(zip(_FAMILY, key, strict=True)), mine, seed)
    ]
    table = pd.DataFrame(found, columns=[name for name in _TABLE if name != "adjusted_p"])
    tested = table["p_value"].notna()
    adjusted = pd.Series(np.nan, index=table.index, dtype="float64")
    if tested.any():
        adjusted[tested] = false_discovery_control(table.loc[tested, "p_value"])
    stands = adjusted <= _LEVEL
    verdict = np.select(
        [~tested, stands & table["cost_ratio"].lt(1), stands & table["cost_ratio"].gt(1)],
        ["too_few", "cheaper", "dearer"],
        "not_distinguishable",
    )
    table = table.assign(adjusted_p=adjusted, verdict=verdict)[list(_TABLE)]
    return AdComparison(table, _organic(posts, seed), joined)


def _joined(
    ads: pd.DataFrame, posts: pd.DataFrame | None, types: pd.DataFrame | None
) -> pd.DataFrame:
    nothing = pd.Series(pd.NA, index=ads.index, dtype="str")
    if posts is None or posts.empty:
        return pd.DataFrame(
            dict.fromkeys(("network", "post_id", "told_by", "form", "type"), nothing)
        )
    require(posts, ("form",), table="posts")
    found = posts_of_ads(ads, posts)
    key = ["network", "post_id"]
    told = posts[[*key, "form"]].astype("str").drop_duplicates(key)
    found = found.merge(told, on=key, how="left").set_axis(ads.index)
    if types is None or types.empty:
        return found.assign(type=nothing)
    sure = types.loc[types["status"].ne("unsure"), [*key, "type"]].astype("str")
    return found.merge(sure.drop_duplicates(key), on=key, how="left").set_axis(ads.index)


def _family(key: Mapping[str, str], rows: pd.DataFrame, seed: int) -> Iterator[dict[str, object]]:
    """Yield the groups of one network, kind and currency, costliest in sum first."""
    for by in _BY:
        named = rows.assign(group="") if by == "all" else rows.assign(group=rows[by])
        named = named[named["group"].notna() & (named["group"].ne("") | (by == "all"))]
        whole = _sums(named)
        if by in ("campaign", "ad_set") and len(whole) < 2:
            continue
        # The reports of one advertisement are its units; of a group, the advertisements are.
        unit = [*_NAMES, "from_day", "to_day"] if by == "ad" else list(_NAMES)
        units = named.assign(**{name: named[name].astype("str").fillna("") for name in unit})
        counted = units[units["results"].notna()]
        sums = counted.groupby(["group", *unit], sort=True)[["spend", "results"]].sum()
        inside = sums.index.get_level_values("group")
        money, results = (sums[name].to_numpy(dtype=np.float64) for name in ("spend", "results"))
        for group in whole.to_dict("records"):
            flags = np.asarray(inside == group["group"])
            told = {} if by == "all" else _against_the_rest(money, results, flags, seed)
            cost, low, high = cost_interval(money[flags], results[flags])
            yield {
                **key, "by": by, **group, "results": float(results[flags].sum()),
                "cost_per_result": cost, "low": low, "high": high, **told,
            }  # fmt: skip


def _against_the_rest(
    money: np.ndarray, results: np.ndarray, flags: np.ndarray, seed: int
) -> dict[str, float]:
    found = compare_costs(money, results, flags, seed=seed)
    if found is None:
        return {}
    return {"cost_ratio": found.ratio, "ratio_low": found.low, "ratio_high": found.high,
            "p_value": found.p_value}  # fmt: skip


def _sums(named: pd.DataFrame) -> pd.DataFrame:
    """Return spend and what was shown and clicked, a row a group, costliest first.

    A row of the report that lacks one part of a rate is left out of that rate.
    """
    counts = named[["spend", "impressions", "reach", "clicks", "results"]].astype("float64")
    both = counts[["impressions", "reach"]].notna().all(axis=1)
    seen = counts[["impressions", "clicks"]].notna().all(axis=1)
    # A result that is itself a click is no part of the clicks.
    led = counts[["clicks", "results"]].notna().all(axis=1)
    led &= ~named["result_kind"].str.contains("click")
    parts = pd.DataFrame(
        {
            "spend": counts["spend"], "impressions": counts["impressions"],
            "clicks": counts["clicks"], "shown": counts["impressions"].where(both),
            "reached": counts["reach"].where(both), "seen": counts["impressions"].where(seen),
            "clicked": counts["clicks"].where(seen), "base": counts["clicks"].where(led),
            "converted": counts["results"].where(led),
        }
    )  # fmt: skip
    sums = parts.groupby(named["group"]).sum(min_count=1)
    sums["ads"] = named.drop_duplicates(["group", *_NAMES]).groupby("group").size()
    sums = sums.sort_values("spend", ascending=False, kind="stable")
    rates = {"frequency": sums["shown"] / sums["reached"].where(sums["reached"] > 0)}
    for name, stem, top, base in (("click_rate", "click", "clicked", "seen"),
                                  ("conversion", "conversion", "converted", "base")):  # fmt: skip
        # More results than clicks show that they do not all come from clicks.
        usable = sums[top].le(sums[base]) & sums[base].gt(0)
        low, high = wilson_interval(sums[top].where(usable), sums[base].where(usable))
        rates[name] = (sums[top] / sums[base]).where(usable)
        rates[f"{stem}_low"], rates[f"{stem}_high"] = (
            pd.Series(limit, sums.index) for limit in (low, high)
        )
    kept = sums[["ads", "spend", "impressions", "clicks"]].assign(**rates)
    return kept.rename_axis("group").reset_index()


def _organic(posts: pd.DataFrame | None, seed: int) -> pd.DataFrame:
    """Compare own posts that were paid for with those that were not, where the file tells."""
    if posts is None:
        posts = pd.DataFrame()
    if posts.empty or "paid_share" not in posts:
        return compare_groups(
            pd.DataFrame(columns=["network", "metric", "group", "value"]), seed=seed
        )
    rows = measure_response(posts, "engagement_rate")
    paid = posts.loc[rows.index, "paid_share"].astype("float64")
    group = pd.Series(np.where(paid > 0, "paid", "organic"), index=rows.index)
    told = rows[paid.notna()].assign(group=group)
    # A network where nothing was ever paid for has nothing to compare.
    both = told.groupby("network")["group"].transform("nunique") == 2
    return compare_groups(told[both], seed=seed)
