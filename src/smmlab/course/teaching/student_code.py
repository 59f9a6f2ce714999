"""Lessons in which a student wrote code: found, compared with ours, and run on the teacher's case.

A lesson with our code as it was handed out answers nothing that answers.json does not hold, so only
changed ones are run, and of these only such as call the check.
"""

import re
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import nbformat

from smmlab.course.answering.answers import ANSWERS_FILE, KeptAnswer, read_answers
from smmlab.course.enrolment import Enrolment, write_enrolment
from smmlab.course.teaching.classroom import Classroom
from smmlab.course.teaching.key import CaseKey
from smmlab.course.teaching.nbgrader_cells import add_nbgrader_cells
from smmlab.course.teaching.taking_in import LESSON_PARTS
from smmlab.disk import on_disk
from smmlab.notebooks.copying import is_as_handed_out, lessons
from smmlab.notebooks.untrusted import UntrustedRun, run_untrusted
from smmlab.texts import Phrase, message

_CHECKS = re.compile(r"\bcheck\s*\(|\bimport\b.*\bcheck\b")
# What works answers out: a student who calls it has not.
_REFERENCE_CALLS = re.compile(
    r"\.solve\b|\bjudge(?:_against)?\b|\ball_tasks\b|\bfind_task\b|\btasks_of\b|course\.tasks\b"
    r"|\bteaching\.key\b|class\.toml|references\.json"
)


@dataclass(frozen=True)
class StudentCode:
    """The code that a student wrote in the lessons.

    Parameters
    ----------
    changed
        Notebooks with code of the student's own, by file name.
    own
        That code alone, by file name.
    notes
        What was odd: no notebook any more, cells deleted, calls of what works answers out.
    """

    changed: Mapping[str, nbformat.NotebookNode] = field(default_factory=dict)
    own: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    notes: tuple[Phrase, ...] = ()


def handed_out(classroom: Classroom) -> dict[str, list[str]]:
    """Return the code of each lesson as the class got it, by file name."""
    shaped = add_nbgrader_cells if classroom.has_nbgrader else None
    return {
        name: code_of(notebook)
        for name, notebook in lessons(classroom.language, shaped=shaped).items()
    }


def code_of(notebook: nbformat.NotebookNode) -> list[str]:
    """Return the code cells that hold anything, without blanks around them."""
    return [
        cell.source.strip()
        for cell in notebook.cells
        if cell.cell_type == "code" and cell.source.strip()
    ]


def read_student_code(folder: Path, ours: Mapping[str, list[str]]) -> StudentCode:
    """Read the lessons of a submission; none of them is run.

    Parameters
    ----------
    folder
        Of the submission, as `smmlab.course.teaching.taking_in.take_in` left it.
    ours
        From `handed_out`.
    """
    changed: dict[str, nbformat.NotebookNode] = {}
    own: dict[str, tuple[str, ...]] = {}
    notes = []
    place = folder.joinpath(*LESSON_PARTS)
    for path in sorted(place.glob("*.ipynb")):
        notebook = _read(path)
        if notebook is None:
            notes.append(Phrase(message("{file} is no notebook any more."), {"file": path.name}))
            continue
        if is_as_handed_out(notebook):
            continue
        code, wanted = code_of(notebook), ours.get(path.name, [])
        # A copy under another name has cells of ours too.
        known = set(wanted or (cell for cells in ours.values() for cell in cells))
        gone = len(set(wanted) - set(code))
        written = tuple(cell for cell in code if cell not in known)
        if gone > len(written):
            notes.append(
                Phrase(
                    message("Cells of {file} were deleted: {n}."),
                    {"file": path.name, "n": gone - len(written)},
                )
            )
        if not written:
            continue
        own[path.name] = written
        if any(map(_REFERENCE_CALLS.search, written)):
            notes.append(
                Phrase(
                    message(
                        "The code in {file} calls what works the answers out. Ask the student how "
                        "the answers were found."
                    ),
                    {"file": path.name},
                )
            )
        if any(map(_CHECKS.search, code)):
            changed[path.name] = notebook
    return StudentCode(changed, own, tuple(notes))


def run_student_code(
    code: StudentCode, key: CaseKey, *, seconds: int
) -> tuple[dict[str, KeptAnswer], tuple[Phrase, ...]]:
    """Run the changed lessons of a student on the teacher's own tables of the case.

    There the checks only keep the answers, so code that tries values until one is right learns
    nothing, and changed data of the student's do not count.

    Parameters
    ----------
    code
        From `read_student_code`.
    key
        Of the same student.
    seconds
        How long a notebook may take as a whole.

    Returns
    -------
    tuple
        The answers that the code gave, and what was odd.
    """
    if not code.changed:
        return {}, ()
    with tempfile.TemporaryDirectory(prefix="smmlab-", ignore_cleanup_errors=True) as name:
        case = Path(name) / "case"
        with on_disk():
            shutil.copytree(key.folder, case, ignore=shutil.ignore_patterns("downloads"))
        write_enrolment(case, Enrolment("", "", "", exam=True))
        place = case.joinpath(*LESSON_PARTS)
        place.mkdir(parents=True)
        settings = {"SMMLAB_CONFIG_DIR": str(Path(name) / "config"), "PYTHONDONTWRITEBYTECODE": "1"}
        runs = run_untrusted(code.changed, place, seconds=seconds, environment=settings)
        answers = case / ANSWERS_FILE
        is_plain = answers.is_file() and not answers.is_symlink()
        found = read_answers(case) if is_plain else {}
    return found, tuple(note for run in runs for note in _run_notes(run, seconds))


def _run_notes(run: UntrustedRun, seconds: int) -> Sequence[Phrase]:
    told = {"file": run.name, "n": run.failed, "seconds": seconds}
    match run.end:
        case "late":
            return [
                Phrase(
                    message(
                        "{file} was stopped after {seconds} seconds; answers that it gave before "
                        "count. Give it more with --timeout when it is no endless loop."
                    ),
                    told,
                )
            ]
        case "flood":
            return [Phrase(message("{file} was stopped: it shows output without end."), told)]
        case "stopped":
            return [Phrase(message("{file} was stopped: its kernel ended."), told)]
    if run.failed:
        return [Phrase(message("Cells of {file} that ended in an error: {n}."), told)]
    return []


def _read(path: Path) -> nbformat.NotebookNode | None:
    try:
        found: nbformat.NotebookNode = nbformat.reads(
            path.read_text(encoding="utf-8"), as_version=4
        )
        nbformat.validate(found)
        return found
    # Whatever a file holds that is no notebook, the library has a fault of its own for it.
    except Exception:
        return None
