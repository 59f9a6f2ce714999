"""Notebooks of strangers: whatever they do, they end, and the next one runs."""

import json
from pathlib import Path

import nbformat
import pytest

from smmlab.notebooks import untrusted
from smmlab.notebooks.untrusted import run_untrusted


def notebook(*cells: str) -> nbformat.NotebookNode:
    return nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])


def test_a_cell_that_fails_does_not_stop_the_next(tmp_path: Path) -> None:
    cells = notebook("open('one', 'w').close()", "1 / 0", "open('two', 'w').close()", "input()")
    [run] = run_untrusted({"a.ipynb": cells}, tmp_path)
    assert (run.end, run.failed) == ("done", 2)
    assert {path.name for path in tmp_path.iterdir()} == {"one", "two"}


def test_the_limit_is_for_the_whole_notebook_and_the_next_one_runs(tmp_path: Path) -> None:
    slow = notebook("open('begun', 'w').close()", *["import time; time.sleep(2)"] * 9)
    runs = run_untrusted({"slow": slow, "next": notebook("open('next', 'w').close()")}, tmp_path,
                         seconds=3)  # fmt: skip
    assert [run.end for run in runs] == ["late", "done"]
    assert {path.name for path in tmp_path.iterdir()} == {"begun", "next"}


def test_a_flood_and_the_end_of_a_kernel_are_told(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(untrusted, "MOST_OUTPUT", 100_000)
    flood = notebook("while True: print('x' * 1000)")
    ended = notebook("import os; os._exit(1)", "open('after', 'w').close()")
    runs = run_untrusted({"flood": flood, "ended": ended}, tmp_path, seconds=30)
    assert [run.end for run in runs] == ["flood", "stopped"]
    assert list(tmp_path.iterdir()) == []


def test_no_notebook_names_its_own_kernel_and_the_environment_is_ours(tmp_path: Path) -> None:
    cells = notebook("import json, os",
                     "json.dump([os.environ['MINE']], open('told', 'w'))")  # fmt: skip
    cells.metadata["kernelspec"] = {"name": "evil", "display_name": "x", "language": "x"}
    [run] = run_untrusted({"a": cells}, tmp_path, environment={"MINE": "so"})
    assert run.end == "done"
    assert json.loads((tmp_path / "told").read_text())[0] == "so"
