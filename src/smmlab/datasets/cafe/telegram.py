"""Telegram Desktop, result.json: the channel, and its discussion group with all that was said."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

import numpy as np

from smmlab.datasets.cafe.clock import DAYS, at_local, telegram_text
from smmlab.datasets.cafe.members import Member
from smmlab.datasets.cafe.posts import Post
from smmlab.datasets.cafe.scripts import one_of
from smmlab.datasets.cafe.talk import Remark
from smmlab.datasets.cafe.truth import TRUTH

_CHANNEL, _CHANNEL_NAME = 9_990_001_001, "Kohvik Kaja"
_GROUP, _GROUP_NAME = 9_990_001_002, "Kaja jututuba / Болталка Кайи"
_NOT_INCLUDED = "(File not included. Change data exporting settings to download.)"
_ENTITY = re.compile(
    r"(?P<hashtag>#\w+)|(?P<email>\w+@kaja\.example)|(?P<link>https://\S+|kaja\.example)"
)
_MARKS = ("❤", "🔥", "👍", "😁", "☕️")


@dataclass
class _Draft:
    """A message before it has a number; ``answers`` is the draft it replies to."""

    at: int
    body: dict[str, Any]
    kind: str = "message"
    answers: "_Draft | None" = None
    number: int = field(default=0)


def channel_json(posts: Sequence[Post], rng: np.random.Generator) -> bytes:
    """Return the channel: posts with reactions, albums as several messages, service messages."""
    drafts = _opening(_CHANNEL, _CHANNEL_NAME)
    for post in posts:
        messages = _published(post, post.at, rng)
        messages[0].body["reactions"] = _marks(int(16 * rng.lognormal(0, 0.5)), rng)
        drafts += messages
        if "3.20" in post.text:
            drafts.append(_service(post.at + 60, _CHANNEL, _CHANNEL_NAME, "pin_message"))
    return _chat(_CHANNEL_NAME, "public_channel", _CHANNEL, drafts)


def group_json(
    posts: Sequence[Post], members: Sequence[Member], remarks: Sequence[Remark],
    rng: np.random.Generator,
) -> bytes:  # fmt: skip
    """Return the discussion group: copies of the channel's posts, comments, replies, joins."""
    drafts = _opening(_GROUP, _GROUP_NAME)
    copies = []
    for post in posts:
        messages = _published(post, post.at + 1, rng)
        for message in messages:
            message.body |= {"forwarded_from": _CHANNEL_NAME,
                             "forwarded_from_id": f"channel{_CHANNEL}"}  # fmt: skip
        copies.append(messages[0])
        drafts += messages
    core = [member for member in members if member.segment == "core"]
    said: list[_Draft] = []
    for remark in remarks:
        above = said[remark.parent] if remark.parent is not None else None
        if above is None and remark.post is not None:
            above = copies[remark.post]
        draft = _Draft(remark.at, _written(remark, members, core, rng), answers=above)
        said.append(draft)
    drafts += [*said, *_joins(members, remarks, rng)]
    return _chat(_GROUP_NAME, "public_supergroup", _GROUP, drafts)


def _published(post: Post, at: int, rng: np.random.Generator) -> list[_Draft]:
    sender = {"from": _CHANNEL_NAME, "from_id": f"channel{_CHANNEL}"}
    photo = {"photo": _NOT_INCLUDED, "photo_file_size": 0, "width": 960, "height": 1280}
    media: list[dict[str, Any]] = [{}]
    if post.form == "video":
        media = [
            {
                "file": _NOT_INCLUDED,
                "media_type": "video_file",
                "mime_type": "video/mp4",
                "duration_seconds": int(rng.integers(8, 60)),
                "width": 720,
                "height": 1280,
            }
        ]
    elif post.form in ("photo", "carousel"):
        number = int(rng.integers(2, 6)) if post.form == "carousel" else 1
        media = [photo | {"photo_file_size": int(rng.integers(90_000, 260_000))}
                 for _ in range(number)]  # fmt: skip
    texts = [post.text, *[""] * (len(media) - 1)]
    return [
        _Draft(at, {**sender, **file, **_words(text)})
        for file, text in zip(media, texts, strict=True)
    ]


def _written(
    remark: Remark, members: Sequence[Member], core: Sequence[Member], rng: np.random.Generator
) -> dict[str, Any]:
    if remark.member is None:
        return {"from": _CHANNEL_NAME, "from_id": f"channel{_CHANNEL}", **_words(remark.text)}
    member = members[remark.member]
    body: dict[str, Any] = {"from": member.name, "from_id": member.user_id, **_words(remark.text)}
    if rng.random() < 0.02:
        edited = remark.at + int(rng.integers(15, 400))
        body = {"edited": telegram_text(edited), "edited_unixtime": str(edited)} | body
    if remark.kind != "spam" and rng.random() < 0.12:
        body["reactions"] = [_recent(remark.at, core, rng)]
    return body


def _recent(at: int, core: Sequence[Member], rng: np.random.Generator) -> dict[str, Any]:
    fans = rng.choice(len(core), int(rng.integers(1, 4)), replace=False)
    recent = [
        {"from": core[int(fan)].name, "from_id": core[int(fan)].user_id,
         "date": telegram_text(at + int(rng.integers(30, 7200)))}
        for fan in fans
    ]  # fmt: skip
    return {
        "type": "emoji", "count": len(recent), "emoji": one_of(_MARKS, rng), "recent": recent
    }  # fmt: skip


def _marks(total: int, rng: np.random.Generator) -> list[dict[str, Any]]:
    counts = rng.multinomial(total, [0.42, 0.2, 0.2, 0.12, 0.06]).tolist()
    marks = [
        {"type": "emoji", "count": count, "emoji": emoji}
        for emoji, count in zip(_MARKS, counts, strict=True)
        if count
    ]
    return sorted(marks, key=lambda mark: -int(str(mark["count"])))


def _joins(
    members: Sequence[Member], remarks: Sequence[Remark], rng: np.random.Generator
) -> list[_Draft]:
    """Return the joining of all newcomers, and of some of the others, before they first wrote."""
    first: dict[int, int] = {}
    for remark in remarks:
        if remark.member is not None:
            first[remark.member] = min(first.get(remark.member, remark.at), remark.at)
    since = at_local(TRUTH.newcomers_from, 0)
    joins = []
    for place, at in first.items():
        member = members[place]
        joined = at - int(rng.integers(60, 3600))
        if member.segment == "newcomer" or rng.random() < 0.3:
            joined = max(joined, since) if member.segment == "newcomer" else joined
            joins.append(_service(joined, member.user_id, member.name, "invite_members",
                                  {"members": [member.name]}))  # fmt: skip
    return joins


def _opening(chat: int, name: str) -> list[_Draft]:
    at = at_local(DAYS[0], 0) - 3600
    photo = {"photo": _NOT_INCLUDED, "photo_file_size": 176_000, "width": 640, "height": 640}
    return [
        _service(at, chat, name, "create_channel", {"title": name}),
        _service(at + 30, chat, name, "edit_group_photo", photo),
    ]


def _service(
    at: int,
    actor: int | str,
    name: str,
    action: str,
    more: Mapping[str, Any] = MappingProxyType({}),
) -> _Draft:
    actor_id = f"channel{actor}" if isinstance(actor, int) else actor
    body = {"actor": name, "actor_id": actor_id, "action": action, **more}
    return _Draft(at, {**body, "text": "", "text_entities": []}, kind="service")


def _words(text: str) -> dict[str, Any]:
    """Return a text as Telegram writes it: a string, or a list when parts of it are marked."""
    entities, end = [], 0
    for match in _ENTITY.finditer(text):
        if match.start() > end:
            entities.append({"type": "plain", "text": text[end : match.start()]})
        entities.append({"type": str(match.lastgroup), "text": match[0]})
        end = match.end()
    if end < len(text):
        entities.append({"type": "plain", "text": text[end:]})
    parts = [e["text"] if e["type"] == "plain" else e for e in entities]
    whole = any(e["type"] != "plain" for e in entities)
    return {"text": parts if whole else text, "text_entities": entities}


def _chat(name: str, kind: str, number: int, drafts: list[_Draft]) -> bytes:
    ordered = sorted(drafts, key=lambda draft: draft.at)
    for place, draft in enumerate(ordered, 1):
        draft.number = place
    messages = [_message(draft) for draft in ordered]
    whole = {"name": name, "type": kind, "id": number, "messages": messages}
    return (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode()


def _message(draft: _Draft) -> dict[str, Any]:
    head: dict[str, Any] = {
        "id": draft.number, "type": draft.kind, "date": telegram_text(draft.at),
        "date_unixtime": str(draft.at),
    }  # fmt: skip
    body = dict(draft.body)
    if draft.answers:
        tail: dict[str, Any] = {
            key: body.pop(key) for key in ("text", "text_entities", "reactions") if key in body
        }
        body |= {"reply_to_message_id": draft.answers.number, **tail}
    reactions = body.pop("reactions", None)
    return head | body | ({"reactions": reactions} if reactions else {})
