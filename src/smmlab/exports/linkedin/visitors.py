"""LinkedIn page, visitors: page views and people who came, day by day."""

import pandas as pd

from smmlab.exports.cells import take_cells, take_counts
from smmlab.exports.grids import Grid
from smmlab.exports.linkedin.sheets import (
    Kind,
    Part,
    daily_part,
    has_sheet,
    note_rows,
    read_sheets,
)
from smmlab.exports.reading import Card, Reader, Reading
from smmlab.exports.source import RawExport
from smmlab.texts import message

_DAYS = ("Date", "Total page views (total)", "Total unique visitors (total)")
_METRICS = {"page_views": _DAYS[1], "visitors": _DAYS[2]}
_SECTIONS = ("Overview", "Life", "Jobs", "Total")
_DEVICES = ("desktop", "mobile", "total")
_IGNORED = tuple(
    f"{section} {measure} ({device})"
    for section in _SECTIONS
    for measure in ("page views", "unique visitors")
    for device in _DEVICES
)
_GROUPS = ("Location", "Country", "Country/Region", "Job function", "Function", "Seniority",
           "Experience level", "Industry", "Company size")  # fmt: skip


def _matches(raw: RawExport) -> bool:
    return has_sheet(raw, _KINDS)


def _read(raw: RawExport) -> Reading:
    return read_sheets(raw, _KINDS)


def _read_days(grid: Grid, header: int, not_after: int) -> Part:
    aliases = {"day": ("Date",), **{name: (column,) for name, column in _METRICS.items()}}
    cells = take_cells(grid, aliases, header=header, ignored=_IGNORED)
    counts, faults = take_counts(cells, tuple(_METRICS))
    metrics = {name: name for name in _METRICS}
    return daily_part(cells, counts, metrics, faults, not_after=not_after)


def _read_groups(grid: Grid, header: int, _not_after: int) -> Part:
    reason = message("Page views by groups of visitors, who are not the followers: not used.")
    notes = note_rows(grid, reason)
    # The column header and what stands above it are counted elsewhere, or not at all.
    return Part(len(notes) - header - 1, pd.DataFrame(), notes=notes[header + 1 :])


_KINDS = (
    Kind(_DAYS, "daily", _read_days),
    *(Kind((name, "Total views"), "daily", _read_groups, alone=True) for name in _GROUPS),
)

READER = Reader(
    name="linkedin_visitors",
    card=Card(
        title=message("LinkedIn page: visitors"),
        how_to_get=message(
            "Set LinkedIn to English. Open the page as its administrator, Analytics, Visitors, "
            "choose the period, Export. Add the XLS or XLSX file as it is."
        ),
        limits=message(
            "The file does not name the page. Visitors of days cannot be added up to visitors of "
            "a week. Views by location, work and company are views of visitors, not followers, "
            "and are not used."
        ),
        clock=message("Days in UTC."),
    ),
    networks=("linkedin",),
    tables=("daily",),
    matches=_matches,
    read=_read,
)
