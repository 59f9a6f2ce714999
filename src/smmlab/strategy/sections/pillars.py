"""Pillars and the bank of ideas: what the page keeps talking about, and how to begin."""

from collections.abc import Mapping
from types import MappingProxyType

from smmlab.audience.asking import TOPIC_LABELS
from smmlab.content.idea_bank import fill_ideas
from smmlab.strategy.document import Block, DataTable, Heading, Paragraph, Span, Spans
from smmlab.strategy.material import Material
from smmlab.strategy.statements import FromBrief, Name, Part, Pen, Quote, Term, Value
from smmlab.texts import message
from smmlab.texts.labels import LABELS

_DEFAULTS: Mapping[str, str] = MappingProxyType(
    {
        "people_behind": message("The people behind the counter"),
        "customers_say": message("What customers say and do"),
        "how_it_is_made": message("How it is made"),
    }
)
_WHY: Mapping[str, str] = MappingProxyType(
    {
        "question": message("People write about it without being asked."),
        "works": message("Own posts of this type did better than the others."),
        "goods": message("It stands in the brief; a default until people ask for it."),
        "default": message("A default: no file speaks for it yet."),
    }
)


def pillars_and_ideas(material: Material, pen: Pen) -> tuple[Block, ...]:
    """Name the pillars with what speaks for them, and an idea for each pillar and type."""
    pillars = material.result("pillars")
    if pillars is None or pillars.empty:
        return ()
    is_known = pillars["kind"].isin(["question", "works"])
    said = (
        pen.say("These are the things the page keeps talking about; every post belongs to one.")
        if is_known.any()
        else pen.say(
            "No pillar can be named from these files. These are defaults: replace them when people "
            "begin to ask."
        )
    )
    header = (pen.say("Pillar"), pen.say("Why"), pen.say("Evidence"))
    table = DataTable(
        pen.say("Pillars of content"),
        header,
        tuple(
            (
                pen.value(pillar_name(row)),
                pen.value(Term(_WHY[row["kind"]])),
                _evidence(material, pen, row),
            )
            for row in pillars.to_dict("records")
        ),
        weights=(4, 6, 4),
    )
    examples = {one.kind: one.text for one in material.examples}
    ideas = fill_ideas(pillars).to_dict("records")
    bank = DataTable(
        pen.say("The bank of ideas"),
        (pen.say("Type"), pen.say("Idea")),
        tuple((pen.value(Term(LABELS[row["type"]])), _idea(pen, row, examples)) for row in ideas),
        weights=(2, 12),
    )
    honest = pen.say(
        "Ideas are judgement: they say how to begin, not what will spread. Cross out what does not "
        "suit you, and write your own in its place."
    )
    return (
        Heading(pen.say("Pillars and ideas")),
        Paragraph(said),
        table,
        bank,
        Paragraph(honest, "note"),
    )


def _idea(pen: Pen, row: Mapping[object, object], examples: Mapping[str, str]) -> Spans:
    kind = str(row["type"])
    if row["kind"] == "works" and kind == row["pillar"] and kind in examples:
        return pen.say(
            "Tell this post again in another form, as a short video or a picture: {post}",
            post=Quote(examples[kind]),
        )
    return pen.say(str(row["idea"]), pillar=pillar_name(row))


def pillar_name(row: Mapping[object, object]) -> Value:
    """Return a pillar as the document calls it."""
    pillar, kind = str(row["pillar"]), row["kind"]
    if kind == "goods":
        return FromBrief(pillar)
    named: dict[str, str] = {**_DEFAULTS} if kind == "default" else {**LABELS}
    if kind == "question":
        named = {str(topic): label for topic, label in TOPIC_LABELS.items()}
    return Term(named[pillar]) if pillar in named else Name(pillar)


def _evidence(material: Material, pen: Pen, row: Mapping[object, object]) -> Spans:
    found = material.finding(f"content.pillars.{row['kind']}.{row['pillar']}.n")
    if found is None:
        return (Span("–"),)
    base = Part(found, "n")
    if row["unit"] == "people":
        return pen.say("{n} of {base} people who wrote", n=found, base=base)
    return pen.say("{n} of {base} own posts", n=found, base=base)
