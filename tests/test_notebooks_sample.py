"""The sample client comes whole, and what is there already is only brought up to date."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

import smmlab.notebooks.sample as sample
from import_cases import BRIEF
from smmlab.cli import main
from smmlab.datasets.cafe.build import cafe_brief
from smmlab.project import create_project, open_project

if TYPE_CHECKING:
    from smmlab.import_report import ImportReport
    from smmlab.project import Project
    from smmlab.texts import Language


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


@pytest.mark.parametrize(
    ("arguments", "language"),
    [([], "en"), (["--language", "et"], "et"), (["--language", "ru", "--seed", "7"], "ru")],
)
def test_the_command_hands_over_language_and_seed(
    arguments: list[str], language: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    made = []

    def make(folder: Path, language: "Language", *, seed: int) -> "list[ImportReport]":
        made.append((folder, language, seed))
        create_project(folder, cafe_brief(language))
        return []

    monkeypatch.setattr(sample, "make_sample", make)
    done = CliRunner().invoke(main, ["sample", str(tmp_path / "cafe"), *arguments])
    assert done.exit_code == 0, done.output
    assert made == [(tmp_path / "cafe", language, 7 if "--seed" in arguments else 2026)]
