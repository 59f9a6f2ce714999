"""The store: one pointer, replaced in one step, and a good state whatever happens."""

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from import_cases import (
    BRIEF,
    bytes_below,
    comment,
    post,
    table_bytes,
    write_export,
)
from smmlab.disk import replace_file
from smmlab.errors import ProjectError
from smmlab.keys import project_key
from smmlab.project import Project, create_project, open_project
from smmlab.store import Manifest, Store

pytestmark = pytest.mark.usefixtures("fake_exports")


@pytest.fixture
def project(tmp_path: Path) -> Project:
    made = create_project(tmp_path / "Кафе на углу", BRIEF)
    made.add(first_file(tmp_path))
    return made


def first_file(folder: Path) -> Path:
    return write_export(folder / "raw" / "a.json", {"posts": [post("1", reach=5), post("2")]})


def second_file(folder: Path) -> Path:
    tables = {
        "posts": [post("2", reach=7), post("3")],
        "interactions": [comment("9", source_row=4)],
    }
    return write_export(folder / "raw" / "b.json", tables, 2_000, rejected=[90], notes=[1])


class Killed(BaseException):
    """Stands for a process that ends here: nothing catches it."""


def test_a_write_that_dies_at_any_rename_leaves_the_last_good_state(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, fingerprint = table_bytes(project.folder), project.fingerprint
    frames = {name: project.table(name) for name in ("posts", "snapshots", "interactions")}
    real, file = os.replace, second_file(tmp_path)
    deaths = 0
    while True:
        shutil.rmtree(project.folder / "exports", ignore_errors=True)
        shutil.rmtree(project.folder / "rejected", ignore_errors=True)
        left = [deaths]

        def dying(source: Path, target: Path, left: list[int] = left) -> None:
            left[0] -= 1
            if left[0] < 0:
                raise Killed
            real(source, target)

        monkeypatch.setattr(os, "replace", dying)
        try:
            report = project.add(file)
            break
        except Killed:
            deaths += 1
            monkeypatch.setattr(os, "replace", real)
            again = open_project(project.folder)
            assert table_bytes(again.folder) == before
            assert again.fingerprint == fingerprint
            for name, frame in frames.items():
                assert again.table(name).equals(frame)
    # Two parts, three tables and their origins, the raw file, the rejected list, the manifest.
    assert deaths == 11
    assert report.rows == {"read": 5, "imported": 2, "merged": 1, "rejected": 1, "notes": 1}
    assert len(project.table("posts")) == 3


def test_a_full_disk_is_a_sentence_and_changes_nothing(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = bytes_below(project.folder / "tables")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(ProjectError, match=r"No space left.*unchanged"):
        project.add(second_file(tmp_path))
    monkeypatch.undo()
    assert bytes_below(project.folder / "tables") == before
    assert not list(project.folder.rglob(".*.tmp"))


def test_an_engine_that_failed_is_started_anew(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = table_bytes(project.folder)

    def failing(*_: object) -> None:
        project._store._started.close()
        raise duckdb.InternalException("INTERNAL Error: lost count")

    with monkeypatch.context() as broken:
        broken.setattr("smmlab.merge._write", failing)
        with pytest.raises(ProjectError, match=r"engine failed: .*lost count\. What was there"):
            project.add(second_file(tmp_path))
    assert table_bytes(project.folder) == before
    assert len(project.table("posts")) == 2
    assert project.add(second_file(tmp_path)).error is None
    assert len(project.table("posts")) == 3


@pytest.mark.parametrize(
    ("problem", "words"),
    [(duckdb.OutOfMemoryException("failed to allocate"), r"too large .* project\.scan"),
     (duckdb.InternalException("lost count"), r"engine failed: lost count\. .*unchanged")],
)  # fmt: skip
def test_what_is_no_damage_of_a_table_does_not_cost_it(
    project: Project, monkeypatch: pytest.MonkeyPatch, problem: duckdb.Error, words: str
) -> None:
    def failing(_relation: object) -> None:
        raise problem

    monkeypatch.setattr("smmlab.project.as_frame", failing)
    with pytest.raises(ProjectError, match=words) as caught:
        project.table("posts")
    assert "Delete" not in str(caught.value)


def test_a_damaged_table_is_a_sentence(project: Project) -> None:
    for table in (project.folder / "tables").glob("posts*.parquet"):
        table.write_bytes(table.read_bytes()[:-9])
    with pytest.raises(ProjectError, match=r"cannot be read: .* Delete the folder tables"):
        project.table("posts")


def test_a_killed_process_leaves_the_last_good_state(project: Project, tmp_path: Path) -> None:
    before = table_bytes(project.folder)
    script = """
import os, signal, sys
import smmlab.intake as intake, smmlab.project as project
from import_cases import fake_read_by_piece
from smmlab import store
intake.read_by_piece = fake_read_by_piece
real, left = os.replace, [int(sys.argv[3])]
def dying(source, target):
    if left[0] == 0:
        os.kill(os.getpid(), signal.SIGKILL)
    left[0] -= 1
    real(source, target)
os.replace = dying
project.open_project(sys.argv[1]).add(sys.argv[2])
"""
    file = second_file(tmp_path)
    for steps in (3, 6):
        killed = subprocess.run(
            [sys.executable, "-c", script, project.folder, file, str(steps)],
            env={**os.environ, "PYTHONPATH": str(Path(__file__).parent)},
            capture_output=True, timeout=120, check=False,
        )  # fmt: skip
        assert killed.returncode == -signal.SIGKILL, killed.stderr
        again = open_project(project.folder)
        assert table_bytes(again.folder) == before
        assert again.table("posts")["post_id"].tolist() == ["1", "2"]
    # The lock of a dead process holds nobody, and its left-overs go with the next import.
    assert project.add(file).imported == 2
    assert not [*project.folder.glob("tables/**/.*.tmp"), *project.folder.glob("exports/.*.tmp")]
    assert len(list((project.folder / "tables" / "parts").iterdir())) == 3


def test_a_reader_keeps_its_files_for_one_import(project: Project, tmp_path: Path) -> None:
    relation = project.scan("posts")
    project.add(second_file(tmp_path))
    assert len(relation.to_arrow_table()) == 2
    project.add(write_export(tmp_path / "raw" / "c.json", {"posts": [post("4")]}, 3_000))
    merged = sorted(path.name for path in (project.folder / "tables").glob("posts-*.parquet"))
    assert len(merged) == 2


def test_one_writer_at_a_time(project: Project, tmp_path: Path) -> None:
    with (
        Store(project.folder / "tables").writing(),
        pytest.raises(ProjectError, match="Another import"),
    ):
        project.add(second_file(tmp_path))
    assert project.add(second_file(tmp_path)).imported == 2


def test_a_damaged_manifest_says_what_to_do(project: Project) -> None:
    for text in ("{", "[]", '{"imports": [{}], "tables": {}, "forgotten": []}'):
        (project.folder / "tables" / "manifest.json").write_text(text)
        with pytest.raises(ProjectError, match="Delete the folder tables"):
            project.table("posts")


def test_a_table_file_taken_away_says_what_to_do(project: Project) -> None:
    for path in (project.folder / "tables").glob("posts-*.parquet"):
        path.unlink()
    with pytest.raises(ProjectError, match="is gone"):
        project.scan("posts")


def test_a_file_is_replaced_whole_or_not_at_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.toml"
    replace_file(path, b"old")

    def failing(*_: object) -> None:
        raise OSError("no")

    monkeypatch.setattr(os, "replace", failing)
    with pytest.raises(OSError, match="no"):
        replace_file(path, b"new")
    assert {p.name: p.read_bytes() for p in tmp_path.iterdir()} == {"a.toml": b"old"}


def test_no_tables_have_a_fingerprint_too() -> None:
    assert Manifest().fingerprint == Manifest().fingerprint != ""


def test_the_key_is_made_once_for_the_owner_only(tmp_path: Path) -> None:
    key = project_key("0123456789abcdef", must_exist=False)
    assert len(key) == 32
    assert project_key("0123456789abcdef", must_exist=True) == key
    path = tmp_path / "config" / "keys" / "0123456789abcdef.key"
    assert path.stat().st_mode & 0o777 == 0o600
    path.write_text("zz")
    with pytest.raises(ProjectError, match="damaged"):
        project_key("0123456789abcdef", must_exist=False)
    path.write_text("aa")
    with pytest.raises(ProjectError, match="damaged"):
        project_key("0123456789abcdef", must_exist=False)


def test_an_id_cannot_lead_out_of_the_key_folder() -> None:
    with pytest.raises(ProjectError, match="letters and digits"):
        project_key("../../.ssh/id_rsa", must_exist=False)
