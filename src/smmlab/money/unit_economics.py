"""What one order and one customer cost and leave, in one currency; unknown stays unknown."""

import math
from dataclasses import dataclass
from decimal import Decimal

import numpy as np
import pandas as pd

from smmlab.errors import DataError
from smmlab.findings import Status
from smmlab.intervals import Floats, bootstrap_mean
from smmlab.money.orders import CANCELLED, add_exactly, counted_orders
from smmlab.schema import require
from smmlab.texts import message

HORIZON_MONTHS = 6
"""Months over which the value of a customer is counted: a convention."""
LEAST_ORDERS, LEAST_CUSTOMERS = 10, 30
_DAYS_IN_MONTH = 30
_DAY = 86_400

NO_ORDERS = message("There are no orders in this currency. Export the orders of the shop as CSV.")
NO_SPEND = message(
    "What was spent is not known. Export the advertisements, or give what was spent and the hours "
    "of work with their cost; nothing spent is a number too."
)
NO_MARGIN = message("The margin is not told: give the part of the price that is left, as a share.")
TOO_FEW_ORDERS = message(
    "There are fewer than ten orders in this currency: too few for a usual one."
)
NO_NEW = message(
    "The files do not say who ordered, or fewer than ten customers are new, so a new customer has "
    "no cost."
)
TOO_FEW_WATCHED = message(
    "Fewer than thirty customers have been watched for so many months, so their value is not known "
    "yet. Export orders of a longer time."
)
MORE_REFUNDED = message(
    "More was given back than was sold, or nothing is left of it, so no cost comes back. Look at "
    "the refunds first."
)
NOT_WITHIN = message("The cost of a customer does not come back within the months watched.")

_ROWS = ("measure", "value", "low", "high", "unit", "n", "status", "reason")


@dataclass(frozen=True)
class UnitEconomics:
    """Costs and returns by the piece, in one currency.

    Parameters
    ----------
    table
        One row a ``measure``, with ``value``, ``low`` and ``high`` (95 %, where chance is in it),
        ``unit`` (the currency, orders, people, months, ratio), ``n``, ``status`` and the
        ``reason`` why it is unknown. Measures: ``orders`` (that count), ``cancelled``,
        ``revenue`` (before refunds), ``refunded``, ``cancelled_value``, ``net_revenue``,
        ``spend``, ``cost_per_order``, ``new_customers``, ``cac`` (cost of a new customer),
        ``order_value`` (net of refunds, mean), ``contribution`` (what an order leaves of its
        price), ``contribution_after_cost`` (may be below zero: each order loses money),
        ``customer_value`` (what a customer leaves in ``horizon_months``), ``value_to_cac`` and
        ``payback_months``.
    currency, horizon_months
        Of all amounts, and of the value of a customer.
    other_currencies
        Currencies of orders and advertisements that are left out, never added.
    """

    table: pd.DataFrame
    currency: str
    horizon_months: int
    other_currencies: tuple[str, ...] = ()


def unit_economics(
    orders: pd.DataFrame,
    ads: pd.DataFrame | None = None,
    *,
    currency: str,
    spend: float | None = None,
    hours: float | None = None,
    hour_cost: float | None = None,
    margin: float | None = None,
    horizon_months: int = HORIZON_MONTHS,
    seed: int = 0,
) -> UnitEconomics:
    """Work out what an order and a customer cost, what they leave, and when the cost comes back.

    Parameters
    ----------
    orders
        Canonical orders: ``at``, ``amount``, ``currency``, ``refunded``, ``status``,
        ``customer``, ``first_order``. A negative amount is money given back, not an order.
    ads
        Canonical ads of the same time: ``spend`` and ``currency``.
    currency
        Of everything; orders and advertisements in others are named and left out.
    spend
        Money spent beside the advertisements, in ``currency``; None when it is not known.
    hours, hour_cost
        Hours of work in the time of the orders, and what an hour costs.
    margin
        Part of the price that is left after goods and delivery, 0-1; None when it is not told.
    horizon_months
        Over which the value of a customer is counted.
    seed
        Of the bootstrap.

    Returns
    -------
    UnitEconomics
        A cost is spend over results with the interval of a Poisson count; amounts are added in
        whole thousandths.

    Raises
    ------
    DataError
        When a column is absent, or a number that was told cannot be.

    References
    ----------
    Interval of a Poisson count: Garwood (1936). Mean order: BCa bootstrap, Efron (1987).

    Examples
    --------
    >>> orders = pd.DataFrame({
    ...     "at": range(20), "amount": 30.0, "currency": "EUR", "refunded": 0.0, "status": "paid",
    ...     "customer": [f"p{n}" for n in range(20)], "first_order": True})
    >>> result = unit_economics(orders, currency="EUR", spend=100, margin=0.4)
    >>> table = result.table.set_index("measure")["value"]
    >>> [round(float(table[name]), 2) for name in ("cost_per_order", "contribution", "cac")]
    [5.0, 12.0, 5.0]
    """
    needed = ("at", "amount", "currency", "refunded", "status", "customer", "first_order")
    require(orders, needed, table="orders")
    if ads is not None:
        require(ads, ("spend", "currency"), table="ads")
    _check(spend=spend, hours=hours, hour_cost=hour_cost, margin=margin, horizon=horizon_months)
    mine = orders[orders["currency"].astype("str").eq(currency)]
    amount = mine["amount"].astype("float64")
    returned = mine[amount.lt(0)]
    counted = counted_orders(mine[~amount.lt(0)])
    cancelled = mine[mine["status"].astype("str").str.lower().isin(CANCELLED) & ~amount.lt(0)]
    rows = _Rows(currency)
    _sums(rows, counted, cancelled, returned)
    total = _spend(ads, currency, spend, hours, hour_cost)
    rows.put("spend", total, currency, reason=NO_SPEND)
    rows.cost("cost_per_order", total, rows.value("orders"), NO_ORDERS)
    new = _new_customers(counted)
    rows.put("new_customers", new, "people", n=None if math.isnan(new) else int(new), reason=NO_NEW)
    rows.cost("cac", total, new, NO_NEW)
    _contribution(rows, counted, margin, seed)
    _customer(rows, counted, margin, horizon_months, seed)
    others = set(orders["currency"].dropna().astype("str"))
    others |= set() if ads is None else set(ads["currency"].dropna().astype("str"))
    table = pd.DataFrame(rows.found, columns=list(_ROWS))
    return UnitEconomics(table, currency, horizon_months, tuple(sorted(others - {currency})))


class _Rows:
    """The rows of the table as they come, each looked up by those after it."""

    def __init__(self, currency: str) -> None:
        self.currency = currency
        self.found: list[tuple[object, ...]] = []
        self._values: dict[str, float] = {}

    def value(self, measure: str) -> float:
        return self._values[measure]

    def put(
        self, measure: str, value: float, unit: str, *, low: float = math.nan,
        high: float = math.nan, n: int | None = None, reason: str = "", is_told: bool = False,
    ) -> None:  # fmt: skip
        status: Status = "unknown" if math.isnan(value) else "measured"
        if is_told and status == "measured":
            status = "estimated"
        self._values[measure] = value
        self.found.append(
            (measure, value, low, high, unit, n, status, reason if status == "unknown" else "")
        )

    def cost(self, measure: str, spend: float, results: float, lack: str) -> None:
        """Put a cost; without a result only the least it can be is known."""
        reason = NO_SPEND if math.isnan(spend) else lack
        if math.isnan(spend) or math.isnan(results) or results <= 0:
            self.put(measure, math.nan, self.currency, reason=reason)
            return
        from scipy.stats import chi2

        low = spend / (float(chi2.ppf(0.975, 2 * results + 2)) / 2)
        high = spend / (float(chi2.ppf(0.025, 2 * results)) / 2)
        self.put(measure, spend / results, self.currency, low=low, high=high, n=int(results))


def _sums(
    rows: _Rows, counted: pd.DataFrame, cancelled: pd.DataFrame, returned: pd.DataFrame
) -> None:
    currency = rows.currency
    revenue = add_exactly(counted["amount"])
    # Missing refunds are not known to be none, but a row of negative money is a refund in itself.
    refunds = pd.concat([counted["refunded"].astype("float64"), returned["amount"].abs()])
    refunded = add_exactly(refunds)
    rows.put("orders", float(len(counted)) or math.nan, "orders", n=len(counted), reason=NO_ORDERS)
    rows.put("cancelled", float(len(cancelled)), "orders", n=len(cancelled))
    rows.put("revenue", revenue, currency, n=len(counted), reason=NO_ORDERS)
    rows.put("refunded", refunded, currency, n=len(refunds), reason=NO_ORDERS)
    # Where orders are and none is cancelled, nothing was lost to it.
    lost = 0.0 if len(counted) and cancelled.empty else add_exactly(cancelled["amount"])
    rows.put("cancelled_value", lost, currency, n=len(cancelled), reason=NO_ORDERS)
    net = math.nan
    if not math.isnan(revenue):
        less = 0.0 if math.isnan(refunded) else refunded
        net = float(Decimal(repr(revenue)) - Decimal(repr(less)))
    rows.put("net_revenue", net, currency, n=len(counted), reason=NO_ORDERS)


def _spend(
    ads: pd.DataFrame | None,
    currency: str,
    spend: float | None,
    hours: float | None,
    hour_cost: float | None,
) -> float:
    """Return all that is known to be spent; missing when nothing is."""
    known = [] if spend is None else [spend]
    if ads is not None and not ads.empty:
        advertised = add_exactly(ads.loc[ads["currency"].astype("str").eq(currency), "spend"])
        known += [] if math.isnan(advertised) else [advertised]
    if hours is not None and hour_cost is not None:
        known.append(hours * hour_cost)
    return add_exactly(pd.Series(known, dtype="float64"))


def _new_customers(counted: pd.DataFrame) -> float:
    first = counted[counted["first_order"].fillna(False).astype(bool)]
    new = first["customer"].nunique()
    return float(new) if new >= LEAST_ORDERS else math.nan


def _net(orders: pd.DataFrame) -> pd.Series:
    return orders["amount"].astype("float64") - orders["refunded"].astype("float64").fillna(0)


def _contribution(rows: _Rows, counted: pd.DataFrame, margin: float | None, seed: int) -> None:
    net = _net(counted).dropna()
    enough = len(net) >= LEAST_ORDERS
    mean = float(net.mean()) if enough else math.nan
    low, high = bootstrap_mean(net, seed=seed) if enough else (math.nan, math.nan)
    rows.put("order_value", mean, rows.currency, low=low, high=high, n=len(net),
             reason=TOO_FEW_ORDERS)  # fmt: skip
    left = math.nan if margin is None else margin
    lack = NO_MARGIN if margin is None else TOO_FEW_ORDERS
    if mean <= 0:
        left, lack = math.nan, MORE_REFUNDED
    rows.put("contribution", mean * left, rows.currency, low=low * left, high=high * left,
             n=len(net), reason=lack, is_told=True)  # fmt: skip
    cost = rows.value("cost_per_order")
    rows.put("contribution_after_cost", mean * left - cost, rows.currency, n=len(net),
             reason=NO_SPEND if math.isnan(cost) and math.isfinite(left) and enough else lack,
             is_told=True)  # fmt: skip


def _customer(
    rows: _Rows, counted: pd.DataFrame, margin: float | None, months: int, seed: int
) -> None:
    """Put the value of customers who were watched for all the months, and when a cost is back."""
    by_month = _by_month(counted, months)
    currency, n = rows.currency, len(by_month)
    if margin is None or n < LEAST_CUSTOMERS:
        lack = NO_MARGIN if margin is None else TOO_FEW_WATCHED
        for measure, unit in (("customer_value", currency), ("value_to_cac", "ratio"),
                              ("payback_months", "months")):  # fmt: skip
            rows.put(measure, math.nan, unit, reason=lack)
        return
    left = by_month * margin
    value = float(left[:, -1].mean())
    low, high = bootstrap_mean(left[:, -1], seed=seed)
    rows.put("customer_value", value, currency, low=low, high=high, n=n, is_told=True)
    cac = rows.value("cac")
    ratio = value / cac if value > 0 and cac > 0 else math.nan
    lack = MORE_REFUNDED if value <= 0 else NO_SPEND if math.isnan(rows.value("spend")) else NO_NEW
    rows.put("value_to_cac", ratio, "ratio", low=low / cac if low > 0 and cac > 0 else math.nan,
             high=high / cac if cac > 0 else math.nan, n=n, reason=lack, is_told=True)  # fmt: skip
    back = np.flatnonzero(left.mean(axis=0) >= cac)
    payback = float(back[0]) if len(back) else math.nan
    rows.put("payback_months", payback, "months", n=n,
             reason=lack if math.isnan(cac) else NOT_WITHIN, is_told=True)  # fmt: skip


def _by_month(counted: pd.DataFrame, months: int) -> Floats:
    """Return net money of each watched customer, a column for the first day and each month since.

    Watched are customers whose first order in these files is new, and old enough.
    """
    told = counted[counted["customer"].notna() & counted["at"].notna()]
    told = told.assign(net=_net(told), at=told["at"].astype("int64"))
    told = told[told["net"].notna()]
    if told.empty:
        return np.zeros((0, months + 1))
    first = told.groupby("customer")["at"].transform("min")
    age = (told["at"] - first) / _DAY / _DAYS_IN_MONTH
    watched = first <= told["at"].max() - months * _DAYS_IN_MONTH * _DAY
    rows = told[watched & age.le(months)].assign(month=np.ceil(age).astype("int64"))
    table = rows.pivot_table(index="customer", columns="month", values="net", aggfunc="sum")
    table = table.reindex(columns=range(months + 1)).fillna(0.0)
    summed: Floats = table.to_numpy("float64").cumsum(axis=1)
    return summed


def _check(
    *, spend: float | None, hours: float | None, hour_cost: float | None, margin: float | None,
    horizon: int,
) -> None:  # fmt: skip
    for name, value in (("spend", spend), ("hours", hours), ("hour_cost", hour_cost)):
        if value is not None and not 0 <= value < math.inf:
            raise DataError(
                message(
                    "The value {found} of {name} cannot be. Give zero or more, or leave it out "
                    "while it is not known."
                ),
                {"name": name, "found": value},
            )
    if margin is not None and not 0 < margin <= 1:
        raise DataError(
            message(
                "A margin of {found} cannot be. Give the part that is left, above 0 and up to 1."
            ),
            {"found": margin},
        )
    if horizon < 1:
        raise DataError(
            message("A value over {found} months cannot be. Give at least one month."),
            {"found": horizon},
        )
