"""TikTok Studio, days: views, likes, viewers and followers of an account, day by day."""

import pandas as pd

from smmlab.exports.cells import Cells
from smmlab.exports.daily import fold_days, melt_days
from smmlab.exports.numbers import is_missing, parse_counts, parse_numbers
from smmlab.exports.reading import Card, Caution, Reader, Reading
from smmlab.exports.repair import refuse_spoilt_numbers
from smmlab.exports.sieve import Fault, sift
from smmlab.exports.source import RawExport
from smmlab.exports.tiktok.table import has_table, open_table
from smmlab.exports.tiktok.years import date_days, find_anchor, refuse_two_years
from smmlab.texts import message

# What names each of the three files beyond doubt.
_KINDS = (
    ("Date", "Video Views", "Profile Views", "Likes"),
    ("Date", "Total Viewers"),
    ("Date", "Followers", "Difference in followers from previous day"),
)
# A day of the business suite is 2025/10/31 and has these besides.
_OF_BUSINESS = (("Video views", "Reached audience"), ("Total followers", "Reached audience"))
_ALIASES = {
    "day": ("Date",),
    "views": ("Video Views",),
    "page_views": ("Profile Views",),
    "reactions": ("Likes",),
    "comments": ("Comments",),
    "shares": ("Shares",),
    "viewers": ("Total Viewers",),
    "followers": ("Followers",),
}
# Understood, without a place: a difference follows from the days, new and returning add up.
_IGNORED = ("New Viewers", "Returning Viewers", "Difference in followers from previous day")
_METRICS = tuple(name for name in _ALIASES if name != "day")
# What people can take back; TikTok writes the balance of a day, which can fall below zero.
_BALANCES = ("reactions", "comments", "shares")


def _matches(raw: RawExport) -> bool:
    if any(has_table(raw, names) for names in _OF_BUSINESS):
        return False
    return any(has_table(raw, names) for names in _KINDS)


def _read(raw: RawExport) -> Reading:
    names = next((names for names in _KINDS if has_table(raw, names)), _KINDS[0])
    table = open_table(raw, _ALIASES, names, ignored=_IGNORED)
    cells = table.cells
    days = date_days(cells.frame["day"], find_anchor(raw))
    values, faults, cautions = _values(cells)
    refuse_two_years(days, values)
    no_day = days.bad | cells.frame["day"].isna()
    reason = message("{value} is no day of this series.")
    keep, rejected = sift(cells.lines, [Fault(no_day, reason, cells.frame["day"]), *faults])
    wide = values.assign(
        day=days.day, network="tiktok", clock=raw.hints.zone, precision="day", page=None
    )
    long, empty = melt_days(wide[keep], dict(zip(_METRICS, _METRICS, strict=True)),
                            lines=cells.lines[keep])  # fmt: skip
    daily, merged = fold_days([long])
    return Reading(
        tables={"daily": daily},
        rows_read=table.rows_read,
        merged=merged,
        rejected=tuple(sorted([*cells.ragged, *rejected], key=lambda row: row.line)),
        notes=(*table.notes, *empty),
        warnings=(*table.cautions, *days.cautions, *cautions, *_zone_caution(daily, raw)),
    )


def _values(cells: Cells) -> tuple[pd.DataFrame, list[Fault], tuple[Caution, ...]]:
    refuse_spoilt_numbers(cells.frame[list(_METRICS)])
    values: dict[str, pd.Series] = {}
    faults = []
    below = 0
    for name in _METRICS:
        said = cells.frame[name]
        counts, bad = parse_counts(said)
        if name in _BALANCES:
            numbers, _ = parse_numbers(said)
            negative = (numbers < 0) & (numbers % 1 == 0)
            below += int(negative.sum())
            bad = bad & ~negative
        values[name] = counts
        reason = message("{value} is no count, in the column {column}.")
        faults.append(Fault(bad & ~is_missing(said), reason, said, cells.title(name)))
    cautions: tuple[Caution, ...] = ()
    if below:
        text = message(
            "Counts below zero: {n}. TikTok takes away what people deleted that day; such a "
            "count is taken as missing."
        )
        cautions = (Caution("counts-below-zero", text, {"n": below}),)
    return pd.DataFrame(values, index=cells.frame.index), faults, cautions


def _zone_caution(daily: pd.DataFrame, raw: RawExport) -> tuple[Caution, ...]:
    if daily.empty:
        return ()
    text = message("The file does not say in which time zone its days begin; {zone} was taken.")
    return (Caution("zone-assumed", text, {"zone": raw.hints.zone}),)


READER = Reader(
    name="tiktok_series",
    card=Card(
        title=message("TikTok Studio: results by day"),
        how_to_get=message(
            "Set TikTok to English. Open tiktok.com/tiktokstudio/analytics, choose the period (up "
            "to 365 days), and in Overview, Viewers and Followers Download data, CSV or XLSX. Add "
            "the files Overview, Viewers and FollowerHistory soon after the download."
        ),
        limits=message(
            "The files have no years: they are counted back from the day on which the file was "
            "saved. They do not name the account, nor the time zone. Likes, comments and shares "
            "are what is left of a day after deletions. New and returning viewers are not used."
        ),
        clock=message("Days as TikTok shows them to the account, in the time zone of the project."),
    ),
    networks=("tiktok",),
    tables=("daily",),
    matches=_matches,
    read=_read,
)
