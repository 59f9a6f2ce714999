"""Content that spreads: the mix of four types, the forms, and what has worked so far."""

from collections.abc import Mapping
from types import MappingProxyType

from smmlab.strategy.charts import charts_of
from smmlab.strategy.document import Block, DataTable, Heading, Paragraph, Section, Spans
from smmlab.strategy.material import Material, decision_notes
from smmlab.strategy.sections.ads import advertising
from smmlab.strategy.sections.contests import contests
from smmlab.strategy.sections.effects import what_works
from smmlab.strategy.sections.pillars import pillars_and_ideas
from smmlab.strategy.sections.trends import trend_watch
from smmlab.strategy.sections.voice import taboo_in_posts, tone
from smmlab.strategy.statements import Choice, Name, Pen, Quote, Term
from smmlab.strategy.tables import findings_table
from smmlab.texts import message
from smmlab.texts.labels import LABELS, NETWORK_NAMES

_WORK: Mapping[str, str] = MappingProxyType(
    {
        "provocation": message("People take a side and bring their friends into the argument."),
        "instruction": message("People save it and send it to somebody who needs it."),
        "medal": message("People show who they are, or honour somebody else, by passing it on."),
        "laugh": message("People share a good mood."),
    }
)
_CARE: Mapping[str, str] = MappingProxyType(
    {
        "provocation": message(
            "Provoke with a question of taste, never with people or their misfortune."
        ),
        "instruction": message("One problem, one solution, tried out by yourselves."),
        "medal": message("Praise must be true. Ask before you name a customer."),
        "laugh": message("Laugh at yourselves. Never at customers."),
    }
)


def write(material: Material, pen: Pen) -> Section:
    """Write the section."""
    blocks: list[Block] = [
        Paragraph(
            pen.say(
                "People pass on four types of content: what makes them argue, what helps, what "
                "honours them, and what makes them laugh. Everything else only informs."
            )
        ),
        _mix(material, pen),
        *decision_notes(material, pen, "content"),
        *(Paragraph(said) for said in tone(material, pen)),
        *taboo_in_posts(material, pen),
        *pillars_and_ideas(material, pen),
        *contests(material, pen),
        Heading(pen.say("What the posts so far say")),
        *_types(material, pen),
        Heading(pen.say("Forms")),
        *_forms(material, pen),
        *what_works(material, pen),
        *trend_watch(material, pen),
        Heading(pen.say("Own posts to learn from")),
        *_examples(material, pen),
        *advertising(material, pen),
    ]
    return Section("content", pen.say("Content that spreads"), tuple(blocks))


def _mix(material: Material, pen: Pen) -> DataTable:
    decision = material.decision("content")
    mix = decision.choice.get("mix") or {}
    rows = tuple(
        (
            pen.value(Term(LABELS.get(kind, ""))) if kind in LABELS else pen.value(Name(kind)),
            pen.value(Choice(decision, share, "share")),
            pen.value(Term(_WORK.get(kind, ""))),
            pen.value(Term(_CARE.get(kind, ""))),
        )
        for kind, share in sorted(mix.items(), key=lambda pair: (-pair[1], pair[0]))
    )
    header = (pen.say("Type"), pen.say("Share of posts"), pen.say("Why people pass it on"),
              pen.say("Take care"))  # fmt: skip
    return DataTable(pen.say("The mix"), header, rows, weights=(2, 2, 4, 4))


def _types(material: Material, pen: Pen) -> tuple[Block, ...]:
    table = findings_table(
        material, pen, "content.types", pen.say("Own posts by type"), pen.say("Type"),
        columns=("posts", "share", "median", "verdict"),
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
        columns=("posts", "median", "verdict"),
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
                    "No own posts with counts are known, so there are no examples to learn from "
                    "yet."
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
