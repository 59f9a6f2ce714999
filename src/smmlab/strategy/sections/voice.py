"""In which voice the client speaks and what it leaves alone, as the brief gives them."""

from collections.abc import Mapping
from types import MappingProxyType

from smmlab.brief import Tone
from smmlab.strategy.document import Block, Paragraph, Spans
from smmlab.strategy.material import Material
from smmlab.strategy.statements import FromBrief, Listed, Pen, Term
from smmlab.texts import message

_TONES: Mapping[Tone, str] = MappingProxyType(
    {
        "friendly": message(
            "Our tone is friendly: warm and polite, as to a guest we are glad to see."
        ),
        "businesslike": message(
            "Our tone is businesslike: facts, prices and days first, formal address, no jokes."
        ),
        "informal": message(
            "Our tone is informal: short and lively, as people talk among friends, never rude."
        ),
    }
)
_DO_AND_DO_NOT: Mapping[Tone, tuple[str, str]] = MappingProxyType(
    {
        "friendly": (
            message("Do: greet, thank by name, say “we” and “you”, admit a mistake first."),
            message("Do not: flatter, pile up exclamation marks, answer with a ready-made phrase."),
        ),
        "businesslike": (
            message("Do: give the answer in the first line, then the price, the day, the contact."),
            message("Do not: use slang and emoji, promise what is not certain, argue in public."),
        ),
        "informal": (
            message("Do: write as you talk, joke about yourselves, use the words of your guests."),
            message("Do not: swear, tease people, copy a fashion that is not yours."),
        ),
    }
)


def tone(material: Material, pen: Pen) -> tuple[Spans, ...]:
    """Say how everybody who writes for the client should sound; nothing while it is not told."""
    given = material.brief.tone
    if not given:
        return ()
    return tuple(pen.value(Term(text)) for text in (_TONES[given], *_DO_AND_DO_NOT[given]))


def taboo_in_posts(material: Material, pen: Pen) -> tuple[Block, ...]:
    """Say which topics no post touches."""
    if not material.brief.taboo_topics:
        return ()
    said = pen.say(
        "Topics that no post touches, not even as a provocation or a joke: {topics}.",
        topics=_topics(material),
    )
    return (Paragraph(said, "caution"),)


def taboo_in_talk(material: Material, pen: Pen) -> tuple[Spans, ...]:
    """Say what to do when people bring such a topic up."""
    if not material.brief.taboo_topics:
        return ()
    return (
        pen.say(
            "When people bring up a topic we leave alone ({topics}), stay polite, take no side "
            "and do not go on with it.",
            topics=_topics(material),
        ),
    )


def taboo_risk(material: Material, pen: Pen) -> tuple[tuple[Spans, Spans, Spans], ...]:
    """Return the risk that a post touches such a topic, its sign, and the answer to it."""
    if not material.brief.taboo_topics:
        return ()
    return (
        (
            pen.say("A post touches a topic we leave alone"),
            pen.say("People argue about the topic and no longer about the post"),
            pen.say(
                "Everybody who writes knows the list: {topics}. If it happens, take the post down "
                "and say sorry once, without excuses.",
                topics=_topics(material),
            ),
        ),
    )


def _topics(material: Material) -> Listed:
    return Listed(tuple(FromBrief(topic) for topic in material.brief.taboo_topics))
