"""What works here: which traits of posts go with more response, all else in the files equal."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from smmlab.content.count_regression import clustered_covariance, fit_counts
from smmlab.content.engagement import measure_engagement, measure_response
from smmlab.content.shrinkage import pool
from smmlab.content.timing import BLOCK_HOURS, local_times
from smmlab.findings import SMALLEST_GROUP
from smmlab.schema import require
from smmlab.texts import message

Factor = Literal["form", "type", "page", "tone", "hour_block", "weekday", "month"]
EffectVerdict = Literal["more", "less", "not_distinguishable", "too_few"]
Array = npt.NDArray[np.float64]

# In this order factors enter while there are posts enough for them.
_FACTORS = ("form", "type", "page", "tone", "hour_block", "weekday", "month")
_NEEDED = ("at", "precision", "form", "page")
_LEVEL = 0.05
_POWER = 0.8
LEAST_WEEKS = 10
_WEEKS_OF_LEVEL = 6
_POSTS_A_PARAMETER = 8
_TABLE = (
    "network", "factor", "level", "reference", "posts", "weeks", "rate_ratio", "low", "high",
    "p_value", "adjusted_p", "verdict", "detectable", "pooled", "pooled_low", "pooled_high",
)  # fmt: skip
_MODELS = ("network", "posts", "weeks", "dispersion", "exposure", "problem", "left_out")

ALIKE = message("all posts are alike in it, or too few differ")
CROWDED = message("there are too few posts to ask about it too")
ENTANGLED = message("it cannot be told apart from the other traits")
TOO_SHORT = message("The posts span too few weeks, or they are too few: no model is fitted.")
UNSETTLED = message("The model did not settle on an answer, so no number is shown.")


@dataclass(frozen=True)
class Effects:
    """What goes with more or less response to a post.

    Parameters
    ----------
    table
        One row a network, factor and level other than the reference: ``posts`` and ``weeks`` with
        the level; ``rate_ratio`` (interactions as a multiple of those of the ``reference``, other
        traits equal) with ``low`` and ``high`` (95 %); ``p_value`` and ``adjusted_p`` (Benjamini
        and Hochberg over the network); ``verdict``; ``detectable`` (smallest ratio above one that
        would be found with 80 % power); ``pooled`` with ``pooled_low`` and ``pooled_high`` (drawn
        toward the other levels of the factor, for small groups).
    models
        One row a network: ``posts``, ``weeks``, ``dispersion`` (theta of the negative binomial),
        ``exposure`` (``reach``, ``views``, or missing when neither is known for half the posts),
        ``problem`` (why there is no model, else missing), ``left_out`` (factor to reason).
    """

    table: pd.DataFrame
    models: pd.DataFrame


def estimate_effects(
    posts: pd.DataFrame,
    types: pd.DataFrame | None = None,
    traits: pd.DataFrame | None = None,
    *,
    timezone: str,
    seed: int = 0,
) -> Effects:
    """Estimate how response goes with form, type, tone, time and page of own posts.

    Parameters
    ----------
    posts
        Canonical posts. Own ones count whose time is known to the minute and that have counts.
    types
        Result of `classify_content`; posts whose type is unsure are a level of their own.
    traits
        ``network``, ``post_id`` and ``tone``; posts without one are a level of their own.
    timezone
        IANA zone of the clock.
    seed
        Of the order in which posts with equal counts are ranked.

    Raises
    ------
    DataError
        When a column is absent or the zone is not known.

    Notes
    -----
    Negative-binomial regression, one for each network, on the metric set of most of its posts, with
    the logarithm of reach (or views) where known; errors are robust to what posts of one ISO week
    share (CR3) and judged by Student's t with the weeks of the rarer level less one. A verdict
    needs the regression of normal scores of ranks to agree, so one viral post makes no finding:
    the larger p-value of the two counts. Associations, not effects: nobody drew lots.

    Examples
    --------
    >>> from smmlab.schema import conform
    >>> posts = conform(pd.DataFrame({
    ...     "network": "telegram", "post_id": ["1", "2"], "is_own": True, "at": [0, 90_000],
    ...     "precision": "second", "reactions": [7, 9], "form": "photo"}), "posts")
    >>> estimate_effects(posts, timezone="UTC").models["weeks"].tolist()
    [1]
    """
    require(posts, _NEEDED, table="posts")
    rows = _rows(posts.reset_index(drop=True), types, traits, timezone)
    tables, models = [], []
    for network, mine in rows.groupby("network", sort=True):
        table, facts = _network(mine.reset_index(drop=True), seed)
        tables.append(table.assign(network=str(network)))
        models.append(facts | {"network": str(network)})
    table = pd.concat(tables, ignore_index=True) if tables else pd.DataFrame(columns=list(_TABLE))
    return Effects(
        table[list(_TABLE)], pd.DataFrame(models, columns=list(_MODELS)).reset_index(drop=True)
    )


def _rows(
    posts: pd.DataFrame, types: pd.DataFrame | None, traits: pd.DataFrame | None, timezone: str
) -> pd.DataFrame:
    """Return one row a post that counts: its response, exposure, week and the level of factors."""
    measured, response = measure_engagement(posts), measure_response(posts, "engagements")
    usable = response["value"].notna() & posts.loc[response.index, "at"].notna()
    usable &= posts.loc[response.index, "precision"].isin(["second", "minute"])
    own = posts.loc[response.index[usable]]
    when = local_times(own["at"], timezone)
    calendar = when.dt.isocalendar()
    rows = own[["network", "post_id"]].astype("str").assign(
        value=response.loc[own.index, "value"].astype("float64"),
        base=measured.loc[own.index, "base"], base_name=measured.loc[own.index, "base_name"],
        week=(calendar["year"] * 100 + calendar["week"]).astype("int64"),
        form=own["form"].astype("str").fillna("missing"),
        page=own["page"].astype("str").fillna("missing"),
        hour_block=(when.dt.hour // BLOCK_HOURS * BLOCK_HOURS).map("{:02d}".format),
        weekday=when.dt.day_of_week.astype("str"),
        month=when.dt.strftime("%Y-%m"),
    )  # fmt: skip
    key = ["network", "post_id"]
    if types is not None and len(types):
        require(types, (*key, "type", "status"), table="types")
        kinds = types[key].astype("str").assign(
            type=types["type"].astype("str").where(types["status"] != "unsure", "unsure")
        )  # fmt: skip
        rows = rows.merge(kinds.drop_duplicates(key), on=key, how="left")
        rows["type"] = rows["type"].fillna("unsure")
    if traits is not None and len(traits):
        require(traits, (*key, "tone"), table="traits")
        tones = traits[[*key, "tone"]].astype("str").drop_duplicates(key)
        rows = rows.merge(tones, on=key, how="left")
        rows["tone"] = rows["tone"].fillna("missing")
    return rows


def _network(rows: pd.DataFrame, seed: int) -> tuple[pd.DataFrame, dict[str, object]]:
    named = rows["base_name"].dropna()
    exposure = str(named.iloc[0]) if len(named) else None
    if exposure is not None:
        rows = rows[rows["base"].notna()].reset_index(drop=True)
    weeks = rows["week"].nunique()
    facts: dict[str, object] = {
        "posts": len(rows), "weeks": weeks, "dispersion": np.nan, "exposure": exposure,
        "problem": None, "left_out": {},
    }  # fmt: skip
    levels = _levels(rows)
    blank = levels.assign(
        rate_ratio=np.nan, low=np.nan, high=np.nan, p_value=np.nan, adjusted_p=np.nan,
        verdict="too_few", detectable=np.nan, pooled=np.nan, pooled_low=np.nan, pooled_high=np.nan,
    )  # fmt: skip
    if weeks < LEAST_WEEKS or len(rows) < 2 * _POSTS_A_PARAMETER:
        return blank, facts | {"problem": TOO_SHORT}
    design, terms, left_out = _design(rows, levels, exposure)
    facts["left_out"] = left_out
    cluster = pd.factorize(rows["week"])[0].astype(np.intp)
    counts = rows["value"].to_numpy(dtype=np.float64)
    fit = fit_counts(counts, design, cluster)
    if fit is None:
        return blank, facts | {"problem": UNSETTLED}
    facts["dispersion"] = fit.theta
    slopes, errors = _by_ranks(counts, design, cluster, seed)
    columns = [column for column, _ in terms]
    table = blank.copy()
    at = [place for _, place in terms]
    table = _judged(
        table, at, fit.coefficients[columns], np.sqrt(np.diag(fit.covariance))[columns],
        slopes[columns] / errors[columns],
    )  # fmt: skip
    return table, facts


def _levels(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the levels of each factor but the commonest, which is the reference."""
    found = []
    for factor in _FACTORS:
        if factor not in rows:
            continue
        sizes = rows.groupby(factor).agg(posts=("week", "size"), weeks=("week", "nunique"))
        sizes = sizes.sort_values("posts", ascending=False, kind="stable")
        rest = sizes.iloc[1:].reset_index(names="level").sort_values("level")
        found.append(rest.assign(factor=factor, reference=sizes.index[0] if len(sizes) else ""))
    columns = ["factor", "level", "reference", "posts", "weeks"]
    return pd.concat(found, ignore_index=True)[columns] if found else pd.DataFrame(columns=columns)


def _design(
    rows: pd.DataFrame, levels: pd.DataFrame, exposure: str | None
) -> tuple[Array, list[tuple[int, int]], Mapping[str, str]]:
    """Return the design, which column is which row of the levels, and what was left out."""
    columns: list[Array] = [np.ones(len(rows))]
    if exposure is not None:
        logs = np.log(rows["base"].to_numpy(dtype=np.float64))
        if np.ptp(logs) > 0:
            columns.append(logs - logs.mean())
    terms: list[tuple[int, int]] = []
    left_out: dict[str, str] = {}
    enough = (levels["posts"] >= SMALLEST_GROUP) & (levels["weeks"] >= _WEEKS_OF_LEVEL)
    for factor in _FACTORS:
        if factor not in rows:
            continue
        asked = levels[(levels["factor"] == factor) & enough]
        rare = levels[(levels["factor"] == factor) & ~enough]
        # Rare levels share a column, so that they do not blur the reference.
        others = rows[factor].isin(rare["level"]).to_numpy()
        if asked.empty:
            left_out[factor] = ALIKE
            continue
        mine = [(rows[factor] == level).to_numpy(dtype=np.float64) for level in asked["level"]]
        more = [others.astype(np.float64)] if others.sum() >= SMALLEST_GROUP / 2 else []
        if len(rows) < _POSTS_A_PARAMETER * (len(columns) + len(mine) + len(more)):
            left_out[factor] = CROWDED
            continue
        tried = np.column_stack([*columns, *mine, *more])
        if np.linalg.matrix_rank(tried.T @ tried, hermitian=True) < tried.shape[1]:
            left_out[factor] = ENTANGLED
            continue
        terms += [(len(columns) + n, int(place)) for n, place in enumerate(asked.index)]
        columns += [*mine, *more]
    return np.column_stack(columns), terms, left_out


def _by_ranks(
    counts: Array, design: Array, cluster: npt.NDArray[np.intp], seed: int
) -> tuple[Array, Array]:
    """Regress normal scores of ranks, which no single post can bend."""
    from scipy.stats import norm, rankdata

    dice = np.random.default_rng(seed)
    # Counts tie often; a draw breaks ties evenly and keeps scores smooth.
    jitter = counts + dice.random(len(counts)) * 0.5
    scores = norm.ppf((rankdata(jitter) - 0.5) / len(counts))
    slopes = np.linalg.lstsq(design, scores, rcond=None)[0]
    covariance = clustered_covariance(design, scores - design @ slopes, cluster)
    return slopes, np.sqrt(np.diag(covariance))


def _judged(
    table: pd.DataFrame, at: list[int], logs: Array, errors: Array, rank_ratios: Array
) -> pd.DataFrame:
    from scipy.stats import false_discovery_control, t

    if not at:
        return table
    freedom = table.loc[at, "weeks"].to_numpy(dtype=np.float64) - 1
    reach = t.ppf(0.975, freedom) * errors
    p_value = np.maximum(
        2 * t.sf(np.abs(logs / errors), freedom), 2 * t.sf(np.abs(rank_ratios), freedom)
    )
    p_value = np.where(np.sign(logs) == np.sign(rank_ratios), p_value, 1.0)
    adjusted = false_discovery_control(p_value.clip(0, 1))
    stands = adjusted <= _LEVEL
    verdict = np.select(
        [stands & (logs > 0), stands & (logs < 0)], ["more", "less"], "not_distinguishable"
    )
    strict = t.isf(_LEVEL / 2 / len(at), freedom) + t.ppf(_POWER, freedom)
    table.loc[at, "rate_ratio"] = np.exp(logs)
    table.loc[at, "low"] = np.exp(logs - reach)
    table.loc[at, "high"] = np.exp(logs + reach)
    table.loc[at, "p_value"], table.loc[at, "adjusted_p"] = p_value, adjusted
    table.loc[at, "verdict"] = verdict
    table.loc[at, "detectable"] = np.exp(strict * errors)
    factors = table.loc[at, "factor"].to_numpy()
    for factor in dict.fromkeys(factors):
        mine = factors == factor
        centre, spread = pool(logs[mine], errors[mine])
        places = np.asarray(at)[mine]
        table.loc[places, "pooled"] = np.exp(centre)
        table.loc[places, "pooled_low"] = np.exp(centre - 1.96 * spread)
        table.loc[places, "pooled_high"] = np.exp(centre + 1.96 * spread)
    return table
