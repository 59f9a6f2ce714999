"""The content export of Meta: every row accounted for, times in UTC, nothing invented."""

import random
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from content_files import posts, read_text, utc
from meta_files import (
    ALPHABET,
    FB,
    IG,
    codes,
    facebook,
    instagram,
    only_smmlab_errors,
    raw,
    read,
    shortcode,
    table,
)
from smmlab.errors import ExportError
from smmlab.exports.catalogue import READERS
from smmlab.exports.meta.content import READER
from smmlab.exports.sieve import fold_repeats
from smmlab.exports.source import open_export

HOSTILE = settings(max_examples=40, deadline=None,
                   suppress_health_check=[HealthCheck.function_scoped_fixture])  # fmt: skip


def test_a_facebook_post_is_what_its_row_says(tmp_path: Path) -> None:
    text = facebook({"Title": "Kook\nja kohv", "Seconds viewed": "202.708"})
    post = posts(read_text(tmp_path, text)).iloc[0]
    assert post[["network", "page", "post_id", "form", "text", "url"]].tolist() == [
        "facebook", "Kohvik", "939005954986061", "photo", "Kook\nja kohv",
        "https://www.facebook.com/Kohvik/posts/939005954986061",
    ]  # fmt: skip
    # 00:00 in California is ten in the morning in Estonia.
    assert post["at"] == utc(2025, 7, 14, 7)
    assert post[["clock", "precision"]].tolist() == ["America/Los_Angeles", "minute"]
    assert post[["views", "reach", "reactions", "comments", "shares", "clicks"]].tolist() == [
        40, 15, 3, 2, 1, 4,
    ]  # fmt: skip
    assert post["watch_seconds"] == 202.708
    assert post[["impressions", "saves", "follows"]].isna().all()
    assert post["metrics_name"] == "meta-2025-views"
    assert post["source_row"] == 2
    assert bool(post["is_own"])


def test_an_instagram_post_has_its_exact_moment(tmp_path: Path) -> None:
    reading = read_text(tmp_path, instagram({}, {"Permalink": ""}))
    frame = posts(reading)
    assert frame["at"].tolist() == [1_752_476_460, utc(2025, 7, 14, 7)]
    assert frame["clock"].tolist() == ["id", "America/Los_Angeles"]
    assert frame["precision"].tolist() == ["second", "minute"]
    assert frame["network"].unique().tolist() == ["instagram"]
    assert frame["page"].unique().tolist() == ["kohvik"]
    assert frame["text"].tolist() == ["Kook 1", "Kook 2"]
    assert frame["reactions"].tolist() == [5, 5]
    assert frame["follows"].isna().all()


def test_columns_come_in_any_order_case_and_number(tmp_path: Path) -> None:
    shuffled = random.Random(1).sample(FB, len(FB))
    header = [name.lower() if name != "Post ID" else name for name in shuffled]
    values = dict(zip(FB, facebook({}).splitlines()[1].split(","), strict=True))
    text = table([*header, "views", "Mood"], [[values[n] for n in shuffled] + ["999", "happy"]])
    reading = read_text(tmp_path, text)
    plain = posts(read_text(tmp_path, facebook({})))
    pd.testing.assert_frame_equal(posts(reading), plain)
    assert {"repeated-columns", "unknown-columns"} <= codes(reading)
    told = next(str(c) for c in reading.warnings if c.code == "unknown-columns")
    assert "Mood" in told


@pytest.mark.parametrize(
    ("kind", "form"),
    [("Reels", "short"), ("IG carousel", "carousel"), ("IG story", "story"), ("Links", "link"),
     ("Text", "text"), ("IG image", "photo"), ("Videos", "video"), ("Hologram", "other"),
     ("", "other")],
)  # fmt: skip
def test_every_kind_of_post_has_its_form(tmp_path: Path, kind: str, form: str) -> None:
    assert posts(read_text(tmp_path, facebook({"Post type": kind})))["form"].tolist() == [form]


def test_captions_stand_in_the_title_the_description_or_both(tmp_path: Path) -> None:
    text = facebook({"Title": "a"}, {"Title": "", "Description": "b"},
                    {"Title": "c", "Description": "d"}, {"Title": "e", "Description": "e"},
                    {"Title": ""})  # fmt: skip
    assert posts(read_text(tmp_path, text))["text"].fillna("").tolist() == [
        "a", "b", "c\n\nd", "e", "",
    ]  # fmt: skip


def test_a_post_meta_could_not_describe_is_kept_without_zeros(tmp_path: Path) -> None:
    error = "An error occurred while computing metadata for content with ID 17970435071805603."
    empty = dict.fromkeys(IG, "")
    failed = {**empty, "Data comment": error, "Date": "Lifetime", "Views": "6727", "Likes": "0"}
    reading = read_text(tmp_path, instagram({}, failed))
    post = posts(reading).iloc[1]
    assert post["post_id"] == "17970435071805603"
    assert post["views"] == 6727
    assert post[["at", "reactions", "reach", "text", "url"]].isna().all()
    assert post[["precision", "form"]].tolist() == ["unknown", "other"]
    assert "incomplete-posts" in codes(reading)


def test_views_that_meta_did_not_count_are_missing(tmp_path: Path) -> None:
    # Row by row: half of a file must not read otherwise than the whole.
    reading = read_text(tmp_path, facebook({"Views": "0"}, {"Views": "0", "Reach": "0"}, {}))
    assert posts(reading)["views"].fillna(-1).tolist() == [-1, 0, 40]
    assert "views-not-counted" in codes(reading)
    unseen = read_text(tmp_path, facebook({"Views": "0", "Reach": "0"}))
    assert posts(unseen)["views"].tolist() == [0]


def test_missing_is_not_zero(tmp_path: Path) -> None:
    said = ["", "--", "N/A", "undefined"]
    frame = posts(read_text(tmp_path, facebook(*[{"Comments": text} for text in said])))
    assert frame["comments"].isna().all()


def test_what_cannot_be_is_rejected_with_its_line(tmp_path: Path) -> None:
    reading = read_text(tmp_path, facebook(
        {"Title": "two\nlines"}, {"Comments": "-1"}, {"Shares": "0.5"}, {"Post ID": ""},
        {"Publish time": "13/45/2025 10:00"}, {"Publish time": "01/01/2035 10:00"},
        {"Date": "a week"}, {"Views": "lots"}, {"Post ID": "Total"},
    ))  # fmt: skip
    assert [row.line for row in reading.rejected] == [4, 5, 6, 7, 8, 9, 10, 11]
    assert [str(row).split(": ", 1)[1] for row in reading.rejected][:2] == [
        "-1 is no count, in the column Comments.", "0.5 is no count, in the column Shares.",
    ]  # fmt: skip
    assert len(posts(reading)) == 1
    assert reading.rows_read == 9


def test_the_same_post_twice_is_merged_whatever_the_order(tmp_path: Path) -> None:
    same = {"Post ID": "939005954986000"}
    changes = [{**same, "Views": "40"}, {**same, "Views": "45"}, {**same, "Views": ""}]
    for order in ([0, 1, 2], [2, 1, 0], [1, 0, 2]):
        reading = read_text(tmp_path, facebook(*[changes[place] for place in order]))
        assert posts(reading)["views"].tolist() == [45]
        assert len(reading.merged) == 2


def test_rows_that_count_one_day_give_the_post_but_no_counts(tmp_path: Path) -> None:
    same = {"Post ID": "939005954986001", "Title": "Kook"}
    days = [{**same, "Date": day, "Views": "7"} for day in ("07/14/2025", "2025-07-15")]
    reading = read_text(tmp_path, facebook(*days, {"Views": "9"}))
    frame = posts(reading)
    assert frame["views"].fillna(-1).tolist() == [-1, 9]
    assert frame["text"].tolist() == ["Kook", "Kook 3"]
    assert frame["metrics_name"].isna().tolist() == [True, False]
    assert [row.line for row in reading.merged] == [3]
    told = next(str(c) for c in reading.warnings if c.code == "counts-by-day")
    assert "choose Lifetime" in told
    assert ": 2." in told
    with pytest.raises(ExportError, match="saved in Excel"):
        READER.read(raw(tmp_path, facebook({"Date": "14.07.2025"})))


@pytest.mark.parametrize(
    ("name", "made"),
    [
        ("Jan-14-2025_Apr-14-2025_1396269028466733.csv", utc(2025, 4, 14, 23, 59, 59)),
        ("Jan-14-2025_Apr-14-2025_1396269028466733 (1).csv", utc(2025, 4, 14, 23, 59, 59)),
        ("Jan-14-2025_Foo-14-2025_1.csv", None),
        ("Jan-14-2025_Feb-31-2025_1.csv", None),
        ("posts.csv", None),
    ],
)
def test_the_default_name_tells_the_export_day(tmp_path: Path, name: str, made: int | None) -> None:
    text = facebook({"Publish time": "04/14/2025 10:00"})
    # A day after the period, to the second, the name still holds.
    assert READER.read(raw(tmp_path, text, name, utc(2025, 4, 15, 23, 59, 59))).exported_at == made


def test_a_period_that_ended_long_before_the_export_dates_nothing(tmp_path: Path) -> None:
    name = "Jan-14-2025_Apr-14-2025_1396269028466733.csv"
    late = raw(tmp_path, facebook({}), name, utc(2025, 4, 16))
    assert READER.read(late).exported_at is None


def test_impressions_and_views_are_not_one_metric(tmp_path: Path) -> None:
    old = facebook({}).replace("Views", "Impressions", 1)
    post = posts(read_text(tmp_path, old)).iloc[0]
    assert post["metrics_name"] == "meta-impressions"
    assert post["impressions"] == 40
    assert pd.isna(post["views"])


def test_a_sum_of_three_counts_is_told_where_nothing_parts_it(tmp_path: Path) -> None:
    parts = ("Reactions", "Comments", "Shares")
    alone = read_text(tmp_path, facebook({}, header=[name for name in FB if name not in parts]))
    assert posts(alone)[["reactions", "comments", "shares"]].isna().all(axis=None)
    told = next(str(c) for c in alone.warnings if c.code == "counted-together")
    assert told.startswith("The column Reactions, Comments and Shares adds up")
    assert "counted-together" not in codes(read_text(tmp_path, facebook({})))


def test_paid_reach_becomes_a_share(tmp_path: Path) -> None:
    header = (*FB, "Reach from Organic posts", "Reach from Boosted posts")
    text = facebook({"Reach from Organic posts": "30", "Reach from Boosted posts": "10"}, {},
                    header=header)  # fmt: skip
    assert posts(read_text(tmp_path, text))["paid_share"].fillna(-1).tolist() == [0.25, -1]


def test_the_video_export_is_read_as_posts(tmp_path: Path) -> None:
    header = ["Video asset ID", "Universal video ID", "Page ID", "Page name", "Title",
              "Duration (sec)", "Publish time", "Custom labels", "Data comment", "Date", "Reach",
              *(f"Percentage of total views at interval {n}" for n in range(40))]  # fmt: skip
    row = ["111222333", "444555666", "100", "Kohvik", "Kook", "12", "07/14/2025 10:30", "", "",
           "Lifetime", "80", *["0.5"] * 40]  # fmt: skip
    reading = read_text(tmp_path, table(header, [row]))
    post = posts(reading).iloc[0]
    assert post[["post_id", "form", "reach", "metrics_name"]].tolist() == [
        "444555666", "video", 80, "meta-videos",
    ]  # fmt: skip
    assert {"video-export", "unknown-columns"} <= codes(reading)


def test_a_header_alone_is_no_posts_and_says_so(tmp_path: Path) -> None:
    reading = read_text(tmp_path, facebook())
    assert posts(reading).empty
    assert reading.rows_read == 0
    assert "no-rows" in codes(reading)


def test_row_order_changes_only_the_lines(tmp_path: Path) -> None:
    lines = facebook({}, {"Views": "9"}, {"Views": "x"}).splitlines()
    one = posts(read_text(tmp_path, "\n".join(lines))).drop(columns="source_row")
    other = posts(read_text(tmp_path, "\n".join([lines[0], *reversed(lines[1:])])))
    other = other.drop(columns="source_row").iloc[::-1].reset_index(drop=True)
    pd.testing.assert_frame_equal(one, other)


def test_the_real_facebook_file(shared: Path) -> None:
    reading = read(READER, open_export(shared / "samples/meta/fb_content_2025_full.csv"))
    frame = posts(reading)
    assert len(frame) == reading.rows_read == 261
    assert frame["at"].notna().all()
    assert frame["form"].value_counts().to_dict() == {"photo": 254, "short": 6, "link": 1}
    short = next(c for c in reading.warnings if c.code == "short-rows")
    assert str(short).startswith("Rows that end before the last columns: 5.")


def test_the_real_instagram_file_has_the_moments_of_its_links(shared: Path) -> None:
    reading = read(READER, open_export(shared / "samples/meta/ig_content_2025.csv"))
    frame = posts(reading)
    assert len(frame) == reading.rows_read == 78

    def moment(link: str) -> int:
        number = 0
        for letter in link.rstrip("/").rsplit("/", 1)[1][:11]:
            number = number * 64 + ALPHABET.index(letter)
        return ((number >> 23) + 1_314_220_021_721) // 1000

    assert frame["at"].tolist() == [moment(link) for link in frame["url"]]
    assert frame["clock"].unique().tolist() == ["id"]
    assert frame["precision"].unique().tolist() == ["second"]


CODE = shortcode(1_752_476_460_000)
ROWS = [
    {"Post ID": "939005954986001", "Views": "40", "Title": "Kook"},
    {"Post ID": "939005954986001", "Views": "45", "Title": "Kook ja kohv"},
    {"Post ID": "939005954986001", "Views": "0", "Publish time": "", "Post type": ""},
    {"Post ID": "939005954986001", "Date": "07/15/2025", "Views": "99", "Shares": "7"},
    {"Post ID": "939005954986002", "Publish time": "07/14/2025", "Reach": ""},
    {"Post ID": "939005954986002", "Views": "0", "Reach": "4", "Post type": "Reels"},
    {"Post ID": "939005954986002", "Data comment": "An error occurred.", "Views": "0"},
    {"Post ID": "939005954986003", "Views": "x"},
    {"Post ID": "", "Data comment": "An error for content with ID 939005954986004."},
    {"Post ID": "939005954986005", "Post type": "IG reel", "Seconds viewed": "3.5",
     "Permalink": f"https://www.instagram.com/reel/{CODE}/"},
    {"Post ID": "9.39006E+14", "Post type": "IG reel", "Publish time": "07/14/2025 00:01",
     "Permalink": f"https://www.instagram.com/p/{CODE}/", "Views": "77"},
]  # fmt: skip


# Whatever their place: the texts that `facebook` fills in would tell it.
ROWS = [{"Title": f"Kook {place}", "Permalink": "", **row} for place, row in enumerate(ROWS)]


def by_key(frame: pd.DataFrame) -> pd.DataFrame:
    plain = frame.drop(columns=["source_row", "exported_at", "source_file"], errors="ignore")
    return plain.sort_values(["network", "post_id"]).reset_index(drop=True)


@settings(HOSTILE, max_examples=15)
@given(order=st.permutations(range(len(ROWS))), cut=st.integers(0, len(ROWS)))
def test_a_file_whole_shuffled_or_in_halves_gives_the_same_posts(
    tmp_path: Path, order: list[int], cut: int
) -> None:
    whole = by_key(posts(read_text(tmp_path, facebook(*ROWS))))
    rows = [ROWS[place] for place in order]
    shuffled = by_key(posts(read_text(tmp_path, facebook(*rows))))
    pd.testing.assert_frame_equal(shuffled, whole)
    halves = [posts(read_text(tmp_path, facebook(*half))) for half in (rows[:cut], rows[cut:])]
    joined, _ = fold_repeats(pd.concat(halves, ignore_index=True), "posts")
    pd.testing.assert_frame_equal(by_key(joined), whole)


def test_of_a_repeated_post_the_most_exact_time_and_a_known_form_hold(tmp_path: Path) -> None:
    frame = by_key(posts(read_text(tmp_path, facebook(*ROWS))))
    # Excel has spoilt one of the ids, but not the link.
    exact = frame[frame["post_id"] == CODE].iloc[0]
    assert exact[["network", "at", "clock", "precision", "views"]].tolist() == [
        "instagram", 1_752_476_460, "id", "second", 77,
    ]  # fmt: skip
    first = frame[frame["post_id"] == "939005954986001"].iloc[0]
    assert first[["clock", "precision", "form", "views", "shares", "text"]].tolist() == [
        "America/Los_Angeles", "minute", "photo", 45, 1, "Kook ja kohv",
    ]  # fmt: skip
    second = frame[frame["post_id"] == "939005954986002"].iloc[0]
    assert second[["precision", "form", "views"]].tolist() == ["minute", "short", 40]


@pytest.mark.parametrize(
    ("renamed", "views", "name"),
    [("REELS_PLAYS:COUNT", 40, "meta-content-plays"), ("Plays", 40, "meta-content-plays"),
     ("3-second video views", None, "meta-content"), ("views", 40, "meta-2025-views")],
)  # fmt: skip
def test_plays_stand_in_for_views_under_a_name_of_their_own(
    tmp_path: Path, renamed: str, views: int | None, name: str
) -> None:
    text = facebook({}).replace("Views", renamed, 1)
    post = posts(read_text(tmp_path, text)).iloc[0]
    assert post["metrics_name"] == name
    assert (None if pd.isna(post["views"]) else post["views"]) == views


def test_each_row_has_the_network_of_its_link(tmp_path: Path) -> None:
    link = f"https://www.instagram.com/p/{shortcode(1_752_476_460_000)}/"
    frame = posts(read_text(tmp_path, facebook({}, {"Permalink": link}, {
        "Permalink": "", "Post type": "IG story"}, {"Permalink": ""})))  # fmt: skip
    assert frame["network"].tolist() == ["facebook", "instagram", "instagram", "facebook"]
    assert frame["clock"].tolist()[:2] == ["America/Los_Angeles", "id"]


def test_captions_that_read_like_other_exports_mislead_nobody(tmp_path: Path) -> None:
    caption = 'Kavas:\nTop cities\nDate,Primary\n"Age & gender"\n# Start date: 20250101'
    export = raw(tmp_path, facebook({"Title": caption}, {"Title": "Top countries\nEesti"}))
    assert [reader.name for reader in READERS if reader.matches(export)] == ["meta_content"]


@pytest.mark.parametrize("text", ["Post ID,Publish time\n1,2\n", "a,b\n", "", "{", '"'])
def test_other_files_are_left_to_others(tmp_path: Path, text: str) -> None:
    assert not READER.matches(raw(tmp_path, text or " "))


cell = st.one_of(
    st.sampled_from(["", "0", "-1", "1.5", "--", "07/14/2025 00:00", "Lifetime", "9.3E+14", "N/A",
                     "939005954986064", "https://www.instagram.com/p/DHX59qFEtaH/", "3.апр",
                     "An error occurred for content with ID 17970435071805603."]),
    st.text(max_size=6),
)  # fmt: skip


@HOSTILE
@given(rows=st.lists(st.lists(cell, min_size=16, max_size=20), max_size=6), is_insta=st.booleans())
def test_mutated_rows_are_all_accounted_for(
    tmp_path: Path, rows: list[list[str]], is_insta: bool
) -> None:
    header = IG if is_insta else FB[:18]
    text = table(header, rows).encode("utf-8", "ignore").decode()
    only_smmlab_errors(READER, raw(tmp_path, text))
    foreign_names = table([f"Veerg {n}" for n in header], rows).encode("utf-8", "ignore").decode()
    export = raw(tmp_path, foreign_names, "Jan-14-2025_Apr-14-2025_1396269028466733.csv")
    only_smmlab_errors(READER, export)


@HOSTILE
@given(cut=st.integers(0, 2000), put=st.text(max_size=5), at=st.integers(0, 2000))
def test_mutated_files_raise_nothing_else(tmp_path: Path, cut: int, put: str, at: int) -> None:
    text = instagram({"Description": 'a "b"\nc'}, {}, {})
    text = (text[:at] + put + text[at:])[: len(text) - cut % len(text)]
    export = raw(tmp_path, b"\xef\xbb\xbf" + text.encode("utf-8", "ignore"))
    only_smmlab_errors(READER, export)
