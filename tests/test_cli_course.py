"""The verbs of a class: JSON for programs, one sentence for every fault, no seed shown."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from smmlab.cli import main
from smmlab.course.task import Reference, Task
from smmlab.course.teaching.handing_out import LESSONS_FOLDER
from smmlab.project import Project

PROBLEM = 2
SEED = 4321


def smmlab(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(a) for a in arguments])


def plain(result: Result) -> Any:
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


@pytest.fixture
def students(tmp_path: Path) -> Path:
    path = tmp_path / "list.csv"
    path.write_text("id;name\nA1;Mari Mets\nA2;Jüri Kask\n", encoding="utf-8-sig")
    return path


@pytest.fixture
def made(own_config: Path, students: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "class"
    told = plain(
        smmlab("course", "new", folder, "--students", students, "--language", "et", "--class-seed",
               SEED, "--interactions", 500, "--nbgrader", "--json")
    )  # fmt: skip
    assert told["made"] == ["A1", "A2"]
    assert [one["id"] for one in told["students"]] == ["A1", "A2"]
    assert all(Path(one["folder"]).is_dir() for one in told["students"])
    assert str(SEED) not in json.dumps(told)
    return folder


@pytest.fixture
def one_task(monkeypatch: pytest.MonkeyPatch) -> None:
    def solve(project: Project) -> Reference:
        return Reference(len(project.posts))

    tasks = (Task("lesson01.q1", "count", "guided", "How many posts?", solve=solve),)
    for module in ("key", "marks", "gradebook"):
        monkeypatch.setattr(f"smmlab.course.teaching.{module}.all_tasks", lambda: tasks)
    # Other processes would not know of it.
    monkeypatch.setattr("smmlab.course.teaching.key.SIDE_BY_SIDE", 1)
    for module, name in (("key", "make_keys"), ("grading", "grade_class")):
        found = __import__(f"smmlab.course.teaching.{module}", fromlist=[name])
        monkeypatch.setitem(getattr(found, name).__kwdefaults__, "processes", 1)


def test_new_again_adds_nobody_and_says_where_things_are(made: Path, students: Path) -> None:
    told = smmlab("course", "new", made, "--students", students)
    assert told.exit_code == 0
    assert str(made / "key") in told.stdout
    assert str(SEED) not in told.output
    cells = made / "students" / "mari-mets-a1" / LESSONS_FOLDER / "05-choose-one-network.ipynb"
    assert '"grade_id": "lesson05_q1"' in cells.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "arguments",
    [
        ("new", "CLASS", "--students", "none.csv"),
        ("new", "CLASS"),
        ("new", "CLASS", "--students", "LIST", "--class-seed", "-1"),
        ("key", "CLASS"),
        ("grade", "CLASS"),
        ("grade", "CLASS", "--timeout", "0"),
    ],
)
def test_a_fault_is_one_sentence(
    arguments: tuple[str, ...], students: Path, tmp_path: Path
) -> None:
    places = {"CLASS": str(tmp_path / "nowhere"), "LIST": str(students)}
    result = smmlab("course", *(places.get(one, one) for one in arguments))
    assert result.exit_code == PROBLEM
    assert result.stderr.count("\n") == 1
    assert "Traceback" not in result.output


def test_faults_of_a_class_that_is_there_are_one_sentence(made: Path, students: Path) -> None:
    for arguments in (
        ("new", made, "--students", students, "--language", "ru"),
        ("key", made, "--student", "A9"),
        ("grade", made, "--from", made / "none"),
    ):
        result = smmlab("course", *arguments)
        assert result.exit_code == PROBLEM
        assert result.stderr.count("\n") == 1


@pytest.mark.usefixtures("one_task")
def test_the_key_and_the_grades(made: Path) -> None:
    told = plain(smmlab("course", "key", made, "--student", "A1", "--answers", "--json"))
    [mari] = told["students"]
    assert mari["truth"]["networks"] == ["instagram", "facebook", "telegram"]
    right = mari["answers"]["lesson01.q1"]
    assert right > 100
    shown = smmlab("course", "key", made, "--student", "A1")
    assert "A1 Mari Mets" in shown.stdout
    assert "lesson01.q1" not in shown.stdout
    before = {path: path.read_bytes() for path in (made / "key").rglob("truth.json")}
    other = plain(smmlab("course", "key", made, "--student", "A1", "--class-seed", 1, "--json"))
    assert other["students"][0]["truth"] != mari["truth"]
    assert {path: path.read_bytes() for path in (made / "key").rglob("truth.json")} == before

    kept = {"answer": right, "tries": 2, "state": "wrong", "points": 0, "moment": "2026-11-01"}
    folder = made / "students" / "mari-mets-a1"
    (folder / "answers.json").write_text(json.dumps({"lesson01.q1": kept}), encoding="utf-8")
    kept["answer"] = right + 100
    folder = made / "students" / "jüri-kask-a2"
    (folder / "answers.json").write_text(json.dumps({"lesson01.q1": kept}), encoding="utf-8")
    (made / "students" / "stranger").mkdir()
    result = smmlab("--language", "en", "course", "grade", made, "--json", "--no-run")
    graded = plain(result)
    assert result.stderr == "stranger belongs to nobody in the class.\n"
    assert graded["strangers"] == ["stranger"]
    mari, juri = graded["students"]
    assert (mari["tasks"], mari["points"], mari["tries"]) == ({"lesson01.q1": "right"}, 2.0, 2)
    assert (juri["tasks"], juri["points"], juri["notes"]) == ({"lesson01.q1": "wrong"}, 0.0, [])
    assert all(Path(path).exists() for path in graded["files"].values())
    page = (made / "grades" / "feedback" / "jüri-kask-a2.html").read_text(encoding="utf-8")
    assert '<html lang="et">' in page
    told = plain(smmlab("course", "key", made, "--student", "A2", "--answers", "--json"))
    of_juri = told["students"][0]["answers"]["lesson01.q1"]
    assert f"<bdi>{right + 100}</bdi>" in page
    assert not re.search(rf"\b{of_juri}\b", page)

    assert (graded["notes"], mari["teacher_points"], mari["total"]) == ([], 0, 2.0)
    Path(graded["files"]["xlsx"]).write_bytes(b"damaged")
    result = smmlab("--language", "en", "course", "grade", made, "--no-run")
    assert result.exit_code == 0
    assert "gradebook.xlsx could not be read" in result.stderr.splitlines()[-1]
    assert (made / "grades" / "gradebook-kept-1.xlsx").read_bytes() == b"damaged"


def test_lab_opens_the_first_lesson_of_a_student(
    made: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("smmlab.cli.documents.subprocess.call", lambda command: 0)
    told = plain(smmlab("lab", made / "students" / "mari-mets-a1", "--no-browser", "--json"))
    assert any("notebooks/course/01-what-smm-is.ipynb" in part for part in told["command"])
