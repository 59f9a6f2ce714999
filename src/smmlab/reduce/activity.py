"""When people act: by hour of the week, by day, by cohort."""

import narwhals as nw
from narwhals.typing import IntoFrameT

from smmlab.reduce.clock import DAY, floor, on_clock, with_hours
from smmlab.reduce.frames import distinct, native, unique
from smmlab.reduce.selection import PERSON, acts_of_people

_PERIOD = ("network", "cohort", "period")


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
    >>> import pandas as pd
    >>> acts = pd.DataFrame({"at": [0, 3600], "by_page": [False, False]})
    >>> hourly_counts(acts, timezone="Europe/Tallinn").sort_values("hour")
       weekday  hour  interactions
    0        3     3             1
    1        3     4             1
    """
    acts = with_hours(acts_of_people(interactions, ("at", "by_page")), timezone)
    counts = acts.group_by("weekday", "hour").agg(nw.len().alias("interactions"))
    return native(counts.with_columns(nw.col("interactions").cast(nw.Int64)), interactions)


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
    >>> import pandas as pd
    >>> acts = pd.DataFrame({
    ...     "network": "telegram", "person": ["a", "a"], "at": [0, 60], "by_page": False})
    >>> daily_counts(acts, timezone="UTC")
        network  day  interactions  people
    0  telegram    0             2       1
    """
    acts = acts_of_people(interactions, (*PERSON, "at", "by_page"))
    acts = acts.filter(~nw.col("at").is_null())
    acts = on_clock(acts, timezone).with_columns(day=floor(nw.col("local"), DAY))
    keys = ("network", "day")
    people = distinct(acts, keys, "person", "people")
    counts = acts.group_by(*keys).agg(nw.len().alias("interactions"))
    joined = counts.join(people, on=list(keys), how="left")
    whole = nw.col("day", "interactions", "people").fill_null(0).cast(nw.Int64)
    return native(joined.with_columns(whole).select(*keys, "interactions", "people"), interactions)


def cohort_counts(interactions: IntoFrameT, *, timezone: str, weeks: int = 4) -> IntoFrameT:
    """Count the people of each cohort in each period; a cohort first acted in one period.

    Parameters
    ----------
    interactions
        Canonical interactions: ``network``, ``person``, ``at``, ``by_page``; acts without a person
        or a time are left out.
    timezone
        IANA zone of the calendar.
    weeks
        Length of a period, from Monday on.

    Returns
    -------
    native frame
        ``network``, ``cohort`` and ``period`` (whole periods since Monday, 29 December of the year
        nineteen sixty-nine), ``people`` of the cohort with an act in the period; only pairs with
        somebody have a row.

    Examples
    --------
    >>> import pandas as pd
    >>> acts = pd.DataFrame({
    ...     "network": "telegram", "person": ["a", "a", "b"], "at": [0, 2_500_000, 60],
    ...     "by_page": False})
    >>> cohort_counts(acts, timezone="UTC").sort_values("period")
        network  cohort  period  people
    0  telegram       0       0       2
    1  telegram       0       1       1
    """
    acts = acts_of_people(interactions, (*PERSON, "at", "by_page"))
    acts = acts.filter(~nw.col("person").is_null(), ~nw.col("at").is_null())
    # The epoch was a Thursday: three days earlier began the week.
    since_monday = nw.col("local") + 3 * DAY
    acts = on_clock(acts, timezone).with_columns(period=floor(since_monday, weeks * 7 * DAY))
    periods = unique(acts, (*PERSON, "period"))
    cohorts = periods.group_by(*PERSON).agg(nw.col("period").min().alias("cohort"))
    counts = (
        periods.join(cohorts, on=list(PERSON), how="left")
        .group_by(*_PERIOD)
        .agg(nw.len().alias("people"))
    )
    whole = nw.col("cohort", "period", "people").cast(nw.Int64)
    return native(counts.with_columns(whole).select(*_PERIOD, "people"), interactions)
