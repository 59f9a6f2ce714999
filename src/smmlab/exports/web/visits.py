"""Rows of visits with the same tags and days as one row: visits add up, people do not."""

import pandas as pd

from smmlab.exports.reading import Caution, Listed
from smmlab.exports.tags import PERSONAL
from smmlab.schema import TABLES
from smmlab.texts import message

TEXTS = ("source", "medium", "campaign", "content", "term", "channel")
"""The columns of `visits` that say where a visit came from."""

_KEY = list(TABLES["visits"].key)
_SUMS = ("sessions", "engaged_sessions", "key_events", "revenue")
_SAME = message("The same source and day again, in other letters or another detail: added up.")


def add_up(rows: pd.DataFrame) -> tuple[pd.DataFrame, tuple[Listed, ...]]:
    """Add up rows that differ only in letters or in a detail that is not kept.

    Parameters
    ----------
    rows
        Columns of `visits`, as far as the reader has them, and ``source_row``.

    Returns
    -------
    tuple of DataFrame and tuple of Listed
        One row a key, and the rows that went into an earlier one. Users are missing where rows were
        added up: the same person may stand in both.

    Examples
    --------
    >>> rows = pd.DataFrame({"source": ["vk", "vk"], "users": [2, 3], "sessions": [4, 5],
    ...                      "source_row": [2, 3]})
    >>> visits, merged = add_up(rows)
    >>> visits[["source", "sessions", "users"]].values.tolist(), [row.line for row in merged]
    ([['vk', 9, nan]], [3])
    """
    full = rows.reindex(columns=[*_KEY, "users", *_SUMS, "source_row"])
    again = full.duplicated(_KEY)
    groups = full.groupby(_KEY, dropna=False, sort=False)
    visits = full[~again].set_index(_KEY)[["source_row"]].join(groups[list(_SUMS)].sum(min_count=1))
    visits["users"] = groups["users"].first().where(groups.size() == 1)
    merged = tuple(Listed(int(line), _SAME) for line in full.loc[again, "source_row"])
    return visits.reset_index(), merged


def hidden_tags(rows: pd.DataFrame) -> tuple[Caution, ...]:
    """Say that tags held e-mail addresses, if any did."""
    tags = [name for name in TEXTS if name in rows]
    if not rows[tags].eq(PERSONAL).to_numpy().any():
        return ()
    text = message(
        "Some campaign tags hold e-mail addresses; they were hidden. Do not put personal data into "
        "tags."
    )
    return (Caution("personal-tags", text),)
