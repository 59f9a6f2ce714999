"""The trend watch of the document: what changes, or that nothing does, and the languages."""

from pathlib import Path

import pandas as pd

from smmlab.content.languages_mix import compare_languages
from smmlab.content.trend_findings import language_findings, trend_findings
from strategy_cases import ROWS, all_text, document_of, empty_project, no_analyses


def trends(verdict: str, term: str = "kohv") -> pd.DataFrame:
    return pd.DataFrame(
        {"whose": ["own"], "kind": "hashtag", "term": term, "texts": 40, "of": 100, "share": 0.4,
         "low": 0.3, "high": 0.5, "rate_ratio": 3.0, "ratio_low": 2.0, "ratio_high": 4.0,
         "verdict": verdict, "counted": 40, "lift": 1.2, "lift_low": 1.1, "lift_high": 1.3,
         "lift_verdict": "more"}
    )  # fmt: skip


def text(folder: Path, table: pd.DataFrame, mix: pd.DataFrame | None = None) -> str:
    found = trend_findings(table, sources=ROWS)
    if mix is not None:
        found += language_findings(mix, sources=ROWS)
    return all_text(document_of(empty_project(folder), no_analyses(tuple(found))))


def test_what_rises_is_shown_with_its_numbers(tmp_path: Path) -> None:
    said = text(tmp_path, trends("rising"))
    assert "Look at what stands behind a rising one" in said
    assert "#kohv" in said
    assert "3 (2 to 4)" in said
    assert "1.2 (1.1 to 1.3)" in said


def test_where_nothing_changes_no_trend_is_chased(tmp_path: Path) -> None:
    assert "There is no trend to chase here" in text(tmp_path, trends("steady"))
    assert "common enough to follow" in text(tmp_path, trends("steady").iloc[:0])


def test_where_no_term_could_be_compared_nothing_is_said_of_chance(tmp_path: Path) -> None:
    said = text(tmp_path, trends("too_few"))
    assert "These files cannot tell which hashtags and topics rise or fade" in said
    assert "There is no trend to chase here" not in said
    assert "#kohv" in said


def test_a_language_of_comments_that_posts_lack_is_named(tmp_path: Path) -> None:
    posts = pd.DataFrame({"is_own": True, "text": ["Kas sa tead, kus see on?"] * 40})
    people = {"network": "x", "person": [f"p{n}" for n in range(100)]}
    said = pd.DataFrame({**people, "language": ["ru"] * 40 + ["et"] * 60})
    shown = text(tmp_path, trends("steady"), compare_languages(posts, said))
    assert "Russian: 40% of comments, and no own post." in shown
    alike = pd.DataFrame({**people, "language": "et"})
    assert "Ask whether these people" not in text(
        tmp_path, trends("steady"), compare_languages(posts, alike)
    )
