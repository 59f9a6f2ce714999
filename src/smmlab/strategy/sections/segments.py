"""Segments: which people act alike, whom we serve first, and what each segment gets from us."""

from smmlab.audience.names import advice_for_segment, label_of_segment
from smmlab.strategy.charts import charts_of
from smmlab.strategy.document import Block, DataTable, Heading, Paragraph, Section
from smmlab.strategy.material import Material, decision_notes
from smmlab.strategy.notes import advice
from smmlab.strategy.rules import RULES
from smmlab.strategy.sections.people import groups, portraits
from smmlab.strategy.statements import Choice, Listed, Pen, Term
from smmlab.strategy.tables import findings_table

_SEGMENT_COLUMNS = (
    "people", "share", "recency_days_median", "frequency_median", "engagement_median"
)  # fmt: skip


def write(material: Material, pen: Pen) -> Section:
    """Write the section."""
    blocks: list[Block] = [
        *_first(material, pen),
        *_gets(material, pen),
        Heading(pen.say("Segments of the active people")),
        *_segments(material, pen),
        *portraits(material, pen),
        *groups(material, pen),
    ]
    return Section("segments", pen.say("Segments and what each of them gets"), tuple(blocks))


def _first(material: Material, pen: Pen) -> tuple[Block, ...]:
    decision = material.decision("audience")
    segments = decision.choice.get("segments") or []
    if not segments:
        said = pen.say(
            "No segment is put first. The plan serves the whole target group of the brief."
        )
        return (Paragraph(said), *decision_notes(material, pen, "audience"))
    names = Listed(tuple(Choice(decision, name) for name in segments))
    grounds = tuple(
        found for key in decision.findings if (found := material.finding(key)) is not None
    )
    served = pen.say("Serve these people first: {segments}.", segments=names)
    return (advice(pen, served, rests_on=grounds), *decision_notes(material, pen, "audience"))


def _gets(material: Material, pen: Pen) -> tuple[Block, ...]:
    found = {
        name: None
        for name in material.group("audience.segment")
        if "." not in name and advice_for_segment(name)
    }
    chosen = [str(name) for name in material.decision("audience").choice.get("segments") or []]
    names = [name for name in chosen if advice_for_segment(name)]
    names += [name for name in found if name not in names]
    if not names:
        return ()
    rows = tuple(
        (pen.value(Term(label_of_segment(name))), pen.value(Term(advice_for_segment(name))))
        for name in names
    )
    header = (pen.say("Segment"), pen.say("What we know of them, and what they get"))
    caption = pen.say("What each segment gets; whom we serve first stands first")
    said = pen.say("How each kind of people is treated is judgement; who belongs to it is counted.")
    return (DataTable(caption, header, rows, weights=(2, 9)), Paragraph(said, "note"))


def _segments(material: Material, pen: Pen) -> tuple[Block, ...]:
    table = findings_table(
        material, pen, "audience.segment",
        pen.say("Active people by how recently, how often and how strongly they take part"),
        pen.say("Segment"), columns=_SEGMENT_COLUMNS,
    )  # fmt: skip
    if table is None:
        return (
            Paragraph(
                pen.say_many(
                    "There are too few active people in these files to tell segments apart. "
                    "Comments and reactions with their authors would tell: export the "
                    "discussion group of the Telegram channel. Groups below {n} person are "
                    "never shown.",
                    "There are too few active people in these files to tell segments apart. "
                    "Comments and reactions with their authors would tell: export the "
                    "discussion group of the Telegram channel. Groups below {n} people are "
                    "never shown.",
                    n=RULES["smallest_group"],
                ),
                "note",
            ),
        )
    return (table, *charts_of(material, pen, "segments"))
