"""The form that writes: it tells each step while it works, then every file with its size."""

import re
from pathlib import Path
from typing import Any

import ipywidgets as w
import pytest

from smmlab.analyses import ROOMS
from smmlab.brief import Brief
from smmlab.forms.frame import Form
from smmlab.forms.strategy import _AT_WORK, _MADE, strategy_form
from smmlab.forms.written_files import files_within, list_files
from smmlab.project import Project, create_project
from smmlab.strategy.writer import DOCUMENTS, FORMATS, steps_of
from smmlab.texts import Words


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return create_project(tmp_path / "kohvik", Brief("Kohvik", language="en"))


def choices(form: Form) -> tuple[Any, Any]:
    documents, formats = (one for one in form.controls if isinstance(one, w.SelectMultiple))
    return documents, formats


def listed(form: Form) -> str:
    (files,) = (one for one in form.children if "smm-strategy-files" in one._dom_classes)
    return str(files.value)


def test_each_step_is_told_before_it_and_the_files_after(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[tuple[float, str]] = []
    heard = Form.tell_progress
    monkeypatch.setattr(
        Form, "tell_progress",
        lambda form, done, said: (told.append((done, said)), heard(form, done, said)),
    )  # fmt: skip
    form = strategy_form(project)
    assert "Nothing is written yet" in form.text.value
    assert listed(form) == ""
    documents, formats = choices(form)
    documents.value, formats.value = ("summary", "audit"), ("md", "pptx")
    form.button.click()
    steps = [*ROOMS, "summary", "summary.md", "audit", "audit.md", "slides.pptx", "companions"]
    assert [said for _done, said in told] == [
        _AT_WORK.get(step, _MADE).format(n=place, all=len(steps), file=step)
        for place, step in enumerate(steps, 1)
    ]
    assert [done for done, _said in told] == sorted({done for done, _said in told})
    assert form.progress.layout.display == "none"
    there = files_within(project.strategy_folder)
    counted = [name for name in there if not name.startswith("charts/")]
    assert f"{len(counted)} files are written to the folder strategy" in form.note.value
    names = re.findall(r"<li>(\S+) \((\d+) kB\)</li>", listed(form).replace(",", ""))
    assert {name for name, _size in names} == {f"strategy/{name}" for name in counted}
    for name, size in names:
        assert abs(int(size) - (project.folder / name).stat().st_size / 1000) <= 1
    order = ("Two pages for the owner", "summary.md", "The audit of the page", "audit.md",
             "Slides for a meeting", "slides.pptx")  # fmt: skip
    places = [listed(form).index(word) for word in order]
    assert places == sorted(places)
    again = strategy_form(project)
    assert "the button writes them anew" in again.text.value
    assert "strategy/summary.md" in listed(again)


def test_nothing_chosen_is_told_at_once_and_nothing_is_written(project: Project) -> None:
    form = strategy_form(project)
    documents, formats = choices(form)
    beside = form.children[form.children.index(documents) + 1]
    documents.value = ()
    # The slides need no document beside them.
    assert not beside.value
    formats.value = ("docx",)
    assert "Choose at least one document" in beside.value
    form.button.click()
    assert "Choose at least one document" in form.note.value
    assert files_within(project.strategy_folder) == {}


def test_every_step_that_can_be_has_its_sentence() -> None:
    steps = steps_of(DOCUMENTS, FORMATS)
    assert set(_AT_WORK) <= set(steps)
    assert all("." in step for step in steps if step not in _AT_WORK)
    assert len(set(steps)) == len(steps)


def test_a_strange_name_is_harmless_and_stands_under_no_heading(tmp_path: Path) -> None:
    strange, known = tmp_path / "<b>.csv", tmp_path / "slots-<b>.csv"
    for path in (strange, known):
        path.write_bytes(b"x" * 1499)
    told = list_files({path.name: path for path in (strange, known)}, within=tmp_path,
                      words=Words("et"))  # fmt: skip
    assert told.count("<li>") == 1
    assert "slots-&lt;b&gt;.csv (1 kB)" in told
