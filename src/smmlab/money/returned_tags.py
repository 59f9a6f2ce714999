"""Which tags came back in visits and orders: as asked, nearly, or from somewhere else."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal, get_args

import pandas as pd

from smmlab.channels import name_channels
from smmlab.findings import SMALLEST_GROUP, Finding, Source
from smmlab.intervals import wilson_interval
from smmlab.money.orders import counted_orders
from smmlab.money.tags import near_tag
from smmlab.money.utm import one_report, whole_rows
from smmlab.schema import require
from smmlab.texts import message
from smmlab.utm_scheme import UtmScheme

Verdict = Literal["as_asked", "unlisted", "near", "alien"]
VERDICTS: tuple[Verdict, ...] = get_args(Verdict)
VERDICT_LABELS: Mapping[str, str] = MappingProxyType(
    {
        "as_asked": message("As the scheme asks"),
        "unlisted": message("Campaign not in the scheme"),
        "near": message("Nearly: another spelling"),
        "alien": message("Not ours"),
    }
)
"""How well tags that came back keep to the scheme."""

RETURNED_COLUMNS = (
    "source", "medium", "campaign", "content", "sessions", "orders", "verdict", "meant_source",
    "meant_medium", "meant_campaign",
)  # fmt: skip

_TAGS = ["source", "medium", "campaign", "content"]
_NEEDED = ("day", "to_day", *_TAGS, "term", "sessions")
_UNTAGGED_MEDIA = ("organic", "referral", "(none)", "(not set)")

_SHARE = message(
    "Visits and orders whose tags have this relation to the scheme of today, among all that carry "
    "tags; visits where there are any, else orders; Wilson interval. Links older than the scheme "
    "are judged by it too."
)
_TAGGED = message(
    "Visits from this network that carry tags, among all visits from it; Wilson interval. Visits "
    "without tags are known by the address they came from only, and many have none."
)
_NO_TAGS = message(
    "No visits and no orders with tags are in these files. Build links with the scheme, then "
    "export the traffic report and the orders again."
)


@dataclass(frozen=True)
class ReturnedTags:
    """The tags that came back, and how much of each network's traffic carries any.

    Parameters
    ----------
    tags
        A row for each set of tags: ``source``, ``medium``, ``campaign``, ``content``, ``sessions``,
        ``orders`` (missing where no file of visits or orders has them), ``verdict``
        (as_asked|unlisted|near|alien), ``meant_source``, ``meant_medium``, ``meant_campaign``: what
        the scheme calls it; missing where it calls it the same or nothing is near.
    networks
        A row a network: ``network``, ``sessions`` of it in the traffic report, ``tagged`` ones,
        ``share`` with ``low`` and ``high`` (0-1, Wilson).
    """

    tags: pd.DataFrame
    networks: pd.DataFrame


def compare_returned(
    visits: pd.DataFrame, orders: pd.DataFrame, scheme: UtmScheme, *, confidence: float = 0.95
) -> ReturnedTags:
    """Compare the tags in visits and orders with the scheme.

    Parameters
    ----------
    visits
        Canonical visits. Where reports overlap in time, the shorter periods count.
    orders
        Canonical orders; those that count carry ``utm_source`` and so on.
    scheme
        The client's scheme.
    confidence
        Of the intervals, 0-1.

    Returns
    -------
    ReturnedTags
        The tags, most visits first, and the share of visits with tags by network.

    Raises
    ------
    DataError
        When a column is absent.

    Examples
    --------
    >>> from smmlab.schema import conform
    >>> visits = conform(pd.DataFrame({"day": ["2026-12-01"] * 2, "to_day": "2026-12-01",
    ...     "source": ["facebook", "fb"], "medium": "social", "campaign": "2026-12",
    ...     "sessions": [9, 4]}), "visits")
    >>> orders = conform(pd.DataFrame(), "orders")
    >>> compare_returned(visits, orders, UtmScheme()).tags[["source", "verdict", "meant_source"]]
         source   verdict meant_source
    0  facebook  as_asked          NaN
    1        fb      near     facebook
    """
    require(visits, _NEEDED, table="visits")
    named = {f"utm_{tag}": tag for tag in _TAGS}
    require(orders, (*named, "status"), table="orders")
    seen, _days = one_report(visits.dropna(subset=["day", "source"]))
    seen = seen.astype(dict.fromkeys(_TAGS, "str"))
    tagged = whole_rows(seen[_is_tagged(seen)], _TAGS)
    sessions = tagged.groupby(_TAGS, dropna=False)["sessions"].sum(min_count=1)
    kept = counted_orders(orders).rename(columns=named)
    kept = kept[kept["source"].notna()].astype(dict.fromkeys(_TAGS, "str"))
    bought = kept.groupby(_TAGS, dropna=False).size().rename("orders")
    table = pd.merge(
        sessions.reset_index(), bought.reset_index(), on=_TAGS, how="outer"
    )  # fmt: skip
    table = table.astype(dict.fromkeys(_TAGS, "str") | {"sessions": "Int64", "orders": "Int64"})
    table = table.join(_judge(table, scheme)).sort_values(
        ["sessions", "orders", *_TAGS], ascending=[False, False, True, True, True, True],
        kind="stable",
    )  # fmt: skip
    return ReturnedTags(
        table[list(RETURNED_COLUMNS)].reset_index(drop=True), _networks(seen, confidence)
    )


def returned_findings(returned: ReturnedTags, *, sources: Sequence[Source]) -> list[Finding]:
    """Return how much came back as asked, and how much of each network's visits carries tags.

    Parameters
    ----------
    returned
        Result of `compare_returned`.
    sources
        The rows behind it, from `smmlab.findings.trace`.

    Examples
    --------
    >>> from smmlab.schema import conform
    >>> nothing = compare_returned(conform(pd.DataFrame(), "visits"),
    ...                            conform(pd.DataFrame(), "orders"), UtmScheme())
    >>> [found.status for found in returned_findings(nothing, sources=())]
    ['unknown']
    """
    rows, tags = tuple(sources), returned.tags
    counted = "sessions" if tags["sessions"].notna().any() else "orders"
    total = int(tags[counted].sum())
    if not total:
        return [Finding("money.links.returned.as_asked.share", None, "share", status="unknown",
                        method=_NO_TAGS, sources=rows)]  # fmt: skip
    findings = []
    for verdict in VERDICTS:
        count = int(tags.loc[tags["verdict"] == verdict, counted].sum())
        low, high = wilson_interval(count, total)
        findings.append(
            Finding(f"money.links.returned.{verdict}.share", count / total, "share", total,
                    float(low), float(high), method=_SHARE, sources=rows, numerator=count,
                    denominator=total)
        )  # fmt: skip
    return findings + [
        Finding(f"money.links.network.{row['network']}.tagged_share", float(row["share"]), "share",
                int(row["sessions"]), float(row["low"]), float(row["high"]), method=_TAGGED,
                sources=rows, numerator=int(row["tagged"]), denominator=int(row["sessions"]))
        for row in returned.networks.to_dict("records")
        if row["sessions"] >= SMALLEST_GROUP
    ]  # fmt: skip


def _is_tagged(visits: pd.DataFrame) -> pd.Series:
    """Mask the visits that carry tags: a report puts words in brackets where there are none."""
    campaign, medium = visits["campaign"].fillna(""), visits["medium"].fillna("(not set)")
    return ~medium.isin(_UNTAGGED_MEDIA) | ((campaign != "") & ~campaign.str.startswith("("))


def _networks(seen: pd.DataFrame, confidence: float) -> pd.DataFrame:
    rows = whole_rows(seen, _TAGS[:3])
    counted = pd.DataFrame(
        {
            "network": name_channels(rows["source"], rows["medium"])["network"],
            "sessions": rows["sessions"].astype("float64"),
            "tagged": rows["sessions"].where(_is_tagged(rows), 0).astype("float64"),
        }
    ).dropna()
    sums = counted.groupby("network", as_index=False).sum()
    sums = sums[sums["sessions"] > 0].reset_index(drop=True)
    sums = sums.astype({"network": "str", "sessions": "int64", "tagged": "int64"})
    low, high = wilson_interval(
        sums["tagged"].to_numpy(), sums["sessions"].to_numpy(), confidence=confidence
    )
    return sums.assign(share=sums["tagged"] / sums["sessions"], low=low, high=high)


def _judge(table: pd.DataFrame, scheme: UtmScheme) -> pd.DataFrame:
    """Return the verdict on each set of tags, and what the scheme calls each of them."""
    named = name_channels(table["source"], table["medium"])
    source, medium, campaign = (table[name].astype("str").fillna("") for name in _TAGS[:3])
    sources = tuple(scheme.sources.values())
    # A sender of letters by any name is the newsletter.
    place = named["network"].mask(named["channel"] == "email", "newsletter")
    by_network = place.map(dict(scheme.sources)).astype("str")
    meant_source = source.where(source.isin(sources), by_network.fillna(_near(source, sources)))
    is_paid = named["is_paid"].fillna(value=False).astype(bool)
    by_channel = named["channel"].where(named["channel"].isin(["social", "email"]))
    by_channel = by_channel.mask(named["channel"].eq("social") & is_paid, "paid_social")
    by_channel = by_channel.where(by_channel.isin(scheme.media)).astype("str").fillna("")
    near_medium = _near(medium, scheme.media)
    meant_medium = medium.where(
        medium.isin(scheme.media), near_medium.where(near_medium != "", by_channel)
    )
    campaigns = tuple(one.name for one in scheme.campaigns)
    is_listed = campaign.map({name: scheme.has_campaign(name) for name in campaign.unique()})
    is_listed = is_listed.astype(bool)
    meant_campaign = campaign.where(is_listed, _near(campaign, campaigns))
    meant = pd.DataFrame(
        {
            "meant_source": meant_source.mask(meant_source == source, ""),
            "meant_medium": meant_medium.mask(meant_medium == medium, ""),
            "meant_campaign": meant_campaign.mask(meant_campaign == campaign, ""),
        }
    )
    verdict = pd.Series("as_asked", index=table.index).mask(~is_listed, "unlisted")
    verdict = verdict.mask((meant != "").any(axis=1), "near")
    verdict = verdict.mask((meant_source == "") | (meant_medium == ""), "alien")
    return meant.mask(meant == "").assign(verdict=verdict).astype("str")


def _near(values: pd.Series, allowed: tuple[str, ...]) -> pd.Series:
    found = values.map({value: near_tag(value, allowed) for value in values.unique()})
    return found.astype("str").fillna("")
