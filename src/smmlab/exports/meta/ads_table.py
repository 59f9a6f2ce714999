"""The tables of a Meta ads export: their header found, their cells under canonical names."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from smmlab.errors import ExportError
from smmlab.exports.delimited import Records
from smmlab.exports.grids import Grid, grid_records, peek_grids, read_grids
from smmlab.exports.headers import match_headers, plain_name
from smmlab.exports.meta.ads_columns import (
    ALIASES,
    ALL_OF_THEM,
    BREAKDOWNS,
    IDS,
    IGNORED,
    LEVELS,
    SPEND,
    TELL_APART,
    TOTALS,
)
from smmlab.exports.numbers import is_missing
from smmlab.exports.portions import portions_of
from smmlab.exports.reading import Caution, Listed
from smmlab.exports.repair import find_spoilt_ids, refuse_excel
from smmlab.exports.source import RawExport
from smmlab.texts import message

_PEEKED = 15
_RAW_SHEET = "raw data report"
_DASHES = ("", "-", "–", "—")

_ABOVE = message("A line above the table.")
_OTHER_SHEET = message("This sheet shows the same report in another layout.")
_HEADER_AGAIN = message("Column names.")
_SENTENCE = message("A line below the table.")
_TOTAL = message("A total: it sums up other rows.")


@dataclass(frozen=True)
class AdsTable:
    """One table, row by row.

    Parameters
    ----------
    cells
        Texts under the names of `ALIASES`; a column that is absent, or a cell that says there is
        no value, is missing. ``all`` is true where a row is said to stand for all campaigns.
    spends
        Texts of the columns with amounts, by currency in small letters; empty when the header
        names none.
    portions
        Which portion of an ad each row is.
    lines
        Where each row stands.
    has
        The canonical names that the header has.
    """

    cells: pd.DataFrame
    spends: dict[str, pd.Series]
    portions: pd.DataFrame
    lines: np.ndarray
    has: frozenset[str]


@dataclass(frozen=True)
class Opened:
    """All tables of a file, and the rows that belong to none."""

    tables: tuple[AdsTable, ...]
    notes: tuple[Listed, ...]
    ragged: tuple[Listed, ...]
    cautions: tuple[Caution, ...]
    is_text: bool


def is_ads_export(raw: RawExport) -> bool:
    """Tell whether the first rows of a file hold the header of an ads export; never raises."""
    return any(_header_at(grid) is not None for grid in peek_grids(raw))


def open_ads(raw: RawExport) -> Opened:
    """Find the tables of a file and put their columns under canonical names.

    Raises
    ------
    ExportError
        When no sheet holds ads, or Excel has spoilt the ids.
    """
    grids = read_grids(raw)
    found = [(grid, at) for grid in grids if (at := _header_at(grid)) is not None]
    if not found:
        raise ExportError(
            message(
                "Expected the columns of Meta's ads report, such as Reporting starts and Amount "
                "spent; they are absent. Please export it again."
            )
        )
    # The report is laid out for reading on a first sheet, and once more as it is.
    raws = [(grid, at) for grid, at in found if plain_name(grid.name) == _RAW_SHEET]
    used = raws or found
    taken = {id(grid) for grid, _ in used}
    notes = [
        Listed(int(line), _OTHER_SHEET) for g in grids if id(g) not in taken for line in g.lines
    ]
    tables, ragged, cautions = [], [], []
    for grid, at in used:
        notes += [Listed(int(line), _ABOVE) for line in grid.lines[:at]]
        records = grid_records(grid, header=at)
        sentences = _sentences(records)
        notes += [Listed(line, _SENTENCE) for line in sentences]
        ragged += [row for row in records.ragged if row.line not in sentences]
        table, table_notes, table_cautions = _table(records, is_text=not grid.name)
        tables.append(table)
        notes += table_notes
        cautions += [c for c in (*records.cautions, *table_cautions) if c not in cautions]
    return Opened(tuple(tables), tuple(notes), tuple(ragged), tuple(cautions), raw.kind == "text")


def _header_at(grid: Grid) -> int | None:
    for at, row in enumerate(grid.rows[:_PEEKED]):
        if _is_header(row):
            return at
    return None


def _is_header(row: Sequence[str]) -> bool:
    names = {plain_name(cell) for cell in row}
    known = {
        canonical
        for canonical, aliases in ALIASES.items()
        if names & {plain_name(alias) for alias in aliases}
    }
    spends = any(map(SPEND.fullmatch, names))
    named = bool(known & set(LEVELS))
    if {"starts", "ends"} <= known:
        return spends or named or "impressions" in known
    return spends and named and bool(known & {"day", "span"})


def _sentences(records: Records) -> set[int]:
    """Rows with words in the first cell and nothing else: what a program writes below a table."""
    if records.short.empty:
        return set()
    rest = records.short.iloc[:, 1:]
    alone = (rest.isna() | (rest.fillna("") == "")).all(axis=1).to_numpy(dtype=bool)
    return set(records.short_lines[alone].tolist())


def _table(
    records: Records, *, is_text: bool
) -> tuple[AdsTable, list[Listed], tuple[Caution, ...]]:
    frame = records.frame
    blank = [name for name in frame.columns if frame[name].str.strip().eq("").all()]
    header = [name for name in records.header if not (name in blank and name.startswith("column "))]
    amounts = {name: found for name in header if (found := SPEND.fullmatch(plain_name(name)))}
    matched = match_headers([name for name in header if name not in amounts], ALIASES)
    unknown = tuple(n for n in matched.unknown if not IGNORED.fullmatch(plain_name(n)))
    columns = matched.columns
    cells = frame[list(columns.values())].set_axis(list(columns), axis=1)
    cells = cells.reindex(columns=list(ALIASES)).astype("str").apply(lambda c: c.str.strip())
    again = _repeats_header(cells, columns)
    said = ("account", "campaign", "ad_set", "ad", "region", "country", *IDS)
    for name in cells.columns:
        # Ads and regions may be called NA or none; only a dash says that there is no name.
        no_value = cells[name].isin(_DASHES) if name in said else is_missing(cells[name])
        cells[name] = cells[name].mask(no_value)
    cells = _with_ids(cells, is_text=is_text)
    spends = {(found[1] or ""): frame[name].str.strip() for name, found in amounts.items()}
    portions = portions_of(frame, [columns[name] for name in TELL_APART if name in columns])
    cells = cells[~again]
    totals, cells = _totals(cells, frozenset(columns))
    totals = totals.reindex(frame.index, fill_value=False)
    cells = cells.reindex(frame.index)
    keep = ~(again | totals)
    notes = [Listed(int(line), _HEADER_AGAIN) for line in records.lines[again.to_numpy(bool)]]
    notes += [Listed(int(line), _TOTAL) for line in records.lines[totals.to_numpy(bool)]]
    table = AdsTable(
        cells[keep].reset_index(drop=True),
        {code: texts[keep].reset_index(drop=True) for code, texts in spends.items()},
        portions[keep].reset_index(drop=True),
        records.lines[keep.to_numpy(bool)],
        frozenset(columns),
    )
    return table, notes, replace(matched, unknown=unknown).caution()


def _repeats_header(cells: pd.DataFrame, columns: dict[str, str]) -> pd.Series:
    same = [cells[name].map(plain_name) == plain_name(said) for name, said in columns.items()]
    return pd.concat(same, axis=1).all(axis=1).astype(bool)


def _with_ids(cells: pd.DataFrame, *, is_text: bool) -> pd.DataFrame:
    """Let ids stand in for names that are absent; refuse ids that Excel has spoilt."""
    cells = cells.copy()
    for name in IDS:
        spoilt = find_spoilt_ids(cells[name])
        if is_text and spoilt.any():
            refuse_excel()
        # In a workbook a long number is spoilt without anybody's fault; the name is enough.
        cells[name] = cells[name].mask(spoilt)
        level = name.removesuffix("_id")
        cells[level] = cells[level].fillna(cells[name])
    return cells


def _totals(cells: pd.DataFrame, has: frozenset[str]) -> tuple[pd.Series, pd.DataFrame]:
    """Mask the rows that sum up others: without the name, or the group, that the others have."""
    names = [name for name in LEVELS if name != "account"]
    stand = pd.DataFrame({name: _is_everything(cells[name]) for name in (*names, *BREAKDOWNS)})
    # An ad set may be called All; a row is about everything when no level has a name of its own.
    nameless = (cells[names].isna() | stand[names]).all(axis=1) & cells[list(IDS)].isna().all(
        axis=1
    )
    for name in names:
        cells[name] = cells[name].mask(nameless)
    for name in BREAKDOWNS:
        cells[name] = cells[name].mask(stand[name])
    groups = [name for name in BREAKDOWNS if cells[name].notna().any()]
    grouped = cells[groups].notna().all(axis=1)
    named = [name for name in names if cells[name].notna().any()]
    if named:
        nothing = cells[named[-1]].isna()
    elif stand[names].to_numpy(dtype=bool).any():
        nothing = ~grouped if groups else pd.Series(False, index=cells.index)
    elif has & set(names):
        nothing = pd.Series(True, index=cells.index)
    elif cells["account"].notna().any():
        nothing = cells["account"].isna()
    else:
        nothing = pd.Series(False, index=cells.index)
    return nothing | ~grouped, cells


def _is_everything(texts: pd.Series) -> pd.Series:
    return texts.fillna("").str.casefold().isin(ALL_OF_THEM | TOTALS)
