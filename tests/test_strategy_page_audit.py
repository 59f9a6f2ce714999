"""The audit: the state, the strongest findings, Monday with hours and a person."""

from itertools import pairwise

import pytest

from smmlab.strategy.document import Chart, DataTable, Heading, Paragraph, plain
from smmlab.strategy.lint import faults_of
from smmlab.strategy.page_audit import REQUIRED, build_audit
from smmlab.strategy.repetition import repetition_faults
from smmlab.strategy.strongest import choose
from smmlab.texts import LANGUAGES, Words
from strategy_parts import section_of, tables_of, text_of
from strategy_told_cases import (
    complaints_with_a_chart,
    empty_material,
    full_material,
    many_topics,
    material_of,
)


def table_of(document: object, key: str) -> DataTable:
    return tables_of(section_of(document, key))[0]  # type: ignore[arg-type]


def headings(document: object) -> list[str]:
    blocks = section_of(document, "audit_findings").blocks  # type: ignore[arg-type]
    return [plain(block.spans) for block in blocks if isinstance(block, Heading)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_audit_is_whole_in_every_language(language: str) -> None:
    for material in (
        material_of(*many_topics(), language=language),  # type: ignore[arg-type]
        empty_material(language),  # type: ignore[arg-type]
    ):
        document = build_audit(material)
        assert list(faults_of(document, required=REQUIRED)) == []
        assert list(repetition_faults(document)) == []


def test_the_findings_stand_in_the_order_of_their_strength_five_at_most() -> None:
    material = material_of(*many_topics())
    names = {"negativity": "complaints"}
    ranked = [names.get(one.topic, one.topic) for one in choose(material, most=99)]
    assert len(ranked) == 6
    assert [one.casefold() for one in headings(build_audit(material))] == ranked[:5]


def test_what_a_finding_rests_on_stands_with_its_sentences_before_its_chart() -> None:
    blocks = section_of(build_audit(complaints_with_a_chart()), "audit_findings").blocks
    before = [one for one, chart in pairwise(blocks) if isinstance(chart, Chart)]
    assert before
    assert all(isinstance(one, Paragraph) and one.tone == "note" for one in before)


def test_too_little_data_is_no_finding() -> None:
    document = build_audit(empty_material())
    assert headings(document) == []
    assert "That is no verdict on the page" in text_of(section_of(document, "audit_findings"))
    assert headings(build_audit(full_material())) == ["Rhythm"]


def test_monday_has_hours_a_person_and_a_ground_in_every_row() -> None:
    document = build_audit(material_of(*many_topics()))
    rows = [[plain(cell) for cell in row] for row in table_of(document, "audit_monday").rows]
    assert len(rows) >= 5
    for what, hours, who, ground in rows:
        assert what
        assert float(hours) > 0
        assert who in ("Mari", "Mari Mägi")
        assert ground
    total = sum(float(row[1]) for row in rows)
    said = text_of(section_of(document, "audit_monday"))
    assert f"takes about {Words('en').number(total)} hours" in said


def test_what_the_files_cannot_tell_is_what_is_missing() -> None:
    full = [plain(row[0]) for row in table_of(build_audit(full_material()), "audit_unknown").rows]
    none = [plain(row[0]) for row in table_of(build_audit(empty_material()), "audit_unknown").rows]
    assert set(none) - set(full) == {"Posts"}
