"""The quarter in outline: a theme for each week, what falls due, and room for the client's days."""

from datetime import date, timedelta
from typing import Any

from smmlab.strategy.document import QUOTES, Block, DataTable, Heading, Paragraph, Span, Spans
from smmlab.strategy.ideas import pillar_name
from smmlab.strategy.material import Material
from smmlab.strategy.rules import RULES
from smmlab.strategy.sections.dates import first_monday, review_days
from smmlab.strategy.sections.experiments import experiments_of
from smmlab.strategy.sections.objectives import goals_of
from smmlab.strategy.statements import Day, Name, Pen, Several, Term, Value
from smmlab.texts.labels import label_of


def quarter_in_outline(material: Material, pen: Pen) -> tuple[Block, ...]:
    """Return a row a week: theme, what falls due, and a place for the client's own days."""
    monday, weeks = first_monday(material), int(RULES["quarter_weeks"].value)
    themes, due = _themes(material), _due(material, pen)
    planned = int(RULES["month_weeks"].value) if material.calendar else 0
    rows = tuple(
        (
            pen.value(Day(pen.words.date(monday + timedelta(weeks=week)))),
            pen.say("as planned above") if week < planned
            else pen.value(themes[week % len(themes)]) if themes
            else (Span("–"),),
            _in_week(due, monday + timedelta(weeks=week)),
            (Span("……"),),
        )
        for week in range(weeks)
    )  # fmt: skip
    header = (
        pen.say("Week from"), pen.say("Theme"), pen.say("What falls due"), pen.say("Your own days"),
    )  # fmt: skip
    own = pen.say(
        "Public holidays, school holidays, fairs and the high season of the trade are not in this "
        "program: write them into the last column, and move a theme where one fits better."
    )
    table = DataTable(pen.say("Week by week"), header, rows, weights=(4, 5, 8, 4))
    return (Heading(pen.say("The quarter in outline"), "quarter"), table, Paragraph(own, "note"))


def _themes(material: Material) -> list[Value]:
    pillars: Any = material.result("pillars")
    if pillars is not None and not pillars.empty:
        named = [(str(row.pillar), str(row.kind)) for row in pillars.itertuples()]
    else:
        named = list(
            dict.fromkeys((slot.idea.pillar, slot.idea.kind) for slot in material.calendar)
        )
    return [pillar_name(pillar, kind) for pillar, kind in named]


def _due(material: Material, pen: Pen) -> list[tuple[date, Spans]]:
    due = [
        (day, pen.say("review") if number % 2 else pen.say("export everything again and review"))
        for number, day in enumerate(review_days(material), start=1)
    ]
    opening, closing = QUOTES[pen.words.language]
    # Every second review has a month of new files; the strategy is then written anew.
    due += [
        (one.ends, (*pen.say("an experiment ends: "), Span(opening), *one.question, Span(closing)))
        for one in experiments_of(material, pen)
        if one.ends is not None
    ]
    for goal in goals_of(material.decision("objectives")):
        try:
            day = date.fromisoformat(str(goal.get("by") or ""))
        except ValueError:
            continue
        metric = str(goal["metric"])
        named = Term(label_of(metric)) if label_of(metric) else Name(metric)
        due.append((day, pen.say("an objective falls due: {measure}", measure=Several((named,)))))
    return due


def _in_week(due: list[tuple[date, Spans]], monday: date) -> Spans:
    spans: list[Span] = []
    for day, said in sorted(due, key=lambda one: one[0]):
        if monday <= day < monday + timedelta(weeks=1):
            spans += [*([Span("; ")] if spans else []), *said]
    return tuple(spans) or (Span("–"),)
