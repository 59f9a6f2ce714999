"""Kill imports at random moments and look at what they leave; run by test_crash in a process.

The process loads the package once and forks for every trial, and starts no engine itself.
"""

import importlib
import json
import os
import random
import shutil
import signal
import sys
import time
from pathlib import Path

from import_cases import BRIEF
from smmlab.project import create_project, open_project

State = tuple[tuple[str, bytes], ...]


def in_child(folder: Path, file: Path, *, kill_after: float | None = None) -> bool:
    """Import a file in a child; return whether it ended by itself, and well."""
    child = os.fork()
    if not child:
        code = 1
        try:
            code = int(open_project(folder).add(file).error is not None)
        finally:
            os._exit(code)
    if kill_after is not None:
        time.sleep(kill_after)
        os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status) == 0


def load_modules_of_import(start: Path, file: Path, told: Path) -> None:
    """Load before the forks what an import loads on its way, so that a trial is all import."""
    child = os.fork()
    if not child:
        copy = shutil.copytree(start, told.with_suffix(".client"))
        open_project(copy).add(file)
        told.write_text("\n".join(sys.modules), encoding="utf-8")
        os._exit(0)
    os.waitpid(child, 0)
    for name in told.read_text(encoding="utf-8").splitlines():
        importlib.import_module(name)


def state_of(folder: Path) -> State:
    """Return all that the manifest names, byte for byte."""
    manifest = json.loads((folder / "tables" / "manifest.json").read_text(encoding="utf-8"))
    named = [f"parts/{part}" for line in manifest["imports"] for part in line["parts"].values()]
    for table in manifest["tables"].values():
        named += [table["file"], f"origins/{table['origins']}"]
    files = (line["file"] for line in manifest["imports"])
    return tuple(
        (name, (folder / place / name).read_bytes())
        for place, names in (("tables", sorted(named)), ("exports", sorted(files)))
        for name in names
    )


def main(folder: Path, first: Path, second: Path, trials: int) -> dict[str, int]:
    """Run the trials; count those that left the old or the new state, neither, or could not end."""
    start = folder / "start"
    create_project(start, BRIEF)
    assert in_child(start, first)
    load_modules_of_import(start, second, folder / "modules.txt")
    old = state_of(start)
    whole = folder / "whole"
    shutil.copytree(start, whole)
    began = time.perf_counter()
    assert in_child(whole, second)
    took, new = time.perf_counter() - began, state_of(whole)
    found = {"old": 0, "new": 0, "mixed": 0, "not finished": 0}
    moments = random.Random(7)
    for trial in range(trials):
        client = folder / f"trial{trial}"
        shutil.copytree(start, client)
        in_child(client, second, kill_after=moments.uniform(0, took * 1.05))
        state = state_of(client)
        found["old" if state == old else "new" if state == new else "mixed"] += 1
        # To end what was left takes twice as long as to leave it: every third is ended.
        if trial % 3 == 0:
            began = time.perf_counter()
            if not in_child(client, second) or state_of(client) != new:
                found["not finished"] += 1
            # A machine that others slow down would otherwise kill before its end every time.
            took = time.perf_counter() - began if state == old else took
        shutil.rmtree(client)
    return found


if __name__ == "__main__":
    told = main(Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]), int(sys.argv[4]))
    sys.stdout.write(json.dumps(told))
