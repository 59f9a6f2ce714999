"""How person_features on DuckDB over Parquet compares with pandas, in one run.

``python benchmarks/reductions.py --rows 1000000`` writes synthetic interactions, then runs each
engine in a process of its own, by turns, and prints CPU seconds and peak memory. Ratios within one
run are what counts: seconds depend on the machine and on what else it does.
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

ENGINES = ("pandas", "duckdb")


def write_interactions(path: Path, rows: int, seed: int) -> None:
    """Write interactions of a heavy-tailed crowd: few people act much, most once or twice."""
    import numpy as np
    import pandas as pd

    from smmlab.schema import INTERACTION_KINDS

    rng = np.random.default_rng(seed)
    people = max(rows // 7, 1)
    person = (people * rng.power(0.5, rows)).astype("int64")
    post = rng.integers(0, max(rows // 200, 1), rows)
    frame = pd.DataFrame(
        {
            "network": rng.choice(["telegram", "facebook"], rows),
            "person": pd.Series(person).map("p_{:016x}".format),
            "post_id": pd.Series(post).astype("str"),
            "kind": rng.choice(INTERACTION_KINDS[:4], rows),
            "at": rng.integers(1_735_689_600, 1_767_225_600, rows),
            "by_page": rng.random(rows) < 0.02,
        }
    )
    frame.to_parquet(path, index=False)


def measure(engine: str, path: Path) -> None:
    """Run one engine once and print what it took as JSON."""
    from smmlab.reduce import person_features, to_pandas

    before = resource.getrusage(resource.RUSAGE_SELF)
    started = time.perf_counter()
    if engine == "pandas":
        import pandas as pd

        people = to_pandas(person_features(pd.read_parquet(path)))
    else:
        import duckdb

        with duckdb.connect() as connection:
            people = to_pandas(person_features(connection.read_parquet(str(path))))
    wall = time.perf_counter() - started
    after = resource.getrusage(resource.RUSAGE_SELF)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    check = [len(people), int(people["interactions"].sum()), int(people["posts"].sum())]
    taken = {"cpu": cpu, "wall": wall, "peak": after.ru_maxrss / 1024, "check": check}
    sys.stdout.write(json.dumps(taken))


def compare(rows: int, repeats: int, seed: int) -> None:
    """Run the engines by turns and print the medians and their ratios to pandas."""
    runs: dict[str, list[dict[str, float]]] = {engine: [] for engine in ENGINES}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "interactions.parquet"
        # Written by a child: peak memory is inherited, so this process must stay small.
        here = [sys.executable, __file__, "--path", str(path), "--rows", str(rows)]
        subprocess.run([*here, "--seed", str(seed), "--engine", "write"], check=True)
        for _repeat in range(repeats):
            for engine in ENGINES:
                command = [*here, "--engine", engine]
                done = subprocess.run(command, check=True, capture_output=True, text=True)
                runs[engine].append(json.loads(done.stdout))
    results = {json.dumps(run["check"]) for each in runs.values() for run in each}
    middle = {
        engine: {name: median(run[name] for run in each) for name in ("cpu", "wall", "peak")}
        for engine, each in runs.items()
    }
    lines = [
        f"person_features, {rows:,} rows, median of {repeats}; the engines "
        + ("agree" if len(results) == 1 else "DISAGREE"),
        f"{'engine':<8} {'CPU s':>8} {'wall s':>8} {'peak MB':>8} {'CPU ratio':>10} "
        f"{'memory ratio':>13}",
    ]
    base = middle["pandas"]
    lines += [
        f"{engine:<8} {took['cpu']:>8.2f} {took['wall']:>8.2f} {took['peak']:>8.0f} "
        f"{took['cpu'] / base['cpu']:>10.2f} {took['peak'] / base['peak']:>13.2f}"
        for engine, took in middle.items()
    ]
    sys.stdout.write("\n".join(lines) + "\n")
    if len(results) != 1:
        sys.exit(1)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--engine", choices=(*ENGINES, "write"), help=argparse.SUPPRESS)
    parser.add_argument("--path", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.engine == "write":
        write_interactions(given.path, given.rows, given.seed)
    elif given.engine:
        measure(given.engine, given.path)
    else:
        compare(given.rows, given.repeats, given.seed)
