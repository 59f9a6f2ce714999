"""Which rows can be used: faults are found column by column, told row by row; repeats fold."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from smmlab.exports.reading import Listed
from smmlab.schema import FIRST_TIMES, PRECISIONS, TABLES, UNKNOWN_WORDS
from smmlab.texts import message

_SHOWN = 40
_WHEN = ["at", "clock", "precision"]
_REPEATED = message("The same stands in line {kept}; what either of them knows was kept.")


@dataclass(frozen=True)
class Fault:
    """One thing that can be wrong with a row.

    Parameters
    ----------
    mask
        True where it is; missing counts as false.
    reason
        Why the row is rejected; may name ``{value}`` and ``{column}``.
    values
        What the rows hold there, shown shortened.
    column
        Name of the column in the file.
    """

    mask: pd.Series
    reason: str
    values: pd.Series | None = None
    column: str = ""


def sift(
    lines: Sequence[int] | np.ndarray,
    faults: Sequence[Fault],
    *,
    raws: Sequence[str] | None = None,
) -> tuple[np.ndarray, tuple[Listed, ...]]:
    """Return a mask of the sound rows, and the others with the first fault of each.

    Parameters
    ----------
    lines
        Where each row stands.
    faults
        What can be wrong, the gravest first; masks are as long as ``lines``.
    raws
        Each row as the file has it, for readers of JSON; the catalogue knows it for tables.

    Examples
    --------
    >>> fault = Fault(pd.Series([False, True]), "{value} is no count.", pd.Series(["1", "x"]))
    >>> keep, rejected = sift([2, 3], [fault])
    >>> keep.tolist(), str(rejected[0])
    ([True, False], 'line 3: x is no count.')
    """
    keep = np.ones(len(lines), dtype=bool)
    rejected: list[Listed] = []
    for fault in faults:
        wrong = fault.mask.fillna(False).to_numpy(dtype=bool) & keep
        keep &= ~wrong
        for at in np.flatnonzero(wrong).tolist():
            values: dict[str, object] = {}
            if "{value}" in fault.reason and fault.values is not None:
                value = fault.values.iloc[at]
                values["value"] = "" if pd.isna(value) else str(value)[:_SHOWN]
            if "{column}" in fault.reason:
                values["column"] = fault.column
            raw = raws[at] if raws is not None else ""
            rejected.append(Listed(int(lines[at]), fault.reason, values, raw))
    return keep, tuple(sorted(rejected, key=lambda row: row.line))


def fold_repeats(frame: pd.DataFrame, table: str) -> tuple[pd.DataFrame, tuple[Listed, ...]]:
    """Fold rows with the same key into one, column by column; the largest known value holds.

    The rule does not look at the order of rows, so a file and its halves give the same table. The
    columns ``at``, ``clock`` and ``precision`` stay together: the most exact time holds. A known
    form holds over ``other``.

    Parameters
    ----------
    frame
        Columns of a canonical table, as far as the reader has them, and ``source_row``.
    table
        Name of the table.

    Returns
    -------
    tuple of DataFrame and tuple of Listed
        One row a key, in the order of the file, and the rows that went into an earlier one.

    Examples
    --------
    >>> frame = pd.DataFrame({"network": "x", "post_id": ["1", "1"], "views": [5, 7],
    ...                       "source_row": [2, 3]})
    >>> folded, merged = fold_repeats(frame, "posts")
    >>> folded["views"].tolist(), [row.line for row in merged]
    ([7], [3])
    """
    key = [name for name in TABLES[table].part_key if name in frame.columns]
    again = frame.duplicated(key).to_numpy(dtype=bool)
    if not again.any():
        return frame.reset_index(drop=True), ()
    first = frame.groupby(key, dropna=False)["source_row"].transform("min")
    kept_rows = set(first.tolist())
    merged = tuple(
        Listed(int(line), _REPEATED, {"kept": int(kept)})
        for line, kept in zip(frame["source_row"], first, strict=True)
        if line not in kept_rows
    )
    repeated = frame.duplicated(key, keep=False)
    theirs = _with_most_exact_time(frame[repeated], key)
    vague = [name for name in UNKNOWN_WORDS if name in frame.columns]
    known = theirs.assign(
        **{name: theirs[name].where(theirs[name] != UNKNOWN_WORDS[name]) for name in vague}
    )
    groups = known.groupby(key, dropna=False, sort=False)
    rest = [name for name in frame.columns if name not in (*key, "source_row")]
    folded = groups[rest].max() if rest else groups.size().to_frame()[[]]
    first = [name for name in FIRST_TIMES if name in rest]
    folded[first] = groups[first].min()
    if vague:
        folded = folded.fillna(theirs.groupby(key, dropna=False, sort=False)[vague].max())
    folded = folded.assign(source_row=groups["source_row"].min()).reset_index()
    whole = pd.concat([frame[~repeated], folded[frame.columns].astype(frame.dtypes)])
    return whole.sort_values("source_row", kind="stable").reset_index(drop=True), merged


def _with_most_exact_time(frame: pd.DataFrame, key: list[str]) -> pd.DataFrame:
    """Return rows of which only one of each key still has a time: the one that is most exact."""
    if not set(_WHEN) <= set(frame.columns):
        return frame
    rank = frame["precision"].map({name: at for at, name in enumerate(PRECISIONS)})
    rank = rank.astype("Float64").fillna(0).mask(frame["at"].isna(), -1)
    ordered = frame.assign(rank=rank).sort_values(["rank", *_WHEN], na_position="first")
    best = ordered.drop_duplicates(key, keep="last").index
    is_best = frame.index.isin(best)
    return frame.assign(**{name: frame[name].where(is_best) for name in _WHEN})
