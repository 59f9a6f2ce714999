"""Where a model is too much: levels against their reference by ranks and ratios of medians."""

import warnings

import numpy as np
import numpy.typing as npt
import pandas as pd

from smmlab.content.effect_pooling import pooled_within
from smmlab.findings import SMALLEST_GROUP

Array = npt.NDArray[np.float64]
_DRAWS = 2000
_LEVEL = 0.05
_POOLED = 3


def compare_by_ranks(rows: pd.DataFrame, table: pd.DataFrame, *, seed: int) -> pd.DataFrame:
    """Fill the numbers of levels that have ten posts, as has their reference.

    Parameters
    ----------
    rows
        Result of `rows_of_posts` for one network; response is per person reached (or view, or
        follower) where that is known.
    table
        Levels with blank numbers.
    seed
        Of the bootstrap.

    Returns
    -------
    DataFrame
        ``rate_ratio`` is the ratio of medians with its BCa interval; ``p_value`` that of the
        Mann-Whitney test, ``adjusted_p`` after Benjamini and Hochberg over the network. Nothing
        is held equal. Levels of three posts have a pooled ratio of geometric means.
    """
    from scipy.stats import false_discovery_control, mannwhitneyu

    known = rows["base"].notna().all() and len(rows) > 0
    base = rows["base"].to_numpy(dtype=np.float64) if known else np.ones(len(rows))
    value = rows["value"].to_numpy(dtype=np.float64) / base
    logs = np.log((rows["value"].to_numpy(dtype=np.float64) + 0.5) / base)
    table = table.copy()
    p_values, estimates = dict[int, float](), dict[int, tuple[float, float, float]]()
    for place, row in zip(table.index, table.to_dict("records"), strict=True):
        found = rows[row["factor"]].to_numpy()
        inside, outside = found == row["level"], found == row["reference"]
        if min(inside.sum(), outside.sum()) >= _POOLED:
            estimates[place] = _geometric(logs[inside], logs[outside])
        if row["least_posts"] < SMALLEST_GROUP:
            continue
        ratio = _ratio_of_medians(value[inside], value[outside], seed=seed + len(p_values))
        if not np.isfinite(ratio).all():
            continue
        table.loc[place, ["rate_ratio", "low", "high"]] = ratio
        p_values[place] = float(mannwhitneyu(value[inside], value[outside]).pvalue)
    if p_values:
        at = list(p_values)
        adjusted = false_discovery_control(np.clip(list(p_values.values()), 0, 1))
        more = table.loc[at, "rate_ratio"].to_numpy() > 1
        equal = table.loc[at, "rate_ratio"].to_numpy() == 1
        stands = (adjusted <= _LEVEL) & ~equal
        table.loc[at, "p_value"] = list(p_values.values())
        table.loc[at, "adjusted_p"] = adjusted
        table.loc[at, "method"] = "ranks"
        table.loc[at, "verdict"] = np.select(
            [stands & more, stands & ~more], ["more", "less"], "not_distinguishable"
        )
    if estimates:
        frame = pd.DataFrame.from_dict(
            estimates, orient="index", columns=["logs", "errors", "shared"]
        )
        pooled = pooled_within(table["factor"], frame)
        table[list(pooled.columns)] = pooled
    return table


def _ratio_of_medians(inside: Array, outside: Array, *, seed: int) -> tuple[float, float, float]:
    """Return the ratio of two medians with its BCa interval; missing when a median is zero."""
    from scipy.stats import bootstrap

    nothing = (np.nan, np.nan, np.nan)
    if not (np.median(inside) > 0 and np.median(outside) > 0):
        return nothing
    ratio = float(np.median(inside) / np.median(outside))

    def of(one: Array, other: Array, axis: int = -1) -> Array:
        divided: Array = np.median(one, axis=axis) / np.median(other, axis=axis)
        return divided

    with warnings.catch_warnings(), np.errstate(all="ignore"):
        # Ties can leave the correction undefined; then it is not applied.
        warnings.simplefilter("ignore")
        for method in ("BCa", "percentile"):
            found = bootstrap(
                (inside, outside), of, n_resamples=_DRAWS, method=method, rng=seed,
                vectorized=True,
            ).confidence_interval  # fmt: skip
            if np.isfinite([found.low, found.high]).all():
                return ratio, float(found.low), float(found.high)
    return nothing


def _geometric(inside: Array, outside: Array) -> tuple[float, float, float]:
    """Return the difference of two means of logarithms, its error and the other group's part."""
    many, others = len(inside), len(outside)
    squares = ((inside - inside.mean()) ** 2).sum() + ((outside - outside.mean()) ** 2).sum()
    # Even when all posts of a small group earn the same, they are only a few.
    spread = max(float(squares / max(many + others - 2, 1)), 0.01)
    error = np.sqrt(spread * (1 / many + 1 / others))
    return float(inside.mean() - outside.mean()), float(error), float(np.sqrt(spread / others))
