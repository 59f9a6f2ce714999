"""Which input would most change the answer: what checking each one could tell."""

import numpy as np
import pandas as pd

from smmlab.networks.choosing import Factors
from smmlab.networks.potential import Draws

_FIFTHS, _BINS = 5, 10
_COLUMNS = (
    "network", "input", "low", "high", "p_best_low", "p_best_high", "swing", "worth",
)  # fmt: skip
# Beyond the first few no network wins often enough for its inputs to matter.
_MOST_NETWORKS = 5


def vary_inputs(factors: Factors, feed_load: Draws) -> pd.DataFrame:
    """Return how far each input moves the chance of the likeliest network.

    All inputs vary together; the draws in which one is low are compared with those in which it is
    high, so what hangs together is not pulled apart, as it is when one input moves at a time.

    Parameters
    ----------
    factors
        Draws of every scored network.
    feed_load
        Draws of the background posts a week.

    Returns
    -------
    DataFrame
        One row an input, the one that moves most first: network (empty for the feed load, which is
        common to all), input (reach|interest|sellers|feed_load), low, high (median of its lowest
        and highest fifth: share, share, posts a week, posts a week), p_best_low, p_best_high
        (chance of the likeliest network in these fifths), swing (their difference, 0-1), worth
        (what knowing the input exactly would add to the expected result, share of it).

    References
    ----------
    Strong, Oakley and Brennan (2014), Medical Decision Making 34(3): value of partial information
    from the draws themselves.

    Examples
    --------
    >>> rng = np.random.default_rng(0)
    >>> one, sure = rng.uniform(0.1, 0.9, 4000), np.full(4000, 0.5)
    >>> factors = Factors(("x", "reddit"), np.stack([one, sure]), np.ones((2, 4000)),
    ...                   np.zeros((2, 4000)), np.ones((2, 4000)), 4.0)
    >>> top = vary_inputs(factors, np.full(4000, 100.0)).iloc[0]
    >>> (top["network"], top["input"], round(float(top["swing"]), 1))
    ('x', 'reach', 1.0)
    """
    score = factors.score(feed_load)
    size, draws = score.shape
    if size < 2:
        return pd.DataFrame(columns=list(_COLUMNS))
    winner = score.argmax(axis=0)
    chances = np.bincount(winner, minlength=size) / draws
    ordered = np.argsort(-chances, kind="stable")
    leads = winner == ordered[0]
    base = float(score.mean(axis=1).max())
    inputs: list[tuple[str, str, Draws]] = [("", "feed_load", feed_load)]
    for place in ordered[:_MOST_NETWORKS]:
        inputs += [
            (factors.networks[place], "reach", factors.share[place]),
            (factors.networks[place], "interest", factors.interest[place]),
            (factors.networks[place], "sellers", factors.rival_posts[place]),
        ]
    rows = []
    for network, name, values in inputs:
        if np.ptp(values) == 0:
            continue
        order = np.argsort(values, kind="stable")
        fifth = max(1, draws // _FIFTHS)
        low, high = order[:fifth], order[-fifth:]
        p_low, p_high = float(leads[low].mean()), float(leads[high].mean())
        binned = np.stack([score[:, part].mean(axis=1) for part in np.array_split(order, _BINS)])
        # With a finite number of draws the best of a bin is never worse than the best of all.
        worth = float(binned.max(axis=1).mean()) / base - 1
        rows.append(
            (network, name, float(np.median(values[low])), float(np.median(values[high])),
             p_low, p_high, abs(p_high - p_low), max(0.0, worth))
        )  # fmt: skip
    table = pd.DataFrame(rows, columns=list(_COLUMNS))
    return table.sort_values("swing", ascending=False, kind="stable", ignore_index=True)
