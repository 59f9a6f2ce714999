"""Sprout Social, profile performance: counts of every profile by day."""

import pandas as pd

from smmlab.errors import ExportError
from smmlab.exports.cells import take_counts
from smmlab.exports.daily import fold_days, melt_days
from smmlab.exports.moments import parse_moments
from smmlab.exports.post_links import named_networks
from smmlab.exports.post_tables import NO_NETWORK, find_delimiter, has_columns, open_table
from smmlab.exports.reading import Card, Caution, Reader, Reading
from smmlab.exports.repair import refuse_spoilt_dates
from smmlab.exports.sieve import Fault, sift
from smmlab.exports.source import RawExport
from smmlab.exports.stated_order import find_american_order
from smmlab.exports.tools.sprout import DATES, NETWORKS
from smmlab.texts import message

_SIGNS = ("Date", "Network", "Audience", "Net Audience Growth")
_METRICS = {
    "followers": ("Audience",),
    "follows": ("Audience Gained",),
    "unfollows": ("Audience Lost",),
    "posts": ("Published Posts (Total)", "Published Posts"),
    "impressions": ("Impressions",),
    "reach": ("Reach",),
    "views": ("Video Views",),
    "interactions": ("Engagements",),
    "reactions": ("Reactions",),
    "comments": ("Comments",),
    "shares": ("Shares",),
    "saves": ("Saves",),
    "link_clicks": ("Post Link Clicks",),
    "clicks": ("Post Clicks (All)",),
}
_COLUMNS = {"date": ("Date",), "network": ("Network",), "page": ("Profile",), **_METRICS}
_IGNORED = (
    "Net Audience Growth", "Engagement Rate (per Impression)", "Engagement Rate (per Reach)",
    "Click-Through Rate",
)  # fmt: skip


def _matches(raw: RawExport) -> bool:
    return has_columns(raw, _SIGNS)


def _read(raw: RawExport) -> Reading:
    table = open_table(raw, _COLUMNS, signs=_SIGNS, ignored=_IGNORED)
    cells, frame = table.cells, table.cells.frame
    refuse_spoilt_dates(frame["date"].fillna(""))
    networks = named_networks(frame["network"])
    zone = raw.hints.zone
    # Days alone are wanted, and there are zones without a midnight on some of them.
    order, other_order = find_american_order(
        frame["date"],
        own=DATES,
        delimiter=find_delimiter(raw),
        asked=raw.hints.dates,
        not_after=raw.modified_at,
    )
    moments = parse_moments(
        frame["date"].fillna(""), zone="UTC", dates=order, not_after=raw.modified_at
    )
    counts, bad_counts = take_counts(cells, list(_METRICS))
    wide = counts.assign(
        network=networks, page=frame["page"], day=moments.day, clock=zone, precision="day"
    )
    keep, rejected = sift(
        cells.lines,
        [
            Fault(networks.isna(), NO_NETWORK, frame["network"]),
            Fault(moments.day.isna(), message("{value} is no day of this series."), frame["date"]),
            *bad_counts,
        ],
    )
    if not cells.has("page"):
        _refuse_several(wide[keep])
    metrics = {name: name for name in _METRICS}
    long, empty = melt_days(wide[keep], metrics, lines=cells.lines[keep])
    daily, merged = fold_days([long])
    return Reading(
        tables={"daily": daily},
        rows_read=table.rows_read,
        merged=merged,
        rejected=tuple(sorted([*cells.ragged, *rejected], key=lambda row: row.line)),
        notes=tuple(sorted([*table.notes, *empty], key=lambda row: row.line)),
        warnings=(*cells.cautions, *other_order, *_zone_caution(len(daily), zone)),
    )


def _refuse_several(wide: pd.DataFrame) -> None:
    """Refuse unlike rows of one network and day: they are of several profiles nobody can name."""
    if wide.drop_duplicates().duplicated(["network", "day"]).any():
        raise ExportError(
            message(
                "The file has several rows of the same network and day, and no column Profile that "
                "tells them apart. Please export one profile at a time."
            )
        )


def _zone_caution(days: int, zone: str) -> tuple[Caution, ...]:
    if not days:
        return ()
    text = message(
        "The days are those of the zone set in Sprout Social, which the file does not name; the "
        "zone of the project was taken: {zone}."
    )
    return (Caution("project-zone", text, {"zone": zone}),)


READER = Reader(
    name="sprout_profiles",
    card=Card(
        title=message("Sprout Social: profile performance"),
        how_to_get=message(
            "Sprout Social: Reports, Profile Performance, choose the profiles and the period, "
            "Share, Export CSV. Do not open the file in Excel before the import."
        ),
        limits=message(
            "One row a profile and day. The growth of the audience is not read where followers are "
            "there: it is their difference. Reach of days cannot be added up to the reach of a "
            "month. Days and months stand in the American order."
        ),
        clock=message(
            "Days of the zone set in Sprout Social, which the file does not name: the zone of the "
            "project is taken."
        ),
    ),
    networks=NETWORKS,
    tables=("daily",),
    matches=_matches,
    read=_read,
)
