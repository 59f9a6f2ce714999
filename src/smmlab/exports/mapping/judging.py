"""How well a column may stand for something, by its name and by its cells."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from smmlab.exports.headers import plain_name
from smmlab.exports.mapping.shapes import Shape
from smmlab.exports.mapping.words import HEADER_WORDS
from smmlab.texts import Phrase, message

_EXACT, _PART, _FEWEST = 1.0, 0.6, 0.45
# A rate or an average is no count, though it is called after one.
_RATE = re.compile(r"%|\brate\b|\bper\b|average|avg|процент|средн|коэфф|keskmi|määr|\ber\b")
_HEADER = message("the name says so")
_PART_OF = message("the name holds the word {word}")
CONTENT = message("the cells look like it")
# What the cells of a column must look like, and how many of them at least.
_LOOKS: Mapping[str, tuple[str, float]] = {
    "count": ("count", 0.7), "number": ("number", 0.7), "share": ("number", 0.7),
    "money": ("money", 0.7), "moment": ("date", 0.6), "day": ("date", 0.6),
    "hour": ("hour", 0.6), "link": ("link", 0.5), "yes_no": ("yes_no", 0.9),
}  # fmt: skip
_WORD_LOOKS = ("form", "kind", "network", "sex", "dimension", "metric")


@dataclass(frozen=True)
class Reason:
    """Why a column may be what is proposed.

    Parameters
    ----------
    name
        What it is proposed to be: a canonical column, or a metric.
    column
        The column of the file.
    score
        How sure that is, from 0 to 1.
    why
        A clause for people.
    """

    name: str
    column: str
    score: float
    why: Phrase


def judge(shape: Shape, name: str, kind: str) -> Reason | None:
    """Say how well a column may be this, or None when it cannot."""
    named, word = _named(shape.name, name)
    look = _look(shape, name, kind)
    if shape.filled and look is not None and look < _LOOKS.get(kind, ("", 0.5))[1]:
        return None
    if named == _EXACT:
        score, why = 0.8 + 0.2 * (0.5 if look is None else look), Phrase(_HEADER)
    elif named:
        score = 0.5 + 0.2 * (0.5 if look is None else look)
        why = Phrase(_PART_OF, {"word": word})
    else:
        score, why = _by_content(shape, name), Phrase(CONTENT)
    return Reason(name, shape.name, round(score, 2), why) if score >= _FEWEST else None


def _look(shape: Shape, name: str, kind: str) -> float | None:
    """Return the part of the cells that can be this; None when any text can."""
    look: float | None = None
    cannot = False
    if name in _WORD_LOOKS and kind == "word":
        look = max(shape.of(name), 0.5 * shape.of("short") if name == "form" else 0.0)
    elif kind in _LOOKS:
        look = max(shape.of(_LOOKS[kind][0]), shape.of("number") if kind == "money" else 0.0)
    elif name == "text":
        cannot = shape.of("number") > 0.5 or shape.of("link") > 0.9 or shape.of("date") > 0.5
    elif kind in ("id", "person"):
        cannot = shape.of("date") > 0.5 or shape.of("text") > 0.7
    elif name == "age":
        look = max(shape.of("age"), shape.of("count"))
    elif kind in ("text", "tag"):
        cannot = shape.of("date") > 0.5 and name != "hour"
    return 0.0 if cannot else look


def _named(column: str, name: str) -> tuple[float, str]:
    plain = re.sub(r"[_.]+", " ", plain_name(column)).strip()
    plain = re.sub(r"\s*[(\[][^)\]]*[)\]]\s*$", "", plain) or plain
    words = (*HEADER_WORDS.get(name, ()), name.replace("_", " "))
    if plain in words or plain_name(column) in words:
        return _EXACT, plain
    # The longest word that stands in the name as a whole word.
    held = [w for w in words if len(w) > 3 and re.search(rf"(?<!\w){re.escape(w)}(?!\w)", plain)]
    rate = re.search(
        r"%|\brate\b|\bper\b|average|avg|процент|средн|коэфф|keskmi|määr|\ber\b", plain
    )
    if held and not rate:
        return _PART, max(held, key=len)
    return 0.0, ""


def _by_content(shape: Shape, name: str) -> float:
    if shape.filled < 2:
        return 0.0
    repeats = shape.distinct < 0.9
    known = {
        "at": 0.55 * shape.of("date"),
        "day": 0.55 * shape.of("date"),
        "url": 0.6 * shape.of("post_link"),
        "text": 0.5 * shape.of("text") * (shape.length > 25),
        "network": 0.5 * shape.of("network") * repeats,
        "form": 0.5 * shape.of("form") * repeats,
        "sex": 0.5 * shape.of("sex"),
        "age": 0.5 * shape.of("age"),
    }
    return known.get(name, 0.0)
