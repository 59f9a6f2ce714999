"""The lexicons behind a mood: VADER's as published, and small ones written for smmlab."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import distribution
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal

import numpy as np

from smmlab.dialogue.mood_rules import ROLES, Words, phrase_key

MoodLanguage = Literal["en", "et", "ru"]
"""Languages whose words have a valence."""

_BOOST = 0.293
_LONGEST_STEM = 20


@dataclass(frozen=True)
class Lexicon:
    """What the words of one language are worth.

    Parameters
    ----------
    words, stems
        Valences, -4 to 4, of whole words and of beginnings of words; the longest beginning holds,
        and one of valence zero keeps a harmless word apart from a shorter stem.
    phrases
        Valences of several words in a row; words and beginnings (with ``*``) as written.
    signs
        Valences of emoji and of smileys in letters.
    boosts
        What strengthens (above zero) or weakens what follows.
    negators, contrast
        Words that turn what follows, and words after which counts more than before.
    spoken
        Descriptions by which VADER reads emoji.
    idioms, softeners
        VADER's phrases.
    """

    words: Mapping[str, float]
    stems: Mapping[str, float] = field(default_factory=dict)
    phrases: Mapping[tuple[str, ...], float] = field(default_factory=dict)
    signs: Mapping[str, float] = field(default_factory=dict)
    boosts: Mapping[str, float] = field(default_factory=dict)
    negators: frozenset[str] = frozenset()
    contrast: frozenset[str] = frozenset()
    spoken: Mapping[str, str] = field(default_factory=dict)
    idioms: Mapping[int, float] = field(default_factory=dict)
    softeners: Mapping[int, float] = field(default_factory=dict)

    def valence(self, word: str) -> float | None:
        """Return what a word in small letters is worth; None when the lexicon lacks it."""
        found = self.words.get(word)
        if found is None:
            found = self.signs.get(word)
        if found is None and " " in word:
            found = self.phrases.get(tuple(word.split()))
        if found is None and self.stems:
            for end in range(min(len(word), _LONGEST_STEM), 1, -1):
                found = self.stems.get(word[:end])
                if found is not None:
                    break
        return found


@cache
def mood_lexicon(language: MoodLanguage, *, service: bool = True) -> Lexicon:
    """Return the lexicon of a language.

    Parameters
    ----------
    language
        ``en``, ``et`` or ``ru``.
    service
        English only: with our short list of what people write to a business, and our emoji.

    References
    ----------
    Hutto and Gilbert (2014), VADER: A Parsimonious Rule-based Model for Sentiment Analysis of
    Social Media Text. ICWSM-14.

    Examples
    --------
    >>> mood_lexicon("en").valence("great"), mood_lexicon("en", service=False).phrases
    (3.1, {})
    """
    signs = _valences(_list("service")["signs"])
    if language == "en":
        return _vader(_list("service")["en"] if service else {}, signs if service else {})
    lists = _list(language)
    words, stems, phrases = _by_kind(_valences(lists["valence"]))
    return Lexicon(
        words=words,
        stems=stems,
        phrases=phrases,
        signs=signs,
        boosts=_boosts(lists),
        negators=frozenset(lists["negators"]),
        contrast=frozenset(lists["contrast"]),
    )


def describe_words(pieces: Sequence[str], lexicon: Lexicon) -> Words:
    """Look different words up, once each; a word that is no word stands before them.

    Parameters
    ----------
    pieces
        Different words as written, capitals and all.
    lexicon
        Of their language.
    """
    small = ["", *(piece.lower() for piece in pieces)]
    valence = [lexicon.valence(word) for word in small]
    role = {**dict.fromkeys(lexicon.contrast, ROLES["but"]), **(ROLES if lexicon.idioms else {})}
    return Words(
        valence=np.array([value or 0.0 for value in valence]),
        known=np.array([value is not None for value in valence], dtype=bool),
        boost=np.array([lexicon.boosts.get(word, 0.0) for word in small]),
        negates=np.array(
            [word in lexicon.negators or bool(lexicon.idioms and "n't" in word) for word in small],
            dtype=bool,
        ),
        shouted=np.array([False, *(piece.isupper() for piece in pieces)], dtype=bool),
        settled=np.array([_is_settled(word, lexicon) for word in small], dtype=bool),
        role=np.array([role.get(word, 0) for word in small], dtype=np.int64),
        phrases=lexicon.idioms,
        softeners=lexicon.softeners,
        concord=not lexicon.idioms,
    )


def _is_settled(word: str, lexicon: Lexicon) -> bool:
    # "I can't 🤣" laughs, and "no reply" holds its own negation.
    holds = " " in word and any(_negates(part, lexicon) for part in word.split())
    return holds or word in lexicon.signs


def _negates(word: str, lexicon: Lexicon) -> bool:
    return word in lexicon.negators or bool(lexicon.idioms and ("n't" in word or word == "no"))


def _vader(ours: Mapping[str, Any], signs: Mapping[str, float]) -> Lexicon:
    rules = _list("vader")
    stems: Mapping[str, float]
    words, stems, phrases = _by_kind(_valences(ours.get("valence", {})))
    published = {word: float(value) for word, value in _published("vader_lexicon.txt")}
    spoken = dict(_published("emoji_utf8_lexicon.txt"))
    return Lexicon(
        words={**published, **words},
        stems=stems,
        phrases=phrases,
        signs=signs,
        boosts=_boosts(rules),
        negators=frozenset(rules["negators"]),
        contrast=frozenset(rules["contrast"]),
        spoken={
            sign: name for sign, name in spoken.items() if len(sign) == 1 and sign not in signs
        },
        idioms={phrase_key(tuple(key.split())): value for key, value in rules["idioms"].items()},
        softeners={phrase_key(tuple(key.split())): value for key, value in rules["pairs"].items()},
    )


def _published(name: str) -> list[tuple[str, str]]:
    """Read a file of the installed package, whose module is never run: it needs the network's."""
    path = Path(str(distribution("vaderSentiment").locate_file(f"vaderSentiment/{name}")))
    lines = path.read_text(encoding="utf-8").rstrip("\n").split("\n")
    cells = [line.strip().split("\t") for line in lines]
    return [(row[0], row[1]) for row in cells if len(row) > 1]


def _list(name: str) -> dict[str, Any]:
    content = (files("smmlab.dialogue") / "moods" / f"{name}.toml").read_text(encoding="utf-8")
    return tomllib.loads(content)


def _valences(by_value: Mapping[str, Sequence[str]]) -> dict[str, float]:
    return {word: float(value) for value, words in by_value.items() for word in words}


def _by_kind(
    valences: Mapping[str, float],
) -> tuple[dict[str, float], dict[str, float], dict[tuple[str, ...], float]]:
    words: dict[str, float] = {}
    stems: dict[str, float] = {}
    phrases: dict[tuple[str, ...], float] = {}
    for text, value in valences.items():
        written = text.replace("ё", "е")
        if " " in written:
            phrases[tuple(written.split())] = value
        elif written.endswith("*"):
            stems[written[:-1]] = value
        else:
            words[written] = value
    return words, stems, phrases


def _boosts(lists: Mapping[str, Sequence[str]]) -> dict[str, float]:
    return {
        **dict.fromkeys(lists["boosters"], _BOOST),
        **dict.fromkeys(lists["dampeners"], -_BOOST),
    }
