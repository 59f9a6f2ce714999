"""Rows of mapped ads and visits that sum up others: they say so, or leave out what others name."""

import re
from collections.abc import Sequence

import numpy as np
import pandas as pd

from smmlab.exports.mapping.spec import ColumnMap
from smmlab.exports.mapping.words import ALL_OF_THEM, TOTALS

_NAMES = {
    "ads": ("campaign", "ad_set", "ad"),
    "visits": ("source", "medium", "campaign", "content", "term", "channel"),
}
# Where an empty cell is the whole of what others fill. A visit may well come without a tag.
_LEVELS = {"ads": ("ad_set", "ad", "day"), "visits": ("day",)}
_BESIDE = ("network", "property", "from_day", "to_day")
_COUNTED = re.compile(
    r"(?:results from|results of|totals?(?: from| of| for)?|итого(?: по)?|всего|результаты(?: по)?"
    r"|kokku|tulemused)\s+\d+\s.*|(?:grand )?totals?: .*|(?:итого|всего|kokku): .*"
)


def is_everything(texts: pd.Series) -> pd.Series:
    """Mask the cells that stand for all of something: ``Total``, ``All``, ``Results from 2 ads``.

    Examples
    --------
    >>> is_everything(pd.Series(["Total", "kõik", "Results from 2 ads", "Total care"])).tolist()
    [True, True, True, False]
    """
    plain = texts.astype("str").str.strip().str.casefold().fillna("")
    return plain.isin(TOTALS | ALL_OF_THEM) | plain.str.fullmatch(_COUNTED).astype(bool)


def summing_rows(texts: pd.DataFrame, column_map: ColumnMap) -> pd.Series:
    """Mask the rows of ads or visits that sum up other rows of the file.

    Parameters
    ----------
    texts
        Trimmed cells; empty ones are empty texts.
    column_map
        What the columns stand for.

    Examples
    --------
    >>> column_map = ColumnMap("ads", {"campaign": "Name", "day": "Day", "spend": "Cost"})
    >>> rows = [["A", "2026-05-01", "1"], ["A", "2026-05-02", "2"], ["A", "", "3"],
    ...         ["Total", "2026-05-01", "1"]]
    >>> summing_rows(pd.DataFrame(rows, columns=["Name", "Day", "Cost"]), column_map).tolist()
    [False, False, True, True]
    """
    names = _columns(column_map, _NAMES.get(column_map.table, ()))
    if not names:
        return pd.Series(False, index=texts.index)
    empty, says = texts[names].eq(""), texts[names].apply(is_everything)
    nameless = (empty | says).all(axis=1)
    if column_map.table == "ads" and not (empty | says).to_numpy().all():
        # Others have names. A visit without any tag is a visit all the same.
        totals = nameless
    else:
        totals = nameless & says.any(axis=1)
    levels = _columns(column_map, _LEVELS[column_map.table])
    told = texts[[*dict.fromkeys([*names, *levels, *_columns(column_map, _BESIDE)])]]
    told = told.mask(told.apply(is_everything), "")[~totals]
    return totals | _wholes(told, levels).reindex(texts.index, fill_value=False)


def _wholes(texts: pd.DataFrame, levels: Sequence[str]) -> pd.Series:
    """Mask the rows that leave levels empty which rows of the same names fill."""
    filled = texts[list(levels)].ne("")
    wholes = pd.Series(False, index=texts.index)
    for pattern in filled.drop_duplicates().to_numpy() if levels else ():
        here = filled.eq(pattern).all(axis=1)
        finer = filled.ge(pattern).all(axis=1) & ~here
        beside = [name for name in texts.columns if name not in np.asarray(levels)[~pattern]]
        if not beside or not finer.any():
            continue
        known = pd.MultiIndex.from_frame(texts.loc[finer, beside])
        met = pd.MultiIndex.from_frame(texts.loc[here, beside]).isin(known)
        wholes[here] = met
    return wholes


def _columns(column_map: ColumnMap, names: Sequence[str]) -> list[str]:
    return [column_map.columns[name] for name in names if name in column_map.columns]
