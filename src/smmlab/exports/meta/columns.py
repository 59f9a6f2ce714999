"""The column names of Meta's content exports, and what they stand for."""

from collections.abc import Mapping
from types import MappingProxyType

# Canonical name: names in files, the best first.
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
# Understood, and of no use to any question smmlab asks.
IGNORED = (
    "Page ID", "Account ID", "Account name", "Video asset ID", "Duration (sec)", "Caption type",
    "Is crosspost", "Is share", "Languages", "Custom labels", "Funded content status",
)  # fmt: skip
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
        "ig story": "story", "story": "story", "stories": "story",
    }
)  # fmt: skip
