"""The column names of Meta's content exports, and what they stand for."""

import re
from collections.abc import Mapping
from types import MappingProxyType

# Canonical name: names in files, the best first. Names with a colon are Meta's internal ones.
ALIASES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "post_id": ("Post ID", "Universal video ID", "Video asset ID"),
        "publish_time": ("Publish time",),
        "url": ("Permalink",),
        "page": ("Account username", "Page name", "Account name"),
        "title": ("Title",),
        "description": ("Description",),
        "post_type": ("Post type",),
        "period": ("Date",),
        "data_comment": ("Data comment",),
        "impressions": ("Impressions",),
        "views": ("Views",),
        "views_again": ("Views (2)",),
        "plays": ("Plays", "REELS_PLAYS:COUNT"),
        "short_views": ("3-second video views",),
        "reach": ("Reach", "Viewers", "IMPRESSION:UNIQUE_USERS"),
        "reactions": ("Reactions", "Likes"),
        "comments": ("Comments",),
        "shares": ("Shares",),
        "saves": ("Saves",),
        "clicks": ("Total clicks",),
        "follows": ("Follows",),
        "watch_seconds": ("Seconds viewed",),
        "together": ("Reactions, Comments and Shares",),
        "organic_reach": ("Reach from Organic posts",),
        "paid_reach": ("Reach from Boosted posts",),
    }
)
# What a count is taken from when the file has none of its own.
STAND_INS = ("views_again", "plays", "short_views")
# Cells that are read as numbers, whole as the file has them.
NUMBERS = frozenset((
    "impressions", "views", "reach", "reactions", "comments", "shares", "saves", "clicks",
    "follows", "watch_seconds", "together", "organic_reach", "paid_reach", *STAND_INS,
))  # fmt: skip
# Cells of free text, in which a dash or the word none is a text too.
TEXTS = ("page", "title", "description", "url")
# Understood, and of no use to any question smmlab asks.
IGNORED = (
    "Page ID", "Account ID", "Account name", "Video asset ID", "Duration (sec)", "Caption type",
    "Is crosspost", "Is share", "Languages", "Custom labels", "Funded content status",
)  # fmt: skip
# Columns of which one at least stands beside the id and the time in every such export.
SIGNS = frozenset(
    ("permalink", "page id", "page name", "account id", "account username", "data comment")
)
ID_COLUMNS = frozenset(("post id", "video asset id", "universal video id"))
# The video export divides views by groups and by moments of the video, in some 200 columns.
DIVIDED = re.compile(
    r"\bby (?:top audience|country|region|age|gender)\b|\bat interval [0-9]+", re.IGNORECASE
)
# Columns every row must reach before it may end early.
BASE = ("post_id", "publish_time", "url", "period")
FORMS: Mapping[str, str] = MappingProxyType(
    {
        "photos": "photo", "photo": "photo", "ig image": "photo", "images": "photo",
        "reels": "short", "reel": "short", "ig reel": "short",
        "videos": "video", "video": "video", "ig video": "video", "live videos": "video",
        "live": "video", "ig live": "video",
        "ig carousel": "carousel", "carousel": "carousel", "multi-photo": "carousel",
        "albums": "carousel",
        "links": "link", "link": "link", "shares": "link",
        "text": "text", "status": "text", "statuses": "text",
        "ig story": "story", "fb story": "story", "facebook story": "story",
        "story": "story", "stories": "story",
    }
)  # fmt: skip
# What a link tells of the form when the file does not.
LINK_FORMS: Mapping[str, str] = MappingProxyType(
    {"reel": "short", "reels": "short", "stories": "story", "videos": "video", "tv": "video",
     "photos": "photo", "photo": "photo"}
)  # fmt: skip
# The first columns of every such export, in their order; None where the column is not used.
# By them a file with names in another language is recognised.
FACEBOOK_ORDER: tuple[str | None, ...] = (
    "post_id", None, "page", "title", "description", None, "publish_time", None, "url", None, None,
    "post_type", None, None, None, "data_comment", "period",
)  # fmt: skip
INSTAGRAM_ORDER: tuple[str | None, ...] = (
    "post_id", None, "page", None, "description", None, "publish_time", "url", "post_type",
    "data_comment", "period",
)  # fmt: skip
