"""When the posts of a Meta content export were published: Pacific time, or the link's moment."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
import pandas as pd

from smmlab.exports.clocks import LEEWAY, parse_local
from smmlab.exports.hints import DateOrder
from smmlab.exports.ids import instagram_seconds
from smmlab.exports.meta.export import Content
from smmlab.exports.reading import Caution
from smmlab.exports.repair import refuse_excel, refuse_spoilt_dates
from smmlab.exports.stated_order import find_american_order
from smmlab.texts import message

META_ZONE = "America/Los_Angeles"
_DAYS: Mapping[DateOrder, str] = MappingProxyType({"mdy": "%m/%d/%Y", "dmy": "%d/%m/%Y"})
_CLOCKS = (" %H:%M", "", " %H:%M:%S", " %I:%M %p", " %I:%M:%S %p")  # Meta's own come first
_ISO_FORMATS = ("%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M", "%Y-%m-%d")
_STAMP = r"^[0-9]{1,2}/[0-9]{1,2}/[0-9]{4}"
_ISO = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}(?: [0-9]{2}:[0-9]{2}(?::[0-9]{2})?)?$"
_SERIAL = r"^[3-5][0-9]{4}(?:[.,][0-9]{1,15})?$"  # how Excel numbers the days of our time
_DAY_SECONDS = 86_400
_FEWEST_TIMES = 3  # the minute equals the month in three rows by chance: 5 in a million
_BROKEN_SHARE = 0.9


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
        When Excel has rewritten the times and may have taken days for months.
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
        is_sheet=content.is_sheet,
        not_after=not_after,
        dates=dates,
    )
    mine = slice(len(content.before), None)
    at, clock, precision, bad, twice = (
        part.iloc[mine].set_axis(content.cells.index)
        for part in (found.at, found.clock, found.precision, found.bad, found.twice)
    )
    inexact = bool((clock != "id").any())
    cautions = _cautions(broken=found.is_broken and inexact, twice=twice)
    return PostTimes(at, clock, precision, bad, (*found.cautions, *cautions))


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
    is_sheet: bool,
    not_after: int,
    dates: DateOrder | None,
) -> _Found:
    refuse_spoilt_dates(texts)
    if texts.str.match(_SERIAL).fillna(False).any():
        refuse_excel()
    order, cautions = find_american_order(
        texts, asked=dates, not_after=not_after, exact=exact, zone=META_ZONE
    )
    is_iso = texts.str.match(_ISO).fillna(False).astype(bool)
    stamped = texts.str.match(_STAMP).fillna(False).astype(bool)
    has_clock = texts.str.contains(":", regex=False).fillna(False).astype(bool)
    formats = tuple(_DAYS[order] + clock for clock in _CLOCKS)
    if is_iso.any():
        formats = (*_ISO_FORMATS, *formats) if stamped.any() else _ISO_FORMATS
        # A workbook drops the hour of midnight; a text file has no such reason to.
        has_clock |= is_iso & is_sheet
    times = parse_local(texts, zone=META_ZONE, formats=formats, not_after=not_after)
    if is_iso.any():
        _refuse_swapped(texts[is_iso], times.at[is_iso], exact[is_iso], is_mixed=stamped.any())
    at, precision = times.at, pd.Series("minute", index=texts.index, dtype="str")
    precision = precision.where(has_clock, "day")
    is_broken = _minutes_are_broken(times.at[has_clock & ~is_iso])
    if is_broken:
        days = texts.str.replace(r" .*$", "", regex=True)
        at = parse_local(days, zone=META_ZONE, formats=(_DAYS[order],), not_after=not_after).at
        precision = precision.mask(texts.notna(), "day")
    by_id = exact.notna()
    clock = pd.Series(META_ZONE, index=texts.index, dtype="str").where(at.notna(), "unknown")
    precision = precision.where(at.notna(), "unknown").mask(by_id, "second")
    return _Found(
        exact.fillna(at),
        clock.mask(by_id, "id"),
        precision,
        times.bad & ~by_id,
        times.ambiguous & ~by_id,
        is_broken,
        cautions,
    )


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


def _cautions(*, broken: bool, twice: pd.Series) -> tuple[Caution, ...]:
    cautions = []
    if broken:
        cautions.append(
            Caution(
                "broken-minutes",
                message(
                    "Meta wrote the month where the minute belongs, so only the days of these "
                    "posts are used, not the hours. Please export the same period again."
                ),
            )
        )
    if twice.any():
        cautions.append(
            Caution(
                "repeated-hour",
                message(
                    "Posts in the hour that the clocks in California repeat in autumn: {n}. The "
                    "first of the two moments was taken."
                ),
                {"n": int(twice.sum())},
            )
        )
    return tuple(cautions)
