"""What the business itself has measured per network; reported beside the score."""

import pandas as pd

from smmlab.errors import DataError
from smmlab.texts import message

_COUNTS = ("posts", "reach", "engagements", "orders")
_COLUMNS = ("network", *_COUNTS, "engagement_rate", "engagement_low", "engagement_high",
            "order_rate", "order_low", "order_high")  # fmt: skip


def summarise_own(own: pd.DataFrame | None) -> pd.DataFrame:
    """Return engagement and order rates per person reached, with 80 % intervals.

    Parameters
    ----------
    own
        network, posts, reach, engagements, orders; a missing count stays missing.

    Returns
    -------
    DataFrame
        network, the four counts, engagement_rate, engagement_low, engagement_high (engagements a
        person reached: Gamma-Poisson, can exceed one), order_rate, order_low, order_high (orders a
        person reached: Beta-Binomial, Jeffreys prior).

    Raises
    ------
    DataError
        When a column lacks, a count is negative, or there are more orders than people reached.

    Examples
    --------
    >>> own = pd.DataFrame({"network": ["facebook"], "posts": [10], "reach": [2000],
    ...                     "engagements": [90], "orders": [4]})
    >>> summarise_own(own)[["engagement_rate", "order_rate"]]
       engagement_rate  order_rate
    0            0.045       0.002
    """
    if own is None or not len(own):
        return pd.DataFrame({name: [] for name in _COLUMNS})
    lacking = [name for name in ("network", *_COUNTS) if name not in own.columns]
    if lacking:
        raise DataError(
            message("The own results lack the columns {lacking}. Give one row a network."),
            {"lacking": ", ".join(lacking)},
        )
    from scipy.special import betaincinv, gammaincinv

    table = own[["network", *_COUNTS]].reset_index(drop=True)
    counts = table[list(_COUNTS)].apply(pd.to_numeric, errors="coerce").astype("float64")
    if (counts < 0).any(axis=None) or (counts["orders"] > counts["reach"]).any():
        raise DataError(
            message(
                "The own results of {networks} cannot be: counts are not below zero and orders do "
                "not exceed the people reached."
            ),
            {"networks": ", ".join(table["network"].astype("str"))},
        )
    reach = counts["reach"].where(counts["reach"] > 0)
    engaged, orders = counts["engagements"], counts["orders"]
    table["engagement_rate"] = engaged / reach
    table["order_rate"] = orders / reach
    for name, level in (("low", 0.1), ("high", 0.9)):
        table[f"engagement_{name}"] = gammaincinv(engaged + 0.5, level) / reach
        table[f"order_{name}"] = betaincinv(orders + 0.5, reach - orders + 0.5, level)
    return table[list(_COLUMNS)]
