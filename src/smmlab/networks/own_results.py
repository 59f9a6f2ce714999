"""What the business itself has measured per network."""

import pandas as pd

from smmlab.errors import DataError
from smmlab.schema import NETWORKS
from smmlab.texts import message

_COUNTS = ("posts", "reach", "engagements", "enquiries", "orders")
# Several engagements or enquiries may come from one person; an order is counted once a person.
_RATES = {"engagement": "engagements", "enquiry": "enquiries", "order": "orders"}
_COLUMNS = (
    "network", *_COUNTS, *(f"{name}_{part}" for name in _RATES for part in ("rate", "low", "high"))
)  # fmt: skip


def summarise_own(own: pd.DataFrame | None) -> pd.DataFrame:
    """Return the rates of response per person reached, with 80 % intervals.

    Parameters
    ----------
    own
        One row a network: network, posts, reach (people reached by these posts, added up over
        posts), engagements, orders, and if known enquiries; a missing count stays missing.

    Returns
    -------
    DataFrame
        network, the five counts, engagement_rate, enquiry_rate (both Gamma-Poisson, can exceed one)
        and order_rate (Beta-Binomial), each a person reached with ``_low`` and ``_high``; Jeffreys
        priors.

    Raises
    ------
    DataError
        When a column lacks, a network comes twice or is not known, a count is negative, or there
        are more orders than people reached.

    Examples
    --------
    >>> own = pd.DataFrame({"network": ["facebook"], "posts": [10], "reach": [2000],
    ...                     "engagements": [90], "orders": [4]})
    >>> summarise_own(own)[["engagement_rate", "order_rate"]]
       engagement_rate  order_rate
    0            0.045       0.002
    """
    if own is None or not len(own):
        return pd.DataFrame({name: [] for name in _COLUMNS}).astype(
            dict.fromkeys(_COLUMNS[1:], "float64")
        )
    lacking = [name for name in ("network", *_COUNTS) if name not in {*own.columns, "enquiries"}]
    if lacking:
        raise DataError(
            message("The own results lack the columns {lacking}. Give one row a network."),
            {"lacking": ", ".join(lacking)},
        )
    if own["network"].duplicated().any() or not own["network"].isin(NETWORKS).all():
        raise DataError(
            message(
                "The own results name {networks}. Give one row a network, each one of {allowed}."
            ),
            {
                "networks": ", ".join(own["network"].astype("str")),
                "allowed": ", ".join(NETWORKS),
            },
        )
    table = own.reindex(columns=["network", *_COUNTS]).reset_index(drop=True)
    counts = table[list(_COUNTS)].apply(pd.to_numeric, errors="coerce").astype("float64")
    table[list(_COUNTS)] = counts
    if (counts < 0).any(axis=None) or (counts["orders"] > counts["reach"]).any():
        raise DataError(
            message(
                "The own results of {networks} cannot be: counts are not below zero and orders do "
                "not exceed the people reached."
            ),
            {"networks": ", ".join(table["network"].astype("str"))},
        )
    from scipy.special import betaincinv, gammaincinv

    reach = counts["reach"].where(counts["reach"] > 0)
    for name, column in _RATES.items():
        table[f"{name}_rate"] = counts[column] / reach
    for name, level in (("low", 0.1), ("high", 0.9)):
        for rate in ("engagement", "enquiry"):
            table[f"{rate}_{name}"] = gammaincinv(counts[_RATES[rate]] + 0.5, level) / reach
        orders = counts["orders"]
        table[f"order_{name}"] = betaincinv(orders + 0.5, reach - orders + 0.5, level)
    return table[list(_COLUMNS)]
