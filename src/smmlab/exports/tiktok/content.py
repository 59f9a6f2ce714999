"""TikTok Studio, content: every video of an account with its counts in all."""

from datetime import date, timedelta

import pandas as pd

from smmlab.exports.cells import Cells, take_counts
from smmlab.exports.clocks import parse_local
from smmlab.exports.reading import Card, Caution, Reader, Reading
from smmlab.exports.sieve import Fault, fold_repeats, sift
from smmlab.exports.source import RawExport
from smmlab.exports.tiktok.table import has_table, open_table
from smmlab.exports.tiktok.videos import Stated, build_videos, link_seconds
from smmlab.exports.tiktok.years import find_anchor, latest_before
from smmlab.schema import conform
from smmlab.texts import message

_NAMES = ("Video title", "Video link", "Post time", "Total views")
_ALIASES = {
    "time": ("Time",),
    "title": ("Video title",),
    "link": ("Video link",),
    "posted": ("Post time",),
    "reactions": ("Total likes",),
    "comments": ("Total comments",),
    "shares": ("Total shares",),
    "views": ("Total views",),
}
# Views of one week say nothing about the life of a post.
_IGNORED = ("Views in the last 7 days",)
_COUNTS = ("views", "reactions", "comments", "shares")
_CLOSE = pd.Timedelta(days=2)  # between the day of the export and that of its file, zones and all


def _matches(raw: RawExport) -> bool:
    return has_table(raw, _NAMES)


def _read(raw: RawExport) -> Reading:
    table = open_table(raw, _ALIASES, _NAMES, ignored=_IGNORED)
    cells, frame = table.cells, table.cells.frame
    anchor = find_anchor(raw)
    limit = pd.Series(anchor.latest.isoformat(), index=frame.index, dtype="str")
    exported, doubt = _export_days(cells, anchor.latest, raw.modified_at)
    exported_at = _end_of(exported)
    not_after = max(exported_at or 0, raw.modified_at)
    counts, bad_counts = take_counts(cells, _COUNTS)
    exact, _ = link_seconds(frame["link"], not_after=not_after)
    # A video is at most as new as its export; next to its id, the day is a check only.
    beside = (pd.to_datetime(exact.astype("float64"), unit="s") + pd.Timedelta(days=1)).dt.strftime(
        "%Y-%m-%d"
    )
    day = latest_before(frame["posted"], beside.astype("str").fillna(exported).fillna(limit))
    local = parse_local(day, zone=raw.hints.zone, formats=["%Y-%m-%d"])
    videos = build_videos(
        cells,
        counts,
        Stated(local.at, day, raw.hints.zone, "day"),
        not_after=not_after,
        metrics_name="tiktok-studio",
    )
    undated = frame["posted"].notna() & day.isna() & exact.isna()
    faults = [
        *videos.faults,
        Fault(undated, message("The publish time {value} cannot be."), frame["posted"]),
        *bad_counts,
    ]
    keep, rejected = sift(cells.lines, faults)
    posts, merged = fold_repeats(videos.posts[keep], "posts")
    return Reading(
        tables={"posts": conform(posts, "posts")},
        rows_read=table.rows_read,
        merged=merged,
        rejected=tuple(sorted([*cells.ragged, *rejected], key=lambda row: row.line)),
        notes=table.notes,
        warnings=(
            *table.cautions,
            *videos.cautions,
            *doubt,
            *_counted_back(exact[keep], day[keep], raw.hints.zone),
        ),
        exported_at=exported_at,
    )


def _export_days(
    cells: Cells, latest: date, modified_at: int
) -> tuple[pd.Series, tuple[Caution, ...]]:
    """Return the day of the export of each row, which the file writes without its year.

    Where the file was saved within two days of such a day, that year is meant, whatever the rows
    hold. Else it is the first such day after the newest video: a content export covers a year.
    """
    said = cells.frame["time"]
    written = pd.Timestamp(modified_at, unit="s")
    soon = pd.Series(_iso(written + _CLOSE), index=said.index, dtype="str")
    fresh = latest_before(said, soon)
    fresh = fresh.where((fresh >= _iso(written - _CLOSE)).fillna(False).astype(bool))
    limit = pd.Series(latest.isoformat(), index=said.index, dtype="str")
    days = fresh.fillna(latest_before(said, limit))
    seconds, _ = link_seconds(cells.frame["link"], not_after=modified_at)
    newest = seconds.max() if seconds.notna().any() else pd.NA
    if pd.isna(newest):
        return days, ()
    first = (pd.Timestamp(int(newest), unit="s") - pd.Timedelta(days=1)).date()
    within_a_year = min(first + timedelta(days=365), latest)
    until = limit.where(limit.isna(), within_a_year.isoformat())
    nearest = fresh.fillna(latest_before(said, until))
    differs = (days != nearest) & days.notna() & nearest.notna()
    days = nearest.fillna(days)
    if not differs.any():
        return days, ()
    text = message(
        "The day of the export has no year; {day} was taken, the first after the newest video. "
        "The file itself was saved later."
    )
    return days, (Caution("years-uncertain", text, {"day": str(days[differs].iloc[0])}),)


def _iso(moment: pd.Timestamp) -> str:
    return str(moment.date())


def _end_of(days: pd.Series) -> int | None:
    if days.notna().sum() == 0:
        return None
    return int(pd.Timestamp(str(days.dropna().max())).timestamp()) + 86_399


def _counted_back(exact: pd.Series, days: pd.Series, zone: str) -> tuple[Caution, ...]:
    counted = int((exact.isna() & days.notna()).sum())
    if not counted:
        return ()
    text = message(
        "Videos whose link tells no time: {n}. Their day stands in the file without a year and "
        "without a time zone; the year was counted back from the export, the zone {zone} was taken."
    )
    return (Caution("years-counted", text, {"n": counted, "zone": zone}),)


READER = Reader(
    name="tiktok_content",
    card=Card(
        title=message("TikTok Studio: content"),
        how_to_get=message(
            "Open tiktok.com/tiktokstudio/analytics, Content, choose the period (up to 365 days), "
            "Download data, CSV or XLSX. Add the file Content."
        ),
        limits=message(
            "Counts are those of the day of the export, over the whole life of each video; views "
            "of the last 7 days are not used. There are no saves, no reach and nothing about "
            "people. The time of a video comes from its link; a video without a link has only a "
            "day, and its year is counted back."
        ),
        clock=message(
            "The exact moment, in UTC, from the id in the link; without a link the day as TikTok "
            "shows it, in the time zone of the project."
        ),
    ),
    networks=("tiktok",),
    tables=("posts",),
    matches=_matches,
    read=_read,
)
