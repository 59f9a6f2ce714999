"""The sample client comes whole, and what is there already is only brought up to date."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import smmlab.notebooks.sample as sample
from import_cases import BRIEF
from smmlab.datasets.cafe.build import cafe_brief
from smmlab.project import create_project, open_project

if TYPE_CHECKING:
    from smmlab.project import Project


@pytest.fixture
def no_exports(monkeypatch: pytest.MonkeyPatch) -> None:
    # The year of the café takes seconds to make; what is around it is looked at here.
    monkeypatch.setattr(sample, "build_cafe", lambda _folder, seed: [])
    monkeypatch.setattr(sample, "build_rivals", lambda folder, seed: [folder])
    monkeypatch.setattr("smmlab.project.Project.add_many", lambda *_files, **_options: [])
    monkeypatch.setattr("smmlab.project.Project.add", lambda *_files, **_options: None)


def test_the_sample_holds_its_exports_and_those_of_rivals(cafe: "Project") -> None:
    posts = cafe.posts
    assert posts["is_own"].any()
    assert not posts["is_own"].all()
    assert cafe.status().files
    assert not cafe.status().refused


@pytest.mark.usefixtures("no_exports")
def test_a_new_sample_speaks_the_language_asked_for(tmp_path: Path) -> None:
    sample.make_sample(tmp_path / "cafe", "et")
    made = open_project(tmp_path / "cafe")
    assert made.brief == cafe_brief("et")
    assert (made.notebooks_folder / "00-start-here.ipynb").is_file()


@pytest.mark.usefixtures("no_exports")
def test_one_that_is_there_keeps_its_brief(tmp_path: Path) -> None:
    create_project(tmp_path / "cafe", replace(BRIEF, language="ru"))
    sample.make_sample(tmp_path / "cafe", "et")
    kept = open_project(tmp_path / "cafe").brief
    assert (kept.name, kept.language) == (BRIEF.name, "ru")
