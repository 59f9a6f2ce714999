"""Posts of an Instagram archive: published ones, and the numbers that insights give them."""

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

import pandas as pd

from smmlab.exports.headers import Matched, plain_name
from smmlab.exports.items import pluck, raw_of, shown_of, texts_of
from smmlab.exports.meta.archive import (
    BAD_TIME,
    NO_ENTRY,
    Archive,
    clock_of,
    first_object,
    times_of,
)
from smmlab.exports.numbers import parse_counts
from smmlab.exports.reading import Caution, Listed
from smmlab.exports.sieve import Fault, fold_repeats, sift
from smmlab.texts import message

# The names of the numbers follow the language of the account. Others are told, not guessed.
_METRICS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "impressions": ("impressions", "impressões", "impressionen", "impresiones", "показы"),
        "views": ("instagram plays", "plays", "views"),
        "reach": ("accounts reached", "contas alcançadas", "erreichte konten", "comptes touchés",
                  "cuentas alcanzadas"),
        "reactions": ("likes", "instagram likes", "curtidas", "„gefällt mir“-angaben",
                      "mentions j'aime", "mentions j’aime"),
        "comments": ("comments", "instagram comments", "comentários", "comentarios", "kommentare",
                     "commentaires", "opmerkingen", "комментарии", "коментарі"),
        "shares": ("shares", "instagram shares", "compartilhamentos", "geteilt", "partages"),
        "saves": ("saves", "instagram saves", "salvamentos", "gespeichert", "enregistrements"),
        "follows": ("follows", "neue follower"),
    }
)  # fmt: skip
_BY_NAME = {name: metric for metric, names in _METRICS.items() for name in names}
_MEDIA_ID = re.compile(r"(?<![0-9])([0-9]{15,20})(?:\.[A-Za-z0-9]{2,5})?(?:\?|$)")
_FILE = r"([^/]*)\Z"
_GROUPED = r"([0-9]{1,3}(?:[.,’' \u00a0\u202f][0-9]{3})+)"
_VIDEO = re.compile(r"\.(?:mp4|mov|m4v|webm|avi)(?:\?|$)", re.IGNORECASE)
_FOLDERS = (("/reels/", "short"), ("/stories/", "story"), ("/igtv/", "video"))

_NOTHING = message("This entry has neither a time nor a picture that names it.")
_NO_COUNT = message("{value} is no count, in the column {column}.")

Read = tuple[pd.DataFrame, tuple[Listed, ...], tuple[Listed, ...], list[Caution]]


def read_posts(items: Sequence[Any], archive: Archive, *, form: str = "") -> Read:
    """Return posts as they were published.

    Parameters
    ----------
    items
        Entries with a list ``media``, or media by themselves.
    archive
        The file.
    form
        What all of them are, if the file says so.

    Returns
    -------
    tuple
        The posts, the merged rows, the rejected rows, and cautions.
    """
    media = [_media_of(item) for item in items]
    first = [one[0] if one else {} for one in media]
    title = texts_of(pluck(items, "title"))
    when = [
        outer or inner
        for outer, inner in zip(
            pluck(items, "creation_timestamp"), pluck(first, "creation_timestamp"), strict=True
        )
    ]
    forms = pd.Series([form or _form(one) for one in media], dtype="str")
    text = title.fillna(texts_of(pluck(first, "title")))
    frame = pd.DataFrame({"text": text, "form": forms, "uri": texts_of(pluck(first, "uri"))})
    return _finish(frame, items, when, archive)


def read_insights(items: Sequence[Any], archive: Archive, *, form: str = "") -> Read:
    """Return posts with the numbers of their insights.

    Parameters
    ----------
    items
        Entries with ``media_map_data`` and ``string_map_data``.
    archive, form
        As in `read_posts`.
    """
    thumbs = [first_object(one) for one in pluck(items, "media_map_data")]
    said = [one if isinstance(one, dict) else {} for one in pluck(items, "string_map_data")]
    when = [
        thumb.get("creation_timestamp")
        or next((t for t in pluck(list(one.values()), "timestamp") if t), None)
        for thumb, one in zip(thumbs, said, strict=True)
    ]
    text = texts_of(pluck(thumbs, "title")).fillna(texts_of(pluck(said, "Caption", "value")))
    # The picture may stand for a carousel or a video: only a file of a video tells.
    forms = pd.Series([form or _form([thumb], picture="other") for thumb in thumbs], dtype="str")
    frame = pd.DataFrame({"text": text, "form": forms, "uri": texts_of(pluck(thumbs, "uri"))})
    named = [{_BY_NAME.get(plain_name(key), ""): key for key in reversed(one)} for one in said]
    faults = []
    for metric in _METRICS:
        shown = texts_of(
            [
                one[keys[metric]].get("value")
                if metric in keys and isinstance(one[keys[metric]], dict)
                else None
                for one, keys in zip(said, named, strict=True)
            ]
        )
        frame[metric], bad = display_counts(shown)
        faults.append(Fault(bad, _NO_COUNT, shown, metric))
    posts, merged, rejected, cautions = _finish(frame, items, when, archive, faults)
    posts = posts.assign(metrics_name="instagram-archive")
    unknown = dict.fromkeys(
        key
        for one in said
        for key, value in one.items()
        if plain_name(key) not in _BY_NAME and _is_count(value)
    )
    cautions += Matched({}, tuple(texts_of(list(unknown)).dropna())).caution()
    if unknown and not any(keys.keys() & _METRICS.keys() for keys in named):
        cautions.append(
            Caution(
                "foreign-names",
                message(
                    "The numbers have names in a language that smmlab does not know, so none was "
                    "taken. Please set Instagram to English and ask for the archive again."
                ),
            )
        )
    return posts, merged, rejected, cautions


def display_counts(texts: pd.Series) -> tuple[pd.Series, pd.Series]:
    """Return counts that were written to be looked at, and where there is something else.

    Examples
    --------
    >>> counts, bad = display_counts(pd.Series(["95,911", "10.000", "1 204", "--", "63.3K"]))
    >>> counts.tolist(), bad.tolist()
    ([95911, 10000, 1204, <NA>, <NA>], [False, False, False, False, True])
    """
    plain = texts.fillna("")
    # A count has no fraction: whatever stands before three digits parts thousands.
    grouped = plain.str.strip().str.fullmatch(_GROUPED)
    plain = plain.mask(grouped, plain.str.replace(r"[^0-9]", "", regex=True))
    counts, bad = parse_counts(plain, decimal=".")
    share = plain.str.contains("%", regex=False)
    return counts.mask(share), bad | share


def _is_count(value: Any) -> bool:
    text = value.get("value") if isinstance(value, dict) else None
    return isinstance(text, str) and bool(re.fullmatch(r"[0-9][0-9.,\s]*", text))


def _media_of(item: Any) -> list[dict[str, Any]]:
    if not isinstance(item, dict):
        return []
    media = item.get("media", [item] if "uri" in item else [])
    return [one for one in media if isinstance(one, dict)] if isinstance(media, list) else []


def _form(media: Sequence[dict[str, Any]], *, picture: str = "photo") -> str:
    if len(media) > 1:
        return "carousel"
    uri = media[0].get("uri") if media else None
    if not isinstance(uri, str):
        return "other"
    for folder, form in _FOLDERS:
        if folder in uri:
            return form
    return "video" if _VIDEO.search(uri) else picture


def _shown(value: Any) -> Any:
    """Return an entry without what cameras and telephones add: places, addresses, devices."""
    if isinstance(value, list):
        return [_shown(one) for one in value]
    if isinstance(value, dict):
        return {key: _shown(one) for key, one in value.items() if key != "media_metadata"}
    return value


def _finish(
    frame: pd.DataFrame,
    items: Sequence[Any],
    when: Sequence[Any],
    archive: Archive,
    more: Sequence[Fault] = (),
) -> Read:
    at, bad = times_of(when, archive.not_after)
    # The name of the file of a picture ends in the id of the medium; else the moment names it.
    name = frame["uri"].str.extract(_FILE, expand=False)
    media_id = name.str.extract(_MEDIA_ID, expand=False)
    by_time = ("archive-" + at.astype("str")).where(at.notna())
    post_id = media_id.fillna(by_time).astype("str")
    lines = pd.Series(range(1, len(items) + 1), dtype="int64")
    is_object = pd.Series([isinstance(item, dict) for item in items], dtype=bool)
    faults = [
        Fault(~is_object, NO_ENTRY),
        Fault(bad, BAD_TIME, shown_of(when)),
        Fault(post_id.isna(), _NOTHING),
        *more,
    ]
    keep, rejected = sift(lines, faults, raws=[raw_of(_shown(item)) for item in items])
    posts = frame.drop(columns="uri").assign(
        network="instagram",
        page=archive.page,
        is_own=True,
        post_id=post_id,
        at=at,
        **clock_of(at),
        source_row=lines,
    )[keep]
    folded, merged = fold_repeats(posts.astype({"page": "str", "text": "str"}), "posts")
    return folded, merged, rejected, []
