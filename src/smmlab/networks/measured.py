"""What the client's tables say of each network: posts, people reached, responses, orders."""

import numpy as np
import pandas as pd

from smmlab.channels import name_channels
from smmlab.schema import NETWORKS, require

_ENGAGEMENTS = ("reactions", "comments", "shares", "saves")
_COLUMNS = ("network", "posts", "reach", "engagements", "enquiries", "orders")


def measure_own(posts: pd.DataFrame, asked: pd.DataFrame, orders: pd.DataFrame) -> pd.DataFrame:
    """Add up what each network brought, over the own posts whose reach is known.

    Parameters
    ----------
    posts
        Canonical own posts: ``network``, ``at``, ``reach`` and the counts of responses.
    asked
        Comments with ``network``, ``at`` and ``asks``: enquiries are those that ask.
    orders
        Orders that count: ``at``, ``utm_source`` and ``utm_medium``.

    Returns
    -------
    DataFrame
        network, posts, reach (people reached, added up over posts), engagements, enquiries, orders;
        comments and orders of the time between the first and the last of these posts, without
        orders whose medium says that somebody paid for the visit. Missing is
        not zero: enquiries are known where the files hold comments of the network at that time,
        orders where any order at that time carries the tag of a network.

    Raises
    ------
    DataError
        When a column is absent.

    Examples
    --------
    >>> posts = pd.DataFrame({"network": ["x", "x"], "at": [10, 90], "reach": [400, 600],
    ...                       "reactions": [9, 1], "comments": 0, "shares": 0, "saves": None})
    >>> asked = pd.DataFrame({"network": ["x"], "at": [20], "asks": [True]})
    >>> orders = pd.DataFrame({"at": [30, 40], "utm_source": "twitter", "utm_medium": ["", "cpc"]})
    >>> measure_own(posts, asked, orders).to_numpy().tolist()
    [['x', 2, 1000.0, 10.0, 1.0, 1.0]]
    """
    require(posts, ("network", "at", "reach", *_ENGAGEMENTS), table="posts")
    require(asked, ("network", "at", "asks"), table="interactions")
    require(orders, ("at", "utm_source", "utm_medium"), table="orders")
    known = posts[
        posts["network"].isin(NETWORKS) & posts["reach"].notna() & posts["at"].notna()
    ]  # fmt: skip
    engagements = known[list(_ENGAGEMENTS)].astype("Float64").sum(axis=1, min_count=1)
    table = (
        known.assign(engagements=engagements, reach=known["reach"].astype("float64"))
        .groupby("network", as_index=False)
        .agg(posts=("at", "size"), reach=("reach", "sum"), begins=("at", "min"), ends=("at", "max"),
             engagements=("engagements", lambda values: values.sum(min_count=1)))
    )  # fmt: skip
    said = asked[["network", "at"]].assign(counted=asked["asks"].astype("float64"))
    named = name_channels(orders["utm_source"], orders["utm_medium"])
    came = pd.DataFrame(
        {
            "network": named["network"],
            "at": orders["at"],
            # What an advertisement sold, the posts did not.
            "counted": 1.0 - named["is_paid"].fillna(False).astype("float64"),
        }
    ).dropna(subset=["network", "at"])
    enquiries, orders_counted = _within(table, said), _within(table, came)
    tagged = came["at"].to_numpy(dtype=np.float64)
    any_tag = [
        bool(((tagged >= begins) & (tagged <= ends)).any())
        for begins, ends in table[["begins", "ends"]].itertuples(index=False)
    ]
    table = table.assign(
        engagements=table["engagements"].astype("float64"),
        enquiries=enquiries,
        orders=orders_counted.fillna(0).where(any_tag),
    )
    return table[list(_COLUMNS)].astype({"network": "str", "posts": "int64"})


def _within(table: pd.DataFrame, rows: pd.DataFrame) -> pd.Series:
    """Return the sum counted for each network within its time; missing where there is no row."""
    joined = rows.merge(table[["network", "begins", "ends"]], on="network")
    inside = joined[joined["at"].between(joined["begins"], joined["ends"])]
    return table["network"].map(inside.groupby("network")["counted"].sum()).astype("float64")
