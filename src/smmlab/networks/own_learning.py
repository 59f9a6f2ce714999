"""The client's own results beside the priors: what was measured moves the draws."""

import numpy as np
import pandas as pd

from smmlab.networks.choosing import Factors
from smmlab.networks.potential import Draws

# How far a rate of one's own may stray from what it stands for, on the log scale: an order is
# nearly a purchase, a like is not; reach depends on followers and years (judgement).
# The nearest to money comes last, so that it has the last word.
_STRAY = {"engagements": 0.6, "enquiries": 0.3, "orders": 0.2}
_STRAY_REACH = 0.5
# A survey asks about brands in general. This business may differ by so much on the log scale, so
# its own results weigh accordingly (judgement).
_BUSINESS = 0.7
# What one interested person is worth in orders, and so on, is the same unknown on every network.
_UNKNOWN_SCALE = 10.0


def learn_from_own(
    factors: Factors, own: pd.DataFrame, feed_load: Draws, rng: np.random.Generator
) -> Factors:
    """Return the factors after the client's own results.

    Orders, enquiries and engagements a person reached speak on interest; people reached a post
    speaks on audience and voice together. Each of the four is known up to one scale common to all
    networks, so own results on one network alone cannot compare it with another and change nothing.

    Parameters
    ----------
    factors
        Draws from public figures and counted sellers.
    own
        network, posts, reach, engagements, enquiries, orders; missing counts stay out.
    feed_load
        Draws of the background posts a week.
    rng
        For the errors of what was observed.

    Returns
    -------
    Factors
        ``interest`` and ``lift`` moved towards what was measured, by as much as the counts weigh.

    References
    ----------
    Gamma-Poisson posterior of a rate, its logarithm by digamma and trigamma; conditioning of draws
    by Matheron's rule (Wilson et al. 2021, JMLR 22(105)).
    """
    table = own.set_index("network").reindex(list(factors.networks))
    reach, posts = _known(table["reach"]), _known(table["posts"])
    before = np.log(factors.interest)
    interest = before
    for name, stray in _STRAY.items():
        counts = table[name].to_numpy(dtype=np.float64, na_value=np.nan)
        middle, variance = _log_rate(counts, reach)
        interest = _condition(interest, middle, variance + stray**2, rng)
    met = np.log(factors.share) + np.log(factors.voice(feed_load))
    per_post = np.log(reach) - np.log(posts)
    lift = np.exp(_condition(met, per_post, _STRAY_REACH**2 + 1 / posts, rng) - met)
    # By what changed, so that a network of which nothing was seen stays as it was to the last bit.
    raised = factors.interest * np.exp(interest - before)
    learned = np.minimum(raised, 1)
    # More than everybody cannot be interested; what is left over is reach that others do not get.
    lift = lift * raised / learned
    return Factors(
        factors.networks, factors.share, learned, factors.rival_posts, factors.lift * lift,
        factors.own_posts,
    )  # fmt: skip


def moved_by(own: pd.DataFrame, scored: tuple[str, ...]) -> dict[str, frozenset[str]]:
    """Return what is compared between scored networks, and which of them have it.

    Posts stand for people reached by a post; engagements, enquiries and orders are those of a
    person reached.

    Examples
    --------
    >>> own = pd.DataFrame({"network": ["x", "reddit"], "posts": [9, 9], "reach": [900, 300],
    ...                     "engagements": [5, None], "enquiries": [None, None],
    ...                     "orders": [None, None]})
    >>> list(moved_by(own, ("x", "reddit")))
    ['posts']
    """
    known = own[own["network"].isin(scored) & (own["reach"] > 0)]
    found: dict[str, frozenset[str]] = {}
    for name in ("posts", *_STRAY):
        told = known.loc[known[name].notna() & ((known[name] > 0) | (name in _STRAY)), "network"]
        if len(told) > 1:
            found[name] = frozenset(told)
    return found


def moves(own: pd.DataFrame, scored: tuple[str, ...]) -> tuple[str, ...]:
    """Return the scored networks whose own results are compared with each other.

    Examples
    --------
    >>> own = pd.DataFrame({"network": ["x", "reddit"], "posts": [9, 9], "reach": [900, None],
    ...                     "engagements": [5, 5], "enquiries": [None, None],
    ...                     "orders": [None, None]})
    >>> moves(own, ("x", "reddit"))
    ()
    """
    found = frozenset[str]().union(*moved_by(own, scored).values())
    return tuple(name for name in scored if name in found)


def _known(counts: pd.Series) -> Draws:
    values = counts.to_numpy(dtype=np.float64, na_value=np.nan)
    return np.where(values > 0, values, np.nan)


def _log_rate(counts: Draws, reach: Draws) -> tuple[Draws, Draws]:
    from scipy.special import digamma, polygamma

    # Half a count before the first one: Jeffreys' prior of a Poisson rate.
    shape = counts + 0.5
    return digamma(shape) - np.log(reach), polygamma(1, shape)


def _condition(draws: Draws, seen: Draws, variance: Draws, rng: np.random.Generator) -> Draws:
    """Move draws towards what was seen of some of their rows, up to a common unknown."""
    rows = np.flatnonzero(np.isfinite(seen) & np.isfinite(variance))
    if len(rows) < 2:
        return draws
    prior = draws[rows]
    # Centred, so that the width given to the unknown scale cannot pull anything.
    told = seen[rows] - (seen[rows] - prior.mean(axis=1)).mean()
    spread = np.cov(prior) + _BUSINESS**2 * np.eye(len(rows))
    errors = np.diag(variance[rows]) + _UNKNOWN_SCALE**2
    noise = rng.normal(0, 1, prior.shape) * np.sqrt(variance[rows])[:, None]
    noise = noise + _UNKNOWN_SCALE * rng.normal(0, 1, prior.shape[1])
    gain = np.linalg.solve(spread + errors, spread).T
    moved = draws.copy()
    moved[rows] = prior + gain @ (told[:, None] - prior - noise)
    return moved
