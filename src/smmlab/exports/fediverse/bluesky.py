"""Bluesky: posts of an account and the answers below a post, as the API gives them."""

from typing import Any

import numpy as np
import pandas as pd

from smmlab.errors import ExportError
from smmlab.exports.fediverse.records import (
    POSTS,
    URI,
    Found,
    entries_of,
    form_of,
    record_seconds,
    words_of,
)
from smmlab.exports.fediverse.stamps import mask_handles, read_stamps
from smmlab.exports.items import counts_of, pluck, shown_of, texts_of
from smmlab.exports.json_saved import read_saved, with_raws
from smmlab.exports.reading import Card, Caution, Listed, Reader, Reading
from smmlab.exports.sieve import Fault, fold_repeats, sift
from smmlab.exports.source import RawExport
from smmlab.schema import conform
from smmlab.texts import message

_COUNTS = {
    "reactions": "likeCount",
    "comments": "replyCount",
    "shares": "repostCount",
    "saves": "bookmarkCount",
}
_DAY = 86_400

_REPOST = message("A repost of somebody else's post.")
_ANSWER = message("An answer to somebody else, not a post of the page.")
_NO_POST = message("A record that is no post.")
_GONE = message("A post that was deleted or is hidden: nothing of it is left.")
_SEVERAL_ACCOUNTS = message(
    "The file holds posts of several accounts and does not say whose list it is, as a home "
    "timeline does. Expected the posts of one account: please save the answers of getAuthorFeed, "
    "one file an account."
)
_NO_OBJECT = message("This entry is not what Bluesky writes: expected an object.")
_NO_ID = message("This row has no usable post id: {value}.")
_NO_TIME = message("The publish time {value} cannot be.")
_NO_COUNT = message("{value} is no count, in the column {column}.")


def _matches(raw: RawExport) -> bool:
    keys = raw.json_keys
    return "uri" in keys and bool(keys & {"record", "value"}) and '"at://' in raw.head


def _read(raw: RawExport) -> Reading:
    saved = read_saved(raw.text)
    found, lines, empty = saved.take_apart(entries_of)
    whose = _whose(found)
    notes, noted = _notes(found, whose, lines)
    _refuse_several(found, whose)
    frame, faults = _frame(found, whose, lines, not_after=raw.modified_at)
    faults = [Fault(f.mask & ~noted, f.reason, f.values, f.column) for f in faults]
    keep, faulty = sift(lines, faults)
    rejected = with_raws(faulty, lines, [entry.item for entry in found])
    sound = frame[keep & ~noted]
    is_act = sound["root"].notna()
    posts, merged = fold_repeats(_posts(sound[~is_act]), "posts")
    acts, act_merged = fold_repeats(_acts(sound[is_act]), "interactions")
    return Reading(
        tables={"posts": conform(posts, "posts"), "interactions": conform(acts, "interactions")},
        rows_read=len(found) + len(saved.broken) + len(empty),
        merged=(*merged, *act_merged),
        rejected=tuple(sorted([*saved.broken, *rejected], key=lambda row: row.line)),
        notes=tuple(sorted([*notes, *empty], key=lambda row: row.line)),
        warnings=_cautions(found, sound),
    )


def _whose(found: list[Found]) -> pd.DataFrame:
    """Tell who wrote each entry, and under whose post it answers whom.

    ``root`` is the post below which an entry stands as an act: an answer to somebody else, or the
    author's own answer among those under an own post. What an author adds to an own post is a post.
    """
    views = [entry.view for entry in found]
    uri = texts_of(pluck(views, "uri"))
    parts = uri.str.extract(URI).astype("str")
    records = [entry.record for entry in found]
    root = texts_of(pluck(records, "reply", "root", "uri"))
    parent = texts_of(pluck(records, "reply", "parent", "uri"))
    root, parent = root.fillna(parent), parent.fillna(root)
    author = parts[0]
    root_author = root.str.extract(URI, expand=True)[0].astype("str")
    parent_author = parent.str.extract(URI, expand=True)[0].astype("str")
    answers = [isinstance(entry.record.get("reply"), dict) for entry in found]
    is_answer = pd.Series(answers, dtype="bool")
    own = (author == root_author).fillna(False) & (author == parent_author).fillna(False)
    acts = is_answer & ~own.astype(bool)
    return pd.DataFrame(
        {
            "uri": uri.where(parts[0].notna()),
            "author": author,
            "collection": parts[1],
            "key": parts[2],
            "root": root.where(acts),
            "parent": parent.where(acts),
            "is_act": acts,
            "by_page": (author == root_author).fillna(False).astype(bool) & acts,
        }
    )


def _notes(
    found: list[Found], whose: pd.DataFrame, lines: np.ndarray
) -> tuple[tuple[Listed, ...], pd.Series]:
    """Return the entries that are neither posts nor answers below one, and a mask of them."""
    reposts = [_is_repost(entry.reason) for entry in found]
    threads = pd.Series([entry.in_thread for entry in found], dtype="bool")
    gone = [
        isinstance(entry.view, dict) and not entry.record
        and any(entry.view.get(name) is True for name in ("notFound", "blocked", "detached"))
        for entry in found
    ]  # fmt: skip
    other = whose["collection"].notna() & (whose["collection"] != POSTS)
    faults = [
        Fault(pd.Series(gone, dtype="bool"), _GONE),
        Fault(pd.Series(reposts, dtype="bool"), _REPOST),
        Fault(other, _NO_POST),
        Fault(whose["is_act"] & ~threads & ~whose["by_page"], _ANSWER),
    ]
    keep, notes = sift(lines, faults)
    return notes, pd.Series(~keep)


def _refuse_several(found: list[Found], whose: pd.DataFrame) -> None:
    """Refuse a list of several accounts: nothing tells whose it is.

    A list is its author's, or of whoever reposted; a thread is of whoever wrote its first post.
    """
    reposted = pd.Series([_is_repost(entry.reason) for entry in found], dtype="bool")
    by = texts_of(pluck([entry.reason for entry in found], "by", "did"))
    threads = pd.Series([entry.in_thread for entry in found], dtype="bool")
    gone = pd.Series([not entry.record for entry in found], dtype="bool")
    account = whose["author"].mask(reposted, by).mask(gone | (threads & whose["is_act"]))
    if account.nunique() > 1:
        raise ExportError(_SEVERAL_ACCOUNTS)


def _is_repost(reason: Any) -> bool:
    kind = reason.get("$type") if isinstance(reason, dict) else None
    if isinstance(kind, str):
        return kind.endswith("reasonRepost")
    # Some libraries drop the names of types; only a repost says by whom.
    return isinstance(reason, dict) and "by" in reason


def _frame(
    found: list[Found], whose: pd.DataFrame, lines: np.ndarray, *, not_after: int
) -> tuple[pd.DataFrame, list[Fault]]:
    views, records = [entry.view for entry in found], [entry.record for entry in found]
    when = _moments(views, records, whose["key"], not_after=not_after)
    counts: dict[str, pd.Series] = {}
    bad_counts = []
    for column, name in _COUNTS.items():
        said = pluck(views, name)
        counts[column], wrong = counts_of(said)
        bad_counts.append(Fault(wrong, _NO_COUNT, shown_of(said), name))
    handle = texts_of(pluck(views, "author", "handle"))
    languages = [langs[0] if isinstance(langs, list) and len(langs) == 1 else None
                 for langs in pluck(records, "langs")]  # fmt: skip
    frame = whose.assign(
        page=handle.mask(handle == "handle.invalid").fillna(whose["author"]),
        at=when["at"],
        clock=when["clock"],
        precision="second",
        apart=when["apart"],
        form=[form_of(record) for record in records],
        text=mask_handles(texts_of([words_of(record) for record in records])),
        language=texts_of(languages),
        source_row=lines,
        **counts,
    )
    faults = [
        Fault(pd.Series([not isinstance(view, dict) for view in views], dtype="bool"), _NO_OBJECT),
        Fault(whose["uri"].isna(), _NO_ID, shown_of(pluck(views, "uri"))),
        Fault(when["at"].isna(), _NO_TIME, shown_of(pluck(records, "createdAt"))),
        *bad_counts,
    ]
    return frame, faults


def _moments(
    views: list[Any], records: list[Any], keys: pd.Series, *, not_after: int
) -> pd.DataFrame:
    """Take the moment at which Bluesky saw a post; its author's clock is asked last."""
    seen, _ = read_stamps(texts_of(pluck(views, "indexedAt")), not_after=not_after)
    stated, _ = read_stamps(texts_of(pluck(records, "createdAt")), not_after=not_after)
    by_id = record_seconds(keys)
    by_id = by_id.where((by_id <= not_after + 2 * _DAY).fillna(False).astype(bool))
    at = seen.fillna(by_id).fillna(stated)
    clock = pd.Series("UTC", index=at.index, dtype="str")
    apart = ((at - stated).abs() > _DAY).fillna(False).astype(bool)
    return pd.DataFrame(
        {"at": at, "clock": clock.mask(seen.isna() & by_id.notna(), "id"), "apart": apart}
    )


def _posts(rows: pd.DataFrame) -> pd.DataFrame:
    return rows.assign(
        network="bluesky",
        is_own=True,
        post_id=rows["uri"],
        url="https://bsky.app/profile/" + rows["author"] + "/post/" + rows["key"],
        metrics_name="bluesky",
    )[[
        "network", "page", "is_own", "post_id", "at", "clock", "precision", "form", "text",
        "language", "url", "metrics_name", *_COUNTS, "source_row",
    ]]  # fmt: skip


def _acts(rows: pd.DataFrame) -> pd.DataFrame:
    is_reply = rows["parent"] != rows["root"]
    return pd.DataFrame(
        {
            "network": "bluesky",
            "interaction_id": rows["uri"],
            "post_id": rows["root"],
            "person": rows["author"],
            "kind": pd.Series("comment", index=rows.index, dtype="str").mask(is_reply, "reply"),
            "at": rows["at"],
            "clock": rows["clock"],
            "precision": rows["precision"],
            "text": rows["text"],
            "reply_to": rows["parent"].where(is_reply),
            "by_page": rows["by_page"],
            "source_row": rows["source_row"],
        },
        index=rows.index,
    )


def _cautions(found: list[Found], sound: pd.DataFrame) -> tuple[Caution, ...]:
    cautions = []
    if not found:
        cautions.append(Caution("no-rows", message("The file holds no entries.")))
    apart = int(sound["apart"].sum())
    if apart:
        text = message(
            "Posts whose author's clock differs by more than a day from the moment at which "
            "Bluesky saw them: {n}. The time of Bluesky was used."
        )
        cautions.append(Caution("times-differ", text, {"n": apart}))
    return tuple(cautions)


READER = Reader(
    name="bluesky",
    card=Card(
        title=message("Bluesky: posts"),
        how_to_get=message(
            "Ask the public API of Bluesky for getAuthorFeed of the account, page after page, and "
            "save the answers as JSON; getPosts, getPostThread and listRecords are read too. "
            "Several answers may stand in one file, in a list or one a line."
        ),
        limits=message(
            "There are no views. Reposts and answers to others are left out; quotes are not "
            "counted as shares. Answers by people are read from getPostThread alone. Answers of "
            "listRecords hold no counts. People named in texts become [person]."
        ),
        clock=message(
            "UTC, to the second: when Bluesky saw the post, or the moment in its id where the file "
            "does not say that."
        ),
    ),
    networks=("bluesky",),
    tables=("posts", "interactions"),
    matches=_matches,
    read=_read,
)
