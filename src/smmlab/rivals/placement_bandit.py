"""A budget spent on placements of unknown worth, many times over: what each way of spending brings.

Every placement is an arm of a bandit: a post there costs its price, reaches people, some of them
come, some of these buy. What an arm is worth is known as a distribution; each post narrows it.
"""

from dataclasses import dataclass, fields

import numpy as np
import numpy.typing as npt
import pandas as pd

from smmlab.intervals import Floats

BEATEN = 0.05
"""A placement is left when the chance that it beats the best one falls below this."""
Places = npt.NDArray[np.intp]
_CENT = 1e-9  # sums of prices are not exact
_REVIEWS = 12  # decisions after the first round; each spends about an equal part of the rest


@dataclass(frozen=True)
class Arms:
    """What is believed of each placement: price, reach (log scale) and the two rates."""

    price: Floats
    reach_log: Floats
    place_sd: Floats
    post_sd: Floats
    real_log: Floats
    click_a: Floats
    click_b: Floats
    result_a: Floats
    result_b: Floats

    def __len__(self) -> int:
        return len(self.price)

    def take(self, places: Places) -> "Arms":
        """Return some of the arms, in that order."""
        return Arms(*(getattr(self, field.name)[places] for field in fields(self)))

    def best_first(self) -> Places:
        """Return the arms by results for the money, as believed now, the best first."""
        mean, variance = log_worth(self, Seen.none(1, len(self)))
        # Of a log-normal value the expectation, not the median, is what a budget earns.
        return np.argsort(-(mean + variance / 2)[0], kind="stable")


def arms_of(inputs: pd.DataFrame) -> Arms:
    """Return the arms of rows as in `smmlab.rivals.placements.PlacementComparison.inputs`."""
    names = (
        "price", "reach_log", "place_sd", "post_sd", "real_share", "click_a", "click_b", "result_a",
        "result_b",
    )  # fmt: skip
    values = [inputs[name].to_numpy("float64") for name in names]
    values[4] = np.log(values[4])
    return Arms(*values)


@dataclass
class Seen:
    """What the posts bought so far showed, in each world (row) of each arm (column)."""

    posts: Floats
    reach_logs: Floats
    reached: Floats
    visits: Floats
    results: Floats

    @classmethod
    def none(cls, worlds: int, arms: int) -> "Seen":
        """Return that nothing was bought."""
        return cls(*(np.zeros((worlds, arms)) for _ in range(5)))


@dataclass(frozen=True)
class Worlds:
    """What might be true: one row a world, one column an arm."""

    reach_log: Floats
    click: Floats
    result: Floats
    log_worth: Floats

    def take(self, places: Places) -> "Worlds":
        """Return the worlds of some of the arms."""
        return Worlds(*(getattr(self, field.name)[:, places] for field in fields(self)))

    @classmethod
    def drawn(cls, arms: Arms, number: int, generator: np.random.Generator) -> "Worlds":
        """Draw what might be true from what is believed."""
        size = (number, len(arms))
        reach = arms.reach_log + arms.place_sd * generator.standard_normal(size)
        click = generator.beta(arms.click_a, arms.click_b, size)
        result = generator.beta(arms.result_a, arms.result_b, size)
        worth = reach + arms.post_sd**2 / 2 + arms.real_log + np.log(click) + np.log(result)
        return cls(reach, click, result, worth)


def log_worth(arms: Arms, seen: Seen) -> tuple[Floats, Floats]:
    """Return mean and variance of the log of results for the money, given what was seen."""
    from scipy.special import polygamma, psi

    noise, prior = arms.post_sd**2, arms.place_sd**2
    weight = 1 / (1 / np.maximum(prior, 1e-12) + seen.posts / np.maximum(noise, 1e-12))
    reach = weight * (arms.reach_log / np.maximum(prior, 1e-12)
                      + seen.reach_logs / np.maximum(noise, 1e-12))  # fmt: skip
    mean = reach + noise / 2 + arms.real_log - np.log(arms.price)
    variance = weight
    rates = (
        (arms.click_a + seen.visits, arms.click_b + np.maximum(seen.reached - seen.visits, 0)),
        (arms.result_a + seen.results, arms.result_b + seen.visits - seen.results),
    )
    for yes, no in rates:
        mean = mean + psi(yes) - psi(yes + no)
        variance = variance + polygamma(1, yes) - polygamma(1, yes + no)
    return mean, variance


def chance_to_beat(mean: Floats, variance: Floats) -> Floats:
    """Return for each arm the chance that it is worth more than the best of the others.

    Examples
    --------
    >>> chance_to_beat(np.array([[0.0, 0.0, -9.0]]), np.ones((1, 3))).round(2).tolist()
    [[0.5, 0.5, 0.0]]
    """
    from scipy.special import ndtr

    worlds = np.arange(len(mean))
    leader = mean.argmax(axis=1)
    without = mean.copy()
    without[worlds, leader] = -np.inf
    second = without.argmax(axis=1)
    rival = np.where(np.arange(mean.shape[1]) == leader[:, None], second[:, None], leader[:, None])
    rows = worlds[:, None]
    gap = mean - mean[rows, rival]
    chance: Floats = ndtr(gap / np.sqrt(variance + variance[rows, rival]))
    return chance


def chance_within(mean: Floats, variance: Floats, allowed_cost: float) -> Floats:
    """Return for each arm the chance that a result costs no more than allowed."""
    from scipy.special import ndtr

    chance: Floats = ndtr((mean + np.log(allowed_cost)) / np.sqrt(variance))
    return chance


@dataclass(frozen=True)
class Spent:
    """How a way of spending ended in each world: posts bought of each arm, and whom it prefers."""

    posts: Floats
    preferred: Places


def spend_fixed(arms: Arms, worlds: Worlds, posts: Floats, generator: np.random.Generator) -> Spent:
    """Buy the same numbers of posts in every world, look at the results once, at the end."""
    seen = Seen.none(*worlds.click.shape)
    _buy(arms, worlds, seen, np.broadcast_to(posts, worlds.click.shape), generator)
    return Spent(seen.posts, _preferred(arms, seen, posts > 0))


def spend_learning(
    arms: Arms,
    worlds: Worlds,
    *,
    tried: Places,
    tries: int,
    budget: float,
    allowed_cost: float | None,
    least_visits: float,
    generator: np.random.Generator,
) -> Spent:
    """Try some arms first, then follow the draws (Thompson), leaving arms that fall behind.

    Parameters
    ----------
    tried
        Places of the arms tried first; the others are not bought.
    tries
        Posts of each in the first round.
    least_visits
        An arm is not judged before it brought as many visits.

    References
    ----------
    Thompson (1933), Biometrika 25, 285-294; Russo et al. (2018), A Tutorial on Thompson Sampling.
    """
    some, theirs = arms.take(tried), worlds.take(tried)
    shape = theirs.click.shape
    seen, left = Seen.none(*shape), np.full(shape[0], float(budget))
    alive, rows = np.ones(shape, dtype=bool), np.arange(shape[0])
    first = alive * float(tries)
    left -= first @ some.price
    _buy(some, theirs, seen, first, generator)
    for review in range(_REVIEWS):
        mean, variance = log_worth(some, seen)
        standing = np.where(alive, mean, -np.inf)
        alive &= ~_fallen(standing, variance, seen, allowed_cost, least_visits)
        draw = mean + np.sqrt(variance) * generator.standard_normal(shape)
        can = alive & (some.price <= left[:, None] + _CENT)
        choice = np.where(can, draw, -np.inf).argmax(axis=1)
        price = some.price[choice]
        part = np.maximum(np.floor(left / (_REVIEWS - review) / price), 1.0)
        number = np.minimum(part, np.floor((left + _CENT) / price)) * can[rows, choice]
        bought = np.zeros(shape)
        bought[rows, choice] = number
        left -= number * price
        _buy(some, theirs, seen, bought, generator)
    posts = np.zeros(worlds.click.shape)
    posts[:, tried] = seen.posts
    return Spent(posts, tried[_preferred(some, seen, seen.posts > 0)])


def _fallen(
    mean: Floats, variance: Floats, seen: Seen, allowed_cost: float | None, least_visits: float
) -> npt.NDArray[np.bool_]:
    judged = seen.visits >= least_visits
    alone = (mean > -np.inf).sum(axis=1, keepdims=True) < 2
    with np.errstate(invalid="ignore"):
        fallen: npt.NDArray[np.bool_] = judged & ~alone & (chance_to_beat(mean, variance) < BEATEN)
        if allowed_cost is not None:
            fallen |= judged & (chance_within(mean, variance, allowed_cost) < BEATEN)
    return fallen


def _preferred(arms: Arms, seen: Seen, bought: npt.NDArray[np.bool_]) -> Places:
    mean, _variance = log_worth(arms, seen)
    preferred: Places = np.where(bought, mean, -np.inf).argmax(axis=1)
    return preferred


def _buy(
    arms: Arms, worlds: Worlds, seen: Seen, number: Floats, generator: np.random.Generator
) -> None:
    # Several posts of one page in one review: the mean of their logs is what is learned of it.
    count = np.maximum(number, 1)
    noise = arms.post_sd / np.sqrt(count) * generator.standard_normal(number.shape)
    logs = (worlds.reach_log + noise) * number
    reached = number * np.exp(worlds.reach_log + noise + arms.post_sd**2 / 2 * (1 - 1 / count))
    real = reached * np.exp(arms.real_log)
    visits = generator.poisson(real * worlds.click).astype("float64")
    seen.posts += number
    seen.reach_logs += logs
    seen.reached += np.maximum(real, visits)
    seen.visits += visits
    seen.results += generator.binomial(visits.astype("int64"), worlds.result)
