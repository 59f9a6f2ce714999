"""The words of the sample: captions, comments and answers written by us, read from texts/."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from typing import Any

import numpy as np

LANGUAGES = ("et", "ru", "en")
_SLOT = re.compile(r"\{([^{}]*)\}")
_SEASON_OF_MONTH = (0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 3, 0)


@dataclass(frozen=True)
class Caption:
    """One written caption: what viral type it is, and the day it belongs to, if to one."""

    language: str
    type: str
    text: str
    on: date | None


@dataclass(frozen=True)
class Question:
    """Ways to ask one thing, and the answers that fit it."""

    asks: tuple[str, ...]
    answers: tuple[str, ...]


@dataclass(frozen=True)
class Talk:
    """What people write in one language, by kind, and what the café answers."""

    comments: Mapping[str, tuple[str, ...]]
    questions: tuple[Question, ...]
    replies: Mapping[str, tuple[str, ...]]


@cache
def load_captions() -> tuple[Caption, ...]:
    """Return every caption of the three languages."""
    return tuple(
        Caption(
            language,
            entry["type"],
            entry["text"],
            date.fromisoformat(entry["on"]) if "on" in entry else None,
        )
        for language in LANGUAGES
        for entry in _read(f"captions_{language}")["caption"]
    )


@cache
def load_tails() -> dict[str, tuple[str, ...]]:
    """Return the hashtags and signs that may end a caption, by language."""
    return {language: tuple(_read(f"captions_{language}")["tails"]) for language in LANGUAGES}


@cache
def load_talk() -> dict[str, Talk]:
    """Return the conversation by language."""
    return {language: _talk(_read(f"talk_{language}")) for language in LANGUAGES}


@cache
def load_names() -> dict[str, tuple[str, ...]]:
    """Return first names by language, and the made-up surnames of the shop's customers."""
    return {key: tuple(values) for key, values in _read("names").items()}


def fill_by_turn(template: str, turn: int, day: date) -> str:
    """Fill the slots of a caption: four options follow the season, any other number takes turns.

    Examples
    --------
    >>> fill_by_turn("{winter|spring|summer|autumn}: {one|two}", 1, date(2026, 7, 1))
    'summer: two'
    """
    season = _SEASON_OF_MONTH[day.month - 1]

    def pick(slot: re.Match[str]) -> str:
        options = slot[1].split("|")
        return options[season if len(options) == 4 else turn % len(options)]

    return _SLOT.sub(pick, template)


def fill_at_random(template: str, rng: np.random.Generator) -> str:
    """Fill the slots of a comment, each with one of its options."""
    return _SLOT.sub(lambda slot: one_of(slot[1].split("|"), rng), template)


def one_of(options: Sequence[str], rng: np.random.Generator) -> str:
    """Return one of the options, all equally likely."""
    return options[int(rng.integers(len(options)))]


def _talk(entry: dict[str, Any]) -> Talk:
    kinds = {kind: tuple(v) for kind, v in entry.items() if kind not in ("question", "replies")}
    questions = tuple(Question(tuple(q["asks"]), tuple(q["answers"])) for q in entry["question"])
    return Talk(kinds, questions, {kind: tuple(v) for kind, v in entry["replies"].items()})


def _read(name: str) -> dict[str, Any]:
    file = resources.files("smmlab.datasets.cafe") / "texts" / f"{name}.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))
