"""What all files of LinkedIn share: sheets under a sentence, days, the moment in the file name."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from smmlab.errors import ExportError
from smmlab.exports.cells import Cells
from smmlab.exports.clocks import EARLIEST, LEEWAY, parse_local
from smmlab.exports.daily import fold_days, melt_days
from smmlab.exports.grids import Grid, drop_repeated_header, find_header, peek_grids, read_grids
from smmlab.exports.reading import Caution, Listed, Reading
from smmlab.exports.repair import refuse_spoilt_dates
from smmlab.exports.sieve import Fault, fold_repeats, sift
from smmlab.exports.source import RawExport
from smmlab.schema import conform
from smmlab.texts import message

DAY_FORMATS = ("%m/%d/%Y", "%Y-%m-%d", "%Y-%m-%d %H:%M:%S", "%m/%d/%y")
_NAMED_MOMENT = re.compile(r"_(1[0-9]{12})(?![0-9])")
_UNUSED = message("A row of a sheet that is not used: {sheet}.")


@dataclass(frozen=True)
class Part:
    """What one sheet gave: rows of one table, and what became of the rows of the sheet.

    Parameters
    ----------
    rows_read
        Rows of the sheet below and above its header.
    frame
        Rows of the canonical table, not yet folded with those of other sheets.
    """

    rows_read: int
    frame: pd.DataFrame
    merged: tuple[Listed, ...] = ()
    rejected: tuple[Listed, ...] = ()
    notes: tuple[Listed, ...] = ()
    cautions: tuple[Caution, ...] = ()


@dataclass(frozen=True)
class Kind:
    """One kind of sheet: the columns that name it, the table it fills, and how it is read.

    ``read`` takes the grid, the place of its header and the moment after which nothing can lie.
    Rows above the header are notes, unless ``reads_above`` says that ``read`` accounts for them.
    With ``alone`` the sheet has no other columns: their names are too common to name it otherwise.
    """

    names: tuple[str, ...]
    table: str
    read: Callable[[Grid, int, int], Part]
    reads_above: bool = False
    alone: bool = False


def has_sheet(raw: RawExport, kinds: Sequence[Kind]) -> bool:
    """Tell whether the file has a sheet of one of these kinds; never raises."""
    return any(_kind_of(grid, kinds)[0] is not None for grid in peek_grids(raw))


def read_sheets(raw: RawExport, kinds: Sequence[Kind]) -> Reading:
    """Read every sheet by its kind; the rows of sheets of no kind are notes.

    Raises
    ------
    ExportError
        When the file is damaged, or its rows cannot be used at all.
    """
    made = exported_at(raw)
    not_after = max(made or 0, raw.modified_at)
    parts: list[tuple[str, Part]] = []
    repairs: list[Caution] = []
    for grid in read_grids(raw):
        repairs += grid.cautions
        kind, header = _kind_of(grid, kinds)
        if kind is None:
            parts.append(("", Part(len(grid.lines), pd.DataFrame(), notes=note_rows(grid))))
            continue
        table, again = drop_repeated_header(grid, header=header)
        parts.append((kind.table, kind.read(table, header, not_after)))
        beside = (*again, *(() if kind.reads_above else note_above(grid, header)))
        parts.append(("", Part(len(beside), pd.DataFrame(), notes=beside)))
    if all(not table for table, _ in parts):
        raise ExportError(
            message("Expected a table with the columns {columns}; there is none in {name}."),
            {"columns": ", ".join(kinds[0].names), "name": raw.name},
        )
    tables: dict[str, pd.DataFrame] = {}
    merged = [row for _, part in parts for row in part.merged]
    for name in dict.fromkeys(found for found, _ in parts if found):
        frames = [part.frame for found, part in parts if found == name]
        tables[name], folded = _fold(frames, name)
        merged += folded
    if not any(len(frame) for frame in tables.values()):
        repairs.append(Caution("no-rows", message("The file has column names but no rows.")))
    return Reading(
        tables=tables,
        rows_read=sum(part.rows_read for _, part in parts),
        merged=_in_order(merged),
        rejected=_in_order(row for _, part in parts for row in part.rejected),
        notes=_in_order(row for _, part in parts for row in part.notes),
        warnings=(*repairs, *(caution for _, part in parts for caution in part.cautions)),
        exported_at=made,
    )


def _in_order(rows: Iterable[Listed]) -> tuple[Listed, ...]:
    return tuple(sorted(rows, key=lambda row: row.line))


def _kind_of(grid: Grid, kinds: Sequence[Kind]) -> tuple[Kind | None, int]:
    for kind in kinds:
        header = find_header(grid, kind.names)
        if header is None:
            continue
        named = sum(bool(cell.strip()) for cell in grid.rows[header])
        if not kind.alone or named == len(kind.names):
            return kind, header
    return None, 0


def _fold(frames: Sequence[pd.DataFrame], table: str) -> tuple[pd.DataFrame, tuple[Listed, ...]]:
    if table == "daily":
        return fold_days(frames)
    whole = pd.concat([conform(frame, table) for frame in frames], ignore_index=True)
    folded, merged = fold_repeats(conform(whole, table), table)
    return conform(folded, table), merged


def daily_part(
    cells: Cells,
    values: pd.DataFrame,
    metrics: Mapping[str, str],
    faults: Sequence[Fault],
    *,
    not_after: int,
    page: str | None = None,
    cautions: Sequence[Caution] = (),
) -> Part:
    """Make daily rows of a sheet with a column ``day`` and one column of numbers a metric."""
    day, no_day = read_days(cells.frame["day"], not_after=not_after)
    keep, rejected = sift(cells.lines, [no_day, *faults])
    wide = values[list(metrics)].assign(
        day=day,
        network="linkedin",
        page=pd.Series(page, index=day.index, dtype="str"),
        clock="UTC",
        precision="day",
    )
    long, empty = melt_days(wide[keep], metrics, lines=cells.lines[keep])
    return Part(
        cells.rows_read,
        long,
        rejected=(*cells.ragged, *rejected),
        notes=empty,
        cautions=(*cells.cautions, *cautions),
    )


def read_days(texts: pd.Series, *, not_after: int) -> tuple[pd.Series, Fault]:
    """Return the days of a column as ISO dates, and the cells that are none.

    LinkedIn writes ``07/20/2025``, the month first, in UTC.

    Raises
    ------
    ExportError
        When a program has written the dates anew, so that day and month may have changed places.
    """
    refuse_spoilt_dates(texts.fillna(""))
    _refuse_day_first(texts)
    times = parse_local(texts, zone="UTC", formats=DAY_FORMATS, not_after=not_after)
    moments = pd.to_datetime(times.at.astype("float64"), unit="s")
    days = moments.dt.strftime("%Y-%m-%d").astype("str")
    return days, Fault(days.isna(), message("{value} is no day of this series."), texts)


def _refuse_day_first(texts: pd.Series) -> None:
    numbers = texts.astype("str").str.extract(r"^([0-9]{1,2})/([0-9]{1,2})/").dropna()
    first, second = (numbers.astype("int64") > 12).any() if len(numbers) else (False, False)
    if first and not second:
        raise ExportError(
            message(
                "Dates such as {example} have the day before the month; LinkedIn in English "
                "writes the month first. Please set LinkedIn to English and export again."
            ),
            {"example": str(texts[numbers.index].iloc[0])[:30]},
        )


def note_above(grid: Grid, header: int) -> tuple[Listed, ...]:
    """List the rows above a table: a sentence about it."""
    reason = message("A sentence about the table below it.")
    return tuple(Listed(int(line), reason) for line in grid.lines[:header])


def note_rows(grid: Grid, reason: str = _UNUSED) -> tuple[Listed, ...]:
    """List all rows of a sheet that is not used; the reason may name ``{sheet}``."""
    values: dict[str, object] = {"sheet": grid.name[:40]} if "{sheet}" in reason else {}
    return tuple(Listed(int(line), reason, dict(values)) for line in grid.lines)


def exported_at(raw: RawExport) -> int | None:
    """Return when the file was made: LinkedIn ends its name with the millisecond.

    The name is ``kohvik_content_1753863379800.xls``; a moment after the file was written is none.
    """
    found = _NAMED_MOMENT.search(raw.name)
    moment = int(found[1]) // 1000 if found else 0
    return moment if EARLIEST <= moment <= raw.modified_at + LEEWAY else None
