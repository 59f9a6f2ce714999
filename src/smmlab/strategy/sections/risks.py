"""Risks and experiments: what could go wrong, what we test, and which claims the data support."""

from smmlab.strategy.document import Block, DataTable, Heading, Section, Spans
from smmlab.strategy.material import Material
from smmlab.strategy.rules import RULES
from smmlab.strategy.sections.voice import taboo_risk
from smmlab.strategy.statements import Pen


def write(material: Material, pen: Pen) -> Section:
    """Write the section."""
    blocks: list[Block] = [
        _risks(material, pen),
        Heading(pen.say("Experiments")),
        _experiments(pen),
        Heading(pen.say("Common claims, checked on these data")),
        _claims(material, pen),
    ]
    return Section("risks", pen.say("Risks and experiments"), tuple(blocks))


def _risks(material: Material, pen: Pen) -> DataTable:
    rows = (
        (pen.say("The network changes its rules or closes the account"),
         pen.say("Collect customers' addresses with their consent; keep every export.")),
        (pen.say("The person who answers falls ill"),
         pen.say("Name a second person and share the answers to start from.")),
        (pen.say("A provocation hurts people"),
         pen.say("A second pair of eyes before it goes out; the plan for unrest is at hand.")),
        *taboo_risk(material, pen),
        (pen.say("Much reach, no orders"),
         pen.say("Look at orders for each working hour at every review, not at likes.")),
        (pen.say("A small sample misleads us"),
         pen.say("Act only on differences that are larger than chance; test again.")),
    )  # fmt: skip
    return DataTable(
        pen.say("What could go wrong, and the answer"), (pen.say("Risk"), pen.say("Answer")), rows
    )


def _experiments(pen: Pen) -> DataTable:
    weeks = RULES["test_weeks"]
    rows = (
        (pen.say("Which time is better?"),
         pen.say("{slots} times in a drawn order, {weeks} weeks", slots=RULES["test_slots"],
                 weeks=weeks),
         pen.say("Median engagement of each time, with its interval")),
        (pen.say("Which type is passed on?"),
         pen.say("The mix as planned, {weeks} weeks", weeks=weeks),
         pen.say("Shares and saves for each reach")),
        (pen.say("Does a quick answer bring the next comment?"),
         pen.say("Answer at once on drawn days, {weeks} weeks", weeks=weeks),
         pen.say("Second comments of the same person")),
    )  # fmt: skip
    header = (pen.say("Question"), pen.say("Design"), pen.say("What decides"))
    return DataTable(pen.say("One question at a time"), header, rows)


def _claims(material: Material, pen: Pen) -> DataTable:
    fit_best = material.finding("networks.choice")
    hour = material.finding("content.timing.hour")
    median = material.finding("dialogue.replies.within_day")
    days = material.finding("content.claims.two_to_three_days.verdict")
    verdicts = [
        str(numbers["verdict"].value)
        for numbers in material.group("content.types").values()
        if "verdict" in numbers
    ]
    unproved = pen.say("Cannot tell from these files")
    rows: tuple[tuple[Spans, ...], ...] = (
        (pen.say("One network is better than several"),
         pen.say("One stands out: {network}", network=fit_best) if fit_best else unproved),
        (pen.say("There is a best time to publish"),
         pen.say("One hour stands out: {hour}", hour=hour) if hour else unproved),
        (pen.say("Some types of content spread better"),
         pen.say("Yes, the table of types shows which")
         if {"better", "worse"} & set(verdicts) else unproved),
        (pen.say("Quick answers keep people talking"),
         pen.say("Waiting is measured, its effect is not: see the experiment")
         if median else unproved),
        (pen.say("A post works for a few days only"),
         pen.say("On the best posts: {verdict}", verdict=days) if days
         else pen.say("Not measured here; repeated exports of the same posts would tell")),
    )  # fmt: skip
    header = (pen.say("Claim"), pen.say("Verdict"))
    return DataTable(pen.say("What the data say about what everybody says"), header, rows)
