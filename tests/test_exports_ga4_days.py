"""Days of a Google Analytics report: stated, counted from the start, saved again."""

from functools import partial
from pathlib import Path

import pytest

from ga4_files import ACCOUNT, PERIOD, read_text, report
from smmlab.errors import ExportError
from smmlab.exports.hints import Hints
from smmlab.exports.source import open_export
from smmlab.exports.web.ga4 import READER


@pytest.fixture
def read(tmp_path: Path):
    return partial(read_text, tmp_path)


def test_days_come_from_the_date_or_are_counted_from_the_start(read) -> None:
    dated = "Session source / medium,Date,Sessions\na / b,20260105,3\na / b,2026010x,4\n"
    reading = read(report(dated))
    assert reading.tables["visits"][["day", "to_day"]].values.tolist() == [
        ["2026-01-05", "2026-01-05"]
    ]
    assert [listed.line for listed in reading.rejected] == [12]
    nth = "Session source / medium,Nth day,Sessions\na / b,0010,3\na / b,0099,3\n"
    reading = read(report(nth))
    assert reading.tables["visits"]["day"].tolist() == ["2026-01-11"]
    assert len(reading.rejected) == 1
    weeks = "Session source / medium,Nth week,Sessions\na / b,0000,3\na / b,0004,3\n"
    assert read(report(weeks)).tables["visits"][["day", "to_day"]].values.tolist() == [
        ["2026-01-01", "2026-01-07"], ["2026-01-29", "2026-01-31"],
    ]  # fmt: skip


def test_a_plain_daily_report_becomes_daily_metrics(read) -> None:
    table = "Date,Event count,Total users,Average session duration\n20260102,30,7,61.5\n" \
        "20260101,20,5,50.25\n"  # fmt: skip
    reading = read(report(table))
    daily = reading.tables["daily"].set_index(["day", "metric"])["value"]
    assert daily.to_dict() == {
        ("2026-01-02", "visitors"): 7, ("2026-01-01", "visitors"): 5,
    }  # fmt: skip
    assert reading.tables["daily"]["network"].isna().all()
    assert set(reading.tables["daily"]["page"]) == {"kohvik.ee - GA4"}


@pytest.mark.parametrize(
    ("dates", "read_as"),
    [
        (("16-04-2024", "03-04-2024"), ["2024-04-16", "2024-04-03"]),
        (("04/16/2024", "04/03/2024"), ["2024-04-16", "2024-04-03"]),
        (("2024-04-16", "2024-04-03"), ["2024-04-16", "2024-04-03"]),
        (("16.04.2024", "03.04.2024"), ["2024-04-16", "2024-04-03"]),
    ],
)
@pytest.mark.parametrize("mark", [",", ";"])
def test_a_file_saved_again_gives_the_same_days(read, dates, read_as, mark: str) -> None:
    text = mark.join(["Date", "Sessions", "Engaged sessions"]) + "\n"
    text += "".join(mark.join([day, "5", "3"]) + "\n" for day in dates)
    reading = read(text)
    days = reading.tables["daily"].query("metric == 'visits'")["day"]
    assert days.tolist() == read_as
    assert [c.code for c in reading.warnings] == ["ga4_resaved", "unknown-columns"]
    assert reading.warnings[1].values == {"columns": "Engaged sessions"}


def test_days_by_country_are_no_days_of_the_whole_site(read) -> None:
    table = "Date,Country,Sessions,Total users\n20260101,Estonia,5,4\n20260101,Latvia,6,5\n"
    with pytest.raises(ExportError, match="No table"):
        read(report(table))


def test_months_are_counted_from_the_start(read) -> None:
    remarks = ACCOUNT + "# Start date: 20251215\n# End date: 20260210\n"
    table = "Session source,Nth month,Sessions\na,0000,3\na,0001,4\na,0002,5\na,0003,6\n"
    reading = read(report(table, remarks))
    assert reading.tables["visits"][["day", "to_day"]].values.tolist() == [
        ["2025-12-15", "2025-12-31"], ["2026-01-01", "2026-01-31"], ["2026-02-01", "2026-02-10"],
    ]  # fmt: skip
    assert [str(row) for row in reading.rejected] == ["line 12: The day 0003 cannot be read."]


def test_a_day_after_the_file_was_written_is_rejected(read) -> None:
    table = "Session source,Date,Sessions\na,20260101,3\na,21260101,4\na,20260230,4\n"
    reading = read(report(table))
    assert reading.tables["visits"]["day"].tolist() == ["2026-01-01"]
    assert [row.line for row in reading.rejected] == [12, 13]


def test_the_order_of_day_and_month_may_be_told(tmp_path: Path) -> None:
    path = tmp_path / "ga4.csv"
    path.write_text("Date,Sessions,Total users\n03/04/2024,1,1\n", encoding="utf-8")
    for order, day in (("dmy", "2024-04-03"), ("mdy", "2024-03-04")):
        reading = READER.read(open_export(path, hints=Hints(dates=order)))
        assert set(reading.tables["daily"]["day"]) == {day}


def test_money_of_days_is_not_read_because_it_has_no_currency(read) -> None:
    reading = read(report("Date,Sessions,Total revenue\n20260101,5,7.5\n"))
    assert set(reading.tables["daily"]["metric"]) == {"visits"}
    assert reading.warnings[0].values == {"columns": "Total revenue"}


def test_each_metric_by_day_is_read_once(read) -> None:
    days = "Nth day,{}\n0000,{}\n\n" + PERIOD
    tables = [("Active users", 5), ("Sessions", 7), ("New users", 1), ("Total users", 6)]
    reading = read(report("".join(days.format(*table) for table in tables)))
    daily = reading.tables["daily"]
    assert daily[["metric", "value"]].values.tolist() == [["visitors", 5], ["visits", 7]]
    assert reading.warnings[0].values["n"] == 2


def test_a_day_that_stands_twice_is_one(read) -> None:
    reading = read(report("Date,Sessions\n20260101,5\n20260101,7\n"))
    assert reading.tables["daily"]["value"].tolist() == [7]
    assert [row.line for row in reading.merged] == [12]
