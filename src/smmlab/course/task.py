"""A question of a lesson: what it asks, what may be answered, and what the student's data say."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Literal

from smmlab.project import Project

Kind = Literal[
    "number", "share", "count", "date", "choice", "choices", "rank", "justified", "scales", "text",
    "calendar", "goal",
]  # fmt: skip
"""The forms of an answer; `smmlab.course.answering.reading` says how each is written."""
Level = Literal["guided", "open"]


@dataclass(frozen=True)
class Reference:
    """What the student's own data answer, by the analyses of smmlab; never shown to the student.

    Parameters
    ----------
    value
        The answer, in the form that the kind of the task asks for.
    low, high
        The interval of a number at 95 %; both missing where the number is counted, not estimated.
    nearly
        Other answers that a careful person may give: half right.
    mistakes
        What each usual mistake would answer, by the message that tells the reason.
    because
        Of a justified choice: the grounds that carry it.
    least
        Of a justified choice: how many of these must be picked.
    """

    value: Any
    low: float | None = None
    high: float | None = None
    nearly: tuple[Any, ...] = ()
    mistakes: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))
    because: tuple[str, ...] = ()
    least: int = 2


@dataclass(frozen=True)
class Criterion:
    """One thing about a free answer that can be checked without a teacher.

    Parameters
    ----------
    name
        Unique within the task.
    wants
        What a good answer has, one sentence; a `message`.
    holds
        Whether an answer has it; the project tells languages, networks and dates.
    points
        What it is worth.
    """

    name: str
    wants: str
    holds: Callable[[Any, Project], bool]
    points: float = 1.0


@dataclass(frozen=True)
class Task:
    """A question of a lesson.

    Parameters
    ----------
    name
        Such as ``lesson05.q2``.
    kind
        The form of the answer.
    level
        ``guided``: the lesson shows the way; ``open``: the student finds it.
    asks
        The question, one to three sentences; a `message`.
    look
        What to look at again when the answer is near, without telling it; a `message`.
    solve
        Works the answer out from the student's own tables; None for free answers.
    options
        What may be chosen, as ids and what a student reads; ids are what is answered.
    unit
        Of a number, as a `message`; empty for plain counts.
    points
        What a right answer is worth; a near one half of it.
    rubric
        Of free answers: what can be checked; the points of its criteria take the place of
        ``points``.
    teacher_points
        Of free answers: what only the teacher can give, up to this.
    teacher_looks
        What the teacher should look at, one sentence; a `message`.
    """

    name: str
    kind: Kind
    level: Level
    asks: str
    look: str = ""
    solve: Callable[[Project], Reference] | None = None
    options: Callable[[Project], Mapping[str, object]] | None = None
    unit: str = ""
    points: float = 2.0
    rubric: tuple[Criterion, ...] = ()
    teacher_points: float = 0.0
    teacher_looks: str = ""

    @property
    def lesson(self) -> str:
        """The lesson it stands in, such as ``lesson05``."""
        return self.name.partition(".")[0]

    @property
    def machine_points(self) -> float:
        """The most points that the checks themselves can give."""
        return sum(one.points for one in self.rubric) if self.rubric else self.points
