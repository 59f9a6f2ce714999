"""Entries of Reddit, however they were saved: lines of an archive, answers of the API, threads."""

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import pandas as pd

from smmlab.exports.items import counts_of, pluck, shown_of, texts_of
from smmlab.exports.json_saved import read_saved
from smmlab.exports.reading import Listed

Kind = Literal["post", "comment", "more", "nothing"]

_OF_POST = {"title", "selftext", "num_comments", "is_self"}
_OF_COMMENT = {"body", "link_id", "parent_id"}
_KINDS: dict[str, Kind] = {"t1": "comment", "t3": "post", "more": "more"}
_OURS = r"^[a-z0-9]{1,13}$"
_ESCAPED = (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&"), ("&#x200B;", ""), ("&nbsp;", " "))
# A profile is linked to by its whole address as well.
_PERSON = (
    r"(?:https?://)?(?:[a-z]{2,4}\.)?\breddit\.com/u(?:ser)?/[\w\-]{2,30}"
    r"|(?<![\w/])(?:/?u|/user)/[\w\-]{2,30}"
)
_GONE = ("[deleted]", "[removed]", "[deleted by user]", "[ removed by reddit ]")


@dataclass(frozen=True)
class Entry:
    """One entry: what it is and its fields."""

    kind: Kind
    item: Any


@dataclass(frozen=True)
class Entries:
    """All entries of a file, where each stands, the lines that are none, and those without any."""

    found: list[Entry]
    lines: np.ndarray
    broken: tuple[Listed, ...]
    empty: tuple[Listed, ...]


def open_entries(text: str) -> Entries:
    """Take a file apart: listings into their children, comments into their answers.

    Raises
    ------
    ExportError
        When it is no JSON.
    """
    saved = read_saved(text)
    found, lines, empty = saved.take_apart(_unfold)
    return Entries(found, lines, saved.broken, empty)


def full_names(items: list[Any], prefix: str) -> pd.Series:
    """Return ids with the prefix of their kind, as Reddit writes them in links between entries.

    Examples
    --------
    >>> full_names([{"id": "abc"}, {"name": "t3_xyz"}, {"id": "?"}], "t3_").tolist()
    ['t3_abc', 't3_xyz', nan]
    """
    ids = texts_of(pluck(items, "id")).str.removeprefix(prefix)
    names = texts_of(pluck(items, "name")).str.extract(rf"^{prefix}(.+)$", expand=False)
    ids = ids.fillna(names).str.lower()
    return (prefix + ids.where(ids.str.match(_OURS).fillna(False).astype(bool))).astype("str")


def words_of(values: list[Any]) -> pd.Series:
    """Return texts without escapes and without the names of people; what was removed is missing.

    Examples
    --------
    >>> words_of(["Tea &amp; cake, ask u/kohvik", "[deleted]"]).tolist()
    ['Tea & cake, ask [person]', nan]
    """
    texts = texts_of(values)
    for escaped, letter in _ESCAPED:
        texts = texts.str.replace(escaped, letter, regex=False)
    texts = texts.str.replace(_PERSON, "[person]", case=False, regex=True).str.strip()
    return texts.mask(is_gone(texts) | (texts == "")).astype("str")


def is_gone(texts: pd.Series) -> pd.Series:
    """Mask what Reddit shows in the place of deleted words and authors."""
    return texts.str.strip().str.lower().isin(_GONE)


def scores_of(items: list[Any]) -> tuple[pd.Series, pd.Series, pd.Series, pd.Series]:
    """Return scores, those below zero, those that are none, and what stands there.

    A score below zero, or one that was hidden when the file was made, is missing.
    """
    said = pluck(items, "score")
    below = [
        isinstance(n, int | float) and not isinstance(n, bool) and -(2**53) < n < 0 for n in said
    ]
    flags = zip(pluck(items, "hide_score"), pluck(items, "score_hidden"), strict=True)
    hidden = [any(flag is True for flag in pair) for pair in flags]
    is_below = pd.Series(below, dtype="bool")
    scores, bad = counts_of(said)
    return scores.mask(pd.Series(hidden, dtype="bool")), is_below, bad & ~is_below, shown_of(said)


def _unfold(values: list[Any]) -> list[Entry]:
    """Walk through listings and threads in their order; no depth is too deep."""
    found: list[Entry] = []
    waiting = list(reversed(values))
    while waiting:
        value = waiting.pop()
        if isinstance(value, list):
            waiting += reversed(value)
        elif not isinstance(value, dict):
            found.append(Entry("nothing", value))
        elif value.get("kind") == "Listing" or isinstance(value.get("data"), list):
            inner = value.get("data")
            children = inner.get("children") if isinstance(inner, dict) else inner
            waiting += reversed(children if isinstance(children, list) else [])
        else:
            entry = _entry_of(value)
            found.append(entry)
            replies = entry.item.get("replies") if isinstance(entry.item, dict) else None
            if isinstance(replies, dict) and entry.kind == "comment":
                waiting.append(replies)
    return found


def _entry_of(value: dict[str, Any]) -> Entry:
    inner = value.get("data")
    if isinstance(inner, dict) and isinstance(value.get("kind"), str):
        return Entry(_KINDS.get(value["kind"], "nothing"), inner)
    if _OF_COMMENT & value.keys() and "title" not in value:
        return Entry("comment", value)
    return Entry("post" if _OF_POST & value.keys() else "nothing", value)
