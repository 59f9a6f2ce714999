"""Where Spark is asked for and how: what project.toml may say, and what is said when it fails."""

import os
import shutil
import socket
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from import_cases import BRIEF
from smmlab.brief import Brief
from smmlab.errors import ProjectError
from smmlab.project import create_project, open_project
from smmlab.spark import _start, spark_session, take_master


@pytest.mark.parametrize(
    "master",
    ["local", "local[2]", "local[*]", "local[2,3]", "spark://host:7077", "yarn",
     "spark://one:7077,two:7077", "k8s://https://10.0.0.1:6443"],
)  # fmt: skip
def test_addresses_of_spark(master: str) -> None:
    plain = {"id": "a", "store": "spark", "spark_master": master, "name": "K"}
    assert take_master(plain) == master
    assert plain == {"id": "a", "name": "K"}


@pytest.mark.parametrize(
    "plain", [{}, {"store": "duckdb"}, {"store": "duckdb", "spark_master": "local[2]"}]
)
def test_duckdb_is_the_default_and_can_be_gone_back_to(plain: dict) -> None:
    assert take_master(plain) is None
    assert plain == {}


@pytest.mark.parametrize(
    ("plain", "said"),
    [
        ({"store": "sparc"}, "store must be one of duckdb, spark; found sparc"),
        ({"store": ["spark"]}, "store must be one of"),
        ({"store": "spark"}, "spark_master = .*Found: –"),
        ({"store": "spark", "spark_master": 2}, "Found: 2"),
        ({"store": "spark", "spark_master": "http://host:7077"}, "Found: http"),
        ({"store": "spark", "spark_master": "spark://host"}, "Found: spark://host"),
        ({"store": "spark", "spark_master": "local[2] # two"}, "Found: local"),
        ({"spark_master": "local[2]"}, 'Add the line store = "spark"'),
        ({"target": {"sex": "any", "store": "spark"}}, r"below \[target\]"),
        ({"objectives": [{"metric": "reach", "spark_master": "yarn"}]}, r"below \[objectives\]"),
    ],
)
def test_what_is_wrong_is_said(plain: dict, said: str) -> None:
    with pytest.raises(ProjectError, match=said):
        take_master(plain)


def test_a_project_keeps_where_its_tables_are_read(tmp_path: Path) -> None:
    project = create_project(tmp_path / "client", BRIEF)
    file = project.folder / "project.toml"
    asked = 'store = "spark" # suur\nspark_master = "local[2]"\n'
    file.write_text(asked + file.read_text(encoding="utf-8"), encoding="utf-8")
    opened = open_project(project.folder)
    # Only what an analysis scans is read by Spark.
    assert opened.brief == BRIEF
    assert opened.table("posts").empty
    assert opened.relation("posts").columns == project.scan("posts").columns
    assert str(opened.status()) == str(project.status())
    opened.save_brief(Brief(name="Kohvik"))
    assert file.read_text(encoding="utf-8").startswith(asked)
    file.write_text(file.read_text(encoding="utf-8").replace("local[2]", "here"))
    with pytest.raises(ProjectError, match="Found: here"):
        open_project(project.folder)


def test_without_the_package_spark_is_explained(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyspark.sql", None)
    with pytest.raises(ProjectError, match=r"pip install \"smmlab\[spark\]\""):
        spark_session("local[2]")


class Builder:
    """Notes what a session would be started with."""

    def __init__(self) -> None:
        self.said: dict[str, str] = {}

    def master(self, address: str) -> "Builder":
        return self.config("master", address)

    def appName(self, name: str) -> "Builder":
        return self.config("name", name)

    def config(self, name: str, value: str) -> "Builder":
        self.said[name] = value
        return self

    def getOrCreate(self) -> dict[str, str]:
        return self.said | {"ip": os.environ.get("SPARK_LOCAL_IP", "")}


@pytest.mark.parametrize("master", ["local[2]", "spark://host:7077"])
def test_only_a_cluster_may_reach_this_computer(
    monkeypatch: pytest.MonkeyPatch, master: str
) -> None:
    # As pandera leaves it behind.
    monkeypatch.setenv("SPARK_LOCAL_IP", "127.0.0.1")
    monkeypatch.setenv("PYSPARK_PYTHON", "python")
    said: Any = _start(SimpleNamespace(builder=Builder()), master)
    assert said["master"] == master
    assert said["spark.sql.session.timeZone"] == "UTC"
    at_home = said.get("spark.driver.bindAddress") == "127.0.0.1"
    assert at_home == (said["ip"] == "127.0.0.1") == (master == "local[2]")


@pytest.mark.spark
class TestWithoutASession:
    """The package is there, and no session is started."""

    @pytest.fixture(autouse=True)
    def no_session(self) -> None:
        sql = pytest.importorskip("pyspark.sql", reason="Spark is not installed: make spark")
        assert sql.SparkSession.getActiveSession() is None

    def test_java_is_asked_for(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        monkeypatch.delenv("JAVA_HOME", raising=False)
        monkeypatch.setenv("PATH", str(tmp_path))
        with pytest.raises(ProjectError, match="Java of version 17"):
            spark_session("local[2]")

    @pytest.mark.skipif(shutil.which("java") is None, reason="Spark needs Java")
    def test_a_master_that_does_not_answer_is_named(self) -> None:
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            master = f"spark://127.0.0.1:{taken.getsockname()[1]}"
            with pytest.raises(ProjectError, match=rf"does not answer at {master}: .*refused"):
                spark_session(master)
        with pytest.raises(ProjectError, match="does not answer"):
            spark_session("spark://127.0.0.1:99999")
