"""Hashtags and topic words: what is a term, what is not, and each once a text."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from smmlab.content.terms import LONGEST, Terms, read_hashtags, read_topics
from smmlab.tokens import stop_words


def pairs(found: Terms) -> list[tuple[int, str]]:
    return sorted(zip(found.rows.tolist(), found.names[found.codes].tolist(), strict=True))


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ("#Kohv ja #kohv", ["kohv"]),
        ("#Кофе#утро", ["кофе", "утро"]),
        ("#2026 #24h #_ # ##", ["24h"]),
        ("https://kaja.ee/#menu www.kaja.ee#a", []),
        ("#kohv@kaja #hea.kohv", ["hea", "kohv"]),
        ("＃Ёлка, #jäätis!", ["jäätis", "елка"]),
        ("#" + "a" * LONGEST + " #" + "b" * (LONGEST + 1), ["a" * LONGEST]),
        ("#<script>alert(1)</script>", []),
        ("#kohv_kook", ["kohv_kook"]),
        (None, []),
        (7, []),
    ],
)
def test_a_hashtag_is_letters_after_a_sign(text: object, tags: list[str]) -> None:
    assert [tag for _, tag in pairs(read_hashtags([text]))] == tags


def test_topics_leave_out_what_says_nothing() -> None:
    text = "The 3 rolls and 12:30 @kaja [phone] p_0123456789abcdef https://kaja.ee/rolls 2x Kaja"
    assert [word for _, word in pairs(read_topics([text], ["en"]))] == ["kaja", "rolls"]


def test_forms_of_a_word_are_one_named_as_most_write_it() -> None:
    found = read_topics(["булочки", "Булочки!", "булочку"], ["ru", "et", "ru"])
    assert pairs(found) == [(0, "булочки"), (1, "булочки"), (2, "булочки")]


def test_languages_we_cannot_read_have_no_topics_but_cyrillic_ones() -> None:
    found = read_topics(["guten kaffee", "кофе", "kohv"], ["other", "other", "et"])
    assert pairs(found) == [(1, "кофе"), (2, "kohv")]


def test_a_tag_is_no_topic() -> None:
    assert [w for _, w in pairs(read_topics(["#jäätis kook#kohv"], ["et"]))] == ["kook"]


def test_nothing_gives_nothing() -> None:
    for found in (read_hashtags([]), read_topics([], []), read_topics(["", None], ["en", "en"])):
        assert len(found.names) == len(found.codes) == len(found.rows) == 0


def test_half_an_emoji_breaks_nothing() -> None:
    assert pairs(read_hashtags(["#kohv \ud83d"])) == [(0, "kohv")]


WRITTEN = st.text(
    st.sampled_from("abkõйё #_'-1@.<>$\u202e\u200b\x00İß"), max_size=80
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(WRITTEN, max_size=5))
def test_any_terms_are_short_small_and_once_a_text(texts: list[str]) -> None:
    for found in (read_hashtags(texts), read_topics(texts, ["et"] * len(texts))):
        assert len(set(pairs(found))) == len(found.codes)
        assert len(set(found.names)) == len(found.names)
        assert set(found.codes.tolist()) == set(range(len(found.names)))
        for name in found.names:
            assert len(name) <= LONGEST
            assert name not in stop_words("et")
            assert re.fullmatch(r"[\w'\u0300-\u036f-]+", name)
            assert any(letter.isalpha() for letter in name)
            assert "." not in name
