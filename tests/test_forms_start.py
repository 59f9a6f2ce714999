"""The first minutes: the sample is a client apart, one button away."""

from dataclasses import replace
from pathlib import Path

import pytest

from import_cases import BRIEF
from smmlab.datasets.cafe.build import cafe_brief
from smmlab.errors import ProjectError
from smmlab.forms.start import start_form
from smmlab.project import Project, create_project
from smmlab.texts import LANGUAGES, Language


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Path, str]]:
    calls: list[tuple[Path, str]] = []
    monkeypatch.setattr(
        "smmlab.notebooks.sample.make_sample",
        lambda folder, language: calls.append((folder, language)),
    )
    return calls


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_button_makes_the_sample_inside_and_links_to_it(
    language: Language, made: list[tuple[Path, str]], tmp_path: Path
) -> None:
    project = create_project(tmp_path / "kohvik", replace(BRIEF, language=language))
    form = start_form(project)
    where = form.children[-2]
    assert "href" not in where.value
    form.button.click()
    assert made == [(project.folder / "sample", language)]
    assert 'href="../sample/notebooks/00-start-here.ipynb"' in where.value
    assert "sample" in form.note.value
    assert not project.status().files


def test_a_sample_that_is_there_is_linked_at_once(tmp_path: Path) -> None:
    project = create_project(tmp_path / "kohvik", BRIEF)
    create_project(project.folder / "sample", cafe_brief())
    assert "href" in start_form(project).children[-2].value


def test_a_name_cannot_write_html(made: list[tuple[Path, str]], tmp_path: Path) -> None:
    form = start_form(create_project(tmp_path / "<b>kohvik", BRIEF))
    form.button.click()
    assert made
    assert "<b>kohvik" not in form.note.value
    assert "&lt;b&gt;kohvik" in form.note.value


def test_a_folder_that_cannot_be_written_is_told(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def fail(_folder: Path, _language: str) -> None:
        raise ProjectError("The disk is full.")

    monkeypatch.setattr("smmlab.notebooks.sample.make_sample", fail)
    form = start_form(create_project(tmp_path / "kohvik", BRIEF))
    form.button.click()
    assert "The disk is full." in form.note.value
    assert "href" not in form.children[-2].value


def test_inside_the_sample_nothing_more_is_made(cafe: Project) -> None:
    form = start_form(cafe)
    assert not form.button.description
    assert "smmlab new" in form.text.value
