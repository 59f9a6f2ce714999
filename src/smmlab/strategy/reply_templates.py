"""First answers for each situation, in three tones and three languages."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import get_args

from smmlab.brief import Brief, Tone
from smmlab.dialogue.open_questions import Situation
from smmlab.texts import LANGUAGES, Language, message

SITUATIONS: tuple[Situation, ...] = get_args(Situation)
SITUATION_LABELS: Mapping[Situation, str] = MappingProxyType(
    {
        "price": message("A question about price"),
        "hours": message("A question about opening hours"),
        "stock": message("Is it in stock?"),
        "praise": message("Thanks and praise"),
        "complaint": message("A complaint with a reason"),
        "unclear_complaint": message("A complaint we cannot check"),
        "insult": message("An insult"),
        "spam": message("Spam: take it down, block, and say so once"),
        "late": message("The delivery is late"),
        "wrong": message("We told something wrong"),
        "privacy": message("Somebody asks about personal data, or shows some"),
        "job": message("Somebody wants to work with us"),
        "other": message("A question we cannot answer at once"),
    }
)
"""What each template is for."""

USUAL_TONE: Tone = "friendly"
"""While the brief names no tone."""


def reply_template(situation: Situation, *, tone: Tone, language: Language) -> str:
    """Return the first answer for a situation; what stands in brackets is to be filled in.

    Examples
    --------
    >>> reply_template("hours", tone="informal", language="et")
    'Täna lahti kuni [kellaaeg], homme jälle alates [kellaaeg]. Näeme? – [nimi]'
    """
    return _templates()[situation][tone][language]


def template_languages(brief: Brief) -> tuple[Language, ...]:
    """Return the languages of the client's posts that there are templates in, in their order.

    The language of the documents where the posts are in none of them.

    Examples
    --------
    >>> template_languages(Brief(name="Kaja", content_languages=("et", "lv")))
    ('et',)
    """
    known = [code for code in LANGUAGES if code in brief.content_languages]
    ordered = sorted(known, key=brief.content_languages.index)
    return tuple(ordered) or (brief.language,)


@cache
def _templates() -> Mapping[Situation, Mapping[Tone, Mapping[Language, str]]]:
    content = (files("smmlab.strategy") / "reply_templates.toml").read_text(encoding="utf-8")
    return MappingProxyType(tomllib.loads(content))  # type: ignore[arg-type]
