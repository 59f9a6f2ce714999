"""Objectives: from a baseline to a target, by a date, by a person."""

from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Any

from smmlab.decisions import Decision
from smmlab.findings import Finding
from smmlab.strategy.document import (
    Block,
    Goal,
    Goals,
    Heading,
    Paragraph,
    Section,
    Spans,
    plain,
)
from smmlab.strategy.material import Material, decision_notes
from smmlab.strategy.notes import advice
from smmlab.strategy.sections.smart import smart_check
from smmlab.strategy.statements import Choice, Name, Pen, Term
from smmlab.texts.labels import label_of

_BASELINES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "orders": ("money.orders", "orders"),
        "revenue": ("money.orders", "revenue"),
        "average_order_value": ("money.orders", "average_order_value"),
        "posts_per_week": ("content.rhythm", "posts_per_week"),
        "engagement_rate": ("content.engagement", "engagement_rate"),
        "answered_within_day": ("dialogue.replies", "within_day"),
    }
)
"""Where the baseline of a known measure stands: prefix and last word of the key."""
_OVER_A_YEAR = ("orders", "enquiries", "revenue")


def write(material: Material, pen: Pen) -> Section:
    """Write the section."""
    decision = material.decision("objectives")
    goals = tuple(goal_row(material, pen, decision, goal) for goal in goals_of(decision))
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
        period = over_a_year(pen, goals_of(decision))
        blocks.extend((period,) if period else ())
        checked = [(goal, _measured(material, str(goal["metric"]))) for goal in goals_of(decision)]
        blocks.extend(smart_check(material, pen, checked))
        faults = _open_yet(material, pen, goals_of(decision))
        blocks.extend(Paragraph(fault, "caution") for fault in faults)
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
        blocks.append(Heading(pen.say("Can they be checked?"), "smart"))
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


def over_a_year(pen: Pen, goals: Sequence[Mapping[str, Any]]) -> Paragraph | None:
    """Say in which months the counts of these goals are added, where any of them is a count."""
    if not any(goal["metric"] in _OVER_A_YEAR for goal in goals):
        return None
    said = pen.say(
        "Orders, enquiries and revenue count in the twelve months that end with the day of "
        "the objective."
    )
    return Paragraph(said, "note")


def baseline(material: Material, pen: Pen, metric: str, *, told: Choice | None = None) -> Spans:
    """Return the baseline of a measure: as measured, else as the client told it, else unknown."""
    measured = _measured(material, metric)
    if measured is None:
        return (
            pen.say("{told} (told, not measured)", told=told)
            if told is not None
            else pen.say("unknown")
        )
    alone = pen.value(measured)
    if told is None or plain(pen.value(told)) == plain(alone):
        return alone
    return pen.say("{measured} (measured; told: {told})", measured=measured, told=told)


def _measured(material: Material, metric: str) -> Finding | None:
    exact = material.finding(metric)
    if exact is not None:
        return exact
    if metric in _BASELINES:
        prefix, last = _BASELINES[metric]
        known = [
            numbers[last]
            for numbers in material.group(prefix).values()
            if last in numbers and numbers[last].status != "unknown"
        ]
        # Two currencies or two pages have no common baseline.
        if len(known) == 1:
            return known[0]
    return None


def _open_yet(material: Material, pen: Pen, goals: list[dict[str, Any]]) -> list[Spans]:
    faults: list[Spans] = []
    if any(not goal.get("by") or not goal.get("owner") for goal in goals):
        faults.append(
            pen.say(
                "An objective without a day and a responsible person is a wish. Set what is still "
                "open."
            )
        )
    if any(
        goal.get("baseline") is None and _measured(material, str(goal["metric"])) is None
        for goal in goals
    ):
        faults.append(
            pen.say(
                "Without a baseline nobody can tell whether an objective came nearer. Measure "
                "where it stands today, before anything changes."
            )
        )
    days = [_day(goal["by"]) for goal in goals if goal.get("by")]
    if any(isinstance(day, date) and day < material.made_on for day in days):
        faults.append(pen.say("The day of an objective has passed. Look back, and set a new day."))
    return faults


def goal_row(material: Material, pen: Pen, decision: Decision, goal: dict[str, Any]) -> Goal:
    """Return one objective in words; what is not set says so."""
    metric = str(goal["metric"])
    label = label_of(metric)
    open_yet, unit = pen.say("not set yet"), unit_of(metric, material.brief.currency)
    told = goal.get("baseline")
    return Goal(
        pen.value(Term(label)) if label else pen.value(Name(metric)),
        baseline(
            material,
            pen,
            metric,
            told=Choice(decision, told, unit) if told is not None else None,
        ),
        pen.value(Choice(decision, goal.get("target"), unit)),
        pen.value(Choice(decision, _day(goal["by"]))) if goal.get("by") else open_yet,
        pen.value(Choice(decision, goal["owner"], "person")) if goal.get("owner") else open_yet,
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
