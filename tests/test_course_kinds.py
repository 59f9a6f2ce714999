"""Kinds of company of the cases: complete in three languages, and what their pages may post."""

import json
import re
from collections import Counter
from importlib import resources

import numpy as np
import pytest

import smmlab as sl
from smmlab.course.cases.kinds import POST_TYPES, CompanyKind, load_kinds, posts_of
from smmlab.course.cases.scripts import LANGUAGES, SLOTS, fill, read_texts, slots_of

_EVERY = [(kind, language) for kind in load_kinds() for language in LANGUAGES]
_IDS = [f"{kind.name}-{language}" for kind, language in _EVERY]


def _written(kind: CompanyKind, language: str, template: str, turn: int) -> str:
    local = kind.by_language[language]
    good, face = local.goods[turn % 6], local.faces[turn % 3]
    slots = {
        "goods": good.name, "price": f"{good.price:g}", "company": local.companies[turn % 8],
        "place": local.places[turn % len(local.places)].town, "face": face.name,
        "trade": face.trade,
    }  # fmt: skip
    return fill(template, slots, np.random.default_rng(turn))


def test_there_are_ten_kinds_with_names_of_their_own() -> None:
    names = [kind.name for kind in load_kinds()]
    assert len(names) >= 10
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("kind", load_kinds(), ids=lambda kind: kind.name)
def test_a_kind_says_when_and_to_whom_it_sells(kind: CompanyKind) -> None:
    assert len(kind.season) == 12
    assert 0.8 < sum(kind.season) / 12 < 1.2
    assert min(kind.season) > 0
    assert 13 <= kind.age_from < kind.age_to <= 65
    assert set(kind.by_language) == set(LANGUAGES)
    prices = {tuple(good.price for good in kind.by_language[code].goods) for code in LANGUAGES}
    assert len(prices) == 1, "one firm in two languages has one price list"


@pytest.mark.parametrize(("kind", "language"), _EVERY, ids=_IDS)
def test_a_kind_is_complete_in_each_language(kind: CompanyKind, language: str) -> None:
    local = kind.by_language[language]
    assert len({good.name for good in local.goods}) == 6
    assert all(good.price > 0 for good in local.goods)
    assert len(set(local.companies)) >= 8
    assert len({face.name for face in local.faces}) == 3
    assert len(set(local.places)) >= 4
    assert all((local.business, local.service, local.interest))


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_kinds_share_the_name_of_a_company(language: str) -> None:
    names = Counter(name for kind in load_kinds() for name in kind.by_language[language].companies)
    assert [name for name, count in names.items() if count > 1] == []


@pytest.mark.parametrize(("kind", "language"), _EVERY, ids=_IDS)
def test_a_page_has_enough_posts_of_every_type(kind: CompanyKind, language: str) -> None:
    posts = posts_of(kind, language)
    counts = Counter(post.type for post in posts)
    assert set(counts) == set(POST_TYPES)
    assert min(counts.values()) >= 24
    assert len({post.text for post in posts}) == len(posts)
    uses = Counter(post.use for post in posts)
    assert min(uses["face"], uses["ask"], uses["call"]) >= 5


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_planted_type_of_a_post_is_told(language: str) -> None:
    planted = {
        _written(kind, language, post.text, turn): post.type
        for turn, kind in enumerate(load_kinds())
        for post in posts_of(kind, language)
    }
    told = sl.classify_texts(list(planted))
    right = told["type"].to_numpy() == np.array(list(planted.values()))
    assert right.mean() >= 0.95
    for post_type in POST_TYPES:
        of_type = np.array([here == post_type for here in planted.values()])
        assert right[of_type].mean() >= 0.9, post_type
    assert (told["language"] == language).all()


@pytest.mark.parametrize("language", LANGUAGES)
def test_posts_that_ask_or_show_a_face_are_told_from_the_others(language: str) -> None:
    written = {
        _written(kind, language, post.text, turn): post.use
        for turn, kind in enumerate(load_kinds())
        for post in posts_of(kind, language)
    }
    traits = sl.read_traits(list(written))
    uses = np.array(list(written.values()))
    asks, face = (traits[mark].to_numpy(dtype=bool) for mark in ("asks", "face"))
    assert asks[uses == "ask"].mean() >= 0.9
    assert asks[uses == "call"].mean() <= 0.05
    assert face[uses == "face"].mean() >= 0.4
    assert face[uses != "face"].mean() <= 0.1


def test_slots_and_addresses_of_the_posts_are_those_we_know() -> None:
    for kind, language in _EVERY:
        for post in posts_of(kind, language):
            assert slots_of(post.text) <= set(SLOTS), post.text
            assert not re.search(r"https?:|www\.|\w@\w|[£$₽]", post.text), post.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_posts_of_the_corpus_that_are_named_exist_and_are_carried(language: str) -> None:
    folder = resources.files("smmlab.datasets") / "content-types"
    lines = (folder / f"posts-{language}.jsonl").read_text(encoding="utf-8").splitlines()
    texts = {post["id"]: post["text"] for post in map(json.loads, lines)}
    fitting = read_texts("corpus")[language]
    trades = {
        business
        for kind in load_kinds()
        for business in kind.by_language[language].businesses
        if business not in fitting["general"]
    }
    assert trades == set(fitting["trade"])
    florist = {post.text for post in posts_of(load_kinds()[0], language)}
    for business, numbers in fitting["general"].items():
        assert {texts[f"{business}-{number}"] for number in numbers} <= florist


def test_a_page_carries_its_own_trade_and_no_other() -> None:
    kinds = {kind.name: kind for kind in load_kinds()}
    oil = "ketti õlita seestpoolt"
    assert any(post.text.startswith(oil) for post in posts_of(kinds["bicycles"], "et"))
    assert not any(post.text.startswith(oil) for post in posts_of(kinds["yoga"], "et"))
    kiln = "I opened the kiln. The kiln laughed."
    assert kiln in {post.text for post in posts_of(kinds["pottery"], "en")}
    assert kiln not in {post.text for post in posts_of(kinds["bakery"], "en")}
