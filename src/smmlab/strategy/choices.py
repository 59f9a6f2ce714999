"""The choice of a decision in words: no key of decisions.toml is shown as it is stored."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from smmlab.decisions import Decision
from smmlab.gathering.checklist import ITEM_LABELS
from smmlab.money.scenario_labels import INPUT_LABELS, INPUT_UNITS
from smmlab.strategy.document import plain
from smmlab.strategy.sections.objectives import unit_of
from smmlab.strategy.statements import Choice, Pen
from smmlab.strategy.units import counted
from smmlab.texts import message
from smmlab.texts.labels import LABELS, NETWORK_NAMES

CHOICE_LABELS: Mapping[str, str] = MappingProxyType(
    {
        "segments": message("Serve first"),
        "network": message("Network"),
        "contenders": message("Candidates"),
        "kind": message("Kind of place"),
        "face": message("Who speaks"),
        "answers": message("Looked at"),
        "tasks": message("Still to do"),
        "mix": message("The mix"),
        "posts_per_week": message("Posts per week"),
        "hours": message("Posting times"),
        "is_test": message("The times are a test"),
        "reply_hours": message("Longest wait for an answer"),
        "sellers": message("Active sellers"),
        "budget": message("Budget for placements"),
        "currency": message("Currency"),
        "allowed_cost": message("A result may cost"),
        "first": message("Placements to try first"),
        "model": message("How the audience earns"),
        "models": message("Ways to earn compared"),
        **{str(name): label for name, label in INPUT_LABELS.items()},
        "goals": message("Objectives"),
        "metric": message("Measure"),
        "baseline": message("Baseline"),
        "target": message("Target"),
        "by": message("Day"),
        "owner": message("Responsible"),
    }
)
"""How the values of a choice are called; the keys are those of decisions.toml."""


def choice_in_words(pen: Pen, decision: Decision, *, currency: str) -> str:
    """Return everything that was chosen, as labels and values.

    Parameters
    ----------
    pen
        Writes in the language of the document.
    decision
        Whose choice; what we do not know in it is shown as it was given.
    currency
        Of the goals that are sums of money.

    Examples
    --------
    >>> from smmlab.texts import Words
    >>> rhythm = Decision("rhythm", {"posts_per_week": 3, "hours": [9, 19], "is_test": True})
    >>> choice_in_words(Pen(Words("en")), rhythm, currency="EUR")
    'Posts per week: 3; Posting times: 09:00, 19:00; The times are a test: yes'
    """
    parts = [
        _labelled(pen, name, _value(pen, decision, name, value, currency))
        for name, value in decision.choice.items()
    ]
    return "; ".join(parts)


def _labelled(pen: Pen, name: str, value: str) -> str:
    label = CHOICE_LABELS.get(name)
    return f"{pen.words.say(label) if label else name}: {value or '–'}"


def _value(pen: Pen, decision: Decision, name: str, value: Any, currency: str) -> str:
    match name, value:
        case "network", "":
            return pen.words.say("not decided")
        case (("mix" | "sellers"), dict()):
            unit = "share" if name == "mix" else ""
            shown = (f"{_word(pen, key)} {pen.show(one, unit)}" for key, one in value.items())
            return ", ".join(shown)
        case "goals", list() | tuple():
            return " · ".join(_goal(pen, goal, currency) for goal in value)
        case "hours", list() | tuple():
            return ", ".join(pen.show(hour, "hour") for hour in value)
        case "reply_hours", int() | float():
            return plain(counted(pen, Choice(decision, value), "hours"))
    told = (
        _of_earning(pen, decision, name, value, currency)
        or _of_place(pen, name, value)
        or _of_budget(pen, decision, name, value, currency)
    )
    return told or _plain(pen, name, value)


def _of_earning(pen: Pen, decision: Decision, name: str, value: Any, currency: str) -> str:
    if decision.step != "money" or not isinstance(value, (int, float)):
        return ""
    unit = next((unit for known, unit in INPUT_UNITS.items() if known == name), "")
    return pen.show(value, currency if unit == "money" else unit)


def _of_place(pen: Pen, name: str, value: Any) -> str:
    match name, value:
        case "face", str():
            # A person's name is never a word of ours.
            return value
        case "answers", dict():
            looked = (
                f"{_word(pen, item, tasks=True)}: {_word(pen, state)}"
                for item, state in value.items()
            )
            return " · ".join(looked)
    return ""


def _of_budget(pen: Pen, decision: Decision, name: str, value: Any, currency: str) -> str:
    if name == "first" and value == 0:
        return pen.words.say("as many as bring most")
    if name not in ("budget", "allowed_cost") or not isinstance(value, (int, float)):
        return ""
    told = str(decision.choice.get("currency") or currency)
    return pen.show(value, told) if value else pen.words.say("not set")


def _goal(pen: Pen, goal: Any, currency: str) -> str:
    if not isinstance(goal, dict):
        return _plain(pen, "goals", goal)
    unit = unit_of(str(goal.get("metric")), currency)
    shown: dict[str, Callable[[Any], str]] = {
        "target": lambda value: pen.show(value, unit),
        "baseline": lambda value: pen.show(value, unit),
        "by": lambda value: pen.show(value, "date"),
        # A person's name is never a word of ours.
        "owner": str,
    }
    return ", ".join(
        _labelled(pen, name, shown[name](value) if name in shown else _plain(pen, name, value))
        for name, value in goal.items()
        if value not in ("", None)
    )


def _plain(pen: Pen, name: str, value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{_word(pen, key)} {_plain(pen, name, v)}" for key, v in value.items())
    if isinstance(value, (list, tuple)):
        # Tasks are clauses with commas of their own.
        return (" · " if name == "tasks" else ", ").join(_plain(pen, name, one) for one in value)
    if isinstance(value, bool):
        return pen.words.say("yes") if value else pen.words.say("no")
    if isinstance(value, str):
        return _word(pen, value, tasks=name == "tasks")
    return pen.show(value)


def _word(pen: Pen, key: Any, *, tasks: bool = False) -> str:
    known = ITEM_LABELS if tasks else {**LABELS, **NETWORK_NAMES}
    return pen.words.say(known[key]) if key in known else str(key)
