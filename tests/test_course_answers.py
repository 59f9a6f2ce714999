"""The file of answers: counted, whole, and never a reason to stop."""

import json
import threading
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smmlab.course.answering.answers import (
    ANSWERS_FILE,
    damage_of,
    keep_answer,
    read_answers,
    set_aside_damaged,
)
from smmlab.errors import DataError, ProjectError

MOMENT = datetime(2026, 11, 29, 8, 30, tzinfo=UTC)


def kept(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / ANSWERS_FILE).read_text(encoding="utf-8"))
    return found


def test_an_answer_takes_the_place_of_the_one_before_and_tries_are_counted(tmp_path: Path) -> None:
    keep_answer(tmp_path, "lesson01.q1", ("a", "b"), state="nearly", points=1.0)
    keep_answer(tmp_path, "lesson01.q2", 0.5, state="wrong")
    last = keep_answer(tmp_path, "lesson01.q1", ("a",), state="right", points=2.0, moment=MOMENT)
    assert kept(tmp_path)["lesson01.q1"] == {
        "answer": ["a"], "tries": 2, "state": "right", "points": 2.0,
        "moment": "2026-11-29T08:30:00+00:00",
    }  # fmt: skip
    read = read_answers(tmp_path)
    assert read["lesson01.q1"] == last
    assert (read["lesson01.q2"].tries, read["lesson01.q2"].answer) == (1, 0.5)
    assert [path.name for path in tmp_path.glob("[!.]*")] == [ANSWERS_FILE]


def test_days_and_sets_become_plain_and_letters_stay(tmp_path: Path) -> None:
    goal = {"by": date(2026, 3, 17), "because": ("õun", "яблоко"), "set": {"b", "a"}}
    keep_answer(tmp_path, "lesson12.q3", goal, state="kept")
    assert kept(tmp_path)["lesson12.q3"]["answer"] == {
        "by": "2026-03-17", "because": ["õun", "яблоко"], "set": ["a", "b"],
    }  # fmt: skip
    assert "яблоко" in (tmp_path / ANSWERS_FILE).read_text(encoding="utf-8")


def test_without_a_file_nothing_is_answered_and_nothing_is_wrong(tmp_path: Path) -> None:
    assert read_answers(tmp_path) == {}
    assert damage_of(tmp_path) is None
    assert set_aside_damaged(tmp_path) is None
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[1]", b"null", b"\xff\xfe", b"[" * 100_000, b'"' + b"a" * 5_000_001 + b'"',
     b'{"lesson01.q1": 3}', b'{"lesson01.q1": {"answer": NaN}}'],
)  # fmt: skip
def test_a_damaged_file_is_put_aside_and_told_of(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / ANSWERS_FILE
    path.write_bytes(content)
    assert read_answers(tmp_path) == {}
    assert path.read_bytes() == content  # reading changes nothing
    assert "no answer of the course" in str(damage_of(tmp_path))
    assert "put aside as answers-damaged-1.json" in str(set_aside_damaged(tmp_path))
    assert (tmp_path / "answers-damaged-1.json").read_bytes() == content
    assert not path.exists()
    path.write_bytes(content)
    keep_answer(tmp_path, "lesson01.q1", 1, state="right")
    assert (tmp_path / "answers-damaged-2.json").read_bytes() == content
    assert read_answers(tmp_path)["lesson01.q1"].tries == 1


def entry(**changed: Any) -> dict[str, Any]:
    whole = {"answer": 1, "tries": 3, "state": "right", "points": 2, "moment": "2026-11-29T08:30"}
    return {**whole, **changed}


def test_what_is_whole_in_a_damaged_file_is_saved(tmp_path: Path) -> None:
    content = {
        "lesson01.q1": entry(), "lesson01.q2": entry(tries="3"), "lesson01.q3": entry(tries=True),
        "lesson02.q1": entry(points="a"), "lesson02.q2": entry(moment=3), "lesson02.q3": [],
        "lesson03.q1": entry(answer="a" * 20_001), "lesson03.q2": entry(state=None),
        "lesson03.q3": entry(points=1e999), "x" * 61: entry(), "lesson04.q1": entry(tries=0),
        "\ud83d": entry(), "lesson04.q2": entry(answer="\ud83d"),
    }  # fmt: skip
    (tmp_path / ANSWERS_FILE).write_text(json.dumps(content), encoding="utf-8")
    assert set(read_answers(tmp_path)) == {"lesson01.q1"}
    assert "saved: 1." in str(set_aside_damaged(tmp_path))
    assert set(kept(tmp_path)) == {"lesson01.q1"}
    assert keep_answer(tmp_path, "lesson01.q1", 2, state="wrong").tries == 4
    assert damage_of(tmp_path) is None


@given(content=st.binary(max_size=60) | st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=5),
    lambda inner: st.dictionaries(
        st.sampled_from(["lesson01.q1", "answer", "tries", "state", "points", "moment"]), inner),
    max_leaves=8,
).map(lambda plain: json.dumps(plain).encode()))  # fmt: skip
def test_whatever_stands_in_the_file_it_can_be_read(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    folder = tmp_path_factory.mktemp("answers")
    (folder / ANSWERS_FILE).write_bytes(content)
    before = read_answers(folder)
    after = keep_answer(folder, "lesson09.q9", 1, state="right")
    assert read_answers(folder) == {**before, "lesson09.q9": after}
    assert damage_of(folder) is None


@pytest.mark.parametrize("answer", ["õ" * 10_000, [1.5] * 20_000, object(), float("nan")])
def test_what_no_file_can_hold_is_refused_and_the_last_answer_stays(
    tmp_path: Path, answer: object
) -> None:
    keep_answer(tmp_path, "lesson01.q1", 1, state="right")
    with pytest.raises(DataError, match=r"bytes of the file|no file of answers can"):
        keep_answer(tmp_path, "lesson01.q1", answer, state="right")
    assert (kept(tmp_path)["lesson01.q1"]["answer"], kept(tmp_path)["lesson01.q1"]["tries"]) == (
        1,
        1,
    )


def test_a_disk_that_refuses_is_told_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keep_answer(tmp_path, "lesson01.q1", 1, state="right")

    def refuse(_path: Path, _data: bytes) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("smmlab.course.answering.answers.replace_file", refuse)
    with pytest.raises(ProjectError, match="No space left on device"):
        keep_answer(tmp_path, "lesson01.q1", 2, state="right")
    monkeypatch.undo()
    assert keep_answer(tmp_path, "lesson01.q1", 3, state="right").tries == 2


def test_no_try_is_lost_when_two_notebooks_check_at_once(tmp_path: Path) -> None:
    def work() -> None:
        for _ in range(10):
            keep_answer(tmp_path, "lesson01.q1", 1, state="wrong")

    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert read_answers(tmp_path)["lesson01.q1"].tries == 30
