"""TikTok Business Suite, days: what a business account got and gained, day by day."""

import pandas as pd

from smmlab.exports.cells import take_counts
from smmlab.exports.daily import fold_days, melt_days
from smmlab.exports.moments import parse_moments
from smmlab.exports.reading import Card, Reader, Reading
from smmlab.exports.repair import refuse_spoilt_dates
from smmlab.exports.sieve import Fault, sift
from smmlab.exports.source import RawExport
from smmlab.exports.tiktok.table import has_table, open_table
from smmlab.texts import message

_OVERVIEW = ("Date", "Video views", "Reached audience")
_AUDIENCE = ("Date", "Total followers", "Reached audience")
_ALIASES = {
    "day": ("Date",),
    "views": ("Video views",),
    "reach": ("Reached audience",),
    "page_views": ("Profile views",),
    "reactions": ("Likes",),
    "shares": ("Shares",),
    "comments": ("Comments",),
    "leads": ("Leads submission", "Lead submissions"),
    "follows": ("New followers",),
    "unfollows": ("Lost followers",),
    "followers": ("Total followers",),
    "engaged_people": ("Engaged audience",),
}
_IGNORED = ("Phone number clicks", "Net growth")
_METRICS = tuple(name for name in _ALIASES if name != "day")


def _matches(raw: RawExport) -> bool:
    return any(has_table(raw, names) for names in (_OVERVIEW, _AUDIENCE))


def _read(raw: RawExport) -> Reading:
    names = _OVERVIEW if has_table(raw, _OVERVIEW) else _AUDIENCE
    table = open_table(raw, _ALIASES, names, ignored=_IGNORED)
    cells = table.cells
    refuse_spoilt_dates(cells.frame["day"].fillna(""))
    moments = parse_moments(
        cells.frame["day"].fillna(""), zone="UTC", dates=raw.hints.dates, not_after=raw.modified_at
    )
    counts, bad_counts = take_counts(cells, _METRICS)
    no_day = Fault(
        moments.day.isna(), message("{value} is no day of this series."), cells.frame["day"]
    )
    keep, rejected = sift(cells.lines, [no_day, *bad_counts])
    wide = counts.assign(
        day=moments.day,
        network="tiktok",
        page=pd.Series(None, index=counts.index, dtype="str"),
        clock="UTC",
        precision="day",
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
        warnings=table.cautions,
    )


READER = Reader(
    name="tiktok_business",
    card=Card(
        title=message("TikTok Business Suite: results by day"),
        how_to_get=message(
            "With a business account open tiktok.com/business-suite, Analytics, choose the period, "
            "and in Overview and Audience Export data, CSV or XLSX."
        ),
        limits=message(
            "The file does not name the account. Reach of days cannot be added up to reach of a "
            "week. Clicks on the telephone number are not used."
        ),
        clock=message("UTC: the times of videos in the same suite were found to be in UTC."),
    ),
    networks=("tiktok",),
    tables=("daily",),
    matches=_matches,
    read=_read,
)
