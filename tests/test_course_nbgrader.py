"""The cells of nbgrader keep its published rules for cell metadata, version 3."""

import re

import nbformat
import pytest

from smmlab.course.catalogue import all_tasks, tasks_of
from smmlab.course.teaching.nbgrader_cells import add_nbgrader_cells, grade_id
from smmlab.notebooks.copying import lessons

FIELDS = {"schema_version", "grade", "solution", "locked", "task", "grade_id", "points",
          "cell_type", "checksum"}  # fmt: skip
LESSONS = lessons("et", shaped=add_nbgrader_cells)


def told(notebook: nbformat.NotebookNode) -> list[nbformat.NotebookNode]:
    return [cell for cell in notebook.cells if "nbgrader" in cell.metadata]


@pytest.mark.parametrize("name", LESSONS)
def test_a_lesson_keeps_the_rules(name: str) -> None:
    notebook = LESSONS[name]
    nbformat.validate(notebook)
    cells = told(notebook)
    ids = [cell.metadata.nbgrader.grade_id for cell in cells]
    assert len(set(ids)) == len(ids) == 6
    for cell in cells:
        meta = cell.metadata.nbgrader
        assert set(meta) <= FIELDS
        assert {"schema_version", "grade", "solution", "locked"} <= set(meta)
        assert meta.schema_version == 3
        assert re.fullmatch(r"[a-zA-Z0-9_\-]+", meta.grade_id)
        assert meta.cell_type == cell.cell_type == "code"
        assert meta.task is False
        assert ("points" in meta) == meta.grade
        assert not meta.grade or meta.points > 0
        assert meta.locked == (not meta.solution)
        compile(cell.source, name, "exec")


@pytest.mark.parametrize("task", all_tasks(), ids=lambda task: task.name)
def test_a_task_has_an_answer_and_a_check_behind_its_form(task: object) -> None:
    name = task.name  # type: ignore[attr-defined]
    notebook = next(one for file, one in LESSONS.items() if file[:2] == name[6:8])
    sources = [cell.source for cell in notebook.cells]
    at = next(n for n, source in enumerate(sources) if f'task_form("{name}"' in source)
    answer, check = notebook.cells[at + 1], notebook.cells[at + 2]
    assert answer.source == f"{name.replace('.', '_')} = None"
    assert answer.metadata.nbgrader.solution
    assert check.metadata.nbgrader.points == task.machine_points  # type: ignore[attr-defined]
    given = task.teacher_points  # type: ignore[attr-defined]
    assert answer.metadata.nbgrader.grade == (given > 0)
    assert answer.metadata.nbgrader.get("points", 0) == given
    assert f'sl.check("{name}", {answer.source.split()[0]})' in check.source


@pytest.mark.parametrize(("points", "most"), [(1.0, 2.0), (2.0, 2.0)])
def test_the_last_value_of_a_check_is_its_points(points: float, most: float) -> None:
    task = tasks_of("lesson05")[1]
    space = spaces(task, points)
    *lines, last = source_of(task).splitlines()
    exec("\n".join(lines), space)
    # nbgrader reads what the cell shows as a number.
    assert float(repr(eval(last, space))) == points


def test_an_answer_worth_nothing_ends_in_an_error() -> None:
    task = tasks_of("lesson05")[1]
    with pytest.raises(AssertionError):
        exec(source_of(task), spaces(task, 0.0))


def source_of(task: object) -> str:
    name = f"{grade_id(task)}_check"  # type: ignore[arg-type]
    return str(
        next(
            cell.source
            for cell in told(LESSONS["05-choose-one-network.ipynb"])
            if cell.metadata.nbgrader.grade_id == name
        )
    )


def spaces(task: object, points: float) -> dict[str, object]:
    class Sl:
        @staticmethod
        def check(name: str, answer: object) -> object:
            return type("Verdict", (), {"points": points})()

    return {"sl": Sl, "display": lambda shown: None, grade_id(task): 1}  # type: ignore[arg-type]
