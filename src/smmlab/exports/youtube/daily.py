"""YouTube Studio, days: Totals.csv, the tab Date, and Chart data.csv, which is put aside."""

from collections.abc import Collection
from dataclasses import replace

import pandas as pd

from smmlab.errors import ExportError
from smmlab.exports.cells import Cells, take_cells, take_counts
from smmlab.exports.daily import are_coarse, fold_days, melt_days
from smmlab.exports.headers import plain_name
from smmlab.exports.moments import parse_moments
from smmlab.exports.numbers import parse_numbers
from smmlab.exports.reading import Card, Caution, Listed, Reader, Reading
from smmlab.exports.repair import refuse_spoilt_numbers
from smmlab.exports.sieve import Fault, sift
from smmlab.exports.source import RawExport
from smmlab.exports.youtube.studio import (
    DATE,
    IMPRESSIONS,
    METRICS,
    PACIFIC,
    TABS,
    TITLE,
    VIEWS,
    WATCH_HOURS,
    end_of,
    find_period,
    find_totals,
    has_table,
    list_totals,
    open_table,
)
from smmlab.schema import conform
from smmlab.texts import message

_COUNTED = {
    "views": VIEWS,
    "impressions": IMPRESSIONS,
    "viewers": ("Unique viewers",),
    "reactions": ("Likes",),
    "comments": ("Comments added",),
    "shares": ("Shares",),
    "follows": ("Subscribers gained",),
    "unfollows": ("Subscribers lost",),
}
_COLUMNS = {"day": ("Date", "Дата"), **_COUNTED, "watch_hours": WATCH_HOURS}
# One column beside the date must be named as only Studio names it.
_ALONE = frozenset(
    map(
        plain_name,
        (
            *VIEWS, *WATCH_HOURS, *IMPRESSIONS, "Engaged views", "Subscribers", "Подписчики",
            "Subscribers gained", "Subscribers lost", "Comments added", "Unique viewers",
            "Average view duration",
        ),
    )
)  # fmt: skip
_AMONG_OTHERS = _ALONE - set(map(plain_name, ("Views", "Impressions", "Subscribers")))
_OF_A_PART = message(
    "Counts one video, place or group on one day; the days of the whole channel stand in "
    "Totals.csv of the same archive."
)


def _is_totals(names: Collection[str]) -> bool:
    first, *rest = names or ("",)
    if first not in DATE or not rest or not set(rest) <= METRICS:
        return False
    return bool(set(rest) & (_ALONE if len(rest) == 1 else _AMONG_OTHERS))


def _is_chart(names: Collection[str]) -> bool:
    first, *rest = names or ("",)
    return first in DATE and bool(set(rest[:1]) & (TABS | TITLE)) and bool(set(rest) & METRICS)


def _is_header(names: Collection[str]) -> bool:
    return _is_totals(names) or _is_chart(names)


def _matches(raw: RawExport) -> bool:
    from smmlab.exports.youtube import audience, content

    # A workbook may hold the table, its chart and its totals: whoever knows the table reads it.
    others = (content.READER, audience.READER)
    return has_table(raw, _is_header) and not any(reader.matches(raw) for reader in others)


def _read(raw: RawExport) -> Reading:
    if not has_table(raw, _is_totals):
        return _put_aside(raw)
    table = open_table(raw, _is_totals)
    cells = take_cells(table.grid, _COLUMNS, ignored=tuple(METRICS))
    metrics = [name for name in (*_COUNTED, "watch_hours") if cells.has(name)]
    if not metrics:
        raise ExportError(
            message(
                "This table of YouTube Studio counts {columns} by day, and smmlab does not use it. "
                "Please choose Views or another count before you export."
            ),
            {"columns": ", ".join(table.grid.rows[0][1:6])},
        )
    total = find_totals(cells.frame["day"])
    notes = (*table.notes, *list_totals(cells.lines, total))
    cells = replace(
        cells,
        frame=cells.frame[~total].reset_index(drop=True),
        lines=cells.lines[~total.to_numpy(dtype=bool)],
    )
    period = find_period(raw)
    made_at = end_of(period)
    daily, merged, rejected, empty = _daily(cells, raw, max(made_at or 0, raw.modified_at))
    return Reading(
        tables={"daily": daily},
        rows_read=cells.rows_read + len(notes),
        merged=merged,
        rejected=tuple(sorted([*cells.ragged, *rejected], key=lambda row: row.line)),
        notes=(*notes, *empty),
        warnings=(*cells.cautions, *_cautions(daily, table.is_cut)),
        exported_at=made_at,
    )


def _daily(
    cells: Cells, raw: RawExport, not_after: int
) -> tuple[pd.DataFrame, tuple[Listed, ...], tuple[Listed, ...], tuple[Listed, ...]]:
    """Return daily rows, and the rows that were merged, rejected or held no value."""
    texts = cells.frame["day"]
    moments = parse_moments(
        texts.fillna(""), zone=PACIFIC, dates=raw.hints.dates, not_after=not_after
    )
    days = moments.day.where(moments.at.notna())
    if are_coarse(days):
        raise ExportError(
            message(
                "The rows stand a week or a month apart, so they are not days. Please choose Daily "
                "above the chart in YouTube Studio and export again."
            )
        )
    counts, faults = take_counts(cells, list(_COUNTED))
    refuse_spoilt_numbers(cells.frame[["watch_hours"]])
    hours, bad_hours = parse_numbers(cells.frame["watch_hours"])
    keep, rejected = sift(
        cells.lines,
        [
            Fault(days.isna(), message("{value} is no day of this series."), texts),
            *faults,
            Fault(
                bad_hours | (hours < 0),
                message("{value} is no count, in the column {column}."),
                cells.frame["watch_hours"],
                cells.title("watch_hours"),
            ),
        ],
    )
    wide = counts.assign(
        watch_seconds=hours * 3600,
        network="youtube",
        page=pd.Series(pd.NA, index=counts.index, dtype="str"),
        day=days,
        clock=PACIFIC,
        precision="day",
    )
    metrics = {name: name for name in (*_COUNTED, "watch_seconds")}
    long, empty = melt_days(wide[keep], metrics, lines=cells.lines[keep])
    daily, merged = fold_days([long])
    return daily, merged, rejected, empty


def _put_aside(raw: RawExport) -> Reading:
    table = open_table(raw, _is_chart)
    cells = take_cells(table.grid, {"day": ("Date", "Дата")})
    notes = (*table.notes, *(Listed(int(line), _OF_A_PART) for line in cells.lines))
    text = message(
        "This is the chart of single videos, places or groups, and only of those that were "
        "chosen. Nothing of it is used: the days of the whole channel stand in Totals.csv of the "
        "same archive."
    )
    return Reading(
        tables={"daily": conform(pd.DataFrame({"source_row": []}), "daily")},
        rows_read=cells.rows_read + len(notes) - len(cells.lines),
        rejected=cells.ragged,
        notes=notes,
        warnings=(Caution("chart-of-parts", text),),
        exported_at=end_of(find_period(raw)),
    )


def _cautions(daily: pd.DataFrame, is_cut: bool) -> tuple[Caution, ...]:
    cautions = []
    if daily.empty:
        cautions.append(Caution("no-rows", message("The file has column names but no days.")))
    if is_cut:
        text = message(
            "YouTube Studio left out days, because there are too many for one table. Please export "
            "shorter periods as well."
        )
        cautions.append(Caution("table-cut", text))
    return tuple(cautions)


READER = Reader(
    name="youtube_daily",
    card=Card(
        title=message("YouTube Studio: the channel day by day"),
        how_to_get=message(
            "Set YouTube Studio to English. Open studio.youtube.com, Analytics, Advanced mode, "
            "choose the metric and Daily above the chart, then the arrow, Comma-separated values "
            "(.csv). Totals.csv in the ZIP is what counts. Add the ZIP as it is."
        ),
        limits=message(
            "One file holds one metric of the whole channel by day, without the name of the "
            "channel. If you had chosen one video, its days look the same: export the whole "
            "channel. The net number of subscribers is not used. Chart data.csv holds chosen parts "
            "only and is put aside."
        ),
        clock=message("Days of YouTube, which begin at midnight Pacific time."),
    ),
    networks=("youtube",),
    tables=("daily",),
    matches=_matches,
    read=_read,
)
