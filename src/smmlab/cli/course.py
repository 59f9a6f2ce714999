"""The verbs of a class: make it, look into its key, grade it."""

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

import click

from smmlab.cli.session import (
    Session,
    as_json_option,
    complain,
    folder_argument,
    print_json,
)
from smmlab.course.cases.truth import Difficulty
from smmlab.texts import LANGUAGES, Language, Words, for_terminal

if TYPE_CHECKING:
    from smmlab.course.teaching.classroom import Classroom
    from smmlab.course.teaching.grading import ClassGrades
    from smmlab.course.teaching.key import CaseKey
    from smmlab.course.teaching.roster import Student


@click.group()
def course() -> None:
    """Teach a class: a company a student, the key, the grades."""


@course.command()
@folder_argument
@click.option("--students", "roster", metavar="CSV", required=True,
              type=click.Path(path_type=Path),
              help="The list of the class: columns id and name, or name alone.")  # fmt: skip
@click.option("--language", type=click.Choice(LANGUAGES),
              help="Of the lessons, the companies and the feedback.")  # fmt: skip
@click.option("--class-seed", type=click.IntRange(min=0),
              help="From which all cases come; else a number nobody can guess.")  # fmt: skip
@click.option("--difficulty", type=click.Choice(get_args(Difficulty)), help="Of the cases.")
@click.option("--exam", "is_exam", is_flag=True, default=None,
              help="Students' answers are only kept; you judge them with grade.")  # fmt: skip
@click.option("--nbgrader", "has_nbgrader", is_flag=True, default=None,
              help="Lessons with the cells of nbgrader.")  # fmt: skip
@click.option("--interactions", type=click.IntRange(min=500),
              help="How many comments and reactions the group of a case has.")  # fmt: skip
@as_json_option
@click.pass_obj
def new(
    session: Session, folder: Path, *, roster: Path, language: Language | None,
    class_seed: int | None, difficulty: Difficulty | None, is_exam: bool | None,
    has_nbgrader: bool | None, interactions: int | None, as_json: bool,
) -> None:  # fmt: skip
    """Make a class: one folder a student, and the key; again to add students."""
    from smmlab.course.teaching.handing_out import Wishes, make_class
    from smmlab.course.teaching.roster import read_roster

    session.words = Words(session.asked or language or "en")
    wishes = Wishes(language, class_seed, difficulty, is_exam, has_nbgrader, interactions)
    made = make_class(folder, read_roster(roster), wishes, told=None if as_json else _tell)
    classroom = made.classroom
    session.words = Words(session.asked or classroom.language)
    if as_json:
        print_json(
            {
                "folder": str(classroom.folder),
                "students": [_plain_student(classroom, one) for one in classroom.students],
                "made": [one.id for one in made.made],
                "key": str(classroom.key_folder),
            }
        )
        return
    click.echo(
        session.words.say(
            "The class is in {folder}. Give each student one folder of {students}, and nobody the "
            "folder {key}.",
            folder=classroom.folder, students=classroom.students_folder, key=classroom.key_folder,
        )
    )  # fmt: skip


@course.command()
@folder_argument
@click.option("--student", "student_id", metavar="ID", help="Only this one.")
@click.option("--class-seed", type=click.IntRange(min=0),
              help="Another seed than the one in the key of the class.")  # fmt: skip
@click.option("--answers", "shows_answers", is_flag=True, help="The answers of all tasks too.")
@as_json_option
@click.pass_obj
def key(
    session: Session, folder: Path, *, student_id: str | None, class_seed: int | None,
    shows_answers: bool, as_json: bool,
) -> None:  # fmt: skip
    """Tell what is planted in each student's case, and what its data answer."""
    from dataclasses import replace

    from smmlab.course.teaching.key import make_keys

    classroom = _open(session, folder)
    students = [classroom.find(student_id)] if student_id else classroom.students
    with tempfile.TemporaryDirectory(prefix="smmlab-", ignore_cleanup_errors=True) as name:
        # What another seed makes must not take the place of what was handed out.
        if class_seed is not None and class_seed != classroom.seed:
            classroom = replace(classroom, seed=class_seed, folder=Path(name) / classroom.name)
        keys = make_keys(classroom, students)
        plain = [_plain_key(one, shows_answers=shows_answers) for one in keys.values()]
    if as_json:
        print_json({"folder": str(folder), "students": plain})
        return
    for one in plain:
        click.echo(for_terminal(f"{one['id']}\t{one['name']}"))
        for name, value in (*one["truth"].items(), *one.get("answers", {}).items()):
            click.echo(for_terminal(f"{name}\t{_shown(value)}"))


@course.command()
@folder_argument
@click.option("--from", "source", metavar="DIR", type=click.Path(path_type=Path),
              help="Where the folders and ZIPs came in; else those of the class.")  # fmt: skip
@click.option("--timeout", "seconds", metavar="SECONDS", default=60, show_default=True,
              type=click.IntRange(min=1),
              help="Stop a student's notebook that takes longer as a whole.")  # fmt: skip
@click.option("--allow-run/--no-run", "runs_code", default=True, show_default=True,
              help="Whether code of students is run; it runs with your rights.")  # fmt: skip
@as_json_option
@click.pass_obj
def grade(
    session: Session, folder: Path, *, source: Path | None, seconds: int, runs_code: bool,
    as_json: bool,
) -> None:  # fmt: skip
    """Grade the class: the gradebook, a page of feedback a student, and what is odd."""
    from smmlab.course.teaching.grade_files import write_grades
    from smmlab.course.teaching.grading import grade_class

    classroom = _open(session, folder)
    grades = grade_class(
        classroom, source=source, seconds=seconds, runs_code=runs_code,
        told=None if as_json else _tell,
    )  # fmt: skip
    written = write_grades(grades, session.words)
    grades, words = written.grades, session.words
    for name in grades.strangers:
        complain(words.say("{name} belongs to nobody in the class.", name=name))
    for student_id, task, why in grades.problems:
        complain(
            words.say(
                "The task {task} could not be worked out on the case of {student}: {problem}. "
                "Its points are yours to give.",
                task=task, student=student_id, problem=why,
            )
        )  # fmt: skip
    notes = [words.say(one.template, **one.values) for one in grades.notes]
    for note in notes:
        complain(note)
    if as_json:
        print_json(
            {
                "files": {name: str(path) for name, path in written.files.items()},
                "students": _plain_grades(grades, words),
                "strangers": grades.strangers,
                "notes": notes,
            }
        )
        return
    for path in written.files.values():
        click.echo(path)


def _open(session: Session, folder: Path) -> "Classroom":
    from smmlab.course.teaching.classroom import open_classroom

    classroom = open_classroom(folder)
    session.words = Words(session.asked or classroom.language)
    return classroom


def _tell(student: "Student") -> None:
    click.echo(for_terminal(student.name), err=True)


def _plain_student(classroom: "Classroom", student: "Student") -> dict[str, str]:
    folder = classroom.students_folder / student.folder
    return {"id": student.id, "name": student.name, "folder": str(folder)}


def _plain_key(one: "CaseKey", *, shows_answers: bool) -> dict[str, Any]:
    told: dict[str, Any] = {
        "id": one.student.id, "name": one.student.name, "truth": dict(one.truth),
    }  # fmt: skip
    if shows_answers:
        told["answers"] = {name: found.value for name, found in one.references.items()}
        told["problems"] = dict(one.kept.problems)
    return told


def _shown(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{name} {inside}" for name, inside in value.items())
    return ", ".join(map(str, value)) if isinstance(value, (list, tuple)) else str(value)


def _plain_grades(grades: "ClassGrades", words: Words) -> list[dict[str, Any]]:
    return [
        {
            "id": one.student.id,
            "name": one.student.name,
            "points": one.points,
            "most": one.most,
            "to_give": one.to_give,
            "teacher_points": one.teacher_points,
            "total": one.total,
            "tries": one.tries,
            "notes": [words.say(note.template, **note.values) for note in one.notes],
            "tasks": {mark.task.name: mark.state for mark in one.marks},
        }
        for one in grades.students
    ]
