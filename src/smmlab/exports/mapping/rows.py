"""Rows that a map makes of a file, and what is wrong with them or doubtful in them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from smmlab.exports.mapping.cells import Cells
from smmlab.exports.post_links import link_networks
from smmlab.exports.sieve import Fault


@dataclass(frozen=True)
class Doubt:
    """Something in rows that the user should know, though they are read or rejected as they are.

    Parameters
    ----------
    code
        Code of the caution.
    template
        What to say; may name ``{n}``.
    counts
        How often it is met in each row of the file, or whether it is.
    values
        What else the sentence names.
    of_rejected
        Whether rows count that were rejected.
    """

    code: str
    template: str
    counts: pd.Series
    values: Mapping[str, object] = field(default_factory=dict)
    of_rejected: bool = False


@dataclass(frozen=True)
class Rows:
    """Rows of one table, as long as the file has rows or longer, and what is wrong with them.

    Parameters
    ----------
    frame
        Columns of the canonical table; ``row`` is the number of the row in the file.
    faults
        What cannot be used, by row of the file.
    empty
        Rows of the file that hold nothing to import, though nothing is wrong with them.
    doubts
        What the user should know, by row of the file.
    """

    frame: pd.DataFrame
    faults: tuple[Fault, ...] = ()
    empty: Mapping[str, pd.Series] = field(default_factory=dict)
    doubts: tuple[Doubt, ...] = ()


def network_of(cells: Cells, links: pd.Series | None = None) -> pd.Series:
    """Return the network of each row as the file or the map says it, else as its link does."""
    said = cells.word("network")
    return said if links is None else said.fillna(link_networks(links)).astype("str")
