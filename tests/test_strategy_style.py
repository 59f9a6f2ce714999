"""The voice, the rules for pictures and the face."""

from dataclasses import replace

import pytest

from smmlab.brief import Brief
from smmlab.decisions import Decision
from smmlab.findings import Finding
from smmlab.strategy.sections import style
from smmlab.strategy.statements import Pen
from smmlab.texts import LANGUAGES, Language, Words
from strategy_cases import client_of
from strategy_parts import text_of


def test_what_the_brief_leaves_open_is_asked_for() -> None:
    made = client_of(Brief("Kohvik"))
    text = text_of(style.write(made, Pen(made.words)))
    assert "The brief names no tone" in text
    assert "Name one person who speaks for the business" in text


def test_tone_face_and_taboo_come_from_the_brief() -> None:
    brief = Brief("Kohvik", tone="friendly", face="Liis", taboo_topics=("politics",))
    made = client_of(brief)
    text = text_of(style.write(made, Pen(made.words)))
    assert "Our tone is friendly" in text
    assert "The face of the place: Liis" in text
    assert "joke: politics" in text
    assert "names no tone" not in text
    other = client_of(replace(brief, tone="informal"))
    assert "Our tone is informal" in text_of(style.write(other, Pen(other.words)))


def test_a_decided_face_is_called_as_it_was_written() -> None:
    # A text of ours too, which has another form in Russian.
    made = client_of(
        Brief("Kohvik"), language="ru", place=Decision("place", {"face": "Mark"}, "", "strategist")
    )
    assert ": Mark." in text_of(style.write(made, Pen(Words("ru"))))


@pytest.mark.parametrize(
    ("verdict", "is_clear"), [("better", True), ("not_distinguishable", False)]
)
def test_only_a_clear_difference_of_tone_is_told_as_one(verdict: str, *, is_clear: bool) -> None:
    key = "content.effects.instagram.tone.businesslike"
    found = (
        Finding(f"{key}.verdict", verdict, "label"),
        Finding(f"{key}.rate_ratio", 1.4, "ratio"),
    )
    made = client_of(Brief("Kohvik", tone="friendly"), *found)
    text = text_of(style.write(made, Pen(made.words)))
    assert ("businesslike posts draw 1.4" in text) == is_clear
    assert ("no clearly different response" in text) != is_clear


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_written_in_every_language(language: Language) -> None:
    made = client_of(Brief("Kohvik"), language=language)
    assert text_of(style.write(made, Pen(Words(language)))).strip()
