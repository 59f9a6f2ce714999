"""The reproduction number: how many further reposts or replies one of them brings."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from smmlab.content.survival import resample_sums
from smmlab.errors import DataError
from smmlab.findings import SMALLEST_GROUP
from smmlab.intervals import Floats
from smmlab.schema import require
from smmlab.texts import message

_DRAWS = 2000
_APART = 60.0  # in mean waits between two cascades: exp(-60) is nothing
_STEP = 1e-4
_NO_CASCADES = message("Expected cascades of one event or more; found none. Give their sizes.")


@dataclass(frozen=True)
class Reproduction:
    """How many further events one event brings, on average.

    Parameters
    ----------
    number
        Events an event brings; missing with fewer than ten cascades.
    low, high
        Its interval (95 %).
    rate
        Of the waits, per hour: an event brings another after ``1 / rate`` hours on average; missing
        where times were not used.
    mean_size
        Events a cascade has in the end, its first one included; None when the interval reaches
        one, for then no finite size can be named.
    cascades, events
        How many it rests on; ``events`` counts the first ones too.
    """

    number: float
    low: float
    high: float
    rate: float
    mean_size: float | None
    cascades: int
    events: int

    @property
    def is_finite(self) -> bool:
        """Return whether a mean size can be named at all."""
        return self.mean_size is not None


def reproduction_of_sizes(sizes: npt.ArrayLike, *, seed: int = 0) -> Reproduction:
    """Estimate the reproduction number from the sizes of finished cascades.

    Parameters
    ----------
    sizes
        Events of each cascade, its first one included.
    seed
        Of the bootstrap over cascades.

    Returns
    -------
    Reproduction
        ``number`` is one minus one divided by the mean size.

    Raises
    ------
    DataError
        When there is no cascade, or one without any event.

    Notes
    -----
    Of all events, those that are not the first of a cascade were brought by another one. Unfinished
    cascades make the number too small. It describes the page and foretells no single post.

    Examples
    --------
    >>> found = reproduction_of_sizes([1, 1, 1, 1, 2, 2, 3, 4, 5, 20])
    >>> round(found.number, 2), found.cascades, found.events
    (0.75, 10, 40)
    """
    counts = np.asarray(sizes, dtype=np.float64)
    if not len(counts) or counts.min() < 1:
        raise DataError(_NO_CASCADES, {})
    return reproduction_of_threads(np.ones(len(counts)), counts - 1, seed=seed)


def reproduction_of_threads(
    first: npt.ArrayLike, brought: npt.ArrayLike, *, seed: int = 0
) -> Reproduction:
    """Estimate the reproduction number from what began and what was brought under each post.

    Parameters
    ----------
    first
        Events of each post that answer none: comments, for example.
    brought
        Events of each post that answer another one: replies.
    seed
        Of the bootstrap over posts.

    Examples
    --------
    >>> found = reproduction_of_threads([4] * 10, [1] * 10)
    >>> found.number, found.low, found.high
    (0.2, 0.2, 0.2)
    """
    roots, others = (np.asarray(part, dtype=np.float64) for part in (first, brought))
    total, nothing = float(roots.sum() + others.sum()), float("nan")
    if len(roots) < SMALLEST_GROUP or not total:
        return Reproduction(nothing, nothing, nothing, nothing, None, len(roots), int(total))
    sums = resample_sums(np.stack([others, roots + others], axis=1), draws=_DRAWS, seed=seed)
    sums = sums[sums[:, 1] > 0]
    low, high = np.quantile(sums[:, 0] / sums[:, 1], [0.025, 0.975])
    number = float(others.sum() / total)
    size = 1 / (1 - number) if high < 1 else None
    return Reproduction(number, float(low), float(high), nothing, size, len(roots), int(total))


def fit_hawkes(events: pd.DataFrame, *, window: float) -> Reproduction:
    """Fit a Hawkes process with exponential waits to cascades by maximum likelihood.

    Parameters
    ----------
    events
        ``cascade`` (any key) and ``age`` (hours since its first event; the first has age zero, and
        a row of its own).
    window
        Hours for which every cascade was watched; later events are left out.

    Raises
    ------
    DataError
        When a column is absent, or no event follows another.

    Notes
    -----
    Each event, the first one too, brings further ones at the rate ``number * rate * exp(-rate *
    wait)``. For a given rate the best number has a closed form, so one number is searched for. The
    interval is the robust one over cascades (sandwich), on the scale of logarithms. It describes
    cascades, never one post: a number whose interval reaches one gives no finite forecast.

    References
    ----------
    Hawkes (1971); Ogata (1978); Rizoiu, Lee, Mishra and Xie (2017), A tutorial on Hawkes processes
    for events in social media.

    Examples
    --------
    >>> ages = [0.0, 0.5, 1.2, 0.0, 0.0, 2.0, 0.0, 0.1, 0.3, 0.9]
    >>> events = pd.DataFrame({"cascade": [1, 1, 1, 2, 3, 3, 4, 4, 4, 4], "age": ages})
    >>> found = fit_hawkes(events, window=100)
    >>> round(found.number, 2), found.events
    (0.6, 10)
    """
    from scipy.optimize import minimize_scalar

    require(events, ("cascade", "age"), table="events")
    kept = events[events["age"].between(0, window)].sort_values(["cascade", "age"])
    place, names = pd.factorize(kept["cascade"])
    ages = kept["age"].to_numpy(dtype=np.float64)
    is_first = np.concatenate([[True], place[1:] != place[:-1]])[: len(place)]
    followers = int((~is_first).sum())
    if not followers:
        raise DataError(
            message("Expected cascades in which an event follows another; found none."), {}
        )

    def best_number(rate: float) -> float:
        return followers / float(-np.expm1(-rate * (window - ages)).sum())

    def by_cascade(log_number: float, log_rate: float) -> Floats:
        number, rate = np.exp(log_number), np.exp(log_rate)
        told = np.where(is_first, 0.0, log_number + log_rate + _log_crowd(ages, place, rate))
        told = told + number * np.expm1(-rate * (window - ages))
        return np.bincount(place, weights=told, minlength=len(names)).astype(np.float64)

    def loss(log_rate: float) -> float:
        return -float(by_cascade(np.log(best_number(np.exp(log_rate))), log_rate).sum())

    # Waits between a hundredth of the shortest step and the whole window are looked at.
    steps = np.diff(ages)[~is_first[1:]]
    shortest = max(float(np.median(steps)) / 100, window * 1e-6)
    ends = (float(np.log(1 / window)), float(np.log(1 / shortest)))
    log_rate = float(minimize_scalar(loss, bounds=ends, method="bounded").x)
    rate = float(np.exp(log_rate))
    number = best_number(rate)
    spread = _spread(by_cascade, np.array([np.log(number), log_rate]))
    low, high = number * np.exp(np.array([-1.96, 1.96]) * spread)
    size = 1 / (1 - number) if high < 1 else None
    return Reproduction(
        number, float(low), float(high), rate, size, len(names), followers + len(names)
    )


def _log_crowd(ages: Floats, place: npt.NDArray[np.intp], rate: float) -> Floats:
    """Return the log of the summed weights of all earlier events of the same cascade.

    All cascades are put behind one another, far apart, so that one running sum does for all.
    """
    starts = np.concatenate([[True], place[1:] != place[:-1]])
    lengths = rate * np.maximum.reduceat(ages, np.flatnonzero(starts))
    offsets = np.concatenate([[0.0], np.cumsum(lengths + _APART)[:-1]])
    moments = rate * ages + offsets[place]
    running = np.logaddexp.accumulate(moments)
    crowd: Floats = np.concatenate([[0.0], running[:-1]]) - moments
    return crowd


def _spread(by_cascade: object, at: Floats) -> float:
    """Return the robust standard error of the log of the number."""
    tell = by_cascade
    assert callable(tell)
    steps = np.eye(2) * _STEP
    scores = np.stack(
        [(tell(*(at + step)) - tell(*(at - step))) / (2 * _STEP) for step in steps], axis=1
    )
    curve = np.empty((2, 2))
    for i, one in enumerate(steps):
        for j, two in enumerate(steps):
            curve[i, j] = sum(
                sign * float(tell(*(at + a * one + b * two)).sum())
                for a, b, sign in ((1, 1, 1), (1, -1, -1), (-1, 1, -1), (-1, -1, 1))
            ) / (4 * _STEP**2)
    turned = np.linalg.pinv(curve)
    return float(np.sqrt((turned @ (scores.T @ scores) @ turned)[0, 0]))
