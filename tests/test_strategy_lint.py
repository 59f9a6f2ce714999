"""The last reading: parts a client asks for by name, and headings with nothing under them."""

from dataclasses import replace
from pathlib import Path

import pytest

from smmlab.errors import StrategyError
from smmlab.strategy.document import Document, Heading, Section, Span
from smmlab.strategy.lint import PARTS, REQUIRED, check_document, faults_of
from strategy_cases import document_of, empty_project, no_analyses
from strategy_parts import section_of


@pytest.fixture(scope="module")
def whole() -> Document:
    return document_of(empty_project(Path("none")), no_analyses())


def changed(document: Document, key: str, section: Section | None) -> Document:
    kept = (section if one.key == key else one for one in document.sections)
    return replace(document, sections=tuple(one for one in kept if one is not None))


def test_a_whole_document_has_every_section_in_order_and_no_fault(whole: Document) -> None:
    assert tuple(section.key for section in whole.sections) == REQUIRED
    assert list(faults_of(whole)) == []


@pytest.mark.parametrize(("key", "part"), [(key, part) for key in PARTS for part in PARTS[key]])
def test_each_part_is_missed(whole: Document, key: str, part: str) -> None:
    section = section_of(whole, key)
    without = tuple(
        block for block in section.blocks if not (isinstance(block, Heading) and block.key == part)
    )
    faults = list(faults_of(changed(whole, key, replace(section, blocks=without))))
    assert {"part": part, "key": key} in [fault.values for fault in faults]


def test_a_heading_with_nothing_under_it_is_a_fault(whole: Document) -> None:
    section = section_of(whole, "privacy")
    heading = Heading((Span("Left empty"),))
    last = replace(section, blocks=(*section.blocks, heading))
    two = replace(section, blocks=(heading, *section.blocks[-1:]))
    assert "Left empty" in str([one.values for one in faults_of(changed(whole, "privacy", last))])
    assert list(faults_of(changed(whole, "privacy", two))) == []


def test_what_is_required_is_the_writers_choice(whole: Document) -> None:
    less = changed(whole, "privacy", None)
    with pytest.raises(StrategyError, match="privacy"):
        check_document(less)
    check_document(less, required=("summary",))
