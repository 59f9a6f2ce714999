"""A checklist of polite and helpful answers, ticked by rule in three languages."""

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Literal, get_args

import numpy as np
import pandas as pd

from smmlab.asking import read_comments
from smmlab.findings import SMALLEST_GROUP, Finding, Source
from smmlab.intervals import wilson_interval
from smmlab.languages import detect_languages
from smmlab.lemmas import lemma
from smmlab.schema import require
from smmlab.texts import message
from smmlab.tokens import LANGUAGES

Marker = Literal[
    "greets", "thanks", "apologises", "names", "fact", "offers", "asks_back", "signs", "blames",
    "shouts",
]  # fmt: skip
MARKERS: tuple[Marker, ...] = get_args(Marker)
MARKER_LABELS: Mapping[Marker, str] = MappingProxyType(
    {
        "greets": message("Greets"),
        "thanks": message("Thanks"),
        "apologises": message("Says sorry"),
        "names": message("Calls the person by name"),
        "fact": message("Gives a number, a day, a link"),
        "offers": message("Offers help or a next step"),
        "asks_back": message("Asks back"),
        "signs": message("Is signed with a name"),
        "blames": message("Blames the person"),
        "shouts": message("Shouts"),
    }
)
"""What each marker looks for; the last two should be rare."""

UNWANTED: tuple[Marker, ...] = ("blames", "shouts")

_CHECKED = message(
    "Answers by the page with words that bear this sign, by a checklist of phrases and rules; "
    "Wilson interval. What the answer was about decides what it needs: not every answer needs an "
    "apology."
)
_TOO_FEW = message(
    "Too few answers by the page with words are in these files to say how they sound."
)

_LONGEST = 2000
_NAME = r"[A-ZÕÄÖÜŠŽА-ЯЁ][a-zõäöüšžа-яё]+"
_MENTION = re.compile(r"(?:^|\s)@\w|\[(?:id|club)\d+\|")
_STARTS_WITH_NAME = re.compile(rf"^({_NAME})(?:\s+{_NAME})?\s*[,!]")
# A name, or "Name of this or that", alone after a dash or on the last line.
_DASHED_NAME = re.compile(
    rf"(?:\s[—–-]\s*|\n\s*)({_NAME})(?:\s+{_NAME})?(?:,[^,.!?\n]{{2,30}})?[.!]?\s*$"
)
_FACT = re.compile(r"\d|https?://|www\.|\b[\w-]+\.(?:ee|com|ru|eu|net|org|example)\b")
_WORD = re.compile(r"[^\W\d_]{4,}")
_MANY_MARKS = re.compile(r"[!！]{3,}|[?!]{4,}")


def read_politeness(texts: Sequence[str], languages: Sequence[str]) -> pd.DataFrame:
    """Tick the checklist for each answer.

    Parameters
    ----------
    texts
        Answers by the page.
    languages
        Of each: ``en``, ``et``, ``ru``, or another, which is read by all three lists.

    Returns
    -------
    DataFrame
        One row an answer, in order: a bool for each of `MARKERS`.

    Notes
    -----
    Measured on answers written by hand for the tests. On sixty a language, before the lists
    were set right on them: precision .99, .94, .93 and recall .84, .72, .78 (en, et, ru, all
    markers together). On twenty fresh ones a language afterwards: precision 1.00 in each,
    recall .52, .70, .59; the rules of names and of blame were set right after these were seen,
    so the precision flatters. So what is ticked is there, and about four in ten signs are
    overlooked: shares are a floor. Names are told by dictionaries that keep their capital
    (simplemma), blame only where its usual phrases stand. Audit fifty answers of your own by
    hand.

    Examples
    --------
    >>> found = read_politeness(["Tere, Mari! Avame kell 9. Kas panen laua kinni?"], ["et"])
    >>> [marker for marker in MARKERS if found[marker].iloc[0]]
    ['greets', 'names', 'fact', 'offers', 'asks_back']
    """
    codes, distinct = pd.factorize(
        pd.MultiIndex.from_arrays([list(texts), list(languages)], names=["text", "language"])
    )
    asks = read_comments(
        [text for text, _ in distinct], [language for _, language in distinct]
    )["asks"].to_numpy(dtype=bool)  # fmt: skip
    found = [
        _read(text, language, bool(asked))
        for (text, language), asked in zip(distinct, asks, strict=True)
    ]
    table = np.array(found, dtype=bool).reshape(len(found), len(MARKERS))
    return pd.DataFrame(table[codes], columns=list(MARKERS))


def measure_politeness(talk: pd.DataFrame) -> pd.DataFrame:
    """Count how many answers by the page bear each sign.

    Parameters
    ----------
    talk
        Result of `smmlab.dialogue.talk.follow_talk`; an answer is a comment or reply by the page
        that answers something.

    Returns
    -------
    DataFrame
        One row a marker in the order of `MARKERS`: ``marker``, ``answers`` (with words), ``found``
        among them, ``share`` (0-1, Wilson ``share_low``, ``share_high``), ``wanted`` (False where
        it should be rare).

    Raises
    ------
    DataError
        When a column is absent.

    Examples
    --------
    >>> from smmlab.dialogue.talk import follow_talk
    >>> acts = pd.DataFrame({
    ...     "network": "x", "interaction_id": ["a", "b"], "kind": ["comment", "reply"],
    ...     "at": [0, 9], "reply_to": [None, "a"], "by_page": [False, True],
    ...     "text": ["How much?", "Hi Mari! It costs 4 euros."]})
    >>> measure_politeness(follow_talk(acts))[["marker", "share"]].head(2).values.tolist()
    [['greets', 1.0], ['thanks', 0.0]]
    """
    answers = page_answers(talk)
    texts = answers["text"].tolist()
    codes, distinct = pd.factorize(answers["text"])
    languages = np.array(detect_languages(list(distinct)), dtype=object)
    read = read_politeness(texts, list(languages[codes]) if len(codes) else [])
    counts = read.sum().to_numpy(dtype=np.float64)
    low, high = wilson_interval(counts, np.full(len(MARKERS), float(len(texts))))
    return pd.DataFrame(
        {
            "marker": pd.array(MARKERS, dtype="str"),
            "answers": len(texts),
            "found": counts.astype("int64"),
            "share": counts / len(texts) if texts else np.full(len(MARKERS), np.nan),
            "share_low": low,
            "share_high": high,
            "wanted": [marker not in UNWANTED for marker in MARKERS],
        }
    )


def page_answers(talk: pd.DataFrame) -> pd.DataFrame:
    """Return the answers by the page that have words, of `smmlab.dialogue.talk.follow_talk`."""
    require(talk, ("network", "interaction_id", "text", "by_page", "reply_to"),
            table="interactions")  # fmt: skip
    has_words = talk["text"].fillna("").str.strip().ne("").to_numpy(dtype=bool)
    given = talk["by_page"].to_numpy(dtype=bool) & talk["reply_to"].notna().to_numpy(dtype=bool)
    return talk[has_words & given].reset_index(drop=True)


def politeness_findings(checked: pd.DataFrame, *, sources: Sequence[Source]) -> list[Finding]:
    """Return the share of answers with each sign; unknown below ten answers.

    Examples
    --------
    >>> from smmlab.dialogue.talk import follow_talk
    >>> empty = pd.DataFrame(columns=["network", "interaction_id", "kind", "at", "reply_to",
    ...                               "by_page"])
    >>> politeness_findings(measure_politeness(follow_talk(empty)), sources=())[0].status
    'unknown'
    """
    rows, n = tuple(sources), int(checked["answers"].max()) if len(checked) else 0
    if n < SMALLEST_GROUP:
        return [
            Finding("dialogue.politeness", None, "share", n, status="unknown", method=_TOO_FEW,
                    sources=rows)
        ]  # fmt: skip
    return [
        Finding(
            f"dialogue.politeness.{row['marker']}.share", row["share"], "share", n,
            row["share_low"], row["share_high"], status="estimated", method=_CHECKED, sources=rows,
            numerator=int(row["found"]), denominator=n,
        )
        for row in checked.to_dict("records")
    ]  # fmt: skip


def _read(text: str, language: str, asks: bool) -> list[bool]:
    shown = text[:_LONGEST].strip()
    plain = " ".join(shown.casefold().replace("ё", "е").replace("’", "'").split())
    read = (language,) if language in LANGUAGES else LANGUAGES

    def has(name: str) -> bool:
        return any(_patterns(code)[name].search(plain) for code in read)

    return [
        has("greets"),
        has("thanks"),
        has("apologises"),
        _names(shown, read),
        _FACT.search(shown) is not None or has("times"),
        has("offers"),
        asks,
        _signs(shown, read),
        has("blames"),
        _shouts(shown),
    ]


def _names(text: str, languages: Sequence[str]) -> bool:
    if _MENTION.search(text):
        return True
    opening = _STARTS_WITH_NAME.match(text)
    if opening and _is_name(opening[1], languages):
        return True
    return any(
        _is_name(match[1], languages)
        for code in languages
        for match in _patterns(code)["named_before"].finditer(text)
    )


def _signs(text: str, languages: Sequence[str]) -> bool:
    dashed = _DASHED_NAME.search(text)
    if dashed and _is_name(dashed[1], languages):
        return True
    return any(_patterns(code)["closes"].search(text) for code in languages)


def _is_name(word: str, languages: Sequence[str]) -> bool:
    """Tell whether the dictionaries keep the capital of a word, as they do for names."""
    return all(lemma(word, code)[:1].isupper() for code in languages)


def _shouts(text: str) -> bool:
    capitals = [word for word in _WORD.findall(text) if word.isupper()]
    return len(capitals) >= 2 or _MANY_MARKS.search(text) is not None


@cache
def _patterns(language: str) -> Mapping[str, re.Pattern[str]]:
    lists = tomllib.loads((files("smmlab.dialogue") / "politeness.toml").read_text("utf-8"))
    shaped = ("named_before", "closes")
    plain = {
        name: re.compile(rf"\b{_any(phrases[language])}")
        for name, phrases in lists.items()
        if name not in shaped
    }
    before, closing = (
        "|".join(re.escape(phrase) for phrase in lists[name][language]) for name in shaped
    )
    # The phrases may begin with a capital; what follows must.
    named = re.compile(rf"(?i:\b(?:{before}))[,!]?\s+({_NAME})\s*[,!.:)]")
    end = r"[^.!?\n]{0,24}[.!»”\"]?\s*$"
    closes = re.compile(rf"(?i:(?:^|[.!?…,\n]\s*)(?:{closing})),?\s+(?:at\s+)?[«„“\"]?{_NAME}{end}")
    return MappingProxyType({**plain, "named_before": named, "closes": closes})


def _any(phrases: Iterable[str]) -> str:
    plain = (phrase.replace("ё", "е") for phrase in phrases)
    # Longest first: an alternation takes the first that fits.
    return (
        "(?:"
        + "|".join(
            re.escape(phrase).replace(r"\*", r"\w*") + r"\b"
            for phrase in sorted(plain, key=len, reverse=True)
        )
        + ")"
    )
