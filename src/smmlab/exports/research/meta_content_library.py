"""Meta Content Library: public posts of Facebook and Instagram, as its API and its tables say."""

from dataclasses import replace
from typing import Any

import pandas as pd

from smmlab.exports.cells import Cells
from smmlab.exports.grids import find_header, peek_grids
from smmlab.exports.headers import Matched, plain_name
from smmlab.exports.items import objects, pluck, shown_of, texts_of
from smmlab.exports.json_saved import read_saved, with_raws
from smmlab.exports.numbers import parse_counts
from smmlab.exports.post_tables import (
    NO_ID,
    NO_NETWORK,
    PostTable,
    finish,
    open_table,
    read_moments,
    refuse_spoilt_ids,
)
from smmlab.exports.reading import Card, Caution, Reader, Reading
from smmlab.exports.repair import refuse_spoilt_numbers
from smmlab.exports.sieve import Fault
from smmlab.exports.source import RawExport
from smmlab.texts import message

_SIGNS = ("id", "creation_time")
_STARTS = ("post_owner.", "statistics.", "surface.", "mcl_url")
_STATISTICS = ("views", "reaction_count", "like_count", "love_count", "care_count", "haha_count",
               "wow_count", "sad_count", "angry_count", "comment_count", "share_count")  # fmt: skip
_FACES = ("love_count", "care_count", "haha_count", "wow_count", "sad_count", "angry_count")
_COLUMNS = {
    "post_id": ("id",),
    "date": ("creation_time",),
    "text": ("text",),
    "language": ("lang",),
    "content": ("content_type",),
    "media": ("media_type",),
    "url": ("mcl_url",),
    "owner_type": ("post_owner.type", "post_owner.data.type"),
    "owner": ("post_owner.name", "post_owner.data.name"),
    "surface_type": ("surface.type",),
    "surface": ("surface.name",),
    **{name: (f"statistics.{name}",) for name in _STATISTICS},
}
_IGNORED = (
    "modified_time", "multimedia", "is_branded_content", "branded_content_page_id", "is_verified",
    "hashtags", "match_type", "shared_post_id", "post_owner.id", "post_owner.username",
    "post_owner.data.id", "post_owner.data.username", "surface.id", "surface.username",
    "statistics.views_date_last_refreshed", "view_date_last_refreshed", "link_attachment.name",
    "link_attachment.link", "link_attachment.caption", "link_attachment.description",
    "link_attachment_fields.name", "link_attachment_fields.link", "activities",
)  # fmt: skip
_NETWORK_OF_OWNER = {
    "page": "facebook", "group": "facebook", "event": "facebook", "profile": "facebook",
    "creator": "instagram", "business": "instagram", "personal": "instagram",
}  # fmt: skip
_PEOPLE = ("profile", "personal", "private", "user", "person")
_FORMS = {
    "photo": "photo", "image": "photo", "album": "carousel", "carousel": "carousel",
    "video": "video", "live": "video", "reel": "short", "story": "story", "stories": "story",
    "link": "link", "text": "text", "status": "text", "statuses": "text", "event": "link",
}  # fmt: skip
_ID = r"^[A-Za-z0-9_\-]{3,100}$"
_OWN = "mcl:"  # its numbers are not those of the networks' own exports
_NO_COUNT = message("{value} is no count, in the column {column}.")


def _matches(raw: RawExport) -> bool:
    if raw.json_keys:
        return _is_ours(raw.json_keys)
    for grid in peek_grids(raw):
        header = find_header(grid, _SIGNS)
        if header is not None and _is_ours({plain_name(cell) for cell in grid.rows[header]}):
            return True
    return False


def _is_ours(names: set[str] | frozenset[str]) -> bool:
    if not set(_SIGNS) <= names or "post_id" in names:
        return False
    nested = {"post_owner", "statistics"} <= names or "mcl_url" in names
    dotted = any(name.startswith(_STARTS) for name in names)
    return nested or dotted


def _read(raw: RawExport) -> Reading:
    if not raw.json_keys:
        table = open_table(raw, _COLUMNS, signs=_SIGNS, ignored=_IGNORED)
        return _make_posts(raw, table, knows_columns=True)
    saved = read_saved(raw.text)
    items, lines, empty = saved.take_apart(
        lambda values: [item for value in values for item in _items_of(value)]
    )
    matched = Matched({name: names[0] for name, names in _COLUMNS.items()}, ())
    table = PostTable(Cells(_frame_of(items), lines, matched, (), ()), ())
    reading = _make_posts(raw, table, knows_columns=False)
    rejected = with_raws(reading.rejected, lines, items)
    return replace(
        reading,
        rows_read=reading.rows_read + len(saved.broken) + len(empty),
        rejected=tuple(sorted([*rejected, *saved.broken], key=lambda row: row.line)),
        notes=tuple(sorted([*reading.notes, *empty], key=lambda row: row.line)),
    )


def _items_of(value: Any) -> list[Any]:
    """Return the entries of an answer, of a list of answers, or of a list of entries."""
    if isinstance(value, dict) and isinstance(value.get("data"), list):
        return list(value["data"])
    if isinstance(value, list):
        pages = bool(objects(value)) and all("data" in page for page in objects(value))
        return [item for page in value for item in _items_of(page)] if pages else value
    return [value]


def _frame_of(items: list[Any]) -> pd.DataFrame:
    columns: dict[str, pd.Series] = {}
    for name, places in _COLUMNS.items():
        as_text = shown_of if name in _STATISTICS else texts_of
        column = pd.Series(pd.NA, index=range(len(items)), dtype="str")
        for place in places:
            column = column.fillna(as_text(pluck(items, place)))
            column = column.fillna(as_text(pluck(items, *place.split("."))))
        columns[name] = column.str.strip().where(column.str.strip() != "")
    return pd.DataFrame(columns)


def _make_posts(raw: RawExport, table: PostTable, *, knows_columns: bool) -> Reading:
    cells, frame = table.cells, table.cells.frame
    refuse_spoilt_ids(frame["post_id"])
    refuse_spoilt_numbers(frame[list(_STATISTICS)])
    networks = _networks(cells, knows_columns=knows_columns)
    ids = frame["post_id"].where(frame["post_id"].str.match(_ID).fillna(False).astype(bool))
    nothing = pd.Series(pd.NA, index=ids.index, dtype="str")
    when = read_moments(frame["date"], ids, nothing, networks, raw, zone="UTC")
    counts: dict[str, pd.Series] = {}
    bad_counts = []
    for name in _STATISTICS:
        counts[name], bad = parse_counts(frame[name], decimal=".")
        bad_counts.append(Fault(bad, _NO_COUNT, frame[name], cells.title(name)))
    said = frame["content"].fillna(frame["media"]).str.casefold()
    forms = said.map(_FORMS).fillna(said.str.removesuffix("s").map(_FORMS)).astype("str")
    posts = pd.DataFrame(
        {
            "network": networks,
            "page": _pages(frame),
            "is_own": True,
            "post_id": _OWN + ids,
            "at": when.at,
            "clock": when.clock,
            "precision": when.precision,
            "form": forms.fillna("other"),
            "text": frame["text"],
            "language": frame["language"].str.casefold(),
            "url": frame["url"].where(frame["url"].str.match("https?://").fillna(False)),
            "metrics_name": "meta-content-library",
            "views": counts["views"],
            "reactions": _reactions(counts),
            "comments": counts["comment_count"],
            "shares": counts["share_count"],
        }
    )
    faults = [
        Fault(ids.isna(), NO_ID, frame["post_id"]),
        Fault(networks.isna(), NO_NETWORK, frame["owner_type"]),
        when.fault,
        *bad_counts,
    ]
    return finish(table, posts, faults, "posts", cautions=(*when.cautions, *_own_numbers(ids)))


def _networks(cells: Cells, *, knows_columns: bool) -> pd.Series:
    """Tell the network by the link, the kind of owner, and by what only Facebook counts."""
    frame = cells.frame
    linked = frame["url"].str.extract(r"/(facebook|instagram)(?:/|$)", expand=False)
    owner = frame["owner_type"].str.casefold().str.replace("_", " ")
    named = owner.str.extract(r"\b(facebook|instagram)\b", expand=False)
    last = owner.str.extract(r"([a-z]+)$", expand=False).map(_NETWORK_OF_OWNER)
    only_facebook = [*_FACES, "reaction_count", "share_count", "surface_type", "surface"]
    counted = frame[only_facebook].notna().any(axis=1).to_numpy(dtype=bool)
    if knows_columns:
        counted = counted | any(cells.has(name) for name in only_facebook)
    by_counts = pd.Series("facebook", index=frame.index, dtype="str").where(counted)
    return linked.fillna(named).fillna(last).fillna(by_counts).astype("str")


def _pages(frame: pd.DataFrame) -> pd.Series:
    """Return where the post stands: its page or group; a person's name is not read."""
    pages = pd.Series(pd.NA, index=frame.index, dtype="str")
    for name, kind in (("surface", "surface_type"), ("owner", "owner_type")):
        last = frame[kind].str.casefold().str.extract(r"([a-z]+)$", expand=False)
        pages = pages.fillna(frame[name].mask(last.isin(_PEOPLE)))
    return pages.astype("str")


def _reactions(counts: dict[str, pd.Series]) -> pd.Series:
    """Return all reactions: the sum as Meta says it, else the likes and the other faces."""
    faces = pd.concat([counts[name] for name in ("like_count", *_FACES)], axis=1)
    summed = faces.sum(axis=1, min_count=1).astype("Int64").where(counts["like_count"].notna())
    return counts["reaction_count"].fillna(summed)


def _own_numbers(ids: pd.Series) -> tuple[Caution, ...]:
    if not ids.notna().any():
        return ()
    text = message(
        "Meta's library numbers posts in its own way, so these posts cannot be joined with other "
        "exports: {n}. Import one of the two for the same posts, or they count twice."
    )
    return (Caution("known-by-library", text, {"n": int(ids.notna().sum())}),)


READER = Reader(
    name="meta_content_library",
    card=Card(
        title=message("Meta Content Library: posts"),
        how_to_get=message(
            "For researchers with access: search posts in the Content Library or ask its API, and "
            "save the table as CSV or the answer as JSON. Meta lets data leave its own rooms only "
            "in some cases: please follow its rules."
        ),
        limits=message(
            "Views below 100 and those of the last days are absent. Posts have numbers of the "
            "library's own. Names of people are not read; of a post by a person in a group, the "
            "group is kept. Comments are not read."
        ),
        clock=message("UTC, as the library writes every time."),
    ),
    networks=("facebook", "instagram"),
    tables=("posts",),
    matches=_matches,
    read=_read,
)
