"""Orders: how many, how much, what is usual, who comes back; each currency by itself."""

from collections.abc import Sequence
from types import MappingProxyType

import pandas as pd

from smmlab.disclosure import can_show_part
from smmlab.findings import SMALLEST_GROUP, Finding, Source
from smmlab.intervals import median_interval
from smmlab.money.order_value import mean_interval
from smmlab.reduce.money import THOUSANDTHS
from smmlab.schema import require
from smmlab.texts import message

CANCELLED = ("cancelled", "canceled", "voided", "failed", "expired")
PENDING = ("pending", "authorized", "on_hold")

_NEEDED = ("order_id", "amount", "currency", "refunded", "status", "customer")
_COLUMNS = (
    "currency", "orders", "cancelled", "pending", "revenue", "refunded", "average_order_value",
    "aov_low", "aov_high", "median_order_value", "median_low", "median_high", "customers",
    "repeat_customers",
)  # fmt: skip
_WHOLE = ("orders", "cancelled", "pending", "customers", "repeat_customers")

_NO_ORDERS = message("There are no orders in these files. Export the orders of the shop as CSV.")
_TOO_FEW = message("There are too few orders in this currency to say what is usual.")
_NO_CUSTOMERS = message(
    "The files do not say who ordered, or a group of customers is too small to be shown."
)
_NO_AMOUNTS = message("The files do not give these amounts.")
_ORDERS = message("Orders neither cancelled nor still waiting for payment.")
_CANCELLED = message("Orders cancelled, voided or failed; not in any other figure.")
_PENDING = message("Orders still waiting for payment; not in any other figure.")
_REVENUE = message(
    "Sum of the amounts of the orders, before what was given back; exact, in one currency."
)
_REFUNDED = message("Sum of what was given back of the orders.")
_AVERAGE = message(
    "Mean amount of an order before refunds; BCa bootstrap interval, with few orders that of a "
    "studentised bootstrap."
)
_MEDIAN = message("Median amount of an order before refunds; exact interval of the median.")
_CUSTOMERS = message("Different customers of the orders; orders without a customer are not in it.")
_REPEAT = message("Customers with more than one order in these files.")


def summarise_orders(
    orders: pd.DataFrame, *, seed: int = 0, confidence: float = 0.95
) -> pd.DataFrame:
    """Sum up the orders of each currency; currencies are never added.

    Parameters
    ----------
    orders
        Canonical orders: ``order_id``, ``amount``, ``currency``, ``refunded``, ``status``,
        ``customer``.
    seed
        Of the bootstrap.
    confidence
        Of the intervals, 0-1.

    Returns
    -------
    DataFrame
        One row a currency (missing is one of its own), most orders first: ``currency``,
        ``orders`` (neither cancelled nor pending; an order without a status counts),
        ``cancelled``, ``pending``, ``revenue`` (amounts of the orders before refunds, in the
        currency), ``refunded`` (in the currency), ``average_order_value`` with ``aov_low`` and
        ``aov_high``, ``median_order_value`` with ``median_low`` and ``median_high`` (in the
        currency; missing below ten orders), ``customers`` and ``repeat_customers`` (people;
        missing when unknown, or when one of the groups has from one to nine people). Money is
        missing when no order has the figure.

    Raises
    ------
    DataError
        When a column is absent.

    References
    ----------
    Intervals: see `smmlab.money.order_value.mean_interval`; medians: Conover (1999), binomial.

    Examples
    --------
    >>> orders = pd.DataFrame({
    ...     "order_id": ["1", "2", "3"], "amount": [10.0, 20.0, 99.0], "currency": "EUR",
    ...     "refunded": 0.0, "status": ["paid", "paid", "cancelled"], "customer": None})
    >>> summarise_orders(orders)[["currency", "orders", "cancelled", "revenue"]]
      currency  orders  cancelled  revenue
    0      EUR       2          1     30.0
    """
    require(orders, _NEEDED, table="orders")
    rows = [
        _of_currency(currency, of_currency, seed, confidence)
        for currency, of_currency in orders.groupby("currency", dropna=False)
    ]
    types = dict.fromkeys(_COLUMNS, "float64") | dict.fromkeys(_WHOLE, "Int64")
    table = pd.DataFrame(rows, columns=list(_COLUMNS)).astype(types | {"currency": "str"})
    return table.sort_values(["orders", "currency"], ascending=[False, True]).reset_index(drop=True)


def order_findings(summary: pd.DataFrame, *, sources: Sequence[Source]) -> list[Finding]:
    """Return every figure of every currency, unknown where the orders do not tell.

    Parameters
    ----------
    summary
        Result of `summarise_orders`.
    sources
        The rows behind it, from `smmlab.findings.trace`.

    Examples
    --------
    >>> nothing = pd.DataFrame(columns=["order_id", "amount", "currency", "refunded", "status",
    ...                                 "customer"])
    >>> [finding.status for finding in order_findings(summarise_orders(nothing), sources=())]
    ['unknown']
    """
    rows = tuple(sources)
    if summary.empty:
        return [
            Finding("money.orders", None, "orders", status="unknown", method=_NO_ORDERS,
                    sources=rows)
        ]  # fmt: skip
    return [finding for row in summary.to_dict("records") for finding in _findings(row, rows)]


_COUNTED = MappingProxyType(
    {
        "orders": ("orders", _ORDERS, ""),
        "cancelled": ("orders", _CANCELLED, ""),
        "pending": ("orders", _PENDING, ""),
        "revenue": ("", _REVENUE, _NO_AMOUNTS),
        "refunded": ("", _REFUNDED, _NO_AMOUNTS),
        "average_order_value": ("", _AVERAGE, _TOO_FEW),
        "median_order_value": ("", _MEDIAN, _TOO_FEW),
        "customers": ("people", _CUSTOMERS, _NO_CUSTOMERS),
        "repeat_customers": ("people", _REPEAT, _NO_CUSTOMERS),
    }
)
_LIMITS = MappingProxyType(
    {
        "average_order_value": ("aov_low", "aov_high"),
        "median_order_value": ("median_low", "median_high"),
    }
)


def _findings(row: dict[str, float], sources: tuple[Source, ...]) -> list[Finding]:
    currency = str(row["currency"]) if pd.notna(row["currency"]) else "unknown"
    n = int(row["orders"])
    findings = []
    for name, (counted_in, method, lack) in _COUNTED.items():
        key, value = f"money.orders.{currency}.{name}", row[name]
        # Without a currency an amount is a bare number of unknown money.
        unit = counted_in or (currency if currency != "unknown" else "currency")
        if pd.isna(value):
            findings.append(
                Finding(key, None, unit, n, status="unknown", method=lack, sources=sources)
            )
            continue
        low, high = (_known(row.get(limit)) for limit in _LIMITS.get(name, ("", "")))
        shown = int(value) if name in _WHOLE else float(value)
        repeat = name == "repeat_customers"
        findings.append(
            Finding(key, shown, unit, n, low, high, method=method, sources=sources,
                    numerator=shown if repeat else None,
                    denominator=int(row["customers"]) if repeat else None)
        )  # fmt: skip
    return findings


def counted_orders(orders: pd.DataFrame) -> pd.DataFrame:
    """Return the orders that count: neither cancelled nor still waiting for payment.

    Examples
    --------
    >>> counted_orders(pd.DataFrame({"status": ["paid", "voided", None, "pending"]})).index.tolist()
    [0, 2]
    """
    status = orders["status"].astype("str").str.lower()
    return orders[~status.isin((*CANCELLED, *PENDING))]


def add_exactly(amounts: pd.Series) -> float:
    """Add amounts in whole thousandths, so that no cent drifts; missing when none is known.

    Examples
    --------
    >>> add_exactly(pd.Series([0.1] * 3))
    0.3
    """
    known = amounts.astype("float64").dropna()
    if known.empty:
        return float("nan")
    return int((known * THOUSANDTHS).round().astype("int64").sum()) / THOUSANDTHS


def _of_currency(
    currency: object, orders: pd.DataFrame, seed: int, confidence: float
) -> dict[str, object]:
    status = orders["status"].astype("str").str.lower()
    kept = counted_orders(orders)
    amounts = kept["amount"].astype("float64").dropna()
    row: dict[str, object] = {
        "currency": currency,
        "orders": len(kept),
        "cancelled": int(status.isin(CANCELLED).sum()),
        "pending": int(status.isin(PENDING).sum()),
        "revenue": add_exactly(amounts),
        "refunded": add_exactly(kept["refunded"]),
    }
    if len(amounts) >= SMALLEST_GROUP:
        low, high = mean_interval(amounts, seed=seed, confidence=confidence, least=SMALLEST_GROUP)
        row |= {"average_order_value": amounts.mean(), "aov_low": low, "aov_high": high}
        low, high = median_interval(amounts, confidence=confidence)
        row |= {"median_order_value": amounts.median(), "median_low": low, "median_high": high}
    orders_of_customer = kept["customer"].dropna().value_counts()
    customers, repeat = len(orders_of_customer), int((orders_of_customer > 1).sum())
    # Whoever is not in one group is in the other: each must be large enough, or empty.
    if customers >= SMALLEST_GROUP:
        row["customers"] = customers
        if can_show_part(repeat, customers):
            row["repeat_customers"] = repeat
    return row


def _known(value: float | None) -> float | None:
    return float(value) if value is not None and pd.notna(value) else None
