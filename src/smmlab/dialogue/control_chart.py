"""The control chart of industry for slow shifts: an exponentially weighted moving average."""

from typing import Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from smmlab.errors import DataError
from smmlab.texts import message

Limits = Literal["exact", "asymptotic"]
Floats = npt.NDArray[np.float64]

_WEIGHT = message("The weight of an EWMA lies above 0 and is at most 1. Found: {found}.")
_SIGMA = message("The standard deviation of a control chart must be above zero. Found: {found}.")


def ewma_chart(
    values: npt.ArrayLike,
    *,
    target: float,
    sigma: float,
    weight: float = 0.3,
    width: float = 3.0,
    limits: Limits = "exact",
) -> pd.DataFrame:
    """Return the exponentially weighted moving average of a series with its control limits.

    Parameters
    ----------
    values
        Measurements in order of time; a missing one leaves the average as it is.
    target
        Level of the process in control, where the average starts.
    sigma
        Standard deviation of one measurement in control.
    weight
        Of the newest measurement, above 0 and at most 1.
    width
        Distance of the limits from the target, in standard deviations of the average.
    limits
        ``exact`` limits are narrower at the start, where the average has seen little;
        ``asymptotic`` ones are those it approaches.

    Returns
    -------
    DataFrame
        One row a measurement: ``value``, ``ewma``, ``low``, ``high`` (all in the unit of the
        measurements) and ``alarm`` (bool: the average is outside its limits).

    Raises
    ------
    DataError
        When the weight or the standard deviation cannot be.

    References
    ----------
    Roberts (1959), Technometrics 1, 239-250. NIST/SEMATECH e-Handbook of Statistical Methods,
    section 6.3.2.4, whose table the tests repeat.

    Examples
    --------
    >>> chart = ewma_chart([52.0, 47.0, 53.0], target=50, sigma=2.0539, limits="asymptotic")
    >>> chart[["ewma", "high"]].round(2).to_numpy().tolist()
    [[50.6, 52.59], [49.52, 52.59], [50.56, 52.59]]
    """
    if not 0 < weight <= 1:
        raise DataError(_WEIGHT, {"found": weight})
    _check_sigma(sigma)
    series = np.asarray(values, dtype=np.float64)
    average = target + smooth((series - target)[None, :], weight=weight)[0]
    half = width * sigma * smooth_deviation(~np.isnan(series)[None, :], weight=weight)[0]
    if limits == "asymptotic":
        half = np.full(len(series), width * sigma * np.sqrt(weight / (2 - weight)))
    return pd.DataFrame(
        {"value": series, "ewma": average, "low": target - half, "high": target + half,
         "alarm": np.abs(average - target) > half}
    )  # fmt: skip


def smooth(deviations: Floats, *, weight: float) -> Floats:
    """Return the moving average of each row of deviations, starting from zero.

    Parameters
    ----------
    deviations
        One row a series, one column a period; a missing period leaves the average as it is.
    weight
        Of the newest period.

    Examples
    --------
    >>> smooth(np.array([[1.0, np.nan, 0.0]]), weight=0.5).tolist()
    [[0.5, 0.5, 0.25]]
    """
    averages = np.empty_like(deviations)
    current = np.zeros(len(deviations))
    for place in range(deviations.shape[1]):
        newest = deviations[:, place]
        current = np.where(np.isnan(newest), current, current + weight * (newest - current))
        averages[:, place] = current
    return averages


def smooth_deviation(is_seen: npt.NDArray[np.bool_], *, weight: float) -> Floats:
    """Return the standard deviation of `smooth` when each deviation has standard deviation one.

    Parameters
    ----------
    is_seen
        One row a series, one column a period: whether there was a measurement.
    weight
        Of the newest period.

    Examples
    --------
    >>> smooth_deviation(np.array([[True, True]]), weight=0.5).round(3).tolist()
    [[0.5, 0.559]]
    """
    seen = np.cumsum(is_seen, axis=1)
    variance = weight / (2 - weight) * (1 - (1 - weight) ** (2.0 * seen))
    deviation: Floats = np.sqrt(variance)
    return deviation


def _check_sigma(sigma: float) -> None:
    if not sigma > 0:
        raise DataError(_SIGMA, {"found": sigma})
