"""Rows of visits with the same tags and days: portions of one thing, whose visits add up."""

from collections.abc import Sequence

import pandas as pd

from smmlab.exports.portions import portions_of
from smmlab.exports.reading import Caution, Listed
from smmlab.exports.sieve import fold_repeats
from smmlab.exports.tags import PERSONAL
from smmlab.schema import conform
from smmlab.texts import message

TEXTS = ("source", "medium", "campaign", "content", "term", "channel")
"""The columns of `visits` that say where a visit came from."""


def as_portions(
    rows: pd.DataFrame, cells: pd.DataFrame, names: Sequence[str]
) -> tuple[pd.DataFrame, tuple[Listed, ...]]:
    """Tell rows that differ only in letters, or in a detail that is not kept, as portions.

    Parameters
    ----------
    rows
        Columns of `visits`, as far as the reader has them, and ``source_row``.
    cells
        The rows as they are written.
    names
        The columns of the cells that say what is counted.

    Returns
    -------
    tuple of DataFrame and tuple of Listed
        A part of `visits`, and the rows that repeat an earlier one.

    Examples
    --------
    >>> rows = pd.DataFrame({"source": ["vk", "vk"], "sessions": [4, 5], "source_row": [2, 3]})
    >>> cells = pd.DataFrame({"Source": ["vk", "VK"], "Sessions": ["4", "5"]})
    >>> visits, merged = as_portions(rows, cells, ["Source"])
    >>> visits["sessions"].tolist(), [row.line for row in merged]
    ([4, 5], [])
    """
    part = conform(rows.join(portions_of(cells, names)), "visits", part=True)
    folded, again = fold_repeats(part, "visits")
    return conform(folded, "visits", part=True), again


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
