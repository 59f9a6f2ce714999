"""X, account analytics, content: posts of the account with their counts."""

import pandas as pd

from smmlab.exports.clocks import parse_local
from smmlab.exports.grids import Grid, find_header
from smmlab.exports.reading import Card, Caution, Reader, Reading
from smmlab.exports.source import RawExport
from smmlab.exports.x.posts import Stated, exported_at, find_ids, make_posts, needs_stated
from smmlab.exports.x.table import has_table, open_table
from smmlab.texts import message

_SIGNS = ("Post id", "Post text", "Impressions")
_COUNTED = ("impressions", "reactions", "comments", "saves", "follows")
_CLICKS = ("detail_expands", "url_clicks", "hashtag_clicks", "permalink_clicks", "profile_visits")
_COLUMNS = {
    "id": ("Post id",),
    "day": ("Date",),
    "text": ("Post text",),
    "url": ("Link", "Post Link"),
    "impressions": ("Impressions",),
    "reactions": ("Likes",),
    "saves": ("Bookmarks",),
    "sent": ("Share", "Shares"),
    "follows": ("New follows",),
    "comments": ("Replies",),
    "reposts": ("Reposts",),
    "profile_visits": ("Profile visits",),
    "detail_expands": ("Detail expands",),
    "url_clicks": ("Url clicks",),
    "hashtag_clicks": ("Hashtag clicks",),
    "permalink_clicks": ("Permalink clicks",),
}
_IGNORED = ("Engagements", "Engagement rate")
_FORMATS = ("%a %b %d %Y", "%a, %b %d, %Y", "%b %d, %Y", "%Y-%m-%d")


def _header(grid: Grid) -> int | None:
    return find_header(grid, _SIGNS)


def _matches(raw: RawExport) -> bool:
    return has_table(raw, _header)


def _read(raw: RawExport) -> Reading:
    table = open_table(raw, _header, _COLUMNS, ignored=_IGNORED)
    cells = table.cells
    made_at = exported_at(raw.name)
    not_after = max(made_at or 0, raw.modified_at)
    ids, id_cautions = find_ids(cells.frame["id"], cells.frame["url"])
    old = needs_stated(ids)
    days = parse_local(
        cells.frame["day"].where(old).fillna(""),
        zone=raw.hints.zone,
        formats=_FORMATS,
        not_after=not_after,
    )
    stated = Stated(
        cells.frame["day"],
        days.at,
        pd.Series(raw.hints.zone, index=ids.index, dtype="str"),
        pd.Series("day", index=ids.index, dtype="str"),
    )
    posts = make_posts(
        cells,
        ids,
        stated,
        counted=_COUNTED,
        clicks=_CLICKS,
        metrics_name="x-2024",
        not_after=not_after,
    )
    by_day = int((posts.table["precision"] == "day").sum())
    return Reading(
        tables={"posts": posts.table},
        rows_read=table.rows_read,
        merged=posts.merged,
        rejected=tuple(sorted([*cells.ragged, *posts.rejected], key=lambda row: row.line)),
        notes=table.notes,
        warnings=(*cells.cautions, *id_cautions, *posts.cautions, *_day_caution(by_day, raw)),
        exported_at=made_at,
    )


def _day_caution(by_day: int, raw: RawExport) -> tuple[Caution, ...]:
    if not by_day:
        return ()
    text = message(
        "Posts of before November 2010, of which only the day is known: {n}. The days are taken "
        "on the clock of the project, {zone}."
    )
    return (Caution("days-only", text, {"n": by_day, "zone": raw.hints.zone}),)


READER = Reader(
    name="x_content",
    card=Card(
        title=message("X: posts of the account"),
        how_to_get=message(
            "You need X Premium. Open x.com, More, Premium, Analytics, Content, Posts; choose the "
            "period, then Export data. Do not open the file in Excel before the import."
        ),
        limits=message(
            "Counts are those of the chosen period. Shares are reposts and posts sent on together. "
            "The file does not say whether a post has a picture or a film, and answers to others "
            "stand among the posts. There are no texts of answers received and nothing about "
            "people."
        ),
        clock=message(
            "UTC, to the second, from the id of each post; the day in the file is local."
        ),
    ),
    networks=("x",),
    tables=("posts",),
    matches=_matches,
    read=_read,
)
