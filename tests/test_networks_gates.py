"""A barred network is shown with the reason and its source, never dropped."""

import pandas as pd
import pytest

from smmlab.brief import Brief, Target
from smmlab.errors import ProjectError
from smmlab.networks.evidence import Evidence, load_evidence
from smmlab.networks.gates import REASONS, check_gates, rules_for
from smmlab.schema import NETWORKS


def gates(market, target=None):
    brief = Brief("Kohvik", market=market, target=target or Target())
    return check_gates(brief, load_evidence(year=2026)).set_index("network")


@pytest.mark.parametrize("market", ["EE", "LV", "LT", "RU", "US", "UK", "EU", "GLOBAL"])
def test_all_networks_are_there_and_a_bar_has_reason_and_source(market):
    table = gates(market)
    assert set(table.index) == set(NETWORKS)
    barred = table[table["gate"] != "open"]
    assert (barred["gate_reason"] != "").all()
    assert (barred["gate_source"] != "").all()
    assert set(table["gate"]) <= {"open", "warned", "closed"}


@pytest.mark.parametrize(
    ("market", "network", "gate", "reason"),
    [
        ("RU", "instagram", "closed", "ad_ban"),
        ("RU", "facebook", "closed", "ad_ban"),
        ("RU", "telegram", "warned", "access"),
        ("RU", "youtube", "warned", "ad_risk"),
        ("LV", "vkontakte", "closed", "blocked"),
        ("LV", "odnoklassniki", "closed", "blocked"),
        ("EE", "whatsapp", "closed", "opt_in"),
        ("US", "whatsapp", "closed", "opt_in"),
        ("EE", "threads", "warned", "commercial_terms"),
        ("EE", "facebook", "open", "account"),
    ],
)
def test_law_terms_and_accounts(market, network, gate, reason):
    row = gates(market).loc[network]
    assert row["gate"] == gate
    assert row["gate_reason"] in (REASONS[reason], *_rule_texts(reason))


def _rule_texts(kind):
    rules = load_evidence(year=2026).rules
    return tuple(rules.loc[rules["kind"] == kind, "rule"])


def test_the_terms_for_europe_do_not_bind_elsewhere():
    assert gates("US").loc["threads", "gate"] == "open"
    assert gates("LT").loc["vkontakte", "gate"] == "open"


def test_the_rule_of_the_market_on_age_stands_before_the_worldwide_one():
    teenagers = Target(age_from=13, age_to=17)
    assert gates("EE", teenagers).loc["telegram", "gate"] == "closed"
    assert gates("US", teenagers).loc["telegram", "gate"] == "open"
    assert gates("EE", Target(age_from=16, age_to=25)).loc["telegram", "gate"] == "warned"
    assert gates("EE", Target(age_from=18, age_to=25)).loc["telegram", "gate"] == "open"
    assert gates("EE", Target(age_from=15, age_to=20)).loc["linkedin", "gate"] == "warned"


def test_the_most_serious_reason_speaks_and_all_are_listed():
    evidence = load_evidence(year=2026)
    rules = rules_for(Brief("Pood", market="RU"), evidence)
    assert set(rules.loc[rules["network"] == "telegram", "kind"]) >= {"access", "ad_risk", "spam"}
    assert gates("RU").loc["whatsapp", "gate_reason"] == REASONS["opt_in"]


def rule(network, effect, value):
    return {
        "rule_id": f"{network}.{value}", "network": network, "market": "GLOBAL",
        "kind": "product_ban", "effect": effect, "value": value, "unit": "", "rule": "As read.",
        "since": "2025", "source_id": "t", "grade": "A", "read_on": "2026-11-26", "note": "",
        "source_row": 2,
    }  # fmt: skip


def test_banned_goods_close_a_network_only_for_who_sells_them():
    whole = load_evidence(year=2026)
    bans = pd.DataFrame([rule("tiktok", "closed", "alcohol"), rule("x", "warned", "alcohol")])
    others = whole.rules[whole.rules["kind"] != "product_ban"]
    evidence = Evidence(whole.figures, pd.concat([others, bans]), whole.sources, 2026)
    cafe = check_gates(Brief("Kohvik"), evidence).set_index("network")
    pub = check_gates(Brief("Baar", regulated_goods=("alcohol",)), evidence).set_index("network")
    assert (cafe.loc["tiktok", "gate"], pub.loc["tiktok", "gate"]) == ("open", "closed")
    assert pub.loc["x", "gate"] == "warned"
    assert pub.loc["tiktok", "gate_reason"] == "Not allowed on this network: alcohol."
    assert pub.loc["x", "gate_reason"].endswith("only under conditions: alcohol.")
    armoury = Brief("Relvad", regulated_goods=("weapons",))
    assert check_gates(armoury, evidence).set_index("network").loc["tiktok", "gate"] == "open"


def test_goods_that_nobody_knows_are_refused():
    with pytest.raises(ProjectError, match="regulated_goods"):
        Brief("Baar", regulated_goods=("wine",))
