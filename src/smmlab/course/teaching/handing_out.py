"""Make a class: one folder a student, and the key; again for those who came later."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from smmlab.course.cases.truth import Difficulty
from smmlab.course.enrolment import Enrolment, write_enrolment
from smmlab.course.teaching.case_folder import case_of, keep_case, make_case_folder
from smmlab.course.teaching.classroom import (
    CLASS_FILE,
    Classroom,
    open_classroom,
    random_class_seed,
    save_classroom,
    with_students,
)
from smmlab.course.teaching.guide_text import GUIDE_FILE, teachers_guide
from smmlab.course.teaching.nbgrader_cells import add_nbgrader_cells
from smmlab.course.teaching.roster import Student
from smmlab.disk import on_disk, replace_file, unfinished_in
from smmlab.errors import ProjectError
from smmlab.notebooks.copying import copy_lessons
from smmlab.texts import Language, message

LESSONS_FOLDER = "notebooks/course"


@dataclass(frozen=True)
class Wishes:
    """How a class should be; what is None is as the class has it, or as usual in a new one."""

    language: Language | None = None
    class_seed: int | None = None
    difficulty: Difficulty | None = None
    is_exam: bool | None = None
    has_nbgrader: bool | None = None
    interactions: int | None = None


@dataclass(frozen=True)
class NewClass:
    """What became of a list.

    Parameters
    ----------
    classroom
        The class, with everybody in it.
    made
        Whose folder was made now.
    """

    classroom: Classroom
    made: tuple[Student, ...]


def make_class(
    folder: Path,
    students: tuple[Student, ...],
    wishes: Wishes | None = None,
    *,
    told: Callable[[Student], None] | None = None,
) -> NewClass:
    """Make a class, or the folders of those who are new in it; nobody's work is touched.

    Parameters
    ----------
    folder
        Of the class: new, empty, or a class already.
    students
        From `smmlab.course.teaching.roster.read_roster`.
    wishes
        How the class should be.
    told
        Is told of every student whose folder was made.

    Raises
    ------
    ProjectError
        When the folder holds something else, or the class is another one than is wished for.
    """
    classroom = with_students(
        _classroom(folder.expanduser().resolve(), wishes or Wishes()), students
    )
    # First, because the folders of the students can be made again from it.
    save_classroom(classroom)
    with on_disk():
        replace_file(classroom.folder / GUIDE_FILE, teachers_guide(classroom.language).encode())
    made = []
    for student in classroom.students:
        if not (classroom.students_folder / student.folder).exists():
            _hand_out(classroom, student)
            made.append(student)
            if told is not None:
                told(student)
    return NewClass(classroom, tuple(made))


def _classroom(folder: Path, wishes: Wishes) -> Classroom:
    if (folder / "key" / CLASS_FILE).is_file():
        found = open_classroom(folder)
        _check_same(found, wishes)
        return found
    with on_disk():
        is_taken = folder.exists() and (not folder.is_dir() or any(folder.iterdir()))
    if is_taken:
        raise ProjectError(
            message(
                "Expected a new or empty folder for the class at {folder}, found other files in "
                "it. Choose another folder."
            ),
            {"folder": folder},
        )
    if wishes.is_exam and wishes.has_nbgrader:
        raise ProjectError(
            message(
                "In an exam the answers are only kept, so the cells of nbgrader could give no "
                "points. Leave out --nbgrader or --exam."
            )
        )
    seed = random_class_seed() if wishes.class_seed is None else wishes.class_seed
    return Classroom(
        folder=folder,
        seed=seed,
        language=wishes.language or "en",
        difficulty=wishes.difficulty or "usual",
        is_exam=bool(wishes.is_exam),
        has_nbgrader=bool(wishes.has_nbgrader),
        interactions=wishes.interactions,
    )


def _check_same(found: Classroom, wishes: Wishes) -> None:
    """Refuse to turn a class into another: half of it would have other cases."""
    for field, has, wished in (
        ("--class-seed", found.seed, wishes.class_seed),
        ("--language", found.language, wishes.language),
        ("--difficulty", found.difficulty, wishes.difficulty),
        ("--exam", found.is_exam, wishes.is_exam),
        ("--nbgrader", found.has_nbgrader, wishes.has_nbgrader),
        ("--interactions", found.interactions, wishes.interactions),
    ):
        if wished is not None and wished != has:
            raise ProjectError(
                message(
                    "The class {name} was made with another {field}. Leave {field} out to add "
                    "students, or choose another folder for another class."
                ),
                {"name": found.name, "field": field},
            )


def _hand_out(classroom: Classroom, student: Student) -> None:
    """Make a student's folder beside its place, and move it there when it is whole."""
    classroom.students_folder.mkdir(parents=True, exist_ok=True)
    unfinished = unfinished_in(classroom.students_folder)
    try:
        case = case_of(classroom, student)
        make_case_folder(unfinished, case)
        keep_case(classroom, student, case)
        write_enrolment(
            unfinished,
            Enrolment(classroom.name, student.name, student.id, exam=classroom.is_exam),
        )
        shaped = add_nbgrader_cells if classroom.has_nbgrader else None
        copy_lessons(unfinished / LESSONS_FOLDER, classroom.language, shaped=shaped)
        with on_disk():
            unfinished.rename(classroom.students_folder / student.folder)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
