"""Levels with few posts, drawn toward their neighbours: an estimate for each, never a verdict."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from smmlab.content.count_regression import CountFit
from smmlab.content.effect_design import Block, stacked
from smmlab.content.shrinkage import pool

POOLED = ("pooled", "pooled_low", "pooled_high")
_LEAST_POSTS = 3


def pool_levels(
    levels: pd.DataFrame,
    known: pd.DataFrame,
    rows: pd.DataFrame,
    blocks: Sequence[Block],
    fit: CountFit,
) -> pd.DataFrame:
    """Return the pooled ratio of each level with three posts or more, with its interval.

    Parameters
    ----------
    levels
        Result of `levels_of`.
    known
        ``logs`` and ``errors`` of the levels a model has asked about, under their index.
    rows, blocks, fit
        Posts, the first model and its fit. A level not asked about is measured by what its posts
        earned against what the model expects of them without the factor.
    """
    weights = fit.means / (1 + fit.means / fit.theta)
    design = stacked(blocks)
    # Posts of a week are alike, so the errors of rare levels widen as those of the others do.
    plain = np.diag(np.linalg.inv((design.T * weights) @ design))
    wider = max(1.0, float(np.median(np.sqrt(np.diag(fit.covariance) / plain))))
    parts, start = {}, 0
    for block in blocks:
        stop = start + block.columns.shape[1]
        parts[block.name] = block.columns @ fit.coefficients[start:stop]
        start = stop
    estimates, earned = [], rows["value"].to_numpy(dtype=np.float64)
    for factor, mine in levels[levels["posts"] >= _LEAST_POSTS].groupby("factor", sort=False):
        asked, rare = mine[mine.index.isin(known.index)], mine[~mine.index.isin(known.index)]
        expected = fit.means * np.exp(-parts.get(str(factor), 0.0))
        codes, found = pd.factorize(rows[str(factor)])
        gained, awaited, weight = (
            np.bincount(codes, numbers) for numbers in (earned, expected, weights)
        )
        away = pd.Series(np.log((gained + 0.5) / (awaited + 0.5)), found)
        spread = pd.Series(wider / np.sqrt(weight), found)
        names, reference = rare["level"].to_numpy(), mine["reference"].iloc[0]
        shared = float(spread[reference])
        logs = (away[names] - away[reference]).to_numpy()
        own = pd.DataFrame(
            {"logs": logs, "errors": np.hypot(spread[names].to_numpy(), shared)}, rare.index
        )
        estimates.append(pd.concat([known.loc[asked.index], own]).assign(shared=shared))
    found = pd.concat(estimates) if estimates else known.assign(shared=0.0)
    return pooled_within(levels["factor"], found)


def pooled_within(factor: pd.Series, estimates: pd.DataFrame) -> pd.DataFrame:
    """Pool logarithms of ratios within each factor; missing where there is no estimate.

    Parameters
    ----------
    factor
        Of every level.
    estimates
        ``logs`` and ``errors``, and ``shared``: the part of each error that comes from
        the reference. It moves all levels at once, so pooling cannot make it smaller.

    Examples
    --------
    >>> estimates = pd.DataFrame({"logs": [0.0, 0.4], "errors": [0.1, 0.1], "shared": [0.0, 0.0]})
    >>> pooled_within(pd.Series(["form", "form"]), estimates)["pooled"].round(2).tolist()
    [1.03, 1.45]
    """
    result = pd.DataFrame(np.nan, index=factor.index, columns=list(POOLED))
    for _, mine in estimates.groupby(factor.loc[estimates.index], sort=False):
        shared = np.minimum(mine["shared"], 0.9 * mine["errors"].min())
        own = np.sqrt(mine["errors"] ** 2 - shared**2)
        centre, spread = pool(mine["logs"].to_numpy(), own.to_numpy())
        spread = np.hypot(spread, shared.to_numpy())
        limits = (centre, centre - 1.96 * spread, centre + 1.96 * spread)
        result.loc[mine.index, list(POOLED)] = np.exp(np.column_stack(limits))
    return result
