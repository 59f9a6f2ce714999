"""Facebook, "Download your information": own posts, and followers by day."""

import hashlib
import re
from collections.abc import Sequence
from typing import Any

import pandas as pd

from smmlab.errors import ExportError
from smmlab.exports.items import objects, pluck, raw_of, shown_of, texts_of
from smmlab.exports.meta.archive import (
    BAD_TIME,
    NO_ENTRY,
    Archive,
    clock_of,
    count_follows,
    holds_messages,
    note_comments,
    open_archive,
    owner_of_messages,
    times_of,
)
from smmlab.exports.reading import Card, Caution, Listed, Reader, Reading
from smmlab.exports.sieve import Fault, fold_repeats, sift
from smmlab.exports.source import RawExport
from smmlab.schema import conform
from smmlab.texts import message

_FOLLOWERS = ("followers_v3", "followers_v2")
_FOLLOWED = ("following_v3", "following_v2")
_COMMENTS = "comments_v2"
_TIMED = re.compile(r'"timestamp"\s*:\s*[0-9]{9,10}\b')
_MENTION = re.compile(r"@\[[0-9]+:[0-9]+:[^\]]*\]")  # @[100004:2048:A name]
_FILE = r"([^/]*)\Z"
_VIDEO = re.compile(r"\.(?:mp4|mov|m4v|webm|avi)(?:\?|$)", re.IGNORECASE)

_NO_TIME = message("This entry has no time, so it cannot be told from others.")
_OTHER_PAGE = message("An account that the owner follows: not kept.")


def _matches(raw: RawExport) -> bool:
    if holds_messages(raw):
        return owner_of_messages(raw) == "facebook"
    return bool(_part(raw))


def _part(raw: RawExport) -> str:
    keys = raw.json_keys
    if not keys:
        return ""
    if not raw.head.lstrip("\ufeff \t\r\n").startswith("["):
        return next((r for r in (*_FOLLOWERS, *_FOLLOWED, _COMMENTS) if r in keys), "")
    is_post = "attachments" in keys or {"data", "post"} <= keys
    return "posts" if is_post and "sender_name" not in keys and _TIMED.search(raw.head) else ""


def _read(raw: RawExport) -> Reading:
    archive = open_archive(raw)
    part = _part(raw)
    items = archive.value.get(part) if isinstance(archive.value, dict) else archive.value
    if not isinstance(items, list):
        raise ExportError(
            message(
                "Expected a list of entries in {name}; found none. Please ask Facebook for the "
                "archive again, in JSON."
            ),
            {"name": raw.name},
        )
    merged: tuple[Listed, ...] = ()
    rejected: tuple[Listed, ...] = ()
    notes: tuple[Listed, ...] = ()
    cautions: Sequence[Caution] = ()
    tables: dict[str, pd.DataFrame] = {}
    if part == "posts":
        tables["posts"], merged, rejected = _posts(items, archive)
    elif part in _FOLLOWERS:
        follows = count_follows(
            pluck(items, "timestamp"), pluck(items, "name"), archive, "facebook"
        )
        tables["daily"], merged, rejected = follows.daily, follows.merged, follows.rejected
        notes, cautions = follows.notes, follows.cautions
    elif part == _COMMENTS:
        found, cautions = note_comments(pluck(items, "timestamp"), archive)
        notes = tuple(found)
    else:
        notes = tuple(Listed(line, _OTHER_PAGE) for line in range(1, len(items) + 1))
        text = message("These are the accounts that the owner follows; smmlab does not use them.")
        cautions = [Caution("not-used", text)]
    if not items:
        cautions = [Caution("no-rows", message("The file holds no entries."))]
    return Reading(
        tables, len(items), merged, rejected, notes, tuple(cautions), archive.exported_at
    )


def _posts(
    items: list[Any], archive: Archive
) -> tuple[pd.DataFrame, tuple[Listed, ...], tuple[Listed, ...]]:
    # The title says who did what with whom, by name; only what the owner wrote is a text.
    said = [objects(one) for one in pluck(items, "data")]
    text = texts_of([next((t for t in pluck(one, "post") if t), None) for one in said])
    parts = [_attached(one) for one in pluck(items, "attachments")]
    media = [objects(pluck(part, "media")) for part in parts]
    described = [next((t for t in pluck(one, "description") if t), None) for one in media]
    when = pluck(items, "timestamp")
    at, bad = times_of(when, archive.not_after)
    uri = texts_of([next((u for u in pluck(one, "uri") if u), None) for one in media])
    text = text.fillna(texts_of(described)).str.replace(_MENTION, "[person]", regex=True)
    file = uri.str.extract(_FILE, expand=False).fillna("")
    lines = pd.Series(range(1, len(items) + 1), dtype="int64")
    forms = pd.Series([_form(p, m) for p, m in zip(parts, media, strict=True)], dtype="str")
    frame = pd.DataFrame(
        {
            "network": "facebook",
            "page": pd.Series([archive.page] * len(items), dtype="str"),
            "is_own": True,
            "post_id": _ids(at, text, file),
            "at": at,
            **clock_of(at),
            # What has neither words nor anything beside them is a change of the profile.
            "form": forms.mask((forms == "text") & text.isna(), "other"),
            "text": text,
            "source_row": lines,
        }
    )
    is_object = pd.Series([isinstance(item, dict) for item in items], dtype=bool)
    faults = [
        Fault(~is_object, NO_ENTRY),
        Fault(bad, BAD_TIME, shown_of(when)),
        Fault(at.isna(), _NO_TIME),
    ]
    keep, rejected = sift(lines, faults, raws=[_shown(item) for item in items])
    folded, merged = fold_repeats(frame[keep], "posts")
    return conform(folded, "posts"), merged, rejected


def _attached(value: Any) -> list[dict[str, Any]]:
    return [part for one in objects(value) for part in objects(one.get("data"))]


def _form(parts: list[dict[str, Any]], media: list[dict[str, Any]]) -> str:
    if len(media) > 1:
        return "carousel"
    if media:
        uri = media[0].get("uri")
        return "video" if isinstance(uri, str) and _VIDEO.search(uri) else "photo"
    kinds = {kind for part in parts for kind in part}
    if "poll" in kinds:
        return "poll"
    if "external_context" in kinds:
        return "link"
    return "text" if kinds <= {"place", "text", "name"} else "other"


def _ids(at: pd.Series, text: pd.Series, file: pd.Series) -> pd.Series:
    """Make an id of the moment, the words and the picture: the archive has none.

    Several posts can be of the same second, as when pictures are put up together.
    """
    made = [
        f"archive-{when}-{hashlib.sha256(f'{words}{name}'.encode()).hexdigest()[:8]}"
        for when, words, name in zip(at.astype("str"), text.fillna(""), file, strict=True)
    ]
    return pd.Series(made, index=at.index, dtype="str")


def _shown(item: Any) -> str:
    """Return the time and the words of an entry: titles, tags and places name people."""
    if isinstance(item, dict):
        item = {key: value for key, value in item.items() if key in ("timestamp", "data")}
    return _MENTION.sub("[person]", raw_of(item))


READER = Reader(
    name="facebook_archive",
    card=Card(
        title=message("Facebook archive: Download your information"),
        how_to_get=message(
            "Switch to the page, open Settings, Your information, Download your information, "
            "choose Posts and Followers, All time, and the format JSON (it stands on HTML at "
            "first). Add the files of the archive."
        ),
        limits=message(
            "The archive has what the owner wrote, without a single number: no reach, no "
            "reactions, no comments of others. Posts have no ids and no links, so other exports "
            "of the same posts count them again. Followers are counted by day, never named; "
            "private messages are never read."
        ),
        clock=message("UTC, to the second; days are those of UTC."),
    ),
    networks=("facebook",),
    tables=("posts", "daily"),
    matches=_matches,
    read=_read,
)
