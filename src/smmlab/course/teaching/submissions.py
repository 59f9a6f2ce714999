"""Whose work is whose: the folders and archives that came in, matched with the class."""

from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

from smmlab.course.enrolment import read_enrolment
from smmlab.course.teaching.classroom import Classroom
from smmlab.course.teaching.roster import Student, folder_name
from smmlab.course.teaching.taking_in import TakenIn, take_in
from smmlab.errors import ProjectError, SmmlabError
from smmlab.texts import Phrase, message


@dataclass(frozen=True)
class Submission:
    """What one student handed in.

    Parameters
    ----------
    student
        Whose it is.
    folder
        Where the answers and lessons now are; None when nothing came in.
    digests
        The SHA-256 of the raw files in it, by path.
    notes
        What was odd about it.
    """

    student: Student
    folder: Path | None = None
    digests: dict[str, str] = field(default_factory=dict)
    notes: tuple[Phrase, ...] = ()


@dataclass(frozen=True)
class Collected:
    """Everything that came in.

    Parameters
    ----------
    submissions
        One for each student, in the order of the class.
    strangers
        Names of folders and archives that belong to nobody in the class.
    """

    submissions: tuple[Submission, ...]
    strangers: tuple[str, ...]


def collect(classroom: Classroom, staging: Path, source: Path | None = None) -> Collected:
    """Take in what the students handed in.

    Parameters
    ----------
    classroom
        Who is in the class.
    staging
        A folder of ours; what is graded is copied there.
    source
        Where the folders and ZIPs are; those in the class's own folder when it is None.

    Raises
    ------
    ProjectError
        When there is no such folder.
    """
    place = (source or classroom.students_folder).expanduser()
    if not place.is_dir():
        raise ProjectError(
            message("There is no folder {folder} to grade. Give the one with the students' work."),
            {"folder": place},
        )
    entries = sorted(
        path
        for path in place.iterdir()
        if not path.name.startswith(".") and (path.is_dir() or path.suffix.casefold() == ".zip")
    )
    of_student: dict[str, list[Path]] = defaultdict(list)
    strangers, taken = [], {}
    for number, path in enumerate(entries):
        found = _by_name(path, classroom)
        if found is None:
            taken[path] = take_in(path, staging / str(number))
            found = _by_enrolment(taken[path], classroom)
        if found is None:
            strangers.append(path.name)
        else:
            of_student[found.id].append(path)
    submissions = []
    for number, student in enumerate(classroom.students, start=len(entries)):
        paths = of_student[student.id]
        if not paths:
            nothing = Phrase(message("Nothing was handed in."))
            submissions.append(Submission(student, notes=(nothing,)))
            continue
        chosen = _chosen(paths, student)
        inside = taken.get(chosen) or take_in(chosen, staging / str(number))
        submissions.append(_submission(student, inside, paths, chosen))
    return Collected(tuple(submissions), tuple(strangers))


def _by_name(path: Path, classroom: Classroom) -> Student | None:
    """Return whose name a folder or archive has, by itself or with what a platform adds."""
    slug = folder_name(path.stem if path.is_file() else path.name)
    exact = {folder_name(one.id): one for one in classroom.students}
    exact |= {one.folder: one for one in classroom.students}
    if slug in exact:
        return exact[slug]
    begins = [one for one in classroom.students if _begins(slug, one.folder)]
    begins = begins or [one for one in classroom.students if _begins(slug, folder_name(one.name))]
    # Of Mari and Mari Ann the longer name is meant; of two of one name nobody is.
    longest = max((len(folder_name(one.name)) for one in begins), default=0)
    best = [one for one in begins if len(folder_name(one.name)) == longest]
    return best[0] if len(best) == 1 else None


def _begins(slug: str, name: str) -> bool:
    return slug == name or slug.startswith(f"{name}-")


def _by_enrolment(taken: TakenIn, classroom: Classroom) -> Student | None:
    try:
        enrolment = read_enrolment(taken.folder)
    except SmmlabError:
        return None
    ids = {one.id: one for one in classroom.students}
    return ids.get(enrolment.student_id) if enrolment else None


def _chosen(paths: list[Path], student: Student) -> Path:
    """Return the one to grade: the last one that was changed."""
    named = [path for path in paths if path.is_dir() and path.name == student.folder]
    newest = max(paths, key=lambda path: (path.lstat().st_mtime, path.name))
    return newest if not named or newest.is_file() else named[0]


def _submission(student: Student, taken: TakenIn, paths: list[Path], chosen: Path) -> Submission:
    notes = list(taken.notes)
    if len(paths) > 1:
        notes.append(
            Phrase(
                message("Handed in {n} times; {name} was graded."),
                {"n": len(paths), "name": chosen.name},
            )
        )
    if taken.is_empty:
        notes.append(Phrase(message("There was nothing of the course in what was handed in.")))
        return Submission(student, notes=tuple(notes))
    notes += _enrolment_notes(student, taken.folder)
    return Submission(student, taken.folder, taken.digests, tuple(notes))


def _enrolment_notes(student: Student, folder: Path) -> list[Phrase]:
    try:
        enrolment = read_enrolment(folder)
    except SmmlabError:
        return [Phrase(message("The file course.toml is damaged."))]
    if enrolment is None:
        return [Phrase(message("The file course.toml is missing."))]
    if enrolment.student_id != student.id:
        return [
            Phrase(
                message("The file course.toml is that of another student, {name}."),
                {"name": enrolment.student},
            )
        ]
    return []
