"""The findings of a funnel: visits, enquiries, orders and money of each of its rows."""

from collections.abc import Sequence
from types import MappingProxyType
from typing import Any

import pandas as pd

from smmlab.findings import Finding, Source
from smmlab.money.funnel import LACKS, Funnel
from smmlab.money.order_value import LEAST_ORDERS
from smmlab.texts import message

_SESSIONS = message("Visits with tags of this row in the traffic report, counted.")
_EVENTS = message(
    "Key events of these visits. The report does not say whether they are enquiries, purchases or "
    "something else; see the settings of the web counter."
)
_ENQUIRIES = message("Key events of these visits, said to be enquiries; counted.")
_ENQUIRED = message(
    "Enquiries divided by visits; Wilson interval. One visit may hold several enquiries."
)
_ORDERED = message(
    "Orders divided by enquiries with the same tags; Wilson interval. Which enquiry became which "
    "order is not known, and some people order without asking."
)
_LEADS = message(
    "Leads that the network counted on the days of the report: forms filled in there, without a "
    "visit to the site."
)
_ORDERS = message(
    "Orders that carry tags of this row, on the days of the traffic report where there is one. A "
    "credit rule, not an effect; people who would have bought anyway are in it too."
)
_CONVERSION = message(
    "Orders with tags of this row divided by visits with such tags, on the same days; Wilson "
    "interval. A credit rule, not an effect. Visitors who refuse measurement are missing from the "
    "visits."
)
_RATES = MappingProxyType(
    {
        "enquiry_rate": ("er", "enquiries", "sessions", _ENQUIRED),
        "order_rate": ("or", "orders", "enquiries", _ORDERED),
        "conversion_rate": ("cr", "orders", "sessions", _CONVERSION),
    }
)
_AVERAGE = message(
    "Mean amount of an order before refunds; BCa bootstrap interval, with few orders that of a "
    "studentised bootstrap."
)
_MEDIAN = message("Median amount of an order before refunds; exact interval of the median.")
_PER_VISIT = message(
    "Amounts of the orders before refunds divided by visits with tags of this row; interval by the "
    "delta method. A credit rule, not an effect."
)
_REFUNDED = message(
    "Orders of which money was given back, among those of which it is known; Wilson interval."
)
_BACK = message(
    "Sum of what was given back; orders of which more was given back than they cost are not in it."
)
_REVENUE = message("Amounts of these orders before refunds, added up in one currency.")
_NET = message("Amounts of these orders less what was given back, in one currency.")
_WHY = MappingProxyType(
    {
        "no_visits": message(
            "No visits with these tags are in the traffic report. Export it with source, medium "
            "and campaign for the days of the orders."
        ),
        "no_orders_known": message(
            "No order on these days carries a tag, so nobody knows which of them came by these "
            "visits. Let the shop note the tags of its orders."
        ),
        "more_orders": message(
            "There are more orders than visits with these tags, so visits are missing: visitors "
            "may refuse measurement, or the report leaves rows out."
        ),
        "few_visits": message("Too few visits carry these tags to say how many of them buy."),
    }
)
_FAULTS = MappingProxyType(
    {
        "negative_amount": ("orders", message(
            "Orders with an amount below zero are no sales; they are in no figure of the funnel. "
            "Look them up in the shop: they may be returns that it writes as orders.")),
        "over_refunded": ("orders", message(
            "Orders of which more was given back than they cost; what was given back is in no sum. "
            "Look them up in the shop.")),
        "outside_report": ("orders", message(
            "Orders on days that the traffic report does not cover; they are not in the funnel. "
            "Export visits and orders for the same days.")),
        "unnamed_orders": ("orders", message(
            "Orders whose tags do not say to which row of this funnel they belong.")),
    }
)  # fmt: skip
_MONEY = (
    ("average_order_value", "aov_low", "aov_high", _AVERAGE),
    ("median_order_value", "median_low", "median_high", _MEDIAN),
    ("revenue", None, None, _REVENUE),
    ("revenue_per_visit", "rpv_low", "rpv_high", _PER_VISIT),
    ("refunded", None, None, _BACK),
    ("net_revenue", None, None, _NET),
)


def funnel_findings(funnel: Funnel, *, sources: Sequence[Source]) -> list[Finding]:
    """Return the counts, rates and money of every row, and how much was left out.

    Parameters
    ----------
    funnel
        Result of `smmlab.money.funnel.measure_funnel`.
    sources
        The rows behind it, from `smmlab.findings.trace`.

    Examples
    --------
    >>> from smmlab.money.funnel import measure_funnel
    >>> from smmlab.schema import conform
    >>> nothing = measure_funnel(conform(pd.DataFrame(), "visits"),
    ...                          conform(pd.DataFrame(), "orders"), by="segment")
    >>> [(found.key, found.status) for found in funnel_findings(nothing, sources=())]
    [('money.funnel.segment', 'unknown')]
    """
    rows, start = tuple(sources), f"money.funnel.{funnel.by}"
    if funnel.lack:
        found = [
            Finding(start, None, "orders", status="unknown", method=LACKS[funnel.lack],
                    sources=rows)
        ]  # fmt: skip
        return [*found, *_left_out(funnel, start, rows)]
    one_currency = funnel.money["currency"].nunique(dropna=False) == 1
    steps = zip(_keyed(funnel.table), funnel.table.to_dict("records"), strict=True)
    found = [one for key, row in steps for one in _of_steps(f"{start}.{key}", row, rows)]
    code = "." + funnel.money["currency"].fillna("unknown")
    keys = _keyed(funnel.money) + ("" if one_currency else code)
    for key, row in zip(keys, funnel.money.to_dict("records"), strict=True):
        found += _of_money(f"{start}.{key}", row, rows)
    return [*found, *_left_out(funnel, start, rows)]


def _keyed(rows: pd.DataFrame) -> pd.Series:
    """Return the part of the key of each row: its name, and whether it is paid."""
    # Dots divide a key: inside a name a one-dot leader stands for them and looks the same.
    name = rows["name"].str.replace(".", "\u2024", regex=False)
    unpaid = set(rows.loc[rows["is_paid"].eq(False).fillna(value=False), "name"])
    side = rows["is_paid"].map({True: ".paid", False: ""})
    side = side.mask(rows["is_paid"].isna() & rows["name"].isin(unpaid), ".unsaid").fillna("")
    return name + side.where(rows["name"] != "paid", "")


def _of_steps(key: str, row: dict[str, Any], sources: tuple[Source, ...]) -> list[Finding]:
    said = pd.notna(row["enquiries"])
    counted = (
        ("sessions", "sessions", _SESSIONS),
        ("enquiries", "enquiries", _ENQUIRIES),
        ("key_events", "events", _EVENTS),
        ("leads", "leads", _LEADS),
        ("orders", "orders", _ORDERS),
    )
    found = [
        Finding(f"{key}.{name}", int(row[name]), unit, int(row[name]), method=method,
                sources=sources)
        for name, unit, method in counted
        if pd.notna(row[name]) and not (said and name == "key_events")
    ]  # fmt: skip
    found += [_rate(key, rate, row, sources) for rate in _RATES if pd.notna(row[rate])]
    if pd.isna(row["conversion_rate"]) and row["why"] in _WHY:
        found.append(Finding(f"{key}.conversion_rate", None, "share", status="unknown",
                             method=_WHY[row["why"]], sources=sources))  # fmt: skip
    return found


def _rate(key: str, name: str, row: dict[str, Any], sources: tuple[Source, ...]) -> Finding:
    short, count, of, method = _RATES[name]
    base = int(row[of])
    return Finding(f"{key}.{name}", float(row[name]), "share", base, float(row[f"{short}_low"]),
                   float(row[f"{short}_high"]), method=method, sources=sources,
                   numerator=int(row[count]), denominator=base)  # fmt: skip


def _of_money(key: str, row: dict[str, Any], sources: tuple[Source, ...]) -> list[Finding]:
    unit = str(row["currency"]) if pd.notna(row["currency"]) else "currency"
    n = int(row["amounts"])
    found = []
    for name, low, high, method in _MONEY:
        # The mean of a few orders stands on the dearest of them; the median is told instead.
        if pd.isna(row[name]) or (name == "average_order_value" and n < LEAST_ORDERS):
            continue
        first, last = (_known(row[end]) if end else None for end in (low, high))
        found.append(Finding(f"{key}.{name}", float(row[name]), unit, n, first, last,
                             method=method, sources=sources))  # fmt: skip
    if pd.notna(row["refund_share"]):
        told = int(row["refunds"])
        found.append(
            Finding(f"{key}.refund_share", float(row["refund_share"]), "share", told,
                    float(row["refund_low"]), float(row["refund_high"]), method=_REFUNDED,
                    sources=sources, numerator=int(row["refunded_orders"]), denominator=told)
        )  # fmt: skip
    return found


def _left_out(funnel: Funnel, start: str, sources: tuple[Source, ...]) -> list[Finding]:
    counts = funnel.faults.groupby("fault", sort=False)["rows"].sum()
    return [
        Finding(f"{start}.left_out.{fault}", int(rows), *_FAULTS[fault][:1], int(rows),
                method=_FAULTS[fault][1], sources=sources)
        for fault, rows in counts.items()
        if fault in _FAULTS
    ]  # fmt: skip


def _known(value: float) -> float | None:
    return float(value) if pd.notna(value) else None
