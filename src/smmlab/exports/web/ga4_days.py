"""The days of a Google Analytics table: its own, counted from the start, or those of the report."""

from dataclasses import dataclass

import pandas as pd

from smmlab.errors import ExportError
from smmlab.exports.reading import Caution
from smmlab.exports.web.ga4_blocks import Remarks
from smmlab.texts import message


@dataclass(frozen=True)
class Days:
    """First and last day of each row as ISO dates, missing where they cannot be read."""

    day: pd.Series
    to_day: pd.Series
    cautions: tuple[Caution, ...] = ()


def read_days(frame: pd.DataFrame, remarks: Remarks) -> Days:
    """Return the days each row covers.

    Parameters
    ----------
    frame
        The table, column names folded to small letters.
    remarks
        What stands above it.

    Raises
    ------
    ExportError
        When neither the rows nor the remarks tell the days, or the dates can be read two ways.
    """
    if "date" in frame:
        days, cautions = _dates(frame["date"].str.strip())
        return Days(_iso(days), _iso(days), cautions)
    start, end = (_day(text) for text in (remarks.start, remarks.end))
    if start is None or end is None:
        raise ExportError(
            message(
                "The file does not say which days it covers: the remarks above the table are gone. "
                "Please export it again and do not open it before the import."
            )
        )
    for name, length in (("nth day", 1), ("nth week", 7)):
        if name in frame:
            counted = pd.to_numeric(frame[name].where(frame[name].str.fullmatch(r"\s*\d{1,5}\s*")))
            day = start + pd.to_timedelta(counted * length, unit="D")
            day = day.where(day <= end)
            last = (day + pd.Timedelta(days=length - 1)).clip(upper=end)
            return Days(_iso(day), _iso(last))
    return Days(
        pd.Series(start.strftime("%Y-%m-%d"), index=frame.index, dtype="str"),
        pd.Series(end.strftime("%Y-%m-%d"), index=frame.index, dtype="str"),
    )


def _day(text: str | None) -> pd.Timestamp | None:
    day = pd.to_datetime(text, format="%Y%m%d", errors="coerce")
    return None if text is None or pd.isna(day) else pd.Timestamp(day)


def _iso(days: pd.Series) -> pd.Series:
    return days.dt.strftime("%Y-%m-%d").astype("str")


def _dates(texts: pd.Series) -> tuple[pd.Series, tuple[Caution, ...]]:
    days = pd.to_datetime(texts.where(texts.str.fullmatch(r"\d{8}")), format="%Y%m%d",
                          errors="coerce")  # fmt: skip
    if days.notna().any() or texts.empty:
        return days, ()
    # Saved again by another program, which wrote the dates in its own way.
    form = _resaved_form(texts)
    days = pd.to_datetime(texts, format=form, errors="coerce")
    caution = Caution(
        "ga4_resaved",
        message(
            "This file was saved by another program, which changed its dates; {first} was read as "
            "{read}. If that is wrong, export again and do not open the file before the import."
        ),
        {"first": texts.iloc[0][:20], "read": _iso(days).iloc[0]},
    )
    return days, (caution,)


def _resaved_form(texts: pd.Series) -> str:
    if texts.str.fullmatch(r"\d{4}-\d{1,2}-\d{1,2}").any():
        return "%Y-%m-%d"
    if texts.str.fullmatch(r"\d{1,2}\.\d{1,2}\.\d{4}").any():
        return "%d.%m.%Y"
    parts = texts.str.extract(r"^(\d{1,2})([-/])(\d{1,2})[-/]\d{4}$").dropna()
    if not parts.empty:
        mark = parts[1].iloc[0]
        first_is_day = (parts[0].astype(int) > 12).any()
        second_is_day = (parts[2].astype(int) > 12).any()
        if first_is_day != second_is_day:
            return f"%d{mark}%m{mark}%Y" if first_is_day else f"%m{mark}%d{mark}%Y"
    raise ExportError(
        message(
            "The dates of this file, such as {found}, can be read in two ways or not at all: it "
            "was saved by another program. Please export it again and do not open it before the "
            "import."
        ),
        {"found": texts.iloc[0][:20]},
    )
