"""VK, posts of a wall: wall.get and wall.getById as scripts save them."""

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from smmlab.exports.clocks import EARLIEST, LEEWAY
from smmlab.exports.items import counts_of, pluck, raw_of, shown_of, texts_of
from smmlab.exports.reading import Card, Caution, Listed, Reader, Reading
from smmlab.exports.sieve import Fault, fold_repeats, sift
from smmlab.exports.vk.answers import (
    METRICS_NAME,
    NETWORK,
    NO_OBJECT,
    Answers,
    first_id,
    ids_of,
    kind_of,
    open_answers,
    tell_more,
)
from smmlab.exports.vk.forms import form_of, originals
from smmlab.exports.vk.mentions import mask_mentions
from smmlab.schema import conform
from smmlab.texts import message

if TYPE_CHECKING:
    from smmlab.exports.source import RawExport

_COUNTS = {"views": "views", "reactions": "likes", "comments": "comments", "shares": "reposts"}
_UNPUBLISHED = ("postpone", "suggest")
# Scripts that save everything at once put comments beside posts; they bear no type.
_OF_COMMENT = {"thread", "parents_stack", "reply_to_comment", "is_from_post_author"}

_NOT_YET = message("A post that waits or was only suggested: it was not published.")
_A_REPLY = message("A comment among the posts, which says nothing about the post itself.")
_DELETED = message("A post that was deleted: VK shows nothing of it.")
_BY_OTHERS = message("A post that somebody else wrote on the wall, not the page.")
_NO_OWNER = message("The entry does not say on whose wall it stands (owner_id).")
_NO_ID = message("This row has no usable post id: {value}.")
_NO_TIME = message("The publish time {value} cannot be.")
_NO_COUNT = message("{value} is no count, in the column {column}.")


def _matches(raw: "RawExport") -> bool:
    return kind_of(raw) in ("wall", "nothing")


def _read(raw: "RawExport") -> Reading:
    answers = open_answers(raw)
    entries = answers.entries
    notes, noted = _notes(answers)
    posts, faults = _posts(answers, not_after=raw.modified_at)
    keep, rejected = sift(answers.lines[~noted], [_only(fault, ~noted) for fault in faults],
                          raws=[raw_of(e) for e, note in zip(entries, noted, strict=True)
                                if not note])  # fmt: skip
    sound = posts[~noted][keep].reset_index(drop=True)
    folded, merged = fold_repeats(sound, "posts")
    return Reading(
        tables={"posts": conform(folded, "posts")},
        rows_read=len(entries) + len(answers.rejected),
        merged=merged,
        rejected=(*answers.rejected, *rejected),
        notes=notes,
        warnings=(*tell_more(len(entries), answers.total), *_cautions(answers, noted)),
    )


def _only(fault: Fault, rows: np.ndarray) -> Fault:
    values = fault.values[rows].reset_index(drop=True) if fault.values is not None else None
    mask = fault.mask[rows].reset_index(drop=True)
    return Fault(mask, fault.reason, values, fault.column)


def _notes(answers: Answers) -> tuple[tuple[Listed, ...], np.ndarray]:
    """Return the entries that are no posts of the page, and a mask of them."""
    entries = answers.entries
    kinds = texts_of(pluck(entries, "post_type"))
    deleted = pd.Series([value is True for value in pluck(entries, "is_deleted")], dtype="bool")
    of_comment = [isinstance(e, dict) and bool(_OF_COMMENT & e.keys()) for e in entries]
    comment = kinds.isna() & pd.Series(of_comment, dtype="bool")
    owners, writers = _owners(answers), ids_of(pluck(entries, "from_id"))
    stranger = owners.notna() & writers.notna() & (owners != writers)
    faults = [
        Fault(deleted, _DELETED),
        Fault(kinds.isin(_UNPUBLISHED), _NOT_YET),
        Fault((kinds == "reply") | comment, _A_REPLY),
        Fault(stranger, _BY_OTHERS),
    ]
    keep, notes = sift(answers.lines, faults)
    return notes, ~keep


def _owners(answers: Answers) -> pd.Series:
    entries = answers.entries
    return first_id(pluck(entries, "owner_id"), pluck(entries, "to_id"), answers.owners)


def _posts(answers: Answers, *, not_after: int) -> tuple[pd.DataFrame, list[Fault]]:
    entries = answers.entries
    owners, ids = _owners(answers), ids_of(pluck(entries, "id"))
    ids = ids.where(~ids.str.startswith("-").fillna(False).astype(bool))
    dates = pluck(entries, "date")
    at, no_time = counts_of(dates)
    no_time |= ~at.between(EARLIEST, not_after + LEEWAY).fillna(False).astype(bool)
    numbers = owners + "_" + ids
    frame = pd.DataFrame(
        {
            "network": NETWORK,
            "page": owners.map(dict(answers.groups)).astype("str"),
            "is_own": True,
            "post_id": numbers,
            "at": at.mask(no_time),
            "clock": "UTC",
            "precision": "second",
            "form": [form_of(entry) for entry in entries],
            "text": mask_mentions(texts_of([_words(entry) for entry in entries])),
            "url": "https://vk.com/wall" + numbers,
            "metrics_name": METRICS_NAME,
            "source_row": answers.lines,
        }
    )
    faults = [
        Fault(pd.Series([not isinstance(e, dict) for e in entries], dtype="bool"), NO_OBJECT),
        Fault(owners.isna(), _NO_OWNER),
        Fault(ids.isna(), _NO_ID, shown_of(pluck(entries, "id"))),
        Fault(no_time, _NO_TIME, shown_of(dates)),
    ]
    for column, name in _COUNTS.items():
        said = pluck(entries, name, "count")
        frame[column], bad = counts_of(said)
        faults.append(Fault(bad, _NO_COUNT, shown_of(said), f"{name}.count"))
    return frame, faults


def _words(entry: Any) -> str | None:
    """Return the words of a post, and under them those of the post it repeats."""
    if not isinstance(entry, dict):
        return None
    said = [one.get("text") for one in (entry, *originals(entry)[:1])]
    words = [text.strip() for text in said if isinstance(text, str) and text.strip()]
    return "\n\n".join(dict.fromkeys(words)) or None


def _cautions(answers: Answers, noted: np.ndarray) -> list[Caution]:
    cautions = []
    entries = [e for e, note in zip(answers.entries, noted, strict=True) if not note]
    marked = sum(value in (1, True, "1") for value in map(_mark, entries))
    if marked:
        text = message(
            "Posts that VK marks as advertising: {n}. Their numbers may have been bought; the file "
            "does not say which part."
        )
        cautions.append(Caution("vk-marked-as-ads", text, {"n": marked}))
    repeated = sum(bool(originals(entry)) for entry in entries)
    if repeated:
        text = message(
            "Posts that repeat a post of somebody else: {n}. Likes, comments and views are those "
            "of the repost; the words may be somebody else's."
        )
        cautions.append(Caution("vk-reposts", text, {"n": repeated}))
    return cautions


def _mark(entry: Any) -> Any:
    mark = entry.get("marked_as_ads") if isinstance(entry, dict) else None
    return mark if isinstance(mark, int | str) else None


READER = Reader(
    name="vk_wall",
    card=Card(
        title=message("VK: posts of a community"),
        how_to_get=message(
            "Ask the VK API for wall.get with extended=1, 100 posts a page, and save the answers "
            "as JSON. Several answers may stand in one file: in a list, or one a line."
        ),
        limits=message(
            "The numbers are those of the moment when VK was asked. Posts from before 2017 have no "
            "views. How many people saw a post is not in this file; it comes from "
            "stats.getPostReach. A pinned post goes on gathering views long after the others. The "
            "name of the page is there only with extended=1."
        ),
        clock=message("UTC, as VK writes every time."),
    ),
    networks=("vkontakte",),
    tables=("posts",),
    matches=_matches,
    read=_read,
)
