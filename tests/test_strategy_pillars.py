"""Pillars and the bank of ideas in the document: evidence, defaults, and hostile words."""

from pathlib import Path
from types import SimpleNamespace

import pandas as pd

from smmlab.content.idea_bank import fill_ideas
from smmlab.content.pillars import name_pillars, pillar_findings
from smmlab.content.trend_findings import trend_findings
from smmlab.strategy.document import plain
from strategy_cases import HOSTILE, document_of, empty_project, no_analyses
from strategy_parts import grid_of, section_of, tables_of, text_in

NEEDS = pd.DataFrame(
    {"topic": ["usage", "price"], "people": [40, 30], "writers": 200, "keywords": ["filter", ""]}
)
TRENDS = pd.DataFrame(
    {
        "whose": "own", "kind": ["hashtag", "topic"], "term": ["kohv", "kook"], "texts": [30, 25],
        "of": 170, "lift": [1.5, 1.4], "lift_adjusted_p": 0.01, "lift_verdict": "more",
    }
)  # fmt: skip


def analysed(pillars: pd.DataFrame, best: pd.DataFrame | None = None) -> SimpleNamespace:
    analyses = no_analyses(tuple(pillar_findings(pillars, sources=())))
    analyses.pillars, analyses.ideas = pillars, fill_ideas(pillars, best, NEEDS)
    return analyses


def tables(folder: Path, analyses: SimpleNamespace) -> dict[str, list[list[str]]]:
    section = section_of(document_of(empty_project(folder), analyses), "content")
    return {plain(table.caption): grid_of(table)[1:] for table in tables_of(section)}


def text(folder: Path, analyses: SimpleNamespace, key: str = "content") -> str:
    return text_in(document_of(empty_project(folder), analyses), key)


def test_each_pillar_stands_with_what_speaks_for_it(tmp_path: Path) -> None:
    pillars = name_pillars(NEEDS, TRENDS, goods="tea")
    rows = {row[0]: row[1:] for row in tables(tmp_path, analysed(pillars))["Pillars of content"]}
    assert list(rows) == ["How to use it", "Price and payment", "#kohv", "kook", "tea"]
    assert rows["How to use it"][1] == "40 of 200 people who wrote"
    assert rows["#kohv"] == [
        "Own posts about it did better than the others of their page.", "30 of 170 own posts"
    ]  # fmt: skip
    assert rows["tea"][1] == "–"


def test_how_much_more_a_subject_earned_is_told_where_it_is_known(tmp_path: Path) -> None:
    names = ("share", "low", "high", "recent", "recent_of", "earlier", "earlier_of", "rate_ratio",
             "ratio_low", "ratio_high", "p_value", "adjusted_p", "people")  # fmt: skip
    trends = TRENDS.assign(
        **dict.fromkeys(names, 0.2), since="2026-10-04", verdict="steady", counted=30,
        lift_low=1.2, lift_high=1.8, lift_p=0.01, p_without=0.5,
    )  # fmt: skip
    analyses = analysed(name_pillars(trends=TRENDS))
    analyses.findings = (*analyses.findings, *trend_findings(trends, sources=()))
    told = {row[0]: row[2] for row in tables(tmp_path, analyses)["Pillars of content"]}
    assert told["#kohv"] == "30 of 170 own posts; times the usual response: 1.5 (1.2 to 1.8)"
    assert told["kook"] == "25 of 170 own posts; times the usual response: 1.4 (1.2 to 1.8)"


def test_the_bank_has_an_idea_of_each_type_for_each_pillar(tmp_path: Path) -> None:
    best = pd.DataFrame({"type": ["laugh"], "text": [f"tea {'word ' * 60}"]})
    pillars = name_pillars(NEEDS, goods="tea")
    rows = tables(tmp_path, analysed(pillars, best))["The bank of ideas"]
    assert [row[0] for row in rows] == ["Instruction", "Provocation", "Medal", "Laugh"] * 3
    assert "“How to use it”: take the commonest question" in rows[0][1]
    assert "Use the words that people use: filter." in rows[0][1]
    again = rows[-1][1]
    assert again.startswith("“tea”: tell this post again in another form: ")
    assert again.rstrip("”“„").endswith("…")
    assert len(again) < 230


def test_pillars_and_questions_reach_the_month(tmp_path: Path) -> None:
    month = text(tmp_path, analysed(name_pillars(NEEDS, goods="tea")), "calendar")
    assert "How to use it" in month
    assert "“tea”" in month


def test_defaults_are_called_defaults_and_nothing_says_nothing(tmp_path: Path) -> None:
    said = text(tmp_path, analysed(name_pillars()))
    assert "No pillar can be named" in said
    assert "What customers say and do" in said
    bare = text(tmp_path, no_analyses())
    assert "Nothing is known yet of what the page keeps talking about" in bare
    assert "What customers say and do" in text(tmp_path, no_analyses(), "calendar")


def test_hostile_words_are_shown_letter_by_letter(tmp_path: Path) -> None:
    pillars = name_pillars(trends=TRENDS.assign(term=["{0.__class__}", "kook"]), goods=HOSTILE)
    best = pd.DataFrame({"type": ["laugh", "medal"], "text": [HOSTILE, "{pillar} kook"]})
    said = text(tmp_path, analysed(pillars, best))
    assert "#{0.__class__}" in said
    assert "{pillar} kook" in said
    assert "\x1b" not in said
