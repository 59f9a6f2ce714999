"""The findings of a plan of leads and of the economics of an order."""

import math
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from smmlab.findings import Finding, Source
from smmlab.money.lead_constraints import LeadLevers
from smmlab.money.lead_plan import LeadPlan
from smmlab.money.unit_economics import UnitEconomics
from smmlab.texts import message

ITEMS: Mapping[str, str] = MappingProxyType(
    {
        "visits": message("Visits a day"),
        "reach": message("People reached a day"),
        "posts": message("Posts a week"),
        "hours": message("Hours of work a week"),
        "budget": message("Budget a month, if money alone has to do it"),
        "followers": message("Followers, each coming as often as one ever does"),
    }
)
"""How the means of a plan are called."""
MEASURES: Mapping[str, str] = MappingProxyType(
    {
        "orders": message("Orders"),
        "cancelled": message("Cancelled orders"),
        "revenue": message("Revenue before refunds"),
        "refunded": message("Refunded"),
        "cancelled_value": message("Value of cancelled orders"),
        "net_revenue": message("Revenue less refunds"),
        "spend": message("Spent"),
        "cost_per_order": message("Cost of an order"),
        "new_customers": message("New customers"),
        "cac": message("Cost of a new customer"),
        "order_value": message("Average order less refunds"),
        "contribution": message("What an order leaves"),
        "contribution_after_cost": message("What an order leaves after its cost"),
        "customer_value": message("What a customer leaves"),
        "value_to_cac": message("What a customer leaves, as a multiple of the cost"),
        "payback_months": message("Months until the cost is back"),
    }
)
"""How the measures of unit economics are called."""

_WANTED = message("Wanted leads, for one day.")
_CHANCE = message(
    "Share of the drawn worlds, and of chance within each, in which the wanted number is reached: "
    "conversion and clicks Beta, reach log-normal, leads Gamma-Poisson."
)
_AT_MOST = message(
    "The same chance if every follower came as often in a month as one ever does; how often that "
    "is, is a convention."
)
_LEADS = message("Median of the drawn worlds with the range of eight out of ten: leads a day.")
_NEEDED = message(
    "What it would have to be for the wanted number when all else stays; median of the drawn "
    "worlds with the range of eight out of ten."
)
_HAVE = message("What there is today or is planned; measured, told, or a cited range.")
_POSTS_NOW = message(
    "Posts of all own pages with a known reach, a week, over the last year of the files."
)
_GAP = message("Needed less what there is.")
_LEVER = message("What the lever is today; a median where it is not known exactly.")
_LEVER_NEEDED = message("What this lever alone would have to be for a likely goal.")
_LEVER_DOUBLED = message("Chance to reach the goal with twice as much of this alone.")
_NEVER = message("The goal stays out of reach however much of this alone there is.")
_NOT_KNOWN = message("This is not known yet: say it, or measure it.")
_PUBLIC = message(
    "A cited range, because own files do not tell it yet; wide, and not about this client."
)
_LEVER_UNITS: Mapping[str, str] = MappingProxyType(
    {
        "hours": "hours", "posts": "posts", "followers": "people", "reach": "people",
        "clicks": "share", "conversion": "share", "other_visits": "visits",
    }
)  # fmt: skip
_UNIT_METHODS: Mapping[str, str] = MappingProxyType(
    {
        "cost_per_order": message("Spent, divided by the orders; interval of a Poisson count."),
        "cac": message("Spent, divided by the new customers; interval of a Poisson count."),
        "order_value": message("Mean of the orders less refunds; BCa bootstrap interval."),
        "contribution": message("Mean order less refunds, times the margin that was told."),
        "contribution_after_cost": message("What an order leaves, less the cost of an order."),
        "customer_value": message(
            "What customers who were watched long enough have left, with the margin that was told; "
            "BCa bootstrap interval."
        ),
        "value_to_cac": message("What a customer leaves, divided by the cost of a new customer."),
        "payback_months": message(
            "First month by which watched customers have left what a new one costs."
        ),
    }
)
_COUNTED = message("Added up in these files, in one currency, in whole thousandths.")


def lead_findings(
    plan: LeadPlan, levers: LeadLevers, *, currency: str, sources: Sequence[Source]
) -> list[Finding]:
    """Return the goal, the chance, the means and the levers of a plan.

    Parameters
    ----------
    plan, levers
        Results of `plan_leads` and `find_levers`.
    currency
        Of the budget.
    sources
        The rows behind it, from `smmlab.findings.trace`.

    Examples
    --------
    >>> from datetime import date
    >>> from smmlab.money.lead_constraints import find_levers
    >>> from smmlab.money.lead_inputs import LeadInputs
    >>> from smmlab.money.lead_plan import plan_leads
    >>> plan = plan_leads(20, date(2027, 3, 1), inputs=LeadInputs(), start=date(2026, 12, 1))
    >>> found = lead_findings(plan, find_levers(plan), currency="EUR", sources=())
    >>> [(one.key, one.status) for one in found]
    [('money.leads.wanted', 'estimated'), ('money.leads.chance', 'unknown')]
    """
    rows = tuple(sources)
    wanted = Finding("money.leads.wanted", plan.wanted_per_day, plan.counts, status="estimated",
                     method=_WANTED, sources=rows)  # fmt: skip
    if plan.chance is None:
        return [
            wanted,
            Finding("money.leads.chance", None, "probability", status="unknown",
                    method=plan.lacking[0], sources=rows),
        ]  # fmt: skip
    found = [
        wanted,
        Finding("money.leads.chance", plan.chance, "probability", status="estimated",
                method=_CHANCE, sources=rows),
    ]  # fmt: skip
    if plan.chance_at_most is not None:
        found.append(
            Finding("money.leads.chance_at_most", plan.chance_at_most, "probability",
                    status="estimated", method=_AT_MOST, sources=rows)
        )  # fmt: skip
    leads = plan.steps.set_index("step").loc["leads"]
    found.append(
        Finding("money.leads.per_day", float(leads["per_day"]), plan.counts, None,
                float(leads["low"]), float(leads["high"]), "estimated", _LEADS, rows)
    )  # fmt: skip
    if plan.inputs.posts_now is not None:
        found.append(
            Finding("money.leads.posts_now", plan.inputs.posts_now, "posts", method=_POSTS_NOW,
                    sources=rows)
        )  # fmt: skip
    for row in plan.table.to_dict("records"):
        found += _means(row, currency, rows)
    for row in levers.table.to_dict("records"):
        found += _levers(row, currency, rows)
    return found


def unit_findings(economics: UnitEconomics, *, sources: Sequence[Source]) -> list[Finding]:
    """Return every measure of the unit economics, unknown where something was not told.

    Parameters
    ----------
    economics
        Result of `unit_economics`.
    sources
        The rows behind it.

    Examples
    --------
    >>> import pandas as pd
    >>> from smmlab.money.unit_economics import unit_economics
    >>> from smmlab.schema import conform
    >>> nothing = unit_economics(conform(pd.DataFrame(), "orders"), currency="EUR")
    >>> [one.status for one in unit_findings(nothing, sources=())]
    ['unknown']
    """
    rows = tuple(sources)
    table = economics.table.to_dict("records")
    if table[0]["status"] == "unknown":
        return [
            Finding("money.unit.orders", None, "orders", status="unknown",
                    method=table[0]["reason"], sources=rows)
        ]  # fmt: skip
    found = []
    for row in table:
        key, measure = f"money.unit.{row['measure']}", row["measure"]
        n = None if row["n"] is None or math.isnan(row["n"]) else int(row["n"])
        if row["status"] == "unknown":
            found.append(
                Finding(key, None, row["unit"], n, status="unknown", method=row["reason"],
                        sources=rows)
            )  # fmt: skip
            continue
        found.append(
            Finding(key, float(row["value"]), row["unit"], n, _known(row["low"]),
                    _known(row["high"]), row["status"], _UNIT_METHODS.get(measure, _COUNTED), rows)
        )  # fmt: skip
    return found


def _means(row: dict[str, Any], currency: str, sources: tuple[Source, ...]) -> list[Finding]:
    key, unit = f"money.leads.means.{row['item']}", row["unit"]
    unit = currency if unit == "money" else unit
    parts: list[Finding] = []
    for name, method in (("needed", _NEEDED), ("have", _HAVE)):
        value = row[name]
        if not math.isfinite(value):
            lack = _NEVER if name == "needed" else _NOT_KNOWN
            parts.append(Finding(f"{key}.{name}", None, unit, status="unknown", method=lack,
                                 sources=sources))  # fmt: skip
            continue
        low, high = _known(row[f"{name}_low"]), _known(row[f"{name}_high"])
        exact = low == high == value
        told = _PUBLIC if name == "have" and row["basis"] == "public" else method
        parts.append(
            Finding(f"{key}.{name}", float(value), unit, None, None if exact else low,
                    None if exact else high, "estimated", told, sources)
        )  # fmt: skip
    if math.isfinite(row["gap"]):
        parts.append(
            Finding(f"{key}.gap", float(row["gap"]), unit, status="estimated", method=_GAP,
                    sources=sources)
        )  # fmt: skip
    return parts


def _levers(row: dict[str, Any], currency: str, sources: tuple[Source, ...]) -> list[Finding]:
    key = f"money.leads.levers.{row['lever']}"
    unit = _LEVER_UNITS.get(row["lever"], currency)
    needed = _known(row["needed"])
    return [
        Finding(f"{key}.now", float(row["now"]), unit, status="estimated", method=_LEVER,
                sources=sources),
        Finding(f"{key}.needed", needed, unit,
                status="unknown" if needed is None else "estimated",
                method=_NEVER if needed is None else _LEVER_NEEDED, sources=sources),
        Finding(f"{key}.chance_doubled", float(row["chance_doubled"]), "probability",
                status="estimated", method=_LEVER_DOUBLED, sources=sources),
    ]  # fmt: skip


def _known(value: float | None) -> float | None:
    return float(value) if value is not None and math.isfinite(value) else None
