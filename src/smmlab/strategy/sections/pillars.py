"""Pillars and the bank of ideas: what the page keeps talking about, and how to begin."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from smmlab.strategy.document import Block, DataTable, Heading, Paragraph, Span, Spans
from smmlab.strategy.ideas import idea_of, pillar_name, say_idea
from smmlab.strategy.material import Material
from smmlab.strategy.statements import Part, Pen, Term
from smmlab.strategy.tables import cell
from smmlab.texts import message
from smmlab.texts.labels import label_of

_WHY: Mapping[str, str] = MappingProxyType(
    {
        "question": message("People write about it without being asked."),
        "works": message("Own posts about it did better than the others of their page."),
        "goods": message("It stands in the brief; a default until people ask for it."),
        "default": message("A default: no file speaks for it yet."),
    }
)
_POST_LETTERS = 160


def pillars_and_ideas(material: Material, pen: Pen) -> tuple[Block, ...]:
    """Name the pillars with what speaks for them, and an idea for each pillar and type."""
    pillars, bank = material.result("pillars"), material.result("ideas")
    heading = Heading(pen.say("Pillars and ideas"), "pillars")
    if pillars is None or pillars.empty or bank is None or bank.empty:
        said = pen.say(
            "Nothing is known yet of what the page keeps talking about. Write the goods into the "
            "brief and export posts and comments: pillars and ideas follow from them."
        )
        return heading, Paragraph(said, "note")
    is_known = pillars["kind"].isin(["question", "works"])
    said = (
        pen.say("Keep talking about these things; every post of the plan belongs to one of them.")
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
                pen.value(pillar_name(str(row["pillar"]), str(row["kind"]))),
                pen.value(Term(_WHY[str(row["kind"])])),
                _evidence(material, pen, row),
            )
            for row in pillars.to_dict("records")
        ),
        weights=(4, 6, 5),
    )
    ideas = DataTable(
        pen.say("The bank of ideas"),
        (pen.say("Type"), pen.say("Idea")),
        tuple(
            (pen.value(Term(label_of(str(row["type"])))),
             say_idea(pen, idea_of(row), longest=_POST_LETTERS))
            for row in bank.to_dict("records")
        ),
        weights=(2, 12),
    )  # fmt: skip
    honest = pen.say(
        "Ideas are judgement: they say how to begin, not what will spread. Cross out what does not "
        "suit you, and write your own in its place."
    )
    return (
        heading,
        Paragraph(said),
        table,
        ideas,
        Paragraph(honest, "note"),
    )


def _evidence(material: Material, pen: Pen, row: Mapping[Any, Any]) -> Spans:
    pillar = str(row["pillar"])
    found = material.finding(f"content.pillars.{row['kind']}.{pillar}.n")
    if found is None:
        return (Span("–"),)
    base = Part(found, "n")
    if row["unit"] == "people":
        return pen.say_many(
            "{part} of {n} person who wrote", "{part} of {n} people who wrote", n=base, part=found
        )
    posts = pen.say_many("{part} of {n} own post", "{part} of {n} own posts", n=base, part=found)
    kind = "hashtag" if pillar.startswith("#") else "topic"
    lift = material.finding(f"content.trends.own.{kind}.{pillar.removeprefix('#')}.lift")
    if lift is None:
        return posts
    return (*posts, *pen.say("; times the usual response: "), *cell(pen, lift))
