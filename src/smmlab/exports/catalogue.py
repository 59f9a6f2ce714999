"""Every reader there is, and the one door through which a raw export becomes rows."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from smmlab.errors import ExportError, SmmlabError
from smmlab.exports.ahead import read_ahead
from smmlab.exports.fediverse import bluesky, mastodon
from smmlab.exports.grids import peek_grids
from smmlab.exports.linkedin import competitors, followers, profile, visitors
from smmlab.exports.linkedin import content as linkedin_content
from smmlab.exports.mapping.reader import find_map, mapped_reader
from smmlab.exports.mapping.spec import ColumnMap
from smmlab.exports.meta import (
    ads,
    audience,
    content,
    facebook_archive,
    instagram_archive,
    page_insights,
    series,
)
from smmlab.exports.ok import stats as ok_stats
from smmlab.exports.ok import topics as ok_topics
from smmlab.exports.pieces import read_pieces_of
from smmlab.exports.places import with_places
from smmlab.exports.portions import readable
from smmlab.exports.reading import Reader, Reading
from smmlab.exports.research import crowdtangle, meta_content_library, reddit
from smmlab.exports.shops import orders, shopify, woocommerce
from smmlab.exports.source import RawExport
from smmlab.exports.telegram import chats
from smmlab.exports.tiktok import audience as tiktok_audience
from smmlab.exports.tiktok import business, business_videos, user_data
from smmlab.exports.tiktok import content as tiktok_content
from smmlab.exports.tiktok import series as tiktok_series
from smmlab.exports.tools import metricool, popsters, sprout_posts, sprout_profiles
from smmlab.exports.vk import ads as vk_ads
from smmlab.exports.vk import comments as vk_comments
from smmlab.exports.vk import members as vk_members
from smmlab.exports.vk import reach as vk_reach
from smmlab.exports.vk import stats as vk_stats
from smmlab.exports.vk import wall as vk_wall
from smmlab.exports.web import ga4, yandex_metrica
from smmlab.exports.x import activity as x_activity
from smmlab.exports.x import archive as x_archive
from smmlab.exports.x import content as x_content
from smmlab.exports.x import overview as x_overview
from smmlab.exports.youtube import audience as youtube_audience
from smmlab.exports.youtube import comments as youtube_comments
from smmlab.exports.youtube import content as youtube_content
from smmlab.exports.youtube import daily as youtube_daily
from smmlab.texts import Phrase, message

_SHOWN_NAMES, _LONGEST_NAME = 8, 40

# Order matters only when two readers know the same file: the first one reads it.
READERS: tuple[Reader, ...] = (
    content.READER,
    series.READER,
    audience.READER,
    page_insights.READER,
    ads.READER,
    instagram_archive.READER,
    facebook_archive.READER,
    chats.READER,
    ga4.READER,
    yandex_metrica.READER,
    shopify.READER,
    woocommerce.READER,
    orders.READER,
    tiktok_content.READER,
    tiktok_series.READER,
    tiktok_audience.READER,
    business.READER,
    business_videos.READER,
    user_data.READER,
    linkedin_content.READER,
    followers.READER,
    visitors.READER,
    competitors.READER,
    profile.READER,
    vk_wall.READER,
    vk_comments.READER,
    vk_members.READER,
    vk_stats.READER,
    vk_reach.READER,
    vk_ads.READER,
    ok_stats.READER,
    ok_topics.READER,
    x_content.READER,
    x_overview.READER,
    x_activity.READER,
    x_archive.READER,
    youtube_content.READER,
    youtube_audience.READER,
    youtube_daily.READER,
    youtube_comments.READER,
    sprout_posts.READER,
    sprout_profiles.READER,
    metricool.READER,
    popsters.READER,
    crowdtangle.READER,
    meta_content_library.READER,
    reddit.READER,
    mastodon.READER,
    bluesky.READER,
)


class AccountError(ValueError):
    """A reader lost a row, or counted one twice."""


def read_export(raw: RawExport) -> tuple[Reader, Reading]:
    """Find the reader that knows a file and read it.

    Parameters
    ----------
    raw
        The file, from `open_export`.

    Returns
    -------
    tuple of Reader and Reading
        Who read it, and what it found.

    Raises
    ------
    ExportError
        When no reader knows the file, the one that does refuses it, or a reader fails.
    """
    reader = find_reader(raw)
    return reader, _read(reader, raw)


def read_by_piece(
    raw: RawExport, *, maps: Sequence[ColumnMap] = (), column_map: ColumnMap | None = None
) -> tuple[Reader, Iterator[Reading]]:
    """Find the reader that knows a file, and read it: a large one in pieces, where that can be.

    Nothing is read before the iterator is asked.

    Parameters
    ----------
    raw
        The file, from `open_export`.
    maps
        What is remembered of the columns of files that no reader knows.
    column_map
        What a person says of the columns of this file; it holds before any reader.

    Raises
    ------
    ExportError
        As `read_export`; also from the iterator, and then nothing of the file may be used.
    """
    reader = find_reader(raw, maps) if column_map is None else mapped_reader(column_map)
    pieces = read_pieces_of(raw) if reader.by_piece and raw.kind == "text" else iter((raw,))
    return reader, read_ahead(_read(reader, piece) for piece in pieces)


def _read(reader: Reader, raw: RawExport) -> Reading:
    try:
        reading = reader.read(raw)
        check_account(reading)
        return replace(
            reading,
            rejected=with_places(reading.rejected, raw),
            warnings=(*raw.cautions, *reading.warnings),
        )
    except SmmlabError:
        raise
    except Exception as problem:
        raise ExportError(
            message(
                "{name} looks like {reader}, but it could not be read ({fault}). Please export it "
                "again; if that does not help, please report it."
            ),
            {
                "name": raw.name,
                "reader": Phrase(reader.card.title),
                "fault": type(problem).__name__,
            },
        ) from problem


def check_account(reading: Reading) -> None:
    """Check that every row read is imported, merged, rejected or noted, and only once.

    Raises
    ------
    AccountError
        When the sum does not come out.
    """
    parts = map(readable, reading.tables.values())
    rows = {int(row) for part in parts for row in part["source_row"].unique()}
    listed = len(reading.merged) + len(reading.rejected) + len(reading.notes)
    if reading.rows_read != len(rows) + listed:
        raise AccountError(
            f"{reading.rows_read} rows read, but {len(rows)} imported, {len(reading.merged)} "
            f"merged, {len(reading.rejected)} rejected and {len(reading.notes)} noted"
        )


def is_known(raw: RawExport, maps: Sequence[ColumnMap] = ()) -> bool:
    """Tell whether a reader knows the file, or a map its columns; never raises."""
    return any(_knows(reader, raw) for reader in READERS) or find_map(raw, maps) is not None


def find_reader(raw: RawExport, maps: Sequence[ColumnMap] = ()) -> Reader:
    """Return the reader that knows a file, else one that goes by a map of its columns.

    Raises
    ------
    ExportError
        When there is none.
    """
    for reader in READERS:
        if _knows(reader, raw):
            return reader
    column_map = find_map(raw, maps)
    if column_map is not None:
        return mapped_reader(column_map)
    # A file that is no text and no workbook has a clearer reason than being unknown.
    _ = raw.sheets if raw.kind in ("xlsx", "xls") else raw.text
    raise ExportError(
        message(
            "{name} is not an export that smmlab knows. Found: {found}. Expected: an export that "
            "the README lists, in English where the network lets you choose, and never opened in "
            "Excel. If it is a table of your own, say once what its columns mean: in the import "
            "form, or with smmlab map."
        ),
        {"name": raw.name, "found": _names_in(raw)},
    )


def _knows(reader: Reader, raw: RawExport) -> bool:
    try:
        return reader.matches(raw)
    except Exception:
        # Nobody may fall over a file that is somebody else's.
        return False


def _names_in(raw: RawExport) -> str | Phrase:
    """Return the names a person sees at the top of a file, shortened."""
    names = sorted(raw.json_keys)
    if not names:
        rows = [row for grid in peek_grids(raw) for row in grid.rows[:1]]
        names = [cell.strip() for row in rows for cell in row if cell.strip()]
    shown = ", ".join(name[:_LONGEST_NAME] for name in names[:_SHOWN_NAMES])
    return shown or Phrase(message("no column names"))
