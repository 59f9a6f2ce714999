"""Days that TikTok Studio writes without a year: which year each of them must have."""

import re
from calendar import isleap, monthrange
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import numpy as np
import pandas as pd

from smmlab.errors import ExportError
from smmlab.exports.month_names import split_named_days
from smmlab.exports.reading import Caution
from smmlab.exports.source import RawExport
from smmlab.texts import message

FIRST_YEAR = 2016  # TikTok did not exist before
_LEAP_YEAR = 2000
_YEAR = 365
_LEAP_DAY = 60  # place of 29 February among the days of a leap year
_CLOSE = 7  # TikTok's newest day is one to three days old; a period that ends earlier is rare
_HALF_A_YEAR = 183
_ISO = re.compile(r"^(?P<year>20[0-9]{2})[-/.](?P<month>[0-9]{1,2})[-/.](?P<day>[0-9]{1,2})$")
_NAMED_DAY = re.compile(r"(?<![0-9])(20[0-9]{2})[-_.]?([01][0-9])[-_.]?([0-3][0-9])(?![0-9])")
_NAMED_MOMENT = re.compile(r"(?<![0-9])(1[4-9][0-9]{8})(?:[0-9]{3})?(?![0-9])")


@dataclass(frozen=True)
class Anchor:
    """The day after which no day of a file can lie.

    Parameters
    ----------
    latest
        The day itself.
    only_day
        The one day that stands in the file's name: the start of the period or its end.
    told
        The day itself as Greenwich has it, to name in sentences; ``latest`` where not given.
    """

    latest: date
    only_day: date | None = None
    told: date | None = field(default=None, compare=False)

    @property
    def shown(self) -> str:
        """The day on which the file was saved, or its period ended."""
        return (self.told or self.latest).isoformat()


@dataclass(frozen=True)
class Days:
    """Days with their years.

    Parameters
    ----------
    day
        ISO dates, missing where there is none.
    bad
        Texts that are no day.
    cautions
        How the years were found, and whether others are possible.
    counted
        Days whose year is not in the file.
    """

    day: pd.Series
    bad: pd.Series
    cautions: tuple[Caution, ...]
    counted: pd.Series


def find_anchor(raw: RawExport) -> Anchor:
    """Find when a file was exported: its name may tell, else the day it was written.

    TikTok names its archives ``Overview_2026-02-20_1772144774_kohvik.zip``: the first day and the
    moment at which the period ends.
    """
    # The day on the clock of the account may be one ahead of Greenwich.
    written = _day_of(raw.modified_at) + timedelta(days=1)
    name = f"{raw.inside} {raw.name}"
    moments = [_day_of(int(found)) for found in _NAMED_MOMENT.findall(name)]
    days = sorted({day for found in _NAMED_DAY.findall(name) if (day := _day(*map(int, found)))})
    ends = [(day + timedelta(days=1), day) for day in moments] + [(day, day) for day in days[1:]]
    ends = [(day, told) for day, told in ends if day <= written]
    if ends:
        latest, told = max(ends)
        return Anchor(latest, told=told)
    days = [day for day in days if day <= written]
    return Anchor(written, days[0] if days else None, _day_of(raw.modified_at))


def date_days(texts: pd.Series, anchor: Anchor) -> Days:
    """Give each day its year, counted back from the end of the period.

    A file covers a year at most, so the widest gap on the calendar lies outside its period and
    the day before that gap is the last one; when a whole year leaves no gap, the order of the rows
    shows it. The last day lies in the latest year that does not put it after the anchor.

    Parameters
    ----------
    texts
        ``February 28``, ``18 января``, ``9月13日``; days that carry their year keep it.
    anchor
        From `find_anchor`.

    Raises
    ------
    ExportError
        When none of the texts is a day.

    Examples
    --------
    >>> texts = pd.Series(["December 31", "January 1", "soon"])
    >>> days = date_days(texts, Anchor(date(2026, 1, 3)))
    >>> days.day.tolist(), days.bad.tolist()
    (['2025-12-31', '2026-01-01', nan], [False, False, True])
    """
    parts = _parts(texts)
    given = texts.notna()
    if given.any() and parts["month"].isna().all():
        raise ExportError(
            message(
                "Days such as {example} are in a language that smmlab does not read. Please set "
                "TikTok to English and export again."
            ),
            {"example": str(texts[given].iloc[0])[:40]},
        )
    yearless = parts["month"].notna() & parts["year"].isna()
    if yearless.any() and anchor.latest.year < FIRST_YEAR:
        raise ExportError(
            message(
                "The days of this file have no years, and the file says it was saved on {anchor}, "
                "so they cannot be counted back. Please export it again."
            ),
            {"anchor": anchor.shown},
        )
    year = parts["year"]
    cautions: tuple[Caution, ...] = ()
    if yearless.any():
        counted, cautions = _count_back(_slots(parts[yearless]), anchor)
        year = year.fillna(counted.reindex(texts.index))
    whole = parts.assign(year=year).astype("float64")
    made = pd.to_datetime(whole[["year", "month", "day"]], errors="coerce")
    made = made.where(made.dt.year >= FIRST_YEAR)
    made = made.where(made <= pd.Timestamp(anchor.latest) + pd.Timedelta(days=1))
    day = made.dt.strftime("%Y-%m-%d").astype("str")
    return Days(day, given & day.isna(), cautions, yearless)


def refuse_two_years(days: Days, values: pd.DataFrame) -> None:
    """Refuse a series with more values of one kind than a year has days.

    Rows that repeat each other, as in a file joined from several exports, are counted once.

    Parameters
    ----------
    days
        From `date_days`.
    values
        One column a metric, a row for each day.

    Raises
    ------
    ExportError
        When more than 365 values of days without a year differ in day or size, or 366 with a
        29 February.

    Examples
    --------
    >>> texts = pd.Series([f"May {day}" for day in range(1, 32)])
    >>> days = date_days(texts, Anchor(date(2026, 6, 3)))
    >>> refuse_two_years(days, pd.DataFrame({"views": range(31)}))
    """
    for name in values:
        told = pd.DataFrame({"day": days.day, "value": values[name]})[days.counted]
        told = told.dropna().drop_duplicates()
        found = len(told)
        if found > _YEAR + told["day"].str.endswith("-02-29").any():
            raise ExportError(
                message(
                    "The days of this file have no years, and there are more of them than a year "
                    "has: {n}. Please export 365 days at most, and import each file as it is."
                ),
                {"n": found},
            )


def latest_before(texts: pd.Series, latest: pd.Series) -> pd.Series:
    """Return days as ISO dates, each in the latest year that does not put it after its own limit.

    Parameters
    ----------
    texts
        As in `date_days`.
    latest
        ISO dates, missing where nothing is known.

    Examples
    --------
    >>> latest_before(pd.Series(["December 2"]), pd.Series(["2026-02-28"])).tolist()
    ['2025-12-02']
    """
    parts = _parts(texts)
    limit = pd.to_datetime(latest, format="%Y-%m-%d", errors="coerce")
    found = pd.Series(pd.NaT, index=texts.index, dtype="datetime64[s]")
    for back in range(9):  # 29 February can be eight years ago
        year = parts["year"].astype("float64").fillna(limit.dt.year - back)
        tried = pd.to_datetime(
            pd.DataFrame({"year": year, "month": parts["month"], "day": parts["day"]}).astype(
                "float64"
            ),
            errors="coerce",
        ).astype("datetime64[s]")
        found = found.fillna(tried.where(tried <= limit))
    return found.dt.strftime("%Y-%m-%d").astype("str")


def _parts(texts: pd.Series) -> pd.DataFrame:
    named = split_named_days(texts)
    numbers = texts.astype("str").str.extract(_ISO).astype("float64").astype("Int64")
    numbers = numbers.where(numbers["month"].between(1, 12).fillna(False).astype(bool))
    parts = named.fillna(numbers)[["year", "month", "day"]]
    longest = {month: _length(month) for month in range(1, 13)}
    longest = parts["month"].astype("float64").map(longest)
    whole = parts["day"].astype("float64").between(1, longest)
    return parts.where(whole)


def _length(month: int) -> int:
    return monthrange(_LEAP_YEAR, month)[1]


def _slots(parts: pd.DataFrame) -> pd.Series:
    """Return the place of each day among the 366 of a leap year."""
    before = {month: sum(map(_length, range(1, month))) for month in range(1, 13)}
    return parts["month"].astype("int64").map(before) + parts["day"].astype("int64")


def _count_back(slots: pd.Series, anchor: Anchor) -> tuple[pd.Series, tuple[Caution, ...]]:
    ring = sorted(set(slots.tolist()))
    last, is_clear = _last_of(slots.tolist(), ring)
    if last is None:
        years = {slot: _latest_year(slot, anchor.latest) for slot in ring}
    else:
        limit = _limit(anchor, ring, last)
        year = _latest_year(last, limit)
        while _LEAP_DAY in ring and not isleap(year if last >= _LEAP_DAY else year - 1):
            year -= 1
        years = {slot: year if slot <= last else year - 1 for slot in ring}
    days = sorted(_date(slot, year) for slot, year in years.items())
    told: dict[str, object] = {
        "first": days[0].isoformat(),
        "last": days[-1].isoformat(),
        "anchor": anchor.shown,
    }
    cautions = [
        Caution(
            "years-counted",
            message(
                "The file has no years. Counted back from {anchor}, its days go from {first} to "
                "{last}."
            ),
            told,
        )
    ]
    doubt = _doubt(ring, days, anchor, is_clear=is_clear)
    if doubt:
        cautions.append(Caution("years-uncertain", doubt, told))
    return slots.map(years).astype("Int64"), tuple(cautions)


def _last_of(order: list[int], ring: list[int]) -> tuple[int | None, bool]:
    """Return the last day of the period, and whether gaps and order agree on it."""
    gaps = np.asarray(
        [_gap(day, after) for day, after in zip(ring, [*ring[1:], ring[0]], strict=True)]
    )
    widest, second = int(gaps.max()), int(np.sort(gaps)[-2:][0])
    by_gap = ring[int(gaps.argmax())]
    by_order = _ends_of_order(order)
    stands_out = len(ring) == 1 or widest > 2 * second
    if stands_out and widest > _HALF_A_YEAR and second <= _CLOSE:
        # Days that lie close together are the period, whatever order its rows are in.
        return by_gap, True
    if stands_out and (by_gap in by_order or (not by_order and widest > _CLOSE)):
        return by_gap, True
    if len(by_order) == 1:
        return by_order[0], widest == 0
    return None, False


def _gap(day: int, after: int) -> int:
    """Count the days between two, around New Year if need be; 29 February is no gap."""
    missing = (after - day - 1) % 366
    steps_over = day < _LEAP_DAY < after or (
        after <= day and (after > _LEAP_DAY or day < _LEAP_DAY)
    )
    return missing - int(steps_over and missing > 0)


def _ends_of_order(order: list[int]) -> list[int]:
    """Return the days that can be the last one when the rows stand in order, either way round."""
    steps = [day for at, day in enumerate(order) if not at or day != order[at - 1]]
    ends = []
    for days in (steps, steps[::-1]):
        turns = sum(later < day for day, later in pairwise(days))
        if turns == 0 or (turns == 1 and days[-1] < days[0]):
            ends.append(days[-1])
    return list(dict.fromkeys(ends))


def _limit(anchor: Anchor, ring: list[int], last: int) -> date:
    """Take the day in the file's name for what it is: the start of the period, or its end."""
    named = anchor.only_day
    if named is None:
        return anchor.latest
    first = next((slot for slot in ring if slot > last), ring[0])
    if named == _date(first, named.year) or (named.month, named.day) == (2, 29):
        starts_year = _date(last, named.year if last >= first else named.year + 1)
        return min(starts_year, anchor.latest)
    return min(named, anchor.latest)


def _latest_year(slot: int, latest: date) -> int:
    year = latest.year
    while (slot == _LEAP_DAY and not isleap(year)) or _date(slot, year) > latest:
        year -= 1
    return year


def _doubt(ring: list[int], days: list[date], anchor: Anchor, *, is_clear: bool) -> str:
    if not is_clear:
        return message(
            "The rows do not show clearly where their period ends. Please check the days: they "
            "were taken to go from {first} to {last}."
        )
    reference = anchor.only_day or anchor.latest
    if abs((reference - days[-1]).days) > _CLOSE and abs((reference - days[0]).days) > _CLOSE:
        return message(
            "The last day, {last}, is not close to {anchor}, so the days may also be those of a "
            "year before. Please check them, and import such files soon after the export."
        )
    spans = any(isleap(day.year) and (day.month, day.day) == (2, 28) for day in days)
    if spans and {_LEAP_DAY - 1, _LEAP_DAY + 1} <= set(ring) and _LEAP_DAY not in ring:
        return message(
            "The file goes from 28 February to 1 March without the 29th, which the year counted "
            "back has: the days from {first} to {last} may be those of another year."
        )
    return ""


def _date(slot: int, year: int) -> date:
    day = date(_LEAP_YEAR, 1, 1) + timedelta(days=slot - 1)
    if slot == _LEAP_DAY and not isleap(year):
        return date(year, 3, 1)
    return day.replace(year=year)


def _day_of(moment: int) -> date:
    return datetime.fromtimestamp(min(max(moment, 0), 2**35), UTC).date()


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
