"""What bars a network before any counting: law, age, account rules; shown, never dropped."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

import pandas as pd

from smmlab.brief import Brief
from smmlab.networks.evidence import Evidence
from smmlab.schema import NETWORKS
from smmlab.texts import message

Gate = Literal["open", "warned", "closed"]

# Where a rule of the first place applies besides itself.
_WIDER: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "EE": ("EE", "EU", "GLOBAL"), "LV": ("LV", "EU", "GLOBAL"), "LT": ("LT", "EU", "GLOBAL"),
        "EU": ("EU", "GLOBAL"), "RU": ("RU", "GLOBAL"), "US": ("US", "GLOBAL"),
        "UK": ("UK", "GLOBAL"), "GLOBAL": ("GLOBAL",),
    }
)  # fmt: skip

REASONS: Mapping[str, str] = MappingProxyType(
    {
        "ad_ban": message("Advertising on this network is banned by law in this market."),
        "blocked": message("The regulator of this market has blocked the network."),
        "access": message("Access is restricted in this market; its reach from now on is unknown."),
        "ad_risk": message(
            "The regulator says that advertisements there show signs of an offence: ask a lawyer."
        ),
        "opt_in": message(
            "Only people who gave their number and agreed may be messaged: "
            "it keeps customers, it does not win them."
        ),
        "commercial_terms": message(
            "The terms for this market forbid commercial use in so many words; "
            "brands post all the same: ask before selling there."
        ),
        "community_rules": message(
            "Every community there has its own rule on self-promotion: read it before posting."
        ),
        "too_young": message("The whole target group is below the lowest age of the network."),
        "partly_too_young": message("Part of the target group is below the lowest age."),
        "account": message("A business account, page or community is needed, not a personal one."),
        "no_figure": message(
            "No figure is known for this market: it is not scored. Add one to evidence.csv."
        ),
    }
)
"""Why a network is barred or bound; looked up in the catalogue where shown."""

# What is said of regulated goods, by effect and by what the rule binds.
_GOODS: Mapping[str, str] = MappingProxyType(
    {
        "closed.posts": message(
            "The network does not allow one of the regulated goods in the brief."
        ),
        "warned.posts": message(
            "The network allows one of the regulated goods in the brief only under conditions."
        ),
        "closed.paid ads": message(
            "The network takes no paid advertisements of one of the regulated goods in the brief."
        ),
        "warned.paid ads": message(
            "The network limits paid advertisements of one of the regulated goods in the brief."
        ),
        "closed.law": message(
            "The law of this market forbids promoting one of the regulated goods in the brief."
        ),
        "warned.law": message(
            "The law of this market sets conditions for promoting one of the regulated goods in "
            "the brief."
        ),
        "unread": message(
            "What the network says on one of the regulated goods in the brief was not read: ask "
            "before selling there."
        ),
    }
)
_WEIGHT = {"closed": 0, "warned": 1, "condition": 2}


def rules_for(brief: Brief, evidence: Evidence) -> pd.DataFrame:
    """Return every rule that touches the brief, the most serious of a network first.

    Parameters
    ----------
    brief
        Market, ages of the target group and regulated goods are read.
    evidence
        Its rules.

    Returns
    -------
    DataFrame
        network, effect (closed|warned|condition), reason, rule (as read), kind, since, source_id,
        grade, read_on, goods (which of the brief's regulated goods it is on, empty for other rules)
        and source_row (0 for goods on which nothing was read). Conditions bind how a network is
        used; they close nothing.

    Examples
    --------
    >>> from smmlab.networks.evidence import load_evidence
    >>> rules = rules_for(Brief("Kohvik", market="LV"), load_evidence(year=2026))
    >>> sorted(rules.loc[rules["effect"] == "closed", "network"])
    ['odnoklassniki', 'vkontakte', 'whatsapp']
    """
    places = _WIDER[brief.market]
    rules = _spread(evidence.rules[evidence.rules["market"].isin(places)])
    rules = rules.assign(nearness=rules["market"].map(places.index))
    ages = rules[rules["effect"] == "age"].sort_values("nearness", kind="stable")
    # The rule of the market itself stands before the worldwide one.
    ages = ages.drop_duplicates("network")
    lowest = pd.to_numeric(ages["value"])
    target = brief.target
    ages = ages.assign(
        kind=(lowest > target.age_to).map({True: "too_young", False: "partly_too_young"}),
        effect=(lowest > target.age_to).map({True: "closed", False: "warned"}),
    )[lowest > target.age_from]
    rest = rules[rules["effect"] != "age"]
    bans = rest[rest["kind"] == "product_ban"]
    # What is banned for others does not touch this business.
    bans = bans[bans["value"].isin(brief.regulated_goods)]
    said = bans["effect"] + "." + bans["unit"]
    bans = bans.assign(goods=bans["value"], reason=said.map(_GOODS))
    rest = rest[rest["kind"] != "product_ban"]
    kept = pd.concat([rest, ages, bans, _unread(brief, bans)])
    kept = kept.assign(
        reason=kept["reason"].fillna(kept["kind"].map(REASONS)).fillna(kept["rule"]),
        goods=kept["goods"].fillna(""),
        weight=kept["effect"].map(_WEIGHT),
        place=kept["network"].map(NETWORKS.index),
    ).sort_values(["place", "weight", "nearness", "rule_id"])
    columns = ["network", "effect", "reason", "rule", "kind", "since", "source_id", "grade"]
    return kept[[*columns, "read_on", "goods", "source_row"]].reset_index(drop=True)


def _spread(rules: pd.DataFrame) -> pd.DataFrame:
    """Give every network the rules that hold for any of them: the law of a market."""
    named = rules[rules["network"].isin(NETWORKS)]
    general = rules[rules["network"] == "any"].drop(columns="network")
    everywhere = general.merge(pd.DataFrame({"network": list(NETWORKS)}), how="cross")
    return pd.concat([named, everywhere], ignore_index=True).assign(reason=None, goods=None)


def _unread(brief: Brief, bans: pd.DataFrame) -> pd.DataFrame:
    """Return a warning for each regulated good on which nothing of a network was read."""
    pairs = pd.MultiIndex.from_product(
        [NETWORKS, brief.regulated_goods], names=["network", "goods"]
    )
    read = pd.MultiIndex.from_frame(bans[bans["unit"] != "law"][["network", "goods"]])
    return pairs.difference(read).to_frame(index=False).assign(
        effect="warned", reason=_GOODS["unread"], rule="", kind="product_ban", since="",
        source_id="", grade="", read_on="", nearness=len(_WIDER), rule_id="~", source_row=0,
    )  # fmt: skip


def check_gates(brief: Brief, evidence: Evidence) -> pd.DataFrame:
    """Return the gate of every network, with the reason that weighs most and its source.

    Returns
    -------
    DataFrame
        network, gate (open|warned|closed), gate_reason, gate_source; one row a network, all of
        them. An open gate may carry a condition as its reason.

    Examples
    --------
    >>> from smmlab.networks.evidence import load_evidence
    >>> gates = check_gates(Brief("Kohvik", market="RU"), load_evidence(year=2026))
    >>> gates.set_index("network").loc["instagram", "gate"]
    'closed'
    """
    rules = rules_for(brief, evidence)
    # Of the conditions only the one on accounts speaks at the gate; the rest is a checklist.
    speaking = rules[(rules["effect"] != "condition") | (rules["kind"] == "account")]
    first = speaking.drop_duplicates("network").set_index("network").reindex(list(NETWORKS))
    gate = first["effect"].replace("condition", "open").fillna("open")
    return pd.DataFrame(
        {
            "network": list(NETWORKS),
            "gate": gate.to_numpy(),
            "gate_reason": first["reason"].fillna("").to_numpy(),
            "gate_source": first["source_id"].fillna("").to_numpy(),
        }
    ).astype("str")
