"""Short names of time zones behind a time, such as EDT: those that mean one offset only."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pandas as pd

from smmlab.exports.clocks import EARLIEST, LEEWAY, parse_local

# Minutes east of Greenwich. Names with several meanings are left out: CST is Chicago and Shanghai,
# IST is Dublin, Jerusalem and Delhi, AST is Halifax and Riyadh.
_OFFSETS: Mapping[str, int] = {
    "UTC": 0, "GMT": 0, "Z": 0, "WET": 0, "WEST": 60, "CET": 60, "CEST": 120, "EET": 120,
    "EEST": 180, "MSK": 180, "SAST": 120, "EST": -300, "EDT": -240, "CDT": -300, "MST": -420,
    "MDT": -360, "PST": -480, "PDT": -420, "AKST": -540, "AKDT": -480, "HST": -600, "NST": -210,
    "NDT": -150, "BRT": -180, "JST": 540, "KST": 540, "AEST": 600, "AEDT": 660, "ACST": 570,
    "ACDT": 630, "AWST": 480, "NZST": 720, "NZDT": 780,
}  # fmt: skip
_NAMED = r"^(.*[0-9])\s+([A-Za-z]{1,5})$"
_HALVES = ("AM", "PM")


def with_offsets(texts: pd.Series, zone: str) -> pd.Series:
    """Return times with the offset in numbers where a short name of a zone stood.

    A name of several meanings is taken off when the zone of the project bears it: such a time is
    read on the clock of the project. Other names stay.

    Parameters
    ----------
    texts
        ``2021-07-06 16:45:20 EDT``.
    zone
        The zone of the project.

    Examples
    --------
    >>> with_offsets(pd.Series(["2021-07-06 16:45:20 EDT", "2021-07-06"]), "UTC").tolist()
    ['2021-07-06 16:45:20 -0400', '2021-07-06']
    """
    time, name = _take_apart(texts)
    offset = name.map({name: _written(minutes) for name, minutes in _OFFSETS.items()})
    own = name.isin(_names_of(zone)) & offset.isna()
    return (time + " " + offset).fillna(time.where(own)).fillna(texts).astype("str")


def find_unknown_zones(texts: pd.Series, zone: str) -> pd.Series:
    """Mask the times whose zone has a name that `with_offsets` cannot tell."""
    _, name = _take_apart(texts)
    return name.notna() & ~name.isin([*_OFFSETS, *_names_of(zone)])


def named_moment(text: str, zone: str, *, latest: int) -> int | None:
    """Return epoch seconds of one time such as ``2021-07-06 16:45:20 EDT``, if it can be told.

    Parameters
    ----------
    text
        The time.
    zone
        The zone of the project.
    latest
        A moment after which it cannot lie, with two days of leeway.

    Examples
    --------
    >>> named_moment("2021-07-06 16:45:20 EDT", "UTC", latest=1_700_000_000)
    1625604320
    """
    time, name = _take_apart(pd.Series([text], dtype="str"))
    if name.isna().any():
        return None
    minutes = _OFFSETS.get(str(name.iloc[0]))
    if minutes is None and name.iloc[0] not in _names_of(zone):
        return None
    where = zone if minutes is None else "UTC"
    at = parse_local(time, zone=where, formats=["%Y-%m-%d %H:%M:%S"]).at.iloc[0]
    if pd.isna(at):
        return None
    moment = int(at) - 60 * (minutes or 0)
    return moment if EARLIEST <= moment <= latest + LEEWAY else None


def _take_apart(texts: pd.Series) -> tuple[pd.Series, pd.Series]:
    parts = texts.astype("str").str.strip().str.extract(re.compile(_NAMED)).astype("str")
    name = parts[1].str.upper()
    is_zone = (name.notna() & ~name.isin(_HALVES)).astype(bool)
    return parts[0].where(is_zone), name.where(is_zone)


def _names_of(zone: str) -> set[str]:
    """Return what a zone calls itself in winter and in summer; offsets in numbers are no names."""
    days = (datetime(2021, month, 1, tzinfo=UTC).astimezone(ZoneInfo(zone)) for month in (1, 7))
    names = (day.tzname() for day in days)
    return {name for name in names if name and name.isalpha()}


def _written(minutes: int) -> str:
    hours, rest = divmod(abs(minutes), 60)
    return f"{'-' if minutes < 0 else '+'}{hours:02}{rest:02}"
