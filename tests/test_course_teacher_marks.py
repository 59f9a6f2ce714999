"""The teacher's points and words live through every grading, whatever was done to the sheet."""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from python_calamine import load_workbook

from course_grade_cases import HOSTILE, class_of, grade
from smmlab.course.catalogue import all_tasks
from smmlab.course.teaching import grade_files
from smmlab.course.teaching.grade_files import BEFORE, WrittenGrades, write_grades
from smmlab.course.teaching.grading import ClassGrades
from smmlab.course.teaching.marks import Mark, StudentGrade
from smmlab.texts import LANGUAGES, Language, Words

FREE = next(at for at, task in enumerate(all_tasks()) if task.teacher_points)
TASK = all_tasks()[FREE]
MOST = TASK.teacher_points
HEADS = ["Id", "Name", "Task", "What the student answered", "Points of the checks", "Your points",
         "At most", "What to look at", "Your words to the student",
         "Older answer (empty this cell when you have read the new one)"]  # fmt: skip


@pytest.fixture
def grades(tmp_path: Path) -> ClassGrades:
    states = ["missing"] * FREE + ["kept"]
    first = grade("1", *states, text="We open at nine.")
    return class_of(tmp_path / "class", first, grade("2", *states, text=HOSTILE))


def sheet_of(path: Path) -> list[list[Any]]:
    found: list[list[Any]] = load_workbook(path).get_sheet_by_index(2).to_python()
    return found


def refill(path: Path, change: Callable[[list[list[Any]]], list[list[Any]]]) -> None:
    """Save the workbook as another program would, with the sheet of free answers changed."""
    rows = change(sheet_of(path))
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("My own name")
    for at, row in enumerate(rows):
        sheet.write_row(at, 0, row)
    book.close()


def give(points: Any, words: str = "", at: int = 1) -> Callable[[list[list[Any]]], list[list[Any]]]:
    def change(rows: list[list[Any]]) -> list[list[Any]]:
        rows[at][5], rows[at][8] = points, words
        return rows

    return change


def again(
    grades: ClassGrades, change: Callable[[list[list[Any]]], list[list[Any]]]
) -> WrittenGrades:
    refill(write_grades(grades).files["xlsx"], change)
    return write_grades(grades)


def mark_of(written: WrittenGrades, at: int = 0) -> Mark:
    return written.grades.students[at].marks[FREE]


def answered(grades: ClassGrades, text: str, state: str = "kept") -> ClassGrades:
    def other(one: StudentGrade) -> StudentGrade:
        marks = list(one.marks)
        to_give = MOST if state == "kept" else 0.0
        answer = text or None
        marks[FREE] = replace(marks[FREE], answer=answer, state=state, to_give=to_give)
        return replace(one, marks=tuple(marks))

    return replace(grades, students=tuple(map(other, grades.students)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_points_and_words_count_and_are_written_back(
    grades: ClassGrades, language: Language
) -> None:
    first = write_grades(grades, Words(language)).files["xlsx"]
    refill(first, give("1,5", "Well said.\nAnd short."))
    written = write_grades(grades, Words("en"))
    one, other = written.grades.students
    assert (one.teacher_points, one.total, one.to_give) == (1.5, one.points + 1.5, 0)
    assert (other.teacher_points, other.to_give) == (0, MOST)
    row = sheet_of(written.files["xlsx"])[1]
    assert (row[5], row[6], row[8], row[9]) == (1.5, MOST, "Well said.\nAnd short.", "")
    table = load_workbook(written.files["xlsx"]).get_sheet_by_index(0).to_python()[1]
    assert table[16:19] == [1.5, 0, one.points + 1.5]
    page = (written.files["feedback"] / f"{one.student.folder}.html").read_text(encoding="utf-8")
    assert f"Your teacher gave 1.5 of {MOST:g} points." in page
    assert "Well said.\nAnd short." in page
    assert written.grades.notes == ()
    given = mark_of(written).given
    assert given is not None
    third = write_grades(grades, Words(language))
    assert mark_of(third).teacher_points == 1.5
    assert mark_of(third).given == replace(given, written="1.5")


def test_words_alone_leave_the_points_to_give(grades: ClassGrades) -> None:
    one = again(grades, give("", "<b>Come and see me</b>")).grades.students[0]
    assert (one.teacher_points, one.to_give) == (0, MOST)
    page = (grades.classroom.grades_folder / "feedback" / "name-1.html").read_text("utf-8")
    assert "&lt;b&gt;Come and see me" in page
    assert "Your teacher gave" not in page


def test_zero_points_are_points(grades: ClassGrades) -> None:
    one = again(grades, give(0)).grades.students[0]
    assert (one.to_give, one.total) == (0, one.points)


@pytest.mark.parametrize("points", [MOST + 0.5, "two", "-1", "1.5.1", "2026-05-01"])
def test_what_are_no_points_is_told_with_its_place_and_kept(
    grades: ClassGrades, points: Any
) -> None:
    written = again(grades, give(points, "Good."))
    assert mark_of(written).teacher_points == 0
    assert written.grades.students[0].to_give == MOST
    (note,) = written.grades.notes
    assert "sheet My own name, row 2" in note
    assert str(points) in note
    assert len(written.grades.students[0].notes) == 1
    row = sheet_of(written.files["xlsx"])[1]
    assert (str(row[5]), row[8]) == (str(points), "Good.")


def test_columns_may_be_moved_and_lines_written_above(grades: ClassGrades) -> None:
    def moved(rows: list[list[Any]]) -> list[list[Any]]:
        filled = give(1, "Fine.", at=2)(rows)
        return [["Autumn class"], [], *([row[5], "mine", row[8], row[2], row[0]] for row in filled)]

    mark = mark_of(again(grades, moved), 1)
    assert mark.given is not None
    assert (mark.teacher_points, mark.given.words, mark.given.older) == (1, "Fine.", "")


def test_points_for_an_older_answer_are_marked_until_the_cell_is_emptied(
    grades: ClassGrades,
) -> None:
    again(grades, give(1, "Too short."))
    newer = answered(grades, "Now it is much longer.")
    for _ in range(2):
        written = write_grades(newer)
        one = written.grades.students[0]
        assert one.teacher_points == 1
        assert [note.template for note in one.notes] == [one.notes[0].template]
        assert "older answer" in one.notes[0]
        row = sheet_of(written.files["xlsx"])[1]
        assert (row[3], row[9]) == ("Now it is much longer.", "We open at nine.")
    page = (written.files["feedback"] / "name-1.html").read_text("utf-8")
    assert "This was about an earlier answer of yours." in page

    def read(rows: list[list[Any]]) -> list[list[Any]]:
        rows[1][9] = ""
        return rows

    refill(written.files["xlsx"], read)
    assert write_grades(newer).grades.notes == ()
    assert mark_of(write_grades(grades)).given is not None


def test_an_answer_that_is_gone_keeps_what_was_given(grades: ClassGrades) -> None:
    again(grades, give(1, "Good."))
    written = write_grades(answered(grades, "", "missing"))
    row = sheet_of(written.files["xlsx"])[1]
    assert (row[0], row[3], row[5], row[8], row[9]) == ("1", "", 1, "Good.", "We open at nine.")
    assert written.grades.students[0].teacher_points == 1


def test_rows_of_nobody_and_rows_twice_are_kept_at_the_end(grades: ClassGrades) -> None:
    def more(rows: list[list[Any]]) -> list[list[Any]]:
        first = give(1)(rows)[1]
        return [*rows, ["9", "Gone", *first[2:]], [*first[:5], 2, *first[6:]], list(first)]

    for written in (again(grades, more), write_grades(grades)):
        rows = sheet_of(written.files["xlsx"])
        assert [(row[0], row[5], row[6]) for row in rows[3:]] == [("9", "1", ""), ("1", "2", "")]
        assert written.grades.students[0].teacher_points == 1
        assert len(written.grades.notes) == 2
        assert "row 4" in written.grades.notes[0]


def test_an_id_that_lost_its_zeros_is_found_by_the_name(grades: ClassGrades) -> None:
    def other(rows: list[list[Any]]) -> list[list[Any]]:
        rows[1][0] = "01"
        return give(1)(rows)

    written = again(grades, other)
    assert mark_of(written).teacher_points == 1
    assert written.grades.notes == ()


def test_the_gradebook_before_is_kept(grades: ClassGrades) -> None:
    written = again(grades, give(1))
    before = written.files["xlsx"].with_name(BEFORE)
    assert load_workbook(before).sheet_names == ["My own name"]


@pytest.mark.parametrize("data", [b"", b"no workbook", b"PK\x03\x04 broken"])
def test_a_damaged_gradebook_is_put_aside_and_told(grades: ClassGrades, data: bytes) -> None:
    path = write_grades(grades).files["xlsx"]
    for number in (1, 2):
        path.write_bytes(data)
        (note,) = write_grades(grades).grades.notes
        assert note.startswith("gradebook.xlsx could not be read")
        assert path.with_name(f"gradebook-kept-{number}.xlsx").read_bytes() == data
    assert sheet_of(path)[0] == HEADS


def test_a_workbook_without_the_sheet_is_put_aside(grades: ClassGrades) -> None:
    path = write_grades(grades).files["xlsx"]
    refill(path, lambda rows: [["something", "else"]])
    assert "gradebook-kept-1.xlsx" in write_grades(grades).grades.notes[0]


@pytest.mark.parametrize("lock", [".~lock.gradebook.xlsx#", "~$gradebook.xlsx"])
def test_what_is_saved_in_an_open_gradebook_is_taken_over(grades: ClassGrades, lock: str) -> None:
    path = write_grades(grades).files["xlsx"]
    refill(path, give(1))
    saved = path.read_bytes()
    path.with_name(lock).touch()
    written = write_grades(grades)
    assert mark_of(written).teacher_points == 1
    assert re.search(r"is open .* kept as gradebook-kept-1\.xlsx", written.grades.notes[0])
    assert path.with_name("gradebook-kept-1.xlsx").read_bytes() == saved


def test_a_gradebook_that_cannot_be_replaced_stays_and_the_new_one_lies_beside(
    grades: ClassGrades, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_grades(grades).files["xlsx"]
    refill(path, give(1))
    saved, replace_file = path.read_bytes(), grade_files.replace_file

    def refuse(target: Path, data: bytes) -> None:
        if target == path:
            raise PermissionError(13, "in use")
        replace_file(target, data)

    monkeypatch.setattr(grade_files, "replace_file", refuse)
    written = write_grades(grades)
    assert written.files["xlsx"].name == "gradebook-new-1.xlsx"
    assert path.read_bytes() == saved
    assert sheet_of(written.files["xlsx"])[1][5] == 1
    assert "gradebook-new-1.xlsx" in written.grades.notes[0]


def test_a_gradebook_that_can_be_neither_read_nor_moved_stays(
    grades: ClassGrades, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_grades(grades).files["xlsx"]
    path.write_bytes(b"held")

    def refuse(*_: object) -> None:
        raise PermissionError(13, "in use")

    monkeypatch.setattr(grade_files, "copy_file", refuse)
    monkeypatch.setattr(Path, "rename", refuse)
    written = write_grades(grades)
    assert path.read_bytes() == b"held"
    assert written.files["xlsx"].name == "gradebook-new-1.xlsx"
    assert len(written.grades.notes) == 1
