"""The content export of Meta: every row accounted for, times in UTC, nothing invented."""

import random
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from meta_files import (
    ALPHABET,
    FB,
    IG,
    NOW,
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
from smmlab.exports.catalogue import READERS, read_export
from smmlab.exports.meta.content import READER
from smmlab.exports.meta.foreign import find_order
from smmlab.exports.pieces import read_pieces_of
from smmlab.exports.reading import Reading
from smmlab.exports.sieve import fold_repeats
from smmlab.exports.source import RawExport, open_export
from smmlab.schema import check

HOSTILE = settings(max_examples=40, deadline=None,
                   suppress_health_check=[HealthCheck.function_scoped_fixture])  # fmt: skip


def read_text(folder: Path, text: str | bytes, name: str = "export.csv") -> Reading:
    return read(READER, raw(folder, text, name))


def posts(reading: Reading) -> pd.DataFrame:
    frame = reading.tables["posts"]
    filled = frame.assign(source_file="f", exported_at=NOW)
    check(filled.astype({"source_file": "str", "exported_at": "Int64"}), "posts")
    return frame


def utc(*moment: int) -> int:
    return int(datetime(*moment, tzinfo=UTC).timestamp())  # type: ignore[arg-type, misc]


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


def test_the_second_views_column_serves_when_the_first_is_empty(tmp_path: Path) -> None:
    text = facebook({"Views": ""}).splitlines()
    twice = [text[0] + ",Views", text[1] + ",77"]
    assert posts(read_text(tmp_path, "\n".join(twice)))["views"].tolist() == [77]


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


def test_minutes_that_are_months_leave_only_the_day(tmp_path: Path) -> None:
    broken = [{"Publish time": f"12/{day:02}/2023 0{day % 9}:12"} for day in range(1, 8)]
    reading = read_text(tmp_path, facebook(*broken))
    assert "broken-minutes" in codes(reading)
    frame = posts(reading)
    assert frame["precision"].unique().tolist() == ["day"]
    assert frame["at"].tolist() == [utc(2023, 12, day, 8) for day in range(1, 8)]
    sound = [{"Publish time": f"12/{day:02}/2023 0{day % 9}:{day + 10}"} for day in range(1, 8)]
    assert "broken-minutes" not in codes(read_text(tmp_path, facebook(*sound)))


def test_the_clock_of_california_changes_twice_a_year(tmp_path: Path) -> None:
    said = ["03/09/2025 01:59", "03/09/2025 02:30", "03/09/2025 03:00", "11/02/2025 00:59",
            "11/02/2025 01:30", "11/02/2025 02:00"]  # fmt: skip
    reading = read_text(tmp_path, facebook(*({"Publish time": text} for text in said)))
    assert posts(reading)["at"].tolist() == [
        utc(2025, 3, 9, 9, 59), utc(2025, 3, 9, 10), utc(2025, 11, 2, 7, 59),
        utc(2025, 11, 2, 8, 30), utc(2025, 11, 2, 10),
    ]  # fmt: skip
    assert [str(row) for row in reading.rejected] == [
        "line 3: The publish time 03/09/2025 02:30 cannot be."
    ]
    told = next(str(c) for c in reading.warnings if c.code == "repeated-hour")
    assert ": 1." in told


def test_the_moment_of_the_link_wins_over_every_stated_time(tmp_path: Path) -> None:
    said = ["11/02/2025 01:30", "03/09/2025 02:30", "01/01/2035 10:00", "soon", ""]
    reading = read_text(tmp_path, instagram(*({"Publish time": text} for text in said)))
    assert posts(reading)["at"].tolist() == [1_752_476_400 + 60 * n for n in range(1, 6)]
    assert reading.rejected == ()
    assert "repeated-hour" not in codes(reading)
    # A link from the future is no evidence.
    late = f"https://www.instagram.com/p/{shortcode((NOW + 10 * 86_400) * 1000)}/"
    post = posts(read_text(tmp_path, instagram({"Permalink": late}))).iloc[0]
    assert post[["at", "clock"]].tolist() == [utc(2025, 7, 14, 7), "America/Los_Angeles"]


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


def test_rows_that_end_early_are_taken_only_when_proven(tmp_path: Path) -> None:
    lines = facebook({}, {}, {}, {}).splitlines()
    lines[2] = ",".join(lines[2].split(",")[:-2])
    lines[3] = ",".join(lines[3].split(",")[:-5])  # the sum no longer holds its parts
    lines[4] = ",".join(lines[4].split(",")[2:])  # shifted: the front is absent
    reading = read_text(tmp_path, "\n".join(lines))
    assert posts(reading)["source_row"].tolist() == [2, 3]
    assert posts(reading)["watch_seconds"].isna().all()
    assert [row.line for row in reading.rejected] == [4, 5]
    assert "short-rows" in codes(reading)


def test_spoilt_ids_are_rebuilt_or_rejected(tmp_path: Path) -> None:
    spoilt = {"Post ID": "9.39006E+14"}
    reel = {**spoilt, "Permalink": "https://www.facebook.com/reel/974194307586650/"}
    reading = read_text(tmp_path, facebook(spoilt, reel))
    assert posts(reading)["post_id"].tolist() == ["939005954986061"]
    assert [row.line for row in reading.rejected] == [3]
    assert "ids-rebuilt" in codes(reading)
    insta = posts(read_text(tmp_path, instagram({"Post ID": "1.83552E+16"})))
    assert insta["post_id"].tolist() == [shortcode(1_752_476_460_000)]


@pytest.mark.parametrize(
    "text",
    [
        facebook({"Post ID": "9.39006E+14", "Permalink": ""}),
        facebook({"Publish time": "14.07.2025 00:00"}, delimiter=";"),
        facebook({}, {"Seconds viewed": "3.апр"}),
    ],
)
def test_what_excel_spoilt_for_good_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(ExportError, match="saved in Excel"):
        READER.read(raw(tmp_path, text))


def test_semicolons_alone_do_no_harm(tmp_path: Path) -> None:
    plain = posts(read_text(tmp_path, facebook({"Title": "a; b"}, {})))
    again = posts(read_text(tmp_path, facebook({"Title": "a; b"}, {}, delimiter=";")))
    pd.testing.assert_frame_equal(plain, again)


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


def test_foreign_headers_without_evidence_are_refused_in_clear_words(tmp_path: Path) -> None:
    foreign = table([f"Veerg {n}" for n in range(20)], [["1"] * 20])
    export = raw(tmp_path, foreign, "Jan-14-2025_Apr-14-2025_1396269028466733.csv")
    assert READER.matches(export)
    with pytest.raises(ExportError, match="to English and export again"):
        READER.read(export)


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
    assert read_text(tmp_path, facebook({}), name).exported_at == made


def test_impressions_and_views_are_not_one_metric(tmp_path: Path) -> None:
    old = facebook({}).replace("Views", "Impressions", 1)
    post = posts(read_text(tmp_path, old)).iloc[0]
    assert post["metrics_name"] == "meta-impressions"
    assert post["impressions"] == 40
    assert pd.isna(post["views"])


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


def test_the_real_damaged_file_is_repaired(shared: Path) -> None:
    reading = read(READER, open_export(shared / "samples/meta/ig_content_excel_damaged.csv"))
    frame = posts(reading)
    assert len(frame) == reading.rows_read == 58
    assert frame["at"].isna().sum() == 1
    assert {"whole-lines-quoted", "incomplete-posts"} <= codes(reading)
    assert frame["text"].str.contains("087 705 5070").any()


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
     "Permalink": f"https://www.instagram.com/reel/{shortcode(1_752_476_460_000)}/"},
    {"Post ID": "939005954986005", "Post type": "IG reel", "Publish time": "07/14/2025 00:01",
     "Permalink": "", "Views": "77"},
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
    exact = frame[frame["post_id"] == "939005954986005"].iloc[0]
    assert exact[["network", "at", "clock", "precision", "views"]].tolist() == [
        "instagram", 1_752_476_460, "id", "second", 77,
    ]  # fmt: skip
    first = frame[frame["post_id"] == "939005954986001"].iloc[0]
    assert first[["clock", "precision", "form", "views", "shares", "text"]].tolist() == [
        "America/Los_Angeles", "minute", "photo", 45, 1, "Kook ja kohv",
    ]  # fmt: skip
    second = frame[frame["post_id"] == "939005954986002"].iloc[0]
    assert second[["precision", "form", "views"]].tolist() == ["minute", "short", 40]


def test_a_piece_has_the_lines_of_the_whole_file(tmp_path: Path) -> None:
    export = raw(tmp_path, facebook({}, {"Views": "x"}))
    piece = replace(export, given=(export.text, "utf-8", ()), skipped_lines=500)
    _, reading = read_export(piece)
    assert posts(reading)["source_row"].tolist() == [502]
    assert [(row.line, row.place) for row in reading.rejected] == [(503, "503")]
    assert reading.rejected[0].raw.startswith("939005954986062,")
    short = facebook({}, {}).splitlines()
    text = "\n".join([short[0], short[1], "1,2"])
    ragged = READER.read(replace(export, given=(text, "utf-8", ()), skipped_lines=7)).rejected
    assert [row.line for row in ragged] == [10]


def pieces_of(export: RawExport, monkeypatch: pytest.MonkeyPatch, size: int) -> list[Reading]:
    monkeypatch.setattr("smmlab.exports.pieces._CHUNK", size)
    return [read_export(piece)[1] for piece in read_pieces_of(export, size=size)]


def assert_pieces_are_the_whole(
    export: RawExport, monkeypatch: pytest.MonkeyPatch, size: int = 1_500
) -> None:
    whole = read_export(export)[1]
    pieces = pieces_of(export, monkeypatch, size)
    assert len(pieces) >= 3
    found = pd.concat([posts(piece) for piece in pieces], ignore_index=True)
    joined, merged = fold_repeats(found, "posts")
    in_order = posts(whole).sort_values("source_row").reset_index(drop=True)
    pd.testing.assert_frame_equal(
        joined.sort_values("source_row").reset_index(drop=True)[list(in_order)], in_order
    )
    assert sum(piece.rows_read for piece in pieces) == whole.rows_read
    for kind in ("rejected", "notes"):
        rows = [row for piece in pieces for row in getattr(piece, kind)]
        assert sorted(rows, key=lambda row: row.line) == list(getattr(whole, kind)), kind
    again = [row for piece in pieces for row in piece.merged] + list(merged)
    assert sorted(row.line for row in again) == [row.line for row in whole.merged]
    # How the bytes were decoded is no matter of the reader.
    assert set().union(*map(codes, pieces)) - {"legacy-charset"} == codes(whole) - {
        "legacy-charset"
    }


def numbered(n: int, **more: str) -> dict[str, str]:
    post = str(939005954986000 + n * 7)
    return {"Post ID": post, "Title": f"Kook\n{n}, õhtul",
            "Permalink": f"https://www.facebook.com/Kohvik/posts/{post}", **more}  # fmt: skip


MANY = [numbered(n, **{"Publish time": f"07/{n % 28 + 1:02}/2025 {n % 24:02}:{n:02}"})
        for n in range(40)]  # fmt: skip
FAULTY = [*MANY[:20], numbered(90, Views="x"), numbered(91, Shares="-1"), *MANY[20:],
          MANY[3] | {"Views": "45"}, numbered(92, **{"Post ID": ""}), MANY[38]]  # fmt: skip


@pytest.mark.parametrize(
    "content",
    [
        facebook(*MANY),
        facebook(*FAULTY),
        facebook(*MANY) + facebook(*FAULTY),
        facebook(*FAULTY).replace("\r\n", "\n") + "1,2\n",
        b"\xff\xfe" + facebook(*FAULTY, delimiter="\t").encode("utf-16-le"),
        facebook(*FAULTY, delimiter=";").replace("Kook", "Пирог к чаю").replace("õ", "о")
        .encode("cp1251"),
        "sep=,\n" + facebook(*FAULTY),
        "Kohvik Kaja\n" + facebook(*FAULTY),
        facebook(*(row | {"Seconds viewed": "1202,5"} for row in MANY), delimiter=";"),
    ],
    ids=["plain", "faulty", "joined", "ragged", "utf-16", "cp1251", "separator", "title", "comma"],
)  # fmt: skip
def test_a_file_in_pieces_is_the_whole_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: str | bytes
) -> None:
    assert_pieces_are_the_whole(raw(tmp_path, content), monkeypatch)


def test_what_a_whole_column_shows_holds_for_a_short_last_piece(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The last piece has a row or two: too few to show anything by themselves.
    broken = [numbered(n, **{"Publish time": f"12/{n % 28 + 1:02}/2023 0{n % 9}:12"})
              for n in range(41)]  # fmt: skip
    assert_pieces_are_the_whole(raw(tmp_path, facebook(*broken)), monkeypatch)
    iso = [numbered(n, **{"Publish time": f"2025-07-{n % 12 + 17:02} 08:00:00"}) for n in range(30)]
    iso += [numbered(n, **{"Publish time": "2025-07-03 08:00:00"}) for n in range(30, 41)]
    assert_pieces_are_the_whole(raw(tmp_path, facebook(*iso)), monkeypatch)
    made = shortcode(1_752_476_460_000)
    link = f"https://www.instagram.com/reel/{made}/"
    cut = [numbered(n, **{"Post ID": f"1835515111617{n:02}00", "Permalink": link})
           for n in range(41)]  # fmt: skip
    assert_pieces_are_the_whole(raw(tmp_path, facebook(*cut)), monkeypatch)


def test_the_real_facebook_file_in_pieces_is_the_whole_file(
    shared: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    export = open_export(shared / "samples/meta/fb_content_2025_full.csv")
    assert_pieces_are_the_whole(export, monkeypatch, size=12_000)


def test_foreign_names_are_proven_once_for_all_pieces(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = facebook(*MANY, {"Permalink": ""}, header=FB[:17])
    names = ",".join(f"Столбец {n}" for n in range(17))
    text = names + rows[rows.index("\n") :]
    assert_pieces_are_the_whole(raw(tmp_path, text), monkeypatch)


def test_a_later_piece_without_a_usable_id_is_rejected_not_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    spoilt = [{"Post ID": "9.39006E+14", "Permalink": ""}] * 8
    assert_pieces_are_the_whole(raw(tmp_path, facebook(*MANY, *spoilt)), monkeypatch)


@pytest.mark.parametrize(
    ("times", "refused"),
    [
        (["2025-02-16 05:14:00", "2025-05-02 08:00:00"], False),
        (["2025-05-02 08:00:00", "2025-05-03 08:00"], True),
        (["2025-02-16 05:14:00", "02/16/2025 05:14"], True),
        (["2/16/2025 5:14"], False),
    ],
)
def test_times_rewritten_by_excel_are_read_only_when_days_and_months_are_sure(
    tmp_path: Path, times: list[str], refused: bool
) -> None:
    export = raw(tmp_path, facebook(*[{"Publish time": text} for text in times]))
    if refused:
        with pytest.raises(ExportError, match="saved in Excel"):
            READER.read(export)
        return
    assert posts(READER.read(export))["at"].iloc[0] == utc(2025, 2, 16, 13, 14)


def test_the_moment_in_the_link_shows_whether_excel_swapped_days_and_months(tmp_path: Path) -> None:
    made = shortcode(1_741_420_800_000)  # 2025-03-08 08:00 UTC
    link = {"Permalink": f"https://www.instagram.com/p/{made}/"}
    right = instagram({**link, "Publish time": "2025-03-08 00:00:00"})
    assert posts(read_text(tmp_path, right))["clock"].tolist() == ["id"]
    with pytest.raises(ExportError, match="saved in Excel"):
        READER.read(raw(tmp_path, instagram({**link, "Publish time": "2025-08-03 00:00:00"})))


def test_a_date_among_the_counts_is_the_work_of_excel(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="saved in Excel"):
        READER.read(raw(tmp_path, facebook({"Seconds viewed": "2025-04-03"})))


def test_seconds_have_a_decimal_comma_only_where_commas_do_not_part_cells(tmp_path: Path) -> None:
    changes = ({"Seconds viewed": "1202,708"}, {"Seconds viewed": "20.5"})
    mixed = read_text(tmp_path, facebook(changes[0], delimiter=";"))
    assert posts(mixed)["watch_seconds"].tolist() == [1202.708]
    plain = read_text(tmp_path, facebook({"Seconds viewed": "1,202.5"}, changes[1]))
    assert posts(plain)["watch_seconds"].tolist() == [1202.5, 20.5]


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


def test_columns_that_divide_views_are_told_in_one_sentence(tmp_path: Path) -> None:
    names = [f"3-second video views by country (Land {n})" for n in range(90)]
    header = (*FB, *names, "Mood")
    reading = read_text(tmp_path, facebook({}, header=header))
    told = [str(c) for c in reading.warnings if c.code == "unknown-columns"]
    assert len(told) == 2
    assert "Mood" in told[0]
    assert "country" not in told[0]
    assert ": 90." in told[1]
    # Names that stand twice among them are not listed either.
    again = read_text(tmp_path, facebook({}, header=(*FB, "views", *names, *names)))
    said = [str(c) for c in again.warnings if c.code == "repeated-columns"]
    assert len(said) == 1
    assert said[0].endswith(": views.")
    assert "Land" not in told[1]


def test_a_title_or_a_dash_is_a_text_not_a_missing_cell(tmp_path: Path) -> None:
    text = facebook({"Title": "None"}, {"Title": "-"}, {"Title": " "})
    assert posts(read_text(tmp_path, text))["text"].fillna("").tolist() == ["None", "-", ""]


def foreign(*rows: list[str], width: int = 17) -> str:
    return table([f"Столбец {n}" for n in range(width + 2)], list(rows))


def test_foreign_names_are_read_by_what_the_columns_hold(tmp_path: Path) -> None:
    row = facebook({"Date": "Весь период"}, header=FB[:17]).splitlines()[1].split(",")
    other = facebook({"Date": "07/14/2025", "Post type": "Фото"}, header=FB[:17])
    rows = [[*row, "40", "15"], [*other.splitlines()[1].split(","), "41", "16"]]
    reading = read_text(tmp_path, foreign(*rows), "content.csv")
    frame = posts(reading)
    assert frame[["post_id", "page", "text", "form"]].to_numpy().tolist() == [
        ["939005954986061", "Kohvik", "Kook 1", "photo"],
    ]  # fmt: skip
    assert frame[["views", "reach", "metrics_name"]].isna().all().all()
    assert {"foreign-names", "counts-by-day"} <= codes(reading)


def test_foreign_names_cut_short_are_no_index_error(tmp_path: Path) -> None:
    rows = facebook({}, {}, header=FB[:17]).splitlines()[1:]
    for width in (1, 5, 8, 16):
        text = "\n".join([",".join(f"Veerg {n}" for n in range(width)), *rows])
        only_smmlab_errors(READER, raw(tmp_path, text))


def test_an_order_of_columns_is_proven_by_ids_times_and_links() -> None:
    row = facebook({}, header=FB[:17]).splitlines()[1].split(",")
    assert find_order([row]) is not None
    assert find_order([["", *row[1:]], row]) is not None
    assert find_order([[*row[:6], "14.07.2025 00:00", *row[7:]], row]) is None
    assert find_order([[*row[:8], "https://example.ee/1", *row[9:]]]) is None
    assert find_order([row[:12]]) is None
    assert find_order([]) is None


def test_a_table_of_a_workbook_may_stand_below_a_title(tmp_path: Path) -> None:
    reading = read_text(tmp_path, "Kohvik Kaja\n" + facebook({}))
    assert [note.line for note in reading.notes] == [1]
    assert posts(reading)["source_row"].tolist() == [3]
    assert posts(read_text(tmp_path, "sep=,\n" + facebook({})))["source_row"].tolist() == [3]


def test_names_that_stand_again_in_a_joined_file_are_a_note(tmp_path: Path) -> None:
    one, other = facebook({}, {}), facebook({}, {"Post ID": "939005954986009"})
    reading = read_text(tmp_path, one + other)
    assert [(note.line, note.reason) for note in reading.notes] == [(4, "The column names again.")]
    assert posts(reading)["source_row"].tolist() == [2, 3, 6]
    assert [row.line for row in reading.merged] == [5]
    assert reading.rejected == ()


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
