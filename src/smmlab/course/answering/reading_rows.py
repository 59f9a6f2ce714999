"""Answers of several fields: the rows of a calendar and a goal."""

import re
from collections.abc import Mapping, Sized
from datetime import time
from functools import cache
from typing import Any, cast, get_args

import pandas as pd

from smmlab.brief import Weekday
from smmlab.course.answering.found import called, is_nothing, single
from smmlab.course.answering.reading_values import (
    read_count,
    read_date,
    read_id,
    read_number,
    read_text,
)
from smmlab.errors import DataError
from smmlab.texts import LANGUAGES, Words, message

WEEKDAYS: tuple[Weekday, ...] = get_args(Weekday)
CALENDAR_FIELDS = ("weekday", "time", "network", "form", "type", "words")
GOAL_FIELDS = ("metric", "baseline", "target", "by", "owner", "because")
MOST_ROWS = 60
_CLOCK = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?")
_HOURS, _MINUTES = 24, 60

_CALENDAR = message(
    "The answer should be a list of rows, one for each post, with the fields {fields}; found "
    "{found}. Fill the form of the task, or write a list of such rows."
)
_MANY_ROWS = message(
    "A week of posts has at most {most} rows; found {n}. Leave out what is doubled."
)
_FIELD = message("There is no field {found} here. The fields are {fields}. Correct the name.")
_WEEKDAY = message(
    "The weekday should be a name such as monday; found {found}. Write the name of the day."
)
_TIME = message("The time should be written as 18:00; found {found}. Write hours and minutes.")
_GOAL = message(
    "The answer should be a goal with the fields {fields}; found {found}. Fill the form of the "
    "task, or give each field its value."
)


def read_calendar(raw: object) -> tuple[dict[str, str], ...]:
    """Return the rows of a week of posts; what is not told is an empty text.

    Raises
    ------
    DataError
        When it is no list of such rows.

    Examples
    --------
    >>> read_calendar([{"weekday": "Monday", "time": 9, "words": "Fresh bread"}])[0]["time"]
    '09:00'
    """
    rows: object = [raw] if isinstance(raw, Mapping) else raw
    if isinstance(raw, pd.DataFrame):
        # One row more than there may be is enough to say so.
        rows = raw.head(MOST_ROWS + 1).to_dict("records")
    told: dict[str, object] = {"fields": ", ".join(CALENDAR_FIELDS), "found": called(raw)}
    if not isinstance(rows, (list, tuple)) or not rows:
        raise DataError(_CALENDAR, told)
    if len(rows) > MOST_ROWS:
        raise DataError(_MANY_ROWS, {"most": MOST_ROWS, "n": len(cast(Sized, raw))})
    if not all(isinstance(row, Mapping) for row in rows):
        raise DataError(_CALENDAR, told)
    return tuple(_row(row) for row in rows)


def read_goal(raw: object) -> dict[str, Any]:
    """Return a goal; what is not told is empty.

    Raises
    ------
    DataError
        When it is none, or a field holds what it must not.

    Examples
    --------
    >>> read_goal({"metric": "orders", "target": "40"})["target"]
    40.0
    """
    if not isinstance(raw, Mapping) or not raw:
        found = called(raw)
        raise DataError(_GOAL, {"fields": ", ".join(GOAL_FIELDS), "found": found})
    _check_fields(raw, GOAL_FIELDS)
    given = {name: single(raw.get(name)) for name in GOAL_FIELDS if name != "because"}
    told = {name: value for name, value in given.items() if not is_nothing(value)}
    if not told and not raw.get("because"):
        raise DataError(_GOAL, {"fields": ", ".join(GOAL_FIELDS), "found": called(None)})
    return {
        "metric": read_id(told["metric"]) if "metric" in told else "",
        "baseline": _amount(told["baseline"]) if "baseline" in told else None,
        "target": _amount(told["target"]) if "target" in told else None,
        "by": read_date(told["by"]) if "by" in told else None,
        "owner": read_id(told["owner"]) if "owner" in told else "",
        "because": _grounds(raw.get("because")),
    }


def _row(row: Mapping[Any, Any]) -> dict[str, str]:
    _check_fields(row, CALENDAR_FIELDS)
    given = {name: single(row.get(name)) for name in CALENDAR_FIELDS}
    read = {"weekday": _weekday, "time": _time, "words": read_text}
    return {
        name: "" if is_nothing(value) else read.get(name, read_id)(value)
        for name, value in given.items()
    }


def _check_fields(row: Mapping[Any, Any], fields: tuple[str, ...]) -> None:
    for name in row:
        if name not in fields:
            raise DataError(_FIELD, {"found": called(name), "fields": ", ".join(fields)})


def _weekday(raw: object) -> str:
    name = raw.strip().casefold() if isinstance(raw, str) else ""
    if name not in _weekday_names():
        raise DataError(_WEEKDAY, {"found": called(raw)})
    return _weekday_names()[name]


@cache
def _weekday_names() -> Mapping[str, str]:
    """Return the days by their names in every language of ours."""
    named = {
        Words(language).weekday(number).casefold(): day
        for language in LANGUAGES
        for number, day in enumerate(WEEKDAYS)
    }
    return {**named, **{day: day for day in WEEKDAYS}}


def _time(raw: object) -> str:
    if isinstance(raw, time):
        return f"{raw.hour:02d}:{raw.minute:02d}"
    text = raw.strip() if isinstance(raw, str) else str(read_count(raw))
    found = _CLOCK.fullmatch(text)
    hour, minute = (int(part or 0) for part in found.groups()) if found else (_HOURS, 0)
    if hour >= _HOURS or minute >= _MINUTES:
        raise DataError(_TIME, {"found": called(raw)})
    return f"{hour:02d}:{minute:02d}"


def _amount(raw: object) -> float:
    # A share may be written in per cent: the percent sign says it.
    return read_number(raw)


def _grounds(raw: object) -> tuple[str, ...]:
    if is_nothing(raw):
        return ()
    if isinstance(raw, str):
        return (read_text(raw),)
    if not isinstance(raw, (list, tuple, set, frozenset)):
        raise DataError(
            message("The grounds should be a list of texts; found {found}. Name each in a text."),
            {"found": called(raw)},
        )
    return tuple(dict.fromkeys(read_text(one) for one in raw))
