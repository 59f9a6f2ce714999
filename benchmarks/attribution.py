"""How long credit for a million orders takes, and how often its intervals hold the truth.

``python benchmarks/attribution.py`` makes a million orders with their journeys (three million
touches of twelve channels), builds the ways, shares out credit by all five rules, and prints CPU
seconds. With ``--peer PYTHON``, an interpreter of its own that has ChannelAttribution (GPL, never
a dependency), the same ways go through its ``heuristic_models`` and ``markov_model``, which
simulates; without it a plain loop over the same touches is timed. The ratio is ours to theirs.

``python benchmarks/attribution.py --coverage`` draws journeys from a known population again and
again and prints how often the intervals hold the share that each rule gives in the population.
"""

import argparse
import os
import resource
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(_name, "1")

import numpy as np  # noqa: E402
import pandas as pd  # noqa: E402

from smmlab.money.credit import RULES, credit_channels  # noqa: E402
from smmlab.money.credit_comparison import compare_credit  # noqa: E402
from smmlab.money.journeys import build_journeys, name_paths, read_paths  # noqa: E402

CHANNELS = np.array([f"channel {number:02d}" for number in range(12)])
_PEER = """
import json, resource, sys, time
import pandas as pd
import ChannelAttribution as ca
data = pd.read_csv(sys.argv[1])
cpu = lambda: sum(resource.getrusage(resource.RUSAGE_SELF)[:2])
start = cpu()
ca.heuristic_models(data, "path", "conversions", var_value="value", flg_pro=False)
rules = cpu() - start
start = cpu()
ca.markov_model(data, "path", "conversions", var_value="value", var_null="nulls", order=1,
                flg_pro=False, verbose=False)
print(json.dumps([rules, cpu() - start]))
"""


def cpu() -> float:
    """Return the CPU seconds of this process, user and system."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def made_up(orders: int, nulls: int, seed: int) -> pd.DataFrame:
    """Return touches of journeys with and without an order, in no order at all."""
    rng = np.random.default_rng(seed)
    journeys = orders + nulls
    lengths = 1 + rng.poisson(2, journeys)
    who = np.repeat(np.arange(journeys), lengths)
    at = 1_750_000_000 + np.repeat(rng.integers(0, 10_000_000, journeys), lengths)
    at = at + np.sort(rng.integers(0, 20 * 86_400, len(who)))
    weights = rng.dirichlet(np.ones(len(CHANNELS)))
    bought = np.zeros(len(who), bool)
    bought[(np.cumsum(lengths) - 1)[rng.permutation(journeys)[:orders]]] = True
    touches = pd.DataFrame(
        {
            "journey": who,
            "at": at,
            "channel": pd.array(rng.choice(CHANNELS, len(who), p=weights), dtype="str"),
            "converted": bought,
            "value": np.where(bought, rng.lognormal(3, 0.5, len(who)).round(2), np.nan),
            "currency": pd.array(np.where(bought, "EUR", None), dtype="str"),
        }
    )
    return touches.iloc[rng.permutation(len(touches))].reset_index(drop=True)


def speed(orders: int, nulls: int, peer: str) -> None:
    """Time the ways, the five rules and the comparison, then the peer."""
    touches = made_up(orders, nulls, 1)
    started = cpu()
    ways = build_journeys(touches, window_days=None)
    built = cpu() - started
    started = cpu()
    for rule in RULES:
        credit_channels(ways, rule=rule)
    shared = cpu() - started
    started = cpu()
    compare_credit(ways, seed=1)
    compared = cpu() - started
    sys.stdout.write(
        f"{orders:,} orders, {nulls:,} journeys without one, {len(touches):,} touches, "
        f"{len(ways):,} different ways\n"
        f"build {built:.2f} s, five rules {shared:.2f} s, together {built + shared:.2f} s CPU; "
        f"all rules with intervals {compared:.2f} s CPU; "
        f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB at the peak\n"
    )
    if not peer:
        started = cpu()
        _plain(touches)
        theirs = cpu() - started
        ratio = (built + shared) / theirs
        sys.stdout.write(
            f"plain loop, ways and three rules: {theirs:.2f} s CPU; ratio {ratio:.2f}\n"
        )
        return
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "paths.csv"
        ways.table.assign(path=name_paths(ways)).fillna({"value": 0}).to_csv(file, index=False)
        told = subprocess.run(
            [peer, "-c", _PEER, str(file)], check=True, capture_output=True, text=True
        )
    rules, markov = map(float, told.stdout.strip().splitlines()[-1].strip("[]").split(","))
    sys.stdout.write(
        f"ChannelAttribution on the counted ways: three rules {rules:.2f} s, markov_model "
        f"(simulated) {markov:.2f} s CPU\n"
        f"ratio of the rules {shared / (rules + markov):.3f}; with our building of the ways, which "
        f"it does not do, {(built + shared) / (rules + markov):.2f}\n"
    )


def _plain(touches: pd.DataFrame) -> dict[str, Counter[str]]:
    """Share out credit as anybody would write it: sort, loop, count."""
    ways: dict[int, list[tuple[int, str, bool]]] = {}
    for who, at, channel, bought in zip(
        touches["journey"].tolist(), touches["at"].tolist(), touches["channel"].tolist(),
        touches["converted"].tolist(), strict=True,
    ):  # fmt: skip
        ways.setdefault(who, []).append((at, channel, bought))
    credit: dict[str, Counter[str]] = {rule: Counter() for rule in ("first", "last", "linear")}
    for way in ways.values():
        way.sort(key=lambda touch: touch[0])
        if way[-1][2]:
            credit["first"][way[0][1]] += 1
            credit["last"][way[-1][1]] += 1
            for _at, channel, _bought in way:
                credit["linear"][channel] += 1 / len(way)  # type: ignore[assignment]
    return credit


def coverage(runs: int, sizes: tuple[int, ...], draws: int) -> None:
    """Print how often the interval of each rule holds the share in the population."""
    rng = np.random.default_rng(7)
    population = _population(rng)
    truth = compare_credit(read_paths(population), draws=2).table.set_index(["rule", "channel"])
    counts = population[["conversions", "nulls"]].to_numpy(np.float64)
    chance = counts.ravel() / counts.sum()
    for size in sizes:
        held: dict[str, list[bool]] = {rule: [] for rule in RULES}
        for run in range(runs):
            drawn = rng.multinomial(size, chance).reshape(-1, 2)
            sample = population.assign(conversions=drawn[:, 0], nulls=drawn[:, 1])
            found = compare_credit(read_paths(sample), draws=draws, seed=run).table
            for row in found[found["journeys"] >= 10].itertuples():
                true = truth.loc[(row.rule, row.channel), "share"]
                held[row.rule].append(row.share_low <= true <= row.share_high)
        said = ", ".join(f"{rule} {100 * np.mean(held[rule]):.1f} %" for rule in RULES)
        orders = size * counts[:, 0].sum() / counts.sum()
        sys.stdout.write(f"{size:,} journeys, about {orders:.0f} orders, {runs} runs: {said}\n")
        sys.stdout.flush()


def _population(rng: np.random.Generator) -> pd.DataFrame:
    """Return ways of six channels, of one to four touches, that differ in how they sell."""
    names = ["instagram", "facebook", "telegram", "newsletter", "search", "direct"]
    often = np.array([0.3, 0.15, 0.1, 0.1, 0.15, 0.2])
    paths: Counter[str] = Counter()
    for _way in range(4_000):
        length = int(rng.integers(1, 5))
        paths[" > ".join(rng.choice(names, length, p=often))] += 1
    table = pd.DataFrame({"path": list(paths), "journeys": list(paths.values())})
    sells = 0.03 + 0.25 * table["path"].str.endswith("direct") + 0.1 * table["path"].str.contains(
        "newsletter"
    )  # fmt: skip
    conversions = (1_000 * table["journeys"] * sells).round()
    return pd.DataFrame(
        {
            "path": table["path"],
            "conversions": conversions,
            "nulls": 1_000 * table["journeys"] - conversions,
            "value": np.nan,
            "currency": pd.array([None] * len(table), dtype="str"),
        }
    )


def main() -> None:
    """Run what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--orders", type=int, default=1_000_000)
    parser.add_argument("--nulls", type=int, default=0)
    parser.add_argument("--peer", default="")
    parser.add_argument("--coverage", action="store_true")
    parser.add_argument("--runs", type=int, default=300)
    parser.add_argument("--draws", type=int, default=400)
    parser.add_argument("--sizes", type=int, nargs="+", default=(500, 2_000, 6_000))
    given = parser.parse_args()
    if given.coverage:
        coverage(given.runs, tuple(given.sizes), given.draws)
    else:
        speed(given.orders, given.nulls, given.peer)


if __name__ == "__main__":
    main()
