"""What people write to a company of a case and what it answers, read from texts/."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import numpy as np

LANGUAGES = ("en", "et", "ru")
SLOTS = ("goods", "price", "company", "place", "face", "trade")
COMMENT_KINDS = (
    "praise", "opinion", "amused", "practice", "proud", "chat", "gripe", "spam",
)  # fmt: skip
INCIDENT_TOPICS = ("late", "price", "quality", "rude", "closed")
_GROUP = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True)
class Question:
    """Ways to ask about one topic, and the answers that fit all of them."""

    topic: str
    asks: tuple[str, ...]
    answers: tuple[str, ...]


@dataclass(frozen=True)
class Talk:
    """What people write in one language and what the company answers; slots stand open.

    Parameters
    ----------
    comments
        By one of `COMMENT_KINDS`.
    incident
        Complaints by one of `INCIDENT_TOPICS`.
    questions
        What customers ask, by topic.
    replies
        Answers of the company by the kind of comment: ``praise``, ``practice``, ``gripe`` and
        ``incident`` (sorry, and a next step).
    """

    comments: Mapping[str, tuple[str, ...]]
    incident: Mapping[str, tuple[str, ...]]
    questions: tuple[Question, ...]
    replies: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Names:
    """Invented people of one language: first names, surnames and names of accounts.

    A Russian surname is a pair: how a man bears it and how a woman does, split by ``/``.
    """

    women: tuple[str, ...]
    men: tuple[str, ...]
    surnames: tuple[str, ...]
    accounts: tuple[str, ...]


@cache
def read_texts(name: str) -> dict[str, Any]:
    """Return a file of texts/ as plain values."""
    file = resources.files("smmlab.course.cases") / "texts" / f"{name}.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))


@cache
def load_talk() -> Mapping[str, Talk]:
    """Return the conversation by language.

    Examples
    --------
    >>> sorted(load_talk()), sorted(load_talk()["en"].incident)
    (['en', 'et', 'ru'], ['closed', 'late', 'price', 'quality', 'rude'])
    """
    return {language: _talk(read_texts(f"talk_{language}")) for language in LANGUAGES}


@cache
def load_names() -> Mapping[str, Names]:
    """Return the names of invented customers by language."""
    return {
        language: Names(*(tuple(entry[key]) for key in ("women", "men", "surnames", "accounts")))
        for language, entry in read_texts("names").items()
    }


def fill(template: str, slots: Mapping[str, str], rng: np.random.Generator) -> str:
    """Fill a text: one of the options of each ``{a|b}``, and each named slot with its words.

    Parameters
    ----------
    template
        A text of the course; ``{goods}`` is a slot when ``goods`` is one of `SLOTS`.
    slots
        Words by name of slot; every slot of the text must be there.
    rng
        Draws the options.

    Examples
    --------
    >>> fill("{New|New}: {goods}, {price} €", {"goods": "Blue bowl", "price": "36"},
    ...      np.random.default_rng(1))
    'New: Blue bowl, 36 €'
    """

    def replace(group: re.Match[str]) -> str:
        options = group[1].split("|")
        return slots[group[1]] if len(options) == 1 else str(rng.choice(options))

    return _GROUP.sub(replace, template)


def slots_of(template: str) -> set[str]:
    """Return the names of the slots in a text.

    Examples
    --------
    >>> slots_of("{Hi|Hello}, {face} here")
    {'face'}
    """
    return {group for group in _GROUP.findall(template) if "|" not in group}


def _talk(entry: dict[str, Any]) -> Talk:
    return Talk(
        {kind: tuple(entry[kind]) for kind in COMMENT_KINDS},
        {topic: tuple(entry["incident"][topic]) for topic in INCIDENT_TOPICS},
        tuple(
            Question(q["topic"], tuple(q["asks"]), tuple(q["answers"])) for q in entry["question"]
        ),
        {kind: tuple(texts) for kind, texts in entry["replies"].items()},
    )
