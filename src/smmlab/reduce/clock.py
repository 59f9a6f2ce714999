"""Local clocks without time zones in the engine: integer arithmetic on epoch seconds."""

from collections.abc import Sequence
from datetime import UTC, datetime
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

import narwhals as nw

from smmlab.errors import DataError
from smmlab.reduce.frames import to_pandas
from smmlab.texts import message

DAY = 86_400
HOUR = 3_600
# Beyond these years nothing was exported; the clock of the nearest one is used.
_FIRST_MOMENT, _LAST_MOMENT = 0, 4_102_444_800


def on_clock(acts: nw.LazyFrame[Any], timezone: str) -> nw.LazyFrame[Any]:
    """Add ``local``: ``at`` on the clock of a zone, stepping where the clock was changed."""
    at = nw.col("at").cast(nw.Int64)
    if timezone == "UTC":
        return acts.with_columns(local=at)
    extremes = to_pandas(acts.select(first=at.min(), last=at.max()).to_native())
    if extremes.isna().to_numpy().any():
        return acts.with_columns(local=at)
    first, last = (int(value) for value in extremes.iloc[0])
    return acts.with_columns(local=at + _offset_at(at, transitions(timezone, first, last)))


def _offset_at(at: nw.Expr, steps: Sequence[tuple[int, int]]) -> nw.Expr:
    # Halved each time: engines give up on a condition nested once for every change of the clock.
    if len(steps) == 1:
        return nw.lit(steps[0][1], nw.Int64)
    middle = len(steps) // 2
    later, earlier = _offset_at(at, steps[middle:]), _offset_at(at, steps[:middle])
    return nw.when(at >= steps[middle][0]).then(later).otherwise(earlier)


def with_hours(acts: nw.LazyFrame[Any], timezone: str) -> nw.LazyFrame[Any]:
    """Keep acts whose hour is known and add ``weekday`` (Monday is zero) and ``hour``."""
    timed = acts.filter(~nw.col("at").is_null())
    if "precision" in timed.collect_schema().names():
        timed = timed.filter(nw.col("precision").fill_null("") != "day")
    local = nw.col("local")
    # The first of January nineteen seventy was a Thursday, three days after a Monday.
    weekday, hour = (floor(local, DAY) + 3) % 7, floor(local, HOUR) % 24
    return on_clock(timed, timezone).with_columns(weekday=weekday, hour=hour)


def floor(seconds: nw.Expr, size: int) -> nw.Expr:
    """Return how many whole sizes fit below, also before nineteen seventy."""
    # Without the remainder the cheap division does; Polars multiplies by the inverse, and misses by
    # a little, which a cast would make one less.
    return ((seconds - seconds % size) / size).round().cast(nw.Int64)


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
