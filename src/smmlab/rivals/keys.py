"""How the findings about a page are called, and which networks have somebody to compare with."""

from collections.abc import Mapping
from typing import Any

import pandas as pd


def page_key(row: Mapping[str, Any]) -> str:
    """Return the start of the keys of a page's findings.

    Parameters
    ----------
    row
        ``network``, ``page`` and ``is_own``. A dot inside the name becomes a one-dot leader,
        because dots divide a key.

    Examples
    --------
    >>> page_key({"network": "vkontakte", "page": "kaja.ee", "is_own": False})
    'rivals.vkontakte.page.kaja․ee'
    >>> page_key({"network": "vkontakte", "page": None, "is_own": True})
    'rivals.vkontakte.own.unknown'
    """
    page = row["page"]
    name = "unknown" if pd.isna(page) or not page else str(page).replace(".", "\u2024")
    return f"rivals.{row['network']}.{'own' if row['is_own'] else 'page'}.{name}"


def has_both(pages: pd.DataFrame, *, rivals_alone: bool = False) -> pd.Series:
    """Tell for each row whether its network has pages of both sides.

    Parameters
    ----------
    pages
        ``network`` and ``is_own``.
    rivals_alone
        A network with rivals only will do.

    Examples
    --------
    >>> pages = pd.DataFrame({"network": ["x", "x", "vk"], "is_own": [True, False, True]})
    >>> has_both(pages).tolist()
    [True, True, False]
    """
    own = pages["is_own"].astype(bool)
    networks = pages["network"]
    theirs = (~own).groupby(networks).transform("any").astype(bool)
    if rivals_alone:
        return theirs
    return theirs & own.groupby(networks).transform("any").astype(bool)
