"""Messages of a Telegram export as one flat frame: fields pulled out, checked, put on a clock."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from smmlab.exports.clocks import seconds_of
from smmlab.texts import message

_EARLIEST, _LATEST = 1_376_438_400, 4_102_444_800  # Telegram's launch; the year 2100
# Exports until 2021 wrote a bare peer number; channels and groups lived in ranges of their own.
_OLD_CHANNEL, _OLD_GROUP = 0x200000000, 0x100000000
_LARGEST = 2**62
_SURROGATE = re.compile("[\ud800-\udfff]")
_FORMS = {
    "video_file": "video",
    "video_message": "video",
    "animation": "video",
    "audio_file": "audio",
    "voice_message": "audio",
    "sticker": "other",
}
_ALBUM_MEDIA = ("video_file", "audio_file")

NOT_A_MESSAGE = message("The entry is not a message: it has no whole-number id or no type.")
NO_TIME = message("The date of the message cannot be read.")
BAD_REACTIONS = message("A reaction count of the message is not a whole number of zero or more.")

_COLUMNS = (
    "source_row", "chat", "chat_name", "is_channel", "fault", "id", "type", "unixtime", "date",
    "edited", "sender", "name", "forwarded", "reply_to", "text", "form", "in_album", "reactions",
    "has_reactions", "action", "joined",
)  # fmt: skip
_INTS = ("source_row", "chat", "id", "unixtime", "edited", "reply_to", "reactions")
_BOOLS = ("is_channel", "forwarded", "in_album", "has_reactions", "joined")
_REACTION_COLUMNS = ("source_row", "person", "date", "mark")


@dataclass(frozen=True)
class Chat:
    """One channel or group of the export."""

    id: int
    name: str | None
    is_channel: bool
    messages: Sequence[Any]


def flatten_messages(chats: Sequence[Chat]) -> pd.DataFrame:
    """Return one row a message, numbered through the file from one, with ``at`` in seconds UTC.

    Rows with a ``fault`` could not be read; the fault is the reason.
    """
    rows: list[tuple[Any, ...]] = []
    for chat in chats:
        first = len(rows) + 1
        rows += [_fields(chat, row, entry) for row, entry in enumerate(chat.messages, first)]
    frame = pd.DataFrame(rows, columns=list(_COLUMNS))
    texts = [name for name in _COLUMNS if name not in (*_INTS, *_BOOLS)]
    frame = frame.astype(
        dict.fromkeys(_INTS, "Int64") | dict.fromkeys(_BOOLS, "bool") | dict.fromkeys(texts, "str")
    )
    return _on_the_clock(frame)


def flatten_reactions(chats: Sequence[Chat], messages: pd.DataFrame) -> pd.DataFrame:
    """Return one row for each reaction whose author the export names, with ``at`` where known."""
    entries = [entry for chat in chats for entry in chat.messages]
    rows = [
        (row, _peer(recent.get("from_id")), _text(recent.get("date")), _mark(reaction))
        for row, entry in enumerate(entries, 1)
        for reaction in _dicts(entry.get("reactions") if isinstance(entry, dict) else None)
        for recent in _dicts(reaction.get("recent"))
    ]
    frame = pd.DataFrame(rows, columns=list(_REACTION_COLUMNS))
    frame = frame.astype({"source_row": "Int64", "person": "str", "date": "str", "mark": "str"})
    known = messages[["source_row", "offset", "clock", "precision"]]
    frame = frame.dropna(subset=["person"]).merge(known, on="source_row", how="left")
    # The export gives reactions in local time only; the message beside it shows the offset.
    frame["at"] = _local_seconds(frame["date"]) - frame["offset"]
    frame["at"] = frame["at"].where(frame["at"].between(_EARLIEST, _LATEST))
    return frame.drop(columns=["date", "offset"])


def clean_text(value: str) -> str:
    """Replace halves of broken emoji, which no file could store."""
    return _SURROGATE.sub("\ufffd", value) if _SURROGATE.search(value) else value


def _on_the_clock(frame: pd.DataFrame) -> pd.DataFrame:
    local = _local_seconds(frame["date"])
    frame["at"] = frame["unixtime"].fillna(local)
    frame["offset"] = (local - frame["unixtime"]).fillna(0)
    universal = frame["unixtime"].notna()
    frame["clock"] = np.where(universal, "UTC", "local-unknown")
    frame["precision"] = np.where(universal, "second", "unknown")
    timeless = ~frame["at"].between(_EARLIEST, _LATEST).fillna(False).astype(bool)
    needs_time = frame["fault"].isna() & (frame["type"] == "message")
    frame.loc[needs_time & timeless, "fault"] = NO_TIME
    frame["at"] = frame["at"].mask(timeless)
    return frame


def _local_seconds(dates: pd.Series) -> pd.Series:
    moments = pd.to_datetime(dates, format="%Y-%m-%dT%H:%M:%S", errors="coerce")
    return pd.Series(seconds_of(pd.DatetimeIndex(moments)), index=dates.index)


def _fields(chat: Chat, row: int, entry: Any) -> tuple[Any, ...]:
    if not isinstance(entry, dict):
        entry = {}
    number, kind = _integer(entry.get("id")), _text(entry.get("type"))
    reactions, has_reactions = entry.get("reactions"), "reactions" in entry
    count = _count(reactions)
    fault = None
    if number is None or kind is None:
        fault = NOT_A_MESSAGE
    elif has_reactions and count is None:
        fault = BAD_REACTIONS
    service = kind == "service"
    sender = _peer(entry.get("actor_id" if service else "from_id"))
    name = _text(entry.get("actor" if service else "from"))
    media = _text(entry.get("media_type"))
    has_file = "photo" in entry or "file" in entry
    # A reply to a message of another chat has its parent elsewhere: the id would mislead.
    reply_to = _integer(entry.get("reply_to_message_id"))
    if "reply_to_peer_id" in entry and reply_to is not None:
        reply_to = -_LARGEST
    return (
        row, chat.id, chat.name, chat.is_channel, fault, number, kind,
        _integer(entry.get("date_unixtime")), _text(entry.get("date")),
        _integer(entry.get("edited_unixtime")), sender, name,
        entry.get("forwarded_from") is not None or entry.get("forwarded_from_id") is not None,
        reply_to, _words(entry), _form(entry, media),
        has_file and (media is None or media in _ALBUM_MEDIA), count, has_reactions,
        _text(entry.get("action")), service and _has_joined(entry, name),
    )  # fmt: skip


def _words(entry: dict[str, Any]) -> str | None:
    parts = entry.get("text_entities") or entry.get("text")
    if isinstance(parts, str):
        return clean_text(parts) or None
    if isinstance(parts, list):
        pieces = [part.get("text") if isinstance(part, dict) else part for part in parts]
        joined = "".join(piece for piece in pieces if isinstance(piece, str))
        if joined:
            return clean_text(joined)
    poll = entry.get("poll")
    return _text(poll.get("question")) if isinstance(poll, dict) else None


def _form(entry: dict[str, Any], media: str | None) -> str:
    if "poll" in entry:
        return "poll"
    if media is not None:
        return _FORMS.get(media, "other")
    if "photo" in entry:
        return "photo"
    if "file" in entry:
        family = str(entry.get("mime_type", "")).partition("/")[0]
        return {"image": "photo", "video": "video", "audio": "audio"}.get(family, "file")
    if {"location_information", "contact_information", "game_title"} & entry.keys():
        return "other"
    return "text"


def _has_joined(entry: dict[str, Any], name: str | None) -> bool:
    action = entry.get("action")
    if action in ("join_group_by_link", "join_group_by_request"):
        return True
    members = entry.get("members")
    # Whoever joins by himself is written as having invited himself; others are names without ids.
    return action == "invite_members" and isinstance(members, list) and name in members


def _count(reactions: Any) -> int | None:
    if not isinstance(reactions, list):
        return None
    counts = [
        _integer(reaction.get("count")) if isinstance(reaction, dict) else None
        for reaction in reactions
    ]
    whole = [count for count in counts if count is not None and count >= 0]
    return sum(whole) if len(whole) == len(counts) and sum(whole) < _LARGEST else None


def _mark(reaction: dict[str, Any]) -> str:
    return _text(reaction.get("emoji") or reaction.get("document_id") or reaction.get("type")) or ""


def _peer(value: Any) -> str | None:
    if isinstance(value, int) and not isinstance(value, bool):
        if value >= _OLD_CHANNEL:
            return f"channel{value - _OLD_CHANNEL}"
        return f"chat{value - _OLD_GROUP}" if value >= _OLD_GROUP else f"user{value}"
    return _text(value)


def _integer(value: Any) -> int | None:
    if isinstance(value, str) and len(value) < 20 and value.isascii() and value.isdigit():
        value = int(value)
    whole = isinstance(value, int) and not isinstance(value, bool)
    return value if whole and abs(value) < _LARGEST else None


def _text(value: Any) -> str | None:
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = str(value)
    return clean_text(value) if isinstance(value, str) and value else None


def _dicts(value: Any) -> list[dict[str, Any]]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []
