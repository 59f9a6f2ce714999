"""What a visit or an order belongs to, by its tags: network, campaign, post, type or code."""

from typing import Literal

import numpy as np
import pandas as pd

from smmlab.channels import name_channels
from smmlab.findings import SMALLEST_GROUP
from smmlab.money.utm import UNTAGGED
from smmlab.utm_scheme import content_type_of

_OF_ORDERS = ("utm_source", "utm_medium", "utm_campaign", "utm_content")
_OF_VISITS = ("source", "medium", "campaign", "content")
# A type, month and day, and which of the posts of that day: so the scheme of tags writes a post.
_POST = r".+-(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])(?:-[2-9])?"


def name_rows(
    rows: pd.DataFrame, by: str, *, of: Literal["orders", "visits"]
) -> dict[str, pd.Series]:
    """Name the thing each row belongs to, and tell paid from unpaid.

    Parameters
    ----------
    rows
        Canonical orders (the four tags, ``discount_code``) or visits (the four tags).
    by
        ``network`` (or the channel, where a source is none), ``campaign``, ``post``,
        ``content_type``, ``paid`` or ``discount_code``.
    of
        Which of the two the rows are.

    Returns
    -------
    dict
        ``name`` (``(untagged)`` for orders without any tag; missing where the tags do not tell) and
        ``is_paid`` (boolean, missing where the medium does not tell), in the order of the rows.

    Examples
    --------
    >>> visits = pd.DataFrame({"source": ["ig"], "medium": "cpc", "campaign": "2026-12",
    ...                        "content": "laugh-1204"})
    >>> [name_rows(visits, by, of="visits")["name"].iloc[0]
    ...  for by in ("network", "post", "content_type", "paid")]
    ['instagram', 'instagram laugh-1204', 'laugh', 'paid']
    """
    if by == "discount_code":
        return _by_code(rows["discount_code"] if of == "orders" else rows["source"])
    columns = list(_OF_ORDERS if of == "orders" else _OF_VISITS)
    number, tags = _distinct(rows, columns)
    named = _name(tags, by)
    if of == "orders":
        bare = tags.isna().all(axis=1)
        named["name"] = named["name"].mask(bare, UNTAGGED)
    return {
        name: values.take(number).set_axis(rows.index, axis=0) for name, values in named.items()
    }


def _distinct(rows: pd.DataFrame, columns: list[str]) -> tuple[np.ndarray, pd.DataFrame]:
    """Return the different tags and which of them each row has: rules run on these alone."""
    key = np.zeros(len(rows), dtype=np.int64)
    for column in columns:
        codes, values = pd.factorize(rows[column])
        key = pd.factorize(key * (len(values) + 1) + codes + 1)[0]
    _keys, first, number = np.unique(key, return_index=True, return_inverse=True)
    tags = rows[columns].iloc[first].set_axis(list(_OF_VISITS), axis=1).reset_index(drop=True)
    return number, tags


def _name(tags: pd.DataFrame, by: str) -> dict[str, pd.Series]:
    told = name_channels(tags["source"], tags["medium"])
    place = told["network"].where(told["network"].notna(), told["channel"])
    if by == "network":
        name = place
    elif by == "campaign":
        name = tags["campaign"].astype("str")
    elif by == "content_type":
        name = content_type_of(tags["content"])
    elif by == "post":
        content = tags["content"].astype("str")
        name = (place.astype("str") + " " + content).where(content.str.fullmatch(_POST, na=False))
    else:
        name = told["is_paid"].map({True: "paid", False: "organic"})
    return {"name": name.astype("str"), "is_paid": told["is_paid"]}


def _by_code(codes: pd.Series) -> dict[str, pd.Series]:
    used = codes.map(codes.value_counts()).astype("float64")
    # A code of a few orders may be that of one person.
    return {
        "name": codes.where(used >= SMALLEST_GROUP).astype("str"),
        "is_paid": pd.Series(pd.NA, index=codes.index, dtype="boolean"),
    }
