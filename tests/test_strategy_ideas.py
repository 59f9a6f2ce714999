"""An idea in the document: whose words are whose, and nothing hostile gets through."""

from dataclasses import replace

import pandas as pd
import pytest

from smmlab.strategy.document import plain
from smmlab.strategy.ideas import Idea, idea_of, pillar_name, say_idea
from smmlab.strategy.statements import FromBrief, Name, Pen, Term
from smmlab.texts import LANGUAGES, Language, Words
from strategy_cases import HOSTILE

PEN = Pen(Words("en"))


def test_missing_parts_of_a_row_are_empty() -> None:
    row = {"pillar": "tea", "kind": "goods", "type": "laugh", "idea": "{pillar}", "topic": pd.NA,
           "words": None, "post": float("nan")}  # fmt: skip
    assert idea_of(row) == Idea("tea", "goods", "{pillar}")
    assert idea_of({**row, "words": "a, b", "post": "p"}) == Idea(
        "tea", "goods", "{pillar}", words="a, b", post="p"
    )


def test_a_pillar_is_called_by_where_it_comes_from() -> None:
    assert pillar_name("price", "question") == Term("Price and payment")
    assert pillar_name("people_behind", "default") == Term("The people behind the counter")
    assert pillar_name("price", "goods") == FromBrief("price")
    # A word of posts that happens to be the name of a topic stays the word.
    assert pillar_name("price", "works") == Name("price")
    assert pillar_name("unheard of", "question") == Name("unheard of")


def test_only_the_post_is_cut() -> None:
    idea = Idea("p" * 50, "goods", "{pillar} {post}", post="word " * 30)
    said = plain(say_idea(PEN, idea, longest=12))
    assert "p" * 50 in said
    # Between two words, or in a word that is longer than the room.
    assert "“word word…”" in said
    unbroken = plain(say_idea(PEN, replace(idea, post="w" * 30), longest=12))
    assert f"“{'w' * 12}…”" in unbroken
    assert "…" not in plain(say_idea(PEN, idea))
    assert "…" not in plain(say_idea(PEN, Idea("p", "goods", "{post}", post="x" * 12), longest=12))
    # No space stands before the dots.
    assert "word word…" in plain(say_idea(PEN, idea, longest=10))


@pytest.mark.parametrize("language", LANGUAGES)
def test_topics_speak_the_language_and_braces_stay_braces(language: Language) -> None:
    pen = Pen(Words(language))
    idea = Idea("{post}", "works", "{pillar} {topic} {words}", topic="price", words="{0.__class__}")
    said = plain(say_idea(pen, idea))
    assert said.startswith("{post} ")
    assert said.endswith("{0.__class__}")
    assert pen.words.say("Price and payment") in said


def test_hostile_posts_lose_what_steers() -> None:
    said = plain(say_idea(PEN, Idea("p", "goods", "{post}", post=HOSTILE)))
    assert "\x1b" not in said
    assert "\u202e" not in said
    assert "<script>" in said
