"""The control for each kind of answer: what is typed or chosen, read and shown again."""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import ipywidgets as w

from smmlab.course.answering.options import Labels, label_of
from smmlab.course.task import Task
from smmlab.forms.frame import labelled, paragraph
from smmlab.forms.typed_text import shown_number
from smmlab.texts import Words, for_html

NOT_CHOSEN = ""  # a choice of None would be shown as no choice
_PARTS = 100
_DIGITS = 6  # dust of dividing by a hundred lies beyond


class AnswerControl(ABC):
    """The widgets of one answer.

    Parameters
    ----------
    parts
        As they stand below each other.
    watched
        Those among them whose change makes another answer.
    """

    def __init__(self, parts: Sequence[w.Widget], watched: Sequence[w.Widget]) -> None:
        self.parts, self.watched = tuple(parts), tuple(watched)

    @abstractmethod
    def read(self) -> object:
        """Return what stands there, for `smmlab.course.answering.reading.read_answer`."""

    @abstractmethod
    def show(self, answer: Any) -> None:
        """Show an answer in its normal form."""


class NumberControl(AnswerControl):
    """A box for a number, with its unit; of a share in per cent.

    Examples
    --------
    >>> from smmlab.course.task import Task
    >>> control = NumberControl(Task("lesson01.q2", "share", "guided", "Which share?"), Words("en"))
    >>> control.show(0.125)
    >>> control.box.value, control.read()
    ('12.5', '12.5%')
    """

    def __init__(self, task: Task, words: Words) -> None:
        label = words.say("Your answer")
        unit = "%" if task.kind == "share" else label_of(task.unit, words) if task.unit else ""
        self._is_share = task.kind == "share"
        self.box = labelled(w.Text(), f"{label}, {unit}" if unit else label)
        super().__init__([self.box], [self.box])

    def read(self) -> object:
        """Return what is typed; without a sign a share is meant in per cent."""
        typed: str = self.box.value.strip()
        return f"{typed}%" if self._is_share and typed and not typed.endswith("%") else typed

    def show(self, answer: Any) -> None:
        """Show a number as it may be typed."""
        number = round(answer * _PARTS, _DIGITS) if self._is_share else answer
        self.box.value = shown_number(number)


class DateControl(AnswerControl):
    """A calendar to pick a day from."""

    def __init__(self, words: Words) -> None:
        self.box = labelled(w.DatePicker(), words.say("Your answer: the day"))
        super().__init__([self.box], [self.box])

    def read(self) -> date | None:
        """Return the day that is picked."""
        picked: date | None = self.box.value
        return picked

    def show(self, answer: Any) -> None:
        """Show a day."""
        self.box.value = answer


class ChoiceControl(AnswerControl):
    """A list to choose one from."""

    def __init__(self, labels: Labels, words: Words, *, label: str = "") -> None:
        self.box = choice_box(labels, label or words.say("Your answer"), words)
        super().__init__([self.box], [self.box])

    def read(self) -> str:
        """Return the id that is chosen."""
        return str(self.box.value)

    def show(self, answer: Any) -> None:
        """Show a choice; one that is no longer offered is left out."""
        choose(self.box, answer)


class ChoicesControl(AnswerControl):
    """A box to tick for each option."""

    def __init__(self, labels: Labels, words: Words, *, legend: str = "") -> None:
        self.boxes = {
            one: w.Checkbox(
                value=False, indent=False, description=label_of(label, words),
                layout=w.Layout(width="auto", max_width="760px"),
            )
            for one, label in labels.items()
        }  # fmt: skip
        for box in self.boxes.values():
            box.add_class("smm-tick")
        legend = legend or words.say("Your answer: tick all that belong there.")
        heading = w.HTML(f"<p style='margin:.5em 0 .2em'><b>{for_html(legend)}</b></p>")
        super().__init__([heading, *self.boxes.values()], list(self.boxes.values()))

    def read(self) -> list[str]:
        """Return the ids that are ticked."""
        return [one for one, box in self.boxes.items() if box.value]

    def show(self, answer: Any) -> None:
        """Tick what an answer holds."""
        for one, box in self.boxes.items():
            box.value = one in answer


class RankControl(AnswerControl):
    """A list for each place of an order."""

    def __init__(self, labels: Labels, words: Words) -> None:
        self.boxes = [
            choice_box(labels, words.say("Place {number}", number=words.number(place)), words)
            for place in range(1, len(labels) + 1)
        ]
        super().__init__(self.boxes, self.boxes)

    def read(self) -> list[str]:
        """Return the ids from the first to the last place."""
        return [str(box.value) for box in self.boxes]

    def show(self, answer: Any) -> None:
        """Show an order."""
        for box, one in zip(self.boxes, answer, strict=False):
            choose(box, one)


class JustifiedControl(AnswerControl):
    """A choice, and below it the grounds to tick."""

    def __init__(self, labels: Mapping[str, Labels], words: Words) -> None:
        self.choice = ChoiceControl(labels.get("choice", {}), words)
        legend = words.say("Grounds: tick those that carry your choice.")
        self.because = ChoicesControl(labels.get("because", {}), words, legend=legend)
        super().__init__(
            [*self.choice.parts, *self.because.parts],
            [*self.choice.watched, *self.because.watched],
        )

    def read(self) -> dict[str, object]:
        """Return the choice and its grounds."""
        return {"choice": self.choice.read(), "because": self.because.read()}

    def show(self, answer: Any) -> None:
        """Show a choice and its grounds."""
        self.choice.show(answer["choice"])
        self.because.show(answer["because"])


class ScalesControl(AnswerControl):
    """A level from 0 to 4 for each skill."""

    def __init__(self, labels: Labels, words: Words) -> None:
        levels = {
            "0": words.say("0: I do not know it yet"),
            "1": words.say("1: I have seen it done"),
            "2": words.say("2: I can do it with help"),
            "3": words.say("3: I can do it on my own"),
            "4": words.say("4: I could teach it"),
        }
        self.boxes: dict[str, w.Dropdown] = {}
        for one, label in labels.items():
            self.boxes[one] = choice_box(levels, label_of(label, words), words)
        super().__init__(list(self.boxes.values()), list(self.boxes.values()))

    def read(self) -> dict[str, int]:
        """Return the levels that are chosen; skills without one are left out."""
        return {one: int(box.value) for one, box in self.boxes.items() if box.value}

    def show(self, answer: Any) -> None:
        """Show the levels."""
        for one, level in answer.items():
            if one in self.boxes:
                choose(self.boxes[one], str(level))


class TextControl(AnswerControl):
    """A field for a text, with a count of its characters."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self.box = labelled(w.Textarea(rows=8), words.say("Your answer"))
        self.box.add_class("smm-stacked")
        self.box.layout = w.Layout(width="760px", max_width="100%", height="auto")
        self.count = w.HTML()
        self.box.observe(lambda _change: self._tell(), names="value")
        self._tell()
        super().__init__([self.box, self.count], [self.box])

    def read(self) -> str:
        """Return the text."""
        return str(self.box.value)

    def show(self, answer: Any) -> None:
        """Show a text."""
        self.box.value = answer

    def _tell(self) -> None:
        n = len(self.box.value.strip())
        self.count.value = paragraph(self._words.say_many("{n} character", "{n} characters", n=n))


def choice_box(labels: Labels, label: str, words: Words) -> w.Dropdown:
    """Return a list of options that begins with none chosen.

    Examples
    --------
    >>> choice_box({"photo": "Photo"}, "Form", Words("en")).options
    (('Choose…', ''), ('Photo', 'photo'))
    """
    options = [(words.say("Choose…"), NOT_CHOSEN)]
    options += [(label_of(shown, words), one) for one, shown in labels.items()]
    return labelled(w.Dropdown(options=options, value=NOT_CHOSEN), label)


def choose(box: w.Dropdown, wanted: str) -> None:
    """Choose an option by its id; one that is not offered leaves none chosen."""
    offered = [one for _label, one in box.options]
    box.value = wanted if wanted in offered else NOT_CHOSEN
