"""The room of the gathering place: which places are looked at, by which rules and answers."""

from typing import TYPE_CHECKING

import pandas as pd
import pytest

from smmlab.analyses.gathering import (
    Examiner,
    contending_networks,
    examine_place,
    gathering_room,
    rules_of_places,
)
from smmlab.analyses.rooms import Tables
from smmlab.brief import Brief
from smmlab.networks.evidence import load_evidence
from smmlab.schema import NETWORKS

if TYPE_CHECKING:
    from smmlab.project import Project

EVIDENCE = load_evidence(year=2026)


def test_without_a_chosen_network_every_place_of_the_client_is_looked_at(cafe: "Project") -> None:
    room = gathering_room(Tables(cafe))
    audit = room.results["place_audit"]
    assert set(audit["network"]) == {"facebook", "instagram", "telegram"}
    assert set(room.results["places"]) == set(NETWORKS)
    keys = [finding.key for finding in room.findings]
    assert len(keys) == len(set(keys))
    assert all(key.startswith("gathering.") for key in keys)


def test_of_the_candidates_those_with_a_place_of_ours_come_first(cafe: "Project") -> None:
    networks = contending_networks(cafe)
    ours = [network in ("facebook", "instagram", "telegram") for network in networks]
    assert ours == sorted(ours, reverse=True)


def test_the_chosen_network_alone_is_looked_at(cafe_copy: "Project") -> None:
    cafe_copy.decide("network", {"network": "pinterest"}, reason="Test.")
    room = gathering_room(Tables(cafe_copy))
    assert set(room.results["place_audit"]["network"]) == {"pinterest"}
    assert contending_networks(cafe_copy) == ("pinterest",)
    choice, audit = examine_place(cafe_copy)
    assert choice.network == "pinterest"
    pd.testing.assert_frame_equal(audit, room.results["place_audit"])


def test_answers_about_one_network_say_nothing_of_another(cafe_copy: "Project") -> None:
    cafe_copy.decide("place", {"network": "facebook", "answers": {"cover": "yes"}}, reason="Test.")
    _choice, there = examine_place(cafe_copy, "facebook")
    _choice, here = examine_place(cafe_copy, "vkontakte")
    assert there.set_index("item").loc["cover", "state"] == "yes"
    assert here.set_index("item").loc["cover", "state"] == "cannot_tell"


def test_answers_that_are_no_table_are_no_answers(cafe_copy: "Project") -> None:
    cafe_copy.decide("place", {"network": "x", "answers": ["cover"]}, reason="Edited by hand.")
    _choice, audit = examine_place(cafe_copy, "x")
    assert set(audit["by"]) <= {"brief", "nobody"}


def test_what_the_page_answers_is_counted_in_its_comments(cafe: "Project") -> None:
    audit = Examiner(Tables(cafe)).audit("telegram").set_index("item")
    talk = cafe.interactions
    talk = talk[talk["network"].eq("telegram") & talk["kind"].isin(["comment", "reply"])]
    by_page = talk["by_page"].astype(bool)
    asked = set(talk.loc[~by_page, "interaction_id"])
    answered = asked & set(talk.loc[by_page, "reply_to"].dropna())
    response = audit.loc["response"]
    assert (response["count"], response["of"]) == (len(answered), len(asked))


@pytest.mark.parametrize("market", ["EE", "RU", "US"])
def test_rules_are_those_of_the_market_and_the_networks_own_on_accounts(market: str) -> None:
    rules = rules_of_places(Brief("Kohvik", market=market), EVIDENCE)  # type: ignore[arg-type]
    named = {"EE": {"EE", "EU", "GLOBAL"}, "RU": {"RU", "GLOBAL"}, "US": {"US", "GLOBAL"}}
    others = rules[~rules["market"].isin(named[market])]
    assert set(others["kind"]) == {"account"}
    read = EVIDENCE.rules.query("kind == 'account'")
    assert set(read["rule_id"]) <= set(rules["rule_id"])
    assert not rules.duplicated(["network", "rule_id"]).any()
    assert rules["title"].ne("").all()
