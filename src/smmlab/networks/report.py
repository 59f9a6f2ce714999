"""What a network fit says: the caution, the next step, the findings."""

from __future__ import annotations

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
METHOD_REGRET = message("average share of the best that is lost by choosing this network")
METHOD_SCORE = message("people x interest x share of voice, median and interval of the draws")
METHOD_INTERESTED = message("people x interest, median and interval of the draws; sellers unknown")
METHOD_REACH = message("public figure, with an interval for its grade, age and origin")
METHOD_PEOPLE = message("target group as given, or adults spread evenly over ages and sexes")
METHOD_GATE = message("rule of the network or law of the market")
METHOD_CHOICE = message(
    "named only when it wins often, a wrong choice costs little and every setting agrees"
)
METHOD_OWN = message("own results: count over people reached, with an interval")
NO_FIGURE = message("no public figure for this market; add one to evidence.csv")


def caution_of(fit: NetworkFit, *, leader: str | None, counted: bool) -> str:
    """Return the sentence to print first, empty when there is nothing to warn of."""
    if leader is None:
        return message("No network could be scored: there is no figure for this market.")
    behind = fit.figures[
        (fit.figures["for_network"] == leader)
        # Populations and corrections move all networks alike; reach, bands and interest decide.
        & fit.figures["topic"].isin(["reach", "accounts", "users", "purpose"])
    ]
    weak, old = bool(behind["is_weak"].any()), bool(behind["is_old"].any())
    sentences = {
        (True, True): message(
            "Caution: the leading network rests on a guess or on memory; nobody has checked it."
        ),
        (True, False): message(
            "Caution: a leading figure is a guess or from memory and nobody counted the sellers, "
            "so the score shows potential customers only."
        ),
        (False, True): message(
            "Caution: a figure behind the leading network is more than two years old."
        ),
        (False, False): message(
            "Caution: a leading figure is more than two years old and nobody counted the sellers, "
            "so the score shows potential customers only."
        ),
    }
    if weak or old:
        return sentences[weak, counted]
    if not counted:
        return message(
            "Caution: nobody counted the sellers, so the score shows potential customers only."
        )
    return ""


def next_step_of(fit: NetworkFit, *, unknown: list[str]) -> str:
    """Return the cheapest next step that would bring a decision nearer."""
    if fit.recommendation is not None:
        return ""
    if len(fit.contenders) < 2:
        return message("Find a figure for at least one more network and add it to evidence.csv.")
    if unknown:
        return message(
            "Count the active sellers on each contender with the same search words and the same "
            "time, and note whether people ask them questions."
        )
    return message(
        "Post the same ten posts on each contender for four weeks and compare enquiries per hour "
        "of work."
    )


def network_findings(fit: NetworkFit) -> list[Finding]:
    """Return the findings of a fit, the caution first.

    Returns
    -------
    list of Finding
        ``networks.caution``, ``networks.choice``, ``networks.target.people`` and for every network
        ``reach``, ``potential``, ``score``, ``p_best``, ``regret``, ``gate``; all estimated, each
        with the evidence rows it stands on.

    Examples
    --------
    >>> from smmlab.brief import Brief
    >>> from smmlab.networks.fit import score_networks
    >>> findings = network_findings(score_networks(Brief("Kohvik")))
    >>> findings[0].key, findings[1].status
    ('networks.caution', 'unknown')
    """
    everything = trace(fit.figures) if len(fit.figures) else ()
    findings: list[Finding] = []
    if fit.caution:
        findings.append(
            Finding("networks.caution", fit.caution, "label", status="estimated",
                    method=METHOD_CHOICE, sources=everything)
        )  # fmt: skip
    findings.append(_choice(fit, everything))
    people, low, high = fit.people
    if not pd.isna(people):
        findings.append(
            Finding("networks.target.people", round(people), "people", low=round(low),
                    high=round(high), status="estimated", method=METHOD_PEOPLE, sources=everything)
        )  # fmt: skip
    rows = fit.table.to_dict("records")
    for row in rows:
        findings += _of_network(fit, row)
    return [*findings, *_of_own(fit)]


def _choice(fit: NetworkFit, sources: tuple[Source, ...]) -> Finding:
    if fit.recommendation is None:
        return Finding("networks.choice", None, "label", status="unknown", method=fit.test,
                       sources=sources)  # fmt: skip
    return Finding("networks.choice", fit.recommendation, "label", status="estimated",
                   method=METHOD_CHOICE, sources=sources)  # fmt: skip


def _of_network(fit: NetworkFit, row: dict[str, object]) -> list[Finding]:
    network = str(row["network"])
    behind = fit.figures[fit.figures["for_network"] == network]
    sources = trace(behind) if len(behind) else ()
    key = f"networks.{network}"
    found: list[Finding] = []
    if row["gate"] != "open":
        rule = Source("networks/rules.csv", *_rule_lines(fit, network))
        found.append(
            Finding(f"{key}.gate", str(row["gate_reason"]), "label", status="estimated",
                    method=METHOD_GATE, sources=(rule,))
        )  # fmt: skip
    score_method = METHOD_SCORE if fit.table["sellers"].notna().any() else METHOD_INTERESTED
    measures = (
        ("reach", "share", METHOD_REACH, True), ("potential", "people", METHOD_POTENTIAL, True),
        ("score", "people", score_method, True), ("p_best", "share", METHOD_P_BEST, False),
        ("regret", "share", METHOD_REGRET, False),
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
                high=_number(row[f"{name}_high"]) if spread else None, sources=sources,
            )
        )  # fmt: skip
    return found


def _rule_lines(fit: NetworkFit, network: str) -> tuple[int, int, int]:
    lines = fit.rules.loc[
        (fit.rules["network"] == network) & (fit.rules["effect"] != "condition"), "source_row"
    ]
    return int(lines.min()), int(lines.max()), len(lines)


def _of_own(fit: NetworkFit) -> list[Finding]:
    found: list[Finding] = []
    for row in fit.own.to_dict("records"):
        for name, count in (("engagement", "engagements"), ("order", "orders")):
            value = _number(row[f"{name}_rate"])
            if value is None:
                continue
            found.append(
                Finding(
                    f"networks.{row['network']}.own.{name}_rate", value, "share", method=METHOD_OWN,
                    n=int(row["reach"]), low=_number(row[f"{name}_low"]),
                    high=_number(row[f"{name}_high"]), numerator=_number(row[count]),
                    denominator=_number(row["reach"]),
                )
            )  # fmt: skip
    return found


def _number(value: object) -> float | None:
    return None if pd.isna(value) else float(str(value))
