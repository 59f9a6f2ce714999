"""Other ways to grow, each with the network's rule, its risk and a verdict that gives a reason."""

from collections.abc import Mapping, Sequence
from importlib.resources import files
from types import MappingProxyType
from typing import Literal, get_args

import pandas as pd

from smmlab.brief import Brief, Market
from smmlab.errors import DataError
from smmlab.rivals.tactic_texts import FORBIDDEN, LAWS, NO_RULE, REASONS, RULE_TEXTS
from smmlab.schema import NETWORKS
from smmlab.texts import message

Tactic = Literal[
    "paid_post", "paid_leader", "community_ads", "guest_post", "collaborations", "cross_posting",
    "repost_prizes", "mass_following", "mass_commenting", "cold_messages", "bought_followers",
    "bots_pods",
]  # fmt: skip
TACTICS: tuple[Tactic, ...] = get_args(Tactic)
Verdict = Literal["yes", "careful", "no"]

# What a law on advertising touches: everything that is paid for.
_PAID = ("paid_post", "paid_leader", "community_ads")
_NEVER = ("mass_following", "mass_commenting", "cold_messages", "bought_followers", "bots_pods")
_OF_A_NETWORK = ("ad_risk", "ad_ban", "blocked")
_BARS = ("ad_ban", "blocked")
_WIDER: Mapping[Market, tuple[str, ...]] = MappingProxyType(
    {
        "EE": ("EE", "EU", "GLOBAL"), "LV": ("LV", "EU", "GLOBAL"), "LT": ("LT", "EU", "GLOBAL"),
        "EU": ("EU", "GLOBAL"), "RU": ("RU", "GLOBAL"), "US": ("US", "GLOBAL"),
        "UK": ("UK", "GLOBAL"), "GLOBAL": ("GLOBAL",),
    }
)  # fmt: skip
_COLUMNS = (
    "network", "tactic", "verdict", "risk", "rule_text", "reason", "law", "grade", "is_judgement",
    "source_id", "source", "address", "read_on", "note",
)  # fmt: skip


def judge_tactics(
    brief: Brief, networks: str | Sequence[str], tactics: Sequence[Tactic] | None = None
) -> pd.DataFrame:
    """Judge ways to grow on a network by its rules and by the law of the market.

    Parameters
    ----------
    brief
        Its market is read.
    networks
        One network or several.
    tactics
        Which ways; all of them when not given.

    Returns
    -------
    DataFrame
        One row a network and tactic, in the order of `TACTICS`: ``network``, ``tactic``,
        ``verdict`` (yes|careful|no), ``risk`` (low|medium|high), ``rule_text`` (the network's rule
        in our words), ``reason`` (why the verdict), ``law`` (what the law of the market adds, may
        be empty), ``grade`` of the source (A read there, B at second hand, C no rule was read:
        then ``is_judgement``), ``source_id``, ``source``, ``address``, ``read_on`` (ISO date) and
        ``note``. The sentences are templates for `smmlab.texts.Words`.

    Raises
    ------
    DataError
        When a network or a tactic is not known.

    Examples
    --------
    >>> judged = judge_tactics(Brief("Kohvik"), "linkedin", ["repost_prizes", "bots_pods"])
    >>> judged[["tactic", "verdict", "grade"]]
              tactic verdict grade
    0  repost_prizes      no     A
    1      bots_pods      no     A
    """
    asked = [networks] if isinstance(networks, str) else list(networks)
    ways = list(TACTICS if tactics is None else tactics)
    unknown = [*(n for n in asked if n not in NETWORKS), *(t for t in ways if t not in TACTICS)]
    if unknown:
        raise DataError(
            message("Nothing is known of {unknown}. Networks: {networks}. Tactics: {tactics}."),
            {
                "unknown": ", ".join(unknown),
                "networks": ", ".join(NETWORKS),
                "tactics": ", ".join(TACTICS),
            },
        )
    rows = _packaged("tactics.csv")
    rows = rows[rows["network"].isin(asked) & rows["tactic"].isin(ways)]
    sources = _packaged("sources.csv").set_index("source_id")
    rows = rows.assign(
        rule_text=rows["rule"].map(RULE_TEXTS).fillna(NO_RULE),
        reason=rows["tactic"].map(REASONS),
        is_judgement=rows["grade"].eq("C"),
        source=rows["source_id"].map(sources["title"]).fillna(""),
        address=rows["source_id"].map(sources["address"]).fillna(""),
        law="",
        place=rows["network"].map(asked.index),
        rank=rows["tactic"].map(ways.index),
    )
    # What is allowed elsewhere and forbidden here needs another reason than elsewhere.
    refused = rows["verdict"].eq("no") & ~rows["tactic"].isin(_NEVER)
    rows["reason"] = rows["reason"].mask(refused, FORBIDDEN)
    rows = _under_law(rows, brief.market)
    ordered = rows.sort_values(["place", "rank"], ignore_index=True)
    return ordered[list(_COLUMNS)]


def _under_law(rows: pd.DataFrame, market: Market) -> pd.DataFrame:
    rules = _packaged("rules.csv")
    rules = rules[rules["market"].isin(_WIDER[market])]
    paid = rows["tactic"].isin(_PAID)
    # The gravest comes last, so that it is the one that stands.
    for kind in LAWS:
        touched = set(rules.loc[rules["kind"] == kind, "network"])
        # What one network asks to be disclosed is its rule, no law: that stands in tactics.csv.
        hit = pd.Series("any" in touched, rows.index)
        if kind in _OF_A_NETWORK:
            hit = rows["network"].isin(touched)
        hit &= paid | (kind == "blocked")
        rows = rows.assign(law=rows["law"].mask(hit, LAWS[kind]))
        if kind in _BARS:
            rows = rows.assign(
                verdict=rows["verdict"].mask(hit, "no"),
                risk=rows["risk"].mask(hit, "high"),
                reason=rows["reason"].mask(hit, LAWS[kind]),
            )
    return rows


def _packaged(name: str) -> pd.DataFrame:
    with (files("smmlab.datasets") / "networks" / name).open("rb") as stream:
        return pd.read_csv(stream, dtype="str", keep_default_na=False)
