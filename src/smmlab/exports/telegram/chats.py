"""Telegram Desktop: channels, groups and their discussion, from result.json."""

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from smmlab.errors import ExportError
from smmlab.exports.items import raw_of
from smmlab.exports.json_lists import JsonLists, read_lists
from smmlab.exports.reading import Card, Caution, Listed, Reader, Reading
from smmlab.exports.skeletons import skeletons
from smmlab.exports.telegram.messages import (
    Chat,
    Clock,
    clean_text,
    flatten_chats,
)
from smmlab.exports.telegram.threads import Threads, channel_of, follow_threads
from smmlab.schema import conform
from smmlab.texts import message

if TYPE_CHECKING:
    from smmlab.exports.source import RawExport

_CHANNELS = ("public_channel", "private_channel")
_GROUPS = ("public_supergroup", "private_supergroup", "private_group")
# A whole account also holds family groups; those are read only when exported one by one.
_OF_AN_ACCOUNT = ("public_channel", "private_channel", "public_supergroup", "private_supergroup")
_CHAT_HEAD = re.compile(
    r'"type"\s*:\s*"(?:(?:public|private)_(?:channel|supergroup|group)|personal_chat|bot_chat'
    r'|saved_messages|replies|verification_codes)"'
)
_WEB_PAGE = re.compile(r"\s*<!doctype html>.{0,2000}<title>Exported Data</title>.*page_wrap",
                       re.IGNORECASE | re.DOTALL)  # fmt: skip
_ACCOUNT_HEAD = re.compile(
    r'"personal_information"\s*:|"chats"\s*:\s*\{|"about"\s*:\s*"[^"]*Telegram'
)

_SPOKEN = ("source_row", "act", "post_id", "sender", "name", "parent", "elsewhere", "at", "clock",
           "precision", "text", "by_page", "by_channel")  # fmt: skip

_SERVICE = message("A service message: it says what happened in the chat, not what was written.")
_UNSUPPORTED = message("A message of a kind that Telegram itself could not export.")
_ALBUM = message("Another picture or file of the same album: one post.")
_REPEATED = message("The same message id again; the newest wording was kept.")
_JOINED_AGAIN = message("The person joined more than once; the first time was kept.")
_PRIVATE = message("A private conversation or group of a whole account: never read.")


def _matches(raw: "RawExport") -> bool:
    head = raw.head.lstrip("\ufeff \t\r\n")
    if not head.startswith("{"):
        return bool(_WEB_PAGE.match(head))
    return bool(_CHAT_HEAD.search(head) or _ACCOUNT_HEAD.search(head))


def _read(raw: "RawExport") -> Reading:
    if raw.head.lstrip("\ufeff \t\r\n").startswith("<"):
        raise ExportError(
            message(
                "This is a Telegram chat exported as web pages. Please export the chat history "
                "again and choose the format JSON: then there is one file, result.json."
            )
        )
    chats, private, warnings = _chats(read_lists(raw, "messages"))
    flat = flatten_chats(chats, Clock(raw.hints.zone, raw.modified_at))
    messages = flat.messages
    sound = _only(messages, messages["fault"].isna())
    threads = follow_threads(_only(sound, sound["type"] == "message"))
    posts = _posts(threads.heads, {chat.id: chat.name for chat in chats})
    known = flat.reactions[flat.reactions["source_row"].isin(sound["source_row"])]
    interactions = _interactions(threads, known)
    service = sound[sound["type"] == "service"]
    people, joined_again = _people(service)
    seen = set(people["source_row"]) | set(joined_again)
    quiet = service.loc[~service["source_row"].isin(seen), "source_row"]
    other = sound.loc[~sound["type"].isin(["message", "service"]), "source_row"]
    # A part of an album may still have brought reactions of its own.
    spoken = set(interactions["source_row"])
    rejected = messages.dropna(subset=["fault"])
    return Reading(
        tables={"posts": posts, "interactions": interactions, "people": people},
        rows_read=len(messages) + private,
        merged=(
            *_listed((row for row in threads.album_rows if row not in spoken), _ALBUM),
            *_listed(threads.repeated_rows, _REPEATED),
            *_listed(joined_again, _JOINED_AGAIN),
        ),
        rejected=tuple(
            Listed(int(row), str(fault), raw=raw_of(flat.faulty.get(int(row))))
            for row, fault in zip(rejected["source_row"], rejected["fault"], strict=True)
        ),
        notes=(
            *_listed(quiet, _SERVICE),
            *_listed(other, _UNSUPPORTED),
            *_listed(range(len(messages) + 1, len(messages) + private + 1), _PRIVATE),
        ),
        warnings=(
            *warnings,
            *_cautions(sound, threads.heads, raw.hints.zone),
            *_imitators(threads.heads, [chat.name for chat in chats]),
        ),
    )


def _only(frame: pd.DataFrame, mask: pd.Series) -> pd.DataFrame:
    """Return the rows of a mask; where that is all of them, without a copy."""
    return frame if mask.all() else frame[mask]


def _listed(rows: Iterable[int], reason: str) -> list[Listed]:
    return [Listed(int(row), reason) for row in rows]


def _chats(lists: JsonLists) -> tuple[list[Chat], int, list[Caution]]:
    parsed = lists.document
    if isinstance(parsed, dict) and isinstance(parsed.get("messages"), list):
        if parsed.get("type") not in (*_CHANNELS, *_GROUPS):
            raise ExportError(
                message(
                    "This is a private conversation ({found}). smmlab reads channels and groups "
                    "only. Please export the channel or its discussion group."
                ),
                {"found": clean_text(str(parsed.get("type")))[:40]},
            )
        return [_chat(parsed, lists)], 0, []
    # A channel that the account has left stands in a list of its own.
    listings = (
        [parsed.get(key) for key in ("chats", "left_chats")] if isinstance(parsed, dict) else []
    )
    found = [listing.get("list") for listing in listings if isinstance(listing, dict)]
    entries = [entry for entries in found if isinstance(entries, list) for entry in entries]
    if not any(isinstance(entries, list) for entries in found):
        raise ExportError(
            message(
                "Expected the result.json of Telegram Desktop with a list of messages; found none. "
                "In Telegram Desktop open the channel, then Export chat history, format JSON."
            )
        )
    taken = [
        _chat(entry, lists)
        for entry in entries
        if isinstance(entry, dict)
        and entry.get("type") in _OF_AN_ACCOUNT
        and isinstance(entry.get("messages"), list)
    ]
    if not taken:
        raise ExportError(
            message(
                "This export of a whole account holds no channel and no public group. Please "
                "export the channel itself: open it, then Export chat history, format JSON."
            )
        )
    caution = Caution(
        "telegram_whole_account",
        message(
            "This is the export of a whole account. Channels and groups taken: {names}. If some "
            "of them are not the client's, export the right ones one by one instead."
        ),
        {"names": ", ".join(chat.name or str(chat.id) for chat in taken)},
    )
    return taken, len(entries) - len(taken), [caution]


def _chat(entry: dict[str, Any], lists: JsonLists) -> Chat:
    number, name = entry.get("id"), entry.get("name")
    if not isinstance(number, int) or isinstance(number, bool) or abs(number) >= 2**62:
        raise ExportError(
            message(
                "The chat has no id, so its messages cannot be told from those of another chat. "
                "Please export it again."
            )
        )
    named = clean_text(name) if isinstance(name, str) and name else None
    (place,) = entry["messages"]
    return Chat(number, named, entry["type"] in _CHANNELS, lists.batches(place))


def _posts(heads: pd.DataFrame, names: Mapping[int, str | None]) -> pd.DataFrame:
    posts = heads[heads["is_post"]]
    mass = posts["id"].astype("str").radd(posts["chat"].astype("str") + "/")
    return conform(
        posts.assign(
            network="telegram",
            page=posts["chat"].map(names).astype("str").where(posts["is_channel"], posts["name"]),
            is_own=True,
            post_id=posts["act"],
            url=("https://t.me/c/" + mass).where(posts["is_channel"]),
            metrics_name=np.where(
                posts["is_channel"], "telegram channel", "telegram discussion copy"
            ),
            copy_of=posts["by_channel"],
            # How many there are is counted over all exports together, when tables are merged.
            comments=pd.Series(0, index=posts.index, dtype="Int64").mask(posts["is_channel"]),
        ),
        "posts",
        part=True,
    ).reset_index(drop=True)


def _interactions(threads: Threads, reactions: pd.DataFrame) -> pd.DataFrame:
    heads = threads.heads.rename(columns={"post": "post_id"})
    spoken = heads.loc[~heads["is_post"], list(_SPOKEN)]
    # A deleted account has no name: each of its messages is an unknown person of its own.
    nameless = spoken["name"].isna() | spoken["sender"].isna()
    words = spoken.assign(
        interaction_id=spoken["act"],
        person=spoken["sender"].mask(nameless, "unknown " + spoken["act"]),
        kind=np.where(spoken["parent"].notna(), "reply", "comment"),
        reply_to=spoken["parent"].fillna(spoken["elsewhere"]),
    )
    if reactions.empty:
        words = conform(words.assign(network="telegram"), "interactions", part=True)
        return words.reset_index(drop=True)
    target = threads.members.merge(heads[["act", "post_id", "is_post", "chat"]], on="act")
    marks = reactions.merge(target, on="source_row")
    pages = heads.loc[heads["by_page"], ["chat", "sender"]].drop_duplicates()
    pages = pages.rename(columns={"sender": "person"}).assign(by_page=True)
    marks = marks.merge(pages, on=["chat", "person"], how="left")
    marks = marks.assign(
        interaction_id=marks["act"] + "/" + marks["person"] + "/" + marks["mark"],
        kind="reaction",
        reply_to=marks["act"].mask(marks["is_post"]),
        by_page=marks["by_page"].notna(),
        by_channel=channel_of(marks["person"], marks["chat"]),
    )
    marks = marks.sort_values(["interaction_id", "at"]).drop_duplicates("interaction_id")
    parts = [
        conform(part.assign(network="telegram"), "interactions", part=True)
        for part in (words, marks)
        if len(part)
    ]
    return pd.concat(parts or [conform(words, "interactions", part=True)], ignore_index=True)


def _people(service: pd.DataFrame) -> tuple[pd.DataFrame, list[int]]:
    known = service[service["joined"] & service["sender"].notna()]
    known = known.sort_values(["at", "source_row"])
    again = known.duplicated("sender")
    first = known[~again].assign(network="telegram")
    people = first.assign(person=first["sender"], joined_at=first["at"])
    return conform(people, "people").reset_index(drop=True), known["source_row"][again].tolist()


def _cautions(sound: pd.DataFrame, heads: pd.DataFrame, zone: str) -> list[Caution]:
    cautions = []
    if sound.empty:
        text = message(
            "The file holds no messages that can be used. Please export the chat again and choose "
            "the whole history."
        )
        cautions.append(Caution("no-rows", text))
    written = sound["type"] == "message"
    local = int((written & (sound["precision"] == "minute")).sum())
    if local:
        cautions.append(
            Caution(
                "telegram_local_clock",
                message(
                    "Messages with only the local time of the computer that made the export, "
                    "without its zone: {n}. They are taken as times of {zone}, the zone of the "
                    "project. Export again with a new Telegram Desktop."
                ),
                {"n": local, "zone": zone},
            )
        )
    twice = int((written & sound["twice"]).sum())
    if twice:
        text = message(
            "Times in the hour that the clocks repeat in autumn: {n}. The first of the two "
            "moments was taken."
        )
        cautions.append(Caution("repeated-hour", text, {"n": twice}))
    orphans = int(heads["orphan"].sum())
    if orphans:
        cautions.append(
            Caution(
                "telegram_orphans",
                message(
                    "Messages that answer something that this export does not hold, or that came "
                    "after them: {n}. They stand as comments without a post."
                ),
                {"n": orphans},
            )
        )
    copies = heads["is_post"] & ~heads["is_channel"]
    if copies.any():
        cautions.append(
            Caution(
                "telegram_copies",
                message(
                    "Posts that are copies sent to this group by its channel: {n}. Their "
                    "reactions are those given in the group. When the export of the channel "
                    "itself is imported too, each of them counts once, as the channel's post."
                ),
                {"n": int(copies.sum())},
            )
        )
    return cautions


def _imitators(heads: pd.DataFrame, chats: Iterable[str | None]) -> list[Caution]:
    """Warn of others whose shown name looks like the page's: later there are only pseudonyms."""
    by_page = heads["by_page"]
    pages = pd.concat([pd.Series(list(chats), dtype="str"), heads.loc[by_page, "name"]])
    known = set(skeletons(pages).dropna())
    names = pd.Series(heads["name"].unique(), dtype="str")
    alike = ~by_page & heads["name"].isin(names[skeletons(names).isin(known)])
    if not alike.any():
        return []
    text = message(
        "Messages of others whose shown name looks like the name of the page or of the chat: {n}. "
        "Somebody may be posing as the page. Please look at them in Telegram; if it is one of the "
        "client's own people, there is nothing to do."
    )
    return [Caution("telegram_look_alikes", text, {"n": int(alike.sum())})]


READER = Reader(
    name="telegram",
    card=Card(
        title=message("Telegram channel or group"),
        how_to_get=message(
            "Telegram Desktop: open the channel or its discussion group, the three dots, Export "
            "chat history, format JSON. Add the file result.json. For who comments, export the "
            "discussion group; for whom they answer, keep the whole history."
        ),
        limits=message(
            "The file has no views and no forwards. Who reacted is known in groups only, and only "
            "for the latest reactions. Answers that an administrator wrote from a personal account "
            "count as a person's. Rows are numbered by message, in the order of the file."
        ),
        clock=message(
            "UTC, to the second. Old exports have only the local time of the computer that made "
            "them: the zone of the project is taken."
        ),
    ),
    networks=("telegram",),
    tables=("posts", "interactions", "people"),
    matches=_matches,
    read=_read,
)
