"""Small groups borrow strength from their neighbours: empirical Bayes, James and Stein."""

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]


def james_stein(values: Array, variance: float) -> tuple[Array, float]:
    """Shrink equally precise values toward their mean.

    Parameters
    ----------
    values
        At least four, all with the same ``variance``.
    variance
        Of each value.

    Returns
    -------
    tuple
        The shrunken values, and the factor ``c`` by which distances from the mean were
        multiplied (Efron and Morris 1977), never below zero.

    Examples
    --------
    >>> values, factor = james_stein(np.array([0.0, 1.0, 2.0, 3.0]), 1.0)
    >>> round(factor, 3), values.round(2).tolist()
    (0.8, [0.3, 1.1, 1.9, 2.7])
    """
    centre = values.mean()
    spread = float(((values - centre) ** 2).sum())
    factor = max(0.0, 1 - (len(values) - 3) * variance / spread) if spread else 0.0
    return centre + factor * (values - centre), factor


def pool(values: Array, errors: Array) -> tuple[Array, Array]:
    """Pool values of unequal precision toward what they have in common.

    Parameters
    ----------
    values, errors
        Estimates and their standard errors, above zero.

    Returns
    -------
    tuple
        Pooled estimates and their standard errors. A single estimate stays as it is.

    Notes
    -----
    Normal empirical Bayes; the spread between groups is the method of moments of DerSimonian and
    Laird (1986). The error includes that of the common mean.

    Examples
    --------
    >>> pool(np.array([0.0, 0.0, 3.0]), np.array([0.1, 0.1, 3.0]))[0].round(2).tolist()
    [0.0, 0.0, 0.0]
    """
    if len(values) < 2:
        return values.copy(), errors.copy()
    weights = errors**-2.0
    centre = float((weights * values).sum() / weights.sum())
    surplus = float((weights * (values - centre) ** 2).sum()) - (len(values) - 1)
    between = max(0.0, surplus / float(weights.sum() - (weights**2).sum() / weights.sum()))
    total = 1 / (errors**2 + between)
    centre = float((total * values).sum() / total.sum())
    keep = between / (between + errors**2)
    spread = np.sqrt(keep * errors**2 + (1 - keep) ** 2 / total.sum())
    return centre + keep * (values - centre), spread
