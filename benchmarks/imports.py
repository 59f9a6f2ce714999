"""How importing compares with merely reading the same bytes, in one run.

``python benchmarks/imports.py --rows 1000000`` writes one content export of Meta and one export
of a Telegram channel, then by turns, each in a process of its own: imports it into a new client
folder, and lets a peer read it (``duckdb`` from CSV to Parquet, ``json.load``). It prints CPU and
wall seconds, peak memory and their ratios; seconds depend on the machine, ratios less so.
"""

import argparse
import csv
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

WORDS = ("uus", "kohv", "hommik", "täna", "рецепт", "скидка", "today", "bread", "café", "ужин")
PEERS = {"meta": "duckdb", "telegram": "json"}


def write_meta(path: Path, rows: int) -> None:
    """Write Facebook posts of two years, in the columns and quoting of Meta."""
    names = (
        "Post ID,Page ID,Page name,Title,Description,Duration (sec),Publish time,Caption type,"
        "Permalink,Is crosspost,Is share,Post type,Languages,Custom labels,"
        "Funded content status,Data comment,Date,Views,Reach,"
        '"Reactions, Comments and Shares",Reactions,Comments,Shares,Total clicks,Link Clicks'
    )
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        file.write(names + "\n")
        lines = csv.writer(file, lineterminator="\n")
        for n in range(rows):
            day = time.gmtime(1_700_000_000 + n * 47)
            text = " ".join(WORDS[(n * k) % len(WORDS)] for k in range(1, 16))
            number = 900_000_000_000_000 + n
            lines.writerow([
                number, 100066300057039, "Kohvik Kaja", f"{text}, \"{n}\"\n#kohv #päev", "", 0,
                time.strftime("%m/%d/%Y %H:%M", day), "N/A",
                f"https://www.facebook.com/kohvikkaja/posts/{number}", 0, 0,
                ("Photos", "Videos", "Links")[n % 3], "", "", "", "", "Lifetime",
                n % 997 * 3, n % 997 * 2, n % 41, n % 31, n % 7, n % 3, n % 11, "",
            ])  # fmt: skip


def write_telegram(path: Path, rows: int) -> None:
    """Write the messages of a discussion group: a post in eight, the rest answers."""
    with path.open("w", encoding="utf-8") as file:
        file.write('{\n "name": "Kohvik",\n "type": "private_supergroup",\n "id": 1500100900,\n')
        file.write(' "messages": [\n')
        for n in range(1, rows + 1):
            unix = 1_700_000_000 + n * 47
            person = n * 7919 % 20_011
            message = {
                "id": n,
                "type": "message",
                "date": time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(unix)),
                "date_unixtime": str(unix),
                "from": f"Külaline {person}",
                "from_id": f"user{person}",
                "text": " ".join(WORDS[(n * k) % len(WORDS)] for k in range(1, 9)),
                "text_entities": [{"type": "plain", "text": "x"}],
            }
            if n % 8 == 1:
                message |= {"from": "Kohvik", "from_id": "channel1600100900", "forwarded_from": "K"}
            else:
                message["reply_to_message_id"] = n - (n - 1) % 8
            ending = ",\n" if n < rows else "\n"
            file.write(json.dumps(message, ensure_ascii=False, indent=1) + ending)
        file.write(" ]\n}\n")


def importing(path: Path, folder: Path) -> None:
    """Import the file into a new client folder."""
    from smmlab.brief import Brief
    from smmlab.project import create_project

    project = create_project(folder / "client", Brief(name="Kohvik", timezone="Europe/Tallinn"))
    report = project.add(path)
    sys.stderr.write(f"{report.as_dict()['rows']} {report.as_dict()['error'] or ''}\n")


def duckdb_copies(path: Path, folder: Path) -> None:
    """Let DuckDB read the CSV, all columns as text, and write Parquet."""
    import duckdb

    source = f"read_csv('{path}', all_varchar = true, header = true, quote = '\"', escape = '\"')"
    duckdb.sql(f"COPY (SELECT * FROM {source}) TO '{folder / 'copy.parquet'}' (COMPRESSION zstd)")


def json_loads(path: Path, _folder: Path) -> None:
    """Let json.load read the file."""
    with path.open(encoding="utf-8") as file:
        json.load(file)


TASKS = {"smmlab": importing, "duckdb": duckdb_copies, "json": json_loads}


def run_task(task: str, path: Path) -> None:
    """Do one task in this process and print what it took."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["SMMLAB_CONFIG"] = folder
        os.environ["XDG_CONFIG_HOME"] = folder
        start, cpu = time.perf_counter(), time.process_time()
        TASKS[task](path, Path(folder))
        took = time.perf_counter() - start, time.process_time() - cpu
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sys.stdout.write(json.dumps({"wall": took[0], "cpu": took[1], "peak_mb": peak}))


def measured(task: str, path: Path) -> dict[str, float]:
    """Run one task in a process of its own."""
    command = [sys.executable, __file__, "--task", task, "--file", str(path)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    result: dict[str, float] = json.loads(done.stdout)
    return result


def main() -> int:
    """Write the files, run each task by turns, print medians and ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--only", choices=PEERS)
    parser.add_argument("--task", choices=TASKS, help=argparse.SUPPRESS)
    parser.add_argument("--file", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.task:
        run_task(given.task, given.file)
        return 0
    with tempfile.TemporaryDirectory() as folder:
        for kind, peer in PEERS.items():
            if given.only not in (None, kind):
                continue
            path = Path(folder) / ("posts.csv" if kind == "meta" else "result.json")
            (write_meta if kind == "meta" else write_telegram)(path, given.rows)
            sys.stdout.write(f"{kind}: {given.rows} rows, {path.stat().st_size >> 20} MB\n")
            runs: dict[str, list[dict[str, float]]] = {"smmlab": [], peer: []}
            for _ in range(given.runs):
                for task, found in runs.items():
                    found.append(measured(task, path))
            path.unlink()
            middle = {
                task: {name: median(run[name] for run in found) for name in found[0]}
                for task, found in runs.items()
            }
            for task, took in middle.items():
                sys.stdout.write(
                    f"  {task}: {took['wall']:.2f} s, CPU {took['cpu']:.2f} s, "
                    f"peak {took['peak_mb']:.0f} MB\n"
                )
            for name in ("wall", "cpu"):
                ratio = middle["smmlab"][name] / middle[peer][name]
                sys.stdout.write(f"  {name} ratio to {peer}: {ratio:.2f}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
