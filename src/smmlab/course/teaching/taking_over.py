"""The teacher's points and words of the gradebook before, put beside the marks of this one."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from smmlab.course.teaching.gradebook import answer_cell
from smmlab.course.teaching.grading import ClassGrades
from smmlab.course.teaching.marks import Mark, StudentGrade
from smmlab.course.teaching.teacher_marks import (
    SheetRow,
    TeacherMark,
    TeacherSheet,
    is_same_answer,
    read_points,
)
from smmlab.texts import Phrase, message

_SHOWN = 40  # letters of a cell in a note
_NO_POINTS = message(
    "{file}, sheet {sheet}, row {row}: the points {found} for {task} are no number from 0 to "
    "{most}. They are kept in the sheet, but they do not count."
)
_OLDER = message(
    "{task}: your points or words were given to an older answer. Read the new one, then empty the "
    "last cell of its row."
)
_NOBODY = message(
    "{file}, sheet {sheet}, row {row}: no student and task of the class belong to it. It is kept "
    "at the end of the sheet, but it does not count."
)
_TWICE = message(
    "{file}, sheet {sheet}, row {row}: the student and the task stand in another row already. It "
    "is kept at the end of the sheet, but it does not count."
)


def take_over(grades: ClassGrades, sheet: TeacherSheet) -> ClassGrades:
    """Return the grades with what the teacher gave; nothing that was written is lost.

    Parameters
    ----------
    grades
        From `smmlab.course.teaching.grading.grade_class`.
    sheet
        Of the gradebook before.
    """
    known = {
        (one.student.id.casefold(), mark.task.name.casefold())
        for one in grades.students
        for mark in one.marks
    }
    named = _ids_by_name(grades.students)
    rows: dict[tuple[str, str], SheetRow] = {}
    left, told = [], []
    for row in sheet.rows:
        # A spreadsheet may have taken an id for a number and its zeros away.
        names = named.get(row.name, [])
        keys = [row.key, *((one, row.key[1]) for one in names if len(names) == 1)]
        key = next((one for one in keys if one in known), None)
        if key is None:
            left.append(row)
            told.append(_told(_NOBODY, sheet, row))
        elif key not in rows:
            rows[key] = row
        elif row.cells != rows[key].cells:
            left.append(row)
            told.append(_told(_TWICE, sheet, row))
    students = []
    for one in grades.students:
        student, notes = _student(one, rows, sheet)
        students.append(student)
        told += [
            Phrase("{name}: {note}", {"name": one.student.name, "note": note}) for note in notes
        ]
    return replace(
        grades, students=tuple(students), notes=(*grades.notes, *told), unplaced=tuple(left)
    )


def _ids_by_name(students: Sequence[StudentGrade]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for one in students:
        found.setdefault(one.student.name.casefold(), []).append(one.student.id.casefold())
    return found


def _student(
    grade: StudentGrade, rows: Mapping[tuple[str, str], SheetRow], sheet: TeacherSheet
) -> tuple[StudentGrade, Sequence[Phrase]]:
    marks, notes = [], []
    for mark in grade.marks:
        row = rows.get((grade.student.id.casefold(), mark.task.name.casefold()))
        if row is None:
            marks.append(mark)
            continue
        given = _given(mark, row)
        marks.append(replace(mark, given=given))
        if row.points and given.points is None:
            most = f"{mark.most_to_give:g}"
            values = {"found": row.points[:_SHOWN], "task": mark.task.name, "most": most}
            notes.append(_told(_NO_POINTS, sheet, row, values))
        if given.older:
            notes.append(Phrase(_OLDER, {"task": mark.task.name}))
    return replace(grade, marks=tuple(marks), notes=(*grade.notes, *notes)), notes


def _given(mark: Mark, row: SheetRow) -> TeacherMark:
    now = answer_cell(mark)
    # The oldest one stays until the teacher empties its cell, however often one grades.
    before = row.cells["older"] or row.cells["answer"]
    older = before if before and not is_same_answer(before, now) else ""
    points = read_points(row.points, mark.most_to_give)
    return TeacherMark(points, row.cells["words"], older, row.points)


def _told(
    template: str, sheet: TeacherSheet, row: SheetRow, values: Mapping[str, object] | None = None
) -> Phrase:
    place = {"file": sheet.file, "sheet": sheet.title, "row": row.place}
    return Phrase(template, {**place, **(values or {})})
