"""Sections that speak of one thing agree: times, claims, the test of two networks, examples."""

from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from smmlab.content.claims import judge_claims
from smmlab.decisions import Decision
from smmlab.findings import Finding
from smmlab.schema import conform
from smmlab.strategy.collecting import best_posts
from smmlab.texts import Words
from strategy_cases import FakeProject, document_of, empty_project, no_analyses
from strategy_parts import text_in


def effect(key: str, value: object, unit: str) -> Finding:
    return Finding(f"content.effects.instagram.{key}", value, unit, 100, status="estimated")


def said(project: FakeProject, section: str, *findings: Finding) -> str:
    return text_in(document_of(project, no_analyses(findings)), section)


@pytest.mark.parametrize(("level", "stands"), [("20", "better"), ("20", "not_distinguishable")])
def test_nobody_is_called_a_guesser_where_a_part_of_the_day_stands_out(
    tmp_path: Path, level: str, stands: str
) -> None:
    findings = (
        effect(f"hour_block.{level}.verdict", stands, "label"),
        effect(f"hour_block.{level}.rate_ratio", 1.3, "ratio"),
        effect(f"hour_block.{level}.adjusted_p", 0.01, "probability"),
    )
    project = empty_project(tmp_path)
    is_clear = stands == "better"
    times = said(project, "rhythm", *findings)
    assert ("a part of the day does stand out" in times) == is_clear
    assert ("is guessing" in times) != is_clear
    # What is named above the table of effects is in it; what only could be is not.
    assert said(project, "content", *findings).count("20:00–00:00") == (2 if is_clear else 0)


@pytest.mark.parametrize("verdict", ["contradicts", None])
def test_the_claim_of_a_few_days_has_one_verdict_everywhere(
    tmp_path: Path, verdict: str | None
) -> None:
    status = "estimated" if verdict else "unknown"
    key = "content.claims.two_to_three_days.verdict"
    claim = Finding(key, verdict, "label", 30, status=status)
    analyses = no_analyses((claim,))
    analyses.claims = judge_claims()
    told = text_in(document_of(empty_project(tmp_path), analyses), "claims")
    assert ("contradicts the claim" in told) == (verdict is not None)
    assert "supports the claim" not in told


def test_the_test_of_two_networks_and_the_calendar_begin_together(tmp_path: Path) -> None:
    project = empty_project(tmp_path)
    choice = {"network": "", "contenders": ["instagram", "telegram"]}
    project.filed["network"] = Decision("network", choice, "", "strategist", (), "f1")
    monday = Words("en").date(date(2026, 11, 30))
    assert f"from {monday} to" in said(project, "network")
    calendar = said(project, "calendar")
    assert monday in calendar
    assert "The first 10 posts go out on both at the same hour and stand here twice" in calendar


def test_one_candidate_alone_takes_no_turns(tmp_path: Path) -> None:
    project = empty_project(tmp_path)
    choice = {"network": "", "contenders": ["instagram"]}
    project.filed["network"] = Decision("network", choice, "", "strategist", (), "f1")
    assert "go on both" not in said(project, "calendar")


def test_opening_hours_are_nothing_to_learn_from() -> None:
    posts = conform(pd.DataFrame({
        "network": "x", "post_id": ["1", "2", "3"], "is_own": True, "reactions": [90, 5, 7],
        "text": ["Open 9 to 18", "Knock knock", "How to brew"], "source_file": "p.csv",
        "source_row": [1, 2, 3]}), "posts")  # fmt: skip
    types = pd.DataFrame(
        {"network": "x", "post_id": ["1", "2", "3"], "type": ["none", "laugh", "instruction"]}
    )
    assert [one.kind for one in best_posts(posts, types)] == ["instruction", "laugh"]
    assert [one.text for one in best_posts(posts, None)] == ["Open 9 to 18"]
