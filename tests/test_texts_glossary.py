"""The glossary has each concept in three languages, and its page is the file of terms, written."""

import re
from pathlib import Path

import pytest

from smmlab.texts import LANGUAGES, Language
from smmlab.texts.glossary import as_markdown, concepts, discouraged, main

PAGE = Path(__file__).parent.parent / "docs" / "glossary.md"


def test_the_page_is_written_from_the_terms(tmp_path: Path) -> None:
    target = tmp_path / "glossary.md"
    assert main([str(target)]) == 0
    written = target.read_text(encoding="utf-8")
    assert written == as_markdown()
    assert written == PAGE.read_text(encoding="utf-8"), (
        "write it anew: python -m smmlab.texts.glossary docs/glossary.md"
    )


def test_every_concept_stands_on_the_page_in_every_language() -> None:
    page = as_markdown()
    for concept in concepts():
        assert set(concept.names) == set(LANGUAGES)
        for name in concept.names.values():
            assert name.means.endswith("."), name
            assert f"- **{name.name}**" in page
        assert f"| {' | '.join(concept.names[one].name for one in LANGUAGES)} |" in page


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_name_belongs_to_one_concept(language: Language) -> None:
    names = [(one.group, one.names[language].name) for one in concepts()]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_name_is_a_form_that_is_not_to_be_used(language: Language) -> None:
    patterns = [re.compile(pattern) for pattern in discouraged(language)]
    for concept in concepts():
        for pattern in patterns:
            assert not pattern.search(concept.names[language].name)


@pytest.mark.parametrize(
    ("language", "faulty", "sound"),
    [
        ("en", "two competitors", "the tab Competitors"),
        ("en", "Competitors grew.", "competitorship"),
        ("et", "suur leviulatusega", "suur haardega"),
        ("ru", "для целевой\u00a0группы", "для целевой аудитории"),
        ("ru", "новый пост", "новый постер"),
    ],
)
def test_a_star_stands_for_an_ending_and_a_capital_for_a_name(
    language: Language, faulty: str, sound: str
) -> None:
    patterns = [re.compile(pattern) for pattern in discouraged(language)]
    assert any(pattern.search(faulty) for pattern in patterns)
    assert not any(pattern.search(sound) for pattern in patterns)
