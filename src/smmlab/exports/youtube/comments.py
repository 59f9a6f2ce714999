"""YouTube Data API, comments: answers of commentThreads.list and comments.list, as they came."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from smmlab.errors import ExportError
from smmlab.exports.items import counts_of, pluck, raw_of, read_json_lines, texts_of
from smmlab.exports.json_text import parse_json
from smmlab.exports.markup import plain_text
from smmlab.exports.moments import parse_moments
from smmlab.exports.reading import Card, Caution, Listed, Reader, Reading
from smmlab.exports.sieve import Fault, fold_repeats, sift
from smmlab.exports.source import RawExport
from smmlab.schema import conform
from smmlab.texts import message

_KIND = re.compile(r'"kind"\s*:\s*"youtube#comment(?:Thread)?(?:ListResponse)?"')
_HANDLE = re.compile(r"(?<![\w@.+\-/])@[\w.\-·]{2,60}")
_STAMP = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]+(?:\.[0-9]+)?(?:Z|[+\-][0-9]{2}:?[0-9]{2})$"

_NO_COMMENT = message("This entry holds no comment.")
_NO_ID = message("The comment has no id.")
_BAD_TIME = message("The time {value} of the comment cannot be read.")


@dataclass(frozen=True)
class _Found:
    """One comment with what its thread says about it, or an entry that is none."""

    comment: Any
    video: Any = None
    channel: Any = None
    parent: Any = None
    answers: Any = None


def _matches(raw: RawExport) -> bool:
    keys = raw.json_keys
    if not keys or "YTD" in raw.head[:40]:
        return False
    return bool(
        _KIND.search(raw.head)
        or {"topLevelComment", "snippet"} <= keys
        or {"textDisplay", "authorChannelId"} <= keys
    )


def _read(raw: RawExport) -> Reading:
    values, broken = _values(raw.text)
    found = [entry for value in values for entry in _unfold(value)]
    comments = [entry.comment for entry in found]
    frame = _frame(found, raw.modified_at)
    keep, rejected = sift(
        range(1, len(found) + 1),
        [
            Fault(pd.Series([not _is_comment(c) for c in comments], dtype="bool"), _NO_COMMENT),
            Fault(frame["interaction_id"].isna(), _NO_ID),
            Fault(frame["bad_time"], _BAD_TIME, frame["stated"]),
        ],
        raws=[raw_of(comment) for comment in comments],
    )
    sound = frame[keep]
    # Of an edited comment the newest wording holds, whichever page it stands on.
    newest = sound.groupby("interaction_id")["edited"].transform("max")
    sound = sound.assign(text=sound["text"].where(sound["edited"].eq(newest) | newest.isna()))
    promised = sound.groupby("interaction_id")["answers"].max()
    wanted = [name for name in sound.columns if name not in ("stated", "bad_time", "edited",
                                                             "answers")]  # fmt: skip
    folded, merged = fold_repeats(sound[wanted], "interactions")
    return Reading(
        tables={"interactions": conform(folded, "interactions")},
        rows_read=len(found) + len(broken),
        merged=merged,
        rejected=(*rejected, *broken),
        warnings=_cautions(folded, promised),
    )


def _values(text: str) -> tuple[list[Any], tuple[Listed, ...]]:
    """Return the answers: one, a list of them, or one a line, as they were saved."""
    start = text.lstrip()[:1]
    try:
        parsed = parse_json(text)
    except ExportError:
        lines = text.strip().splitlines()
        if start != "{" or len(lines) < 2 or not lines[0].rstrip().endswith("}"):
            raise
        values, _, broken = read_json_lines(text)
        if not values:
            raise
        return values, broken
    return (parsed if isinstance(parsed, list) else [parsed]), ()


def _unfold(value: Any) -> Iterator[_Found]:
    """Take an answer or an entry apart: pages into entries, threads into comments."""
    waiting = [value]  # what comes first in the file stands last here
    while waiting:
        page = waiting.pop()
        if isinstance(page, list):
            waiting.extend(reversed(page))
        elif isinstance(page, dict) and isinstance(page.get("items"), list):
            waiting.extend(reversed(page["items"]))
        elif isinstance(page, dict) and "items" in page and "snippet" not in page:
            yield _Found(page)
        else:
            yield from _of_thread(page)


def _of_thread(entry: Any) -> Iterator[_Found]:
    top = pluck([entry], "snippet", "topLevelComment")[0]
    if top is None:
        yield _Found(entry)
        return
    snippet = entry["snippet"]
    video, channel = snippet.get("videoId"), snippet.get("channelId")
    yield _Found(top, video, channel, None, snippet.get("totalReplyCount"))
    replies = pluck([entry], "replies", "comments")[0]
    parent = pluck([top], "id")[0]
    for reply in replies if isinstance(replies, list) else []:
        yield _Found(reply, video, channel, parent)


def _is_comment(comment: Any) -> bool:
    return isinstance(comment, dict) and isinstance(comment.get("snippet"), dict)


def _frame(found: list[_Found], not_after: int) -> pd.DataFrame:
    comments = [entry.comment for entry in found]

    def said(name: str) -> pd.Series:
        return texts_of(pluck(comments, "snippet", name))

    ids = texts_of(pluck(comments, "id"))
    stated = said("publishedAt")
    at, bad = _seconds(stated, not_after)
    edited, _ = _seconds(said("updatedAt"), not_after)
    # The id of an answer begins with that of the comment it answers.
    dotted = ids.str.extract(r"^([^.]+)\.[^.]+$", expand=False)
    parent = said("parentId").fillna(texts_of([entry.parent for entry in found])).fillna(dotted)
    author = texts_of(pluck(comments, "snippet", "authorChannelId", "value"))
    author = author.fillna(said("authorChannelId")).astype("str")
    channel = said("channelId").fillna(texts_of([entry.channel for entry in found]))
    words = said("textOriginal")
    words = words.fillna(plain_text(said("textDisplay")))
    answers, _ = counts_of([entry.answers for entry in found])
    return pd.DataFrame(
        {
            "network": "youtube",
            "interaction_id": ids,
            "post_id": said("videoId").fillna(texts_of([entry.video for entry in found])),
            # Of a deleted account nothing is known: each of its comments is a person of its own.
            "person": author.fillna("unknown " + ids),
            "kind": np.where(parent.notna(), "reply", "comment"),
            "at": at,
            "clock": pd.Series("UTC", index=ids.index, dtype="str").where(at.notna(), "unknown"),
            "precision": pd.Series("second", index=ids.index, dtype="str").where(
                at.notna(), "unknown"
            ),
            "text": words.str.replace(_HANDLE, _mask, regex=True).astype("str"),
            "reply_to": parent.astype("str"),
            "by_page": (author == channel).fillna(False).astype(bool),
            "stated": stated,
            "bad_time": bad,
            "edited": edited,
            "answers": answers,
            "source_row": np.arange(1, len(found) + 1),
        }
    )


def _seconds(texts: pd.Series, not_after: int) -> tuple[pd.Series, pd.Series]:
    whole = texts.str.match(_STAMP).fillna(False).astype(bool)
    at = parse_moments(texts.where(whole).fillna(""), zone="UTC", not_after=not_after).at
    return at, texts.notna() & at.isna()


def _mask(_found: re.Match[str]) -> str:
    return "[person]"


def _cautions(folded: pd.DataFrame, promised: pd.Series) -> tuple[Caution, ...]:
    cautions = []
    if folded.empty:
        cautions.append(Caution("no-rows", message("The file holds no comments.")))
    here = folded["reply_to"].value_counts()
    absent = (promised - here.reindex(promised.index).fillna(0)).clip(lower=0).sum()
    if absent > 0:
        text = message(
            "Answers that YouTube counts but that are not in this file: {n}. It gives only some "
            "with each comment; the others come from comments.list with the id of the comment."
        )
        cautions.append(Caution("answers-absent", text, {"n": int(absent)}))
    return tuple(cautions)


READER = Reader(
    name="youtube_comments",
    card=Card(
        title=message("YouTube: comments"),
        how_to_get=message(
            "YouTube Studio gives no comments. Let a developer call commentThreads.list of the "
            "YouTube Data API with part=snippet,replies for each video and save the answers as "
            "JSON, all pages in one file or one file a page; comments.list gives further answers."
        ),
        limits=message(
            "With each comment come at most a few answers. Comments that were held back or deleted "
            "are absent. Names are not read; a person is known by a pseudonym of the channel. "
            "Likes of comments are not used. Rows are numbered by comment, in the order of the "
            "file."
        ),
        clock=message("UTC, to the second."),
    ),
    networks=("youtube",),
    tables=("interactions",),
    matches=_matches,
    read=_read,
)
