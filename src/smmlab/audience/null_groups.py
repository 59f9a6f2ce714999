"""What clustering makes of audiences that have no groups: the same columns, each shuffled alone."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from smmlab.audience.kmeans import Array, best_of
from smmlab.audience.separation import silhouettes
from smmlab.audience.stability import Method, fit_groups

_STARTS = 3


@dataclass(frozen=True)
class NullSilhouettes:
    """Silhouettes of the people and of shuffled audiences of the same size.

    Parameters
    ----------
    ks
        Numbers of groups.
    observed
        Silhouette of the people: (ks,).
    shuffled
        Silhouettes of the shuffled audiences: (audiences, ks).
    """

    ks: tuple[int, ...]
    observed: Array
    shuffled: Array

    @property
    def p_values(self) -> Array:
        """Share of shuffled audiences that do as well, the people counted as one of them.

        Examples
        --------
        >>> null = NullSilhouettes((2,), np.array([0.5]), np.array([[0.2], [0.6], [0.1]]))
        >>> null.p_values.tolist()
        [0.5]
        """
        as_good = (self.shuffled >= self.observed).sum(axis=0)
        p: Array = (1 + as_good) / (1 + len(self.shuffled))
        return p


def null_silhouettes(
    values: npt.ArrayLike,
    ks: Sequence[int],
    *,
    audiences: int = 99,
    seed: int = 0,
    method: Method = "kmeans",
    noise: npt.ArrayLike | None = None,
) -> NullSilhouettes:
    """Cluster the people and audiences in which every column is shuffled alone.

    Shuffling keeps each feature as it is (its spikes, its tail) and breaks every tie between
    features. What is found as clearly there is no sign of groups.

    Parameters
    ----------
    values
        Standardised features of up to some thousand people: (people, features).
    ks
        Numbers of groups.
    audiences
        How many shuffled audiences.
    seed
        The same seed gives the same result.
    method, noise
        As in `smmlab.audience.stability.cluster_stability`.

    Returns
    -------
    NullSilhouettes
        Observed and shuffled silhouettes.

    References
    ----------
    Davison and Hinkley (1997), Bootstrap Methods and their Application, section 4.2, for the
    p-value of a Monte Carlo test.

    Examples
    --------
    >>> rng = np.random.default_rng(1)
    >>> apart = np.repeat([[0.0, 0.0, 0.0], [4.0, 4.0, 4.0]], 40, axis=0)
    >>> null = null_silhouettes(apart + rng.normal(0, 1, (80, 3)), [2], audiences=19, seed=1)
    >>> null.p_values.tolist()
    [0.05]
    """
    from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

    points = np.asarray(values, dtype=np.float32)
    chance = np.zeros_like(points) if noise is None else np.asarray(noise, dtype=np.float32)
    rng = np.random.default_rng([seed, len(points)])
    stacked = np.broadcast_to(points, (audiences, *points.shape))
    everyone = np.concatenate([points[None], rng.permuted(stacked, axis=1)])
    with threadpool_limits(limits=1):
        labels = np.stack(
            [
                best_of(
                    fit_groups(method, everyone, k, repeats=_STARTS, rng=rng, noise=chance)
                ).labels[:, 0]
                for k in ks
            ],
            axis=1,
        )
        widths = np.stack(
            [
                silhouettes(audience, labels[number], max(ks))
                for number, audience in enumerate(everyone)
            ]
        ).astype(np.float64)
    return NullSilhouettes(tuple(ks), widths[0], widths[1:])
