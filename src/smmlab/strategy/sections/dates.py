"""The days a plan hangs on: its first Monday, the reviews, the length of the files behind it."""

from datetime import date, timedelta

from smmlab.strategy.material import Material
from smmlab.strategy.planning import plan_begins
from smmlab.strategy.rules import RULES


def first_monday(material: Material) -> date:
    """Return the Monday on which the calendar begins."""
    return plan_begins(material.made_on)


def review_days(material: Material) -> tuple[date, ...]:
    """Return the days of review within the quarter."""
    step = timedelta(days=int(RULES["review_days"].value))
    end = first_monday(material) + timedelta(weeks=int(RULES["quarter_weeks"].value))
    day, days = first_monday(material) + step, []
    while day < end:
        days.append(day)
        day += step
    return tuple(days)


def days_of(material: Material, table: str) -> int | None:
    """Return how many days a table covers; None when it is empty or has no days."""
    return next((facts.days for facts in material.tables if facts.name == table), None)
