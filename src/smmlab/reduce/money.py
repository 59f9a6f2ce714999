"""Orders added up: by tags, and by customer."""

import narwhals as nw
from narwhals.typing import IntoFrameT

from smmlab.reduce.clock import DAY, floor, on_clock
from smmlab.reduce.frames import native, scan

THOUSANDTHS = 1000
"""Money is added up in whole thousandths: exact, also for currencies with three decimals."""


def orders_by_utm(orders: IntoFrameT) -> IntoFrameT:
    """Add up orders by tags, currency and status.

    Parameters
    ----------
    orders
        Canonical orders: ``utm_source``, ``utm_medium``, ``utm_campaign``, ``currency``,
        ``status``, ``amount``, ``refunded``.

    Returns
    -------
    native frame
        The five keys (missing stays a group of its own), ``orders``, ``amount_thousandths`` and
        ``refunded_thousandths`` (int64, thousandths of the currency), ``amounts`` and ``refunds``
        (how many orders have the figure: missing is not zero).

    Examples
    --------
    >>> import pandas as pd
    >>> orders = pd.DataFrame({
    ...     "utm_source": "instagram", "utm_medium": "social", "utm_campaign": "launch",
    ...     "currency": "EUR", "status": "paid", "amount": [0.1, 0.2], "refunded": 0.0})
    >>> orders_by_utm(orders)[["orders", "amount_thousandths"]]
       orders  amount_thousandths
    0       2                 300
    """
    keys = ("utm_source", "utm_medium", "utm_campaign", "currency", "status")
    rows = scan(orders, (*keys, "amount", "refunded"), table="orders")
    exact = {f"{name}_thousandths": _exact(name) for name in ("amount", "refunded")}
    known = {
        plural: nw.when(nw.col(name).is_null()).then(nw.lit(0)).otherwise(nw.lit(1))
        for name, plural in (("amount", "amounts"), ("refunded", "refunds"))
    }
    columns = (*exact, *known)
    sums = (
        rows.with_columns(**exact, **known)
        .group_by(*keys)
        .agg(nw.len().alias("orders"), *(nw.col(column).sum() for column in columns))
    )
    return native(sums.with_columns(nw.col("orders", *columns).cast(nw.Int64)), orders)


def customer_orders(orders: IntoFrameT, *, timezone: str = "UTC") -> IntoFrameT:
    """Add up the orders of each customer in each currency.

    Parameters
    ----------
    orders
        Canonical orders: ``customer``, ``currency``, ``at``, ``amount``, ``refunded``; orders
        without a customer are left out. Leave cancelled ones out before.
    timezone
        IANA zone whose calendar days are counted.

    Returns
    -------
    native frame
        ``customer``, ``currency`` (missing is a group of its own), ``orders``, ``first`` and
        ``last`` (epoch seconds, missing when no order has a time), ``days`` (different days with an
        order), ``amount_thousandths`` and ``refunded_thousandths`` (int64, thousandths of the
        currency), ``amounts`` and ``refunds`` (how many orders have the figure).

    Examples
    --------
    >>> import pandas as pd
    >>> orders = pd.DataFrame({
    ...     "customer": ["a", "a"], "currency": "EUR", "at": [0, 90_000], "amount": [10.0, 5.5],
    ...     "refunded": None})
    >>> customer_orders(orders)[["orders", "days", "amount_thousandths", "refunds"]]
       orders  days  amount_thousandths  refunds
    0       2     2               15500        0
    """
    keys = ("customer", "currency")
    rows = scan(orders, (*keys, "at", "amount", "refunded"), table="orders")
    rows = rows.filter(~nw.col("customer").is_null()).with_columns(
        amount_thousandths=_exact("amount"),
        refunded_thousandths=_exact("refunded"),
        amounts=_known("amount"),
        refunds=_known("refunded"),
    )
    sums = ("amount_thousandths", "refunded_thousandths", "amounts", "refunds")
    daily = (
        on_clock(rows, timezone)
        .with_columns(day=floor(nw.col("local"), DAY))
        .group_by(*keys, "day")
        .agg(
            nw.len().alias("orders"),
            nw.col("at").min().alias("first"),
            nw.col("at").max().alias("last"),
            *(nw.col(name).sum() for name in sums),
        )
    )
    customers = (
        daily.with_columns(days=_known("day"))
        .group_by(*keys)
        .agg(
            nw.col("orders").sum(),
            nw.col("first").min(),
            nw.col("last").max(),
            nw.col("days").sum(),
            *(nw.col(name).sum() for name in sums),
        )
    )
    whole = nw.col("orders", "days", *sums).cast(nw.Int64)
    names = ("orders", "first", "last", "days", *sums)
    return native(customers.with_columns(whole).select(*keys, *names), orders)


def _exact(name: str) -> nw.Expr:
    return (nw.col(name).cast(nw.Float64) * THOUSANDTHS).round(0).fill_null(0).cast(nw.Int64)


def _known(name: str) -> nw.Expr:
    return nw.when(nw.col(name).is_null()).then(nw.lit(0)).otherwise(nw.lit(1))
