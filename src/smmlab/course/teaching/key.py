"""The teacher's key: every student's case made again from the class seed, and solved."""

import hashlib
import multiprocessing
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import suppress
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from smmlab.course.answering.options import Labels, options_of
from smmlab.course.catalogue import all_tasks
from smmlab.course.one_reading import OneReading
from smmlab.course.opening import import_downloads
from smmlab.course.task import Reference
from smmlab.course.teaching.case_folder import CLIENT, case_stamp, digests, home_of, kept_case
from smmlab.course.teaching.classroom import Classroom
from smmlab.course.teaching.kept_references import (
    REFERENCES_FILE,
    KeptReferences,
    read_references,
    write_references,
)
from smmlab.course.teaching.roster import Student
from smmlab.project import Project, open_project

SIDE_BY_SIDE = 2


@dataclass(frozen=True)
class CaseKey:
    """What a teacher knows of one student's case.

    Parameters
    ----------
    student
        Whose case it is.
    folder
        The same case as a client folder of the teacher's own, with imported tables.
    kept
        Its references, its truth and the digests of its files.
    """

    student: Student
    folder: Path
    kept: KeptReferences

    @property
    def references(self) -> Mapping[str, Reference]:
        """The reference of each task that has one, by its name."""
        return self.kept.references

    @property
    def truth(self) -> Mapping[str, Any]:
        """What is planted, as plain values."""
        return self.kept.truth

    def project(self) -> Project:
        """Open the teacher's own copy of the case."""
        return open_project(self.folder)


def make_keys(
    classroom: Classroom,
    students: Sequence[Student] | None = None,
    *,
    processes: int = SIDE_BY_SIDE,
    told: Callable[[Student], None] | None = None,
) -> dict[str, CaseKey]:
    """Work the key out; what was worked out before by the same checks is read from its file.

    Parameters
    ----------
    classroom
        The class, or one with its seed: nothing of the students' folders is read.
    students
        Whose key; everybody's when it is None.
    processes
        How many work side by side.
    told
        Is told of every student whose key is there.

    Returns
    -------
    dict
        A key for each student, by id, in the order of the class.

    Raises
    ------
    ProjectError
        When the disk refuses.
    """
    wanted = classroom.students if students is None else tuple(students)
    found: dict[str, CaseKey] = {}
    for key in _worked_out(classroom, wanted, processes):
        found[key.student.id] = key
        if told is not None:
            told(key.student)
    return {one.id: found[one.id] for one in wanted}


def _worked_out(classroom: Classroom, wanted: Sequence[Student], processes: int) -> Any:
    checks = checks_stamp()
    missing = []
    for student in wanted:
        key = _kept(classroom, student, checks)
        if key is None:
            missing.append(student)
        else:
            yield key
    if processes < 2 or len(missing) < 2:
        for student in missing:
            yield make_key(classroom, student, checks)
        return
    # Processes of their own: a fork would share the threads of the database engine.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(processes, mp_context=context) as pool:
        waiting = [pool.submit(make_key, classroom, student, checks) for student in missing]
        for one in as_completed(waiting):
            yield one.result()


def make_key(classroom: Classroom, student: Student, checks: str) -> CaseKey:
    """Import and solve the case of a student as it was handed out; keep what came out.

    Parameters
    ----------
    classroom, student
        Whose case it is.
    checks
        From `checks_stamp`.
    """
    project, truth = kept_case(classroom, student)
    import_downloads(project)
    once = OneReading(project)
    references, problems = _solved(once)
    kept = KeptReferences(
        _stamp(classroom, student, checks), references, problems, digests(project.folder), truth,
        _offered(once),
    )  # fmt: skip
    path = home_of(classroom, student) / REFERENCES_FILE
    # Last, because without it the case counts as not made.
    write_references(path, kept)
    # As it is read later on: what a task returned may not go from one process to another.
    return CaseKey(student, project.folder, read_references(path) or kept)


def checks_stamp() -> str:
    """Return a fingerprint of the course's own code: other checks need another key."""
    told = hashlib.sha256()
    for one in _sources(files("smmlab.course")):
        told.update(one.read_bytes())
    return told.hexdigest()


def _sources(folder: Traversable) -> list[Traversable]:
    found = sorted(folder.iterdir(), key=lambda one: one.name)
    inside = [one for folder in found if folder.is_dir() for one in _sources(folder)]
    return [one for one in found if one.name.endswith(".py")] + inside


def _solved(project: Project) -> tuple[dict[str, Reference], dict[str, str]]:
    references: dict[str, Reference] = {}
    problems: dict[str, str] = {}
    for task in all_tasks():
        if task.solve is None:
            continue
        # One task that cannot be solved must not keep a class from its marks: the teacher is told.
        try:
            references[task.name] = task.solve(project)
        except Exception as problem:
            problems[task.name] = f"{type(problem).__name__}: {problem}"
    return references, problems


def _offered(project: Project) -> dict[str, Mapping[str, Labels]]:
    found = {}
    for task in all_tasks():
        # What fails here fails again where an answer is judged, and is told there.
        with suppress(Exception):
            found[task.name] = options_of(task, project)
    return found


def _kept(classroom: Classroom, student: Student, checks: str) -> CaseKey | None:
    home = home_of(classroom, student)
    kept = read_references(home / REFERENCES_FILE)
    if kept is None or kept.stamp != _stamp(classroom, student, checks):
        return None
    return CaseKey(student, home / CLIENT, kept)


def _stamp(classroom: Classroom, student: Student, checks: str) -> str:
    return f"{case_stamp(classroom, student)}/{checks}"
