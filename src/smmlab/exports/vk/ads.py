"""VK Ads: what ads cost and brought, from the XLSX or CSV of the advertising account."""

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import pandas as pd

from smmlab.errors import ExportError
from smmlab.exports.cells import Cells, take_cells, take_counts
from smmlab.exports.grids import (
    Grid,
    drop_repeated_header,
    list_beside,
    peek_grids,
    read_grids,
)
from smmlab.exports.headers import plain_name
from smmlab.exports.moments import parse_moments
from smmlab.exports.numbers import Decimal, find_decimal, parse_numbers
from smmlab.exports.reading import Card, Caution, Listed, Reader, Reading
from smmlab.exports.repair import find_spoilt_ids, refuse_excel, refuse_spoilt_numbers
from smmlab.exports.sieve import Fault, fold_repeats, sift
from smmlab.exports.vk.answers import NETWORK
from smmlab.schema import conform
from smmlab.texts import message

if TYPE_CHECKING:
    from smmlab.exports.source import RawExport

_SPENT = re.compile(r"потрачено всего(?:,? ?\(?(?P<sign>[^\s()]{1,4})\)?)?")
_CURRENCIES = {
    "₽": "RUB", "руб": "RUB", "руб.": "RUB", "rub": "RUB", "$": "USD", "usd": "USD", "€": "EUR",
    "eur": "EUR", "₸": "KZT", "kzt": "KZT", "br": "BYN", "byn": "BYN",
}  # fmt: skip
_NAMES = {
    "campaign_name": ("Название кампании", "Кампания", "Название рекламной кампании"),
    "campaign_id": ("ID кампании",),
    "ad_set_name": ("Название группы", "Группа", "Название группы объявлений"),
    "ad_set_id": ("ID группы", "ID группы объявлений"),
    "ad_name": ("Название объявления", "Объявление"),
    "ad_id": ("ID объявления",),
    "day": ("Дата", "День"),
    "impressions": ("Показы",),
    "reach": ("Охват",),
    "clicks": ("Клики",),
    "results": ("Результат", "Результаты"),
    "result_kind": ("Тип результата", "Цель"),
}
_COUNTS = ("impressions", "reach", "clicks")
_OWN = ("campaign_name", "campaign_id", "ad_set_name", "ad_set_id", "ad_name", "ad_id")
# Rates that anybody can work out from the rest.
_IGNORED = ("Цена за результат, ₽", "eCPC, ₽", "eCPM, ₽", "CTR, %", "CTR", "Статус")
_SPLITS = ("возраст", "пол", "регион", "город", "страна", "устройство", "площадка", "платформа")
_SHEET = "объявления"
_TOTALS = ("итого", "всего", "итог")
_DAY = r"([0-9]{4})[-._]?([0-9]{2})[-._]?([0-9]{2})|([0-9]{2})[-._]([0-9]{2})[-._]([0-9]{4})"
_DAY_IN_NAME = re.compile(rf"(?<![0-9])(?:{_DAY})(?![0-9])")

_TOTAL = message("A total: it sums up other rows.")
_NO_MONEY = message("{value} is no sum of money, in the column {column}.")
_NO_RESULTS = message("{value} is no number of results.")
_NO_DAY = message("The day {value} cannot be read.")


@dataclass(frozen=True)
class _Found:
    """The sheet with the ads and its header; ``spent`` is the column of what was paid."""

    grid: Grid
    header: int
    spent: str
    currency: str | None


def _matches(raw: "RawExport") -> bool:
    return any(_found_in(grid) is not None for grid in peek_grids(raw))


def _found_in(grid: Grid) -> _Found | None:
    for at, row in enumerate(grid.rows[:15]):
        names = [plain_name(cell) for cell in row]
        known = {plain_name(name) for key in _OWN for name in _NAMES[key]}
        spent = next((name for name in names if _SPENT.fullmatch(name)), None)
        if spent is not None and known & set(names) and {"показы", "клики"} & set(names):
            sign = _SPENT.fullmatch(spent)
            code = _CURRENCIES.get(sign["sign"] or "") if sign else None
            return _Found(grid, at, " ".join(row[names.index(spent)].split()), code)
    return None


def _read(raw: "RawExport") -> Reading:
    grids = read_grids(raw)
    found = _choose(grids)
    beside = list_beside(grids, found.grid, header=found.header)
    grid, repeated = drop_repeated_header(found.grid, header=found.header)
    names = {**_NAMES, "spend": (found.spent,)}
    cells = take_cells(grid, names, header=found.header, ignored=_IGNORED)
    _refuse_splits(cells)
    frame = cells.frame
    if find_spoilt_ids(pd.concat([frame["ad_id"], frame["ad_set_id"], frame["campaign_id"]])).any():
        refuse_excel()
    total = _is_total(frame)
    ads, faults, cautions = _ads(cells, found, raw)
    keep, rejected = sift(cells.lines, [_but(fault, total) for fault in faults])
    ads, merged = fold_repeats(ads[keep & ~total].reset_index(drop=True), "ads")
    notes = (
        *beside, *repeated, *(Listed(int(line), _TOTAL) for line in cells.lines[total])
    )  # fmt: skip
    return Reading(
        tables={"ads": conform(ads, "ads")},
        rows_read=cells.rows_read + len(beside) + len(repeated),
        merged=merged,
        rejected=tuple(sorted((*cells.ragged, *rejected), key=lambda row: row.line)),
        notes=tuple(sorted(notes, key=lambda row: row.line)),
        warnings=(*cells.cautions, *cautions),
    )


def _choose(grids: tuple[Grid, ...]) -> _Found:
    """Choose one sheet: the others count the same money by campaign or by group."""
    found = [one for one in map(_found_in, grids) if one is not None]
    if not found:
        raise ExportError(
            message(
                "Expected a table of VK Ads with the column Потрачено всего; found none. Please "
                "export the statistics of the ads again."
            )
        )
    named = [one for one in found if plain_name(one.grid.name) == _SHEET]
    with_ads = [one for one in found if _has_ads(one)]
    return (named or with_ads or found)[0]


def _has_ads(found: _Found) -> bool:
    names = {plain_name(cell) for cell in found.grid.rows[found.header]}
    return bool(names & {plain_name(n) for k in ("ad_name", "ad_id") for n in _NAMES[k]})


def _refuse_splits(cells: Cells) -> None:
    split = [name for name in cells.matched.unknown if plain_name(name) in _SPLITS]
    if split:
        raise ExportError(
            message(
                "The file splits each ad by {columns}, so its numbers are parts that would be "
                "counted wrong. Please export the ads again without a breakdown."
            ),
            {"columns": ", ".join(split)},
        )


def _is_total(frame: pd.DataFrame) -> pd.Series:
    """Tell rows that sum up others: they say so, or belong to no ad, group or campaign."""
    own = frame[list(_OWN)]
    first = own.bfill(axis=1).iloc[:, 0].fillna(frame["day"]).astype("str").str.casefold()
    said = first.str.match(rf"^(?:{'|'.join(_TOTALS)})\b").fillna(False).astype(bool)
    ids = frame[["ad_id", "ad_set_id", "campaign_id"]].isna().all(axis=1)
    return (said & ids) | own.isna().all(axis=1)


def _but(fault: Fault, rows: pd.Series) -> Fault:
    return Fault(fault.mask & ~rows, fault.reason, fault.values, fault.column)


def _ads(
    cells: Cells, found: _Found, raw: "RawExport"
) -> tuple[pd.DataFrame, list[Fault], list[Caution]]:
    frame = cells.frame
    amounts = frame[["spend", "results", *_COUNTS]]
    refuse_spoilt_numbers(amounts)
    decimal = find_decimal(pd.concat([amounts[name] for name in amounts])) if (
        found.grid.delimiter
    ) else None  # fmt: skip
    spend, no_money = _numbers(frame["spend"], decimal)
    percent = frame["spend"].str.contains("%").fillna(False).astype(bool)
    results, no_results = _numbers(frame["results"], decimal)
    counts, faults = take_counts(cells, _COUNTS)
    faults.append(Fault(no_money | percent | (spend < 0), _NO_MONEY, frame["spend"], found.spent))
    faults.append(Fault(no_results | (results < 0), _NO_RESULTS, frame["results"]))
    first, last, bad_days, cautions = _days(cells, found, raw)
    faults.append(bad_days)
    ads = pd.DataFrame(
        {
            "network": NETWORK,
            "campaign": frame["campaign_name"].fillna(frame["campaign_id"]),
            "ad_set": frame["ad_set_name"].fillna(frame["ad_set_id"]),
            "ad": _ad_names(frame),
            "from_day": first,
            "to_day": last,
            "spend": spend,
            "currency": pd.Series(found.currency, index=frame.index, dtype="str").where(
                spend.notna()
            ),
            **{name: counts[name] for name in _COUNTS},
            "results": results,
            "result_kind": frame["result_kind"].where(results.notna()),
            "source_row": pd.Series(cells.lines, index=frame.index, dtype="int64"),
        }
    )
    if found.currency is None and spend.notna().any():
        text = message("The file does not say in which currency the amounts are.")
        cautions.append(Caution("no-currency", text))
    if ((results > 0) & frame["result_kind"].isna()).any():
        text = message(
            "The file does not say what a result is, so results of different campaigns must not be "
            "added together."
        )
        cautions.append(Caution("vk-result-kind", text))
    return ads, faults, cautions


def _numbers(texts: pd.Series, decimal: Decimal | None) -> tuple[pd.Series, pd.Series]:
    """Read numbers: of the file's own mark, or in a workbook, where numbers stand beside texts.

    Numbers have a point there, texts a comma; two digits or one after it show that it is one.
    """
    plain = texts.fillna("")
    if decimal is None:
        decimal = find_decimal(plain)
        other = r"\." if decimal == "," else ","
        plain = plain.str.replace(
            rf"^([^.,]+){other}([0-9]{{1,2}}|[0-9]{{4,}})$", rf"\1{decimal}\2", regex=True
        )
    return parse_numbers(plain, decimal=decimal)


def _ad_names(frame: pd.DataFrame) -> pd.Series:
    """Name an ad so that no two share a name: copies of an ad differ in their number only."""
    both = frame["ad_name"] + " (" + frame["ad_id"] + ")"
    return both.fillna(frame["ad_name"]).fillna(frame["ad_id"]).astype("str")


def _days(
    cells: Cells, found: _Found, raw: "RawExport"
) -> tuple[pd.Series, pd.Series, Fault, list[Caution]]:
    """Return the days of each row: its own, or those that the file or its name tell."""
    said = cells.frame["day"]
    if said.notna().any():
        moments = parse_moments(said, zone="UTC", dates=raw.hints.dates, not_after=raw.modified_at)
        return moments.day, moments.day, Fault(moments.day.isna(), _NO_DAY, said), []
    above = " ".join(cell for row in found.grid.rows[: found.header] for cell in row)
    period = _period_in(above) or _period_in(raw.name)
    none = Fault(pd.Series(False, index=said.index), _NO_DAY)
    if period is None:
        nothing = pd.Series(pd.NA, index=said.index, dtype="str")
        text = message(
            "The file does not say which days it covers, so it replaces what an earlier file "
            "without days said of the same ads. Please put the first and the last day into its "
            "name, for example ads_2026-03-01_2026-03-31.xlsx, and import it again."
        )
        return nothing, nothing, none, [Caution("vk-ads-no-period", text)]
    first, last = (pd.Series(day, index=said.index, dtype="str") for day in period)
    return first, last, none, []


def _period_in(text: str) -> tuple[str, str] | None:
    """Return the first and the last day that a text names, if it names exactly two.

    Examples
    --------
    >>> _period_in("Статистика 01.03.2026 - 31.03.2026.xlsx")
    ('2026-03-01', '2026-03-31')
    """
    days = []
    for found in _DAY_IN_NAME.finditer(text):
        parts = found[1], found[2], found[3]
        year, month, day = parts if found[1] else (found[6], found[5], found[4])
        try:
            days.append(date(int(year), int(month), int(day)).isoformat())
        except ValueError:
            return None
    return (days[0], days[1]) if len(days) == 2 and days[0] <= days[1] else None


READER = Reader(
    name="vk_ads",
    card=Card(
        title=message("VK Ads: ads and what they cost"),
        how_to_get=message(
            "Open ads.vk.com, Statistics, the tab Объявления; choose the period and download "
            "the table as XLSX, without a breakdown by age, sex or place. Put the first and the "
            "last day into the name of the file."
        ),
        limits=message(
            "The file does not say what a result is. Reach of several ads cannot be added: one "
            "person may see all of them. Sheets of campaigns and groups count the same money "
            "again, so only the sheet of ads is read."
        ),
        clock=message(
            "Days of the ad account, in its own time zone, which the file does not name."
        ),
    ),
    networks=("vkontakte",),
    tables=("ads",),
    matches=_matches,
    read=_read,
)
