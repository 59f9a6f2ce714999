"""Mastodon: posts of an account, from the API or from the archive of one's own account."""

import numpy as np
import pandas as pd

from smmlab.errors import ExportError
from smmlab.exports.fediverse.activities import Post, posts_of
from smmlab.exports.fediverse.stamps import mask_handles, read_stamps
from smmlab.exports.items import counts_of, shown_of, texts_of
from smmlab.exports.json_saved import read_saved, with_raws
from smmlab.exports.markup import plain_text
from smmlab.exports.reading import Card, Caution, Listed, Reader, Reading
from smmlab.exports.sieve import Fault, fold_repeats, sift
from smmlab.exports.source import RawExport
from smmlab.schema import conform
from smmlab.texts import message

_OF_STATUS = {"reblogs_count", "favourites_count"}
_NOTES = {
    "boost": message("A boost of somebody else's post."),
    "answer": message("An answer to somebody else, not a post of the page."),
    "private": message("A message to single people: it is not read."),
    "other": message("An activity that is no post."),
}
_COUNTS = {"reactions": "favourites", "comments": "replies", "shares": "reblogs"}

_SEVERAL_ACCOUNTS = message(
    "The file holds posts of several accounts and does not say whose list it is, as a home "
    "timeline does. Expected the posts of one account: please save what the server answers for "
    "accounts/:id/statuses, one file an account, or take outbox.json out of the archive."
)
_NO_OBJECT = message("This entry is not what Mastodon writes: expected an object.")
_NO_ID = message("This row has no usable post id: {value}.")
_NO_TIME = message("The publish time {value} cannot be.")
_NO_COUNT = message("{value} is no count, in the column {column}.")


def _matches(raw: RawExport) -> bool:
    keys = raw.json_keys
    if keys >= _OF_STATUS:
        return bool(keys & {"visibility", "spoiler_text", "uri"})
    # An archive holds lists of likes and bookmarks in the same form.
    is_outbox = {"actor", "object"} <= keys or "outbox" in raw.head[:1000]
    return is_outbox and "orderedItems" in keys and "activitystreams" in raw.head


def _read(raw: RawExport) -> Reading:
    saved = read_saved(raw.text)
    found, lines, empty = saved.take_apart(posts_of)
    if len({post.account for post in found if post.account}) > 1:
        raise ExportError(_SEVERAL_ACCOUNTS)
    noted = np.asarray([bool(post.note) for post in found], dtype=bool)
    notes = [
        Listed(int(line), _NOTES[post.note])
        for line, post in zip(lines, found, strict=True)
        if post.note
    ]
    posts = [post for post in found if not post.note]
    frame, faults = _frame(posts, lines[~noted], not_after=raw.modified_at)
    keep, faulty = sift(lines[~noted], faults)
    rejected = with_raws(faulty, lines[~noted], [post.item for post in posts])
    folded, merged = fold_repeats(frame[keep], "posts")
    return Reading(
        tables={"posts": conform(folded, "posts")},
        rows_read=len(found) + len(saved.broken) + len(empty),
        merged=merged,
        rejected=tuple(sorted([*saved.broken, *rejected], key=lambda row: row.line)),
        notes=tuple(sorted([*notes, *empty], key=lambda row: row.line)),
        warnings=_cautions(found),
    )


def _frame(
    posts: list[Post], lines: np.ndarray, *, not_after: int
) -> tuple[pd.DataFrame, list[Fault]]:
    uri = texts_of([post.uri for post in posts])
    uri = uri.where(uri.str.match(r"^https?://[^\s]{3,1000}$").fillna(False).astype(bool))
    stated = [post.stated for post in posts]
    at, bad = read_stamps(texts_of(stated), not_after=not_after)
    url = texts_of([post.url for post in posts])
    content = plain_text(texts_of([post.content for post in posts]))
    warning = texts_of([post.warning for post in posts])
    words = (warning + "\n\n" + content).fillna(content).fillna(warning)
    counts: dict[str, pd.Series] = {}
    bad_counts = []
    for column, name in _COUNTS.items():
        said = [getattr(post, name) for post in posts]
        counts[column], wrong = counts_of(said)
        bad_counts.append(Fault(wrong, _NO_COUNT, shown_of(said), f"{name}_count"))
    frame = pd.DataFrame(
        {
            "network": "mastodon",
            "page": texts_of([post.page for post in posts]),
            "is_own": True,
            "post_id": uri,
            "at": at,
            "clock": "UTC",
            "precision": "second",
            "form": pd.Series([post.form for post in posts], dtype="str"),
            "text": mask_handles(words.mask(words == "")),
            "language": texts_of([post.language for post in posts]),
            "url": url.where(url.str.match("https?://").fillna(False).astype(bool)),
            "metrics_name": "mastodon",
            **counts,
            "source_row": lines,
        }
    )
    faults = [
        Fault(
            pd.Series([not isinstance(post.item, dict) for post in posts], dtype="bool"),
            _NO_OBJECT,
        ),
        Fault(uri.isna(), _NO_ID, shown_of([post.uri for post in posts])),
        Fault(bad | at.isna(), _NO_TIME, shown_of(stated)),
        *bad_counts,
    ]
    return frame, faults


def _cautions(found: list[Post]) -> tuple[Caution, ...]:
    if found:
        return ()
    return (Caution("no-rows", message("The file holds no entries.")),)


READER = Reader(
    name="mastodon",
    card=Card(
        title=message("Mastodon: posts"),
        how_to_get=message(
            "In Mastodon open Preferences, Import and export, Request your archive, and add the "
            "file outbox.json of the archive. It does not count answers, and older archives count "
            "nothing; the API counts all: save what it answers for the statuses of the account as "
            "JSON."
        ),
        limits=message(
            "Counts are those that one server knows of. There are no views. Boosts, answers to "
            "others and messages to single people are left out; quotes are not counted as shares. "
            "People named in texts become [person]."
        ),
        clock=message("UTC, to the second."),
    ),
    networks=("mastodon",),
    tables=("posts",),
    matches=_matches,
    read=_read,
)
