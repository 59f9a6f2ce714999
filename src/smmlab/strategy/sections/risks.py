"""Risks: what could go wrong, by which sign we notice it, and what we do then."""

from smmlab.strategy.document import DataTable, Paragraph, Section, Spans
from smmlab.strategy.material import Material
from smmlab.strategy.rules import RULES
from smmlab.strategy.sections.voice import taboo_risk
from smmlab.strategy.statements import Pen


def write(material: Material, pen: Pen) -> Section:
    """Write the section."""
    header = (pen.say("Risk"), pen.say("Sign"), pen.say("Answer"))
    table = DataTable(
        pen.say("What could go wrong, and the answer"), header, _risks(material, pen),
        weights=(4, 5, 6),
    )  # fmt: skip
    said = pen.say("Which risks stand here is judgement; none of them was measured.")
    return Section("risks", pen.say("Risks"), (table, Paragraph(said, "note")))


def _risks(material: Material, pen: Pen) -> tuple[tuple[Spans, Spans, Spans], ...]:
    return (
        (pen.say("The network changes its rules or closes the account"),
         pen.say("A warning in the account; reach that falls for every form at once"),
         pen.say("Collect customers' addresses with their consent; keep every export.")),
        (pen.say("The person who answers falls ill"),
         pen.say("A question waits longer than we promise"),
         pen.say("Name a second person and share the answers to start from.")),
        (pen.say("A provocation hurts people"),
         pen.say("Angry comments under one post, from people who do not know each other"),
         pen.say("A second pair of eyes before it goes out; the plan for unrest is at hand.")),
        *taboo_risk(material, pen),
        (pen.say("Much reach, no orders"),
         pen.say("Reach grows over two reviews, orders with our tags do not"),
         pen.say("Look at orders for each working hour at every review, not at likes.")),
        (pen.say("The rhythm is too much for those who keep it"),
         pen.say_many("A silence of {n} day, or posts made in the last hour",
                      "A silence of {n} days, or posts made in the last hour",
                      n=RULES["silent_days"]),
         pen.say("Publish less often, and keep to that.")),
        (pen.say("A small sample misleads us"),
         pen.say("A plan is changed after one post or one week"),
         pen.say("Act only on differences that are larger than chance; test again.")),
    )  # fmt: skip
