"""Metricool: three lists whose columns are known, and nothing that only looks alike."""

from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from meta_files import codes, only_smmlab_errors, raw, read
from smmlab.errors import ExportError
from smmlab.exports.hints import Hints
from smmlab.exports.reading import Reading
from smmlab.exports.source import RawExport, open_export
from smmlab.exports.tools.metricool import READER

VIDEOS = "videoId,publishedAt,views,Average view duration\nkA1kohv-1kA,2026-07-27 14:03,37,00:04\n"
REELS = ("Reel Link,Content,Date,Video Views\n"
         "https://www.facebook.com/reel/1122334455667788,Kook,2026-07-27 03:30,44\n")  # fmt: skip
POSTED = 1_785_254_791  # 2026-07-28 16:06:31 UTC
LINK = f"https://www.tiktok.com/@kohvik/video/{POSTED << 32}"
LIST = f"URL,Date,Views\n{LINK},2026-07-28 19:06,116\n"


def tallinn(folder: Path, text: str) -> RawExport:
    return open_export(raw(folder, text).path, hints=Hints(zone="Europe/Tallinn"))


def metricool(folder: Path, text: str) -> Reading:
    return read(READER, tallinn(folder, text))


def test_videos_of_youtube(tmp_path: Path) -> None:
    reading = metricool(tmp_path, VIDEOS)
    (post,) = reading.tables["posts"].to_dict("records")
    assert (post["network"], post["post_id"], post["views"]) == ("youtube", "kA1kohv-1kA", 37)
    # 14:03 in Tallinn is 11:03 UTC in summer.
    assert (post["at"], post["clock"], post["precision"]) == (
        1_785_150_180, "Europe/Tallinn", "minute",
    )  # fmt: skip
    assert codes(reading) == {"project-zone"}


def test_reels_of_facebook_are_known_by_their_links(tmp_path: Path) -> None:
    reading = metricool(tmp_path, REELS)
    (post,) = reading.tables["posts"].to_dict("records")
    assert (post["network"], post["form"], post["views"]) == ("facebook", "short", 44)
    assert (post["post_id"], post["text"]) == ("link:1122334455667788", "Kook")
    assert codes(reading) == {"project-zone", "known-by-link"}


def test_posts_of_tiktok_have_the_time_of_their_ids(tmp_path: Path) -> None:
    reading = metricool(tmp_path, LIST + f"{LINK.replace('video', 'photo')[:-1]}1,,\n")
    assert reading.tables["posts"]["at"].tolist()[0] == POSTED
    assert reading.tables["posts"]["form"].tolist() == ["short", "photo"]
    assert codes(reading) == set()


def test_further_known_counts_are_read_and_others_named(tmp_path: Path) -> None:
    text = f"URL,Date,Views,Likes,Comments,Shares,Reach,Mood\n{LINK},,1,2,3,4,5,good\n"
    reading = metricool(tmp_path, text)
    (post,) = reading.tables["posts"].to_dict("records")
    assert [post[name] for name in ("views", "reactions", "comments", "shares", "reach")] == [
        1, 2, 3, 4, 5,
    ]  # fmt: skip
    assert reading.warnings[0].values["columns"] == "Mood"


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("short,2026-07-27 14:03,3,", "no usable post id: short"),
        ("kA1kohv-1kB,2026-03-29 03:60,3,", "2026-03-29 03:60 cannot be"),
        ("kA1kohv-1kB,2027-07-27 14:03,3,", "2027-07-27 14:03 cannot be"),
        ("kA1kohv-1kB,2026-07-27 14:03,viis,", "viis is no count, in the column views"),
    ],
)
def test_bad_rows_are_rejected_with_the_reason(tmp_path: Path, row: str, reason: str) -> None:
    reading = metricool(tmp_path, f"{VIDEOS}{row}\n")
    assert [found.line for found in reading.rejected] == [3]
    assert reason in str(reading.rejected[0])


def test_a_link_that_names_no_post_is_rejected(tmp_path: Path) -> None:
    reading = metricool(tmp_path, f"{LIST}https://www.tiktok.com/@kohvik,,1\n")
    assert "names no post: https://www.tiktok.com/@kohvik" in str(reading.rejected[0])


def test_an_hour_that_comes_twice_is_told(tmp_path: Path) -> None:
    assert "repeated-hour" in codes(
        metricool(tmp_path, VIDEOS.replace("2026-07-27 14:03", "2025-10-26 03:20"))
    )


@pytest.mark.parametrize(
    "text",
    [VIDEOS.replace("kA1kohv-1kA", "1.22E+17"), VIDEOS.replace("2026-07-27", "27.07.2026"),
     VIDEOS.replace(",37,", ",3.апр,")],
)  # fmt: skip
def test_what_excel_has_spoilt_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(ExportError, match="saved in Excel"):
        READER.read(tallinn(tmp_path, text))


@pytest.mark.parametrize(
    "foreign",
    [
        " ",
        "URL,Date,Views\n",
        "URL,Date,Views\nhttps://kohvik.ee/,2026-07-28 19:06,3\n",
        f"URL,Date,Views\n{LINK},28.07.2026,3\n",
        f"URL,Date,Views\n{LINK},2026-07-28 19:06,3\nhttps://kohvik.ee/,2026-07-28 19:06,3\n",
        f"Social,Url,Text,Date,Likes,Views\nTikTok,{LINK},a,2026-07-28 19:06:00,1,2\n",
        "Text,Date,Time,Draft,Facebook,Twitter/X,LinkedIn\nKook,2026-07-28,10:00,,,,\n",
    ],
)
def test_what_only_looks_alike_is_left_alone(tmp_path: Path, foreign: str) -> None:
    assert not READER.matches(raw(tmp_path, foreign))


def test_order_does_not_matter(tmp_path: Path) -> None:
    rows = [f"kA1kohv-1k{n},2026-07-2{n} 14:03,{n},00:04\n" for n in range(1, 7)]
    rows.append("kA1kohv-1k3,2026-07-23 14:03,90,00:04\n")
    header = VIDEOS.splitlines(keepends=True)[0]
    one, two = (
        metricool(tmp_path, header + "".join(order)).tables["posts"]
        .drop(columns="source_row").sort_values("post_id").reset_index(drop=True)
        for order in (rows, rows[::-1])
    )  # fmt: skip
    pd.testing.assert_frame_equal(one, two)


@settings(max_examples=25, deadline=None, derandomize=True,
          suppress_health_check=[HealthCheck.function_scoped_fixture])  # fmt: skip
@given(data=st.data())
def test_nothing_but_our_errors_leaves_the_reader(tmp_path: Path, data: st.DataObject) -> None:
    text = data.draw(st.sampled_from([VIDEOS, REELS, LIST]))
    at, until = sorted(data.draw(st.tuples(*[st.integers(0, len(text))] * 2)))
    junk = st.sampled_from(["\n", '"', ",", "\x00", "9" * 400]) | st.text(max_size=6)
    text = text[:at] + data.draw(junk) + text[until:]
    export = raw(tmp_path, (text or " ").encode("utf-8", "replace"))
    READER.matches(export)
    only_smmlab_errors(READER, export)
