"""Content of TikTok Studio: the id tells the second, the day in the file is only a check."""

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
from smmlab.exports.tiktok.content import READER

HEADER = ("Time", "Video title", "Video link", "Post time", "Total likes", "Total comments",
          "Total shares", "Total views")  # fmt: skip
EXPORTED = 1_772_272_800  # 2026-02-28 10:00 UTC
POSTED = 1_752_661_308  # 2025-07-16 10:21:48 UTC
LINK = f"https://www.tiktok.com/@kohvik/video/{POSTED << 32}"


def row(**changes: str) -> tuple[str, ...]:
    cells = dict(zip(HEADER, ("February 28", "Kook", LINK, "July 16", "5", "1", "2", "900"),
                     strict=True))  # fmt: skip
    return tuple(
        (cells | {name.replace("_", " "): text for name, text in changes.items()}).values()
    )


def content(folder: Path, *rows: tuple[str, ...], at: int = EXPORTED) -> Reading:
    return read(READER, raw(folder, quoted(HEADER, *rows), "Content.csv", at))


def video(at: int) -> str:
    return f"https://www.tiktok.com/@kohvik/video/{at << 32}"


def test_the_id_tells_the_moment_and_the_page(tmp_path: Path) -> None:
    reading = content(tmp_path, row())
    (post,) = reading.tables["posts"].to_dict("records")
    assert (post["post_id"], post["at"], post["clock"]) == (str(POSTED << 32), POSTED, "id")
    assert (post["precision"], post["page"], post["form"]) == ("second", "kohvik", "short")
    assert (post["reactions"], post["comments"], post["shares"], post["views"]) == (5, 1, 2, 900)
    # The end of the day that stands in the column Time.
    assert reading.exported_at == 1_772_323_199
    assert codes(reading) == set()


def test_undefined_is_missing_and_no_count_rejects_the_row(tmp_path: Path) -> None:
    reading = content(
        tmp_path, row(Total_likes="undefined"), row(Video_link=video(POSTED + 60), Total_views="x"),
        row(Video_link=video(POSTED + 120), Total_comments="-1"),
    )  # fmt: skip
    assert reading.tables["posts"]["reactions"].isna().tolist() == [True]
    assert [str(one) for one in reading.rejected] == [
        "line 3: x is no count, in the column Total views.",
        "line 4: -1 is no count, in the column Total comments.",
    ]


@pytest.mark.parametrize("said", ["July 15", "July 16", "July 17"])
def test_the_day_of_the_account_may_be_a_neighbour(tmp_path: Path, said: str) -> None:
    assert codes(content(tmp_path, row(Post_time=said))) == set()


def test_a_day_that_differs_is_told_and_the_id_wins(tmp_path: Path) -> None:
    reading = content(tmp_path, row(Post_time="July 20"))
    assert reading.tables["posts"]["at"].tolist() == [POSTED]
    assert codes(reading) == {"times-differ"}
    assert codes(content(tmp_path, row(Post_time="some day"))) == set()


def test_a_video_without_a_link_gets_its_year_from_the_export(tmp_path: Path) -> None:
    export = raw(tmp_path, quoted(HEADER, row(Video_link="undefined", Post_time="March 2"),
                                  row(Video_link="", Post_time="February 27", Video_title="Sai")),
                 "Content.csv", EXPORTED)  # fmt: skip
    reading = read(READER, RawExport(export.path, EXPORTED, Hints(zone="Europe/Tallinn")))
    posts = reading.tables["posts"]
    days = pd.to_datetime(posts["at"], unit="s", utc=True).dt.tz_convert("Europe/Tallinn")
    assert days.dt.strftime("%Y-%m-%d %H:%M").tolist() == ["2025-03-02 00:00", "2026-02-27 00:00"]
    assert posts["clock"].tolist() == ["Europe/Tallinn"] * 2
    assert posts["precision"].tolist() == ["day"] * 2
    assert posts["post_id"].str.slice(0, 11).tolist() == ["2025-03-02-", "2026-02-27-"]
    assert codes(reading) == {"posts-without-link", "years-counted"}


def test_a_row_that_nothing_names_is_rejected(tmp_path: Path) -> None:
    reading = content(
        tmp_path, row(Video_link="", Video_title=""), row(Video_link="", Post_time="someday"),
        row(Video_link="https://vm.tiktok.com/ZMabc/", Post_time="someday"),
        row(Video_link=video(EXPORTED + 9 * 86_400)),
    )  # fmt: skip
    assert reading.tables["posts"].empty
    reasons = [str(one) for one in reading.rejected]
    assert [reason[:40] for reason in reasons] == [
        "line 2: This row has no link, and no tit", "line 3: This row has no link, and no tit",
        "line 4: The publish time someday cannot ", f"line 5: The id in {video(EXPORTED)[:22]}",
    ]  # fmt: skip


def test_a_short_link_names_the_post_and_has_only_its_day(tmp_path: Path) -> None:
    reading = content(tmp_path, row(Video_link="https://vm.tiktok.com/ZMabc/"))
    (post,) = reading.tables["posts"].to_dict("records")
    assert post["post_id"] == "https://vm.tiktok.com/ZMabc/"
    assert (post["clock"], post["precision"], post["at"]) == ("UTC", "day", 1_752_624_000)


def test_the_export_has_the_first_such_day_after_the_newest_video(tmp_path: Path) -> None:
    # The file was saved again a year and a half later; the videos show which February is meant.
    reading = content(tmp_path, row(), at=EXPORTED + 540 * 86_400)
    assert reading.exported_at == 1_772_323_199
    assert codes(reading) == {"years-uncertain"}
    assert content(tmp_path, row(Time="")).exported_at is None


@pytest.mark.parametrize("late", [-2, 0, 2])
def test_the_day_of_the_file_tells_the_year_of_the_export(tmp_path: Path, late: int) -> None:
    # A quiet account: its newest video is two years old, and its older half has older ones still.
    old, older = video(POSTED - 540 * 86_400), video(POSTED - 900 * 86_400)
    nothing = row(Video_link="", Post_time="February 2")
    saved = EXPORTED + late * 86_400
    for rows in ([row(Video_link=old), row(Video_link=older), nothing], [row(Video_link=older)],
                 [row(Video_link=old)], [nothing]):  # fmt: skip
        reading = content(tmp_path, *rows, at=saved)
        assert reading.exported_at == 1_772_323_199
        assert "years-uncertain" not in codes(reading)


def test_the_first_such_day_of_all_is_taken_when_the_file_is_of_another_day(tmp_path: Path) -> None:
    old = row(Video_link=video(POSTED - 366 * 86_400))
    assert content(tmp_path, old, at=EXPORTED + 3 * 86_400).exported_at == 1_740_787_199


def test_repeated_rows_fold_whatever_their_order(tmp_path: Path) -> None:
    rows = [
        row(),
        row(Total_views="950", Total_likes="undefined"),
        row(Video_link=video(POSTED - 9)),
    ]
    one, two = (content(tmp_path, *rows), content(tmp_path, *rows[::-1]))
    assert [len(one.merged), len(two.merged)] == [1, 1]
    tables = [part.tables["posts"].drop(columns="source_row").sort_values("post_id") for part in
              (one, two)]  # fmt: skip
    pd.testing.assert_frame_equal(*(table.reset_index(drop=True) for table in tables))
    assert tables[0]["views"].tolist() == [900, 950]


def test_the_name_of_a_column_counts_in_any_case_and_unknown_ones_are_told(tmp_path: Path) -> None:
    header = (*HEADER[:-1], "TOTAL  views", "Views in the last 7 days", "Mood")
    export = raw(tmp_path, quoted(header, (*row(), "3", "good")), "Content.csv", EXPORTED)
    reading = read(READER, export)
    assert reading.tables["posts"]["views"].tolist() == [900]
    assert [str(one) for one in reading.warnings] == ["These columns are not used: Mood."]


def test_a_file_joined_from_two_has_its_names_again(tmp_path: Path) -> None:
    reading = content(tmp_path, row(), HEADER, row(Video_link=video(POSTED - 60)))
    assert len(reading.tables["posts"]) == 2
    assert [note.line for note in reading.notes] == [3]


def test_a_workbook_is_read_and_its_other_sheets_are_notes(tmp_path: Path) -> None:
    export = workbook(tmp_path, {"Help": [["Read me"]], "Content": [HEADER, row()]}, at=EXPORTED)
    reading = read(READER, export)
    assert reading.tables["posts"]["source_row"].tolist() == [10_000_002]
    assert [note.line for note in reading.notes] == [1]


def test_excel_is_undone_or_refused(tmp_path: Path) -> None:
    wrapped = quoted(HEADER, row(Video_title='a, "b"'))
    lines = ['"' + line.replace('"', '""') + '"' for line in wrapped.split("\n")]
    reading = read(READER, raw(tmp_path, "\n".join(lines), "Content.csv", EXPORTED))
    assert reading.tables["posts"]["text"].tolist() == ['a, "b"']
    with pytest.raises(ExportError, match="saved in Excel"):
        content(tmp_path, row(Total_views="3.апр"))
    semicolons = quoted(HEADER, row(Total_views="1 234")).replace('","', '";"')
    reading = read(READER, raw(tmp_path, semicolons, "Content.csv", EXPORTED))
    assert reading.tables["posts"]["views"].tolist() == [1234]


def test_no_rows_is_said(tmp_path: Path) -> None:
    assert codes(content(tmp_path)) == {"no-rows"}


def test_the_real_content(shared: Path) -> None:
    reading = read(READER, open_export(shared / "samples/tiktok/studio_Content_en_redacted.csv"))
    posts = reading.tables["posts"]
    assert reading.rows_read == len(posts) == 8
    assert posts["clock"].unique().tolist() == ["id"]
    assert "times-differ" not in codes(reading)


CELLS = st.one_of(
    st.sampled_from(
        [
            "",
            LINK,
            "July 16",
            "February 29",
            "undefined",
            "12",
            "1E+17",
            "3.апр",
            "-1",
            "99999999999999999999",
            "\x00",
            "Time",
            "https://tiktok.com/@a/video/1",
        ]
    ),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=6),
)


@settings(max_examples=30, deadline=None, derandomize=True,
          suppress_health_check=[HealthCheck.function_scoped_fixture])  # fmt: skip
@given(rows=st.lists(st.lists(CELLS, max_size=9), max_size=6))  # fmt: skip
def test_any_rows_are_accounted_for_or_refused(tmp_path: Path, rows: list[list[str]]) -> None:
    only_smmlab_errors(READER, raw(tmp_path, quoted(HEADER, *rows), "Content.csv", EXPORTED))
