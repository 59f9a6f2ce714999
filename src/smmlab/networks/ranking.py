"""From draws of scores to places: who is best how often, who beats whom, what a mistake costs."""

import numpy as np
import pandas as pd

from smmlab.networks.potential import Draws


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
    place = _places(score)
    return pd.DataFrame(
        {
            "p_best": (place == 0).mean(axis=1),
            "p_top_two": (place <= 1).mean(axis=1),
            "regret": (1 - score / best).mean(axis=1),
        }
    )


def rank_acceptability(score: Draws, networks: tuple[str, ...]) -> pd.DataFrame:
    """Return in which share of the draws each network takes each place.

    Parameters
    ----------
    score
        One row a network, one column a draw.
    networks
        Names of the rows.

    Returns
    -------
    DataFrame
        network, place (1 is the best), share (0-1); the shares of a network add up to one, those of
        a place too.

    References
    ----------
    Lahdelma and Salminen (2001), SMAA-2, Operations Research 49(3).

    Examples
    --------
    >>> places = rank_acceptability(np.array([[4.0, 1.0], [2.0, 2.0]]), ("x", "reddit"))
    >>> places["share"].tolist()
    [0.5, 0.5, 0.5, 0.5]
    """
    place, size = _places(score), len(networks)
    shares = (place[:, None, :] == np.arange(size)[None, :, None]).mean(axis=2)
    return pd.DataFrame(
        {
            "network": np.repeat(np.array(networks, dtype=object), size),
            "place": np.tile(np.arange(1, size + 1), size),
            "share": shares.ravel(),
        }
    ).astype({"network": "str"})


def pairwise_wins(score: Draws, networks: tuple[str, ...]) -> pd.DataFrame:
    """Return in which share of the draws each network beats each other one.

    Returns
    -------
    DataFrame
        network, over (the other one), share (0-1); every pair stands there twice.

    Examples
    --------
    >>> pairwise_wins(np.array([[4.0, 3.0], [2.0, 9.0]]), ("x", "reddit"))
      network    over  share
    0       x  reddit    0.5
    1  reddit       x    0.5
    """
    rows = [
        (one, other, float((score[i] > score[j]).mean()))
        for i, one in enumerate(networks)
        for j, other in enumerate(networks)
        if i != j
    ]
    return pd.DataFrame(rows, columns=["network", "over", "share"])


def _places(score: Draws) -> np.ndarray[tuple[int, ...], np.dtype[np.intp]]:
    return (-score).argsort(axis=0, kind="stable").argsort(axis=0)
