"""Copies of the guide follow it until a person changes them."""

from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest

from smmlab.errors import ProjectError
from smmlab.notebooks.copying import copy_notebooks, kept_copies
from smmlab.texts import Words

Change = Callable[[nbformat.NotebookNode], None]
START = "00-start-here.ipynb"


def read(path: Path) -> nbformat.NotebookNode:
    found: nbformat.NotebookNode = nbformat.reads(path.read_text(encoding="utf-8"), as_version=4)
    return found


def change(path: Path, act: Change) -> None:
    notebook = read(path)
    act(notebook)
    path.write_text(nbformat.writes(notebook), encoding="utf-8")


def title(folder: Path) -> str:
    return str(read(folder / START).cells[0].source)


def run(notebook: nbformat.NotebookNode) -> None:
    code = next(cell for cell in notebook.cells if cell.cell_type == "code")
    code.execution_count = 3
    code.outputs = [nbformat.v4.new_output("stream", text="seen")]


def press_below_the_last(notebook: nbformat.NotebookNode) -> None:
    notebook.cells.append(nbformat.v4.new_code_cell(""))


def note(notebook: nbformat.NotebookNode) -> None:
    notebook.cells[0].source += "\n\nOur own note."


def forget(notebook: nbformat.NotebookNode) -> None:
    del notebook.metadata["smmlab"]


@pytest.fixture(scope="module")
def in_russian(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("guide")
    copy_notebooks(folder, "ru")
    return title(folder)


@pytest.mark.parametrize("act", [run, press_below_the_last, forget])
def test_a_copy_that_nobody_changed_follows_to_another_language(
    act: Change, in_russian: str, tmp_path: Path
) -> None:
    copy_notebooks(tmp_path, "en")
    change(tmp_path / START, act)
    assert kept_copies(tmp_path, "ru") == []
    copy_notebooks(tmp_path, "ru")
    assert title(tmp_path) == in_russian
    assert kept_copies(tmp_path, "ru") == []


def test_a_copy_of_an_older_guide_follows_to_the_newer(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    say = Words.say
    with monkeypatch.context() as older:
        older.setattr(Words, "say", lambda self, text: f"Older. {say(self, text)}")
        copy_notebooks(tmp_path, "en")
        assert title(tmp_path).startswith("Older. ")
    copy_notebooks(tmp_path, "en")
    assert not title(tmp_path).startswith("Older. ")


@pytest.mark.parametrize("acts", [(note,), (note, forget)])
def test_a_changed_copy_stays_and_is_told(acts: tuple[Change, ...], tmp_path: Path) -> None:
    copy_notebooks(tmp_path, "en")
    for act in acts:
        change(tmp_path / START, act)
    before = (tmp_path / START).read_bytes()
    copied = copy_notebooks(tmp_path, "et")
    assert copied[0] == tmp_path / START
    assert (tmp_path / START).read_bytes() == before
    assert kept_copies(tmp_path, "et") == [tmp_path / START]
    assert read(copied[1]).cells[0].source != title(tmp_path)


def test_a_changed_copy_of_this_very_guide_is_not_behind(tmp_path: Path) -> None:
    copy_notebooks(tmp_path, "en")
    change(tmp_path / START, note)
    assert kept_copies(tmp_path, "en") == []


def test_what_a_person_ran_keeps_its_outputs_while_the_guide_stays(tmp_path: Path) -> None:
    copy_notebooks(tmp_path, "en")
    change(tmp_path / START, run)
    before = (tmp_path / START).read_bytes()
    copy_notebooks(tmp_path, "en")
    assert (tmp_path / START).read_bytes() == before


def test_a_copy_without_a_mark_gets_one(tmp_path: Path) -> None:
    copy_notebooks(tmp_path, "en")
    marked = read(tmp_path / START).metadata["smmlab"]
    change(tmp_path / START, forget)
    copy_notebooks(tmp_path, "en")
    assert read(tmp_path / START).metadata["smmlab"] == marked


@pytest.mark.parametrize("text", ["mine", "{}", '{"cells": 3, "nbformat": 4}', ""])
def test_what_is_no_notebook_stays_and_is_told(text: str, tmp_path: Path) -> None:
    copy_notebooks(tmp_path, "en")
    (tmp_path / START).write_text(text, encoding="utf-8")
    copy_notebooks(tmp_path, "ru")
    assert (tmp_path / START).read_text(encoding="utf-8") == text
    assert kept_copies(tmp_path, "ru") == [tmp_path / START]


def test_a_copy_that_was_deleted_comes_back(tmp_path: Path) -> None:
    copied = copy_notebooks(tmp_path, "en")
    copied[4].unlink()
    assert kept_copies(tmp_path, "en") == []
    copy_notebooks(tmp_path, "en")
    assert copied[4].is_file()


def test_a_place_that_cannot_hold_notebooks_is_an_error_for_people(tmp_path: Path) -> None:
    (tmp_path / "notebooks").write_text("a file", encoding="utf-8")
    with pytest.raises(ProjectError):
        copy_notebooks(tmp_path / "notebooks", "en")
