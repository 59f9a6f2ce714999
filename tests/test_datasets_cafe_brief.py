"""The brief of the sample client: told in the client's language, the facts the same in all."""

import re
from dataclasses import replace

import pytest

from smmlab.brief import Brief, brief_from_dict
from smmlab.datasets.cafe.build import cafe_brief
from smmlab.texts import LANGUAGES, Language

_TOLD = {
    "business", "goods", "place", "face", "owner", "taboo_topics", "target", "objectives",
    "language",
}  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_survives_its_own_file(language: Language) -> None:
    brief = cafe_brief(language)
    assert brief_from_dict(brief.as_dict()) == brief
    assert brief.language == language


@pytest.mark.parametrize("language", ["et", "ru"])
def test_only_what_is_told_in_words_differs(language: Language) -> None:
    here, english = cafe_brief(language).as_dict(), cafe_brief().as_dict()
    assert {name: here[name] for name in english if name not in _TOLD} == {
        name: value for name, value in english.items() if name not in _TOLD
    }
    assert [replace(goal, owner="") for goal in cafe_brief(language).objectives] == [
        replace(goal, owner="") for goal in cafe_brief().objectives
    ]
    assert replace(cafe_brief(language).target, places=(), interest="") == replace(
        cafe_brief().target, places=(), interest=""
    )


def test_every_word_of_the_client_is_in_its_language() -> None:
    # In Russian the alphabet gives away what was forgotten; in Estonian it must differ.
    assert not [text for text in _words(cafe_brief("ru")) if re.search("[A-Za-z]", text)]
    pairs = zip(_words(cafe_brief("et")), _words(cafe_brief()), strict=True)
    names = {"Tallinn, Kalamaja", "Tallinn", "Marek", "Liis"}
    assert {text for text, english in pairs if text == english} == names


def test_goods_are_as_many_in_every_language() -> None:
    # Content pillars are split from them at commas and semicolons.
    assert {len(re.split("[,;]", cafe_brief(one).goods)) for one in LANGUAGES} == {4}


def _words(brief: Brief) -> list[str]:
    return [
        brief.business, brief.goods, brief.place, brief.face, brief.owner, brief.target.interest,
        *brief.taboo_topics, *brief.target.places, *(goal.owner for goal in brief.objectives),
    ]  # fmt: skip
