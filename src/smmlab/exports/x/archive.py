"""X, the archive of an account: the posts in tweets.js; never messages, never code that is run."""

import re
from typing import Any

import numpy as np
import pandas as pd

from smmlab.errors import ExportError
from smmlab.exports.clocks import EARLIEST, LEEWAY, seconds_of
from smmlab.exports.ids import x_seconds
from smmlab.exports.items import counts_of, objects, pluck, raw_of, shown_of, texts_of
from smmlab.exports.json_text import parse_json
from smmlab.exports.reading import Card, Caution, Reader, Reading
from smmlab.exports.sieve import Fault, fold_repeats, sift
from smmlab.exports.source import RawExport
from smmlab.exports.x.posts import BAD_TIME, NO_ID, mask_names, plain_words
from smmlab.schema import conform
from smmlab.texts import message

_PREFIX = re.compile(r"\s*window\.YTD\.([A-Za-z0-9_]+)\.part[0-9]+\s*=\s*")
_POSTS = ("tweets", "tweet")
_FORMATS = ("%a %b %d %H:%M:%S %z %Y", "%Y-%m-%d %H:%M:%S %z")
_REPOST = r"^RT @[A-Za-z0-9_]{1,20}:"
_QUOTED = re.compile(r"https?://(?:www\.|mobile\.)?(?:x|twitter)\.com/[^/?#]+/status(?:es)?/[0-9]+")
_MEDIA = {"photo": "photo", "video": "video", "animated_gif": "video"}
# Codes of X for texts without a language, and two that have newer names.
_NO_LANGUAGE = r"^(?:und|zxx|art|q[a-z]{2})$"
_RENAMED = {"in": "id", "iw": "he"}

_NO_POST = message("This entry of the archive is no post.")
_NO_COUNT = message("{value} is no count, in the field {column}.")


def _matches(raw: RawExport) -> bool:
    if _PREFIX.match(raw.head):
        return True
    return raw.head.lstrip().startswith("[") and {"tweet", "id_str", "full_text"} <= raw.json_keys


def _read(raw: RawExport) -> Reading:
    entries = _entries(raw)
    items = [_unwrapped(entry) for entry in entries]
    texts = texts_of(pluck(items, "full_text"))
    texts = plain_words(texts.fillna(texts_of(pluck(items, "text"))))
    ids = texts_of(pluck(items, "id_str")).fillna(texts_of(pluck(items, "id"))).astype("str")
    ids = ids.where(ids.str.match(r"^[0-9]{1,19}$").fillna(False).astype(bool))
    stated = texts_of(pluck(items, "created_at"))
    exact, said = x_seconds(ids), _seconds(stated)
    at = exact.fillna(said)
    outside = ~at.between(EARLIEST, raw.modified_at + LEEWAY).fillna(False).astype(bool)
    said_likes, said_reposts = pluck(items, "favorite_count"), pluck(items, "retweet_count")
    likes, bad_likes = counts_of(said_likes)
    reposts, bad_reposts = counts_of(said_reposts)
    keep, rejected = sift(
        range(1, len(items) + 1),
        [
            Fault(pd.Series([not item for item in items], dtype="bool"), _NO_POST),
            Fault(ids.isna(), NO_ID, shown_of(pluck(items, "id_str"))),
            Fault(outside, BAD_TIME, stated),
            Fault(bad_likes, _NO_COUNT, shown_of(said_likes), "favorite_count"),
            Fault(bad_reposts, _NO_COUNT, shown_of(said_reposts), "retweet_count"),
        ],
        raws=[raw_of(entry) for entry in entries],
    )
    answered = texts_of(pluck(items, "in_reply_to_status_id_str"))
    answered = answered.fillna(texts_of(pluck(items, "in_reply_to_status_id"))).astype("str")
    again = texts.str.match(_REPOST).fillna(False).astype(bool)
    again |= pd.Series([isinstance(found, dict) for found in pluck(items, "retweeted_status")])
    # X leaves out the name before an answer to oneself: a thread goes on, which is a post.
    answer = ~again & answered.notna() & texts.str.startswith("@").fillna(False).astype(bool)
    common = pd.DataFrame(
        {
            "network": "x",
            "at": at,
            "clock": np.where(exact.notna(), "id", "UTC"),
            "precision": "second",
            "source_row": np.arange(1, len(items) + 1),
        }
    )
    posts = common.assign(
        page=pd.Series(pd.NA, index=common.index, dtype="str"),
        is_own=True,
        post_id=ids,
        form=pd.Series([_form(item) for item in items], dtype="str"),
        text=texts,
        language=_languages(items),
        url="https://x.com/i/web/status/" + ids,
        metrics_name="x-archive",
        reactions=likes,
        shares=reposts,
    )
    acts = common.assign(
        interaction_id=ids,
        kind=np.where(again, "share", "reply"),
        # The words of a repost are somebody else's.
        text=mask_names(texts).where(answer),
        reply_to=answered.where(answer),
        post_id=texts_of(pluck(items, "retweeted_status", "id_str")),
        by_page=True,
    )
    is_post = ~(again | answer)
    kept_posts, merged_posts = fold_repeats(posts[is_post & keep], "posts")
    kept_acts, merged_acts = fold_repeats(acts[~is_post & keep], "interactions")
    return Reading(
        tables={
            "posts": conform(kept_posts, "posts"),
            "interactions": conform(kept_acts, "interactions"),
        },
        rows_read=len(items),
        merged=tuple(sorted([*merged_posts, *merged_acts], key=lambda row: row.line)),
        rejected=rejected,
        warnings=_cautions(kept_posts, kept_acts),
    )


def _entries(raw: RawExport) -> list[Any]:
    # Refused by its first letters: what is private is not read any further.
    prefix = _PREFIX.match(raw.head)
    if prefix and prefix[1] not in _POSTS:
        if "message" in prefix[1]:
            raise ExportError(
                message(
                    "{name} holds private messages. smmlab never reads them. Please add only "
                    "tweets.js from the folder data of the archive."
                ),
                {"name": raw.name},
            )
        raise ExportError(
            message(
                "{name} belongs to an archive of X, but it does not hold the posts. Please add "
                "only tweets.js from the folder data of the archive."
            ),
            {"name": raw.name},
        )
    text = raw.text
    # The rest is plain JSON; whatever else a script may say is not looked at.
    start = text.find("[", prefix.end() if prefix else 0)
    entries = parse_json(text[start:].rstrip().removesuffix(";")) if start >= 0 else None
    if not isinstance(entries, list):
        raise ExportError(
            message(
                "Expected a list of posts in {name}; found none. Please request the archive from X "
                "again."
            ),
            {"name": raw.name},
        )
    return entries


def _unwrapped(entry: Any) -> dict[str, Any]:
    item = entry.get("tweet", entry) if isinstance(entry, dict) else None
    return item if isinstance(item, dict) else {}


def _seconds(texts: pd.Series) -> pd.Series:
    at = pd.Series(pd.NA, index=texts.index, dtype="Int64")
    for form in _FORMATS:
        moments = pd.to_datetime(texts, format=form, errors="coerce", utc=True)
        at = at.fillna(seconds_of(pd.DatetimeIndex(moments)))
    return at


def _form(item: dict[str, Any]) -> str:
    """Tell the form by what is attached; a post that quotes another one has a form of its own."""
    media = objects(pluck([item], "extended_entities", "media")[0])
    media = media or objects(pluck([item], "entities", "media")[0])
    kinds = [_MEDIA.get(str(part.get("type")), "other") for part in media]
    if kinds:
        return kinds[0] if len(kinds) == 1 else "carousel"
    links = [
        str(part.get("expanded_url") or part.get("url"))
        for part in objects(pluck([item], "entities", "urls")[0])
    ]
    if not links:
        return "text"
    return "other" if all(map(_QUOTED.match, links)) else "link"


def _languages(items: list[dict[str, Any]]) -> pd.Series:
    codes = texts_of(pluck(items, "lang"))
    fits = codes.str.match(r"^[a-z]{2,3}$").fillna(False) & ~codes.str.match(_NO_LANGUAGE).fillna(
        False
    )
    return codes.where(fits.astype(bool)).replace(_RENAMED).astype("str")


def _cautions(posts: pd.DataFrame, acts: pd.DataFrame) -> tuple[Caution, ...]:
    cautions = []
    if posts.empty and acts.empty:
        cautions.append(Caution("no-rows", message("The file holds no posts.")))
    for kind, code, text in (
        (
            "reply",
            "x-answers-apart",
            message(
                "Answers to other accounts: {n}. They are kept as answers of the page, not as "
                "posts."
            ),
        ),
        (
            "share",
            "x-reposts-apart",
            message(
                "Reposts of what others wrote: {n}. They are kept as acts of the page without "
                "their words and counts, which belong to others."
            ),
        ),
    ):
        n = int((acts["kind"] == kind).sum())
        if n:
            cautions.append(Caution(code, text, {"n": n}))
    return tuple(cautions)


READER = Reader(
    name="x_archive",
    card=Card(
        title=message("X: the archive of an account"),
        how_to_get=message(
            "Open x.com, More, Settings and privacy, Your account, Download an archive of your "
            "data. When it comes, unpack it and add only data/tweets.js, and tweets-part1.js and "
            "so on if they are there. Add no other file: the rest is private."
        ),
        limits=message(
            "There are no impressions and no answers received, only likes and reposts of the "
            "account's own posts. Answers to others are kept as answers of the page; reposts lose "
            "their words. Messages, contacts and settings are never read."
        ),
        clock=message(
            "UTC, to the second, from the id of each post; before November 2010 as stated."
        ),
    ),
    networks=("x",),
    tables=("posts", "interactions"),
    matches=_matches,
    read=_read,
)
