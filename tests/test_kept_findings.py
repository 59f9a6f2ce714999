"""What was counted is counted again exactly when something it rests on has changed."""

import json
import threading
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pytest

from smmlab import kept_findings
from smmlab.analyses import findings_about
from smmlab.findings import Finding
from smmlab.kept_findings import (
    counting,
    keep_findings,
    read_findings,
    state_of,
    told_findings,
)

if TYPE_CHECKING:
    from smmlab.project import Project

FOUND = Finding("money.orders", np.int64(7), "orders", n=7, low=0.1, high=None, method="Counted")  # type: ignore[arg-type]


@pytest.fixture
def client(tmp_path: Path) -> Path:
    (tmp_path / "tables").mkdir()
    (tmp_path / "tables" / "ledger.json").write_text("{}", encoding="utf-8")
    (tmp_path / "project.toml").write_text("name = 'Kohvik'", encoding="utf-8")
    (tmp_path / "maps").mkdir()
    (tmp_path / "maps" / "a.toml").write_text("a = 1", encoding="utf-8")
    return tmp_path


def test_what_is_kept_comes_back_as_it_was(client: Path) -> None:
    assert read_findings(client, "money") is None
    kept = keep_findings(client, state_of(client), {"money": [FOUND], "rivals": []})
    assert kept["money"] == read_findings(client, "money")
    assert kept["money"] == [
        {"key": "money.orders", "value": 7, "unit": "orders", "n": 7, "low": 0.1, "high": None,
         "status": "measured", "method": "Counted"},
    ]  # fmt: skip
    assert read_findings(client, "rivals") == []
    assert read_findings(client, "content") is None


def test_a_room_is_added_to_those_of_the_same_state(client: Path) -> None:
    state = state_of(client)
    keep_findings(client, state, {"money": [FOUND]})
    keep_findings(client, state, {"rivals": []})
    assert read_findings(client, "money")
    (client / "labels.csv").write_text("x", encoding="utf-8")
    keep_findings(client, state_of(client), {"rivals": []})
    assert read_findings(client, "money") is None


@pytest.mark.parametrize(
    "changed", ["tables/ledger.json", "project.toml", "maps/a.toml", "decisions.toml"]
)
def test_a_change_is_seen(client: Path, changed: str) -> None:
    keep_findings(client, state_of(client), {"money": [FOUND]})
    (client / changed).write_text("b = 2", encoding="utf-8")
    assert read_findings(client, "money") is None


def test_another_program_or_year_is_another_state(
    client: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = state_of(client)
    with monkeypatch.context() as other:
        other.setattr(kept_findings, "_program", lambda: "newer")
        assert state_of(client) != before

    class LaterYear(date):
        @classmethod
        def today(cls) -> "LaterYear":
            return cls(3000, 1, 1)

    monkeypatch.setattr(kept_findings, "date", LaterYear)
    assert state_of(client) != before


@pytest.mark.parametrize(
    "made",
    ["exports/a.csv", "strategy/strategy.md", "tables/.lock", "film.mp4", "sample/tables/a.csv"],
)
def test_what_we_make_is_no_change(client: Path, made: str) -> None:
    (client / "sample").mkdir()
    (client / "sample" / "project.toml").write_text("name = 'Kaja'", encoding="utf-8")
    before = state_of(client)
    (client / made).parent.mkdir(exist_ok=True)
    (client / made).write_text("x", encoding="utf-8")
    assert state_of(client) == before


@pytest.mark.parametrize("text", ["", "[]", '{"state": 1}', '{"state": "STATE"}', "\xff"])
def test_a_spoiled_file_is_as_good_as_none(client: Path, text: str) -> None:
    written = text.replace("STATE", state_of(client)).encode("latin-1")
    (client / "tables" / ".findings.json").write_bytes(written)
    assert read_findings(client, "money") is None
    keep_findings(client, state_of(client), {"money": [FOUND]})
    assert read_findings(client, "money")


def test_a_folder_that_may_only_be_read_is_no_fault(
    client: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: Path, data: bytes) -> None:
        raise PermissionError(path)

    monkeypatch.setattr(kept_findings, "replace_file", refuse)
    assert keep_findings(client, state_of(client), {"money": [FOUND]})["money"]
    assert read_findings(client, "money") is None


def test_kept_findings_read_like_counted_ones(cafe_copy: "Project") -> None:
    kept = cafe_copy.folder / "tables" / ".findings.json"
    kept.unlink(missing_ok=True)
    counted = findings_about(cafe_copy, "money")
    assert set(json.loads(kept.read_text(encoding="utf-8"))["rooms"]) == {"money"}
    pd.testing.assert_frame_equal(findings_about(cafe_copy, "money"), counted)
    assert len(counted)


def test_findings_that_are_being_counted_are_waited_for(
    client: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept_findings, "_LOOKS_AGAIN", 0.05)
    begun, told = threading.Event(), []

    def read(folder: Path, room: str) -> object:
        begun.set()
        return read_findings(folder, room)

    monkeypatch.setattr(kept_findings, "read_findings", read)
    waiting = threading.Thread(
        target=lambda: told.append(told_findings(client, "money", lambda: pytest.fail("twice")))
    )
    with counting(client):
        waiting.start()
        assert begun.wait(10)
        assert not told
        kept = keep_findings(client, state_of(client), {"money": [FOUND]})
        # They are told before the counting of all rooms has ended.
        waiting.join(10)
    assert told == [kept["money"]]


def test_what_nobody_counts_is_counted_here_and_once(client: Path) -> None:
    counts = []

    def count() -> list[Finding]:
        counts.append(1)
        return [FOUND]

    with counting(client):
        pass
    assert told_findings(client, "money", count) == told_findings(client, "money", count)
    assert counts == [1]


def test_two_may_count_at_once_and_in_a_folder_to_read_only(
    client: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with counting(client), counting(client):
        pass

    class NoLock(kept_findings.FileLock):
        def acquire(self, *_given: object, **_named: object) -> object:
            raise PermissionError(self.lock_file)

    monkeypatch.setattr(kept_findings, "FileLock", NoLock)
    with counting(client):
        assert told_findings(client, "money", lambda: [FOUND])[0]["key"] == "money.orders"
