"""Questions and needs in three languages: measured on comments that made no list."""

import time
import tomllib
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hanging import HANGS
from smmlab.asking import TOPIC_LABELS, TOPICS, read_comments

LABELLED = tomllib.loads(
    (Path(__file__).parent / "labelled_needs.toml").read_text(encoding="utf-8")
)
LANGUAGES = ("en", "et", "ru")


def measured(language: str, part: str) -> dict[str, float]:
    rows = LABELLED[language][part]
    found = read_comments([text for text, _asks, _topics in rows], [language] * len(rows))
    asks = pd.Series([asks for _text, asks, _topics in rows])
    wanted = {(n, topic) for n, (_text, _asks, topics) in enumerate(rows) for topic in topics}
    named = {(n, topic) for topic in TOPICS for n in found.index[found[topic]]}
    return {
        "question precision": (found["asks"] & asks).sum() / found["asks"].sum(),
        "question recall": (found["asks"] & asks).sum() / asks.sum(),
        "topic precision": len(wanted & named) / len(named),
        "topic recall": len(wanted & named) / len(wanted),
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_named_is_mostly_right_on_unseen_comments(language: str) -> None:
    rows = LABELLED[language]["unseen"]
    assert len(rows) == 24
    result = measured(language, "unseen")
    assert result["question precision"] == 1.0
    assert result["question recall"] >= 0.9
    assert result["topic precision"] >= 0.8
    # About half of the needs in unseen wordings are missed, which the method sentence tells.
    assert 0.45 <= result["topic recall"] <= 0.6


@pytest.mark.parametrize("language", LANGUAGES)
def test_seen_comments_stay_read_as_they_were(language: str) -> None:
    assert len(LABELLED[language]["seen"]) == 90
    assert min(measured(language, "seen").values()) >= 0.88


def test_comments_of_the_sample_are_read() -> None:
    # Written by others for the sample café, before there was a list.
    texts = {
        "et": ["Mis kell te laupäeval avate?", "Kas vegan kooki ka saab?", "Kas laua saab kinni "
               "panna kuuele?", "Kas koeraga tohib sisse tulla?"],
        "ru": ["Завтра до скольки работаете?", "Что у вас без лактозы есть?",
               "Можно забронировать стол на шестерых?", "С коляской можно заехать?"],
        "en": ["What time do you open on Sunday?", "Anything gluten-free?",
               "Can we book a table for eight?", "Is there wheelchair access?"],
    }  # fmt: skip
    for language, comments in texts.items():
        found = read_comments(comments, [language] * 4)
        assert found["asks"].all()
        topics = ["hours", "ingredients", "booking", "place"]
        assert [bool(found[topic][n]) for n, topic in enumerate(topics)] == [True] * 4


@pytest.mark.parametrize(
    ("text", "language"),
    [("Kas pole mitte armas?", "et"), ("Разве это не прелесть?", "ru"), ("Isn't that cute?", "en"),
     ("Сколько можно ждать, кому это нужно?", "ru"), ("Who would have guessed?", "en")],
)  # fmt: skip
def test_a_rhetorical_question_asks_nothing(text: str, language: str) -> None:
    assert not read_comments([text], [language])["asks"][0]


@pytest.mark.parametrize(
    ("text", "language", "asks"),
    [("Tere, kui palju see maksab", "et", True), ("Ma tean, kui palju see maksab", "et", False),
     ("Здравствуйте, во сколько открываетесь", "ru", True), ("I know how much it is", "en", False),
     ("Thank you! How much is it", "en", True), ("see https://a.ee/?q=1", "en", False)],
)  # fmt: skip
def test_a_question_without_its_mark_begins_a_sentence(
    text: str, language: str, asks: bool
) -> None:
    assert read_comments([text], [language])["asks"][0] == asks


@pytest.mark.parametrize("language", LANGUAGES)
def test_small_talk_is_told_apart_and_no_question_or_complaint_is_taken_for_it(
    language: str,
) -> None:
    rows = [row for part in LABELLED[language].values() for row in part]
    found = read_comments([text for text, _asks, _topics in rows], [language] * len(rows))
    meant = pd.Series([asks or "complaint" in topics for _text, asks, topics in rows])
    assert not (found["aside"] & meant).any()


@pytest.mark.parametrize(
    ("text", "language", "complaint", "aside"),
    [("Terrible weather, staying in", "en", False, True),
     ("Raining. My cup broke", "en", True, True),
     ("Your terrible weather jokes", "en", False, False), ("no sugar, got it", "en", False, True),
     ("Got it broken", "en", True, False), ("Kehv ilm täna", "et", False, True),
     ("Ilm on kohutav ja kook oli lausa vastik", "et", True, True),
     ("Saime aru, teie suhtumine on jube", "et", True, False),
     ("Погода ужасная", "ru", False, True), ("Без сахара, поняла", "ru", False, True),
     ("Дождь, а вы не работаете", "ru", False, False)],
)  # fmt: skip
def test_bad_weather_is_no_complaint_and_a_nod_is_an_aside(
    text: str, language: str, complaint: bool, aside: bool
) -> None:
    found = read_comments([text], [language])
    assert (bool(found["complaint"][0]), bool(found["aside"][0])) == (complaint, aside)


def test_praise_is_no_need_and_phrases_end_at_a_sign() -> None:
    found = read_comments(
        ["Great parking, thank you!", "Parking?", "We ran. Out of habit"], ["en"] * 3
    )
    assert found["place"].tolist() == [False, True, False]
    assert not found["availability"].any()


@pytest.mark.parametrize(
    ("text", "language", "topics"),
    [("Kaua tarne Tartusse aega võtab?", "et", ["delivery"]),
     ("Kas homseks on veel aegu?", "et", ["booking"]),
     ("Скидки постоянным будут к праздникам?", "ru", ["price"]),
     ("Вы в праздники работаете?", "ru", ["hours"]),
     ("Записала дочку на лепку, ждём!", "ru", []),
     ("Кружка треснула через неделю", "ru", ["complaint"])],
)  # fmt: skip
def test_a_word_of_two_meanings_names_one_topic(
    text: str, language: str, topics: list[str]
) -> None:
    found = read_comments([text], [language])
    assert [topic for topic in TOPICS if found[topic][0]] == topics


def test_another_language_is_read_by_all_lists() -> None:
    assert read_comments(["Hind?", "Цена?", "Price?"], ["other"] * 3)["price"].all()


def test_the_lists_hold_small_letters_and_stars_at_ends_only() -> None:
    path = Path(__file__).parents[1] / "src/smmlab/needs.toml"
    lists = tomllib.loads(path.read_text(encoding="utf-8"))
    assert set(lists["topics"]) == set(TOPICS) == set(TOPIC_LABELS)
    for group in [*lists["manner"].values(), *(g for t in lists["topics"].values()
                                               for g in t.values())]:  # fmt: skip
        for phrases in group.values():
            assert len(phrases) == len(set(phrases))
            for phrase in phrases:
                assert phrase == phrase.lower().strip()
                assert all("*" not in word[:-1] for word in phrase.split())
                assert all(len(word) > 2 or "*" not in word for word in phrase.split())


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(st.text(max_size=40), st.sampled_from([*LANGUAGES, "other"]))))
def test_any_texts_are_read_row_by_row(rows: list[tuple[str, str]]) -> None:
    found = read_comments([text for text, _l in rows], [language for _t, language in rows])
    assert len(found) == len(rows)
    for n, (text, language) in enumerate(rows):
        alone = read_comments([text], [language])
        assert found.iloc[n].tolist() == alone.iloc[0].tolist()


def test_a_hostile_text_takes_no_time() -> None:
    started = time.process_time()
    read_comments(["kas " * 200_000, "?" * 200_000, "a-" * 200_000], ["et", "en", "en"])
    assert time.process_time() - started < HANGS
