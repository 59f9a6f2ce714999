"""Which one network: potential customers, interest and competition in one honest comparison."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from smmlab.brief import Brief
from smmlab.networks.choosing import (
    Factors,
    Rule,
    compare_settings,
    contenders_of,
    name_one,
    rank_draws,
    split_uncertainty,
)
from smmlab.networks.competition import (
    OWN_POSTS,
    counted_sellers,
    draw_feed_load,
    draw_rival_posts,
    share_of_voice,
)
from smmlab.networks.evidence import OLD_AFTER_YEARS, Evidence, Figure, load_evidence
from smmlab.networks.gates import REASONS, check_gates, rules_for
from smmlab.networks.interest import draw_interest, interest_figure
from smmlab.networks.own_results import summarise_own
from smmlab.networks.potential import (
    Draws,
    Potential,
    draw_overlap,
    draw_potential,
    draw_target,
)
from smmlab.networks.report import caution_of, network_findings, next_step_of
from smmlab.schema import NETWORKS

__all__ = ["NetworkFit", "network_findings", "score_networks"]

COLUMNS = (
    "network", "gate", "gate_reason", "gate_source", "status", "reach", "reach_low", "reach_high",
    "affinity", "potential", "potential_low", "potential_high", "sellers", "potential_per_seller",
    "score", "score_low", "score_high", "p_best", "p_top_two", "regret", "grade", "year",
    "source_id",
)  # fmt: skip


@dataclass(frozen=True)
class NetworkFit:
    """Every network with its odds, and the choice if the evidence carries one.

    Parameters
    ----------
    table
        One row a network, the most likely first: gate (open|warned|closed), gate_reason,
        gate_source, status (scored|closed|no_figure), reach (share of adults) with 80 % interval,
        affinity (100 = as everybody), potential (people of the target group) with interval,
        sellers (counted, missing when unknown), potential_per_seller, score (interested people who
        will meet the business's posts; without any counts interested people only) with interval,
        p_best, p_top_two, regret (share of the best lost), grade, year and source_id of the figure
        on reach.
    recommendation
        The one network, or None: not decided.
    contenders
        The networks that may be best.
    caution
        The sentence to print first; empty when there is nothing to warn of.
    test
        The cheapest next step, empty when decided.
    rules
        Every rule that touches the brief (`smmlab.networks.gates.rules_for`).
    figures
        The evidence rows behind each network, with ``used_for``.
    settings
        The winner under every feed load and weighting.
    doubt
        Which factor of the two leaders the doubt comes from.
    own
        Own results per network (`summarise_own`); reported, they do not move the score.
    people
        Size of the target group: median and 80 % interval.
    """

    table: pd.DataFrame
    recommendation: str | None
    contenders: tuple[str, ...]
    caution: str
    test: str
    rules: pd.DataFrame
    figures: pd.DataFrame
    settings: pd.DataFrame
    doubt: pd.DataFrame
    own: pd.DataFrame
    people: tuple[float, float, float]


def score_networks(
    brief: Brief,
    *,
    rivals: Mapping[str, int] | None = None,
    own: pd.DataFrame | None = None,
    evidence: Evidence | pd.DataFrame | None = None,
    rule: Rule = Rule(),  # noqa: B008  # frozen
    draws: int = 10_000,
    seed: int = 0,
) -> NetworkFit:
    """Score every network for the target group of the brief.

    Potential customers x interest x share of voice, in people, by Monte Carlo: every figure is
    drawn with its error, so the answer is a chance of being best, not a mark.

    Parameters
    ----------
    brief
        Market, target group (ages, sex, people) and posts a week.
    rivals
        Active sellers counted per network; the brief's own counts when not given. Zero or absent
        means unknown.
    own
        network, posts, reach, engagements, orders: own results, reported beside the score.
    evidence
        What `load_evidence` returns, or the user's own rows; the packaged figures when not given.
    rule
        When to name one network.
    draws
        Monte Carlo draws.
    seed
        Same seed, same result.

    Returns
    -------
    NetworkFit
        See there for the columns and units.

    Raises
    ------
    DataError
        For counts, own results or evidence that cannot be used.

    Notes
    -----
    Affinity and reach of media planning; product score and rank acceptability after SMAA
    (Tervonen & Lahdelma 2007, doi 10.1016/j.ejor.2005.12.037); Gamma-Poisson counts.

    Examples
    --------
    >>> fit = score_networks(Brief("Kohvik", market="EE"), evidence=load_evidence(year=2026))
    >>> fit.recommendation is None  # nobody counted the sellers
    True
    """
    known = evidence if isinstance(evidence, Evidence) else load_evidence(evidence)
    sellers = counted_sellers(brief.rivals_per_network if rivals is None else rivals)
    gates = check_gates(brief, known).set_index("network")
    common = np.random.default_rng([seed, len(NETWORKS)])
    overlap = draw_overlap(draws, common)
    people, _ = draw_target(brief, known, draws, common)
    load = draw_feed_load(draws, common)
    posts = OWN_POSTS if brief.posts_per_week is None else float(max(brief.posts_per_week, 1))

    found: dict[str, Potential] = {}
    parts: dict[str, tuple[Draws, Draws, Draws]] = {}
    interests: dict[str, Figure | None] = {}
    for number, network in enumerate(NETWORKS):
        # A stream of its own keeps a network's draws the same whoever else is scored.
        rng = np.random.default_rng([seed, number])
        potential = draw_potential(brief, network, known, overlap, rng)
        if potential is None:
            continue
        found[network] = potential
        if gates.loc[network, "gate"] != "closed":
            interests[network] = interest_figure(network, brief.market, known)
            interest = draw_interest(interests[network], known, draws, rng)
            rival_posts = draw_rival_posts(network, sellers, known, draws, rng)
            parts[network] = (potential.share, interest, rival_posts)

    rows = _describe(gates, found, people, sellers)
    settings, doubt, ranking = _empty_settings(), _empty_doubt(), _empty_ranking()
    if parts:
        share, interest, rival_posts = (
            np.stack(part) for part in zip(*parts.values(), strict=True)
        )
        factors = Factors(tuple(parts), share, interest, rival_posts, posts)
        voice = share_of_voice(posts, load, rival_posts)
        whole = people * share * interest * voice
        ranking = rank_draws(share * interest * voice).assign(network=list(parts))
        # Nobody counted anywhere: a share of voice would be invention, people are shown instead.
        shown = whole if sellers else people * share * interest
        low, mid, high = np.quantile(shown, (0.1, 0.5, 0.9), axis=1)
        ranking = ranking.assign(score=mid, score_low=low, score_high=high)
        settings = compare_settings(factors, rule, common)
        doubt = split_uncertainty(factors, ranking)
        rows = rows.merge(ranking, on="network", how="left")
    table = _finish(rows)
    recommendation = name_one(ranking, settings, frozenset(sellers), rule)
    contenders = contenders_of(ranking, settings) if len(ranking) else ()
    leader = contenders[0] if contenders else None
    used = _figures_used(known, found, interests)
    fit = NetworkFit(
        table, recommendation, contenders, "", "", rules_for(brief, known), used, settings, doubt,
        summarise_own(own), _interval(people),
    )  # fmt: skip
    return replace(
        fit,
        caution=caution_of(fit, leader=leader, counted=bool(sellers)),
        test=next_step_of(fit, unknown=[name for name in contenders if name not in sellers]),
    )


def _describe(
    gates: pd.DataFrame, found: Mapping[str, Potential], people: Draws, sellers: Mapping[str, int]
) -> pd.DataFrame:
    rows = gates.reset_index()
    rows["status"] = "no_figure"
    rows["sellers"] = rows["network"].map(sellers).astype("Int64")
    numbers = {
        network: (
            *_interval(one.reach),
            *_interval(people * one.share),
            float(np.median(one.share)),
        )
        for network, one in found.items()
    }
    names = ["reach", "reach_low", "reach_high", "potential", "potential_low", "potential_high"]
    drawn = pd.DataFrame.from_dict(numbers, orient="index", columns=[*names, "share"])
    rows = rows.merge(drawn, left_on="network", right_index=True, how="left")
    rows["affinity"] = 100 * rows["share"] / rows["reach"]
    rows["potential_per_seller"] = rows["potential"] / rows["sellers"].astype("float64")
    rows.loc[rows["reach"].notna(), "status"] = "scored"
    rows.loc[rows["gate"] == "closed", "status"] = "closed"
    main = {network: one.main for network, one in found.items()}
    for name in ("grade", "source_id"):
        rows[name] = pd.Series(
            [getattr(main.get(n), name, None) for n in rows["network"]], dtype="str"
        )
    rows["year"] = pd.Series([getattr(main.get(n), "year", None) for n in rows["network"]]).astype(
        "Int64"
    )
    # A condition on accounts is not why a network goes unscored.
    lacking = (rows["status"] == "no_figure") & (rows["gate"] == "open")
    rows.loc[lacking, ["gate_reason", "gate_source"]] = [REASONS["no_figure"], ""]
    return rows


def _finish(rows: pd.DataFrame) -> pd.DataFrame:
    for name in ("score", "score_low", "score_high", "p_best", "p_top_two", "regret"):
        if name not in rows:
            rows[name] = np.nan
    order = rows["status"].map({"scored": 0, "no_figure": 1, "closed": 2})
    rows = rows.assign(order=order).sort_values(
        ["order", "p_best", "network"], ascending=[True, False, True]
    )
    return rows[list(COLUMNS)].reset_index(drop=True)


def _figures_used(
    evidence: Evidence, found: Mapping[str, Potential], interests: Mapping[str, Figure | None]
) -> pd.DataFrame:
    used = [
        (network, figure.figure_id, "reach" if figure == one.main else "people")
        for network, one in found.items()
        for figure in dict.fromkeys(one.figures)
    ]
    used += [
        (network, figure.figure_id, "interest") for network, figure in interests.items() if figure
    ]
    table = pd.DataFrame(used, columns=["for_network", "figure_id", "used_for"]).astype("str")
    rows = table.merge(evidence.figures, on="figure_id", how="left")
    addresses = evidence.sources.set_index("source_id")[["title", "publisher", "address"]]
    rows = rows.merge(addresses, left_on="source_id", right_index=True, how="left")
    return rows.assign(old_after=OLD_AFTER_YEARS)


def _interval(values: Draws) -> tuple[float, float, float]:
    low, mid, high = np.quantile(values, (0.1, 0.5, 0.9))
    return float(mid), float(low), float(high)


def _empty_ranking() -> pd.DataFrame:
    return pd.DataFrame(columns=["network", "p_best", "p_top_two", "regret"])


def _empty_settings() -> pd.DataFrame:
    return pd.DataFrame(columns=["feed_load", "weighting", "winner", "p_best"])


def _empty_doubt() -> pd.DataFrame:
    return pd.DataFrame(columns=["network", "factor", "weight"])
