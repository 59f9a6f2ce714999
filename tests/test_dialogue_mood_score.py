"""A mood in three languages: what is read, how often it is right, and what it must not fall for."""

import csv
import hashlib
import tomllib
from collections.abc import Iterable
from importlib.resources import files
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import spearmanr

from smmlab.dialogue.mood_score import NEGATIVE, score_mood
from smmlab.dialogue.mood_words import mood_lexicon
from smmlab.errors import DataError

NEGATIVE_TEXTS = {
    "en": [
        "This is terrible", "It doesn't work!", "I am still waiting for my order", "worst cake",
        "I don’t recommend", "Not good", "👎", "😡😡", "no one answers", "Never again",
        "The cake was fine, but the service was horrible",
    ],
    "et": [
        "See oli kohutav", "keegi ei vasta kirjadele", "Ei soovita kellelegi", "raha tagasi!", "👎",
        "Kohv ei olnud hea", "ei meeldi üldse", "väga halb", "Toit hea, aga teenindus jube",
        "mitte kunagi ei vasta", "JUBE LUGU!!!", "kurb :(", "vääääga halb",
    ],
    "ru": [
        "Ужасное обслуживание", "верните деньги", "никто не отвечает", "ВСЁ ПЛОХО", "👎",
        "ужаааасно плохо",
        "Мне не понравилось", "совсем не вкусно", "Было вкусно, но обслуживание ужасное", "жаль((",
        "никогда не отвечаете", "Всё ещё жду, сколько можно", "надоело",
    ],
}  # fmt: skip
NOT_NEGATIVE_TEXTS = {
    "en": [
        "Lovely cake", "not bad at all", "No complaints, everything was perfect",
        "See you on Monday", "", "😍", "the latest menu", "Can't wait for Friday!",
        "Bad weather tomorrow they say",
        "What is the deadline for complaints?", "I was never let down",
        "How late are you open?", "I can't 😂",
    ],
    "et": [
        "Väga hea kohv", "pole halb", "ei ole üldse halb", "valem on õige", "Polegi paha",
        "kartulisalat",
        "Ilm on täna soe", "valuuta kurss", "Kas valuvaigisti on retseptita?", "sõjamuuseum",
        "Pole midagi kurta", "Tere", "parem käsi", "https://halb.ee/kohutav", "@halb", "😍",
        "Terve päev sadas vihma", "riided ja süüa", "Ilm on kohutav, tulen ikka",
        "ma ei saa enam 🤣",
    ],
    "ru": [
        "Очень вкусно", "совсем не плохо", "неплохо", "Добро пожаловать", "Спасибо, супер", "хамон",
        "без проблем", "Музей войны в соседнем доме", "Завтра обещают плохую погоду",
        "больница на углу",
        "Сколько стоит большой?", "Какой срок подачи жалобы?", "Ни разу не подвели", "до среды)",
        "не пожалели", "никаких нареканий", "дорога в центр", "(в скобках)", "1) чай 2) кофе",
        "Погода ужас, но я иду", "Не могу 🤣",
    ],
}  # fmt: skip


def moods(texts: Iterable[str], language: str, *, service: bool = True) -> pd.DataFrame:
    listed = list(texts)
    return score_mood(listed, [language] * len(listed), service=service)


@pytest.mark.parametrize("language", NEGATIVE_TEXTS)
def test_complaints_are_negative(language: str) -> None:
    found = moods(NEGATIVE_TEXTS[language], language)
    wrong = [
        t for t, bad in zip(NEGATIVE_TEXTS[language], found["negative"], strict=True) if not bad
    ]
    assert not wrong


@pytest.mark.parametrize("language", NOT_NEGATIVE_TEXTS)
def test_praise_and_harmless_words_are_not(language: str) -> None:
    texts = NOT_NEGATIVE_TEXTS[language]
    found = moods(texts, language)
    assert not [text for text, bad in zip(texts, found["negative"], strict=True) if bad]


@pytest.mark.parametrize(
    ("language", "weaker", "stronger"),
    [
        ("et", "halb", "väga halb"), ("et", "natuke halb", "halb"), ("et", "halb", "halb!!!"),
        ("et", "see on halb", "see on HALB"), ("et", "halb", "halb 😡"), ("et", "aga halb", "halb"),
        ("ru", "плохо", "очень плохо"), ("ru", "немного плохо", "плохо"),
        ("ru", "это плохо", "это ПЛОХО"),
        ("ru", "плохо", "плохо ((("), ("en", "bad", "very bad"), ("en", "bad", "BAD, you know"),
    ],
)  # fmt: skip
def test_boosters_capitals_and_signs_strengthen(language: str, weaker: str, stronger: str) -> None:
    mild, harsh = moods([weaker, stronger], language)["mood"]
    if (
        weaker == "aga halb"
    ):  # what stands after a contrast counts more, a text of one side included
        mild, harsh = harsh, mild
    assert harsh < mild < 0


def test_two_negators_are_one_in_estonian_and_russian_and_none_reaches_beyond_its_clause() -> None:
    once, twice, beyond = moods(["ei ole hea", "mitte kunagi ei ole hea", "ei. Hea"], "et")["mood"]
    assert once < 0
    assert twice < 0 < beyond
    once, twice, beyond = moods(["не хорошо", "никогда не хорошо", "нет, хорошо"], "ru")["mood"]
    assert once < 0
    assert twice < 0 < beyond


def test_yo_and_ye_are_one_letter_and_capitals_do_not_hide_words() -> None:
    assert moods(["чёрствый хлеб", "зелёная тоска"], "ru")["mood"].tolist() == (
        moods(["черствый хлеб", "зеленая тоска"], "ru")["mood"].tolist()
    )
    assert moods(["KOHUTAV"], "et")["negative"].all()


def test_a_closing_bracket_smiles_only_where_none_was_opened() -> None:
    smile, aside = moods(["спасибо за ответ)", "спасибо (за ответ)"], "ru")["mood"]
    assert smile > aside


def test_missing_texts_stay_missing_and_unread_languages_are_unknown() -> None:
    texts = pd.Series(
        ["bad", None, "Guten Tag", "😡", "+1", "bad"], index=[9, 3, 3, 1, 0, 7], dtype="str"
    )
    found = score_mood(texts, ["en", "en", "other", "other", "other", "et"])
    assert found.index.tolist() == [9, 3, 3, 1, 0, 7]
    assert found["language"].tolist()[2:] == ["other", "other", "other", "et"]
    assert found["mood"].isna().tolist() == [False, True, True, False, True, False]
    assert found["negative"].isna().tolist() == found["mood"].isna().tolist()
    assert found["mood"].iloc[3] < 0, "signs are of no language"
    assert found["mood"].iloc[5] == 0, "the word is read in the language it was said to be of"
    assert found["hits"].tolist() == [1, 0, 0, 1, 0, 0]
    assert score_mood([]).empty
    assert score_mood([None]).isna().loc[0, ["mood", "language", "negative"]].all()


def test_more_or_fewer_languages_than_texts_are_refused() -> None:
    with pytest.raises(DataError, match="texts 2, languages 1"):
        score_mood(["good", "bad"], ["en"])


def test_languages_are_found_out_when_not_given() -> None:
    texts = [
        "The cake was not what I ordered",
        "Kas teil on täna midagi head?",
        "Это было очень вкусно",
    ]
    assert score_mood(texts)["language"].tolist() == ["en", "et", "ru"]


@given(st.lists(st.text(max_size=60), max_size=12), st.sampled_from(["en", "et", "ru"]))
@settings(max_examples=40, deadline=None)
def test_any_text_has_a_mood_of_its_own(texts: list[str], language: str) -> None:
    found = moods(texts, language)
    assert found["mood"].between(-1, 1).all()
    assert (found["negative"] == (found["mood"] <= NEGATIVE)).all()
    assert (found.loc[found["hits"] == 0, "mood"] == 0).all()
    turned = moods(texts[::-1], language)
    assert turned["mood"].tolist() == found["mood"].tolist()[::-1]


def test_a_text_of_a_million_words_is_read_in_time() -> None:
    long = "väga halb " * 300_000
    assert moods([long, "halb" * 300_000, "(" * 300_000, "halb" + "b" * 300_000], "et")[
        "negative"
    ].iloc[0]


def test_half_an_emoji_harms_nothing() -> None:
    assert moods(["halb \ud83d"], "et")["negative"].all()


@pytest.mark.parametrize("language", ["et", "ru"])
def test_a_lexicon_is_large_and_says_everything_once(language: str) -> None:
    content = (files("smmlab.dialogue") / "moods" / f"{language}.toml").read_text(encoding="utf-8")
    valences = tomllib.loads(content)["valence"]
    entries = [entry for listed in valences.values() for entry in listed]
    assert len(entries) == len(set(entries))
    assert all(abs(float(value)) <= 4 for value in valences)
    assert all("*" not in part[:-1] and part == part.lower() for e in entries for part in e.split())
    with_mood = [e for value in valences if float(value) for e in valences[value] if " " not in e]
    assert len(with_mood) >= 600
    lexicon = mood_lexicon(language)  # type: ignore[arg-type]
    assert not set(lexicon.boosts) & lexicon.negators


def test_without_our_list_english_is_vader() -> None:
    text = "still waiting for my money back"
    assert (
        moods([text], "en", service=False)["mood"].iloc[0]
        == 0
        > moods([text], "en")["mood"].iloc[0]
    )


def scores(labels: pd.Series, mood: pd.Series) -> dict[str, float]:
    """Precision and recall of the negative, accuracy of the three, by plain counting."""
    found = np.select([mood <= -0.05, mood >= 0.05], ["negative", "positive"], "neutral")
    right = found == labels
    told = (found == "negative").sum()
    hits = (right & (labels == "negative")).sum()
    return {
        "accuracy": float(right.mean()),
        "precision": float(hits / told),
        "recall": float(hits / (labels == "negative").sum()),
    }


@pytest.mark.parametrize("language", ["en", "et", "ru"])
@pytest.mark.parametrize(
    ("use", "precision", "recall", "rank"),
    [("measure", 0.88, 0.72, 0.73), ("fresh", 0.79, 0.47, 0.59)],
)
def test_comments_written_for_it_are_told_as_the_card_says(
    language: str, use: str, precision: float, recall: float, rank: float
) -> None:
    with (files("smmlab.datasets") / "mood" / "own.csv").open(encoding="utf-8") as stream:
        own = pd.read_csv(stream)
    half = own[(own["language"] == language) & (own["use"] == use)]
    labels = np.sign(half["grade"]).map({-1: "negative", 0: "neutral", 1: "positive"})
    mood = moods(half["text"], language)["mood"].set_axis(half.index)
    found = scores(labels, mood)
    assert found["precision"] > precision
    assert found["recall"] > recall
    assert spearmanr(mood, half["grade"]).statistic > rank


def test_english_tweets_are_told_as_published(shared: Path) -> None:
    """E5: r .872 (published .881); weighted P, R, F1 of the non-neutral .981, .942, .961."""
    path = shared / "checks" / "vader" / "tweets_GroundTruth.txt"
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").rstrip("\n").split("\n")]
    truth, texts = np.array([float(row[1]) for row in rows]), [row[2] for row in rows]
    assert len(texts) == 4_200
    mood = moods(texts, "en", service=False)["mood"].to_numpy()
    assert np.corrcoef(truth, mood)[0, 1] == pytest.approx(0.872, abs=5e-4)
    labels = np.select([truth <= -0.2, truth >= 0.2], [-1, 1], 0)
    found = np.select([mood <= -0.05, mood >= 0.05], [-1, 1], 0)
    spoken = labels != 0
    weighted = _weighted(labels[spoken], found[spoken])
    assert weighted == pytest.approx([0.981, 0.942, 0.961], abs=5e-4)
    neutral = _counted(labels, found, 0)
    assert neutral[2] == pytest.approx(0.35, abs=5e-3)
    ours = moods(texts, "en")["mood"].to_numpy()
    assert np.corrcoef(truth, ours)[0, 1] > 0.87, "our list costs nothing there"


def _counted(labels: np.ndarray, found: np.ndarray, label: int) -> np.ndarray:
    hits = ((labels == label) & (found == label)).sum()
    precision, recall = hits / (found == label).sum(), hits / (labels == label).sum()
    return np.array([precision, recall, 2 * precision * recall / (precision + recall)])


def _weighted(labels: np.ndarray, found: np.ndarray) -> np.ndarray:
    parts = [_counted(labels, found, label) * (labels == label).mean() for label in (-1, 1)]
    return np.sum(parts, axis=0)


def test_estonian_paragraphs_are_told_nearly_as_by_the_published_lexicon(shared: Path) -> None:
    """E6: the lexicon of 39,877 words tells .679 of them; ours was never tuned on this half."""
    names = {"negatiivne": "negative", "positiivne": "positive", "neutraalne": "neutral"}
    with (shared / "checks" / "estonian_valence" / "korpus.csv").open(encoding="utf-8") as stream:
        rows = [(names[label], text) for label, text in csv.reader(stream) if label in names]
    half = [(label, text) for label, text in rows if _to_measure(text)]
    labels = pd.Series([label for label, _ in half])
    found = scores(labels, moods([text for _, text in half], "et")["mood"])
    assert found["accuracy"] > 0.64
    assert found["precision"] > 0.8
    assert found["recall"] > 0.65


def _to_measure(text: str) -> bool:
    return int(hashlib.sha256(text.encode()).hexdigest()[:8], 16) % 2 == 1
