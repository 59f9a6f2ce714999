"""Who learns in a folder, in which class, and whether it is an exam: course.toml."""

from dataclasses import asdict, dataclass
from pathlib import Path

import tomlkit
from tomlkit.exceptions import TOMLKitError

from smmlab.disk import on_disk, replace_file
from smmlab.errors import ProjectError
from smmlab.texts import message
from smmlab.typed_fields import build

ENROLMENT_FILE = "course.toml"
_TEXTS = ("class_name", "student", "student_id")


@dataclass(frozen=True)
class Enrolment:
    """A student in a class.

    Parameters
    ----------
    class_name
        The class.
    student
        The name of the student, as the teacher wrote it.
    student_id
        What the teacher's list calls the student.
    exam
        Whether answers are only kept, and judged by the teacher later.
    """

    class_name: str
    student: str
    student_id: str
    exam: bool = False


def write_enrolment(folder: Path, enrolment: Enrolment) -> Path:
    """Write course.toml into a student's folder and return its path.

    Parameters
    ----------
    folder
        The student's folder.
    enrolment
        Who learns there.

    Raises
    ------
    ProjectError
        When the disk refuses.
    """
    path = folder / ENROLMENT_FILE
    with on_disk():
        replace_file(path, tomlkit.dumps(asdict(enrolment)).encode())
    return path


def read_enrolment(folder: Path) -> Enrolment | None:
    """Return who learns in a folder; None without the file, for somebody who learns alone.

    Parameters
    ----------
    folder
        The student's folder.

    Raises
    ------
    ProjectError
        When the file is there and cannot be read.
    """
    path = folder / ENROLMENT_FILE
    if not path.exists():
        return None
    try:
        plain = tomlkit.parse(path.read_text(encoding="utf-8-sig")).unwrap()
        found = build(Enrolment, plain)
        is_flag = type(plain.get("exam", False)) is bool
        if not is_flag or not all(type(plain[name]) is str for name in _TEXTS):
            raise TypeError(plain)
    except (OSError, UnicodeDecodeError, TOMLKitError, ProjectError, TypeError) as problem:
        raise ProjectError(
            message(
                "The file {name} in {folder} cannot be read, so nobody knows whose answers these "
                "are. Ask your teacher for a fresh copy of {name}."
            ),
            {"folder": folder, "name": ENROLMENT_FILE},
        ) from problem
    return found
