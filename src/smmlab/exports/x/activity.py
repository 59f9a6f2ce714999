"""Twitter, tweet activity metrics: the export of the years 2014 to 2023."""

import pandas as pd

from smmlab.exports.cells import Cells
from smmlab.exports.grids import Grid, find_header
from smmlab.exports.moments import parse_moments
from smmlab.exports.numbers import parse_counts
from smmlab.exports.reading import Card, Caution, Reader, Reading
from smmlab.exports.source import RawExport
from smmlab.exports.x.posts import Stated, exported_at, find_ids, make_posts, needs_stated
from smmlab.exports.x.table import has_table, open_table
from smmlab.texts import message

_SIGNS = ("Tweet id", "Tweet permalink", "time", "impressions")
_COUNTED = ("impressions", "reactions", "comments", "follows")
_CLICKS = ("profile_clicks", "url_clicks", "hashtag_clicks", "detail_expands", "permalink_clicks")
_COLUMNS = {
    "id": ("Tweet id",),
    "url": ("Tweet permalink",),
    "text": ("Tweet text",),
    "time": ("time",),
    "impressions": ("impressions",),
    "reactions": ("likes", "favorites"),
    "comments": ("replies",),
    "reposts": ("retweets",),
    "follows": ("follows",),
    "profile_clicks": ("user profile clicks",),
    "url_clicks": ("url clicks",),
    "hashtag_clicks": ("hashtag clicks",),
    "detail_expands": ("detail expands",),
    "permalink_clicks": ("permalink clicks",),
    "sent": (),
    "promoted": ("promoted impressions",),
}
# The rate is a fraction of 1; it can be worked out from the counts.
_IGNORED = (
    "engagements", "engagement rate", "app opens", "app installs", "email tweet", "dial phone",
    "embedded media clicks", "media views", "media engagements",
    *(
        f"promoted {name}"
        for name in (
            "engagements", "engagement rate", "retweets", "replies", "favorites", "likes",
            "user profile clicks", "url clicks", "hashtag clicks", "detail expands",
            "permalink clicks", "app opens", "app installs", "follows", "email tweet",
            "dial phone", "embedded media clicks", "media views", "media engagements",
        )
    ),
)  # fmt: skip


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
    moments = parse_moments(
        cells.frame["time"].where(old).fillna(""),
        zone="UTC",
        dates=raw.hints.dates,
        not_after=not_after,
    )
    posts = make_posts(
        cells,
        ids,
        Stated(cells.frame["time"], moments.at, moments.clock, moments.precision),
        counted=_COUNTED,
        clicks=_CLICKS,
        metrics_name="twitter-2015",
        not_after=not_after,
    )
    return Reading(
        tables={"posts": posts.table},
        rows_read=table.rows_read,
        merged=posts.merged,
        rejected=tuple(sorted([*cells.ragged, *posts.rejected], key=lambda row: row.line)),
        notes=table.notes,
        warnings=(
            *cells.cautions,
            *id_cautions,
            *posts.cautions,
            *_promoted_caution(cells, posts.table["source_row"]),
        ),
        exported_at=made_at,
    )


def _promoted_caution(cells: Cells, kept: pd.Series) -> tuple[Caution, ...]:
    promoted, _ = parse_counts(cells.frame["promoted"])
    here = pd.Series(cells.lines).isin(kept.tolist())
    n = int((promoted[here.to_numpy()] > 0).sum())
    if not n:
        return ()
    text = message(
        "Posts that were promoted: {n}. What the promotion brought stands in columns of its own "
        "and is not added to the counts."
    )
    return (Caution("x-promoted", text, {"n": n}),)


READER = Reader(
    name="x_activity",
    card=Card(
        title=message("Twitter: tweet activity of earlier years"),
        how_to_get=message(
            "This is the file that analytics.twitter.com gave until 2023 under Tweets, Export "
            "data, By Tweet. It can no longer be made; add the files you have kept, as they are."
        ),
        limits=message(
            "Counts without promotion; what a promotion brought is not used. The file does not say "
            "whether a post has a picture or a film, and answers to others stand among the posts. "
            "There is nothing about people."
        ),
        clock=message("UTC: to the second from the id of each post, which wins over the minute."),
    ),
    networks=("x",),
    tables=("posts",),
    matches=_matches,
    read=_read,
)
