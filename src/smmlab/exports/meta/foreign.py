"""Content exports with column names in another language: known by what their columns hold."""

import re
from collections.abc import Sequence

from smmlab.exports.meta.columns import FACEBOOK_ORDER, INSTAGRAM_ORDER

_ID = re.compile(r"[0-9]{5,25}(?:_[0-9]{5,25})?|[0-9][.,]?[0-9]*[eE]\+?[0-9]{1,2}")
_STAMP = re.compile(r"[0-9]{1,2}/[0-9]{1,2}/[0-9]{4} [0-9]{1,2}:[0-9]{2}")
_LAYOUTS = (
    (FACEBOOK_ORDER, re.compile(r"https?://(?:[a-z.-]+\.)?(?:facebook\.com|fb\.watch)/", re.I)),
    (INSTAGRAM_ORDER, re.compile(r"https?://(?:[a-z.-]+\.)?instagram\.com/", re.I)),
)


def find_order(rows: Sequence[Sequence[str]]) -> tuple[str | None, ...] | None:
    """Tell by ids, times and links in which order the columns of a content export stand.

    Parameters
    ----------
    rows
        A few rows below the column names.

    Returns
    -------
    tuple or None
        What the first columns are, as in `FACEBOOK_ORDER`; None when the cells do not prove it.

    Examples
    --------
    >>> row = ["18355151116178767", "17841400000000001", "kohvik", "Kohvik", "Kook", "30",
    ...        "03/18/2025 09:48", "https://www.instagram.com/reel/DHWRIh_CLiR/", "", "", ""]
    >>> order = find_order([row])
    >>> order.index("publish_time"), order.index("url")
    (6, 7)
    """
    for order, link in _LAYOUTS:
        stamp_at, link_at = order.index("publish_time"), order.index("url")
        proven = False
        for row in rows:
            if len(row) < len(order):
                continue
            cells = [cell.strip() for cell in row]
            stamp = bool(_STAMP.fullmatch(cells[stamp_at]))
            if cells[stamp_at] and not stamp:
                break
            ids = _ID.fullmatch(cells[0]) and _ID.fullmatch(cells[1])
            proven = proven or bool(stamp and ids and link.match(cells[link_at]))
        else:
            if proven:
                return order
    return None
