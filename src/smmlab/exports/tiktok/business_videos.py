"""TikTok Business Suite, videos: every video of a business account with its counts."""

from smmlab.exports.cells import take_counts
from smmlab.exports.moments import parse_moments
from smmlab.exports.reading import Card, Reader, Reading
from smmlab.exports.repair import refuse_spoilt_dates
from smmlab.exports.sieve import Fault, fold_repeats, sift
from smmlab.exports.source import RawExport
from smmlab.exports.tiktok.table import has_table, open_table
from smmlab.exports.tiktok.videos import Stated, build_videos, link_seconds
from smmlab.schema import conform
from smmlab.texts import message

_NAMES = ("Video title", "Video link", "Post time", "Video views")
_ALIASES = {
    "title": ("Video title",),
    "link": ("Video link",),
    "posted": ("Post time",),
    "views": ("Video views",),
    "reactions": ("Likes",),
    "comments": ("Comments",),
    "shares": ("Shares",),
    "saves": ("Add to Favorites", "Add to favourites", "Favorites"),
}
_COUNTS = ("views", "reactions", "comments", "shares", "saves")


def _matches(raw: RawExport) -> bool:
    return has_table(raw, _NAMES)


def _read(raw: RawExport) -> Reading:
    table = open_table(raw, _ALIASES, _NAMES)
    cells, frame = table.cells, table.cells.frame
    posted = frame["posted"].fillna("")
    refuse_spoilt_dates(posted)
    moments = parse_moments(posted, zone="UTC", dates=raw.hints.dates, not_after=raw.modified_at)
    exact, _ = link_seconds(frame["link"], not_after=raw.modified_at)
    counts, bad_counts = take_counts(cells, _COUNTS)
    videos = build_videos(
        cells,
        counts,
        Stated(moments.at, moments.day, "UTC", "second"),
        not_after=raw.modified_at,
        metrics_name="tiktok-business",
    )
    no_time = Fault(
        moments.bad & exact.isna(), message("The publish time {value} cannot be."), frame["posted"]
    )
    keep, rejected = sift(cells.lines, [*videos.faults, no_time, *bad_counts])
    posts, merged = fold_repeats(videos.posts[keep], "posts")
    return Reading(
        tables={"posts": conform(posts, "posts")},
        rows_read=table.rows_read,
        merged=merged,
        rejected=tuple(sorted([*cells.ragged, *rejected], key=lambda row: row.line)),
        notes=table.notes,
        warnings=(*table.cautions, *videos.cautions),
    )


READER = Reader(
    name="tiktok_business_videos",
    card=Card(
        title=message("TikTok Business Suite: videos"),
        how_to_get=message(
            "With a business account open tiktok.com/business-suite, Analytics, Videos (or "
            "Content), choose the period, Export data, CSV or XLSX."
        ),
        limits=message(
            "Counts are those of the day of the export, over the whole life of each video. There "
            "is no reach of single videos and nothing about people."
        ),
        clock=message(
            "UTC, to the second: from the id in the link, or as the file states it where there is "
            "no link."
        ),
    ),
    networks=("tiktok",),
    tables=("posts",),
    matches=_matches,
    read=_read,
)
