"""The controls of answers with many fields: the rows of a week of posts, and a goal."""

from collections.abc import Mapping
from typing import Any

import ipywidgets as w
from traitlets import Tuple

from smmlab.course.answering.answer_controls import (
    AnswerControl,
    ChoicesControl,
    choice_box,
    choose,
)
from smmlab.course.answering.options import Labels
from smmlab.course.answering.reading_rows import CALENDAR_FIELDS, MOST_ROWS, WEEKDAYS
from smmlab.course.lessons.own_posts import own_posts
from smmlab.forms.frame import labelled
from smmlab.forms.goal_rows import METRICS
from smmlab.forms.typed_text import shown_number
from smmlab.own_labels import LABEL_TYPES
from smmlab.project import Project
from smmlab.schema import FORMS
from smmlab.texts import Phrase, Words, message
from smmlab.texts.labels import LABELS, network_name

_FIRST_ROWS = 3
_WIDTHS = {"weekday": "160px", "time": "80px", "network": "130px", "form": "130px",
           "type": "140px", "words": "480px"}  # fmt: skip
_NAMES: Mapping[str, str] = {
    "weekday": message("Day"), "time": message("Time"), "network": message("Network"),
    "form": message("Form"), "type": message("Type"), "words": message("First words"),
}  # fmt: skip


def calendar_labels(project: Project, given: Mapping[str, Labels]) -> Mapping[str, Labels]:
    """Return what may be chosen in a row of the calendar, by field.

    Parameters
    ----------
    project
        Whose own networks are offered where the task names none.
    given
        What the task offers.
    """
    words = Words(project.brief.language)
    known: dict[str, Labels] = {
        "weekday": {day: words.weekday(at).capitalize() for at, day in enumerate(WEEKDAYS)},
        "network": {} if "network" in given else _own_networks(project, words),
        "form": {one: Phrase(LABELS[one]) for one in FORMS if one in LABELS},
        "type": {one: Phrase(LABELS[one]) for one in (*LABEL_TYPES, "none")},
    }
    return {**known, **given}


def _own_networks(project: Project, words: Words) -> Labels:
    own = sorted(set(own_posts(project)["network"]))
    return {str(one): network_name(str(one), words) for one in own}


class _Row:
    """The fields of one post."""

    def __init__(self, labels: Mapping[str, Labels], words: Words) -> None:
        self._words = words
        self.boxes: dict[str, w.Widget] = {}
        for name in CALENDAR_FIELDS:
            label = words.say(_NAMES[name])
            box = (
                choice_box(labels[name], label, words)
                if labels.get(name)
                else labelled(w.Text(), label)
            )
            box.layout = w.Layout(width=_WIDTHS[name], max_width="100%")
            box.add_class("smm-stacked")
            self.boxes[name] = box
        self.boxes["time"].placeholder = "18:00"
        self.remove = w.Button(description=words.say("Remove"), layout=w.Layout(width="auto"))
        self.line = w.HBox(
            (*self.boxes.values(), self.remove),
            layout=w.Layout(flex_flow="row wrap", align_items="flex-end", max_width="100%"),
        )
        self.line.add_class("smm-post-row")

    def call(self, number: int) -> None:
        """Give the row its number; a person who cannot see the row hears it at its first field."""
        shown = self._words.number(number)
        named = self._words.say("Post {number}: day", number=shown)
        self.boxes["weekday"].description = named
        self.remove.tooltip = self._words.say("Remove post {number}", number=shown)

    def read(self) -> dict[str, str]:
        return {name: str(box.value).strip() for name, box in self.boxes.items()}

    def show(self, row: Mapping[str, str]) -> None:
        for name, box in self.boxes.items():
            if isinstance(box, w.Dropdown):
                choose(box, row.get(name, ""))
            else:
                box.value = row.get(name, "")


class CalendarRows(w.VBox):  # type: ignore[misc]  # ipywidgets has no types
    """A row a post, a button that removes it, and one that adds another.

    Parameters
    ----------
    labels
        What may be chosen, by field; a field without any is typed.
    words
        Language of the labels.
    """

    value = Tuple()

    def __init__(self, labels: Mapping[str, Labels], words: Words) -> None:
        self._labels, self._words = labels, words
        self.rows: list[_Row] = []
        self._list = w.VBox()
        self.add = w.Button(description=words.say("Add a post"), layout=w.Layout(width="auto"))
        self.add.add_class("smm-add-post")
        self.add.on_click(lambda _button: self._lay([*self.rows, self._row()]))
        super().__init__([self._list, w.HBox([self.add])])
        self._lay([self._row() for _ in range(_FIRST_ROWS)])

    def show(self, week: Any) -> None:
        """Show the rows of an answer."""
        rows = [self._row() for _ in week]
        for row, told in zip(rows, week, strict=True):
            row.show(told)
        self._lay(rows or [self._row()])

    def _row(self) -> _Row:
        row = _Row(self._labels, self._words)
        row.remove.on_click(lambda _button: self._drop(row))
        for box in row.boxes.values():
            box.observe(lambda _change: self._keep(), names="value")
        return row

    def _drop(self, dropped: _Row) -> None:
        self._lay([row for row in self.rows if row is not dropped] or [self._row()])
        # The button that had the focus is gone.
        self.add.focus()

    def _lay(self, rows: list[_Row]) -> None:
        self.rows = rows
        for number, row in enumerate(rows, start=1):
            row.call(number)
        self._list.children = tuple(row.line for row in rows)
        self.add.disabled = len(rows) >= MOST_ROWS
        self._keep()

    def _keep(self) -> None:
        self.value = tuple(row.read() for row in self.rows)


class CalendarControl(AnswerControl):
    """A week of posts; rows in which nothing stands are left out."""

    def __init__(self, labels: Mapping[str, Labels], words: Words) -> None:
        self.week = CalendarRows(labels, words)
        super().__init__([self.week], [self.week])

    def read(self) -> list[dict[str, str]]:
        """Return the rows in which something stands."""
        return [row for row in self.week.value if any(row.values())]

    def show(self, answer: Any) -> None:
        """Show a week."""
        self.week.show(answer)


class GoalControl(AnswerControl):
    """The fields of one goal: measure, baseline, target, day, person, grounds."""

    def __init__(self, labels: Mapping[str, Labels], words: Words) -> None:
        metrics = labels.get("metric") or {one: Phrase(LABELS[one]) for one in METRICS}
        self.boxes = {
            "metric": choice_box(metrics, words.say("What is measured"), words),
            "baseline": labelled(w.Text(), words.say("Where it stands now")),
            "target": labelled(w.Text(), words.say("Where it should stand")),
            "by": labelled(w.DatePicker(), words.say("By the day")),
            "owner": labelled(w.Text(), words.say("Who answers for it")),
        }
        grounds = labels.get("because")
        legend = words.say("Grounds: tick those that carry the goal.")
        self._ticks = ChoicesControl(grounds, words, legend=legend) if grounds else None
        self._why = labelled(w.Textarea(rows=4), words.say("Grounds, one in each line"))
        parts = [*self.boxes.values(), *(self._ticks.parts if self._ticks else (self._why,))]
        ticked = self._ticks.watched if self._ticks else (self._why,)
        super().__init__(parts, [*self.boxes.values(), *ticked])

    def read(self) -> dict[str, object]:
        """Return the goal as it is typed."""
        typed: dict[str, object] = {name: box.value for name, box in self.boxes.items()}
        lines = [line.strip() for line in self._why.value.splitlines() if line.strip()]
        return {**typed, "because": self._ticks.read() if self._ticks else lines}

    def show(self, answer: Any) -> None:
        """Show a goal."""
        choose(self.boxes["metric"], answer["metric"])
        for name in ("baseline", "target"):
            self.boxes[name].value = shown_number(answer[name])
        self.boxes["by"].value = answer["by"]
        self.boxes["owner"].value = answer["owner"]
        if self._ticks:
            self._ticks.show(answer["because"])
        self._why.value = "\n".join(answer["because"])
