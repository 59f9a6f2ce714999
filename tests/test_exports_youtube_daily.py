"""YouTube Studio, days: Totals.csv counts, Chart data.csv does not, weeks are no days."""

from collections.abc import Sequence
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from meta_files import codes, only_smmlab_errors, read, table
from sheet_files import workbook
from smmlab.errors import ExportError
from smmlab.exports.catalogue import READERS
from smmlab.exports.hints import Hints
from smmlab.exports.reading import Reading
from smmlab.exports.source import RawExport, open_export
from smmlab.exports.youtube.daily import READER
from vk_files import facts, lines_of, reasons
from x_files import open_csv

NOW = 1_783_000_000  # 2026-07-02 13:46 UTC
TOTALS = ("Date", "Views")
CHART = ("Date", "Content", "Video title", "Video publish time", "Duration", "Views")
CELLS = st.sampled_from(
    ["", "-", "x", "0", "1", "-1", "2.5", "9" * 40, "3.апр", "2026-02-27", "2026-02-28",
     "02/03/2026", "Total", "Date", "Showing top 500 results", '"']
)  # fmt: skip
HEADERS = st.sampled_from([TOTALS, CHART, ("Date", "Views", "Watch time (hours)", "Subscribers")])


def opened(
    folder: Path, header: Sequence[str], *rows: Sequence[str], inside: str = ""
) -> RawExport:
    raw = open_csv(folder, table(header, rows), "Totals.csv", NOW)
    return RawExport(raw.path, NOW, Hints(), inside)


def daily(folder: Path, header: Sequence[str], *rows: Sequence[str], inside: str = "") -> Reading:
    return read(READER, opened(folder, header, *rows, inside=inside))


def values(reading: Reading) -> dict[tuple[str, str], float]:
    found = reading.tables["daily"]
    return dict(zip(zip(found["metric"], found["day"], strict=True), found["value"], strict=True))


def test_the_days_of_the_channel(tmp_path: Path) -> None:
    reading = daily(tmp_path, TOTALS, ("2026-02-27", "1,310"), ("2026-02-28", "0"))
    assert values(reading) == {("views", "2026-02-27"): 1310, ("views", "2026-02-28"): 0}
    assert set(reading.tables["daily"]["clock"]) == {"America/Los_Angeles"}
    assert set(reading.tables["daily"]["precision"]) == {"day"}
    assert reading.warnings == ()


@pytest.mark.parametrize(
    ("column", "metric", "said", "value"),
    [
        ("Views", "views", "5", 5),
        ("Просмотры", "views", "1 310", 1310),
        ("Watch time (hours)", "watch_seconds", "0.5", 1800),
        ("Время просмотра (часы)", "watch_seconds", "0,5", 1800),
        ("Thumbnail impressions", "impressions", "5", 5),
        ("Impressions", "impressions", "5", 5),
        ("Unique viewers", "viewers", "5", 5),
        ("Subscribers gained", "follows", "5", 5),
        ("Subscribers lost", "unfollows", "5", 5),
        ("Comments added", "comments", "5", 5),
    ],
)
def test_one_file_holds_one_metric(
    tmp_path: Path, column: str, metric: str, said: str, value: float
) -> None:
    reading = daily(tmp_path, ("Date", column), ("2026-02-27", said))
    assert values(reading) == {(metric, "2026-02-27"): value}


def test_the_tab_date_has_a_total_and_several_metrics(tmp_path: Path) -> None:
    header = ("Date", "Views", "Watch time (hours)", "Subscribers", "Average view duration")
    reading = daily(
        tmp_path, header, ("Total", "60", "2.5", "1", "0:02:30"),
        ("2026-02-27", "40", "2", "-2", "0:03:00"),
    )  # fmt: skip
    assert lines_of(reading.notes) == [2]
    assert values(reading) == {("views", "2026-02-27"): 40, ("watch_seconds", "2026-02-27"): 7200}


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (("soon", "5"), "soon is no day of this series."),
        (("", "5"), "is no day of this series."),
        (("2027-02-27", "5"), "2027-02-27 is no day of this series."),
        (("1970-01-01", "5"), "1970-01-01 is no day of this series."),
        (("2026-02-28", "-1"), "-1 is no count, in the column Views."),
        (("2026-02-28", "1.5"), "1.5 is no count, in the column Views."),
        (("2026-02-28", "many"), "many is no count, in the column Views."),
    ],
)
def test_what_cannot_be_is_rejected_with_its_reason(
    tmp_path: Path, row: tuple[str, str], said: str
) -> None:
    reading = daily(tmp_path, TOTALS, ("2026-02-27", "3"), row)
    assert lines_of(reading.rejected) == [3]
    assert reasons(reading)[0].endswith(said)


@pytest.mark.parametrize("hours", ["-0.5", "long"])
def test_hours_that_cannot_be_are_rejected(tmp_path: Path, hours: str) -> None:
    reading = daily(tmp_path, ("Date", "Watch time (hours)"), ("2026-02-27", hours))
    assert reasons(reading) == [f"{hours} is no count, in the column Watch time (hours)."]


def test_a_day_without_a_value_is_a_note_and_no_zero(tmp_path: Path) -> None:
    reading = daily(tmp_path, TOTALS, ("2026-02-27", ""), ("2026-02-28", "3"))
    assert [str(note) for note in reading.notes] == ["line 2: There is no value for 2026-02-27."]
    assert values(reading) == {("views", "2026-02-28"): 3}


def test_the_archive_tells_the_end(tmp_path: Path) -> None:
    inside = "Content 2026-01-01_2026-06-30 Kohvik Kajakas.zip/Totals.csv"
    reading = daily(tmp_path, TOTALS, ("2026-02-27", "3"), inside=inside)
    assert reading.exported_at == 1_782_889_199  # the last second of June in Los Angeles


@pytest.mark.parametrize(
    "header",
    [CHART, ("Date", "Geography", "Views"), ("Date", "Viewer age", "Views (%)"),
     ("Date", "Subscription status", "Views"), ("Дата", "Контент", "Просмотры")],
)  # fmt: skip
def test_the_chart_of_parts_is_put_aside_whole(tmp_path: Path, header: tuple[str, ...]) -> None:
    rows = [("2026-02-27", *["5"] * (len(header) - 1)), ("x", *["-1"] * (len(header) - 1))]
    raw = opened(tmp_path, header, *rows)
    assert [reader.name for reader in READERS if reader.matches(raw)] == ["youtube_daily"]
    reading = read(READER, raw)
    assert (lines_of(reading.notes), codes(reading)) == ([2, 3], {"chart-of-parts"})
    assert reading.tables["daily"].empty


@pytest.mark.parametrize(
    "days",
    [("2026-01-05", "2026-01-12", "2026-01-19", "2026-01-26"),
     ("2026-01-01", "2026-02-01", "2026-03-01", "2026-05-01")],
)  # fmt: skip
def test_weeks_and_months_are_refused(tmp_path: Path, days: tuple[str, ...]) -> None:
    with pytest.raises(ExportError, match=r"^The rows stand a week or a month apart"):
        daily(tmp_path, TOTALS, *((day, "5") for day in days))


def test_a_metric_that_is_not_used_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="counts Subscribers by day, and smmlab does not use it"):
        daily(tmp_path, ("Date", "Subscribers"), ("2026-02-27", "-2"))


def test_dates_that_do_not_show_their_order_are_asked_for(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="whether the day or the month comes first"):
        daily(tmp_path, TOTALS, ("02/03/2026", "5"))


def test_dates_in_number_columns_stop_the_file(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="saved in Excel"):
        daily(tmp_path, ("Date", "Watch time (hours)"), ("2026-02-27", "3.апр"))


def test_a_repeated_day_folds_with_the_larger_value(tmp_path: Path) -> None:
    reading = daily(tmp_path, TOTALS, ("2026-02-27", "5"), ("2026-02-27", "7"))
    assert values(reading) == {("views", "2026-02-27"): 7}
    assert len(reading.merged) == 1


def test_a_table_cut_at_500_days_is_told(tmp_path: Path) -> None:
    reading = daily(tmp_path, TOTALS, ("2026-02-27", "5"), ("Showing top 500 results", ""))
    assert (lines_of(reading.notes), codes(reading)) == ([3], {"table-cut"})


def test_only_column_names_are_told(tmp_path: Path) -> None:
    assert codes(daily(tmp_path, TOTALS)) == {"no-rows"}


def test_a_workbook_with_the_table_of_places_is_left_to_its_reader(tmp_path: Path) -> None:
    sheets = {"Totals": [TOTALS, ("2026-02-19", "5")],
              "Table data": [("Geography", "Views"), ("Total", "5"), ("EE", "4")]}  # fmt: skip
    raw = workbook(tmp_path, sheets)
    assert [reader.name for reader in READERS if reader.matches(raw)] == ["youtube_audience"]


@pytest.mark.parametrize(
    "header",
    [("Date", "Video Views"), ("Date", "Likes"), ("Date", "Reach"), ("Day", "Views"),
     ("Date", "Views", "Likes"), ("Date", "Impressions", "Likes", "Engagements", "Bookmarks",
     "New follows"), ("Date",), ("Date", "Views", "Mood")],
)  # fmt: skip
def test_other_series_are_left_to_others(tmp_path: Path, header: tuple[str, ...]) -> None:
    assert not READER.matches(opened(tmp_path, header, ["2026-02-27", *["1"] * (len(header) - 1)]))


def test_shuffled_and_split_rows_give_the_same_table(tmp_path: Path) -> None:
    rows = [("2026-02-27", "5"), ("2026-02-28", "7"), ("2026-03-01", "1"), ("2026-02-27", "6")]
    one = daily(tmp_path, TOTALS, *rows)
    other = daily(tmp_path, TOTALS, *rows[::-1], *rows[1:3])
    pd.testing.assert_frame_equal(facts(one, "daily"), facts(other, "daily"))


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(header=HEADERS, rows=st.lists(st.lists(CELLS, max_size=7), max_size=6))
def test_any_rows_are_accounted_for_or_refused(
    tmp_path: Path, header: tuple[str, ...], rows: list[list[str]]
) -> None:
    raw = opened(tmp_path, header, *rows)
    assert READER.matches(raw)
    only_smmlab_errors(READER, raw)


def test_the_real_totals(shared: Path) -> None:
    reading = READER.read(open_export(shared / "samples/youtube/geography_Totals.csv"))
    assert (reading.rows_read, len(reading.tables["daily"])) == (365, 365)
    assert values(reading)[("views", "2020-12-31")] == 31_964
