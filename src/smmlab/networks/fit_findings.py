"""The findings of a network fit: each number with the evidence rows it stands on."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

import pandas as pd

from smmlab.findings import Finding, Source, trace
from smmlab.texts import message

if TYPE_CHECKING:
    from smmlab.networks.result import NetworkFit

METHOD_POTENTIAL = message(
    "target group x share who use the network; age and sex effects added on the log-odds scale"
)
METHOD_P_BEST = message("share of draws in which the product of people, interest and voice is best")
METHOD_P_TOP_TWO = message("share of draws in which it is the best or the second best")
METHOD_AFFINITY = message("share in the target group over the share of all adults, times a hundred")
METHOD_COMPOSITION = message("people of the target group among all adults who use the network")
METHOD_PER_SELLER = message("potential customers divided by the active sellers that were counted")
METHOD_REGRET = message("average share of the best that is lost by choosing this network")
METHOD_SCORE = message("people x interest x share of voice, median and interval of the draws")
METHOD_INTERESTED = message("people x interest, median and interval of the draws; sellers unknown")
METHOD_REACH = message("public figure, with an interval for its grade, age and origin")
METHOD_PEOPLE = message(
    "target group as given, or the people of its ages and sex in the market, where ages are not "
    "known spread evenly"
)
METHOD_GATE = message("rule of the network or law of the market")
METHOD_CHOICE = message(
    "named only when it wins often, a wrong choice costs little and every setting agrees"
)
METHOD_OWN = message("Own results: count over people reached, with an interval.")
METHOD_P_BEST_MOVED = message(
    "Share of draws in which the product of people, interest and voice is best, after the "
    "client's own results have moved the draws."
)
METHOD_WITHOUT_OWN = message("The same draws before the client's own results moved them.")
METHOD_OWN_POSTS = message("Own posts whose reach the files tell.")
METHOD_REACH_MEAN = message("People reached, added up over own posts and divided by the posts.")
NO_FIGURE = message("For this market there is no public figure; add one to evidence.csv.")
METHOD_SWING = message(
    "chance of the likeliest network where this input is in its highest fifth of the draws, less "
    "its chance in the lowest fifth"
)
METHOD_BREAK_EVEN = message(
    "multiple of the present figure at which both networks are better equally often"
)
METHOD_CONDITION = message("one of the conditions for naming a network")
METHOD_BORROWED = message("the market its figure comes from; a farther one has a wider interval")
METHOD_OWN_FIGURES = message("rows of evidence.csv that were used; they win over the packaged ones")

# Of the long lists the document needs the head.
_MOST_INPUTS = 6
_MOVED = ("score", "interested", "p_best", "p_top_two", "regret")


def network_findings(
    fit: NetworkFit, *, own_sources: Mapping[str, tuple[Source, ...]] = MappingProxyType({})
) -> list[Finding]:
    """Return the findings of a fit, the caution first.

    Parameters
    ----------
    fit
        Result of `smmlab.networks.fit.score_networks`.
    own_sources
        The rows that the client's own results come from, by network.

    Returns
    -------
    list of Finding
        ``networks.caution.<number>``, ``networks.choice``, ``networks.target.people``,
        ``networks.condition.<name>``, for every network ``reach``, ``affinity``, ``composition``,
        ``potential``, ``interested``, ``score``, ``p_best``, ``p_top_two``, ``regret``, ``gate``,
        ``borrowed_from``, ``p_without_own`` and ``own.*``;
        ``networks.sensitivity.<network>.<input>.swing``,
        ``networks.break_even.<changed>.<input>.<challenger>`` and ``networks.own_figures``; all but
        own results estimated, each with the evidence rows it stands on.

    Examples
    --------
    >>> from smmlab.brief import Brief
    >>> from smmlab.networks.fit import score_networks
    >>> findings = network_findings(score_networks(Brief("Kohvik")))
    >>> findings[0].key, findings[0].status
    ('networks.caution.1', 'estimated')
    """
    everything = trace(fit.figures) if len(fit.figures) else ()
    findings: list[Finding] = []
    findings += [
        Finding(f"networks.caution.{number}", sentence, "label", status="estimated",
                method=METHOD_CHOICE, sources=everything)
        for number, sentence in enumerate(fit.cautions, start=1)
    ]  # fmt: skip
    findings.append(_choice(fit, everything))
    people, low, high = fit.people
    if not pd.isna(people):
        findings.append(
            Finding("networks.target.people", round(people), "people", low=round(low),
                    high=round(high), status="estimated", method=METHOD_PEOPLE, sources=everything)
        )  # fmt: skip
    rows = fit.table.to_dict("records")
    mine = _moved_rows(fit, own_sources)
    for row in rows:
        findings += _of_network(fit, row, mine)
    return [
        *findings,
        *_of_own(fit, own_sources),
        *_without_own(fit),
        *_of_doubt(fit, everything),
        *_of_own_figures(fit),
    ]


def _choice(fit: NetworkFit, sources: tuple[Source, ...]) -> Finding:
    if fit.recommendation is None:
        return Finding("networks.choice", None, "label", status="unknown", method=fit.test,
                       sources=sources)  # fmt: skip
    return Finding("networks.choice", fit.recommendation, "label", status="estimated",
                   method=METHOD_CHOICE, sources=sources)  # fmt: skip


def _moved_rows(
    fit: NetworkFit, own_sources: Mapping[str, tuple[Source, ...]]
) -> tuple[Source, ...]:
    """Return the rows of the own results that moved the score: of one network, they move all."""
    moved = fit.table.loc[fit.table["own_results"], "network"]
    return tuple(dict.fromkeys(row for name in moved for row in own_sources.get(name, ())))


def _of_network(fit: NetworkFit, row: dict[str, object], mine: tuple[Source, ...]) -> list[Finding]:
    network = str(row["network"])
    behind = fit.figures[fit.figures["for_network"] == network]
    sources = trace(behind) if len(behind) else ()
    key = f"networks.{network}"
    found: list[Finding] = []
    if row["gate"] != "open":
        lines = _rule_lines(fit, network)
        behind_gate = (Source("networks/rules.csv", *lines),) if lines[2] else ()
        found.append(
            Finding(f"{key}.gate", str(row["gate_reason"]), "label", status="estimated",
                    method=METHOD_GATE, sources=behind_gate)
        )  # fmt: skip
    score_method = METHOD_SCORE if fit.table["sellers"].notna().any() else METHOD_INTERESTED
    measures = (
        ("reach", "share", METHOD_REACH, True), ("potential", "people", METHOD_POTENTIAL, True),
        ("affinity", "index", METHOD_AFFINITY, False),
        ("composition", "share", METHOD_COMPOSITION, False),
        ("potential_per_seller", "people", METHOD_PER_SELLER, False),
        ("interested", "people", METHOD_INTERESTED, True),
        ("score", "people", score_method, True),
        ("p_best", "probability", METHOD_P_BEST if fit.without_own.empty else METHOD_P_BEST_MOVED,
         False),
        ("p_top_two", "share", METHOD_P_TOP_TWO, False),
        ("regret", "share", METHOD_REGRET, False),
    )  # fmt: skip
    if row["borrowed_from"]:
        found.append(
            Finding(f"{key}.borrowed_from", str(row["borrowed_from"]), "label", status="estimated",
                    method=METHOD_BORROWED, sources=sources)
        )  # fmt: skip
    for name, unit, method, spread in measures:
        value = _number(row[name])
        if value is None:
            if row["status"] == "no_figure" and name in ("potential", "p_best"):
                found.append(Finding(f"{key}.{name}", None, unit, status="unknown",
                                     method=NO_FIGURE))  # fmt: skip
            continue
        found.append(
            Finding(
                f"{key}.{name}", value, unit, n=len(behind), status="estimated", method=method,
                low=_number(row[f"{name}_low"]) if spread else None,
                high=_number(row[f"{name}_high"]) if spread else None,
                sources=(*sources, *mine) if name in _MOVED else sources,
            )
        )  # fmt: skip
    return found


def _without_own(fit: NetworkFit) -> list[Finding]:
    found = []
    for row in fit.without_own.itertuples():
        behind = fit.figures[fit.figures["for_network"] == row.network]
        found.append(
            Finding(f"networks.{row.network}.p_without_own", float(row.p_best), "probability",
                    n=len(behind), status="estimated", method=METHOD_WITHOUT_OWN,
                    sources=trace(behind) if len(behind) else ())
        )  # fmt: skip
    return found


def _rule_lines(fit: NetworkFit, network: str) -> tuple[int, int, int]:
    lines = fit.rules.loc[
        (fit.rules["network"] == network)
        & (fit.rules["effect"] != "condition")
        & (fit.rules["source_row"] > 0),
        "source_row",
    ]
    return (int(lines.min()), int(lines.max()), len(lines)) if len(lines) else (0, 0, 0)


def _of_own(fit: NetworkFit, own_sources: Mapping[str, tuple[Source, ...]]) -> list[Finding]:
    found: list[Finding] = []
    for row in fit.own.to_dict("records"):
        sources, key = own_sources.get(str(row["network"]), ()), f"networks.{row['network']}.own"
        posts, reach = _number(row["posts"]), _number(row["reach"])
        if posts and reach:
            found += [
                Finding(f"{key}.posts", int(posts), "posts", int(posts), method=METHOD_OWN_POSTS,
                        sources=sources),
                Finding(f"{key}.reach_mean", reach / posts, "people", int(posts),
                        method=METHOD_REACH_MEAN, numerator=reach, denominator=posts,
                        sources=sources),
            ]  # fmt: skip
        # Few of those reached ask or buy, so these two are counted for a thousand of them.
        for rate, name, count, unit, times in (
            ("engagement", "engagement_rate", "engagements", "share", 1),
            ("enquiry", "enquiries_per_thousand", "enquiries", "per thousand", 1000),
            ("order", "orders_per_thousand", "orders", "per thousand", 1000),
        ):
            value = _number(row[f"{rate}_rate"])
            if value is None:
                continue
            found.append(
                Finding(
                    f"{key}.{name}", times * value, unit,
                    method=METHOD_OWN, n=int(row["reach"]), low=times * row[f"{rate}_low"],
                    high=times * row[f"{rate}_high"], numerator=_number(row[count]),
                    denominator=_number(row["reach"]), sources=sources,
                )
            )  # fmt: skip
    return found


def _of_doubt(fit: NetworkFit, sources: tuple[Source, ...]) -> list[Finding]:
    """Return the conditions for a choice and what would change it."""
    found = [
        Finding(f"networks.condition.{row.condition}", float(row.value), "share",
                status="estimated", method=METHOD_CONDITION, sources=sources)
        for row in fit.conditions.itertuples()
    ]  # fmt: skip
    for row in fit.sensitivity.head(_MOST_INPUTS).itertuples():
        whose = f"{row.network}.{row.input}" if row.network else row.input
        found.append(
            Finding(
                f"networks.sensitivity.{whose}.swing", float(row.swing), "share difference",
                status="estimated", method=METHOD_SWING, sources=sources,
            )
        )  # fmt: skip
    found += [
        Finding(
            f"networks.break_even.{row.changed}.{row.input}.{row.challenger}",
            round(float(row.times), 2), "times", low=round(float(row.times_low), 2),
            high=round(float(row.times_high), 2),
            status="estimated", method=METHOD_BREAK_EVEN, sources=sources,
        )
        for row in fit.break_even.itertuples()
    ]  # fmt: skip
    return found


def _of_own_figures(fit: NetworkFit) -> list[Finding]:
    mine = fit.figures[fit.figures["is_own"].eq(True)].drop_duplicates("figure_id")
    if mine.empty:
        return []
    return [
        Finding("networks.own_figures", len(mine), "rows", method=METHOD_OWN_FIGURES,
                sources=trace(mine))
    ]  # fmt: skip


def _number(value: object) -> float | None:
    return None if pd.isna(value) else float(str(value))
