"""The counted sellers: how many on each network, who counted, how far two people agree."""

from datetime import date

from smmlab.findings import Finding
from smmlab.networks.seller_counts import TOO_FEW, UNEVEN
from smmlab.schema import NETWORKS
from smmlab.strategy.document import Block, DataTable, Heading, Paragraph, Spans
from smmlab.strategy.material import Material
from smmlab.strategy.statements import Choice, Day, Listed, Part, Pen, Quote, Term
from smmlab.strategy.tables import cell
from smmlab.texts.labels import NETWORK_NAMES


def sellers(material: Material, pen: Pen) -> tuple[Block, ...]:
    """Return the counts, or what to do where nobody has counted."""
    decision = material.decision("rivals")
    counted = {
        str(name): number
        for name, number in (decision.choice.get("sellers") or {}).items()
        if name in NETWORKS
    }
    if not counted:
        return (
            Paragraph(
                pen.say(
                    "Nobody has counted the active sellers yet. Count them on every network with "
                    "the same search words and the same time for each."
                ),
                "note",
            ),
        )
    rows = tuple(
        (
            pen.value(Term(NETWORK_NAMES[name])),
            *_number(material.finding(f"networks.{name}.sellers"), Choice(decision, number), pen),
        )
        for name, number in counted.items()
    )
    caption = pen.say("Active sellers of the same goods, counted by hand")
    header = (pen.say("Network"), pen.say("Sellers"), pen.say("People who counted"))
    return (
        Heading(pen.say("Sellers")),
        DataTable(caption, header, rows),
        *_protocol(material, pen),
        *_agreement(material, pen),
    )


def _number(found: Finding | None, chosen: Choice, pen: Pen) -> tuple[Spans, Spans]:
    if found is None or found.value != chosen.value:
        return pen.value(chosen), pen.say("not noted")
    return cell(pen, found), pen.value(Part(found, "n"))


def _protocol(material: Material, pen: Pen) -> tuple[Block, ...]:
    counts = material.decision("rivals").choice.get("counts") or []
    days = sorted({str(row["counted_on"]) for row in counts if row.get("counted_on")})
    words = list(dict.fromkeys(str(row["words"]) for row in counts if row.get("words")))
    if not days or not words:
        return ()
    return (
        Paragraph(
            pen.say(
                "Searched for {words}; last counted on {day}.",
                words=Listed(tuple(Quote(text) for text in words[:5])),
                day=Day(_day(material, days[-1])),
            )
        ),
    )


def _day(material: Material, text: str) -> str:
    return material.words.date(date.fromisoformat(text))


def _agreement(material: Material, pen: Pen) -> tuple[Block, ...]:
    counts = material.decision("rivals").choice.get("counts") or []
    blocks: list[Block] = []
    alpha = material.finding("networks.sellers.alpha")
    if alpha is not None:
        said = pen.say(
            "The people who counted agree to {alpha}, where one is full agreement.", alpha=alpha
        )
        blocks.append(Paragraph(said))
    elif counts:
        blocks.append(Paragraph(pen.say(TOO_FEW), "note"))
    if any(len({str(row.get(name)) for row in counts}) > 1 for name in ("words", "minutes")):
        blocks.append(Paragraph(pen.say(UNEVEN), "caution"))
    return tuple(blocks)
