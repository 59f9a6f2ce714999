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


def rule(network, effect, value, unit="posts", market="GLOBAL"):
    return {
        "rule_id": f"{network}.{value}", "network": network, "market": market,
        "kind": "product_ban", "effect": effect, "value": value, "unit": unit, "rule": "As read.",
        "since": "2025", "source_id": "t", "grade": "A", "read_on": "2026-11-26", "note": "",
        "source_row": 2,
    }  # fmt: skip


def evidence_with(*bans):
    whole = load_evidence(year=2026)
    others = whole.rules[whole.rules["kind"] != "product_ban"]
    return Evidence(whole.figures, pd.concat([others, pd.DataFrame(bans)]), whole.sources, 2026)


def test_banned_goods_close_a_network_only_for_who_sells_them():
    evidence = evidence_with(rule("tiktok", "closed", "alcohol"), rule("x", "warned", "alcohol"))
    cafe = check_gates(Brief("Kohvik"), evidence).set_index("network")
    pub = check_gates(Brief("Baar", regulated_goods=("alcohol",)), evidence).set_index("network")
    assert (cafe.loc["tiktok", "gate"], pub.loc["tiktok", "gate"]) == ("open", "closed")
    assert pub.loc["x", "gate"] == "warned"
    assert "does not allow" in pub.loc["tiktok", "gate_reason"]
    assert "only under conditions" in pub.loc["x", "gate_reason"]


def test_what_was_not_read_is_not_allowed_by_silence():
    evidence = evidence_with(rule("tiktok", "closed", "alcohol"))
    armoury = Brief("Relvad", regulated_goods=("weapons",))
    table = check_gates(armoury, evidence).set_index("network")
    assert table.loc["tiktok", "gate"] == "warned"
    assert "was not read" in table.loc["pinterest", "gate_reason"]
    rules = rules_for(armoury, evidence)
    assert set(rules.loc[rules["goods"] == "weapons", "network"]) == set(NETWORKS)


def test_the_law_of_a_market_holds_on_every_network_there_and_nowhere_else():
    evidence = evidence_with(rule("any", "closed", "alcohol", "law", "LT"))
    there = check_gates(Brief("Baras", market="LT", regulated_goods=("alcohol",)), evidence)
    assert (there["gate"] == "closed").all()
    facebook = there.set_index("network").loc["facebook"]
    assert "law of this market forbids" in facebook["gate_reason"]
    elsewhere = check_gates(Brief("Baar", market="EE", regulated_goods=("alcohol",)), evidence)
    assert elsewhere.set_index("network").loc["facebook", "gate"] == "warned"


def test_the_scope_of_a_rule_is_said():
    evidence = evidence_with(rule("x", "warned", "tobacco", "paid ads"))
    gate = check_gates(Brief("Tubakas", regulated_goods=("tobacco",)), evidence)
    assert "paid advertisements" in gate.set_index("network").loc["x", "gate_reason"]


def test_goods_that_nobody_knows_are_refused():
    with pytest.raises(ProjectError, match="regulated_goods"):
        Brief("Baar", regulated_goods=("wine",))
