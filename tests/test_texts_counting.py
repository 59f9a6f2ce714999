"""The form of a noun is checked against its number, in each language."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from smmlab.texts import LANGUAGES, Language, Words
from smmlab.texts.counting import wrong_counts


@pytest.mark.parametrize(
    ("language", "text", "wrong"),
    [
        ("en", "1 posts, 1 post, 2 posts, 2 post", ["1 posts", "2 post"]),
        ("en", "1.5 post, 1.5 posts, 1,001 posts", ["1.5 post"]),
        ("en", "up to 30 post_ids", []),
        ("et", "1 postitust, 1 postitus, 2 postitust, 2 postitus", ["1 postitust", "2 postitus"]),
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
