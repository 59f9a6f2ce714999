"""The reader of tables that nobody knows: it goes by the map that a person made of the columns."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from smmlab.errors import ExportError, SmmlabError
from smmlab.exports.headers import Matched
from smmlab.exports.mapping.cells import Cells
from smmlab.exports.mapping.divided import divide
from smmlab.exports.mapping.found import Found, find_table, is_sentence
from smmlab.exports.mapping.moments_in import Clock
from smmlab.exports.mapping.rows import Rows
from smmlab.exports.mapping.slots import MAPPED_TABLES
from smmlab.exports.mapping.spec import ColumnMap, check_map
from smmlab.exports.mapping.tables import rows_of
from smmlab.exports.mapping.totals import summing_rows
from smmlab.exports.mapping.words import TOTALS
from smmlab.exports.reading import Card, Caution, Listed, Reader, Reading
from smmlab.exports.sieve import fold_repeats, sift
from smmlab.exports.source import RawExport
from smmlab.schema import EVERY_NETWORK, TABLES
from smmlab.texts import message

_TOTAL = message("Total row: {text}.")
_SENTENCE = message("A sentence beside the table: {text}.")
_LOCAL = message(
    "Rows with a time but without its zone: {n}. They were read on the clock of {zone}."
)
_DIFFER = message(
    "Rows that repeat another one with other numbers: {n}. The largest number was kept; if the "
    "rows were parts of a whole, export them without that division."
)
_DIFFER_IN_WORDS = message(
    "Rows that repeat another one and say something else: {n}. In every column the largest value "
    "was kept; if the rows are parts of a whole, or of several moments, export one row for each."
)
# Their rows are added up.
_DIVIDED = ("ads", "visits")
_COUNTED = ("daily", "audience")
_FORMS = message("Words for the form of a post that smmlab does not know: {words}.")
_NO_ROWS = message("The file has column names but no rows.")

CARD = Card(
    title=message("A table read by your own map of its columns"),
    how_to_get=message(
        "Any table as CSV, XLSX or JSON, one record a line. Say once which column is what; the "
        "next file with the same column names is read without asking."
    ),
    limits=message(
        "The file is trusted to count as its columns say; what a count means is known only to "
        "whoever made the table, so it is never compared with other exports."
    ),
    clock=message("As the map of the columns says; the project's zone when it does not."),
)


def mapped_reader(column_map: ColumnMap) -> Reader:
    """Return a reader that goes by a map."""

    def matches(raw: RawExport) -> bool:
        return fits(raw, column_map)

    def read(raw: RawExport) -> Reading:
        return read_mapped(raw, column_map)

    return Reader("mapped", CARD, EVERY_NETWORK, MAPPED_TABLES, matches, read)


def find_map(raw: RawExport, maps: Sequence[ColumnMap]) -> ColumnMap | None:
    """Return the map whose column names the file has, or None; never raises."""
    return next((one for one in maps if fits(raw, one)), None)


def fits(raw: RawExport, column_map: ColumnMap) -> bool:
    """Tell whether the file has the column names that were mapped; never raises."""
    try:
        found = find_table(raw, wanted=column_map.used)
        return column_map.knows(found.header, found.kind)
    except Exception:
        # Whatever is wrong with a file, it is not one that was mapped.
        return False


def with_header(raw: RawExport, column_map: ColumnMap) -> ColumnMap:
    """Return the map with the column names of a file it fits, so that the next one is known.

    Raises
    ------
    ExportError
        When the file lacks a column of the map.
    """
    row = 0 if column_map.header_row == 0 else None
    found = find_table(raw, wanted=column_map.used, header_row=row)
    return replace(
        column_map, header=tuple(found.header), header_row=found.header_row, kind=found.kind
    )


def read_mapped(raw: RawExport, column_map: ColumnMap) -> Reading:
    """Read a file by a map of its columns.

    Parameters
    ----------
    raw
        CSV, XLSX, XLS, JSON, or JSON with one record a line.
    column_map
        What its columns stand for.

    Raises
    ------
    ExportError
        When the map is incomplete or does not fit, or the file cannot be read.
    """
    check_map(column_map)
    try:
        return _read(raw, column_map)
    except SmmlabError:
        raise
    except Exception as problem:
        raise ExportError(
            message(
                "{name} could not be read by the map of its columns ({fault}). Please check the "
                "map; if that does not help, please report it."
            ),
            {"name": raw.name, "fault": type(problem).__name__},
        ) from problem


def _read(raw: RawExport, column_map: ColumnMap) -> Reading:
    header_row = 0 if column_map.header_row == 0 else None
    found = find_table(raw, wanted=column_map.used, header_row=header_row)
    aside = _aside(found, column_map)
    stays = ~aside["is_note"].to_numpy(dtype=bool)
    notes = [
        Listed(int(found.lines[at]), aside["reason"].iloc[at], {"text": aside["text"].iloc[at]})
        for at in np.flatnonzero(~stays)
    ]
    frame = found.frame[stays].reset_index(drop=True)
    lines = found.lines[stays]
    raws = None if found.raws is None else list(np.asarray(found.raws, dtype=object)[stays])
    clock = Clock(
        column_map.zone or raw.hints.zone, column_map.dates or raw.hints.dates, raw.modified_at
    )
    cells = Cells(frame, column_map, clock, is_json=found.kind == "json")
    rows = rows_of(cells)
    keep, rejected = sift(lines, rows.faults, raws=raws)
    empty, empty_notes = _empty(rows, lines, keep)
    at = rows.frame["row"].to_numpy(dtype="int64")
    every = rows.frame.assign(source_row=lines[at]).drop(columns="row")
    table = every[keep[at] & ~empty[at]]
    told: tuple[Caution, ...] = ()
    if column_map.table in _DIVIDED:
        divided = divide(table, every[~keep[at]], cells.frame, column_map)
        folded, merged, told = divided.part, divided.merged, divided.cautions
    else:
        table = table.reset_index(drop=True)
        for name in TABLES[column_map.table].key:
            if name not in table.columns and name != "exported_at":
                table[name] = pd.Series(pd.NA, index=table.index, dtype="str")
        folded, merged = fold_repeats(table, column_map.table)
    # A row of several metrics can be told several times, and stays if one of them does.
    kept = set(folded["source_row"].tolist())
    once = {row.line: row for row in merged if row.line not in kept}
    unused = tuple(name for name in found.header if name not in column_map.used)
    return Reading(
        tables={column_map.table: folded},
        rows_read=found.rows_met,
        merged=tuple(once[line] for line in sorted(once)),
        rejected=tuple(sorted([*found.rejected, *rejected], key=lambda row: row.line)),
        notes=tuple(sorted([*found.notes, *notes, *empty_notes], key=lambda row: row.line)),
        warnings=(
            *found.cautions,
            *Matched({}, unused).caution(),
            *_cautions(cells, rows, table, keep),
            *told,
        ),
    )


def _empty(rows: Rows, lines: np.ndarray, keep: np.ndarray) -> tuple[np.ndarray, list[Listed]]:
    """Return which rows hold nothing to import, and what to say of those that are sound."""
    gone = np.zeros(len(lines), dtype=bool)
    notes = []
    for reason, values in rows.empty.items():
        here = values.notna().to_numpy(dtype=bool) & keep & ~gone
        gone |= here
        for at in np.flatnonzero(here):
            said = {"value": str(values.iloc[at])[:40]} if "{value}" in reason else {}
            notes.append(Listed(int(lines[at]), reason, dict(said)))
    return gone, notes


def _aside(found: Found, column_map: ColumnMap) -> pd.DataFrame:
    """Tell the totals and the sentences among the rows."""
    frame = found.frame
    texts = frame.fillna("").astype("str").apply(lambda column: column.str.strip())
    filled = (texts != "").sum(axis=1)
    # The first cell that is filled; filling rows backwards would take minutes of large files.
    cells = texts.to_numpy(dtype=object)
    place = (cells != "").argmax(axis=1)
    first = pd.Series(cells[np.arange(len(cells)), place], index=frame.index, dtype="str")
    plain = first.str.casefold()
    dated = [column_map.columns[n] for n in ("at", "day") if n in column_map.columns]
    undated = pd.Series(True, index=frame.index)
    for column in dated:
        undated &= ~texts[column].str.contains("[0-9]")
    total = plain.isin(TOTALS) & undated
    if column_map.table in _DIVIDED:
        total |= summing_rows(texts, column_map)
    needed = [column for column in column_map.used if column in texts.columns]
    lone = (filled == 1) & (len(found.header) > 2) & (found.kind == "table")
    sentence = lone & first.map(is_sentence) & (~texts[needed].ne("").any(axis=1) | undated)
    if column_map.table == "posts" and not dated:
        # A post may be nothing but its words.
        sentence &= ~texts[needed].ne("").any(axis=1)
    reason = pd.Series("", index=frame.index, dtype="str")
    reason = reason.mask(sentence, _SENTENCE).mask(total, _TOTAL)
    return pd.DataFrame(
        {"is_note": total | sentence, "reason": reason, "text": first.str.slice(0, 80)}
    )


def _cautions(cells: Cells, rows: Rows, table: pd.DataFrame, keep: np.ndarray) -> list[Caution]:
    column_map, zone = cells.column_map, cells.clock.zone
    cautions = []
    if not len(keep):
        cautions.append(Caution("no-rows", _NO_ROWS))
    if "clock" in table and column_map.table != "daily":
        exact = table["precision"].isin(["second", "minute"])
        local = int((exact & ~table["clock"].isin(["UTC", "id", "unknown"])).sum())
        if local:
            cautions.append(Caution("local-clock", _LOCAL, {"n": local, "zone": zone}))
    for doubt in rows.doubts:
        counts = doubt.counts.to_numpy(dtype="int64")
        n = int((counts if doubt.of_rejected else counts * keep).sum())
        if n:
            cautions.append(Caution(doubt.code, doubt.template, {"n": n, **doubt.values}))
    if column_map.table == "posts" and "form" in column_map.columns:
        told = cells.raw("form")
        strange = sorted(told[cells.word("form", closed=False).isna()].dropna().unique())
        if strange:
            shown = ", ".join(word[:40] for word in strange[:8])
            cautions.append(Caution("unknown-forms", _FORMS, {"words": shown}))
    if column_map.table not in (*_DIVIDED, "orders") and (n := _differing(table, column_map.table)):
        text = _DIFFER if column_map.table in _COUNTED else _DIFFER_IN_WORDS
        cautions.append(Caution("repeats-differ", text, {"n": n}))
    return cautions


def _differing(table: pd.DataFrame, name: str) -> int:
    """Count the rows that say of a thing what another row says otherwise."""
    key = [column for column in TABLES[name].key if column in table.columns]
    whole = table.drop(columns="source_row").drop_duplicates()
    whole = whole[whole.duplicated(key, keep=False)]
    if whole.empty:
        return 0
    groups = whole.groupby(key, dropna=False)
    unlike = groups[[c for c in whole.columns if c not in key]].nunique().gt(1).any(axis=1)
    return int((groups.size() - 1)[unlike].sum())
