"""Which one network: potential customers, interest and competition in one honest comparison."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pandas as pd

from smmlab.brief import Brief
from smmlab.errors import DataError
from smmlab.networks.break_even import break_even_values
from smmlab.networks.choosing import (
    Factors,
    Rule,
    check_conditions,
    compare_settings,
    contenders_of,
    name_one,
)
from smmlab.networks.competition import (
    COUNTING_SD,
    OWN_POSTS,
    USUAL_LOAD,
    counted_sellers,
    draw_feed_load,
    draw_rival_posts,
)
from smmlab.networks.evidence import OLD_AFTER_YEARS, Evidence, Figure, load_evidence
from smmlab.networks.gates import REASONS, check_gates, rules_for
from smmlab.networks.interest import draw_interest, interest_figure
from smmlab.networks.own_learning import learn_from_own, moves
from smmlab.networks.own_results import summarise_own
from smmlab.networks.potential import (
    YOUNGEST_ADULT,
    Draws,
    Potential,
    draw_overlap,
    draw_potential,
)
from smmlab.networks.ranking import pairwise_wins, rank_acceptability, rank_draws
from smmlab.networks.report import cautions_of, next_step_of
from smmlab.networks.result import COLUMNS, NetworkFit
from smmlab.networks.sensitivity import vary_inputs
from smmlab.networks.target_size import draw_target
from smmlab.schema import NETWORKS
from smmlab.texts import message

_FEWEST_DRAWS = 100
_CUTS = ("ad_ban", "blocked", "access")


def score_networks(
    brief: Brief,
    *,
    rivals: Mapping[str, int] | None = None,
    own: pd.DataFrame | None = None,
    evidence: Evidence | pd.DataFrame | None = None,
    rule: Rule = Rule(),  # noqa: B008  # frozen
    feed_load: tuple[float, float] = USUAL_LOAD,
    counting_sd: float = COUNTING_SD,
    draws: int = 10_000,
    seed: int = 0,
) -> NetworkFit:
    """Score every network for the target group of the brief.

    Potential customers x interest x share of voice, in people, by Monte Carlo: every figure is
    drawn with its error, so the answer is a chance of being best, not a mark. What the client has
    measured on two networks or more moves the draws towards it.

    Parameters
    ----------
    brief
        Market, target group (ages, sex, people) and posts a week.
    rivals
        Active sellers counted per network; the brief's own counts when not given. Zero or absent
        means unknown.
    own
        network, posts, reach, engagements, enquiries (optional), orders: the client's own results.
    evidence
        What `load_evidence` returns, or the user's own rows; the packaged figures when not given.
    rule
        When to name one network.
    feed_load
        Posts a week, from and to, of all others that fight for the same attention; above zero.
    counting_sd
        How far a count of sellers strays on the log scale; two people's counts tell
        (`smmlab.networks.seller_counts.count_agreement`).
    draws
        Monte Carlo draws, at least a hundred.
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
    if draws < _FEWEST_DRAWS:
        raise DataError(
            message("{draws} draws tell nothing. Ask for at least {least}."),
            {"draws": draws, "least": _FEWEST_DRAWS},
        )
    known = evidence if isinstance(evidence, Evidence) else load_evidence(evidence)
    sellers = counted_sellers(brief.rivals_per_network if rivals is None else rivals)
    results = summarise_own(own)
    gates = check_gates(brief, known).set_index("network")
    common = np.random.default_rng([seed, len(NETWORKS)])
    overlap = draw_overlap(draws, common)
    rules = rules_for(brief, known)
    # Where a market cuts a network off, what holds elsewhere says nothing.
    cut_off = set(rules.loc[rules["kind"].isin(_CUTS), "network"])
    people, counted_people = draw_target(brief, known, draws, common)
    load = draw_feed_load(feed_load, draws, common)
    posts = OWN_POSTS if brief.posts_per_week is None else float(max(brief.posts_per_week, 1))

    found: dict[str, Potential] = {}
    parts: dict[str, tuple[Draws, Draws, Draws]] = {}
    interests: dict[str, Figure | None] = {}
    for number, network in enumerate(NETWORKS):
        # A stream of its own keeps a network's draws the same whoever else is scored.
        rng = np.random.default_rng([seed, number])
        potential = draw_potential(
            brief, network, known, overlap, rng, borrows=network not in cut_off
        )
        if potential is None:
            continue
        found[network] = potential
        if gates.loc[network, "gate"] != "closed":
            interests[network] = interest_figure(network, brief.market, known)
            interest = draw_interest(interests[network], known, draws, rng)
            rival_posts = draw_rival_posts(
                network, sellers, known, draws, rng, counting_sd=counting_sd
            )
            parts[network] = (potential.share, interest, rival_posts)

    fit = _nothing_scored(
        _describe(gates, found, people, sellers, market=brief.market, adults=_adults(brief, known)),
        rules=rules,
        figures=_figures_used(known, found, interests, counted_people),
        own=results,
        people=_interval(people),
    )
    if parts:
        share, interest, rival_posts = (
            np.stack(part) for part in zip(*parts.values(), strict=True)
        )
        factors = Factors(tuple(parts), share, interest, rival_posts, np.ones_like(share), posts)
        if moves(results, factors.networks):
            before = rank_draws(factors.score(load))[["p_best"]]
            fit = replace(fit, without_own=before.assign(network=list(factors.networks)))
        factors = learn_from_own(factors, results, load, common)
        fit = _scored(fit, factors, load, people, counted=frozenset(sellers), rule=rule, rng=common)
    fit = replace(fit, table=_finish(fit.table))
    return replace(
        fit,
        cautions=cautions_of(fit, counted=bool(sellers)),
        test=next_step_of(fit, unknown=[name for name in fit.contenders if name not in sellers]),
    )


def _scored(
    fit: NetworkFit,
    factors: Factors,
    load: Draws,
    people: Draws,
    *,
    counted: frozenset[str],
    rule: Rule,
    rng: np.random.Generator,
) -> NetworkFit:
    names = factors.networks
    score = factors.score(load)
    ranking = rank_draws(score).assign(network=list(names))
    settings, curve = compare_settings(factors, rule, rng)
    contenders = contenders_of(ranking, settings)
    conditions = check_conditions(ranking, settings, counted, rule)
    interested = people * factors.share * factors.interest
    # Nobody counted anywhere: a share of voice would be invention, people are shown instead.
    shown = people * score if counted else interested
    rows = ranking.assign(own_results=[name in moves(fit.own, names) for name in names])
    for name, values in (("score", shown), ("interested", interested)):
        low, middle, high = np.quantile(values, (0.1, 0.5, 0.9), axis=1)
        rows = rows.assign(**{name: middle, f"{name}_low": low, f"{name}_high": high})
    return replace(
        fit,
        table=fit.table.merge(rows, on="network", how="left"),
        recommendation=name_one(conditions),
        contenders=contenders,
        conditions=conditions,
        places=rank_acceptability(score, names),
        wins=pairwise_wins(score, names),
        settings=settings,
        curve=curve,
        sensitivity=vary_inputs(factors, load),
        break_even=break_even_values(factors, load, contenders[0], contenders),
    )


def _nothing_scored(
    table: pd.DataFrame,
    *,
    rules: pd.DataFrame,
    figures: pd.DataFrame,
    own: pd.DataFrame,
    people: tuple[float, float, float],
) -> NetworkFit:
    return NetworkFit(
        table=table, recommendation=None, contenders=(), cautions=(), test="",
        conditions=_empty("network", "condition", "value", "limit", "holds"),
        places=_empty("network", "place", "share"), wins=_empty("network", "over", "share"),
        settings=_empty("feed_load", "weighting", "winner", "p_best"),
        curve=_empty("feed_load", "network", "p_best"),
        sensitivity=_empty("network", "input", "low", "high", "p_best_low", "p_best_high", "swing",
                           "worth"),
        break_even=_empty("challenger", "changed", "input", "times", "times_low", "times_high"),
        rules=rules, figures=figures, own=own, people=people,
        without_own=_empty("network", "p_best"),
    )  # fmt: skip


def _empty(*columns: str) -> pd.DataFrame:
    return pd.DataFrame(columns=list(columns))


def _describe(
    gates: pd.DataFrame,
    found: Mapping[str, Potential],
    people: Draws,
    sellers: Mapping[str, int],
    *,
    market: str,
    adults: float,
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
    rows["composition"] = rows["potential"] / (rows["reach"] * adults)
    rows["affinity"] = 100 * rows["share"] / rows["reach"]
    rows["potential_per_seller"] = rows["potential"] / rows["sellers"].astype("float64")
    rows.loc[rows["reach"].notna(), "status"] = "scored"
    rows.loc[rows["gate"] == "closed", "status"] = "closed"
    main = {network: one.main for network, one in found.items()}
    rows["borrowed_from"] = pd.Series(
        [main[n].market if n in main and main[n].market != market else "" for n in rows["network"]],
        dtype="str",
    )
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


def _adults(brief: Brief, evidence: Evidence) -> float:
    """Return the adults a network's audience is counted among; missing for a group of minors."""
    adults = evidence.best(["population"], "any", brief.market, ["adults"])
    if adults is None or brief.target.age_from < YOUNGEST_ADULT:
        return float("nan")
    return adults.value


def _finish(rows: pd.DataFrame) -> pd.DataFrame:
    rows = rows.reindex(columns=list(dict.fromkeys((*rows.columns, *COLUMNS))))
    rows["own_results"] = rows["own_results"].eq(True)
    order = rows["status"].map({"scored": 0, "no_figure": 1, "closed": 2})
    rows = rows.assign(order=order).sort_values(
        ["order", "p_best", "network"], ascending=[True, False, True]
    )
    return rows[list(COLUMNS)].reset_index(drop=True)


def _figures_used(
    evidence: Evidence,
    found: Mapping[str, Potential],
    interests: Mapping[str, Figure | None],
    people: tuple[Figure, ...],
) -> pd.DataFrame:
    used = [
        (network, figure.figure_id, "reach" if figure == one.main else "people")
        for network, one in found.items()
        for figure in dict.fromkeys(one.figures)
    ]
    used += [
        (network, figure.figure_id, "interest") for network, figure in interests.items() if figure
    ]
    # The size of the target group is the same for all.
    used += [("any", figure.figure_id, "target") for figure in people]
    table = pd.DataFrame(used, columns=["for_network", "figure_id", "used_for"]).astype("str")
    rows = table.merge(evidence.figures, on="figure_id", how="left")
    addresses = evidence.sources.set_index("source_id")[["title", "publisher", "address"]]
    rows = rows.merge(addresses, left_on="source_id", right_index=True, how="left")
    return rows.assign(old_after=OLD_AFTER_YEARS)


def _interval(values: Draws) -> tuple[float, float, float]:
    low, mid, high = np.quantile(values, (0.1, 0.5, 0.9))
    return float(mid), float(low), float(high)
