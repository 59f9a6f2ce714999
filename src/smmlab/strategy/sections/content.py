"""Content that spreads: the mix of four types, the forms, and what has worked so far."""

from smmlab.strategy.charts import charts_of
from smmlab.strategy.document import Block, Heading, Paragraph, Section, Spans
from smmlab.strategy.material import Material, decision_notes
from smmlab.strategy.sections.ads import advertising
from smmlab.strategy.sections.contests import contests
from smmlab.strategy.sections.effects import what_works
from smmlab.strategy.sections.forms_by_type import forms_by_type
from smmlab.strategy.sections.mix import mix_of_types
from smmlab.strategy.sections.pillars import pillars_and_ideas
from smmlab.strategy.sections.trends import trend_watch
from smmlab.strategy.statements import Name, Pen, Quote, Term
from smmlab.strategy.tables import OF_POSTS, findings_table
from smmlab.texts.labels import LABELS, NETWORK_NAMES


def write(material: Material, pen: Pen) -> Section:
    """Write the section."""
    blocks: list[Block] = [
        Paragraph(
            pen.say(
                "People pass on four types of content: what makes them argue, what helps, what "
                "honours them, and what makes them laugh. Everything else only informs."
            )
        ),
        Heading(pen.say("The mix"), "mix"),
        *mix_of_types(material, pen),
        *decision_notes(material, pen, "content"),
        *pillars_and_ideas(material, pen),
        *contests(material, pen),
        Heading(pen.say("What the posts so far say")),
        *_types(material, pen),
        Heading(pen.say("Forms"), "forms"),
        *_forms(material, pen),
        *forms_by_type(material, pen),
        *what_works(material, pen),
        *trend_watch(material, pen),
        Heading(pen.say("Own posts to learn from")),
        *_examples(material, pen),
        *advertising(material, pen),
    ]
    return Section("content", pen.say("Content that spreads"), tuple(blocks))


def _types(material: Material, pen: Pen) -> tuple[Block, ...]:
    table = findings_table(
        material, pen, "content.types", pen.say("Own posts by type"), pen.say("Type"),
        columns=("posts", "share", "median", "verdict"), called=OF_POSTS,
    )  # fmt: skip
    if table is None:
        return (
            Paragraph(
                pen.say(
                    "There are no own posts to sort into types. Export the posts of your pages "
                    "with their texts and counts."
                ),
                "note",
            ),
        )
    honest = pen.say(
        "Types are recognised by machine from the text alone and can be wrong. A type describes a "
        "post; it does not foretell reach."
    )
    return (table, *charts_of(material, pen, "type_summary"), Paragraph(honest, "note"))


def _forms(material: Material, pen: Pen) -> tuple[Block, ...]:
    table = findings_table(
        material, pen, "content.forms", pen.say("Own posts by form"), pen.say("Form"),
        columns=("posts", "median", "verdict"), called=OF_POSTS,
    )  # fmt: skip
    if table is None:
        return (
            Paragraph(
                pen.say(
                    "No form can be preferred from these files. The calendar takes several in turn."
                ),
                "note",
            ),
        )
    return (table, *charts_of(material, pen, "forms"))


def _examples(material: Material, pen: Pen) -> tuple[Block, ...]:
    if not material.examples:
        return (
            Paragraph(
                pen.say(
                    "No own post with counts and one of the four types is known, so there are no "
                    "examples to learn from yet."
                ),
                "note",
            ),
        )
    blocks: list[Block] = []
    for example in material.examples:
        kind = LABELS.get(example.kind, LABELS["none"])
        said: Spans = pen.say_many(
            "{type}, on {network}, with {n} engagement:",
            "{type}, on {network}, with {n} engagements:",
            n=example.engagements,
            type=Term(kind),
            network=Term(NETWORK_NAMES[example.network])
            if example.network in NETWORK_NAMES
            else Name(example.network),
        )
        blocks.append(Paragraph(said))
        blocks.append(Paragraph(pen.value(Quote(example.text)), "quote"))
    return tuple(blocks)
