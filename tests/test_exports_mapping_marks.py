"""Numbers with units, durations, and marks: read as they are meant, or asked for."""

from pathlib import Path

import pandas as pd
import pytest

from smmlab.errors import ExportError
from smmlab.exports.catalogue import check_account
from smmlab.exports.hints import Hints
from smmlab.exports.mapping.durations import seconds_of
from smmlab.exports.mapping.propose import propose_map
from smmlab.exports.mapping.reader import read_mapped
from smmlab.exports.mapping.spec import ColumnMap, map_from_toml
from smmlab.exports.source import RawExport


def ads_map(currency: str = "EUR", **beside: str) -> ColumnMap:
    columns = {"campaign": "Name", "spend": "Cost", "clicks": "Clicks", "results": "Results"}
    return ColumnMap("ads", columns, {}, {"network": "x", "currency": currency}, **beside)  # type: ignore[arg-type]


def raw(folder: Path, costs: list[str], clicks: str = "7", won: str = "") -> RawExport:
    path = folder / "ads.csv"
    rows = [f"K{at};{cost};{clicks};{won}" for at, cost in enumerate(costs)]
    path.write_text("\n".join(["Name;Cost;Clicks;Results", *rows]), encoding="utf-8")
    return RawExport(path, 1_790_000_000, Hints(None, "Europe/Tallinn"))


def costs_of(export: RawExport, column_map: ColumnMap) -> list[float]:
    reading = read_mapped(export, column_map)
    check_account(reading)
    return sorted(reading.tables["ads"]["spend"].dropna().tolist())


@pytest.mark.parametrize(
    ("currency", "cells", "expected"),
    [
        ("EUR", ["EUR 12", "12 Euro", "5 eurot", "12.50 EUR"], [5, 12, 12, 12.5]),
        ("UAH", ["100 грн", "5 грн."], [5, 100]), ("RUB", ["100 рублей", "5 руб."], [5, 100]),
        ("EUR", ["100 грн", "5"], [5]), ("UAH", ["5 Euro", "7 грн"], [7]),
    ],
)  # fmt: skip
def test_a_currency_beside_a_number_is_no_month(
    tmp_path: Path, currency: str, cells: list[str], expected: list[float]
) -> None:
    assert costs_of(raw(tmp_path, cells), ads_map(currency)) == expected


@pytest.mark.parametrize("cell", ["3.апр", "Jan-24", "5 мая", "8.сеп"])
def test_a_month_is_a_month(tmp_path: Path, cell: str) -> None:
    with pytest.raises(ExportError, match="saved in Excel"):
        read_mapped(raw(tmp_path, ["5 EUR", cell]), ads_map())


@pytest.mark.parametrize(
    "costs",
    [["1.234", "2.500", "999"], ["1,234", "999"], ["1.234", "1,234"], ["1.234 €"],
     ["1.234,50", "1,234.50"], ["1,5", "2,5", "3.25"]],
)  # fmt: skip
def test_a_mark_that_nothing_shows_is_asked_for(tmp_path: Path, costs: list[str]) -> None:
    export = raw(tmp_path, costs)
    with pytest.raises(ExportError, match=r'column Cost can be read in two ways.*decimal = "\."'):
        read_mapped(export, ads_map())
    proposal = propose_map(export, table="ads")
    assert proposal.column_map.decimal is None
    assert sum("in two ways" in str(question) for question in proposal.questions) == 1
    assert costs_of(export, ads_map(decimal=","))
    assert costs_of(export, ads_map(decimal="."))


@pytest.mark.parametrize(
    ("costs", "clicks", "won", "expected"),
    [
        # A cell of the column, of another column, or a count shows it.
        (["1.234", "12.5"], "7", "", [1.234, 12.5]), (["1.234", "0.125"], "7", "", [0.125, 1.234]),
        (["1.234", "5,25"], "7", "", [5.25, 1234]), (["1.234", "0,125"], "7", "", [0.125, 1234]),
        (["1.234", "1.234.567"], "7", "", [1234, 1234567]),
        (["1.234"], "1,700", "", [1.234]), (["1,234"], "1,700", "", [1234]),
        (["1,234"], "7", "0,5", [1.234]), (["1.234"], "7", "2,5", [1234]),
        (["1,234", "1 234,567"], "7", "", [1.234, 1234.567]),
        # Without a mark there is nothing to ask.
        (["999", "1 234", "--"], "7", "", [999, 1234]),
    ],
)  # fmt: skip
def test_a_mark_that_the_file_shows_holds_for_all_its_numbers(
    tmp_path: Path, costs: list[str], clicks: str, won: str, expected: list[float]
) -> None:
    export = raw(tmp_path, costs, clicks, won)
    assert costs_of(export, ads_map()) == expected
    drafted = propose_map(export, table="ads")
    assert not any("in two ways" in str(question) for question in drafted.questions)
    if "." in "".join(costs) or "," in "".join(costs):
        assert drafted.column_map.decimal in (".", ",")
        assert costs_of(export, ads_map(decimal=drafted.column_map.decimal)) == expected


def test_a_map_of_json_needs_no_mark(tmp_path: Path) -> None:
    path = tmp_path / "ads.json"
    path.write_text('[{"Name": "K", "Cost": 1.234, "Clicks": 7, "Results": 1}]')
    export = RawExport(path, 1_790_000_000, Hints(None, "Europe/Tallinn"))
    assert costs_of(export, ads_map(kind="json")) == [1.234]
    assert not any("in two ways" in str(one) for one in propose_map(export).questions)


@pytest.mark.parametrize(
    ("cell", "seconds"),
    [
        ("5m 12s", 312), ("1h 2m", 3720), ("45s", 45), ("PT5M12S", 312), ("P1DT1H", 90000),
        ("1.5 h", 5400), ("1,5 ч", 5400), ("00:05:12.500", 312.5), ("5 min 12 sec", 312),
        ("5 сек", 5), ("5 мин 12 с", 312), ("2 tundi 5 minutit", 7500), ("1 day, 2 hours", 93600),
        ("1h2m", 3720), ("26:10:00", 94200), ("5:12", 312), ("5 sek.", 5),
        ("90", None), ("5 views", None), ("1.234 h", None), ("12:30 PM", None), ("PT", None),
        ("h", None), ("1h 5", None), ("12 months", None), ("--", None), ("", None), (None, None),
    ],
)  # fmt: skip
def test_durations_are_seconds_only_where_their_units_are_plain(
    cell: str | None, seconds: float | None
) -> None:
    for beside in ([], ["5 sec", "7"]):
        found = seconds_of(pd.Series([cell, *beside], dtype="str"))
        assert (None if pd.isna(found[0]) else found[0]) == seconds


def test_seconds_in_words_are_read_whatever_the_mark_of_the_map(tmp_path: Path) -> None:
    path = tmp_path / "days.csv"
    path.write_text('Day,Views,Watch\n2026-05-01,7,"0:05:12.5"\n2026-05-02,8,5 views\n')
    export = RawExport(path, 1_790_000_000, Hints(None, "Europe/Tallinn"))
    text = (
        'table = "daily"\ndecimal = ","\nconstants.network = "x"\ncolumns.day = "Day"\n'
        'metrics.views = "Views"\nmetrics.watch_seconds = "Watch"\n'
    )
    frame = read_mapped(export, map_from_toml(text)).tables["daily"]
    assert sorted(frame["value"].tolist()) == [7, 8, 312.5]


ORDERS = {"order_id": "No", "at": "Day", "time": "Hour", "amount": "Sum", "refunded": "Back",
          "currency": "Money", "customer": "Who"}  # fmt: skip


def test_refunds_bad_hours_and_absent_currencies_are_told_as_they_are(tmp_path: Path) -> None:
    path = tmp_path / "orders.csv"
    path.write_text(
        "No,Day,Hour,Sum,Back,Money,Who\n1,2026-05-01,10:00,20,-5.00,EUR,a\n"
        "2,2026-05-01,25:00,20,,EUR,b\n3,2026-05-01,10:00,12.50,,,c\n"
        "4,2026-13-01,10:00,20,,EUR,d\n5,2026-05-01,10:00,-20,5,EUR,e\n"
    )
    export = RawExport(path, 1_790_000_000, Hints(None, "Europe/Tallinn"))
    reading = read_mapped(export, ColumnMap("orders", ORDERS, {}, {"shop": "pood"}))
    orders = reading.tables["orders"]
    assert orders[["order_id", "refunded"]].to_numpy().tolist() == [["1", 5.0]]
    assert [str(row) for row in reading.rejected] == [
        "line 3: 25:00 in the column Hour is no time that can be used.",
        "line 4: 12.50 in the column Sum is an amount whose currency is not said.",
        "line 5: 2026-13-01 in the column Day is no time that can be used.",
        "line 6: -20 in the column Sum is no amount of money.",
    ]
