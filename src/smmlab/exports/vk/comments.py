"""VK, comments under posts: wall.getComments, with the replies hidden in threads."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from smmlab.exports.clocks import EARLIEST, LEEWAY
from smmlab.exports.items import counts_of, pluck, raw_of, shown_of, texts_of
from smmlab.exports.reading import Card, Caution, Listed, Reader, Reading
from smmlab.exports.sieve import Fault, fold_repeats, sift
from smmlab.exports.vk.answers import (
    NETWORK,
    NO_OBJECT,
    Answers,
    first_id,
    ids_of,
    kind_of,
    open_answers,
    tell_more,
)
from smmlab.exports.vk.mentions import mask_mentions
from smmlab.exports.vk.people import read_people
from smmlab.schema import conform
from smmlab.texts import message

if TYPE_CHECKING:
    from smmlab.exports.source import RawExport

_DELETED = message("A comment that was deleted: VK shows neither its words nor its author.")
_NO_OWNER = message(
    "The comment does not say on whose wall it stands (owner_id). Please ask the VK API in version "
    "5.131 or newer."
)
_NO_ID = message("This comment has no usable number: {value}.")
_NO_TIME = message("The time {value} of the comment cannot be.")


@dataclass(frozen=True)
class _Comments:
    """Comments and replies in the order of the file, and what the place of each says."""

    items: list[Any]
    lines: np.ndarray
    owners: list[Any]
    posts: list[Any]
    parents: list[Any]
    refused: tuple[Listed, ...]
    hidden: int


def _matches(raw: "RawExport") -> bool:
    return kind_of(raw) == "comments"


def _read(raw: "RawExport") -> Reading:
    answers = open_answers(raw)
    comments = _unfold(answers)
    notes, noted = _notes(comments)
    acts, faults = _acts(comments, not_after=raw.modified_at)
    raws = [raw_of(_without_thread(item)) for item in comments.items]
    keep, rejected = sift(comments.lines, [_but(f, noted) for f in faults], raws=raws)
    acts, merged = fold_repeats(acts[keep & ~noted].reset_index(drop=True), "interactions")
    last_refused = max((row.line for row in comments.refused), default=0)
    first = max(int(comments.lines.max(initial=0)), last_refused) + 1
    numbers = np.arange(first, first + len(answers.profiles))
    people, unread = read_people(answers.profiles, numbers, not_after=raw.modified_at)
    people, again = fold_repeats(people, "people")
    return Reading(
        tables={"interactions": conform(acts, "interactions"), "people": conform(people, "people")},
        rows_read=len(comments.items) + len(answers.profiles) + len(comments.refused),
        merged=(*merged, *again),
        rejected=(*comments.refused, *rejected, *unread),
        notes=notes,
        warnings=(
            *tell_more(len(comments.items) + comments.hidden, answers.total),
            *_cautions(comments, acts),
        ),
    )


def _unfold(answers: Answers) -> _Comments:
    threads = [
        list(_with_replies(entry, owner, post))
        for entry, owner, post in zip(answers.entries, answers.owners, answers.posts, strict=True)
    ]
    rows = [row for thread in threads for row in thread]
    items, owners, posts, parents = (list(column) for column in zip(*rows, strict=True))
    # Every reply moves what follows it by one.
    replies = np.asarray([len(thread) - 1 for thread in threads], dtype="int64")
    starts = answers.lines + np.cumsum(replies) - replies
    lines = [start + at for start, n in zip(starts, replies, strict=True) for at in range(n + 1)]
    moved = tuple(
        replace(row, line=row.line + int(replies[answers.lines < row.line].sum()))
        for row in answers.rejected
    )
    return _Comments(
        items, np.asarray(lines, dtype="int64"), owners, posts, parents, moved,
        _hidden_replies(items),
    )  # fmt: skip


def _with_replies(entry: Any, owner: Any, post: Any) -> Iterator[tuple[Any, Any, Any, Any]]:
    """Return a comment and all replies below it, in the order of the file, however deep."""
    waiting: list[tuple[Any, Any, Any, Any]] = [(entry, owner, post, None)]
    while waiting:
        row = waiting.pop()
        yield row
        item, owner, post, _ = row
        thread = item.get("thread") if isinstance(item, dict) else None
        replies = thread.get("items") if isinstance(thread, dict) else None
        if isinstance(replies, list):
            # A reply may leave out what its comment has said.
            owner, post = item.get("owner_id", owner), item.get("post_id", post)
            waiting.extend((reply, owner, post, item.get("id")) for reply in reversed(replies))


def _hidden_replies(items: list[Any]) -> int:
    counts, _ = counts_of(pluck(items, "thread", "count"))
    found = [len(v) if isinstance(v, list) else 0 for v in pluck(items, "thread", "items")]
    return int((counts.fillna(0) - found).clip(lower=0, upper=2**31).sum())


def _without_thread(item: Any) -> Any:
    return {k: v for k, v in item.items() if k != "thread"} if isinstance(item, dict) else item


def _notes(comments: _Comments) -> tuple[tuple[Listed, ...], np.ndarray]:
    deleted = [value in (True, 1) for value in map(_mark_of_deleted, comments.items)]
    keep, notes = sift(comments.lines, [Fault(pd.Series(deleted, dtype="bool"), _DELETED)])
    return notes, ~keep


def _mark_of_deleted(item: Any) -> Any:
    mark = item.get("deleted") if isinstance(item, dict) else None
    return mark if isinstance(mark, int) else None


def _but(fault: Fault, rows: np.ndarray) -> Fault:
    return Fault(fault.mask & ~rows, fault.reason, fault.values, fault.column)


def _acts(comments: _Comments, *, not_after: int) -> tuple[pd.DataFrame, list[Fault]]:
    items = comments.items
    owners = first_id(pluck(items, "owner_id"), comments.owners)
    posts = first_id(pluck(items, "post_id"), comments.posts)
    ids, people = ids_of(pluck(items, "id")), ids_of(pluck(items, "from_id"))
    stacks = [stack[-1] if isinstance(stack, list) and stack else None
              for stack in pluck(items, "parents_stack")]  # fmt: skip
    answered = first_id(pluck(items, "reply_to_comment"), stacks, comments.parents)
    dates = pluck(items, "date")
    at, no_time = counts_of(dates)
    no_time |= ~at.between(EARLIEST, not_after + LEEWAY).fillna(False).astype(bool)
    kind = pd.Series("comment", index=ids.index, dtype="str").mask(answered.notna(), "reply")
    frame = pd.DataFrame(
        {
            "network": NETWORK,
            "interaction_id": owners + "_" + ids,
            "post_id": owners + "_" + posts,
            "person": people,
            "kind": kind,
            "at": at.mask(no_time),
            "clock": "UTC",
            "precision": "second",
            "text": mask_mentions(texts_of(pluck(items, "text"))),
            "reply_to": owners + "_" + answered,
            "by_page": (people == owners) & people.notna(),
            "source_row": comments.lines,
        }
    )
    faults = [
        Fault(pd.Series([not isinstance(i, dict) for i in items], dtype="bool"), NO_OBJECT),
        Fault(owners.isna(), _NO_OWNER),
        Fault(ids.isna(), _NO_ID, shown_of(pluck(items, "id"))),
        Fault(no_time, _NO_TIME, shown_of(dates)),
    ]
    return frame, faults


def _cautions(comments: _Comments, acts: pd.DataFrame) -> list[Caution]:
    cautions = []
    if comments.hidden:
        text = message(
            "Replies that VK counts but that the file does not hold: {n}. Please ask for "
            "wall.getComments with thread_items_count=10, and with comment_id for long threads."
        )
        cautions.append(Caution("vk-hidden-replies", text, {"n": comments.hidden}))
    lost = int(acts["post_id"].isna().sum())
    if lost:
        text = message(
            "Comments that do not say which post they stand under: {n}. They count for people and "
            "hours, not for posts."
        )
        cautions.append(Caution("vk-comments-without-post", text, {"n": lost}))
    return cautions


READER = Reader(
    name="vk_comments",
    card=Card(
        title=message("VK: comments under posts"),
        how_to_get=message(
            "Ask the VK API for wall.getComments of each post with extended=1, need_likes=1 and "
            "thread_items_count=10, in version 5.131 or newer, and save the answers as JSON. "
            "Several answers may stand in one file, in a list."
        ),
        limits=message(
            "Of a deleted comment only the place is left. Who liked a comment is not in the file. "
            "Answers that an administrator wrote from a personal account count as a person's. "
            "Names are never read: people in the texts become [person]."
        ),
        clock=message("UTC, as VK writes every time."),
    ),
    networks=("vkontakte",),
    tables=("interactions", "people"),
    matches=_matches,
    read=_read,
)
