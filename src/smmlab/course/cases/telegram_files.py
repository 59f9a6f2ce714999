"""Telegram Desktop, result.json: written from arrays, so that a hundred thousand rows are quick."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from smmlab.course.cases.members import Ints, People
from smmlab.course.cases.plan import Plan
from smmlab.course.cases.talk import NOBODY, Talk
from smmlab.datasets.cafe.clock import TALLINN, at_local
from smmlab.datasets.cafe.posts import Post

_CHANNEL, _GROUP = 9_990_100_001, 9_990_100_002
_NOT_INCLUDED = "(File not included. Change data exporting settings to download.)"
_CHAT = {"en": "chat", "et": "jututuba", "ru": "чат"}
_MARKS = ("❤", "🔥", "👍", "😁", "☕️")
_MARK_SHARES = (0.42, 0.2, 0.2, 0.12, 0.06)
_ALBUM = 3
_MARKED = 0.1  # of the comments, those that somebody of the core gave a reaction
_PHOTO = f'\n   "photo": "{_NOT_INCLUDED}",\n   "width": 960,\n   "height": 1280,'
_MEDIA = {
    "photo": _PHOTO,
    "carousel": _PHOTO,
    "video": f'\n   "file": "{_NOT_INCLUDED}",\n   "media_type": "video_file",'
    '\n   "mime_type": "video/mp4",\n   "duration_seconds": 24,',
}


@dataclass(frozen=True)
class _Rows:
    """Messages before they have numbers: when, what stands in them, and which they answer."""

    at: Ints
    heads: list[str]
    tails: list[str]
    parent: Ints
    service: set[int]


def channel_json(name: str, number: int, posts: Sequence[Post], marks: Sequence[int],
                 rng: np.random.Generator) -> bytes:  # fmt: skip
    """Return a public channel: posts with the counts of their reactions, albums in parts."""
    counts = rng.multinomial(np.asarray(marks), _MARK_SHARES).tolist()
    at, heads, tails = _opening(name, number, posts[0].at)
    for post, some in zip(posts, counts, strict=True):
        marked = sorted(zip(some, _MARKS, strict=True), reverse=True)
        given = [
            {"type": "emoji", "count": count, "emoji": mark} for count, mark in marked if count
        ]
        reactions = f',\n   "reactions": {_plain(given)}' if given else ""
        for part, (head, tail) in enumerate(_parts(post, name, number, "")):
            at.append(post.at)
            heads.append(head)
            tails.append(tail + ("" if part else reactions))
    rows = _Rows(np.array(at), heads, tails, np.full(len(at), NOBODY), {0})
    return _chat(name, "public_channel", number, rows)


def own_channel(
    plan: Plan, posts: Sequence[Post], marks: Sequence[int], rng: np.random.Generator
) -> bytes:
    """Return the channel of the company."""
    return channel_json(plan.name, _CHANNEL, posts, marks, rng)


def group_json(
    plan: Plan, posts: Sequence[Post], people: People, talk: Talk, rng: np.random.Generator
) -> bytes:
    """Return the discussion group: copies of the posts, what was said, who reacted, who joined."""
    title = f"{plan.name} {_CHAT[plan.language]}"
    forwarded = (f'\n   "forwarded_from": {_plain(plan.name)},'
                 f'\n   "forwarded_from_id": "channel{_CHANNEL}",')  # fmt: skip
    at, heads, tails = _opening(title, _GROUP, at_local(plan.first_day, 0))
    service = {0}
    for place, joined in _joins(people, talk, plan, rng):
        service.add(len(at))
        at.append(joined)
        heads.append("")
        tails.append(
            f'\n   "actor": {_plain(people.names[place])},\n   "actor_id": "{people.ids[place]}",'
            f'\n   "action": "invite_members",\n   "members": [{_plain(people.names[place])}],'
            '\n   "text": "",\n   "text_entities": []'
        )
    copies = []
    for post in posts:
        copies.append(len(at))
        for head, tail in _parts(post, plan.name, _CHANNEL, forwarded):
            at.append(post.at + 1)
            heads.append(head)
            tails.append(tail)
    first = len(at)
    said_heads, said_tails = _said(plan, people, talk, rng)
    parents = np.where(talk.parent >= 0, talk.parent + first,
                       np.where(talk.post >= 0, np.array(copies)[talk.post], NOBODY))  # fmt: skip
    rows = _Rows(
        np.concatenate([np.array(at), talk.at]),
        heads + said_heads,
        tails + said_tails,
        np.concatenate([np.full(first, NOBODY), parents]),
        service,
    )
    return _chat(title, "public_supergroup", _GROUP, rows)


def _said(
    plan: Plan, people: People, talk: Talk, rng: np.random.Generator
) -> tuple[list[str], list[str]]:
    page = f'\n   "from": {_plain(plan.name)},\n   "from_id": "channel{_CHANNEL}",'
    senders = [
        f'\n   "from": {_plain(name)},\n   "from_id": "{number}",'
        for name, number in zip(people.names, people.ids, strict=True)
    ] + [page]  # the company stands at the place -1
    words = [_words(text) for text in talk.phrases.texts]
    tails = [words[place] for place in talk.text.tolist()]
    for place, given in _reactions(people, talk, rng).items():
        tails[place] += given
    return [senders[place] for place in talk.who.tolist()], tails


def _reactions(people: People, talk: Talk, rng: np.random.Generator) -> dict[int, str]:
    said = np.flatnonzero((talk.who != NOBODY) & ~np.isin(talk.who, people.of("bot")))
    marked = said[rng.random(len(said)) < _MARKED]
    core = people.of("core")
    fans = core[rng.integers(0, len(core), (len(marked), 2))]
    fans[:, 1] = np.where(rng.random(len(marked)) < 0.4, fans[:, 1], fans[:, 0])
    later = talk.at[marked][:, None] + rng.integers(30, 7200, fans.shape)
    later = np.minimum(later, talk.at.max())
    texts = _local(later.reshape(-1))
    signs = rng.choice(len(_MARKS), len(marked), p=_MARK_SHARES)
    who = [f'{{"from": {_plain(name)}, "from_id": "{number}", "date": "'
           for name, number in zip(people.names, people.ids, strict=True)]  # fmt: skip
    given = {}
    for row, (place, pair, sign) in enumerate(
        zip(marked.tolist(), fans.tolist(), signs.tolist(), strict=True)
    ):
        two = 1 if pair[0] == pair[1] else 2
        recent = ", ".join(f'{who[fan]}{texts[2 * row + n]}"}}' for n, fan in enumerate(pair[:two]))
        given[place] = (f',\n   "reactions": [{{"type": "emoji", "count": {two}, '
                        f'"emoji": "{_MARKS[sign]}", "recent": [{recent}]}}]')  # fmt: skip
    return given


def _joins(
    people: People, talk: Talk, plan: Plan, rng: np.random.Generator
) -> list[tuple[int, int]]:
    """Return who joined when: all newcomers and some of the others, before they first wrote."""
    mine = talk.who != NOBODY
    members, rows = np.unique(talk.who[mine], return_index=True)
    first = talk.at[mine][rows]
    told = np.isin(members, people.of("new")) | (rng.random(len(members)) < 0.3)
    at = np.maximum(first - rng.integers(60, 3600, len(members)), at_local(plan.first_day, 60))
    return list(zip(members[told].tolist(), at[told].tolist(), strict=True))


def _opening(name: str, number: int, before: int) -> tuple[list[int], list[str], list[str]]:
    tail = (f'\n   "actor": {_plain(name)},\n   "actor_id": "channel{number}",'
            f'\n   "action": "create_channel",\n   "title": {_plain(name)},'
            '\n   "text": "",\n   "text_entities": []')  # fmt: skip
    return [before - 3600], [""], [tail]


def _parts(post: Post, name: str, number: int, more: str) -> list[tuple[str, str]]:
    head = f'\n   "from": {_plain(name)},\n   "from_id": "channel{number}",{more}'
    head += _MEDIA.get(post.form, "")
    count = _ALBUM if post.form == "carousel" else 1
    return [(head, _words(post.text))] + [(head, _words(""))] * (count - 1)


def _words(text: str) -> str:
    written = _plain(text)
    entities = f'[{{"type": "plain", "text": {written}}}]' if text else "[]"
    return f'\n   "text": {written},\n   "text_entities": {entities}'


def _chat(name: str, kind: str, number: int, rows: _Rows) -> bytes:
    order = np.argsort(rows.at, kind="stable")
    numbers = np.empty(len(order), dtype=np.int64)
    numbers[order] = np.arange(1, len(order) + 1)
    answers = np.where(rows.parent >= 0, numbers[rows.parent], 0)
    whens = _local(rows.at[order])
    messages = [
        f'  {{\n   "id": {place},\n   "type": "{"service" if row in rows.service else "message"}",'
        f'\n   "date": "{when}",\n   "date_unixtime": "{at}",{rows.heads[row]}'
        + (f'\n   "reply_to_message_id": {answer},' if answer else "")
        + f"{rows.tails[row]}\n  }}"
        for place, (row, when, at, answer) in enumerate(
            zip(order.tolist(), whens, rows.at[order].tolist(), answers[order].tolist(),
                strict=True), 1,
        )
    ]  # fmt: skip
    head = f'{{\n "name": {_plain(name)},\n "type": "{kind}",\n "id": {number},\n "messages": [\n'
    return (head + ",\n".join(messages) + "\n ]\n}\n").encode()


def _local(at: Ints) -> list[str]:
    """Return moments as Telegram Desktop writes them on a computer of the company's town."""
    wall = pd.DatetimeIndex(pd.to_datetime(at, unit="s", utc=True)).tz_convert(TALLINN)
    text = np.datetime_as_string(wall.tz_localize(None).to_numpy().astype("datetime64[s]"))
    found: list[str] = text.tolist()
    return found


def _plain(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
