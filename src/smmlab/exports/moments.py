"""Moments in files of unknown makers: ISO, day or month first, epoch numbers; never guessed."""

import re
from dataclasses import dataclass
from typing import NoReturn

import numpy as np
import pandas as pd

from smmlab.errors import ExportError
from smmlab.exports.clocks import EARLIEST, LEEWAY, localise, starts_of_days
from smmlab.exports.hints import DateOrder
from smmlab.texts import message

_CLOCK = (
    r"(?:[T ,]+(?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2})(?:[.,][0-9]+)?)?"
    r" ?(?P<half>[AaPp])?\.?[Mm]?\.?)? ?(?P<offset>Z|UTC|GMT|[+\-−][0-9]{2}:?[0-9]{2})?"
)
_ISO = rf"^(?P<year>[0-9]{{4}})[.\-/](?P<a>[0-9]{{1,2}})[.\-/](?P<b>[0-9]{{1,2}}){_CLOCK}$"
_EITHER = (
    r"^(?P<a>[0-9]{1,2})(?P<mark>[.\-/])(?P<b>[0-9]{1,2})[.\-/](?P<year>[0-9]{4}|[0-9]{2})"
    rf"{_CLOCK}$"
)
_EPOCH = r"^([0-9]{9,16})(?:\.[0-9]{1,6})?$"
_SERIAL = r"^([3-5][0-9]{4})(?:[.,]([0-9]{1,15}))?$"
_BLANKS = "[\u00a0\u2007\u2009\u202f]"  # what browsers and spreadsheets put for a blank
_SERIAL_DAYS = 25_569  # days between Excel's first day and 1970
SKIPPED_HOUR = message(
    "Times in an hour that does not exist on the clock of {zone}, as the clocks skip it in spring: "
    "{n}. Only their day was kept. Please check whether the time zone is right."
)
_PARTS = ("year", "a", "b", "hour", "minute", "second", "half", "offset")
_FEWEST_ROWS = 8  # fewer rows can be in order by chance in both readings


@dataclass(frozen=True)
class Moments:
    """Moments read from texts.

    Parameters
    ----------
    at
        Epoch seconds UTC as Int64; missing where there is none or it cannot be.
    day
        ISO date as the text has it, on its own clock; missing where there is none.
    clock
        ``UTC`` where the text carries its offset, else the zone that was assumed; ``unknown``.
    precision
        ``second``, ``minute``, ``day`` or ``unknown``.
    bad
        Texts that are no moment, or lie out of range.
    ambiguous
        Texts in the hour that autumn repeats; its first occurrence was taken.
    skipped
        Texts in the hour that spring skips: only their day was kept.
    """

    at: pd.Series
    day: pd.Series
    clock: pd.Series
    precision: pd.Series
    bad: pd.Series
    ambiguous: pd.Series
    skipped: pd.Series


def parse_moments(
    texts: pd.Series,
    *,
    zone: str,
    dates: DateOrder | None = None,
    not_after: int | None = None,
) -> Moments:
    """Read moments as any program may write them.

    Parameters
    ----------
    texts
        ISO dates with or without time and offset; ``28.02.2026 19:05``; ``2/28/26 7:05 PM``;
        epoch seconds, milliseconds or microseconds; day numbers of Excel.
    zone
        IANA zone of the clock, for texts that carry no offset.
    dates
        Order of day and month, when it is known; else the column must show it.
    not_after
        When the export was made, epoch seconds: later times are bad, with two days of leeway.

    Raises
    ------
    ExportError
        When the texts do not show whether day or month comes first, or prove another order than
        the one that is said.

    Examples
    --------
    >>> texts = pd.Series(["28.02.2026 19:05", "2026-02-28T17:05:00Z", "1772298300", "soon"])
    >>> moments = parse_moments(texts, zone="Europe/Tallinn")
    >>> moments.at.tolist(), moments.bad.tolist()
    ([1772298300, 1772298300, 1772298300, <NA>], [False, False, False, True])
    """
    plain = plain_blanks(texts).fillna("")
    given = plain != ""
    parts = _take_apart(plain, dates, not_after)
    wall = _walls(parts)
    offset = _offsets(parts["offset"])
    serial, has_hours = _serials(plain)
    named = wall.where(offset.isna()).fillna(serial)
    is_timed = parts["minute"].notna() | has_hours
    local, twice = localise(named, zone=zone)
    lost = named.notna() & local.isna()
    # A day exists even where the clocks skip an hour of it, or its midnight.
    local = local.fillna(starts_of_days(named.where(lost), zone=zone))
    seconds = wall.astype("datetime64[s]").astype("int64")
    at = local.fillna((seconds - offset).where(wall.notna() & offset.notna()).astype("Int64"))
    epoch = _epochs(plain)
    at = at.fillna(epoch)
    latest = (not_after if not_after is not None else 2**53) + LEEWAY
    at = at.where(at.between(EARLIEST, latest).fillna(False).astype(bool))
    known = at.notna()
    utc_wall = pd.to_datetime(epoch.where(known), unit="s").astype("datetime64[s]")
    days = wall.fillna(serial).fillna(utc_wall).dt.strftime("%Y-%m-%d").astype("str")
    precision = pd.Series("day", index=texts.index, dtype="str")
    precision = precision.mask(is_timed, "minute")
    precision = precision.mask(parts["second"].notna() | epoch.notna(), "second")
    precision = precision.mask(lost, "day")
    clock = pd.Series(zone, index=texts.index, dtype="str")
    return Moments(
        at,
        days.where(known),
        clock.mask(offset.notna() | epoch.notna(), "UTC").where(known, "unknown"),
        precision.where(known, "unknown"),
        given & ~known,
        twice & known,
        lost & is_timed & known,
    )


def plain_blanks(texts: pd.Series) -> pd.Series:
    r"""Return texts without blanks around them, and with the common blank for all others.

    Examples
    --------
    >>> plain_blanks(pd.Series(["3:45\u202fPM ", "28.02.2026\u00a019:05"])).tolist()
    ['3:45 PM', '28.02.2026 19:05']
    """
    return texts.astype("str").str.replace(_BLANKS, " ", regex=True).str.strip()


def find_date_order(
    texts: pd.Series, *, asked: DateOrder | None = None, not_after: int | None = None
) -> pd.Series:
    """Tell for each text whether the day comes first; texts that start with the year have none.

    Shapes (``1/2/2026``, ``1/2/26``, ``1.2.2026``) are decided one by one: by a number above
    twelve, by dots (nobody writes the month first with them), by dates that would lie in the
    future, and last by which reading keeps the rows in order.

    Parameters
    ----------
    texts
        A whole column, in the order of the file.
    asked
        The order as the user says; it is only checked.
    not_after
        When the export was made, epoch seconds.

    Returns
    -------
    Series
        ``dmy``, ``mdy`` or missing.

    Raises
    ------
    ExportError
        When the column does not tell, contradicts itself, or proves another order than is asked.

    Examples
    --------
    >>> find_date_order(pd.Series(["02/28/2026", "03/04/2026"])).tolist()
    ['mdy', 'mdy']
    """
    found = plain_blanks(texts).str.extract(re.compile(_EITHER))
    orders = pd.Series(pd.NA, index=texts.index, dtype="str")
    shaped = found["a"].notna()
    if asked is not None:
        first, second = (found[at].astype("Int64") for at in ("a", "b"))
        day_first = first.between(13, 31) & second.between(1, 12)
        month_first = second.between(13, 31) & first.between(1, 12)
        refuse_other_order(
            texts,
            asked,
            day_first=day_first.fillna(False).astype(bool),
            month_first=month_first.fillna(False).astype(bool),
        )
        return orders.mask(shaped, asked)
    shape = found["mark"] + found["year"].str.len().astype("str")
    undecided = []
    for name in sorted(shape[shaped].unique()):
        here = shaped & (shape == name)
        numbers = found.loc[here, ["a", "b"]].astype("int64")
        first, second = (numbers > 12).any()
        if first and second:
            ask_for_order(texts[here])
        if not (first or second or name.startswith(".") or (numbers["a"] == numbers["b"]).all()):
            undecided.append(here)
            continue
        orders = orders.mask(here, "mdy" if second else "dmy")
    for here in undecided:
        orders = orders.mask(here, _by_sequence(texts, orders, here, not_after))
    return orders


def _by_sequence(
    texts: pd.Series, orders: pd.Series, here: pd.Series, not_after: int | None
) -> DateOrder:
    breaks: dict[DateOrder, int] = {}
    readings: tuple[DateOrder, ...] = ("dmy", "mdy")
    for order in readings:
        parts = _parts(plain_blanks(texts).fillna(""), orders.mask(here, order))
        walls = _walls(parts).dropna().astype("datetime64[s]").astype("int64")
        mine = walls[here.reindex(walls.index)]
        if not_after is None or (mine <= not_after + LEEWAY).all():
            steps = np.sign(np.diff(walls.to_numpy()))
            breaks[order] = int(min((steps > 0).sum(), (steps < 0).sum()))
    if len(breaks) == 1:
        return next(iter(breaks))
    if not breaks or int(here.sum()) < _FEWEST_ROWS:
        ask_for_order(texts[here])
    best, worst = sorted(readings, key=lambda order: breaks[order])
    if breaks[worst] < 3 or breaks[best] * 4 > breaks[worst]:
        ask_for_order(texts[here])
    return best


def ask_for_order(texts: pd.Series) -> NoReturn:
    """Refuse dates whose order of day and month nothing shows, and ask for it."""
    raise ExportError(
        message(
            "Dates such as {example} do not show whether the day or the month comes first. Please "
            "say it: --dates dmy for the day first, --dates mdy for the month first; in the "
            "notebook, choose it under Dates."
        ),
        {"example": str(texts.iloc[0])[:30]},
    )


def refuse_other_order(
    texts: pd.Series, asked: DateOrder, *, day_first: pd.Series, month_first: pd.Series
) -> None:
    """Refuse an order that the user says when the dates prove the other one, and none proves it.

    Parameters
    ----------
    texts
        The dates.
    asked
        The order as the user says.
    day_first, month_first
        Masks of the dates that can only be of one order.
    """
    against, agree = (month_first, day_first) if asked == "dmy" else (day_first, month_first)
    if agree.any() or not against.any():
        return
    raise ExportError(
        message(
            "You said {asked}, but dates such as {example} prove the other order of day and month. "
            "Please import the file again without --dates; in the notebook, let the file show it; "
            "in a map of columns, leave out dates."
        ),
        {"asked": asked, "example": str(texts[against].iloc[0]).strip()[:30]},
    )


def _take_apart(plain: pd.Series, dates: DateOrder | None, not_after: int | None) -> pd.DataFrame:
    return _parts(plain, find_date_order(plain, asked=dates, not_after=not_after))


def _parts(plain: pd.Series, orders: pd.Series) -> pd.DataFrame:
    iso = plain.str.extract(re.compile(_ISO))
    either = plain.str.extract(re.compile(_EITHER))[list(_PARTS)]
    is_day_first = orders == "dmy"
    swapped = either.assign(
        a=either["b"].where(is_day_first, either["a"]),
        b=either["a"].where(is_day_first, either["b"]),
        year=either["year"].where(either["year"].str.len() != 2, "20" + either["year"]),
    )
    return iso[list(_PARTS)].where(iso["year"].notna(), swapped)


def _walls(parts: pd.DataFrame) -> pd.Series:
    numbers = parts[["year", "a", "b", "hour", "minute", "second"]].astype("float64")
    half = parts["half"].str.casefold()
    hour = numbers["hour"]
    # 12 AM is midnight and 12 PM is noon; 13 PM is nothing.
    hour = hour.where(half.isna(), hour.where(hour.between(1, 12)) % 12) + 12 * (half == "p")
    clock = pd.DataFrame(
        {
            "year": numbers["year"],
            "month": numbers["a"],
            "day": numbers["b"],
            "hour": hour.where(numbers["hour"].notna(), 0),
            "minute": numbers["minute"].fillna(0),
            "second": numbers["second"].fillna(0),
        }
    )
    fits = (
        clock["hour"].between(0, 23)
        & clock["minute"].between(0, 59)
        & clock["second"].between(0, 59)
        & numbers["year"].between(1900, 2200)
    )
    made = pd.to_datetime(clock.where(fits), errors="coerce")
    return made.astype("datetime64[s]")


def _offsets(texts: pd.Series) -> pd.Series:
    """Return seconds east of Greenwich, missing where a text carries no offset."""
    plain = texts.replace({"Z": "+0000", "UTC": "+0000", "GMT": "+0000"})
    plain = plain.str.replace("−", "-", regex=False).str.replace(":", "", regex=False)
    sign = plain.str.slice(0, 1).map({"+": 1, "-": -1}).astype("Int64")
    hours = plain.str.slice(1, 3).astype("Int64")
    minutes = plain.str.slice(3, 5).astype("Int64")
    whole = sign * (hours * 3600 + minutes * 60)
    return whole.where((hours <= 15).fillna(False) & (minutes < 60).fillna(False))


def _epochs(plain: pd.Series) -> pd.Series:
    digits = plain.str.extract(_EPOCH, expand=False)
    numbers = digits.astype("Int64")
    thousand = pd.Series(1, index=plain.index, dtype="Int64")
    thousand = thousand.mask(digits.str.len() >= 12, 1_000).mask(digits.str.len() >= 15, 1_000_000)
    return numbers // thousand


def _serials(plain: pd.Series) -> tuple[pd.Series, pd.Series]:
    parts = plain.str.extract(_SERIAL)
    days = parts[0].astype("float64") - _SERIAL_DAYS
    part = ("0." + parts[1].fillna("0")).astype("float64")
    seconds = (days * 86_400 + (part * 86_400).round()).round()
    moments = pd.to_datetime(seconds, unit="s", errors="coerce").astype("datetime64[s]")
    return moments, part.gt(0) & parts[0].notna()
