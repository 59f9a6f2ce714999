"""Followers of a LinkedIn page: new ones by day, the whole base by place and work."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from meta_files import codes, only_smmlab_errors, raw, read
from sheet_files import STEP, workbook
from smmlab.errors import ExportError
from smmlab.exports.linkedin.followers import READER
from smmlab.exports.reading import Reading

NEW = ("Date", "Sponsored followers", "Organic followers", "Auto-invited followers",
       "Total followers")  # fmt: skip


def days(folder: Path, *rows: tuple[str, ...], header: tuple[str, ...] = NEW) -> Reading:
    return read(READER, workbook(folder, {"New followers": [header, *rows]}))


def base(folder: Path, name: str, *rows: tuple[str, ...]) -> Reading:
    return read(READER, workbook(folder, {name: [(name, "Total followers"), *rows]}))


def test_the_total_of_a_day_is_what_came_that_day(tmp_path: Path) -> None:
    frame = days(tmp_path, ("07/01/2025", "1", "3", "0", "4")).tables["daily"]
    assert frame[["metric", "day", "value", "clock"]].to_numpy().tolist() == [
        ["follows", "2025-07-01", 4.0, "UTC"]
    ]


def test_a_missing_total_is_the_sum_of_all_its_parts(tmp_path: Path) -> None:
    rows = [("07/01/2025", "1", "3", "2", ""), ("07/02/2025", "", "3", "0", ""),
            ("07/03/2025", "", "", "", "")]  # fmt: skip
    reading = days(tmp_path, *rows)
    assert reading.tables["daily"]["value"].tolist() == [6.0]
    assert [note.line for note in reading.notes] == [3, 4]
    old = days(tmp_path, ("07/01/2025", "1", "3", ""), header=(*NEW[:3], NEW[4]))
    assert old.tables["daily"]["value"].tolist() == [4.0]


@pytest.mark.parametrize(
    ("name", "dimension"),
    [("Location", "city"), ("Job function", "job_function"), ("Seniority", "seniority"),
     ("Industry", "industry"), ("Company size", "company_size"), ("Country", "country")],
)  # fmt: skip
def test_groups_of_the_base(tmp_path: Path, name: str, dimension: str) -> None:
    reading = base(tmp_path, name, ("One", "1,412"), ("Two", "0"), ("Three", ""))
    frame = reading.tables["audience"]
    assert frame[["dimension", "value", "count"]].to_numpy().tolist() == [
        [dimension, "One", 1412], [dimension, "Two", 0],
    ]  # fmt: skip
    assert frame["to_day"].isna().all()
    assert [note.line for note in reading.notes] == [4]


def test_nonsense_rejects_the_row(tmp_path: Path) -> None:
    reading = days(tmp_path, ("Total", "1", "1", "1", "1"), ("07/01/2025", "1", "1", "1", "-3"))
    assert [str(row) for row in reading.rejected] == [
        "line 2: Total is no day of this series.",
        "line 3: -3 is no count, in the column Total followers.",
    ]
    reading = base(tmp_path, "Industry", ("Retail", "x"), ("", "3"))
    assert [row.line for row in reading.rejected] == [2, 3]


def test_sizes_are_not_dates(tmp_path: Path) -> None:
    frame = base(tmp_path, "Company size", ("2–10", "3"), ("10001+", "4")).tables["audience"]
    assert frame["value"].tolist() == ["2-10", "10001+"]
    for spoilt in ("10-Feb", "02.окт", "2025-10-02"):
        with pytest.raises(ExportError, match="saved in Excel"):
            base(tmp_path, "Company size", (spoilt, "3"))


def test_repeated_groups_and_days_fold(tmp_path: Path) -> None:
    sheets = {"Seniority": [("Seniority", "Total followers"), ("Senior", "3"), ("Senior", "5")],
              "New followers": [NEW, ("07/01/2025", "0", "3", "0", "3"),
                                ("07/01/2025", "0", "4", "0", "4")]}  # fmt: skip
    reading = read(READER, workbook(tmp_path, sheets, "kohvik_followers_1753863379800.xls"))
    assert reading.tables["audience"]["count"].tolist() == [5]
    assert reading.tables["daily"]["value"].tolist() == [4]
    assert sorted(row.line for row in reading.merged) == [3, STEP + 3]
    assert reading.exported_at == 1_753_863_379


def test_a_sheet_saved_as_csv_is_read_and_others_are_left_alone(tmp_path: Path) -> None:
    reading = read(READER, raw(tmp_path, "Seniority;Total followers\nSenior;1 210\n"))
    assert reading.tables["audience"]["count"].tolist() == [1210]
    for text in (
        "Location,Total views\na,1\n",
        "Location,Total followers,More\na,1,2\n",
        "Date,New followers,Total followers,Reached audience\n2025/10/31,1,1,1",
    ):
        assert not READER.matches(raw(tmp_path, text))


def test_no_rows_is_said(tmp_path: Path) -> None:
    assert codes(days(tmp_path)) == {"no-rows"}


CELLS = st.one_of(
    st.sampled_from(["", "07/01/2025", "01.07.2025", "12", "3.апр", "-1", "10-Feb", "Date",
                     "99999999999999999999", "Senior"]),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=6),
)  # fmt: skip


@settings(max_examples=30, deadline=None, derandomize=True,
          suppress_health_check=[HealthCheck.function_scoped_fixture])  # fmt: skip
@given(
    daily=st.lists(st.lists(CELLS, max_size=6), max_size=5),
    groups=st.lists(st.lists(CELLS, max_size=3), max_size=5),
)
def test_any_rows_are_accounted_for_or_refused(
    tmp_path: Path, daily: list[list[str]], groups: list[list[str]]
) -> None:
    sheets = {"New followers": [NEW, *daily], "Seniority": [("Seniority", NEW[4]), *groups]}
    only_smmlab_errors(READER, workbook(tmp_path, sheets))
