"""Popsters: posts of any pages, often of rivals, in many networks; some columns are known."""

import pandas as pd

from smmlab.exports.cells import take_counts
from smmlab.exports.grids import Grid, find_header, peek_grids
from smmlab.exports.headers import plain_name
from smmlab.exports.post_links import (
    link_networks,
    link_pages,
    link_post_ids,
    named_networks,
)
from smmlab.exports.post_tables import (
    NO_LINK,
    NO_NETWORK,
    finish,
    link_only_caution,
    open_table,
    read_moments,
)
from smmlab.exports.reading import Card, Reader, Reading
from smmlab.exports.sieve import Fault
from smmlab.exports.source import RawExport
from smmlab.texts import message

_COLUMNS = {
    "network": ("Social", "Соцсеть", "Социальная сеть"),
    "link": ("Url", "Ссылка", "Ссылка на пост"),
    "text": ("Text", "Текст"),
    "date": ("Date", "Дата"),
    "reactions": ("Likes", "Лайки"),
    "comments": ("Comments", "Комментарии"),
    "shares": ("Shares", "Reposts", "Репосты"),
    "views": ("Views", "Просмотры"),
}
_COUNTED = ("reactions", "comments", "shares", "views")
_IGNORED = ("ER", "LR", "TR", "Подписчики")
# Names of its own; a file in Russian is known by them and by where its links lead.
_ENGLISH = ("Social", "Url", "Text", "Date", "Likes")
_RUSSIAN = ("Текст", "Дата", "Лайки")


def _matches(raw: RawExport) -> bool:
    return _find_signs(raw) is not None


def _find_signs(raw: RawExport) -> tuple[str, ...] | None:
    for grid in peek_grids(raw):
        if find_header(grid, _ENGLISH) is not None:
            return _ENGLISH
        for link in _COLUMNS["link"][1:]:
            signs = (link, *_RUSSIAN)
            header = find_header(grid, signs)
            if header is not None and _leads_to_networks(grid, header, link):
                return signs
    return None


def _leads_to_networks(grid: Grid, header: int, link: str) -> bool:
    place = [plain_name(cell) for cell in grid.rows[header]].index(plain_name(link))
    cells = [row[place].strip() for row in grid.rows[header + 1 :] if place < len(row)]
    links = pd.Series([cell for cell in cells if "://" in cell], dtype="str")
    return bool(len(links) and link_networks(links).notna().all())


def _read(raw: RawExport) -> Reading:
    table = open_table(raw, _COLUMNS, signs=_find_signs(raw) or _ENGLISH, ignored=_IGNORED)
    frame = table.cells.frame
    links = frame["link"]
    networks = link_networks(links).fillna(named_networks(frame["network"]))
    ids = link_post_ids(links, networks)
    when = read_moments(frame["date"], ids, links, networks, raw, dates=raw.hints.dates)
    counts, bad_counts = take_counts(table.cells, _COUNTED)
    posts = counts.assign(
        network=networks,
        page=link_pages(links, networks),
        is_own=True,
        post_id=ids,
        at=when.at,
        clock=when.clock,
        precision=when.precision,
        form="other",
        text=frame["text"],
        url=links,
        metrics_name="popsters",
    )
    faults = [
        Fault(networks.isna(), NO_NETWORK, frame["network"].fillna(links)),
        Fault(ids.isna(), NO_LINK, links),
        when.fault,
        *bad_counts,
    ]
    cautions = (*when.cautions, *link_only_caution(networks, ids))
    return finish(table, posts, faults, "posts", cautions=cautions)


READER = Reader(
    name="popsters",
    card=Card(
        title=message("Popsters: posts"),
        how_to_get=message(
            "Popsters: load the pages, choose the period, Export, posts as XLSX or CSV. Add the "
            "posts of rivals and your own as two files."
        ),
        limits=message(
            "The columns for the network, the link, the text, the date, likes, comments, reposts "
            "and views are known; others are named and left out. The page of a post is told by its "
            "link where the link names it. Posts of Instagram and Telegram are known by their "
            "links alone. There is nothing about people."
        ),
        clock=message(
            "The file names no zone: the zone of the project is taken. Posts of X, TikTok, "
            "LinkedIn and Instagram: UTC, to the second, from their ids or links."
        ),
    ),
    networks=(
        "vkontakte", "odnoklassniki", "facebook", "instagram", "telegram", "youtube", "tiktok", "x",
        "pinterest",
    ),
    tables=("posts",),
    matches=_matches,
    read=_read,
)  # fmt: skip
