"""What the columns of a strange file may stand for, table by table."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal, get_args

from smmlab.schema import COUNTS, TABLES

MappedTable = Literal[
    "posts", "daily", "audience", "ads", "visits", "orders", "interactions", "people"
]
MAPPED_TABLES: tuple[MappedTable, ...] = get_args(MappedTable)
# How the cells of a column are read.
SlotKind = Literal[
    "text", "id", "link", "person", "word", "tag", "count", "number", "share", "money", "moment",
    "day", "hour", "yes_no",
]  # fmt: skip

_POST_COUNTS = dict.fromkeys(COUNTS, "count")
_TAGS = ("source", "medium", "campaign", "content", "term")
# Some are no columns of the table: the hour of the day stands beside the day, a link tells the
# id of a post, and a table of ages and sexes has both apart.
_ALL: dict[MappedTable, dict[str, str]] = {
    "posts": {
        "network": "word", "page": "text", "post_id": "id", "url": "link", "at": "moment",
        "time": "hour", "form": "word", "text": "text", "language": "text", **_POST_COUNTS,
        "watch_seconds": "number", "paid_share": "share",
    },
    "daily": {
        "network": "word", "page": "text", "day": "day", "metric": "word", "value": "number",
    },
    "audience": {
        "network": "word", "page": "text", "dimension": "word", "value": "text", "age": "text",
        "sex": "word", "city": "text", "country": "text", "language": "text", "hour": "text",
        "share": "share", "count": "count", "from_day": "day", "to_day": "day",
    },
    "ads": {
        "network": "word", "campaign": "text", "ad_set": "text", "ad": "text", "day": "day",
        "from_day": "day", "to_day": "day", "spend": "money", "currency": "word",
        "impressions": "count", "reach": "count", "clicks": "count", "results": "number",
        "result_kind": "text",
    },
    "visits": {
        "property": "text", "day": "day", "to_day": "day", **dict.fromkeys(_TAGS, "tag"),
        "channel": "text", "users": "count", "sessions": "count", "engaged_sessions": "count",
        "key_events": "number", "revenue": "money", "currency": "word",
    },
    "orders": {
        "shop": "text", "order_id": "id", "at": "moment", "time": "hour", "customer": "person",
        "amount": "money", "currency": "word", "refunded": "money", "status": "text",
        "discount_code": "text", **{f"utm_{name}": "tag" for name in _TAGS[:4]},
    },
    "interactions": {
        "network": "word", "interaction_id": "id", "post_id": "id", "url": "link",
        "person": "person", "kind": "word", "at": "moment", "time": "hour", "text": "text",
        "reply_to": "id", "by_page": "yes_no",
    },
    "people": {
        "network": "word", "person": "person", "sex": "word", "birth_year": "count",
        "city": "text", "country": "text", "joined_at": "moment", "last_seen": "moment",
        "followers": "count", "following": "count", "posts": "count", "has_photo": "yes_no",
        "deactivated": "yes_no",
    },
}  # fmt: skip
SLOTS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {table: MappingProxyType(slots) for table, slots in _ALL.items()}
)
# What may be the same in every row, so that no column says it.
CONSTANTS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "posts": ("network", "page", "form", "language"),
        "daily": ("network", "page"),
        "audience": ("network", "page", "dimension", "from_day", "to_day"),
        "ads": ("network", "campaign", "currency", "result_kind"),
        "visits": ("property", "source", "medium", "campaign", "currency"),
        "orders": ("shop", "currency", "utm_source", "utm_medium", "utm_campaign"),
        "interactions": ("network", "post_id", "kind"),
        "people": ("network",),
    }
)
DIMENSIONS = ("age", "sex", "age_sex", "city", "country", "language", "hour")
# One of each group must be there: as a column, or as the same in every row.
NEEDED: Mapping[str, tuple[tuple[str, ...], ...]] = MappingProxyType(
    {
        "posts": (("network", "url"), ("post_id", "url", "at", "text")),
        "daily": (("day",),),
        "audience": (("value", "age", "sex", "city", "country", "language", "hour"),
                     ("share", "count")),
        "ads": (("campaign", "ad_set", "ad", "day", "from_day"),
                ("spend", "impressions", "reach", "clicks", "results")),
        "visits": (("day", *_TAGS, "channel"),
                   ("users", "sessions", "engaged_sessions", "key_events", "revenue")),
        "orders": (("shop",), ("order_id",), ("amount",)),
        "interactions": (("network", "url"), ("kind",), ("interaction_id", "person", "at", "text")),
        "people": (("network",), ("person",)),
    }
)  # fmt: skip


def unit_of(table: str, name: str) -> str:
    """Return the unit in which a column is kept, as `smmlab.schema` has it; empty for words."""
    column = TABLES[table].columns.get(name)
    return column.unit if column is not None else ""
