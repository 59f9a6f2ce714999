"""Fixtures every test may use."""

import gc
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from import_cases import fake_read_by_piece
from lab_in_browser import Lab, running_lab

if TYPE_CHECKING:
    from smmlab.project import Project
    from smmlab.texts import Language


# How long an example takes says nothing about the code: no test is timed.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

# Needs an extra that only `make fuzz` installs.
collect_ignore = ["fuzz_add.py"]


def pytest_collection_finish() -> None:
    """Keep the collector from walking all collected tests and modules again and again."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def shared() -> Path:
    """Folder of real samples beside the project; absent for most people, required in CI."""
    root = Path(__file__).resolve().parents[1]
    folder = Path(os.environ.get("SMMLAB_SHARED", root.parent / "shared"))
    if not (folder / "samples").is_dir():
        reason = "no folder of real samples: set SMMLAB_SHARED to it"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    return folder


@pytest.fixture(scope="session", autouse=True)
def own_config(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Keep the keys of test projects away from the user's own."""
    folder = tmp_path_factory.mktemp("config")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SMMLAB_CONFIG_DIR", str(folder))
        yield folder


@pytest.fixture(scope="session", autouse=True)
def no_waiting_for_the_disk() -> Iterator[None]:
    """Let the system write when it likes: only a machine that loses its power could tell."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", lambda descriptor: None)
        yield


@pytest.fixture(scope="session")
def lab(
    cafe: "Project", own_config: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Lab]:
    """Serve the sample client in JupyterLab, once for all tests that open a browser."""
    client = shutil.copytree(cafe.folder, tmp_path_factory.mktemp("clients") / "cafe")
    with running_lab(client, own_config, tmp_path_factory.mktemp("home")) as served:
        yield served


@pytest.fixture(scope="session")
def cafe(own_config: Path, tmp_path_factory: pytest.TempPathFactory) -> "Project":
    """Give the client of `smmlab sample`, made once; tests that decide or add make a copy."""
    from click.testing import CliRunner

    from smmlab.cli import main
    from smmlab.project import open_project

    folder = tmp_path_factory.mktemp("clients") / "cafe"
    made = CliRunner().invoke(main, ["sample", str(folder)], catch_exceptions=False)
    assert made.exit_code == 0, made.output
    return open_project(folder)


@pytest.fixture
def cafe_copy(cafe: "Project", tmp_path: Path) -> "Project":
    """Give a copy of the sample client that a test may change."""
    from smmlab.project import open_project

    return open_project(shutil.copytree(cafe.folder, tmp_path / "cafe"))


@pytest.fixture(scope="session")
def student_folders(
    own_config: Path, tmp_path_factory: pytest.TempPathFactory
) -> "dict[Language, Path]":
    """Give a student's folder a language, made and imported once; whoever answers makes a copy.

    Each is made when it is first asked for: most tests need one.
    """
    from smmlab.course.opening import import_downloads
    from smmlab.course.teaching.handing_out import Wishes, make_class
    from smmlab.course.teaching.roster import Student
    from smmlab.project import open_project

    class Made(dict["Language", Path]):
        def __missing__(self, language: "Language") -> Path:
            wishes = Wishes(language=language, class_seed=7, interactions=4000)
            student = Student("1", "Mari Maasikas", "mari-maasikas")
            made = make_class(tmp_path_factory.mktemp("classes") / language, (student,), wishes)
            self[language] = made.classroom.students_folder / student.folder
            import_downloads(open_project(self[language]))
            return self[language]

    return Made()


@pytest.fixture
def fake_exports(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Let small JSON files stand for exports, and keep the keys apart."""
    monkeypatch.setenv("SMMLAB_CONFIG_DIR", str(tmp_path / "config"))
    monkeypatch.setattr("smmlab.intake.read_by_piece", fake_read_by_piece)
