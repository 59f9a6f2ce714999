"""Grades made by hand, for the files that grading writes."""

from pathlib import Path

from smmlab.course.catalogue import all_tasks
from smmlab.course.teaching.classroom import Classroom
from smmlab.course.teaching.grading import ClassGrades
from smmlab.course.teaching.marks import Mark, StudentGrade
from smmlab.course.teaching.roster import Student
from smmlab.texts import Phrase, message

MEAN = message("That is the mean: one loud post pulls it up.")
HOSTILE = "=HYPERLINK(1)<script>alert(1)</script>"


def grade(student_id: str, *states: str, note: str = "", text: str = "") -> StudentGrade:
    """Return marks with the given states of the first tasks; the others are missing."""
    marks = []
    for at, task in enumerate(all_tasks()):
        state = states[at] if at < len(states) else "missing"
        share = {"right": 1.0, "nearly": 0.5}.get(state, 0.0)
        marks.append(
            Mark(
                task, state, share * task.machine_points, task.machine_points,  # type: ignore[arg-type]
                task.teacher_points if state == "kept" else 0.0, int(state != "missing"),
                text or "an answer", (Phrase(MEAN),) if state == "wrong" else (),
                MEAN if state == "wrong" else "",
            )
        )  # fmt: skip
    notes = (Phrase("{it}", {"it": note}),) if note else ()
    student = Student(student_id, f"Name {student_id}", f"name-{student_id}")
    return StudentGrade(student, tuple(marks), notes)


def class_of(folder: Path, *students: StudentGrade) -> ClassGrades:
    room = Classroom(folder, 1, students=tuple(one.student for one in students))
    return ClassGrades(room, students)
