"""A case as a client folder: the student's, and the teacher's own of the very same files.

The teacher's is kept when the class is made, because another version of the generator may make
another company of the same seed.
"""

import hashlib
import json
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from smmlab.course.cases.build import Case, build_case, write_case
from smmlab.course.facts import write_facts
from smmlab.course.opening import DOWNLOADS
from smmlab.course.teaching.classroom import Classroom
from smmlab.course.teaching.roster import Student
from smmlab.disk import on_disk, replace_file
from smmlab.folder import digest
from smmlab.project import Project, create_project, open_project

TRUTH_FILE = "truth.json"
CLIENT = "client"
_IMPORTED = ("tables", "exports", "rejected")


def case_of(classroom: Classroom, student: Student) -> Case:
    """Return the company of a student, made from the seed of the class."""
    return build_case(
        classroom.seed_of(student),
        difficulty=classroom.difficulty,
        language=classroom.language,
        interactions=classroom.interactions,
    )


def make_case_folder(folder: Path, case: Case) -> Project:
    """Make a client folder of a company; nothing is imported, and no truth is in it.

    Parameters
    ----------
    folder
        A new or empty folder.
    case
        From `case_of`.

    Raises
    ------
    ProjectError
        When the folder holds something else, or cannot be written.
    """
    project = create_project(folder, case.brief)
    write_facts(folder, case.facts)
    write_case(case, folder)
    return project


def home_of(classroom: Classroom, student: Student) -> Path:
    """Return where the teacher keeps what belongs to a student's case."""
    return classroom.key_folder / "cases" / student.folder


def keep_case(classroom: Classroom, student: Student, case: Case) -> Path:
    """Keep a case and its truth in the key of the class; return the teacher's client folder.

    Raises
    ------
    ProjectError
        When the disk refuses.
    """
    home = home_of(classroom, student)
    with on_disk():
        shutil.rmtree(home, ignore_errors=True)
        home.mkdir(parents=True)
    make_case_folder(home / CLIENT, case)
    plain = {"case": case_stamp(classroom, student), "truth": case.truth.as_dict()}
    # Last, because without it the case counts as not kept.
    with on_disk():
        replace_file(home / TRUTH_FILE, json.dumps(plain, ensure_ascii=False, indent=1).encode())
    return home / CLIENT


def kept_case(classroom: Classroom, student: Student) -> tuple[Project, Mapping[str, Any]]:
    """Return the teacher's own copy of a case as it was handed out, and its truth.

    What was imported is taken away, so that it is imported by the version of today. Without a kept
    case it is made again from the seed.
    """
    home = home_of(classroom, student)
    truth = _read_truth(home / TRUTH_FILE, case_stamp(classroom, student))
    if truth is None or not (home / CLIENT / DOWNLOADS).is_dir():
        case = case_of(classroom, student)
        return open_project(keep_case(classroom, student, case)), case.truth.as_dict()
    with on_disk():
        for name in _IMPORTED:
            shutil.rmtree(home / CLIENT / name, ignore_errors=True)
            (home / CLIENT / name).mkdir()
    return open_project(home / CLIENT), truth


def case_stamp(classroom: Classroom, student: Student) -> str:
    """Return a fingerprint of what a case is made from."""
    case = (
        classroom.seed_of(student), classroom.difficulty, classroom.language,
        classroom.interactions,
    )  # fmt: skip
    return hashlib.sha256(repr(case).encode()).hexdigest()


def digests(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of every downloaded file, by its path from the client folder.

    Links are left out, and hidden files, which are no downloads.
    """
    root = folder / DOWNLOADS
    found = sorted(
        path
        for path in root.rglob("*")
        if path.is_file() and not path.is_symlink() and not path.name.startswith(".")
    )
    return {path.relative_to(folder).as_posix(): digest(path) for path in found}


def _read_truth(path: Path, stamp: str) -> Mapping[str, Any] | None:
    try:
        plain = json.loads(path.read_text(encoding="utf-8"))
        return dict(plain["truth"]) if plain["case"] == stamp else None
    except (OSError, ValueError, KeyError, TypeError):
        return None
