"""X Premium, the account by day: days of a zone nobody names, holes that are no zeros."""

from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from meta_files import codes, only_smmlab_errors, read, table
from smmlab.errors import ExportError
from smmlab.exports.catalogue import READERS
from smmlab.exports.hints import Hints
from smmlab.exports.reading import Reading
from smmlab.exports.source import RawExport
from smmlab.exports.x.overview import READER
from vk_files import facts, lines_of, reasons
from x_files import NOW, filled, open_csv

HEADER = ("Date", "Impressions", "Likes", "Engagements", "Bookmarks", "Shares", "New follows",
          "Unfollows", "Replies", "Reposts", "Profile visits", "Create Post", "Video views",
          "Media views")  # fmt: skip
ROW = {"Date": "Tue, Mar 18, 2025", "Impressions": "1,520", "Likes": "34", "Engagements": "60",
       "Bookmarks": "5", "Shares": "2", "New follows": "3", "Unfollows": "1", "Replies": "4",
       "Reposts": "6", "Profile visits": "20", "Create Post": "2", "Video views": "15",
       "Media views": "12"}  # fmt: skip
NAME = "account_overview_analytics.csv"
CELLS = st.sampled_from(
    ["", "-", "x", "1", "-1", "2.5", "9" * 40, "3.апр", "Tue, Mar 18, 2025", "Mon, Mar 17, 2025",
     "0001-01-01", '"', "Date"]
)  # fmt: skip


def overview(folder: Path, *changes: dict[str, str]) -> Reading:
    raw = open_csv(folder, filled(HEADER, ROW, *changes), NAME)
    return read(READER, RawExport(raw.path, NOW, Hints(None, "Europe/Tallinn")))


def test_every_number_of_a_day(tmp_path: Path) -> None:
    reading = overview(tmp_path, {})
    daily = reading.tables["daily"]
    assert dict(zip(daily["metric"], daily["value"], strict=True)) == {
        "impressions": 1520, "reactions": 34, "interactions": 60, "saves": 5, "follows": 3,
        "unfollows": 1, "comments": 4, "visits": 20, "posts": 2, "shares": 8,
    }  # fmt: skip
    assert set(daily["day"]) == {"2025-03-18"}
    assert set(daily["source_row"]) == {2}


def test_the_zone_is_the_projects_and_that_is_told(tmp_path: Path) -> None:
    reading = overview(tmp_path, {})
    assert set(reading.tables["daily"]["clock"]) == {"Europe/Tallinn"}
    assert set(reading.tables["daily"]["precision"]) == {"day"}
    assert codes(reading) == {"zone-assumed"}


@pytest.mark.parametrize(
    "day", ["Tue, Mar 18, 2025", "Tue Mar 18 2025", "Mar 18, 2025", "2025-03-18"]
)
def test_days_in_every_form_x_has_written(tmp_path: Path, day: str) -> None:
    assert set(overview(tmp_path, {"Date": day}).tables["daily"]["day"]) == {"2025-03-18"}


def test_a_missing_value_is_no_zero(tmp_path: Path) -> None:
    daily = overview(tmp_path, {"Likes": "", "Reposts": "-", "Unfollows": "0"}).tables["daily"]
    assert not {"reactions", "shares"} & set(daily["metric"])
    assert daily.loc[daily["metric"] == "unfollows", "value"].tolist() == [0]


def test_a_day_without_any_value_is_a_note(tmp_path: Path) -> None:
    empty = dict.fromkeys(HEADER[1:], "")
    reading = overview(tmp_path, {}, {**empty, "Date": "Mon, Mar 17, 2025"})
    assert lines_of(reading.notes) == [3]
    assert str(reading.notes[0]) == "line 3: There is no value for 2025-03-17."


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"Date": ""}, " is no day of this series."),
        ({"Date": "18/03/2025"}, "18/03/2025 is no day of this series."),
        ({"Date": "Fri, Apr 18, 2025"}, "Fri, Apr 18, 2025 is no day of this series."),
        ({"Date": "Thu, Jan 01, 1970"}, "Thu, Jan 01, 1970 is no day of this series."),
        ({"Unfollows": "-1"}, "-1 is no count, in the column Unfollows."),
        ({"Shares": "two"}, "two is no count, in the column Shares."),
        ({"Create Post": "1.5"}, "1.5 is no count, in the column Create Post."),
    ],
)
def test_what_cannot_be_is_rejected_with_its_reason(
    tmp_path: Path, change: dict[str, str], said: str
) -> None:
    reading = overview(tmp_path, {}, change)
    assert lines_of(reading.rejected) == [3]
    assert reasons(reading)[0].endswith(said.strip())


def test_a_repeated_day_folds_with_the_larger_value(tmp_path: Path) -> None:
    reading = overview(tmp_path, {}, {"Likes": "40", "Replies": "1"})
    daily = reading.tables["daily"].set_index("metric")["value"]
    assert (daily["reactions"], daily["comments"]) == (40, 4)
    assert reading.rows_read == 2


def test_weeks_are_refused(tmp_path: Path) -> None:
    weeks = [{"Date": f"2025-02-{day:02}"} for day in (3, 10, 17, 24)]
    with pytest.raises(ExportError, match="a week or a month apart"):
        overview(tmp_path, *weeks)


def test_dates_in_number_columns_stop_the_file(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="saved in Excel"):
        overview(tmp_path, {"Likes": "3.апр"})


def test_only_column_names_are_told(tmp_path: Path) -> None:
    reading = overview(tmp_path)
    assert (reading.rows_read, codes(reading)) == (0, {"no-rows"})


def test_posts_are_left_to_the_reader_of_posts(tmp_path: Path) -> None:
    raw = open_csv(tmp_path, table(("Post id", "Post text", *HEADER), []), NAME)
    assert [reader.name for reader in READERS if reader.matches(raw)] == ["x_content"]


def test_a_column_may_be_named_like_a_metric(tmp_path: Path) -> None:
    text = filled((*HEADER, "posts"), {**ROW, "posts": "9"}, {})
    daily = read(READER, open_csv(tmp_path, text, NAME)).tables["daily"]
    assert daily.loc[daily["metric"] == "posts", "value"].tolist() == [2]


def test_shuffled_and_split_rows_give_the_same_table(tmp_path: Path) -> None:
    changes = [
        {"Date": f"2025-03-{10 + n % 3}", "Likes": str(n), "Replies": "" if n % 2 else "3"}
        for n in range(6)
    ]
    one = overview(tmp_path, *changes)
    other = overview(tmp_path, *changes[::-1], *changes[2:4])
    pd.testing.assert_frame_equal(facts(one, "daily"), facts(other, "daily"))


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(rows=st.lists(st.lists(CELLS, max_size=15), max_size=6))
def test_any_rows_are_accounted_for_or_refused(tmp_path: Path, rows: list[list[str]]) -> None:
    only_smmlab_errors(READER, open_csv(tmp_path, table(HEADER, rows), NAME))
