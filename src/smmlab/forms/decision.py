"""A decision that needs no picture: its fields, the reason, one button."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any, Literal
from zoneinfo import ZoneInfo

import ipywidgets as w

from smmlab.brief import Objective
from smmlab.defaults import REPLY_HOURS
from smmlab.errors import ProjectError
from smmlab.forms.frame import Form, labelled, reason_box
from smmlab.forms.goal_rows import GoalRows
from smmlab.forms.number_box import number_box
from smmlab.forms.undoing import keeps
from smmlab.project import Project
from smmlab.texts import Words, message
from smmlab.texts.labels import LABELS

PlainStep = Literal["dialogue", "money", "objectives"]
MODELS = ("own_goods", "services", "ads", "affiliate")
_LONGEST_WAIT = 72  # hours
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

    def lacks() -> str:
        # What cannot be is told by the error that choosing it raises.
        choice({})
        return ""

    keeps(form, project, step, keep=keep, restore=restore, lacks=lacks)
    return form


def _dialogue(_project: Project, now: dict[str, Any], words: Words) -> Fields:
    hours = number_box(
        words.say("Answer within hours"),
        now.get("reply_hours", REPLY_HOURS),
        low=1,
        high=_LONGEST_WAIT,
        words=words,
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
    today = datetime.now(ZoneInfo(project.brief.timezone)).date()
    filed = [_filed_goal(goal) for goal in now.get("goals") or ()]
    rows = GoalRows(filed or project.brief.objectives, words=words, today=today)

    def choice(_kept: dict[str, Any]) -> dict[str, Any]:
        goals = rows.goals()
        if not goals:
            raise ProjectError(
                message(
                    "There is no goal yet. Name what is measured and the number you want to reach."
                )
            )
        return {"goals": [_plain_goal(goal) for goal in goals]}

    return [rows], choice


def _filed_goal(goal: dict[str, Any]) -> Objective:
    try:
        by = date.fromisoformat(str(goal.get("by") or ""))
    except ValueError:
        by = None
    return Objective(
        goal.get("metric", ""), goal.get("target", 0), by, goal.get("owner", ""),
        goal.get("baseline"),
    )  # fmt: skip


def _plain_goal(goal: Objective) -> dict[str, Any]:
    told = {} if goal.baseline is None else {"baseline": goal.baseline}
    day = goal.by.isoformat() if goal.by else ""
    return {"metric": goal.metric, **told, "target": goal.target, "by": day, "owner": goal.owner}


_FIELDS: dict[str, Callable[[Project, dict[str, Any], Words], Fields]] = {
    "dialogue": _dialogue,
    "money": _money,
    "objectives": _objectives,
}
