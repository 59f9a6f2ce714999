"""Reddit: submissions and comments, from the lines of an archive or answers of the API."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from smmlab.exports.clocks import EARLIEST, LEEWAY
from smmlab.exports.items import counts_of, pluck, shown_of, texts_of
from smmlab.exports.json_saved import with_raws
from smmlab.exports.reading import Card, Caution, Listed, Reader, Reading
from smmlab.exports.research.reddit_entries import (
    Entries,
    Entry,
    full_names,
    is_gone,
    open_entries,
    scores_of,
    words_of,
)
from smmlab.exports.sieve import Fault, fold_repeats, sift
from smmlab.exports.source import RawExport
from smmlab.schema import conform
from smmlab.texts import message

_OF_ENTRY = {"subreddit", "link_id", "selftext", "num_comments", "permalink"}
_SITE = "https://www.reddit.com"
_PICTURE = r"\.(?:jpe?g|png|gif|webp)(?:\?|$)|//i\.redd\.it/|//i\.imgur\.com/"
_FILM = r"//v\.redd\.it/|//(?:www\.)?youtube\.com/watch|//youtu\.be/"
_HINTS = {"image": "photo", "hosted:video": "video", "rich:video": "video", "link": "link",
          "self": "text"}  # fmt: skip

_NO_ID = message("This row has no usable post id: {value}.")
_NO_COMMENT_ID = message("This comment has no usable number: {value}.")
_NO_TIME = message("The publish time {value} cannot be.")
_NO_COMMENT_TIME = message("The time {value} of the comment cannot be.")
_NO_COUNT = message("{value} is no count, in the column {column}.")
_NOTHING = message("This entry is neither a post nor a comment.")
_MORE = message("A mark for comments that Reddit left out of its answer.")
_DELETED = message("A comment that was deleted: neither its words nor its author are left.")


@dataclass(frozen=True)
class _Rows:
    """Rows of one table and what became of their entries."""

    frame: pd.DataFrame
    rejected: tuple[Listed, ...]
    notes: tuple[Listed, ...]
    below: int


def _matches(raw: RawExport) -> bool:
    keys = raw.json_keys
    if raw.kind == "zst":
        return True
    listing = {"kind", "data", "children"} <= keys and '"Listing"' in raw.head
    return listing or ("created_utc" in keys and bool(keys & _OF_ENTRY))


def _read(raw: RawExport) -> Reading:
    entries = open_entries(raw.text)
    posts = _posts(*_of_kind(entries, "post"), not_after=raw.modified_at)
    acts = _acts(*_of_kind(entries, "comment"), not_after=raw.modified_at)
    post_rows, post_merged = fold_repeats(posts.frame, "posts")
    act_rows, act_merged = fold_repeats(acts.frame, "interactions")
    others = list(zip(entries.found, entries.lines.tolist(), strict=True))
    # An entry that is none of ours may be a private message: it is not shown.
    strays = [Listed(line, _NOTHING, raw="{}") for one, line in others if one.kind == "nothing"]
    more = [Listed(line, _MORE) for one, line in others if one.kind == "more"]
    return Reading(
        tables={
            "posts": conform(post_rows, "posts"),
            "interactions": conform(act_rows, "interactions"),
        },
        rows_read=len(entries.found) + len(entries.broken) + len(entries.empty),
        merged=(*post_merged, *act_merged),
        rejected=_in_order((*entries.broken, *strays, *posts.rejected, *acts.rejected)),
        notes=_in_order((*more, *acts.notes, *entries.empty)),
        warnings=_cautions(entries, posts.below),
    )


def _in_order(rows: tuple[Listed, ...]) -> tuple[Listed, ...]:
    return tuple(sorted(rows, key=lambda row: row.line))


def _of_kind(entries: Entries, kind: str) -> tuple[list[Any], np.ndarray]:
    mask = np.asarray([entry.kind == kind for entry in entries.found], dtype=bool)
    return [entry.item for entry in entries.found if entry.kind == kind], entries.lines[mask]


def _posts(items: list[Any], lines: np.ndarray, *, not_after: int) -> _Rows:
    ids = full_names(items, "t3_")
    at, no_time = _seconds(items, not_after=not_after)
    scores, below, bad_score, said = scores_of(items)
    comments, bad_comments = counts_of(pluck(items, "num_comments"))
    title, body = words_of(pluck(items, "title")), words_of(pluck(items, "selftext"))
    subreddit = texts_of(pluck(items, "subreddit"))
    link = texts_of(pluck(items, "permalink"))
    link = link.where(link.str.match(r"/(?:r|u|user)/").fillna(False).astype(bool))
    frame = pd.DataFrame(
        {
            "network": "reddit",
            "page": "r/" + subreddit,
            "is_own": True,
            "post_id": ids,
            "at": at,
            "clock": "UTC",
            "precision": "second",
            "form": _forms(items),
            "text": (title + "\n\n" + body).fillna(title).fillna(body),
            "url": (_SITE + link).fillna(_SITE + "/comments/" + ids.str.removeprefix("t3_")),
            "metrics_name": "reddit-score",
            "reactions": scores.mask(below),
            "comments": comments,
            "source_row": lines,
        }
    )
    faults = [
        Fault(ids.isna(), _NO_ID, shown_of(pluck(items, "id"))),
        Fault(no_time, _NO_TIME, shown_of(pluck(items, "created_utc"))),
        Fault(bad_score, _NO_COUNT, said, "score"),
        Fault(bad_comments, _NO_COUNT, shown_of(pluck(items, "num_comments")), "num_comments"),
    ]
    keep, rejected = sift(lines, faults)
    shown = with_raws(rejected, lines, items)
    return _Rows(frame[keep], shown, (), int((below & keep).sum()))


def _forms(items: list[Any]) -> pd.Series:
    """Tell the form: by what Reddit says, by the address, and last by where it leads at all."""
    hints = texts_of(pluck(items, "post_hint")).map(_HINTS).astype("str")
    link = texts_of(pluck(items, "url_overridden_by_dest")).fillna(texts_of(pluck(items, "url")))
    is_self = _flags(items, "is_self")
    form = pd.Series("other", index=link.index, dtype="str").mask(link.notna(), "link")
    form = form.mask(link.str.contains(_PICTURE, case=False).fillna(False), "photo")
    form = form.mask(link.str.contains(_FILM, case=False).fillna(False), "video")
    form = form.mask(hints.notna(), hints).mask(is_self, "text")
    form = form.mask(_flags(items, "is_video"), "video").mask(
        _flags(items, "is_gallery"), "carousel"
    )
    polls = [isinstance(poll, dict) for poll in pluck(items, "poll_data")]
    return form.mask(pd.Series(polls, dtype="bool"), "poll").astype("str")


def _flags(items: list[Any], name: str) -> pd.Series:
    return pd.Series([flag is True for flag in pluck(items, name)], dtype="bool")


def _acts(items: list[Any], lines: np.ndarray, *, not_after: int) -> _Rows:
    ids = full_names(items, "t1_")
    at, no_time = _seconds(items, not_after=not_after)
    author, body = texts_of(pluck(items, "author")), texts_of(pluck(items, "body"))
    parents = texts_of(pluck(items, "parent_id")).str.lower()
    posts = texts_of(pluck(items, "link_id")).str.lower()
    posts = posts.where(posts.str.match(r"^t3_[a-z0-9]+$").fillna(False).astype(bool))
    answered = parents.where(parents.str.match(r"^t1_[a-z0-9]+$").fillna(False).astype(bool))
    speaks = texts_of(pluck(items, "distinguished")).isin(["moderator", "admin"])
    gone = is_gone(author)
    frame = pd.DataFrame(
        {
            "network": "reddit",
            "interaction_id": ids,
            "post_id": posts,
            # Of a deleted account nothing is known: each of its comments is a person of its own.
            "person": author.mask(gone).fillna("unknown " + ids),
            "kind": pd.Series("comment", index=ids.index, dtype="str").mask(
                answered.notna(), "reply"
            ),
            "at": at,
            "clock": "UTC",
            "precision": "second",
            "text": words_of(pluck(items, "body")),
            "reply_to": answered,
            "by_page": _flags(items, "is_submitter") | speaks,
            "source_row": lines,
        }
    )
    faults = [
        Fault(ids.isna(), _NO_COMMENT_ID, shown_of(pluck(items, "id"))),
        Fault(no_time, _NO_COMMENT_TIME, shown_of(pluck(items, "created_utc"))),
    ]
    keep, rejected = sift(lines, faults)
    empty = (gone & is_gone(body)).to_numpy(dtype=bool) & keep
    notes = tuple(Listed(int(line), _DELETED) for line in lines[empty])
    shown = with_raws(rejected, lines, [_alone(item) for item in items])
    return _Rows(frame[keep & ~empty], shown, notes, 0)


def _alone(item: Any) -> Any:
    """Return a comment without the answers below it, which are entries of their own."""
    return {k: v for k, v in item.items() if k != "replies"} if isinstance(item, dict) else item


def _seconds(items: list[Any], *, not_after: int) -> tuple[pd.Series, pd.Series]:
    at, _ = counts_of(pluck(items, "created_utc"))
    known = at.between(EARLIEST, not_after + LEEWAY).fillna(False).astype(bool)
    return at.where(known), ~known


def _cautions(entries: Entries, below: int) -> tuple[Caution, ...]:
    cautions = []
    if not entries.found:
        cautions.append(Caution("no-rows", message("The file holds no entries.")))
    if below:
        text = message(
            "Posts with more votes against than for: {n}. Reddit shows only the difference, so "
            "their reactions are missing."
        )
        cautions.append(Caution("counts-below-zero", text, {"n": below}))
    hidden = _left_out([entry for entry in entries.found if entry.kind == "more"])
    if hidden:
        text = message(
            "Comments that Reddit counts but that the file does not hold: {n}. Please ask for them "
            "too, or take the comments from an archive."
        )
        cautions.append(Caution("reddit-more-comments", text, {"n": hidden}))
    return tuple(cautions)


def _left_out(entries: list[Entry]) -> int:
    counts, _ = counts_of(pluck([entry.item for entry in entries], "count"))
    return int(counts.fillna(0).clip(upper=2**31).sum())


READER = Reader(
    name="reddit",
    card=Card(
        title=message("Reddit: posts and comments"),
        how_to_get=message(
            "Take the posts and comments of a community from a research archive of Reddit, as one "
            "JSON object a line, or save the answers of Reddit's API. Unpack files that end in "
            ".zst before the import."
        ),
        limits=message(
            "Reactions are the score: votes for minus votes against, as it was when the archive "
            "looked, often a day and a half after the post. There are no views and no shares. The "
            "page is the community. Comments by the author of the post and by moderators who speak "
            "for the community count as the page's own. Of deleted comments nothing is kept."
        ),
        clock=message("UTC, to the second."),
    ),
    networks=("reddit",),
    tables=("posts", "interactions"),
    matches=_matches,
    read=_read,
)
