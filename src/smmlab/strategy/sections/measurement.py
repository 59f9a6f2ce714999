"""Measurement: which numbers we look at, what each is divided by, and on which days."""

from datetime import timedelta

from smmlab.strategy.document import Block, Bullets, DataTable, Heading, Paragraph, Section, Spans
from smmlab.strategy.material import Material
from smmlab.strategy.rules import RULES
from smmlab.strategy.statements import Day, FromBrief, Pen


def write(material: Material, pen: Pen) -> Section:
    """Write the section."""
    header = (pen.say("Measure"), pen.say("Definition"), pen.say("Divided by"), pen.say("Now"))
    blocks: list[Block] = [
        Paragraph(
            pen.say(
                "Few numbers, always with what they are divided by. A number without a base can "
                "look good or bad at will."
            )
        ),
        DataTable(pen.say("Control panel"), header, _measures(material, pen), weights=(3, 5, 3, 3)),
        Heading(pen.say("Days of review")),
        Bullets(_reviews(material, pen)),
        Paragraph(_responsible(material, pen)),
    ]
    return Section("measurement", pen.say("Measurement"), tuple(blocks))


def _measures(material: Material, pen: Pen) -> tuple[tuple[Spans, ...], ...]:
    return (
        (pen.say("Engagement rate"), pen.say("Reactions, comments, shares and saves of a post"),
         pen.say("Its reach; views where reach is missing"),
         _only(material, pen, "content.engagement", "engagement_rate")),
        (pen.say("Active people"), pen.say("People who did anything at least once in the period"),
         pen.say("Followers on the same day"), _now(material, pen, "audience.active_people")),
        (pen.say("Rhythm"), pen.say("Posts that went out in the week"), pen.say("Posts planned"),
         _only(material, pen, "content.rhythm", "posts_per_week")),
        (pen.say("Answered within a day"), pen.say("Comments with an answer by the page in that "
        "time"),
         pen.say("Comments followed that long"),
         _now(material, pen, "dialogue.replies.within_day")),
        (pen.say("Conversion"), pen.say("Orders with our tags"), pen.say("Visits with the same "
        "tags"),
         _only(material, pen, "money.utm", "conversion_rate")),
        (pen.say("Average order"), pen.say("Paid amounts of one currency"),
         pen.say("Orders not cancelled"),
         _only(material, pen, "money.orders", "average_order_value")),
        (pen.say("Orders for each working hour"), pen.say("Orders with our tags"),
         pen.say("Hours of work on the network"), pen.say("unknown")),
    )  # fmt: skip


def _now(material: Material, pen: Pen, key: str) -> Spans:
    found = material.finding(key)
    return pen.value(found) if found is not None else pen.say("unknown")


def _only(material: Material, pen: Pen, prefix: str, last: str) -> Spans:
    known = [
        numbers[last]
        for numbers in material.group(prefix).values()
        if last in numbers and numbers[last].status != "unknown"
    ]
    # Several pages, sources or currencies have no common number; the tables above show each.
    if len(known) == 1:
        return pen.value(known[0])
    return pen.say("see the tables above") if known else pen.say("unknown")


def _reviews(material: Material, pen: Pen) -> tuple[Spans, ...]:
    start = material.calendar[0].day if material.calendar else material.made_on
    step = timedelta(days=int(RULES["review_days"].value))
    return (
        pen.say(
            "{day}: was the calendar kept, did everybody get an answer, which posts stood out?",
            day=Day(pen.words.date(start + step)),
        ),
        pen.say(
            "{day}: export everything again, run the analyses, compare types, times and networks.",
            day=Day(pen.words.date(start + 2 * step)),
        ),
        pen.say("After that every {days} days, with new exports.", days=RULES["review_days"]),
    )


def _responsible(material: Material, pen: Pen) -> Spans:
    if material.brief.owner:
        return pen.say(
            "Responsible for the review: {owner}.", owner=FromBrief(material.brief.owner)
        )
    return pen.say("Nobody is responsible for the review yet. Name a person.")
