"""Rows of rivals' people are left out of the client's side, on DuckDB and on Spark."""

import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb
import pytest

from rival_files import Plan, telegram_files
from smmlab.brief import Brief
from smmlab.project import create_project, open_project
from smmlab.sides import OF_ONE_SIDE, own_rows
from smmlab.store import Imported, Manifest

if TYPE_CHECKING:
    from smmlab.project import Project

ROWS = "SELECT * FROM (VALUES ('a.json', 1), ('it''s b.json', 2), ('c.json', 3)) t(source_file, n)"


def ledger(*theirs: str) -> Manifest:
    files = ("a.json", "it's b.json", "c.json")
    return Manifest(tuple(Imported(name, name, "telegram", name not in theirs, 0)
                          for name in files))  # fmt: skip


@pytest.mark.parametrize("table", sorted(OF_ONE_SIDE))
def test_files_of_rivals_are_left_out_of_tables_of_people(table: str) -> None:
    relation = duckdb.sql(ROWS)
    kept = own_rows(relation, table, ledger("it's b.json")).fetchall()
    assert [n for _, n in kept] == [1, 3]
    assert own_rows(relation, table, ledger()) is relation


def test_posts_and_the_clients_own_tables_stay_whole() -> None:
    relation = duckdb.sql(ROWS)
    for table in ("posts", "snapshots", "orders", "visits", "ads"):
        assert own_rows(relation, table, ledger("a.json")) is relation


@pytest.fixture
def watched(tmp_path: Path) -> "Project":
    project = create_project(tmp_path / "client", Brief("Kaja", market="EE"))
    ours, theirs = (Plan(name, 1.5, 20, laughs=0.0, days=90) for name in ("Kaja", "Rival"))
    project.add_many(telegram_files(tmp_path / "own", ours, seed=1))
    project.add_many(telegram_files(tmp_path / "theirs", theirs, seed=2), is_own=False)
    return project


def test_both_sides_are_there_for_who_asks(watched: "Project") -> None:
    ours, both = watched.interactions, watched.relation("interactions").df()
    assert 0 < len(ours) < len(both)
    assert len(watched.scan("interactions").df()) == len(watched.table("interactions")) == len(ours)
    assert len(watched.relation("interactions", own=True).df()) == len(ours)
    assert not set(ours["source_file"]) & {"Rival-channel.json", "Rival-group.json"}
    assert set(watched.posts["is_own"]) == {True, False}


@pytest.mark.spark
@pytest.mark.skipif(shutil.which("java") is None, reason="Spark needs Java")
def test_spark_leaves_out_the_same(watched: "Project") -> None:
    pytest.importorskip("pyspark")
    ours: Any = watched.interactions
    brief = watched.folder / "project.toml"
    asked = 'store = "spark"\nspark_master = "local[2]"\n'
    brief.write_text(asked + brief.read_text(encoding="utf-8"), encoding="utf-8")
    on_spark: Any = open_project(watched.folder).scan("interactions")
    assert sorted(row[0] for row in on_spark.select("interaction_id").collect()) == sorted(
        ours["interaction_id"]
    )
    assert "source_file" not in on_spark.columns
    # The next test that needs Spark starts it with settings of its own.
    on_spark.sparkSession.stop()
