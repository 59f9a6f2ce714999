"""VK, reach of posts: stats.getPostReach."""

import re
from typing import TYPE_CHECKING, Any

import pandas as pd

from smmlab.errors import ExportError
from smmlab.exports.items import counts_of, pluck, raw_of, shown_of
from smmlab.exports.reading import Card, Caution, Reader, Reading
from smmlab.exports.sieve import Fault, fold_repeats, sift
from smmlab.exports.vk.answers import (
    METRICS_NAME,
    NETWORK,
    NO_OBJECT,
    Answers,
    first_given,
    ids_of,
    kind_of,
    open_answers,
)
from smmlab.schema import conform
from smmlab.texts import message

if TYPE_CHECKING:
    from smmlab.exports.source import RawExport

_COUNTS = {
    "reach": "reach_total", "follows": "join_group", "links": "links", "to_group": "to_group",
    "subscribers": "reach_subscribers", "viral": "reach_viral", "ads": "reach_ads",
}  # fmt: skip
# The file may be called after the wall: reach_-123456.json, wall-123456_reach.json, club123456.
_IN_NAME = re.compile(r"(?:(?<![0-9])-|club|public)([1-9][0-9]{3,18})(?![0-9])", re.IGNORECASE)
_FULL_ID = r"(-?[1-9][0-9]{0,18})_([1-9][0-9]{0,18})"

_NO_ID = message("This row has no usable post id: {value}.")
_NO_COUNT = message("{value} is no count, in the column {column}.")
_NO_WALL = message("The entry does not say on whose wall the post {value} stands.")


def _matches(raw: "RawExport") -> bool:
    return kind_of(raw) == "reach"


def _read(raw: "RawExport") -> Reading:
    answers = open_answers(raw)
    owners, ids, by_name = _whose(answers, raw.name)
    posts, faults = _posts(answers, owners, ids)
    keep, rejected = sift(answers.lines, faults, raws=[raw_of(e) for e in answers.entries])
    posts, merged = fold_repeats(posts[keep].reset_index(drop=True), "posts")
    return Reading(
        tables={"posts": conform(posts, "posts")},
        rows_read=len(answers.entries) + len(answers.rejected),
        merged=merged,
        rejected=(*answers.rejected, *rejected),
        warnings=by_name,
    )


def _whose(answers: Answers, name: str) -> tuple[pd.Series, pd.Series, tuple[Caution, ...]]:
    """Return the wall and the number of each post; VK's own answer may leave both out.

    Raises
    ------
    ExportError
        When nothing says whose posts they are.
    """
    entries = answers.entries
    said = first_given(pluck(entries, "post_id"), pluck(entries, "id"), answers.posts)
    # Scripts may write the number as it stands in the link.
    full = shown_of(said).str.extract(_FULL_ID).astype("str")
    ids = ids_of(said).fillna(full[1])
    ids = ids.where(~ids.str.startswith("-").fillna(False).astype(bool))
    owners = ids_of(first_given(pluck(entries, "owner_id"), answers.owners)).fillna(full[0])
    if ids.isna().all():
        raise ExportError(
            message(
                "The file does not say which posts the reach belongs to: the oldest answers of "
                "stats.getPostReach leave it out. Please write post_id and owner_id beside each "
                "answer when you save it, and import it again."
            )
        )
    if owners.notna().any():
        return owners, ids, ()
    found = set(_IN_NAME.findall(name))
    if len(found) != 1:
        raise ExportError(
            message(
                "The file does not say on whose wall these posts stand, because VK leaves it out "
                "of its answer. Please write the number of the community into the name of the "
                "file, for example reach_-123456.json, and import it again."
            )
        )
    owner = f"-{found.pop()}"
    text = message(
        "VK does not say on whose wall these posts stand; the number {owner} was taken from the "
        "name of the file."
    )
    named = pd.Series(owner, index=owners.index, dtype="str")
    return named, ids, (Caution("vk-owner-from-name", text, {"owner": owner}),)


def _posts(answers: Answers, owners: pd.Series, ids: pd.Series) -> tuple[pd.DataFrame, list[Fault]]:
    entries = answers.entries
    no_object = pd.Series([not isinstance(entry, dict) for entry in entries], dtype="bool")
    said_ids = first_given(pluck(entries, "post_id"), pluck(entries, "id"))
    faults = [
        Fault(no_object, NO_OBJECT),
        Fault(ids.isna(), _NO_ID, shown_of(said_ids)),
        Fault(owners.isna(), _NO_WALL, ids),
    ]
    counts: dict[str, pd.Series] = {}
    for column, name in _COUNTS.items():
        said: list[Any] = pluck(entries, name)
        counts[column], bad = counts_of(said)
        faults.append(Fault(bad, _NO_COUNT, shown_of(said), name))
    numbers = owners + "_" + ids
    frame = pd.DataFrame(
        {
            "network": NETWORK,
            "is_own": True,
            "post_id": numbers,
            # Nothing here tells the form; the file of the wall does.
            "form": "other",
            "url": "https://vk.com/wall" + numbers,
            "paid_share": _paid_shares(counts),
            "metrics_name": METRICS_NAME,
            "reach": counts["reach"],
            "clicks": counts["links"] + counts["to_group"],
            "follows": counts["follows"],
            "source_row": answers.lines,
        }
    )
    return frame, faults


def _paid_shares(counts: dict[str, pd.Series]) -> pd.Series:
    """Return the paid part of the reach where the numbers prove that the total includes it."""
    total, ads = counts["reach"].astype("float64"), counts["ads"].astype("float64")
    parts = (counts["subscribers"] + counts["viral"] + counts["ads"]).astype("float64")
    return (ads / total.where(total > 0)).where((ads == 0) | (parts == total))


READER = Reader(
    name="vk_post_reach",
    card=Card(
        title=message("VK: reach of posts"),
        how_to_get=message(
            "As an administrator, ask the VK API for stats.getPostReach with owner_id and up to 30 "
            "post_ids at a time, and save the answers as JSON under a name with the number of the "
            "community, for example reach_-123456.json. VK tells it for the last 300 posts only."
        ),
        limits=message(
            "The file has no texts, times or forms: import the wall of the same community too, and "
            "both join. Clicks are those on links and on the community together. The paid part of "
            "the reach is given only where the numbers prove it."
        ),
        clock=message("The file holds no times; those of the posts come from the wall."),
    ),
    networks=("vkontakte",),
    tables=("posts",),
    matches=_matches,
    read=_read,
)
