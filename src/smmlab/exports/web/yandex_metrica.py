"""Yandex Metrica: the table of UTM tags, as CSV or XLSX, in Russian or English."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from smmlab.errors import ExportError
from smmlab.exports.delimited import Records
from smmlab.exports.grids import (
    Grid,
    drop_repeated_header,
    grid_records,
    list_beside,
    peek_grids,
    read_grids,
)
from smmlab.exports.headers import Matched, plain_name
from smmlab.exports.numbers import parse_counts
from smmlab.exports.reading import Card, Caution, Listed, Reader, Reading
from smmlab.exports.repair import refuse_spoilt_numbers
from smmlab.exports.sieve import Fault, sift
from smmlab.exports.tags import plain_tags
from smmlab.exports.web.metrica_days import DAY_NAMES, find_period, read_days
from smmlab.exports.web.visits import as_portions, hidden_tags
from smmlab.texts import message

if TYPE_CHECKING:
    from smmlab.exports.source import RawExport

# The attribution stands before the tag when it is not the usual one: Last significant UTM Source.
_TAG = re.compile(
    r"^(?:(?P<attribution>.+?)[ :]+)?utm[ _](?P<tag>source|medium|campaign|content|term)$"
)
_FIRST = re.compile(r"^(?:перв|first)")
_METRICS = {
    "визиты": "sessions", "visits": "sessions", "sessions": "sessions",
    "посетители": "users", "visitors": "users", "users": "users",
}  # fmt: skip
# Known, and of no use here. A time on the site or a share of bounces is no count of visits.
_QUIET = re.compile(
    r"отказы|bounce rate|bounces|время на сайте|time on site|глубина просмотра|page depth|"
    r"просмотры|page ?views|новые посетители|new (?:users|visitors)|"
    r"доля новых посетителей|роботность|robots|конверсия.*|conversion.*|"
    r"достижения.*|goal.*|целевые визиты.*|target (?:visits|sessions).*"
)
_TOTALS = re.compile(r"(?:итого|всего)(?: и средние)?|totals?(?: and averages?)?")
_NOT_SET = ("не определено", "not defined", "not specified", "undefined")

_TOTAL = message("A total of the other rows.")
_SUBTOTAL = message("A subtotal of the rows that go into more detail.")
_GAP = message("The cell {column} of this row is empty, and what stands after it is not.")
_BAD_COUNT = message("{value} is no count, in the column {column}.")
_NO_COUNT = message("This row has no number of visits.")
_BAD_DAY = message("The day {value} cannot be read.")


@dataclass(frozen=True)
class _Heading:
    """Which cell of a heading is a tag, a day or a metric, by the name in the file."""

    tags: dict[str, str]
    days: dict[str, str]
    metrics: dict[str, str]
    first: tuple[str, ...]
    unknown: tuple[str, ...]
    signs: int


def _look(names: Sequence[str]) -> _Heading:
    tags: dict[str, str] = {}
    days: dict[str, str] = {}
    metrics: dict[str, str] = {}
    first: list[str] = []
    unknown: list[str] = []
    signs = 0
    for name in names:
        plain = plain_name(name)
        tag = _TAG.match(plain)
        if tag and _FIRST.match(tag["attribution"] or ""):
            first.append(name)
        elif tag and tag["tag"] not in tags:
            tags[tag["tag"]] = name
        elif plain in DAY_NAMES and not days:
            days[DAY_NAMES[plain]] = name
        elif plain in _METRICS and _METRICS[plain] not in metrics:
            metrics[_METRICS[plain]] = name
        elif _QUIET.fullmatch(plain):
            signs += 1
        elif plain:
            unknown.append(name)
    return _Heading(tags, days, metrics, tuple(first), tuple(unknown), signs)


def _heading(grid: Grid) -> int | None:
    for at, row in enumerate(grid.rows[:15]):
        look = _look(row)
        # Any table may count visits by tag; bounces or visitors beside them are Metrica's.
        counts = "sessions" in look.metrics and (look.signs or "users" in look.metrics)
        if counts and (look.tags or look.first):
            return at
    return None


def _matches(raw: "RawExport") -> bool:
    return any(_heading(grid) is not None for grid in peek_grids(raw))


def _read(raw: "RawExport") -> Reading:
    grids = read_grids(raw)
    found = next(((grid, at) for grid in grids if (at := _heading(grid)) is not None), None)
    if found is None:
        raise ExportError(
            message(
                "No table of this file has UTM tags and visits. Please export the report UTM tags "
                "of Yandex Metrica again, as CSV or XLSX."
            )
        )
    grid, at = found
    beside = list_beside(grids, grid, header=at)
    above = [cell for row in grid.rows[:at] for cell in row]
    grid, again = drop_repeated_header(grid, header=at)
    records = grid_records(grid, header=at)
    look = _look(records.header)
    if look.first or not look.tags:
        _refuse_first(look)
    frame = records.frame.apply(lambda cells: cells.str.strip())
    is_total, is_subtotal, gaps = _levels(frame, look)
    faults, values = _values(frame, look)
    period = find_period([raw.name, *above])
    days = read_days(frame, look.days, period, raw)
    shown = frame[next(iter(look.days.values()))] if look.days else None
    noted = is_total | is_subtotal
    keep, rejected = sift(
        records.lines[~noted],
        [
            *(Fault(mask[~noted], _GAP, column=name) for name, mask in gaps.items()),
            *(Fault(f.mask[~noted], f.reason, f.values, f.column) for f in faults),
            Fault(values["sessions"].isna()[~noted], _NO_COUNT),
            Fault(days["day"].isna()[~noted], _BAD_DAY, None if shown is None else shown[~noted]),
        ],
    )
    texts = {tag: plain_tags(_set(frame[name])) for tag, name in look.tags.items()}
    rows = values.assign(**texts, day=days["day"], to_day=days["to_day"], source_row=records.lines)
    rows = rows[~noted][keep]
    visits, merged = as_portions(rows, frame.loc[rows.index], _dimensions(records.header, look))
    notes = [Listed(int(line), _TOTAL) for line in records.lines[is_total]]
    notes += [Listed(int(line), _SUBTOTAL) for line in records.lines[is_subtotal]]
    return Reading(
        tables={"visits": visits},
        rows_read=records.rows_read + len(beside) + len(again),
        merged=merged,
        rejected=(*rejected, *records.ragged),
        notes=(*beside, *again, *notes),
        warnings=(*records.cautions, *_cautions(records, look), *hidden_tags(rows)),
    )


def _refuse_first(look: _Heading) -> None:
    raise ExportError(
        message(
            "The column {column} tells where people first came from, not where a visit came from. "
            "Please export the report again with another attribution, such as the last significant "
            "source."
        ),
        {"column": (look.first or ("UTM",))[0]},
    )


def _dimensions(header: Sequence[str], look: _Heading) -> list[str]:
    """Return the columns before the first metric: those say what is counted."""
    plain = [plain_name(name) for name in header]
    ends = [at for at, name in enumerate(plain) if name in _METRICS or _QUIET.fullmatch(name)]
    kept = {*look.tags.values(), *look.days.values()}
    return [name for at, name in enumerate(header) if at < min(ends) or name in kept]


def _levels(
    frame: pd.DataFrame, look: _Heading
) -> tuple[np.ndarray, np.ndarray, dict[str, pd.Series]]:
    """Mask totals, subtotals and rows with a hole; what is not set is said, never left empty."""
    names = _dimensions(list(frame.columns), look)
    empty = frame[names].eq("").to_numpy(dtype=bool)
    says = frame[names].apply(lambda cells: cells.str.casefold().str.fullmatch(_TOTALS))
    total = (empty | says.to_numpy(dtype=bool)).all(axis=1)
    later_filled = np.logical_or.accumulate(~empty[:, ::-1], axis=1)[:, ::-1]
    hole = empty & later_filled
    gaps = {
        name: pd.Series(hole[:, at] & ~total, index=frame.index) for at, name in enumerate(names)
    }
    subtotal = empty.any(axis=1) & ~hole.any(axis=1) & ~total
    return total, subtotal, gaps


def _values(frame: pd.DataFrame, look: _Heading) -> tuple[list[Fault], pd.DataFrame]:
    refuse_spoilt_numbers(frame[list(look.metrics.values())])
    faults: list[Fault] = []
    values: dict[str, pd.Series] = {}
    for metric, name in look.metrics.items():
        values[metric], bad = parse_counts(frame[name])
        faults.append(Fault(bad, _BAD_COUNT, frame[name], name))
    return faults, pd.DataFrame(values, index=frame.index)


def _set(texts: pd.Series) -> pd.Series:
    return texts.mask(texts.str.casefold().isin(_NOT_SET))


def _cautions(records: Records, look: _Heading) -> tuple[Caution, ...]:
    dimensions = set(_dimensions(records.header, look))
    nameless = {name for name in look.unknown if not records.frame[name].str.strip().any()}
    detail = [name for name in look.unknown if name in dimensions - nameless]
    others = tuple(name for name in look.unknown if name not in {*detail, *nameless})
    cautions = list(Matched({}, others).caution())
    if detail:
        text = message(
            "These columns split the visits further than smmlab keeps them, so their rows were "
            "added up: {columns}."
        )
        cautions.append(Caution("metrica_detail", text, {"columns": ", ".join(detail)[:200]}))
    return tuple(cautions)


READER = Reader(
    name="yandex_metrica",
    card=Card(
        title=message("Yandex Metrica: UTM tags"),
        how_to_get=message(
            "Yandex Metrica, Reports, Sources, UTM tags; group by UTM Source, UTM Medium and UTM "
            "Campaign; choose the period; Export, Table data, CSV or XLSX. Keep the name of the "
            "file: it holds the period."
        ),
        limits=message(
            "Visits whose tags are not set are in the table without tags. A row covers the whole "
            "period unless the report is grouped by day or month. Visitors of different rows "
            "overlap and are never added up; bounces and time on the site are not kept; goals are "
            "not read. The file does not name the site."
        ),
        clock=message(
            "Days in the time zone of the Yandex Metrica counter, which the file does not name."
        ),
    ),
    networks=(),
    tables=("visits",),
    matches=_matches,
    read=_read,
)
