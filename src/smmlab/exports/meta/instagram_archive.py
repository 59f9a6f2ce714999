"""Instagram, "Download your information": the files of the archive that smmlab can use."""

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

import pandas as pd

from smmlab.errors import ExportError
from smmlab.exports.items import objects, pluck, raw_of
from smmlab.exports.meta.archive import (
    NO_ENTRY,
    Archive,
    count_follows,
    first_object,
    holds_messages,
    note_comments,
    open_archive,
    owner_of_messages,
)
from smmlab.exports.meta.instagram_audience import read_audience
from smmlab.exports.meta.instagram_posts import Read, read_insights, read_posts
from smmlab.exports.reading import Card, Caution, Listed, Reader, Reading
from smmlab.exports.sieve import fold_repeats
from smmlab.exports.source import RawExport
from smmlab.schema import conform
from smmlab.texts import message

# The name of the one list in a file, and what its posts are; these names are never translated.
_MEDIA: Mapping[str, str] = MappingProxyType(
    {"ig_reels_media": "short", "ig_stories": "story", "ig_igtv_media": "video"}
)
_HIDDEN = frozenset(
    ("ig_archived_post_media", "ig_recently_deleted_media", "ig_profile_picture", "ig_other_media")
)
_INSIGHTS: Mapping[str, str] = MappingProxyType(
    {
        "organic_insights_posts": "",
        "organic_insights_reels": "short",
        "organic_insights_stories": "story",
        "organic_insights_live_videos": "video",
        "organic_insights_live": "video",
    }
)
_AUDIENCE = "organic_insights_audience"
_TOTALS = frozenset(
    ("organic_insights_reach", "organic_insights_interactions", "organic_insights_profiles_reached",
     "organic_insights_content")
)  # fmt: skip
_COMMENTS = re.compile(r"comments_[a-z_]*comments")
_FOLLOWERS, _FOLLOWING = "relationships_followers", "relationships_following"
_ROOTS = frozenset((*_MEDIA, *_HIDDEN, *_INSIGHTS, _AUDIENCE, *_TOTALS, _FOLLOWERS, _FOLLOWING))
_POSTS = re.compile(r'"media"\s*:\s*\[')

_NOT_PUBLIC = message("A picture that is no public post.")
_FOLLOWED = message("An account that the owner follows: not kept.")
_PERIOD_TOTALS = message("Totals of a whole period: they belong to no day.")
_NO_SHARES = message("This entry holds no shares of the audience.")


def _matches(raw: RawExport) -> bool:
    if holds_messages(raw):
        return owner_of_messages(raw) == "instagram"
    return bool(_part(raw))


def _part(raw: RawExport) -> str:
    """Name the list that a file holds, by its content; empty when it is not of this archive."""
    keys = raw.json_keys
    if not keys:
        return ""
    if not raw.head.lstrip("\ufeff \t\r\n").startswith("["):
        roots = [key for key in sorted(keys) if key in _ROOTS or _COMMENTS.fullmatch(key)]
        return roots[0] if roots else ""
    if "string_map_data" in keys and "media_map_data" not in keys:
        return "comments"
    if "string_list_data" in keys:
        return "followers"
    is_posts = "creation_timestamp" in keys and "uri" in keys and _POSTS.search(raw.head)
    return "posts" if is_posts and not keys & {"label_values", "attachments"} else ""


def _read(raw: RawExport) -> Reading:
    archive = open_archive(raw)
    part = _part(raw)
    listed = archive.value.get(part) if isinstance(archive.value, dict) else archive.value
    # An insight about the whole account may stand without its list.
    items = [listed] if isinstance(listed, dict) else listed
    if not isinstance(items, list):
        raise ExportError(
            message(
                "Expected a list of entries in {name}; found none. Please ask Instagram for the "
                "archive again, in JSON."
            ),
            {"name": raw.name},
        )
    reading = _reader_of(part)(items, archive, part)
    return Reading(
        tables=reading.tables,
        rows_read=len(items),
        merged=reading.merged,
        rejected=reading.rejected,
        notes=reading.notes,
        warnings=reading.warnings or _empty(items),
        exported_at=archive.exported_at,
    )


_Parse = Callable[[list[Any], Archive, str], Reading]


def _reader_of(part: str) -> _Parse:
    if part in _INSIGHTS:
        return _insights
    if part == "posts" or part in _MEDIA:
        return _posts
    if part in ("followers", _FOLLOWERS):
        return _followers
    if part == _AUDIENCE:
        return _audience
    if part == "comments" or _COMMENTS.fullmatch(part):
        return _comments
    return _nothing


def _posts(items: list[Any], archive: Archive, part: str) -> Reading:
    return _posts_reading(read_posts(items, archive, form=_MEDIA.get(part, "")), len(items))


def _insights(items: list[Any], archive: Archive, part: str) -> Reading:
    return _posts_reading(read_insights(items, archive, form=_INSIGHTS[part]), len(items))


def _posts_reading(read: Read, rows: int) -> Reading:
    posts, merged, rejected, cautions = read
    return Reading({"posts": conform(posts, "posts")}, rows, merged, rejected, (), tuple(cautions))


def _followers(items: list[Any], archive: Archive, _part: str) -> Reading:
    within = [first_object(one) for one in pluck(items, "string_list_data")]
    times = _first_known(pluck(within, "timestamp"), pluck(items, "timestamp"))
    # The name stood in one place until 2024, and stands in another since.
    names = _first_known(pluck(within, "value"), pluck(items, "title"))
    follows = count_follows(times, names, archive, "instagram")
    return Reading(
        {"daily": follows.daily}, len(items), follows.merged, follows.rejected, follows.notes,
        follows.cautions,
    )  # fmt: skip


def _first_known(values: list[Any], others: list[Any]) -> list[Any]:
    return [
        other if value in (None, "") else value for value, other in zip(values, others, strict=True)
    ]


def _comments(items: list[Any], archive: Archive, _part: str) -> Reading:
    # Whatever the language calls it, the time is the field that has a timestamp.
    times = [
        next((t for t in pluck(objects(_values(one)), "timestamp") if t), None) for one in items
    ]
    notes, cautions = note_comments(times, archive)
    return Reading({}, len(items), (), (), tuple(notes), tuple(cautions))


def _values(item: Any) -> Any:
    if not isinstance(item, dict):
        return []
    fields = item.get("string_map_data") or item.get("string_list_data")
    return list(fields.values()) if isinstance(fields, dict) else fields


def _audience(items: list[Any], archive: Archive, _part: str) -> Reading:
    shares: list[dict[str, object]] = []
    daily: list[dict[str, object]] = []
    rejected: list[Listed] = []
    cautions: list[Caution] = []
    for line, item in enumerate(items, start=1):
        said = item.get("string_map_data") if isinstance(item, dict) else None
        if not isinstance(said, dict):
            rejected.append(Listed(line, NO_ENTRY, raw=raw_of(item)))
            continue
        found = read_audience(said, archive)
        # Without a single share or number, nothing of the entry was understood.
        if not found.shares and (found.followers is None or found.to_day is None):
            rejected.append(Listed(line, _NO_SHARES, raw=raw_of(item)))
            continue
        cautions += [caution for caution in found.cautions if caution not in cautions]
        whose = {"network": "instagram", "page": archive.page, "source_row": line}
        days = {"from_day": found.from_day, "to_day": found.to_day}
        shares += [
            {**whose, **days, "dimension": dimension, "value": value, "share": share / 100}
            for (dimension, value), share in found.shares.items()
        ]
        if found.followers is not None and found.to_day is not None:
            daily.append(
                {**whose, "metric": "followers", "day": found.to_day, "clock": archive.zone,
                 "precision": "day", "value": float(found.followers)}
            )  # fmt: skip
    tables, merged = _fold({"audience": shares, "daily": daily})
    return Reading(tables, len(items), merged, tuple(rejected), (), tuple(cautions))


def _fold(
    rows: dict[str, list[dict[str, object]]],
) -> tuple[dict[str, pd.DataFrame], tuple[Listed, ...]]:
    """Fold what several entries say of the same; an entry is merged when nothing of it is left."""
    tables: dict[str, pd.DataFrame] = {}
    gone: dict[int, Listed] = {}
    for name, found in rows.items():
        frame, merged = fold_repeats(conform(pd.DataFrame(found), name), name)
        tables[name] = frame
        gone |= {row.line: row for row in merged}
    left = {int(row) for frame in tables.values() for row in frame["source_row"]}
    return tables, tuple(row for line, row in sorted(gone.items()) if line not in left)


def _nothing(items: list[Any], _archive: Archive, part: str) -> Reading:
    """Account for entries that no table has a place for."""
    reason, caution = (
        _NOT_PUBLIC,
        message("These are pictures that are no public posts; smmlab does not use them."),
    )
    if part == _FOLLOWING:
        reason, caution = (
            _FOLLOWED,
            message(
                "These are the accounts that the owner follows; smmlab does not use them. The "
                "followers are in followers_1.json."
            ),
        )
    elif part in _TOTALS:
        reason, caution = (
            _PERIOD_TOTALS,
            message(
                "These are totals of a whole period, which belong to no day and to no post. For "
                "days, export Insights, Results from Meta Business Suite."
            ),
        )
    notes = tuple(Listed(line, reason) for line in range(1, len(items) + 1))
    return Reading({}, len(items), (), (), notes, (Caution("not-used", caution),))


def _empty(items: list[Any]) -> tuple[Caution, ...]:
    if items:
        return ()
    return (Caution("no-rows", message("The file holds no entries.")),)


READER = Reader(
    name="instagram_archive",
    card=Card(
        title=message("Instagram archive: Download your information"),
        how_to_get=message(
            "Open accountscenter.instagram.com, Your information and permissions, Download your "
            "information, choose the account, some of your information, All time, and the format "
            "JSON (it stands on HTML at first). Add the files of the archive; smmlab reads posts, "
            "followers and past insights."
        ),
        limits=message(
            "The archive does not hold the comments that others wrote, nor those who left. "
            "Followers are counted by day, never named; private messages are never read. Numbers "
            "of posts are only in past_instagram_insights, of professional accounts. Posts have "
            "no links, so other exports of the same posts may count them again."
        ),
        clock=message(
            "UTC, to the second; follows are counted by days of UTC. The day of the number of "
            "followers is taken as one of the project's time zone."
        ),
    ),
    networks=("instagram",),
    tables=("posts", "daily", "audience"),
    matches=_matches,
    read=_read,
)
