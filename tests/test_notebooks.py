"""The guided notebooks keep their form and run, untouched, from a clean kernel."""

import os
import re
import shutil
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import nbformat
import pytest

from notebook_cases import check_form, english_in, read
from smmlab.datasets.cafe.build import cafe_brief
from smmlab.errors import ProjectError
from smmlab.notebooks.copying import copy_notebooks
from smmlab.notebooks.running import run_notebooks
from smmlab.project import open_project
from smmlab.texts import LANGUAGES, Words

if TYPE_CHECKING:
    from smmlab.project import Project
    from smmlab.texts import Language

SOURCES = sorted(
    (item for item in files("smmlab.notebooks").iterdir() if item.name.endswith(".ipynb")),
    key=lambda item: item.name,
)


def test_the_guide_has_the_ten_steps() -> None:
    assert [item.name[:2] for item in SOURCES] == [f"{number:02d}" for number in range(10)]


@pytest.mark.parametrize("source", SOURCES, ids=lambda item: item.name)
def test_a_notebook_is_prose_with_single_calls(source: object) -> None:
    check_form(read(source))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_client_gets_its_notebooks_in_its_language(language: str, tmp_path: Path) -> None:
    copied = copy_notebooks(tmp_path, language)  # type: ignore[arg-type]
    words = Words(language)  # type: ignore[arg-type]
    for source, target in zip(SOURCES, copied, strict=True):
        original, copy = read(source), read(target)
        assert [c.source for c in copy.cells if c.cell_type == "code"] == [
            c.source for c in original.cells if c.cell_type == "code"
        ]
        prose = [c.source for c in copy.cells if c.cell_type == "markdown"]
        assert prose == [words.say(c.source) for c in original.cells if c.cell_type == "markdown"]


def test_a_notebook_the_user_changed_stays(tmp_path: Path) -> None:
    first = copy_notebooks(tmp_path, "en")[0]
    first.write_text("mine", encoding="utf-8")
    copy_notebooks(tmp_path, "ru")
    assert first.read_text(encoding="utf-8") == "mine"


# In these two languages a browser opens the others.
SOME = ("04-build-the-gathering-place", "06-hold-the-dialogue", "07-know-the-rivals")


@pytest.mark.parametrize(
    ("language", "names"),
    [("en", [item.name.removesuffix(".ipynb") for item in SOURCES]), ("et", SOME), ("ru", SOME)],
)
def test_the_notebooks_run_from_a_clean_kernel_in_the_language_of_the_client(
    language: "Language", names: list[str], cafe: "Project", tmp_path: Path
) -> None:
    client = open_project(shutil.copytree(cafe.folder, tmp_path / "café näidis"))
    client.save_brief(cafe_brief(language))
    copied = copy_notebooks(client.notebooks_folder, language)
    wanted = [path for path in copied if path.stem in names]
    assert len(wanted) == len(names)
    runs = run_notebooks(wanted, tmp_path / "done", seconds=240)
    assert [str(run.problem) for run in runs if run.problem is not None] == []
    for run in runs:
        executed = read(run.executed)
        shown = [out for cell in executed.cells for out in cell.get("outputs", ())]
        assert shown
        assert not [out.text for out in shown if out.get("name") == "stderr"]
        if language != "en":
            assert english_in(executed) == []


def tiny(folder: Path, name: str, code: str) -> Path:
    path = folder / name
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(code)])
    path.write_text(nbformat.writes(notebook), encoding="utf-8")
    return path


def test_a_headless_run_keeps_executed_copies_and_names_the_one_that_fails(tmp_path: Path) -> None:
    bad, good = tiny(tmp_path, "1-bad.ipynb", "1 / 0"), tiny(tmp_path, "2-good.ipynb", "6 * 7")
    torn = tmp_path / "3-torn.ipynb"
    torn.write_text(good.read_text(encoding="utf-8")[:40], encoding="utf-8")
    stopped, whole, unread = run_notebooks([bad, good, torn], tmp_path / "done")
    assert "3-torn.ipynb" in str(unread.problem)
    assert re.search(r"1-bad\.ipynb.*ZeroDivisionError", str(stopped.problem))
    assert whole.problem is None
    assert "42" in whole.executed.read_text(encoding="utf-8")
    assert not nbformat.reads(good.read_text(encoding="utf-8"), as_version=4).cells[0].outputs


def test_a_cell_over_its_time_stops_its_notebook_and_its_kernel_only(tmp_path: Path) -> None:
    said = tmp_path / "kernel.txt"
    slow = tiny(
        tmp_path,
        "1-slow.ipynb",
        "import os, pathlib, time\n"
        f"pathlib.Path({str(said)!r}).write_text(str(os.getpid()))\ntime.sleep(600)",
    )
    good = tiny(tmp_path, "2-good.ipynb", "6 * 7")
    late, whole = run_notebooks([slow, good], tmp_path / "done", seconds=3)
    assert "1-slow.ipynb" in str(late.problem)
    assert "longer than 3 seconds" in str(late.problem)
    assert late.executed.exists()
    assert whole.problem is None
    with pytest.raises(ProcessLookupError):
        os.kill(int(said.read_text()), 0)


def test_what_tells_findings_runs_when_the_others_have_begun(tmp_path: Path) -> None:
    told = "import pathlib, time; pathlib.Path('{0}.txt').write_text(str(time.time()))"
    names = {"1-tells": "  # findings_about", "2-other": "", "3-other": ""}
    wanted = [tiny(tmp_path, f"{n}.ipynb", told.format(n) + end) for n, end in names.items()]
    runs = run_notebooks(wanted, tmp_path / "done")
    assert [run.executed.name for run in runs] == [path.name for path in wanted]
    began = {name: float((tmp_path / f"{name}.txt").read_text()) for name in names}
    assert max(began, key=lambda name: began[name]) == "1-tells"


def test_a_kernel_is_used_again_and_nothing_of_the_notebook_before_is_left(tmp_path: Path) -> None:
    code = (
        "import os, pathlib, ipywidgets\n"
        "assert 'left' not in globals()\n"
        "assert not ipywidgets.Widget.widgets\n"
        "left = ipywidgets.Button()\n"
        "pathlib.Path('{0}.txt').write_text(str(os.getpid()))"
    )
    names = ["1", "2", "3", "4", "5"]
    wanted = [tiny(tmp_path, f"{name}.ipynb", code.format(name)) for name in names]
    runs = run_notebooks(wanted, tmp_path / "done")
    assert [str(run.problem) for run in runs if run.problem] == []
    assert len({(tmp_path / f"{name}.txt").read_text() for name in names}) <= 2
    assert [read(run.executed).cells[0].execution_count for run in runs] == [1] * 5


def test_a_cell_needs_some_time(tmp_path: Path) -> None:
    with pytest.raises(ProjectError, match="at least 1 second"):
        run_notebooks([], tmp_path, seconds=0)
