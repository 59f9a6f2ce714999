"""The lessons with cells that nbgrader collects and grades; smmlab itself needs none of them.

The rules are those of the cell metadata of nbgrader, version 3: a name without dots that is unique
in the notebook, points where a cell is graded, and only its own fields. A cell of tests without a
mistake is worth all its points to nbgrader unless its last value is above zero, so an answer that
earns nothing must end in an error.
"""

from typing import Any

import nbformat

from smmlab.course.catalogue import LESSONS, tasks_of
from smmlab.course.task import Task

SCHEMA_VERSION = 3


def add_nbgrader_cells(name: str, notebook: nbformat.NotebookNode) -> None:
    """Put two cells behind the form of each task: one to answer in, and one that checks.

    Parameters
    ----------
    name
        The file name of the lesson, such as ``05-choose-one-network.ipynb``.
    notebook
        The lesson, which is changed in place.
    """
    lesson = f"lesson{name[:2]}"
    if lesson not in LESSONS:
        return
    for task in tasks_of(lesson):
        forms = [at for at, cell in enumerate(notebook.cells) if _is_form_of(cell, task)]
        at = forms[-1] + 1 if forms else len(notebook.cells)
        added = [_answer_cell(task), _check_cell(task)]
        if notebook.nbformat_minor < 5:  # cells had no ids before
            for cell in added:
                del cell["id"]
        notebook.cells[at:at] = added


def grade_id(task: Task) -> str:
    """Return what nbgrader calls a task.

    Examples
    --------
    >>> grade_id(Task("lesson05.q2", "share", "guided", ""))
    'lesson05_q2'
    """
    return task.name.replace(".", "_")


def _is_form_of(cell: nbformat.NotebookNode, task: Task) -> bool:
    return cell.cell_type == "code" and f'"{task.name}"' in cell.source


def _answer_cell(task: Task) -> nbformat.NotebookNode:
    source = f"{grade_id(task)} = None"
    # What only a teacher can give is marked by hand, in the cell of the answer.
    by_hand = task.teacher_points > 0
    told: dict[str, Any] = {"points": task.teacher_points} if by_hand else {}
    return _cell(source, grade_id(task), grade=by_hand, solution=True, locked=False, more=told)


def _check_cell(task: Task) -> nbformat.NotebookNode:
    name = grade_id(task)
    source = (
        f'{name}_verdict = sl.check("{task.name}", {name})\n'
        f"display({name}_verdict)\n"
        f"assert {name}_verdict.points > 0\n"
        f"float({name}_verdict.points)"
    )
    told = {"points": task.machine_points}
    return _cell(source, f"{name}_check", grade=True, solution=False, locked=True, more=told)


def _cell(
    source: str, name: str, *, grade: bool, solution: bool, locked: bool, more: dict[str, Any]
) -> nbformat.NotebookNode:
    cell: nbformat.NotebookNode = nbformat.v4.new_code_cell(source, id=name.replace("_", "-"))
    cell.metadata["nbgrader"] = nbformat.from_dict(
        {
            "schema_version": SCHEMA_VERSION, "grade_id": name, "grade": grade,
            "solution": solution, "locked": locked, "task": False, "cell_type": "code", **more,
        }
    )  # fmt: skip
    return cell
