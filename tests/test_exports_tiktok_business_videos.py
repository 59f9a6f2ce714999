"""Videos of TikTok Business Suite: the id wins, the time in the file agrees to the minute."""

from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from meta_files import codes, only_smmlab_errors, raw, read, table
from smmlab.errors import ExportError
from smmlab.exports.reading import Reading
from smmlab.exports.source import open_export
from smmlab.exports.tiktok.business_videos import READER

HEADER = ("Video title", "Video link", "Post time", "Video views", "Likes", "Comments", "Shares",
          "Add to Favorites")  # fmt: skip
POSTED = 1_761_934_746  # 2025-10-31 18:19:06 UTC
LINK = f"https://www.tiktok.com/@kohvik/video/{POSTED << 32}"
ROW = ("Pitsa", LINK, "2025/10/31 18:19:10", "172353", "1774", "42", "413", "180")


def videos(folder: Path, *rows: tuple[str, ...]) -> Reading:
    return read(READER, raw(folder, table(HEADER, rows), "Video.csv"))


def changed(**changes: str) -> tuple[str, ...]:
    cells = dict(zip(HEADER, ROW, strict=True))
    return tuple(
        (cells | {name.replace("_", " "): text for name, text in changes.items()}).values()
    )


def test_a_video_becomes_a_post(tmp_path: Path) -> None:
    (post,) = videos(tmp_path, ROW).tables["posts"].to_dict("records")
    assert (post["post_id"], post["at"], post["clock"]) == (str(POSTED << 32), POSTED, "id")
    assert (post["views"], post["reactions"], post["comments"]) == (172_353, 1774, 42)
    assert (post["shares"], post["saves"], post["metrics_name"]) == (413, 180, "tiktok-business")


def test_without_a_link_the_stated_time_counts_as_utc(tmp_path: Path) -> None:
    reading = videos(tmp_path, changed(Video_link=""), changed(Video_link="", Post_time="soon"))
    (post,) = reading.tables["posts"].to_dict("records")
    assert (post["at"], post["clock"], post["precision"]) == (POSTED + 4, "UTC", "second")
    assert post["post_id"].startswith("2025-10-31-")
    assert [row.line for row in reading.rejected] == [3]
    assert codes(reading) == {"posts-without-link"}


def test_a_stated_time_that_differs_is_told(tmp_path: Path) -> None:
    reading = videos(tmp_path, changed(Post_time="2025/10/28 18:19:10"))
    assert reading.tables["posts"]["at"].tolist() == [POSTED]
    assert codes(reading) == {"times-differ"}


@pytest.mark.parametrize(
    ("said", "differ"),
    [("2025/10/31 19:19:05", False), ("2025/10/31 19:19:06", True), ("2025/10/31 17:19:07", False),
     ("2025/10/31 17:19:06", True), ("soon", False)],
)  # fmt: skip
def test_an_hour_is_told_because_both_clocks_are_utc(
    tmp_path: Path, said: str, differ: bool
) -> None:
    reading = videos(tmp_path, changed(Post_time=said), changed(Video_link=""))
    assert ("times-differ" in codes(reading)) is differ


def test_a_stated_time_is_not_needed_beside_an_id(tmp_path: Path) -> None:
    reading = videos(tmp_path, changed(Post_time="soon"))
    assert reading.tables["posts"]["at"].tolist() == [POSTED]


@pytest.mark.parametrize(
    ("changes", "reason"),
    [({"Likes": "x"}, "x is no count, in the column Likes"),
     ({"Add_to_Favorites": "1.5"}, "1.5 is no count"),
     ({"Video_link": f"https://www.tiktok.com/@a/video/{1_999_999_999 << 32}"}, "cannot be yet"),
     ({"Video_link": "https://vm.tiktok.com/x", "Post_time": "2031/01/01 00:00:00"}, "cannot be"),
     ({"Video_link": "", "Video_title": ""}, "no link, and no title")],
)  # fmt: skip
def test_nonsense_rejects_the_row(tmp_path: Path, changes: dict[str, str], reason: str) -> None:
    reading = videos(tmp_path, changed(**changes))
    assert reading.tables["posts"].empty
    assert reason in str(reading.rejected[0])


def test_missing_and_repeats(tmp_path: Path) -> None:
    rows = [changed(Likes="NAN", Shares="--"), changed(Shares="3", Likes="")]
    one, two = (
        videos(tmp_path, *rows).tables["posts"],
        videos(tmp_path, *rows[::-1]).tables["posts"],
    )
    pd.testing.assert_frame_equal(one, two)
    assert one["reactions"].isna().all()
    assert one["shares"].tolist() == [3]


def test_excel_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="saved in Excel"):
        videos(tmp_path, changed(Post_time="31.10.2025 18:19"))


def test_the_real_videos(shared: Path) -> None:
    path = shared / "samples/tiktok/business_suite_video.csv"
    reading = read(READER, open_export(path))
    posts, plain = reading.tables["posts"], pd.read_csv(path)
    assert len(posts) == len(plain) == 51
    assert posts["views"].sum() == plain["Video views"].sum()
    stated = pd.to_datetime(plain["Post time"], format="%Y/%m/%d %H:%M:%S")
    apart = pd.to_datetime(posts["at"].astype("int64"), unit="s") - stated
    assert apart.abs().max() < pd.Timedelta(minutes=1)
    assert codes(reading) == set()


CELLS = st.one_of(
    st.sampled_from(["", LINK, "2025/10/31 18:19:10", "01/02/2025", "NAN", "12", "3.апр", "\x00"]),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=6),
)


@settings(max_examples=30, deadline=None, derandomize=True,
          suppress_health_check=[HealthCheck.function_scoped_fixture])  # fmt: skip
@given(rows=st.lists(st.lists(CELLS, max_size=9), max_size=6))  # fmt: skip
def test_any_rows_are_accounted_for_or_refused(tmp_path: Path, rows: list[list[str]]) -> None:
    only_smmlab_errors(READER, raw(tmp_path, table(HEADER, rows)))
