"""When it says seven of ten, it is right in seven of ten simulated worlds."""

import numpy as np
import pandas as pd
import pytest

from smmlab.brief import Brief, Target
from smmlab.networks.choosing import Factors
from smmlab.networks.competition import (
    COUNTING_SD,
    USUAL_LOAD,
    counted_sellers,
    draw_feed_load,
    draw_rival_posts,
)
from smmlab.networks.evidence import Evidence, load_evidence
from smmlab.networks.interest import draw_interest, interest_figure, interest_sd
from smmlab.networks.potential import draw_overlap, draw_potential, expit
from smmlab.networks.ranking import rank_draws

NAMES = ("facebook", "instagram", "tiktok", "youtube", "pinterest")
# Everybody is the target group: what age and sex add is borrowed and not simulated here.
BRIEF = Brief("World", market="US", target=Target(18, 84, people=1000))
WORLDS, DRAWS = 2_000, 500
PACKAGED = load_evidence(year=2026)


def world(rng: np.random.Generator) -> tuple[np.ndarray, Evidence, dict[str, int]]:
    """Return the true scores of a world and what a strategist would read and count in it."""
    size = len(NAMES)
    grade = rng.choice(["A", "B"], size)
    year = rng.integers(2021, 2027, size)
    reach = rng.normal(-0.5, 1.2, size)
    interest = np.exp(rng.normal(np.log(0.25), 0.6, size))
    sellers = np.exp(rng.normal(np.log(25), 1.2, size))
    weekly = np.exp(rng.normal(np.log(3), 0.4, size))
    load = np.exp(rng.uniform(*np.log(USUAL_LOAD)))
    truth = expit(reach) * np.minimum(interest, 1) * 4 / (4 + load + sellers * weekly)
    figures = pd.DataFrame(
        [
            {"topic": topic, "network": name, "market": "US", "segment": segment, "unit": unit,
             "grade": g, "year": y, "series": "world", "qualifier": "", "source_id": "world",
             "is_own": True, "figure_id": f"{topic}.{name}"}
            for name, g, y in zip(NAMES, grade, year, strict=True)
            for topic, segment, unit in (("reach", "all", "share"), ("purpose", "buying", "share"),
                                         ("posts_per_week", "all", "posts/week"))
        ]
    )  # fmt: skip
    figures.loc[figures["topic"] == "posts_per_week", "market"] = "GLOBAL"
    evidence = Evidence(figures.assign(value=0.5), PACKAGED.rules, PACKAGED.sources, 2026)
    read = []
    for number, name in enumerate(NAMES):
        sd = evidence.best(["reach"], name, "US").sd(2026, market="US")
        spread = interest_sd(interest_figure(name, "US", evidence), 2026)
        told = {"A": 0.1, "B": 0.2}[grade[number]]
        read += [
            float(expit(reach[number] + sd * rng.normal())),
            float(np.exp(np.log(interest[number]) + spread * rng.normal())),
            float(weekly[number] * np.exp(told * rng.normal())),
        ]
    evidence = Evidence(figures.assign(value=read), PACKAGED.rules, PACKAGED.sources, 2026)
    counts = rng.poisson(sellers * np.exp(COUNTING_SD * rng.normal(0, 1, size)))
    return truth, evidence, counted_sellers(dict(zip(NAMES, counts.tolist(), strict=True)))


def chances(evidence: Evidence, counts: dict[str, int], rng: np.random.Generator) -> np.ndarray:
    overlap, load = draw_overlap(DRAWS, rng), draw_feed_load(USUAL_LOAD, DRAWS, rng)
    rows = []
    for name in NAMES:
        potential = draw_potential(BRIEF, name, evidence, overlap, rng)
        interest = draw_interest(interest_figure(name, "US", evidence), evidence, DRAWS, rng)
        rows.append((potential.share, interest,
                     draw_rival_posts(name, counts, evidence, DRAWS, rng)))  # fmt: skip
    share, interest, posts = (np.stack(part) for part in zip(*rows, strict=True))
    factors = Factors(NAMES, share, interest, posts, np.ones_like(share), 4.0)
    return rank_draws(factors.score(load))["p_best"].to_numpy()


def test_the_chance_of_being_best_is_the_share_of_worlds_in_which_it_is():
    said, right = [], []
    for number in range(WORLDS):
        rng = np.random.default_rng([20261126, number])
        truth, evidence, counts = world(rng)
        p_best = chances(evidence, counts, rng)
        leader = int(p_best.argmax())
        said.append(p_best[leader])
        right.append(leader == truth.argmax())
    said, right = np.array(said), np.array(right)
    around = (said > 0.6) & (said < 0.8)
    assert around.sum() > 200
    assert 0.65 <= right[around].mean() <= 0.75
    # And everywhere else: in each fifth the mean of what was said is what came true.
    for part in np.array_split(np.argsort(said), 5):
        error = 2.6 * np.sqrt(said[part].mean() * (1 - said[part].mean()) / len(part))
        assert right[part].mean() == pytest.approx(said[part].mean(), abs=error + 0.02)
