"""Rhythm: how often, when, and what is honestly known about the best time."""

from smmlab.strategy.charts import charts_of
from smmlab.strategy.document import Block, Heading, Paragraph, Section
from smmlab.strategy.material import Material, decision_notes
from smmlab.strategy.notes import advice
from smmlab.strategy.rules import RULES
from smmlab.strategy.sections.lifetime import after_a_post
from smmlab.strategy.sections.slots import size_of_test, slot_evidence
from smmlab.strategy.statements import Choice, Listed, Pen
from smmlab.strategy.tables import findings_table, page_of


def write(material: Material, pen: Pen) -> Section:
    """Write the section."""
    keys = material.decision("rhythm").findings
    grounds = tuple(found for key in keys if (found := material.finding(key)) is not None)
    said = pen.say_many(
        "Publish {n} post a week, and keep to it. An even rhythm matters more than a high one.",
        "Publish {n} posts a week, and keep to it. An even rhythm matters more than a high one.",
        n=material.chosen("rhythm", "posts_per_week"),
    )
    blocks: list[Block] = [
        advice(pen, said, rests_on=grounds),
        *decision_notes(material, pen, "rhythm"),
        Heading(pen.say("Rhythm so far")),
        *_so_far(material, pen),
        Heading(pen.say("The best time")),
        *_times(material, pen),
        Heading(pen.say("After a post is out")),
        *charts_of(material, pen, "lifetime"),
        *after_a_post(material, pen),
    ]
    return Section("rhythm", pen.say("Rhythm"), tuple(blocks))


def _so_far(material: Material, pen: Pen) -> tuple[Block, ...]:
    table = findings_table(
        material, pen, "content.rhythm", pen.say("How often the pages have published"),
        pen.say("Page"), columns=("weeks", "posts", "posts_per_week", "longest_gap_days"),
        name=lambda key: pen.value(page_of(key)),
    )  # fmt: skip
    if table is None:
        said = pen.say("The rhythm so far is not known: there are no own posts with dates.")
        return (Paragraph(said, "note"),)
    return (table, *charts_of(material, pen, "rhythm"))


def _times(material: Material, pen: Pen) -> tuple[Block, ...]:
    decision = material.decision("rhythm")
    chosen = [int(hour) for hour in decision.choice.get("hours") or []]
    slots = Listed(tuple(Choice(decision, hour, "hour") for hour in chosen))
    best = material.finding("content.timing.hour")
    charts = (*charts_of(material, pen, "timing"), *slot_evidence(material, pen))
    if best is not None:
        said = pen.say(
            "Posts at {hour} did better, and the difference is larger than chance alone explains. "
            "It is an association: the posts of that hour may also have been better posts.",
            hour=best,
        )
        drawn = size_of_test(material, pen) if material.slot_test else ()
        return (Paragraph(said), *charts, *drawn)
    honest = (
        pen.say(
            "No single hour can be told apart from the others in these files. With form, type and "
            "the rest held equal a part of the day does stand out, as said above: an association, "
            "for the test below to confirm."
        )
        if _a_part_of_the_day_stands_out(material)
        else pen.say(
            "No hour can be told apart from the others in these files. Whoever names a best hour "
            "here is guessing."
        )
    )
    test = pen.say_many(
        "Test these times in a drawn order: {hours}. Compare them after {n} week.",
        "Test these times in a drawn order: {hours}. Compare them after {n} weeks.",
        hours=slots,
        n=RULES["test_weeks"],
    )
    return (Paragraph(honest), *charts, advice(pen, test), *size_of_test(material, pen))


def _a_part_of_the_day_stands_out(material: Material) -> bool:
    return any(
        key.split(".")[1] == "hour_block" and numbers["verdict"].value in ("better", "worse")
        for key, numbers in material.group("content.effects").items()
        if "verdict" in numbers
    )
