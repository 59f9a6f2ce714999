"""The lessons keep their form, ask every question once, and run in three languages."""

import re
from importlib.resources import files
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from notebook_cases import check_form, english_in, read
from smmlab.course.catalogue import all_tasks
from smmlab.notebooks.running import run_notebooks
from smmlab.texts import LANGUAGES

if TYPE_CHECKING:
    from smmlab.texts import Language

SOURCES = sorted(
    (item for item in files("smmlab.notebooks.course").iterdir() if item.name.endswith(".ipynb")),
    key=lambda item: item.name,
)
_LONGEST = 130  # words of a cell: a screen that one reads in a minute


def test_there_are_twelve_lessons() -> None:
    assert [item.name[:2] for item in SOURCES] == [f"{number:02d}" for number in range(1, 13)]


@pytest.mark.parametrize("source", SOURCES, ids=lambda item: item.name)
def test_a_lesson_is_prose_with_single_calls(source: object) -> None:
    notebook = read(source)
    check_form(notebook)
    prose = [cell.source for cell in notebook.cells if cell.cell_type == "markdown"]
    assert [text for text in prose if len(text.split()) > _LONGEST] == []


@pytest.mark.parametrize("source", SOURCES, ids=lambda item: item.name)
def test_a_lesson_asks_its_three_questions_and_ends_with_a_card(source: object) -> None:
    notebook = read(source)
    number = f"lesson{source.name[:2]}"  # type: ignore[attr-defined]
    code = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "code")
    prose = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")
    asked = re.findall(r'task_form\("(lesson\d\d\.q\d)"\)', code)
    assert asked == [task.name for task in all_tasks() if task.lesson == number]
    assert len(asked) == 3
    assert "> **Card**" in prose
    assert f'show_progress(case, "{number}")' in code
    assert f'sl.check("{number}.q' in prose


def test_each_lesson_leads_to_the_next() -> None:
    for source, following in pairwise(SOURCES):
        assert f"]({following.name})" in read(source).cells[-1].source


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_lessons_run_from_a_clean_kernel_in_three_languages(
    language: "Language", student_folders: "dict[Language, Path]", tmp_path: Path
) -> None:
    lessons = sorted((student_folders[language] / "notebooks" / "course").glob("*.ipynb"))
    runs = run_notebooks(lessons, tmp_path / "done", seconds=120)
    assert len(runs) == len(SOURCES)
    assert [str(run.problem) for run in runs if run.problem is not None] == []
    for run in runs:
        executed = read(run.executed)
        shown = [out for cell in executed.cells for out in cell.get("outputs", ())]
        assert not [out.text for out in shown if out.get("name") == "stderr"]
        if language != "en":
            assert english_in(executed) == []
