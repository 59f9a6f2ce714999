"""What a result of advertising costs: intervals and tests that know advertisements differ."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from smmlab.intervals import Floats

LEAST_RESULTS = 30
"""Results on either side under which no two costs are compared."""
LEAST_UNITS = 5
"""Advertisements (or reports of one) on either side under which chance cannot be judged."""
_DRAWS = 2000
_CELLS = 4_000_000


@dataclass(frozen=True)
class CostContrast:
    """Cost of a result inside a group as a multiple of the cost outside it."""

    ratio: float
    low: float
    high: float
    p_value: float


def cost_interval(spend: Floats, results: Floats) -> tuple[float, float, float]:
    """Return what a result cost, with its 95 % interval.

    Parameters
    ----------
    spend, results
        One value a unit (an advertisement, or one report of it).

    Returns
    -------
    tuple of three floats
        Cost, low, high in the currency of the spend. The wider of two intervals: from the count of
        results alone (Gamma-Poisson), and, with five units or more, from how the units differ. No
        results: cost and high are missing.

    Examples
    --------
    >>> [round(value, 2) for value in cost_interval(np.array([100.0]), np.array([25.0]))]
    [4.0, 2.71, 6.18]
    """
    from scipy.stats import chi2, t

    money, count = float(spend.sum()), float(results.sum())
    nothing = float("nan")
    if money <= 0:
        return nothing, nothing, nothing
    low = money / float(chi2.ppf(0.975, 2 * count + 2) / 2)
    if count <= 0:
        return nothing, low, nothing
    high = money / float(chi2.ppf(0.025, 2 * count) / 2)
    cost = money / count
    if len(spend) >= LEAST_UNITS:
        half = float(t.ppf(0.975, len(spend) - 1) * np.sqrt(_variance(spend, results)))
        low, high = min(low, cost * np.exp(-half)), max(high, cost * np.exp(half))
    return cost, low, high


def compare_costs(
    spend: Floats, results: Floats, inside: npt.NDArray[np.bool_], *, seed: int
) -> CostContrast | None:
    """Compare the cost of a result inside a group with that outside it, by shuffling the units.

    Parameters
    ----------
    spend, results
        One value a unit.
    inside
        Which units belong to the group.
    seed
        Of the draws.

    Returns
    -------
    CostContrast or None
        None where either side has fewer than five units or thirty results.

    Notes
    -----
    The logarithm of the ratio over its standard error is set against its own values when the units
    change places (studentised permutation; Janssen, 1997). Advertisements of one group that differ
    among themselves widen the interval; the count of results alone sets its least width.
    """
    from scipy.stats import t

    either = min(inside.sum(), (~inside).sum())
    counts = min(results[inside].sum(), results[~inside].sum())
    if either < LEAST_UNITS or counts < LEAST_RESULTS:
        return None
    columns = np.column_stack([spend, results, spend**2, results**2, spend * results])
    whole = columns.sum(axis=0)
    log, error = _contrast(inside[None, :].astype(np.float64) @ columns, whole, int(inside.sum()),
                           len(spend))  # fmt: skip
    dice = np.random.default_rng(seed)
    extreme, drawn = 0, 0
    step = max(1, _CELLS // len(spend))
    while drawn < _DRAWS:
        size = min(step, _DRAWS - drawn)
        flags = dice.permuted(np.tile(inside.astype(np.float64), (size, 1)), axis=1)
        logs, errors = _contrast(flags @ columns, whole, int(inside.sum()), len(spend))
        extreme += int((np.abs(logs / errors) >= abs(log[0] / error[0]) - 1e-12).sum())
        drawn += size
    half = float(t.ppf(0.975, int(either) - 1) * error[0])
    return CostContrast(
        float(np.exp(log[0])), float(np.exp(log[0] - half)), float(np.exp(log[0] + half)),
        (extreme + 1) / (_DRAWS + 1),
    )  # fmt: skip


def _contrast(sums: Floats, whole: Floats, many: int, of: int) -> tuple[Floats, Floats]:
    """Return the logarithm of the ratio of costs and its standard error, one a draw."""
    logs = np.zeros(len(sums))
    variance = np.zeros(len(sums))
    for sign, part, units in ((1, sums, many), (-1, whole - sums, of - many)):
        money, count = part[:, 0], np.maximum(part[:, 1], 0.5)
        logs = logs + sign * np.log(np.maximum(money, 1e-9) / count)
        spread = part[:, 2] / money**2 - 2 * part[:, 4] / (money * count) + part[:, 3] / count**2
        variance = variance + np.maximum(spread * units / (units - 1), 1 / count)
    return logs, np.sqrt(variance)


def _variance(spend: Floats, results: Floats) -> float:
    shares = spend / spend.sum() - results / results.sum()
    return float((shares**2).sum() * len(spend) / (len(spend) - 1))
