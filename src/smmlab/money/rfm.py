"""RFM scores: how recently, how often and for how much each customer bought."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal, get_args

import numpy as np
import pandas as pd
from narwhals.typing import IntoFrame

from smmlab.fifths import score_fifths
from smmlab.money.customers import add_up_customers

CustomerSegment = Literal[
    "champions", "loyal", "potential_loyal", "new_customers", "promising", "need_attention",
    "about_to_sleep", "at_risk", "cannot_lose", "lost", "other",
]  # fmt: skip
CUSTOMER_SEGMENTS: tuple[CustomerSegment, ...] = get_args(CustomerSegment)
Grid = Literal["standard", "revised"]

Rule = tuple[CustomerSegment, tuple[int, int], tuple[int, int], tuple[int, int]]

GRIDS: Mapping[Grid, tuple[Rule, ...]] = MappingProxyType(
    {
        "standard": (
            ("champions", (4, 5), (4, 5), (4, 5)),
            ("loyal", (2, 5), (3, 5), (3, 5)),
            ("potential_loyal", (3, 5), (1, 3), (1, 3)),
            ("new_customers", (4, 5), (1, 1), (1, 1)),
            ("promising", (3, 4), (1, 1), (1, 1)),
            ("need_attention", (2, 3), (2, 3), (2, 3)),
            ("about_to_sleep", (2, 3), (1, 2), (1, 2)),
            ("at_risk", (1, 2), (2, 5), (2, 5)),
            ("cannot_lose", (1, 1), (4, 5), (4, 5)),
            ("lost", (1, 2), (1, 2), (1, 2)),
        ),
        "revised": (
            ("champions", (5, 5), (5, 5), (5, 5)),
            ("potential_loyal", (3, 5), (3, 5), (2, 5)),
            ("loyal", (2, 4), (2, 4), (2, 4)),
            ("promising", (3, 4), (1, 3), (3, 5)),
            ("new_customers", (4, 5), (1, 3), (1, 5)),
            ("cannot_lose", (1, 2), (3, 4), (4, 5)),
            ("at_risk", (1, 2), (2, 5), (4, 5)),
            ("need_attention", (1, 3), (3, 5), (3, 5)),
            ("about_to_sleep", (2, 3), (1, 3), (1, 4)),
            ("lost", (1, 1), (1, 5), (1, 5)),
        ),
    }
)
"""Segments by the scores of recency, frequency and money, both ends included; the first rule that
fits counts. In the standard grid new, promising and cannot-lose customers always fit an earlier
rule; the revised grid has them."""


def score_customers(
    orders: IntoFrame,
    *,
    grid: Grid = "standard",
    as_of: int | None = None,
    timezone: str = "UTC",
) -> pd.DataFrame:
    """Score every customer by recency, frequency and money (RFM), each currency by itself.

    Parameters
    ----------
    orders
        Canonical orders in any engine: ``customer``, ``currency``, ``at``, ``amount``,
        ``refunded``, ``status``. Cancelled and pending ones are left out, and customers without
        any known time or amount in the currency.
    grid
        Which rules name the segments: see `GRIDS`.
    as_of
        The moment to look back from, epoch seconds UTC; by default the newest order.
    timezone
        IANA zone whose calendar days are counted.

    Returns
    -------
    DataFrame
        One row a customer and currency: ``customer`` (pseudonym; not for people to see),
        ``currency``, ``recency_days`` (days since the last order), ``orders``, ``amounts`` (orders
        whose amount is known), ``value`` (amounts less what was given back, in the currency), the
        scores ``r``, ``f``, ``m`` (one to five, five is best) and ``segment``.

    Raises
    ------
    DataError
        When a column is absent or the zone is not known.

    References
    ----------
    Both grids are those of the R package rfm (Hebbali): its tests have the standard one, its
    reference manual the revised one; both give the published counts on its data.

    Examples
    --------
    >>> orders = pd.DataFrame({
    ...     "customer": ["a", "a", "b"], "currency": "EUR", "at": [0, 864_000, 432_000],
    ...     "amount": [10.0, 5.0, 8.0], "refunded": 0.0, "status": "paid"})
    >>> score_customers(orders)[["customer", "recency_days", "orders", "value", "segment"]]
      customer  recency_days  orders  value          segment
    0        a             0       2   15.0  potential_loyal
    1        b             5       1    8.0  potential_loyal
    """
    customers = add_up_customers(orders, as_of=as_of, timezone=timezone)
    customers = customers[customers["value"].notna()].reset_index(drop=True)
    by_currency = customers.groupby(customers["currency"].fillna(""), sort=False)
    scores = {
        name: by_currency[column].transform(score_fifths).astype("int64")
        for name, column in (("r", "recency_days"), ("f", "orders"), ("m", "value"))
    }
    scores["r"] = 6 - scores["r"]
    fits = [
        scores["r"].between(*r) & scores["f"].between(*f) & scores["m"].between(*m)
        for _name, r, f, m in GRIDS[grid]
    ]
    names = np.select(fits, [rule[0] for rule in GRIDS[grid]], "other")
    columns = ["customer", "currency", "recency_days", "orders", "amounts", "value"]
    return customers[columns].assign(**scores, segment=pd.Series(names, dtype="str"))
