"""Rows of one ad: repeated rows fold, groups such as ages add up, what cannot be added is left."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from smmlab.exports.reading import Listed
from smmlab.schema import TABLES
from smmlab.texts import message

KEY = list(TABLES["ads"].key)
ADDED = ("spend", "impressions", "clicks")
# Kinds of result that count people: somebody may stand in two groups.
_OF_PEOPLE = r"reach|unique|recall|people|охват|охопл|унікальн|уникальн|couverture"
_TINY = 6  # decimals: sums of money carry no dust of binary fractions

_REPEATED = message("The same row stands in line {kept}.")
_ADDED = message("Another group of the ad in line {kept}; what can be added was added there.")
_TWO_CURRENCIES = message("The rows of this ad are in several currencies, which cannot be added.")
_INCOMPLETE = message("Another row of the same ad cannot be read, so its groups cannot be added.")


@dataclass(frozen=True)
class Folded:
    """One row an ad and period.

    Parameters
    ----------
    frame
        The rows.
    merged, rejected
        The rows that went into another, and those that could not.
    grouped
        How many ads were put together from groups.
    unadded
        How many of them lost their results, which could not be added.
    """

    frame: pd.DataFrame
    merged: tuple[Listed, ...]
    rejected: tuple[Listed, ...]
    grouped: int
    unadded: int


def fold_groups(rows: pd.DataFrame, spoilt: pd.DataFrame) -> Folded:
    """Put the rows of each ad and period together.

    Parameters
    ----------
    rows
        Sound rows: columns of ``ads``, ``source_row``, and ``whole``, the row as one text.
    spoilt
        Rows that could not be read, as far as their keys are known.

    Returns
    -------
    Folded
        Spend, impressions and clicks are sums. Reach is missing where groups were put together,
        as are results of several kinds, of an unknown kind, or that count people.
    """
    rows = rows.sort_values("source_row", kind="stable").reset_index(drop=True)
    first = rows.groupby([*KEY, "whole"], dropna=False)["source_row"].transform("min")
    again = rows["source_row"] != first
    merged = _listed(rows["source_row"][again], first[again], _REPEATED)
    rows = rows[~again].reset_index(drop=True)
    rejected: list[Listed] = []
    cut = _has_key_in(rows, spoilt)
    rejected += [Listed(int(line), _INCOMPLETE) for line in rows["source_row"][cut]]
    rows = rows[~cut].reset_index(drop=True)
    # Where nothing was spent, there is nothing whose currency could differ.
    coded = rows.assign(code=rows["currency"].mask(rows["spend"].isna()))
    mixed = coded.groupby(KEY, dropna=False)["code"].transform("nunique") > 1
    rejected += [Listed(int(line), _TWO_CURRENCIES) for line in rows["source_row"][mixed]]
    rows = rows[~mixed].reset_index(drop=True)
    if rows.empty:
        return Folded(rows.drop(columns="whole"), tuple(merged), tuple(rejected), 0, 0)
    kept = rows.groupby(KEY, dropna=False)["source_row"].transform("min")
    other = rows["source_row"] != kept
    merged += _listed(rows["source_row"][other], kept[other], _ADDED)
    several = rows.duplicated(KEY, keep=False)
    frame, unadded = _add(rows[several])
    whole = pd.concat([rows[~several].drop(columns="whole"), frame]) if len(frame) else rows
    return Folded(
        whole[[name for name in rows.columns if name != "whole"]]
        .sort_values("source_row")
        .reset_index(drop=True),
        tuple(merged),
        tuple(rejected),
        len(frame),
        unadded,
    )


def _add(rows: pd.DataFrame) -> tuple[pd.DataFrame, int]:
    if rows.empty:
        return rows, 0
    # Sums of fractions depend on their order: it must not be that of the file.
    groups = rows.sort_values([*KEY, "spend"]).groupby(KEY, dropna=False)
    # Meta leaves a cell empty where a group had none; the others still add up.
    added = groups[list(ADDED)].sum(min_count=1)
    added["spend"] = added["spend"].round(_TINY)
    added["source_row"] = groups["source_row"].min()
    added["currency"] = groups["currency"].max()
    counted = rows[rows["results"].notna() & (rows["results"] != 0)]
    by_kind = counted.assign(known=counted["result_kind"].fillna("")).groupby(KEY, dropna=False)
    kinds = by_kind["known"].agg(["nunique", "max"]).reindex(added.index)
    one = kinds["nunique"].fillna(0).le(1)
    kind = groups["result_kind"].max().where(kinds["max"].isna(), kinds["max"])
    kind = kind.mask(kind == "")
    people = kind.fillna("").str.casefold().str.contains(_OF_PEOPLE)
    results = groups["results"].sum(min_count=1).round(_TINY)
    fits = (one & kind.notna() & ~people) | results.eq(0)
    added["results"] = results.where(fits)
    added["result_kind"] = kind.where(fits)
    added["reach"] = pd.Series(pd.NA, index=added.index, dtype="Int64")
    return added.reset_index().astype({"source_row": rows["source_row"].dtype}), int(
        (results.notna() & ~fits).sum()
    )


def _has_key_in(rows: pd.DataFrame, others: pd.DataFrame) -> pd.Series:
    if rows.empty or others.empty:
        return pd.Series(False, index=rows.index)
    known = others[KEY].drop_duplicates().assign(found=True)
    found = rows[KEY].merge(known, on=KEY, how="left")["found"]
    return pd.Series(found.notna().to_numpy(dtype=bool), index=rows.index)


def _listed(lines: pd.Series, kept: pd.Series, reason: str) -> list[Listed]:
    return [
        Listed(int(line), reason, {"kept": int(at)})
        for line, at in zip(np.asarray(lines), np.asarray(kept), strict=True)
    ]
