"""Messages of a Telegram export as one flat frame: fields pulled out, checked, put on a clock."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from smmlab.exports.clocks import LEEWAY, localise
from smmlab.texts import message

_EARLIEST = 1_376_438_400  # Telegram's launch
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
_SPECIAL = frozenset({"location_information", "contact_information", "game_title"})

NOT_A_MESSAGE = message("The entry is not a message: it has no whole-number id or no type.")
NO_TIME = message("The date of the message cannot be read.")
BAD_REACTIONS = message("A reaction count of the message is not a whole number of zero or more.")

_INTS = ("id", "unixtime", "edited", "reply_to", "reactions")
_BOOLS = ("is_copy", "in_album", "joined")
# What stands in a text and is a person's: hidden, whoever wrote it.
_HIDDEN = {"mention_name": "[person]", "bank_card": "[card]"}
_TEXTS = ("fault", "type", "date", "sender", "name", "forwarded_from", "text", "form", "action")
_REACTION_COLUMNS = ("source_row", "person", "date", "mark")
_JOINING = ("join_group_by_link", "join_group_by_request")


@dataclass(frozen=True)
class Chat:
    """One channel or group of the export, its messages some at a time."""

    id: int
    name: str | None
    is_channel: bool
    batches: Iterable[Sequence[Any]]


@dataclass(frozen=True)
class Flat:
    """The messages of an export, and the reactions whose author it names.

    Parameters
    ----------
    messages
        One row a message, numbered through the file from one, with ``at`` in seconds UTC. Rows
        with a ``fault`` could not be read; the fault is the reason.
    reactions
        One row a reaction, with the ``source_row`` of its message and ``at`` where known.
    faulty
        The entries of the rows with a fault, as the file has them, by row.
    """

    messages: pd.DataFrame
    reactions: pd.DataFrame
    faulty: Mapping[int, Any]


@dataclass(frozen=True)
class Clock:
    """What is known of time: the zone of texts that name none, and the end of all times."""

    zone: str
    not_after: int


def flatten_chats(chats: Iterable[Chat], clock: Clock) -> Flat:
    """Return the messages and reactions of some chats."""
    messages, reactions, rows = [], [], 0
    faulty: dict[int, Any] = {}
    for chat in chats:
        for entries in chat.batches:
            frame = _flatten(chat, entries, rows + 1, clock)
            reactions.append(_flatten_reactions(entries, frame, clock))
            wrong = frame.loc[frame["fault"].notna(), "source_row"].astype("int64").tolist()
            faulty |= {row: entries[row - rows - 1] for row in wrong}
            messages.append(frame.drop(columns=["date", "unixtime", "offset"]))
            rows += len(entries)
    if not messages:
        empty = Chat(0, None, False, ())
        frame = _flatten(empty, [], 1, clock)
        return Flat(frame, _flatten_reactions([], frame, clock), {})
    return Flat(
        pd.concat(messages, ignore_index=True), pd.concat(reactions, ignore_index=True), faulty
    )


def _flatten(chat: Chat, found: Sequence[Any], first_row: int, clock: Clock) -> pd.DataFrame:
    entries = [entry if isinstance(entry, dict) else {} for entry in found]
    numbers = _integers(entries, "id")
    kinds = _texts(entries, "type")
    counts = [_count(entry["reactions"]) if "reactions" in entry else None for entry in entries]
    served = [kind == "service" for kind in kinds]
    names = [
        value if type(value) is str and value else _text(value)
        for value in [
            entry.get("actor" if service else "from")
            for entry, service in zip(entries, served, strict=True)
        ]
    ]
    senders = [
        value if type(value) is str and value else _peer(value)
        for value in [
            entry.get("actor_id" if service else "from_id")
            for entry, service in zip(entries, served, strict=True)
        ]
    ]
    origins = [_origin(entry) if "forwarded_from" in entry or "forwarded_from_id" in entry else None
               for entry in entries]  # fmt: skip
    copies = [
        origin is not None and _is_copy(entry, origin, who, name)
        for entry, origin, who, name in zip(entries, origins, senders, names, strict=True)
    ]
    # Posts mention channels; in talk people are mentioned, whoever speaks.
    talks = [
        not (chat.is_channel or copy) or (who or "").startswith("user")
        for who, copy in zip(senders, copies, strict=True)
    ]
    columns: dict[str, list[Any]] = {
        "fault": [
            _fault(entry, number, kind, count)
            for entry, number, kind, count in zip(entries, numbers, kinds, counts, strict=True)
        ],
        "id": numbers,
        "type": kinds,
        "unixtime": _integers(entries, "date_unixtime"),
        "date": _texts(entries, "date"),
        "edited": _integers(entries, "edited_unixtime"),
        "sender": senders,
        "name": names,
        "forwarded_from": origins,
        "is_copy": copies,
        # A reply to a message of another chat has its parent elsewhere: the id would mislead.
        "reply_to": [
            -_LARGEST if answered is not None and "reply_to_peer_id" in entry else answered
            for entry, answered in zip(
                entries, _integers(entries, "reply_to_message_id"), strict=True
            )
        ],
        "text": [_words(entry, is_talk) for entry, is_talk in zip(entries, talks, strict=True)],
        "form": [_form(entry) for entry in entries],
        "in_album": [_can_be_in_album(entry) for entry in entries],
        "reactions": counts,
        "action": _texts(entries, "action"),
        "joined": [
            service and _has_joined(entry, name)
            for entry, service, name in zip(entries, served, names, strict=True)
        ],
    }
    typed = (
        {name: pd.array(columns[name], dtype="Int64") for name in _INTS}
        | {name: np.asarray(columns[name], dtype=bool) for name in _BOOLS}
        | {name: pd.array(_whole(columns[name]), dtype="str") for name in _TEXTS}
    )
    frame = pd.DataFrame({name: typed[name] for name in columns})
    rows = np.arange(first_row, first_row + len(entries), dtype="int64")
    frame.insert(0, "source_row", rows)
    frame.insert(1, "chat", np.full(len(entries), chat.id, dtype="int64"))
    frame.insert(2, "is_channel", chat.is_channel)
    return _on_the_clock(frame, clock)


def _flatten_reactions(found: Sequence[Any], messages: pd.DataFrame, clock: Clock) -> pd.DataFrame:
    rows = [
        (at, _peer(recent.get("from_id")), _text(recent.get("date")), _mark(reaction))
        for at, entry in enumerate(found)
        if isinstance(entry, dict) and "reactions" in entry
        for reaction in _dicts(entry["reactions"])
        for recent in _dicts(reaction.get("recent"))
    ]
    places, *texts = zip(*rows, strict=True) if rows else ((),) * len(_REACTION_COLUMNS)
    frame = pd.DataFrame({"source_row": np.asarray(places, dtype="int64")})
    for name, column in zip(_REACTION_COLUMNS[1:], texts, strict=True):
        frame[name] = pd.array(_whole(list(column)), dtype="str")
    frame = frame.dropna(subset=["person"]).reset_index(drop=True)
    known = messages.iloc[frame["source_row"].to_numpy()].reset_index(drop=True)
    # The export gives reactions in local time only; the message beside it shows the offset.
    walls = _walls(frame["date"])
    by_offset = localise(walls, zone="UTC")[0] - known["offset"]
    at = by_offset.fillna(localise(walls, zone=clock.zone)[0])
    return frame.assign(
        source_row=known["source_row"],
        at=at.where(at.between(_EARLIEST, clock.not_after + LEEWAY)),
        clock=known["clock"],
        precision=known["precision"],
    ).drop(columns="date")


def clean_text(value: str) -> str:
    """Replace halves of broken emoji, which no file could store."""
    return _SURROGATE.sub("\ufffd", value) if _SURROGATE.search(value) else value


def _on_the_clock(frame: pd.DataFrame, clock: Clock) -> pd.DataFrame:
    walls = _walls(frame["date"])
    local, twice = localise(walls, zone=clock.zone)
    universal = frame["unixtime"].notna()
    frame["at"] = frame["unixtime"].fillna(local)
    frame["offset"] = localise(walls, zone="UTC")[0] - frame["unixtime"]
    frame["twice"] = twice & ~universal
    frame["clock"] = np.where(universal, "UTC", clock.zone)
    # The zone is a guess, so a time with its own in another export of the message is more exact.
    frame["precision"] = np.where(universal, "second", "minute")
    timeless = ~frame["at"].between(_EARLIEST, clock.not_after + LEEWAY).fillna(False).astype(bool)
    needs_time = frame["fault"].isna() & (frame["type"] == "message")
    frame.loc[needs_time & timeless, "fault"] = NO_TIME
    frame["at"] = frame["at"].mask(timeless)
    return frame


def _walls(dates: pd.Series) -> pd.Series:
    moments = pd.to_datetime(dates, format="%Y-%m-%dT%H:%M:%S", errors="coerce")
    return moments.astype("datetime64[s]")


def _fault(
    entry: dict[str, Any], number: int | None, kind: str | None, count: int | None
) -> str | None:
    if number is None or kind is None:
        return NOT_A_MESSAGE
    return BAD_REACTIONS if count is None and "reactions" in entry else None


def _integers(entries: Sequence[dict[str, Any]], key: str) -> list[int | None]:
    # Nearly all are numbers, or such in quotation marks, or absent: others are looked at closely.
    return [
        value if value is None or (type(value) is int and 0 <= value < _LARGEST)
        else int(value) if type(value) is str and len(value) < 19 and value.isdecimal()
        else _integer(value)
        for value in [entry.get(key) for entry in entries]
    ]  # fmt: skip


def _texts(entries: Sequence[dict[str, Any]], key: str) -> list[str | None]:
    return [
        value if value is None or (type(value) is str and value) else _text(value)
        for value in [entry.get(key) for entry in entries]
    ]


def _whole(texts: list[str | None]) -> list[str | None]:
    """Return texts that a file can store: looked at one by one only when one of them is broken."""
    try:
        "".join(filter(None, texts)).encode()
    except UnicodeEncodeError:
        return [text and clean_text(text) for text in texts]
    return texts


def _words(entry: dict[str, Any], is_talk: bool) -> str | None:
    """Return what a message says; people named in it are hidden, as far as it marks them."""
    parts = entry.get("text_entities") or entry.get("text")
    if type(parts) is list and len(parts) == 1 and type(parts[0]) is dict:
        (part,) = parts
        words = part.get("text")
        if part.get("type") == "plain" and type(words) is str and words:
            return words
    words = _joined(parts, is_talk)
    poll = entry.get("poll")
    return words or (_joined(poll.get("question"), is_talk) if isinstance(poll, dict) else None)


def _joined(parts: Any, is_talk: bool) -> str | None:
    if isinstance(parts, str):
        return parts or None
    if not isinstance(parts, list):
        return None
    pieces = (_piece(part, is_talk) if isinstance(part, dict) else part for part in parts)
    return "".join(piece for piece in pieces if isinstance(piece, str)) or None


def _piece(part: dict[str, Any], is_talk: bool) -> Any:
    kind = part.get("type")
    if kind == "mention" and is_talk:
        return "[person]"
    return _HIDDEN.get(kind, part.get("text")) if isinstance(kind, str) else part.get("text")


def _form(entry: dict[str, Any]) -> str:
    if "poll" in entry:
        return "poll"
    media = _text(entry.get("media_type"))
    if media is not None:
        return _FORMS.get(media, "other")
    if "photo" in entry:
        return "photo"
    if "file" in entry:
        family = str(entry.get("mime_type", "")).partition("/")[0]
        return {"image": "photo", "video": "video", "audio": "audio"}.get(family, "file")
    return "text" if _SPECIAL.isdisjoint(entry) else "other"


def _can_be_in_album(entry: dict[str, Any]) -> bool:
    if "photo" not in entry and "file" not in entry:
        return False
    media = _text(entry.get("media_type"))
    return media is None or media in _ALBUM_MEDIA


def _has_joined(entry: dict[str, Any], name: str | None) -> bool:
    action = entry.get("action")
    if action in _JOINING:
        return True
    members = entry.get("members")
    # Whoever joins by himself is written as having invited himself; others are names without ids.
    return action == "invite_members" and isinstance(members, list) and name in members


def _origin(entry: dict[str, Any]) -> str | None:
    """Return whose message was forwarded: the id, or the name where old exports have no id."""
    return _peer(entry.get("forwarded_from_id")) or _text(entry.get("forwarded_from"))


def _is_copy(entry: dict[str, Any], origin: str, sender: str | None, name: str | None) -> bool:
    """Tell what Telegram itself sends from a channel to its group: the channel forwards itself.

    What the channel had forwarded keeps its origin, and says beside it where it was taken from.
    """
    if name is not None and entry.get("saved_from") == name:
        return True
    return origin == (sender if entry.get("forwarded_from_id") is not None else name)


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
    return value if isinstance(value, str) and value else None


def _dicts(value: Any) -> list[dict[str, Any]]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []
