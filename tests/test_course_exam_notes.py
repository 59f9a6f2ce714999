"""What shows that a folder of an exam did not behave as one is noted for the teacher."""

from pathlib import Path

import pytest

from smmlab.course.answering.answers import keep_answer
from smmlab.course.enrolment import ENROLMENT_FILE, Enrolment, write_enrolment
from smmlab.course.teaching.grading import _exam_notes
from smmlab.course.teaching.roster import Student
from smmlab.course.teaching.submissions import Submission

MARI = Student("A1", "Mari", "mari-a1")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_enrolment(tmp_path, Enrolment("exam", "Mari", "A1", exam=True))
    keep_answer(tmp_path, "lesson01.q1", ["a"], state="kept")
    return tmp_path


def test_a_folder_that_only_kept_has_no_note(folder: Path) -> None:
    assert list(_exam_notes(Submission(MARI, folder))) == []
    assert list(_exam_notes(Submission(MARI))) == []


def test_answers_that_were_judged_are_named(folder: Path) -> None:
    keep_answer(folder, "lesson03.q1", 3, state="right", points=2)
    keep_answer(folder, "lesson02.q2", 3, state="wrong")
    (note,) = _exam_notes(Submission(MARI, folder))
    assert note.endswith("instead of only kept: lesson02.q2, lesson03.q1.")


def test_an_enrolment_that_says_it_is_no_exam_is_told(folder: Path) -> None:
    write_enrolment(folder, Enrolment("exam", "Mari", "A1", exam=False))
    (note,) = _exam_notes(Submission(MARI, folder))
    assert note.startswith("course.toml does not say that this is an exam")


def test_a_damaged_enrolment_is_told_elsewhere(folder: Path) -> None:
    (folder / ENROLMENT_FILE).write_text("exam = [", encoding="utf-8")
    assert list(_exam_notes(Submission(MARI, folder))) == []
