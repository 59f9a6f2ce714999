"""Kaplan-Meier curves, also for what comes late into sight, and resamples of whole posts."""

import numpy as np
import numpy.typing as npt
import pandas as pd

from smmlab.intervals import Floats

_CELLS = 4_000_000  # of the counts held in memory at once


def survival_curve(
    durations: npt.ArrayLike,
    observed: npt.ArrayLike,
    *,
    entered: npt.ArrayLike | None = None,
    weights: npt.ArrayLike | None = None,
) -> pd.DataFrame:
    """Return the Kaplan-Meier estimate of what part is left after each duration.

    Parameters
    ----------
    durations
        How long each was followed.
    observed
        True where the end was seen, false where the watching stopped before.
    entered
        From which duration on each was in sight (strictly after); always when not given.
    weights
        How many alike each stands for; one when not given.

    Returns
    -------
    DataFrame
        One row for each duration with an end: ``time``, ``at_risk``, ``ends``, ``left`` (0-1).

    References
    ----------
    Kaplan and Meier (1958); with late entry, the product-limit estimate of Lynden-Bell (1971).

    Examples
    --------
    >>> survival_curve([1, 2, 2, 3], [True, True, False, True])["left"].tolist()
    [0.75, 0.5, 0.0]
    """
    stops = np.asarray(durations, dtype=np.float64)
    seen = np.asarray(observed, dtype=bool)
    many = np.ones(len(stops)) if weights is None else np.asarray(weights, dtype=np.float64)
    times, place = np.unique(stops[seen], return_inverse=True)
    ends = np.bincount(place, weights=many[seen], minlength=len(times))
    at_risk = _weight_from(stops, many, times)
    if entered is not None:
        at_risk = at_risk - _weight_from(np.asarray(entered, dtype=np.float64), many, times)
    # Rounding of summed weights must not make more ends than there were at risk.
    left = np.cumprod(np.clip(1 - ends / np.maximum(at_risk, ends), 0, 1))
    return pd.DataFrame({"time": times, "at_risk": at_risk, "ends": ends, "left": left})


def truncated_shares(ages: Floats, events: Floats, watched: Floats, *, at: Floats) -> Floats:
    """Return the part of all events that come by each age, when some were exported too early.

    Parameters
    ----------
    ages, events
        Age of the post, hours, and how many events came then.
    watched
        Age up to which the post of each event was watched, hours.
    at
        Ages asked for, hours.

    Returns
    -------
    array
        Shares 0-1 of the events up to the largest age in ``ages``.

    Notes
    -----
    An event later than the export is not in the file, so young posts look quick. Time is turned
    round: each event then enters late, when its post was last watched, and Kaplan-Meier holds.

    Examples
    --------
    >>> ages, watched = np.array([1.0, 2.0, 9.0, 1.0]), np.array([10.0, 10.0, 10.0, 3.0])
    >>> truncated_shares(ages, np.ones(4), watched, at=np.array([5.0, 9.0])).round(3).tolist()
    [0.667, 1.0]
    """
    if not len(ages):
        return np.full(len(at), np.nan)
    # A hair is added so that an event at the very moment of the export is still in sight.
    turned = survival_curve(
        -ages, np.ones(len(ages), dtype=bool), entered=-(watched + 1e-9), weights=events
    )
    passed = np.concatenate([[1.0], turned["left"].to_numpy(dtype=np.float64)])
    # What is left after all turned times below -t are the events of age t or less.
    place = np.searchsorted(turned["time"].to_numpy(dtype=np.float64), -at, side="left")
    shares: Floats = passed[place]
    return shares


def resample_sums(rows: Floats, *, draws: int, seed: int) -> Floats:
    """Return the column sums of each bootstrap resample of whole rows.

    Examples
    --------
    >>> resample_sums(np.array([[1.0, 2.0]] * 3), draws=2, seed=0).tolist()
    [[3.0, 6.0], [3.0, 6.0]]
    """
    many = len(rows)
    dice = np.random.default_rng(seed)
    step = max(1, _CELLS // max(many, 1))
    sums = []
    for start in range(0, draws, step):
        size = min(step, draws - start)
        drawn = dice.integers(0, many, (size, many)) + many * np.arange(size)[:, None]
        counts = np.bincount(drawn.ravel(), minlength=size * many).reshape(size, many)
        sums.append(counts @ rows)
    return np.concatenate(sums)


def _weight_from(values: Floats, weights: Floats, times: Floats) -> Floats:
    """Return the weight of all values at or above each time."""
    order = np.argsort(values)
    below = np.concatenate([[0.0], np.cumsum(weights[order])])
    from_time: Floats = below[-1] - below[np.searchsorted(values[order], times, side="left")]
    return from_time
