"""The heavy reductions, written once: many rows in, few rows out, in any engine.

Each takes a native frame (pandas, Polars, a DuckDB relation) and returns one of the same kind,
rows in no particular order. Time is int64 epoch seconds; aggregates are those that merge (rows,
sums, extremes, distinct values as rows of a distinct list), so the result does not depend on how
an engine cuts its work. What people see is sorted and divided later, on the small result.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from functools import cache
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo

import narwhals as nw
import pandas as pd
from narwhals.typing import IntoFrame, IntoFrameT

from smmlab.errors import DataError
from smmlab.schema import require
from smmlab.texts import message

DAY = 86_400
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

THOUSANDTHS = 1000
"""Money is added up in whole thousandths: exact, also for currencies with three decimals."""

_HOUR = 3_600
_PERSON = ("network", "person")
# Beyond these years nothing was exported; the clock of the nearest one is used.
_FIRST_MOMENT, _LAST_MOMENT = 0, 4_102_444_800


def person_features(interactions: IntoFrameT, *, timezone: str = "UTC") -> IntoFrameT:
    """Reduce interactions to one row per person.

    Parameters
    ----------
    interactions
        Canonical interactions: ``network``, ``person``, ``post_id``, ``kind``, ``at``, ``by_page``.
        The page's own acts and rows without a person are left out.
    timezone
        IANA zone whose calendar days are counted.

    Returns
    -------
    native frame
        ``network``, ``person``, ``interactions`` (acts), ``first`` and ``last`` (epoch seconds,
        missing when no act has a time), ``active_days`` (days with an act), ``posts`` (different
        posts acted on), and one count per kind, named as in ``KIND_COLUMNS``.

    Raises
    ------
    DataError
        When a column is absent.

    Examples
    --------
    >>> acts = pd.DataFrame({
    ...     "network": "telegram", "person": ["a", "a", "b"], "post_id": ["1", "1", "2"],
    ...     "kind": ["comment", "reaction", "comment"], "at": [0, 90_000, 5], "by_page": False})
    >>> person_features(acts).sort_values("person")[["person", "interactions", "active_days"]]
      person  interactions  active_days
    0      a             2            2
    1      b             1            1
    """
    acts = _by_people(interactions, (*_PERSON, "post_id", "kind", "at", "by_page"))
    acts = acts.filter(~nw.col("person").is_null())
    kinds = {
        column: nw.when(nw.col("kind") == kind).then(nw.lit(1)).otherwise(nw.lit(0))
        for kind, column in KIND_COLUMNS.items()
    }
    daily = (
        _on_clock(acts, timezone)
        .with_columns(day=_floor(nw.col("local"), DAY), **kinds)
        .group_by(*_PERSON, "day")
        .agg(
            nw.len().alias("interactions"),
            nw.col("at").min().alias("first"),
            nw.col("at").max().alias("last"),
            *(nw.col(column).sum() for column in kinds),
        )
    )
    people = (
        daily.with_columns(
            active_days=nw.when(nw.col("day").is_null()).then(nw.lit(0)).otherwise(nw.lit(1))
        )
        .group_by(*_PERSON)
        .agg(
            nw.col("interactions").sum(),
            nw.col("first").min(),
            nw.col("last").max(),
            nw.col("active_days").sum(),
            *(nw.col(column).sum() for column in kinds),
        )
    )
    posts = _distinct(acts, _PERSON, "post_id", "posts")
    joined = people.join(posts, on=list(_PERSON), how="left")
    counted = nw.col("interactions", "active_days", "posts", *kinds).fill_null(0).cast(nw.Int64)
    names = ("interactions", "first", "last", "active_days", "posts", *kinds)
    return _native(joined.with_columns(counted).select(*_PERSON, *names), interactions)


def hourly_counts(interactions: IntoFrameT, *, timezone: str) -> IntoFrameT:
    """Count the acts of people by weekday and hour on a local clock.

    Parameters
    ----------
    interactions
        Canonical interactions: ``at``, ``by_page``; times known to the day only
        (``precision``) and missing times are left out.
    timezone
        IANA zone of the clock.

    Returns
    -------
    native frame
        ``weekday`` (Monday is zero), ``hour`` (of the day), ``interactions``; only hours with
        an act have a row.

    Examples
    --------
    >>> acts = pd.DataFrame({"at": [0, 3600], "by_page": [False, False]})
    >>> hourly_counts(acts, timezone="Europe/Tallinn").sort_values("hour")
       weekday  hour  interactions
    0        3     3             1
    1        3     4             1
    """
    acts = _with_hours(_by_people(interactions, ("at", "by_page")), timezone)
    counts = acts.group_by("weekday", "hour").agg(nw.len().alias("interactions"))
    return _native(counts.with_columns(nw.col("interactions").cast(nw.Int64)), interactions)


def person_hours(interactions: IntoFrameT, *, timezone: str) -> IntoFrameT:
    """Count the acts of each person by hour of the day on a local clock.

    Parameters
    ----------
    interactions
        Canonical interactions: ``network``, ``person``, ``at``, ``by_page``; left out as in
        `hourly_counts`. Acts without a person stay, under a missing person.
    timezone
        IANA zone of the clock.

    Returns
    -------
    native frame
        ``network``, ``person``, ``hour``, ``interactions``.

    Examples
    --------
    >>> acts = pd.DataFrame({
    ...     "network": "telegram", "person": ["a", "a"], "at": [0, 60], "by_page": False})
    >>> person_hours(acts, timezone="UTC")
        network person  hour  interactions
    0  telegram      a     0             2
    """
    acts = _with_hours(_by_people(interactions, (*_PERSON, "at", "by_page")), timezone)
    counts = acts.group_by(*_PERSON, "hour").agg(nw.len().alias("interactions"))
    return _native(counts.with_columns(nw.col("interactions").cast(nw.Int64)), interactions)


def daily_counts(interactions: IntoFrameT, *, timezone: str) -> IntoFrameT:
    """Count acts and people by day on a local clock.

    Parameters
    ----------
    interactions
        Canonical interactions: ``network``, ``person``, ``at``, ``by_page``; rows without a time
        are left out.
    timezone
        IANA zone of the calendar.

    Returns
    -------
    native frame
        ``network``, ``day`` (days since the start of the year nineteen seventy), ``interactions``,
        ``people`` (different known people).

    Examples
    --------
    >>> acts = pd.DataFrame({
    ...     "network": "telegram", "person": ["a", "a"], "at": [0, 60], "by_page": False})
    >>> daily_counts(acts, timezone="UTC")
        network  day  interactions  people
    0  telegram    0             2       1
    """
    acts = _by_people(interactions, (*_PERSON, "at", "by_page"))
    acts = acts.filter(~nw.col("at").is_null())
    acts = _on_clock(acts, timezone).with_columns(day=_floor(nw.col("local"), DAY))
    keys = ("network", "day")
    people = _distinct(acts, keys, "person", "people")
    counts = acts.group_by(*keys).agg(nw.len().alias("interactions"))
    joined = counts.join(people, on=list(keys), how="left")
    whole = nw.col("day", "interactions", "people").fill_null(0).cast(nw.Int64)
    return _native(joined.with_columns(whole).select(*keys, "interactions", "people"), interactions)


def orders_by_utm(orders: IntoFrameT) -> IntoFrameT:
    """Add up orders by tags, currency and status.

    Parameters
    ----------
    orders
        Canonical orders: ``utm_source``, ``utm_medium``, ``utm_campaign``, ``currency``,
        ``status``, ``amount``, ``refunded``.

    Returns
    -------
    native frame
        The five keys (missing stays a group of its own), ``orders``, ``amount_thousandths`` and
        ``refunded_thousandths`` (int64, thousandths of the currency), ``amounts`` and ``refunds``
        (how many orders have the figure: missing is not zero).

    Examples
    --------
    >>> orders = pd.DataFrame({
    ...     "utm_source": "instagram", "utm_medium": "social", "utm_campaign": "launch",
    ...     "currency": "EUR", "status": "paid", "amount": [0.1, 0.2], "refunded": 0.0})
    >>> orders_by_utm(orders)[["orders", "amount_thousandths"]]
       orders  amount_thousandths
    0       2                 300
    """
    keys = ("utm_source", "utm_medium", "utm_campaign", "currency", "status")
    rows = _require(orders, (*keys, "amount", "refunded"))
    exact = {
        f"{name}_thousandths": (nw.col(name) * THOUSANDTHS).round(0).fill_null(0).cast(nw.Int64)
        for name in ("amount", "refunded")
    }
    known = {
        plural: nw.when(nw.col(name).is_null()).then(nw.lit(0)).otherwise(nw.lit(1))
        for name, plural in (("amount", "amounts"), ("refunded", "refunds"))
    }
    columns = (*exact, *known)
    sums = (
        rows.with_columns(**exact, **known)
        .group_by(*keys)
        .agg(nw.len().alias("orders"), *(nw.col(column).sum() for column in columns))
    )
    return _native(sums.with_columns(nw.col("orders", *columns).cast(nw.Int64)), orders)


def to_pandas(reduced: IntoFrame) -> pd.DataFrame:
    """Return a reduced native frame as a pandas frame of its own.

    Examples
    --------
    >>> to_pandas(pd.DataFrame({"hour": [1]})).shape
    (1, 1)
    """
    frame: pd.DataFrame = nw.from_native(reduced).lazy().collect("pandas").to_native()
    return frame.copy()


def transitions(timezone: str, first: int, last: int) -> tuple[tuple[int, int], ...]:
    """Return when the clock of a zone changed within a period, and by how much.

    Returns
    -------
    tuple
        Pairs of epoch second and seconds east of UTC from then on; the first pair holds from the
        start of the period.

    Raises
    ------
    DataError
        When the zone is not known.

    Examples
    --------
    >>> transitions("Europe/Tallinn", 1_767_225_600, 1_782_864_000)
    ((1767225600, 7200), (1774746000, 10800))
    """
    first, last = (min(max(at, _FIRST_MOMENT), _LAST_MOMENT) for at in (first, last))
    steps = _all_transitions(timezone)
    before = [offset for moment, offset in steps if moment <= first]
    later = [(moment, offset) for moment, offset in steps if first < moment <= last]
    return ((first, before[-1]), *later)


@cache
def _all_transitions(timezone: str) -> tuple[tuple[int, int], ...]:
    clock = _zone(timezone)
    found = [(_FIRST_MOMENT, _offset(clock, _FIRST_MOMENT))]
    # A change of the clock that is taken back within a day would be missed; none is known.
    for midnight in range(_FIRST_MOMENT + DAY, _LAST_MOMENT + 1, DAY):
        offset = _offset(clock, midnight)
        if offset != found[-1][1]:
            before, after = midnight - DAY, midnight
            while after - before > 1:
                middle = (before + after) // 2
                if _offset(clock, middle) == found[-1][1]:
                    before = middle
                else:
                    after = middle
            found.append((after, offset))
    return tuple(found)


def _native(frame: nw.LazyFrame[Any], like: IntoFrameT) -> IntoFrameT:
    # Only pandas and other eager frames are computed; a relation stays a plan until it is read.
    source: Any = like
    eager = isinstance(nw.from_native(source), nw.DataFrame)
    result: IntoFrameT = (frame.collect() if eager else frame).to_native()
    return result


def _require(frame: IntoFrame, columns: Sequence[str]) -> nw.LazyFrame[Any]:
    rows = nw.from_native(frame).lazy()
    require(rows.collect_schema().names(), columns, table="interactions")
    return rows


def _by_people(interactions: IntoFrame, columns: Sequence[str]) -> nw.LazyFrame[Any]:
    acts = _require(interactions, columns)
    kept = [*columns, *({"precision"} & set(acts.collect_schema().names()))]
    return acts.select(*kept).filter(~nw.col("by_page").fill_null(False))


def _with_hours(acts: nw.LazyFrame[Any], timezone: str) -> nw.LazyFrame[Any]:
    timed = acts.filter(~nw.col("at").is_null())
    if "precision" in timed.collect_schema().names():
        timed = timed.filter(nw.col("precision").fill_null("") != "day")
    local = nw.col("local")
    # The first of January nineteen seventy was a Thursday, three days after a Monday.
    weekday, hour = (_floor(local, DAY) + 3) % 7, _floor(local, _HOUR) % 24
    return _on_clock(timed, timezone).with_columns(weekday=weekday, hour=hour)


def _on_clock(acts: nw.LazyFrame[Any], timezone: str) -> nw.LazyFrame[Any]:
    """Add ``local``: ``at`` on the clock of a zone, stepping where the clock was changed."""
    at = nw.col("at").cast(nw.Int64)
    if timezone == "UTC":
        return acts.with_columns(local=at)
    extremes = acts.select(first=at.min(), last=at.max()).collect("pandas").to_native()
    if extremes.isna().to_numpy().any():
        return acts.with_columns(local=at)
    first, last = (int(value) for value in extremes.iloc[0])
    (_start, offset), *changes = transitions(timezone, first, last)
    local = at + offset
    for moment, changed in changes:
        local = local + nw.when(at >= moment).then(nw.lit(changed - offset)).otherwise(nw.lit(0))
        offset = changed
    return acts.with_columns(local=local)


def _floor(seconds: nw.Expr, size: int) -> nw.Expr:
    # Taking the remainder first leaves an exact division: engines round negative ones differently.
    return (seconds - (seconds % size + size) % size) // size


def _distinct(
    rows: nw.LazyFrame[Any], keys: Sequence[str], column: str, name: str
) -> nw.LazyFrame[Any]:
    """Count different values in two steps, unique rows and then rows: both of them merge."""
    known = rows.filter(~nw.col(column).is_null()).select(*keys, column).unique()
    return known.group_by(*keys).agg(nw.len().alias(name))


def _zone(timezone: str) -> ZoneInfo:
    try:
        return ZoneInfo(timezone)
    except (KeyError, ValueError, OSError) as problem:
        raise DataError(
            message("The time zone {found} is not known. Use a name such as Europe/Tallinn."),
            {"found": timezone},
        ) from problem


def _offset(clock: ZoneInfo, at: int) -> int:
    offset = datetime.fromtimestamp(at, UTC).astimezone(clock).utcoffset()
    return int(offset.total_seconds()) if offset is not None else 0
