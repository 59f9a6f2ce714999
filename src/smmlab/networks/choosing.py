"""From draws to a choice: who wins how often, what a wrong choice costs, whether to name one."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from smmlab.networks.competition import FEED_LOADS, share_of_voice
from smmlab.networks.potential import Draws

# Dirichlet weights of audience, interest, competition: as in SMAA, times three exponents.
WEIGHTINGS = {
    "equal": (4.0, 4.0, 4.0),
    "half_competition": (5.0, 5.0, 2.5),
    "audience_first": (8.0, 3.0, 2.0),
}


@dataclass(frozen=True)
class Rule:
    """When to name one network; conventions, so they can be changed.

    Parameters
    ----------
    p_best
        Least share of draws in which the winner wins.
    regret
        Expected regret must stay below this share of the best.
    feed_loads
        Background posts a week under each of which the winner must stay the same.
    """

    p_best: float = 0.6
    regret: float = 0.1
    feed_loads: tuple[float, ...] = FEED_LOADS


@dataclass(frozen=True)
class Factors:
    """Draws of every scored network, one row a network."""

    networks: tuple[str, ...]
    share: Draws
    interest: Draws
    rival_posts: Draws
    own_posts: float


def rank_draws(score: Draws) -> pd.DataFrame:
    """Return p_best, p_top_two and expected regret of every row of scores.

    Examples
    --------
    >>> rank_draws(np.array([[4.0, 1.0], [2.0, 2.0]]))
       p_best  p_top_two  regret
    0     0.5        1.0    0.25
    1     0.5        1.0    0.25
    """
    best = score.max(axis=0)
    place = (-score).argsort(axis=0).argsort(axis=0)
    return pd.DataFrame(
        {
            "p_best": (place == 0).mean(axis=1),
            "p_top_two": (place <= 1).mean(axis=1),
            "regret": (1 - score / best).mean(axis=1),
        }
    )


def compare_settings(factors: Factors, rule: Rule, rng: np.random.Generator) -> pd.DataFrame:
    """Return the winner under every feed load and weighting of the factors.

    Returns
    -------
    DataFrame
        feed_load (posts a week), weighting (plain|equal|half_competition|audience_first), winner,
        p_best (share of draws).
    """
    draws = factors.share.shape[1]
    exponents: dict[str, Draws] = {"plain": np.ones((3, draws))}
    for name, weights in WEIGHTINGS.items():
        exponents[name] = rng.dirichlet(weights, draws).T * 3
    rows = []
    for load in rule.feed_loads:
        voice = share_of_voice(factors.own_posts, load, factors.rival_posts)
        logs = [np.log(part) for part in (factors.share, factors.interest, voice)]
        for name, power in exponents.items():
            total = sum(part * power[i] for i, part in enumerate(logs))
            p_best = np.bincount(np.argmax(total, axis=0), minlength=len(factors.networks)) / draws
            winner = int(np.argmax(p_best))
            rows.append((load, name, factors.networks[winner], float(p_best[winner])))
    return pd.DataFrame(rows, columns=["feed_load", "weighting", "winner", "p_best"])


def name_one(
    ranking: pd.DataFrame, settings: pd.DataFrame, counted: frozenset[str], rule: Rule
) -> str | None:
    """Name one network, or none.

    One is named when it wins often enough, a wrong choice costs little, it wins under every
    setting, and its sellers were counted: an empty network is unknown, never best.
    """
    if len(ranking) < 2:
        return None
    leader = ranking.sort_values("p_best", ascending=False, kind="stable").iloc[0]
    network = str(leader["network"])
    sure = leader["p_best"] >= rule.p_best and leader["regret"] < rule.regret
    steady = bool((settings["winner"] == network).all())
    return network if sure and steady and network in counted else None


def contenders_of(ranking: pd.DataFrame, settings: pd.DataFrame) -> tuple[str, ...]:
    """Return the two most likely networks and any other that wins under some setting."""
    ordered = [str(n) for n in ranking.sort_values("p_best", ascending=False)["network"]]
    winners = set(settings["winner"]) | set(ordered[:2])
    return tuple(name for name in ordered if name in winners)


def split_uncertainty(factors: Factors, ranking: pd.DataFrame) -> pd.DataFrame:
    """Return how much each factor adds to the doubt between the two leaders.

    Returns
    -------
    DataFrame
        network, factor (audience|interest|competition), weight (share, 0-1); the heaviest first:
        the figure worth checking before all others.
    """
    ordered = ranking.sort_values("p_best", ascending=False, kind="stable").index[:2]
    if len(ordered) < 2:
        return pd.DataFrame({"network": [], "factor": [], "weight": []}).astype({"weight": float})
    voice = -np.log(factors.own_posts + 100.0 + factors.rival_posts)
    parts = {
        "audience": np.log(factors.share),
        "interest": np.log(factors.interest),
        "competition": voice,
    }
    rows = [
        (factors.networks[i], name, float(np.var(part[i])))
        for i in ordered
        for name, part in parts.items()
    ]
    table = pd.DataFrame(rows, columns=["network", "factor", "weight"])
    # The log of the ratio is a sum of nearly independent parts, so their variances add up.
    table["weight"] /= table["weight"].sum()
    return table.sort_values("weight", ascending=False, kind="stable", ignore_index=True)
