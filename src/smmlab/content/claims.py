"""The claims of the trade, each with its test and its verdict on the posts of this client."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Literal

import numpy as np
import pandas as pd

from smmlab.content.ad_findings import ad_key
from smmlab.content.effects import Effects
from smmlab.content.lifetime import Lifetime
from smmlab.content.lifetime_findings import lifetime_key
from smmlab.content.slots import Contrast, Slots
from smmlab.findings import SMALLEST_GROUP, Finding, Source
from smmlab.texts import message

Claim = Literal[
    "entertain_or_talk", "provocation", "instruction", "medal", "laugh", "two_to_three_days",
    "few_a_day", "morning_evening", "funny_ads", "face",
]  # fmt: skip
ClaimVerdict = Literal["supports", "contradicts", "cannot_tell"]

CLAIMS: Mapping[Claim, str] = MappingProxyType(
    {
        "entertain_or_talk": message("What neither entertains nor invites talk is scrolled past."),
        "provocation": message("Provocations spread."),
        "instruction": message("Instructions spread."),
        "medal": message("Medals spread."),
        "laugh": message("Laughs spread."),
        "two_to_three_days": message("A viral post works two to three days."),
        "few_a_day": message("One or two posts a day are enough."),
        "morning_evening": message("Mornings and evenings are the time to publish."),
        "funny_ads": message("A funny picture works in advertising."),
        "face": message("A face builds trust."),
    }
)
"""What the trade says."""

_TYPES: tuple[Claim, ...] = ("provocation", "instruction", "medal", "laugh")
_TRUE = ("true", "yes", "1")
_LEVEL = 0.05
_COLUMNS = (
    "claim", "test", "verdict", "network", "n", "value", "low", "high", "unit", "finding",
    "would_tell",
)  # fmt: skip

_TRAIT = message(
    "Interactions of posts with the trait against posts without it, other traits equal "
    "(negative-binomial regression, errors by week). Corrected for all claims."
)
_FACE = message(
    "Interactions of posts with a named person or an I against posts without one, other traits "
    "equal. They stand in for trust, which no export counts. Corrected for all claims."
)
_TYPE = message(
    "Engagement of posts of this type against the other posts of the network (Mann-Whitney test, "
    "corrected for all claims); the number is the median of the type over that of the network."
)
_DAYS = message(
    "Share of the engagement of the tenth of posts with most of it that came within three days, "
    "interval over posts."
)
_PACE = message(
    "Engagement of a post on days with one or two posts against busier days, within weeks. "
    "Corrected for all claims."
)
_HOURS = message(
    "Engagement of morning and evening posts against the other hours, within weeks. Corrected for "
    "all claims."
)
_ADS = message(
    "What a result costs with advertisements whose post is a laugh against the other "
    "advertisements, within one kind of result. Corrected for all claims."
)
_TESTS: Mapping[str, str] = MappingProxyType(
    {"entertain_or_talk": _TRAIT, "two_to_three_days": _DAYS, "few_a_day": _PACE,
     "morning_evening": _HOURS, "funny_ads": _ADS, "face": _FACE}
    | dict.fromkeys(map(str, _TYPES), _TYPE)
)  # fmt: skip

_EXPORT_POSTS = message(
    "Export the own posts with their texts, times and counts, over half a year or longer."
)
_EXPORT: Mapping[str, str] = MappingProxyType(
    {
        "two_to_three_days": message(
            "Export the same posts again one, two and three days after they go out."
        ),
        "funny_ads": message(
            "Export the report of the ad account by advertisement, and begin the name of each "
            "advertisement with the first words of its post."
        ),
    }
)
"""Where the posts alone would not be enough."""
_NEVER_MANY = message(
    "The pages hardly ever publish three or more posts on a day, so there is nothing to compare "
    "with. Draw by lot which days get three, for four weeks, if you want to know."
)
_MORE_OF_TYPE = message("More posts of this type, spread evenly over the weeks of the calendar.")
_MORE: Mapping[str, str] = MappingProxyType(
    {
        "entertain_or_talk": message(
            "Publish news half of the time with a question or a smile and half without, in a drawn "
            "order, for two months."
        ),
        "two_to_three_days": message(
            "More posts that stand out, watched for ten days: keep exporting, and ask again."
        ),
        "few_a_day": message(
            "Draw by lot which days get one post and which get three, for four weeks."
        ),
        "morning_evening": message(
            "A calendar with drawn times over four weeks: the test of two times does this."
        ),
        "funny_ads": message(
            "Run a funny picture and a plain one with the same offer, people and budget, in the "
            "split test of the ad account."
        ),
        "face": message(
            "Publish the same kind of post with a face and without one, in a drawn order, for two "
            "months."
        ),
    }
    | dict.fromkeys(map(str, _TYPES), _MORE_OF_TYPE)
)
_DISAGREE = message(
    "The pages disagree: one speaks for the claim, another against it. Judge each page on its own."
)


@dataclass(frozen=True)
class _Evidence:
    """What one page says on one claim; ``p_value`` is missing where the verdict has none."""

    network: str
    verdict: ClaimVerdict
    n: int
    value: float
    low: float
    high: float
    unit: str
    finding: str
    p_value: float = float("nan")


def judge_claims(
    *,
    effects: Effects | None = None,
    type_summary: pd.DataFrame | None = None,
    lifetime: Lifetime | None = None,
    slots: Slots | None = None,
    ads: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Say of each claim of the trade whether the data of this client support it.

    Parameters
    ----------
    effects
        Result of `estimate_effects`, with the factors ``stops_the_thumb`` and ``face``.
    type_summary
        Result of `summarise_types`.
    lifetime
        Result of `measure_lifetime`.
    slots
        Result of `compare_slots`.
    ads
        ``table`` of `compare_ads`: ``by``, ``group``, ``network``, ``results``, ``cost_ratio``
        with ``ratio_low`` and ``ratio_high``, ``p_value``, ``verdict``.

    Returns
    -------
    DataFrame
        One row a claim, in the order of `CLAIMS`: ``claim``, ``test`` (template of a text),
        ``verdict`` (``supports``, ``contradicts``, ``cannot_tell``), ``network`` whose numbers
        follow, ``n`` (posts, days or results behind it), ``value`` with ``low`` and ``high`` (95 %)
        in ``unit`` (``ratio``, or ``share`` for the claim of days), ``finding`` (key of what it
        rests on, or missing), ``would_tell`` (template: what would settle it).

    Notes
    -----
    A claim is supported when a page supports it and none contradicts it; pages that disagree leave
    it open. A verdict stands when its own analysis says so and again when all tests here are
    corrected together (Benjamini-Hochberg). Associations: a lot would show an effect.

    Examples
    --------
    >>> ledger = judge_claims()
    >>> len(ledger), set(ledger["verdict"]), int(ledger["n"].sum())
    (10, {'cannot_tell'}, 0)
    """
    table = None if effects is None else effects.table
    found: dict[Claim, list[_Evidence]] = {
        "entertain_or_talk": _of_trait(table, "stops_the_thumb"),
        **{kind: _of_type(type_summary, kind) for kind in _TYPES},
        "two_to_three_days": _of_lifetime(lifetime),
        "few_a_day": _of_slots(slots, "few_a_day"),
        "morning_evening": _of_slots(slots, "morning_evening"),
        "funny_ads": _of_ads(ads),
        "face": _of_trait(table, "face"),
    }
    found = _corrected(found)
    known: dict[Claim, bool] = {
        "entertain_or_talk": table is not None and not table.empty,
        "face": table is not None and not table.empty,
        "few_a_day": slots is not None and not slots.table.empty,
        "morning_evening": slots is not None and not slots.table.empty,
        **dict.fromkeys(_TYPES, type_summary is not None and not type_summary.empty),
    }
    rows = [_judged(claim, found[claim], is_known=known.get(claim, False)) for claim in CLAIMS]
    return pd.DataFrame(rows, columns=list(_COLUMNS))


def claim_findings(ledger: pd.DataFrame, *, sources: Sequence[Source]) -> list[Finding]:
    """Return the verdict of each claim and the number it rests on.

    Keys: ``content.claims.<claim>.verdict`` and ``content.claims.<claim>.value``.
    """
    rows, found = tuple(sources), list[Finding]()
    for row in ledger.to_dict("records"):
        key, n = f"content.claims.{row['claim']}", int(row["n"])
        if not n:
            found.append(
                Finding(f"{key}.verdict", None, "label", 0, status="unknown",
                        method=row["would_tell"], sources=rows)
            )  # fmt: skip
            continue
        found += [
            Finding(f"{key}.verdict", row["verdict"], "label", n, status="estimated",
                    method=row["test"], sources=rows),
            Finding(f"{key}.value", row["value"], row["unit"], n, _known(row["low"]),
                    _known(row["high"]), "estimated", row["test"], rows),
        ]  # fmt: skip
    return found


def _judged(claim: Claim, found: list[_Evidence], *, is_known: bool) -> dict[str, object]:
    verdicts = {one.verdict for one in found} - {"cannot_tell"}
    verdict: ClaimVerdict = verdicts.pop() if len(verdicts) == 1 else "cannot_tell"
    # Pages that speak are shown before those that do not; then the page with most behind it.
    told = [one for one in found if one.verdict == verdict] or found
    shown = max(told, key=lambda one: one.n, default=None)
    would_tell = _MORE[claim]
    if shown is None and claim == "few_a_day" and is_known:
        would_tell = _NEVER_MANY
    elif shown is None and not is_known:
        would_tell = _EXPORT.get(claim, _EXPORT_POSTS)
    if len({one.verdict for one in found} - {"cannot_tell"}) > 1:
        would_tell = _DISAGREE
    start: dict[str, object] = {
        "claim": claim, "test": _TESTS[claim], "verdict": verdict, "would_tell": would_tell,
    }  # fmt: skip
    if shown is None:
        nothing = float("nan")
        return start | {"network": None, "n": 0, "value": nothing, "low": nothing,
                        "high": nothing, "unit": None, "finding": None}  # fmt: skip
    return start | {
        "network": shown.network, "n": shown.n, "value": shown.value, "low": shown.low,
        "high": shown.high, "unit": shown.unit, "finding": shown.finding,
    }  # fmt: skip


def _corrected(found: dict[Claim, list[_Evidence]]) -> dict[Claim, list[_Evidence]]:
    from scipy.stats import false_discovery_control

    flat = [(claim, one) for claim, many in found.items() for one in many]
    chances = np.array([one.p_value for _, one in flat], dtype=np.float64)
    tested = ~np.isnan(chances)
    stands = np.ones(len(flat), dtype=bool)
    if tested.any():
        stands[tested] = false_discovery_control(chances[tested].clip(0, 1)) <= _LEVEL
    kept: dict[Claim, list[_Evidence]] = {claim: [] for claim in found}
    for (claim, one), stands_still in zip(flat, stands, strict=True):
        kept[claim].append(one if stands_still else replace(one, verdict="cannot_tell"))
    return kept


def _of_trait(table: pd.DataFrame | None, factor: str) -> list[_Evidence]:
    if table is None or table.empty:
        return []
    rows = table[table["factor"].eq(factor) & table["rate_ratio"].notna()]
    found = []
    for row in rows.to_dict("records"):
        has_it = str(row["level"]).casefold() in _TRUE
        if not has_it and str(row["reference"]).casefold() not in _TRUE:
            continue
        value, low, high = (float(row[name]) for name in ("rate_ratio", "low", "high"))
        verdict = _side(str(row["verdict"]), "more", "less")
        if not has_it:
            # The commonest level is the trait itself, so the ratio is turned round.
            value, low, high = 1 / value, 1 / high, 1 / low
            verdict = _TURNED[verdict]
        key = f"content.effects.{row['network']}.{factor}.{row['level']}.rate_ratio"
        found.append(_Evidence(str(row["network"]), verdict, int(row["posts"]), value, low, high,
                               "ratio", key, float(row["p_value"])))  # fmt: skip
    return found


def _of_type(summary: pd.DataFrame | None, kind: str) -> list[_Evidence]:
    if summary is None or summary.empty:
        return []
    rows = summary[
        summary["type"].eq(kind) & summary["p_value"].notna() & summary["network_median"].gt(0)
    ]
    return [
        _Evidence(
            str(row["network"]), _side(str(row["verdict"]), "better", "worse"),
            int(row["counted"]), float(row["median"] / row["network_median"]),
            float(row["low"] / row["network_median"]), float(row["high"] / row["network_median"]),
            "ratio", f"content.types.{row['network']}.{kind}.median", float(row["p_value"]),
        )
        for row in rows.to_dict("records")
    ]  # fmt: skip


def _of_lifetime(lifetime: Lifetime | None) -> list[_Evidence]:
    if lifetime is None or lifetime.summary.empty:
        return []
    several = lifetime.summary["network"].duplicated(keep=False)
    pages = lifetime.summary.assign(several=several)[lifetime.summary["top_posts"].gt(0)]
    return [
        _Evidence(
            str(row["network"]), _side(str(row["verdict"]), "supports", "contradicts"),
            int(row["top_posts"]), float(row["top_share"]), float(row["top_low"]),
            float(row["top_high"]), "share",
            f"{lifetime_key(row, several=bool(row['several']))}.top_share_72h",
        )
        for row in pages.to_dict("records")
    ]  # fmt: skip


def _of_slots(slots: Slots | None, contrast: Contrast) -> list[_Evidence]:
    if slots is None or slots.table.empty:
        return []
    rows = slots.table[slots.table["contrast"].eq(contrast) & slots.table["p_value"].notna()]
    pages = slots.table.groupby("network")["page"].nunique()
    several = rows["network"].map(pages).gt(1)
    where = rows["network"].where(~several, rows["network"] + "." + rows["page"])
    rows = rows.assign(where=where)
    return [
        _Evidence(
            str(row["network"]), _side(str(row["verdict"]), "supports", "contradicts"),
            int(row["inside"]) + int(row["outside"]), float(row["ratio"]), float(row["low"]),
            float(row["high"]), "ratio", f"content.slots.{row['where']}.{contrast}.ratio",
            float(row["p_value"]),
        )
        for row in rows.to_dict("records")
    ]  # fmt: skip


def _of_ads(ads: pd.DataFrame | None) -> list[_Evidence]:
    if ads is None or ads.empty:
        return []
    rows = ads[ads["by"].eq("type") & ads["group"].eq("laugh") & ads["p_value"].notna()]
    return [
        _Evidence(
            str(row["network"]), _side(str(row["verdict"]), "cheaper", "dearer"),
            int(row["results"]), float(row["cost_ratio"]), float(row["ratio_low"]),
            float(row["ratio_high"]), "ratio",
            f"{ad_key(row)}.cost_per_result", float(row["p_value"]),
        )
        for row in rows.to_dict("records")
        if int(row["results"]) >= SMALLEST_GROUP
    ]  # fmt: skip


_TURNED: Mapping[ClaimVerdict, ClaimVerdict] = MappingProxyType(
    {"supports": "contradicts", "contradicts": "supports", "cannot_tell": "cannot_tell"}
)


def _side(verdict: str, speaks_for: str, against: str) -> ClaimVerdict:
    if verdict == speaks_for:
        return "supports"
    return "contradicts" if verdict == against else "cannot_tell"


def _known(value: float) -> float | None:
    return None if np.isnan(value) else float(value)
