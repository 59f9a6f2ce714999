"""Meta Ads Manager and Ads Reporting: what ads cost and brought, from CSV or XLSX."""

import pandas as pd

from smmlab.exports.meta.ads_groups import tell_groups
from smmlab.exports.meta.ads_table import AdsTable, is_ads_export, open_ads
from smmlab.exports.moments import parse_moments
from smmlab.exports.numbers import Decimal, find_decimal, parse_counts, parse_numbers
from smmlab.exports.reading import Card, Caution, Listed, Reader, Reading
from smmlab.exports.repair import refuse_spoilt_numbers
from smmlab.exports.sieve import Fault, sift
from smmlab.exports.source import RawExport
from smmlab.texts import message

_COUNTS = ("impressions", "reach", "clicks")
_MEASURES = ("spend", *_COUNTS, "results")
_LEEWAY, _AHEAD = 2 * 86_400, 370 * 86_400  # a period that is chosen whole may end in the future
_RANGE = r"^(.*\S)\s+[-–—]\s+(\S.*)$"
# What Meta calls the places where ads run; the others belong to no network of ours.
_NETWORKS = {
    "facebook": "facebook", "instagram": "instagram", "threads": "threads", "whatsapp": "whatsapp",
}  # fmt: skip

_NO_PERIOD = message("The period {value} cannot be read.")
_REVERSED = message("The period ends before it begins: {value}.")
_AHEAD_OF_FILE = message("The period begins after the file was made: {value}.")
_NO_MONEY = message("{value} is no sum of money, in the column {column}.")
_NO_COUNT = message("{value} is no count, in the column {column}.")
_NO_RESULTS = message("{value} is no number of results.")
_NO_CODE = message("{value} is not the code of a currency.")
_TWO_AMOUNTS = message("The row states what was spent in two currencies: {value}.")
_IDLE = message("This did not run in the period: there is nothing to count.")


def _read(raw: RawExport) -> Reading:
    opened = open_ads(raw)
    parts = [_rows(table, raw, is_text=opened.is_text) for table in opened.tables]
    rows = pd.concat([part for part, _ in parts], ignore_index=True)
    rejected = [row for _, found in parts for row in found]
    idle = rows["readable"] & rows[list(_MEASURES)].isna().all(axis=1)
    sound = rows[rows["readable"] & ~idle]
    spoilt = rows[~rows["readable"] & rows["from_day"].notna()]
    grouped = tell_groups(sound, spoilt)
    notes = [*opened.notes, *(Listed(int(line), _IDLE) for line in rows["source_row"][idle])]
    everything = (*opened.ragged, *rejected)
    return Reading(
        tables={"ads": grouped.part},
        rows_read=len(rows) + len(opened.notes) + len(opened.ragged),
        merged=grouped.merged,
        rejected=tuple(sorted(everything, key=lambda row: row.line)),
        notes=tuple(sorted(notes, key=lambda row: row.line)),
        warnings=(*opened.cautions, *grouped.cautions, *_cautions(sound, opened.tables)),
    )


def _rows(table: AdsTable, raw: RawExport, *, is_text: bool) -> tuple[pd.DataFrame, list[Listed]]:
    """Return every row with its values, and those that cannot be used."""
    cells = table.cells
    columns = [
        *table.spends.values(),
        *(cells[name] for name in (*_COUNTS, "link_clicks", "results")),
    ]
    refuse_spoilt_numbers(pd.concat(columns, axis=1, keys=range(len(columns))))
    # A workbook holds numbers; the mark of a text file is the same in all its columns.
    decimal = find_decimal(pd.concat(columns)) if is_text else "."
    from_day, to_day, faults = _periods(table, raw)
    spend, currency, money_faults = _money(table, decimal)
    faults += money_faults
    values: dict[str, pd.Series] = {}
    for name in _COUNTS:
        said = cells[name]
        if name == "clicks" and "clicks" not in table.has:
            said = cells["link_clicks"]
        values[name], bad = parse_counts(said.fillna(""), decimal=decimal)
        faults.append(Fault(bad, _NO_COUNT, said, name))
    values["results"], bad = parse_numbers(cells["results"].fillna(""), decimal=decimal)
    faults.append(Fault(bad | (values["results"] < 0), _NO_RESULTS, cells["results"]))
    keep, rejected = sift(table.lines, faults)
    rows = pd.DataFrame(
        {
            "network": _network(cells),
            **{name: cells[name] for name in ("campaign", "ad_set", "ad")},
            "from_day": from_day,
            "to_day": to_day,
            "spend": spend,
            "currency": currency,
            **values,
            "result_kind": cells["result_kind"].where(values["results"].notna()),
            "source_row": pd.Series(table.lines, index=cells.index, dtype="int64"),
            "readable": keep,
        }
    ).join(table.portions)
    return rows, list(rejected)


def _periods(table: AdsTable, raw: RawExport) -> tuple[pd.Series, pd.Series, list[Fault]]:
    cells = table.cells
    start, end = cells["starts"], cells["ends"]
    span = cells["span"].str.extract(_RANGE)
    start = cells["day"].fillna(span[0]).fillna(start.mask(cells["span"].notna()))
    end = cells["day"].fillna(span[1]).fillna(end.mask(cells["span"].notna()))
    both = pd.concat([start, end], ignore_index=True)
    moments = parse_moments(
        both, zone="UTC", dates=raw.hints.dates, not_after=raw.modified_at + _AHEAD
    )
    half = len(cells)
    first = moments.day.iloc[:half].set_axis(cells.index)
    last = moments.day.iloc[half:].set_axis(cells.index)
    said = start.fillna(cells["span"]).fillna("") + " - " + end.fillna("")
    begins = moments.at.iloc[:half].set_axis(cells.index)
    return (
        first,
        last,
        [
            Fault(first.isna() | last.isna(), _NO_PERIOD, said),
            Fault(last < first, _REVERSED, said),
            Fault(begins > raw.modified_at + _LEEWAY, _AHEAD_OF_FILE, said),
        ],
    )


def _money(table: AdsTable, decimal: Decimal) -> tuple[pd.Series, pd.Series, list[Fault]]:
    """Return what was spent and in what: a row may fill one of several columns of amounts."""
    index = table.cells.index
    spend = pd.Series(float("nan"), index=index, dtype="float64")
    currency = pd.Series(pd.NA, index=index, dtype="str")
    filled = pd.Series(0, index=index)
    faults: list[Fault] = []
    # A zero beside an amount says nothing; a zero alone is what was spent.
    parsed = {code: parse_numbers(texts, decimal=decimal) for code, texts in table.spends.items()}
    for code in sorted(parsed):
        texts = table.spends[code]
        values, bad = parsed[code]
        percent = texts.str.contains("%", regex=False).fillna(False).astype(bool)
        faults.append(Fault(bad | percent | (values < 0), _NO_MONEY, texts, code.upper()))
        better = values.notna() & (spend.isna() | (spend == 0) & (values != 0))
        spend = spend.mask(better, values)
        currency = currency.mask(better, code.upper() or None)
        filled += (values > 0).astype("int64")
    named = ", ".join(code.upper() for code in sorted(parsed))
    faults.append(Fault(filled > 1, _TWO_AMOUNTS, pd.Series(named, index=index)))
    said = table.cells["currency"].str.upper()
    wrong = said.notna() & ~said.str.fullmatch(r"[A-Z]{3}").fillna(False).astype(bool)
    faults.append(Fault(wrong, _NO_CODE, said))
    currency = currency.mask(currency == "").fillna(said.mask(wrong))
    return spend, currency.where(spend.notna()).astype("str"), faults


def _network(cells: pd.DataFrame) -> pd.Series:
    plain = cells["platform"].str.casefold()
    # As shown, Instagram Stories, or as Meta calls it within: instagram_stories.
    place = cells["placement"].str.casefold().str.extract(r"^([a-z]+)(?![^\W_])", expand=False)
    return plain.fillna(place).map(_NETWORKS).astype("str")


def _cautions(ads: pd.DataFrame, tables: tuple[AdsTable, ...]) -> list[Caution]:
    if ads.empty:
        return [Caution("no-rows", message("The file has column names but no ads that ran."))]
    cautions = []
    if ads["network"].isna().any():
        cautions.append(Caution("network-unknown", _NETWORK_UNKNOWN))
    codes = sorted(ads["currency"].dropna().unique())
    if len(codes) > 1:
        text = message(
            "The amounts are in several currencies: {codes}. They are never added together."
        )
        cautions.append(Caution("currencies", text, {"codes": ", ".join(codes)}))
    if (ads["spend"].notna() & ads["currency"].isna()).any():
        text = message("The file does not say in which currency the amounts are.")
        cautions.append(Caution("no-currency", text))
    if (ads["results"].notna() & ads["result_kind"].isna() & (ads["results"] != 0)).any():
        text = message(
            "The file does not say what a result is. Please add the column Result type, or Result "
            "indicator, before the export."
        )
        cautions.append(Caution("result-kind-unknown", text))
    if any("link_clicks" in one.has and "clicks" not in one.has for one in tables):
        text = message("The file has no column Clicks (all): the clicks are those on links only.")
        cautions.append(Caution("link-clicks", text))
    return cautions


_NETWORK_UNKNOWN = message(
    "The file does not say for every row on which network the ads ran: Meta shows them on "
    "Facebook, Instagram and elsewhere. No network is named there. To tell them apart, add the "
    "breakdown Platform before the export."
)

READER = Reader(
    name="meta_ads",
    card=Card(
        title=message("Meta Ads Manager: ads and what they cost"),
        how_to_get=message(
            "Open adsmanager.facebook.com, choose the period, the tab Ads, under Breakdown choose "
            "By delivery, Platform, then Reports, Export table data, CSV. Keep the columns Amount "
            "spent, Impressions, Clicks (all), Results and Result indicator."
        ),
        limits=message(
            "Without the breakdown Platform the file does not say on which network an ad ran. "
            "Groups such as ages are added up; reach cannot be. A campaign and its ads, or a month "
            "and its days, are the same money: import one level and one kind of period only. Ads "
            "of the same name in the same ad set count as one."
        ),
        clock=message(
            "Days of the ad account, in its own time zone, which the file does not name."
        ),
    ),
    networks=("facebook", "instagram"),
    tables=("ads",),
    matches=is_ads_export,
    read=_read,
)
