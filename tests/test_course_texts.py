"""The conversation of the cases: the tool reads each text as what it was planted for."""

import re
from importlib import resources
from itertools import product

import numpy as np
import pandas as pd
import pytest

import smmlab as sl
from smmlab.course.cases.kinds import load_kinds
from smmlab.course.cases.scripts import (
    COMMENT_KINDS,
    INCIDENT_TOPICS,
    LANGUAGES,
    SLOTS,
    fill,
    load_names,
    load_talk,
    slots_of,
)

_ADDRESS = re.compile(r"(?:https?://|www\.|@)([\w.-]+)|\b[\w-]+\.(?:com|ee|ru|net|org)\b")
_SLOTS = {
    "en": {"goods": "Blue bowl", "place": "Tartu", "face": "Nell"},
    "et": {"goods": "Sinine kauss", "place": "Tartu", "face": "Eve"},
    "ru": {"goods": "Синяя миска", "place": "Тарту", "face": "Ева"},
}


def _forms(template: str, language: str) -> list[str]:
    slots = {**_SLOTS[language], "price": "36", "company": "Kaja", "trade": "florist"}
    pieces = re.split(r"\{([^{}]*)\}", template)
    options = [
        piece.split("|") if place % 2 and "|" in piece else [slots[piece] if place % 2 else piece]
        for place, piece in enumerate(pieces)
    ]
    return ["".join(words) for words in product(*options)]


def _planted(language: str) -> pd.DataFrame:
    talk = load_talk()[language]
    groups = [*talk.comments.items(), *(("incident", texts) for texts in talk.incident.values())]
    groups += [("question", question.asks) for question in talk.questions]
    rows = [
        (kind, text) for kind, texts in groups for each in texts for text in _forms(each, language)
    ]
    return _comments(pd.DataFrame(rows, columns=["planted", "text"]), language)


def _comments(texts: pd.DataFrame, language: str) -> pd.DataFrame:
    return texts.assign(
        network="telegram", post_id="p", kind="comment", reply_to=None, by_page=False,
        interaction_id=texts.index.astype("str"), person="p" + texts.index.astype("str"),
        at=texts.index, language=language,
    )  # fmt: skip


def _every_template(language: str) -> list[str]:
    talk = load_talk()[language]
    groups = [*talk.comments.values(), *talk.incident.values(), *talk.replies.values()]
    groups += [texts for q in talk.questions for texts in (q.asks, q.answers)]
    return [text for texts in groups for text in texts]


@pytest.mark.parametrize("language", LANGUAGES)
def test_there_is_enough_to_say(language: str) -> None:
    talk = load_talk()[language]
    assert tuple(talk.comments) == COMMENT_KINDS
    for kind in ("praise", "opinion", "chat"):
        assert len(talk.comments[kind]) >= 25
    assert len(talk.comments["spam"]) >= 6
    assert min(map(len, talk.comments.values())) >= 6
    assert tuple(talk.incident) == INCIDENT_TOPICS
    assert min(map(len, talk.incident.values())) >= 8
    assert {"hours", "price", "delivery", "availability", "booking", "details"} == {
        question.topic for question in talk.questions
    }
    assert all(len(q.asks) >= 4 and len(q.answers) >= 2 for q in talk.questions)
    assert set(talk.replies) == {"praise", "practice", "gripe", "incident"}
    templates = _every_template(language)
    assert len(set(templates)) == len(templates)


@pytest.mark.parametrize("language", LANGUAGES)
def test_unhappy_comments_are_read_as_unhappy_and_no_others(language: str) -> None:
    table = _planted(language)
    scored = sl.score_comments(table)
    assert len(scored) == len(table)
    assert (scored["language"] == language).mean() > 0.99
    negative = scored["negative"].fillna(False).to_numpy(dtype=bool)
    planted = table["planted"].to_numpy()
    assert negative[planted == "incident"].mean() >= 0.85
    assert negative[~np.isin(planted, ["incident", "gripe"])].mean() <= 0.05
    for topic, templates in load_talk()[language].incident.items():
        texts = [text for each in templates for text in _forms(each, language)]
        assert negative[table["text"].isin(texts)].mean() >= 0.85, topic


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_names_in_the_slots_change_no_mood(language: str) -> None:
    talk = load_talk()[language]
    calm = [*talk.comments["praise"], *talk.comments["chat"], *talk.questions[1].asks]
    texts = [
        fill(template, {"goods": good.name, "face": local.faces[turn % 3].name,
                        "place": local.places[turn % 4].quarter}, np.random.default_rng(turn))
        for local in (kind.by_language[language] for kind in load_kinds())
        for turn, good in enumerate(local.goods)
        for template in calm if slots_of(template)
    ]  # fmt: skip
    table = _comments(pd.DataFrame({"text": texts}), language)
    scored = sl.score_comments(table)
    assert not scored["negative"].fillna(False).any()
    assert (scored["language"] == language).all()


@pytest.mark.parametrize("language", LANGUAGES)
def test_advertising_is_marked_and_hardly_any_other(language: str) -> None:
    table = _planted(language)
    spam = sl.mark_spam(table)["spam"].to_numpy(dtype=bool)
    is_spam = table["planted"].eq("spam").to_numpy()
    assert spam[is_spam].all()
    assert not spam[~is_spam].any()


@pytest.mark.parametrize("language", LANGUAGES)
def test_questions_are_told_from_the_rest(language: str) -> None:
    table = _planted(language)
    asks = sl.read_asking(table)["asks"].to_numpy(dtype=bool)
    is_question = table["planted"].eq("question").to_numpy()
    assert asks[is_question].all()
    assert asks[~is_question].mean() <= 0.01


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_slot_is_known_and_no_address_is_real(language: str) -> None:
    for template in _every_template(language):
        assert slots_of(template) <= set(SLOTS), template
        assert template.count("{") == template.count("}"), template
        for address in _ADDRESS.finditer(template):
            assert (address[1] or "").endswith(".example"), template


def test_an_apology_says_what_comes_next() -> None:
    says = {"en": ("[Ss]orry|apologise", "number|photo|looking into"),
            "et": ("[Vv]aband", "number|pilt|uurib"),
            "ru": ("[Пп]рост|прощения|извинения", "номер|фото|разбирается")}  # fmt: skip
    for language, (sorry, step) in says.items():
        for reply in load_talk()[language].replies["incident"]:
            assert re.search(sorry, reply), reply
            assert re.search(step, reply), reply


@pytest.mark.parametrize("language", LANGUAGES)
def test_names_are_many_and_differ(language: str) -> None:
    names = load_names()[language]
    assert len(names.women) + len(names.men) >= 30
    for group in (names.women, names.men, names.surnames, names.accounts):
        assert len(set(group)) == len(group)
    assert min(len(names.surnames), len(names.accounts)) >= 30
    pairs = [surname.count("/") for surname in names.surnames]
    assert set(pairs) == ({1} if language == "ru" else {0})


def test_filling_draws_options_and_puts_words_into_slots() -> None:
    rng = np.random.default_rng(3)
    drawn = {fill("{Hi|Hello}, {face}{!|}", {"face": "Nell"}, rng) for _ in range(60)}
    assert drawn == {"Hi, Nell!", "Hello, Nell!", "Hi, Nell", "Hello, Nell"}
    with pytest.raises(KeyError, match="trade"):
        fill("{trade}", {"face": "Nell"}, rng)


def test_every_file_of_texts_is_read() -> None:
    folder = resources.files("smmlab.course.cases") / "texts"
    found = {entry.name for entry in folder.iterdir() if entry.name.endswith(".toml")}
    by_language = {
        f"{part}_{code}.toml" for part in ("kinds", "posts", "talk") for code in LANGUAGES
    }
    assert by_language | {"kinds.toml", "corpus.toml", "names.toml"} <= found
