"""Local wall-clock texts to epoch seconds: no hour is invented, no doubt is hidden."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

EARLIEST = 1_072_915_200  # 2004-01-01: before it none of these networks existed
LEEWAY = 2 * 86_400
_WIDTHS = {"%Y": 4, "%m": 2, "%d": 2, "%H": 2, "%M": 2, "%S": 2}


@dataclass(frozen=True)
class Times:
    """Moments read from texts.

    Parameters
    ----------
    at
        Epoch seconds UTC as Int64; missing where there is none or it cannot be.
    bad
        Texts that are no time, or lie out of range.
    ambiguous
        Texts in the hour that autumn repeats; its first occurrence was taken.
    skipped
        Texts in the hour that spring skips: only their day was kept.
    """

    at: pd.Series
    bad: pd.Series
    ambiguous: pd.Series
    skipped: pd.Series


def parse_local(
    texts: pd.Series, *, zone: str, formats: Sequence[str], not_after: int | None = None
) -> Times:
    """Read wall-clock times of one zone.

    Parameters
    ----------
    texts
        For example ``02/16/2025 05:14``.
    zone
        IANA name of the zone the clock stood in.
    formats
        Formats of `strptime`, tried in order on the whole column.
    not_after
        When the export was made, epoch seconds: later times are bad, with two days of leeway.

    Examples
    --------
    >>> texts = pd.Series(["10/25/2026 03:30", "03/29/2026 03:30", ""])
    >>> times = parse_local(texts, zone="Europe/Tallinn", formats=["%m/%d/%Y %H:%M"])
    >>> times.at.tolist(), times.ambiguous.tolist(), times.skipped.tolist()
    ([1792888200, 1774735200, <NA>], [True, False, False], [False, True, False])
    """
    plain = texts.astype("str").str.strip()
    given = texts.notna() & (plain != "")
    wall = pd.Series(pd.NaT, index=texts.index, dtype="datetime64[s]")
    whole_days = pd.Series(False, index=texts.index)
    for form in formats:
        found = _read_by_digits(plain, form)
        rest = given & wall.isna() & found.isna()
        if rest.any():
            slowly = pd.to_datetime(plain.where(rest), format=form, errors="coerce")
            found = found.where(~rest, slowly.astype("datetime64[s]"))
        whole_days |= wall.isna() & found.notna() & ("%H" not in form and "%I" not in form)
        wall = wall.where(wall.notna(), found)
    at, ambiguous = localise(wall, zone=zone)
    lost = wall.notna() & at.isna()
    # A day exists even where the clocks skip an hour of it, or its midnight.
    at = at.fillna(starts_of_days(wall.where(lost), zone=zone))
    outside = (at < EARLIEST) | (at > (not_after if not_after is not None else 2**53) + LEEWAY)
    at = at.where(~outside.fillna(False))
    known = at.notna()
    return Times(at, given & ~known, ambiguous & known, lost & ~whole_days & known)


def _read_by_digits(texts: pd.Series, form: str) -> pd.Series:
    """Read the texts that have every digit a format can have, all at once.

    `strptime` understands more, such as ``2/9/2025``, and is slower; the others stay missing.
    """
    fields, marks, width = {}, {}, 0
    tokens = re.findall(r"%.|.", form)
    for token in tokens:
        if token in _WIDTHS:
            fields[token] = slice(width, width + _WIDTHS[token])
        else:
            marks[width] = token
        width += _WIDTHS.get(token, 1)
    none = pd.Series(pd.NaT, index=texts.index, dtype="datetime64[s]")
    is_plain = all(token in _WIDTHS or (len(token) == 1 and token.isascii()) for token in tokens)
    if not is_plain or not {"%Y", "%m", "%d"} <= set(fields) or texts.empty:
        return none
    found = pa.array(texts, pa.large_string(), from_pandas=True)
    found = found.combine_chunks() if isinstance(found, pa.ChunkedArray) else found
    fits = pc.fill_null(pc.equal(pc.binary_length(found), width), False)
    filled = pc.if_else(fits, found, "0" * width).cast(pa.large_binary()).cast(pa.binary(width))
    letters = np.frombuffer(filled.buffers()[1], dtype="u1")[: len(texts) * width]
    letters = letters.reshape(len(texts), width)
    digits = letters - np.uint8(ord("0"))
    sound = np.array(fits, dtype=bool)
    for place, mark in marks.items():
        sound &= letters[:, place] == ord(mark)
    numbers = dict.fromkeys(_WIDTHS, np.zeros(len(texts), dtype="int64"))
    for token, places in fields.items():
        sound &= (digits[:, places] < 10).all(axis=1)
        numbers[token] = digits[:, places] @ 10 ** np.arange(_WIDTHS[token])[::-1]
    year, month, day, hour, minute, second = (numbers[token] for token in _WIDTHS)
    sound &= (year >= 1900) & (year < 2200) & (month >= 1) & (month <= 12) & (day >= 1)
    sound &= (hour < 24) & (minute < 60) & (second < 60)
    months = ((year - 1970) * 12 + month - 1).astype("datetime64[M]")
    days = months.astype("datetime64[D]") + (day - 1)
    sound &= days.astype("datetime64[M]") == months
    moments = days.astype("datetime64[s]") + (hour * 60 + minute) * 60 + second
    return none.mask(sound, pd.Series(moments, index=texts.index))


def localise(wall: pd.Series, *, zone: str) -> tuple[pd.Series, pd.Series]:
    """Return epoch seconds of wall-clock moments in a zone, and where the clock read it twice."""
    days = pd.DatetimeIndex(wall)
    first = days.tz_localize(
        zone, ambiguous=np.ones(len(days), dtype=bool), nonexistent="NaT"
    )  # the first pass of a repeated hour is still in summer time
    once = days.tz_localize(zone, ambiguous="NaT", nonexistent="NaT")
    at = seconds_of(first).set_axis(wall.index)
    return at, pd.Series(first.notna() & once.isna(), index=wall.index)


def starts_of_days(wall: pd.Series, *, zone: str) -> pd.Series:
    """Return epoch seconds of the first moment of each day, which is not always midnight.

    Examples
    --------
    >>> days = pd.Series(pd.to_datetime(["2026-04-24"]).as_unit("s"))
    >>> starts_of_days(days, zone="Africa/Cairo").tolist()  # the day began at one o'clock
    [1776981600]
    """
    days = pd.DatetimeIndex(wall).normalize()
    first = np.ones(len(days), dtype=bool)
    starts = days.tz_localize(zone, ambiguous=first, nonexistent="shift_forward")
    return seconds_of(starts).set_axis(wall.index)


def seconds_of(moments: pd.DatetimeIndex) -> pd.Series:
    """Return epoch seconds as Int64, missing where the moment is."""
    known = np.asarray(moments.notna())
    whole = np.where(known, moments.as_unit("s").asi8, 0)
    return pd.Series(pd.arrays.IntegerArray(whole, ~known))
