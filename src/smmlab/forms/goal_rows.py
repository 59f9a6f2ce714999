"""The goals as rows of boxes: measure, baseline, target, day, person; rows come and go."""

from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass
from datetime import date
from typing import Any

import ipywidgets as w
from traitlets import Tuple, observe

from smmlab.brief import Objective, check_goal
from smmlab.brief_gaps import goal_gaps
from smmlab.errors import ProjectError
from smmlab.forms.checking import problem_of
from smmlab.forms.frame import paragraph
from smmlab.forms.typed_text import number_of, shown_number
from smmlab.texts import Phrase, Phrases, Words, message
from smmlab.texts.labels import LABELS

METRICS = (
    "orders", "revenue", "average_order_value", "engagement_rate", "answered_within_day",
    "posts_per_week", "followers", "reach",
)  # fmt: skip
"""Measures that a row suggests; any other may be typed."""
SHARES = ("engagement_rate", "answered_within_day")
_WIDTHS = ("250px", "88px", "88px", "140px", "140px")


@dataclass(frozen=True)
class TypedGoal:
    """What stands in the boxes of one goal."""

    metric: str = ""
    baseline: str = ""
    target: str = ""
    by: date | None = None
    owner: str = ""


def typed_goal(goal: Objective, *, words: Words) -> TypedGoal:
    """Return a goal as its boxes show it.

    Examples
    --------
    >>> typed_goal(Objective("answered_within_day", 0.9), words=Words("en")).target
    '90%'
    """
    shown = {metric: name for name, metric in _names(words).items()}
    is_share = goal.metric in SHARES
    return TypedGoal(
        shown.get(goal.metric, goal.metric),
        shown_number(goal.baseline, is_share=is_share),
        shown_number(goal.target, is_share=is_share),
        goal.by,
        goal.owner,
    )


def goal_of(typed: TypedGoal, called: str, *, words: Words) -> Objective | None:
    """Return the goal that is typed; None when nothing is.

    Parameters
    ----------
    typed
        What stands in the boxes.
    called
        What the row is called, for the sentence that tells of a fault.
    words
        The language in which measures are named.

    Raises
    ------
    ProjectError
        When the measure or the target is missing, is no number, or there is nothing to reach.

    Examples
    --------
    >>> goal_of(TypedGoal("Orders", target="40"), "Goal 1", words=Words("en")).metric
    'orders'
    """
    metric = typed.metric.strip()
    if not metric and not any(astuple(typed)):
        return None
    if not metric:
        raise ProjectError(
            message("{goal} does not say what is measured. Name a measure, such as orders."),
            {"goal": called},
        )
    target = number_of(typed.target, metric)
    if target is None:
        raise ProjectError(
            message("The goal for {metric} has no target. Write the number you want to reach."),
            {"metric": metric},
        )
    known = _names(words).get(metric, metric)
    baseline = number_of(typed.baseline, metric)
    return check_goal(Objective(known, target, typed.by, typed.owner.strip(), baseline))


class GoalRows(w.VBox):  # type: ignore[misc]  # ipywidgets has no types
    """A row a goal, a button that removes it, and one that adds another.

    What is wrong with a goal, or missing before it can be checked, stands under its row at once.
    ``value`` is what is typed, as `TypedGoal`; setting it shows other goals.

    Parameters
    ----------
    goals
        What the rows show first; one empty row when there are none.
    words
        Language of the labels.
    today
        The day from which a goal's day must lie ahead; when not given, any day will do.

    Examples
    --------
    >>> rows = GoalRows([Objective("orders", 40)], words=Words("en"))
    >>> rows.value[0].target
    '40'
    """

    value = Tuple()

    def __init__(
        self, goals: Sequence[Objective], *, words: Words, today: date | None = None
    ) -> None:
        self._words, self._today = words, today
        self._rows: list[_Row] = []
        self._list = w.VBox()
        self.add = w.Button(description=words.say("Add a goal"), layout=w.Layout(width="auto"))
        self.add.add_class("smm-add-goal")
        self.add.on_click(lambda _button: self._lay([*self._rows, self._row(TypedGoal())]))
        foot = w.HBox([self.add])
        super().__init__([self._list, foot])
        self.value = tuple(typed_goal(goal, words=words) for goal in goals) or (TypedGoal(),)

    def goals(self) -> tuple[Objective, ...]:
        """Return the goals; empty rows are left out.

        Raises
        ------
        ProjectError
            When a goal cannot be.
        """
        found = (row.goal() for row in self._rows)
        return tuple(goal for goal in found if goal is not None)

    @observe("value")
    def _shown(self, change: Any) -> None:
        if change.new != tuple(row.typed() for row in self._rows):
            self._lay([self._row(typed) for typed in change.new or (TypedGoal(),)])

    def _row(self, typed: TypedGoal) -> "_Row":
        row = _Row(typed, words=self._words, today=self._today)
        row.remove.on_click(lambda _button: self._drop(row))
        for box in row.boxes:
            box.observe(lambda _change: self._keep(), names="value")
        return row

    def _drop(self, dropped: "_Row") -> None:
        self._lay([row for row in self._rows if row is not dropped] or [self._row(TypedGoal())])
        # The button that had the focus is gone.
        self.add.focus()

    def _lay(self, rows: "list[_Row]") -> None:
        self._rows = rows
        for number, row in enumerate(rows, 1):
            row.call(number)
        self._list.children = tuple(part for row in rows for part in row.parts)
        self._keep()

    def _keep(self) -> None:
        self.value = tuple(row.typed() for row in self._rows)


class _Row:
    """The boxes of one goal, and what is said under them."""

    def __init__(self, typed: TypedGoal, *, words: Words, today: date | None) -> None:
        self._words, self._today = words, today
        self.boxes = (
            w.Combobox(
                value=typed.metric, options=tuple(_names(words)), continuous_update=False,
                placeholder=words.say("What is measured"),
            ),
            w.Text(typed.baseline, description=words.say("Baseline"), continuous_update=False),
            w.Text(typed.target, description=words.say("Target"), continuous_update=False),
            w.DatePicker(value=typed.by, description=words.say("By the day")),
            w.Text(
                typed.owner, description=words.say("Who answers for it"), continuous_update=False
            ),
        )  # fmt: skip
        for box, width in zip(self.boxes, _WIDTHS, strict=True):
            box.layout = w.Layout(width=width)
            box.add_class("smm-stacked")
        self.remove = w.Button(description=words.say("Remove"), layout=w.Layout(width="auto"))
        self.remove.add_class("smm-remove-goal")
        line = w.HBox(
            (*self.boxes, self.remove),
            layout=w.Layout(flex_flow="row wrap", align_items="flex-end"),
        )
        self._advice = w.HTML()
        self.call(1)
        problem = problem_of(line, self.goal, words=words, watch=self.boxes)
        for box in self.boxes:
            box.observe(lambda _change: self._advise(), names="value")
        self._advise()
        self.parts = (line, problem, self._advice)

    def call(self, number: int) -> None:
        """Give the row its number among the goals."""
        called = self._words.say("Goal {number}", number=self._words.number(number))
        self.boxes[0].description = called
        self.remove.tooltip = self._words.say(
            "Remove goal {number}", number=self._words.number(number)
        )

    def typed(self) -> TypedGoal:
        """Return what stands in the boxes."""
        return TypedGoal(*(box.value for box in self.boxes))

    def goal(self) -> Objective | None:
        """Return the goal, or None when the row is empty."""
        return goal_of(self.typed(), self.boxes[0].description, words=self._words)

    def _advise(self) -> None:
        try:
            goal = self.goal()
        except ProjectError:
            goal = None
        gaps = goal_gaps(goal, today=self._today) if goal else ()
        said = self._words.say(
            "This goal cannot be checked yet. Still needed: {what}.",
            what=Phrases(Phrase(gap) for gap in gaps),
        )
        self._advice.value = paragraph(said) if gaps else ""
        self._advice.layout.display = None if gaps else "none"


def _names(words: Words) -> Mapping[str, str]:
    return {words.say(LABELS[metric]): metric for metric in METRICS}
