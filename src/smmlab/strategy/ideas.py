"""An idea and its pillar as the document and the files beside it call them."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import pandas as pd

from smmlab.asking import TOPIC_LABELS
from smmlab.strategy.document import Spans
from smmlab.strategy.statements import FromBrief, Name, Pen, Quote, Term, Value
from smmlab.texts import message

_DEFAULTS: Mapping[str, str] = MappingProxyType(
    {
        "people_behind": message("The people behind the counter"),
        "customers_say": message("What customers say and do"),
        "how_it_is_made": message("How it is made"),
    }
)
_TOPICS: Mapping[str, str] = MappingProxyType(
    {str(key): text for key, text in TOPIC_LABELS.items()}
)


@dataclass(frozen=True)
class Idea:
    """One idea of the bank; the words and the post of other people are never trusted."""

    pillar: str
    kind: str
    template: str
    topic: str = ""
    words: str = ""
    post: str = ""


def idea_of(row: Mapping[Any, Any]) -> Idea:
    """Return a row of the bank as an idea.

    Examples
    --------
    >>> row = {"pillar": "tea", "kind": "goods", "type": "laugh", "idea": "{pillar}!"}
    >>> idea_of(row)
    Idea(pillar='tea', kind='goods', template='{pillar}!', topic='', words='', post='')
    """
    told = {name: row.get(name) for name in ("topic", "words", "post")}
    known = {name: "" if pd.isna(text) else str(text) for name, text in told.items()}
    return Idea(str(row["pillar"]), str(row["kind"]), str(row["idea"]), **known)


def pillar_name(pillar: str, kind: str) -> Value:
    """Return a pillar as the document calls it.

    Examples
    --------
    >>> pillar_name("usage", "question"), pillar_name("#kohv", "works")
    (Term(template='How to use it', inside=False), Name(text='#kohv'))
    """
    if kind == "goods":
        return FromBrief(pillar)
    named = _DEFAULTS if kind == "default" else _TOPICS if kind == "question" else {}
    return Term(named[pillar]) if pillar in named else Name(pillar)


def say_idea(pen: Pen, idea: Idea, *, longest: int = 0) -> Spans:
    """Say an idea, an own post in it cut to ``longest`` letters where that is given."""
    post = idea.post
    if longest and len(post) > longest:
        # Between words, where the post has any spaces.
        begun = post[: longest + 1].rpartition(" ")[0].rstrip(" .,;:!?…–-")
        post = f"{begun or post[:longest]}…"
    return pen.say(
        idea.template,
        pillar=pillar_name(idea.pillar, idea.kind),
        topic=Term(_TOPICS[idea.topic]) if idea.topic in _TOPICS else Name(idea.topic),
        words=Name(idea.words),
        post=Quote(post),
    )
