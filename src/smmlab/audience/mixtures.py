"""Gaussian mixtures of many samples at once, in the same shapes as k-means.

The logarithm of a Gaussian density is a quadratic of the features, so with their squares and
products as columns a step of the EM algorithm is two products of matrices for all repeats: one for
the densities, one for the moments (Dempster, Laird and Rubin 1977).
"""

import numpy as np
import numpy.typing as npt

from smmlab.audience.kmeans import Array, Clustering, Labels, fit_kmeans

_BLOCK = 4_000_000
_STEPS = 100
_STILL = 1e-5  # nats a person
_LEAST_VARIANCE = 1e-3


def fit_mixture(
    points: Array,
    k: int,
    *,
    repeats: int,
    rng: np.random.Generator,
    weights: Array | None = None,
    initial: Array | None = None,
    noise: npt.ArrayLike = 0.0,
) -> Clustering:
    """Fit Gaussian mixtures with full covariances, from k-means or from given coefficients.

    Parameters
    ----------
    points, k, repeats, rng, weights
        As in `smmlab.audience.kmeans.fit_kmeans`.
    initial
        First coefficients, the ``centres`` of another mixture, in place of k-means.
    noise
        Variance of each feature that is chance alone: added to every covariance, so that no
        component can shrink to one repeated value.

    Returns
    -------
    Clustering
        ``centres`` holds the coefficients of each component's log density, ``cost`` the negative
        log likelihood.

    Examples
    --------
    >>> points = np.array([[[0.0], [0.2], [0.1], [5.0], [5.2], [5.1]]])
    >>> found = fit_mixture(points, 2, repeats=1, rng=np.random.default_rng(1))
    >>> sorted(np.bincount(found.labels.ravel()).tolist())
    [3, 3]
    """
    audiences, people, _features = points.shape
    block = max(1, _BLOCK // (people * k * audiences))
    floor = np.maximum(np.asarray(noise, dtype=points.dtype), points.dtype.type(_LEAST_VARIANCE))
    parts = []
    for start in range(0, repeats, block):
        some = slice(start, min(start + block, repeats))
        mass = (
            np.ones((audiences, some.stop - some.start, people), dtype=points.dtype)
            if weights is None
            else weights[:, some]
        )
        if initial is None:
            first = fit_kmeans(points, k, repeats=some.stop - some.start, rng=rng, weights=mass)
            shares = np.stack([first.labels == number for number in range(k)], axis=1)
            theta = _coefficients(shares * mass[:, None], _monomials(points), floor)
        else:
            theta = initial[:, some]
        parts.append(_climb(points, theta, mass, floor))
    return Clustering(
        *(np.concatenate([getattr(part, name) for part in parts], axis=1)
          for name in ("centres", "labels", "cost"))
    )  # fmt: skip


def likeliest(points: Array, coefficients: Array) -> tuple[Labels, Array]:
    """Return the likeliest component of each point and the log density of the whole mixture.

    Parameters
    ----------
    points
        Shape (audiences, people, features).
    coefficients
        Shape (audiences, repeats, k, terms), the ``centres`` of `fit_mixture`.
    """
    scores, total = _densities(_monomials(points), coefficients)
    labels: Labels = scores.argmax(axis=1).astype(np.int8)
    return labels, total


def _climb(points: Array, theta: Array, mass: Array, floor: Array) -> Clustering:
    monomials = _monomials(points)
    theta = theta.copy()
    people = mass.sum(axis=-1)
    before = np.full(mass.shape[:2], -np.inf)
    moving = np.ones(mass.shape[:2], dtype=bool)
    for _step in range(_STEPS):
        some = np.ix_(np.flatnonzero(moving.any(axis=1)), np.flatnonzero(moving.any(axis=0)))
        rows = some[0].ravel()
        scores, total = _densities(monomials[rows], theta[some])
        np.exp(scores - total[:, None], out=scores)
        theta[some] = _coefficients(scores * mass[some][:, None], monomials[rows], floor)
        reached = (total * mass[some]).sum(axis=-1)
        moving[some] = reached - before[some] > _STILL * people[some]
        before[some] = reached
        if not moving.any():
            break
    labels, total = likeliest(points, theta)
    return Clustering(theta, labels, -(total * mass).sum(axis=-1))


def _monomials(points: Array) -> Array:
    """Return one, the features, and their products in pairs as columns."""
    first, second = np.triu_indices(points.shape[-1])
    ones = np.ones_like(points[..., :1])
    return np.concatenate([ones, points, points[..., first] * points[..., second]], axis=-1)


def _densities(monomials: Array, theta: Array) -> tuple[Array, Array]:
    """Return log densities (audiences, k, repeats, people) and those of the mixture."""
    audiences, repeats, k, terms = theta.shape
    flat = np.swapaxes(theta, 1, 2).reshape(audiences, k * repeats, terms)
    scores = (flat @ np.swapaxes(monomials, 1, 2)).reshape(audiences, k, repeats, -1)
    top = scores.max(axis=1)
    total = top + np.log(np.exp(scores - top[:, None]).sum(axis=1))
    return scores, total


def _coefficients(shares: Array, monomials: Array, floor: Array) -> Array:
    """Turn weighted memberships (audiences, k, repeats, people) into log density coefficients."""
    audiences, k, repeats, people = shares.shape
    moments = shares.reshape(audiences, k * repeats, people).astype(monomials.dtype) @ monomials
    moments = np.swapaxes(moments.reshape(audiences, k, repeats, -1), 1, 2).astype(np.float64)
    features = int((np.sqrt(8 * moments.shape[-1] + 1) - 3) / 2)
    first, second = np.triu_indices(features)
    sizes = np.maximum(moments[..., :1], 1e-6)
    means = moments[..., 1 : features + 1] / sizes
    squares = np.empty((*means.shape, features))
    squares[..., first, second] = squares[..., second, first] = moments[..., features + 1 :] / sizes
    spread = (
        squares
        - means[..., None] * means[..., None, :]
        + np.diag(np.broadcast_to(floor, (features,)))
    )
    inverse = np.linalg.inv(spread)
    linear = (inverse @ means[..., None])[..., 0]
    _sign, volume = np.linalg.slogdet(spread)
    share = np.log(sizes[..., 0] / sizes.sum(axis=2)[..., 0][..., None].clip(1e-6))
    constant = share - 0.5 * ((linear * means).sum(axis=-1) + volume + features * np.log(2 * np.pi))
    doubled = np.where(first == second, 0.5, 1.0)
    quadratic = -inverse[..., first, second] * doubled
    theta = np.concatenate([constant[..., None], linear, quadratic], axis=-1)
    return theta.astype(monomials.dtype)
