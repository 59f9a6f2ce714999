"""The share of voice a business can get: own posts among sellers' and everybody else's posts."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from smmlab.errors import DataError
from smmlab.networks.evidence import SD_OF_GRADE, Evidence, Figure
from smmlab.networks.potential import Draws
from smmlab.schema import NETWORKS
from smmlab.texts import message

OWN_POSTS = 4.0
"""Own posts a week when the brief does not say (an assumption)."""
FEED_LOADS = (30.0, 100.0, 300.0, 1000.0)
"""Other posts a week that fight for the same attention; nobody knows, so all are tried."""
USUAL_LOAD = (30.0, 300.0)
"""Where the feed load most likely lies: posts a week from and to (an assumption)."""
COUNTING_SD = 0.2
"""How far a count by hand strays, on the log scale, until two people have counted (judgement)."""
# Normal scores at which the number of sellers is tabulated.
_SCORES = np.linspace(-5.5, 5.5, 551)
# Nobody counted: anything from a few to many times the usual number.
_UNKNOWN_SELLERS, _UNKNOWN_SD = 20.0, 1.0


def counted_sellers(rivals: Mapping[str, int]) -> dict[str, int]:
    """Return the counts that tell something: zero means nobody looked, or nobody buys there.

    Raises
    ------
    DataError
        For a network that is not known or a number below zero.

    Examples
    --------
    >>> counted_sellers({"instagram": 12, "snapchat": 0})
    {'instagram': 12}
    """
    wrong = {
        name: count
        for name, count in rivals.items()
        if name not in NETWORKS or pd.isna(count) or count < 0
    }
    if wrong:
        raise DataError(
            message(
                "The counts of sellers {found} cannot be used. "
                "Give a whole number from zero up for any of {networks}."
            ),
            {"found": wrong, "networks": ", ".join(NETWORKS)},
        )
    return {name: int(count) for name, count in rivals.items() if count > 0}


def posting_rate(network: str, evidence: Evidence) -> Figure | None:
    """Return how often a seller posts there in a week."""
    found = (
        evidence.best(["posts_per_week"], name, "GLOBAL", ["brands", "all"])
        for name in (network, "any")
    )
    return next((figure for figure in found if figure is not None), None)


def draw_rival_posts(
    network: str,
    sellers: Mapping[str, int],
    evidence: Evidence,
    draws: int,
    rng: np.random.Generator,
    *,
    counting_sd: float = COUNTING_SD,
) -> Draws:
    """Draw the posts a week of all sellers of the niche on one network.

    The number of sellers is Gamma–Poisson around the count. Uncounted networks get a wide prior
    around the counted ones: an empty network may be empty because nobody buys there.
    """
    from scipy.special import gammaincinv, ndtr

    noise = rng.normal(0, 1, (4, draws))
    if network in sellers:
        # By the quantile, so that the same seed with more sellers gives more in every draw.
        # Read from a table of quantiles, a thirtieth of the work of one for every draw.
        table = np.log(gammaincinv(sellers[network] + 0.5, ndtr(_SCORES)))
        number = np.exp(np.interp(noise[3], _SCORES, table) + counting_sd * noise[0])
    else:
        usual = float(np.median(list(sellers.values()))) if sellers else _UNKNOWN_SELLERS
        number = usual * np.exp(_UNKNOWN_SD * noise[1])
    rate = posting_rate(network, evidence)
    if rate is None:
        return np.asarray(number, dtype=np.float64)
    per_week = rate.value * np.exp(SD_OF_GRADE[rate.grade] * noise[2])
    return np.asarray(number * per_week, dtype=np.float64)


def check_load(load: tuple[float, float]) -> tuple[float, float]:
    """Return the posts a week of the feed, from and to, if there can be such a feed.

    Raises
    ------
    DataError
        When the feed is empty or the range runs backwards.

    Examples
    --------
    >>> check_load((30, 300))
    (30, 300)
    """
    low, high = load
    if not 0 < low <= high:
        raise DataError(
            message(
                "The feed load {low} to {high} posts a week cannot be. A feed is never empty: give "
                "a number above zero first, then one that is not smaller."
            ),
            {"low": low, "high": high},
        )
    return load


def draw_feed_load(load: tuple[float, float], draws: int, rng: np.random.Generator) -> Draws:
    """Draw the background posts a week, one for all networks: log-uniform, never zero.

    Raises
    ------
    DataError
        When there can be no such feed.
    """
    low, high = check_load(load)
    return np.exp(rng.uniform(np.log(low), np.log(high), draws))


def share_of_voice(own_posts: float, feed_load: float | Draws, rival_posts: Draws) -> Draws:
    """Return own posts as a share of all that fight for the attention of the target group.

    Examples
    --------
    >>> float(share_of_voice(4, 30, np.array([66.0]))[0])
    0.04
    """
    return np.asarray(own_posts / (own_posts + feed_load + rival_posts), dtype=np.float64)
