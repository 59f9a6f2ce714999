"""Days of TikTok Studio: metrics by their columns, years counted back, nothing invented."""

from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from meta_files import codes, only_smmlab_errors, raw, read
from sheet_files import quoted, workbook
from smmlab.errors import ExportError
from smmlab.exports.hints import Hints
from smmlab.exports.reading import Reading
from smmlab.exports.source import RawExport, open_export
from smmlab.exports.tiktok.series import READER

OVERVIEW = ("Date", "Video Views", "Profile Views", "Likes", "Comments", "Shares")
EXPORTED = 1_767_484_800  # 2026-01-04 00:00 UTC


def series(folder: Path, *rows: tuple[str, ...], at: int = EXPORTED) -> Reading:
    return read(READER, raw(folder, quoted(*rows), "Overview.csv", at))


def values(reading: Reading) -> list[list[object]]:
    frame = reading.tables["daily"].sort_values(["day", "metric"])
    return frame[["metric", "day", "value"]].to_numpy().tolist()


def test_columns_become_metrics_and_days_get_years(tmp_path: Path) -> None:
    reading = series(tmp_path, OVERVIEW, ("December 31", "1,591", "7", "10", "1", "0"))
    assert values(reading) == [
        ["comments", "2025-12-31", 1.0], ["page_views", "2025-12-31", 7.0],
        ["reactions", "2025-12-31", 10.0], ["shares", "2025-12-31", 0.0],
        ["views", "2025-12-31", 1591.0],
    ]  # fmt: skip
    frame = reading.tables["daily"]
    assert frame["network"].unique().tolist() == ["tiktok"]
    assert frame["page"].isna().all()
    assert frame["precision"].unique().tolist() == ["day"]
    assert frame["source_row"].unique().tolist() == [2]
    assert codes(reading) == {"years-counted", "zone-assumed"}
    assert reading.exported_at is None


def test_the_day_is_named_on_which_the_file_was_saved(tmp_path: Path) -> None:
    reading = series(tmp_path, OVERVIEW, ("January 2", "1", "1", "1", "1", "1"))
    assert "Counted back from 2026-01-04," in str(reading.warnings[0])


def test_more_days_than_a_year_has_are_refused(tmp_path: Path) -> None:
    days = pd.date_range("2025-01-01", "2026-01-01")
    rows = [(f"{day:%B} {day.day}", str(at), "1", "", "", "") for at, day in enumerate(days)]
    with pytest.raises(ExportError, match=r"more of them than a year has: 366\."):
        series(tmp_path, OVERVIEW, *rows)
    assert series(tmp_path, OVERVIEW, *rows[1:]).tables["daily"]["value"].sum() == 66_795 + 365
    # What stands in the file twice is no second year.
    again = series(tmp_path, OVERVIEW, *rows[1:], OVERVIEW, *rows[1:])
    assert len(again.tables["daily"]) == 730


def test_a_leap_year_is_a_year(tmp_path: Path) -> None:
    days = pd.date_range("2024-01-01", "2024-12-31")
    rows = [(f"{day:%B} {day.day}", str(at), "1", "", "", "") for at, day in enumerate(days)]
    reading = series(tmp_path, OVERVIEW, *rows, at=1_735_776_000)
    assert len(reading.tables["daily"]) == 2 * 366


def test_the_zone_is_that_of_the_project_and_said(tmp_path: Path) -> None:
    export = raw(tmp_path, quoted(OVERVIEW, ("January 1", "1", "1", "1", "1", "1")), at=EXPORTED)
    reading = read(READER, RawExport(export.path, EXPORTED, Hints(zone="Europe/Tallinn")))
    assert reading.tables["daily"]["clock"].unique().tolist() == ["Europe/Tallinn"]
    assert "Europe/Tallinn" in str(reading.warnings[-1])


@pytest.mark.parametrize(
    ("header", "row", "found"),
    [(("Date", "Total Viewers", "New Viewers", "Returning Viewers"), ("January 2", "9", "3", "6"),
      [["viewers", "2026-01-02", 9.0]]),
     (("Date", "Followers", "Difference in followers from previous day"),
      ("January 2", "1204", "-3"), [["followers", "2026-01-02", 1204.0]])],
)  # fmt: skip
def test_the_other_files(
    tmp_path: Path, header: tuple[str, ...], row: tuple[str, ...], found: list[list[object]]
) -> None:
    reading = series(tmp_path, header, row)
    assert values(reading) == found
    assert "unknown-columns" not in codes(reading)


def test_a_day_without_any_value_is_a_note_and_no_zero(tmp_path: Path) -> None:
    reading = series(tmp_path, ("Date", "Total Viewers"), ("January 1", "undefined"),
                     ("January 2", "0"))  # fmt: skip
    assert values(reading) == [["viewers", "2026-01-02", 0.0]]
    assert [str(note) for note in reading.notes] == ["line 2: There is no value for 2026-01-01."]


def test_what_people_took_back_is_missing_and_the_rest_of_the_day_counts(tmp_path: Path) -> None:
    reading = series(tmp_path, OVERVIEW, ("January 2", "9", "1", "-2", "-7", "0"))
    assert [value[0] for value in values(reading)] == ["page_views", "shares", "views"]
    assert "Counts below zero: 2." in " ".join(map(str, reading.warnings))


def test_nonsense_rejects_the_row(tmp_path: Path) -> None:
    rows = [("January 1", "x", "1", "1", "1", "1"), ("January 2", "-1", "1", "1", "1", "1"),
            ("January 3", "1", "1.5", "1", "1", "1"), ("January 3", "1", "1", "-1.5", "1", "1"),
            ("Total", "1", "1", "1", "1", "1"), ("", "1", "1", "1", "1", "1"),
            ("January 3", "1", "1", "1", "1")]  # fmt: skip
    reading = series(tmp_path, OVERVIEW, ("January 1", "1", "1", "1", "1", "1"), *rows)
    assert len(reading.tables["daily"]) == 5
    assert [row.line for row in reading.rejected] == [3, 4, 5, 6, 7, 8, 9]
    assert str(reading.rejected[0]) == "line 3: x is no count, in the column Video Views."
    assert str(reading.rejected[4]) == "line 7: Total is no day of this series."


def test_a_day_that_stands_twice_is_merged_in_any_order(tmp_path: Path) -> None:
    rows = [("January 1", "5", "1", "1", "1", "1"), ("January 1", "7", "0", "1", "1", "undefined"),
            ("January 2", "1", "1", "1", "1", "1")]  # fmt: skip
    one, two = (series(tmp_path, OVERVIEW, *rows), series(tmp_path, OVERVIEW, *rows[::-1]))
    assert values(one) == values(two)
    assert ["views", "2026-01-01", 7.0] in values(one)
    assert [row.line for row in one.merged] == [3]


def test_a_workbook_of_texts_is_read(tmp_path: Path) -> None:
    export = workbook(tmp_path, {"Overview": [OVERVIEW, ("1 января", "5", "1", "1", "1", "1")]},
                      at=EXPORTED)  # fmt: skip
    assert ["views", "2026-01-01", 5.0] in values(read(READER, export))


def test_business_files_belong_to_another_reader(tmp_path: Path) -> None:
    for header in ("Date,Video views,Reached audience,Profile views,Likes,Net growth",
                   "Date,New followers,Total followers,Reached audience,Engaged audience",
                   "Date,Video Views"):  # fmt: skip
        assert not READER.matches(raw(tmp_path, header + "\n2025/10/31,1,1,1,1,1\n"))


def test_excel_damage_is_refused_and_shortened_months_are_not(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="saved in Excel"):
        series(tmp_path, OVERVIEW, ("January 1", "3.апр", "1", "1", "1", "1"))
    reading = series(tmp_path, OVERVIEW, ("1-Jan", "3", "1", "1", "1", "1"))
    assert ["views", "2026-01-01", 3.0] in values(reading)


def test_no_rows_is_said(tmp_path: Path) -> None:
    assert codes(series(tmp_path, OVERVIEW)) == {"no-rows"}


def test_the_real_overview(shared: Path) -> None:
    export = open_export(shared / "samples/tiktok/studio_overview_en.csv")
    reading = read(READER, export)
    plain = pd.read_csv(shared / "samples/tiktok/studio_overview_en.csv")
    frame = reading.tables["daily"]
    views = frame[frame["metric"] == "views"]
    assert views["value"].tolist() == plain["Video Views"].astype(float).tolist()
    assert views["day"].str.slice(5).tolist() == [f"04-{day}" for day in range(12, 19)]


CELLS = st.one_of(
    st.sampled_from(
        [
            "",
            "January 1",
            "February 29",
            "undefined",
            "12",
            "-3",
            "3.апр",
            "\x00",
            "Date",
            "2026-01-02",
            "99999999999999999999",
            "9月13日",
            "Total",
        ]
    ),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=6),
)


@settings(max_examples=30, deadline=None, derandomize=True,
          suppress_health_check=[HealthCheck.function_scoped_fixture])  # fmt: skip
@given(rows=st.lists(st.lists(CELLS, max_size=7), max_size=7),
    at=st.sampled_from([EXPORTED, 0, 315_532_800, 2**40]))  # fmt: skip
def test_any_rows_are_accounted_for_or_refused(
    tmp_path: Path, rows: list[list[str]], at: int
) -> None:
    export = raw(tmp_path, quoted(OVERVIEW, *rows), "Overview.csv", EXPORTED)
    only_smmlab_errors(READER, RawExport(export.path, at))
