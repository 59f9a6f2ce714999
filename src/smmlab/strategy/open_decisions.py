"""Decisions that nobody has made: some stand at a default, some were taken over from the brief."""

from smmlab.decisions import STEPS
from smmlab.findings import Finding
from smmlab.strategy.document import Spans
from smmlab.strategy.material import Material
from smmlab.strategy.sections.objectives import goals_of
from smmlab.strategy.statements import Listed, Pen, Term
from smmlab.texts import message
from smmlab.texts.labels import LABELS


def still_open(material: Material) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the steps that stand at a default, and those that the brief alone has answered.

    Without goals there is nothing to confirm: to set them is asked for apart.
    """
    goals = goals_of(material.decision("objectives"))
    choices = {
        step: material.decision(step).choice
        for step in STEPS
        if material.decision(step).by == "default" and (goals or step != "objectives")
    }
    given = tuple(
        step for step, choice in choices.items() if choice.get("goals") or choice.get("sellers")
    )
    return tuple(step for step in choices if step not in given), given


def count_open(waiting: tuple[str, ...]) -> Finding:
    """Return how many steps stand at a default, as a number that leads to the appendix."""
    method = message("Decisions that nobody has made yet; the document uses defaults.")
    return Finding("strategy.undecided", len(waiting), "decisions", method=method)


def ask_to_confirm(pen: Pen, given: tuple[str, ...]) -> tuple[Spans, ...]:
    """Ask to confirm what came from the brief; nothing where nothing did."""
    if not given:
        return ()
    return (
        pen.say(
            "Confirm what was taken over from the brief without anybody deciding it: {questions}.",
            questions=Listed(tuple(Term(LABELS[step], inside=True) for step in given)),
        ),
    )
