"""Whether to name one network: it wins often, a mistake costs little, every setting agrees."""

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
    """Draws of every scored network, one row a network.

    ``share`` of the target group who use it, ``interest`` of those, ``rival_posts`` a week;
    ``lift`` is what the client's own reach says beyond these (1 where it says nothing).
    """

    networks: tuple[str, ...]
    share: Draws
    interest: Draws
    rival_posts: Draws
    lift: Draws
    own_posts: float

    def voice(self, feed_load: float | Draws) -> Draws:
        """Return the share of voice under a feed load, with the lift of own reach."""
        return self.lift * share_of_voice(self.own_posts, feed_load, self.rival_posts)

    def score(self, feed_load: float | Draws) -> Draws:
        """Return the share of the target group who are interested and will meet the posts."""
        return self.share * self.interest * self.voice(feed_load)


def compare_settings(
    factors: Factors, rule: Rule, rng: np.random.Generator
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the winner under every feed load and weighting, and every chance under each load.

    Returns
    -------
    DataFrame
        feed_load (posts a week), weighting (plain|equal|half_competition|audience_first), winner,
        p_best (share of draws).
    DataFrame
        feed_load, network, p_best; unweighted.
    """
    size, draws = factors.share.shape
    exponents: dict[str, Draws] = {"plain": np.ones((3, draws))}
    for name, weights in WEIGHTINGS.items():
        exponents[name] = rng.dirichlet(weights, draws).T * 3
    audience, interest = np.log(factors.share), np.log(factors.interest)
    rows, curve = [], []
    for load in rule.feed_loads:
        voice = np.log(factors.voice(load))
        for name, power in exponents.items():
            total = audience * power[0] + interest * power[1] + voice * power[2]
            p_best = np.bincount(np.argmax(total, axis=0), minlength=size) / draws
            winner = int(np.argmax(p_best))
            rows.append((load, name, factors.networks[winner], float(p_best[winner])))
            if name == "plain":
                curve += [
                    (load, network, float(chance))
                    for network, chance in zip(factors.networks, p_best, strict=True)
                ]
    return (
        pd.DataFrame(rows, columns=["feed_load", "weighting", "winner", "p_best"]),
        pd.DataFrame(curve, columns=["feed_load", "network", "p_best"]),
    )


def check_conditions(
    ranking: pd.DataFrame, settings: pd.DataFrame, counted: frozenset[str], rule: Rule
) -> pd.DataFrame:
    """Hold the likeliest network against each condition for being named.

    Parameters
    ----------
    ranking
        network, p_best, regret.
    settings
        winner under each setting.
    counted
        Networks whose sellers were counted: an empty network is unknown, never best.
    rule
        The limits.

    Returns
    -------
    DataFrame
        network (the likeliest), condition (p_best|regret|steady|counted), value, limit (shares
        0-1), holds. ``steady`` is the share of settings it wins. Empty with fewer than two
        networks.
    """
    columns = ["network", "condition", "value", "limit", "holds"]
    if len(ranking) < 2:
        return pd.DataFrame(columns=columns)
    leader = ranking.sort_values("p_best", ascending=False, kind="stable").iloc[0]
    network = str(leader["network"])
    p_best, regret = float(leader["p_best"]), float(leader["regret"])
    steady = float((settings["winner"] == network).mean())
    known = float(network in counted)
    rows = [
        (network, "p_best", p_best, rule.p_best, p_best >= rule.p_best),
        (network, "regret", regret, rule.regret, regret < rule.regret),
        (network, "steady", steady, 1.0, steady == 1.0),
        (network, "counted", known, 1.0, known == 1.0),
    ]
    return pd.DataFrame(rows, columns=columns)


def name_one(conditions: pd.DataFrame) -> str | None:
    """Name the network that holds every condition, or none.

    Examples
    --------
    >>> name_one(pd.DataFrame({"network": ["x", "x"], "holds": [True, False]})) is None
    True
    """
    if conditions.empty or not conditions["holds"].all():
        return None
    return str(conditions["network"].iloc[0])


def contenders_of(ranking: pd.DataFrame, settings: pd.DataFrame) -> tuple[str, ...]:
    """Return the two most likely networks and any other that wins under some setting."""
    ordered = [
        str(n) for n in ranking.sort_values("p_best", ascending=False, kind="stable")["network"]
    ]
    winners = set(settings["winner"]) | set(ordered[:2])
    return tuple(name for name in ordered if name in winners)
