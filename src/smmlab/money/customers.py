"""Customers: what each has bought, how often, since when; cancelled and pending orders left out."""

from typing import Any

import narwhals as nw
import numpy as np
import pandas as pd
from narwhals.typing import IntoFrame

from smmlab.money.orders import CANCELLED, PENDING
from smmlab.reduce.clock import DAY, on_clock
from smmlab.reduce.frames import scan, to_pandas
from smmlab.reduce.money import THOUSANDTHS, customer_orders

_NEEDED = ("customer", "currency", "at", "amount", "refunded", "status")
_ANY = "any"


def add_up_customers(
    orders: IntoFrame,
    *,
    as_of: int | None = None,
    timezone: str = "UTC",
    by_currency: bool = True,
) -> pd.DataFrame:
    """Add up the orders of every customer until a moment.

    Parameters
    ----------
    orders
        Canonical orders in any engine: ``customer``, ``currency``, ``at``, ``amount``,
        ``refunded``, ``status``. Cancelled and pending ones, and those without a customer, are
        left out; so are customers none of whose orders has a time.
    as_of
        The moment to look back from, epoch seconds UTC; by default the newest order that counts.
    timezone
        IANA zone whose calendar days are counted.
    by_currency
        Whether a customer who pays in two currencies is two rows; with one row, no money is given.

    Returns
    -------
    DataFrame
        One row a customer (and currency), in order: ``customer``, ``currency``, ``orders``,
        ``amounts`` (orders whose amount is known), ``days`` (different days with an order),
        ``recency_days`` and ``age_days`` (calendar days since the last and since the first order),
        ``value`` (known amounts less what was given back of these orders, in the currency; missing
        when no order has an amount).

    Raises
    ------
    DataError
        When a column is absent or the zone is not known.

    Examples
    --------
    >>> orders = pd.DataFrame({
    ...     "customer": ["a", "a", "b"], "currency": "EUR", "at": [0, 864_000, 432_000],
    ...     "amount": [10.0, 5.0, 8.0], "refunded": [2.0, 0.0, 0.0], "status": "paid"})
    >>> add_up_customers(orders)[["customer", "orders", "recency_days", "age_days", "value"]]
      customer  orders  recency_days  age_days  value
    0        a       2             0        10   13.0
    1        b       1             5         5    8.0
    """
    if as_of is None:
        as_of = newest_order(orders)
    kept = _counted(orders)
    if not by_currency:
        kept = kept.with_columns(currency=nw.lit(_ANY))
    # Money that came back of an unknown amount would be taken from other orders.
    back = nw.when(~nw.col("amount").is_null()).then(nw.col("refunded"))
    until = kept.filter((nw.col("at") <= as_of).fill_null(True)).with_columns(refunded=back)
    customers = to_pandas(customer_orders(until.to_native(), timezone=timezone))
    customers = customers[customers["first"].notna()].sort_values(["customer", "currency"])
    customers = customers.reset_index(drop=True)
    moments = pd.concat([customers["first"], customers["last"], pd.Series([as_of])])
    days = _days(moments, timezone)
    first, last, today = days[: len(customers)], days[len(customers) : -1], days[-1]
    value = customers["amount_thousandths"] - customers["refunded_thousandths"]
    value = value.astype("float64").where(customers["amounts"].astype("int64") > 0) / THOUSANDTHS
    return pd.DataFrame(
        {
            "customer": customers["customer"].astype("str"),
            "currency": customers["currency"].astype("str"),
            "orders": customers["orders"].astype("int64"),
            "amounts": customers["amounts"].astype("int64"),
            "days": customers["days"].astype("int64"),
            "recency_days": today - last,
            "age_days": today - first,
            "value": value if by_currency else np.nan,
        }
    )


def newest_order(orders: IntoFrame) -> int:
    """Return the time of the newest order that counts, epoch seconds UTC; zero without any.

    Examples
    --------
    >>> newest_order(pd.DataFrame({"customer": "a", "currency": "EUR", "at": [5, 9],
    ...     "amount": 1.0, "refunded": 0.0, "status": ["paid", "voided"]}))
    5
    """
    newest = to_pandas(_counted(orders).select(nw.col("at").max()).to_native())["at"].iloc[0]
    return int(newest) if pd.notna(newest) else 0


def _counted(orders: IntoFrame) -> nw.LazyFrame[Any]:
    status = nw.col("status").cast(nw.String).str.to_lowercase()
    return scan(orders, _NEEDED, table="orders").filter(
        ~status.is_in([*CANCELLED, *PENDING]).fill_null(False)
    )


def _days(moments: pd.Series, timezone: str) -> np.ndarray:
    """Return the number of the calendar day of each moment on the clock of a zone."""
    rows = nw.from_native(pd.DataFrame({"at": moments.astype("int64")})).lazy()
    local = to_pandas(on_clock(rows, timezone).to_native())["local"]
    numbers: np.ndarray = local.to_numpy(dtype="int64") // DAY
    return numbers
