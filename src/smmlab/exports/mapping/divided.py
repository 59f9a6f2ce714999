"""Mapped ads and visits that a file divides further: their rows are portions, added up later."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from smmlab.exports.headers import plain_name
from smmlab.exports.mapping.slots import SLOTS, MappedTable
from smmlab.exports.mapping.spec import ColumnMap
from smmlab.exports.mapping.words import HEADER_WORDS
from smmlab.exports.meta.ads_groups import tell_groups
from smmlab.exports.portions import portions_of
from smmlab.exports.reading import Caution, Listed
from smmlab.exports.web.visits import tell_divided

_NUMBERS = ("count", "number", "money", "share")
_NUMBERED: tuple[MappedTable, ...] = ("posts", "ads", "visits")
_NO_DIVISION = re.compile(
    r"%|\b(?:ctr|cpc|cpm|cpa|cpv|cpl|roas|roi|vtr|er|rate|frequency|cost|average|avg|per)\b"
    r"|цена|стоимость|средн|частота|доля|hind|keskmi|sagedus|määr"
    # When the file was made is no division either.
    r"|updated|exported|fetched|обновлен|выгружен|uuendatud|eksporditud"
)


@dataclass(frozen=True)
class Divided:
    """A part of ads or visits, the rows that repeat another, and what cannot be added."""

    part: pd.DataFrame
    merged: tuple[Listed, ...]
    cautions: tuple[Caution, ...]


def divide(
    rows: pd.DataFrame, unread: pd.DataFrame, cells: pd.DataFrame, column_map: ColumnMap
) -> Divided:
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
    portions = portions_of(cells, counted_columns(column_map, list(cells.columns)))
    tell = tell_groups if column_map.table == "ads" else tell_divided
    told = tell(rows.join(portions), unread.join(portions))
    return Divided(told.part, told.merged, told.cautions)


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
