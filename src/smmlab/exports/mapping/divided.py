"""Mapped ads and visits that a file divides further: their rows are portions, added up later."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import compress

import pandas as pd

from smmlab.exports.headers import plain_name
from smmlab.exports.mapping.slots import SLOTS, MappedTable
from smmlab.exports.mapping.spec import ColumnMap
from smmlab.exports.mapping.totals import is_everything
from smmlab.exports.mapping.words import HEADER_WORDS
from smmlab.exports.meta.ads_groups import tell_groups
from smmlab.exports.portions import Told, portions_of
from smmlab.exports.reading import Caution
from smmlab.exports.sieve import Fault
from smmlab.exports.web.visits import tell_divided
from smmlab.schema import TABLES, conform
from smmlab.texts import message

_NUMBERS = ("count", "number", "money", "share")
_NUMBERED: tuple[MappedTable, ...] = ("posts", "ads", "visits")
_NO_DIVISION = re.compile(
    r"%|\b(?:ctr|cpc|cpm|cpa|cpv|cpl|roas|roi|vtr|er|rate|frequency|cost|average|avg|per)\b"
    r"|цена|стоимость|средн|частота|доля|hind|keskmi|sagedus|määr"
    # When the file was made is no division either.
    r"|updated|exported|fetched|обновлен|выгружен|uuendatud|eksporditud"
)
_BOTH = message(
    "Ads or sources of visits that the file tells as a whole and in parts: {n}. The parts were not "
    "added to the whole."
)
_DIVIDED_DAY = message(
    "The day stands in several rows that differ in {column}; please export one row a day."
)


def divide(
    rows: pd.DataFrame, unread: pd.DataFrame, cells: pd.DataFrame, column_map: ColumnMap
) -> Told:
    """Tell rows of one ad or source as portions of it.

    Parameters
    ----------
    rows
        Sound rows: columns of ``ads`` or ``visits`` and ``source_row``.
    unread
        Rows that were rejected, as far as they are known: nothing is added up beside them.
    cells
        All rows as they are written.
    column_map
        What the columns stand for.
    """
    portions = _portions(cells, column_map)
    tell = tell_groups if column_map.table == "ads" else tell_divided
    rows, unread = rows.join(portions), unread.join(portions)
    told = tell(rows, unread)
    if portions["split"].nunique() < 2:
        return told
    key = list(TABLES[column_map.table].key)
    splits = conform(rows, column_map.table, part=True).groupby(key, dropna=False)["split"]
    both = (splits.transform("nunique") > 1).to_numpy(dtype=bool)
    cautions = tell(rows[~both], unread).cautions
    if n := int((splits.nunique() > 1).sum()):
        cautions += (Caution("wholes-and-parts", _BOTH, {"n": n}),)
    return replace(told, cautions=cautions)


def divided_days(told: pd.DataFrame, cells: pd.DataFrame, column_map: ColumnMap) -> Fault:
    """Find the days of which a metric stands in several rows that are parts of it.

    Parameters
    ----------
    told
        Rows of ``daily``; ``row`` is the number of the row in the file.
    cells
        All rows as they are written.
    column_map
        What the columns stand for.
    """
    names = dividing_columns(column_map, list(cells.columns))
    # The hour may stand beside the day.
    names += [column_map.columns["day"]] if "day" in column_map.columns else []
    key = ["network", "page", "day", "metric"]
    told = told[told["day"].notna() & told.duplicated(key, keep=False)]
    at = told["row"].to_numpy(dtype="int64")
    parts = cells[names].iloc[at].astype("str").fillna("").apply(lambda c: c.str.strip())
    by_day = parts.groupby([told[name].to_numpy() for name in key], dropna=False, sort=False)
    differ = by_day.transform("nunique").gt(1)
    mask = pd.Series(False, index=cells.index)
    mask.iloc[at[differ.any(axis=1).to_numpy(dtype=bool)]] = True
    return Fault(mask, _DIVIDED_DAY, column=", ".join(differ.columns[differ.any()]))


def dividing_columns(column_map: ColumnMap, header: Sequence[str]) -> list[str]:
    """Return the columns without a slot that divide what is counted, such as a device.

    Examples
    --------
    >>> column_map = ColumnMap("ads", {"campaign": "Name", "spend": "Cost"})
    >>> dividing_columns(column_map, ["Name", "Cost", "Device", "Clicks", "CTR, %"])
    ['Device']
    """
    used = set(column_map.used)
    return [name for name in counted_columns(column_map, header) if name not in used]


def _portions(cells: pd.DataFrame, column_map: ColumnMap) -> pd.DataFrame:
    """Say which portion each row is; a row with no word of a division is told without it.

    So the whole of an ad never adds to its parts, whichever file it stands in.
    """
    header = list(cells.columns)
    dividing = dividing_columns(column_map, header)
    texts = cells.astype("str").fillna("")
    undivided = texts[dividing].apply(lambda c: is_everything(c) | c.str.strip().eq(""))
    texts[dividing] = texts[dividing].mask(undivided, "")
    counted = counted_columns(column_map, header)
    if not undivided.to_numpy().any():
        return portions_of(texts, counted)
    parts = []
    for pattern, rows in undivided.groupby(dividing):
        without = set(compress(dividing, pattern))
        parts.append(portions_of(texts.loc[rows.index], [n for n in counted if n not in without]))
    return pd.concat(parts).reindex(cells.index)


def counted_columns(column_map: ColumnMap, header: Sequence[str]) -> list[str]:
    """Return the columns that say what is counted, and not how much.

    A column without a slot divides what is counted, such as a device; but for those whose name
    says that they measure, or when: they would tell every export of one thing apart.

    Examples
    --------
    >>> column_map = ColumnMap("ads", {"campaign": "Name", "spend": "Cost"})
    >>> counted_columns(column_map, ["Name", "Cost", "Device", "Clicks", "CTR, %"])
    ['Name', 'Device']
    """
    slots = SLOTS[column_map.table]
    kinds = {column: slots[name] for name, column in column_map.columns.items()}
    return [
        name
        for name in header
        if (kinds[name] not in _NUMBERS if name in kinds else not _is_measure(plain_name(name)))
    ]


def _is_measure(plain: str) -> bool:
    return plain in _MEASURES or bool(_NO_DIVISION.search(plain))


_MEASURES = frozenset(
    plain
    for table in _NUMBERED
    for name, kind in SLOTS[table].items()
    if kind in _NUMBERS
    for plain in (name, *HEADER_WORDS.get(name, ()))
)
