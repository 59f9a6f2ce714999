"""What the plan brings and what it costs, in a few sentences for the owner."""

from collections.abc import Mapping
from types import MappingProxyType

from smmlab.strategy.document import Block, Bullets, Goals, Paragraph, Section, Span, Spans
from smmlab.strategy.material import Material
from smmlab.strategy.planning import tries_two
from smmlab.strategy.rules import RULES
from smmlab.strategy.sections.budget import hours_together, work_a_week
from smmlab.strategy.sections.means import budget
from smmlab.strategy.sections.objectives import goal_row, goals_of, over_a_year
from smmlab.strategy.sections.scenarios import is_money_known
from smmlab.strategy.statements import FromBrief, Pen, Spread, Term
from smmlab.strategy.telling import number
from smmlab.texts import message
from smmlab.texts.labels import LABELS

_MOST_GOALS = 3
_REACHED: Mapping[str, str] = MappingProxyType(
    {
        "orders": message("With the means of today, the goal of orders has a chance of {chance}."),
        "enquiries": message(
            "With the means of today, the goal of enquiries has a chance of {chance}."
        ),
    }
)
_LEFT = message(
    "What can be traced to the posts earns {earned} a month ({model}). With the work and the "
    "money for the page taken off, the month ends at {income}."
)
_LEFT_OF_WORK = message(
    "What can be traced to the posts earns {earned} a month ({model}). With the work on the page "
    "taken off, the month ends at {income}; other money for the page is not known."
)
_NOTHING_TO_COUNT = message(
    "What it brings in money nobody can say without orders. Send the orders of the shop as CSV, "
    "and it stands here."
)


def gain_section(material: Material, pen: Pen) -> Section:
    """Write the goals, the chance to reach them, and what can be earned."""
    blocks: list[Block] = [*_goals(material, pen), *_chance(material, pen)]
    blocks.extend(Paragraph(said) for said in _income(material, pen))
    return Section("owner_gain", pen.say("What it brings"), tuple(blocks))


def cost_section(material: Material, pen: Pen) -> Section:
    """Write the hours a week and the money a month."""
    items = (*_hours(material, pen), *budget(material, pen))
    return Section("owner_cost", pen.say("What it costs"), (Bullets(items),))


def _goals(material: Material, pen: Pen) -> tuple[Block, ...]:
    decision = material.decision("objectives")
    goals = tuple(
        goal_row(material, pen, decision, goal) for goal in goals_of(decision)[:_MOST_GOALS]
    )
    if not goals:
        return ()
    header = (
        pen.say("Measure"), pen.say("Baseline"), pen.say("Target"), pen.say("By"),
        pen.say("Responsible"),
    )  # fmt: skip
    table = Goals(pen.say("The goals, by which it is judged"), header, goals)
    period = over_a_year(pen, goals_of(decision)[:_MOST_GOALS])
    return (table, *((period,) if period else ()))


def _chance(material: Material, pen: Pen) -> tuple[Block, ...]:
    chance = material.finding("money.leads.chance")
    if chance is None:
        return ()
    counts = getattr(material.result("lead_plan"), "counts", "orders")
    return (Paragraph(pen.say(_REACHED[counts], chance=chance)),)


def _income(material: Material, pen: Pen) -> tuple[Spans, ...]:
    model = str(material.decision("money").choice.get("model") or "")
    prefix = f"money.scenario.{model}"
    earned, income = material.finding(f"{prefix}.earned"), material.finding(f"{prefix}.income")
    if earned is None or income is None:
        unknown = material.findings.get(f"{prefix}.income")
        if unknown is None or material.is_empty:
            return (pen.say(_NOTHING_TO_COUNT),)
        lack = pen.say("What it brings in money cannot be counted yet.")
        return ((*lack, Span(" "), *pen.mentioned(unknown)),)
    told = pen.say(
        _LEFT if is_money_known(material) else _LEFT_OF_WORK,
        model=Term(LABELS.get(model, model)),
        earned=Spread(earned),
        income=Spread(income),
    )
    if income.high is None or income.high >= 0:
        return (told,)
    return (
        told,
        pen.say(
            "So the page does not pay for itself by orders that carry a tag. Who saw a post and "
            "bought at the counter is not in this figure."
        ),
    )


def _hours(material: Material, pen: Pen) -> tuple[Spans, ...]:
    work, given = work_a_week(material), material.brief.hours_per_week
    total = hours_together(work)
    said = (
        pen.say_many(
            "Work: at least {n} hour a week, {making} of it for making posts; the rest goes into "
            "answers and into looking back.",
            "Work: at least {n} hours a week, {making} of them for making posts; the rest goes "
            "into answers and into looking back.",
            n=total,
            making=work["making"],
        )
        if "answering" in work
        else pen.say_many(
            "Work: at least {n} hour a week, {making} of it for making posts and {review} for "
            "looking back. Answers come on top: how many will be wanted, these files do not tell.",
            "Work: at least {n} hours a week, {making} of them for making posts and {review} for "
            "looking back. Answers come on top: how many will be wanted, these files do not tell.",
            n=total,
            making=work["making"],
            review=work["review"],
        )
    )
    if tries_two(material.decisions):
        anew = pen.say_many(
            "The test needs {n} post told anew for the other network, on top of that.",
            "The test needs {n} posts told anew for the other network, on top of that.",
            n=RULES["test_posts"],
        )
        said = (*said, Span(" "), *anew)
    if given is None:
        return (said,)
    fits = given >= (number(total) or 0)
    have = FromBrief(given)
    return (
        said,
        pen.say_many(
            "The brief has {n} hour a week, so it fits.",
            "The brief has {n} hours a week, so it fits.",
            n=have,
        )
        if fits
        else pen.say_many(
            "The brief has {n} hour a week, so it does not fit: publish less, or find more "
            "hours. Answers come first.",
            "The brief has {n} hours a week, so it does not fit: publish less, or find more "
            "hours. Answers come first.",
            n=have,
        ),
    )
