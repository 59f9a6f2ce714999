"""Odnoklassniki, posts of a group: group.getStatTopics and mediatopic.getByIds."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import pandas as pd

from smmlab.errors import ExportError
from smmlab.exports.clocks import EARLIEST, LEEWAY
from smmlab.exports.items import counts_of, objects, pluck, raw_of, shown_of, texts_of
from smmlab.exports.ok.answers import NETWORK, ONE_REFUSED, kind_of, open_answers
from smmlab.exports.reading import Card, Listed, Reader, Reading
from smmlab.exports.sieve import Fault, fold_repeats, sift
from smmlab.schema import conform
from smmlab.texts import message

if TYPE_CHECKING:
    from smmlab.exports.source import RawExport

# One metric set: both answers count the same, each of them leaves something out.
_METRICS_NAME = "ok-topics"
# Column: where the two kinds of answer have it.
_COUNTS: dict[str, tuple[tuple[str, ...], ...]] = {
    "impressions": (("renderings",),),
    "views": (("views_count",),),
    "reach": (("reach",),),
    "reactions": (("like_summary", "count"), ("likes",)),
    "comments": (("discussion_summary", "comments_count"), ("comments",)),
    "shares": (("reshare_summary", "count"), ("reshares",)),
}
_FORMS: Mapping[str, str] = {
    "photo": "photo", "movie": "video", "video": "video", "link": "link", "poll": "poll",
    "music": "audio", "audio": "audio", "file": "file", "doc": "file",
}  # fmt: skip
_ORDER = ("poll", "video", "photo", "audio", "file", "link", "other")

_NO_OBJECT = message("This entry is not what Odnoklassniki writes: expected an object.")
_NO_ID = message("This row has no usable post id: {value}.")
_NO_TIME = message("The publish time {value} cannot be.")
_NO_COUNT = message("{value} is no count, in the column {column}.")


def _matches(raw: "RawExport") -> bool:
    return kind_of(raw) in ("topics", "error")


def _read(raw: "RawExport") -> Reading:
    answers, errors, broken = open_answers(raw)
    topics = [topic for answer in answers for topic in _topics(answer)]
    if not topics:
        raise ExportError(
            message(
                "The answer of Odnoklassniki is empty: it holds no post. Please check the number "
                "of the group and the rights of the access token, ask again and import the new "
                "answer."
            )
        )
    lines = range(1, len(topics) + 1)
    posts, faults = _posts(topics, _names(answers), not_after=raw.modified_at)
    posts["source_row"] = pd.Series(list(lines), dtype="int64")
    keep, rejected = sift(list(lines), faults, raws=[raw_of(topic) for topic in topics])
    posts, merged = fold_repeats(posts[keep].reset_index(drop=True), "posts")
    refused = tuple(
        Listed(at, ONE_REFUSED, {"code": code, "said": said}, raw_of({"error_code": code}))
        for at, (code, said) in enumerate(errors, len(topics) + 1)
    )
    return Reading(
        tables={"posts": conform(posts, "posts")},
        rows_read=len(topics) + len(refused) + len(broken),
        merged=merged,
        rejected=(*broken, *refused, *rejected),
    )


def _topics(answer: dict[str, Any]) -> list[Any]:
    for name in ("media_topics", "topics"):
        found = answer.get(name)
        if isinstance(found, list):
            return found
    return objects([answer.get("topic")])


def _names(answers: list[dict[str, Any]]) -> dict[str, str]:
    """Return the names of groups by the reference that topics carry."""
    groups = [group for answer in answers for entities in objects([answer.get("entities")])
              for group in objects(entities.get("groups"))]  # fmt: skip
    ids = texts_of([group.get("uid", group.get("id")) for group in groups])
    names = texts_of(pluck(groups, "name")).str.replace(r"\s+", " ", regex=True).str.strip()
    known = pd.DataFrame({"id": "group:" + ids, "name": names}).dropna()
    said: dict[str, str] = known.groupby("id")["name"].min().to_dict()
    return said


def _posts(
    topics: list[Any], names: dict[str, str], *, not_after: int
) -> tuple[pd.DataFrame, list[Fault]]:
    ids = texts_of(pluck(topics, "id"))
    ids = ids.where(ids.str.fullmatch(r"[0-9]{1,20}").fillna(False).astype(bool))
    owners = texts_of(pluck(topics, "owner_ref"))
    times = pluck(topics, "created_ms")
    milliseconds, no_time = counts_of(times)
    at = milliseconds // 1000
    no_time |= ~at.between(EARLIEST, not_after + LEEWAY).fillna(True).astype(bool)
    known = at.notna() & ~no_time
    groups = owners.str.extract(r"^group:([0-9]{1,20})$", expand=False).astype("str")
    media = [objects(topic.get("media")) if isinstance(topic, dict) else [] for topic in topics]
    frame = pd.DataFrame(
        {
            "network": NETWORK,
            "page": owners.map(names).astype("str"),
            "is_own": True,
            "post_id": ids,
            "at": at.where(known),
            "clock": pd.Series("UTC", index=ids.index, dtype="str").where(known),
            "precision": pd.Series("second", index=ids.index, dtype="str").where(known),
            "form": [_form_of(parts) for parts in media],
            "text": texts_of([_words(parts) for parts in media]),
            "url": "https://ok.ru/group/" + groups + "/topic/" + ids,
            "metrics_name": _METRICS_NAME,
        }
    )
    faults = [
        Fault(pd.Series([not isinstance(t, dict) for t in topics], dtype="bool"), _NO_OBJECT),
        Fault(ids.isna(), _NO_ID, shown_of(pluck(topics, "id"))),
        Fault(no_time, _NO_TIME, shown_of(times)),
    ]
    for column, places in _COUNTS.items():
        said = _first(topics, places)
        frame[column], bad = counts_of(said)
        faults.append(Fault(bad, _NO_COUNT, shown_of(said), places[-1][0]))
    return frame, faults


def _first(topics: list[Any], places: tuple[tuple[str, ...], ...]) -> list[Any]:
    columns = [pluck(topics, *place) for place in places]
    return [
        next((value for value in values if value is not None), None)
        for values in zip(*columns, strict=True)
    ]


def _form_of(parts: list[dict[str, Any]]) -> str:
    """Return the form of a post from its parts; the statistics list none, so nothing is known."""
    kinds = [_FORMS.get(str(part.get("type")), "other") for part in parts
             if part.get("type") != "text"]  # fmt: skip
    if not kinds:
        return "text" if _words(parts) else "other"
    form = min(kinds, key=_ORDER.index)
    pictures = sum(_pictures(part) for part in parts if part.get("type") == "photo")
    several = pictures + kinds.count("video") > 1
    return "carousel" if form in ("photo", "video") and several else form


def _pictures(part: dict[str, Any]) -> int:
    lists = [part.get(name) for name in ("photos", "photo_refs")]
    return max([len(found) for found in lists if isinstance(found, list)], default=1)


def _words(parts: list[dict[str, Any]]) -> str | None:
    texts = [part.get("text") for part in parts if part.get("type") == "text"]
    words = [text.strip() for text in texts if isinstance(text, str) and text.strip()]
    return "\n\n".join(words) or None


READER = Reader(
    name="ok_topics",
    card=Card(
        title=message("Odnoklassniki: posts of a group"),
        how_to_get=message(
            "Ask the Odnoklassniki API for group.getStatTopics of the group, then for "
            "mediatopic.getByIds of the same posts with the fields media_topic.* and group.*, and "
            "save both answers as JSON. Import both: they join post by post."
        ),
        limits=message(
            "group.getStatTopics has reach and impressions but no texts; mediatopic.getByIds has "
            "texts, forms and views but no reach. Only administrators get the statistics."
        ),
        clock=message("UTC, in milliseconds."),
    ),
    networks=("odnoklassniki",),
    tables=("posts",),
    matches=_matches,
    read=_read,
)
