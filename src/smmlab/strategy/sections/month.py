"""The month at a glance: every planned post by day and week, and what each week is for."""

from collections.abc import Sequence
from datetime import timedelta

from smmlab.strategy.calendar import Slot
from smmlab.strategy.document import Block, DataTable, Heading, Paragraph, Span, Spans
from smmlab.strategy.ideas import pillar_name
from smmlab.strategy.material import Material
from smmlab.strategy.statements import Day, Name, Pen, Several, Term
from smmlab.texts import clock
from smmlab.texts.labels import label_of


def month_at_a_glance(material: Material, pen: Pen) -> tuple[Block, ...]:
    """Return the posts of each day, a column a week; then the pillars and what to do."""
    if not material.calendar:
        return ()
    first = material.calendar[0].day
    monday = first - timedelta(days=first.weekday())
    weeks: dict[int, list[Slot]] = {}
    for slot in material.calendar:
        weeks.setdefault((slot.day - monday).days // 7, []).append(slot)
    starts = {
        week: pen.value(Day(pen.words.date(monday + timedelta(weeks=week)))) for week in weeks
    }
    # A day without a post in any week takes no room. Seven columns would break their words.
    days = sorted({slot.day.weekday() for slot in material.calendar})
    grid = DataTable(
        pen.say("The posts of four weeks by their first day: time, type and form"),
        (pen.say("Weekday"), *starts.values()),
        tuple(
            (
                pen.value(Day(pen.words.weekday(day))),
                *(_cell(pen, [one for one in slots if one.day.weekday() == day])
                  for slots in weeks.values()),
            )
            for day in days
        ),
        weights=(4, *(5 for _ in weeks)),
    )  # fmt: skip
    blocks: list[Block] = [Heading(pen.say("The month at a glance")), grid]
    tasks = (
        pen.say("Publish by the calendar. Note the counts after one day and after three."),
        pen.say("Publish by the calendar. Answer every comment: answers bring the next ones."),
        pen.say(
            "Publish by the calendar. Where a post did best, tell it again in another form in "
            "place of the next idea of its type."
        ),
        pen.say("Publish by the calendar. Look at what did best: the next month is planned by it."),
    )
    rows = tuple(
        (starts[week], _pillars(pen, slots), tasks[min(week, len(tasks) - 1)])
        for week, slots in weeks.items()
    )
    header = (pen.say("Week from"), pen.say("Pillars"), pen.say("What to do"))
    blocks.append(DataTable(pen.say("What each week is for"), header, rows, weights=(4, 8, 10)))
    # A post that goes out on two networks is one post.
    posts = dict.fromkeys((slot.day, slot.hour, slot.idea, slot.type) for slot in material.calendar)
    ideas = [post[2:] for post in posts]
    if len(set(ideas)) < len(ideas):
        again = pen.say(
            "Some types have more posts than ideas in the bank, so an idea comes twice. The second "
            "time tell it in another form, or write a new idea of the same type in its place."
        )
        blocks.append(Paragraph(again, "note"))
    return tuple(blocks)


def _cell(pen: Pen, slots: Sequence[Slot]) -> Spans:
    spans: list[Span] = []
    for hour, *named in dict.fromkeys((slot.hour, slot.type, slot.form) for slot in slots):
        spans += [Span("; ")] if spans else []
        spans += [*pen.value(Day(clock(int(hour)))), Span(" ")]
        words = tuple(
            Term(label_of(str(one))) if label_of(str(one)) else Name(str(one)) for one in named
        )
        spans += pen.value(Several(words))
    return tuple(spans) or (Span("–"),)


def _pillars(pen: Pen, slots: Sequence[Slot]) -> Spans:
    named = dict.fromkeys((slot.idea.pillar, slot.idea.kind) for slot in slots)
    spans: list[Span] = []
    for pillar, kind in named:
        spans += [*([Span("; ")] if spans else []), *pen.value(pillar_name(pillar, kind))]
    return tuple(spans)
