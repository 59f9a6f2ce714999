"""Sprout Social, post performance: posts of many networks in one table."""

import pandas as pd

from smmlab.exports.cells import take_counts
from smmlab.exports.numbers import parse_numbers
from smmlab.exports.post_links import link_networks, link_post_ids, named_networks
from smmlab.exports.post_tables import (
    NO_ID,
    NO_NETWORK,
    finish,
    has_columns,
    link_only_caution,
    open_table,
    paid_share,
    read_moments,
    refuse_spoilt_ids,
)
from smmlab.exports.reading import Card, Reader, Reading
from smmlab.exports.repair import refuse_spoilt_dates
from smmlab.exports.sieve import Fault
from smmlab.exports.source import RawExport
from smmlab.exports.tools.sprout import DATES, NETWORKS, plain_clock
from smmlab.texts import message

_SIGNS = ("Date", "Post ID", "Network", "Post Type", "Content Type")
_COLUMNS = {
    "date": ("Date",),
    "post_id": ("Post ID",),
    "network": ("Network",),
    "post_type": ("Post Type",),
    "content_type": ("Content Type",),
    "page": ("Profile",),
    "link": ("Link",),
    "text": ("Post",),
    "impressions": ("Impressions",),
    "organic_impressions": ("Organic Impressions",),
    "paid_impressions": ("Paid Impressions",),
    "reach": ("Reach",),
    "organic_reach": ("Organic Reach",),
    "paid_reach": ("Paid Reach",),
    "views": ("Video Views",),
    "reactions": ("Reactions",),
    "likes": ("Likes",),
    "comments": ("Comments",),
    "shares": ("Shares",),
    "saves": ("Saves",),
    "clicks": ("Post Clicks (All)",),
    "follows": ("Follows from Post",),
    "watch_seconds": ("Video View Time (Seconds)",),
}
_COUNTED = ("impressions", "reach", "views", "comments", "shares", "saves", "clicks", "follows")
_BESIDE = (
    "reactions", "likes", "organic_impressions", "paid_impressions", "organic_reach", "paid_reach",
)  # fmt: skip
# The rest is known and not kept: rates, parts of counts, and who pressed the button.
_IGNORED = (
    "Sent by", "Linked Content", "Tags", "Engagements", "Engagement Rate (per Impression)",
    "Engagement Rate (per Reach)", "Click-Through Rate", "Love Reactions", "Haha Reactions",
    "Wow Reactions", "Sad Reactions", "Angry Reactions", "Post Link Clicks", "Other Post Clicks",
    "Other Engagements", "Organic Video Views", "Paid Video Views", "Partial Video Views",
    "Organic Partial Video Views", "Paid Partial Video Views", "Full Video Views",
    "Organic Full Video Views", "Paid Full Video Views", "Unfollows from Post",
    "Negative Feedback",
)  # fmt: skip
_FORMS = {
    "text": "text", "photo": "photo", "image": "photo", "video": "video", "link": "link",
    "carousel": "carousel", "album": "carousel", "poll": "poll", "document": "file",
    "reel": "short", "short": "short", "story": "story",
}  # fmt: skip
_NUMBERED = ("x", "tiktok")  # their ids are digits alone


def _matches(raw: RawExport) -> bool:
    return has_columns(raw, _SIGNS)


def _read(raw: RawExport) -> Reading:
    table = open_table(raw, _COLUMNS, signs=_SIGNS, ignored=_IGNORED)
    frame = table.cells.frame
    refuse_spoilt_ids(frame["post_id"])
    refuse_spoilt_dates(frame["date"].fillna(""))
    networks = named_networks(frame["network"]).fillna(link_networks(frame["link"]))
    ids = _find_ids(frame["post_id"], frame["link"], networks)
    when = read_moments(
        plain_clock(frame["date"]),
        ids,
        frame["link"],
        networks,
        raw,
        dates=raw.hints.dates,
        american=DATES,
    )
    counts, bad_counts = take_counts(table.cells, [*_COUNTED, *_BESIDE])
    seconds, bad_seconds = parse_numbers(frame["watch_seconds"], decimal=".")
    by_views = paid_share(counts["organic_impressions"], counts["paid_impressions"])
    by_reach = paid_share(counts["organic_reach"], counts["paid_reach"])
    posts = counts[list(_COUNTED)].assign(
        network=networks,
        page=frame["page"],
        is_own=True,
        post_id=ids,
        at=when.at,
        clock=when.clock,
        precision=when.precision,
        form=_find_forms(frame["post_type"], frame["content_type"]),
        text=frame["text"],
        url=frame["link"].where(frame["link"].str.match("https?://").fillna(False).astype(bool)),
        paid_share=by_views.fillna(by_reach),
        metrics_name="sprout",
        reactions=counts["reactions"].fillna(counts["likes"]),
        watch_seconds=seconds,
    )
    faults = [
        Fault(networks.isna(), NO_NETWORK, frame["network"]),
        Fault(ids.isna(), NO_ID, frame["post_id"]),
        when.fault,
        *bad_counts,
        Fault(
            bad_seconds | (seconds < 0),
            message("{value} is no count, in the column {column}."),
            frame["watch_seconds"],
            table.cells.title("watch_seconds"),
        ),
    ]
    cautions = (*when.cautions, *link_only_caution(networks, ids))
    return finish(table, posts, faults, "posts", cautions=cautions)


def _find_ids(cells: pd.Series, links: pd.Series, networks: pd.Series) -> pd.Series:
    """Return ids as the networks' own exports have them.

    Those of Facebook stand behind the id of the page, those of LinkedIn behind a name of their
    kind; an id that cannot be one of its network gives way to the link.
    """
    whole = cells.str.slice(0, 300)
    ids = whole.mask(networks == "facebook", whole.str.extract(r"([^_]+)$", expand=False))
    digits = whole.str.extract(r"^(?:urn:li:[A-Za-z]+:)?([0-9]{1,20})$", expand=False)
    ids = ids.mask(networks == "linkedin", digits)
    ids = ids.mask(networks.isin(_NUMBERED), digits)
    linked = link_post_ids(links, networks)
    # The number of a post of Instagram depends on who asks; the code in its link does not.
    known = ids.mask((networks == "instagram") & linked.notna())
    return known.fillna(linked).astype("str")


def _find_forms(post_types: pd.Series, content_types: pd.Series) -> pd.Series:
    """Return forms; reels and stories are told by the kind of post, the rest by its content."""
    special = post_types.str.casefold().str.extract(r"\b(reel|short|story)s?\b", expand=False)
    said = content_types.str.casefold().str.extract(r"([a-z]+?)s?$", expand=False)
    return special.fillna(said).map(_FORMS).astype("str").fillna("other")


READER = Reader(
    name="sprout_posts",
    card=Card(
        title=message("Sprout Social: post performance"),
        how_to_get=message(
            "Sprout Social: Reports, Post Performance, choose the profiles and the period, Share, "
            "Export CSV. Do not open the file in Excel before the import."
        ),
        limits=message(
            "The file has the counts that Sprout Social collected, of the whole life of each post, "
            "and nothing about people. Rates and the names of the authors are not read. Days and "
            "months stand in the American order."
        ),
        clock=message(
            "The zone set in Sprout Social, which the file does not name: the zone of the project "
            "is taken. Posts of X, TikTok, LinkedIn and Instagram: UTC, to the second, from their "
            "ids or links."
        ),
    ),
    networks=NETWORKS,
    tables=("posts",),
    matches=_matches,
    read=_read,
)
