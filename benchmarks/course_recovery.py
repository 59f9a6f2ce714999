"""How many cases of the course are fair: how often the analyses find what was planted.

``python benchmarks/course_recovery.py`` makes fifty companies, a third in each language, imports
their exports as a student does, and prints for each planted fact in how many of them the reference
analyses find it, with the seeds where they do not.
"""

import argparse
import os
import sys
import tempfile
from collections import defaultdict
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import get_args

for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(_name, "1")

from smmlab.course.cases.build import build_case, write_case  # noqa: E402
from smmlab.course.cases.recovery import recover  # noqa: E402
from smmlab.course.cases.truth import Difficulty  # noqa: E402
from smmlab.course.facts import write_facts  # noqa: E402
from smmlab.project import create_project  # noqa: E402
from smmlab.texts import LANGUAGES  # noqa: E402


def tried(seed: int, difficulty: Difficulty) -> dict[str, bool]:
    """Tell what is found in one company, imported into a folder that goes afterwards."""
    case = build_case(seed, difficulty=difficulty, language=LANGUAGES[seed % len(LANGUAGES)])
    with tempfile.TemporaryDirectory() as name:
        os.environ["SMMLAB_CONFIG_DIR"] = f"{name}/config"
        folder = Path(name) / "case"
        project = create_project(folder, case.brief)
        write_facts(folder, case.facts)
        downloads = write_case(case, folder)
        project.add_many(downloads / "own")
        project.add_many(downloads / "rivals", is_own=False)
        return recover(project, case.truth)


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=50)
    parser.add_argument("--first", type=int, default=1)
    parser.add_argument("--difficulty", choices=get_args(Difficulty), default="usual")
    parser.add_argument("--processes", type=int, default=2)
    wanted = parser.parse_args()
    seeds = range(wanted.first, wanted.first + wanted.seeds)
    missed: dict[str, list[int]] = defaultdict(list)
    with ProcessPoolExecutor(wanted.processes) as pool:
        for seed, found in zip(
            seeds, pool.map(tried, seeds, [wanted.difficulty] * len(seeds)), strict=True
        ):
            for fact, is_found in found.items():
                missed[fact] += [] if is_found else [seed]
    for fact, where in missed.items():
        told = f"  not in {where}" if where else ""
        sys.stdout.write(f"{fact:<24}{len(seeds) - len(where)} of {len(seeds)}{told}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
