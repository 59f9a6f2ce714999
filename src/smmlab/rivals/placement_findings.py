"""What the comparison of placements found, number by number."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

import numpy as np
import pandas as pd

from smmlab.findings import SMALLEST_GROUP, Finding, Source, Status
from smmlab.rivals.placements import PlacementComparison
from smmlab.texts import message

_NOTHING = message(
    "Nobody has listed where else the client could speak. Write an empty placements.csv with the "
    "form of this step, and put the price and the reach of each page into it."
)
_REACH: Mapping[str, str] = MappingProxyType(
    {
        "reach": message("Median of the page's posts; people reached, interval of the median."),
        "views": message(
            "Median of the page's posts; views, because it has no reach; interval of the median."
        ),
        "impressions": message(
            "Median of the page's posts; times shown, because it has neither reach nor views; "
            "interval of the median."
        ),
        "stated": message(
            "What the page says of itself; how far it may be off is an assumption. An export of "
            "the page would tell."
        ),
    }
)
_RATE = message(
    "Responses to the page's newest posts, divided by the people they reached, or by their views "
    "where it has no reach; posts drawn again and again."
)
_STATED_RATE = message(
    "Responses the page tells, divided by the posts counted times the reach it states."
)
_PRICE = message("Price of one post, divided by the people it reaches, for a thousand of them.")
_COST: Mapping[str, str] = MappingProxyType(
    {
        "tries": message(
            "Price divided by what one post there may bring, from earlier posts there, drawn again "
            "and again; the interval holds four of five draws."
        ),
        "own": message(
            "Price divided by what one post there may bring, from the client's own posts and "
            "orders, because nothing was tried there; drawn again and again, the interval holds "
            "four of five draws."
        ),
        "public": message(
            "Price divided by what one post there may bring, from wide public figures, because "
            "neither earlier tries nor own figures are known; drawn again and again, the interval "
            "holds four of five draws. One try would tell more."
        ),
    }
)
_SHARED = message(
    "People who act there and on our pages too, among all who act there; Wilson interval."
)
_STATED_OVERLAP = message("The part of its audience that follows the client already, as stated.")
_SUSPECTS = message(
    "Accounts that look fake among those who act there; the share that the rule marks, corrected "
    "for its errors."
)
_AFFINITY = message(
    "Share of the target group in its audience, as stated, against its share in the market; a "
    "hundred is the market."
)
_CHEAPEST = message(
    "How often its results are the cheapest in the draws, among the placements of one currency."
)

_SEGMENT = message("People of this segment who act on that page too, counted in these files.")
_SEGMENT_AFFINITY = message(
    "Share of the segment among our people who act there, against its share among all of ours; a "
    "hundred is the same; Wilson interval of the share."
)
_BASES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {"engagement_rate": ("responses", "responses_base"), "overlap": ("shared", "acting")}
)


def placement_findings(
    comparison: PlacementComparison, *, sources: Sequence[Source]
) -> list[Finding]:
    """Return price, reach, response and costs of every placement.

    Parameters
    ----------
    comparison
        Result of `smmlab.rivals.placements.compare_placements`.
    sources
        The rows behind it, from `smmlab.findings.trace`.

    Returns
    -------
    list of Finding
        Keys ``rivals.placements.<network>.<page>.<measure>``: ``reach`` (people),
        ``engagement_rate`` (share), ``price_per_thousand``, ``cost_per_visit`` and
        ``cost_per_result`` (in the currency of the price), ``visits`` (of one post), ``overlap``,
        ``suspects`` and ``p_cheapest`` (share), ``affinity`` (index). A cost that cannot be told
        is unknown, with what would tell. Without placements one unknown, ``rivals.placements``.

    Examples
    --------
    >>> from smmlab.rivals.placements import compare_placements
    >>> none = compare_placements(pd.DataFrame({"network": [], "page": []}))
    >>> [found.key for found in placement_findings(none, sources=())]
    ['rivals.placements']
    """
    rows = tuple(sources)
    if comparison.table.empty:
        return [
            Finding("rivals.placements", None, "placements", 0, status="unknown", method=_NOTHING,
                    sources=rows)
        ]  # fmt: skip
    return [
        finding
        for row in comparison.table.to_dict("records")
        for finding in _of_placement(row, rows)
    ]


def segment_findings(shared: pd.DataFrame, *, sources: Sequence[Source]) -> list[Finding]:
    """Return how the client's segments are there on other pages.

    Parameters
    ----------
    shared
        Result of `smmlab.rivals.shared_people.shared_segments`.
    sources
        The rows behind it.

    Returns
    -------
    list of Finding
        Keys ``rivals.placement_segments.<network>.<page>.<segment>``: ``people`` and ``affinity``
        (index: 100 when the segment is as large there as among all of ours).

    Examples
    --------
    >>> segment_findings(pd.DataFrame(columns=["network", "page", "segment"]), sources=())
    []
    """
    found: list[Finding] = []
    for row in shared.to_dict("records"):
        page = placement_key(row["network"], row["page"]).removeprefix("rivals.placements.")
        key, n = f"rivals.placement_segments.{page}.{row['segment']}", int(row["people"])
        found += [
            Finding(f"{key}.people", n, "people", n, method=_SEGMENT, sources=tuple(sources)),
            Finding(f"{key}.affinity", float(row["affinity"]), "index", n,
                    float(row["affinity_low"]), float(row["affinity_high"]), "measured",
                    _SEGMENT_AFFINITY, tuple(sources)),
        ]  # fmt: skip
    return found


def placement_key(network: str, page: str) -> str:
    """Return the first part of the keys of a placement; a one-dot leader stands for its dots.

    Examples
    --------
    >>> placement_key("telegram", "kava")
    'rivals.placements.telegram.kava'
    """
    return f"rivals.placements.{network}.{page.replace('.', chr(0x2024))}"


def _of_placement(row: dict[str, Any], sources: tuple[Source, ...]) -> list[Finding]:
    key = placement_key(row["network"], row["page"])
    told: Status = "estimated" if row["reach_base"] == "stated" else "measured"
    seen: Status = "measured" if row["overlap_base"] == "measured" else "estimated"
    rate = _RATE if told == "measured" else _STATED_RATE
    both = _SHARED if seen == "measured" else _STATED_OVERLAP
    posts, money = _whole(row["posts"]), row["currency"]

    def found(
        name: str, unit: str, method: str, status: Status = "estimated", n: int | None = None
    ) -> list[Finding]:
        if np.isnan(row[name]):
            return []
        above, below = _BASES.get(name, ("", ""))
        # What is free has no interval.
        ends = [row.get(f"{name}_{end}") if row[name] else None for end in ("low", "high")]
        return [
            Finding(
                f"{key}.{name}", float(row[name]), unit, n, _known(ends[0]), _known(ends[1]),
                status, method, sources, _known(row.get(above)), _known(row.get(below)),
            )
        ]  # fmt: skip

    findings = found("engagement_rate", "share", rate, told, posts)
    if row["reach"] >= SMALLEST_GROUP:
        findings = found("reach", "people", _REACH[row["reach_base"]], told, posts) + findings
    findings += found("price_per_thousand", money, _PRICE, told, posts)
    findings += found("overlap", "share", both, seen, _whole(row["acting"]))
    findings += found("suspects", "share", _SUSPECTS)
    findings += found("affinity", "index", _AFFINITY)
    if row["reason"]:
        lacking = Finding(f"{key}.cost_per_result", None, money or "currency", status="unknown",
                          method=row["reason"], sources=sources)  # fmt: skip
        return [*findings, lacking]
    cost, tried = _COST[row["click_basis"]], _whole(row["tried_visits"])
    findings += found("visits", "visits", cost, n=tried)
    findings += found("cost_per_visit", money, cost, n=tried)
    findings += found("cost_per_result", money, cost, n=tried)
    return findings + found("p_cheapest", "share", _CHEAPEST)


def _known(value: float | None) -> float | None:
    return None if value is None or np.isnan(value) else float(value)


def _whole(value: float) -> int | None:
    return None if np.isnan(value) else int(value)
