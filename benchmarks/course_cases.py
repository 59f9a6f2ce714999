"""How long a case of the course takes to make, against the json module on the same messages.

``python benchmarks/course_cases.py`` makes one company with 100,000 comments and reactions in its
discussion group and prints the seconds for the whole case: posts, orders, visits, rivals and all
files in their formats. In the same run the messages of that group, as plain Python values that are
already there, are written by ``json.dumps`` with the indent that Telegram uses: only the writing,
without drawing who says what. Then a case of the usual size, as a class of thirty needs it.
"""

import argparse
import json
import resource
import sys
import time
from collections.abc import Callable

from smmlab.course.cases.build import Case, build_case

SEED = 20261129


def timed(task: Callable[[], object]) -> tuple[float, float]:
    """Return the wall seconds and the CPU seconds of a task."""
    before, started = resource.getrusage(resource.RUSAGE_SELF), time.perf_counter()
    task()
    wall, after = time.perf_counter() - started, resource.getrusage(resource.RUSAGE_SELF)
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def interactions_of(case: Case) -> int:
    """Count the comments of people and their reactions in the group, from the file itself."""
    messages = json.loads(case.files["own/group.json"])["messages"]
    said = sum(message.get("from_id", "").startswith("user") for message in messages)
    given = sum(
        len(mark["recent"]) for message in messages for mark in message.get("reactions", ())
    )
    return said + given


def main() -> int:
    """Print the numbers."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--interactions", type=int, default=100_000)
    wanted: int = parser.parse_args().interactions
    out = sys.stdout.write
    build_case(SEED)  # the texts and the model of types are read once in a process
    made: list[Case] = []
    wall, used = timed(lambda: made.append(build_case(SEED, interactions=wanted)))
    case = made[0]
    size = sum(map(len, case.files.values())) / 1e6
    out(f"{interactions_of(case):,} interactions, {size:.0f} MB in {len(case.files)} files: ")
    out(f"{wall:.2f} s by the clock, {used:.2f} CPU seconds\n")
    chat = json.loads(case.files["own/group.json"])
    wall, peer = timed(lambda: json.dumps(chat, ensure_ascii=False, indent=1).encode())
    out(f"json.dumps of the messages of its group alone: {wall:.2f} s, {peer:.2f} CPU seconds; ")
    out(f"the whole case takes {used / peer:.1f} times that\n")
    wall, used = timed(lambda: build_case(SEED))
    out(f"a case of the usual size: {wall:.2f} s by the clock, {used:.2f} CPU seconds\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
