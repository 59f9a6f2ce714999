"""A decision that needs no picture: its fields, the reason, one button."""

from collections.abc import Callable
from datetime import date
from typing import Any, Literal

import ipywidgets as w

from smmlab.defaults import REPLY_HOURS
from smmlab.errors import ProjectError
from smmlab.forms.frame import Form, labelled, reason_box
from smmlab.forms.undoing import keeps
from smmlab.project import Project
from smmlab.texts import Words, message
from smmlab.texts.labels import LABELS

PlainStep = Literal["dialogue", "money", "objectives"]
MODELS = ("own_goods", "services", "ads", "affiliate")
GOAL_METRICS = (
    "orders", "revenue", "average_order_value", "engagement_rate", "answered_within_day",
    "posts_per_week",
)  # fmt: skip
Fields = tuple[list[w.Widget], Callable[[dict[str, Any]], dict[str, Any]]]


def decision_form(project: Project, step: PlainStep) -> Form:
    """Show the fields of one step; the button keeps them with the reason.

    The same as ``project.decide(step, {…}, reason=…)``.

    Parameters
    ----------
    project
        The client folder.
    step
        ``dialogue``, ``money`` or ``objectives``.

    Raises
    ------
    ProjectError
        When the step has a form of its own, or does not exist.
    """
    if step not in _FIELDS:
        raise ProjectError(
            message("There is no plain form for the step {found}. There is one for {allowed}."),
            {"found": step, "allowed": ", ".join(_FIELDS)},
        )
    words = Words(project.brief.language)
    kept = project.decisions().get(step)
    controls, choice = _FIELDS[step](project, kept.choice if kept else {}, words)
    reason = reason_box(words)
    reason.value = kept.reason if kept else ""
    form = Form(step, [*controls, reason], words=words)

    def keep() -> str:
        # What other forms have kept of this step since stays.
        filed = project.decisions().get(step)
        project.decide(step, choice(filed.choice if filed else {}), reason=reason.value)
        return words.say("The decision is kept and will stand in the strategy.")

    def restore() -> None:
        filed = project.decisions().get(step)
        fresh, _choice = _FIELDS[step](project, filed.choice if filed else {}, words)
        for control, as_filed in zip(controls, fresh, strict=True):
            control.value = as_filed.value
        reason.value = filed.reason if filed else ""

    keeps(form, project, step, keep=keep, restore=restore)
    return form


def _dialogue(_project: Project, now: dict[str, Any], words: Words) -> Fields:
    hours = labelled(
        w.BoundedIntText(value=now.get("reply_hours", REPLY_HOURS), min=1, max=72),
        words.say("Answer within hours"),
    )
    return [hours], lambda _now: {"reply_hours": hours.value}


def _money(_project: Project, now: dict[str, Any], words: Words) -> Fields:
    model = labelled(
        w.Dropdown(
            options=[(words.say(LABELS[name]), name) for name in MODELS],
            value=now.get("model", MODELS[0]),
        ),
        words.say("How the audience earns"),
    )
    # The assumptions of `smmlab.scenarios_form` stay.
    return [model], lambda kept: {**kept, "model": model.value}


def _objectives(project: Project, now: dict[str, Any], words: Words) -> Fields:
    goals = _goals(project, now)
    first = goals[0] if goals else {}
    metric = labelled(
        w.Combobox(value=first.get("metric", ""), options=GOAL_METRICS), words.say("Metric")
    )
    target = labelled(w.FloatText(value=first.get("target", 0)), words.say("Wanted value"))
    by = labelled(
        w.DatePicker(value=date.fromisoformat(first["by"]) if first.get("by") else None),
        words.say("By the day"),
    )
    owner = labelled(w.Text(first.get("owner", "")), words.say("Who answers for it"))

    def choice(kept: dict[str, Any]) -> dict[str, Any]:
        goals = _goals(project, kept)
        first = goals[0] if goals else {}
        day = by.value.isoformat() if by.value else ""
        goal = {"metric": metric.value, "target": target.value, "by": day, "owner": owner.value}
        # A baseline belongs to its measure.
        if "baseline" in first and metric.value == first.get("metric"):
            goal["baseline"] = first["baseline"]
        return {"goals": [goal, *goals[1:]]}

    return [metric, target, by, owner], choice


def _goals(project: Project, kept: dict[str, Any]) -> list[dict[str, Any]]:
    return kept.get("goals") or [
        {"metric": g.metric, "target": g.target, "by": g.by.isoformat() if g.by else "",
         "owner": g.owner, **({} if g.baseline is None else {"baseline": g.baseline})}
        for g in project.brief.objectives
    ]  # fmt: skip


_FIELDS: dict[str, Callable[[Project, dict[str, Any], Words], Fields]] = {
    "dialogue": _dialogue,
    "money": _money,
    "objectives": _objectives,
}
