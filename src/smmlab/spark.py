"""Tables on Spark: for interactions that are more than one computer reads in a while."""

import os
import re
import shutil
import socket
import sys
import warnings
from collections.abc import Mapping, MutableMapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal, get_args

from smmlab.columns import Kind
from smmlab.errors import ProjectError
from smmlab.schema import TABLES
from smmlab.texts import message

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

Engine = Literal["duckdb", "spark"]
"""What reads the tables of a project: DuckDB unless project.toml says ``store = "spark"``."""

_MASTER = re.compile(
    r"local(\[(\*|\d+)(,\s*\d+)?\])?|spark://[^\s,/]+:\d+(,[^\s,/]+:\d+)*|yarn|k8s://\S+"
)
_TYPES: Mapping[Kind, str] = MappingProxyType(
    {"text": "STRING", "int": "BIGINT", "float": "DOUBLE", "bool": "BOOLEAN"}
)
_SETTINGS: Mapping[str, str] = MappingProxyType(
    {
        "spark.sql.session.timeZone": "UTC",
        "spark.sql.execution.arrow.pyspark.enabled": "true",
        # One row a person comes back to Python: what is too much for it is told by its memory.
        "spark.driver.maxResultSize": "0",
        "spark.log.level": "ERROR",
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
    }
)
# Workers of a cluster have to reach us; those of this computer need no network at all.
_AT_HOME: Mapping[str, str] = MappingProxyType(
    {"spark.driver.host": "127.0.0.1", "spark.driver.bindAddress": "127.0.0.1"}
)
_SECONDS = 5
_JAVA = 17


def take_master(plain: MutableMapping[str, Any]) -> str | None:
    """Take ``store`` and ``spark_master`` out of the values of project.toml.

    Returns
    -------
    str or None
        The master URL; None when DuckDB reads the tables, which is the default.

    Raises
    ------
    ProjectError
        When a value is wrong, or stands below a table of the file.

    Examples
    --------
    >>> take_master({"store": "spark", "spark_master": "local[2]"})
    'local[2]'
    """
    for name, value in plain.items():
        tables = value if isinstance(value, list) else [value]
        if any(isinstance(t, Mapping) and {"store", "spark_master"} & set(t) for t in tables):
            raise ProjectError(
                message(
                    "In project.toml, store and spark_master stand below [{table}] and so belong "
                    "to it. Move them to the top of the file, under the id."
                ),
                {"table": name},
            )
    store, master = plain.pop("store", None), plain.pop("spark_master", None)
    if store not in (None, *get_args(Engine)):
        raise ProjectError(
            message("{field} must be one of {allowed}; found {found}."),
            {"field": "store", "allowed": ", ".join(get_args(Engine)), "found": store},
        )
    if store != "spark":
        if master is not None and store is None:
            raise ProjectError(
                message(
                    "project.toml names a spark_master, {found}, but Spark is not asked for. Add "
                    'the line store = "spark", or take spark_master out.'
                ),
                {"found": master},
            )
        return None
    if not isinstance(master, str) or not _MASTER.fullmatch(master):
        raise ProjectError(
            message(
                'With store = "spark", project.toml should say where Spark is: spark_master = '
                '"local[2]" for this computer, or "spark://host:7077", "yarn" or "k8s://…" for a '
                "cluster. Found: {found}."
            ),
            {"found": "–" if master is None else master},
        )
    return master


def read_on_spark(master: str, table: str, path: Path | None) -> "DataFrame":
    """Return a merged table as a Spark frame, read when it is used.

    Parameters
    ----------
    master
        Where Spark is, see `spark_session`.
    table
        A canonical table.
    path
        Its Parquet file, in a place that every worker sees; None gives no rows.

    Returns
    -------
    Spark frame
        The canonical columns without ``source_file`` and ``source_row``. These lie in a file of
        their own, row by row beside the first, which Spark could only join by shuffling both:
        `Project.relation` has them.

    Raises
    ------
    ProjectError
        When Spark cannot be started or reached.
    """
    columns = TABLES[table].columns
    typed = ", ".join(
        f"`{name}` {_TYPES[column.kind]}"
        for name, column in columns.items()
        if name not in ("source_file", "source_row")
    )
    session = spark_session(master)
    if path is None:
        return session.createDataFrame([], typed)
    # Told the types, Spark need not open the file to know them. The option: brackets, stars and
    # braces of a folder's name are not patterns.
    reader = session.read.schema(typed).option("__globPaths__", "false")
    return reader.parquet("file:///" + path.as_posix().lstrip("/"))


def spark_session(master: str) -> "SparkSession":
    """Return the Spark session of this program, started at the first call.

    Parameters
    ----------
    master
        ``local[2]`` for two cores of this computer, ``spark://host:7077``, ``yarn`` or ``k8s://…``.
        Memory and all that is not about tables is Spark's own to set: in ``spark-defaults.conf``,
        or ``PYSPARK_SUBMIT_ARGS="--driver-memory 4g pyspark-shell"``.

    Raises
    ------
    ProjectError
        When Spark or Java is not installed, the master does not answer, or this program already
        talks to another one.
    """
    try:
        # What is not fully supported is not used: frames come over Arrow.
        warnings.filterwarnings(
            "ignore", "PySpark does not yet fully support pandas", FutureWarning
        )
        from pyspark.sql import SparkSession
    except ImportError as problem:
        raise ProjectError(
            message(
                "The project asks for Spark, and Spark is not installed. Install it with: pip "
                'install "smmlab[spark]". Or take store = "spark" out of project.toml.'
            )
        ) from problem
    running = SparkSession.getActiveSession()
    if running is not None:
        found = running.sparkContext.master
        if found != master:
            raise ProjectError(
                message(
                    "The project asks for Spark at {wanted}, and this program already works with "
                    "Spark at {found}. Restart the kernel, or write the same address in "
                    "project.toml."
                ),
                {"wanted": master, "found": found},
            )
        return running
    _check_java()
    _check_answer(master)
    return _start(SparkSession, master)


def _start(sessions: Any, master: str) -> "SparkSession":
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    is_here = master.startswith("local")
    if not is_here and os.environ.get("SPARK_LOCAL_IP") == "127.0.0.1":
        # Pandera sets it where PySpark is installed; no worker of a cluster would find us.
        del os.environ["SPARK_LOCAL_IP"]
    builder = sessions.builder.master(master).appName("smmlab")
    for name, value in {**_SETTINGS, **(_AT_HOME if is_here else {})}.items():
        builder = builder.config(name, value)
    try:
        session: SparkSession = builder.getOrCreate()
    except Exception as problem:
        raise ProjectError(
            message(
                "Spark at {master} could not be started: {problem}. It needs Java of version "
                "{java} or newer, and a master of the same version as the package pyspark."
            ),
            {"master": master, "problem": _first_line(problem), "java": _JAVA},
        ) from problem
    return session


def _check_java() -> None:
    home = os.environ.get("JAVA_HOME")
    if (home and (Path(home) / "bin").is_dir()) or shutil.which("java"):
        return
    raise ProjectError(
        message(
            "Spark needs Java, and there is none on this computer. Install Java of version {java} "
            "or newer, on Debian with: apt install openjdk-{java}-jre-headless. Or take "
            'store = "spark" out of project.toml.'
        ),
        {"java": _JAVA},
    )


def _check_answer(master: str) -> None:
    """Ask a master of Spark's own kind first: Spark itself would wait for a minute."""
    if not master.startswith("spark://"):
        return
    problem: OSError | None = None
    for address in master.removeprefix("spark://").split(","):
        host, _, port = address.rpartition(":")
        try:
            socket.create_connection((host.strip("[]"), int(port)), timeout=_SECONDS).close()
        except (OSError, OverflowError) as refused:
            problem = refused if isinstance(refused, OSError) else OSError(str(refused))
        else:
            return
    raise ProjectError(
        message(
            "Spark does not answer at {master}: {problem}. Check the address in project.toml, and "
            "whether the cluster is on and can be reached from here."
        ),
        {"master": master, "problem": problem},
    ) from problem


def _first_line(problem: Exception) -> str:
    return next(iter(str(problem).strip().splitlines()), type(problem).__name__)
