"""Days that a file divides by device or hour are no days: none of their parts is taken for one."""

from pathlib import Path

import pytest

from smmlab.exports.catalogue import check_account
from smmlab.exports.hints import Hints
from smmlab.exports.mapping.reader import read_mapped
from smmlab.exports.mapping.spec import ColumnMap
from smmlab.exports.reading import Reading
from smmlab.exports.source import RawExport

WIDE = ColumnMap("daily", {"day": "Day"}, {"views": "Views", "reach": "Reach"}, {"network": "x"})
LONG = ColumnMap("daily", {"day": "Day", "metric": "What", "value": "N"}, {}, {"network": "x"})


def read(folder: Path, content: str, column_map: ColumnMap = WIDE) -> Reading:
    path = folder / "days.csv"
    path.write_text(content, encoding="utf-8")
    raw = RawExport(path, 1_790_000_000, Hints(None, "Europe/Tallinn"))
    reading = read_mapped(raw, column_map)
    check_account(reading)
    return reading


def days(reading: Reading) -> dict[tuple[str, str], float]:
    frame = reading.tables["daily"]
    keys = zip(frame["day"], frame["metric"], strict=True)
    return dict(zip(keys, frame["value"].tolist(), strict=True))


@pytest.mark.parametrize("desktop", [50, 20])
def test_parts_of_a_day_are_rejected_be_they_equal_or_not(tmp_path: Path, desktop: int) -> None:
    rows = ["2026-05-01,mobile,50,5", f"2026-05-01,desktop,{desktop},5", "2026-05-02,mobile,7,6"]
    for order in (rows, rows[::-1]):
        reading = read(tmp_path, "Day,Device,Views,Reach\n" + "\n".join(order))
        assert days(reading) == {("2026-05-02", "views"): 7, ("2026-05-02", "reach"): 6}
        assert {str(row).split(": ", 1)[1] for row in reading.rejected} == {
            "The day stands in several rows that differ in Device; please export one row a day."
        }
        assert len(reading.rejected) == 2


def test_hours_beside_the_day_or_in_a_column_are_parts(tmp_path: Path) -> None:
    beside = read(tmp_path, "Day,Views,Reach\n2026-05-01 00:00,1,1\n2026-05-01 01:00,2,2\n")
    assert days(beside) == {}
    assert "differ in Day;" in str(beside.rejected[0])
    apart = read(tmp_path, "Day,Hour,Views,Reach\n2026-05-01,0,1,1\n2026-05-01,1,1,1\n")
    assert (days(apart), len(apart.rejected)) == ({}, 2)


def test_rows_that_repeat_merge_and_rates_divide_nothing(tmp_path: Path) -> None:
    content = "Day,Device,Views,Reach,CTR\n2026-05-01,all,5,3,1%\n2026-05-01,all,5,3,2%\n"
    reading = read(tmp_path, content)
    assert days(reading) == {("2026-05-01", "views"): 5, ("2026-05-01", "reach"): 3}
    assert (len(reading.merged), reading.rejected) == (1, ())


def test_only_the_metric_that_stands_twice_is_divided(tmp_path: Path) -> None:
    content = (
        "Day,What,Device,N\n2026-05-01,views,a,5\n2026-05-01,views,b,6\n2026-05-01,reach,a,7\n"
        ",reach,b,8\n"
    )
    reading = read(tmp_path, content, LONG)
    assert days(reading) == {("2026-05-01", "reach"): 7}
    assert [row.line for row in reading.rejected] == [2, 3, 5]
    # What is empty or unread stands nowhere.
    reading = read(tmp_path, "Day,Device,Views,Reach\n2026-05-01,a,5,\n2026-05-01,b,,6\n")
    assert days(reading) == {("2026-05-01", "views"): 5, ("2026-05-01", "reach"): 6}
