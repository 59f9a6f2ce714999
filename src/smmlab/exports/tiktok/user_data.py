"""TikTok, data of one's account: the posts, and on which days today's followers came."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from smmlab.errors import ExportError
from smmlab.exports.daily import follows_by_day
from smmlab.exports.headers import plain_name
from smmlab.exports.items import pluck, raw_of, texts_of
from smmlab.exports.moments import Moments, parse_moments
from smmlab.exports.numbers import parse_counts
from smmlab.exports.reading import Card, Caution, Listed, Reader, Reading
from smmlab.exports.sieve import Fault, fold_repeats, sift
from smmlab.exports.source import RawExport
from smmlab.exports.tiktok.videos import link_ids, link_seconds
from smmlab.schema import conform
from smmlab.texts import message

# Names that no other program's JSON has.
_SIGNS = frozenset(
    (
        "CommentsList", "FansList", "FavoriteEffectsList", "FavoriteHashtagList",
        "FavoriteSoundList", "FavoriteVideoList", "ItemFavoriteList", "Income+ Wallet",
        "Likes and Favorites", "TikTok Live", "Tiktok Live", "TikTok Shop", "TikTok Shopping",
        "WhoCanView", "AllowDuets",
    )
)  # fmt: skip
# Sections that are never entered, whatever they hold: other people, money, habits.
_CLOSED = (
    "message", "chat", "wallet", "income", "login", "brows", "watch", "history", "search", "shop",
    "purchase", "payment", "location", "comment", "like", "favorite", "favourite", "following",
    "block", "deleted", "draft", "ads", "advert", "donation", "live", "device", "off tiktok",
)  # fmt: skip
_POST = frozenset(("date", "link", "likes"))
_FOLLOWER = frozenset(("date", "username"))
_HIDDEN = ("private", "only me", "onlyme", "self")


@dataclass(frozen=True)
class _Entry:
    """One entry of a list: its number in the file and its fields under plain names."""

    number: int
    fields: dict[str, Any]
    is_story: bool = False


@dataclass(frozen=True)
class _Found:
    posts: list[_Entry]
    followers: list[_Entry]
    strays: list[Listed]


def _matches(raw: RawExport) -> bool:
    return bool(raw.json_keys & _SIGNS) or {"Post", "Posts", "VideoList"} <= raw.json_keys


def _read(raw: RawExport) -> Reading:
    found = _find(raw.json)
    if not (found.posts or found.followers or found.strays):
        raise ExportError(
            message(
                "There are no posts and no followers in {name}. In TikTok choose Settings, "
                "Account, Download your data, All data, JSON."
            ),
            {"name": raw.name},
        )
    posts, post_merged, post_rejected, notes, cautions = _posts(found.posts, raw.modified_at)
    daily, day_merged, day_rejected = _follows(found.followers, raw.modified_at)
    if len(daily):
        text = message(
            "Only people who follow today are in the file, by the day on which they came; those "
            "who left since are not, so earlier days show too few."
        )
        cautions = (*cautions, Caution("followers-of-today", text))
    return Reading(
        tables={"posts": posts, "daily": daily},
        rows_read=len(found.posts) + len(found.followers) + len(found.strays),
        merged=(*post_merged, *day_merged),
        rejected=tuple(
            sorted([*found.strays, *post_rejected, *day_rejected], key=lambda row: row.line)
        ),
        notes=notes,
        warnings=cautions,
    )


def _find(parsed: Any) -> _Found:
    """Find lists by what their entries have: the names of sections change between versions."""
    found = _Found([], [], [])
    waiting: list[tuple[str, Any]] = [("", parsed)]
    number = 0
    while waiting:
        path, value = waiting.pop()
        if isinstance(value, dict):
            inner = [
                (f"{path} {plain_name(key)}", below)
                for key, below in value.items()
                if not any(word in plain_name(key) for word in _CLOSED)
            ]
            waiting += reversed(inner)
            continue
        if not isinstance(value, list):
            continue
        entries = [
            {plain_name(key): field for key, field in item.items()}
            if isinstance(item, dict)
            else {}
            for item in value
        ]
        shape = _shape_of(path, entries)
        if shape is None:
            continue
        for fields in entries:
            number += 1
            if not shape <= fields.keys():
                # The entry may hold anything, so it is not shown.
                reason = message("This entry of the list has no date.")
                found.strays.append(Listed(number, reason, raw="{}"))
            elif shape is _POST:
                found.posts.append(_Entry(number, fields, "story" in path))
            else:
                found.followers.append(_Entry(number, fields))
    return found


def _shape_of(path: str, entries: list[dict[str, Any]]) -> frozenset[str] | None:
    if any(fields.keys() >= _POST for fields in entries):
        return _POST
    # The same shape under other names lists whom the account follows or has blocked.
    if ("fans" in path or "follower" in path) and any(
        fields.keys() >= _FOLLOWER for fields in entries
    ):
        return _FOLLOWER
    return None


def _posts(
    entries: list[_Entry], modified_at: int
) -> tuple[
    pd.DataFrame, tuple[Listed, ...], tuple[Listed, ...], tuple[Listed, ...], tuple[Caution, ...]
]:
    fields = [entry.fields for entry in entries]
    lines = np.asarray([entry.number for entry in entries], dtype="int64")
    link, title = texts_of(pluck(fields, "link")), texts_of(pluck(fields, "title"))
    likes = pluck(fields, "likes")
    said = texts_of(likes)
    counts, bad = parse_counts(said)
    unread = pd.Series([value not in (None, "") for value in likes], dtype="bool") & said.isna()
    date, moments = _moments(fields, modified_at)
    exact, late = link_seconds(link, not_after=modified_at)
    found = link_ids(link)
    at = exact.fillna(moments.at)
    # The link is that of a stored file, with a signature that expires: no address to keep.
    own = pd.to_datetime(moments.at.astype("float64"), unit="s").dt.strftime("%Y-%m-%dT%H:%M:%S")
    seen = texts_of(pluck(fields, "whocanview")).str.casefold()
    frame = pd.DataFrame(
        {
            "network": "tiktok",
            "is_own": True,
            "post_id": found.fillna(own.astype("str")).astype("str"),
            "at": at,
            "clock": pd.Series("UTC", index=at.index, dtype="str").mask(exact.notna(), "id"),
            "precision": "second",
            "form": np.where([entry.is_story for entry in entries], "story", "short"),
            "text": title.mask(title.str.casefold().isin(["n/a", "undefined"])),
            "url": link.where(found.notna()),
            "metrics_name": "tiktok-user-data",
            "reactions": counts,
            "source_row": lines,
        }
    )
    faults = [
        Fault(late, message("The id in {value} tells a time that cannot be yet."), link),
        Fault(at.isna(), message("The publish time {value} cannot be."), date),
        Fault(bad | unread, message("{value} is no count, in the column {column}."), said, "Likes"),
    ]
    keep, rejected = sift(lines, faults, raws=[raw_of(one) for one in fields])
    hidden = seen.isin(_HIDDEN).to_numpy(dtype=bool) & keep
    reason = message("A post that only the account itself can see.")
    notes = tuple(Listed(int(line), reason) for line in lines[hidden])
    posts, merged = fold_repeats(conform(frame[keep & ~hidden], "posts"), "posts")
    cautions: tuple[Caution, ...] = ()
    nameless = int(found[keep & ~hidden].isna().sum())
    if nameless:
        text = message(
            "Posts without the id of their video: {n}. They are known by their second only; when "
            "the content of TikTok Studio is imported too, the same posts count twice."
        )
        cautions = (Caution("posts-without-link", text, {"n": nameless}),)
    return conform(posts, "posts"), merged, rejected, notes, cautions


def _follows(
    entries: list[_Entry], modified_at: int
) -> tuple[pd.DataFrame, tuple[Listed, ...], tuple[Listed, ...]]:
    fields = [{"date": entry.fields["date"]} for entry in entries]
    lines = np.asarray([entry.number for entry in entries], dtype="int64")
    date, moments = _moments(fields, modified_at)
    fault = Fault(moments.at.isna(), message("{value} is no time at which somebody came."), date)
    keep, rejected = sift(lines, [fault], raws=[raw_of(one) for one in fields])
    who = texts_of([entry.fields["username"] for entry in entries])
    daily, merged = follows_by_day(moments.at[keep], who[keep], lines[keep])
    return conform(daily.assign(network="tiktok"), "daily", part=True), merged, rejected


def _moments(fields: list[dict[str, Any]], modified_at: int) -> tuple[pd.Series, Moments]:
    date = texts_of(pluck(fields, "date"))
    return date, parse_moments(date.fillna(""), zone="UTC", not_after=modified_at)


READER = Reader(
    name="tiktok_user_data",
    card=Card(
        title=message("TikTok: data of an account"),
        how_to_get=message(
            "In TikTok open Settings and privacy, Account, Download your data, choose JSON. When "
            "it is ready, download it and add the file user_data_tiktok.json."
        ),
        limits=message(
            "Only posts and the days on which today's followers came are kept: no names, no "
            "messages, no purchases, no history. Posts have likes only, and most have no id, so "
            "they cannot be joined with those of TikTok Studio."
        ),
        clock=message("UTC, to the second."),
    ),
    networks=("tiktok",),
    tables=("posts", "daily"),
    matches=_matches,
    read=_read,
)
