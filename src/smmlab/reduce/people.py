"""What each person did: how much, when, on which posts, and of which kind."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

import narwhals as nw
from narwhals.typing import IntoFrame, IntoFrameT

from smmlab.errors import DataError
from smmlab.reduce.clock import DAY, floor, on_clock, with_hours
from smmlab.reduce.frames import beside, distinct, native, scan, unique
from smmlab.reduce.money import customer_orders
from smmlab.reduce.pairs import reply_pairs
from smmlab.reduce.selection import PERSON, acts_of_people
from smmlab.texts import message

KIND_COLUMNS: Mapping[str, str] = MappingProxyType(
    {
        "comment": "comments",
        "reply": "replies",
        "reaction": "reactions",
        "share": "shares",
        "view": "views",
        "click": "clicks",
        "follow": "follows",
        "purchase": "purchases",
    }
)
"""How the count of each kind of interaction is called."""


def person_features(
    interactions: IntoFrameT,
    *,
    timezone: str = "UTC",
    posts: IntoFrame | None = None,
    orders: IntoFrame | None = None,
    currency: str | None = None,
    partners: bool = False,
) -> IntoFrameT:
    """Reduce interactions to one row per person.

    Parameters
    ----------
    interactions
        Canonical interactions: ``network``, ``person``, ``post_id``, ``kind``, ``at``, ``by_page``;
        for ``partners`` also ``interaction_id`` and ``reply_to``. The page's own acts and rows
        without a person are left out.
    timezone
        IANA zone whose calendar days are counted.
    posts
        Canonical posts (``network``, ``post_id``, ``is_own``), to tell how many of the own ones a
        person reached; pandas or the same engine, as ``orders``.
    orders
        Canonical orders, to tell what the person spent in one ``currency``; a customer is a person
        where both have the same pseudonym.
    partners
        Whether to count the people whom a person answered.

    Returns
    -------
    native frame
        ``network``, ``person``, ``interactions`` (acts), ``first`` and ``last`` (epoch seconds,
        missing when no act has a time), ``active_days`` (days with an act), ``posts`` (different
        posts acted on), and one count per kind, named as in ``KIND_COLUMNS``. With ``posts`` also
        ``own_posts_reached`` (different own posts acted on) and ``own_posts`` (of the network, in
        these files); with ``orders`` also ``orders`` and ``spend_thousandths`` (of the currency,
        refunds taken off), missing for people who are no known customers; with ``partners`` also
        ``reply_partners`` (different people answered, without the page).

    Raises
    ------
    DataError
        When a column is absent, or orders come without a currency.

    Examples
    --------
    >>> import pandas as pd
    >>> acts = pd.DataFrame({
    ...     "network": "telegram", "person": ["a", "a", "b"], "post_id": ["1", "1", "2"],
    ...     "kind": ["comment", "reaction", "comment"], "at": [0, 90_000, 5], "by_page": False})
    >>> person_features(acts).sort_values("person")[["person", "interactions", "active_days"]]
      person  interactions  active_days
    0      a             2            2
    1      b             1            1
    """
    acts = acts_of_people(interactions, (*PERSON, "post_id", "kind", "at", "by_page"))
    acts = acts.filter(~nw.col("person").is_null())
    kinds = {
        column: nw.when(nw.col("kind") == kind).then(nw.lit(1))
        for kind, column in KIND_COLUMNS.items()
    }
    people = (
        acts.with_columns(**kinds)
        .group_by(*PERSON)
        .agg(
            nw.len().alias("interactions"),
            nw.col("at").min().alias("first"),
            nw.col("at").max().alias("last"),
            *(nw.col(column).count() for column in kinds),
        )
    )
    days = on_clock(acts.filter(~nw.col("at").is_null()), timezone).with_columns(
        day=nw.col("local") - nw.col("local") % DAY
    )
    counts = [
        distinct(days, PERSON, "day", "active_days"),
        distinct(acts, PERSON, "post_id", "posts"),
    ]
    if partners:
        answered: Any = reply_pairs(interactions)
        pairs = nw.from_native(answered).lazy()
        counts.append(distinct(pairs.filter(~nw.col("to_page")), PERSON, "partner", "partners"))
    own = _own_posts(posts, interactions) if posts is not None else None
    if own is not None:
        reached = acts.join(own, on=["network", "post_id"], how="inner")
        counts.append(distinct(reached, PERSON, "post_id", "own_posts_reached"))
    for count in counts:
        people = people.join(count, on=list(PERSON), how="left")
    names = ["interactions", "active_days", "posts", *kinds]
    if partners:
        people, names = people.rename({"partners": "reply_partners"}), [*names, "reply_partners"]
    if own is not None:
        published = own.group_by("network").agg(nw.len().alias("own_posts"))
        people = people.join(published, on="network", how="left")
        names += ["own_posts_reached", "own_posts"]
    counted = nw.col(*names).fill_null(0).cast(nw.Int64)
    people = people.with_columns(counted)
    if orders is not None:
        people = people.join(_spend(orders, currency, interactions), on="person", how="left")
    shown = [*names[:1], "first", "last", *names[1:]]
    shown += ["orders", "spend_thousandths"] if orders is not None else []
    return native(people.select(*PERSON, *shown), interactions)


def person_hours(interactions: IntoFrameT, *, timezone: str) -> IntoFrameT:
    """Count the acts of each person by weekday and hour on a local clock.

    Parameters
    ----------
    interactions
        Canonical interactions: ``network``, ``person``, ``at``, ``by_page``; left out as in
        `smmlab.reduce.activity.hourly_counts`. Acts without a person stay, under a missing person.
    timezone
        IANA zone of the clock.

    Returns
    -------
    native frame
        ``network``, ``person``, ``weekday`` (Monday is zero), ``hour``, ``interactions``.

    Examples
    --------
    >>> import pandas as pd
    >>> acts = pd.DataFrame({
    ...     "network": "telegram", "person": ["a", "a"], "at": [0, 60], "by_page": False})
    >>> person_hours(acts, timezone="UTC")
        network person  weekday  hour  interactions
    0  telegram      a        3     0             2
    """
    acts = with_hours(acts_of_people(interactions, (*PERSON, "at", "by_page")), timezone)
    return _counted(acts, ("weekday", "hour"), interactions)


def person_week_hours(interactions: IntoFrameT, *, timezone: str) -> IntoFrameT:
    """Count the acts of each person by week, weekday and hour on a local clock.

    Parameters
    ----------
    interactions
        Canonical interactions, as for `person_hours`.
    timezone
        IANA zone of the clock.

    Returns
    -------
    native frame
        ``network``, ``person``, ``week`` (whole weeks since Monday, 29 December of the year
        nineteen sixty-nine), ``weekday`` (Monday is zero), ``hour``, ``interactions``.

    Examples
    --------
    >>> import pandas as pd
    >>> acts = pd.DataFrame({
    ...     "network": "telegram", "person": ["a", "a"], "at": [0, 604_800], "by_page": False})
    >>> person_week_hours(acts, timezone="UTC").sort_values("week")
        network person  week  weekday  hour  interactions
    0  telegram      a     0        3     0             1
    1  telegram      a     1        3     0             1
    """
    acts = with_hours(acts_of_people(interactions, (*PERSON, "at", "by_page")), timezone)
    # The epoch was a Thursday: three days earlier began the week.
    acts = acts.with_columns(week=floor(nw.col("local") + 3 * DAY, 7 * DAY))
    return _counted(acts, ("week", "weekday", "hour"), interactions)


def person_labels(interactions: IntoFrameT, labels: IntoFrame, *, label: str) -> IntoFrameT:
    """Count the acts of each person by a label of the posts: form, content type.

    Parameters
    ----------
    interactions
        Canonical interactions: ``network``, ``person``, ``post_id``, ``by_page``; acts without a
        person, and on posts without a label, are left out.
    labels
        ``network``, ``post_id`` and the label, a row a post and label; pandas or the same engine.
    label
        Name of the column.

    Returns
    -------
    native frame
        ``network``, ``person``, the label, ``interactions``.

    Examples
    --------
    >>> import pandas as pd
    >>> acts = pd.DataFrame({
    ...     "network": "telegram", "person": ["a", "a"], "post_id": ["1", "2"], "by_page": False})
    >>> forms = pd.DataFrame({"network": "telegram", "post_id": ["1", "2"], "form": "photo"})
    >>> person_labels(acts, forms, label="form")
        network person   form  interactions
    0  telegram      a  photo             2
    """
    acts = acts_of_people(interactions, (*PERSON, "post_id", "by_page"))
    known = beside(labels, interactions).select("network", "post_id", label)
    labelled = acts.filter(~nw.col("person").is_null()).join(
        known.filter(~nw.col(label).is_null()), on=["network", "post_id"], how="inner"
    )
    return _counted(labelled, (label,), interactions)


def _counted(acts: nw.LazyFrame[Any], by: Sequence[str], like: IntoFrameT) -> IntoFrameT:
    counts = acts.group_by(*PERSON, *by).agg(nw.len().alias("interactions"))
    return native(counts.with_columns(nw.col("interactions").cast(nw.Int64)), like)


def _own_posts(posts: IntoFrame, like: IntoFrame) -> nw.LazyFrame[Any]:
    scan(posts, ("network", "post_id", "is_own"), table="posts")
    own = beside(posts, like).filter(nw.col("is_own").fill_null(False))
    return unique(own, ("network", "post_id"))


def _spend(orders: IntoFrame, currency: str | None, like: IntoFrame) -> nw.LazyFrame[Any]:
    if currency is None:
        raise DataError(
            message("Say in which currency the orders are to be added up, for example EUR."), {}
        )
    scan(orders, ("customer", "currency", "at", "amount", "refunded"), table="orders")
    paid = beside(orders, like).filter(nw.col("currency") == currency)
    bought: Any = customer_orders(paid.to_native())
    money = nw.col("amount_thousandths") - nw.col("refunded_thousandths")
    spend: nw.LazyFrame[Any] = nw.from_native(bought).lazy()
    return spend.select(nw.col("customer").alias("person"), "orders", spend_thousandths=money)
