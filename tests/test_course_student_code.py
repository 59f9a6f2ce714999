"""Lessons with code of the student's own are found; ours, notes and copies are not taken for it."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import nbformat
import pytest

from smmlab.course.answering.answers import KeptAnswer
from smmlab.course.teaching.grading import _together
from smmlab.course.teaching.nbgrader_cells import add_nbgrader_cells
from smmlab.course.teaching.student_code import (
    StudentCode,
    code_of,
    read_student_code,
    run_student_code,
)
from smmlab.notebooks.copying import copy_lessons, lessons

NAME = "05-choose-one-network.ipynb"
Change = Callable[[nbformat.NotebookNode], None]
OURS = {name: code_of(notebook) for name, notebook in lessons("en").items()}


def changed(folder: Path, act: Change, *, name: str = NAME) -> StudentCode:
    place = folder / "notebooks" / "course"
    copy_lessons(place, "en")
    notebook = nbformat.read(place / NAME, as_version=4)
    act(notebook)
    (place / name).write_text(nbformat.writes(notebook), encoding="utf-8")
    return read_student_code(folder, OURS)


def adding(*sources: str) -> Change:
    return lambda notebook: notebook.cells.extend(map(nbformat.v4.new_code_cell, sources))


def take_out(notebook: nbformat.NotebookNode) -> None:
    notebook.cells = [cell for cell in notebook.cells if "task_form" not in cell.source]


def note(notebook: nbformat.NotebookNode) -> None:
    notebook.cells[0].source += "\n\nsl.check is explained here."


def test_lessons_as_handed_out_hold_nothing_of_the_student(tmp_path: Path) -> None:
    copy_lessons(tmp_path / "notebooks" / "course", "et")
    assert read_student_code(tmp_path, OURS) == StudentCode()


@pytest.mark.parametrize("act", [note, adding(""), adding("  \n")])
def test_notes_and_empty_cells_are_no_code(act: Change, tmp_path: Path) -> None:
    assert changed(tmp_path, act) == StudentCode()


def test_code_that_checks_is_run_and_other_code_is_only_kept(tmp_path: Path) -> None:
    found = changed(tmp_path / "one", adding('sl.check("lesson05.q1", "telegram")'))
    assert list(found.changed) == [NAME]
    assert found.own == {NAME: ('sl.check("lesson05.q1", "telegram")',)}
    assert found.notes == ()
    found = changed(tmp_path / "two", adding("case.posts.head()"))
    assert found.changed == {}
    assert found.own == {NAME: ("case.posts.head()",)}


def test_a_copy_under_another_name_has_cells_of_ours(tmp_path: Path) -> None:
    found = changed(tmp_path, adding('sl.check("lesson05.q1", 1)'), name="05-copy.ipynb")
    assert found.own == {"05-copy.ipynb": ('sl.check("lesson05.q1", 1)',)}


def test_deleted_cells_are_told_and_not_run(tmp_path: Path) -> None:
    found = changed(tmp_path, take_out)
    assert found.changed == {}
    assert [str(one) for one in found.notes] == [f"Cells of {NAME} were deleted: 3."]


@pytest.mark.parametrize(
    "source",
    ["task.solve(case)", "from smmlab.course.answering.judging import judge",
     "find_task('lesson05.q1')", "open('../../key/class.toml')"],
)  # fmt: skip
def test_calls_of_what_works_the_answers_out_are_told(source: str, tmp_path: Path) -> None:
    found = changed(tmp_path, adding(source))
    assert "works the answers out" in str(found.notes[0])


@pytest.mark.parametrize(
    "text", ["", "no JSON", "[]", "{}", '{"cells": 3}', "[" * 100_000, '{"nbformat": 4, "cells": '
             '[{"cell_type": "code", "source": 5}], "metadata": {}, "nbformat_minor": 5}'],
)  # fmt: skip
def test_what_is_no_notebook_is_told(text: str, tmp_path: Path) -> None:
    place = tmp_path / "notebooks" / "course"
    place.mkdir(parents=True)
    (place / NAME).write_text(text, encoding="utf-8")
    found = read_student_code(tmp_path, OURS)
    assert [str(one) for one in found.notes] == [f"{NAME} is no notebook any more."]
    assert found.changed == {}


def test_a_filled_cell_of_nbgrader_is_code_of_the_student(tmp_path: Path) -> None:
    shaped = lessons("en", shaped=add_nbgrader_cells)
    ours = {name: code_of(one) for name, one in shaped.items()}
    place = tmp_path / "notebooks" / "course"
    copy_lessons(place, "en", shaped=add_nbgrader_cells)
    assert read_student_code(tmp_path, ours) == StudentCode()
    notebook = nbformat.read(place / NAME, as_version=4)
    cell = next(one for one in notebook.cells if one.source == "lesson05_q1 = None")
    cell.source = 'lesson05_q1 = "telegram"'
    (place / NAME).write_text(nbformat.writes(notebook), encoding="utf-8")
    found = read_student_code(tmp_path, ours)
    assert list(found.changed) == [NAME]
    assert found.own == {NAME: ('lesson05_q1 = "telegram"',)}
    assert found.notes == ()


def test_without_code_of_the_student_nothing_is_run() -> None:
    assert run_student_code(StudentCode(), None, seconds=1) == ({}, ())  # type: ignore[arg-type]


def test_an_answer_of_the_code_takes_the_place_of_the_kept_one() -> None:
    when = datetime(2026, 11, 1, tzinfo=UTC)
    kept = {"a": KeptAnswer("a", 1, 7, "wrong", 0.0, when), "b": KeptAnswer("b", 2, 1, "", 0, when)}
    given = {"a": KeptAnswer("a", 5, 1, "kept", 0.0, when), "c": KeptAnswer("c", 3, 2, "", 0, when)}
    found = _together(kept, given)
    assert {name: (one.answer, one.tries) for name, one in found.items()} == {
        "a": (5, 7), "b": (2, 1), "c": (3, 2),
    }  # fmt: skip
