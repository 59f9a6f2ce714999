"""The goals of a brief as rows: measure, baseline, target, day, person."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import ipywidgets as w

from smmlab.brief import Objective
from smmlab.errors import ProjectError
from smmlab.forms.typed_text import number_of, shown_number
from smmlab.texts import Words, message
from smmlab.texts.labels import LABELS

ROWS = 3
METRICS = (
    "orders", "revenue", "average_order_value", "engagement_rate", "answered_within_day",
    "posts_per_week", "followers", "reach",
)  # fmt: skip
"""Measures that a row suggests; any other may be typed."""
SHARES = ("engagement_rate", "answered_within_day")


@dataclass(frozen=True)
class GoalRow:
    """The boxes of one goal."""

    metric: w.Combobox
    baseline: w.Text
    target: w.Text
    by: w.DatePicker
    owner: w.Text

    @property
    def boxes(self) -> tuple[w.Widget, ...]:
        """The boxes in order."""
        return self.metric, self.baseline, self.target, self.by, self.owner


def goal_rows(goals: Sequence[Objective], *, words: Words) -> tuple[GoalRow, ...]:
    """Return a row for each goal, and empty ones up to three.

    Examples
    --------
    >>> rows = goal_rows([Objective("orders", 40)], words=Words("en"))
    >>> len(rows), rows[0].metric.value, rows[0].target.value
    (3, 'Orders', '40')
    """
    named = _names(words)
    shown = {metric: name for name, metric in named.items()}
    filled = [*goals, *[None] * (ROWS - len(goals))]
    rows = []
    for number, goal in enumerate(filled, 1):
        metric = goal.metric if goal else ""
        is_share = metric in SHARES
        row = GoalRow(
            w.Combobox(
                value=shown.get(metric, metric), options=tuple(named),
                placeholder=words.say("What is measured"),
            ),
            w.Text(
                shown_number(goal.baseline if goal else None, is_share=is_share),
                placeholder=words.say("Baseline"),
            ),
            w.Text(
                shown_number(goal.target if goal else None, is_share=is_share),
                placeholder=words.say("Target"),
            ),
            w.DatePicker(value=goal.by if goal else None, description=words.say("By the day")),
            w.Text(goal.owner if goal else "", placeholder=words.say("Who answers for it")),
        )  # fmt: skip
        row.metric.description = words.say("Goal {number}", number=words.number(number))
        for box, width in ((row.metric, "80px"), (row.by, "initial")):
            box.style = {"description_width": width}
        for box, width in zip(row.boxes, ("290px", "90px", "90px", "230px", "150px"), strict=True):
            box.layout = w.Layout(width=width)
        rows.append(row)
    return tuple(rows)


def goals_of(rows: Sequence[GoalRow], *, words: Words) -> tuple[Objective, ...]:
    """Return the goals typed into the rows; empty rows are left out.

    Raises
    ------
    ProjectError
        When a row lacks its measure or target, or holds what is no number.
    """
    return tuple(goal for row in rows if (goal := _goal(row, _names(words))) is not None)


def _names(words: Words) -> Mapping[str, str]:
    return {words.say(LABELS[metric]): metric for metric in METRICS}


def _goal(row: GoalRow, named: Mapping[str, str]) -> Objective | None:
    typed = row.metric.value.strip()
    if not typed and not any(box.value for box in row.boxes[1:]):
        return None
    if not typed:
        raise ProjectError(
            message("{goal} does not say what is measured. Name a measure, such as orders."),
            {"goal": row.metric.description},
        )
    target = number_of(row.target.value, typed)
    if target is None:
        raise ProjectError(
            message("The goal for {metric} has no target. Write the number you want to reach."),
            {"metric": typed},
        )
    return Objective(
        named.get(typed, typed), target, row.by.value, row.owner.value.strip(),
        number_of(row.baseline.value, typed),
    )  # fmt: skip
