"""The gradebook: a row a student, a row a question, the texts to read, and no formula of theirs."""

import csv
import io
from pathlib import Path

import pytest
from python_calamine import load_workbook

from course_grade_cases import HOSTILE, MEAN, class_of, grade
from smmlab.course.catalogue import all_tasks
from smmlab.course.teaching.grade_files import write_grades
from smmlab.course.teaching.gradebook import answer_text, gradebook_csv, question_results
from smmlab.course.teaching.gradebook_workbook import gradebook_xlsx
from smmlab.course.teaching.grading import ClassGrades
from smmlab.intervals import wilson_interval
from smmlab.texts import LANGUAGES, Language, Words


@pytest.fixture
def grades(tmp_path: Path) -> ClassGrades:
    return class_of(
        tmp_path / "class",
        grade("1", "right", "right", "kept", "right", note="odd"),
        grade("2", "wrong", "nearly", "missing"),
        grade("3", "wrong", "unreadable", "kept", text=HOSTILE, note="=1+1"),
    )


def rows(grades: ClassGrades) -> list[dict[str, str]]:
    text = gradebook_csv(grades, Words("en")).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def sheets(grades: ClassGrades) -> dict[str, list[list[object]]]:
    book = load_workbook(io.BytesIO(gradebook_xlsx(grades, Words("en"))))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def test_points_are_counted_by_lesson_and_in_all(grades: ClassGrades) -> None:
    first, second, third = rows(grades)
    most = [task.machine_points for task in all_tasks()]
    text = all_tasks()[2].teacher_points
    assert float(first["lesson01"]) == most[0] + most[1]
    assert float(first["lesson02"]) == most[3]
    assert float(first["Points of the checks"]) == most[0] + most[1] + most[3]
    assert float(first["Total"]) == most[0] + most[1] + most[3]
    assert float(first["Out of"]) == sum(most)
    assert (float(first["Teacher may still give"]), first["Tries"]) == (text, "4")
    assert float(second["lesson01"]) == most[1] / 2
    assert float(second["Teacher may still give"]) == 0
    assert (third["Points of the checks"], third["Notes"]) == ("0.0", "'=1+1")
    assert (first["Id"], first["Name"], first["Notes"]) == ("1", "Name 1", "odd")


def test_a_question_tells_how_many_were_right_and_which_mistake_was_usual(
    grades: ClassGrades,
) -> None:
    first, second, third, *_, last = question_results(grades.students)
    assert (first.counts["right"], first.counts["wrong"], first.judged) == (1, 2, 3)
    assert first.share == pytest.approx(1 / 3)
    low, high = wilson_interval([1], [3])
    assert (first.low, first.high) == (pytest.approx(low[0]), pytest.approx(high[0]))
    assert (first.mistake, first.times) == (MEAN, 2)
    assert second.counts == {"right": 1, "nearly": 1, "unreadable": 1}
    assert (third.counts["kept"], third.judged) == (2, 1)
    assert (last.counts["missing"], last.share) == (3, 0.0)


def test_a_question_that_only_a_teacher_judges_has_no_share() -> None:
    third = question_results([grade("1", "right", "right", "kept")])[2]
    assert (third.judged, third.share, third.low, third.high) == (0, None, None, None)


def test_the_workbook_has_three_sheets_that_agree(grades: ClassGrades) -> None:
    found = sheets(grades)
    assert list(found) == ["Students", "Questions", "Texts"]
    assert [row[0] for row in found["Students"][1:]] == ["1", "2", "3"]
    assert found["Students"][0][:3] == ["Id", "Name", "lesson01"]
    questions = found["Questions"][1:]
    assert [row[0] for row in questions] == [task.name for task in all_tasks()]
    assert questions[0][2] == 1
    assert MEAN in questions[0]
    texts = found["Texts"][1:]
    assert [(row[0], row[2]) for row in texts] == [("1", "lesson01.q3"), ("3", "lesson01.q3")]
    assert texts[1][3] == f"'{HOSTILE}"


def test_the_total_adds_what_the_teacher_writes_beside_the_texts(grades: ClassGrades) -> None:
    import zipfile

    archive = zipfile.ZipFile(io.BytesIO(gradebook_xlsx(grades, Words("en"))))
    sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    given = "ISNUMBER('Texts'!$F$2:$F$3)*('Texts'!$F$2:$F$3&gt;=0)"
    assert f"<f>SUMPRODUCT(('Texts'!$A$2:$A$3=$A2)*{given}" in sheet
    assert "<f>O2+Q2</f>" in sheet
    assert sheet.count("<f>") == 9
    heads = sheets(grades)["Students"][0]
    assert heads[14] == "Points of the checks"
    assert heads[16:19] == ["Points of the teacher", "Teacher may still give", "Total"]
    assert archive.read("xl/worksheets/sheet3.xml").decode().count("<f>") == 0


def test_the_same_grades_give_the_same_bytes(grades: ClassGrades) -> None:
    assert gradebook_xlsx(grades, Words("en")) == gradebook_xlsx(grades, Words("en"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_files_are_written_in_every_language(language: Language, grades: ClassGrades) -> None:
    written = write_grades(grades, Words(language)).files
    assert sorted(path.name for path in grades.classroom.grades_folder.iterdir()) == [
        "feedback", "gradebook.csv", "gradebook.xlsx",
    ]  # fmt: skip
    assert len(list(written["feedback"].iterdir())) == 3


def test_a_calendar_reads_as_rows() -> None:
    rows = [{"weekday": "monday", "time": "18:00", "form": ""}, {"weekday": "friday"}]
    mark = grade("1", "kept").marks[0]
    told = type(mark)(mark.task, "kept", answer=rows)
    assert answer_text(told) == "weekday: monday, time: 18:00\nweekday: friday"
