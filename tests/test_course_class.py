"""A class of thirty is made, works, and is graded: every mark of every student is as expected."""

import dataclasses
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from course_class_cases import COPIED, LESSON, Desk, right_answers, usual_mistakes
from smmlab.course.answering.judging import judge_against
from smmlab.course.catalogue import all_tasks
from smmlab.course.teaching.grade_files import write_grades
from smmlab.course.teaching.gradebook import question_results
from smmlab.course.teaching.grading import ClassGrades, grade_class
from smmlab.course.teaching.handing_out import Wishes, make_class
from smmlab.course.teaching.key import make_keys
from smmlab.course.teaching.marks import Mark, StudentGrade
from smmlab.course.teaching.roster import Student, folder_name

SECONDS = 25
NAMES = (
    *(f"perfect {n}" for n in range(1, 6)), "coder 1", "coder 2",
    *(f"usual {n}" for n in range(1, 8)),
    "untouched", "emptied", "absent", "empty zip",
    "no notebook", "endless", "flooding", "deleting", "mistyped", "half written", "data changer",
    "bomber", "enrolled as another",
    "twin a", "twin b", "copier",
)  # fmt: skip
PERFECT = ("perfect 1", "perfect 2", "perfect 3", "perfect 4", "perfect 5", "coder 1", "coder 2")
JUDGED = [task.name for task in all_tasks() if task.solve is not None]


@pytest.fixture(scope="module")
def same_checks() -> Iterator[None]:
    """Let nobody who saves a file of the course meanwhile have all cases solved again."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("smmlab.course.teaching.key.checks_stamp", lambda: "the checks of this test")
        yield


@pytest.fixture(scope="module")
def desk(own_config: Path, same_checks: None, tmp_path_factory: pytest.TempPathFactory) -> Desk:
    folder = tmp_path_factory.mktemp("course") / "Autumn"
    students = tuple(Student(name, name, folder_name(name)) for name in NAMES)
    wishes = Wishes(language="en", class_seed=2026, interactions=600)
    classroom = make_class(folder, students, wishes).classroom
    assert len(classroom.students) == 30 == len(list(classroom.students_folder.iterdir()))
    return Desk(classroom, make_keys(classroom))


@pytest.fixture(scope="module")
def grades(desk: Desk) -> ClassGrades:
    right = {name: right_answers(desk.keys[name]) for name in NAMES}
    for name in (*(f"perfect {n}" for n in range(1, 6)), "no notebook", "deleting", "data changer"):
        desk.answer(name, right[name])
    desk.pack("perfect 5")
    for name in ("coder 1", "coder 2"):
        desk.check_by_code(name, right[name])
    # The kept answer gives way to that of the code.
    desk.answer("coder 2", {"lesson04.q1": 0.999})
    for number in range(7):
        name = f"usual {number + 1}"
        made = usual_mistakes(desk.keys[name], number)
        desk.answer(name, {task: answer for task, (answer, _, _) in made.items()})
    shutil.rmtree(desk.folder("emptied"))
    desk.folder("emptied").mkdir()
    shutil.rmtree(desk.folder("absent"))
    desk.pack_only("empty zip", {})
    (desk.folder("no notebook") / LESSON).write_text("{ this is no JSON", encoding="utf-8")
    begun = f'sl.check("lesson05.q1", {right["endless"]["lesson05.q1"]!r})'
    desk.write_code("endless", begun, "while True:\n    pass", 'sl.check("lesson01.q2", 0.1)')
    begun = f'sl.check("lesson05.q1", {right["flooding"]["lesson05.q1"]!r})'
    desk.write_code("flooding", begun, "while True:\n    print('x' * 5000)")
    desk.write_code("deleting")
    desk.mistype("mistyped")
    desk.answer("half written", right["half written"])
    desk.damage_answers("half written")
    (desk.folder("data changer") / "downloads/own/orders_export_1.csv").write_text("none")
    desk.pack_only("bomber", {"answers.json": bytes(50_000_000)})
    desk.answer("enrolled as another", {"lesson05.q1": right["enrolled as another"]["lesson05.q1"]})
    shutil.copy(desk.folder("untouched") / "course.toml", desk.folder("enrolled as another"))
    for name in ("twin a", "twin b"):
        desk.write_code(
            name, f'words_of_mine = """{COPIED}"""\nsl.check("lesson02.q3", words_of_mine)'
        )
    desk.copy_from("copier", "perfect 1")
    (desk.classroom.students_folder / "somebody else").mkdir()
    return grade_class(desk.classroom, seconds=SECONDS)


def of(grades: ClassGrades, name: str) -> StudentGrade:
    return next(one for one in grades.students if one.student.id == name)


def mark(grades: ClassGrades, name: str, task: str) -> Mark:
    return next(one for one in of(grades, name).marks if one.task.name == task)


def notes(grades: ClassGrades, name: str) -> str:
    return " ".join(map(str, of(grades, name).notes))


def test_every_task_of_every_case_has_a_reference(desk: Desk) -> None:
    for key in desk.keys.values():
        assert dict(key.kept.problems) == {}
        assert sorted(key.references) == sorted(JUDGED)


@pytest.mark.parametrize("name", [*PERFECT, "no notebook", "deleting", "data changer"])
def test_right_answers_get_every_point(name: str, desk: Desk, grades: ClassGrades) -> None:
    answers, key = right_answers(desk.keys[name]), desk.keys[name]
    for one in of(grades, name).marks:
        if one.task.solve is not None or one.task.kind == "scales":
            assert (one.task.name, one.state) == (one.task.name, "right")
            assert one.points == one.task.points == one.most
        else:
            told = judge_against(one.task, answers[one.task.name], None, key.project())
            assert (one.state, one.points) == (told.state, told.points)
            assert one.to_give == one.task.teacher_points > 0


@pytest.mark.parametrize("number", range(7))
def test_usual_mistakes_are_wrong_with_their_reason(
    number: int, desk: Desk, grades: ClassGrades
) -> None:
    name = f"usual {number + 1}"
    made = usual_mistakes(desk.keys[name], number)
    assert len(made) > 15
    for one in of(grades, name).marks:
        if one.task.name not in made:
            assert (one.state, one.points, one.tries) == ("missing", 0.0, 0)
            continue
        _, reason, state = made[one.task.name]
        assert (one.task.name, one.state) == (one.task.name, state)
        assert one.points == (one.most / 2 if state == "nearly" else 0)
        assert reason in map(str, one.reasons)
        assert one.mistake


@pytest.mark.parametrize("name", ["untouched", "emptied", "absent", "empty zip", "bomber"])
def test_nothing_gets_nothing(name: str, grades: ClassGrades) -> None:
    found = of(grades, name)
    assert {one.state for one in found.marks} == {"missing"}
    assert (found.points, found.to_give, found.tries) == (0, 0, 0)


def test_what_is_odd_is_told(grades: ClassGrades) -> None:
    assert notes(grades, "untouched") == ""
    assert notes(grades, "absent") == "Nothing was handed in."
    assert "nothing of the course" in notes(grades, "emptied")
    assert "nothing of the course" in notes(grades, "empty zip")
    assert "far larger inside" in notes(grades, "bomber")
    assert "05-choose-one-network.ipynb is no notebook any more" in notes(grades, "no notebook")
    assert f"was stopped after {SECONDS} seconds" in notes(grades, "endless")
    assert "output without end" in notes(grades, "flooding")
    assert "were deleted" in notes(grades, "deleting")
    assert "answers.json" in notes(grades, "half written")
    assert "changed: downloads/own/orders_export_1.csv" in notes(grades, "data changer")
    assert "that of another student, untouched" in notes(grades, "enrolled as another")
    for name in PERFECT:
        if name not in ("perfect 1", "coder 1", "coder 2"):
            assert notes(grades, name) == ""
    assert grades.strangers == ("somebody else",)


@pytest.mark.parametrize("name", ["endless", "flooding"])
def test_what_was_answered_before_a_notebook_went_wrong_counts(
    name: str, grades: ClassGrades
) -> None:
    assert mark(grades, name, "lesson05.q1").state == "right"
    assert [one.task.name for one in of(grades, name).marks if one.state != "missing"] == [
        "lesson05.q1"
    ]


def test_answers_of_the_wrong_kind_are_unreadable_and_worth_nothing(grades: ClassGrades) -> None:
    found = of(grades, "mistyped")
    assert {one.state for one in found.marks} == {"unreadable"}
    assert found.points == 0


def test_a_damaged_file_of_answers_is_no_answer(grades: ClassGrades) -> None:
    assert {one.state for one in of(grades, "half written").marks} == {"missing"}


def test_copies_are_told_to_the_teacher(desk: Desk, grades: ClassGrades) -> None:
    for name, other in (("twin a", "twin b"), ("twin b", "twin a")):
        assert f"The code in 05-choose-one-network.ipynb is the same as that of {other}" in notes(
            grades, name
        )
        assert f"lesson02.q3 is nearly the same as that of {other}" in notes(grades, name)
        assert mark(grades, name, "lesson02.q3").points > 0
    assert "Answers that fit the data of perfect 1" in notes(grades, "copier")
    assert "that of another student, perfect 1" in notes(grades, "copier")
    assert "Files that are not of this case" in notes(grades, "copier")
    assert "Answers that fit" not in notes(grades, "perfect 1")
    assert of(grades, "copier").points < of(grades, "perfect 1").points / 2 + 25


def test_questions_show_which_was_hard(desk: Desk, grades: ClassGrades) -> None:
    for one in question_results(grades.students):
        assert sum(one.counts.values()) == 30
        if one.task.solve is None:
            continue
        assert one.counts["right"] >= 10
        assert one.judged == 30
        assert one.low is not None
        assert one.high is not None
        assert one.low < one.counts["right"] / 30 < one.high
        assert bool(one.mistake) == (one.times > 0)


def test_the_gradebook_and_a_page_for_everybody_are_written(
    desk: Desk, grades: ClassGrades
) -> None:
    written = write_grades(grades).files
    assert written["csv"].stat().st_size > 1000
    assert written["xlsx"].read_bytes()[:2] == b"PK"
    pages = sorted(path.stem for path in written["feedback"].iterdir())
    assert pages == sorted(one.folder for one in desk.classroom.students)


def test_grading_again_gives_the_same(desk: Desk, grades: ClassGrades) -> None:
    some = ("usual 1", "usual 2", "perfect 2", "mistyped", "coder 1")
    few = dataclasses.replace(desk.classroom, students=tuple(map(desk.classroom.find, some)))
    again = grade_class(few, runs_code=False)
    for one in some[:-1]:
        before, after = of(grades, one), of(again, one)
        assert [dataclasses.astuple(m)[1:5] for m in before.marks] == [
            dataclasses.astuple(m)[1:5] for m in after.marks
        ]
    assert of(again, "coder 1").points == 0
    assert "Not run, though changed: 05-choose-one-network.ipynb" in notes(again, "coder 1")
