"""The words of each language: complete, with the same placeholders, by its own plural rule."""

import re
from datetime import date

import pytest

from smmlab.texts import Words
from smmlab.texts.extract import left_over, missing, read_catalogue, visible_texts

TRANSLATED = ("et", "ru")


def placeholders(text: str) -> set[str]:
    return set(re.findall(r"{([a-z_]+)[^}]*}", text))


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_text_is_translated_and_nothing_is_left_over(language: str) -> None:
    assert missing(language) == []  # type: ignore[arg-type]
    assert left_over(language) == []  # type: ignore[arg-type]


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_translation_has_the_placeholders_of_its_original(language: str) -> None:
    for entry in read_catalogue(language):  # type: ignore[arg-type]
        if not entry.id:
            continue
        ids = entry.id if isinstance(entry.id, tuple | list) else (entry.id,)
        strings = entry.string if isinstance(entry.string, tuple | list) else (entry.string,)
        wanted = set().union(*map(placeholders, ids))
        for string in strings:
            # A plural form for exactly one may say "one" in words.
            assert wanted - {"n"} <= placeholders(string) <= wanted, entry.id


def test_something_is_extracted_from_code_and_notebooks() -> None:
    texts = visible_texts()
    assert any(place.endswith(".ipynb") for place in texts.values())
    assert any(place.endswith(".py") for place in texts.values())


def test_numbers_follow_the_language() -> None:
    assert Words("en").number(12840.5) == "12,840.5"
    assert Words("et").number(12840.5) == "12\u00a0840,5"
    assert Words("ru").percent(0.125) == "12,5\u00a0%"
    assert Words("et").date(date(2026, 9, 1)) == "1. september 2026"
    assert Words("ru").weekday(0) == "понедельник"
