"""On Spark every reduction gives what pandas gives, and a project the same findings."""

import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from engines import assert_same
from reduce_cases import ACT, AUTUMN, TALLINN, frames, orders, posts
from smmlab.analyses import analyse
from smmlab.audience.hours import active_hours
from smmlab.audience.segments import segment_audience
from smmlab.findings import findings_frame
from smmlab.project import Project, open_project
from smmlab.reduce.activity import cohort_counts, daily_counts, hourly_counts
from smmlab.reduce.answers import page_answers
from smmlab.reduce.frames import to_pandas
from smmlab.reduce.money import customer_orders, orders_by_utm
from smmlab.reduce.pairs import admins, answer_counts, co_activity, reply_pairs
from smmlab.reduce.people import person_features, person_hours, person_labels
from smmlab.schema import INTERACTION_KINDS, conform

MASTER = "local[2]"
pytest.importorskip("pyspark", reason="Spark is not installed: make spark")
pytestmark = [
    pytest.mark.spark,
    pytest.mark.skipif(shutil.which("java") is None, reason="Spark needs Java"),
]


@pytest.fixture(scope="module")
def session() -> Iterator[Any]:
    from smmlab.spark import spark_session

    with pytest.MonkeyPatch.context() as patch:
        # Frames are small: little memory, two pieces instead of two hundred, and a Java that does
        # not spend its time on making seconds of work faster.
        java = '--driver-java-options "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"'
        few = f"--driver-memory 1g {java} --conf spark.sql.shuffle.partitions=2 pyspark-shell"
        patch.setenv("PYSPARK_SUBMIT_ARGS", few)
        patch.setenv("PYSPARK_PYTHON", sys.executable)
        started = spark_session(MASTER)
        yield started
        started.stop()


def made(strategy: st.SearchStrategy[Any], examples: int) -> list[Any]:
    """Return what hypothesis makes: one job over many small frames, as a job takes seconds."""
    found: list[Any] = []

    @settings(max_examples=examples, derandomize=True, database=None, deadline=None,
              phases=[Phase.generate], suppress_health_check=list(HealthCheck))  # fmt: skip
    @given(strategy)
    def take(one: Any) -> None:
        found.append(one)

    take()
    return found


def side_by_side(tables: list[pd.DataFrame]) -> pd.DataFrame:
    """Put frames under one another, each on networks of its own."""
    apart = [
        table.assign(network=table["network"] + f" {number}") for number, table in enumerate(tables)
    ]
    return pd.concat(apart, ignore_index=True)


def crowd(rows: int) -> pd.DataFrame:
    """Return a busy minute: enough acts that many people meet and answer each other."""
    rng = np.random.default_rng(4)
    at = pd.Series(rng.integers(AUTUMN - 30, AUTUMN + 30, rows), dtype="Int64")
    busy = pd.DataFrame(
        {
            "network": rng.choice(["telegram", "facebook"], rows),
            "interaction_id": np.arange(rows).astype("str"),
            "person": rng.choice(np.array([*"abcdefgh", None], dtype=object), rows),
            "post_id": rng.choice(np.array([*"123456", None], dtype=object), rows),
            "kind": rng.choice(INTERACTION_KINDS, rows),
            "at": at.mask(rng.random(rows) < 0.05),
            "by_page": rng.random(rows) < 0.1,
            "precision": rng.choice(np.array(["second", "day", None], dtype=object), rows),
            "reply_to": pd.Series(rng.integers(0, rows, rows)).astype("str"),
        }
    )
    return conform(busy, "interactions")[list(ACT)]


@pytest.fixture(scope="module")
def acts() -> pd.DataFrame:
    return side_by_side([*made(frames, 30), crowd(600)])


@pytest.fixture(scope="module")
def published() -> pd.DataFrame:
    return side_by_side(made(posts, 31))


@pytest.fixture(scope="module")
def bought() -> pd.DataFrame:
    return pd.concat(made(orders, 15), ignore_index=True)


def on_spark(session: Any, frame: pd.DataFrame) -> Any:
    import pyarrow as pa

    return session.createDataFrame(pa.Table.from_pandas(frame, preserve_index=False))


def test_the_frames_are_awkward_enough(
    acts: pd.DataFrame, published: pd.DataFrame, bought: pd.DataFrame
) -> None:
    for name in ("person", "post_id", "at", "precision", "reply_to"):
        assert acts[name].isna().any()
    assert acts["at"].min() < 0
    assert acts["by_page"].any()
    assert len(co_activity(acts)) > 5
    assert len(reply_pairs(acts)) > 20
    assert set(acts["network"]) & set(published.loc[published["is_own"], "network"])
    assert bought["customer"].isna().any()


ACTS: dict[str, Callable[[Any], Any]] = {
    "person_features": lambda f: person_features(f, timezone=TALLINN),
    "reply_partners": lambda f: person_features(f, partners=True),
    "person_hours": lambda f: person_hours(f, timezone=TALLINN),
    "hourly_counts": lambda f: hourly_counts(f, timezone=TALLINN),
    "daily_counts": lambda f: daily_counts(f, timezone=TALLINN),
    "cohort_counts": lambda f: cohort_counts(f, timezone=TALLINN),
    "reply_pairs": reply_pairs,
    "answer_counts": answer_counts,
    "page_answers": page_answers,
    "admins": admins,
    "co_activity": lambda f: co_activity(f, window_seconds=7),
}


@pytest.mark.parametrize("run", ACTS.values(), ids=list(ACTS))
def test_a_reduction_of_acts(session: Any, acts: pd.DataFrame, run: Callable[[Any], Any]) -> None:
    expected = run(acts)
    assert len(expected)
    reduced = run(on_spark(session, acts))
    assert type(reduced).__module__.startswith("pyspark.sql")
    assert_same(to_pandas(reduced), expected)


def test_sixty_years_of_changing_clocks(session: Any) -> None:
    """Spark looks at a tower of conditions a hundred times and gives up: it must stay flat."""
    acts = pd.DataFrame({"at": range(0, 1_900_000_000, 10_000_001), "by_page": False})
    expected = hourly_counts(acts, timezone="America/New_York")
    reduced = hourly_counts(on_spark(session, acts), timezone="America/New_York")
    assert_same(to_pandas(reduced), expected)


@pytest.mark.parametrize("kind", ["pandas", "spark"])
def test_posts_and_orders_join(
    session: Any, acts: pd.DataFrame, published: pd.DataFrame, bought: pd.DataFrame, kind: str
) -> None:
    def bring(frame: pd.DataFrame) -> Any:
        return on_spark(session, frame) if kind == "spark" else frame

    people = person_features(acts, posts=published, orders=bought, currency="EUR")
    assert people["own_posts_reached"].sum() > 0
    assert people["spend_thousandths"].fillna(0).ne(0).any()
    on_engine = person_features(
        on_spark(session, acts), posts=bring(published), orders=bring(bought), currency="EUR"
    )
    assert_same(to_pandas(on_engine), people)
    labels = person_labels(on_spark(session, acts), bring(published), label="form")
    assert_same(to_pandas(labels), person_labels(acts, published, label="form"))


def test_orders(session: Any, bought: pd.DataFrame) -> None:
    frame = on_spark(session, bought)
    assert_same(to_pandas(orders_by_utm(frame)), orders_by_utm(bought))
    customers = customer_orders(bought, timezone=TALLINN)
    assert_same(to_pandas(customer_orders(frame, timezone=TALLINN)), customers)


def test_no_rows(session: Any, acts: pd.DataFrame) -> None:
    nobody = on_spark(session, acts.head(0))
    for run in (person_features, co_activity):
        assert list(to_pandas(run(nobody)).columns) == list(run(acts.head(0)).columns)
        assert len(to_pandas(run(nobody))) == 0


@pytest.fixture(scope="module")
def on_cluster(cafe: Project, session: Any, tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Give a copy of the sample client that asks for Spark, in a folder with an awkward name."""
    folder = tmp_path_factory.mktemp("clients") / "kohvik's [1] {a,b} õ*?% : #"
    shutil.copytree(cafe.folder, folder)
    file = folder / "project.toml"
    asked = f'store = "spark"\nspark_master = "{MASTER}"\n'
    file.write_text(asked + file.read_text(encoding="utf-8"), encoding="utf-8")
    return open_project(folder)


def test_a_project_on_spark_finds_the_same(on_cluster: Project) -> None:
    frame, relation = on_cluster.scan("interactions"), on_cluster.relation("interactions")
    assert frame.columns == [
        name for name in relation.columns if name not in ("source_file", "source_row")
    ]
    assert_frame_equal(segment_audience(frame), segment_audience(relation))
    hours = active_hours(relation, timezone=TALLINN)
    assert_frame_equal(active_hours(frame, timezone=TALLINN), hours)


def test_every_finding_of_a_project_is_the_same(cafe: Project, on_cluster: Project) -> None:
    here, there = (findings_frame(analyse(project).findings) for project in (cafe, on_cluster))
    assert_frame_equal(there, here)


def test_tables_and_status_do_not_need_spark(cafe: Project, on_cluster: Project) -> None:
    assert_frame_equal(on_cluster.table("interactions"), cafe.table("interactions"))
    assert str(on_cluster.status()) == str(cafe.status())
    assert on_cluster.fingerprint == cafe.fingerprint


def test_an_empty_table_has_its_columns(on_cluster: Project) -> None:
    assert on_cluster.table("snapshots").empty or on_cluster.scan("snapshots").count()
    from smmlab.spark import read_on_spark

    nothing = read_on_spark(MASTER, "interactions", None)
    assert nothing.count() == 0
    assert segment_audience(nothing).empty


def test_one_program_works_with_one_master(session: Any, tmp_path: Path) -> None:
    from smmlab.errors import ProjectError
    from smmlab.spark import spark_session

    assert spark_session(MASTER).sparkContext is session.sparkContext
    with pytest.raises(ProjectError, match=r"local\[1\].*already works with Spark at local\[2\]"):
        spark_session("local[1]")
