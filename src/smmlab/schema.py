"""The canonical tables: what every export becomes, column by column."""

import warnings
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

import pandas as pd

from smmlab.columns import (
    COPIES,
    PORTIONS,
    SPEAKERS,
    Column,
    Kind,
    Table,
    count_column,
    text_column,
)
from smmlab.errors import DataError
from smmlab.texts import message

if TYPE_CHECKING:
    import pandera.pandas as pa

_DTYPES: Mapping[Kind, str] = MappingProxyType(
    {"text": "str", "int": "Int64", "float": "float64", "bool": "boolean"}
)


NETWORKS = (
    "facebook", "instagram", "telegram", "tiktok", "youtube", "linkedin", "x", "vkontakte",
    "odnoklassniki", "pinterest", "snapchat", "reddit", "threads", "whatsapp",
)  # fmt: skip
# Where posts may come from: the last two are read, but nobody has to choose among them.
EVERY_NETWORK = (*NETWORKS, "mastodon", "bluesky")
FORMS = (
    "text", "photo", "video", "short", "story", "carousel", "link", "poll", "audio", "file", "other"
)  # fmt: skip
INTERACTION_KINDS = (
    "comment", "reply", "reaction", "share", "view", "click", "follow", "purchase"
)  # fmt: skip
COUNTS = (
    "impressions", "views", "reach", "reactions", "comments", "shares", "saves", "clicks",
    "follows",
)  # fmt: skip
# What `daily` counts. Stocks: followers. Flows: all others. What a network counts otherwise, such
# as page views, is not put under a name that means something else.
METRICS = (
    "impressions", "views", "reach", "viewers", "engaged_people", "interactions", "reactions",
    "comments", "shares", "saves", "clicks", "link_clicks", "visits", "visitors", "page_views",
    "profile_clicks", "follows", "unfollows", "followers", "posts", "watch_seconds", "revenue",
    "hides", "complaints", "leads",
)  # fmt: skip
# How exactly a time is known, the least first; of two times of one thing the more exact one holds.
PRECISIONS = ("unknown", "day", "minute", "second")
# Of two of these the first holds: whoever leaves and comes again has joined the first time.
FIRST_TIMES = ("joined_at",)
# These say that a source does not know; a source that does wins over them.
UNKNOWN_WORDS = MappingProxyType({"form": "other", "clock": "unknown", "precision": "unknown"})


_AT = Column("int", "when it happened, epoch seconds UTC", "s")
_SOURCE: dict[str, Column] = {
    "exported_at": Column("int", "when it was exported, epoch seconds UTC", "s", nullable=False),
    "source_file": text_column("name of the raw file in exports/", nullable=False),
    "source_row": Column("int", "first line or message of the row", "line", nullable=False),
}
_CLOCK: dict[str, Column] = {
    "clock": text_column("clock of the source: UTC, an IANA zone, or id (recovered from the id)"),
    "precision": text_column("second, minute, day or unknown"),
}
_POST_COUNTS: dict[str, Column] = {
    "impressions": count_column("times shown", "impressions"),
    "views": count_column("times viewed, as the network counts views", "views"),
    "reach": count_column("people who saw it", "people"),
    "reactions": count_column("likes and other reactions", "reactions"),
    "comments": count_column("comments received", "comments"),
    "shares": count_column("shares and reposts", "shares"),
    "saves": count_column("times saved", "saves"),
    "clicks": count_column("all clicks on the post", "clicks"),
    "follows": count_column("follows gained from the post", "follows"),
}


def _table(
    name: str,
    meaning: str,
    key: tuple[str, ...],
    columns: dict[str, Column],
    *,
    added: tuple[str, ...] = (),
    aside: Mapping[str, Column] | None = None,
) -> Table:
    return Table(name, meaning, key, MappingProxyType({**columns, **_SOURCE}), added, aside)


_ALL = (
    _table(
        "posts",
        "what a page published, with the newest counts",
        ("network", "post_id"),
        {
            "network": text_column("network, one of EVERY_NETWORK", nullable=False),
            "page": text_column("name of the page or channel"),
            "is_own": Column("bool", "true for the client's own page", nullable=False),
            "post_id": text_column("id within the network", nullable=False),
            "at": _AT,
            **_CLOCK,
            "form": text_column("form, one of FORMS", nullable=False),
            "text": text_column("caption or message"),
            "language": text_column("language code of the text"),
            "url": text_column("permalink"),
            "paid_share": Column("float", "paid part of the reach or views", "share 0-1"),
            "metrics_name": text_column(
                "dated name of the source's metric set: unlike metrics never join"
            ),
            **_POST_COUNTS,
            "watch_seconds": Column("float", "seconds watched in all", "s"),
        },
        aside=COPIES,
    ),
    _table(
        "snapshots",
        "the counts of a post as each export showed them",
        ("network", "post_id", "exported_at"),
        {
            "network": text_column("network", nullable=False),
            "post_id": text_column("id within the network", nullable=False),
            **_POST_COUNTS,
        },
    ),
    _table(
        "interactions",
        "what a person did with a post; the table that grows",
        ("network", "interaction_id"),
        {
            "network": text_column("network", nullable=False),
            "interaction_id": text_column("id of the act within the network", nullable=False),
            "post_id": text_column("the post it belongs to"),
            "person": text_column("pseudonym of who acted", person=True),
            "kind": text_column("kind, one of INTERACTION_KINDS", nullable=False),
            "at": _AT,
            **_CLOCK,
            "text": text_column("words of a comment"),
            "reply_to": text_column("interaction_id it answers"),
            "by_page": Column("bool", "true when the page itself acted", nullable=False),
        },
        aside=SPEAKERS,
    ),
    _table(
        "people",
        "what is known of a pseudonym",
        ("network", "person"),
        {
            "network": text_column("network", nullable=False),
            "person": text_column("pseudonym", nullable=False, person=True),
            "sex": text_column("female, male or missing"),
            "birth_year": Column("int", "year of birth", "year"),
            "city": text_column("city"),
            "country": text_column("country code or name"),
            "joined_at": Column("int", "joined the page, epoch seconds UTC", "s"),
            "last_seen": Column("int", "last seen, epoch seconds UTC", "s"),
            "followers": count_column("followers of the person", "people"),
            "following": count_column("accounts the person follows", "accounts"),
            "posts": count_column("posts of the person", "posts"),
            "has_photo": Column("bool", "has a profile picture"),
            "deactivated": Column("bool", "account closed or banned"),
        },
    ),
    _table(
        "audience",
        "the audience in aggregate, as the network gives it",
        ("network", "page", "dimension", "value", "from_day", "to_day"),
        {
            "network": text_column("network"),
            "page": text_column("page"),
            "dimension": text_column(
                "age, sex, age_sex, city, country, language, hour, industry, seniority, "
                "job_function, company_size, subscription",
                nullable=False,
            ),
            "value": text_column("for example 25-34|female", nullable=False),
            "share": Column("float", "part of the audience", "share 0-1"),
            "count": count_column("people", "people"),
            "from_day": text_column("first day covered, ISO date"),
            "to_day": text_column("last day covered, ISO date"),
        },
    ),
    _table(
        "daily",
        "one metric of a page on one day",
        ("network", "page", "metric", "day"),
        {
            "network": text_column("network, missing when the file does not say"),
            "page": text_column("page"),
            "metric": text_column("metric, one of METRICS", nullable=False),
            "day": text_column("ISO date on the source's clock", nullable=False),
            "value": Column("float", "value on that day", "as the metric"),
            **_CLOCK,
        },
        added=("value",),
        aside=PORTIONS,
    ),
    _table(
        "ads",
        "what paid distribution cost and brought",
        ("network", "campaign", "ad_set", "ad", "from_day", "to_day"),
        {
            "network": text_column("network"),
            "campaign": text_column("campaign"),
            "ad_set": text_column("ad set"),
            "ad": text_column("ad"),
            "from_day": text_column("first day, ISO date"),
            "to_day": text_column("last day, ISO date"),
            "spend": Column("float", "amount spent", "currency"),
            "currency": text_column("ISO 4217 code"),
            "impressions": count_column("times shown", "impressions"),
            "reach": count_column("people reached", "people"),
            "clicks": count_column("clicks", "clicks"),
            "results": Column("float", "results of the chosen kind", "results"),
            "result_kind": text_column("what a result is"),
        },
        added=("spend", "impressions", "clicks", "results"),
        aside=PORTIONS,
    ),
    _table(
        "visits",
        "visits to the site by where they came from",
        ("property", "day", "to_day", "source", "medium", "campaign", "content", "term", "channel"),
        {
            "property": text_column("web property"),
            "day": text_column("day, or first day of the period, ISO date"),
            "to_day": text_column("last day of the period, ISO date"),
            "source": text_column("utm_source"),
            "medium": text_column("utm_medium"),
            "campaign": text_column("utm_campaign"),
            "content": text_column("utm_content"),
            "term": text_column("utm_term"),
            "channel": text_column("channel group, when the report is by channel"),
            "users": count_column("users", "people"),
            "sessions": count_column("sessions", "sessions"),
            "engaged_sessions": count_column("engaged sessions", "sessions"),
            "key_events": Column("float", "key events (conversions until 2024)", "events"),
            "revenue": Column("float", "revenue", "currency"),
            "currency": text_column("ISO 4217 code, missing when the report does not say"),
        },
        added=("sessions", "engaged_sessions", "key_events", "revenue"),
        aside=PORTIONS,
    ),
    _table(
        "orders",
        "what was bought; one row an order",
        ("shop", "order_id"),
        {
            "shop": text_column("shop system"),
            "order_id": text_column("order number", nullable=False),
            "at": _AT,
            **_CLOCK,
            "customer": text_column("pseudonym of the buyer", person=True),
            "amount": Column("float", "total of the order", "currency"),
            "currency": text_column("ISO 4217 code"),
            "refunded": Column("float", "amount given back", "currency"),
            "status": text_column(
                "paid, pending, refunded, partially_refunded, cancelled, voided…"
            ),
            "discount_code": text_column("discount code"),
            "utm_source": text_column("utm_source"),
            "utm_medium": text_column("utm_medium"),
            "utm_campaign": text_column("utm_campaign"),
            "utm_content": text_column("utm_content"),
            "first_order": Column("bool", "true for the customer's first order in these files"),
        },
    ),
)
TABLES: Mapping[str, Table] = MappingProxyType({table.name: table for table in _ALL})


def require(found: Collection[str], needed: Sequence[str], *, table: str) -> None:
    """Refuse a frame that lacks columns an analysis needs.

    Parameters
    ----------
    found
        Column names, or the frame itself.
    needed
        Column names.
    table
        The canonical table that has them all.

    Raises
    ------
    DataError
        Naming the absent columns and where to get a whole table.

    Examples
    --------
    >>> require(["at", "kind"], ["at"], table="interactions")
    """
    absent = [name for name in needed if name not in found]
    if absent:
        raise DataError(
            message(
                "Expected a table with the columns {wanted}; these are absent: {absent}. "
                "Use the project's own: project.{table}."
            ),
            {"wanted": ", ".join(needed), "absent": ", ".join(absent), "table": table},
        )


def conform(frame: pd.DataFrame, table: str, *, part: bool = False) -> pd.DataFrame:
    """Return the frame with exactly the table's columns, in order, in the table's types.

    Absent columns become missing values; columns the table does not have are dropped. A ``part``,
    which is what one file gave, has the columns of its portions too.

    Examples
    --------
    >>> conform(pd.DataFrame({"person": ["p1"], "network": ["vkontakte"]}), "people").shape
    (1, 16)
    """
    columns = TABLES[table].part_columns if part else TABLES[table].columns
    full = frame.reindex(columns=list(columns))
    return full.astype({name: _DTYPES[column.kind] for name, column in columns.items()})


@contextmanager
def _without_a_word_of_spark() -> Iterator[None]:
    # pandera imports PySpark where it is installed, which warns of a pandas that nobody here mixes
    # with it.
    with warnings.catch_warnings():
        warnings.filterwarnings(
            "ignore", "PySpark does not yet fully support pandas", FutureWarning
        )
        yield


def check(frame: pd.DataFrame, table: str, *, part: bool = False) -> pd.DataFrame:
    """Return the frame unchanged if it is a valid canonical table, or a valid ``part`` of it.

    Raises
    ------
    DataError
        Naming every column that is absent, has another type or misses required values.
    """
    with _without_a_word_of_spark():
        import pandera.errors

    try:
        with _without_a_word_of_spark():
            _schema(table, part=part).validate(frame, lazy=True)
    except pandera.errors.SchemaErrors as problem:
        cases = problem.failure_cases[["column", "check"]].drop_duplicates()
        faults = ", ".join(f"{case.column}: {case.check}" for case in cases.itertuples())
        raise DataError(
            message("The table {table} is not as it should be: {faults}."),
            {"table": table, "faults": faults},
        ) from problem
    return frame


@cache
def _schema(table: str, *, part: bool) -> "pa.DataFrameSchema":
    import pandera.pandas as pa

    known = TABLES[table]
    named, key = (known.part_columns, known.part_key) if part else (known.columns, known.key)
    columns = {name: pa.Column(_DTYPES[c.kind], nullable=c.nullable) for name, c in named.items()}
    return pa.DataFrameSchema(columns, strict=True, unique=list(key))
