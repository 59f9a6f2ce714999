"""Gaps: what cannot be known from these files, and which export would tell."""

from collections.abc import Mapping
from types import MappingProxyType

from smmlab.brief_gaps import gaps_of
from smmlab.findings import Finding
from smmlab.strategy.document import (
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
from smmlab.strategy.statements import Pen, Term
from smmlab.strategy.vocabulary import EXPORTS
from smmlab.texts.labels import LABELS, TABLE_NAMES

_MOST = 25
_ROOMS: Mapping[str, str] = MappingProxyType({"networks": "network", "gathering": "place"})


def write(material: Material, pen: Pen) -> Section:
    """Write the section."""
    filled = {facts.name for facts in material.tables if facts.rows is not None}
    empty = [name for name in EXPORTS if name not in filled]
    # Many numbers miss for the same reason; it is said once, with the mark of the first.
    reasons: dict[tuple[str, str], Finding] = {}
    for found in material.findings.values():
        if found.status == "unknown" and found.method:
            reasons.setdefault((found.key.split(".")[0], found.method), found)
    unknown = [(room, found) for (room, _method), found in reasons.items()]
    blocks: list[Block] = []
    if empty:
        header = (pen.say("Data"), pen.say("What it would tell"))
        rows: tuple[tuple[Spans, ...], ...] = tuple(
            (pen.value(Term(TABLE_NAMES[name])), pen.value(Term(EXPORTS[name]))) for name in empty
        )
        blocks.append(DataTable(pen.say("Exports that are missing"), header, rows, weights=(1, 4)))
    if unknown:
        blocks.append(Heading(pen.say("Questions these files cannot answer")))
        blocks.append(
            Bullets(
                tuple(
                    (
                        *pen.value(Term(LABELS.get(_ROOMS.get(room, room), LABELS["other"]))),
                        Span(": "),
                        *pen.mentioned(found),
                    )
                    for room, found in unknown[:_MOST]
                )
            )
        )
    open_yet = gaps_of(material.brief, with_goals=False)
    if open_yet:
        blocks.append(Heading(pen.say("What the brief leaves open")))
        blocks.append(Bullets(tuple(pen.value(Term(gap)) for gap in open_yet)))
    if not blocks:
        blocks.append(Paragraph(pen.say("Every table is filled and every question has an answer.")))
    blocks.append(
        Paragraph(
            pen.say(
                "A gap is not a fault. It is the list of what to export next; nothing in this "
                "document was filled in by guessing."
            ),
            "note",
        )
    )
    return Section("gaps", pen.say("What we do not know"), tuple(blocks))
