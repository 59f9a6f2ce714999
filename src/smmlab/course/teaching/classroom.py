"""A class: its students, its seed and how hard its cases are, kept in the teacher's key."""

import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, get_args

import tomlkit
from tomlkit.exceptions import TOMLKitError

from smmlab.course.cases.truth import Difficulty
from smmlab.course.teaching.roster import Student
from smmlab.disk import on_disk, replace_file
from smmlab.errors import ProjectError
from smmlab.texts import LANGUAGES, Language, message

CLASS_FILE = "class.toml"
_HEAD = (
    "The key of the class. Whoever has this file can work out every answer: keep it from students."
)


@dataclass(frozen=True)
class Classroom:
    """A class, as class.toml in its folder ``key`` has it.

    Parameters
    ----------
    folder
        Of the class.
    seed
        From which every student's own is made.
    language
        Of the lessons, the companies and the feedback.
    difficulty
        Of the cases.
    is_exam
        Whether students' answers are only kept, and judged by the teacher.
    has_nbgrader
        Whether the lessons carry the cells of nbgrader.
    interactions
        How many things people did in the discussion group of a case; as usual when it is None.
    students
        In the order in which they came.
    """

    folder: Path
    seed: int
    language: Language = "en"
    difficulty: Difficulty = "usual"
    is_exam: bool = False
    has_nbgrader: bool = False
    interactions: int | None = None
    students: tuple[Student, ...] = ()

    @property
    def name(self) -> str:
        """What the class is called: as its folder."""
        return self.folder.name

    @property
    def students_folder(self) -> Path:
        """Where the students' folders are."""
        return self.folder / "students"

    @property
    def key_folder(self) -> Path:
        """What no student may have."""
        return self.folder / "key"

    @property
    def grades_folder(self) -> Path:
        """Where the gradebook and the feedback go."""
        return self.folder / "grades"

    def seed_of(self, student: Student) -> int:
        """Return the seed of a student's company."""
        return student_seed(self.seed, student.id)

    def find(self, student_id: str) -> Student:
        """Return a student by id, or by the name of the folder.

        Raises
        ------
        ProjectError
            When nobody in the class is called so.
        """
        for one in self.students:
            if student_id in (one.id, one.folder):
                return one
        raise ProjectError(
            message("There is no student {found} in the class {name}. Look into {file}."),
            {"found": student_id, "name": self.name, "file": self.key_folder / CLASS_FILE},
        )


def student_seed(class_seed: int, student_id: str) -> int:
    """Return the seed of a student's company, whoever else is in the class.

    Parameters
    ----------
    class_seed
        Of the class.
    student_id
        As the list has it.

    Examples
    --------
    >>> student_seed(1, "B1") == student_seed(1, "B1") != student_seed(1, "B2")
    True
    """
    told = hashlib.sha256(f"{class_seed}/{student_id}".encode()).digest()
    return int.from_bytes(told[:8], "big") >> 1


def random_class_seed() -> int:
    """Return a seed that nobody can guess: with it a student could work the answers out."""
    return secrets.randbits(62)


def open_classroom(folder: Path) -> Classroom:
    """Open a class that `smmlab.course.teaching.handing_out.make_class` made.

    Parameters
    ----------
    folder
        Of the class.

    Raises
    ------
    ProjectError
        When it is no class, or its class.toml is missing or damaged.
    """
    path = folder.expanduser().resolve() / "key" / CLASS_FILE
    if not path.is_file():
        raise ProjectError(
            message(
                "The folder {folder} is no class: it has no {name} in its folder key. Make one "
                "with: smmlab course new."
            ),
            {"folder": folder, "name": CLASS_FILE},
        )
    try:
        return _classroom(path, tomlkit.parse(path.read_text(encoding="utf-8-sig")).unwrap())
    except (OSError, ValueError, TOMLKitError, KeyError, TypeError, AttributeError) as problem:
        raise ProjectError(
            message("The file {path} is damaged. Put back the copy you kept of it."),
            {"path": path},
        ) from problem


def save_classroom(classroom: Classroom) -> Path:
    """Write class.toml and return its path.

    Raises
    ------
    ProjectError
        When the disk refuses.
    """
    path = classroom.key_folder / CLASS_FILE
    document = tomlkit.document()
    document.add(tomlkit.comment(_HEAD))
    for name, value in _plain(classroom).items():
        document.add(name, tomlkit.item(value))
    with on_disk():
        replace_file(path, tomlkit.dumps(document).encode())
    return path


def with_students(classroom: Classroom, students: tuple[Student, ...]) -> Classroom:
    """Return the class with those of a list who are not in it yet.

    Parameters
    ----------
    classroom
        The class as it is; nobody leaves it and nobody's name is changed.
    students
        A list, with or without those who are in the class.

    Raises
    ------
    ProjectError
        When a new student would get the folder of another one.
    """
    known = {one.id.casefold() for one in classroom.students}
    added = tuple(one for one in students if one.id.casefold() not in known)
    taken = {one.folder: one for one in classroom.students}
    for one in added:
        if one.folder in taken:
            raise ProjectError(
                message(
                    "{name} would get the folder of {other}, who is in the class. Give the new "
                    "student another id or write the name otherwise."
                ),
                {"name": one.name, "other": taken[one.folder].name},
            )
    return replace(classroom, students=(*classroom.students, *added))


def _plain(classroom: Classroom) -> dict[str, Any]:
    return {
        # As a text: TOML of other programs may not hold so large a number.
        "seed": str(classroom.seed),
        "language": classroom.language,
        "difficulty": classroom.difficulty,
        "exam": classroom.is_exam,
        "nbgrader": classroom.has_nbgrader,
        # TOML has no word for what is not given.
        **({"interactions": classroom.interactions} if classroom.interactions else {}),
        "students": [
            {"id": one.id, "name": one.name, "folder": one.folder} for one in classroom.students
        ],
    }


def _classroom(path: Path, plain: Mapping[str, Any]) -> Classroom:
    if plain["language"] not in LANGUAGES or plain["difficulty"] not in get_args(Difficulty):
        raise ValueError(plain["language"])
    students = tuple(
        Student(str(one["id"]), str(one["name"]), str(one["folder"])) for one in plain["students"]
    )
    # The names of folders are ours; a changed file must not lead anywhere else.
    if any(Path(one.folder).name != one.folder or not one.folder for one in students):
        raise ValueError(students)
    return Classroom(
        folder=path.parents[1],
        seed=int(plain["seed"]),
        language=plain["language"],
        difficulty=plain["difficulty"],
        is_exam=bool(plain["exam"]),
        has_nbgrader=bool(plain["nbgrader"]),
        interactions=int(plain["interactions"]) if "interactions" in plain else None,
        students=students,
    )
