"""Objectives: from a baseline to a target, by a date, by a person."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

from smmlab.decisions import Decision
from smmlab.strategy.document import Block, Goal, Goals, Paragraph, Section, Spans
from smmlab.strategy.material import Material, decision_notes
from smmlab.strategy.notes import advice
from smmlab.strategy.statements import Choice, Name, Pen, Term
from smmlab.texts.labels import label_of

_BASELINES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "orders": ("money.orders", "orders"),
        "revenue": ("money.orders", "revenue"),
        "average_order_value": ("money.orders", "average_order_value"),
        "posts_per_week": ("content.rhythm", "posts_per_week"),
        "engagement_rate": ("content.engagement", "engagement_rate"),
        "answered_within_day": ("dialogue", "within_day"),
    }
)
"""Where the baseline of a known measure stands: prefix and last word of the key."""


def write(material: Material, pen: Pen) -> Section:
    """Write the section."""
    decision = material.decision("objectives")
    goals = tuple(_goal(material, pen, decision, goal) for goal in goals_of(decision))
    blocks: list[Block] = list(decision_notes(material, pen, "objectives")) if goals else []
    if goals:
        blocks.append(
            Goals(
                pen.say("Objectives that can be checked"),
                (
                    pen.say("Measure"),
                    pen.say("Baseline"),
                    pen.say("Target"),
                    pen.say("By"),
                    pen.say("Responsible"),
                ),
                goals,
            )
        )
        if any(not goal.get("by") or not goal.get("owner") for goal in goals_of(decision)):
            blocks.append(
                Paragraph(
                    pen.say(
                        "An objective without a day and a responsible person is a wish. Set what "
                        "is still open."
                    ),
                    "caution",
                )
            )
    else:
        blocks.append(
            Paragraph(
                pen.say(
                    "No objectives are set yet. Without them nobody can say later whether this "
                    "worked."
                ),
                "caution",
            )
        )
        blocks.append(
            advice(
                pen,
                pen.say(
                    "Set one objective for money and one for the audience: the measure, the "
                    "target, the day and the person who answers for it."
                ),
            )
        )
    return Section("objectives", pen.say("Objectives"), tuple(blocks))


def goals_of(decision: Decision) -> list[dict[str, Any]]:
    """Return the objectives of a decision as plain values."""
    return [goal for goal in decision.choice.get("goals") or [] if goal.get("metric")]


def baseline(material: Material, pen: Pen, metric: str) -> Spans:
    """Return the measured baseline of a measure, or the word that it is unknown."""
    exact = material.finding(metric)
    if exact is not None:
        return pen.value(exact)
    if metric in _BASELINES:
        prefix, last = _BASELINES[metric]
        known = [
            numbers[last]
            for numbers in material.group(prefix).values()
            if last in numbers and numbers[last].status != "unknown"
        ]
        # Two currencies or two pages have no common baseline.
        if len(known) == 1:
            return pen.value(known[0])
    return pen.say("unknown")


def _goal(material: Material, pen: Pen, decision: Decision, goal: dict[str, Any]) -> Goal:
    metric = str(goal["metric"])
    label = label_of(metric)
    open_yet = pen.say("not set yet")
    return Goal(
        pen.value(Term(label)) if label else pen.value(Name(metric)),
        baseline(material, pen, metric),
        pen.value(Choice(decision, goal.get("target"), unit_of(metric, material.brief.currency))),
        pen.value(Choice(decision, _day(goal["by"]))) if goal.get("by") else open_yet,
        pen.value(Choice(decision, str(goal["owner"]))) if goal.get("owner") else open_yet,
    )


def unit_of(metric: str, currency: str) -> str:
    """Return the unit of a known measure."""
    if metric in ("engagement_rate", "answered_within_day"):
        return "share"
    return currency if metric in ("revenue", "average_order_value") else ""


def _day(text: object) -> object:
    try:
        return text if isinstance(text, date) else date.fromisoformat(str(text))
    except ValueError:
        return str(text)
