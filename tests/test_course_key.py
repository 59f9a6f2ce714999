"""The teacher's key: written and read as it is, worked out once, one bad task stops nothing."""

from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from smmlab.course.task import Reference, Task
from smmlab.course.teaching import key as keys
from smmlab.course.teaching.case_folder import home_of
from smmlab.course.teaching.classroom import Classroom
from smmlab.course.teaching.handing_out import Wishes, make_class
from smmlab.course.teaching.kept_references import KeptReferences, read_references, write_references
from smmlab.course.teaching.key import CaseKey, make_keys
from smmlab.course.teaching.marks import mark_answers
from smmlab.course.teaching.roster import Student
from smmlab.errors import DataError
from smmlab.project import Project
from smmlab.texts import Phrase

MARI = Student("A1", "Mari", "mari-a1")


@pytest.mark.parametrize(
    "value",
    [0.25, 7, "page", date(2026, 5, 1), ("a", "b"), frozenset({"b", "a"}), ["a", 1], None,
     {"choice": "a", "because": ("x", "y")}, True],
)  # fmt: skip
def test_a_reference_comes_back_as_it_was(value: Any, tmp_path: Path) -> None:
    reference = Reference(
        value, low=0.1, high=np.float64(0.3), nearly=(value, "other"),
        mistakes={"That is the mean.": value}, because=("x",), least=1,
    )  # fmt: skip
    label = Phrase("{kind} of {n}", {"kind": Phrase("Photo"), "n": np.int64(3)})
    kept = KeptReferences(
        "stamp", {"lesson01.q1": reference}, {"lesson01.q2": "why"}, {"f": "0"}, {"model": "ads"},
        {"lesson01.q1": {"choice": {"page": label, "b": "b"}}, "lesson01.q2": {}},
    )  # fmt: skip
    write_references(tmp_path / "r.json", kept)
    found = read_references(tmp_path / "r.json")
    assert found == kept
    assert found is not None
    assert type(found.references["lesson01.q1"].value) is type(value)


def test_a_reason_keeps_its_values(tmp_path: Path) -> None:
    reason = Phrase("Only {n} posts.", {"n": 13})
    write_references(
        tmp_path / "r.json", KeptReferences("s", {"a": Reference(1, mistakes={reason: 2})})
    )
    found = read_references(tmp_path / "r.json")
    assert found is not None
    [told] = found.references["a"].mistakes
    assert isinstance(told, Phrase)
    assert (told.template, told.values) == ("Only {n} posts.", {"n": 13})


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"stamp": 1, "references": 3}'])
def test_references_that_cannot_be_read_are_none(text: str, tmp_path: Path) -> None:
    (tmp_path / "r.json").write_text(text)
    assert read_references(tmp_path / "r.json") is None
    assert read_references(tmp_path / "none.json") is None


def solvable(project: Project) -> Reference:
    return Reference(len(project.posts))


def unsolvable(project: Project) -> Reference:
    raise DataError("Too few {what}.", {"what": "posts"})


def broken(project: Project) -> Reference:
    return Reference({}["nothing"])


TASKS = (
    Task("lesson01.q1", "count", "guided", "How many posts?", solve=solvable),
    Task("lesson01.q2", "count", "guided", "How many?", solve=unsolvable, points=3.0),
    Task("lesson01.q3", "count", "open", "How many?", solve=broken),
)


@pytest.fixture
def classroom(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, own_config: Path) -> Classroom:
    monkeypatch.setattr("smmlab.course.teaching.key.all_tasks", lambda: TASKS)
    monkeypatch.setattr("smmlab.course.teaching.marks.all_tasks", lambda: TASKS)
    wishes = Wishes(class_seed=5, interactions=500)
    return make_class(tmp_path / "class", (MARI,), wishes).classroom


def test_a_key_is_worked_out_once_and_again_when_the_checks_change(
    classroom: Classroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[CaseKey] = []

    def counting(*given: Any) -> CaseKey:
        made.append(keys_make(*given))
        return made[-1]

    keys_make = keys.make_key
    monkeypatch.setattr("smmlab.course.teaching.key.make_key", counting)
    monkeypatch.setattr("smmlab.course.teaching.key.checks_stamp", lambda: "checks")
    first = make_keys(classroom)["A1"]
    second = make_keys(classroom)["A1"]
    assert first == second
    assert len(made) == 1
    assert first.references["lesson01.q1"].value == len(first.project().posts) > 100
    assert sorted(first.kept.problems) == ["lesson01.q2", "lesson01.q3"]
    assert first.kept.problems["lesson01.q2"] == "DataError: Too few posts."
    assert first.folder == home_of(classroom, MARI) / "client"
    monkeypatch.setattr("smmlab.course.teaching.key.checks_stamp", lambda: "others")
    third = make_keys(classroom)["A1"]
    assert len(made) == 2
    assert third.references == first.references

    # What cannot be worked out is the teacher's to give; nobody loses points by it.
    given = {task.name: _kept(task.name, third.references["lesson01.q1"].value) for task in TASKS}
    right, second_task, _ = mark_answers(given, third)
    assert (right.state, right.points) == ("right", 2.0)
    assert (second_task.state, second_task.points, second_task.to_give) == ("unknown", 0.0, 3.0)
    assert {one.state for one in mark_answers({}, third)} == {"missing"}


def offered(project: Project) -> dict[str, object]:
    return {name: name for name in sorted(set(project.posts["network"]))}


def test_what_may_be_chosen_is_kept_with_the_key(
    classroom: Classroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    def chosen(project: Project) -> Reference:
        return Reference("telegram")

    def refused(project: Project) -> dict[str, object]:
        raise DataError("Too few {what}.", {"what": "posts"})

    tasks = (
        Task("lesson01.q1", "choice", "guided", "Which?", solve=chosen, options=offered),
        Task("lesson01.q2", "choice", "guided", "Which?", solve=chosen, options=refused),
    )
    monkeypatch.setattr("smmlab.course.teaching.key.all_tasks", lambda: tasks)
    monkeypatch.setattr("smmlab.course.teaching.marks.all_tasks", lambda: tasks)
    key = make_keys(classroom)["A1"]
    networks = {name: name for name in sorted(set(key.project().posts["network"]))}
    assert key.kept.options == {"lesson01.q1": {"choice": networks}}

    # Nothing is worked out anew for a student.
    made: list[str] = []

    def anew(task: Task, project: Project) -> dict[str, object]:
        made.append(task.name)
        return {}

    monkeypatch.setattr("smmlab.course.answering.judging.options_of", anew)
    states = [
        mark_answers({"lesson01.q1": _kept("lesson01.q1", answer)}, key)[0].state
        for answer in ("telegram", "Telegram ", "instagram", "myspace")
    ]
    assert states == ["right", "right", "wrong", "unreadable"]
    assert made == []
    # Only what failed then is tried again.
    mark_answers({"lesson01.q2": _kept("lesson01.q2", "telegram")}, key)
    assert made == ["lesson01.q2"]


def _kept(name: str, answer: object) -> Any:
    from datetime import UTC, datetime

    from smmlab.course.answering.answers import KeptAnswer

    return KeptAnswer(name, answer, 1, "wrong", 0.0, datetime(2026, 11, 1, tzinfo=UTC))
