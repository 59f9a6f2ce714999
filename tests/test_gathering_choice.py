"""What to open: rules forbid with their source, goal and face choose, nothing else is claimed."""

from functools import cache
from typing import get_args

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from smmlab.analyses.gathering import rules_of_places
from smmlab.brief import Brief, Market, Objective
from smmlab.errors import DataError
from smmlab.gathering.choice import PlaceChoice, choose_place, goal_of
from smmlab.gathering.kinds import GOALS, KINDS, OPTIONS, kinds_of
from smmlab.networks.evidence import load_evidence
from smmlab.schema import NETWORKS
from smmlab.texts.extract import visible_texts

EVIDENCE = load_evidence(year=2026)
NO_RULES = pd.DataFrame(columns=["network", "kind", "effect", "rule", "source_id", "grade"])


@cache
def rules_in(market: Market) -> pd.DataFrame:
    return rules_of_places(Brief("Kohvik", market=market), EVIDENCE)


def chosen(network: str, *, market: Market = "EE", goal: str | None = None, face: str = "") -> (
    PlaceChoice
):  # fmt: skip
    brief = Brief("Kohvik", market=market, face=face)
    return choose_place(brief, network, rules_in(market), goal=goal)  # type: ignore[arg-type]


def verdicts(choice: PlaceChoice) -> dict[str, str]:
    return dict(choice.options[["kind", "verdict"]].itertuples(index=False))


def test_every_network_has_a_place_and_every_kind_is_known() -> None:
    assert {option.network for option in OPTIONS} == set(NETWORKS)
    assert {option.kind for option in OPTIONS} <= set(KINDS)
    pairs = [(option.network, option.kind) for option in OPTIONS]
    assert len(pairs) == len(set(pairs))


@pytest.mark.parametrize(
    ("network", "source"),
    [("vkontakte", "t_vkfaq"), ("odnoklassniki", "t_okb"), ("facebook", "t_fb"),
     ("pinterest", "t_pin"), ("whatsapp", "t_wa")],
)  # fmt: skip
@pytest.mark.parametrize("market", ["EE", "RU", "US"])
def test_selling_through_a_personal_profile_is_forbidden_with_its_source(
    network: str, source: str, market: Market
) -> None:
    choice = chosen(network, market=market)
    assert verdicts(choice)["personal_face"] == "forbidden"
    rules = choice.reasons_for("personal_face").query("basis == 'rule'")
    if choice.recommended is not None:  # not barred as a whole by the law of the market
        assert rules["source_id"].tolist() == [source]
        assert rules[["address", "grade", "read_on", "rule", "market"]].ne("").all(axis=None)
        assert choice.recommended == ("business_profile" if network in ("pinterest", "whatsapp")
                                      else "page")  # fmt: skip


def test_a_group_of_interests_may_not_sell_on_odnoklassniki() -> None:
    assert verdicts(chosen("odnoklassniki", market="RU")) == {
        "page": "recommended", "group": "forbidden", "personal_face": "forbidden",
    }  # fmt: skip


def test_a_law_of_the_market_bars_every_kind() -> None:
    for network, market in (("instagram", "RU"), ("facebook", "RU"), ("vkontakte", "LV")):
        choice = chosen(network, market=market)  # type: ignore[arg-type]
        assert choice.recommended is None
        assert set(choice.options["verdict"]) == {"forbidden"}
    assert chosen("instagram", market="EE").recommended == "business_profile"
    # That people must agree to be written to closes a network for new people, not the place.
    assert chosen("whatsapp").recommended == "business_profile"


def test_without_the_rule_nothing_is_forbidden_and_the_doubt_is_said() -> None:
    choice = choose_place(Brief("Kohvik"), "facebook", NO_RULES)
    assert verdicts(choice)["personal_face"] == "possible"
    first = choice.reasons_for("personal_face").iloc[0]
    assert first["basis"] == "judgement"
    assert "not read at a source" in first["reason"]


def test_a_person_who_speaks_opens_linkedin_and_a_nameless_business_its_page() -> None:
    assert chosen("linkedin", goal="talk", face="Mari").recommended == "personal_face"
    assert chosen("linkedin", goal="talk").recommended == "page"
    assert chosen("linkedin").recommended == "page"
    assert chosen("linkedin", goal="sales", face="Mari").recommended == "page"
    assert "nobody yet" in " ".join(chosen("linkedin").reasons_for("personal_face")["reason"])


def test_talk_asks_for_a_group_and_sales_for_a_page() -> None:
    assert chosen("facebook", goal="talk").recommended == "group"
    assert chosen("facebook", goal="sales").recommended == "page"
    assert chosen("telegram", goal="service").recommended == "group"


def test_the_first_objective_with_a_meaning_is_the_goal() -> None:
    goals = (Objective("posts_per_week", 3), Objective("engagement_rate", 0.1),
             Objective("orders", 9))  # fmt: skip
    assert goal_of(Brief("Kohvik", objectives=goals)) == "talk"
    assert goal_of(Brief("Kohvik")) is None


@pytest.mark.parametrize("network", NETWORKS)
@pytest.mark.parametrize("market", get_args(Market))
def test_every_reason_has_a_source_or_is_marked_as_judgement(network: str, market: Market) -> None:
    choice = chosen(network, market=market, goal="sales", face="Mari")
    reasons = choice.reasons
    assert set(reasons["kind"]) == set(choice.options["kind"])
    is_rule = reasons["basis"].eq("rule")
    assert reasons.loc[is_rule, ["source_id", "grade", "read_on"]].ne("").all(axis=None)
    assert reasons.loc[~is_rule, ["source_id", "rule"]].eq("").all(axis=None)
    assert reasons["reason"].ne("").all()
    assert choice.rules["reason"].ne("").all()
    assert choice.rules["source_id"].ne("").all()


@given(
    network=st.sampled_from(NETWORKS), goal=st.sampled_from([None, *GOALS]),
    face=st.sampled_from(["", "Mari"]), order=st.randoms(),
)  # fmt: skip
def test_the_order_of_rules_changes_nothing_and_at_most_one_kind_is_recommended(
    network: str, goal: str | None, face: str, order: object
) -> None:
    brief = Brief("Kohvik", market="EE", face=face)
    rules = rules_in(brief.market)
    left = choose_place(brief, network, rules, goal=goal)  # type: ignore[arg-type]
    places = list(rules.index)
    order.shuffle(places)  # type: ignore[attr-defined]
    right = choose_place(brief, network, rules.loc[places], goal=goal)  # type: ignore[arg-type]
    assert left.options.equals(right.options)
    assert left.options["verdict"].eq("recommended").sum() <= 1
    if left.recommended and goal:
        serving = [o for o in kinds_of(network) if goal in o.serves]
        free = set(left.options.query("verdict != 'forbidden'")["kind"])
        open_ones = {o.kind for o in serving if o.kind in free and (face or not o.needs_face)}
        assert not open_ones or left.recommended in open_ones


def test_an_unknown_network_or_goal_is_told() -> None:
    with pytest.raises(DataError):
        choose_place(Brief("Kohvik"), "orkut", NO_RULES)
    with pytest.raises(DataError):
        choose_place(Brief("Kohvik"), "x", NO_RULES, goal="fame")  # type: ignore[arg-type]


def test_the_rules_read_for_another_market_name_it() -> None:
    choice = chosen("vkontakte", market="EE")
    rules = choice.reasons.query("basis == 'rule'")
    assert set(rules["market"]) == {"RU"}
    # The rule that forbids the profile is the one that asks for the community.
    assert rules["kind"].tolist() == ["page", "group", "personal_face"]
    assert "ask a business for this" in choice.reasons_for("page").iloc[0]["reason"]


def test_rules_stand_in_words_that_are_translated() -> None:
    said = {
        reason
        for network in NETWORKS
        for market in ("EE", "RU", "US", "UK")
        for reason in chosen(network, market=market).rules["reason"]  # type: ignore[arg-type]
    }
    known = set(visible_texts())
    assert said <= known
    assert len(said) > 15
