"""Answers to start from: a table a language, in the tone of the client."""

from collections.abc import Mapping
from types import MappingProxyType

from smmlab.strategy.document import Block, DataTable, Paragraph, Span
from smmlab.strategy.material import Material
from smmlab.strategy.reply_templates import (
    SITUATION_LABELS,
    SITUATIONS,
    USUAL_TONE,
    reply_template,
    template_languages,
)
from smmlab.strategy.statements import FromBrief, Listed, Pen, Term
from smmlab.texts import LANGUAGES, Language, message

_CAPTIONS: Mapping[Language, str] = MappingProxyType(
    {
        "en": message("First answers in English: a start, never word for word"),
        "et": message("First answers in Estonian: a start, never word for word"),
        "ru": message("First answers in Russian: a start, never word for word"),
    }
)


def first_answers(material: Material, pen: Pen) -> tuple[Block, ...]:
    """Return a table of templates for each language of the posts, and what is missing."""
    tone = material.brief.tone or USUAL_TONE
    said = pen.say(
        "What stands in square brackets is filled in by whoever answers. Every answer ends with a "
        "name."
    )
    blocks: list[Block] = [Paragraph(said)]
    if not material.brief.tone:
        note = pen.say("The brief names no tone, so these are friendly.")
        blocks.append(Paragraph(note, "default"))
    for language in template_languages(material.brief):
        rows = tuple(
            (
                pen.value(Term(SITUATION_LABELS[situation])),
                # In the language of whoever asked, not in that of the document.
                (Span(reply_template(situation, tone=tone, language=language), "quote"),),
            )
            for situation in SITUATIONS
        )
        header = (pen.say("Situation"), pen.say("First answer"))
        caption = pen.value(Term(_CAPTIONS[language]))
        blocks.append(DataTable(caption, header, rows, weights=(1, 3)))
    others = [code for code in material.brief.content_languages if code not in LANGUAGES]
    if others:
        note = pen.say(
            "There are no ready answers in these languages of your posts: {languages}. Have "
            "somebody who speaks them at home write the same table.",
            languages=Listed(tuple(FromBrief(code) for code in others)),
        )
        blocks.append(Paragraph(note, "note"))
    return tuple(blocks)
