"""Whether each objective can be checked: measure, baseline, target within reach, day, person."""

from datetime import date
from typing import Any

from smmlab.findings import Finding
from smmlab.strategy.document import Block, DataTable, Heading, Span, Spans
from smmlab.strategy.material import Material
from smmlab.strategy.statements import Name, Pen, Spread, Term
from smmlab.texts import message
from smmlab.texts.labels import label_of

_CHANCES = {
    "likely": message("likely: chance {chance}"),
    "open": message("open: chance {chance}"),
    "": message("not as things stand: chance {chance}"),
}


def smart_check(
    material: Material, pen: Pen, goals: list[tuple[dict[str, Any], Finding | None]]
) -> tuple[Block, ...]:
    """Return a row an objective: what of it can be checked, and what is missing.

    Parameters
    ----------
    material, pen
        As everywhere.
    goals
        Each objective with its measured baseline, or None.
    """
    rows = tuple(
        (
            _measure(pen, str(goal["metric"])),
            pen.say("yes") if label_of(str(goal["metric"]))
            else pen.say("say how it is counted"),
            _baseline(pen, goal, found),
            _reach(material, pen, goal, found),
            _day(material, pen, goal),
            pen.say("yes") if goal.get("owner") else pen.say("no: name one"),
        )
        for goal, found in goals
    )  # fmt: skip
    header = (
        pen.say("Objective"), pen.say("Known measure"), pen.say("Baseline known"),
        pen.say("Within reach"), pen.say("Day to come"), pen.say("Person"),
    )  # fmt: skip
    caption = pen.say("Each objective, held against what makes it checkable")
    return (
        Heading(pen.say("Can they be checked?"), "smart"),
        DataTable(caption, header, rows, weights=(4, 3, 4, 6, 3, 3)),
    )


def _measure(pen: Pen, metric: str) -> Spans:
    return pen.value(Term(label_of(metric)) if label_of(metric) else Name(metric))


def _baseline(pen: Pen, goal: dict[str, Any], found: Finding | None) -> Spans:
    if found is not None:
        return pen.say("yes, measured")
    if goal.get("baseline") is not None:
        return pen.say("told, not measured")
    return pen.say("no: measure it first")


def _reach(material: Material, pen: Pen, goal: dict[str, Any], found: Finding | None) -> Spans:
    plan, chance = material.result("lead_plan"), material.finding("money.leads.chance")
    if chance is not None and getattr(plan, "counts", "") == goal["metric"]:
        verdict = _CHANCES.get(plan.verdict, _CHANCES[""])
        return pen.say(verdict, chance=chance)
    target, now = goal.get("target"), found.value if found is not None else goal.get("baseline")
    if not isinstance(target, (int, float)) or not isinstance(now, (int, float)):
        return pen.say("not known")
    if now >= target:
        told = () if found is None else (Span("", "finding", pen.ledger.mark(found)),)
        return (*pen.say("reached already: set a higher target"), *told)
    if found is not None and found.high is not None and float(found.high) >= target:
        return pen.say("no further away than chance moves it: {interval}", interval=Spread(found))
    return pen.say("not known: no figure foretells it")


def _day(material: Material, pen: Pen, goal: dict[str, Any]) -> Spans:
    try:
        day = date.fromisoformat(str(goal.get("by") or ""))
    except ValueError:
        return pen.say("no: set one")
    return pen.say("yes") if day > material.made_on else pen.say("no: it has passed")
