"""Meta Business Suite, results: one metric of a page, day by day; several series in one file."""

import re
from dataclasses import dataclass

import pandas as pd

from smmlab.errors import ExportError
from smmlab.exports.blocks import Line
from smmlab.exports.meta.stacks import (
    Stack,
    has_foreign_days,
    network_of_path,
    peek_stacks,
    read_stacks,
    refuse_foreign,
)
from smmlab.exports.meta.times import META_ZONE
from smmlab.exports.numbers import is_missing, parse_numbers
from smmlab.exports.reading import Card, Caution, Listed, Reader, Reading
from smmlab.exports.repair import refuse_excel, refuse_spoilt_dates, refuse_spoilt_numbers
from smmlab.exports.sieve import Fault, fold_repeats, sift
from smmlab.exports.source import RawExport
from smmlab.schema import conform
from smmlab.texts import message

_METRICS = {
    "reach": "reach",
    "page reach": "reach",
    "views": "views",
    "viewers": "viewers",
    "follows": "follows",
    "visits": "visits",
    "profile visits": "visits",
    "page visits": "visits",
    "interactions": "interactions",
    "content interactions": "interactions",
    "link clicks": "link_clicks",
    "impressions": "impressions",
}
_NETWORKS = ("facebook", "instagram")
_EARNINGS = "earnings"
_EARLIEST_DAY = "2004-01-01"
_DATA = re.compile(r"[0-9][0-9.,:/T \-]*")
_SLASHED = r"^[0-9]{1,2}/[0-9]{1,2}/[0-9]{2,4}"
_NO_SERIES = message("The series {title} is not one that smmlab uses.")
_NO_CURRENCY = message(
    "{title}: the file does not say in which currency, and money without its currency is not used."
)


@dataclass(frozen=True)
class _Series:
    title: str = ""
    network: str | None = None
    metric: str | None = None


@dataclass(frozen=True)
class _Day:
    line: Line
    series: _Series


@dataclass(frozen=True)
class _Found:
    """The lines of a file by what they are."""

    days: list[_Day]
    strangers: list[_Day]
    notes: list[Listed]

    @property
    def rows_read(self) -> int:
        return len(self.days) + len(self.strangers) + len(self.notes)


def _matches(raw: RawExport) -> bool:
    return any(_knows(stack) or has_foreign_days(stack.lines) for stack in peek_stacks(raw))


def _knows(stack: Stack) -> bool:
    return any(map(_is_header, stack.lines))


def _is_header(line: Line) -> bool:
    return [cell.casefold() for cell in line.cells[:2]] == ["date", "primary"]


def _read(raw: RawExport) -> Reading:
    stacks, repaired = read_stacks(raw)
    if not any(map(_knows, stacks)):
        refuse_foreign(raw.name)
    found = _Found([], [], [])
    for stack in stacks:
        _sort_out(stack, found)
    if not found.days and found.strangers:
        _refuse(found.strangers[0].series)
    strangers = [
        Listed(
            day.line.number,
            _NO_CURRENCY if _is_money(day.series) else _NO_SERIES,
            {"title": day.series.title or "?"},
        )
        for day in found.strangers
    ]
    frame = _frame(found.days)
    frame["network"] = frame["network"].fillna(network_of_path(raw)).astype("str")
    daily, faults = _judge(frame, raw.modified_at)
    daily, merged = fold_repeats(daily, "daily")
    return Reading(
        tables={"daily": conform(daily, "daily")},
        rows_read=found.rows_read,
        merged=tuple(sorted(merged, key=lambda row: row.line)),
        rejected=tuple(sorted([*strangers, *faults], key=lambda row: row.line)),
        notes=tuple(found.notes),
        warnings=(*repaired, *_cautions(daily, frame, found.days)),
    )


def _refuse(series: _Series) -> None:
    if _is_money(series):
        raise ExportError(_NO_CURRENCY, {"title": series.title})
    raise ExportError(
        message(
            "The series {title} is not one that smmlab uses. Export Reach, Views, Viewers, "
            "Follows, Visits, Interactions or Link clicks."
        ),
        {"title": series.title or "?"},
    )


def _sort_out(stack: Stack, found: _Found) -> None:
    """Add the lines of a file or of a sheet to those found so far."""
    if stack.name and not _knows(stack):
        other = message("A row of a sheet that is not used: {sheet}.")
        found.notes.extend(
            Listed(line.number, other, {"sheet": stack.name}) for line in stack.lines
        )
        return
    # Saved again as a workbook, a series may have its title on the tab alone.
    series = _series(stack.name) if _series(stack.name).metric else _Series()
    for line in stack.lines:
        if line.title.startswith("sep="):
            found.notes.append(Listed(line.number, message("Separator line.")))
        elif line.title and not _DATA.fullmatch(line.title):
            series = _series(line.title)
            found.notes.append(
                Listed(line.number, message("Title: {title}."), {"title": line.title})
            )
        elif line.cells[0].casefold() == "date":
            found.notes.append(Listed(line.number, message("Column names.")))
        elif series.metric is None:
            found.strangers.append(_Day(line, series))
        else:
            found.days.append(_Day(line, series))


def _series(title: str) -> _Series:
    words = title.casefold()
    network = next((name for name in _NETWORKS if words.startswith(f"{name} ")), None)
    return _Series(title, network, _METRICS.get(words.removeprefix(f"{network} ")))


def _is_money(series: _Series) -> bool:
    return _EARNINGS in series.title.casefold()


def _frame(days: list[_Day]) -> pd.DataFrame:
    said = [day.line.cells[1] if len(day.line.cells) > 1 else "" for day in days]
    return pd.DataFrame(
        {
            "day": pd.Series([day.line.cells[0] for day in days], dtype="str"),
            "said": pd.Series(said, dtype="str"),
            "network": pd.Series([day.series.network for day in days], dtype="str"),
            "page": pd.Series([None] * len(days), dtype="str"),
            "metric": pd.Series([day.series.metric for day in days], dtype="str"),
            "source_row": pd.Series([day.line.number for day in days], dtype="Int64"),
        }
    )


def _judge(found: pd.DataFrame, modified_at: int) -> tuple[pd.DataFrame, tuple[Listed, ...]]:
    refuse_spoilt_dates(found["day"])
    refuse_spoilt_numbers(found[["said"]])
    if found["day"].str.match(_SLASHED).fillna(False).any():
        refuse_excel()
    # The hour only follows the clocks of California; the day is Meta's.
    stamped = found["day"].str.match(r"^[0-9]{4}-[0-9]{2}-[0-9]{2}(?:[T ][0-9:.Z+\-]*)?$")
    days = pd.to_datetime(
        found["day"].str.slice(0, 10).where(stamped.fillna(False)),
        format="%Y-%m-%d",
        errors="coerce",
    )
    latest = pd.Timestamp(modified_at + 2 * 86_400, unit="s")
    no_day = days.isna() | (days < pd.Timestamp(_EARLIEST_DAY)) | (days > latest)
    # Meta writes whole numbers here; a fraction or a percentage is no count of a day.
    values, bad = parse_numbers(found["said"], decimal=".")
    bad |= (values < 0) | (values % 1 != 0) & values.notna()
    bad |= found["said"].str.contains("%").fillna(False)
    keep, faults = sift(
        found["source_row"].to_numpy(dtype="int64"),
        [
            Fault(no_day, message("{value} is no day of this series."), found["day"]),
            Fault(
                is_missing(found["said"]), message("There is no value for {value}."), found["day"]
            ),
            Fault(bad, message("{value} is no count."), found["said"]),
        ],
    )
    sound = found.assign(
        value=values,
        day=days.dt.strftime("%Y-%m-%d").astype("str"),
        clock=META_ZONE,
        precision="day",
    )[keep]
    return sound.drop(columns="said"), faults


def _cautions(daily: pd.DataFrame, found: pd.DataFrame, days: list[_Day]) -> list[Caution]:
    cautions = []
    is_nameless = found["network"].isna()
    if is_nameless.any():
        titles = dict.fromkeys(
            day.series.title for day, nameless in zip(days, is_nameless, strict=True) if nameless
        )
        cautions.append(
            Caution(
                "network-unknown",
                message(
                    "The file does not say whether {titles} counts Facebook, Instagram or both, "
                    "so no network is named. A second such file of another page replaces the "
                    "numbers of the first. If you know the network, put the word facebook or "
                    "instagram into the name of the file and import it again."
                ),
                {"titles": ", ".join(titles)},
            )
        )
    more = max((len(day.line.cells) for day in days), default=0) - 2
    if more > 0:
        cautions.append(
            Caution(
                "unknown-columns",
                message("Columns after Primary that are not used: {n}."),
                {"n": more},
            )
        )
    if daily.empty:
        cautions.append(Caution("no-rows", message("The file has titles but no days.")))
    return cautions


READER = Reader(
    name="meta_series",
    card=Card(
        title=message("Meta Business Suite: results by day"),
        how_to_get=message(
            "Set Meta Business Suite to English. Open business.facebook.com, Insights, Results "
            "(or Overview), choose the period, and on each chart Export, CSV: Reach, Views, "
            "Viewers, Follows, Visits, Interactions, Link clicks."
        ),
        limits=message(
            "Days are Meta's own, in Pacific time. Most files do not name the page, many not even "
            "the network. Reach of days cannot be added up to reach of a week. A day that is "
            "absent is missing, not zero."
        ),
        clock=message("Days of Meta, which begin at midnight Pacific time."),
    ),
    networks=("facebook", "instagram"),
    tables=("daily",),
    matches=_matches,
    read=_read,
)
