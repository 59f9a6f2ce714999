"""Local wall-clock texts to epoch seconds: no hour is invented, no doubt is hidden."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

EARLIEST = 1_072_915_200  # 2004-01-01: before it none of these networks existed
LEEWAY = 2 * 86_400


@dataclass(frozen=True)
class Times:
    """Moments read from texts.

    Parameters
    ----------
    at
        Epoch seconds UTC as Int64; missing where there is none or it cannot be.
    bad
        Texts that are no time, fall into the hour that spring skips, or lie out of range.
    ambiguous
        Texts in the hour that autumn repeats; its first occurrence was taken.
    """

    at: pd.Series
    bad: pd.Series
    ambiguous: pd.Series


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
    >>> times.at.tolist(), times.bad.tolist(), times.ambiguous.tolist()
    ([1792888200, <NA>, <NA>], [False, True, False], [True, False, False])
    """
    plain = texts.astype("str").str.strip()
    given = texts.notna() & (plain != "")
    wall = pd.Series(pd.NaT, index=texts.index, dtype="datetime64[s]")
    for form in formats:
        found = pd.to_datetime(plain.where(given), format=form, errors="coerce")
        wall = wall.where(wall.notna(), found.astype("datetime64[s]"))
    at, ambiguous = localise(wall, zone=zone)
    outside = (at < EARLIEST) | (at > (not_after if not_after is not None else 2**53) + LEEWAY)
    at = at.where(~outside.fillna(False))
    return Times(at, given & at.isna(), ambiguous & at.notna())


def localise(wall: pd.Series, *, zone: str) -> tuple[pd.Series, pd.Series]:
    """Return epoch seconds of wall-clock moments in a zone, and where the clock read it twice."""
    days = pd.DatetimeIndex(wall)
    first = days.tz_localize(
        zone, ambiguous=np.ones(len(days), dtype=bool), nonexistent="NaT"
    )  # the first pass of a repeated hour is still in summer time
    once = days.tz_localize(zone, ambiguous="NaT", nonexistent="NaT")
    at = seconds_of(first).set_axis(wall.index)
    return at, pd.Series(first.notna() & once.isna(), index=wall.index)


def seconds_of(moments: pd.DatetimeIndex) -> pd.Series:
    """Return epoch seconds as Int64, missing where the moment is."""
    known = np.asarray(moments.notna())
    whole = np.where(known, moments.as_unit("s").asi8, 0)
    return pd.Series(pd.arrays.IntegerArray(whole, ~known))
