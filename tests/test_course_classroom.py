"""A class is made once, and again for those who come later; nothing of the key is handed out."""

import hashlib
import json
from dataclasses import fields
from pathlib import Path

import pytest

from smmlab.course.cases.truth import CaseTruth
from smmlab.course.enrolment import read_enrolment
from smmlab.course.teaching.case_folder import case_of, digests, kept_case
from smmlab.course.teaching.classroom import Classroom, open_classroom, student_seed
from smmlab.course.teaching.handing_out import LESSONS_FOLDER, Wishes, make_class
from smmlab.course.teaching.roster import Student
from smmlab.errors import ProjectError
from smmlab.notebooks.copying import lessons
from smmlab.project import open_project

SEED = 987654321012345
MARI, JURI, LEA = (
    Student("A1", "Mari Mets", "mari-mets-a1"), Student("A2", "Jüri Kask", "jüri-kask-a2"),
    Student("A3", "Lea Saar", "lea-saar-a3"),
)  # fmt: skip
WISHES = Wishes(language="et", class_seed=SEED, interactions=500)


@pytest.fixture(scope="module")
def made(own_config: Path, tmp_path_factory: pytest.TempPathFactory) -> Classroom:
    folder = tmp_path_factory.mktemp("course") / "Sügis"
    return make_class(folder, (MARI, JURI), WISHES).classroom


def files_of(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_a_students_folder_is_a_client_with_lessons(made: Classroom) -> None:
    folder = made.students_folder / MARI.folder
    project = open_project(folder)
    assert project.brief.language == "et"
    assert project.brief == case_of(made, MARI).brief
    enrolment = read_enrolment(folder)
    assert enrolment is not None
    assert (enrolment.student, enrolment.student_id, enrolment.exam) == ("Mari Mets", "A1", False)
    assert (folder / "case.toml").is_file()
    assert {path.parent.name for path in folder.glob("downloads/*/*")} == {"own", "rivals"}
    assert sorted(path.name for path in (folder / LESSONS_FOLDER).iterdir()) == sorted(lessons())


def test_no_seed_and_no_truth_lie_in_a_students_folder(made: Classroom) -> None:
    secrets = [str(SEED), str(student_seed(SEED, "A1")), f"{student_seed(SEED, 'A1'):x}"]
    secrets += [one.name for one in fields(CaseTruth) if "_" in one.name]
    secrets += ["references.json", "truth.json", "class.toml"]
    for path in (made.students_folder / MARI.folder).rglob("*"):
        inside = path.read_bytes() if path.is_file() else b""
        assert [one for one in secrets if one.encode() in inside or one in path.name] == [], path


def test_the_seed_of_a_student_hangs_on_the_class_and_the_id_alone(made: Classroom) -> None:
    told = hashlib.sha256(f"{SEED}/A1".encode()).hexdigest()
    assert student_seed(SEED, "A1") == int(told[:16], 16) // 2
    alone = Classroom(Path("elsewhere"), SEED, "et", interactions=500, students=(LEA, MARI))
    assert case_of(alone, MARI).files == case_of(made, MARI).files
    assert case_of(made, JURI).files != case_of(made, MARI).files
    assert made.seed_of(MARI) != student_seed(SEED + 1, "A1")


def test_another_time_adds_the_new_ones_and_touches_nobodys_work(made: Classroom) -> None:
    mine = made.students_folder / MARI.folder
    (mine / "answers.json").write_text("{}", encoding="utf-8")
    before = files_of(mine), files_of(made.students_folder / JURI.folder)
    again = make_class(made.folder, (LEA, MARI))
    assert again.made == (LEA,)
    assert again.classroom.students == (MARI, JURI, LEA)
    assert open_classroom(made.folder) == again.classroom
    assert (files_of(mine), files_of(made.students_folder / JURI.folder)) == before
    assert make_class(made.folder, (LEA, MARI)).made == ()
    assert {path.name for path in made.students_folder.iterdir()} == {
        one.folder for one in (MARI, JURI, LEA)
    }


def test_the_teacher_keeps_what_was_handed_out(
    made: Classroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("smmlab.course.teaching.case_folder.build_case", None)
    project, truth = kept_case(made, MARI)
    assert digests(project.folder) == digests(made.students_folder / MARI.folder)
    assert truth == json.loads(json.dumps(truth))
    assert set(truth) == {one.name for one in fields(CaseTruth)}


@pytest.mark.parametrize(
    "wishes",
    [Wishes(class_seed=1), Wishes(language="ru"), Wishes(difficulty="hard"), Wishes(is_exam=True)],
)
def test_a_class_is_not_turned_into_another(wishes: Wishes, made: Classroom) -> None:
    with pytest.raises(ProjectError, match="was made with another"):
        make_class(made.folder, (MARI,), wishes)


def test_a_folder_with_other_things_is_no_class(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(ProjectError, match="new or empty"):
        make_class(tmp_path, (MARI,), WISHES)
    with pytest.raises(ProjectError, match="is no class"):
        open_classroom(tmp_path)


def test_an_exam_has_no_cells_of_nbgrader(tmp_path: Path) -> None:
    with pytest.raises(ProjectError, match="nbgrader"):
        make_class(tmp_path / "class", (MARI,), Wishes(is_exam=True, has_nbgrader=True))


def test_a_random_seed_is_kept_in_the_key(tmp_path: Path) -> None:
    first = make_class(tmp_path / "one", ()).classroom
    second = make_class(tmp_path / "two", ()).classroom
    assert first.seed != second.seed
    assert open_classroom(tmp_path / "one").seed == first.seed


@pytest.mark.parametrize(
    "text",
    ["", "seed = 3", 'seed = "x"\nlanguage = "en"', "\x00",
     'seed = "1"\nlanguage = "qq"\ndifficulty = "usual"\nexam = false\nnbgrader = false\n'
     "students = []\n",
     'seed = "1"\nlanguage = "en"\ndifficulty = "usual"\nexam = false\nnbgrader = false\n'
     'students = [{id = "1", name = "x", folder = "../x"}]\n'],
)  # fmt: skip
def test_a_damaged_key_is_told(text: str, tmp_path: Path) -> None:
    (tmp_path / "key").mkdir()
    (tmp_path / "key" / "class.toml").write_text(text, encoding="utf-8")
    with pytest.raises(ProjectError, match="damaged"):
        open_classroom(tmp_path)


def test_a_new_student_does_not_get_the_folder_of_another(made: Classroom) -> None:
    with pytest.raises(ProjectError, match="would get the folder"):
        make_class(made.folder, (Student("B9", "Other", MARI.folder),))


def test_nobody_is_found_by_another_name(made: Classroom) -> None:
    assert made.find("A1") == MARI == made.find(MARI.folder)
    with pytest.raises(ProjectError, match="no student"):
        made.find("A9")
