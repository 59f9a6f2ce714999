"""A case read once: the same answers in any order, nothing read or measured twice."""

from collections import Counter
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from smmlab.course.answering.options import options_of
from smmlab.course.catalogue import all_tasks
from smmlab.course.one_reading import OneReading, shared
from smmlab.errors import DataError
from smmlab.project import Project, open_project
from smmlab.store import Store

VIEWS = ("posts", "interactions", "people", "daily", "visits", "orders")
ASKED: Counter[str] = Counter()


@shared
def count_posts(project: Project) -> int:
    ASKED[project.folder.name] += 1
    return len(project.posts)


@shared
def always_fails(project: Project) -> int:
    ASKED["failed"] += 1
    raise DataError("Too few {what}.", {"what": "posts"})


def test_it_is_the_same_project(cafe: Project) -> None:
    once = OneReading(cafe)
    assert (once.folder, once.brief, once.fingerprint) == (
        cafe.folder, cafe.brief, cafe.fingerprint,
    )  # fmt: skip
    for name in VIEWS:
        assert_frame_equal(getattr(once, name), getattr(cafe, name))


def test_a_table_is_read_once(cafe: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    read: Counter[str] = Counter()
    plain = Store.relation

    def counting(store: Store, table: str) -> duckdb.DuckDBPyRelation:
        read[table] += 1
        return plain(store, table)

    monkeypatch.setattr(Store, "relation", counting)
    once = OneReading(cafe)
    for _ in range(3):
        assert len(once.posts) > 0
        assert len(once.orders) > 0
    assert read == {"posts": 1, "orders": 1}
    # An ordinary project sees what was imported meanwhile.
    assert len(cafe.posts) == len(cafe.posts)
    assert read["posts"] == 3


def test_who_changes_a_table_changes_it_for_nobody_else(cafe: Project) -> None:
    once = OneReading(cafe)
    mine = once.posts
    mine.loc[:, "network"] = "elsewhere"
    mine["more"] = 1
    assert_frame_equal(once.posts, cafe.posts)


def test_a_shared_analysis_is_made_once_there_and_each_time_elsewhere(cafe: Project) -> None:
    ASKED.clear()
    once = OneReading(cafe)
    assert [count_posts(once), count_posts(once), count_posts(cafe), count_posts(cafe)] == [
        len(cafe.posts)
    ] * 4
    assert ASKED[cafe.folder.name] == 3
    # Of another reading of the same folder nothing is kept.
    assert count_posts(OneReading(cafe)) == len(cafe.posts)
    assert ASKED[cafe.folder.name] == 4


def test_what_fails_says_so_to_everybody_who_asks(cafe: Project) -> None:
    ASKED.clear()
    once = OneReading(cafe)
    for _ in range(2):
        with pytest.raises(DataError, match="Too few posts"):
            always_fails(once)
    assert ASKED["failed"] == 2


def test_every_task_answers_the_same_in_any_order(student_folders: dict[Any, Path]) -> None:
    case = open_project(student_folders["en"])
    alone = {task.name: _told(task.solve, open_project(case.folder)) for task in all_tasks()}
    for tasks in (all_tasks(), all_tasks()[::-1]):
        once = OneReading(case)
        together = {}
        for task in tasks:
            together[task.name] = _told(task.solve, once)
            assert str(options_of(task, once)) == str(options_of(task, case))
        assert together == alone
    assert sum(told != "None" for told in alone.values()) > 20


def _told(solve: Any, project: Project) -> str:
    """Return a reference to its last digit."""
    return repr(solve(project)) if solve is not None else "None"


def test_pandas_copies_on_write() -> None:
    """What `OneReading` hands out rests on it."""
    frame = pd.DataFrame({"a": [1, 2]})
    other = frame.copy(deep=False)
    other.loc[0, "a"] = 9
    assert frame["a"].tolist() == [1, 2]
