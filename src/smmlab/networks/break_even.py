"""Break-even: by how much one figure must change before another network wins."""

import numpy as np
import pandas as pd

from smmlab.networks.choosing import Factors
from smmlab.networks.potential import Draws

_COLUMNS = ("challenger", "changed", "input", "times", "times_low", "times_high")
# A figure wrong by more than this is a mistake, not a doubt.
_FARTHEST = 10.0


def break_even_values(
    factors: Factors, feed_load: Draws, leader: str, challengers: tuple[str, ...]
) -> pd.DataFrame:
    """Return how many times larger or smaller an input must be for a challenger to win.

    In each draw there is one number of sellers beyond which the challenger is better; the median of
    these numbers is where the two win equally often.

    Parameters
    ----------
    factors
        Draws of every scored network.
    feed_load
        Draws of the background posts a week.
    leader
        The likeliest network.
    challengers
        Those it is compared with.

    Returns
    -------
    DataFrame
        challenger, changed (the network whose figure changes), input (sellers|reach|interest),
        times (the figure as a multiple of the present one), times_low, times_high (80 % interval
        of the draws). Rows that no number makes true, or only one beyond ten times or below a
        tenth, are left out, and so is a challenger that beats the leader in most draws as it is.

    Examples
    --------
    >>> half = np.full((2, 100), 0.5)
    >>> factors = Factors(("x", "reddit"), half, half, np.array([[16.0], [36.0]]) * np.ones(100),
    ...                   np.ones((2, 100)), 4.0)
    >>> table = break_even_values(factors, np.full(100, 20.0), "x", ("reddit",))
    >>> table[["changed", "input", "times"]].to_numpy().tolist()[0]
    ['x', 'sellers', 2.25]
    """
    place = {name: number for number, name in enumerate(factors.networks)}
    score = factors.score(feed_load)
    one = place[leader]
    rows: list[tuple[str, str, str, float, float, float]] = []
    for name in challengers:
        other = place[name]
        if other == one:
            continue
        ratio = score[other] / score[one]
        rows += [
            (name, leader, "sellers", *_spread(_sellers(factors, feed_load, one, score[other]))),
            (name, leader, "reach", *_spread(ratio)),
            (name, leader, "interest", *_spread(ratio)),
            (name, name, "sellers", *_spread(_sellers(factors, feed_load, other, score[one]))),
        ]
        rows += _raised(name, factors, other, 1 / ratio)
    table = pd.DataFrame(rows, columns=list(_COLUMNS))
    believable = table["times"].between(1 / _FARTHEST, _FARTHEST)
    # Worse for the leader, better for the challenger; else it is the challenger who is ahead of
    # the two already.
    upwards = (table["changed"] == leader) == (table["input"] == "sellers")
    ahead = (table["times"] >= 1) == upwards
    return table[believable & ahead].reset_index(drop=True)


def _sellers(factors: Factors, feed_load: Draws, network: int, rival_score: Draws) -> Draws:
    """Return the multiple of the sellers' posts at which a network equals another score."""
    alone = factors.share[network] * factors.interest[network] * factors.lift[network]
    own, posts = factors.own_posts, factors.rival_posts[network]
    # Draws in which it loses even without a single seller have no such multiple: below zero.
    return np.asarray((own * alone / rival_score - own - feed_load) / posts, dtype=np.float64)


def _raised(
    name: str, factors: Factors, network: int, times: Draws
) -> list[tuple[str, str, str, float, float, float]]:
    """Return how far reach and interest of the challenger must rise, where a share can."""
    rows: list[tuple[str, str, str, float, float, float]] = []
    for kind, values in (
        ("reach", factors.share[network]), ("interest", factors.interest[network]),
    ):  # fmt: skip
        middle, low, high = _spread(times)
        if middle * float(np.median(values)) < 1:
            rows.append((name, name, kind, middle, low, high))
    return rows


def _spread(values: Draws) -> tuple[float, float, float]:
    low, middle, high = np.quantile(values, (0.1, 0.5, 0.9))
    if middle <= 0:
        return np.nan, np.nan, np.nan
    return float(middle), float(max(low, 0.0)), float(high)
