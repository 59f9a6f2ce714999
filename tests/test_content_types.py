"""Types of posts: clear examples are told apart, hostile texts never hurt, numbers add up."""

import time

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clear_posts import CLEAR
from hanging import HANGS
from smmlab.content.corpus import own_rows
from smmlab.content.scoring import TYPES
from smmlab.content.types import classify_texts
from smmlab.languages import detect_languages

HOSTILE = (
    "",
    " \n\t",
    "🔥🔥🔥😂",
    "(a+)+" * 50_000,
    "a" * 1_000_000,
    "?!" * 500_000,
    "http://" + "x" * 300_000,
    "как " * 200_000,
    "\x00\u202e\ud800",
    "=HYPERLINK(1)",
    "<script>alert(1)</script>",
    "{0}{x} %s $",
)


@pytest.mark.parametrize(("language", "kind", "text"), CLEAR)
def test_a_clear_post_gets_its_type_and_language(language: str, kind: str, text: str) -> None:
    found = classify_texts([text]).iloc[0]
    assert (found["language"], found["type"]) == (language, kind)


def test_no_example_of_these_tests_was_learnt() -> None:
    assert not {text for _, _, text in CLEAR} & {row.text for row in own_rows()}


def test_the_type_is_the_best_probability_of_at_least_one_half() -> None:
    found = classify_texts([row.text for row in own_rows()])
    scores = found[[f"p_{kind}" for kind in TYPES]]
    best = scores.idxmax(axis=1).str.removeprefix("p_").where(scores.max(axis=1) >= 0.5, "none")
    assert found["type"].tolist() == best.tolist()
    assert scores.to_numpy().min() >= 0
    assert scores.to_numpy().max() <= 1


def test_cues_are_words_of_the_text() -> None:
    rows = own_rows()
    found = classify_texts([row.text for row in rows])["cues"]
    for row, cues in zip(rows, found, strict=True):
        folded = row.text.casefold().replace("ё", "е")
        words = [word for cue in cues.split(", ") for word in cue.split()]
        assert all(word in folded for word in words)


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_a_hostile_text_is_judged_quickly_and_without_a_fault(text: str) -> None:
    classify_texts(["warm up"])
    start = time.process_time()
    found = classify_texts([text])
    assert time.process_time() - start < HANGS
    assert found["status"].isin(["sure", "unsure"]).all()


def test_what_is_not_a_text_is_missing_and_never_zero() -> None:
    found = classify_texts(
        pd.Series([None, float("nan"), "", "Save this guide."], index=[3, 5, 7, 9])
    )
    assert found.index.tolist() == [3, 5, 7, 9]
    blank = found.iloc[:3]
    assert blank["p_laugh"].isna().all()
    assert blank["language"].isna().all()
    assert set(blank["status"]) == {"unsure"}
    assert set(blank["type"]) == {"none"}
    assert classify_texts([]).empty


@settings(max_examples=30, deadline=None)
@given(st.lists(st.text(max_size=80), max_size=6))
def test_a_post_is_judged_alike_alone_and_among_others(texts: list[str]) -> None:
    together = classify_texts(texts)
    alone = [classify_texts([text]).iloc[0] for text in texts]
    for number, one in enumerate(alone):
        assert together.iloc[number]["type"] == one["type"]
        for kind in TYPES:
            assert together.iloc[number][f"p_{kind}"] == pytest.approx(
                one[f"p_{kind}"], abs=2e-3, nan_ok=True
            )


def test_another_language_is_never_sure() -> None:
    texts = [
        "Tänään kahvilassamme on uusi leivonnainen, tule heti maistamaan sitä meille!",
        "Heute haben wir ein neues Angebot für euch, kommt doch alle gerne vorbei!",
        "Сьогодні у нас нова пропозиція для всіх, приходьте, будь ласка!",
    ]
    found = classify_texts(texts)
    assert set(found["language"]) == {"other"}
    assert set(found["status"]) == {"unsure"}
    assert set(classify_texts(["How to clean shoes: rinse."], languages=["fi"])["status"]) == {
        "unsure"
    }


def test_a_given_language_is_kept_and_a_missing_one_found() -> None:
    found = classify_texts(["Mis sa arvad?", "Mis te arvate?"], languages=["et-EE", None])
    assert found["language"].tolist() == ["et", "et"]
    assert detect_languages(["12:30 !!!"]) == ["other"]
