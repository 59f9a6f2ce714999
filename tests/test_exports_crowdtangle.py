"""CrowdTangle reports: zones behind times, numbers of any browser, links of two networks."""

from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from meta_files import NOW, codes, only_smmlab_errors, raw, read, shortcode, table
from smmlab.errors import ExportError
from smmlab.exports.hints import Hints
from smmlab.exports.reading import Reading
from smmlab.exports.research.crowdtangle import READER
from smmlab.exports.research.zone_names import find_unknown_zones, named_moment, with_offsets
from smmlab.exports.source import RawExport

SCORE = "Overperforming Score (weighted  —  Likes 1x Shares 2x )"
NAMES = ("Page Name", "User Name", "Facebook Id", "Post Created", "Type", "Total Interactions",
         "Likes", "Comments", "Shares", "Love", "Care", "Post Views", "URL", "Message", "Title",
         "Description", SCORE)  # fmt: skip
LINK = "https://www.facebook.com/100099/posts/4021345678901234"
ROW = {"Page Name": "Kohvik", "Facebook Id": "100099", "Post Created": "2021-07-06 16:45:20 EDT",
       "Type": "Photo", "Total Interactions": "12", "Likes": "10", "Comments": "2", "Shares": "1",
       "Love": "2", "Care": "0", "Post Views": "0", "URL": LINK, "Message": "Kook"}  # fmt: skip
AT = 1_625_604_320  # 2021-07-06 20:45:20 UTC


def export(
    folder: Path,
    *changes: dict[str, str],
    names: tuple[str, ...] = NAMES,
    name: str = "report.csv",
    zone: str = "UTC",
) -> RawExport:
    rows = [[{**ROW, **change}.get(cell, "") for cell in names] for change in changes]
    content = raw(folder, table(names, rows), name)
    return RawExport(content.path, NOW, Hints(None, zone))


def one(folder: Path, change: dict[str, str], zone: str = "UTC") -> dict[str, object]:
    (row,) = read(READER, export(folder, change, zone=zone)).tables["posts"].to_dict("records")
    return row


def test_the_zone_behind_the_time_holds(tmp_path: Path) -> None:
    row = one(tmp_path, {})
    assert (row["at"], row["clock"], row["precision"]) == (AT, "UTC", "second")
    # Winter and summer have names of their own, so the hour that comes twice is no riddle.
    assert one(tmp_path, {"Post Created": "2021-11-07 01:30:00 EDT"})["at"] == 1_636_263_000
    assert one(tmp_path, {"Post Created": "2021-11-07 01:30:00 EST"})["at"] == 1_636_266_600


def test_a_zone_of_several_meanings_is_rejected_unless_it_is_that_of_the_project(
    tmp_path: Path,
) -> None:
    change = {"Post Created": "2021-07-06 16:45:20 IST"}
    reading = read(READER, export(tmp_path, change))
    assert "2021-07-06 16:45:20 IST names a time zone" in str(reading.rejected[0])
    row = one(tmp_path, change, zone="Asia/Kolkata")
    assert (row["at"], row["clock"]) == (1_625_570_120, "Asia/Kolkata")


def test_a_time_without_zone_is_taken_on_the_clock_of_the_project(tmp_path: Path) -> None:
    plain = export(tmp_path, {"Post Created": "2021-07-06 16:45:20"}, zone="Europe/Tallinn")
    reading = read(READER, plain)
    assert reading.tables["posts"]["at"].tolist() == [1_625_579_120]
    assert "project-zone" in codes(reading)


@pytest.mark.parametrize("stated", ["yesterday", "2031-01-01 00:00:00 EDT", "2021-13-06 10:00:00"])
def test_a_time_that_cannot_be_rejects_the_row(tmp_path: Path, stated: str) -> None:
    reading = read(READER, export(tmp_path, {"Post Created": stated}, {}))
    assert [row.line for row in reading.rejected] == [2]
    assert f"{stated} cannot be" in str(reading.rejected[0])


def test_day_and_time_may_stand_apart(tmp_path: Path) -> None:
    names = (*NAMES, "Post Created Date", "Post Created Time")
    change = {"Post Created": "", "Post Created Date": "2021-07-06", "Post Created Time": "16:45"}
    reading = read(READER, export(tmp_path, change, names=names))
    assert reading.tables["posts"]["at"].tolist() == [1_625_589_900]


@pytest.mark.parametrize(
    ("likes", "score", "count"),
    [("1,234", "1.5", 1234), ("1.234", "1,5", 1234), ("1 234", "", 1234), ("1.234", "", 1234),
     ("1\u202f234", "-2,25", 1234), ("12.345.678", "3", 12345678), ("1234", "1.234,5", 1234)],
)  # fmt: skip
def test_thousands_are_parted_as_the_browser_did(
    tmp_path: Path, likes: str, score: str, count: int
) -> None:
    row = one(tmp_path, {"Likes": likes, "Love": "0", SCORE: score})
    assert row["reactions"] == count


def test_faces_are_added_and_a_missing_like_is_no_zero(tmp_path: Path) -> None:
    assert one(tmp_path, {})["reactions"] == 12
    assert pd.isna(one(tmp_path, {"Likes": "N/A"})["reactions"])
    old = tuple(name for name in NAMES if name != "Care")
    reading = read(READER, export(tmp_path, {}, names=old))
    assert reading.tables["posts"]["reactions"].tolist() == [12]


def test_views_are_those_of_films(tmp_path: Path) -> None:
    assert pd.isna(one(tmp_path, {})["views"])
    assert one(tmp_path, {"Type": "Native Video"})["views"] == 0
    assert one(tmp_path, {"Type": "Novelty", "Post Views": "7"})["views"] == 7


@pytest.mark.parametrize(
    ("kind", "form"),
    [("Photo", "photo"), ("Album", "carousel"), ("Link", "link"), ("Status", "text"),
     ("Live Video Complete", "video"), ("native_video", "video"), ("Novelty", "other"),
     ("", "other")],
)  # fmt: skip
def test_forms(tmp_path: Path, kind: str, form: str) -> None:
    assert one(tmp_path, {"Type": kind})["form"] == form


@pytest.mark.parametrize(
    ("link", "post"),
    [(LINK, "4021345678901234"),
     ("https://www.facebook.com/groups/200300/permalink/700800900/", "700800900"),
     ("https://www.facebook.com/kohvik/videos/998877665544332/", "link:998877665544332"),
     ("https://www.facebook.com/permalink.php?story_fbid=40213456&id=100099", "40213456")],
)  # fmt: skip
def test_the_link_names_the_post(tmp_path: Path, link: str, post: str) -> None:
    assert one(tmp_path, {"URL": link})["post_id"] == post


@pytest.mark.parametrize(
    ("change", "reason"),
    [({"URL": "https://www.facebook.com/kohvik/"}, "The link names no post"),
     ({"URL": "kohvik.ee"}, "The network of this row is not known"),
     ({"Likes": "many"}, "many is no count, in the column Likes"),
     ({"Shares": "-3"}, "-3 is no count, in the column Shares"),
     ({"Comments": "1.5", SCORE: "1.25"}, "1.5 is no count, in the column Comments")],
)  # fmt: skip
def test_what_cannot_be_used_is_rejected(
    tmp_path: Path, change: dict[str, str], reason: str
) -> None:
    reading = read(READER, export(tmp_path, change, {}))
    assert [row.line for row in reading.rejected] == [2]
    assert reason in str(reading.rejected[0])


def test_instagram_posts_have_their_second_from_the_link(tmp_path: Path) -> None:
    names = ("Account", "User Name", "Followers at Posting", "Post Created", "Type",
             "Total Interactions", "Likes", "Comments", "Views", "URL", "Photo", "Title",
             "Description", SCORE)  # fmt: skip
    code = shortcode(1_623_745_800_000)
    change = {"Account": "Kohvik", "Post Created": "2021-06-15 04:31:00 EDT", "Type": "Album",
              "Views": "0", "URL": f"https://www.instagram.com/p/{code}/",
              "Description": "Hommik"}  # fmt: skip
    reading = read(READER, export(tmp_path, change, names=names))
    (row,) = reading.tables["posts"].to_dict("records")
    assert (row["network"], row["post_id"], row["text"]) == (
        "instagram", code, "Hommik",
    )  # fmt: skip
    assert (row["at"], row["clock"], row["page"]) == (1_623_745_800, "id", "Kohvik")
    assert pd.isna(row["views"])
    assert pd.isna(row["shares"])
    assert codes(reading) == set()


def test_the_name_of_the_file_tells_when_it_was_made(tmp_path: Path) -> None:
    name = "2021-07-08-09-30-15-EDT-Historical-Report-Kohvik-2021-07-01--2021-07-08.csv"
    assert read(READER, export(tmp_path, {}, name=name)).exported_at == 1_625_751_015
    for other in ("2021-07-08-09-30-15-IST-search-csv-export.csv", "report.csv",
                  "2031-07-08-09-30-15-EDT-search-csv-export.csv"):  # fmt: skip
        assert read(READER, export(tmp_path, {}, name=other)).exported_at is None


def test_damage_by_excel_stops_the_file(tmp_path: Path) -> None:
    for change in ({"Facebook Id": "1.00012E+14"}, {"Post Created": "06.07.2021 16:45"},
                   {"Likes": "3.апр"}):  # fmt: skip
        with pytest.raises(ExportError, match="saved in Excel"):
            READER.read(export(tmp_path, change))


def test_repeats_fold_whatever_their_order(tmp_path: Path) -> None:
    rows = [{"Likes": "10"}, {"Likes": "12", "Message": "Kook "}, {"URL": LINK[:-1] + "9"}]
    tables = []
    for order in (rows, rows[::-1], [*rows, rows[0]]):
        frame = read(READER, export(tmp_path, *order)).tables["posts"]
        tables.append(frame.drop(columns="source_row").sort_values("post_id", ignore_index=True))
    pd.testing.assert_frame_equal(tables[0], tables[1])
    pd.testing.assert_frame_equal(tables[0], tables[2])
    assert tables[0]["reactions"].tolist() == [14, 12]


def test_unknown_columns_are_told_and_the_score_is_known(tmp_path: Path) -> None:
    reading = read(READER, export(tmp_path, {}, names=(*NAMES, "Mood")))
    (caution,) = [c for c in reading.warnings if c.code == "unknown-columns"]
    assert str(caution) == "These columns are not used: Mood."


def test_other_tables_are_left_to_others(tmp_path: Path) -> None:
    assert not READER.matches(export(tmp_path, {}, names=NAMES[1:]))
    assert not READER.matches(raw(tmp_path, "User Name,URL\n1,2\n"))
    empty = read(READER, export(tmp_path))
    assert codes(empty) == {"no-rows"}
    assert empty.rows_read == 0


def test_short_names_of_zones() -> None:
    texts = pd.Series(["2021-01-06 10:00:00 NZDT", "2021-01-06 10:00 PM", "2021-01-06 10:00 CST"])
    assert with_offsets(texts, "UTC").tolist() == [
        "2021-01-06 10:00:00 +1300", "2021-01-06 10:00 PM", "2021-01-06 10:00 CST",
    ]  # fmt: skip
    assert with_offsets(texts, "America/Chicago").tolist()[2] == "2021-01-06 10:00"
    assert find_unknown_zones(texts, "UTC").tolist() == [False, False, True]
    assert named_moment("2021-02-30 10:00:00 UTC", "UTC", latest=NOW) is None
    assert named_moment("2021-02-03 10:00:00 CST", "America/Chicago", latest=NOW) == 1_612_368_000


CELL = st.sampled_from(
    ["", "0", "1,234", "1.234", "-1", "N/A", "1e400", "9" * 30, LINK, "https://facebook.com/",
     "2021-07-06 16:45:20 EDT", "6/7/21", "EDT", "\x00", '"', "Total", "3.апр"]
) | st.text(max_size=6)  # fmt: skip


@settings(max_examples=25, deadline=None, derandomize=True,
          suppress_health_check=[HealthCheck.function_scoped_fixture])  # fmt: skip
@given(rows=st.lists(st.dictionaries(st.sampled_from(NAMES), CELL, max_size=6), max_size=4))
def test_any_cells_are_accounted_for_or_refused(tmp_path: Path, rows: list[dict[str, str]]) -> None:
    reading: Reading | None = only_smmlab_errors(READER, export(tmp_path, *rows, {}))
    assert reading is None or reading.rows_read >= 1
