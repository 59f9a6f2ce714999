"""How person_features compares with the same query written by hand, and how it grows.

``python benchmarks/reductions.py --rows 10000000`` writes synthetic interactions, then runs smmlab
on DuckDB, Polars and pandas and the same query hand-written for each of the three, every one in a
process of its own, by turns, and prints CPU seconds, wall seconds and peak memory. Ratios within
one run are what counts: seconds depend on the machine and on what else it does.

``--growth 1000000 10000000 50000000 --memory 3400MB`` runs smmlab on DuckDB, and the query written
by hand, over files of these sizes, the engine limited to that memory, the result written to Parquet
as a reduction is: whether a row of a large file costs more than a row of a small one, and whose
cost that is.
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

DAY = 86_400
ROWS_AT_ONCE = 1_000_000
KINDS = ("comment", "reply", "reaction", "share", "view", "click", "follow", "purchase")
ACTS = 4  # of the kinds occur in the file, as in a real one; all are counted


def write_interactions(path: Path, rows: int, seed: int) -> None:
    """Write interactions of a heavy-tailed crowd: few people act much, most once or twice."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.parquet as pq

    rng = np.random.default_rng(seed)
    people, posts = max(rows // 14, 1), max(rows // 500, 1)
    names = pa.array([f"p_{number:016x}" for number in rng.permutation(people)])
    numbers = pa.array([str(number) for number in range(posts)])
    networks, kinds = pa.array(["telegram", "facebook"]), pa.array(KINDS[:ACTS])
    writer = None
    for start in range(0, rows, ROWS_AT_ONCE):
        n = min(ROWS_AT_ONCE, rows - start)
        person = (people * rng.power(0.5, n)).astype("int64")
        table = pa.table(
            {
                "network": networks.take(pa.array(person % 2)),
                "person": names.take(pa.array(person)),
                "post_id": numbers.take(pa.array((posts * rng.power(0.7, n)).astype("int64"))),
                "kind": kinds.take(pa.array(rng.integers(0, ACTS, n))),
                "at": pa.array(rng.integers(1_735_689_600, 1_767_225_600, n)),
                "by_page": pa.array(rng.random(n) < 0.02),
            }
        )
        writer = writer or pq.ParquetWriter(path, table.schema)
        writer.write_table(table)
    if writer is not None:
        writer.close()


def smmlab_duckdb(path: Path) -> Any:
    """Run it on a relation over Parquet, the default for files."""
    import duckdb

    from smmlab.reduce.frames import to_pandas
    from smmlab.reduce.people import person_features

    with duckdb.connect() as connection:
        return to_pandas(person_features(connection.read_parquet(str(path))))


def smmlab_polars(path: Path) -> Any:
    """Run it on a lazy Polars frame over Parquet."""
    import polars as pl

    from smmlab.reduce.frames import to_pandas
    from smmlab.reduce.people import person_features

    return to_pandas(person_features(pl.scan_parquet(path)))


def smmlab_pandas(path: Path) -> Any:
    """Run it on a pandas frame in hand."""
    import pandas as pd

    from smmlab.reduce.people import person_features

    return person_features(pd.read_parquet(path))


def two_steps(path: Path) -> str:
    """Write the query in SQL, distinct values counted in two steps: quicker than in one."""
    kinds = ", ".join(f"count(*) FILTER (kind = '{kind}') AS {kind}" for kind in KINDS)
    return f"""
        WITH acts AS (FROM '{path}' WHERE NOT by_page),
        people AS (SELECT network, person, count(*) AS interactions, min("at") AS first,
                   max("at") AS last, {kinds} FROM acts GROUP BY ALL),
        days AS (SELECT network, person, count(*) AS active_days FROM
                 (SELECT DISTINCT network, person, "at" // {DAY} AS day FROM acts) GROUP BY ALL),
        reached AS (SELECT network, person, count(*) AS posts FROM
                    (SELECT DISTINCT network, person, post_id FROM acts) GROUP BY ALL)
        FROM people LEFT JOIN days USING (network, person)
        LEFT JOIN reached USING (network, person)"""


def peer_duckdb(path: Path) -> Any:
    """Query in SQL, distinct values counted in two steps."""
    import duckdb

    with duckdb.connect() as connection:
        return connection.sql(two_steps(path)).df()


def peer_duckdb_plain(path: Path) -> Any:
    """Query in SQL as one would write it first, with count(DISTINCT)."""
    import duckdb

    kinds = ", ".join(f"count(*) FILTER (kind = '{kind}') AS {kind}" for kind in KINDS)
    query = f"""
        SELECT network, person, count(*) AS interactions, min("at") AS first, max("at") AS last,
               count(DISTINCT "at" // {DAY}) AS active_days, count(DISTINCT post_id) AS posts,
               {kinds} FROM '{path}' WHERE NOT by_page GROUP BY ALL"""
    with duckdb.connect() as connection:
        return connection.sql(query).df()


def peer_polars(path: Path) -> Any:
    """Query in Polars, in its streaming engine, the quicker one."""
    import polars as pl

    at = pl.col("at")
    return (
        pl.scan_parquet(path)
        .filter(~pl.col("by_page"))
        .group_by("network", "person")
        .agg(
            pl.len().alias("interactions"),
            at.min().alias("first"),
            at.max().alias("last"),
            (at // DAY).n_unique().alias("active_days"),
            pl.col("post_id").n_unique().alias("posts"),
            *((pl.col("kind") == kind).sum().alias(kind) for kind in KINDS),
        )
        .collect(engine="streaming")
        .to_pandas()
    )


def peer_pandas(path: Path) -> Any:
    """Query in pandas."""
    import pandas as pd

    acts = pd.read_parquet(path)
    acts = acts[~acts["by_page"]]
    acts = acts.assign(day=acts["at"] // DAY, **{kind: acts["kind"] == kind for kind in KINDS})
    return acts.groupby(["network", "person"]).agg(
        interactions=("at", "size"),
        first=("at", "min"),
        last=("at", "max"),
        active_days=("day", "nunique"),
        posts=("post_id", "nunique"),
        **{kind: (kind, "sum") for kind in KINDS},
    )


OURS: dict[str, Callable[[Path], Any]] = {
    "smmlab duckdb": smmlab_duckdb,
    "smmlab polars": smmlab_polars,
    "smmlab pandas": smmlab_pandas,
}
PEERS: dict[str, Callable[[Path], Any]] = {
    "peer duckdb": peer_duckdb,
    "peer duckdb count(distinct)": peer_duckdb_plain,
    "peer polars": peer_polars,
    "peer pandas": peer_pandas,
}


def measure(name: str, path: Path) -> None:
    """Run one of them once and print what it took as JSON."""
    # Everybody's imports are done before the clock starts.
    import duckdb  # noqa: F401
    import pandas as pd  # noqa: F401
    import polars as pl  # noqa: F401

    import smmlab.reduce.people  # noqa: F401

    run = {**OURS, **PEERS}[name]
    _took(lambda: run(path), lambda people: [
        len(people), *(int(people[c].sum()) for c in ("interactions", "active_days", "posts"))
    ])  # fmt: skip


def reduce_in(path: Path, memory: str, by: str) -> None:
    """Reduce a file within a memory limit, from Parquet to Parquet, and print what it took."""
    import duckdb

    from smmlab.reduce.people import person_features

    result = path.with_suffix(".people.parquet")
    settings = {"memory_limit": memory, "temp_directory": str(path.with_suffix(".spill"))}

    def run() -> Any:
        with duckdb.connect(config=settings) as connection:
            if by == "smmlab duckdb":
                people = person_features(connection.read_parquet(str(path)))
            else:
                people = connection.sql(two_steps(path))
            people.write_parquet(str(result))
            sums = "count(*), sum(interactions), sum(active_days), sum(posts)"
            return connection.read_parquet(str(result)).aggregate(sums).fetchall()[0]

    _took(run, lambda sums: [int(value) for value in sums])


def _took(run: Callable[[], Any], check: Callable[[Any], list[int]]) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF)
    started = time.perf_counter()
    result = run()
    wall = time.perf_counter() - started
    after = resource.getrusage(resource.RUSAGE_SELF)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    took = {"cpu": cpu, "wall": wall, "peak": after.ru_maxrss / 1024, "check": check(result)}
    sys.stdout.write(json.dumps(took))


def _in_a_process(path: Path, *arguments: str) -> dict[str, Any]:
    # A child of its own each time: peak memory is inherited and caches would favour the second.
    command = [sys.executable, __file__, "--path", str(path), *arguments]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    taken: dict[str, Any] = json.loads(done.stdout or "{}")
    return taken


def compare(folder: Path, rows: int, repeats: int, seed: int) -> bool:
    """Run all by turns and print the medians and their ratios to the quickest peer."""
    path = folder / "interactions.parquet"
    _in_a_process(path, "--write", str(rows), "--seed", str(seed))
    runs: dict[str, list[dict[str, Any]]] = {name: [] for name in (*OURS, *PEERS)}
    for _repeat in range(repeats):
        for name, taken in runs.items():
            taken.append(_in_a_process(path, "--run", name))
    agree = len({json.dumps(run["check"]) for taken in runs.values() for run in taken}) == 1
    middle = {
        name: {what: median(run[what] for run in taken) for what in ("cpu", "wall", "peak")}
        for name, taken in runs.items()
    }
    best = {what: min(middle[name][what] for name in PEERS) for what in ("cpu", "wall", "peak")}
    lines = [
        f"person_features, {rows:,} rows, {runs['peer duckdb'][0]['check'][0]:,} people, median "
        f"of {repeats}; the results {'agree' if agree else 'DISAGREE'}",
        f"{'':<28} {'CPU s':>7} {'wall s':>7} {'peak MB':>8}   ratio to the best peer: "
        f"{'CPU':>5} {'wall':>5} {'peak':>5}",
    ]
    lines += [
        f"{name:<28} {took['cpu']:>7.2f} {took['wall']:>7.2f} {took['peak']:>8.0f} "
        f"{took['cpu'] / best['cpu']:>30.2f} {took['wall'] / best['wall']:>5.2f} "
        f"{took['peak'] / best['peak']:>5.2f}"
        for name, took in middle.items()
    ]
    sys.stdout.write("\n".join(lines) + "\n")
    return agree


def grow(folder: Path, sizes: list[int], memory: str, repeats: int, seed: int) -> None:
    """Reduce files of growing size within one memory limit and print the cost of a row."""
    lines = [f"{'':<14} {'rows':>12} {'people':>10} {'CPU s':>8} {'wall s':>8} {'peak MB':>8} "
             f"{'CPU us a row':>13} {'of the first size':>18}"]  # fmt: skip
    first: dict[str, float] = {}
    for rows in sizes:
        path = folder / f"interactions-{rows}.parquet"
        _in_a_process(path, "--write", str(rows), "--seed", str(seed))
        runs: dict[str, list[dict[str, Any]]] = {"smmlab duckdb": [], "peer duckdb": []}
        for _repeat in range(repeats):
            for by, taken in runs.items():
                taken.append(_in_a_process(path, "--reduce", memory, "--run", by))
        for by, taken in runs.items():
            cpu, wall, peak = (
                median(run[what] for run in taken) for what in ("cpu", "wall", "peak")
            )
            cost = cpu / rows * 1e6
            lines.append(
                f"{by:<14} {rows:>12,} {taken[0]['check'][0]:>10,} {cpu:>8.2f} {wall:>8.2f} "
                f"{peak:>8.0f} {cost:>13.3f} {cost / first.setdefault(by, cost):>18.2f}"
            )
        path.unlink()
    sys.stdout.write(f"memory_limit {memory}, median of {repeats}\n" + "\n".join(lines) + "\n")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--growth", type=int, nargs="+", default=())
    parser.add_argument("--memory", default="3400MB")
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--seed", type=int, default=1)
    for hidden in ("--run", "--reduce", "--write", "--path"):
        parser.add_argument(hidden, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.write:
        write_interactions(Path(given.path), int(given.write), given.seed)
    elif given.reduce:
        reduce_in(Path(given.path), given.reduce, given.run)
    elif given.run:
        measure(given.run, Path(given.path))
    else:
        with tempfile.TemporaryDirectory() as temporary:
            if given.growth:
                grow(Path(temporary), given.growth, given.memory, given.repeats, given.seed)
            elif not compare(Path(temporary), given.rows, given.repeats, given.seed):
                sys.exit(1)
