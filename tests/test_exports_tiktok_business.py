"""Days of TikTok Business Suite: whole dates in UTC, NAN and -- missing."""

from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from meta_files import codes, only_smmlab_errors, raw, read
from smmlab.errors import ExportError
from smmlab.exports.reading import Reading
from smmlab.exports.source import open_export
from smmlab.exports.tiktok.business import READER

HEADER = ("Date,Video views,Reached audience,Profile views,Likes,Shares,Comments,"
          "Phone number clicks ,Leads submission,Net growth,"
          "New followers,Lost followers")  # fmt: skip


def business(folder: Path, *rows: str, header: str = HEADER) -> Reading:
    return read(READER, raw(folder, "\n".join([header, *rows]), "Overview.csv"))


def values(reading: Reading) -> dict[str, float]:
    frame = reading.tables["daily"]
    return dict(zip(frame["metric"], frame["value"], strict=True))


def test_columns_become_metrics(tmp_path: Path) -> None:
    reading = business(tmp_path, "2025/10/31,715,600,25,26,4,7,8,9,-10,11,12")
    assert values(reading) == {
        "views": 715, "reach": 600, "page_views": 25, "reactions": 26, "shares": 4, "comments": 7,
        "leads": 9, "follows": 11, "unfollows": 12,
    }  # fmt: skip
    frame = reading.tables["daily"]
    assert frame["day"].unique().tolist() == ["2025-10-31"]
    assert frame["clock"].unique().tolist() == ["UTC"]
    assert codes(reading) == set()


def test_the_audience_file(tmp_path: Path) -> None:
    header = "Date,New followers,Total followers,Reached audience,Engaged audience"
    reading = business(tmp_path, "2025/10/31,1,50,NAN,7", header=header)
    assert values(reading) == {"follows": 1, "followers": 50, "engaged_people": 7}


def test_missing_is_not_zero(tmp_path: Path) -> None:
    reading = business(tmp_path, "2025/10/31,0,NAN,--,,-,nan,0,--,0,0,--",
                       "2025/11/01,--,NAN,--,,-,nan,0,--,0,--,--")  # fmt: skip
    assert values(reading) == {"views": 0, "follows": 0}
    assert [note.line for note in reading.notes] == [3]


def test_nonsense_rejects_the_row(tmp_path: Path) -> None:
    good = ",1,1,1,1,1,1,1,1,1,1,1"
    reading = business(tmp_path, "2025/10/31" + good, "2025/02/30" + good, "2031/01/01" + good,
                       "Total" + good, good, "2025/10/30" + good.replace("1", "-1", 1),
                       "2025/10/29,1")  # fmt: skip
    assert len(reading.tables["daily"]) == 9
    assert [row.line for row in reading.rejected] == [3, 4, 5, 6, 7, 8]
    assert str(reading.rejected[0]) == "line 3: 2025/02/30 is no day of this series."


def test_a_repeated_day_folds_and_the_names_may_stand_again(tmp_path: Path) -> None:
    rows = ["2025/10/31,1,1,1,1,1,1,1,1,1,1,1", HEADER, "2025/10/31,2,1,1,1,1,1,1,1,1,1,1"]
    one, two = (business(tmp_path, *rows), business(tmp_path, *rows[::-1]))
    assert values(one) == values(two)
    assert values(one)["views"] == 2
    assert [len(one.merged), len(one.notes)] == [1, 1]


def test_excel_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="saved in Excel"):
        business(tmp_path, "31.10.2025,1,1,1,1,1,1,1,1,1,1,1")
    with pytest.raises(ExportError, match="saved in Excel"):
        business(tmp_path, "2025/10/31,3.апр,1,1,1,1,1,1,1,1,1,1")


def test_the_real_overview(shared: Path) -> None:
    path = shared / "samples/tiktok/business_suite_overview.csv"
    frame = read(READER, open_export(path)).tables["daily"]
    plain = pd.read_csv(path)
    for metric, column in (("views", "Video views"), ("unfollows", "Lost followers")):
        assert frame[frame["metric"] == metric]["value"].sum() == plain[column].sum()
    reach = frame[frame["metric"] == "reach"]
    assert len(reach) == (plain["Reached audience"] != "NAN").sum() == len(plain) - 1


CELLS = st.one_of(
    st.sampled_from(
        [
            "",
            "2025/10/31",
            "10/31/2025",
            "01/02/2025",
            "NAN",
            "--",
            "12",
            "3.апр",
            "\x00",
            "Date",
            "99999999999999999999",
            "45000",
        ]
    ),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=6),
)


@settings(max_examples=30, deadline=None, derandomize=True,
          suppress_health_check=[HealthCheck.function_scoped_fixture])  # fmt: skip
@given(rows=st.lists(st.lists(CELLS, max_size=13), max_size=6))  # fmt: skip
def test_any_rows_are_accounted_for_or_refused(tmp_path: Path, rows: list[list[str]]) -> None:
    lines = [",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows]
    only_smmlab_errors(READER, raw(tmp_path, "\n".join([HEADER, *lines])))
