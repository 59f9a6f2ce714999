"""Escalation: from which number of unhappy people on who does what, and the first words."""

import tomllib
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import pandas as pd

from smmlab.brief import Brief, Tone
from smmlab.dialogue.alerts import MoodWatch
from smmlab.dialogue.voices import Span
from smmlab.texts import LANGUAGES

_USUAL_TONE: Tone = "friendly"
_WHO = {"en": "[name]", "et": "[nimi]", "ru": "[имя]"}


@dataclass(frozen=True)
class FirstWords:
    """What to say in the first hour, in one language."""

    language: str
    text: str


@dataclass(frozen=True)
class Escalation:
    """When the plan for unrest starts, and who carries it out.

    Parameters
    ----------
    watch_voices, act_voices
        Negative voices in a period of the usual volume from which to watch, and to act; None when
        the page has no baseline, then the fixed shares of the method hold.
    span
        The period: ``day`` or ``week``.
    owner, face
        Who decides and who speaks, from the brief; empty where it does not say.
    first_words
        Of the first hour, in each language of the content.
    """

    watch_voices: int | None
    act_voices: int | None
    span: Span
    owner: str
    face: str
    first_words: tuple[FirstWords, ...]

    @property
    def first_hour(self) -> pd.DataFrame:
        """The first words as a table to read: ``language``, ``text``."""
        return pd.DataFrame(self.first_words, columns=["language", "text"])


def plan_escalation(watch: MoodWatch, brief: Brief) -> Escalation:
    """Set the levels of the plan by the page's own baseline, and its roles by the brief.

    Parameters
    ----------
    watch
        Result of `smmlab.dialogue.alerts.watch_mood`.
    brief
        ``owner``, ``face``, ``tone``, ``language`` and ``content_languages`` are used.

    Examples
    --------
    >>> import pandas as pd
    >>> calm = MoodWatch(pd.DataFrame(), "day", 0, 0, watch_voices=6, act_voices=10)
    >>> plan = plan_escalation(calm, Brief(name="Kaja", face="Mari", content_languages=("et",)))
    >>> plan.watch_voices, plan.act_voices, plan.first_words[0].text[:40]
    (6, 10, 'Loeme iga teie sõna ja meil on kahju. Mi')
    """
    return Escalation(
        watch_voices=watch.watch_voices,
        act_voices=watch.act_voices,
        span=watch.span,
        owner=brief.owner,
        face=brief.face or brief.owner,
        first_words=first_words(
            brief.content_languages or (brief.language,),
            tone=brief.tone or _USUAL_TONE,
            who=brief.face or brief.owner,
        ),
    )


def first_words(
    languages: Sequence[str], *, tone: Tone = _USUAL_TONE, who: str = ""
) -> tuple[FirstWords, ...]:
    """Return what to say in the first hour.

    Parameters
    ----------
    languages
        Of the content; those we have no text in are left out, and English stands for none at all.
    tone
        Of the brief.
    who
        The person who answers; dots where nobody is named. What follows a comma is a part played
        ("Liis, the barista") in the language of the brief, and left out. A name in other letters
        than the text's stays to be filled in, for nobody bends it by rule.

    Examples
    --------
    >>> [one.language for one in first_words(["et", "ru", "fi"], who="Mari")]
    ['et', 'ru']
    """
    known = [language for language in dict.fromkeys(languages) if language in LANGUAGES]
    texts, name = _texts(), who.partition(",")[0].strip()
    return tuple(
        FirstWords(language, texts[language][tone].replace("{who}", _named(name, language)))
        for language in known or ["en"]
    )


def _named(name: str, language: str) -> str:
    letters = "CYRILLIC" if language == "ru" else "LATIN"
    foreign = any(
        letter.isalpha() and not unicodedata.name(letter, "").startswith(letters) for letter in name
    )
    return _WHO[language] if foreign else name or "…"


@cache
def _texts() -> dict[str, dict[str, str]]:
    content = (files("smmlab.dialogue") / "escalation.toml").read_text(encoding="utf-8")
    lists: dict[str, dict[str, str]] = tomllib.loads(content)
    return lists
