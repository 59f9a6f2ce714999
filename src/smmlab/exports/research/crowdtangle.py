"""CrowdTangle, historical report: posts of any pages, groups and accounts, until August 2024."""

import re

import pandas as pd

from smmlab.exports.cells import Cells, take_counts
from smmlab.exports.grids import find_header, peek_grids
from smmlab.exports.headers import plain_name
from smmlab.exports.numbers import Decimal, find_decimal, is_missing, parse_counts
from smmlab.exports.post_links import link_networks, link_pages, link_post_ids
from smmlab.exports.post_tables import (
    NO_LINK,
    NO_NETWORK,
    finish,
    link_only_caution,
    open_table,
    read_moments,
    refuse_spoilt_ids,
)
from smmlab.exports.reading import Card, Reader, Reading
from smmlab.exports.repair import refuse_spoilt_dates
from smmlab.exports.research.zone_names import find_unknown_zones, named_moment, with_offsets
from smmlab.exports.sieve import Fault
from smmlab.exports.source import RawExport
from smmlab.texts import message

_SIGNS = ("User Name", "Total Interactions", "URL")
_OWNERS = ("Page Name", "Group Name", "Account", "Account Name")
_CREATED = ("Post Created", "Created")
_SCORE = "overperforming score"
_FACES = ("love", "wow", "haha", "sad", "angry", "care")
_COLUMNS = {
    "page": _OWNERS,
    "owner_id": ("Facebook Id",),
    "date": _CREATED,
    "day": ("Post Created Date",),
    "clock": ("Post Created Time",),
    "type": ("Type",),
    "likes": ("Likes",),
    **{name: (name.capitalize(),) for name in _FACES},
    "comments": ("Comments",),
    "shares": ("Shares",),
    "views": ("Post Views", "Views"),
    "link": ("URL",),
    "text": ("Message",),
    "title": ("Title",),
    "description": ("Description",),
    "total": ("Total Interactions",),
    "score": (),
}
# Known and not kept: who the page is, sums, sponsors, what stands behind a link.
_IGNORED = (
    "User Name", "Page Category", "Page Admin Top Country", "Page Description", "Page Created",
    "Likes at Posting", "Followers at Posting", "Video Share Status", "Is Video Owner?",
    "Total Views", "Total Views For All Crossposts", "Video Length", "Link", "Final Link",
    "Image Text", "Link Text", "Photo", "Sponsor Id", "Sponsor Name", "Sponsor Category",
)  # fmt: skip
_COUNTED = ("likes", *_FACES, "comments", "shares", "views")
_FORMS = {
    "photo": "photo", "album": "carousel", "video": "video", "native video": "video",
    "native_video": "video", "live video": "video", "live video complete": "video",
    "live video scheduled": "video", "live_video": "video", "live_video_complete": "video",
    "live_video_scheduled": "video", "youtube": "video", "vine": "video", "igtv": "video",
    "reel": "short", "link": "link", "status": "text", "event": "link",
}  # fmt: skip
_WITH_VIEWS = ("video", "short")
_FILE_MOMENT = re.compile(
    r"(20[0-9]{2}-[01][0-9]-[0-3][0-9])-([0-2][0-9])-([0-5][0-9])-([0-5][0-9])-([A-Z]{2,5})-"
)
_GROUPED = r"^[0-9]{1,3}(?:\.[0-9]{3})+$"

_NO_ZONE = message(
    "The time {value} names a time zone that is not known for sure. If it is the zone of the "
    "project, please set that zone and import again."
)


def _matches(raw: RawExport) -> bool:
    for grid in peek_grids(raw):
        header = find_header(grid, _SIGNS)
        if header is None:
            continue
        names = {plain_name(cell) for cell in grid.rows[header]}
        owned = names & {plain_name(name) for name in _OWNERS}
        if owned and names & {plain_name(name) for name in _CREATED}:
            return True
    return False


def _read(raw: RawExport) -> Reading:
    score = _score_name(raw)
    aliases = _COLUMNS | {"score": (score,)} if score else _COLUMNS
    table = open_table(raw, aliases, signs=_SIGNS, ignored=_IGNORED)
    cells, frame = table.cells, table.cells.frame
    refuse_spoilt_ids(frame["owner_id"])
    links = frame["link"]
    networks = link_networks(links)
    ids = link_post_ids(links, networks)
    dates = _dates(frame)
    refuse_spoilt_dates(dates.fillna(""))
    when = read_moments(with_offsets(dates, raw.hints.zone), ids, links, networks, raw)
    nowhere = find_unknown_zones(dates, raw.hints.zone) & (when.clock != "id")
    counts, bad_counts = _take_counts(cells)
    forms = frame["type"].str.casefold().map(_FORMS).astype("str").fillna("other")
    posts = counts[["comments", "shares"]].assign(
        network=networks,
        page=frame["page"].fillna(link_pages(links, networks)),
        is_own=True,
        post_id=ids,
        at=when.at,
        clock=when.clock,
        precision=when.precision,
        form=forms,
        text=_texts(frame, networks),
        url=links.where(links.str.match("https?://").fillna(False).astype(bool)),
        metrics_name="crowdtangle",
        reactions=_reactions(cells, counts),
        # Of what is no film it writes zero views.
        views=counts["views"].where(forms.isin(_WITH_VIEWS) | counts["views"].gt(0)),
    )
    faults = [
        Fault(networks.isna(), NO_NETWORK, links),
        Fault(ids.isna(), NO_LINK, links),
        Fault(nowhere, _NO_ZONE, dates),
        Fault(when.fault.mask, when.fault.reason, dates),
        *bad_counts,
    ]
    cautions = (*when.cautions, *link_only_caution(networks, ids))
    return finish(table, posts, faults, "posts", cautions=cautions, exported_at=_made_at(raw))


def _score_name(raw: RawExport) -> str:
    """Return the name of the column of the score, which tells its weights and so varies."""
    names = [cell for grid in peek_grids(raw) for row in grid.rows for cell in row]
    return next((name for name in names if plain_name(name).startswith(_SCORE)), "")


def _dates(frame: pd.DataFrame) -> pd.Series:
    apart = (frame["day"] + " " + frame["clock"].fillna("")).str.strip()
    return frame["date"].fillna(apart).astype("str")


def _texts(frame: pd.DataFrame, networks: pd.Series) -> pd.Series:
    """Return the words of posts: on Instagram they stand in the description, or in the title."""
    instagram = (networks == "instagram").fillna(False).astype(bool)
    own = frame["text"].mask(is_missing(frame["text"]))
    caption = frame["description"].fillna(frame["title"])
    return own.fillna(caption.where(instagram & ~is_missing(caption))).astype("str")


def _take_counts(cells: Cells) -> tuple[pd.DataFrame, list[Fault]]:
    """Read counts in the number format of the file, which is that of the person's browser."""
    _, faults = take_counts(cells, _COUNTED)
    mark = _decimal(cells)
    values: dict[str, pd.Series] = {}
    for at, name in enumerate(_COUNTED):
        values[name], bad = parse_counts(cells.frame[name], decimal=mark)
        faults[at] = Fault(bad, faults[at].reason, faults[at].values, faults[at].column)
    return pd.DataFrame(values, index=cells.frame.index), faults


def _decimal(cells: Cells) -> Decimal:
    numbers = pd.concat([cells.frame[name] for name in (*_COUNTED, "total")], ignore_index=True)
    score = cells.frame["score"]
    if find_decimal(score) == ",":
        return ","
    # No count has decimals: a point in one can only part thousands.
    grouped = numbers.str.match(_GROUPED).fillna(False).any()
    has_points = score.str.match(r"^[+\-−]?[0-9]+\.[0-9]{1,2}x?$").fillna(False).any()
    return "," if grouped and not has_points else "."


def _reactions(cells: Cells, counts: pd.DataFrame) -> pd.Series:
    """Add the faces to the likes; older files lack some faces, those of Instagram all."""
    kinds = [name for name in ("likes", *_FACES) if cells.has(name)]
    whole = counts[kinds].sum(axis=1, min_count=1).astype("Int64")
    # On Instagram the faces of a joined file are empty; a like that is missing is no zero.
    return whole.where(counts["likes"].notna())


def _made_at(raw: RawExport) -> int | None:
    found = _FILE_MOMENT.search(raw.name)
    if found is None:
        return None
    text = f"{found[1]} {found[2]}:{found[3]}:{found[4]} {found[5]}"
    return named_moment(text, raw.hints.zone, latest=raw.modified_at)


READER = Reader(
    name="crowdtangle",
    card=Card(
        title=message("CrowdTangle: historical report"),
        how_to_get=message(
            "CrowdTangle was closed in August 2024, so there are old files only. Add the CSV of a "
            "historical report, of Facebook or of Instagram, as it was downloaded; posts of rivals "
            "and your own as two files."
        ),
        limits=message(
            "Counts are those of the moment when the report was made. There is no reach, no click "
            "and nothing about people. Views are those of films. Posts of Instagram, and those of "
            "Facebook whose link shows no number, are known by their links alone."
        ),
        clock=message(
            "The zone that stands behind each time, such as EDT; posts of Instagram: UTC, to the "
            "second, from their links."
        ),
    ),
    networks=("facebook", "instagram"),
    tables=("posts",),
    matches=_matches,
    read=_read,
)
