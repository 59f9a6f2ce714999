"""Budget and hours: money by month, work by week, what does not fit and what is left out then."""

from collections.abc import Mapping

from smmlab.content.posting_load import posts_that_fit, review_hours_a_week
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
from smmlab.strategy.notes import advice
from smmlab.strategy.planning import answering_hours, posts_a_week, tries_two
from smmlab.strategy.rules import RULES
from smmlab.strategy.sections.means import budget
from smmlab.strategy.statements import Choice, FromBrief, Pen, Value
from smmlab.texts import message

_LEFT = message("The budget of a month in the brief, less what is decided for placements and page.")
_MAKING = message("Posts a week, times the hours that a post takes at the least.")
_ANSWERING = message(
    "Questions and other comments that ask for an answer, a week in these files, times the minutes "
    "of an answer."
)
_WANTED = message(
    "All comments a week in these files, times the share of them that the goal wants answered "
    "within a day, times the minutes of an answer."
)
_BACKLOG = message("Open questions and complaints, times the minutes of an answer.")
_REVIEW = message("Hours of a review, spread over the days between two of them.")
_SUM = message("Posts, answers and reviews added.")
_SUM_WITHOUT = message("Posts and reviews added; answers come on top, their hours are not known.")
_OVER = message("The hours of the brief, less the sum of the work.")
_ROOM = message(
    "The hours of the brief less answers and reviews, divided by the hours that a post takes at "
    "the least; rounded down."
)
_EACH = message("The hours of the brief less answers and reviews, divided by the posts a week.")


def write(material: Material, pen: Pen) -> Section:
    """Write the section."""
    blocks: list[Block] = [
        Heading(pen.say("Money by month"), "money"),
        Bullets(budget(material, pen)),
        *_money(material, pen),
        Heading(pen.say("Hours by week"), "hours"),
        *_hours(material, pen),
    ]
    return Section("budget", pen.say("Budget and hours"), tuple(blocks))


def _money(material: Material, pen: Pen) -> tuple[Block, ...]:
    currency, given = material.brief.currency, material.brief.budget_per_month
    places, money = material.decision("placements"), material.decision("money")
    page = money.choice.get("page_budget")
    same = places.choice.get("currency", currency) == currency
    wanted = places.choice.get("budget")
    placements = float(wanted) if same and isinstance(wanted, (int, float)) else None
    first = min(placements, given) if placements is not None and given is not None else placements
    on_page = float(page) if isinstance(page, (int, float)) else None
    none = pen.say("nothing")
    rows: list[tuple[Spans, Spans, Spans]] = [
        (
            pen.say("Placements: a test, paid once"),
            pen.value(Choice(places, first, currency)) if first
            else none if placements == 0 else pen.say("unknown"),
            none if not placements or first == placements
            else pen.say("what is left of them, month by month"),
        ),
        (
            pen.say("Tools, pictures and other costs of the page"),
            *(2 * (pen.value(Choice(money, on_page, currency))
                   if on_page is not None else pen.say("unknown"),)),
        ),
    ]  # fmt: skip
    if given is not None:
        lefts = [
            Finding(f"strategy.budget.{when}", max(given - spent - (on_page or 0), 0.0), currency,
                    status="estimated", method=_LEFT)
            for when, spent in (("first_month", first or 0.0), ("later", 0.0))
        ]  # fmt: skip
        one, other = (pen.value(left) for left in lefts)
        rows.append((pen.say("Left for paid reach, at the most"), one, other))
    header = (pen.say("What for"), pen.say("First month"), pen.say("Each later month"))
    caption = pen.say("What is decided, and what is left of the budget")
    table = DataTable(caption, header, tuple(rows), weights=(5, 3, 4))
    if on_page is not None:
        return (table,)
    told = (
        pen.say(
            "What the page costs besides work nobody has said, so nothing is taken off for it. "
            "Tell it in the form on ways to earn; nothing spent is a number too."
        )
        if given is None
        else pen.say(
            "How much of the budget the page itself costs nobody has said, so nothing is taken off "
            "for it here, and the ways to earn count the whole budget as its cost. Tell it in "
            "their form; nothing spent is a number too."
        )
    )
    return table, Paragraph(told, "note")


def _hours(material: Material, pen: Pen) -> tuple[Block, ...]:
    work, wanted = work_a_week(material), _wanted(material)
    reckoned: Mapping[str, Spans] = {
        "making": pen.say_many("{n} post, at the least {hours} h",
                               "{n} posts, at the least {hours} h each",
                               n=material.chosen("rhythm", "posts_per_week"),
                               hours=RULES["hours_per_post"]),
        "answering": pen.say("{share} of all comments so far, as the goal asks; {minutes} min each",
                             share=FromBrief(wanted, "share"), minutes=RULES["minutes_per_answer"])
        if wanted is not None
        else pen.say("what people asked so far, {minutes} min each",
                     minutes=RULES["minutes_per_answer"]),
        "review": pen.say_many("{hours} h every {n} day", "{hours} h every {n} days",
                               n=RULES["review_days"], hours=RULES["review_hours"]),
    }  # fmt: skip
    names = {
        "making": pen.say("Posts: idea, text, picture, publishing"),
        "answering": pen.say("Answers to comments")
        if wanted is not None
        else pen.say("Answers to questions"),
        "review": pen.say("Review"),
    }
    total = hours_together(work)
    rows = [
        (names[name], pen.value(work[name]) if name in work else pen.say("unknown"),
         reckoned[name])
        for name in names
    ]  # fmt: skip
    rows.append((pen.say("Together, at the least"), pen.value(total), (Span("–"),)))
    header = (pen.say("Work"), pen.say("Hours a week"), pen.say("How it is reckoned"))
    caption = pen.say("What the plan asks for, week by week")
    table = DataTable(caption, header, tuple(rows), weights=(4, 2, 5))
    once = (*_backlog(material, pen), *_second_network(material, pen))
    return (table, *once, *_fit(material, pen, work, total))


def hours_together(work: Mapping[str, Finding]) -> Finding:
    """Return the hours a week of all work, added."""
    total = sum(float(one.value or 0) for one in work.values())
    method = _SUM if "answering" in work else _SUM_WITHOUT
    return Finding("strategy.hours.sum", total, "hours", status="estimated", method=method)


def work_a_week(material: Material) -> dict[str, Finding]:
    """Return the hours a week for making posts, for answering where it is known, and reviews."""

    def hours(name: str, value: float, method: str) -> Finding:
        return Finding(f"strategy.hours.{name}", value, "hours", status="estimated", method=method)

    posts = posts_a_week(material.decisions)
    work = {"making": hours("making", posts * RULES["hours_per_post"].value, _MAKING)}
    goals = material.brief.objectives
    answering = answering_hours(material.findings, material.tables, goals)
    if answering is not None:
        method = _ANSWERING if _wanted(material) is None else _WANTED
        work["answering"] = hours("answering", answering, method)
    work["review"] = hours("review", review_hours_a_week(), _REVIEW)
    return work


def _wanted(material: Material) -> float | None:
    """Return the share of comments to answer, where a goal wants more answers than are asked."""
    goals, findings = material.brief.objectives, material.findings
    shares = [goal.target for goal in goals if goal.metric == "answered_within_day"]
    hours, plain = (answering_hours(findings, material.tables, wanted) for wanted in (goals, ()))
    if not shares or hours is None or plain is None or hours <= plain:
        return None
    return max(shares)


def _backlog(material: Material, pen: Pen) -> tuple[Block, ...]:
    open_now = [material.finding(f"dialogue.open.{name}") for name in ("questions", "complaints")]
    waiting = sum(float(found.value or 0) for found in open_now if found is not None)
    if not waiting:
        return ()
    once = Finding(
        "strategy.hours.backlog", waiting * RULES["minutes_per_answer"].value, "minutes",
        status="estimated", method=_BACKLOG,
    )  # fmt: skip
    said = pen.say_many(
        "On top of that, once: {n} minute for what waits unanswered today.",
        "On top of that, once: {n} minutes for what waits unanswered today.",
        n=once,
    )
    return (Paragraph(said),)


def _second_network(material: Material, pen: Pen) -> tuple[Block, ...]:
    if not tries_two(material.decisions):
        return ()
    said = pen.say_many(
        "Not in this sum: for the test of two networks {n} post is told anew for the other one.",
        "Not in this sum: for the test of two networks {n} posts are told anew for the other one.",
        n=RULES["test_posts"],
    )
    return (Paragraph(said),)


def _fit(
    material: Material, pen: Pen, work: Mapping[str, Finding], total: Finding
) -> tuple[Block, ...]:
    given = material.brief.hours_per_week
    if given is None:
        said = pen.say(
            "The brief does not say how many hours a week there are, so nobody can tell whether "
            "this fits. Write them into it."
        )
        return (Paragraph(said, "note"),)
    posts = posts_a_week(material.decisions)
    rest = given - float(total.value or 0) + float(work["making"].value or 0)
    have: Value = FromBrief(given)
    if given >= float(total.value or 0):
        each = Finding("strategy.hours.each_post", rest / posts, "hours", numerator=rest,
                       denominator=posts, status="estimated", method=_EACH)  # fmt: skip
        said = pen.say_many(
            "It fits into the hours of the brief ({hours}). If all of them are used, each post "
            "may take {n} hour; the first weeks need a part of that for the list of the "
            "gathering place.",
            "It fits into the hours of the brief ({hours}). If all of them are used, each post "
            "may take {n} hours; the first weeks need a part of that for the list of the "
            "gathering place.",
            hours=have,
            n=each,
        )
        if given == float(total.value or 0):
            return (Paragraph(said),)
        costs = pen.say(
            "The ways to earn count all hours of the brief as work on the page, also those that "
            "this plan leaves free."
        )
        return Paragraph(said), Paragraph(costs, "note")
    missing = Finding("strategy.hours.missing", float(total.value or 0) - given, "hours",
                      status="estimated", method=_OVER)  # fmt: skip
    answering = float(work["answering"].value or 0) if "answering" in work else 0.0
    room = Finding("strategy.hours.posts_that_fit", posts_that_fit(given, answering=answering),
                   "posts", status="estimated", method=_ROOM)  # fmt: skip
    short = pen.say_many(
        "It does not fit: the brief has {n} hour, {missing} h too few.",
        "It does not fit: the brief has {n} hours, {missing} h too few.",
        n=have,
        missing=missing,
    )
    drop = pen.say_many(
        "Leave out posts, never answers: {n} post a week fits beside answers and reviews. Drop "
        "first what takes longest and stands last in the mix, or find more hours.",
        "Leave out posts, never answers: {n} posts a week fit beside answers and reviews. Drop "
        "first what takes longest and stands last in the mix, or find more hours.",
        n=room,
    )
    return (Paragraph(short, "caution"), advice(pen, drop, rests_on=(total, missing)))
