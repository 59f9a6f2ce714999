"""Nouns of a document follow the numbers as they are shown: 1, 2, 5 and 21, in each language."""

from dataclasses import replace

import pytest

from smmlab.decisions import Decision
from smmlab.findings import Finding
from smmlab.strategy import asks
from smmlab.strategy.document import plain
from smmlab.strategy.rules import RULES
from smmlab.strategy.sections import lifetime
from smmlab.strategy.statements import Choice, FromBrief, Part, Pen, Value
from smmlab.texts import Language, Words
from strategy_told_cases import full_material

COUNTS = (1, 2, 5, 21)
DAYS: dict[Language, tuple[str, str, str, str]] = {
    "en": ("1 day", "2 days", "5 days", "21 days"),
    "et": ("1 päeva", "2 päeva", "5 päeva", "21 päeva"),
    "ru": ("1 день", "2 дня", "5 дней", "21 день"),
}


@pytest.fixture(params=[(language, place) for language in DAYS for place in range(4)], ids=str)
def counted(request: pytest.FixtureRequest) -> tuple[Language, int, str]:
    language, place = request.param
    return language, COUNTS[place], DAYS[language][place]


def test_the_rule_of_working_days_agrees(
    counted: tuple[Language, int, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    language, n, days = counted
    rule = replace(RULES["post_working_days"], value=n)
    monkeypatch.setattr(lifetime, "RULES", {**RULES, "post_working_days": rule})
    key = "content.lifetime.telegram"
    numbers = {
        "verdict": Finding(f"{key}.verdict", "supports", "label"),
        "top_share_72h": Finding(f"{key}.top_share_72h", 0.9, "share", n=40),
    }
    assert days in plain(lifetime._verdict(Pen(Words(language)), numbers))


def test_the_rule_of_looking_back_agrees(
    counted: tuple[Language, int, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    language, n, days = counted
    rule = replace(RULES["review_days"], value=n)
    monkeypatch.setattr(asks, "RULES", {**RULES, "review_days": rule})
    material = full_material(language)
    assert days in plain(asks.asked_too(material, Pen(material.words))[-1])


def hours(value: Value, language: Language) -> str:
    return plain(Pen(Words(language)).say_many("{n} hour", "{n} hours", n=value))


@pytest.mark.parametrize(
    ("number", "english", "russian"),
    [
        (0.98, "0.98 hours", "0,98 часа"),
        (1.04, "1 hour", "1 час"),
        (20.98, "21 hours", "21 час"),
        (21.2, "21.2 hours", "21,2 часа"),
        (120.6, "121 hours", "121 час"),
        (0.0004, "0 hours", "0 часов"),
    ],
)
def test_a_noun_follows_the_number_that_is_shown(number: float, english: str, russian: str) -> None:
    found = Finding("a", number, "hours", low=number, high=number)
    decision = Decision("rhythm", {"hours": number}, "", "strategist")
    for value in (found, Part(found, "low"), FromBrief(number), Choice(decision, number)):
        assert (hours(value, "en"), hours(value, "ru")) == (english, russian)


def test_an_estimate_of_people_is_rounded_before_its_noun_is_chosen() -> None:
    guess = Finding("a", 4_121.4, "people", status="estimated")
    spans = Pen(Words("ru")).say_many("{n} person", "{n} people", n=guess)
    assert plain(spans) == "4\u00a0120 человек"
