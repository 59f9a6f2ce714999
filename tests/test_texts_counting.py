"""The form of a noun is checked against its number, in each language."""

from collections.abc import Sequence
from functools import cache
from string import Formatter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from smmlab.texts import LANGUAGES, Language, Words
from smmlab.texts.counting import glued_nouns, wrong_counts
from smmlab.texts.extract import read_catalogue, visible_texts
from smmlab.texts.wording import HIDDEN

NO_COUNTS = frozenset({"share", "ratio", "times", "best", "middle", "network", "leader"})
"""Values with a word behind them that does not follow their number: parts, multiples, names."""


@pytest.mark.parametrize(
    ("language", "text", "wrong"),
    [
        ("en", "1 posts, 1 post, 2 posts, 2 post", ["1 posts", "2 post"]),
        ("en", "1.5 post, 1.5 posts, 1,001 posts", ["1.5 post"]),
        ("en", "up to 30 post_ids", []),
        ("et", "1 postitust, 1 postitus, 2 postitust, 2 postitus", ["1 postitust", "2 postitus"]),
        ("et", "iga 1 päeva järel, 5 päeva, 5 päev", ["5 päev"]),
        ("et", "1,5 postitus, 1,5 postitust, 21 postitust", ["1,5 postitus"]),
        ("ru", "1 публикация, 21 публикация, 11 публикация", ["11 публикация"]),
        ("ru", "2 публикации, 24 публикации, 12 публикации", ["12 публикации"]),
        ("ru", "5 публикаций, 1\u00a0011 публикаций, 3 публикаций", ["3 публикаций"]),
        ("ru", "из 3 публикаций, от 21 публикации, из 3 публикация", ["3 публикация"]),
        ("ru", "1,5 публикации, 1,5 публикаций", ["1,5 публикаций"]),
        ("ru", "3 слонов, 2026-01 публикаций", []),
    ],
)
def test_wrong_forms_and_only_they_are_found(
    language: Language, text: str, wrong: list[str]
) -> None:
    assert list(wrong_counts(text, language)) == wrong


@settings(deadline=None)
@given(language=st.sampled_from(LANGUAGES), number=st.integers(0, 2_000_000))
def test_the_catalogue_is_its_own_judge(language: Language, number: int) -> None:
    shown = Words(language).say_many("{n} post", "{n} posts", n=number)
    assert list(wrong_counts(shown, language)) == []


@pytest.mark.parametrize(
    ("template", "agrees_with", "glued"),
    [
        ("{n} posts in {weeks} weeks", "n", ["{weeks} weeks"]),
        ("{n} posts in {weeks} weeks", "", ["{n} posts", "{weeks} weeks"]),
        ("A {weeks}-week test; posts: {posts}.", "", []),
        ("{page} posts_a_week", "", []),
    ],
)
def test_a_noun_behind_a_value_is_found(template: str, agrees_with: str, glued: list[str]) -> None:
    assert list(glued_nouns(template, "en", agrees_with=agrees_with)) == glued


def test_a_genitive_teaches_no_forms() -> None:
    # "в течение 21 дня" is in the catalogue, and yet "21 дня" alone is wrong.
    assert list(wrong_counts("Прошло 21 дня", "ru")) == ["21 дня"]
    assert list(wrong_counts("В течение 21 дня", "ru")) == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("n", [1, 2, 5, 21])
def test_every_counted_text_agrees_with_its_number(language: Language, n: int) -> None:
    words = Words(language)
    told = [
        words.say_many(*text, n=n, **dict.fromkeys(_values(text[1]) - {"n"}, HIDDEN))
        for text in _texts()
        if not isinstance(text, str)
    ]
    assert [fault for text in told for fault in wrong_counts(text, language)] == []


@cache
def _texts() -> dict[str | tuple[str, str], str]:
    return visible_texts()


def _values(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name}


@pytest.mark.parametrize("language", LANGUAGES)
def test_nouns_of_documents_pictures_and_forms_follow_their_numbers(language: Language) -> None:
    translated = _translated(language)
    glued = {
        f"{found} | {form}"
        for text, place in _texts().items()
        if place.startswith(("strategy/", "plots/", "forms/"))
        for form in translated.get(_key(text), (text,) if isinstance(text, str) else text)
        for found in glued_nouns(form, language, agrees_with="" if isinstance(text, str) else "n")
        if found[1:].partition("}")[0] not in NO_COUNTS
    }
    assert sorted(glued) == []


def _translated(language: Language) -> dict[str, tuple[str, ...]]:
    if language == "en":
        return {}
    return {
        _key(entry.id): tuple([entry.string] if isinstance(entry.string, str) else entry.string)
        for entry in read_catalogue(language)
        if entry.id and entry.string
    }


def _key(text: str | Sequence[str]) -> str:
    return text if isinstance(text, str) else text[0]
