"""Grade a class: take the work in, run what students wrote, judge each answer, tell what is odd."""

import tempfile
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

from smmlab.course.answering.answers import KeptAnswer, damage_of, read_answers
from smmlab.course.enrolment import read_enrolment
from smmlab.course.teaching.classroom import Classroom
from smmlab.course.teaching.copies_of_others import Work, find_copies
from smmlab.course.teaching.key import SIDE_BY_SIDE, CaseKey, make_keys
from smmlab.course.teaching.marks import StudentGrade, mark_answers
from smmlab.course.teaching.roster import Student
from smmlab.course.teaching.student_code import (
    StudentCode,
    handed_out,
    read_student_code,
    run_student_code,
)
from smmlab.course.teaching.submissions import Submission, collect
from smmlab.course.teaching.teacher_marks import SheetRow
from smmlab.errors import ProjectError, SmmlabError
from smmlab.notebooks.untrusted import SECONDS
from smmlab.texts import Phrase, message


@dataclass(frozen=True)
class ClassGrades:
    """The marks of a class.

    Parameters
    ----------
    classroom
        Which.
    students
        One for everybody in the class, in its order.
    strangers
        Names of folders and archives that belong to nobody in the class.
    problems
        Why a task could not be solved, by the student's id and the task.
    notes
        What the teacher should know of the gradebook before.
    unplaced
        Rows of the gradebook before that belong to no answer of the class.
    """

    classroom: Classroom
    students: tuple[StudentGrade, ...]
    strangers: tuple[str, ...] = ()
    problems: tuple[tuple[str, str, str], ...] = ()
    notes: tuple[Phrase, ...] = ()
    unplaced: tuple[SheetRow, ...] = ()


def grade_class(
    classroom: Classroom,
    *,
    source: Path | None = None,
    seconds: int = SECONDS,
    runs_code: bool = True,
    processes: int = SIDE_BY_SIDE,
    told: Callable[[Student], None] | None = None,
) -> ClassGrades:
    """Grade everybody; whatever a student's work is like, the others are graded.

    Parameters
    ----------
    classroom
        The class.
    source
        Where the folders and ZIPs of the students are; those in the class when it is None.
    seconds
        How long a notebook of a student may run as a whole.
    runs_code
        Whether code that students wrote is run. It runs as you, with your rights.
    processes
        How many cases, and how many students' notebooks, are worked on side by side.
    told
        Is told of every student who is done.

    Raises
    ------
    ProjectError
        When no time is given, or the folder to grade is not there.
    """
    if seconds < 1:
        raise ProjectError(
            message("Expected a limit of at least 1 second for a notebook, found {found}."),
            {"found": seconds},
        )
    with tempfile.TemporaryDirectory(prefix="smmlab-", ignore_cleanup_errors=True) as name:
        collected = collect(classroom, Path(name), source)
        keys = make_keys(classroom, processes=processes)
        ours = handed_out(classroom)
        codes = {one.student.id: _code_of(one, ours) for one in collected.submissions}

        def grade(one: Submission) -> StudentGrade:
            found = _grade(one, codes[one.student.id], keys[one.student.id], seconds, runs_code)
            if classroom.is_exam:
                found = replace(found, notes=(*found.notes, *_exam_notes(one)))
            if told is not None:
                told(one.student)
            return found

        with ThreadPoolExecutor(max(processes, 1)) as beside:
            grades = list(beside.map(grade, collected.submissions))
    problems = tuple(
        (key.student.id, task, why)
        for key in keys.values()
        for task, why in key.kept.problems.items()
    )
    return ClassGrades(classroom, _with_copies(grades, keys, codes), collected.strangers, problems)


def _code_of(one: Submission, ours: Mapping[str, list[str]]) -> StudentCode:
    return read_student_code(one.folder, ours) if one.folder is not None else StudentCode()


def _grade(
    one: Submission, code: StudentCode, key: CaseKey, seconds: int, runs_code: bool
) -> StudentGrade:
    notes = [*one.notes, *code.notes]
    answers: dict[str, KeptAnswer] = {}
    if one.folder is not None:
        answers = read_answers(one.folder)
        damage = damage_of(one.folder)
        if damage is not None:
            notes.append(damage)
        notes += _changed_files(one, key)
    if code.changed and not runs_code:
        files = ", ".join(code.changed)
        notes.append(Phrase(message("Not run, though changed: {files}."), {"files": files}))
    elif code.changed:
        given, odd = run_student_code(code, key, seconds=seconds)
        notes += odd
        answers = _together(answers, given)
    return StudentGrade(one.student, mark_answers(answers, key), tuple(notes))


def _exam_notes(one: Submission) -> Sequence[Phrase]:
    """Tell what shows that the folder did not behave as one of an exam."""
    if one.folder is None:
        return []
    notes = []
    try:
        enrolment = read_enrolment(one.folder)
    except SmmlabError:
        enrolment = None  # told where the work was taken in
    if enrolment is not None and not enrolment.exam:
        notes.append(
            Phrase(
                message(
                    "course.toml does not say that this is an exam, so the answers could be "
                    "checked while they were written."
                )
            )
        )
    judged = [name for name, kept in read_answers(one.folder).items() if kept.state != "kept"]
    if judged:
        notes.append(
            Phrase(
                message("Answers that were judged during the exam instead of only kept: {tasks}."),
                {"tasks": _few(sorted(judged))},
            )
        )
    return notes


def _together(
    kept: Mapping[str, KeptAnswer], given: Mapping[str, KeptAnswer]
) -> dict[str, KeptAnswer]:
    """Let an answer that the code gave take the place of the kept one; tries are the student's."""
    tried = {
        name: replace(one, tries=kept[name].tries if name in kept else one.tries)
        for name, one in given.items()
    }
    return {**kept, **tried}


def _changed_files(one: Submission, key: CaseKey) -> Sequence[Phrase]:
    """Compare the raw files with those of the case; what was imported lies in exports/ too."""
    right, own = key.kept.files, one.digests
    known = set(right.values())
    changed = [name for name, told in own.items() if name in right and told != right[name]]
    foreign = [name for name, told in own.items() if name not in right and told not in known]
    gone = [name for name in right if name not in own]
    notes = []
    for template, names in (
        (message("Downloads that were changed: {files}."), changed),
        (message("Files that are not of this case: {files}."), foreign),
    ):
        if names:
            notes.append(Phrase(template, {"files": _few(names)}))
    # A submission without any download is a small one, not a changed one.
    if gone and own:
        notes.append(Phrase(message("Downloads that are missing: {files}."), {"files": _few(gone)}))
    return notes


def _few(names: Sequence[str]) -> str:
    shown = [name[-80:] for name in names[:3]]
    return ", ".join([*shown, "…"] if len(names) > 3 else shown)


def _with_copies(
    grades: Sequence[StudentGrade], keys: Mapping[str, CaseKey], codes: Mapping[str, StudentCode]
) -> tuple[StudentGrade, ...]:
    works = {
        one.student.id: Work(
            one.student.name, one.marks, keys[one.student.id].references, codes[one.student.id].own
        )
        for one in grades
    }
    alike = find_copies(works)
    return tuple(replace(one, notes=(*one.notes, *alike.get(one.student.id, ()))) for one in grades)
