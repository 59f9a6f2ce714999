"""What the document says of contests, advertising, and the tone."""

from dataclasses import replace
from pathlib import Path

import pandas as pd

from smmlab.content.ad_findings import ad_findings, trade_findings
from smmlab.content.ads import compare_ads
from smmlab.content.trade_off import organic_rates, trade_off
from smmlab.decisions import Decision
from smmlab.findings import Finding
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
    # Which copy was read is our own note, not part of the title.
    said = told(on(tmp_path, "instagram"), no_analyses())
    assert "“Instagram Community Guidelines”" in said
    assert "copy of" not in said


def test_advertising_is_told_with_what_it_cost_and_what_waiting_takes(tmp_path: Path) -> None:
    ads = conform(pd.DataFrame({
        "network": "facebook", "ad": [HOSTILE], "spend": 50.0, "currency": "EUR", "results": 100.0,
        "result_kind": "clicks", "impressions": 5000, "reach": 1000, "from_day": "2024-03-01",
        "to_day": "2024-03-11"}), "ads")  # fmt: skip
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
    project = empty_project(tmp_path)
    project.tables["ads"] = ads.assign(source_file="ads.csv", source_row=2)
    said = told(project, analyses)
    assert "end on March 11, 2024" in said
    assert "€0.50" in said
    assert "change the picture" in said
    assert "none is recommended" in said
    assert "5 (5 to 5)" in said
    assert "Add what is missing" in said
    analyses.creatives = analyses.creatives.assign(face=None, stops=None)
    assert "Add what is missing" not in told(empty_project(tmp_path), analyses)
    assert "no report of an ad account" in told(empty_project(tmp_path), no_analyses())


def test_results_that_own_posts_do_not_count_have_reasons_and_no_table(tmp_path: Path) -> None:
    ads = conform(pd.DataFrame({
        "network": "facebook", "ad": ["a", "b"], "spend": 50.0, "currency": "EUR", "results": 100.0,
        "result_kind": ["actions:link_click", "actions:lead"]}), "ads")  # fmt: skip
    posts = conform(pd.DataFrame({
        "network": "facebook", "is_own": True, "post_id": [str(n) for n in range(10)],
        "at": [n * 604_800 for n in range(10)], "clicks": 20}), "posts")  # fmt: skip
    found = compare_ads(ads, posts)
    trade = trade_off(found.table, organic_rates(posts, timezone="UTC"))
    analyses = no_analyses((*ad_findings(found, sources=()), *trade_findings(trade, sources=())))
    analyses.ads, analyses.ads_trade = found, trade
    said = told(empty_project(tmp_path), analyses)
    assert "Waited for" not in said
    assert "Facebook, Clicks on the link: The files of own posts count all clicks" in said
    assert "Facebook, Enquiries: Own posts do not count" in said


def test_every_tone_has_a_do_and_a_do_not(tmp_path: Path) -> None:
    for given in ("friendly", "businesslike", "informal"):
        project = on(tmp_path, "instagram")
        project.brief = replace(project.brief, tone=given)
        said = told(project, no_analyses(), "style")
        assert "Do: " in said
        assert "Do not: " in said


def test_what_a_verdict_takes_into_account_is_said_once(tmp_path: Path) -> None:
    types, forms = (
        Finding(f"content.{room}.verdict", "not_distinguishable", "label", 40, method="Compared.")
        for room in ("types.x.laugh", "forms.x.photo")
    )
    for found, times in (((types, forms), 1), ((forms,), 1), ((), 0)):
        said = told(empty_project(tmp_path), no_analyses(found))
        assert said.count("how many things were compared") == times
