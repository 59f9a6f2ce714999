"""When the posts of a Meta content export were published: Pacific time, or the link's moment."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
import pandas as pd

from smmlab.exports.clocks import LEEWAY, parse_local, starts_of_days
from smmlab.exports.hints import DateOrder
from smmlab.exports.ids import instagram_seconds
from smmlab.exports.meta.export import Content
from smmlab.exports.moments import parse_moments
from smmlab.exports.reading import Caution
from smmlab.exports.repair import refuse_excel, refuse_spoilt_dates
from smmlab.exports.stated_order import find_american_order
from smmlab.texts import message

META_ZONE = "America/Los_Angeles"
_DAYS: Mapping[DateOrder, str] = MappingProxyType({"mdy": "%m/%d/%Y", "dmy": "%d/%m/%Y"})
_OWN_DATES = r"[0-9]{2}/[0-9]{2}/[0-9]{4}(?: [0-9]{2}:[0-9]{2})?"
_STAMP = r"^[0-9]{1,2}[/-][0-9]{1,2}[/-](?:[0-9]{4}|[0-9]{2})(?![0-9])"
# Excel, which may take days for months, puts a blank before the hour, and never a T.
_ISO = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}(?: [0-9]{2}:[0-9]{2}(?::[0-9]{2})?)?$"
_SERIAL = r"^[3-5][0-9]{4}(?:[.,][0-9]{1,15})?$"  # how Excel numbers the days of our time
_READ = ("at", "bad", "ambiguous", "skipped")
_DAY_SECONDS = 86_400
_FEWEST_TIMES = 3  # the minute equals the month in three rows by chance: 5 in a million
_BROKEN_SHARE = 0.9
_BROKEN = (
    Caution(
        "broken-minutes",
        message(
            "Meta wrote the month where the minute belongs, so only the days of these posts are "
            "used, not the hours. Please export the same period again."
        ),
    ),
)


@dataclass(frozen=True)
class PostTimes:
    """When posts were published, on which clock, how exactly, and which texts are no time."""

    at: pd.Series
    clock: pd.Series
    precision: pd.Series
    bad: pd.Series
    cautions: tuple[Caution, ...]


@dataclass(frozen=True)
class _Found:
    at: pd.Series
    clock: pd.Series
    precision: pd.Series
    bad: pd.Series
    twice: pd.Series
    skipped: pd.Series
    is_broken: bool
    cautions: tuple[Caution, ...]


def find_times(content: Content, *, not_after: int, dates: DateOrder | None = None) -> PostTimes:
    """Return when each post was published; ``unknown`` clocks have no time.

    Meta writes its own, Pacific, clock, the month first; a file saved again may have the day first.
    Instagram's links carry the exact moment, which wins.

    Parameters
    ----------
    content
        The file.
    not_after
        When the export was made, epoch seconds.
    dates
        Order of day and month as the user says, if they do.

    Raises
    ------
    ExportError
        When Excel has rewritten the times and may have taken days for months, or when nothing shows
        the order of the dates that another program has written.
    """
    # The first rows of the file are judged beside those of a later piece, and cut off again.
    cells = pd.concat(
        [content.before[["publish_time", "url"]], content.cells[["publish_time", "url"]]],
        ignore_index=True,
    )
    networks = pd.concat([content.before_networks, content.networks], ignore_index=True)
    found = _find(
        cells["publish_time"],
        _moments_of_links(cells["url"], networks, not_after=not_after),
        delimiter=content.records.delimiter,
        not_after=not_after,
        dates=dates,
    )
    mine = slice(len(content.before), None)
    at, clock, precision, bad, twice, skipped = (
        part.iloc[mine].set_axis(content.cells.index)
        for part in (
            found.at, found.clock, found.precision, found.bad, found.twice, found.skipped
        )
    )  # fmt: skip
    broken = _BROKEN if found.is_broken and bool((clock != "id").any()) else ()
    hours = hour_cautions(twice=twice, skipped=skipped)
    return PostTimes(at, clock, precision, bad, (*found.cautions, *broken, *hours))


def _moments_of_links(links: pd.Series, networks: pd.Series, *, not_after: int) -> pd.Series:
    theirs = networks == "instagram"
    if not theirs.any():
        return pd.Series(pd.NA, index=links.index, dtype="Int64")
    exact = instagram_seconds(links.where(theirs))
    return exact.where(exact <= not_after + LEEWAY)


def _find(
    texts: pd.Series,
    exact: pd.Series,
    *,
    delimiter: str,
    not_after: int,
    dates: DateOrder | None,
) -> _Found:
    refuse_spoilt_dates(texts)
    if texts.str.match(_SERIAL).fillna(False).any():
        refuse_excel()
    order, cautions = find_american_order(
        texts,
        own=_OWN_DATES,
        delimiter=delimiter,
        asked=dates,
        not_after=not_after,
        exact=exact,
        zone=META_ZONE,
    )
    read = _read(texts, order, not_after=not_after)
    is_iso = texts.str.match(_ISO).fillna(False).astype(bool)
    has_clock = texts.str.contains(":", regex=False).fillna(False).astype(bool)
    if is_iso.any():
        stamped = texts.str.match(_STAMP).fillna(False).astype(bool)
        _refuse_swapped(texts[is_iso], read["at"][is_iso], exact[is_iso], is_mixed=stamped.any())
        # A workbook drops the hour of midnight; a text file has no such reason to.
        has_clock |= is_iso & (not delimiter)
    at = read["at"]
    is_broken = _minutes_are_broken(at[has_clock & ~is_iso])
    if is_broken:
        wall = pd.to_datetime(at, unit="s", utc=True).dt.tz_convert(META_ZONE)
        at = starts_of_days(wall.dt.tz_localize(None), zone=META_ZONE)
    by_id = exact.notna()
    precision = pd.Series("minute", index=texts.index, dtype="str")
    precision = precision.where(has_clock & ~read["skipped"] & (not is_broken), "day")
    return _Found(
        exact.fillna(at),
        read["clock"].mask(by_id, "id"),
        precision.where(at.notna(), "unknown").mask(by_id, "second"),
        read["bad"] & ~by_id,
        read["ambiguous"] & ~by_id,
        read["skipped"] & ~by_id,
        is_broken,
        cautions,
    )


def _read(texts: pd.Series, order: DateOrder, *, not_after: int) -> pd.DataFrame:
    """Read times as Meta writes them, which is quick, and the others as any program may."""
    times = parse_local(
        texts, zone=META_ZONE, formats=(_DAYS[order] + " %H:%M",), not_after=not_after
    )
    clock = pd.Series(META_ZONE, index=texts.index, dtype="str").where(times.at.notna(), "unknown")
    read = pd.DataFrame({name: getattr(times, name) for name in _READ}).assign(clock=clock)
    if not times.bad.any():
        return read
    moments = parse_moments(texts[times.bad], zone=META_ZONE, dates=order, not_after=not_after)
    other = pd.DataFrame({name: getattr(moments, name) for name in (*_READ, "clock")})
    return pd.concat([read[~times.bad], other]).reindex(texts.index)


def _refuse_swapped(texts: pd.Series, at: pd.Series, exact: pd.Series, *, is_mixed: bool) -> None:
    """Refuse times that Excel has read in the order of another country.

    Where days come first, Excel takes 02/05/2025 for the second of May and leaves 02/16/2025 a
    text; only a day above twelve, or the moment in a link, shows that it has understood them.
    """
    days = texts.str.slice(8, 10).astype("Int64")
    agrees = ((at - exact).abs() < _DAY_SECONDS)[exact.notna() & at.notna()]
    shown = bool((days > 12).any()) and bool(agrees.all())
    if is_mixed or not (shown or (len(agrees) == len(texts) and agrees.all())):
        refuse_excel()


def _minutes_are_broken(at: pd.Series) -> bool:
    """Tell exports of the winter 2023/24: the month stands in place of the minute, in all rows."""
    known = at.dropna().astype("int64")
    if len(known) < _FEWEST_TIMES:
        return False
    wall = pd.DatetimeIndex(pd.to_datetime(known, unit="s", utc=True)).tz_convert(META_ZONE)
    return bool(np.mean(wall.minute == wall.month) > _BROKEN_SHARE)


def hour_cautions(*, twice: pd.Series, skipped: pd.Series) -> tuple[Caution, ...]:
    """Say how many posts stand in the hours that California repeats, and skips."""
    told = (
        (
            "repeated-hour",
            message(
                "Posts in the hour that the clocks in California repeat in autumn: {n}. The "
                "first of the two moments was taken."
            ),
            int(twice.sum()),
        ),
        (
            "skipped-hour",
            message(
                "Posts in an hour that does not exist, as the clocks in California skip it in "
                "spring: {n}. Only their day was kept."
            ),
            int(skipped.sum()),
        ),
    )
    return tuple(Caution(code, text, {"n": n}) for code, text, n in told if n)
