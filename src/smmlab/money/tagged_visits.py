"""Visits that orders can be held against: with tags, from reports that do not overlap."""

from typing import Literal

import pandas as pd

from smmlab.money.utm import one_report, whole_rows
from smmlab.schema import require

_NEEDED = ("day", "to_day", "source", "medium", "campaign", "content", "term", "sessions")
_OWN_MEDIA = ("referral", "organic", "(none)")


def tagged_visits(
    visits: pd.DataFrame,
    first_day: str | None = None,
    last_day: str | None = None,
    *,
    finest: Literal["campaign", "content"] = "campaign",
) -> tuple[pd.DataFrame, pd.DataFrame, set[str]]:
    """Part the visits that came by a tagged link from those that came by themselves.

    Parameters
    ----------
    visits
        Canonical visits: ``day``, ``to_day``, the tags, ``sessions``.
    first_day, last_day
        ISO days; only periods that lie within them count.
    finest
        The finest tag by which the rows will be added up.

    Returns
    -------
    tuple
        Rows with tags, rows without, and the days (ISO) of the reports that count.

    Raises
    ------
    DataError
        When a column is absent.

    Examples
    --------
    >>> visits = pd.DataFrame({
    ...     "day": "2026-01-01", "to_day": "2026-01-31", "source": ["ig", "l.instagram.com"],
    ...     "medium": ["social", "referral"], "campaign": ["sale", "(referral)"], "content": None,
    ...     "term": None, "sessions": [40, 7]})
    >>> tagged, untagged, days = tagged_visits(visits)
    >>> tagged["sessions"].tolist(), untagged["sessions"].tolist(), len(days)
    ([40], [7], 31)
    """
    require(visits, _NEEDED, table="visits")
    ends = visits["to_day"].fillna(visits["day"])
    inside = visits["day"].notna() & visits["source"].notna() & visits["medium"].notna()
    if first_day:
        inside &= visits["day"] >= first_day
    if last_day:
        inside &= ends <= last_day
    seen = visits[inside.astype(bool)]
    if seen["campaign"].notna().any():
        seen = seen[seen["campaign"].notna()]
    seen, covered = one_report(seen)
    tags = ["source", "medium", "campaign"]
    if finest == "content":
        seen, tags = seen[seen["content"].notna()], [*tags, "content"]
    seen = whole_rows(seen, tags)
    # Google writes a campaign in brackets itself where a link has no tags.
    named = seen["campaign"].astype("str")
    own = named.str.startswith("(", na=False) | (named.isna() & seen["medium"].isin(_OWN_MEDIA))
    return seen[~own], seen[own], covered


def orders_within(
    orders: pd.DataFrame, first_day: str | None, last_day: str | None, *, timezone: str
) -> pd.DataFrame:
    """Return the orders of some days, ISO; all of them when no day is given.

    Examples
    --------
    >>> orders = pd.DataFrame({"at": [0, 86_400]})
    >>> orders_within(orders, "1970-01-02", None, timezone="UTC").index.tolist()
    [1]
    """
    if not first_day and not last_day:
        return orders
    days = local_days(orders["at"], timezone)
    inside = days.notna()
    if first_day:
        inside &= days >= pd.Timestamp(first_day)
    if last_day:
        inside &= days <= pd.Timestamp(last_day)
    return orders[inside]


def local_days(moments: pd.Series, timezone: str) -> pd.Series:
    """Return the day of each moment, epoch seconds, on the clock of a zone.

    Examples
    --------
    >>> local_days(pd.Series([82_800]), "Europe/Tallinn").dt.day.tolist()
    [2]
    """
    local = pd.to_datetime(moments.astype("Int64"), unit="s", utc=True).dt.tz_convert(timezone)
    return local.dt.tz_localize(None).dt.normalize()
