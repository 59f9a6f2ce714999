"""Texts made ready, cues, signs and hashes: each checked against the plainest way of doing it."""

import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from smmlab.content.batch import HEAD, LONGEST_WORD, TAIL, read_batch
from smmlab.content.cues import cue_groups, find_cues
from smmlab.content.hashing import (
    LETTER_BITS,
    WORD_BITS,
    hashed_matrix,
    letter_buckets,
    pair_buckets,
    word_buckets,
)
from smmlab.content.scoring import TRAITS, TYPES, Weights, cue_counts, score
from smmlab.content.signs import count_signs, sign_names


def words_of(text: str) -> list[str]:
    batch = read_batch([text])
    return batch.words[batch.codes].tolist()


def cues_of(text: str) -> set[tuple[str, str]]:
    batch = read_batch([text])
    hits, words = find_cues(batch), batch.words[batch.codes]
    return {
        (cue_groups()[group].name, " ".join(words[start : start + length]))
        for group, start, length in zip(hits.groups, hits.starts, hits.lengths, strict=True)
    }


def test_words_are_folded_and_split_as_a_reader_would():
    assert words_of("Ёлка, ИДЁТ! http://x.y/z õhtu-söök it’s -tere- a--b 5€") == [
        "елка", "идет", "õhtu-söök", "it's", "tere", "a", "b", "5",
    ]  # fmt: skip
    assert words_of("") == []
    assert words_of("x" * 100) == ["x" * LONGEST_WORD]


def test_only_both_ends_of_a_long_text_are_read():
    found = words_of("first " + "middle " * 400 + "last")
    assert found[0] == "first"
    assert found[-1] == "last"
    assert len(" ".join(found)) <= HEAD + TAIL + 1


def test_what_is_not_a_text_is_empty():
    batch = read_batch([None, 3, float("nan"), "\ud800", "ok"])
    assert batch.is_empty.tolist() == [True, True, True, False, False]
    assert len(batch) == 5


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(alphabet="aõя 1-'.!?\n#", max_size=40), max_size=5))
def test_words_of_a_batch_are_those_of_each_text(texts):
    batch = read_batch(texts)
    for row, text in enumerate(texts):
        assert batch.words[batch.codes[batch.rows == row]].tolist() == words_of(text)


def test_a_cue_matches_by_stem_word_and_phrase_only_where_it_should():
    found = cues_of("Mis sa arvad, keelata? Discounts! What do you think, banana")
    assert ("asks_opinion", "mis sa arvad") in found
    assert ("asks_opinion", "what do you think") in found
    assert ("ban_allow", "keelata") in found
    assert ("sale", "discounts") in found
    assert not any(words == "banana" for _, words in found)


def test_a_phrase_does_not_run_from_one_text_into_the_next():
    batch = read_batch(["What do you", "think"])
    assert "asks_opinion" not in {cue_groups()[group].name for group in find_cues(batch).groups}


def test_a_word_counts_once_for_a_group():
    batch = read_batch(["tips for gardeners, 20 minutes"])
    hits = find_cues(batch)
    named = [(cue_groups()[g].name, s) for g, s in zip(hits.groups, hits.starts, strict=True)]
    assert len(named) == len(set(named))


@pytest.mark.parametrize(
    ("name", "text", "count"),
    [
        ("question", "a? b?", 2),
        ("price", "5 € and 10%", 2),
        ("clock", "at 10:30 and 8.15", 2),
        ("hashtag", "#kohv #кофе # no", 2),
        ("speech", "– Tere!\n– Tere.", 2),
        ("list", "a\n1. b\n- c", 2),
        ("ends_asking", "Kas nii? 🤔", 1),
        ("capitals", "TULE KOHE ja ВСЕМ", 3),
        ("laugh_face", "😂😂", 2),
        ("numbered_title", "7 asja", 1),
        ("ellipsis", "no… well...", 2),
        ("short", "hi", 1),
        ("long", "x " * 130, 1),
        ("second_person", "kas sina tuled", 1),
        ("asks_only", "why? how", 1),
    ],
)
def test_signs_are_counted(name, text, count):
    batch = read_batch([text])
    assert count_signs(batch, find_cues(batch))[0, sign_names().index(name)] == count


def test_cues_and_signs_are_damped_in_one_row_a_text():
    batch = read_batch(["Price 5 €? Really?", ""])
    matrix = cue_counts(batch, find_cues(batch))
    assert matrix.shape == (2, len(cue_groups()) + len(sign_names()))
    question = len(cue_groups()) + sign_names().index("question")
    assert matrix[0, question] == pytest.approx(np.log1p(2))
    assert matrix[1, question] == 0


def test_letter_groups_are_those_between_blanks():
    words = np.array(["kas", "ma", "kas"])
    buckets, owners = letter_buckets(words)
    expected = [
        sum(len(f" {word} ") - size + 1 for size in range(2, 6) if size <= len(word) + 2)
        for word in words
    ]
    assert np.bincount(owners).tolist() == expected
    assert buckets[owners == 0].tolist() == buckets[owners == 2].tolist()
    assert buckets.max() < 1 << LETTER_BITS


def test_neighbours_make_a_pair_within_a_text_only_and_order_matters():
    pairs, rows = pair_buckets(read_batch(["a b", "b a", "a"]))
    assert rows.tolist() == [0, 1]
    assert pairs[0] != pairs[1]


def test_words_seldom_share_a_bucket():
    batch = read_batch([f"word{n}" for n in range(5000)])
    assert len(np.unique(word_buckets(batch))) > 4850


@settings(max_examples=30, deadline=None)
@given(st.lists(st.text(alphabet="abõя .?", max_size=30), min_size=1, max_size=4))
def test_a_score_is_the_plain_sum_of_matrix_and_weights(texts):
    dice = np.random.default_rng(5)
    size = len(TYPES) + len(TRAITS)
    wide = (1 << WORD_BITS) + (1 << LETTER_BITS)
    weights = Weights(
        dice.normal(size=(len(cue_groups()) + len(sign_names()), size)).astype(np.float32),
        dice.normal(size=(wide, size)).astype(np.float32),
        dice.normal(size=size).astype(np.float32),
    )
    batch = read_batch(texts)
    plain = (
        cue_counts(batch, find_cues(batch)) @ weights.cues + hashed_matrix(batch) @ weights.hashed
    )
    np.testing.assert_allclose(
        score(batch, weights).logits, np.clip(plain + weights.intercept, -30, 30), atol=1e-3
    )


def test_every_phrase_of_the_lexicon_is_found_where_it_stands():
    import tomllib
    from importlib.resources import files

    groups = tomllib.loads((files("smmlab.content") / "cues.toml").read_text("utf-8"))["cue"]
    for group in groups:
        for entry in (*group["en"], *group["et"], *group["ru"]):
            text = re.sub(r"\*$", "", entry)
            assert group["name"] in {name for name, _ in cues_of(f"zzz {text} zzz")}, entry
