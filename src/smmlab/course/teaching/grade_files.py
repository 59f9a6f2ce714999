"""Everything that grading writes: the gradebook as CSV and XLSX, and a page a student."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from smmlab.course.teaching.feedback import feedback_html
from smmlab.course.teaching.gradebook import GRADEBOOK, gradebook_csv
from smmlab.course.teaching.gradebook_workbook import gradebook_xlsx
from smmlab.course.teaching.grading import ClassGrades
from smmlab.course.teaching.taking_over import take_over
from smmlab.course.teaching.teacher_marks import TeacherSheet, read_teacher_sheet
from smmlab.disk import copy_file, on_disk, replace_file
from smmlab.errors import ExportError
from smmlab.texts import Phrase, Words, message

FEEDBACK = "feedback"
BEFORE = f"{GRADEBOOK}-before.xlsx"
"""The gradebook as it was before the last grading."""
_OPEN = message(
    "{file} is open in another program. What was saved in it was taken over, and it is kept as "
    "{kept}. Close it without saving before you open the new one."
)
_UNREADABLE = message(
    "{file} could not be read, so no points or words of yours were taken over from it. It is kept "
    "as {kept}."
)
_REFUSED = message(
    "{file} could not be replaced, perhaps because it is open in another program. The new one is "
    "{written}. Close the old one and give the new one its name before you write into it."
)


@dataclass(frozen=True)
class WrittenGrades:
    """What grading wrote.

    Parameters
    ----------
    files
        Where the ``csv``, the ``xlsx`` and the folder ``feedback`` are.
    grades
        With the teacher's points and words of the gradebook before, and what is to be told of it.
    """

    files: dict[str, Path]
    grades: ClassGrades


def write_grades(grades: ClassGrades, words: Words | None = None) -> WrittenGrades:
    """Write the gradebook and the feedback into the folder ``grades`` of the class.

    What the teacher wrote into the gradebook before is taken over, and that file is kept.

    Parameters
    ----------
    grades
        From `smmlab.course.teaching.grading.grade_class`.
    words
        Language of the gradebook; that of the class when it is None. The feedback is always in the
        language of the class.

    Raises
    ------
    ProjectError
        When the disk refuses.
    """
    classroom = grades.classroom
    folder = classroom.grades_folder
    theirs = Words(classroom.language)
    words = words or theirs
    table, book = folder / f"{GRADEBOOK}.csv", folder / f"{GRADEBOOK}.xlsx"
    pages = folder / FEEDBACK
    with on_disk():
        sheet, book, notes = _keep_before(book)
        grades = take_over(replace(grades, notes=(*grades.notes, *notes)), sheet)
        book, refused = _write(book, gradebook_xlsx(grades, words))
        table, also = _write(table, gradebook_csv(grades, words))
        grades = replace(grades, notes=(*grades.notes, *refused, *also))
        for one in grades.students:
            page = feedback_html(one, classroom, theirs)
            replace_file(pages / f"{one.student.folder}.html", page.encode())
    return WrittenGrades({"csv": table, "xlsx": book, FEEDBACK: pages}, grades)


def _keep_before(book: Path) -> tuple[TeacherSheet, Path, list[Phrase]]:
    """Read the gradebook before, keep it under another name, and tell where the new one goes."""
    if not book.exists():
        return TeacherSheet(), book, []
    try:
        sheet = read_teacher_sheet(book)
    except ExportError:
        sheet = None
    is_open = any(
        (book.parent / name).exists() for name in (f".~lock.{book.name}#", f"~${book.name}")
    )
    kept = book.with_name(BEFORE) if sheet is not None and not is_open else _spare(book, "kept")
    try:
        copy_file(book, kept)
    except OSError:
        return _keep_unread(book, sheet or TeacherSheet())
    notes = []
    if sheet is None:
        notes.append(Phrase(_UNREADABLE, {"file": book.name, "kept": kept.name}))
    elif is_open:
        notes.append(Phrase(_OPEN, {"file": book.name, "kept": kept.name}))
    return sheet or TeacherSheet(), book, notes


def _keep_unread(book: Path, sheet: TeacherSheet) -> tuple[TeacherSheet, Path, list[Phrase]]:
    """Keep a file that cannot be copied: by another name, or else where it is."""
    kept, place = _spare(book, "kept"), book
    try:
        book.rename(kept)
    except OSError:
        kept, place = book, _spare(book, "new")
    return sheet, place, [Phrase(_UNREADABLE, {"file": book.name, "kept": kept.name})]


def _write(path: Path, data: bytes) -> tuple[Path, list[Phrase]]:
    """Replace a file; where a program holds it open, write the new one beside it."""
    try:
        replace_file(path, data)
    except PermissionError:
        beside = _spare(path, "new")
        replace_file(beside, data)
        return beside, [Phrase(_REFUSED, {"file": path.name, "written": beside.name})]
    return path, []


def _spare(path: Path, ending: str) -> Path:
    return next(one for one in _names(path, ending) if not one.exists())


def _names(path: Path, ending: str) -> Iterator[Path]:
    number = 0
    while True:
        number += 1
        yield path.with_name(f"{path.stem}-{ending}-{number}{path.suffix}")
