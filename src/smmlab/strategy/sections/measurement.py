"""Control: each measure with its base, where it stands, when to act, who looks and on which day."""

from collections.abc import Callable
from datetime import timedelta
from math import sqrt

from smmlab.findings import Finding
from smmlab.intervals import wilson_interval
from smmlab.strategy.document import (
    Block,
    Bullets,
    DataTable,
    Heading,
    Paragraph,
    Section,
    Spans,
    joined,
)
from smmlab.strategy.material import Material
from smmlab.strategy.rules import RULES
from smmlab.strategy.sections.dates import days_of, first_monday, review_days
from smmlab.strategy.statements import Day, FromBrief, Part, Pen, Term
from smmlab.texts import message
from smmlab.texts.labels import label_of

_NORMAL = 1.96
_MOST = 3  # networks told apart in one cell
_FLOOR = message(
    "The level so far less three standard errors of one period of review: its interval, widened by "
    "the root of the days in the files over the days of a review."
)
_POOLED = message("Orders with tags divided by visits with tags, all sources together.")


def write(material: Material, pen: Pen) -> Section:
    """Write the section."""
    header = (
        pen.say("Measure"), pen.say("Definition"), pen.say("Divided by"), pen.say("Now"),
        pen.say("Act when"), pen.say("Who looks"),
    )  # fmt: skip
    blocks: list[Block] = [
        Paragraph(
            pen.say(
                "A few numbers, always with what they are divided by. A number without a base "
                "can look good or bad at will."
            )
        ),
        DataTable(
            pen.say("Control panel"), header, _measures(material, pen), weights=(4, 5, 4, 4, 4, 3)
        ),
        Paragraph(
            pen.say(
                "“Act when” is {errors} standard errors below the level so far, for one period of "
                "review: chance alone hardly gets there. Where own files do not tell that, it is "
                "set from the first month. To act means to look for the cause, not to change the "
                "plan at once.",
                errors=RULES["control_errors"],
            ),
            "note",
        ),
        Heading(pen.say("Days of review"), "reviews"),
        Bullets(_reviews(material, pen)),
        Paragraph(_responsible(material, pen)),
    ]
    return Section("measurement", pen.say("Control"), tuple(blocks))


def _measures(material: Material, pen: Pen) -> tuple[tuple[Spans, ...], ...]:
    later = pen.say("set after the first month")
    owner = _named(pen, material.brief.owner)
    face = _named(pen, material.brief.face)
    rates = _by_network(material, "content.engagement", "engagement_rate")
    answered = material.finding("dialogue.replies.within_day")
    order = _only(material, "money.orders", "average_order_value")
    conversion = tagged_conversion(material)

    def floor(found: Finding | None, table: str) -> Spans:
        least = _floor(material, found, table)
        return later if least is None else pen.say("below {least}", least=least)

    return (
        (pen.say("Engagement rate"), pen.say("Reactions, comments, shares and saves of posts"),
         pen.say("Their reach; views where reach is missing"),
         _each(pen, rates, pen.value),
         _each(pen, rates, lambda found: floor(found, "posts")) if rates else later, owner),
        (pen.say("Active people"), pen.say("People who did anything at least once in the period"),
         pen.say("Followers on the same day"), _people(material, pen),
         later, owner),
        (pen.say("Rhythm"), pen.say("Posts that went out in the week"), pen.say("Posts planned"),
         _each(pen, _by_network(material, "content.rhythm", "posts_per_week"),
               lambda found: _rhythm(material, pen, found)),
         pen.say("fewer than {posts} in a week",
                 posts=material.chosen("rhythm", "posts_per_week")), face),
        (pen.say("Answered within a day"), pen.say("Comments with an answer by the page in that "
        "time"),
         pen.say("Comments followed that long"), _value(pen, answered),
         floor(answered, "interactions"), face),
        (pen.say("Conversion"), pen.say("Orders with tags"), pen.say("Visits with tags"),
         _value(pen, conversion), floor(conversion, "visits"), owner),
        (pen.say("Average order"), pen.say("Paid amounts of one currency"),
         pen.say("Orders not cancelled"), _value(pen, order), floor(order, "orders"), owner),
        (pen.say("Orders for each working hour"), pen.say("Orders with tags"),
         pen.say("Hours of work on the network"), pen.say("unknown"), later, owner),
    )  # fmt: skip


def _floor(material: Material, found: Finding | None, table: str) -> Finding | None:
    """Return the level below which chance hardly takes a measure within one period of review."""
    days = days_of(material, table)
    if found is None or found.low is None or found.high is None or not days:
        return None
    error = (float(found.high) - float(found.low)) / (2 * _NORMAL)
    widened = error * sqrt(max(days / RULES["review_days"].value, 1))
    least = float(str(found.value)) - RULES["control_errors"].value * widened
    if least <= 0:
        return None
    return Finding(f"strategy.control.{found.key}", least, found.unit, found.n,
                   status="estimated", method=_FLOOR, sources=found.sources)  # fmt: skip


def tagged_conversion(material: Material) -> Finding | None:
    """Return the orders with tags of a visit with tags; None where the files tell neither."""
    known = [
        found
        for numbers in material.group("money.utm").values()
        if (found := numbers.get("conversion_rate")) is not None
        and found.numerator is not None
        and found.denominator
    ]
    visits = sum(float(found.denominator or 0) for found in known)
    if not visits:
        return None
    orders = sum(float(found.numerator or 0) for found in known)
    low, high = (float(end) for end in wilson_interval(orders, visits))
    return Finding("strategy.conversion", orders / visits, "share", int(visits), low=low,
                   high=high, numerator=orders, denominator=visits, method=_POOLED,
                   sources=known[0].sources)  # fmt: skip


def _by_network(material: Material, prefix: str, last: str) -> dict[str, Finding]:
    """Return the number of each network, of the first page where it has several."""
    found: dict[str, Finding] = {}
    for name, numbers in material.group(prefix).items():
        one = numbers.get(last)
        if one is not None and one.status != "unknown" and label_of(name.partition(".")[0]):
            found.setdefault(name.partition(".")[0], one)
    chosen = {name: one for name, one in found.items() if name == material.network}
    return chosen or dict(list(found.items())[:_MOST])


def _each(pen: Pen, found: dict[str, Finding], show: Callable[[Finding], Spans]) -> Spans:
    if not found:
        return pen.say("unknown")
    shown = {network: show(one) for network, one in found.items()}
    # What is the same for each network needs no names.
    if len(set(shown.values())) == 1:
        return next(iter(shown.values()))
    named = (
        joined(": ", (pen.value(Term(label_of(network))), spans))
        for network, spans in shown.items()
    )
    return joined("; ", tuple(named))


def _rhythm(material: Material, pen: Pen, found: Finding) -> Spans:
    """Return the posts a week; of a network without recent posts, that it has been silent since."""
    network = found.key.removeprefix("content.rhythm.").partition(".")[0]
    recent = material.finding(f"gathering.{network}.recent")
    if recent is None or recent.value != "no" or recent.numerator is None:
        return pen.value(found)
    return pen.say_many(
        "silent for {n} day; before that {rate} a week",
        "silent for {n} days; before that {rate} a week",
        n=Part(recent, "numerator"),
        rate=found,
    )


def _value(pen: Pen, found: Finding | None) -> Spans:
    return pen.value(found) if found is not None else pen.say("unknown")


def _people(material: Material, pen: Pen) -> Spans:
    """Return the active people; no export has followers of the same day beside them."""
    found = material.finding("audience.active_people")
    if found is None:
        return pen.say("unknown")
    return pen.say_many(
        "{n} person, not yet divided by followers",
        "{n} people, not yet divided by followers",
        n=found,
    )


def _only(material: Material, prefix: str, last: str) -> Finding | None:
    known = [
        numbers[last]
        for numbers in material.group(prefix).values()
        if last in numbers and numbers[last].status != "unknown"
    ]
    # Several currencies have no common number; the chapter on money shows each.
    return known[0] if len(known) == 1 else None


def _named(pen: Pen, name: str) -> Spans:
    return pen.value(FromBrief(name)) if name else pen.say("name a person")


def _reviews(material: Material, pen: Pen) -> tuple[Spans, ...]:
    first, second = review_days(material)[:2]
    end = first_monday(material) + timedelta(weeks=int(RULES["quarter_weeks"].value))
    return (
        pen.say(
            "{day}: was the calendar kept, did everybody get an answer, which posts stood out?",
            day=Day(pen.words.date(first)),
        ),
        pen.say(
            "{day}: export everything again, run the analyses, compare types, times and networks.",
            day=Day(pen.words.date(second)),
        ),
        pen.say_many("After that every {n} day, with new exports every second time.",
                     "After that every {n} days, with new exports every second time.",
                     n=RULES["review_days"]),
        pen.say("{day}: the quarter is over. Write the strategy anew from the new files.",
                day=Day(pen.words.date(end))),
    )  # fmt: skip


def _responsible(material: Material, pen: Pen) -> Spans:
    if material.brief.owner:
        return pen.say(
            "Responsible for the review: {owner}.",
            owner=FromBrief(material.brief.owner),
        )
    return pen.say("Nobody is responsible for the review yet. Name a person.")
