"""Times of strange files: days in words, the hour in a column of its own, the clock as asked."""

from dataclasses import dataclass

import pandas as pd

from smmlab.exports.hints import DateOrder
from smmlab.exports.moments import Moments, parse_moments, plain_blanks
from smmlab.exports.month_names import parse_named_days
from smmlab.exports.numbers import is_missing

_HOUR = r"(?<![0-9:])([0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?: ?[AaPp]\.?[Mm]\.?)?)(?![0-9:])"
_OFFSET = r"(Z|UTC|GMT|[+\-−][0-9]{2}:?[0-9]{2})$"
_COMPACT_DAY = r"^((?:19|20)[0-9]{2})(0[1-9]|1[0-2])([0-3][0-9])$"
_WORD = r"[^\W\d_]{3,}"
_DURATION = r"^(?:([0-9]{1,4}):(?=[0-5][0-9]:))?([0-9]{1,3}):([0-5][0-9])$"


@dataclass(frozen=True)
class Clock:
    """How the times of a file are to be read: its zone, the order of its days, its age."""

    zone: str
    dates: DateOrder | None
    not_after: int


def read_moments(texts: pd.Series, clock: Clock, *, hours: pd.Series | None = None) -> Moments:
    """Read a column of times, with the column of hours beside it if there is one.

    Raises
    ------
    ExportError
        When the texts do not show whether day or month comes first.

    Examples
    --------
    >>> clock = Clock("Europe/Tallinn", None, 1_790_000_000)
    >>> read_moments(pd.Series(["28 февраля 2026, 19:05"]), clock).at.tolist()
    [1772298300]
    """
    plain = plain_blanks(texts)
    plain = plain.mask(is_missing(plain), "")
    if hours is not None:
        hour = plain_blanks(hours)
        hour = hour.mask(is_missing(hour), "")
        joins = (plain != "") & (hour != "") & ~plain.str.contains(":")
        plain = plain.mask(joins, plain + " " + hour)
    return parse_moments(
        in_numbers(plain), zone=clock.zone, dates=clock.dates, not_after=clock.not_after
    )


def in_iso_days(texts: pd.Series) -> pd.Series:
    """Return days such as ``20250101`` as ISO days, other texts as they are.

    Examples
    --------
    >>> in_iso_days(pd.Series(["20250101", "20251301", "1/2/2025"])).tolist()
    ['2025-01-01', '20251301', '1/2/2025']
    """
    return texts.str.replace(_COMPACT_DAY, r"\1-\2-\3", regex=True)


def in_seconds(texts: pd.Series) -> pd.Series:
    """Return durations such as ``1:02:03`` and ``0:04`` as seconds, other texts as they are.

    Examples
    --------
    >>> in_seconds(pd.Series(["1:02:03", "0:04", "95", "1:2"])).tolist()
    ['3723', '4', '95', '1:2']
    """
    parts = texts.str.extract(_DURATION)
    hours, minutes, seconds = (parts[at].astype("Int64") for at in range(3))
    whole = (hours.fillna(0) * 60 + minutes) * 60 + seconds
    return texts.mask(whole.notna(), whole.astype("str")).astype("str")


def in_numbers(texts: pd.Series) -> pd.Series:
    """Return days whose month is a word as ISO days, with their hour; other texts as they are."""
    worded = texts.str.contains(_WORD).fillna(False).astype(bool)
    worded &= texts.str.contains("[0-9]").fillna(False).astype(bool)
    if not worded.any():
        return texts
    said = texts[worded].str.slice(0, 80)
    hour = said.str.extract(_HOUR, expand=False).fillna("")
    offset = said.str.extract(_OFFSET, expand=False).fillna("")
    rest = said.str.replace(_HOUR, " ", regex=True).str.replace(_OFFSET, " ", regex=True)
    days = parse_named_days(rest)
    made = (days + " " + hour + " " + offset).str.strip().str.replace("  ", " ", regex=False)
    return texts.mask(worded & days.reindex(texts.index).notna(), made.reindex(texts.index))
