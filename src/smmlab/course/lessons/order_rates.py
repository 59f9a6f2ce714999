"""Rates of orders beside each other: which of them chance alone could have turned round."""

import pandas as pd

from smmlab.intervals import newcombe_interval


def hardly_apart(rates: pd.DataFrame) -> list[str]:
    """Return the names whose rate the data cannot tell from the highest.

    Parameters
    ----------
    rates
        Indexed by name, the highest rate first. Columns: orders, sessions (counts).

    Examples
    --------
    >>> rates = pd.DataFrame(
    ...     {"orders": [40, 38, 5], "sessions": [1000, 1000, 1000]}, index=["a", "b", "c"]
    ... )
    >>> hardly_apart(rates)
    ['b']
    """
    best, others = rates.iloc[0], rates.iloc[1:]
    low, _high = newcombe_interval(
        [best["orders"]] * len(others), [best["sessions"]] * len(others),
        others["orders"], others["sessions"],
    )  # fmt: skip
    return [str(name) for name, edge in zip(others.index, low, strict=True) if edge <= 0]
