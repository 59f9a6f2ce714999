"""k-means of many samples at once: every step is one product of matrices for all of them.

A bootstrap fits the same people a hundred times with other weights, and a null fits a hundred
shuffled audiences. Both are stacks: ``points`` of shape (audiences, people, features) and
``weights`` of shape (audiences, repeats, people). Distances of all repeats to all their centres are
one product; so are the weighted sums that move the centres (Lloyd 1982, Least squares quantization
in PCM).
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.floating]
Labels = npt.NDArray[np.int8]

# So many numbers stay in the cache of a small machine while a step is done.
_BLOCK = 4_000_000
_STEPS = 100
_STILL = 1e-4  # of the mean variance, as in scikit-learn


@dataclass(frozen=True)
class Clustering:
    """What was found for each audience and repeat.

    Parameters
    ----------
    centres
        Shape (audiences, repeats, k, features); a mixture has its coefficients here.
    labels
        The group of every point, whatever its weight: (audiences, repeats, people).
    cost
        What the fit makes small: (audiences, repeats); for k-means the weighted sum of squared
        distances to the nearest centre.
    """

    centres: Array
    labels: Labels
    cost: Array


def nearest(points: Array, centres: Array) -> tuple[Labels, Array]:
    """Return the nearest centre of each point and the squared distance less the point's square.

    Examples
    --------
    >>> points = np.array([[[0.0], [1.0], [9.0]]])
    >>> nearest(points, np.array([[[[0.0], [8.0]]]]))[0].tolist()
    [[[0, 0, 1]]]
    """
    audiences, repeats, k, features = centres.shape
    flat = np.swapaxes(centres, 1, 2).reshape(audiences, k * repeats, features)
    distances = (flat * -2) @ np.swapaxes(points, 1, 2)
    distances += (flat**2).sum(axis=-1)[..., None]
    by_centre = distances.reshape(audiences, k, repeats, -1)
    best = by_centre[:, 0].copy()
    labels = np.zeros(best.shape, dtype=np.int8)
    # A running minimum over k planes is many times quicker than argmin over the short axis.
    for number in range(1, k):
        nearer = by_centre[:, number] < best
        np.minimum(best, by_centre[:, number], out=best)
        np.maximum(labels, nearer.view(np.int8) * np.int8(number), out=labels)
    return labels, best


def fit_kmeans(
    points: Array,
    k: int,
    *,
    repeats: int,
    rng: np.random.Generator,
    weights: Array | None = None,
    initial: Array | None = None,
) -> Clustering:
    """Fit k-means to every audience as often as asked, from k-means++ centres or given ones.

    Parameters
    ----------
    points
        Shape (audiences, people, features).
    k
        How many groups.
    repeats
        How many fits of each audience.
    rng
        Source of the first centres.
    weights
        Shape (audiences, repeats, people); by default every point counts once.
    initial
        First centres, (audiences, repeats, k, features), in place of k-means++.

    Returns
    -------
    Clustering
        One for every audience and repeat.

    References
    ----------
    Arthur and Vassilvitskii (2007), k-means++: the advantages of careful seeding.

    Examples
    --------
    >>> points = np.array([[[0.0], [0.2], [5.0], [5.2]]])
    >>> found = fit_kmeans(points, 2, repeats=1, rng=np.random.default_rng(1))
    >>> np.sort(found.centres.ravel()).round(6).tolist(), found.cost.round(6).tolist()
    ([0.1, 5.1], [[0.04]])
    """
    audiences, people, _features = points.shape
    block = max(1, _BLOCK // (people * k * audiences))
    parts = []
    for start in range(0, repeats, block):
        some = slice(start, min(start + block, repeats))
        mass = None if weights is None else weights[:, some]
        centres = (
            _spread(points, k, mass, rng, some.stop - some.start)
            if initial is None
            else initial[:, some]
        )
        parts.append(_settle(points, centres, mass))
    if len(parts) == 1:
        return parts[0]
    return Clustering(
        *(np.concatenate([getattr(part, name) for part in parts], axis=1)
          for name in ("centres", "labels", "cost"))
    )  # fmt: skip


def best_of(clustering: Clustering) -> Clustering:
    """Keep the repeat of the least cost of each audience."""
    best = clustering.cost.argmin(axis=1)
    rows = np.arange(len(best))
    return Clustering(
        clustering.centres[rows, best][:, None],
        clustering.labels[rows, best][:, None],
        clustering.cost[rows, best][:, None],
    )


def better_of(one: Clustering, other: Clustering) -> Clustering:
    """Keep, for every audience and repeat, the fit of less cost."""
    takes = other.cost < one.cost
    return Clustering(
        np.where(takes[..., None, None], other.centres, one.centres),
        np.where(takes[..., None], other.labels, one.labels),
        np.where(takes, other.cost, one.cost),
    )


def _settle(points: Array, centres: Array, weights: Array | None) -> Clustering:
    """Move centres to the means of their points until they stand still."""
    centres = centres.copy()
    k = centres.shape[2]
    counted = np.concatenate([points, np.ones_like(points[..., :1])], axis=-1)
    still = _STILL * points.var(axis=1).mean(axis=-1)
    moving = np.ones(centres.shape[:2], dtype=bool)
    for _step in range(_STEPS):
        # Only audiences and repeats that still move take part in a step.
        some = np.ix_(np.flatnonzero(moving.any(axis=1)), np.flatnonzero(moving.any(axis=0)))
        rows = some[0].ravel()
        before = centres[some]
        labels, _best = nearest(points[rows], before)
        mass = None if weights is None else weights[some]
        sums = np.stack(
            [_masked(labels == number, mass, points.dtype) @ counted[rows] for number in range(k)],
            axis=2,
        )
        sizes = sums[..., -1:]
        after = np.where(sizes > 0, sums[..., :-1] / np.where(sizes > 0, sizes, 1), before)
        centres[some] = after
        moving[some] = ((after - before) ** 2).sum(axis=(2, 3)) > still[rows][:, None]
        if not moving.any():
            break
    labels, best = nearest(points, centres)
    squares = (points**2).sum(axis=-1)[:, None]
    distances = np.maximum(best + squares, 0)
    cost = (distances if weights is None else distances * weights).sum(axis=-1)
    return Clustering(centres, labels, cost)


def _masked(members: npt.NDArray[np.bool_], weights: Array | None, dtype: np.dtype) -> Array:
    return members.astype(dtype) if weights is None else weights * members


def _spread(
    points: Array, k: int, weights: Array | None, rng: np.random.Generator, repeats: int
) -> Array:
    """Choose first centres by k-means++: each next one far from those before, by chance."""
    audiences, people, features = points.shape
    shape = (audiences, repeats, people)
    mass = np.ones(shape, dtype=points.dtype) if weights is None else weights
    squares = (points**2).sum(axis=-1)[:, None]
    centres = np.empty((audiences, repeats, k, features), dtype=points.dtype)
    rows = np.arange(audiences)[:, None]
    left = mass
    away = np.full(shape, np.inf, dtype=points.dtype)
    for number in range(k):
        sums = left.cumsum(axis=-1, dtype=np.float64)
        drawn = rng.random((audiences, repeats, 1)) * sums[..., -1:]
        chosen = np.minimum((sums <= drawn).sum(axis=-1), people - 1)
        centres[:, :, number] = points[rows, chosen]
        _labels, best = nearest(points, centres[:, :, number : number + 1])
        np.minimum(away, np.maximum(best + squares, 0), out=away)
        left = away * mass
    return centres
