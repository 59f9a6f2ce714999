"""The wording of documents: our words are judged, those of other people are not."""

from datetime import date
from pathlib import Path

import pytest

from smmlab.strategy.build import build_document
from smmlab.strategy.collecting import gather
from smmlab.strategy.document import Block, Bullets, Document, Paragraph, Section, Span
from smmlab.strategy.wording_check import faults_of_document, own_text
from smmlab.texts import LANGUAGES, Language, Words
from smmlab.texts.wording import HIDDEN
from strategy_cases import DAY, empty_project, full_analyses, full_project, no_analyses


def document(*blocks: Block, title: str = "Strategy") -> Document:
    section = Section("summary", (Span("Summary"),), blocks)
    appendix = Section("appendix", (Span("Appendix"),), ())
    return Document((Span(title),), (), "en", date(2026, 11, 23), (section,), appendix)


def kinds(*blocks: Block, title: str = "Strategy") -> list[str]:
    return [fault.kind for fault in faults_of_document(document(*blocks, title=title))]


def paragraph(*spans: Span) -> Paragraph:
    return Paragraph(spans)


def test_a_sound_document_has_no_fault() -> None:
    assert kinds(paragraph(Span("Reach grew by "), Span("3.5%", "finding"), Span("."))) == []


@pytest.mark.parametrize("kind", ["quote", "name", "brief", "choice"])
def test_the_words_of_others_are_let_through(kind: str) -> None:
    text = "so  what ,охват"
    assert kinds(paragraph(Span("They say "), Span(text, kind), Span("."))) == []  # type: ignore[arg-type]
    assert kinds(paragraph(Span("They say "), Span(text), Span("."))) != []


@pytest.mark.parametrize("kind", ["brief", "choice"])
def test_a_noun_follows_a_number_that_others_gave(kind: str) -> None:
    for number, faults in (("1", ["plural"]), ("2", []), ("1,001", [])):
        told = paragraph(Span("It takes "), Span(number, kind), Span(" hours."))  # type: ignore[arg-type]
        assert kinds(told) == faults


def test_a_finding_in_words_is_let_through_and_one_in_numbers_is_not() -> None:
    assert own_text((Span("открыто, saia", "finding"),)) == HIDDEN
    assert kinds(paragraph(Span("It is "), Span("3,5%", "finding"), Span("."))) == ["number"]


def test_titles_and_list_items_are_judged_too() -> None:
    assert kinds(title="The  strategy") == ["spaces"]
    assert kinds(Bullets(((Span("Reach  grew"),),))) == ["spaces"]


def test_prose_is_made_of_sentences() -> None:
    assert kinds(paragraph(Span("reach grew."))) == ["sentence"]
    assert kinds(paragraph(Span("Reach grew"))) == ["sentence"]
    assert kinds(paragraph(Span(" "))) == ["sentence"]
    assert kinds(paragraph(Span("They said “it grew.”"))) == []
    assert kinds(Bullets(((Span("reach"),),))) == []


@pytest.mark.parametrize("is_full", [True, False], ids=["full", "empty"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_strategy_is_free_of_faults(language: Language, is_full: bool, tmp_path: Path) -> None:
    project = full_project(tmp_path) if is_full else empty_project(tmp_path)
    analyses = full_analyses() if is_full else no_analyses()
    material = gather(project, analyses, made_on=DAY, words=Words(language))  # type: ignore[arg-type]
    found = {str(fault) for fault in faults_of_document(build_document(material))}
    assert sorted(found) == []
