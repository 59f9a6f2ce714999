"""Every verdict has a rule that was read, or says that it is a judgement."""

import re
from importlib.resources import files
from typing import get_args

import pandas as pd
import pytest

from smmlab.brief import Brief, Market
from smmlab.errors import DataError
from smmlab.rivals.tactic_texts import FORBIDDEN, LAWS, NO_RULE, REASONS, RULE_TEXTS
from smmlab.rivals.tactics import TACTICS, judge_tactics
from smmlab.schema import NETWORKS


def packaged(name: str) -> pd.DataFrame:
    with (files("smmlab.datasets") / "networks" / name).open("rb") as stream:
        return pd.read_csv(stream, dtype="str", keep_default_na=False)


@pytest.fixture(scope="module")
def rows() -> pd.DataFrame:
    return packaged("tactics.csv")


def verdict_of(market: Market, network: str, tactic: str) -> pd.Series:
    judged = judge_tactics(Brief("Kohvik", market=market), network)
    return judged.set_index("tactic").loc[tactic]


def test_every_network_and_tactic_is_judged_once(rows: pd.DataFrame) -> None:
    assert len(rows) == len(NETWORKS) * len(TACTICS)
    assert not rows.duplicated(["network", "tactic"]).any()
    assert set(rows["network"]) == set(NETWORKS)
    assert set(rows["tactic"]) == set(TACTICS) == set(REASONS)
    assert set(rows["verdict"]) == {"yes", "careful", "no"}
    assert set(rows["risk"]) == {"low", "medium", "high"}


def test_every_rule_has_a_text_a_source_a_grade_and_the_day_it_was_read(rows: pd.DataFrame) -> None:
    sources = packaged("sources.csv").set_index("source_id")
    assert set(rows["rule"]) == set(RULE_TEXTS)
    assert set(rows["source_id"]) <= set(sources.index)
    assert rows["read_on"].str.fullmatch(r"\d{4}-\d\d-\d\d").all()
    unread = rows["rule"] == "no_rule_read"
    assert ((rows["grade"] == "C") == unread).all()
    assert ((rows["source_id"] == "judgement") == unread).all()
    cited = sources.loc[rows.loc[~unread, "source_id"].unique()]
    assert (cited["address"] != "").all()
    # A copy of a page by others is never called read at the source.
    second = cited.index[cited["read_as"].isin(["secondary", "proxy mirror"])]
    assert set(rows.loc[rows["source_id"].isin(second), "grade"]) == {"B"}


def test_no_text_holds_a_number_that_was_typed() -> None:
    for text in (*RULE_TEXTS.values(), *REASONS.values(), *LAWS.values()):
        assert not re.search(r"\d", text)


def test_bought_and_automatic_responses_are_refused_everywhere() -> None:
    judged = judge_tactics(Brief("Kohvik"), NETWORKS, ["bought_followers", "bots_pods"])
    assert set(judged["verdict"]) == {"no"}
    assert set(judged["risk"]) == {"high"}
    unread = judged[judged["is_judgement"]]
    assert (unread["rule_text"] == NO_RULE).all()
    assert (judged["reason"] != "").all()


def test_what_the_network_allows_is_not_refused() -> None:
    refused = verdict_of("EE", "linkedin", "repost_prizes")
    assert (refused["verdict"], refused["reason"]) == ("no", FORBIDDEN)
    assert verdict_of("EE", "vkontakte", "repost_prizes")["verdict"] == "careful"
    assert verdict_of("EE", "telegram", "collaborations")["verdict"] == "yes"


def test_the_law_of_the_market_bars_what_is_paid_and_only_that() -> None:
    banned = verdict_of("RU", "instagram", "paid_post")
    assert (banned["verdict"], banned["law"]) == ("no", LAWS["ad_ban"])
    assert banned["reason"] == LAWS["ad_ban"]
    assert verdict_of("RU", "instagram", "guest_post")["verdict"] == "yes"
    assert verdict_of("RU", "telegram", "paid_post")["law"] == LAWS["ad_risk"]
    assert verdict_of("RU", "vkontakte", "paid_post")["law"] == LAWS["registration"]
    assert verdict_of("EE", "instagram", "paid_post")["verdict"] == "careful"
    blocked = judge_tactics(Brief("Kohvik", market="LV"), "vkontakte")
    assert set(blocked["verdict"]) == {"no"}
    assert set(blocked["law"]) == {LAWS["blocked"]}


@pytest.mark.parametrize("market", get_args(Market))
def test_every_market_is_answered_in_the_order_asked(market: Market) -> None:
    judged = judge_tactics(Brief("K", market=market), ["x", "facebook"], ["bots_pods", "paid_post"])
    assert judged["network"].tolist() == ["x", "x", "facebook", "facebook"]
    assert judged["tactic"].tolist() == ["bots_pods", "paid_post"] * 2


def test_an_unknown_network_or_tactic_is_named() -> None:
    with pytest.raises(DataError, match="myspace, magic"):
        judge_tactics(Brief("Kohvik"), "myspace", ["magic"])  # type: ignore[list-item]
