"""The days of a Google Analytics table: its own, counted from the start, or those of the report."""

from dataclasses import dataclass

import pandas as pd

from smmlab.errors import ExportError
from smmlab.exports.clocks import LEEWAY
from smmlab.exports.hints import DateOrder
from smmlab.exports.moments import parse_moments
from smmlab.exports.reading import Caution
from smmlab.exports.web.ga4_blocks import Remarks
from smmlab.texts import message

_COUNTED = {"nth day": 1, "nth week": 7}


@dataclass(frozen=True)
class Days:
    """First and last day of each row as ISO dates, missing where they cannot be read."""

    day: pd.Series
    to_day: pd.Series
    cautions: tuple[Caution, ...] = ()


def read_days(
    frame: pd.DataFrame,
    remarks: Remarks,
    *,
    dates: DateOrder | None = None,
    not_after: int | None = None,
) -> Days:
    """Return the days each row covers.

    Parameters
    ----------
    frame
        The table, column names folded to small letters.
    remarks
        What stands above it.
    dates
        Order of day and month, when the user told it; Google itself writes 20260131.
    not_after
        When the file was written, epoch seconds: later days are missing, with leeway.

    Raises
    ------
    ExportError
        When neither the rows nor the remarks tell the days, or the dates can be read two ways.
    """
    if "date" in frame:
        texts = frame["date"].str.strip()
        days = pd.to_datetime(texts.where(texts.str.fullmatch(r"[0-9]{8}")), format="%Y%m%d",
                              errors="coerce").astype("datetime64[s]")  # fmt: skip
        if not_after is not None:
            days = days.where(days <= pd.Timestamp(not_after + LEEWAY, unit="s"))
        days, cautions = _with_resaved(days, texts, dates, not_after)
        return Days(_iso(days), _iso(days), cautions)
    start, end = (_day(text) for text in (remarks.start, remarks.end))
    if start is None or end is None:
        raise ExportError(
            message(
                "The file does not say which days it covers: the remarks above the table are gone. "
                "Please export it again and do not open it before the import."
            )
        )
    for name, length in _COUNTED.items():
        if name in frame:
            day = start + pd.to_timedelta(_counted(frame[name]) * length, unit="D")
            return _within(day, day + pd.Timedelta(days=length - 1), start, end)
    if "nth month" in frame:
        months = start.year * 12 + start.month - 1 + _counted(frame["nth month"])
        parts = {"year": months // 12, "month": months % 12 + 1, "day": 1}
        day = pd.to_datetime(pd.DataFrame(parts), errors="coerce").astype("datetime64[s]")
        last = day + pd.offsets.MonthEnd(0)
        return _within(day.clip(lower=start), last, start, end)
    return Days(
        pd.Series(start.strftime("%Y-%m-%d"), index=frame.index, dtype="str"),
        pd.Series(end.strftime("%Y-%m-%d"), index=frame.index, dtype="str"),
    )


def _counted(texts: pd.Series) -> pd.Series:
    return pd.to_numeric(texts.where(texts.str.fullmatch(r"\s*[0-9]{1,5}\s*")))


def _within(day: pd.Series, last: pd.Series, start: pd.Timestamp, end: pd.Timestamp) -> Days:
    day = day.where((day >= start) & (day <= end))
    return Days(_iso(day), _iso(last.where(day.notna()).clip(upper=end)))


def _day(text: str | None) -> pd.Timestamp | None:
    day = pd.to_datetime(text, format="%Y%m%d", errors="coerce")
    return None if text is None or pd.isna(day) else pd.Timestamp(day)


def _iso(days: pd.Series) -> pd.Series:
    return days.dt.strftime("%Y-%m-%d").astype("str")


def _with_resaved(
    days: pd.Series, texts: pd.Series, dates: DateOrder | None, not_after: int | None
) -> tuple[pd.Series, tuple[Caution, ...]]:
    """Add days that another program, which saved the file again, wrote in its own way."""
    rest = texts.where(~texts.str.fullmatch(r"[0-9]{8}"), "")
    moments = parse_moments(rest, zone="UTC", dates=dates, not_after=not_after)
    changed = moments.day.notna()
    if not changed.any():
        return days, ()
    days = days.fillna(pd.to_datetime(moments.day).astype("datetime64[s]"))
    caution = Caution(
        "ga4_resaved",
        message(
            "This file was saved by another program, which changed its dates; {first} was read as "
            "{read}. If that is wrong, export again and do not open the file before the import."
        ),
        {"first": texts[changed].iloc[0][:20], "read": moments.day[changed].iloc[0]},
    )
    return days, (caution,)
