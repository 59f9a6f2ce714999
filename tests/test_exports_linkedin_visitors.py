"""Visitors of a LinkedIn page: page views and people by day; their groups are no followers."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from meta_files import codes, only_smmlab_errors, raw, read
from sheet_files import STEP, workbook
from smmlab.errors import ExportError
from smmlab.exports.linkedin.visitors import READER
from smmlab.exports.reading import Reading

HEADER = ("Date", *(f"{section} {measure} ({device})"
                    for section in ("Overview", "Life", "Jobs", "Total")
                    for measure in ("page views", "unique visitors")
                    for device in ("desktop", "mobile", "total")))  # fmt: skip


def day(said: str, views: str, people: str) -> tuple[str, ...]:
    return (said, *["1"] * 20, views, "1", "1", people)


def visitors(folder: Path, *rows: tuple[str, ...]) -> Reading:
    return read(READER, workbook(folder, {"Visitor metrics": [HEADER, *rows]}))


def test_the_totals_of_all_25_columns_are_used(tmp_path: Path) -> None:
    assert len(HEADER) == 25
    reading = visitors(tmp_path, day("07/01/2025", "1,031", "12"))
    assert reading.tables["daily"][["metric", "day", "value"]].to_numpy().tolist() == [
        ["page_views", "2025-07-01", 1031.0], ["visitors", "2025-07-01", 12.0],
    ]  # fmt: skip
    assert codes(reading) == set()


def test_groups_of_visitors_are_notes(tmp_path: Path) -> None:
    sheets = {
        "Visitor metrics": [HEADER, day("07/01/2025", "3", "2")],
        "Location": [("Location", "Total views"), ("Tallinn", "4"), ("Tartu", "4")],
    }
    reading = read(READER, workbook(tmp_path, sheets))
    assert list(reading.tables) == ["daily"]
    assert [note.line for note in reading.notes] == [STEP + 2, STEP + 3]
    assert "not the followers" in str(reading.notes[0])


def test_missing_nonsense_and_repeats(tmp_path: Path) -> None:
    rows = [day("07/01/2025", "", "2"), day("07/02/2025", "", ""), day("07/03/2025", "x", "2"),
            day("Total", "5", "4"), day("07/01/2025", "3", "")]  # fmt: skip
    reading = visitors(tmp_path, *rows)
    values = reading.tables["daily"][["metric", "value"]].to_numpy().tolist()
    assert sorted(values) == [["page_views", 3.0], ["visitors", 2.0]]
    assert [note.line for note in reading.notes] == [3]
    assert [row.line for row in reading.rejected] == [4, 5]
    assert reading.merged == ()
    again = visitors(tmp_path, day("07/01/2025", "3", "2"), day("07/01/2025", "2", "2"))
    assert [row.line for row in again.merged] == [3]


def test_dates_written_anew_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="saved in Excel"):
        visitors(tmp_path, day("01.07.2025", "3", "2"))


def test_other_tables_are_left_alone(tmp_path: Path) -> None:
    assert not READER.matches(raw(tmp_path, "Location,Total followers\na,1\n"))
    assert READER.matches(raw(tmp_path, ",".join(HEADER) + "\n"))


CELLS = st.one_of(
    st.sampled_from(["", "07/01/2025", "01.07.2025", "12", "3.апр", "-1", "Date", "9" * 30]),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=6),
)


@settings(max_examples=50, deadline=None, derandomize=True,
          suppress_health_check=[HealthCheck.function_scoped_fixture])  # fmt: skip
@given(
    daily=st.lists(st.lists(CELLS, max_size=26), max_size=5),
    groups=st.lists(st.lists(CELLS, max_size=3), max_size=5),
)
def test_any_rows_are_accounted_for_or_refused(
    tmp_path: Path, daily: list[list[str]], groups: list[list[str]]
) -> None:
    sheets = {
        "Visitor metrics": [HEADER, *daily],
        "Industry": [["Industry", "Total views"], *groups],
    }
    only_smmlab_errors(READER, workbook(tmp_path, sheets))
