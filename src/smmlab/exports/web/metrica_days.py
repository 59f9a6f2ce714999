"""The days of a Yandex Metrica table: a column of days or months, else the period of the file."""

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

import pandas as pd

from smmlab.errors import ExportError
from smmlab.exports.moments import parse_moments
from smmlab.exports.month_names import parse_named_days
from smmlab.texts import message

if TYPE_CHECKING:
    from smmlab.exports.source import RawExport

DAY_NAMES = {
    "дата визита": "day", "date of visit": "day", "visit date": "day", "дата": "day",
    "date": "day", "день визита": "day",
    "месяц визита": "month", "month of visit": "month", "visit month": "month", "месяц": "month",
    "month": "month",
    "неделя визита": "week", "week of visit": "week", "visit week": "week", "неделя": "week",
    "week": "week",
}  # fmt: skip
"""How long a row is by the plain name of the column that says when it was."""

_DAY = r"[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{2}\.[0-9]{2}\.[0-9]{4}"
_PERIOD = re.compile(rf"(?<![0-9])({_DAY})[\s_\-–—]+(?:по |to )?({_DAY})(?![0-9])")
_MONTH_NUMBER = r"^(?P<year>[0-9]{4})[-./](?P<month>[0-9]{1,2})$"
_NUMBER_MONTH = r"^(?P<month>[0-9]{1,2})[-./](?P<year>[0-9]{4})$"

Period = tuple[pd.Timestamp, pd.Timestamp]


def find_period(texts: Iterable[str]) -> Period | None:
    """Return the first and last day that a name or a line above the table tells.

    Examples
    --------
    >>> [str(day.date()) for day in find_period(["Метки UTM-2025-01-01-2025-03-31.xlsx"])]
    ['2025-01-01', '2025-03-31']
    """
    for text in texts:
        for found in _PERIOD.finditer(text):
            first, last = (_day(day) for day in found.groups())
            if first is not None and last is not None and first <= last:
                return first, last
    return None


def _day(text: str) -> pd.Timestamp | None:
    form = "%Y-%m-%d" if "-" in text else "%d.%m.%Y"
    day = pd.to_datetime(text, format=form, errors="coerce")
    return None if pd.isna(day) else pd.Timestamp(day)


def read_days(
    frame: pd.DataFrame, columns: Mapping[str, str], period: Period | None, raw: "RawExport"
) -> pd.DataFrame:
    """Return ``day`` and ``to_day`` of each row as ISO dates, missing where they cannot be read.

    Parameters
    ----------
    frame
        The table as trimmed texts.
    columns
        Name of the column by how long its rows are: ``day``, ``week`` or ``month``; may be empty.
    period
        The days that the whole file covers, if it says so.
    raw
        The file, for the order of day and month that the user told.

    Raises
    ------
    ExportError
        When neither the rows nor the file tell the days, or dates can be read two ways.
    """
    if not columns:
        if period is None:
            raise ExportError(
                message(
                    "The file does not say which days it covers: the name of an export of Yandex "
                    "Metrica ends in the period, such as 2026-01-01-2026-01-31. Please export it "
                    "again and keep its name, or group the report by the month of the visit."
                )
            )
        first, last = (day.strftime("%Y-%m-%d") for day in period)
        return pd.DataFrame({"day": first, "to_day": last}, index=frame.index, dtype="str")
    ((length, name),) = columns.items()
    start = _months(frame[name]) if length == "month" else pd.Series(pd.NaT, index=frame.index)
    start = start.astype("datetime64[s]")
    rest = frame[name].where(start.isna(), "")
    moments = parse_moments(rest, zone="UTC", dates=raw.hints.dates, not_after=raw.modified_at)
    start = start.fillna(pd.to_datetime(moments.day).astype("datetime64[s]"))
    end = start
    if length == "month":
        start = start - pd.to_timedelta(start.dt.day - 1, unit="D")
        end = start + pd.offsets.MonthEnd(0)
    if length == "week":
        end = start + pd.Timedelta(days=6)
    if period is not None:
        # The first and the last month of a period may be cut.
        start, end = start.clip(lower=period[0]), end.clip(upper=period[1])
    sound = start <= end
    days = {"day": start.where(sound), "to_day": end.where(sound)}
    return pd.DataFrame({key: _iso(day) for key, day in days.items()}, index=frame.index)


def _iso(days: pd.Series) -> pd.Series:
    return days.dt.strftime("%Y-%m-%d").astype("str")


def _months(texts: pd.Series) -> pd.Series:
    parts = texts.str.extract(_MONTH_NUMBER)
    parts = parts.fillna(texts.str.extract(_NUMBER_MONTH)[["year", "month"]])
    made = pd.to_datetime(parts["year"] + "-" + parts["month"], format="%Y-%m", errors="coerce")
    # A month in words has no day of its own.
    words = texts.where(~texts.str.contains(r"[0-9][.\-/][0-9]"), "")
    named = pd.to_datetime(parse_named_days("1 " + words), errors="coerce")
    return made.astype("datetime64[s]").fillna(named.astype("datetime64[s]"))
