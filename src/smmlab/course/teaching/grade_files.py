"""Everything that grading writes: the gradebook as CSV and XLSX, and a page a student."""

from pathlib import Path

from smmlab.course.teaching.feedback import feedback_html
from smmlab.course.teaching.gradebook import GRADEBOOK, gradebook_csv
from smmlab.course.teaching.gradebook_workbook import gradebook_xlsx
from smmlab.course.teaching.grading import ClassGrades
from smmlab.disk import on_disk, replace_file
from smmlab.texts import Words

FEEDBACK = "feedback"


def write_grades(grades: ClassGrades, words: Words | None = None) -> dict[str, Path]:
    """Write the gradebook and the feedback into the folder ``grades`` of the class.

    Parameters
    ----------
    grades
        From `smmlab.course.teaching.grading.grade_class`.
    words
        Language of the gradebook; that of the class when it is None. The feedback is always in the
        language of the class.

    Returns
    -------
    dict
        Where the ``csv``, the ``xlsx`` and the folder ``feedback`` are.

    Raises
    ------
    ProjectError
        When the disk refuses, for example because a spreadsheet holds the gradebook open.
    """
    classroom = grades.classroom
    folder = classroom.grades_folder
    theirs = Words(classroom.language)
    words = words or theirs
    table, book = folder / f"{GRADEBOOK}.csv", folder / f"{GRADEBOOK}.xlsx"
    pages = folder / FEEDBACK
    with on_disk():
        replace_file(table, gradebook_csv(grades, words))
        replace_file(book, gradebook_xlsx(grades, words))
        for one in grades.students:
            page = feedback_html(one, classroom, theirs)
            replace_file(pages / f"{one.student.folder}.html", page.encode())
    return {"csv": table, "xlsx": book, FEEDBACK: pages}
