"""YouTube Studio, videos: totals, days of Pacific time, durations, a table cut at 500 rows."""

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
from smmlab.exports.youtube.content import READER
from vk_files import facts, lines_of, reasons
from x_files import filled, open_csv

NOW = 1_783_000_000  # 2026-07-02 13:46 UTC
DAY = 1_771_488_000  # 2026-02-19 08:00 UTC, midnight in Los Angeles
HEADER = ("Content", "Video title", "Video publish time", "Duration", "Engaged views",
          "Average view duration", "Average percentage viewed (%)", "Unique viewers",
          "Subscribers gained", "Subscribers lost", "Likes", "Likes (vs. dislikes) (%)", "Shares",
          "Comments added", "Views", "Watch time (hours)", "Subscribers", "Thumbnail impressions",
          "Thumbnail click-through rate (%)")  # fmt: skip
ROW = {"Content": "kA7-jaKo_01", "Video title": "Kook", "Video publish time": "Feb 19, 2026",
       "Duration": "372", "Engaged views": "1200", "Average view duration": "0:03:12",
       "Average percentage viewed (%)": "51.6", "Unique viewers": "900",
       "Subscribers gained": "12", "Subscribers lost": "1", "Likes": "60",
       "Likes (vs. dislikes) (%)": "98.36", "Shares": "10", "Comments added": "9",
       "Views": "1500", "Watch time (hours)": "40.25", "Subscribers": "11",
       "Thumbnail impressions": "20500", "Thumbnail click-through rate (%)": "5.1"}  # fmt: skip
TOTAL = {**dict.fromkeys(HEADER[:4], ""), "Content": "Total"}
PERIOD = "Content 2026-01-01_2026-06-30 Kohvik Kajakas.zip/Table data.csv"
CELLS = st.sampled_from(
    ["", "-", "x", "1", "-1", "2.5", "9" * 40, "3.апр", "kA7-jaKo_01", "Zq9wErTy-02", "Total",
     "Feb 19, 2026", "02/03/2026", "Showing top 500 results", "#NAME?", "0:03:12", '"', "Content"]
)  # fmt: skip


def opened(folder: Path, *changes: dict[str, str], header: tuple[str, ...] = HEADER,
           inside: str = "") -> RawExport:  # fmt: skip
    raw = open_csv(folder, filled(header, ROW, *changes), "Table data.csv", NOW)
    return RawExport(raw.path, NOW, Hints(), inside)


def content(folder: Path, *changes: dict[str, str], header: tuple[str, ...] = HEADER,
            inside: str = "") -> Reading:  # fmt: skip
    return read(READER, opened(folder, *changes, header=header, inside=inside))


def test_a_video_with_all_its_numbers(tmp_path: Path) -> None:
    reading = content(tmp_path, TOTAL, {})
    found = reading.tables["posts"].iloc[0]
    counts = ["impressions", "views", "reach", "reactions", "comments", "shares", "follows"]
    assert found[counts].tolist() == [20500, 1500, 900, 60, 9, 10, 12]
    assert found["watch_seconds"] == 144_900
    assert (found["post_id"], found["form"]) == ("kA7-jaKo_01", "video")
    assert found["url"] == "https://www.youtube.com/watch?v=kA7-jaKo_01"
    assert reading.warnings == ()


def test_the_day_is_that_of_pacific_time(tmp_path: Path) -> None:
    found = content(tmp_path, {}).tables["posts"].iloc[0]
    assert (found["at"], found["clock"]) == (DAY, "America/Los_Angeles")
    assert found["precision"] == "day"


@pytest.mark.parametrize("said", ["2026-02-19", "19 февр. 2026 г.", "19.02.2026", "19. veebr 2026"])
def test_days_in_other_languages(tmp_path: Path, said: str) -> None:
    assert content(tmp_path, {"Video publish time": said}).tables["posts"]["at"].tolist() == [DAY]


def test_days_that_do_not_show_their_order_are_asked_for(tmp_path: Path) -> None:
    raw = opened(tmp_path, {"Video publish time": "02/03/2026"})
    with pytest.raises(ExportError, match="whether the day or the month comes first"):
        READER.read(raw)
    told = RawExport(raw.path, NOW, Hints("dmy"))
    assert read(READER, told).tables["posts"]["at"].tolist() == [1_772_438_400]


def test_a_deleted_video_has_no_day(tmp_path: Path) -> None:
    found = content(tmp_path, {"Video publish time": "", "Duration": ""}).tables["posts"].iloc[0]
    assert pd.isna(found["at"])
    assert (found["clock"], found["precision"]) == ("unknown", "unknown")


@pytest.mark.parametrize("total", ["Total", "Итого", "Kokku", "Gesamt", "סה״כ"])
def test_the_total_in_any_language_is_a_note(tmp_path: Path, total: str) -> None:
    reading = content(tmp_path, {**TOTAL, "Content": total}, {})
    assert lines_of(reading.notes) == [2]
    assert reading.notes[0].reason == "The total of all rows."
    assert len(reading.tables["posts"]) == 1


def test_a_missing_count_is_no_zero(tmp_path: Path) -> None:
    reading = content(tmp_path, {"Unique viewers": "", "Watch time (hours)": "", "Likes": "0"})
    found = reading.tables["posts"].iloc[0]
    assert pd.isna(found["reach"])
    assert pd.isna(found["watch_seconds"])
    assert found["reactions"] == 0


def test_a_net_loss_of_subscribers_is_no_fault(tmp_path: Path) -> None:
    reading = content(tmp_path, {"Subscribers": "-5"})
    assert (reading.rejected, len(reading.tables["posts"])) == ((), 1)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"Content": "short"}, "This row has no usable video id: short."),
        ({"Content": ""}, "This row has no usable video id: ."),
        ({"Video publish time": "soon"}, "The publish time soon cannot be."),
        ({"Video publish time": "Mar 9, 2027"}, "The publish time Mar 9, 2027 cannot be."),
        ({"Video publish time": "Feb 19, 1999"}, "The publish time Feb 19, 1999 cannot be."),
        ({"Views": "-5"}, "-5 is no count, in the column Views."),
        ({"Likes": "many"}, "many is no count, in the column Likes."),
        ({"Unique viewers": "1.5"}, "1.5 is no count, in the column Unique viewers."),
        ({"Watch time (hours)": "-0.1"}, "-0.1 is no count, in the column Watch time (hours)."),
        ({"Watch time (hours)": "long"}, "long is no count, in the column Watch time (hours)."),
    ],
)
def test_what_cannot_be_is_rejected_with_its_reason(
    tmp_path: Path, change: dict[str, str], said: str
) -> None:
    reading = content(tmp_path, {}, {"Content": "Zq9wErTy-02", **change})
    assert lines_of(reading.rejected) == [3]
    assert reasons(reading) == [said]


def test_the_new_names_of_metrics_name_another_set(tmp_path: Path) -> None:
    old = tuple(name for name in HEADER if not name.startswith(("Engaged", "Thumbnail")))
    older = content(tmp_path, {}, header=old).tables["posts"]["metrics_name"].tolist()
    assert older == ["youtube-studio"]
    newer = content(tmp_path, {}).tables["posts"]["metrics_name"].tolist()
    assert newer == ["youtube-2025"]


def test_impressions_have_two_names(tmp_path: Path) -> None:
    header = tuple(name.replace("Thumbnail impressions", "Impressions") for name in HEADER)
    found = content(tmp_path, {"Impressions": "7"}, header=header).tables["posts"]
    assert found["impressions"].tolist() == [7]


def test_columns_that_are_not_known_are_told(tmp_path: Path) -> None:
    reading = content(tmp_path, {"Mood": "5"}, header=(*HEADER, "Mood"))
    assert codes(reading) == {"unknown-columns"}


@pytest.mark.parametrize(
    "last",
    ["Showing top 500 results", "Показаны первые 500 результатов", "500 parimat tulemust",
     "Showing top 50 results"],
)  # fmt: skip
def test_a_table_cut_at_500_rows_is_told(tmp_path: Path, last: str) -> None:
    cut = {**dict.fromkeys(HEADER, ""), "Content": last}
    reading = content(tmp_path, TOTAL, {}, cut)
    assert codes(reading) == {"table-cut"}
    assert sorted(lines_of(reading.notes)) == [2, 4]
    assert any(last in str(note) for note in reading.notes)


def test_the_last_line_may_have_one_cell_only(tmp_path: Path) -> None:
    raw = opened(tmp_path, {})
    raw.path.write_bytes(raw.path.read_bytes() + b"Showing top 500 results\n")
    reading = read(READER, RawExport(raw.path, NOW))
    assert (codes(reading), reading.rows_read) == ({"table-cut"}, 2)


@pytest.mark.parametrize(
    "cell", ["kA7-jaKo_01,Top 500 cakes,5", "Best of 2025 and 500 more", "500", "Top 505 results",
             "Showing top 500 results"]
)  # fmt: skip
def test_only_a_short_sentence_at_the_end_says_that_the_table_was_cut(
    tmp_path: Path, cell: str
) -> None:
    other = {**dict.fromkeys(HEADER, ""), "Content": cell}
    for rows in ([TOTAL, other, {}], *([] if "Showing" in cell else [[TOTAL, {}, other]])):
        reading = content(tmp_path, *rows)
        assert codes(reading) == set()
        assert lines_of(reading.notes) == [2]
        assert reasons(reading) == [f"This row has no usable video id: {cell}."]


def test_two_cut_tables_may_be_joined_in_one_file(tmp_path: Path) -> None:
    cut = {**dict.fromkeys(HEADER, ""), "Content": "Showing top 500 results"}
    total = {**TOTAL, "Content": "סה״כ"}
    names = dict(zip(HEADER, HEADER, strict=True))
    other = {"Content": "Zq9wErTy-02"}
    reading = content(tmp_path, total, {}, cut, names, total, other, cut)
    assert sorted(lines_of(reading.notes)) == [2, 4, 5, 6, 8]
    assert (codes(reading), reading.rejected) == ({"table-cut"}, ())
    assert len(reading.tables["posts"]) == 2


@pytest.mark.parametrize("total", ["Total", "סה״כ"])
def test_a_bad_id_between_videos_is_no_total(tmp_path: Path, total: str) -> None:
    bad = {**TOTAL, "Content": "kA7-jaKo"}
    reading = content(tmp_path, {**TOTAL, "Content": total}, {}, bad, {"Content": "Zq9wErTy-02"})
    assert (lines_of(reading.notes), lines_of(reading.rejected)) == ([2], [4])


def test_beside_a_named_total_no_bad_id_is_another(tmp_path: Path) -> None:
    reading = content(tmp_path, {**TOTAL, "Content": "kA7-jaKo"}, {}, TOTAL)
    assert (lines_of(reading.notes), lines_of(reading.rejected)) == ([4], [2])


def test_the_archive_tells_the_period(tmp_path: Path) -> None:
    reading = content(tmp_path, {}, inside=PERIOD)
    # 2026-06-30 ended in Los Angeles at 07:00 UTC of the day after.
    assert reading.exported_at == 1_782_889_199
    assert codes(reading) == set()
    assert content(tmp_path, {}).exported_at is None


@pytest.mark.parametrize("period", ["2026-13-01_2026-06-30", "2026-06-30_2026-01-01"])
def test_a_period_that_cannot_be_is_not_taken(tmp_path: Path, period: str) -> None:
    assert (
        content(tmp_path, {}, inside=f"Content {period} X.zip/Table data.csv").exported_at is None
    )


def test_videos_older_than_the_period_are_told(tmp_path: Path) -> None:
    older = {"Content": "Zq9wErTy-02", "Video publish time": "Dec 31, 2025"}
    newer = {"Video publish time": "Jan 1, 2026"}
    reading = content(tmp_path, older, newer, inside=PERIOD)
    assert codes(reading) == {"part-of-life"}
    assert reading.warnings[0].values == {"day": "2026-01-01", "n": 1}


@pytest.mark.parametrize(
    "change", [{"Content": "#NAME?"}, {"Content": "#ИМЯ?"}, {"Watch time (hours)": "3.апр"},
               {"Views": "01.02.2026"}]
)  # fmt: skip
def test_what_excel_has_spoilt_stops_the_file(tmp_path: Path, change: dict[str, str]) -> None:
    with pytest.raises(ExportError, match=r"^This file was saved in Excel"):
        content(tmp_path, {}, change)


def test_the_same_video_twice_folds_with_the_larger_counts(tmp_path: Path) -> None:
    reading = content(tmp_path, {"Likes": "61"}, {"Views": "1600"})
    assert lines_of(reading.merged) == [3]
    assert reading.tables["posts"][["views", "reactions"]].iloc[0].tolist() == [1600, 61]


def test_only_column_names_are_told(tmp_path: Path) -> None:
    reading = content(tmp_path)
    assert (reading.rows_read, codes(reading)) == (0, {"no-rows"})


def test_a_workbook_with_chart_and_totals_is_read_by_its_table(tmp_path: Path) -> None:
    sheets = {
        "Chart data": [("Date", "Content", "Video title", "Views"),
                       ("2026-02-19", "kA7-jaKo_01", "Kook", "5")],
        "Table data": [HEADER, [ROW[name] for name in HEADER]],
        "Totals": [("Date", "Views"), ("2026-02-19", "5")],
    }  # fmt: skip
    raw = workbook(tmp_path, sheets)
    assert [reader.name for reader in READERS if reader.matches(raw)] == ["youtube_content"]
    reading = read(READER, raw)
    assert reading.tables["posts"]["views"].tolist() == [1500]
    assert len(reading.notes) == 4


def test_shuffled_and_split_rows_give_the_same_table(tmp_path: Path) -> None:
    changes: list[dict[str, str]] = [
        {"Content": i, "Likes": str(n)}
        for n, i in enumerate(["kA7-jaKo_01", "Zq9wErTy-02", "kA7-jaKo_01"])
    ]
    one = content(tmp_path, TOTAL, *changes)
    other = content(tmp_path, *changes[::-1], TOTAL, *changes[1:2])
    pd.testing.assert_frame_equal(facts(one, "posts"), facts(other, "posts"))


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(rows=st.lists(st.lists(CELLS, max_size=20), max_size=6))
def test_any_rows_are_accounted_for_or_refused(tmp_path: Path, rows: list[list[str]]) -> None:
    raw = open_csv(tmp_path, table(HEADER, rows), "Table data.csv", NOW)
    only_smmlab_errors(READER, raw)


def test_the_real_table(shared: Path) -> None:
    path = shared / "samples/youtube/content_Table data_2026_all_metrics.csv"
    reading = READER.read(open_export(path))
    assert (reading.rows_read, lines_of(reading.notes)) == (2, [2])
    assert reading.tables["posts"]["views"].tolist() == [1204]
