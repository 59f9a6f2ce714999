"""What works here: which traits of posts go with more response, all else in the files equal."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from smmlab.content.count_regression import CountFit, clustered_covariance, fit_counts
from smmlab.content.effect_design import POSTS_A_COLUMN, Block, plan_models, stacked
from smmlab.content.effect_pooling import pool_levels
from smmlab.content.effect_ranks import compare_by_ranks
from smmlab.content.effect_rows import levels_of, rows_of_posts
from smmlab.texts import message

Factor = Literal[
    "form", "type", "page", "tone", "stops_the_thumb", "sells", "face", "hour_block", "weekday"
]
EffectVerdict = Literal["more", "less", "not_distinguishable", "too_few"]
Array = npt.NDArray[np.float64]

LEAST_WEEKS = 10
_LEVEL = 0.05
_POWER = 0.8
_NUMBERS = (
    "rate_ratio", "low", "high", "p_value", "adjusted_p", "detectable", "pooled", "pooled_low",
    "pooled_high",
)  # fmt: skip
_TABLE = (
    "network", "factor", "level", "reference", "posts", "weeks", "method", "rate_ratio", "low",
    "high", "p_value", "adjusted_p", "verdict", "detectable", "pooled", "pooled_low", "pooled_high",
)  # fmt: skip
_MODELS = (
    "network", "posts", "weeks", "dispersion", "exposure", "held_equal", "problem", "left_out",
)  # fmt: skip

TOO_SHORT = message(
    "The posts are too few or span too few weeks for a model. Groups are compared by ranks, and "
    "nothing else is held equal."
)
UNSETTLED = message(
    "The model did not settle on an answer. Groups are compared by ranks, and nothing else is held "
    "equal."
)


@dataclass(frozen=True)
class Effects:
    """What goes with more or less response to a post.

    Parameters
    ----------
    table
        One row a network, factor and level other than the reference: ``posts`` and ``weeks`` with
        the level; ``method`` (``model``, ``ranks``, missing without a number); ``rate_ratio``
        (response as a multiple of that of the ``reference``: in a model of interactions, other
        things equal; by ranks of medians, nothing equal) with ``low`` and ``high`` (95 %);
        ``p_value`` and ``adjusted_p`` (Benjamini and Hochberg over the network); ``verdict``;
        ``detectable`` (smallest ratio above one that the model would find with 80 % power);
        ``pooled`` with ``pooled_low`` and ``pooled_high`` (drawn toward the other levels of the
        factor, from three posts; an estimate without a verdict).
    models
        One row a network: ``posts``, ``weeks``, ``dispersion`` (theta of the negative binomial),
        ``exposure`` (``reach``, ``views``, ``followers`` of that day, or missing when none is known
        for half the posts), ``held_equal`` (names of what the model holds equal; ``trend`` is
        steady growth over weeks, ``month`` a level for each), ``problem`` (why there is no model,
        else missing), ``left_out`` (factor to reason).
    """

    table: pd.DataFrame
    models: pd.DataFrame


def estimate_effects(
    posts: pd.DataFrame,
    types: pd.DataFrame | None = None,
    traits: pd.DataFrame | None = None,
    *,
    timezone: str,
    followers: pd.DataFrame | None = None,
    seed: int = 0,
) -> Effects:
    """Estimate how response goes with form, type, tone, marks, time and page of own posts.

    Parameters
    ----------
    posts
        Canonical posts. Own ones count whose time is known to the minute and that have counts.
    types
        Result of `classify_content`; posts whose type is unsure are a level of their own.
    traits
        ``network``, ``post_id``, ``tone``, and any of ``stops_the_thumb``, ``sells``, ``face``
        (true or false), as of `describe_posts`; posts without one are a level of their own.
    timezone
        IANA zone of the clock.
    followers
        ``network``, ``page``, ``day`` (ISO date), ``value``: stands in for reach and views where
        a network has neither.
    seed
        Of the order in which posts with equal counts are ranked, and of the bootstrap.

    Raises
    ------
    DataError
        When a column is absent or the zone is not known.

    Notes
    -----
    Negative-binomial regression, one for each network, on the metric set of most of its posts, with
    the logarithm of reach (or views, or followers) where known, and with time (see `plan_models`).
    Errors are robust to what posts of one ISO week share (CR3) and judged by Student's t with the
    weeks of the rarer of the two levels less one. A verdict needs the regression of normal scores
    of ranks to agree, so one viral post makes no finding: the larger p-value of the two counts.
    Below ten weeks or sixteen posts levels are compared by Mann-Whitney tests and BCa ratios
    of medians. Associations, not effects: nobody drew lots.

    Examples
    --------
    >>> from smmlab.schema import conform
    >>> posts = conform(pd.DataFrame({
    ...     "network": "telegram", "post_id": ["1", "2"], "is_own": True, "at": [0, 90_000],
    ...     "precision": "second", "reactions": [7, 9], "form": "photo"}), "posts")
    >>> estimate_effects(posts, timezone="UTC").models["weeks"].tolist()
    [1]
    """
    rows = rows_of_posts(posts, types, traits, followers, timezone)
    tables, models = [], []
    for network, mine in rows.groupby("network", sort=True):
        table, facts = _network(mine.reset_index(drop=True), seed)
        tables.append(table.assign(network=str(network)))
        models.append(facts | {"network": str(network)})
    table = pd.concat(tables, ignore_index=True) if tables else pd.DataFrame(columns=list(_TABLE))
    return Effects(
        table[list(_TABLE)], pd.DataFrame(models, columns=list(_MODELS)).reset_index(drop=True)
    )


def _network(rows: pd.DataFrame, seed: int) -> tuple[pd.DataFrame, dict[str, object]]:
    named = rows["base_name"].dropna()
    exposure = str(named.iloc[0]) if len(named) else None
    if exposure is not None:
        rows = rows[rows["base"].notna()].reset_index(drop=True)
    weeks = rows["week"].nunique()
    facts: dict[str, object] = {
        "posts": len(rows), "weeks": weeks, "dispersion": np.nan, "exposure": exposure,
        "held_equal": (), "problem": None, "left_out": {},
    }  # fmt: skip
    levels = levels_of(rows)
    blank = levels.assign(method=None, verdict="too_few", **dict.fromkeys(_NUMBERS, np.nan))
    if weeks < LEAST_WEEKS or len(rows) < 2 * POSTS_A_COLUMN:
        return compare_by_ranks(rows, blank, seed=seed), facts | {"problem": TOO_SHORT}
    plan = plan_models(rows, levels, exposure)
    cluster = pd.factorize(rows["week"])[0].astype(np.intp)
    counts = rows["value"].to_numpy(dtype=np.float64)
    scores = _normal_scores(counts, seed)
    fits = [fit_counts(counts, stacked(blocks), cluster) for blocks in plan.models]
    if fits[0] is None:
        return compare_by_ranks(rows, blank, seed=seed), facts | {"problem": UNSETTLED}
    found = pd.concat(
        [
            _estimates(blocks, fit, counts, scores, cluster)
            for blocks, fit in zip(plan.models, fits, strict=True)
            if fit is not None
        ]
    )
    # The second model repeats the other factors; the first has the word on them.
    found = found[~found.index.duplicated()]
    facts |= {
        "dispersion": fits[0].theta, "left_out": plan.left_out,
        "held_equal": tuple(block.name for block in plan.models[0] if block.name),
    }  # fmt: skip
    pooled = pool_levels(levels, found[["logs", "errors"]], rows, plan.models[0], fits[0])
    table = _judged(blank, found)
    table[list(pooled.columns)] = pooled
    return table, facts


def _normal_scores(counts: Array, seed: int) -> Array:
    from scipy.stats import norm, rankdata

    dice = np.random.default_rng(seed)
    # Counts tie often; a draw breaks ties evenly and keeps scores smooth.
    jitter = counts + dice.random(len(counts)) * 0.5
    scores: Array = norm.ppf((rankdata(jitter) - 0.5) / len(counts))
    return scores


def _estimates(
    blocks: Iterable[Block],
    fit: CountFit,
    counts: Array,
    scores: Array,
    cluster: npt.NDArray[np.intp],
) -> pd.DataFrame:
    """Return logarithm, error and ratio of the rank regression by row of the levels.

    No single post can bend a regression of ranks.
    """
    design = stacked(blocks)
    slopes = np.linalg.solve(design.T @ design, design.T @ scores)
    spread = clustered_covariance(design, scores - design @ slopes, cluster)
    rank_errors = np.sqrt(np.diag(spread))
    # What a step on the logarithmic scale is on that of the scores, to set errors side by side.
    logs = np.log(counts + 0.5)
    step = max(float(np.cov(scores, logs)[0, 1] / logs.var(ddof=1)), 1e-9)
    columns, places, start = list[int](), list[int](), 0
    for block in blocks:
        columns += range(start, start + len(block.asked))
        places += block.asked
        start += block.columns.shape[1]
    return pd.DataFrame({
        "logs": fit.coefficients[columns], "errors": np.sqrt(np.diag(fit.covariance))[columns],
        "ranks": (slopes / rank_errors)[columns], "rank_errors": (rank_errors / step)[columns],
    }, index=places)  # fmt: skip


def _judged(table: pd.DataFrame, found: pd.DataFrame) -> pd.DataFrame:
    from scipy.stats import false_discovery_control, t

    if found.empty:
        return table
    at = found.index
    logs, errors, ranks = (found[name].to_numpy() for name in ("logs", "errors", "ranks"))
    freedom = table.loc[at, "least_weeks"].to_numpy(dtype=np.float64) - 1
    reach = t.ppf(0.975, freedom) * errors
    p_value = np.maximum(2 * t.sf(np.abs(logs / errors), freedom), 2 * t.sf(np.abs(ranks), freedom))
    p_value = np.where(np.sign(logs) == np.sign(ranks), p_value, 1.0)
    adjusted = false_discovery_control(p_value.clip(0, 1))
    stands = adjusted <= _LEVEL
    table = table.copy()
    table.loc[at, "verdict"] = np.select(
        [stands & (logs > 0), stands & (logs < 0)], ["more", "less"], "not_distinguishable"
    )
    table.loc[at, "method"] = "model"
    # What would still stand if every other comparison of the network were empty.
    # Both regressions must show it, so the wider error of the two decides.
    widest = np.maximum(errors, found["rank_errors"].to_numpy())
    strict = t.isf(_LEVEL / 2 / len(at), freedom) + t.ppf(_POWER, freedom)
    table.loc[at, ["rate_ratio", "low", "high", "detectable"]] = np.exp(
        np.column_stack([logs, logs - reach, logs + reach, strict * widest])
    )
    table.loc[at, ["p_value", "adjusted_p"]] = np.column_stack([p_value, adjusted])
    return table
