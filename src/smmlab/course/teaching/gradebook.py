"""The gradebook: a row a student, a row a question, and the texts that a teacher must read."""

import csv
import io
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from smmlab.course.catalogue import LESSONS, all_tasks
from smmlab.course.task import Task
from smmlab.course.teaching.grading import ClassGrades
from smmlab.course.teaching.marks import Mark, StudentGrade
from smmlab.intervals import wilson_interval
from smmlab.texts import Words, for_spreadsheet, message

GRADEBOOK = "gradebook"
LONGEST_CELL = 32_000
"""Letters that a cell of a workbook holds."""
STATE_WORDS = {
    "right": message("right"),
    "nearly": message("nearly right"),
    "wrong": message("wrong"),
    "kept": message("for the teacher"),
    "unreadable": message("could not be read"),
    "unknown": message("could not be checked"),
    "missing": message("not answered"),
}
"""What the state of a mark is called in tables."""


@dataclass(frozen=True)
class QuestionResult:
    """How a question went.

    Parameters
    ----------
    task
        Which.
    counts
        Marks by state.
    judged
        How many could be right: everybody but those whose answer only a teacher can judge.
    low, high
        The interval of the share of right ones at 95 %; None when nobody is judged.
    mistake
        The usual mistake that was recognised most often, as its message; empty when none was.
    times
        How often.
    """

    task: Task
    counts: Counter[str]
    judged: int
    low: float | None
    high: float | None
    mistake: str = ""
    times: int = 0

    @property
    def share(self) -> float | None:
        """Right answers of those judged."""
        return self.counts["right"] / self.judged if self.judged else None


def question_results(grades: Sequence[StudentGrade]) -> tuple[QuestionResult, ...]:
    """Return how each question of the course went, in its order.

    Parameters
    ----------
    grades
        Of the class; a missing answer counts as one that is not right.
    """
    results = []
    for at, task in enumerate(all_tasks()):
        marks = [one.marks[at] for one in grades]
        counts = Counter[str](one.state for one in marks)
        judged = len(marks) - counts["kept"] - counts["unknown"]
        low, high = wilson_interval([counts["right"]], [judged])
        usual = Counter(one.mistake for one in marks if one.mistake).most_common(1)
        mistake, times = usual[0] if usual else ("", 0)
        results.append(
            QuestionResult(
                task, counts, judged, float(low[0]) if judged else None,
                float(high[0]) if judged else None, mistake, times,
            )
        )  # fmt: skip
    return tuple(results)


def student_columns(words: Words) -> tuple[str, ...]:
    """Return the heads of the table of students."""
    return (
        words.say("Id"), words.say("Name"), *LESSONS, words.say("Points of the checks"),
        words.say("Out of"), words.say("Points of the teacher"),
        words.say("Teacher may still give"), words.say("Total"),
        words.say("Tries"), words.say("Notes"),
    )  # fmt: skip


def student_row(grade: StudentGrade, words: Words) -> tuple[Any, ...]:
    """Return the row of a student, with texts that no spreadsheet takes for formulas."""
    return (
        for_spreadsheet(grade.student.id), for_spreadsheet(grade.student.name),
        *(grade.of_lesson(lesson) for lesson in LESSONS), grade.points, grade.most,
        grade.teacher_points, grade.to_give, grade.total, grade.tries,
        for_spreadsheet(notes_of(grade, words)),
    )  # fmt: skip


def notes_of(grade: StudentGrade, words: Words) -> str:
    """Return what was odd about the work of a student, as one text."""
    return " ".join(words.say(note.template, **note.values) for note in grade.notes)


def gradebook_csv(grades: ClassGrades, words: Words) -> bytes:
    """Return the table of students as CSV that Excel opens as it is."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(student_columns(words))
    writer.writerows(student_row(one, words) for one in grades.students)
    return buffer.getvalue().encode("utf-8-sig")


def free_marks(grade: StudentGrade) -> list[Mark]:
    """Return the answers of a student that a teacher must read, or has read."""
    return [one for one in grade.marks if one.to_give > 0 or one.given is not None]


def answer_cell(mark: Mark) -> str:
    """Return an answer as it stands in a sheet."""
    return for_spreadsheet(answer_text(mark))[:LONGEST_CELL]


def answer_text(mark: Mark) -> str:
    """Return a free answer as a person reads it: rows and fields on lines of their own."""
    return "\n".join(_lines(mark.answer))


def _lines(answer: Any) -> list[str]:
    if isinstance(answer, dict):
        return [f"{name}: {', '.join(_lines(value))}" for name, value in answer.items() if value]
    if isinstance(answer, list):
        return [", ".join(_lines(one)) if isinstance(one, dict) else str(one) for one in answer]
    return [] if answer is None else str(answer).splitlines()
