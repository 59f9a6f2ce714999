"""Counts explained by many things at once: negative-binomial regression that respects weeks."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
_ROUNDS = 40
_STEPS = 60
_HALVINGS = 20
_STILL = 1e-8
_FARTHEST = 200.0  # a mean beyond the exponential of this is none
_SETTLED = 1e-5
_STEEP = 12.0  # a coefficient beyond this on the log scale has run away


@dataclass(frozen=True)
class CountFit:
    """A fitted negative-binomial regression.

    Parameters
    ----------
    coefficients
        On the log scale, one a column of the design.
    theta
        Size of the negative binomial: variance is ``mean + mean**2 / theta``.
    means
        Fitted means.
    log_likelihood
        Of the counts.
    covariance
        Of the coefficients, robust to what posts of one cluster share.
    """

    coefficients: Array
    theta: float
    means: Array
    log_likelihood: float
    covariance: Array


def fit_counts(counts: Array, design: Array, clusters: npt.NDArray[np.intp]) -> CountFit | None:
    """Fit a negative-binomial regression with a log link.

    Parameters
    ----------
    counts
        Whole numbers from zero.
    design
        One row a count, full column rank, with a column of ones.
    clusters
        Code of the cluster of each row; rows of a cluster may share shocks.

    Returns
    -------
    CountFit or None
        None when the fit does not settle: then there is no number to show.

    Notes
    -----
    Mean and ``theta`` are fitted in turn, as ``MASS::glm.nb`` does (Venables and Ripley 2002).
    The covariance is the jackknife kind, CR3 (Bell and McCaffrey 2002), which errs on the wide
    side with few or unequal clusters.

    Examples
    --------
    >>> counts = np.array([1.0, 4.0, 2.0, 9.0, 0.0, 5.0, 3.0, 8.0])
    >>> fit = fit_counts(counts, np.ones((8, 1)), np.arange(8))
    >>> round(float(np.exp(fit.coefficients[0])), 3)
    4.0
    """
    from scipy.special import gammaln

    if not counts.any():
        return None
    theta, before = 1.0, np.inf
    start = _solved(design.T @ design, design.T @ np.log(counts + 0.5))
    for _ in range(_ROUNDS):
        start = _settled(counts, design, theta, start)
        if start is None:
            return None
        means = np.exp(design @ start)
        theta = _size(counts, means)
        if abs(np.log(theta) - before) < _SETTLED:
            break
        before = np.log(theta)
    else:
        return None
    if np.abs(start[1:]).max(initial=0.0) > _STEEP:
        return None
    likelihood = (
        gammaln(counts + theta) - gammaln(theta) - gammaln(counts + 1)
        + theta * np.log(theta / (theta + means)) + counts * np.log(means / (theta + means))
    )  # fmt: skip
    root = np.sqrt(means / (1 + means / theta))
    covariance = clustered_covariance(
        design * root[:, None], root * (counts - means) / means, clusters
    )
    return CountFit(start, theta, means, float(likelihood.sum()), covariance)


def clustered_covariance(design: Array, residuals: Array, clusters: npt.NDArray[np.intp]) -> Array:
    """Return the CR3 covariance of least-squares coefficients.

    Parameters
    ----------
    design, residuals
        Of the (weighted) regression.
    clusters
        Code of the cluster of each row, from zero.

    Examples
    --------
    >>> ones = np.ones((4, 1))
    >>> away = np.array([-1.0, 1.0, -1.0, 1.0])
    >>> round(float(clustered_covariance(ones, away, np.arange(4))[0, 0]), 4)
    0.4444
    """
    bread = np.linalg.pinv(design.T @ design)
    order = np.argsort(clusters, kind="stable")
    edges = np.flatnonzero(np.diff(clusters[order])) + 1
    scores = []
    for rows in np.split(order, edges):
        own = design[rows]
        hat = own @ bread @ own.T
        left_out = np.linalg.pinv(np.eye(len(rows)) - hat, rcond=1e-8, hermitian=True)
        scores.append(own.T @ (left_out @ residuals[rows]))
    stacked = np.array(scores)
    meat = stacked.T @ stacked
    covariance: Array = bread @ meat @ bread
    return covariance


def _settled(counts: Array, design: Array, theta: float, start: Array | None) -> Array | None:
    """Return the coefficients of highest likelihood: Newton's method, the loss being convex."""
    if start is None:
        return None
    eta = design @ start
    loss = _deviance(counts, eta, theta)
    for _ in range(_STEPS):
        means = np.exp(eta)
        part = theta / (theta + means)
        bend = (counts + theta) * part * (1 - part)
        step = _solved((design.T * bend) @ design, design.T @ ((counts - means) * part))
        if step is None:
            return None
        # A step that overshoots is halved, so that the likelihood never falls.
        for _ in range(_HALVINGS):
            tried = _deviance(counts, design @ (start + step), theta)
            if tried <= loss + 1e-9 * abs(loss):
                break
            step = step / 2
        start = np.asarray(start + step, dtype=np.float64)
        eta = design @ start
        if np.abs(design @ step).max() < _STILL:
            return start
        loss = tried
        if not np.isfinite(loss) or np.abs(eta).max() > _FARTHEST:
            return None
    return None


def _deviance(counts: Array, eta: Array, theta: float) -> float:
    """Return minus the log likelihood, up to what does not hang on the means."""
    # log(theta + exp(eta)) without overflow.
    total = np.logaddexp(np.log(theta), eta)
    return float(((counts + theta) * total - counts * eta).sum())


def _solved(matrix: Array, right: Array) -> Array | None:
    try:
        found = np.asarray(np.linalg.solve(matrix, right), dtype=np.float64)
    except np.linalg.LinAlgError:
        return None
    return found if np.isfinite(found).all() else None


def _size(counts: Array, means: Array) -> float:
    """Return the theta of highest likelihood, held where it can still be told."""
    from scipy.optimize import minimize_scalar
    from scipy.special import gammaln

    def loss(log_size: float) -> float:
        size = np.exp(log_size)
        return -float(
            (
                gammaln(counts + size) - gammaln(size)
                + size * np.log(size / (size + means)) - counts * np.log(size + means)
            ).sum()
        )  # fmt: skip

    best = minimize_scalar(loss, bounds=(-4.0, 9.0), method="bounded", options={"xatol": 1e-8})
    return float(np.exp(best.x))
