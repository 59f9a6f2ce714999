"""Does attention fade exponentially or by a power law? Asked of posts the fit has not seen."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from smmlab.content.survival import resample_sums
from smmlab.findings import SMALLEST_GROUP
from smmlab.intervals import Floats
from smmlab.schema import require

Law = Literal["exponential", "power_law", "cannot_tell"]

_FOLDS = 5
_DRAWS = 1000
_SHORTEST = 1 / 60  # hours: clocks are known to the minute
# With a bend later than this part of the window, a power law is only another name for a curve.
_LATEST_BEND = 0.05
_SPANS = (1e-3, 50.0)  # of the rate times the window, and of the exponent


@dataclass(frozen=True)
class Decay:
    """How attention fades.

    Parameters
    ----------
    law
        ``exponential`` or ``power_law`` when one of them foretells unseen posts better beyond
        chance, else ``cannot_tell``.
    gain
        Log-likelihood a held-out event gains under the power law, with ``low`` and ``high`` (95 %,
        bootstrap over posts); missing with too little data.
    half_life_hours
        Of the exponential law.
    exponent, bend_hours
        Of the power law: the rate falls as (1 + age / bend) to minus the exponent.
    posts, events
        How many it rests on.
    """

    law: Law
    gain: float
    low: float
    high: float
    half_life_hours: float
    exponent: float
    bend_hours: float
    posts: int
    events: int


def compare_decay(events: pd.DataFrame, *, window: float, seed: int = 0) -> Decay:
    """Compare exponential and power-law decay by the likelihood of held-out posts.

    Parameters
    ----------
    events
        ``post`` (any key), ``age`` (hours), ``events`` (how many came at that age).
    window
        Hours in which every post was watched; later events are left out.
    seed
        Of the folds and of the bootstrap.

    Raises
    ------
    DataError
        When a column is absent.

    Notes
    -----
    Posts are split into five parts; each part is foretold by laws fitted to the others. How well a
    curve fits the points it was drawn through (R squared) says nothing of this. Both laws are cut
    at the window. The bend of the power law may lie in the first twentieth of the window only.

    References
    ----------
    Clauset, Shalizi and Newman (2009), Power-law distributions in empirical data, SIAM Review 51.

    Examples
    --------
    >>> ages = -5 * np.log(1 - (np.arange(4000) + 0.5) / 4000)
    >>> events = pd.DataFrame({"post": np.arange(4000) % 40, "age": ages, "events": 1})
    >>> found = compare_decay(events, window=240)
    >>> found.law, round(found.half_life_hours, 1)
    ('exponential', 3.5)
    """
    require(events, ("post", "age", "events"), table="events")
    kept = events[events["age"].between(0, window)]
    place, names = pd.factorize(kept["post"], sort=True)
    ages = kept["age"].to_numpy(dtype=np.float64)
    counts = kept["events"].to_numpy(dtype=np.float64)
    total = int(counts.sum())
    nothing = float("nan")
    if len(names) < 2 * SMALLEST_GROUP or total < 5 * SMALLEST_GROUP:
        return Decay(
            "cannot_tell", nothing, nothing, nothing, nothing, nothing, nothing, len(names), total
        )
    # Ages are whole minutes, so millions of events have few different ones.
    values, at = np.unique(ages, return_inverse=True)
    fold = np.random.default_rng(seed).permutation(len(names)) % _FOLDS
    difference = np.zeros(len(ages))
    for part in range(_FOLDS):
        held = fold[place] == part
        known = np.bincount(at[~held], counts[~held], len(values)).astype(np.float64)
        rate = _fit_exponential(values, known, window)
        exponent, bend = _fit_power(values, known, window)
        told = _power(values, exponent, bend, window) - _exponential(values, rate, window)
        difference[held] = told[at[held]]
    by_post = np.stack(
        [
            np.bincount(place, weights=difference * counts, minlength=len(names)),
            np.bincount(place, weights=counts, minlength=len(names)),
        ],
        axis=1,
    ).astype(np.float64)
    sums = resample_sums(by_post, draws=_DRAWS, seed=seed)
    low, high = np.quantile(sums[:, 0] / sums[:, 1], [0.025, 0.975])
    law: Law = "power_law" if low > 0 else "exponential" if high < 0 else "cannot_tell"
    every = np.bincount(at, counts, len(values)).astype(np.float64)
    exponent, bend = _fit_power(values, every, window)
    return Decay(
        law=law,
        gain=float(by_post[:, 0].sum() / total),
        low=float(low),
        high=float(high),
        half_life_hours=float(np.log(2) / _fit_exponential(values, every, window)),
        exponent=exponent,
        bend_hours=bend,
        posts=len(names),
        events=total,
    )


def _exponential(ages: Floats, rate: float, window: float) -> Floats:
    density: Floats = np.log(rate) - rate * ages - np.log(-np.expm1(-rate * window))
    return density


def _power(ages: Floats, exponent: float, bend: float, window: float) -> Floats:
    rest = 1 - exponent
    # The integral of (1 + age / bend) ** -exponent; at one, it is a logarithm.
    far = np.log1p(window / bend)
    mass = bend * (far if abs(rest) < 1e-9 else np.expm1(rest * far) / rest)
    density: Floats = -exponent * np.log1p(ages / bend) - np.log(mass)
    return density


def _fit_exponential(ages: Floats, counts: Floats, window: float) -> float:
    from scipy.optimize import minimize_scalar

    mean, many = float(ages @ counts), float(counts.sum())

    def loss(log_rate: float) -> float:
        rate = np.exp(log_rate)
        return float(-many * (np.log(rate) - np.log(-np.expm1(-rate * window))) + rate * mean)

    ends = np.log([_SPANS[0] / window, 1 / _SHORTEST])
    return float(np.exp(minimize_scalar(loss, bounds=tuple(ends), method="bounded").x))


def _fit_power(ages: Floats, counts: Floats, window: float) -> tuple[float, float]:
    from scipy.optimize import minimize

    def loss(logs: npt.NDArray[np.float64]) -> float:
        exponent, bend = np.exp(logs)
        return float(-(_power(ages, exponent, bend, window) @ counts) / counts.sum())

    latest = max(_LATEST_BEND * window, 2 * _SHORTEST)
    bounds = [tuple(np.log(_SPANS)), (np.log(_SHORTEST), np.log(latest))]
    start = np.array([np.log(1.5), np.log(np.clip(1.0, 2 * _SHORTEST, latest))])
    found = minimize(loss, start, bounds=bounds, method="L-BFGS-B").x
    exponent, bend = np.exp(found)
    return float(exponent), float(bend)
