"""What each answer of a student is worth, by the reference of the teacher's own tables."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, get_args

from smmlab.course.answering.answers import KeptAnswer
from smmlab.course.answering.judging import judge_against
from smmlab.course.catalogue import all_tasks
from smmlab.course.one_reading import OneReading
from smmlab.course.task import Task
from smmlab.course.teaching.key import CaseKey
from smmlab.course.teaching.roster import Student
from smmlab.course.teaching.teacher_marks import TeacherMark
from smmlab.texts import Phrase, message

MarkState = Literal["right", "nearly", "wrong", "kept", "unreadable", "unknown", "missing"]
STATES: tuple[MarkState, ...] = get_args(MarkState)
_UNSOLVED = Phrase(
    message("This question could not be worked out on your case. Your teacher gives its points.")
)


@dataclass(frozen=True)
class Mark:
    """What became of one task.

    Parameters
    ----------
    task
        Which.
    state
        That of the verdict, or ``missing`` without an answer.
    points, most
        What the checks give, and the most they can give.
    to_give
        The most that the teacher may give to this answer.
    tries
        How many answers were kept; 0 without one.
    answer
        As it was given, in plain values.
    reasons
        What the student is told.
    mistake
        The usual mistake that was recognised, as its message; empty when none was.
    given
        What the teacher gave, as far as it is known.
    """

    task: Task
    state: MarkState
    points: float = 0.0
    most: float = 0.0
    to_give: float = 0.0
    tries: int = 0
    answer: Any = None
    reasons: tuple[Phrase, ...] = ()
    mistake: str = ""
    given: TeacherMark | None = None

    @property
    def most_to_give(self) -> float:
        """The most that a teacher's points may be, also where the answer is gone since."""
        return self.to_give or self.task.teacher_points

    @property
    def is_given(self) -> bool:
        """Whether the teacher's points count."""
        return self.given is not None and self.given.points is not None

    @property
    def teacher_points(self) -> float:
        """What the teacher gave."""
        return (self.given.points or 0.0) if self.given else 0.0


@dataclass(frozen=True)
class StudentGrade:
    """The marks of one student.

    Parameters
    ----------
    student
        Whose.
    marks
        One for every task, in the order of the course.
    notes
        What was odd about the work.
    """

    student: Student
    marks: tuple[Mark, ...]
    notes: tuple[Phrase, ...] = ()

    @property
    def points(self) -> float:
        """What the checks give."""
        return sum(one.points for one in self.marks)

    @property
    def most(self) -> float:
        """The most that the checks can give."""
        return sum(one.most for one in self.marks)

    @property
    def to_give(self) -> float:
        """The most that the teacher may still give."""
        return sum(one.to_give for one in self.marks if not one.is_given)

    @property
    def teacher_points(self) -> float:
        """What the teacher has given."""
        return sum(one.teacher_points for one in self.marks)

    @property
    def total(self) -> float:
        """What the checks and the teacher give."""
        return self.points + self.teacher_points

    @property
    def tries(self) -> int:
        """How many answers were kept."""
        return sum(one.tries for one in self.marks)

    def of_lesson(self, lesson: str) -> float:
        """Return what the checks give for one lesson, such as ``lesson05``."""
        return sum(one.points for one in self.marks if one.task.lesson == lesson)


def mark_answers(answers: Mapping[str, KeptAnswer], key: CaseKey) -> tuple[Mark, ...]:
    """Judge every task of the course anew; nothing that a student's file says of itself counts.

    Parameters
    ----------
    answers
        By the name of the task.
    key
        Of the same student.

    Returns
    -------
    tuple of Mark
        In the order of the course.
    """
    project = OneReading(key.project())
    marks = []
    for task in all_tasks():
        kept = answers.get(task.name)
        if kept is None:
            marks.append(Mark(task, "missing", most=task.machine_points))
            continue
        if task.name in key.kept.problems:
            marks.append(
                Mark(
                    task, "unknown", most=task.machine_points, to_give=task.machine_points,
                    tries=kept.tries, answer=kept.answer, reasons=(_UNSOLVED,),
                )
            )  # fmt: skip
            continue
        reference = key.references.get(task.name)
        verdict = judge_against(
            task, kept.answer, reference, project, labels=key.kept.options.get(task.name)
        )
        usual = {str(one) for one in (reference.mistakes if reference else ())}
        found = [one for one in verdict.reasons if str(one) in usual or one.template in usual]
        is_read = verdict.state != "unreadable"
        marks.append(
            Mark(
                task, verdict.state, verdict.points, task.machine_points,
                task.teacher_points if is_read else 0.0, kept.tries, kept.answer,
                verdict.reasons, found[0].template if found else "",
            )
        )  # fmt: skip
    return tuple(marks)
