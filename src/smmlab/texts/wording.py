"""How a text is set and worded: what a careful corrector would strike out, in three languages."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Literal

from smmlab.texts.counting import wrong_counts
from smmlab.texts.glossary import discouraged
from smmlab.texts.words import LANGUAGES, Language

HIDDEN = "\ufffc"
"""Stands for what other people wrote: a name, a quotation, a value of a template."""

Kind = Literal[
    "placeholder", "raw key", "spaces", "signs", "quotes", "dash", "number", "percent", "plural",
    "sentence", "alphabet", "English word", "word twice", "term",
]  # fmt: skip


@dataclass(frozen=True)
class Fault:
    """One fault of a text, with the place where it stands."""

    kind: Kind
    found: str
    around: str

    def __str__(self) -> str:
        """Return the fault on one line."""
        return f"{self.kind}: {self.found!r} in {self.around!r}"


@dataclass(frozen=True)
class _Rule:
    kind: Kind
    pattern: re.Pattern[str]


_QUOTES: Mapping[Language, str] = MappingProxyType({"en": "“”", "et": "„“", "ru": "«»„“"})
_ANY_QUOTE = '"„“”«»‹›’‘`´'
_QUOTED: Mapping[Language, re.Pattern[str]] = MappingProxyType(
    {
        "en": re.compile("“[^“”]*”"),
        "et": re.compile("„[^„“]*“"),
        "ru": re.compile("«[^«»]*»"),
    }
)
_CODE = re.compile(
    r"`[^`]*`|= \"[^\"\n]*\"|\"[^\"\s]*[\[/:][^\"\s]*\"|\b\w+=[\w,.]*\w|&\w+;|https?://\S+|\bwww\.\S+|[\w.+-]+@[\w-]+\.\w+"
    r"|(?:[\w…*-]+[./])*[\w…*-]+\.(?:csv|tsv|xlsx?|json|toml|md|ics|docx|pptx|pdf|html|zip|parquet|ipynb|txt)\b"
    r"|\b(?:[a-z0-9-]+\.)+(?:com|org|net|ee|ru|eu|app|io)\b(?:/\S*)?",
    re.IGNORECASE,
)
_KEY = re.compile(r"\b[a-z]+(?:_[a-z0-9]+)+\b")
_WORD = r"[^\W\d_]"
_SPACE = r"[ \u00a0\u202f]"


def faults_of_text(text: str, language: Language) -> Iterator[Fault]:
    """Yield what is wrong with a finished text.

    Code in backticks, addresses and file names are let through, and so is the wording of what
    stands in quotation marks. Orphan numbers are the business of ``strategy/lint.py``.

    Parameters
    ----------
    text
        The text as a reader sees it; what other people wrote may be replaced by `HIDDEN`.
    language
        The language it is meant to be in.

    Examples
    --------
    >>> [str(fault) for fault in faults_of_text("The reach is 3,5 % .", "en")]
    ["spaces: ' .' in 'he reach is 3,5 % .'", "number: '3,5' in 'The reach is 3,5 % .'",
     "percent: '5 %' in 'The reach is 3,5 % .'"]
    >>> list(faults_of_text("Haare kasvas 3,5%.", "et"))
    []
    """
    set_text = _CODE.sub(HIDDEN, text)
    own = _KEY.sub(HIDDEN, _QUOTED[language].sub(HIDDEN, set_text))
    for rule in _setting(language):
        yield from _matches(rule, set_text)
    yield from _quote_faults(set_text, language)
    for rule in _wording(language):
        yield from _matches(rule, own)
    for found in wrong_counts(own, language):
        yield _fault("plural", own, own.find(found), found)


def of_template(template: str) -> str:
    """Return a template as a text whose values are hidden, as `faults_of_text` reads it.

    Examples
    --------
    >>> of_template("{n} posts") == f"{HIDDEN} posts"
    True
    """
    return re.sub(r"\{[^{}]*\}", HIDDEN, template.replace("{{", "").replace("}}", ""))


def _fault(kind: Kind, text: str, at: int, found: str) -> Fault:
    around = text[max(0, at - 17) : at + len(found) + 25]
    return Fault(kind, found, " ".join(around.split("\n")).strip())


def _matches(rule: _Rule, text: str) -> Iterator[Fault]:
    for found in rule.pattern.finditer(text):
        yield _fault(rule.kind, text, found.start(), found.group())


def _quote_faults(text: str, language: Language) -> Iterator[Fault]:
    allowed = _QUOTES[language]
    is_open: list[str] = []
    for at, sign in enumerate(text):
        if sign not in _ANY_QUOTE:
            continue
        pair = allowed.find(sign)
        if pair < 0 or (pair % 2 and (not is_open or is_open.pop() != allowed[pair - 1])):
            yield _fault("quotes", text, at, sign)
        elif not pair % 2:
            is_open.append(sign)
    for sign in is_open:
        yield _fault("quotes", text, text.rfind(sign), sign)


@cache
def _setting(language: Language) -> tuple[_Rule, ...]:
    """Return the rules of spaces, signs and numbers; they hold inside quotations of ours too."""
    rules: list[tuple[Kind, str]] = [
        ("placeholder", r"\{[^{}\n]*\}|%[sdf]\b|\b(?:nan|NaN|NaT|inf|undefined)\b|<NA>|^None$"),
        ("raw key", rf"(?!\butm_){_KEY.pattern}"),
        ("raw key", r"\b(?:audience|networks|content|dialogue|rivals|money)\.[a-z]+\b"),
        # The arrows of an axis stand apart on purpose.
        ("spaces", rf"(?<=[^\s←→]){_SPACE}{{2,}}(?=[^\s←→])"),
        ("spaces", rf"{_SPACE}[,;.!?:)\]](?=\s|$)"),
        ("spaces", rf"[(\[]{_SPACE}"),
        ("spaces", rf"[,;!?](?={_WORD})|(?<={_WORD}):(?={_WORD})"),
        (
            "signs",
            r"(?<!\.)\.\.(?!\.)|\.\.\.|…\.|\.…|,,|;;|::|[,;:]\.|[?!;:,],|[,;!?]:|[?!]\.|\.;"
            # "дн." and "г." are abbreviations, after which a colon may stand.
            r"|(?<!\bдн)(?<!\bг)\.:",
        ),
        ("dash", r"(?<=\S) - (?=\S)"),
        ("dash", r"(?<![\w.–-])\d{1,4}-\d{1,4}(?![\w-])"),
        ("dash", r"(?<![^\s(])-\d"),
        ("number", r"(?<![\d#/=])\d{5,}(?![\d/])"),
    ]
    if language == "en":
        rules += [
            ("number", r"(?<![\d,])\d+,\d{1,2}(?!\d)"),
            ("number", rf"(?<![\d.,:])\d{{1,3}}{_SPACE}\d{{3}}(?![\d.,])"),
            ("number", rf"\d{_SPACE}?[€£$]"),
            ("percent", rf"\d{_SPACE}+%"),
        ]
    else:
        rules += [
            ("number", r"(?<![\d.])\d+\.\d+(?![\d.])"),
            ("number", r"(?<![\d.,:] )(?<![\d.,:])\d{1,3} \d{3}(?![\d.,])"),
            ("number", r"[€£$]\d|\d ?[€£$]"),
            ("percent", r"\d ?%" if language == "ru" else rf"\d{_SPACE}+%"),
        ]
    if language == "ru":
        rules += [("dash", r" – "), ("dash", r"(?<=[^\s(«\ufffc])—|—(?=[^\s,.\ufffc])")]
    if language == "et":
        rules += [("dash", "—")]
    return tuple(_Rule(kind, re.compile(pattern)) for kind, pattern in rules)


@cache
def _wording(language: Language) -> tuple[_Rule, ...]:
    """Return the rules of words; what stands in quotation marks is not judged by them."""
    latin, cyrillic = "A-Za-zÀ-ž", "А-Яа-яЁё"
    rules: list[tuple[Kind, str]] = [
        ("alphabet", f"[{latin}][{cyrillic}]|[{cyrillic}][{latin}]"),
        # Abbreviations are short: only after a longer word does a full stop end a sentence.
        (
            "sentence",
            rf"(?<={_WORD}{{4}})(?<!\bоткл)[.!?] (?!smmlab\b|\w*[A-Z])[a-zõäöüšžа-яё]",
        ),
        ("word twice", rf"(?i)\b({_WORD}{{2,}}){_SPACE}\1\b"),
    ]
    if language == "ru":
        rules += [
            ("alphabet", r"(?<![\w-])[aceopxyk](?![\w-])"),
            (
                "English word",
                r"\b(?:the|and|of|with|for|from|is|are|this|that|by|or|to|on|in|an?)\b",
            ),
        ]
    else:
        rules.append(("alphabet", f"[{cyrillic}]+"))
    if language == "et":
        rules.append(
            ("English word", r"\b(?:the|and|of|with|for|from|are|this|that|by|or|to|in)\b")
        )
    rules += [("term", pattern) for pattern in discouraged(language)]
    return tuple(_Rule(kind, re.compile(pattern)) for kind, pattern in rules)


__all__ = ["HIDDEN", "LANGUAGES", "Fault", "Kind", "faults_of_text", "of_template"]
