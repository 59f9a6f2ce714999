"""What the archives of Instagram and Facebook share: names, times, followers, no messages."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any, Literal, NoReturn

import pandas as pd

from smmlab.errors import ExportError
from smmlab.exports.clocks import EARLIEST, LEEWAY
from smmlab.exports.daily import follows_by_day
from smmlab.exports.items import counts_of, raw_of, shown_of, texts_of
from smmlab.exports.meta.mojibake import repair_json
from smmlab.exports.reading import Caution, Listed
from smmlab.exports.sieve import Fault, sift
from smmlab.exports.source import RawExport
from smmlab.schema import conform
from smmlab.texts import message

Owner = Literal["instagram", "facebook"]

# instagram-kohvik.ee-2026-09-15-AbCdEf12.zip
_NAME = re.compile(r"(?:instagram|facebook)-(.+?)-(20[0-9]{2}-[0-9]{2}-[0-9]{2})(?![0-9])")
_MESSAGES = re.compile(
    r"/(?:your_(?:instagram|facebook)_activity/messages|messages/(?:inbox|message_requests"
    r"|archived_threads|filtered_threads|e2ee_cutover))/",
    re.IGNORECASE,
)
_THREAD = re.compile(r'\s*\{\s*"participants"\s*:\s*\[')

_FAR = 4_102_444_800  # 2100-01-01: a clock that is set wrong must not let everything pass

BAD_TIME = message("The time {value} cannot be.")
NO_ENTRY = message("This entry is not as the archive writes it.")
_NO_DATE = message("A follow without a date: no day can count it.")
_OWN_COMMENT = message(
    "A comment that the owner of the account wrote on some post: its words are not kept."
)


@dataclass(frozen=True)
class Archive:
    """One file of an archive, parsed and repaired.

    Parameters
    ----------
    value
        The JSON.
    page
        Name of the account, when the archive is called by it.
    exported_at
        End of the day on which the archive was asked for, when its name tells.
    not_after
        Nothing can have happened later.
    zone
        Zone of the project: days that the archive writes are taken as its days.
    """

    value: Any
    page: str | None
    exported_at: int | None
    not_after: int
    zone: str


def open_archive(raw: RawExport) -> Archive:
    """Parse a file of an archive.

    Raises
    ------
    ExportError
        When it is no JSON, or holds private messages.
    """
    if holds_messages(raw):
        refuse_messages(raw)
    page, exported_at = _named(raw.inside)
    # A copy of the archive is younger than what stands in it: its name knows better.
    not_after = min(raw.modified_at if exported_at is None else exported_at, _FAR)
    return Archive(repair_json(raw.json), page, exported_at, not_after, raw.hints.zone)


def holds_messages(raw: RawExport) -> bool:
    """Tell whether a file is a private conversation, or lies among them; never raises."""
    keys = raw.json_keys
    if not keys:
        return False
    if "participants" in keys and ("messages" in keys or _THREAD.match(raw.head)):
        return True
    is_talk = "timestamp_ms" in keys and "sender_name" in keys
    return is_talk or bool(_MESSAGES.search(f"/{raw.inside}"))


def owner_of_messages(raw: RawExport) -> Owner:
    """Tell whose conversation it is: both networks write them the same way."""
    return "facebook" if "facebook" in raw.inside.casefold() else "instagram"


def refuse_messages(raw: RawExport) -> NoReturn:
    """Refuse private messages."""
    raise ExportError(
        message(
            "{name} holds private messages. smmlab never reads them, and nothing of this file was "
            "kept. Please import the other files of the archive."
        ),
        {"name": raw.name},
    )


def times_of(values: Sequence[Any], not_after: int) -> tuple[pd.Series, pd.Series]:
    """Return epoch seconds, and where there is something that is no possible time.

    Zero is how Meta writes that there is no time.

    Examples
    --------
    >>> at, bad = times_of([1788264000, 0, None, 17, "soon"], 1_790_000_000)
    >>> at.tolist(), bad.tolist()
    ([1788264000, <NA>, <NA>, <NA>, <NA>], [False, False, False, True, True])
    """
    at, bad = counts_of(values)
    at = at.mask((at == 0).fillna(False))
    outside = ((at < EARLIEST) | (at > not_after + LEEWAY)).fillna(False).astype(bool)
    return at.mask(outside), bad.astype(bool) | outside


def first_object(value: Any) -> dict[str, Any]:
    """Return the first object of a list, or of the values of an object; else an empty one.

    Examples
    --------
    >>> first_object([1, {"uri": "a.jpg"}]), first_object({"Tijd": {"timestamp": 1}})
    ({'uri': 'a.jpg'}, {'timestamp': 1})
    """
    inner = value.values() if isinstance(value, dict) else value
    found = (
        (one for one in inner if isinstance(one, dict)) if isinstance(value, dict | list) else ()
    )
    return next(iter(found), {})


def clock_of(at: pd.Series) -> dict[str, pd.Series]:
    """Return the columns that say on which clock moments of an archive stand."""
    known = at.notna()
    return {
        "clock": pd.Series("UTC", index=at.index, dtype="str").where(known, "unknown"),
        "precision": pd.Series("second", index=at.index, dtype="str").where(known, "unknown"),
    }


def without_persons(times: Sequence[Any]) -> list[str]:
    """Return what may be shown of entries about people: the time and nothing else."""
    return [raw_of({"timestamp": when}) for when in shown_of(times).fillna("")]


@dataclass(frozen=True)
class Follows:
    """Follows by day, and what became of the entries."""

    daily: pd.DataFrame
    merged: tuple[Listed, ...]
    rejected: tuple[Listed, ...]
    notes: tuple[Listed, ...]
    cautions: tuple[Caution, ...]


def count_follows(
    times: Sequence[Any], who: Sequence[Any], archive: Archive, network: Owner
) -> Follows:
    """Tell the follows of each day, one by one: they are counted over all files together.

    Parameters
    ----------
    times
        When each entry happened, as the file has it.
    who
        Who followed, to tell follows of one second apart; no table keeps it.
    archive
        The file.
    network
        Whose archive it is.
    """
    at, bad = times_of(times, archive.not_after)
    lines = pd.Series(range(1, len(at) + 1), dtype="int64")
    faults = [Fault(bad, BAD_TIME, shown_of(times))]
    keep, rejected = sift(lines, faults, raws=without_persons(times))
    undated = at.isna() & keep
    daily, others = follows_by_day(at, texts_of(who), lines.to_numpy())
    cautions = [
        Caution(
            "followers-of-today",
            message(
                "The archive lists only those who follow today: whoever left is absent, so the "
                "follows of past days are fewer than they were."
            ),
        )
    ]
    return Follows(
        conform(daily.assign(network=network, page=archive.page), "daily", part=True),
        others,
        rejected,
        tuple(Listed(int(line), _NO_DATE) for line in lines[undated]),
        tuple(cautions) if len(daily) else (),
    )


def note_comments(times: Sequence[Any], archive: Archive) -> tuple[list[Listed], list[Caution]]:
    """Count comments that the owner wrote: on others' posts, so no table has a place for them."""
    at, _ = times_of(times, archive.not_after)
    notes = [Listed(line, _OWN_COMMENT) for line in range(1, len(at) + 1)]
    known = at.dropna().astype("int64")
    span = [datetime.fromtimestamp(int(when), UTC).date().isoformat()
            for when in (known.min(), known.max())] if len(known) else ["?", "?"]  # fmt: skip
    caution = Caution(
        "own-comments",
        message(
            "Comments that the owner of the account wrote, from {first} to {last}: {n}. The "
            "archive does not hold the comments that others wrote under the posts."
        ),
        {"first": span[0], "last": span[1], "n": len(at)},
    )
    return notes, [caution]


def _named(inside: str) -> tuple[str | None, int | None]:
    found = _NAME.match(inside.split("/", maxsplit=1)[0]) if inside else None
    if not found:
        return None, None
    try:
        day = date.fromisoformat(found[2])
        return found[1], int(datetime.combine(day, time(23, 59, 59), UTC).timestamp())
    except (ValueError, OverflowError):
        return found[1], None
