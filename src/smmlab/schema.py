"""The canonical tables: what every export becomes, column by column."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

import pandas as pd

from smmlab.errors import DataError
from smmlab.texts import message

if TYPE_CHECKING:
    import pandera.pandas as pa

Kind = Literal["text", "int", "float", "bool"]
_DTYPES: Mapping[Kind, str] = MappingProxyType(
    {"text": "str", "int": "Int64", "float": "float64", "bool": "boolean"}
)


@dataclass(frozen=True)
class Column:
    """One column: its type, unit and meaning; ``person`` marks identities to pseudonymise."""

    kind: Kind
    meaning: str
    unit: str = ""
    nullable: bool = True
    person: bool = False


@dataclass(frozen=True)
class Table:
    """One canonical table; rows with the same ``key`` are the same thing seen twice.

    A file may tell a thing portion by portion, such as an ad by ages: the columns ``added`` add up
    then; numbers of people never do.
    """

    name: str
    meaning: str
    key: tuple[str, ...]
    columns: Mapping[str, Column]
    added: tuple[str, ...] = ()
    aside: Mapping[str, Column] | None = None

    @property
    def part_columns(self) -> Mapping[str, Column]:
        """The columns of what one file gave: the table's, and those ``aside`` for the merge."""
        return {**self.columns, **(self.aside or {})}

    @property
    def part_key(self) -> tuple[str, ...]:
        """What tells the rows of one file apart."""
        return (*self.key, "split", "portion", "row") if self.added else self.key


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
# These say that a source does not know; a source that does wins over them.
UNKNOWN_WORDS = MappingProxyType({"form": "other", "clock": "unknown", "precision": "unknown"})


def _text(meaning: str, *, nullable: bool = True, person: bool = False) -> Column:
    return Column("text", meaning, nullable=nullable, person=person)


def _count(meaning: str, unit: str) -> Column:
    return Column("int", meaning, unit)


_AT = Column("int", "when it happened, epoch seconds UTC", "s")
_SOURCE: dict[str, Column] = {
    "exported_at": Column("int", "when it was exported, epoch seconds UTC", "s", nullable=False),
    "source_file": _text("name of the raw file in exports/", nullable=False),
    "source_row": Column("int", "first line or message of the row", "line", nullable=False),
}
# Columns of parts, not of tables: what is told portion by portion is added up over all files.
PORTIONS: Mapping[str, Column] = MappingProxyType(
    {
        "split": _text("by what the file splits the thing; missing where it tells it whole"),
        "portion": _text("which portion, as a keyed digest"),
        "row": _text("the row as a keyed digest: things of one name in one file are added up"),
        "sound": Column("int", "2 where it could be read, 1 in part, 0 where it could not"),
    }
)
_CLOCK: dict[str, Column] = {
    "clock": _text("clock of the source: UTC, an IANA zone, or id (recovered from the id)"),
    "precision": _text("second, minute, day or unknown"),
}
_POST_COUNTS: dict[str, Column] = {
    "impressions": _count("times shown", "impressions"),
    "views": _count("times viewed, as the network counts views", "views"),
    "reach": _count("people who saw it", "people"),
    "reactions": _count("likes and other reactions", "reactions"),
    "comments": _count("comments received", "comments"),
    "shares": _count("shares and reposts", "shares"),
    "saves": _count("times saved", "saves"),
    "clicks": _count("all clicks on the post", "clicks"),
    "follows": _count("follows gained from the post", "follows"),
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
            "network": _text("network, one of EVERY_NETWORK", nullable=False),
            "page": _text("name of the page or channel"),
            "is_own": Column("bool", "true for the client's own page", nullable=False),
            "post_id": _text("id within the network", nullable=False),
            "at": _AT,
            **_CLOCK,
            "form": _text("form, one of FORMS", nullable=False),
            "text": _text("caption or message"),
            "language": _text("language code of the text"),
            "url": _text("permalink"),
            "paid_share": Column("float", "paid part of the reach or views", "share 0-1"),
            "metrics_name": _text(
                "dated name of the source's metric set: unlike metrics never join"
            ),
            **_POST_COUNTS,
            "watch_seconds": Column("float", "seconds watched in all", "s"),
        },
        aside={
            "copy_of": _text("id of the channel whose post this is the copy of"),
            "forwarded_from": _text("keyed digest of where it was forwarded from"),
        },
    ),
    _table(
        "snapshots",
        "the counts of a post as each export showed them",
        ("network", "post_id", "exported_at"),
        {
            "network": _text("network", nullable=False),
            "post_id": _text("id within the network", nullable=False),
            **_POST_COUNTS,
        },
    ),
    _table(
        "interactions",
        "what a person did with a post; the table that grows",
        ("network", "interaction_id"),
        {
            "network": _text("network", nullable=False),
            "interaction_id": _text("id of the act within the network", nullable=False),
            "post_id": _text("the post it belongs to"),
            "person": _text("pseudonym of who acted", person=True),
            "kind": _text("kind, one of INTERACTION_KINDS", nullable=False),
            "at": _AT,
            **_CLOCK,
            "text": _text("words of a comment"),
            "reply_to": _text("interaction_id it answers"),
            "by_page": Column("bool", "true when the page itself acted", nullable=False),
        },
    ),
    _table(
        "people",
        "what is known of a pseudonym",
        ("network", "person"),
        {
            "network": _text("network", nullable=False),
            "person": _text("pseudonym", nullable=False, person=True),
            "sex": _text("female, male or missing"),
            "birth_year": Column("int", "year of birth", "year"),
            "city": _text("city"),
            "country": _text("country code or name"),
            "joined_at": Column("int", "joined the page, epoch seconds UTC", "s"),
            "last_seen": Column("int", "last seen, epoch seconds UTC", "s"),
            "followers": _count("followers of the person", "people"),
            "following": _count("accounts the person follows", "accounts"),
            "posts": _count("posts of the person", "posts"),
            "has_photo": Column("bool", "has a profile picture"),
            "deactivated": Column("bool", "account closed or banned"),
        },
    ),
    _table(
        "audience",
        "the audience in aggregate, as the network gives it",
        ("network", "page", "dimension", "value", "from_day", "to_day"),
        {
            "network": _text("network"),
            "page": _text("page"),
            "dimension": _text(
                "age, sex, age_sex, city, country, language, hour, industry, seniority, "
                "job_function, company_size, subscription",
                nullable=False,
            ),
            "value": _text("for example 25-34|female", nullable=False),
            "share": Column("float", "part of the audience", "share 0-1"),
            "count": _count("people", "people"),
            "from_day": _text("first day covered, ISO date"),
            "to_day": _text("last day covered, ISO date"),
        },
    ),
    _table(
        "daily",
        "one metric of a page on one day",
        ("network", "page", "metric", "day"),
        {
            "network": _text("network, missing when the file does not say"),
            "page": _text("page"),
            "metric": _text("metric, one of METRICS", nullable=False),
            "day": _text("ISO date on the source's clock", nullable=False),
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
            "network": _text("network"),
            "campaign": _text("campaign"),
            "ad_set": _text("ad set"),
            "ad": _text("ad"),
            "from_day": _text("first day, ISO date"),
            "to_day": _text("last day, ISO date"),
            "spend": Column("float", "amount spent", "currency"),
            "currency": _text("ISO 4217 code"),
            "impressions": _count("times shown", "impressions"),
            "reach": _count("people reached", "people"),
            "clicks": _count("clicks", "clicks"),
            "results": Column("float", "results of the chosen kind", "results"),
            "result_kind": _text("what a result is"),
        },
        added=("spend", "impressions", "clicks", "results"),
        aside=PORTIONS,
    ),
    _table(
        "visits",
        "visits to the site by where they came from",
        ("property", "day", "to_day", "source", "medium", "campaign", "content", "term", "channel"),
        {
            "property": _text("web property"),
            "day": _text("day, or first day of the period, ISO date"),
            "to_day": _text("last day of the period, ISO date"),
            "source": _text("utm_source"),
            "medium": _text("utm_medium"),
            "campaign": _text("utm_campaign"),
            "content": _text("utm_content"),
            "term": _text("utm_term"),
            "channel": _text("channel group, when the report is by channel"),
            "users": _count("users", "people"),
            "sessions": _count("sessions", "sessions"),
            "engaged_sessions": _count("engaged sessions", "sessions"),
            "key_events": Column("float", "key events (conversions until 2024)", "events"),
            "revenue": Column("float", "revenue", "currency"),
            "currency": _text("ISO 4217 code, missing when the report does not say"),
        },
        added=("sessions", "engaged_sessions", "key_events", "revenue"),
        aside=PORTIONS,
    ),
    _table(
        "orders",
        "what was bought; one row an order",
        ("shop", "order_id"),
        {
            "shop": _text("shop system"),
            "order_id": _text("order number", nullable=False),
            "at": _AT,
            **_CLOCK,
            "customer": _text("pseudonym of the buyer", person=True),
            "amount": Column("float", "total of the order", "currency"),
            "currency": _text("ISO 4217 code"),
            "refunded": Column("float", "amount given back", "currency"),
            "status": _text("paid, pending, refunded, partially_refunded, cancelled, voided…"),
            "discount_code": _text("discount code"),
            "utm_source": _text("utm_source"),
            "utm_medium": _text("utm_medium"),
            "utm_campaign": _text("utm_campaign"),
            "utm_content": _text("utm_content"),
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


def check(frame: pd.DataFrame, table: str, *, part: bool = False) -> pd.DataFrame:
    """Return the frame unchanged if it is a valid canonical table, or a valid ``part`` of it.

    Raises
    ------
    DataError
        Naming every column that is absent, has another type or misses required values.
    """
    import pandera.errors

    try:
        _schema(table, part=part).validate(frame, lazy=True)
    except pandera.errors.SchemaErrors as problem:
        cases = problem.failure_cases[["column", "check"]].drop_duplicates()
        faults = ", ".join(f"{case.column}: {case.check}" for case in cases.itertuples())
        raise DataError(
            message("The table {table} is not as it should be: {faults}."),
            {"table": table, "faults": faults},
        ) from problem
    return frame


def _schema(table: str, *, part: bool) -> "pa.DataFrameSchema":
    import pandera.pandas as pa

    known = TABLES[table]
    named, key = (known.part_columns, known.part_key) if part else (known.columns, known.key)
    columns = {name: pa.Column(_DTYPES[c.kind], nullable=c.nullable) for name, c in named.items()}
    return pa.DataFrameSchema(columns, strict=True, unique=list(key))
