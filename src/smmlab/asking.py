"""What a comment asks and which needs it names, by closed lists in three languages."""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from types import MappingProxyType
from typing import Literal, get_args

import numpy as np
import pandas as pd

from smmlab.texts import message
from smmlab.tokens import LANGUAGES, plain_text

Topic = Literal[
    "price", "hours", "delivery", "availability", "usage", "complaint", "booking", "place",
    "ingredients", "size", "job",
]  # fmt: skip
TOPICS: tuple[Topic, ...] = get_args(Topic)
TOPIC_LABELS: Mapping[Topic, str] = MappingProxyType(
    {
        "price": message("Price and payment"),
        "hours": message("Opening hours"),
        "delivery": message("Delivery"),
        "availability": message("What is in stock"),
        "usage": message("How to use it"),
        "complaint": message("Quality and complaints"),
        "booking": message("Booking"),
        "place": message("The place and the way there"),
        "ingredients": message("Ingredients and allergies"),
        "size": message("Size and fit"),
        "job": message("Work with us"),
    }
)

# Words, question marks, and any other sign, which ends a phrase.
_PIECE = re.compile(r"[^\W_]+(?:['\-][^\W_]+)*|[^\w\s]")
# A question may begin after these.
_OPENERS = frozenset(
    ["a", "aga", "ja", "tere", "hei", "hi", "hey", "hello", "so", "and", "but", "а", "и", "но",
     "привет", "здравствуйте", "добрый", "день", "oi", "ok", "well", "no", "ну"]
)  # fmt: skip
_SHORTEST_STEM = 2
_BLAME = "complaint.always"
_NEAR = 3  # words from the weather within which a word of blame is about it
# Of these one can miss something: "not" beside a word of the others says little.
_MISSED = frozenset(["price", "delivery", "availability", "complaint", "booking", "ingredients"])


def read_comments(texts: Sequence[str], languages: Sequence[str]) -> pd.DataFrame:
    """Tell of each comment whether it asks and which needs it names.

    Parameters
    ----------
    texts
        Comments.
    languages
        Of each: ``en``, ``et``, ``ru``, or another, which is read by all three lists.

    Returns
    -------
    DataFrame
        One row a comment, in order: ``asks`` (bool: it asks for an answer; a rhetorical question
        does not), a bool for each of `TOPICS`, and ``aside`` (bool: small talk that is not for the
        page: a call to the other guests, the weather, a "got it"). A comment of mere praise names
        no need, and bad weather is no complaint.

    Notes
    -----
    A closed list finds what it knows. How often it is right was measured on comments written for
    it in each language, see the tests.

    Examples
    --------
    >>> found = read_comments(["Palju see maksab?", "Great price, thank you"], ["et", "en"])
    >>> found[["asks", "price"]].to_numpy().tolist()
    [[True, True], [False, False]]
    """
    codes, distinct = pd.factorize(
        pd.MultiIndex.from_arrays([list(texts), list(languages)], names=["text", "language"])
    )
    found = [_read(text, language) for text, language in distinct]
    columns = ["asks", *TOPICS, "aside"]
    table = np.array(found, dtype=bool).reshape(len(found), len(columns))
    return pd.DataFrame(table[codes], columns=columns)


# The same comments are read by several analyses and forms.
@lru_cache(maxsize=1 << 18)
def _read(text: str, language: str) -> tuple[bool, ...]:
    plain = plain_text(text).replace("’", "'")
    pieces = _PIECE.findall(plain)
    read = (language,) if language in LANGUAGES else LANGUAGES
    found: dict[str, int] = {}
    skies, blames = [], []
    for code in read:
        for name, place in _phrases(code).find(pieces):
            found[name] = min(place, found.get(name, place))
            if name == "weather":
                skies.append(place)
            elif name == _BLAME:
                blames.append(place)
    if blames and all(_is_beside(pieces, place, skies) for place in blames):
        del found[_BLAME]
    opens = "question" in found and _opens(pieces, found["question"])
    asks = ("?" in pieces or opens) and "rhetorical" not in found
    aside = _is_aside(pieces, found, asks=asks)
    wants, lacks = asks or "wish" in found, "lack" in found
    if "praise" in found and not wants and not lacks:
        return (asks, *([False] * len(TOPICS)), aside)
    named = (
        f"{topic}.always" in found
        or (f"{topic}.asked" in found and (wants or (lacks and topic in _MISSED)))
        for topic in TOPICS
    )
    return (asks, *named, aside)


def _is_aside(pieces: list[str], found: Mapping[str, int], *, asks: bool) -> bool:
    """Tell whether a comment is for the other guests, of the weather, or a mere "got it"."""
    if "us" in found or "question" in found:
        return False
    if asks:
        return "calls" in found and pieces.count("?") <= 1
    return "weather" in found or "agrees" in found


def _is_beside(pieces: list[str], place: int, skies: list[int]) -> bool:
    """Tell whether a word stands in one phrase with the weather, at most a few words away."""
    return any(
        abs(place - sky) <= _NEAR
        and all(piece[0].isalnum() for piece in pieces[min(place, sky) : max(place, sky)])
        for sky in skies
    )


def _opens(pieces: list[str], place: int) -> bool:
    """Tell whether a phrase begins a sentence, but for a greeting or an "and" before it."""
    before = pieces[:place]
    while before and (before[-1] in _OPENERS or before[-1] == ","):
        before.pop()
    return not before or not before[-1][0].isalnum()


class _Phrases:
    """Phrases by their first word, so that a text is read once whatever their number."""

    def __init__(self, lists: Mapping[str, Sequence[str]]) -> None:
        self._whole: dict[str, list[tuple[str, list[str]]]] = {}
        self._stems: dict[str, list[tuple[str, list[str]]]] = {}
        for name, phrases in lists.items():
            for phrase in phrases:
                first, *rest = phrase.replace("ё", "е").replace("?", " ?").split()
                place = self._stems if first.endswith("*") else self._whole
                place.setdefault(first.removesuffix("*"), []).append((name, rest))
        self._known: dict[str, list[tuple[str, list[str]]]] = {}

    def find(self, pieces: list[str]) -> Iterator[tuple[str, int]]:
        """Yield the list each found phrase stands in, and the place of its first word."""
        for place, piece in enumerate(pieces):
            begun = self._known.get(piece)
            if begun is None:
                begun = self._begun(piece)
            for name, rest in begun:
                if not rest or _follows(pieces[place + 1 : place + 1 + len(rest)], rest):
                    yield name, place

    def _begun(self, piece: str) -> list[tuple[str, list[str]]]:
        begun = list(self._whole.get(piece, ()))
        for end in range(_SHORTEST_STEM, len(piece) + 1):
            begun += self._stems.get(piece[:end], ())
        return self._known.setdefault(piece, begun)


def _follows(pieces: list[str], phrase: list[str]) -> bool:
    return len(pieces) == len(phrase) and all(
        piece.startswith(word[:-1]) if word.endswith("*") else piece == word
        for piece, word in zip(pieces, phrase, strict=True)
    )


@cache
def _phrases(language: str) -> _Phrases:
    content = (files("smmlab") / "needs.toml").read_text(encoding="utf-8")
    lists = tomllib.loads(content)
    named = {
        f"{topic}.{strength}": phrases
        for topic in TOPICS
        for strength, phrases in lists["topics"][topic][language].items()
    }
    return _Phrases({**lists["manner"][language], **named})
