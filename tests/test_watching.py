"""An audit follows its client folder, and never its own output."""

import threading
import time
from pathlib import Path

from smmlab.notebooks.watching import changes_in, follow


def heard(folder: Path, *batches: list[str]) -> list[list[str]]:
    found: list[list[str]] = []
    changes = ([folder / name for name in batch] for batch in batches)
    follow(folder, changes, lambda paths: found.append([path.as_posix() for path in paths]))
    return found


def test_what_an_audit_reads_starts_it_again(tmp_path: Path) -> None:
    assert heard(tmp_path, ["exports/a.csv"], ["tables/posts.parquet", "decisions.toml"]) == [
        ["exports/a.csv"],
        ["decisions.toml", "tables/posts.parquet"],
    ]


def test_its_own_output_and_hidden_files_do_not(tmp_path: Path) -> None:
    quiet = ["strategy/strategy.docx", "strategy/notebooks/00-start-here.ipynb"]
    hidden = ["notebooks/.ipynb_checkpoints/00.ipynb", ".cache/x", "exports/~$a.xlsx"]
    assert heard(tmp_path, quiet, hidden, [], ["../elsewhere.csv"]) == []


def test_a_batch_names_only_what_counts(tmp_path: Path) -> None:
    assert heard(tmp_path, ["strategy/a.md", "project.toml"]) == [["project.toml"]]


def test_a_change_on_disk_is_seen(tmp_path: Path) -> None:
    is_seen = threading.Event()

    def keep_writing() -> None:
        while not is_seen.is_set():
            (tmp_path / "project.toml").write_text(str(time.monotonic()))
            # Longer than the pause that ends a batch.
            is_seen.wait(3)

    writer = threading.Thread(target=keep_writing)
    writer.start()
    try:
        assert tmp_path / "project.toml" in next(changes_in(tmp_path))
    finally:
        is_seen.set()
        writer.join()
