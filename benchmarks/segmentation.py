"""How long groups take to find among many people, and how often the answer is right.

``python benchmarks/segmentation.py`` finds groups among 150,000 people (two to eight groups, a
hundred bootstrap draws) and, in the same run, fits scikit-learn's KMeans to bootstrap samples one
after another, a few draws of them, and prints CPU seconds and the ratio for the same work.

``python benchmarks/segmentation.py --trust`` makes a hundred audiences of every kind and size in
``tests/audience_cases.py`` and prints how many times no groups were found where there are none,
and the right number with the right people where groups were planted.
"""

import argparse
import os
import resource
import sys
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(_name, "1")
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

import numpy as np  # noqa: E402

from audience_cases import CROWDS, NOW, PLANTED, crowd, measured, planted  # noqa: E402
from smmlab.audience.clusters import MOST_FITTED, find_groups  # noqa: E402
from smmlab.audience.group_features import prepare_features  # noqa: E402

KS = (2, 3, 4, 5, 6, 7, 8)
SIZES = (300, 1_000, 10_000)


def cpu() -> float:
    """Return the CPU seconds of this process, user and system."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def speed(people: int, draws: int, peer_draws: int, kind: str, method: str) -> None:
    """Time `find_groups`, then the loop of scikit-learn fits on the same sample."""
    from sklearn.cluster import KMeans

    frame = planted(kind, people, 1)[0] if kind in PLANTED else crowd(kind, people, 1)
    started, wall = cpu(), time.perf_counter()
    names = measured(frame)
    found = find_groups(frame, features=names, as_of=NOW, ks=KS, draws=draws, seed=1, method=method)
    ours, ours_wall = cpu() - started, time.perf_counter() - wall
    values = prepare_features(frame, features=names, as_of=NOW).values[:MOST_FITTED]
    rng = np.random.default_rng(1)
    started = cpu()
    for _draw in range(peer_draws):
        drawn = values[rng.integers(0, len(values), len(values))]
        for k in KS:
            KMeans(k, n_init=6, random_state=1).fit(drawn).predict(values)
    peer = (cpu() - started) * draws / peer_draws
    sys.stdout.write(
        f"{people:,} people, {len(found.features)} features, k 2 to 8, {draws} draws, {kind}: "
        f"{found.reason}, {found.chosen}\n"
        f"find_groups, everything: {ours:.1f} s CPU, {ours_wall:.1f} s wall, "
        f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB at the peak\n"
        f"scikit-learn, bootstrap fits alone, one by one, six starts, {len(values):,} people: "
        f"{peer:.1f} s CPU (from {peer_draws} draws)\nratio {ours / peer:.2f}\n"
    )


@dataclass(frozen=True)
class Trial:
    """One made-up audience: whether the number of groups was right, and how right the people."""

    right: bool
    ari: float
    verdicts: tuple[str, ...]


def trial(job: tuple[str, int, int, int]) -> Trial:
    """Find groups in one made-up audience."""
    from sklearn.metrics import adjusted_rand_score

    kind, people, seed, draws = job
    if kind in CROWDS:
        frame, truth = crowd(kind, people, seed), None
    else:
        frame, truth = planted(kind, people, seed)
    found = find_groups(frame, features=measured(frame), as_of=NOW, draws=draws, seed=seed)
    verdicts = tuple(found.ks["verdict"])
    if truth is None:
        return Trial(found.reason == "no_groups", float("nan"), verdicts)
    index = adjusted_rand_score(truth, found.people["group"].fillna("none"))
    return Trial(found.chosen == truth.max() + 1, float(index), verdicts)


def trust(runs: int, draws: int, sizes: tuple[int, ...], workers: int) -> None:
    """Print, for every kind and size of audience, how many answers of a hundred are right."""
    sys.stdout.write(
        f"{'audience':<30} {'people':>7} {'runs':>5} {'right':>6} {'and ARI >= 0.9':>15} "
    )
    sys.stdout.write("least ARI  verdicts on every number of groups\n")
    with ProcessPoolExecutor(workers) as pool:
        for people in sizes:
            for kind in (*CROWDS, *PLANTED):
                jobs = [(kind, people, seed, draws) for seed in range(runs)]
                found = list(pool.map(trial, jobs, chunksize=2))
                right = [one.right for one in found]
                close = [one.right and one.ari >= 0.9 for one in found]
                verdicts = Counter(verdict for one in found for verdict in one.verdicts)
                least = f"{min(one.ari for one in found):.2f}" if kind in PLANTED else "none"
                told = f"{sum(close)}" if kind in PLANTED else "none"
                said = ", ".join(f"{name} {n}" for name, n in verdicts.most_common())
                sys.stdout.write(
                    f"{kind:<30} {people:>7,} {runs:>5} {sum(right):>6} {told:>15} {least:>9}  "
                    f"{said}\n"
                )
                sys.stdout.flush()


def main() -> None:
    """Run what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=150_000)
    parser.add_argument("--draws", type=int, default=100)
    parser.add_argument("--peer-draws", type=int, default=3)
    parser.add_argument("--kind", default="Zipf activity", choices=(*CROWDS, *PLANTED))
    parser.add_argument("--method", default="kmeans", choices=("kmeans", "mixture"))
    parser.add_argument("--trust", action="store_true")
    parser.add_argument("--runs", type=int, default=100)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    parser.add_argument("--workers", type=int, default=1)
    given = parser.parse_args()
    if given.trust:
        trust(given.runs, given.draws, tuple(given.sizes), given.workers)
    else:
        speed(given.people, given.draws, given.peer_draws, given.kind, given.method)


if __name__ == "__main__":
    main()
