"""What choosing a network costs: the fit with its sensitivity, and the redrawing of the form.

The peer is the plainest version of the same arithmetic: the product of the three factors drawn by
numpy, ranked, without evidence, sensitivity, break-even values or tables. Ratios are of CPU time of
the same run.
"""

import argparse
import statistics
import sys
import time
from collections.abc import Callable

import numpy as np

from smmlab.brief import Brief, Target
from smmlab.forms.network_words import tell_fit
from smmlab.networks.evidence import load_evidence
from smmlab.networks.fit import score_networks
from smmlab.plots.network_funnel import plot_network_funnel
from smmlab.plots.network_places import plot_network_places
from smmlab.plots.theme import as_png
from smmlab.schema import NETWORKS
from smmlab.texts import Words

BRIEF = Brief("Kohvik", market="US", target=Target(30, 49, "female", people=1_000_000))
SELLERS = {name: 10 * (place + 1) for place, name in enumerate(NETWORKS)}
EVIDENCE = load_evidence(year=2026)


def plain(draws: int) -> np.ndarray:
    """Draw and rank as many networks with nothing around it."""
    rng = np.random.default_rng(0)
    share = 1 / (1 + np.exp(-rng.normal(0, 1, (len(NETWORKS), draws))))
    interest = np.minimum(0.25 * np.exp(rng.normal(0, 0.3, share.shape)), 1)
    sellers = rng.gamma(20.5, 1, share.shape) * np.exp(rng.normal(0, 0.2, share.shape))
    voice = 4 / (4 + np.exp(rng.uniform(3.4, 5.7, draws)) + 3 * sellers)
    score = share * interest * voice
    return np.bincount(score.argmax(axis=0), minlength=len(NETWORKS)) / draws


def fit(draws: int) -> None:
    """Score all networks with everything a fit holds."""
    score_networks(BRIEF, rivals=SELLERS, evidence=EVIDENCE, draws=draws)


def redraw(plot: Callable[..., object], draws: int) -> None:
    """Do what one step of a slider does: score, draw the picture, say it."""
    words = Words("en")
    result = score_networks(BRIEF, rivals=SELLERS, evidence=EVIDENCE, draws=draws)
    as_png(plot(result, words=words), dpi=110)  # type: ignore[arg-type]
    tell_fit(result, words)


def cpu(work: Callable[[], object], repeats: int) -> float:
    """Return the median CPU seconds of some runs after one that warms up."""
    work()
    times = []
    for _ in range(repeats):
        begin = time.process_time()
        work()
        times.append(time.process_time() - begin)
    return statistics.median(times)


def main() -> None:
    """Print one line for each case."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--draws", type=int, default=20_000)
    parser.add_argument("--repeats", type=int, default=9)
    asked = parser.parse_args()
    peer = cpu(lambda: plain(asked.draws), asked.repeats)
    sys.stdout.write(
        f"{len(NETWORKS)} networks, {asked.draws} draws, CPU s (ratio to plain draws)\n"
    )
    for name, work in (
        ("plain draws and ranks", lambda: plain(asked.draws)),
        ("score_networks with sensitivity", lambda: fit(asked.draws)),
        ("slider: places, 10,000 draws", lambda: redraw(plot_network_places, 10_000)),
        ("slider: funnel, 10,000 draws", lambda: redraw(plot_network_funnel, 10_000)),
    ):
        seconds = cpu(work, asked.repeats)
        sys.stdout.write(f"{name:34s} {seconds:7.3f} ({seconds / peer:5.1f}x)\n")


if __name__ == "__main__":
    main()
