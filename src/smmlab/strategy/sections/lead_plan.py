"""The plan of leads: what the goal asks for, what there is, how likely it is, and when to stop."""

from types import MappingProxyType

from smmlab.findings import Finding
from smmlab.money.lead_constraints import BINDING, LEVERS
from smmlab.money.lead_findings import ITEMS, MEASURES
from smmlab.strategy.charts import charts_of
from smmlab.strategy.document import Block, Bullets, DataTable, Heading, Paragraph, Spans
from smmlab.strategy.material import Material
from smmlab.strategy.notes import advice
from smmlab.strategy.rules import RULES
from smmlab.strategy.sections.measurement import tagged_conversion
from smmlab.strategy.statements import Day, Pen, Term
from smmlab.strategy.tables import cell, findings_table
from smmlab.texts import message

_MOST_LEVERS = 3
_LONG = 90  # days from which a goal is an average over a time, not a pace to be kept
_WANTED = MappingProxyType(
    {
        "orders": message("Orders wanted a day, from {day} on: {wanted}."),
        "enquiries": message("Enquiries wanted a day, from {day} on: {wanted}."),
    }
)
_ON_AVERAGE = MappingProxyType(
    {
        "orders": message(
            "The objective, spread over the days of its twelve months, in orders a day: {wanted}."
        ),
        "enquiries": message(
            "The objective, spread over the days of its twelve months, in enquiries a day: "
            "{wanted}."
        ),
    }
)


def lead_plan(material: Material, pen: Pen) -> tuple[Block, ...]:
    """Write the plan back from the wanted leads, and what an order costs and leaves."""
    return (
        *_plan(material, pen),
        Bullets(_stop(material, pen)),
        *_economics(material, pen),
    )


def _plan(material: Material, pen: Pen) -> tuple[Block, ...]:
    plan, wanted = material.result("lead_plan"), material.finding("money.leads.wanted")
    if plan is None or wanted is None:
        said = pen.say(
            "How many orders or enquiries are wanted, and by when, nobody has said yet, so there "
            "is no plan back from them. Set an objective of that kind."
        )
        return (Paragraph(said, "note"),)
    day = Day(pen.words.date(plan.by))
    asked = (_ON_AVERAGE if plan.days >= _LONG else _WANTED)[plan.counts]
    goal = Paragraph(pen.say(asked, wanted=wanted, day=day))
    chance = material.finding("money.leads.chance")
    if chance is None:
        lacks = tuple(pen.say(lack) for lack in plan.lacking)
        return (goal, Paragraph(pen.say("There is no plan yet."), "note"), Bullets(lacks))
    blocks: list[Block] = [goal, _verdict(material, pen, chance)]
    means = findings_table(
        material, pen, "money.leads.means",
        pen.say("What the goal needs in the middle case when all else stays, and what there is"),
        pen.say("Means"), columns=("needed", "have", "gap"),
        name=lambda key: pen.value(Term(ITEMS[key])),
    )  # fmt: skip
    blocks += [] if means is None else [means]
    blocks += _kept_up(material, pen)
    blocks += charts_of(material, pen, "lead_plan")
    blocks += _levers(material, pen)
    blocks += charts_of(material, pen, "lead_chance", of="lead_plan")
    if plan.unknown:
        blocks.append(Bullets(tuple(pen.say(lack) for lack in plan.unknown)))
    return tuple(blocks)


def _kept_up(material: Material, pen: Pen) -> list[Block]:
    """Say the rhythm so far where the plan reckons with another one."""
    now, planned = (
        material.finding(f"money.leads.{name}") for name in ("posts_now", "means.posts.have")
    )
    if now is None or planned is None or pen.show(now.value) == pen.show(planned.value):
        return []
    said = pen.say_many(
        "The plan reckons with the rhythm of this strategy, {n} post a week. So far the "
        "pages whose reach is known have kept up {now} together, counting a post on each anew.",
        "The plan reckons with the rhythm of this strategy, {n} posts a week. So far the "
        "pages whose reach is known have kept up {now} together, counting a post on each anew.",
        n=planned,
        now=now,
    )
    return [Paragraph(said, "note")]


def _verdict(material: Material, pen: Pen, chance: Finding) -> Paragraph:
    plan = material.result("lead_plan")
    if plan.verdict == "likely":
        return Paragraph(pen.say("The goal is likely: the chance is {chance}.", chance=chance))
    if plan.verdict == "open":
        return Paragraph(
            pen.say("The goal is open: the chance is {chance}.", chance=chance), "caution"
        )
    at_most = material.finding("money.leads.chance_at_most")
    if plan.verdict == "not_with_this_audience" and at_most is not None:
        return Paragraph(
            pen.say(
                "Not with this audience. Even if every follower came {times} times a month, the "
                "chance would be {at_most}; as things stand it is {chance}.",
                times=RULES["visits_per_follower"],
                at_most=at_most,
                chance=chance,
            ),
            "caution",
        )
    return Paragraph(
        pen.say("The goal is out of reach as things stand: the chance is {chance}.", chance=chance),
        "caution",
    )


def _levers(material: Material, pen: Pen) -> list[Block]:
    plan, levers = material.result("lead_plan"), material.result("lead_levers")
    if levers is None or levers.binding is None or plan.verdict == "likely":
        return []
    grounds = material.findings[f"money.leads.levers.{levers.binding}.chance_doubled"]
    blocks: list[Block] = [advice(pen, pen.say(BINDING[levers.binding]), rests_on=(grounds,))]
    possible = list(levers.table.loc[levers.table["needed"].notna(), "lever"])[:_MOST_LEVERS]
    if not possible:
        blocks.append(
            Paragraph(
                pen.say("No single change makes the goal likely: several have to come together.")
            )
        )
        return blocks
    table = findings_table(
        material, pen, "money.leads.levers",
        pen.say("What would have to change: each line alone makes the goal likely"),
        pen.say("Lever"), columns=("now", "needed", "chance_doubled"), only=possible,
        name=lambda key: pen.value(Term(_named(key))),
    )  # fmt: skip
    return [
        *blocks,
        *([] if table is None else [table]),
        *_two_conversions(material, pen, possible),
    ]


def _two_conversions(material: Material, pen: Pen, levers: list[str]) -> list[Block]:
    """Say why the conversion of the plan is not the one that control watches."""
    plan, tagged = material.result("lead_plan"), tagged_conversion(material)
    mine = plan.inputs.conversion
    is_other = tagged is not None and pen.show(tagged.value, "share") != pen.show(
        mine.mean, "share"
    )
    # A cited range is told as such below the levers, and enquiries are no orders.
    is_own = plan.counts == "orders" and mine.basis == "own"
    if "conversion" not in levers or not is_other or not is_own:
        return []
    said = pen.say(
        "The conversion of the plan counts every order and every visit. The section on control "
        "counts only those with tags, so its figure is another one."
    )
    return [Paragraph(said, "note")]


def _named(key: str) -> str:
    return next(label for lever, label in LEVERS.items() if lever == key)


def _stop(material: Material, pen: Pen) -> tuple[Spans, ...]:
    left = material.finding("money.unit.contribution")
    limit = (
        pen.say(
            "Stop paying for orders as soon as one costs more than {left}: that is what an order "
            "leaves.",
            left=left,
        )
        if left is not None
        else pen.say(
            "Stop paying for orders as soon as one costs more than it leaves. Say the margin, and "
            "the limit stands here."
        )
    )
    return (
        pen.say(
            "Paid reach comes after the place is ready, and only behind a post that already did "
            "well unpaid."
        ),
        pen.say_many(
            "Set the budget of one test as a sum you can lose. Stop it after {n} week and "
            "compare the cost of one order with what the order leaves.",
            "Set the budget of one test as a sum you can lose. Stop it after {n} weeks and "
            "compare the cost of one order with what the order leaves.",
            n=RULES["test_weeks"],
        ),
        limit,
        pen.say("Count the hours of work as a cost too."),
    )


def _economics(material: Material, pen: Pen) -> tuple[Block, ...]:
    if material.finding("money.unit.orders") is None:
        return ()
    found = {
        measure: material.findings[key]
        for measure in MEASURES
        if (key := f"money.unit.{measure}") in material.findings
    }
    rows = tuple(
        (pen.value(Term(MEASURES[name])), cell(pen, one))
        for name, one in found.items()
        if one.status != "unknown"
    )
    lacks = dict.fromkeys(one.method for one in found.values() if one.status == "unknown")
    table = DataTable(
        pen.say("Money of the orders in the files; what cannot be counted yet stands below"),
        (pen.say("Measure"), pen.say("Value")), rows, weights=(3, 2),
    )  # fmt: skip
    blocks: list[Block] = [Heading(pen.say("What an order costs and leaves")), table]
    if lacks:
        blocks.append(Bullets(tuple(pen.say(lack) for lack in lacks)))
    return tuple(blocks)
