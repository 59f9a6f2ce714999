"""Style: the voice with do and don't, rules for pictures, and the face people know."""

from smmlab.strategy.document import (
    Advice,
    Block,
    Bullets,
    DataTable,
    Heading,
    Paragraph,
    Section,
    Span,
    Spans,
)
from smmlab.strategy.material import Material
from smmlab.strategy.notes import advice
from smmlab.strategy.reply_templates import template_languages
from smmlab.strategy.sections.visual import visual_rules
from smmlab.strategy.sections.voice import taboo_in_posts, tone
from smmlab.strategy.statements import FromBrief, Pen, Quote, Term
from smmlab.strategy.style_examples import style_examples
from smmlab.texts import message
from smmlab.texts.labels import NETWORK_NAMES

_LANGUAGES = {"en": message("English"), "et": message("Estonian"), "ru": message("Russian")}
_CLEAR = ("better", "worse")


def write(material: Material, pen: Pen) -> Section:
    """Write the section."""
    blocks: list[Block] = [
        Heading(pen.say("The voice"), "voice"),
        *_voice(material, pen),
        *taboo_in_posts(material, pen),
        Heading(pen.say("Pictures: rules for the designer"), "visual"),
        *visual_rules(material, pen),
        Heading(pen.say("The face"), "face"),
        *_face(material, pen),
    ]
    return Section("style", pen.say("Style"), tuple(blocks))


def _voice(material: Material, pen: Pen) -> tuple[Block, ...]:
    given = material.brief.tone
    if not given:
        said = pen.say(
            "The brief names no tone. Choose one there (friendly, businesslike or informal): then "
            "dos, don'ts and example sentences stand here."
        )
        return (Paragraph(said, "note"),)
    lead, *rules = tone(material, pen)
    rows = tuple(
        (
            pen.value(Term(_LANGUAGES[language])),
            pen.value(Quote(one.like)),
            pen.value(Quote(one.unlike)),
        )
        for language in template_languages(material.brief)
        for one in style_examples(given, language)
    )
    header = (pen.say("Language"), pen.say("Like this"), pen.say("Not like this"))
    caption = pen.say("How it sounds, in each language of the posts")
    return (
        Paragraph(lead, "lead"),
        Bullets((*rules, *_told_by_files(material, pen))),
        DataTable(caption, header, rows, weights=(2, 6, 5)),
    )


def _told_by_files(material: Material, pen: Pen) -> tuple[Spans, ...]:
    """Say what own posts tell of the tone: a difference, or that there is none to be seen."""
    verdicts = _verdicts(material, "tone.businesslike")
    lines = tuple(
        pen.say(
            "On {network}, businesslike posts draw {ratio} times the response of friendly ones, "
            "all else equal. That goes together; it proves no cause.",
            network=Term(NETWORK_NAMES[network]),
            ratio=ratio,
        )
        for network, verdict in verdicts.items()
        if verdict in _CLEAR
        and (ratio := material.finding(f"content.effects.{network}.tone.businesslike.rate_ratio"))
    )
    if lines or not verdicts:
        return lines
    same = pen.say(
        "In own posts, a friendly and a businesslike text draw no clearly different response: the "
        "tone is the client's choice."
    )
    return (_with_marks(material, pen, same, verdicts, "tone.businesslike"),)


def _face(material: Material, pen: Pen) -> tuple[Block, ...]:
    decided = material.decision("place").choice.get("face")
    if not decided and not material.brief.face:
        said = pen.say(
            "Name one person who speaks for the business and is seen. People talk to people; a "
            "logo answers nobody."
        )
        return (advice(pen, said),)
    face = material.chosen("place", "face", "person") if decided else FromBrief(material.brief.face)
    return (
        Paragraph(pen.say("The face of the place: {face}.", face=face), "lead"),
        Bullets(
            (
                pen.say("Signs the answers with a name, and is in pictures with hands at work."),
                pen.say("Speaks in short videos: one thought, looking into the camera."),
                pen.say(
                    "Agrees in writing before the first post; a second person who can stand in is "
                    "named."
                ),
            )
        ),
        *_face_in_files(material, pen),
    )


def _face_in_files(material: Material, pen: Pen) -> tuple[Paragraph | Advice, ...]:
    verdicts = _verdicts(material, "face.yes")
    if not verdicts:
        unknown = pen.say(
            "Whether posts with a person do better is not known: too few own posts name or show "
            "one in words."
        )
        return (Paragraph(unknown, "note"),)
    clear = [network for network, verdict in verdicts.items() if verdict in _CLEAR]
    said = (
        pen.say(
            "Own posts in which a person speaks or is named draw {ratio} times the response of the "
            "others on {network}, all else equal.",
            ratio=material.findings[f"content.effects.{clear[0]}.face.yes.rate_ratio"],
            network=Term(NETWORK_NAMES[clear[0]]),
        )
        if clear
        else pen.say(
            "By their words, own posts in which a person speaks or is named do not clearly do "
            "better so far. The face stands here for trust, which no export counts."
        )
    )
    told = said if clear else _with_marks(material, pen, said, verdicts, "face.yes")
    return (Paragraph(told, "note"),)


def _verdicts(material: Material, trait: str) -> dict[str, str]:
    found = {
        network: material.finding(f"content.effects.{network}.{trait}.verdict")
        for network in NETWORK_NAMES
    }
    return {network: str(one.value) for network, one in found.items() if one is not None}


def _with_marks(
    material: Material, pen: Pen, said: Spans, verdicts: dict[str, str], trait: str
) -> Spans:
    marks = tuple(
        Span("", "finding", pen.ledger.mark(found))
        for network in verdicts
        if (found := material.finding(f"content.effects.{network}.{trait}.verdict")) is not None
    )
    return (*said, *marks)
