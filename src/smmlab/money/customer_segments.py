"""Segments of the customers by recency, frequency and money: size, money, what to do for them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
import pandas as pd
from narwhals.typing import IntoFrame

from smmlab.disclosure import can_show_part, merge_small
from smmlab.findings import SMALLEST_GROUP, Finding, Source
from smmlab.intervals import median_interval, wilson_interval
from smmlab.money.orders import add_exactly
from smmlab.money.rfm import CustomerSegment, Grid, score_customers
from smmlab.texts import message

LEAST_CUSTOMERS = 50
"""Fifths of fewer customers are chance (methods, segmentation: RFM from fifty)."""

CUSTOMER_LABELS: Mapping[CustomerSegment, str] = MappingProxyType(
    {
        "champions": message("Champions"),
        "loyal": message("Loyal customers"),
        "potential_loyal": message("Nearly loyal"),
        "new_customers": message("New customers"),
        "promising": message("Promising customers"),
        "need_attention": message("In need of attention"),
        "about_to_sleep": message("About to fall asleep"),
        "at_risk": message("At risk of leaving"),
        "cannot_lose": message("Too good to lose"),
        "lost": message("Lost customers"),
        "other": message("Other"),
    }
)
CUSTOMER_ADVICE: Mapping[CustomerSegment, str] = MappingProxyType(
    {
        "champions": message(
            "They bought lately, often and for much. Thank them, let them try new things first, "
            "and ask them for a review or a recommendation."
        ),
        "loyal": message(
            "They buy often and for good money. Keep them with early news and goods that go with "
            "what they have; a discount is rarely needed."
        ),
        "potential_loyal": message(
            "They bought lately and can become loyal. Give them a reason for the next order: a "
            "set, a reminder in time, a membership."
        ),
        "new_customers": message(
            "They bought for the first time not long ago. Help them to enjoy what they bought, and "
            "show the next step soon."
        ),
        "promising": message(
            "They bought not long ago but seldom. Tell them what else there is and make the second "
            "order easy."
        ),
        "need_attention": message(
            "They are in the middle in everything and are beginning to drift away. Remind them "
            "with an offer that ends on a named day."
        ),
        "about_to_sleep": message(
            "They bought little and some time ago. Show what is popular now; if they stay silent, "
            "write to them less often."
        ),
        "at_risk": message(
            "They used to buy and have been away for long. Write to them personally, ask what was "
            "missing, and make coming back easy."
        ),
        "cannot_lose": message(
            "They were among the best and have stopped. Talk to each of them before any campaign: "
            "here one conversation is worth more than an advertisement."
        ),
        "lost": message(
            "They bought long ago, seldom and little. One last friendly letter is enough; spend "
            "the money on others."
        ),
        "other": message(
            "They have little in common: no rule fits them, or their groups are too small to be "
            "shown without pointing at people. Where they bring much money, try the other rules."
        ),
    }
)

_MEASURES = MappingProxyType({"recency_days": "days", "orders": "orders", "order_value": ""})
_COLUMNS = (
    "currency", "segment", "customers", "share", "share_low", "share_high", "orders", "net_revenue",
    "net_revenue_share", "net_revenue_share_low", "net_revenue_share_high",
    *(f"{name}_{part}" for name in _MEASURES for part in ("median", "low", "high")),
)  # fmt: skip

_TYPES = MappingProxyType(
    dict.fromkeys(("customers", "orders"), "int64") | dict.fromkeys(("currency", "segment"), "str")
)

_NO_CUSTOMERS = message(
    "The orders do not say who bought. Export the orders of the shop with the e-mail or the "
    "customer column, so that orders of one customer can be put together."
)
_TOO_FEW = message(
    "There are too few customers with orders in this currency to tell segments apart. A longer "
    "period of orders would tell."
)
_CUSTOMERS = message(
    "Customers in the segment, counted. Segments follow fixed rules on fifths of the last order, "
    "the number of orders and the money spent after refunds."
)
_SHARE = message(
    "Customers in the segment among all customers with orders in this currency; Wilson interval. "
    "The fifths are those of this shop, so segments compare its customers with each other."
)
_ALL = message(
    "Different customers with an order that counts, a time and an amount in this currency."
)
_TIES = message(
    "Customers who share the most common number of orders. Equal customers get equal scores, so "
    "fifths are not of equal size."
)
_REVENUE = message(
    "Amounts of all orders of the segment less what was given back; exact, in one currency."
)
_REVENUE_SHARE = message(
    "Money of the segment, after refunds, among the money of all customers in this currency; "
    "interval of a ratio, each customer counting as one source of chance."
)
_MEDIANS: Mapping[str, str] = MappingProxyType(
    {
        "recency_days": message(
            "Median of the days since a customer's last order; distribution-free interval."
        ),
        "orders": message("Median of the orders of a customer; distribution-free interval."),
        "order_value": message(
            "Median over customers of what one of their orders brings after refunds; "
            "distribution-free interval."
        ),
    }
)


@dataclass(frozen=True)
class CustomerSegments:
    """The segments of the customers of each currency.

    Parameters
    ----------
    segments
        See `segment_customers`.
    currencies
        One row a currency, most customers first: ``currency``, ``customers`` (people; missing
        from one to nine), ``tied_customers`` (people with the most common number of orders;
        missing when that would point at fewer than ten), ``is_scored``.
    """

    segments: pd.DataFrame
    currencies: pd.DataFrame


def segment_customers(
    orders: IntoFrame,
    *,
    currency: str | None = None,
    grid: Grid = "standard",
    as_of: int | None = None,
    timezone: str = "UTC",
    smallest: int = SMALLEST_GROUP,
    confidence: float = 0.95,
) -> CustomerSegments:
    """Sort the customers of each currency into segments by the standard RFM grid.

    Parameters
    ----------
    orders, grid, as_of, timezone
        As in `score_customers`.
    currency
        Only this one; by default all, each with a grid of its own: money is never added across
        currencies.
    smallest
        Segments of fewer customers are merged into ``other``; never below ten.
    confidence
        Of the intervals, 0-1.

    Returns
    -------
    CustomerSegments
        ``segments``: one row a currency and segment, largest currency first, most money first,
        ``other`` last: ``currency``, ``segment``, ``customers``, ``share`` of the customers of the
        currency (0-1, Wilson ``share_low``, ``share_high``), ``orders``, ``net_revenue`` (amounts
        less refunds, in the currency), ``net_revenue_share`` (0-1, with its interval; missing when
        the money of all is not above zero); medians with ``_low`` and ``_high``:
        ``recency_days_median`` (days), ``orders_median`` (orders of a customer),
        ``order_value_median`` (in the currency, of one order). A currency with fewer than fifty
        customers has no rows: then no segment can be recommended.

    Raises
    ------
    DataError
        When a column is absent or the zone is not known.

    Examples
    --------
    >>> orders = pd.DataFrame({
    ...     "customer": [f"c{n % 60}" for n in range(90)], "currency": "EUR",
    ...     "at": [n * 86_400 for n in range(90)], "amount": [5.0 + n % 7 for n in range(90)],
    ...     "refunded": 0.0, "status": "paid"})
    >>> segment_customers(orders).segments[["segment", "customers", "orders", "net_revenue"]]
              segment  customers  orders  net_revenue
    0           loyal         30      60    478.0
    1            lost         10      10     79.0
    2  about_to_sleep         10      10     71.0
    3           other         10      10     89.0
    """
    scored = score_customers(orders, grid=grid, as_of=as_of, timezone=timezone)
    if currency is not None:
        scored = scored[scored["currency"] == currency]
    smallest = max(smallest, SMALLEST_GROUP)
    tables, totals = [], []
    for key, customers in scored.groupby("currency", dropna=False):
        code = str(key) if pd.notna(key) else None
        totals.append(_total(code, customers))
        if len(customers) >= LEAST_CUSTOMERS:
            tables.append(_of_currency(code, customers, smallest, confidence))
    currencies = _largest_first(totals)
    if not tables:
        empty = pd.DataFrame({name: pd.Series(dtype="float64") for name in _COLUMNS})
        return CustomerSegments(empty.astype(_TYPES), currencies)
    order = currencies["currency"].fillna("").tolist()
    segments = pd.concat(tables).astype({"currency": "str"})
    segments = segments.assign(
        place=segments["currency"].fillna("").map(order.index),
        is_other=segments["segment"] == "other",
    ).sort_values(
        ["place", "is_other", "net_revenue", "segment"], ascending=[True, True, False, True]
    )
    segments = segments[list(_COLUMNS)].astype(_TYPES).reset_index(drop=True)
    return CustomerSegments(segments, currencies)


def rfm_findings(result: CustomerSegments, *, sources: Sequence[Source]) -> list[Finding]:
    """Return size, share, money and medians of every segment; unknown for too few customers.

    Parameters
    ----------
    result
        Result of `segment_customers`.
    sources
        The rows behind it, from `smmlab.findings.trace`.

    Examples
    --------
    >>> nothing = pd.DataFrame(columns=["customer", "currency", "at", "amount", "refunded",
    ...                                 "status"])
    >>> [finding.status for finding in rfm_findings(segment_customers(nothing), sources=())]
    ['unknown']
    """
    rows = tuple(sources)
    if result.currencies.empty:
        return [_unknown("money.rfm", None, _NO_CUSTOMERS, rows)]
    found = []
    for total in result.currencies.to_dict("records"):
        code, n = _code(total["currency"]), total["customers"]
        if not total["is_scored"]:
            n = int(n) if pd.notna(n) else None
            found.append(_unknown(f"money.rfm.{code}", n, _TOO_FEW, rows))
            continue
        n, tied = int(n), total["tied_customers"]
        found.append(Finding(f"money.rfm.{code}.customers", n, "people", n, method=_ALL,
                             sources=rows))  # fmt: skip
        if pd.notna(tied):
            found.append(
                Finding(f"money.rfm.{code}.tied_share", int(tied) / n, "share", n, method=_TIES,
                        sources=rows, numerator=int(tied), denominator=n)
            )  # fmt: skip
        same = result.segments["currency"].fillna("") == (
            "" if pd.isna(total["currency"]) else code
        )
        segments = result.segments[same]
        money = add_exactly(segments["net_revenue"])
        for row in segments.to_dict("records"):
            found += _of_segment(row, n, money, rows)
    return found


def _of_segment(
    row: dict[str, float], n: int, all_money: float, sources: tuple[Source, ...]
) -> list[Finding]:
    code = _code(row["currency"])
    money = code if code != "unknown" else "currency"
    key, customers = f"money.rfm.{code}.{row['segment']}", int(row["customers"])
    found = [
        Finding(f"{key}.customers", customers, "people", customers, method=_CUSTOMERS,
                sources=sources),
        Finding(f"{key}.share", float(row["share"]), "share", n, row["share_low"],
                row["share_high"], method=_SHARE, sources=sources, numerator=customers,
                denominator=n),
        Finding(f"{key}.net_revenue", float(row["net_revenue"]), money, int(row["orders"]),
                method=_REVENUE, sources=sources),
    ]  # fmt: skip
    if pd.notna(row["net_revenue_share"]):
        found.append(
            Finding(f"{key}.net_revenue_share", float(row["net_revenue_share"]), "share", n,
                    row["net_revenue_share_low"], row["net_revenue_share_high"],
                    method=_REVENUE_SHARE, sources=sources, numerator=float(row["net_revenue"]),
                    denominator=all_money)
        )  # fmt: skip
    return found + [
        Finding(f"{key}.{measure}_median", row[f"{measure}_median"], unit or money, customers,
                row[f"{measure}_low"], row[f"{measure}_high"], method=_MEDIANS[measure],
                sources=sources)
        for measure, unit in _MEASURES.items()
    ]  # fmt: skip


def _unknown(key: str, n: int | None, method: str, sources: tuple[Source, ...]) -> Finding:
    return Finding(key, None, "label", n, status="unknown", method=method, sources=sources)


def _code(currency: object) -> str:
    return str(currency) if pd.notna(currency) else "unknown"


def _largest_first(totals: list[dict[str, object]]) -> pd.DataFrame:
    types = {"customers": "Int64", "tied_customers": "Int64", "is_scored": "bool"}
    table = pd.DataFrame(totals, columns=["currency", *types]).astype(types | {"currency": "str"})
    # A count that is not shown still has its place in the order of sizes.
    table = table.assign(size=table["customers"].fillna(0)).sort_values(
        ["size", "currency"], ascending=[False, True]
    )
    return table.drop(columns="size").reset_index(drop=True)


def _total(currency: str | None, customers: pd.DataFrame) -> dict[str, object]:
    n, tied = len(customers), int(customers["orders"].value_counts().iloc[0])
    return {
        "currency": currency,
        "customers": n if n >= SMALLEST_GROUP else pd.NA,
        "tied_customers": tied if can_show_part(tied, n) else pd.NA,
        "is_scored": n >= LEAST_CUSTOMERS,
    }


def _of_currency(
    currency: str | None, customers: pd.DataFrame, smallest: int, confidence: float
) -> pd.DataFrame:
    # In the order of names: the order of customers is that of their pseudonyms, which is chance.
    sizes = customers["segment"].value_counts().sort_index()
    merged = merge_small(sizes, smallest=smallest, last=("champions",))
    shown = customers["segment"].replace(merged)
    customers = customers.assign(order_value=customers["value"] / customers["amounts"])
    rows = []
    for name, members in customers.groupby(shown):
        low, high = _ratio_interval(customers["value"], shown == name, confidence)
        row: dict[str, object] = {
            "segment": name,
            "customers": len(members),
            "orders": int(members["orders"].sum()),
            "net_revenue": add_exactly(members["value"]),
            "net_revenue_share_low": low,
            "net_revenue_share_high": high,
        }
        for measure in _MEASURES:
            row[f"{measure}_median"] = float(members[measure].median())
            row[f"{measure}_low"], row[f"{measure}_high"] = median_interval(
                members[measure], confidence=confidence
            )
        rows.append(row)
    table = pd.DataFrame(rows)
    n = len(customers)
    lows, highs = wilson_interval(table["customers"], [n] * len(table), confidence=confidence)
    total = add_exactly(customers["value"])
    return table.assign(
        currency=currency,
        share=table["customers"] / n,
        share_low=lows,
        share_high=highs,
        net_revenue_share=table["net_revenue"] / total if total > 0 else np.nan,
    )


def _ratio_interval(money: pd.Series, inside: pd.Series, confidence: float) -> tuple[float, float]:
    """Return the interval of the part of the money that some customers brought.

    The variance is that of a ratio estimator over customers (Cochran 1977, Sampling Techniques,
    section 6.4); on the scale of log-odds the limits stay between none and all.
    """
    from scipy.special import expit, logit, ndtri

    values, n = money.to_numpy(dtype="float64"), len(money)
    total = values.sum()
    share = values[inside.to_numpy()].sum() / total if total > 0 else np.nan
    if not 0 < share < 1:
        return float("nan"), float("nan")
    residuals = values * (inside.to_numpy() - share)
    spread = np.sqrt((residuals**2).sum() * n / (n - 1)) / total
    half = ndtri(0.5 + confidence / 2) * spread / (share * (1 - share))
    return float(expit(logit(share) - half)), float(expit(logit(share) + half))
