"""Dialogue: how we answer, how fast, by which rules, and with which words we begin."""

from smmlab.strategy.document import Block, Bullets, Heading, Section, Spans
from smmlab.strategy.material import Material, decision_notes
from smmlab.strategy.notes import advice
from smmlab.strategy.rules import RULES
from smmlab.strategy.sections.answering import how_we_answer, how_we_sound
from smmlab.strategy.sections.first_answers import first_answers
from smmlab.strategy.sections.voice import taboo_in_talk
from smmlab.strategy.statements import Pen


def write(material: Material, pen: Pen) -> Section:
    """Write the section."""
    goal = pen.say_many(
        "Answer every question within {n} hour in working time, in public, by name.",
        "Answer every question within {n} hours in working time, in public, by name.",
        n=material.chosen("dialogue", "reply_hours"),
    )
    measured = material.finding("dialogue.questions.median_hours") or material.finding(
        "dialogue.replies.median_hours"
    )
    blocks: list[Block] = [
        advice(pen, goal, rests_on=(measured,) if measured else ()),
        *decision_notes(material, pen, "dialogue"),
        Heading(pen.say("How we answer now")),
        *how_we_answer(material, pen),
        *how_we_sound(material, pen),
        Heading(pen.say("Rules of the dialogue"), "rules"),
        Bullets((*_rules(pen), *taboo_in_talk(material, pen))),
        Heading(pen.say("Answers to start from"), "templates"),
        *first_answers(material, pen),
    ]
    return Section("dialogue", pen.say("Dialogue"), tuple(blocks))


def _rules(pen: Pen) -> tuple[Spans, ...]:
    return (
        pen.say("Thank first, answer second, ask third: a question keeps the talk alive."),
        pen.say("Answer the question that was asked, with a fact, a price or a day."),
        pen.say("Never argue to win. Other readers judge how we speak."),
        pen.say("If we do not know, we say so and tell when we will."),
        pen.say("Write down every question that comes twice: it becomes an instruction."),
        pen.say(
            "Read {replies} of our own answers every quarter and mark the cold ones.",
            replies=RULES["audit_replies"],
        ),
    )
