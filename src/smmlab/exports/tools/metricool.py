"""Metricool, lists of posts: one file a network and kind, of which some columns are known."""

import pandas as pd

from smmlab.exports.cells import take_counts
from smmlab.exports.grids import Grid, find_header, peek_grids
from smmlab.exports.headers import plain_name
from smmlab.exports.post_links import link_networks, link_post_ids
from smmlab.exports.post_tables import (
    NO_ID,
    NO_LINK,
    finish,
    link_only_caution,
    open_table,
    read_moments,
    refuse_spoilt_ids,
)
from smmlab.exports.reading import Card, Reader, Reading
from smmlab.exports.repair import refuse_spoilt_dates
from smmlab.exports.sieve import Fault
from smmlab.exports.source import RawExport
from smmlab.texts import message

_VIDEOS = ("videoId", "publishedAt", "views")
_REELS = ("Reel Link", "Date", "Video Views")
_LINKED = ("URL", "Date", "Views")
# Only a link tells these from tables of other makers.
_HOST_OF_LINKED = "tiktok"
_COLUMNS = {
    "post_id": ("videoId",),
    "link": ("Reel Link", "URL", "watchUrl"),
    "date": ("publishedAt", "Date"),
    "text": ("Content", "Title"),
    "views": ("views", "Video Views"),
    "reach": ("Reach",),
    "impressions": ("Impressions",),
    "reactions": ("Reactions", "Likes"),
    "comments": ("Comments",),
    "shares": ("Shares",),
    "saves": ("Saves",),
}
_COUNTED = ("views", "reach", "impressions", "reactions", "comments", "shares", "saves")
_IGNORED = ("Average view duration", "Duration", "Average percentage viewed")
_TIME = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}(?: [0-9]{2}:[0-9]{2}(?::[0-9]{2})?)?$"
_VIDEO_ID = r"^[\w\-]{11}$"
_FORM_OF_NETWORK = {"youtube": "video", "facebook": "short", "tiktok": "short"}


def _matches(raw: RawExport) -> bool:
    return _find_signs(raw) is not None


def _find_signs(raw: RawExport) -> tuple[str, ...] | None:
    for grid in peek_grids(raw):
        for signs in (_VIDEOS, _REELS, _LINKED):
            header = find_header(grid, signs)
            if header is not None and (signs is not _LINKED or _is_linked(grid, header)):
                return signs
    return None


def _is_linked(grid: Grid, header: int) -> bool:
    """Tell whether every row that is seen links to the network and has a time of this maker."""
    names = [plain_name(cell) for cell in grid.rows[header]]
    link, date = names.index("url"), names.index("date")
    rows = [row for row in grid.rows[header + 1 :] if len(row) == len(names)]
    links = pd.Series([row[link] for row in rows], dtype="str")
    dates = pd.Series([row[date].strip() for row in rows], dtype="str")
    leads = link_networks(links) == _HOST_OF_LINKED
    # A time may be missing, but it is never written otherwise.
    fits = dates.str.match(_TIME).fillna(False).astype(bool) | (dates == "")
    return "social" not in names and bool(leads.any() and (leads | (links == "")).all() and
                                          fits.all())  # fmt: skip


def _read(raw: RawExport) -> Reading:
    signs = _find_signs(raw) or _LINKED
    table = open_table(raw, _COLUMNS, signs=signs, ignored=_IGNORED)
    frame = table.cells.frame
    refuse_spoilt_ids(frame["post_id"])
    refuse_spoilt_dates(frame["date"].fillna(""))
    if signs is _VIDEOS:
        networks = pd.Series("youtube", index=frame.index, dtype="str")
        usable = frame["post_id"].str.match(_VIDEO_ID).fillna(False).astype(bool)
        ids = frame["post_id"].where(usable)
        links = ("https://www.youtube.com/watch?v=" + ids).astype("str")
        no_id = Fault(ids.isna(), NO_ID, frame["post_id"])
    else:
        networks, links = link_networks(frame["link"]), frame["link"]
        ids = link_post_ids(links, networks)
        no_id = Fault(ids.isna(), NO_LINK, links)
    when = read_moments(frame["date"], ids, links, networks, raw, dates=raw.hints.dates)
    counts, bad_counts = take_counts(table.cells, _COUNTED)
    posts = counts.assign(
        network=networks,
        is_own=True,
        post_id=ids,
        at=when.at,
        clock=when.clock,
        precision=when.precision,
        form=_find_forms(links, networks),
        text=frame["text"],
        url=links,
        metrics_name="metricool",
    )
    cautions = (*when.cautions, *link_only_caution(networks, ids))
    return finish(table, posts, [no_id, when.fault, *bad_counts], "posts", cautions=cautions)


def _find_forms(links: pd.Series, networks: pd.Series) -> pd.Series:
    forms = networks.map(_FORM_OF_NETWORK).astype("str").fillna("other")
    photo = links.str.contains("/photo/", regex=False).fillna(False).astype(bool)
    return forms.mask(photo & (networks == "tiktok"), "photo").astype("str")


READER = Reader(
    name="metricool",
    card=Card(
        title=message("Metricool: list of posts"),
        how_to_get=message(
            "Metricool: Analytics, choose the network and the period, go to the list of posts, "
            "reels or videos, download CSV. One file a list; add them all."
        ),
        limits=message(
            "Three lists are known: videos of YouTube, reels of Facebook and posts of TikTok. For "
            "other lists, say what their columns mean. The file for planning posts holds no counts "
            "and is not read. Reels of Facebook are known by their links alone."
        ),
        clock=message(
            "The zone of the brand in Metricool, which the file does not name: the zone of the "
            "project is taken. Posts of TikTok: UTC, to the second, from their ids."
        ),
    ),
    networks=("youtube", "facebook", "tiktok"),
    tables=("posts",),
    matches=_matches,
    read=_read,
)
