"""The briefs as files for Buffer, Hootsuite and Metricool, in the columns of their bulk upload.

What is known of the formats, all of it at second hand, from public code and guides that follow the
makers' own pages; none was tried with an account:

- Buffer: header ``Text,Image URL,Tags,Posting Time``, letter for letter; ``2026-11-30 09:00`` on
  the clock of the channel; UTF-8 with a mark at the start; 100 rows; one channel a file; pictures
  only, no video. "Save as drafts" is chosen in the upload window.
- Hootsuite: date and time, message, link; up to 350 rows; UTF-8; ``11/30/2026 09:00`` was seen, and
  the order of day and month is chosen at the upload. Guides of 2013 to 2016 only: that there is no
  header, that times stand in steps of five minutes and how pictures are given was not confirmed.
- Metricool: 33 to 93 columns, by source and year, read by name as most sources say; ``Date``
  2026-11-30, ``Time`` 09:00:00, ``Draft`` and each network ``TRUE`` or ``FALSE``, one row a post
  and network, lines ended by CRLF. Whether a file with few of the columns is taken was not
  confirmed, so all but those of polls and music stand there, mostly empty, in template order.

No text is guarded against formulas here: the guard would be published with it.
"""

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from smmlab.strategy.post_briefs import PostBrief, place_of
from smmlab.texts import Words, clock, message
from smmlab.texts.escaping import without_invisible

BUFFER_COLUMNS = ("Text", "Image URL", "Tags", "Posting Time")
METRICOOL_NETWORKS: Mapping[str, str] = MappingProxyType(
    {
        "facebook": "Facebook", "x": "Twitter/X", "linkedin": "LinkedIn",
        "instagram": "Instagram", "pinterest": "Pinterest", "tiktok": "TikTok",
        "youtube": "Youtube", "threads": "Threads", "bluesky": "Bluesky",
    }
)  # fmt: skip
METRICOOL_COLUMNS = (
    "Text", "Date", "Time", "Draft", "Facebook", "Twitter/X", "LinkedIn", "GBP", "Instagram",
    "Pinterest", "TikTok", "Youtube", "Threads", "Bluesky",
    *(f"Picture Url {number}" for number in range(1, 11)),
    *(f"Alt text picture {number}" for number in range(1, 11)),
    "Document title", "Shortener", "Video Thumbnail Url", "Video Cover Frame",
    "Pinterest Board", "Pinterest Pin Title", "Pinterest Pin Link", "Pinterest Pin New Format",
    "Instagram Post Type", "Instagram Show Reel On Feed", "Youtube Video Title",
    "Youtube Video Type", "Youtube Video Privacy", "Youtube video for kids",
    "Youtube Video Category", "Youtube Video Tags", "GBP Post Type", "Facebook Post Type",
    "Facebook Title", "First Comment Text", "TikTok Title", "TikTok disable comments",
    "TikTok disable duet", "TikTok disable stitch", "TikTok Post Privacy",
    "TikTok Branded Content", "TikTok Your Brand", "TikTok Auto Add Music",
    "TikTok Photo Cover Index", "Brand name",
)  # fmt: skip
_POST_TYPES: Mapping[str, str] = MappingProxyType({"short": "REEL", "story": "STORY"})
_MOVING = ("short", "story", "video")
_WITHOUT_TEXT_POSTS = ("instagram", "pinterest", "tiktok", "youtube")

_NETWORK = message("the tool does not post to this network")
_VIDEO = message("the file takes no video: add it by hand")
_POLL = message("the file takes no poll: add it by hand")
_PICTURE = message("this network wants a picture or video, which the file does not carry")
_BOARD = message("Pinterest wants the name of a board: add it by hand")
_FULL = message("the file is full")


@dataclass(frozen=True)
class Upload:
    """A file for one tool, and the posts that are not in it, each with the reason."""

    tool: str
    data: bytes
    taken: tuple[PostBrief, ...]
    left_out: tuple[tuple[PostBrief, str], ...]


def buffer_csv(briefs: Sequence[PostBrief], *, words: Words) -> Upload:
    """Return the posts in the columns of Buffer; texts are marked as drafts."""
    networks = (
        "facebook", "instagram", "linkedin", "x", "pinterest", "tiktok", "youtube", "threads",
        "bluesky", "mastodon",
    )  # fmt: skip

    def fault(one: PostBrief) -> str:
        if one.network not in networks:
            return _NETWORK
        if one.network == "pinterest":
            return _BOARD
        if one.form == "poll":
            return _POLL
        return _VIDEO if one.form in _MOVING or one.network in ("tiktok", "youtube") else ""

    taken, left = _sorted_out(briefs, fault, most=100)
    rows = [(_draft(one, words), "", "", f"{one.day} {clock(one.hour)}") for one in taken]
    return Upload("Buffer", _csv([BUFFER_COLUMNS, *rows]).encode("utf-8-sig"), taken, left)


def hootsuite_csv(briefs: Sequence[PostBrief], *, words: Words) -> Upload:
    """Return the posts as Hootsuite reads them: no header; full hours keep its five-minute step."""

    def fault(one: PostBrief) -> str:
        if one.network in _WITHOUT_TEXT_POSTS:
            return _PICTURE
        if one.network not in ("facebook", "linkedin", "x"):
            return _NETWORK
        if one.form == "poll":
            return _POLL
        return _VIDEO if one.form in _MOVING else ""

    taken, left = _sorted_out(briefs, fault, most=350)
    rows = [
        (f"{one.day:%m/%d/%Y} {clock(one.hour)}", _draft(one, words, has_link=False), _url(one))
        for one in taken
    ]
    # A mark at the start would become part of the first date.
    return Upload("Hootsuite", _csv(rows).encode("utf-8"), taken, left)


def metricool_csv(briefs: Sequence[PostBrief], *, words: Words) -> Upload:
    """Return the posts in the columns of Metricool, all of them as its drafts."""
    taken, left = _sorted_out(
        briefs, lambda one: "" if one.network in METRICOOL_NETWORKS else _NETWORK, most=None
    )
    rows = [METRICOOL_COLUMNS]
    for one in taken:
        cells = dict.fromkeys(METRICOOL_COLUMNS, "")
        cells |= dict.fromkeys((*METRICOOL_NETWORKS.values(), "GBP", "Shortener"), "FALSE")
        cells |= {
            "Text": _draft(one, words), "Date": one.day.isoformat(),
            "Time": f"{clock(one.hour)}:00", "Draft": "TRUE",
            METRICOOL_NETWORKS[one.network]: "TRUE",
        }  # fmt: skip
        if one.network in ("facebook", "instagram"):
            cells[f"{METRICOOL_NETWORKS[one.network]} Post Type"] = _POST_TYPES.get(
                one.form, "POST"
            )
        rows.append(tuple(cells.values()))
    return Upload("Metricool", _csv(rows).encode("utf-8"), taken, left)


def upload_files(briefs: Sequence[PostBrief], *, words: Words) -> dict[str, bytes]:
    """Return the files by their names: a file a tool, or a tool and network.

    A tool that takes none of the posts has no file. ``uploads/notes.txt`` says how to upload, and
    which posts are missing where, and why.
    """
    if not briefs:
        return {}
    files: dict[str, bytes] = {}
    made: list[Upload] = []
    networks = list(dict.fromkeys(one.network for one in briefs))
    for name, write in (("buffer", buffer_csv), ("hootsuite", hootsuite_csv)):
        for network in networks:
            # Buffer and Hootsuite are told at the upload for which channel a file is.
            one = write([brief for brief in briefs if brief.network == network], words=words)
            made.append(one)
            if one.taken:
                ending = f"-{network}" if len(networks) > 1 else ""
                files[f"uploads/{name}{ending}.csv"] = one.data
    metricool = metricool_csv(briefs, words=words)
    if metricool.taken:
        files["uploads/metricool.csv"] = metricool.data
    notes = _notes([*made, metricool], words, timezone=briefs[0].timezone)
    return {**files, "uploads/notes.txt": notes.encode("utf-8-sig")}


def _notes(made: Sequence[Upload], words: Words, *, timezone: str) -> str:
    lines = [
        words.say(
            "Every text in these files is a direction, marked as a draft. Replace it before "
            "anything goes out."
        ),
        words.say("Set the tool to the clock of {zone}: the hours are meant so.", zone=timezone),
        words.say("Buffer: choose the channel, upload its file and save the posts as drafts."),
        words.say(
            "Hootsuite: replace the texts before the upload, as it schedules what it reads; choose "
            "the date format mm/dd/yyyy hh:mm."
        ),
        words.say("Metricool: the posts arrive as drafts in its calendar; add pictures there."),
        words.say(
            "The makers change these formats. Try one row first, and compare the columns with the "
            "template that the tool gives."
        ),
    ]
    left = [(upload.tool, one, why) for upload in made for one, why in upload.left_out]
    if left:
        lines += ["", words.say("Not in the files:")]
    for tool, one, why in left:
        lines.append(
            words.say(
                "{tool}, {day}, {post}: {reason}.",
                tool=tool, day=words.date(one.day), post=place_of(one, words),
                reason=words.say(why),
            )
        )  # fmt: skip
    return "\r\n".join(lines) + "\r\n"


def _sorted_out(
    briefs: Sequence[PostBrief], fault: Callable[[PostBrief], str], *, most: int | None
) -> tuple[tuple[PostBrief, ...], tuple[tuple[PostBrief, str], ...]]:
    good = [one for one in briefs if not fault(one)]
    kept = good if most is None else good[:most]
    left = [(one, fault(one) or _FULL) for one in briefs if one not in kept]
    return tuple(kept), tuple(left)


def _draft(one: PostBrief, words: Words, *, has_link: bool = True) -> str:
    text = words.say("[DRAFT, replace this text] {text}", text=one.text)
    if has_link and _url(one):
        text = f"{text} {_url(one)}"
    return " ".join(without_invisible(text).split())


def _url(one: PostBrief) -> str:
    return one.link if one.link.startswith("https://") else ""


def _csv(rows: Sequence[Sequence[str]]) -> str:
    buffer = io.StringIO()
    csv.writer(buffer, quoting=csv.QUOTE_ALL, lineterminator="\r\n").writerows(rows)
    return buffer.getvalue()
