"""What the scenarios of earning say, finding by finding, and what has to be told first."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

import pandas as pd

from smmlab.findings import Finding, Source
from smmlab.money.scenario_draws import InputName
from smmlab.money.scenarios import REASONS, Scenarios
from smmlab.texts import message

ASKS: Mapping[InputName, str] = MappingProxyType(
    {
        "contacts": message("Posts with their reach, or the number of followers, would tell."),
        "order_value": message("Orders of the shop, or what an order brings, would tell."),
        "price_per_thousand": message(
            "What a sponsor pays for a thousand people reached has to be told in this currency."
        ),
        "hour_cost": message("What an hour of work costs has to be told in this currency."),
        "hour_price": message("The price of an hour has to be told in this currency."),
    }
)
"""What would tell an input that nothing public replaces."""


_SIMULATED = message(
    "A month on average, by simulation: own rates first, public figures and assumptions where the "
    "files are silent. Eight out of ten draws lie between."
)
_EARNED = message(
    "Before the work and money that the page itself costs; a month on average, by simulation. "
    "Eight out of ten draws lie between."
)
_PAGE = message(
    "Hours of work at what an hour costs, and other money for the page; a month. Eight out of "
    "ten draws lie between."
)
_WORK = message(
    "Hours of work at what an hour costs, a month; other money for the page is not known. Eight "
    "out of ten draws lie between."
)
_LOSS = message("Share of the draws in which it does not pay for work and money on the page.")
_MOVES = message(
    "Part of the squared rank correlations of all inputs with what the model earns; the other "
    "inputs vary too."
)
_BEST = message("Share of the draws in which it earns more than the other models.")
_REGRET = message("What choosing it would lose a month, on average over the draws.")
_COULD = message("Mean over the draws of what the best choice in each would earn; a month.")
_REGRET_SHARE = message(
    "What choosing it would lose, divided by what the best choice in each draw earns; both are "
    "means over the draws."
)
_BORROWED = message(
    "Part of the squared rank correlations with what it earns that belongs to public figures and "
    "assumptions."
)
_METHODS = MappingProxyType({"income": _SIMULATED, "earned": _EARNED})


def scenario_findings(scenarios: Scenarios, *, sources: Sequence[Source]) -> list[Finding]:
    """Return what each model would earn, unknown where something has to be told first.

    Parameters
    ----------
    scenarios
        Result of `simulate_income`.
    sources
        The rows behind it, from `smmlab.findings.trace`.
    """
    rows, unit = tuple(sources), scenarios.currency
    findings = []
    if scenarios.page_cost is not None:
        middle, low, high = (rounded(value) for value in scenarios.page_cost)
        method = _PAGE if scenarios.inputs["input"].eq("page_budget").any() else _WORK
        findings.append(
            Finding("money.scenario.page_cost", middle, unit, None, low, high, "estimated", method,
                    rows)
        )  # fmt: skip
    best = scenarios.could_earn
    if best is not None:
        findings.append(
            Finding("money.scenario.could_earn", rounded(best), unit, status="estimated",
                    method=_COULD, sources=rows)
        )  # fmt: skip
    for row in scenarios.table.to_dict("records"):
        key = f"money.scenario.{row['model']}"
        if row["status"] == "asked":
            first: InputName = str(row["asks"]).split(", ")[0]  # type: ignore[assignment]
            findings.append(
                Finding(f"{key}.income", None, unit, status="unknown",
                        method=ASKS.get(first, REASONS["lack"]), sources=rows)
            )  # fmt: skip
            continue
        findings.append(_of(row, "earned", unit, rows))
        if pd.notna(row["income"]):
            findings.append(_of(row, "income", unit, rows))
            findings.append(_chance(f"{key}.p_loss", row["p_loss"], _LOSS, rows))
        else:
            findings.append(
                Finding(f"{key}.income", None, unit, status="unknown", method=ASKS["hour_cost"],
                        sources=rows)
            )  # fmt: skip
        findings.append(_chance(f"{key}.p_best", row["p_best"], _BEST, rows))
        findings.append(_share(f"{key}.borrowed_share", row["borrowed_share"], _BORROWED, rows))
        findings.append(
            Finding(f"{key}.regret", rounded(row["regret"]), unit, status="estimated",
                    method=_REGRET, sources=rows)
        )  # fmt: skip
        if best is not None and best > 0:
            share = rounded(row["regret"] / best)
            findings.append(_share(f"{key}.regret_share", share, _REGRET_SHARE, rows))
    findings += [
        _share(f"money.drivers.{row['model']}.{row['input']}", row["share"], _MOVES, rows)
        for row in scenarios.drivers.to_dict("records")
    ]
    return findings


def rounded(value: float) -> float:
    """Return a simulated sum to two digits: more would be a show of knowledge.

    Examples
    --------
    >>> rounded(-1243.76)
    -1200.0
    """
    return float(f"{value:.2g}")


def _of(row: Mapping[str, Any], name: str, unit: str, rows: tuple[Source, ...]) -> Finding:
    middle, low, high = (rounded(row[f"{name}{end}"]) for end in ("", "_low", "_high"))
    return Finding(
        f"money.scenario.{row['model']}.{name}", middle, unit, None, low, high, "estimated",
        _METHODS[name], rows,
    )  # fmt: skip


def _share(key: str, value: float, method: str, rows: tuple[Source, ...]) -> Finding:
    return Finding(key, float(value), "share", status="estimated", method=method, sources=rows)


def _chance(key: str, value: float, method: str, rows: tuple[Source, ...]) -> Finding:
    return Finding(key, float(value), "probability", status="estimated", method=method,
                   sources=rows)  # fmt: skip
