"""What the reductions cost on Spark in this computer: CPU, shuffle and memory for a row.

``python benchmarks/spark_reductions.py --rows 1000000`` needs the extra ``spark`` and Java. It
writes synthetic interactions, starts Spark on two cores, runs each reduction once to warm up and
then some times, and prints medians a million rows: CPU seconds of Java and of Python, bytes of
shuffle written and spilled (from Spark's event log), peak memory of Java. `docs/scale.md` says
what follows for a cluster.
"""

import argparse
import json
import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from statistics import median
from typing import Any

from reductions import write_interactions

from smmlab.reduce.activity import daily_counts
from smmlab.reduce.pairs import co_activity, reply_pairs
from smmlab.reduce.people import person_features, person_hours
from smmlab.spark import spark_session

TICKS = os.sysconf("SC_CLK_TCK")
REDUCTIONS: dict[str, Callable[[Any], Any]] = {
    "person_features": lambda acts: person_features(acts, timezone="Europe/Tallinn"),
    "person_hours": lambda acts: person_hours(acts, timezone="Europe/Tallinn"),
    "daily_counts": lambda acts: daily_counts(acts, timezone="Europe/Tallinn"),
    "co_activity": co_activity,
    "reply_pairs": reply_pairs,
}


def java_of(parent: int) -> int:
    """Return the process of Java below this one."""
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            stat = (folder / "stat").read_text().rpartition(")")[2].split()
            name = (folder / "comm").read_text().strip()
        except OSError:
            continue
        if name == "java" and _is_below(int(stat[1]), parent):
            return int(folder.name)
    raise SystemExit("no Java below this process")


def _is_below(process: int, parent: int) -> bool:
    while process > 1:
        if process == parent:
            return True
        process = int(Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[1])
    return False


def cpu_of(process: int) -> float:
    """Return the CPU seconds a process has used."""
    stat = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(stat[11]) + int(stat[12])) / TICKS


def peak_of(process: int) -> float:
    """Return the most memory a process has held since `forget_peak`, in MB."""
    lines = Path(f"/proc/{process}/status").read_text().splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM"))


def forget_peak(process: int) -> None:
    """Begin to look for the most memory anew."""
    Path(f"/proc/{process}/clear_refs").write_text("5")


def shuffled(log: Path, groups: Iterable[str]) -> dict[str, dict[str, float]]:
    """Add up what Spark's event log says of the tasks, by job group."""
    stage_group: dict[int, str] = {}
    totals = {group: {"tasks": 0.0, "cpu": 0.0, "written": 0.0, "spilled": 0.0} for group in groups}
    for file in sorted(log.rglob("*")):
        if not file.is_file():
            continue
        for line in file.read_text(encoding="utf-8").splitlines():
            event = json.loads(line) if line.startswith("{") else {}
            if event.get("Event") == "SparkListenerJobStart":
                group = event.get("Properties", {}).get("spark.jobGroup.id", "")
                stage_group |= dict.fromkeys(event["Stage IDs"], group)
            elif event.get("Event") == "SparkListenerTaskEnd":
                took = totals.get(stage_group.get(event["Stage ID"], ""))
                metrics = event.get("Task Metrics")
                if took is not None and metrics:
                    took["tasks"] += 1
                    took["cpu"] += metrics["Executor CPU Time"] / 1e9
                    took["written"] += metrics["Shuffle Write Metrics"]["Shuffle Bytes Written"]
                    took["spilled"] += metrics["Disk Bytes Spilled"]
    return totals


def add_answers(path: Path, answered: Path) -> None:
    """Copy interactions, numbered, every second one an answer to any other."""
    import duckdb

    with duckdb.connect() as connection:
        connection.execute("SELECT setseed(0.5)").fetchall()
        connection.sql(
            f"""SELECT *, "row"::VARCHAR AS interaction_id, CASE WHEN random() < 0.5 THEN
            (random() * count(*) OVER ())::BIGINT::VARCHAR END AS reply_to
            FROM (SELECT *, row_number() OVER () AS "row" FROM '{path}')"""
        ).write_parquet(str(answered))


def run(path: Path, rows: int, repeats: int, names: list[str], memory: str) -> None:
    """Run the reductions and print what they took."""
    with tempfile.TemporaryDirectory() as log:
        given = {
            "spark.eventLog.enabled": "true", "spark.eventLog.dir": f"file://{log}",
            "spark.eventLog.compress": "false",
        }  # fmt: skip
        told = " ".join(f"--conf {name}={value}" for name, value in given.items())
        os.environ["PYSPARK_SUBMIT_ARGS"] = f"--driver-memory {memory} {told} pyspark-shell"
        session = spark_session("local[2]")
        java = java_of(os.getpid())
        acts = session.read.parquet(f"file://{path}")
        sys.stdout.write(f"{rows:,} rows, load {os.getloadavg()[0]:.1f}, heap {memory}\n")
        took: dict[str, list[dict[str, float]]] = {}
        for name in names:
            took[name] = []
            for turn in range(repeats + 1):
                session.sparkContext.setJobGroup(f"{name}-{turn}", name)
                forget_peak(java)
                mine, before = resource.getrusage(resource.RUSAGE_SELF), cpu_of(java)
                started = time.perf_counter()
                reduced = REDUCTIONS[name](acts)
                reduced.write.mode("overwrite").format("noop").save()
                wall = time.perf_counter() - started
                after = resource.getrusage(resource.RUSAGE_SELF)
                one = {
                    "java": cpu_of(java) - before, "wall": wall, "peak": peak_of(java),
                    "python": after.ru_utime + after.ru_stime - mine.ru_utime - mine.ru_stime,
                }  # fmt: skip
                if turn:
                    took[name].append(one)
                sys.stdout.write(f"  {name} {turn} {json.dumps(one)}\n")
                sys.stdout.flush()
        session.stop()
        groups = [f"{name}-{turn}" for name in names for turn in range(1, repeats + 1)]
        tasks = shuffled(Path(log), groups)
    million = rows / 1e6
    for name in names:
        mine = [tasks[f"{name}-{turn}"] for turn in range(1, repeats + 1)]
        line = {key: median(one[key] for one in took[name]) for key in took[name][0]}
        line |= {key: median(one[key] for one in mine) for key in mine[0]}
        sys.stdout.write(
            f"{name:<16} Java {line['java'] / million:.2f} CPU s a million rows "
            f"(tasks {line['cpu'] / million:.2f}), wall {line['wall']:.1f} s, "
            f"shuffle {line['written'] / rows:.1f} bytes a row, spilled "
            f"{line['spilled'] / rows:.1f}, {line['tasks']:.0f} tasks, peak {line['peak']:.0f} MB\n"
        )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--memory", default="2g")
    parser.add_argument("--only", nargs="*", choices=list(REDUCTIONS), default=list(REDUCTIONS))
    parser.add_argument("--path", type=Path, help="interactions written before")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        written = given.path or Path(folder) / "interactions.parquet"
        if given.path is None:
            write_interactions(written, given.rows, given.seed)
        answered = Path(folder) / "answered.parquet"
        add_answers(written, answered)
        run(answered, given.rows, given.repeats, given.only, given.memory)
