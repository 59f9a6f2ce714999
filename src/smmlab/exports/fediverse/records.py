"""Posts of Bluesky from every form of answer: feeds, posts, records of an account, threads."""

import re
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from smmlab.exports.items import objects

URI = re.compile(
    r"^at://(did:[a-z0-9]{2,20}:[\w.:%\-]{1,200})/([\w.\-]{1,100})/([\w.~:\-]{1,512})$"
)
POSTS = "app.bsky.feed.post"
_BASE = "234567abcdefghijklmnopqrstuvwxyz"
_TID = re.compile(rf"^[{_BASE[:16]}][{_BASE}]{{12}}$")
_FIRST_POSTS = 1_667_260_800  # 2022-11-01: before it there was no Bluesky
_MENTION = "app.bsky.richtext.facet#mention"
_LISTS = ("feed", "posts", "records")


@dataclass(frozen=True)
class Found:
    """One entry: the view of a post or a bare record, and what stands around it.

    Parameters
    ----------
    item
        The entry as found.
    view
        The object that has ``uri`` and, if the API gave them, counts.
    reason
        Why a feed shows it, when it is a repost or pinned.
    in_thread
        Whether it stands below a post whose thread was asked for.
    """

    item: Any
    view: Any
    reason: Any = None
    in_thread: bool = False

    @property
    def record(self) -> dict[str, Any]:
        """What the author wrote."""
        view = self.view if isinstance(self.view, dict) else {}
        record = view.get("record", view.get("value"))
        return record if isinstance(record, dict) else {}


def entries_of(values: list[Any]) -> list[Found]:
    """Return the entries of documents in their order; no thread is too deep."""
    found: list[Found] = []
    waiting: list[tuple[Any, bool]] = [(value, False) for value in reversed(values)]
    while waiting:
        value, in_thread = waiting.pop()
        if isinstance(value, list):
            waiting += [(item, in_thread) for item in reversed(value)]
            continue
        if not isinstance(value, dict):
            found.append(Found(value, None))
            continue
        name = next((name for name in _LISTS if isinstance(value.get(name), list)), None)
        if name is not None and "uri" not in value:
            waiting += [(item, False) for item in reversed(value[name])]
        elif isinstance(value.get("thread"), dict | list):
            waiting.append((value["thread"], True))
        elif isinstance(value.get("post"), dict):
            answers = value.get("replies")
            is_thread = in_thread or "replies" in value
            above = value.get("parent")
            found.append(Found(_alone(value), value["post"], value.get("reason"), is_thread))
            if is_thread and isinstance(answers, list):
                waiting += [(answer, True) for answer in reversed(answers)]
            if is_thread and isinstance(above, dict):
                waiting.append((above, True))
        else:
            found.append(Found(value, value, None, in_thread))
    return found


def _alone(value: dict[str, Any]) -> dict[str, Any]:
    return {name: part for name, part in value.items() if name not in ("replies", "parent")}


def record_seconds(keys: pd.Series) -> pd.Series:
    """Return when each record was made, where its key tells it, epoch seconds UTC as Int64.

    A key of thirteen letters is a number in base 32; its upper bits count microseconds.

    Examples
    --------
    >>> record_seconds(pd.Series(["3jzfcijpj2z2a", "self"])).tolist()
    [1688137381, <NA>]
    """
    fits = keys.str.match(_TID).fillna(False).to_numpy(dtype=bool)
    seconds = [_seconds(key) if fit else 0 for key, fit in zip(keys, fits, strict=True)]
    whole = np.asarray(seconds, dtype="int64")
    known = fits & (whole >= _FIRST_POSTS)
    return pd.Series(pd.arrays.IntegerArray(np.where(known, whole, 0), ~known), index=keys.index)


def _seconds(key: str) -> int:
    number = 0
    for letter in key:
        number = number * 32 + _BASE.index(letter)
    return (number >> 10) // 1_000_000


def words_of(record: dict[str, Any]) -> str | None:
    """Return the text of a post with the people whom it names replaced.

    Places in the text are counted in bytes of UTF-8, as Bluesky does; a place that cuts a letter
    is left alone.
    """
    text = record.get("text")
    if not isinstance(text, str) or not text.strip():
        return None
    data = text.encode("utf-8", "replace")
    places = sorted(
        (place for facet in objects(record.get("facets")) if (place := _mention(facet, len(data)))),
        reverse=True,
    )
    end_of_rest = len(data)
    for start, end in places:
        if end > end_of_rest or not (_is_edge(data, start) and _is_edge(data, end)):
            continue
        data = data[:start] + b"[person]" + data[end:]
        end_of_rest = start
    return data.decode("utf-8", "replace").strip()


def _mention(facet: dict[str, Any], length: int) -> tuple[int, int] | None:
    if not any(one.get("$type") == _MENTION for one in objects(facet.get("features"))):
        return None
    index = facet.get("index")
    index = index if isinstance(index, dict) else {}
    start, end = index.get("byteStart"), index.get("byteEnd")
    if type(start) is not int or type(end) is not int or not 0 <= start < end <= length:
        return None
    return start, end


def _is_edge(data: bytes, place: int) -> bool:
    return place == len(data) or data[place] & 0xC0 != 0x80


def form_of(record: dict[str, Any]) -> str:
    """Tell the form of a post by what is embedded in it."""
    embed = record.get("embed")
    if not isinstance(embed, dict):
        return "text"
    if isinstance(embed.get("media"), dict):
        embed = embed["media"]
    kind = embed.get("$type")
    kind = kind.partition("#")[0].rpartition(".")[2] if isinstance(kind, str) else ""
    if kind == "images":
        return "carousel" if len(objects(embed.get("images"))) > 1 else "photo"
    return {"video": "video", "external": "link", "record": "text"}.get(kind, "other")
