"""Which Windows alphabet wrote these bytes: Cyrillic or Baltic."""

import re
from typing import Literal

Charset = Literal["cp1251", "cp1257"]

_SAMPLE = 262_144
_WORD = re.compile(r"[^\W\d_]+")
_CYRILLIC = re.compile(r"[\u0400-\u04ff]+")
_LATIN = re.compile(r"[A-Za-zõäöüšžåéāčēģīķļņūąęėįųßøæ]+", re.IGNORECASE)
_SURE, _CLEAR = 0.6, 0.2


def guess_charset(data: bytes) -> Charset | None:
    """Return the alphabet in which the words look like words, or None when neither clearly does.

    A word speaks for Cyrillic when all its letters are Cyrillic; for Baltic when accented letters
    stand among plain ones. Either way capitals stand only at its start, or everywhere.

    Examples
    --------
    >>> guess_charset("Привет, друзья".encode("cp1251"))
    'cp1251'
    >>> guess_charset("Tere tulemast, sõbrad! Täna pöörane õhtu".encode("cp1257"))
    'cp1257'
    """
    sample = data[:_SAMPLE]
    scores: dict[Charset, float] = {
        "cp1251": _score(sample, "cp1251"),
        "cp1257": _score(sample, "cp1257"),
    }
    best = max(scores, key=lambda charset: scores[charset])
    other = min(scores.values())
    return best if scores[best] >= _SURE and scores[best] - other >= _CLEAR else None


def _score(sample: bytes, charset: Charset) -> float:
    words = [w for w in _WORD.findall(sample.decode(charset, "replace")) if not w.isascii()]
    if not words:
        return 0.0
    judge = _is_cyrillic if charset == "cp1251" else _is_baltic
    return sum(map(judge, words)) / len(words)


def _cased(word: str) -> bool:
    return word[1:].islower() or word.isupper() or len(word) == 1


def _is_cyrillic(word: str) -> bool:
    return bool(_CYRILLIC.fullmatch(word)) and _cased(word)


def _is_baltic(word: str) -> bool:
    plain = sum(letter.isascii() for letter in word)
    return bool(_LATIN.fullmatch(word)) and _cased(word) and 2 * plain >= len(word)
