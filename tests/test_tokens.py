"""Words, emoji and phrases: what is kept, what is left out, and each person once."""

import time

import pandas as pd
import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st

from hanging import HANGS
from smmlab.tokens import (
    base_forms,
    is_emoji,
    person_terms,
    split_words,
    stop_words,
    text_terms,
)

EMOJI = ["👩‍👩‍👧‍👧", "👍🏽", "🇪🇪", "❤️", "❤️‍🔥", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "🧑🏿‍🚀", "☕", "😂", "🏳️‍🌈", "🐻‍❄️", "⭐"]


@pytest.mark.parametrize("sign", EMOJI)
def test_an_emoji_of_several_signs_is_one(sign: str) -> None:
    # One grapheme by the rules of Unicode.
    assert regex.findall(r"\X", sign) == [sign]
    plain = sign.replace("\ufe0f", "")
    assert split_words(f"kohv {sign} kook, {sign} {sign}") == ["kohv", plain, "kook", plain, plain]
    assert is_emoji(plain)


@pytest.mark.parametrize("sign", ["™", "©", "→", "▪", "‼", "1️⃣", "#️⃣", "\u200d", "🇪", "👍a", "7"])
def test_what_unicode_calls_a_picture_and_people_do_not(sign: str) -> None:
    assert not is_emoji(sign)
    assert split_words(f"kohv {sign} kook")[0] == "kohv"
    assert not any(is_emoji(word) for word in split_words(f"kohv {sign}") if sign != "👍a")


def test_smiles_of_letters_are_no_words() -> None:
    assert split_words("hea :D väga ;p <3 :-)") == ["hea", "väga"]


def test_a_missing_space_makes_no_link() -> None:
    assert split_words("Ok.Super.Aitäh kaja.ee") == ["ok", "super", "aitäh", "kaja", "ee"]
    assert person_terms(said("fresh.rolls"))["kind"].tolist() == ["word", "word"]


def test_what_is_no_word_is_left_out() -> None:
    said = ("@kaja vaata https://kaja.ee/menüü?a=1 www.kaja.ee t.me/kaja [phone] [e-mail] "
            "p_0123456789abcdef [id42|Mari Maasikas] 12 3.90 — ok #hommikukohv!")  # fmt: skip
    assert split_words(said) == ["vaata", "ok", "hommikukohv"]


def test_spellings_become_one() -> None:
    assert split_words("Ещё ЕЩЕ") == ["еще", "еще"]
    assert split_words("𝐒𝐀𝐋𝐄 sale") == ["sale", "sale"]
    assert split_words("Jaaaaaaa jaaa") == ["jaaa", "jaaa"]
    assert split_words("don’t don't e-pood") == ["don't", "don't", "e-pood"]


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=60))
def test_any_text_is_split_without_marks_and_spaces(text: str) -> None:
    for word in split_words(text):
        assert word == word.strip()
        assert "@" not in word
        assert is_emoji(word) or any(sign.isalnum() for sign in word)
        assert not word.isdecimal()


def test_a_hostile_text_takes_no_time() -> None:
    started = time.process_time()
    for part in ("@", "[id1|", "a-", "a'", "1", "\u200d", "👩\u200d", "aaaa", "[", "p_0"):
        split_words(part * 200_000)
    assert time.process_time() - started < HANGS


def test_base_forms_in_three_languages() -> None:
    assert base_forms(["prices", "children"], "en") == ["price", "child"]
    assert base_forms(["hindadega", "lastega"], "et") == ["hind", "laps"]
    assert base_forms(["доставкой", "детей"], "ru") == ["доставка", "ребенок"]


def test_stop_words_are_words_in_small_letters_and_once_each() -> None:
    for language in ("en", "et", "ru"):
        words = stop_words(language)
        assert len(words) > 100
        assert all(word == word.lower().strip() and " " not in word for word in words)


def said(*texts: str, language: str = "en", person: str = "a") -> pd.DataFrame:
    return pd.DataFrame(
        {"network": "x", "person": person, "language": language, "text": list(texts)}
    )


def test_a_loud_person_counts_once() -> None:
    comments = pd.concat([said(*["Great coffee"] * 50), said("coffee!", person="b")])
    terms = person_terms(comments)
    assert terms[terms["term"] == "coffee"]["person"].tolist() == ["a", "b"]
    assert terms[terms["kind"] == "phrase"]["person"].tolist() == ["a"]


def test_a_person_is_counted_in_each_group() -> None:
    comments = said("coffee", "coffee", "coffee").assign(group=["in", "out", "out"])
    assert person_terms(comments)["group"].tolist() == ["in", "out"]


def test_comments_split_beforehand_with_others_are_counted_alike() -> None:
    some = pd.concat([said("Fresh rolls 👍🏽", "two rolls"), said("värske sai", language="et")])
    others = said("ещё кофе", "two rolls", language="ru", person="b")
    split = text_terms(pd.concat([others, some, some]))
    assert len(split.texts) == 5
    counted = person_terms(some, split=split)
    order = ["language", "kind", "term"]
    pd.testing.assert_frame_equal(
        counted.sort_values(order, ignore_index=True),
        person_terms(some).sort_values(order, ignore_index=True),
    )


def test_phrases_are_neighbours_without_a_stop_word_or_a_sign_between() -> None:
    terms = person_terms(said("fresh rolls. warm bread and butter", "cold 👍 tea", "milk"))
    assert set(terms.loc[terms["kind"] == "phrase", "term"]) == {"fresh roll", "warm bread"}


def test_emoji_are_counted_without_the_shade_of_skin() -> None:
    terms = person_terms(said("👍🏽", "👍🏿 ❤️", language="other"))
    assert terms["term"].tolist() == ["👍", "❤"]
    assert set(terms["kind"]) == {"emoji"}


def test_a_term_is_shown_as_most_people_write_it() -> None:
    comments = pd.concat(
        [said("Скидки постоянным", language="ru", person=person) for person in "abc"]
        + [said("скидку", "скидка скидка", "скидка", language="ru", person="d")]
    )
    terms = person_terms(comments)
    sale = terms[terms["written"] == "скидки"]
    assert sorted(sale["person"]) == ["a", "b", "c", "d"]
    assert set(sale["term"]) == {"скидка"}
    assert "скидки постоянным" in set(terms.loc[terms["kind"] == "phrase", "written"])


def test_a_russian_word_is_russian_in_any_text() -> None:
    terms = person_terms(said("coffee с доставкой", language="en"))
    assert "доставка" in set(terms["term"])
    assert "с" not in set(terms["term"])


def test_other_languages_give_only_emoji() -> None:
    assert person_terms(said("hyvää huomenta ☕", language="other"))["term"].tolist() == ["☕"]


def test_nothing_said() -> None:
    assert person_terms(said()).empty
