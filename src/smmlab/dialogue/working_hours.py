"""The clock of the work: only the hours in which somebody is there to answer count."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import get_args

import numpy as np
import numpy.typing as npt
import pandas as pd

from smmlab.brief import Brief, Weekday
from smmlab.errors import DataError
from smmlab.texts import message

WORK_FROM, WORK_TO = 9, 18
WORK_DAYS = (0, 1, 2, 3, 4)
"""When nobody says otherwise: Monday to Friday, from nine to six."""

_HOUR, _DAY, _WEEK = 3600, 86_400, 7
_MONDAY = 4  # 1970-01-05 was the first Monday of the epoch, four days in

Seconds = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Hours:
    """When somebody is there to answer: hours of the day, and weekdays with 0 for Monday."""

    opens: int = WORK_FROM
    closes: int = WORK_TO
    workdays: tuple[int, ...] = WORK_DAYS


def hours_of(brief: Brief) -> Hours:
    """Return the hours in which the client answers, as the brief gives them or as usual.

    Examples
    --------
    >>> hours_of(Brief(name="Kaja", work_to=21, work_days=("saturday", "sunday")))
    Hours(opens=9, closes=21, workdays=(5, 6))
    """
    opens, closes = brief.work_from, brief.work_to
    if opens is None:
        opens = WORK_FROM if closes is None else min(WORK_FROM, max(closes - 1, 0))
    if closes is None:
        closes = max(WORK_TO, min(opens + 1, 24))
    days = tuple(n for n, day in enumerate(get_args(Weekday)) if day in brief.work_days)
    return Hours(opens, closes, days or WORK_DAYS)


def working_seconds(
    begins: npt.ArrayLike,
    ends: npt.ArrayLike,
    *,
    timezone: str,
    opens: int = WORK_FROM,
    closes: int = WORK_TO,
    workdays: Collection[int] = WORK_DAYS,
) -> Seconds:
    """Return how many seconds of work lie between two moments.

    Parameters
    ----------
    begins, ends
        Epoch seconds UTC, of the same shape; an end before its beginning gives zero.
    timezone
        IANA zone in which the hours of work are told.
    opens, closes
        Hours of the day, 0-24; the day must open before it closes.
    workdays
        Weekdays with work, 0 is Monday.

    Returns
    -------
    array of int64
        Seconds by the clock on the wall: a night in which the clocks change counts as any other.

    Raises
    ------
    DataError
        When no hour of work is left.

    Examples
    --------
    Asked on Friday at 17:30 and answered on Monday at 9:30, that is one hour of work.

    >>> friday, monday = 1_767_375_000, 1_767_605_400
    >>> working_seconds([friday], [monday], timezone="UTC").tolist()
    [3600]
    """
    days = sorted(set(workdays))
    if not (0 <= opens < closes <= 24 and days and set(days) <= set(range(_WEEK))):
        raise DataError(
            message(
                "The hours of work must open before they close, between {least} and {most}, on at "
                "least one weekday from {first} (Monday) to {last}. Found: from {opens} to "
                "{closes} on {days}."
            ),
            {"least": 0, "most": 24, "first": 0, "last": 6, "opens": opens, "closes": closes,
             "days": ", ".join(map(str, days)) or "–"},
        )  # fmt: skip
    done = [_done(_on_the_wall(moments, timezone), opens, closes, days)
            for moments in (begins, ends)]  # fmt: skip
    found: Seconds = np.maximum(done[1] - done[0], 0)
    return found


def _on_the_wall(moments: npt.ArrayLike, timezone: str) -> Seconds:
    """Return seconds since the epoch as the clocks of the zone show them."""
    utc = pd.to_datetime(np.asarray(moments, dtype=np.int64), unit="s", utc=True)
    local = pd.DatetimeIndex(utc).tz_convert(timezone).tz_localize(None)
    wall: Seconds = local.as_unit("s").asi8
    return wall


def _done(wall: Seconds, opens: int, closes: int, days: list[int]) -> Seconds:
    """Return the seconds of work from the first Monday of the epoch until each moment."""
    length = (closes - opens) * _HOUR
    day, second = np.divmod(wall - _MONDAY * _DAY, _DAY)
    week, weekday = np.divmod(day, _WEEK)
    before = np.cumsum([0, *(number in days for number in range(_WEEK))])
    today = np.isin(weekday, days) * np.clip(second - opens * _HOUR, 0, length)
    done: Seconds = (week * len(days) + before[weekday]) * length + today
    return done
