"""Rows of visits with the same tags and days: portions of one thing, whose visits add up."""

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from smmlab.exports.portions import Told, fold_portions, portions_of
from smmlab.exports.privacy import hold_addresses
from smmlab.exports.reading import Caution, Listed
from smmlab.exports.sieve import fold_repeats
from smmlab.schema import TABLES, conform
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


def tell_divided(rows: pd.DataFrame, unread: pd.DataFrame) -> Told:
    """Tell the rows that a file divides further than the table does, and say so.

    Parameters
    ----------
    rows
        Sound rows: a part of `visits` and ``source_row``.
    unread
        Rows that could not be read, as far as their keys are known: nothing is added beside them.
    """
    key = list(TABLES["visits"].key)
    told = fold_portions(rows, unread, "visits")
    divided = told.sound[told.sound.duplicated(key, keep=False)]
    cautions = []
    if n := len(divided[key].drop_duplicates()):
        text = message(
            "Sources of visits that the file divides further, for example by device: {n}. Their "
            "visits, key events and revenue were added up. Users cannot be added, for one person "
            "may stand in several rows, and are missing."
        )
        cautions.append(Caution("visits-added", text, {"n": n}))
    both = told.sound[key].drop_duplicates().merge(told.unread[key].drop_duplicates(), on=key)
    if n := len(both):
        text = message(
            "Sources of visits of which a row cannot be read: {n}. Their sums would be too small "
            "and are missing."
        )
        cautions.append(Caution("visits-unread", text, {"n": n}))
    return replace(told, cautions=tuple(cautions))


def hidden_tags(rows: pd.DataFrame) -> tuple[Caution, ...]:
    """Say that tags held e-mail addresses, if any did."""
    tags = [name for name in TEXTS if name in rows]
    if not rows[tags].apply(hold_addresses).to_numpy().any():
        return ()
    text = message(
        "Some campaign tags hold e-mail addresses; they were hidden. Do not put personal data into "
        "tags."
    )
    return (Caution("personal-tags", text),)
