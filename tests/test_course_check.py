"""An answer is checked, kept and told of; in an exam it is only kept."""

import json
from pathlib import Path

import pytest

import smmlab as sl
from smmlab.brief import Brief
from smmlab.course.answering.answers import ANSWERS_FILE, read_answers
from smmlab.course.answering.check import check_task
from smmlab.course.catalogue import LESSONS, all_tasks, find_task, tasks_of, title_of
from smmlab.course.enrolment import (
    ENROLMENT_FILE,
    Enrolment,
    read_enrolment,
    write_enrolment,
)
from smmlab.course.task import Criterion, Reference, Task
from smmlab.errors import ProjectError
from smmlab.project import Project, create_project

ANNE = Enrolment("spring 2027", 'Anne "Õ" Анна', "anne-1")


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return create_project(tmp_path / "kohvik", Brief("Kohvik"))


def share(value: float = 0.25) -> Task:
    return Task("lesson01.q2", "share", "guided", "Which share?", look="Look again.",
                solve=lambda _project: Reference(value))  # fmt: skip


def test_an_answer_is_judged_and_kept(project: Project) -> None:
    assert check_task(project, share(), "25 %").state == "right"
    kept = read_answers(project.folder)["lesson01.q2"]
    assert (kept.answer, kept.tries, kept.state, kept.points) == (0.25, 1, "right", 2.0)
    assert check_task(project, share(), 0.4).state == "wrong"
    kept = read_answers(project.folder)["lesson01.q2"]
    assert (kept.answer, kept.tries, kept.state, kept.points) == (0.4, 2, "wrong", 0.0)


def test_what_cannot_be_read_is_told_and_the_last_answer_stays(project: Project) -> None:
    check_task(project, share(), 0.25)
    assert check_task(project, share(), "much").state == "unreadable"
    kept = read_answers(project.folder)["lesson01.q2"]
    assert (kept.answer, kept.tries) == (0.25, 1)


def test_an_exam_keeps_and_says_nothing_else(project: Project) -> None:
    def solve(_project: Project) -> Reference:
        raise AssertionError("an exam works nothing out")

    write_enrolment(project.folder, Enrolment("spring", "Anne", "a1", exam=True))
    task = Task("lesson01.q2", "share", "guided", "Which?", look="Look again.", solve=solve)
    verdicts = [check_task(project, task, answer) for answer in (0.25, 0.9)]
    assert verdicts[0] == verdicts[1]
    assert (verdicts[0].state, verdicts[0].points, len(verdicts[0].reasons)) == ("kept", 0.0, 1)
    kept = read_answers(project.folder)["lesson01.q2"]
    assert (kept.answer, kept.tries, kept.state, kept.points) == (0.9, 2, "kept", 0.0)
    # Of the wrong kind is told even there: it is no answer yet.
    assert check_task(project, task, "much").state == "unreadable"


def test_a_free_answer_in_an_exam_is_not_told_what_it_lacks(project: Project) -> None:
    write_enrolment(project.folder, Enrolment("spring", "Anne", "a1", exam=True))
    rubric = (Criterion("a", "A secret wish.", lambda _text, _project: False),)
    task = Task("lesson06.q3", "text", "open", "Write.", rubric=rubric, teacher_points=2.0)
    verdict = check_task(project, task, "Tere!")
    assert verdict.state == "kept"
    assert "secret" not in str(verdict)


def test_a_question_that_cannot_be_checked_keeps_its_answer(project: Project) -> None:
    def broken(_project: Project) -> Reference:
        raise KeyError("reach")

    task = Task("lesson01.q2", "number", "guided", "How many?", solve=broken)
    assert check_task(project, task, 3).state == "unknown"
    assert read_answers(project.folder)["lesson01.q2"].answer == 3


def test_a_damaged_file_of_answers_is_told_beside_the_verdict(project: Project) -> None:
    (project.folder / ANSWERS_FILE).write_text("{", encoding="utf-8")
    verdict = check_task(project, share(), 0.25)
    assert verdict.state == "right"
    assert "put aside as answers-damaged-1.json" in verdict.reasons[-1]
    assert read_answers(project.folder)["lesson01.q2"].state == "right"


def test_an_answer_too_large_to_keep_is_told_of(project: Project) -> None:
    task = Task("lesson06.q3", "text", "open", "Write.", teacher_points=2.0)
    verdict = check_task(project, task, "🍞" * 6_000)
    assert verdict.state == "unreadable"
    assert "Shorten it" in str(verdict)
    assert read_answers(project.folder) == {}


@pytest.mark.parametrize("exam", [False, True])
def test_a_disk_that_refuses_is_told_of_and_the_verdict_stands(
    project: Project, monkeypatch: pytest.MonkeyPatch, *, exam: bool
) -> None:
    write_enrolment(project.folder, Enrolment("spring", "Anne", "a1", exam=exam))

    def refuse(_path: Path, _data: bytes) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("smmlab.course.answering.answers.replace_file", refuse)
    verdict = check_task(project, share(), 0.25)
    # In an exam an answer that is not kept is no answer, and nobody may believe it is.
    assert verdict.state == ("unknown" if exam else "right")
    assert "No space left on device" in str(verdict)


def test_a_name_that_no_task_has_is_told_with_the_nearest(project: Project) -> None:
    for wrong in ("lesson05q2", "lesson5.q2", "Lesson05-q2"):
        with pytest.raises(ProjectError, match=r"no task .+ nearest to it are .*lesson05\.q2"):
            sl.check(wrong, 1, folder=project.folder)
    with pytest.raises(ProjectError, match="no task"):
        sl.check("", 1, folder=project.folder)
    with pytest.raises(ProjectError, match="no task"):
        find_task("x" * 10_000)


def test_the_course_has_twelve_lessons_of_three_tasks_with_names_of_their_own() -> None:
    names = [task.name for task in all_tasks()]
    assert names == [f"{lesson}.q{n}" for lesson in LESSONS for n in (1, 2, 3)]
    assert [find_task(f" {name.upper()} ").name for name in names] == names
    assert len({title_of(lesson) for lesson in LESSONS}) == len(LESSONS) == 12
    with pytest.raises(ProjectError, match="lesson01 to lesson12"):
        tasks_of("lesson13")


def test_an_enrolment_is_read_as_it_was_written(tmp_path: Path) -> None:
    assert read_enrolment(tmp_path) is None
    write_enrolment(tmp_path, ANNE)
    assert read_enrolment(tmp_path) == ANNE
    write_enrolment(tmp_path, Enrolment("c", "s", "1", exam=True))
    assert read_enrolment(tmp_path) == Enrolment("c", "s", "1", exam=True)


@pytest.mark.parametrize(
    "content",
    ["", "exam = true", "student = [", 'class_name = "a"\nstudent = 3\nstudent_id = "b"',
     'class_name = "a"\nstudent = "b"\nstudent_id = "c"\nexam = "yes"',
     'class_name = "a"\nstudent = "b"\nstudent_id = "c"\nexam = 1',
     'class_name = "a"\nstudent = "b"\nstudent_id = "c"\nseed = 1', "\udcff"],
)  # fmt: skip
def test_a_damaged_enrolment_is_told_of_and_nothing_is_judged(
    project: Project, content: str
) -> None:
    (project.folder / ENROLMENT_FILE).write_bytes(content.encode("utf-8", "surrogateescape"))
    with pytest.raises(ProjectError, match=r"fresh copy of course\.toml"):
        check_task(project, share(), 0.25)
    assert not (project.folder / ANSWERS_FILE).exists()


def test_what_is_kept_can_be_read_by_anything(project: Project) -> None:
    check_task(project, share(), 0.25)
    plain = json.loads((project.folder / ANSWERS_FILE).read_text(encoding="utf-8"))
    assert list(plain) == ["lesson01.q2"]
