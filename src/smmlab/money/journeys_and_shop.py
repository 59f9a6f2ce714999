"""Whether journeys.csv and the shop tell of the same number of orders."""

from collections.abc import Sequence

import pandas as pd

from smmlab.findings import Finding, Source
from smmlab.money.credit_comparison import Credit
from smmlab.money.orders import counted_orders
from smmlab.texts import message

_ORDERS = message("Journeys in journeys.csv that ended in an order, of all currencies.")
_SHOP = message(
    "Orders of the shop that count, of all currencies; cancelled and pending ones are left out."
)
_APART = message(
    "Orders of the shop less the journeys that ended in an order; the two files may cover "
    "different days."
)


def compare_with_shop(
    credit: Credit, orders: pd.DataFrame, *, sources: Sequence[Source]
) -> list[Finding]:
    """Return how many orders the journeys and the shop tell of; nothing where they agree.

    Parameters
    ----------
    credit
        Result of `smmlab.money.credit_comparison.compare_credit`.
    orders
        Canonical orders: ``status``. Cancelled and pending ones are left out.
    sources
        The rows of both files, from `smmlab.findings.trace`.

    Returns
    -------
    list
        ``money.credit.orders`` of the journeys, ``money.credit.shop_orders`` and how many more the
        shop has (fewer: below zero) as ``money.credit.without_journey``; empty when the numbers
        are equal or one of them is zero.

    Examples
    --------
    >>> from smmlab.money.credit_comparison import compare_credit
    >>> from smmlab.money.journeys import read_paths
    >>> ways = read_paths(pd.DataFrame({
    ...     "path": ["direct"], "conversions": 10, "nulls": 0, "value": 1.0, "currency": "EUR"}))
    >>> shop = pd.DataFrame({"status": ["paid"] * 12})
    >>> [one.value for one in compare_with_shop(compare_credit(ways), shop, sources=())]
    [10, 12, 2]
    """
    told, sold = credit.conversions, len(counted_orders(orders))
    if not told or not sold or told == sold:
        return []
    return [
        Finding(f"money.credit.{name}", many, "orders", max(told, sold), method=method,
                sources=tuple(sources))
        for name, many, method in (
            ("orders", told, _ORDERS),
            ("shop_orders", sold, _SHOP),
            ("without_journey", sold - told, _APART),
        )
    ]  # fmt: skip
