"""Content that spreads: the mix of four types, the forms, and what has worked so far."""

from smmlab.strategy.candidates.posts import forms_by_reach
from smmlab.strategy.charts import charts_of
from smmlab.strategy.document import (
    Block,
    Bullets,
    DataTable,
    Heading,
    Paragraph,
    Section,
    Spans,
)
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
from smmlab.strategy.telling import effect_of_ratio
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
        *(types := _types(material, pen)),
        *(_of_verdicts(pen) if _has_table(types) else ()),
        Heading(pen.say("Forms"), "forms"),
        *(forms := _forms(material, pen)),
        *(_of_verdicts(pen) if _has_table(forms) and not _has_table(types) else ()),
        *forms_by_type(material, pen),
        *what_works(material, pen),
        *trend_watch(material, pen),
        Heading(pen.say("Own posts to learn from")),
        *_examples(material, pen),
        *advertising(material, pen),
    ]
    return Section("content", pen.say("Content that spreads"), tuple(blocks))


def _has_table(blocks: tuple[Block, ...]) -> bool:
    return any(isinstance(block, DataTable) for block in blocks)


def _of_verdicts(pen: Pen) -> tuple[Block, ...]:
    """Say once, at the first table of verdicts, why one may seem to deny its interval."""
    said = pen.say(
        "The verdict takes into account how many things were compared, so an interval may lie "
        "wholly above or below one while no difference is clear."
    )
    return (Paragraph(said, "note"),)


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
    return (table, *charts_of(material, pen, "forms"), *_reach_against_response(material, pen))


def _reach_against_response(material: Material, pen: Pen) -> tuple[Block, ...]:
    """Say of which forms reach is clearly better and the response of each person worse."""
    seen_more = {
        f"{network}.{form}"
        for network, form, _other, more, less in forms_by_reach(material)
        if effect_of_ratio(more, less) > 0
    }
    seen_more |= {
        key
        for key, numbers in material.group("content.forms_reach").items()
        if "verdict" in numbers and numbers["verdict"].value == "better"
    }
    said: list[Spans] = []
    for key, numbers in material.group("content.forms").items():
        network, _, form = key.partition(".")
        rate, verdict = numbers.get("median"), numbers.get("verdict")
        is_less = verdict is not None and verdict.value == "worse"
        # A count of responses tells nothing of each person.
        is_rate = rate is not None and rate.unit == "share"
        if not (is_less and is_rate and key in seen_more and form in LABELS):
            continue
        said.append(
            pen.say(
                "{network}, {form}: reaches more people, but each of them responds less.",
                network=Term(NETWORK_NAMES[network]) if network in NETWORK_NAMES else Name(network),
                form=Term(LABELS[form]),
            )
        )
    return (Bullets(tuple(said)),) if said else ()


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
