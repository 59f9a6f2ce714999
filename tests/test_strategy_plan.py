"""What the document says of contests, advertising, and the tone."""

from dataclasses import replace
from pathlib import Path

import pandas as pd

from smmlab.content.ad_findings import ad_findings, trade_findings
from smmlab.content.ads import compare_ads
from smmlab.content.trade_off import organic_rates, trade_off
from smmlab.decisions import Decision
from smmlab.schema import conform
from strategy_cases import HOSTILE, FakeProject, document_of, empty_project, no_analyses
from strategy_parts import text_in


def told(project: object, analyses: object, key: str = "content") -> str:
    return text_in(document_of(project, analyses), key)


def on(folder: Path, network: str) -> FakeProject:
    project = empty_project(folder)
    project.filed["network"] = Decision("network", {"network": network}, "", "strategist", (), "f1")
    return project


def test_contests_follow_the_rule_that_was_read(tmp_path: Path) -> None:
    assert "forbidden" in told(on(tmp_path, "linkedin"), no_analyses())
    assert "not known" in told(on(tmp_path, "tiktok"), no_analyses())
    assert "rather than a repost" in told(empty_project(tmp_path), no_analyses())


def test_advertising_is_told_with_what_it_cost_and_what_waiting_takes(tmp_path: Path) -> None:
    ads = conform(pd.DataFrame({
        "network": "facebook", "ad": [HOSTILE], "spend": 50.0, "currency": "EUR", "results": 100.0,
        "result_kind": "actions:link_click", "impressions": 5000, "reach": 1000}),
        "ads")  # fmt: skip
    posts = conform(pd.DataFrame({
        "network": "facebook", "is_own": True, "post_id": [str(n) for n in range(10)],
        "at": [n * 604_800 for n in range(10)], "clicks": 20}), "posts")  # fmt: skip
    found = compare_ads(ads, posts)
    trade = trade_off(found.table, organic_rates(posts, timezone="UTC"))
    analyses = no_analyses((*ad_findings(found, sources=()), *trade_findings(trade, sources=())))
    analyses.ads, analyses.ads_trade = found, trade
    analyses.creatives = pd.DataFrame({
        "network": "facebook", "text": [HOSTILE], "face": [True], "stops": [False],
        "one_offer": [None], "calls": [True]})  # fmt: skip
    said = told(empty_project(tmp_path), analyses)
    assert "€0.50" in said
    assert "change the picture" in said
    assert "none is recommended" in said
    assert "5 (5 to 5)" in said
    assert "Add what is missing" in said
    analyses.creatives = analyses.creatives.assign(face=None, stops=None)
    assert "Add what is missing" not in told(empty_project(tmp_path), analyses)
    assert "no report of an ad account" in told(empty_project(tmp_path), no_analyses())


def test_every_tone_has_a_do_and_a_do_not(tmp_path: Path) -> None:
    for given in ("friendly", "businesslike", "informal"):
        project = on(tmp_path, "instagram")
        project.brief = replace(project.brief, tone=given)
        said = told(project, no_analyses(), "style")
        assert "Do: " in said
        assert "Do not: " in said
