"""The section on the network: cautions first, conditions, what would turn it, own results."""

from pathlib import Path

import pandas as pd
import pytest

from smmlab.brief import Brief, Target
from smmlab.findings import Finding, Source
from smmlab.networks.evidence import load_evidence
from smmlab.networks.fit import score_networks
from smmlab.networks.fit_findings import network_findings
from smmlab.networks.habits import habit_findings, network_habits
from smmlab.networks.report import UNCOUNTED
from smmlab.strategy.build import build_document
from smmlab.strategy.document import Chart, Section, plain
from smmlab.texts import Words
from strategy_cases import DAY, document_of, empty_project, full_project, gather, no_analyses
from strategy_parts import grid_of, rows_of, section_of, tables_of, text_of

CAFE = Brief("Kohvik", market="EE", target=Target(25, 44, "female", people=180_000))
COUNTS = {"facebook": 60, "instagram": 85, "tiktok": 22, "pinterest": 9, "youtube": 12}
OWN = pd.DataFrame(
    {"network": ["facebook", "instagram"], "posts": [40, 40], "reach": [40_000, 40_000],
     "engagements": [900, 700], "enquiries": [30, 12], "orders": [60, 9]}
)  # fmt: skip
MINE = pd.DataFrame(
    [{"topic": "reach", "network": "pinterest", "market": "EE", "value": 20, "unit": "%",
      "year": 2026, "grade": "A", "source": "our survey"}]
)  # fmt: skip


def analyses_of(**named):
    fit = score_networks(CAFE, evidence=load_evidence(MINE, year=2026), draws=2_000, **named)
    habits = network_habits(fit.contenders, market="EE", evidence=load_evidence(year=2026))
    analyses = no_analyses((*network_findings(fit), *habit_findings(habits)))
    analyses.fit = fit
    return analyses


def written(project, analyses, language="en") -> Section:
    document = build_document(
        gather(project, analyses, made_on=DAY, words=Words(language))  # type: ignore[arg-type]
    )
    return section_of(document, "network")


@pytest.fixture(scope="module")
def told() -> Section:
    return written(empty_project(Path("none")), analyses_of(rivals=COUNTS, own=OWN))


def test_every_condition_stands_beside_its_limit(told):
    text = text_of(told)
    fit = analyses_of(rivals=COUNTS, own=OWN).fit
    for row in fit.conditions.itertuples():
        if row.condition in ("p_best", "regret"):
            assert f"{row.value:.1%}".replace(".0%", "%") in text
    assert "at least 60%" in text
    assert "less than 10%" in text
    assert "Its sellers were counted." in text


def test_the_nearest_break_even_is_said_first(told):
    text = text_of(told)
    rows = analyses_of(rivals=COUNTS, own=OWN).fit.break_even
    rows = rows[rows["input"].isin(["sellers", "reach"])]
    nearest = rows.loc[(rows["times"].where(rows["times"] > 1, 1 / rows["times"])).idxmin()]
    first = text.index(" wins if the ")
    assert f"{nearest['times']:.2f}".rstrip("0") in text[first : first + 90]


def test_own_results_own_figures_and_borrowed_ones_are_named(told):
    text = text_of(told)
    assert "What our own results say" in text
    assert "Figures of our own from evidence.csv" in text
    assert "the nearest one stands in" in text
    assert "Telegram" in text


def test_the_pictures_of_the_choice_are_there(told):
    names = [block.name for block in told.blocks if isinstance(block, Chart)]
    assert names == ["fit", "funnel", "places", "tornado", "feed-load"]


def test_how_people_use_the_contenders_stands_there_with_the_first_form(told):
    text = text_of(told)
    assert "How people use them" in text
    assert "A post lives" in text
    fit = analyses_of(rivals=COUNTS, own=OWN).fit
    rows = network_habits(fit.contenders, market="EE", evidence=load_evidence(year=2026))
    share = rows[(rows["habit"] == "purpose") & (rows["segment"] == "buying")]["value"].iloc[0]
    assert f"{share:.1%}" in text


def test_what_to_beware_of_comes_first():
    section = written(empty_project(Path("none")), analyses_of(rivals={}))
    text = text_of(section)
    assert text.index(UNCOUNTED) < text.index("How the networks compare")
    assert "nobody has done so yet" in text


def test_without_a_comparison_the_section_says_what_to_do():
    text = text_of(written(empty_project(Path("none")), no_analyses()))
    assert "The networks are not compared yet" in text
    assert "What would change the answer" not in text


@pytest.mark.parametrize("language", ["et", "ru"])
def test_the_section_speaks_the_language(language):
    text = text_of(
        written(empty_project(Path("none")), analyses_of(rivals=COUNTS, own=OWN), language)
    )
    for english in (" wins if ", "Its chance", "The figure to check", "Nobody counted"):
        assert english not in text


def test_a_chosen_network_keeps_its_doubts(tmp_path):
    section = written(full_project(tmp_path), analyses_of(rivals=COUNTS))
    text = text_of(section)
    assert "Build the gathering place on Instagram" in text
    assert "What would change the answer" in text
    assert document_of(full_project(tmp_path), no_analyses())


UNEQUAL = pd.DataFrame(
    {"network": ["facebook", "instagram"], "posts": [40, 30], "reach": [800, 60_000],
     "engagements": [12, 1_300], "enquiries": [None, None], "orders": [None, None]}
)  # fmt: skip


def test_chances_that_own_results_moved_say_so_and_what_they_would_be():
    analyses = analyses_of(rivals={}, own=UNEQUAL)
    section = written(empty_project(Path("none")), analyses)
    text = text_of(section)
    assert "Our own results (Facebook, Instagram) moved these chances" in text
    assert "people reached by a post and engagements of a person reached" in text
    odds = next(table for table in tables_of(section) if "How sure" in plain(table.caption))
    assert plain(odds.header[2]) == "Chance without our own results"
    by_key = {found.key: found for found in analyses.findings}
    without = {
        str(row.network): row.p_best
        for row in score_networks(
            CAFE, evidence=load_evidence(MINE, year=2026), draws=2_000, rivals={}
        ).table.itertuples()
    }
    assert by_key["networks.facebook.p_without_own"].value == without["facebook"]
    reached = by_key["networks.facebook.own.reach_mean"]
    assert (reached.value, reached.n) == (20, 40)


def test_a_network_that_own_results_cost_the_choice_says_so():
    section = written(empty_project(Path("none")), analyses_of(rivals={}, own=UNEQUAL))
    reasons = {row[0]: row[1] for row in rows_of(section) if len(row) == 2}
    said = "People reached by a post on average: 20 there, 2,000 on Instagram."
    assert said in reasons["Facebook"]
    assert "own results" not in reasons["X"]


def test_without_own_results_there_is_no_word_of_them():
    text = text_of(written(empty_project(Path("none")), analyses_of(rivals=COUNTS)))
    assert "own results" not in text


def test_own_results_stand_there_although_the_chapter_on_content_has_the_rate():
    analyses = analyses_of(rivals={}, own=UNEQUAL)
    rate = Finding("content.engagement.facebook.engagement_rate", 0.015, "share", 40)
    analyses.findings = (*analyses.findings, rate)
    section = written(empty_project(Path("none")), analyses)
    (table,) = [one for one in tables_of(section) if plain(one.caption).startswith("Our own")]
    assert grid_of(table)[1] == ["Facebook", "40", "20"]


def test_the_rows_of_own_results_stand_behind_what_they_moved():
    mine = {name: (Source(f"{name}.csv", 2, 9, 8),) for name in ("facebook", "instagram")}
    fit = analyses_of(rivals={}, own=UNEQUAL).fit
    found = {one.key: one for one in network_findings(fit, own_sources=mine)}
    assert {"facebook.csv", "instagram.csv"} <= {
        row.file for row in found["networks.youtube.p_best"].sources
    }
    assert [row.file for row in found["networks.facebook.own.posts"].sources] == ["facebook.csv"]
    assert not any(
        row.file.endswith("book.csv") for row in found["networks.facebook.reach"].sources
    )
