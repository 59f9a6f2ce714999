"""A small trilingual list of complaint words: what a person should read first.

A list of words cannot tell the share of negative comments: it misses irony and counts quotations.
It can rank comments and show that a day differs from the days before, and is used for that only.
"""

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files

import pandas as pd

_LONGEST = 5_000  # letters of a comment that are looked at


def score_negativity(texts: Sequence[str] | pd.Series) -> pd.Series:
    """Count the complaint words, phrases and signs in each text.

    Parameters
    ----------
    texts
        Comments in English, Estonian or Russian, mixed as they come.

    Returns
    -------
    Series
        Hits in each text, zero or more; missing where the text is missing. For ranking and for
        change over time, never as a share of negative comments.

    Examples
    --------
    >>> score_negativity(["Terrible, never again!", "Not bad at all", "Väga hea", "Ужасно 😡"])
    0    2.0
    1    0.0
    2    0.0
    3    2.0
    Name: negativity, dtype: float64
    """
    series = texts if isinstance(texts, pd.Series) else pd.Series(list(texts), dtype="str")
    # Counted by Python's re: the regular expressions of Arrow know ASCII letters only.
    hits = [_hits(text) if isinstance(text, str) else float("nan") for text in series]
    return pd.Series(hits, index=series.index, name="negativity", dtype="float64")


def _hits(text: str) -> float:
    phrases, negated, words, signs = _patterns()
    plain = unicodedata.normalize("NFKC", text[:_LONGEST]).casefold()
    plain = " ".join(plain.replace("ё", "е").replace("’", "'").split())
    found = len(signs.findall(plain))
    # Phrases first, as they hold their own negation; then a cancelled complaint is no complaint.
    plain, complaints = phrases.subn(" ", plain)
    plain = negated.sub(" ", plain)
    return float(found + complaints + len(words.findall(plain)))


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    content = (files("smmlab.dialogue") / "complaints.toml").read_text(encoding="utf-8")
    lists = tomllib.loads(content)
    languages = [lists[code] for code in ("en", "et", "ru")]
    phrases = _any(
        re.escape(phrase.removesuffix("*")) + (r"\w*" if phrase.endswith("*") else r"\b")
        for language in languages
        for phrase in language["phrases"]
    )
    complaint = _any(
        [re.escape(stem) + r"\w*" for language in languages for stem in language["stems"]]
        + [re.escape(word) + r"\b" for language in languages for word in language["words"]]
    )
    negator = _any(re.escape(word) for language in languages for word in language["negators"])
    return (
        re.compile(rf"\b{phrases}"),
        re.compile(rf"\b{negator} (?:\w+ ){{0,2}}{complaint}"),
        re.compile(rf"\b{complaint}"),
        re.compile(_any(re.escape(sign) for sign in lists["signs"]["signs"])),
    )


def _any(patterns: Iterable[str]) -> str:
    # Longest first: an alternation takes the first that fits.
    return "(?:" + "|".join(sorted(patterns, key=len, reverse=True)) + ")"
