"""The month in outline: after the two planned weeks, two that learn from them."""

from datetime import timedelta

from smmlab.strategy.document import Block, DataTable, Heading, Span
from smmlab.strategy.material import Material
from smmlab.strategy.sections.pillars import pillar_name
from smmlab.strategy.statements import Day, Pen

_WEEKS = 4


def month_outline(material: Material, pen: Pen) -> tuple[Block, ...]:
    """Return four weeks in a table: when they begin, what stands in front, and what to do."""
    if not material.calendar:
        return ()
    first = material.calendar[0].day
    monday = first - timedelta(days=first.weekday())
    pillars = material.result("pillars")
    names = [] if pillars is None else pillars.to_dict("records")
    tasks = (
        pen.say("Publish by the calendar. Note the counts after one day and after three."),
        pen.say("Publish by the calendar. Answer every comment: answers bring the next ones."),
        pen.say("Tell the best post of each type again in another form."),
        pen.say("Export everything, write the strategy anew, and plan the next month."),
    )
    rows = tuple(
        (
            pen.value(Day(pen.words.date(monday + timedelta(weeks=week)))),
            pen.value(material.chosen("rhythm", "posts_per_week")),
            pen.value(pillar_name(names[week % len(names)])) if names else (Span("–"),),
            tasks[week],
        )
        for week in range(_WEEKS)
    )
    header = (pen.say("Week from"), pen.say("Posts"), pen.say("Pillar in front"),
              pen.say("What to do"))  # fmt: skip
    return (
        Heading(pen.say("The month in outline")),
        DataTable(pen.say("Four weeks"), header, rows, weights=(4, 2, 5, 10)),
    )
