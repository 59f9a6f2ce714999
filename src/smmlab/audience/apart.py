"""What sets a group of people apart from the rest: standardised differences with intervals."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from smmlab.findings import SMALLEST_GROUP

_DRAWS = 2000
# One draw holds a weight for each person; so many weights at a time fit in memory.
_AT_ONCE = 2_000_000
# Beyond so many people the bootstrap and the normal interval say the same.
_MOST_CORRECTED = 5000
_COLUMNS = (
    "segment", "feature", "rank", "difference", "low", "high", "is_clear", "typical",
    "rest_typical", "interval",
)  # fmt: skip

Floats = npt.NDArray[np.float64]


def set_apart(
    segments: pd.Series,
    features: pd.DataFrame,
    *,
    confidence: float = 0.95,
    most: int = 5,
    seed: int = 0,
) -> pd.DataFrame:
    """Measure how far each segment is from all other people, feature by feature.

    Parameters
    ----------
    segments
        The segment of each person.
    features
        Numbers of each person, on the same index; missing ones are left out, not zero.
    confidence
        Of the intervals, 0-1.
    most
        How many features of each segment are returned, the largest differences first.
    seed
        Of the bootstrap.

    Returns
    -------
    DataFrame
        ``segment``, ``feature``, ``rank`` (one is the largest), ``difference`` from the rest with
        ``low`` and ``high`` (in standard deviations of ``log1p`` of the feature, pooled over both
        groups), ``is_clear`` (differs from nothing even when every segment and feature is judged
        at once), ``typical`` and ``rest_typical`` (geometric mean of the feature with one added,
        less one: in its own unit, and in step with the difference), ``interval`` (``bca``, or
        ``normal`` above five thousand people). A feature that is the same for everyone is left
        out, and so is one that is known of fewer than ten people of the segment or of the rest;
        with a single segment there is no rest, and the table is empty.

    Notes
    -----
    Groups found from these very features differ in them by construction: the intervals say how
    much, not that the groups exist.

    References
    ----------
    Cohen (1988), Statistical power analysis, d with a pooled deviation; Efron (1987), BCa, with
    both groups resampled as in `scipy.stats.bootstrap`; above five thousand people the normal
    interval with the standard error of the jackknife.

    Examples
    --------
    >>> names = pd.Series(["loud"] * 20 + ["quiet"] * 20)
    >>> numbers = pd.DataFrame({"comments": [*range(20, 40), *range(20)], "shares": [1, 2] * 20})
    >>> apart = set_apart(names, numbers, most=1)
    >>> apart[["segment", "feature", "is_clear"]]
      segment   feature  is_clear
    0    loud  comments      True
    1   quiet  comments      True
    """
    names = segments.to_numpy()
    raw = features.to_numpy(dtype=np.float64, na_value=np.nan)
    logs = np.sign(raw) * np.log1p(np.abs(raw))
    rng = np.random.default_rng(seed)
    use_bootstrap = len(names) <= _MOST_CORRECTED
    parts = []
    for name in sorted(pd.unique(names)):
        inside = names == name
        if min(inside.sum(), (~inside).sum()) < SMALLEST_GROUP:
            continue
        compared = _Compared(_Sample.of(logs[inside], logs), _Sample.of(logs[~inside], logs))
        part = compared.limits(rng if use_bootstrap else None, confidence)
        part = part.assign(segment=name, feature=list(features.columns))
        typical, rest = _typical(logs[inside]), _typical(logs[~inside])
        parts.append(part.assign(typical=typical, rest_typical=rest))
    if not parts:
        return pd.DataFrame({column: pd.Series(dtype="float64") for column in _COLUMNS}).astype(
            {"segment": "str", "feature": "str", "rank": "int64", "is_clear": "bool",
             "interval": "str"}
        )  # fmt: skip
    table = pd.concat(parts, ignore_index=True)
    table = table[table["difference"].notna()]
    is_clear = table["p_value"] < (1 - confidence) / max(len(table), 1)
    # A difference is never called clear against its own interval.
    is_clear &= (table["low"] > 0) | (table["high"] < 0)
    size = table["difference"].abs()
    table = table.assign(is_clear=is_clear, size=size).sort_values(
        ["segment", "size", "feature"], ascending=[True, False, True], kind="stable"
    )
    table["rank"] = table.groupby("segment").cumcount() + 1
    shown = table.loc[table["rank"] <= most, list(_COLUMNS)]
    return shown.astype({"segment": "str"}).reset_index(drop=True)


@dataclass(frozen=True)
class _Sample:
    """One group: its values with missing ones as zero, and where they are known."""

    values: Floats
    known: Floats

    @classmethod
    def of(cls, logs: Floats, everyone: Floats) -> "_Sample":
        # Centred on everyone: squares of small numbers lose no digits.
        centred = logs - _mean(everyone)
        known = ~np.isnan(centred)
        return cls(np.where(known, centred, 0.0), known.astype(np.float64))

    def moments(self, weights: Floats | None = None) -> tuple[Floats, Floats, Floats]:
        """Return how many, their mean and their sum of squares about it; a row a draw."""
        if weights is None:
            weights = np.ones((1, len(self.values)))
        n = weights @ self.known
        with np.errstate(divide="ignore", invalid="ignore"):
            mean = weights @ self.values / n
        squares = np.maximum(weights @ self.values**2 - n * np.nan_to_num(mean) ** 2, 0)
        return n, mean, squares

    def without_each(self) -> tuple[Floats, Floats, Floats]:
        """Return the same moments with each person left out in turn."""
        n, mean, squares = self.moments()
        with np.errstate(divide="ignore", invalid="ignore"):
            fewer = n - 1
            means = (n * mean - self.values) / fewer
            less = squares - (self.values - mean) ** 2 * n / fewer
        kept = self.known == 0
        return (
            np.where(kept, n, fewer),
            np.where(kept, mean, means),
            np.maximum(np.where(kept, squares, less), 0),
        )

    def drawn(self, rng: np.random.Generator, draws: int) -> tuple[Floats, Floats, Floats]:
        """Return the moments of that many samples of the same size, drawn with replacement."""
        size = len(self.values)
        parts = []
        for first in range(0, draws, step := max(1, _AT_ONCE // size)):
            some = min(step, draws - first)
            chosen = rng.integers(0, size, (some, size)) + np.arange(some)[:, None] * size
            weights = np.bincount(chosen.ravel(), minlength=some * size).reshape(some, size)
            parts.append(self.moments(weights.astype(np.float64)))
        n, mean, squares = (np.concatenate(column) for column in zip(*parts, strict=True))
        return n, mean, squares


@dataclass(frozen=True)
class _Compared:
    """A group and the rest."""

    group: _Sample
    rest: _Sample

    def limits(self, rng: np.random.Generator | None, confidence: float) -> pd.DataFrame:
        """Return difference, interval and p-value of each feature, a row a feature."""
        from scipy.special import ndtri
        from scipy.stats import t

        group, rest = self.group.moments(), self.rest.moments()
        # What is known of a few people only would tell of these.
        fewest = np.minimum(group[0][0], rest[0][0])
        found = np.where(fewest >= SMALLEST_GROUP, _difference(group, rest)[0], np.nan)
        left_out = (
            _difference(self.group.without_each(), rest),
            _difference(group, self.rest.without_each()),
        )
        spread = np.sqrt(sum(_jackknife_variance(part) for part in left_out))
        z = float(ndtri(0.5 + confidence / 2))
        low, high = found - z * spread, found + z * spread
        if rng is not None:
            draws = _difference(self.group.drawn(rng, _DRAWS), self.rest.drawn(rng, _DRAWS))
            bca = [_bca(draws[:, n], found[n], [part[:, n] for part in left_out], confidence)
                   for n in range(len(found))]  # fmt: skip
            low, high = np.array(bca).reshape(-1, 2).T
        # The smaller group decides how far the jackknife can be trusted.
        degrees = np.maximum(fewest - 1, 1)
        with np.errstate(divide="ignore", invalid="ignore"):
            p_value = 2 * t.sf(np.abs(found) / spread, degrees)
        return pd.DataFrame(
            {"difference": found, "low": low, "high": high, "p_value": p_value,
             "interval": "normal" if rng is None else "bca"}
        )  # fmt: skip


def _difference(
    group: tuple[Floats, Floats, Floats], rest: tuple[Floats, Floats, Floats]
) -> Floats:
    (n, mean, squares), (others, other_mean, other_squares) = group, rest
    with np.errstate(divide="ignore", invalid="ignore"):
        deviation = np.sqrt((squares + other_squares) / (n + others - 2))
        # What is left of a constant by rounding is no deviation.
        difference = np.where(deviation > 1e-9, (mean - other_mean) / deviation, np.nan)
    return difference


def _jackknife_variance(left_out: Floats) -> Floats:
    size = len(left_out)
    variance: Floats = (size - 1) * left_out.var(axis=0)
    return variance


def _bca(
    draws: Floats, found: float, left_out: list[Floats], confidence: float
) -> tuple[float, float]:
    from scipy.special import ndtr, ndtri

    known = draws[np.isfinite(draws)]
    if np.isnan(found) or not len(known):
        return float("nan"), float("nan")
    ends = np.array([(1 - confidence) / 2, (1 + confidence) / 2])
    below = ((known < found).mean() + (known <= found).mean()) / 2
    influence = [(len(part) - 1) * (part.mean() - part) for part in left_out]
    cubes = sum((part**3).sum() / len(part) ** 3 for part in influence)
    squares = sum((part**2).sum() / len(part) ** 2 for part in influence)
    if 0 < below < 1 and squares > 0:
        bias, bend = ndtri(below), cubes / (6 * squares**1.5)
        shifted = bias + ndtri(ends)
        ends = ndtr(bias + shifted / (1 - bend * shifted))
    low, high = np.quantile(known, ends)
    return float(low), float(high)


def _typical(logs: Floats) -> Floats:
    mean = _mean(logs)
    typical: Floats = np.sign(mean) * np.expm1(np.abs(mean))
    return typical


def _mean(values: Floats) -> Floats:
    known = ~np.isnan(values)
    with np.errstate(divide="ignore", invalid="ignore"):
        mean: Floats = np.where(known, values, 0).sum(axis=0) / known.sum(axis=0)
    return mean
