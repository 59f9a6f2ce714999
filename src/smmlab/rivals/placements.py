"""Where else the client could speak: price, reach, response and cost of each placement."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from smmlab.own_placements import page_key
from smmlab.rivals.placement_rates import click_beta, result_beta
from smmlab.rivals.placement_reach import page_reach, stated_reach
from smmlab.schema import require
from smmlab.texts import message

PlacementStatus = Literal["measured", "estimated", "unknown", "barred"]

NO_PRICE = message("No price is known: ask what one post costs.")
NO_REACH = message(
    "Nobody knows whom a post there reaches: ask for the reach of the last ten posts, or import "
    "an export of the page."
)
NO_PRICE_NO_REACH = message(
    "Neither price nor reach is known: ask for the price of one post and for the reach of the last "
    "ten."
)
FAKES = message("Nearly all accounts that act there look fake: a post would hardly reach people.")
BARRED = message("The rules bar it: see the tactics.")

_TOLD = (
    "kind", "price", "currency", "followers", "reach", "posts_counted", "engagements", "tries",
    "visits", "results", "target_share", "overlap",
)  # fmt: skip
_NUMBERS = tuple(name for name in _TOLD if name not in ("kind", "currency"))
_REACHED = (
    "posts", "reach", "reach_low", "reach_high", "reach_base", "reach_log", "place_sd", "post_sd",
    "engagement_rate", "engagement_rate_low", "engagement_rate_high", "responses",
    "responses_base",
)  # fmt: skip
_TABLE = (
    "network", "page", "kind", "price", "currency", "followers", "posts", "reach", "reach_low",
    "reach_high", "reach_base", "engagement_rate", "engagement_rate_low", "engagement_rate_high",
    "responses", "responses_base",
    "price_per_thousand",
    "price_per_thousand_low", "price_per_thousand_high", "suspects", "suspects_low",
    "suspects_high", "target_share", "affinity", "overlap", "overlap_low", "overlap_high",
    "overlap_base", "shared", "acting", "visits", "visits_low", "visits_high", "results",
    "results_low",
    "results_high", "cost_per_visit", "cost_per_visit_low", "cost_per_visit_high",
    "cost_per_result", "cost_per_result_low", "cost_per_result_high", "p_cheapest", "tries",
    "tried_visits", "tried_results", "click_basis", "result_basis", "disclosure", "status",
    "reason",
)  # fmt: skip
_INPUTS = (
    "network", "page", "price", "currency", "reach_log", "place_sd", "post_sd", "real_share",
    "click_a", "click_b", "result_a", "result_b", "tried_visits", "tries",
)  # fmt: skip
_TACTIC_OF = {"person": "paid_leader", "community": "community_ads"}
_LOW, _HIGH = 0.1, 0.9
_NO_NOISE = 1e-9  # posts that all reach the same
_FAKE = 0.9  # share of suspects from which a page is not worth a price

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class PlacementComparison:
    """The placements side by side, and what a plan of tries needs of each.

    Parameters
    ----------
    table
        One row a placement; see `compare_placements`.
    inputs
        The placements whose cost can be told, one row each: ``network``, ``page``, ``price``,
        ``currency``, ``reach_log`` with ``place_sd`` and ``post_sd`` (of the page and of one post
        there, log scale), ``real_share`` (1 less the share of suspects), the Beta distributions
        ``click_a``, ``click_b`` (visits for each person reached) and ``result_a``, ``result_b``
        (results for each visit), ``tries`` and ``tried_visits``.
    """

    table: pd.DataFrame
    inputs: pd.DataFrame


def compare_placements(
    placements: pd.DataFrame,
    *,
    posts: pd.DataFrame | None = None,
    currency: str = "EUR",
    rates: pd.DataFrame | None = None,
    suspects: pd.DataFrame | None = None,
    shared: pd.DataFrame | None = None,
    target_share: float | None = None,
    tactics: pd.DataFrame | None = None,
    draws: int = 10_000,
    seed: int = 0,
) -> PlacementComparison:
    """Compare pages, channels and people where the client could buy or earn a post.

    Parameters
    ----------
    placements
        One row a placement: ``network`` and ``page``; the rest as in
        `smmlab.own_placements.read_placements`, where it is known.
    posts
        Canonical posts: the reach and response of the pages that are imported are measured.
    currency
        Of prices that do not name theirs.
    rates
        Result of `smmlab.rivals.placement_rates.own_rates`: own figures come before public ones.
    suspects
        ``network``, ``page``, ``share``, ``low``, ``high`` (0-1): accounts that look fake among
        those who act there. They visit nothing.
    shared
        Result of `smmlab.rivals.shared_people.shared_people`: the part of those who act there
        that acts on the client's own pages too.
    target_share
        Part of all people of the market who are in the target group, 0-1, for the affinity.
    tactics
        Result of `smmlab.rivals.tactics.judge_tactics` for the networks at hand: what the rules
        say of paid posts.
    draws, seed
        Of the simulation behind visits and costs.

    Returns
    -------
    PlacementComparison
        ``table``: the cheapest result first, what cannot be known last. ``price`` and all costs
        are in ``currency`` and compared only within it; ``reach`` is people reached by one post
        (``reach_base`` says measured in reach, views or impressions, or stated by the page) with a
        95 % interval, as have ``engagement_rate`` (``responses`` over ``responses_base``) and
        ``price_per_thousand`` reached; ``suspects``, ``target_share`` and ``overlap`` are shares
        0-1; ``affinity`` is 100 for an audience like the market. ``visits`` and ``results`` of one
        post, ``cost_per_visit`` and ``cost_per_result`` are medians of the draws with 80 %
        intervals; ``p_cheapest`` is the chance that its results are the cheapest of its currency.
        ``click_basis`` and ``result_basis`` say whether earlier tries there, own figures or only
        public ones stand behind. ``status`` is measured where earlier tries brought visits,
        estimated otherwise, unknown with a ``reason``, or barred by a rule.

    Raises
    ------
    DataError
        When a column is absent.

    References
    ----------
    Beta-binomial updating of rates: Gelman et al., Bayesian Data Analysis, 2013, section 2.4.
    Affinity index: the usual 100 x share in the audience / share in the market of media planning.

    Examples
    --------
    >>> offers = pd.DataFrame({"network": "telegram", "page": ["Kava", "Linn"],
    ...                        "price": [50.0, 20.0], "reach": [4000.0, None]})
    >>> table = compare_placements(offers).table
    >>> table[["page", "status", "price_per_thousand"]]
       page     status  price_per_thousand
    0  Kava  estimated                12.5
    1  Linn    unknown                 NaN
    """
    require(placements, ("network", "page"), table="placements")
    rows = _told(placements, currency)
    rows = _with_reach(rows, posts)
    rows = _with_audience(rows, suspects, shared, target_share)
    rows = _with_rates(rows, rates)
    rows = _with_rules(rows, tactics)
    rows = _with_costs(rows, draws=draws, seed=seed)
    known = rows[~rows["status"].isin(["unknown", "barred"])]
    return PlacementComparison(
        rows[list(_TABLE)].reset_index(drop=True), known[list(_INPUTS)].reset_index(drop=True)
    )


def _told(placements: pd.DataFrame, currency: str) -> pd.DataFrame:
    rows = placements.reindex(columns=["network", "page", *_TOLD])
    rows = rows.astype(dict.fromkeys(_NUMBERS, "float64"))
    rows = rows.astype(dict.fromkeys(("network", "page", "kind", "currency"), "str"))
    priced = rows["price"].notna()
    rows["currency"] = rows["currency"].fillna(currency).where(priced, "").astype("str")
    rows["key"] = page_key(rows["page"])
    # In one order, so that the order in which they were typed changes no draw.
    return rows.sort_values(["network", "key"], ignore_index=True).rename(
        columns={"visits": "tried_visits", "results": "tried_results"}
    )


def _with_reach(rows: pd.DataFrame, posts: pd.DataFrame | None) -> pd.DataFrame:
    said = stated_reach(rows)
    rows = rows.drop(columns=["reach"])
    if posts is None or posts.empty:
        return rows.join(said)
    pages = page_reach(posts).set_index(["network", "key"])
    found = pages.reindex(pd.MultiIndex.from_frame(rows[["network", "key"]]))
    found.index = rows.index
    measured = found["reach"].notna()
    merged = {name: found[name].where(measured, said[name]) for name in _REACHED}
    numbers = [name for name in _REACHED if name != "reach_base"]
    return rows.assign(**merged).astype(dict.fromkeys(numbers, "float64"))


def _with_audience(
    rows: pd.DataFrame,
    suspects: pd.DataFrame | None,
    shared: pd.DataFrame | None,
    target_share: float | None,
) -> pd.DataFrame:
    fakes = _beside(rows, suspects)
    both = _beside(rows, shared)
    base = target_share if target_share else np.nan
    return rows.assign(
        suspects=fakes["share"],
        suspects_low=fakes["low"],
        suspects_high=fakes["high"],
        real_share=1 - fakes["share"].fillna(0),
        affinity=100 * rows["target_share"] / base,
        overlap=both["share"].fillna(rows["overlap"]),
        shared=both["shared"],
        acting=both["people"],
        overlap_low=both["low"],
        overlap_high=both["high"],
        overlap_base=np.select(
            [both["share"].notna(), rows["overlap"].notna()], ["measured", "stated"], ""
        ),
    )


def _beside(rows: pd.DataFrame, frame: pd.DataFrame | None) -> pd.DataFrame:
    names = ["share", "low", "high", "shared", "people"]
    if frame is None or frame.empty:
        return pd.DataFrame(np.nan, index=rows.index, columns=names)
    keyed = frame.assign(key=page_key(frame["page"])).drop_duplicates(["network", "key"])
    found = keyed.set_index(["network", "key"]).reindex(columns=names).astype("float64")
    found = found.reindex(pd.MultiIndex.from_frame(rows[["network", "key"]]))
    found.index = rows.index
    return found


def _with_rates(rows: pd.DataFrame, rates: pd.DataFrame | None) -> pd.DataFrame:
    clicks = click_beta(rates, rows["network"])
    results = result_beta(rates, rows["network"])
    came = rows["tried_visits"].where(rows["reach_log"].notna())
    people = np.exp(rows["reach_log"]) * rows["real_share"]
    shown = (rows["tries"] * people).clip(lower=came)
    # Visits of earlier tries tell reach and clicks together: what stays open is how posts differ.
    seen = rows["tries"].where(came.notna(), 0) / (rows["post_sd"] ** 2).clip(lower=_NO_NOISE)
    place = 1 / np.sqrt(1 / rows["place_sd"] ** 2 + seen)
    bought = rows["tried_results"].where(rows["tried_visits"].notna())
    return rows.assign(
        place_sd=place,
        click_a=clicks["a"] + came.fillna(0),
        click_b=clicks["b"] + (shown - came).fillna(0),
        click_basis=clicks["basis"].where(came.isna(), "tries"),
        result_a=results["a"] + bought.fillna(0),
        result_b=results["b"] + (rows["tried_visits"] - bought).fillna(0),
        result_basis=results["basis"].where(bought.isna(), "tries"),
    )


def _with_rules(rows: pd.DataFrame, tactics: pd.DataFrame | None) -> pd.DataFrame:
    if tactics is None or tactics.empty:
        return rows.assign(verdict="", disclosure="", barred_by=BARRED)
    tactic = rows["kind"].map(_TACTIC_OF).fillna("paid_post")
    tactic = tactic.where(rows["price"].ne(0), "guest_post")
    judged = tactics.set_index(["network", "tactic"])
    judged = judged.reindex(columns=["verdict", "rule_text", "reason"])
    asked = pd.DataFrame({"network": rows["network"], "tactic": tactic})
    found = judged.reindex(pd.MultiIndex.from_frame(asked))
    found.index = rows.index
    return rows.assign(
        verdict=found["verdict"].fillna(""),
        disclosure=found["rule_text"].fillna(""),
        barred_by=found["reason"].astype("str").fillna(BARRED),
    )


def _with_costs(rows: pd.DataFrame, *, draws: int, seed: int) -> pd.DataFrame:
    generator = np.random.default_rng(seed)
    size = (len(rows), draws)

    def column(name: str, otherwise: float) -> Floats:
        values: Floats = rows[name].fillna(otherwise).to_numpy("float64")
        return values[:, None]

    # Every row takes its draws, known or not, so that a price that becomes known moves no other.
    spread = np.hypot(column("place_sd", np.nan), column("post_sd", np.nan))
    reach = np.exp(column("reach_log", np.nan) + spread * generator.standard_normal(size))
    clicks = generator.beta(column("click_a", 1), column("click_b", 1), size)
    buying = generator.beta(column("result_a", 1), column("result_b", 1), size)
    visits = reach * column("real_share", 1) * clicks
    results = visits * buying
    price = rows["price"].to_numpy("float64")[:, None]
    with np.errstate(divide="ignore", invalid="ignore"):
        per_visit, per_result = price / visits, price / results
    barred = rows["verdict"].eq("no").to_numpy()
    priced, reached = rows["price"].notna().to_numpy(), rows["reach_log"].notna().to_numpy()
    fake = rows["suspects"].ge(_FAKE).to_numpy()
    unknown = ~(priced & reached) | fake
    per_result[barred | unknown] = np.nan
    per_visit[barred | unknown] = np.nan
    rows = rows.assign(
        price_per_thousand=1000 * rows["price"] / rows["reach"],
        price_per_thousand_low=1000 * rows["price"] / rows["reach_high"],
        price_per_thousand_high=1000 * rows["price"] / rows["reach_low"],
        **_summaries("visits", visits),
        **_summaries("results", results),
        **_summaries("cost_per_visit", per_visit),
        **_summaries("cost_per_result", per_result),
        p_cheapest=_chance_of_cheapest(per_result, rows["currency"]),
        status=np.select(
            [barred, unknown, rows["click_basis"].eq("tries").to_numpy()],
            ["barred", "unknown", "measured"],
            "estimated",
        ),
        reason=np.select(
            [barred, fake, ~priced & ~reached, ~priced, ~reached],
            [rows["barred_by"], FAKES, NO_PRICE_NO_REACH, NO_PRICE, NO_REACH],
            "",
        ),
    )
    rows["late"] = rows["status"].isin(["unknown", "barred"])
    return rows.sort_values(["late", "currency", "cost_per_result", "network", "key"])


def _summaries(name: str, values: Floats) -> dict[str, Floats]:
    if not len(values):
        none = np.zeros(0)
        return {name: none, f"{name}_low": none, f"{name}_high": none}
    # Without a number all draws of a row are missing, so plain quantiles say missing too.
    low, middle, high = np.quantile(values, [_LOW, 0.5, _HIGH], axis=1)
    return {name: middle, f"{name}_low": low, f"{name}_high": high}


def _chance_of_cheapest(costs: Floats, currency: pd.Series) -> Floats:
    chance = np.full(len(costs), np.nan)
    known = ~np.isnan(costs).any(axis=1) if costs.size else np.zeros(len(costs), dtype=bool)
    # What costs nothing is not in the race for money.
    known &= (costs > 0).any(axis=1) if costs.size else known
    for name in currency[known].unique():
        rivals = np.flatnonzero(known & currency.eq(name).to_numpy())
        best = costs[rivals].argmin(axis=0)
        chance[rivals] = np.bincount(best, minlength=len(rivals)) / costs.shape[1]
    return chance
