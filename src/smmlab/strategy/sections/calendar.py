"""The calendar of the first weeks, post by post."""

from smmlab.strategy.calendar import COLUMNS, one_of
from smmlab.strategy.document import Block, DataTable, Paragraph, Section, Spans
from smmlab.strategy.material import Material
from smmlab.strategy.rules import RULES
from smmlab.strategy.sections.month import month_outline
from smmlab.strategy.statements import Day, FromBrief, Pen, Term
from smmlab.texts import clock
from smmlab.texts.labels import label_of


def write(material: Material, pen: Pen) -> Section:
    """Write the section."""
    goods = material.brief.goods or pen.words.say("your goods")
    rows = tuple(
        (
            pen.value(Day(pen.words.date(slot.day))),
            pen.value(Day(pen.words.weekday(slot.day.weekday()))),
            pen.value(Day(clock(slot.hour))),
            _word(pen, slot.network),
            _word(pen, slot.type),
            _word(pen, slot.form),
            pen.say(slot.idea, goods=FromBrief(one_of(goods, slot.turn))),
        )
        for slot in material.calendar
    )
    blocks: list[Block] = [
        Paragraph(
            pen.say(
                "The calendar covers {weeks} weeks and follows the mix and the rhythm above. "
                "Every idea is a start: replace it when life offers a better one of the same type.",
                weeks=RULES["calendar_weeks"],
            )
        )
    ]
    if rows:
        header = tuple(pen.value(Term(name)) for name in COLUMNS)
        caption = pen.say("Times on the clock of {zone}", zone=FromBrief(material.brief.timezone))
        blocks.append(DataTable(caption, header, rows, weights=(7, 7, 4, 6, 6, 6, 14)))
    if not material.network:
        said = (
            pen.say("The network is not decided, so the candidates take turns. This is the test.")
            if material.decision("network").choice.get("contenders")
            else pen.say("The network is not decided yet; the plan of posts holds for any of them.")
        )
        blocks.append(Paragraph(said, "note"))
    blocks += month_outline(material, pen)
    blocks.append(
        Paragraph(
            pen.say(
                "The same calendar lies beside this document as a table for the spreadsheet, with "
                "the tags for the link of each post."
            )
        )
    )
    return Section("calendar", pen.say("Calendar of the first two weeks"), tuple(blocks))


def _word(pen: Pen, name: str) -> Spans:
    label = label_of(name)
    return pen.value(Term(label)) if label else pen.say("not decided")
