"""The portraits of segments as findings for the strategy."""

from collections.abc import Sequence

import pandas as pd

from smmlab.audience.best_hours import hour_spans
from smmlab.audience.names import FARTHEST, SMALL_DIFFERENCE, is_rule_based
from smmlab.audience.portraits import Portraits
from smmlab.findings import Finding, Source, Status
from smmlab.texts import message

_PEOPLE = message(
    "People in the group, counted. Groups were found by what people do and named by what sets "
    "them most clearly apart."
)
_SHARE = message("People in the group among all active people; Wilson interval.")
_ACTS = message("Acts of the people in the segment among the acts of all active people.")
_MORE = message(
    "Of this they have more than all others, and in nothing do they differ more; it is named "
    "because it differs clearly even when all segments and features are judged at once."
)
_LESS = message(
    "Of this they have less than all others, and in nothing do they differ more; it is named "
    "because it differs clearly even when all segments and features are judged at once."
)
_DIFFERENCE = message(
    "Difference of these people from all others in that feature, on a logarithmic scale, in pooled "
    "standard deviations; bootstrap interval over people, or the normal one in a large audience."
)
_FAR = message(
    "These people are so far from all others in that feature that nearly all others are alike in "
    "it. The number of standard deviations grows without measure there, so it is not told."
)
_NOT_APART = message(
    "No feature sets these people clearly apart from the others. More people, or a longer history "
    "of comments and reactions with their authors, would tell."
)
_HOURS = message(
    "Hours in which these people do more than in an even hour, on the local clock; each person and "
    "each week counting as one source of chance, all hours and segments judged at once."
)
_NO_HOURS = message(
    "No hour of these people can be told apart from an even day; the differences may be chance."
)
_FEW_WEEKS = message(
    "The acts of these people cover too few weeks to tell an hour from chance. A longer history of "
    "comments would tell."
)
_UNTIMED = message(
    "There are too few people with timed acts in this segment. Comments with their authors and "
    "times would tell."
)
_FAVOURED = message(
    "The content that these people act on most above what posts of the same network and weeks got "
    "from everybody; each person counts as one source of chance, all cells judged at once."
)
_LIFT = message(
    "Acts of these people on such content, for each act to be expected if they chose as everybody "
    "did among posts of the same network and weeks; interval over people."
)
_NOT_FAVOURED = message(
    "These people act on the same content as everybody else, or the differences may be chance."
)
_NO_CONTENT = message(
    "It is not known which posts these people acted on, or what was in them. Posts and comments "
    "with their authors from one export would tell."
)
_FEW_ON_CONTENT = message(
    "Too few of them acted on any one form or type of post to say what they like."
)
_BUYERS = message(
    "People of the segment who are known as buyers, among all of its people; Wilson interval."
)
_REVENUE = message("Amounts of the orders of these people, before refunds, in one currency.")
_AVERAGE = message(
    "Mean amount of an order of these people, before refunds; bootstrap interval over buyers."
)
_MONEY_UNKNOWN = {
    "no_orders": message(
        "These files have no orders with a buyer. Export the orders of the shop as CSV."
    ),
    "no_match": message(
        "No buyer could be matched with a person who acts. A table of orders whose buyers are "
        "named as in the network, with the name of the network as the shop, would tell."
    ),
    "too_few": message("Too few buyers of a segment are known to be shown."),
}


def portrait_findings(portraits: Portraits, *, sources: Sequence[Source]) -> list[Finding]:
    """Return what sets each segment apart, its hours, favourites and money.

    Keys begin with ``audience.segment.<name>`` for segments by rules and with
    ``audience.group.<name>`` for found groups. Size and share of segments by rules are those of
    `smmlab.audience.segments.segment_findings` and not repeated; ``other`` has no portrait.

    Parameters
    ----------
    portraits
        Result of `smmlab.audience.portraits.describe_segments`.
    sources
        The rows behind it, from `smmlab.findings.trace`.

    Examples
    --------
    >>> from smmlab.audience.portraits import describe_segments
    >>> names = [f"p{n}" for n in range(60)]
    >>> acts = pd.DataFrame({
    ...     "network": "telegram", "person": names, "post_id": "1", "kind": "comment",
    ...     "at": range(60), "by_page": False})
    >>> members = pd.DataFrame({"network": "telegram", "person": names, "segment": "regular"})
    >>> found = portrait_findings(describe_segments(members, acts, timezone="UTC"), sources=())
    >>> [(finding.key, finding.value) for finding in found if finding.unit == "share"]
    [('audience.segment.regular.acts_share', 1.0)]
    """
    rows = tuple(sources)
    if portraits.sizes.empty:
        return []
    by_rules = is_rule_based(portraits.sizes["segment"])
    room = "audience.segment" if by_rules else "audience.group"
    found: list[Finding] = []
    for size in portraits.sizes.to_dict("records"):
        name, key = str(size["segment"]), f"{room}.{size['segment']}"
        found += _sizes(size, key, rows, by_rules=by_rules)
        if name != "other":
            people = int(size["people"])
            found += _apart(_of(portraits.apart, name), key, people, rows, by_rules=by_rules)
            found.append(_hours(_of(portraits.hours, name), key, rows))
            for dimension in ("form", "type"):
                content = portraits.content[portraits.content["dimension"] == dimension]
                why = _FEW_ON_CONTENT if len(content) else _NO_CONTENT
                found += _favourite(_of(content, name), f"{key}.favoured_{dimension}", why, rows)
            found += _money(_of(portraits.money, name), key, rows)
    if portraits.money_status in _MONEY_UNKNOWN:
        why = _MONEY_UNKNOWN[portraits.money_status]
        found.append(
            Finding(f"{room}_money", None, "label", status="unknown", method=why, sources=rows)
        )
    return found


def _of(table: pd.DataFrame, segment: str) -> pd.DataFrame:
    return table[table["segment"] == segment]


def _sizes(
    size: dict[str, float], key: str, sources: tuple[Source, ...], *, by_rules: bool
) -> list[Finding]:
    people, active = int(size["people"]), int(size["active_people"])
    of_acts = Finding(f"{key}.acts_share", float(size["acts_share"]), "share", people,
                      method=_ACTS, sources=sources, numerator=int(size["interactions"]),
                      denominator=int(size["all_interactions"]))  # fmt: skip
    if by_rules:
        return [of_acts]
    return [
        Finding(f"{key}.people", people, "people", people, status="estimated", method=_PEOPLE,
                sources=sources),
        Finding(f"{key}.share", float(size["share"]), "share", active, float(size["share_low"]),
                float(size["share_high"]), "estimated", _SHARE, sources, people, active),
        of_acts,
    ]  # fmt: skip


def _apart(
    apart: pd.DataFrame, key: str, people: int, sources: tuple[Source, ...], *, by_rules: bool
) -> list[Finding]:
    clear = apart[apart["is_clear"] & (apart["difference"].abs() >= SMALL_DIFFERENCE)]
    if clear.empty:
        return [
            Finding(f"{key}.top_feature", None, "label", people, status="unknown",
                    method=_NOT_APART, sources=sources)
        ]  # fmt: skip
    top = clear.iloc[0]
    status: Status = "measured" if by_rules else "estimated"
    return [
        Finding(f"{key}.top_feature", str(top["feature"]), "label", people, status=status,
                method=_MORE if top["difference"] > 0 else _LESS, sources=sources),
        _difference(top, f"{key}.top_difference", people, status, sources),
    ]  # fmt: skip


def _difference(
    top: pd.Series, key: str, people: int, status: Status, sources: tuple[Source, ...]
) -> Finding:
    if abs(top["difference"]) > FARTHEST:
        word = "far_above" if top["difference"] > 0 else "far_below"
        return Finding(key, word, "label", people, status=status, method=_FAR, sources=sources)
    return Finding(key, float(top["difference"]), "standard deviations", people, float(top["low"]),
                   float(top["high"]), status, _DIFFERENCE, sources)  # fmt: skip


def _hours(hours: pd.DataFrame, key: str, sources: tuple[Source, ...]) -> Finding:
    key = f"{key}.best_hours"
    if hours.empty:
        return Finding(key, None, "label", status="unknown", method=_UNTIMED, sources=sources)
    active = hours["active_people"].iloc[0]
    people = int(active) if pd.notna(active) else None
    best = hours[(hours["dimension"] == "hour") & (hours["is_busy"] | hours["is_peak"])]
    if best.empty:
        why = _FEW_WEEKS if hours["share_low"].isna().all() else _NO_HOURS
        return Finding(key, None, "label", people, status="unknown", method=why, sources=sources)
    named = ", ".join(hour_spans(best["value"]))
    return Finding(key, named, "label", people, method=_HOURS, sources=sources)


def _favourite(
    content: pd.DataFrame, key: str, why_none: str, sources: tuple[Source, ...]
) -> list[Finding]:
    if content.empty:
        return [Finding(key, None, "label", status="unknown", method=why_none, sources=sources)]
    liked = content[content["is_favoured"]].sort_values("lift", ascending=False)
    if liked.empty:
        return [
            Finding(key, None, "label", status="unknown", method=_NOT_FAVOURED, sources=sources)
        ]
    top = liked.iloc[0]
    people = int(top["people"])
    # A type is what a model read in the text; a form stands in the export.
    status: Status = "measured" if key.endswith("form") else "estimated"
    return [
        Finding(key, str(top["value"]), "label", people, status=status, method=_FAVOURED,
                sources=sources),
        Finding(f"{key}_lift", float(top["lift"]), "times", people, float(top["lift_low"]),
                float(top["lift_high"]), status, _LIFT, sources),
    ]  # fmt: skip


def _money(money: pd.DataFrame, key: str, sources: tuple[Source, ...]) -> list[Finding]:
    found: list[Finding] = []
    for row in money.to_dict("records"):
        currency, amounts = str(row["currency"]), int(row["amounts"])
        if pd.notna(row["buyers"]):
            buyers, people = int(row["buyers"]), int(row["people"])
            found.append(
                Finding(f"{key}.{currency}.buyers_share", float(row["buyers_share"]), "share",
                        people, float(row["buyers_low"]), float(row["buyers_high"]),
                        method=_BUYERS, sources=sources, numerator=buyers, denominator=people)
            )  # fmt: skip
        if pd.notna(row["revenue"]):
            found.append(
                Finding(f"{key}.{currency}.revenue", float(row["revenue"]), currency, amounts,
                        method=_REVENUE, sources=sources)
            )  # fmt: skip
        if pd.notna(row["average_order_value"]):
            low, high = (
                float(row[name]) if pd.notna(row[name]) else None
                for name in ("aov_low", "aov_high")
            )
            found.append(
                Finding(f"{key}.{currency}.average_order_value", float(row["average_order_value"]),
                        currency, amounts, low, high, method=_AVERAGE, sources=sources)
            )  # fmt: skip
    return found
