"""A barred network is shown with the reason and its source, never dropped."""

import pytest

from smmlab.brief import Brief, Target
from smmlab.networks.evidence import load_evidence
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
