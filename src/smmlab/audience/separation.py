"""How far apart groups stand: the silhouette, and a gap that one crowd cannot show.

A cut through a single crowd whose density falls away from its peak leaves, on one side, people
that grow fewer with their distance from the cut. Their mean distance from it is then at most
``sqrt(3)`` times its standard deviation, the case of equality being an even spread. So the half
distance between the centres of two neighbours, over the larger of their two spreads along the line
between them, exceeds ``sqrt(3)`` only where there is a valley between them. The spread of a count
is never taken to be less than its own chance, so that one comment and one reaction are not two
sorts of people.
"""

import numpy as np
import numpy.typing as npt

from smmlab.audience.kmeans import Array, Labels

ONE_CROWD = float(np.sqrt(3))
"""No cut through one crowd has a larger gap."""


def gaps(
    points: Array, labels: Labels, k: int, *, noise: Array, weights: Array | None = None
) -> Array:
    """Return the gap of the two groups that stand closest, for every repeat.

    Parameters
    ----------
    points
        Shape (people, features).
    labels
        Group of every person, 0 to ``k`` - 1, in every repeat: (repeats, people).
    k
        How many groups.
    noise
        Variance of each value that is chance alone: (people, features); see `count_noise`.
    weights
        Of every person in every repeat, by default one.

    Returns
    -------
    array
        One gap a repeat: the half distance of centres over the larger spread, of the worst pair;
        zero when a group is empty.

    References
    ----------
    For a density falling from zero the values are a mixture of uniforms on (0, t) (Khinchine), with
    mean E t / 2 and variance E t^2 / 3 - (E t)^2 / 4 >= (E t)^2 / 12. Ashman, Bird and Zepf (1994)
    use a like measure.

    Examples
    --------
    >>> line = np.linspace(0, 1, 1001)[:, None]
    >>> halves = (line[:, 0] > 0.5).astype(np.int8)[None]
    >>> gaps(line, halves, 2, noise=np.zeros_like(line)).round(2).tolist()
    [1.73]
    """
    repeats, people = labels.shape
    features = points.shape[1]
    first, second = np.triu_indices(features)
    columns = np.concatenate(
        [np.ones((people, 1), dtype=points.dtype), points, points[:, first] * points[:, second],
         noise.astype(points.dtype)],
        axis=1,
    )  # fmt: skip
    sums = np.stack(
        [
            ((labels == number) if weights is None else (labels == number) * weights).astype(
                points.dtype
            )
            @ columns
            for number in range(k)
        ],
        axis=1,
    ).astype(np.float64)
    sizes = sums[..., :1]
    filled = np.maximum(sizes, 1e-9)
    means = sums[..., 1 : features + 1] / filled
    squares = np.empty((repeats, k, features, features))
    products = sums[..., features + 1 : features + 1 + len(first)] / filled
    squares[..., first, second] = squares[..., second, first] = products
    spread = squares - means[..., None] * means[..., None, :]
    chance = sums[..., features + 1 + len(first) :] / filled
    apart = means[:, :, None] - means[:, None]
    distance = np.sqrt((apart**2).sum(axis=-1))
    along = apart / np.where(distance > 0, distance, 1)[..., None]
    within = np.einsum("rabp,rapq,rabq->rab", along, spread, along, optimize=True)
    within = np.maximum(within, (along**2 * chance[:, :, None]).sum(axis=-1))
    larger = np.sqrt(np.maximum(np.maximum(within, np.swapaxes(within, 1, 2)), 1e-12))
    gap = distance / (2 * larger)
    gap[:, np.arange(k), np.arange(k)] = np.inf
    closest: Array = gap.min(axis=(1, 2))
    return np.where((sizes[..., 0] > 0).all(axis=1), closest, 0.0)


def count_noise(values: npt.ArrayLike) -> Array:
    """Return the variance of ``log(1 + count)`` that is chance alone: that of a Poisson count.

    Parameters
    ----------
    values
        Whole numbers, not negative.

    Returns
    -------
    array
        By the delta method at the count plus one half, which keeps a zero from being certain.

    Examples
    --------
    >>> count_noise([0, 1, 100]).round(3).tolist()
    [0.222, 0.24, 0.01]
    """
    counts = np.asarray(values, dtype=np.float64)
    noise: Array = (counts + 0.5) / (counts + 1.5) ** 2
    return noise


def silhouettes(points: Array, labels: Labels, k: int) -> Array:
    """Return the mean silhouette width of every labelling of the same people.

    Parameters
    ----------
    points
        Shape (people, features).
    labels
        Shape (labellings, people), groups 0 to ``k`` - 1.

    References
    ----------
    Rousseeuw (1987), Silhouettes: a graphical aid. A person alone in a group counts as zero, and so
    does everybody when all are in one group.

    Examples
    --------
    >>> points = np.array([[0.0], [1.0], [10.0], [11.0]])
    >>> silhouettes(points, np.array([[0, 0, 1, 1]]), 2).round(3).tolist()
    [0.9]
    """
    people = len(points)
    members = np.stack([labels == number for number in range(k)], axis=-1).astype(points.dtype)
    flat = np.swapaxes(members, 0, 1).reshape(people, -1)
    sums = np.empty((people, flat.shape[1]), dtype=points.dtype)
    squares = (points**2).sum(axis=1)
    step = max(1, 8_000_000 // people)
    for start in range(0, people, step):
        part = slice(start, start + step)
        away = squares[part, None] + squares - 2 * points[part] @ points.T
        np.sqrt(np.maximum(away, 0, out=away), out=away)
        away[np.arange(len(away)), np.arange(start, start + len(away))] = 0
        sums[part] = away @ flat
    by_group = np.swapaxes(sums.reshape(people, len(labels), k), 0, 1)
    sizes = members.sum(axis=1)[:, None]
    own = members.astype(bool)
    mates = np.broadcast_to(sizes, own.shape)[own].reshape(labels.shape) - 1
    inside = by_group[own].reshape(labels.shape) / np.maximum(mates, 1)
    others = np.where(own | (sizes == 0), np.inf, by_group / np.maximum(sizes, 1))
    outside = others.min(axis=-1)
    larger = np.maximum(inside, outside)
    with np.errstate(invalid="ignore", divide="ignore"):
        # With everybody in one group there is nothing outside it, and no silhouette.
        width = np.where(
            (mates > 0) & (larger > 0) & np.isfinite(larger), (outside - inside) / larger, 0
        )
    mean: Array = width.mean(axis=1)
    return mean
