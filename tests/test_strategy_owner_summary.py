"""The summary for the owner: two pages, every number with a row, nothing twice."""

import io
from dataclasses import replace

import pypdf
import pytest

from smmlab.decisions import Decision
from smmlab.strategy.document import DataTable, Document, plain, runs_of
from smmlab.strategy.lint import faults_of
from smmlab.strategy.owner_summary import REQUIRED, build_summary
from smmlab.strategy.pdf import to_pdf
from smmlab.strategy.repetition import repetition_faults
from smmlab.texts import LANGUAGES, Language
from strategy_parts import section_of, text_of
from strategy_told_cases import (
    count,
    empty_material,
    full_material,
    material_of,
    with_brief,
)


def marks_and_rows(document: Document) -> tuple[set[str], set[str]]:
    marks = {
        span.mark
        for section in document.sections
        for block in section.blocks
        for run in runs_of(block)
        for span in run
        if span.mark
    }
    tables = [block for block in document.appendix.blocks if isinstance(block, DataTable)]
    return marks, {anchor for table in tables for anchor in table.anchors}


@pytest.mark.parametrize("language", LANGUAGES)
def test_two_pages_come_before_the_evidence(language: Language) -> None:
    document = build_summary(full_material(language))
    pages = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(to_pdf(document))).pages]
    title = plain(document.appendix.title)
    assert next(at for at, text in enumerate(pages) if title in " ".join(text.split())) <= 2


@pytest.mark.parametrize("make", [full_material, empty_material])
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_mark_leads_to_a_row_and_nothing_stands_twice(make: object, language: str) -> None:
    document = build_summary(make(language))  # type: ignore[operator]
    marks, rows = marks_and_rows(document)
    assert marks
    assert marks <= rows
    assert tuple(one.key for one in document.sections) == REQUIRED
    assert list(faults_of(document, required=REQUIRED)) == []
    assert list(repetition_faults(document)) == []


def test_the_ask_follows_the_decision_and_the_figures() -> None:
    full = text_of(section_of(build_summary(full_material()), "owner_ask"))
    assert full.startswith("Put the work into one network, Instagram, with 2 posts a week")
    empty = text_of(section_of(build_summary(empty_material()), "owner_ask"))
    assert empty.startswith("Kohvik Kaja has no figures here yet")
    assert "Put the work" not in empty


def test_the_reason_compares_the_network_with_the_next_best() -> None:
    told = text_of(section_of(build_summary(full_material()), "owner_network"))
    assert "71% for Instagram and 22% for Facebook" in told
    alone = material_of(count("networks.instagram.p_best", 0.71, "share"))
    assert "still missing" in text_of(section_of(build_summary(alone), "owner_network"))


def test_the_plan_of_an_empty_client_has_no_posts() -> None:
    empty = section_of(build_summary(empty_material()), "owner_weeks")
    assert not any(isinstance(block, DataTable) for block in empty.blocks)
    full = section_of(build_summary(full_material()), "owner_weeks")
    (table,) = [block for block in full.blocks if isinstance(block, DataTable)]
    calendar = full_material().calendar
    assert len(table.rows) == min(8, len(calendar))
    fewer = replace(full_material(), calendar=calendar[:3])
    (table,) = [
        block
        for block in section_of(build_summary(fewer), "owner_weeks").blocks
        if isinstance(block, DataTable)
    ]
    assert len(table.rows) == 3


def test_the_hours_of_the_brief_decide_whether_it_fits() -> None:
    def cost(hours: float) -> str:
        material = with_brief(full_material(), hours_per_week=hours)
        return text_of(section_of(build_summary(material), "owner_cost"))

    assert "so it fits." in cost(40)
    assert "so it does not fit" in cost(1)
    assert "The brief has" not in text_of(section_of(build_summary(full_material()), "owner_cost"))


def test_answers_that_nobody_can_count_are_not_in_the_hours() -> None:
    told = text_of(section_of(build_summary(full_material()), "owner_cost"))
    assert "for making posts and 1 for looking back. Answers come on top" in told
    assert "goes into answers" not in told
    assert "told anew" not in told
    both = Decision("network", {"network": "", "contenders": ["youtube", "instagram"]})
    material = replace(full_material(), decisions={**full_material().decisions, "network": both})
    tested = text_of(section_of(build_summary(material), "owner_cost"))
    assert "The test needs 10 posts told anew for the other network" in tested


def test_what_own_results_did_to_the_choice_is_told() -> None:
    chances = [
        count(f"networks.{name}.{part}", value, "probability")
        for name, numbers in {"instagram": (0.989, 0.38), "facebook": (0.001, 0.4)}.items()
        for part, value in zip(("p_best", "p_without_own"), numbers, strict=True)
    ]
    told = text_of(section_of(build_summary(material_of(*chances)), "owner_network"))
    assert "without them the likeliest would be Facebook (40%) and Instagram (38%)" in told
    alike = material_of(*(one for one in chances if one.key.endswith("p_best")))
    assert "Our own results" not in text_of(section_of(build_summary(alike), "owner_network"))


def test_only_what_is_open_is_left_to_decide() -> None:
    material = full_material()
    told = text_of(section_of(build_summary(material), "owner_decide"))
    assert "hours a week there are" in told
    known = with_brief(material, hours_per_week=6, budget_per_month=0)
    told = text_of(section_of(build_summary(known), "owner_decide"))
    assert "hours a week there are" not in told
    assert "spent a month" not in told


@pytest.mark.parametrize(("metric", "is_told"), [("orders", True), ("engagement_rate", False)])
def test_the_goals_say_in_which_months_a_count_is_added(metric: str, *, is_told: bool) -> None:
    goal = {"metric": metric, "target": 520, "by": "2027-06-30", "owner": "Kaja"}
    decided = Decision("objectives", {"goals": [goal]})
    full = full_material()
    material = replace(full, decisions={**full.decisions, "objectives": decided})
    told = text_of(section_of(build_summary(material), "owner_gain"))
    assert ("twelve months" in told) == is_told
