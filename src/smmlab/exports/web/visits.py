"""Rows of visits with the same tags and days: portions of one thing, whose visits add up."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from smmlab.exports.portions import portions_of
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
    return _fold(rows.join(portions_of(cells, names)))


@dataclass(frozen=True)
class DividedVisits:
    """A part of `visits`, the rows that repeat another, and what cannot be added."""

    part: pd.DataFrame
    merged: tuple[Listed, ...]
    cautions: tuple[Caution, ...]


def tell_divided(rows: pd.DataFrame, unread: pd.DataFrame) -> DividedVisits:
    """Tell the rows that a file divides further than the table does, and say so.

    Parameters
    ----------
    rows
        Sound rows: a part of `visits` and ``source_row``.
    unread
        Rows that could not be read, as far as their keys are known: nothing is added beside them.
    """
    key = list(TABLES["visits"].key)
    folded, again = _fold(rows)
    named = conform(unread, "visits", part=True)[[*TABLES["visits"].part_key, "source_row"]]
    lost, _ = _fold(named.assign(sound=0))
    divided = folded[folded.duplicated(key, keep=False)]
    cautions = []
    if n := len(divided[key].drop_duplicates()):
        text = message(
            "Sources of visits that the file divides further, for example by device: {n}. Their "
            "visits, key events and revenue were added up. Users cannot be added, for one person "
            "may stand in several rows, and are missing."
        )
        cautions.append(Caution("visits-added", text, {"n": n}))
    both = folded[key].drop_duplicates().merge(lost[key].drop_duplicates(), on=key)
    if n := len(both):
        text = message(
            "Sources of visits of which a row cannot be read: {n}. Their sums would be too small "
            "and are missing."
        )
        cautions.append(Caution("visits-unread", text, {"n": n}))
    part = conform(pd.concat([folded, lost]) if len(lost) else folded, "visits", part=True)
    return DividedVisits(part, again, tuple(cautions))


def _fold(rows: pd.DataFrame) -> tuple[pd.DataFrame, tuple[Listed, ...]]:
    folded, again = fold_repeats(conform(rows, "visits", part=True), "visits")
    return conform(folded, "visits", part=True), again


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
