"""Sprout Social, post performance: ids of each network, two clocks, paid parts, bad rows."""

from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from meta_files import codes, only_smmlab_errors, raw, read, shortcode, table
from smmlab.errors import ExportError
from smmlab.exports.hints import Hints
from smmlab.exports.reading import Reading
from smmlab.exports.source import RawExport, open_export
from smmlab.exports.tools.sprout_posts import READER

HEADER = ("Date", "Post ID", "Network", "Post Type", "Content Type", "Profile", "Sent by", "Link",
          "Post", "Impressions", "Organic Impressions", "Paid Impressions", "Organic Reach",
          "Paid Reach", "Reactions", "Likes", "Comments", "Post Clicks (All)")  # fmt: skip
ROW = {"Date": "03/02/2026 9:15 am", "Post ID": "939005954986_122169575834", "Network": "Facebook",
       "Post Type": "Post", "Content Type": "Photo", "Profile": "Kohvik", "Sent by": "Mari Mets",
       "Post": "Kook", "Impressions": "1,000", "Reactions": "5"}  # fmt: skip


def sprout(*changes: dict[str, str]) -> str:
    rows = [[{**ROW, **change}.get(name, "") for name in HEADER] for change in changes]
    return table(HEADER, rows)


def tallinn(folder: Path, *changes: dict[str, str]) -> RawExport:
    path = raw(folder, sprout(*changes)).path
    return open_export(path, hints=Hints(zone="Europe/Tallinn"))


def posts(folder: Path, *changes: dict[str, str]) -> Reading:
    return read(READER, tallinn(folder, *changes))


def only(folder: Path, **changes: str) -> dict[str, object]:
    change = {name.replace("_", " "): value for name, value in changes.items()}
    (post,) = posts(folder, change).tables["posts"].to_dict("records")
    return post


def test_a_row_becomes_a_post_on_the_clock_of_the_project(tmp_path: Path) -> None:
    reading = posts(tmp_path, {})
    (post,) = reading.tables["posts"].to_dict("records")
    # 09:15 in Tallinn is 07:15 UTC in winter.
    assert (post["at"], post["clock"], post["precision"]) == (
        1_772_435_700, "Europe/Tallinn", "minute",
    )  # fmt: skip
    assert (post["post_id"], post["form"], post["page"]) == ("122169575834", "photo", "Kohvik")
    assert (post["impressions"], post["reactions"]) == (1000, 5)
    assert pd.isna(post["comments"])
    assert codes(reading) == {"project-zone"}


@pytest.mark.parametrize(
    ("text", "hour"),
    [("03/02/2026 12:30 am", 0.5), ("03/02/2026 00:30 am", 0.5), ("03/02/2026 12:30 pm", 12.5),
     ("03/02/2026 1:30 PM", 13.5), ("03/02/2026 13:30 pm", 13.5), ("03-02-2026 13:30", 13.5),
     ("03-02-2026", 0)],
)  # fmt: skip
def test_both_clocks_are_read(tmp_path: Path, text: str, hour: float) -> None:
    midnight = 1_772_402_400  # 2026-03-02 00:00 in Tallinn
    assert only(tmp_path, Date=text)["at"] == midnight + hour * 3600


@pytest.mark.parametrize(
    ("network", "cell", "link", "found"),
    [
        ("Facebook", "1_22", "", "22"),
        ("LinkedIn", "urn:li:ugcPost:7435225336381440005", "", "7435225336381440005"),
        ("TikTok", "v_pub_url~v2.7667610942372327481",
         "https://www.tiktok.com/@k/video/7467610942372327481", "7467610942372327481"),
        ("YouTube", "kA1kohv-1kA", "", "kA1kohv-1kA"),
        ("Bluesky", "at://did:plc:a/app.bsky.feed.post/b", "", "at://did:plc:a/app.bsky.feed.post/b"),
        ("Instagram", "", "https://www.instagram.com/p/DHX59qFEtaH/", "DHX59qFEtaH"),
    ],
)  # fmt: skip
def test_ids_are_those_of_the_network(
    tmp_path: Path, network: str, cell: str, link: str, found: str
) -> None:
    assert only(tmp_path, Network=network, Post_ID=cell, Link=link)["post_id"] == found


def test_the_time_in_an_id_or_link_wins(tmp_path: Path) -> None:
    at = 1_772_697_601
    tweet = str(((at * 1000 - 1_288_834_974_657) << 22) + 7)
    link = f"https://www.instagram.com/reel/{shortcode(at * 1000)}/"
    reading = posts(
        tmp_path,
        {"Network": "X", "Post ID": tweet},
        {"Network": "Instagram", "Post ID": "18355151116178001", "Link": link, "Date": "soon"},
    )
    assert reading.tables["posts"]["at"].tolist() == [at, at]
    assert set(reading.tables["posts"]["clock"]) == {"id"}
    assert codes(reading) == set()


def test_a_network_may_be_told_by_the_link_alone(tmp_path: Path) -> None:
    post = only(tmp_path, Network="", Post_ID="", Link="https://x.com/k/status/2029134785925873741")
    assert (post["network"], post["post_id"]) == ("x", "2029134785925873741")


def test_paid_parts_are_of_impressions_else_of_reach(tmp_path: Path) -> None:
    views = {"Organic Impressions": "75", "Paid Impressions": "25"}
    reach = {"Organic Reach": "1", "Paid Reach": "1"}
    assert only(tmp_path, **{k.replace(" ", "_"): v for k, v in (views | reach).items()})[
        "paid_share"
    ] == pytest.approx(0.25)
    assert only(tmp_path, Organic_Reach="1", Paid_Reach="1")["paid_share"] == pytest.approx(0.5)
    none = only(tmp_path, Organic_Impressions="0", Paid_Impressions="0")
    assert pd.isna(none["paid_share"])


@pytest.mark.parametrize(
    ("post_type", "content_type", "form"),
    [("Post", "Photos", "photo"), ("Instagram Reel", "Video", "short"), ("Story", "", "story"),
     ("YouTube Short", "Video", "short"), ("Post", "Document", "file"), ("Post", "", "other"),
     ("Post", "Hologram", "other"), ("Tweet", "Text", "text")],
)  # fmt: skip
def test_forms(tmp_path: Path, post_type: str, content_type: str, form: str) -> None:
    assert only(tmp_path, Post_Type=post_type, Content_Type=content_type)["form"] == form


def test_seconds_watched_may_be_broken(tmp_path: Path) -> None:
    header = (*HEADER, "Video View Time (Seconds)")
    rows = [[{**ROW, "Post ID": f"1_{n}"}.get(name, "") for name in HEADER] + [text]
            for n, text in enumerate(("1,503.5", "", "-2", "kaua"))]  # fmt: skip
    reading = read(READER, raw(tmp_path, table(header, rows)))
    assert reading.tables["posts"]["watch_seconds"].fillna(-1).tolist() == [1503.5, -1]
    assert ["Video View Time" in str(row) for row in reading.rejected] == [True, True]


def test_likes_stand_in_for_reactions(tmp_path: Path) -> None:
    assert only(tmp_path, Reactions="", Likes="7")["reactions"] == 7


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"Network": "Google My Business"}, "Google My Business"),
        ({"Post ID": ""}, "no usable post id"),
        ({"Network": "X", "Post ID": "abc"}, "abc"),
        ({"Date": "13/13/2026 9:15 am"}, "13/13/2026 9:15 am cannot be"),
        ({"Date": "03/02/2027"}, "03/02/2027 cannot be"),
        ({"Date": "03/02/2026 13:30 am"}, "13:30 am cannot be"),
        ({"Impressions": "-1"}, "-1 is no count, in the column Impressions"),
        ({"Post Clicks (All)": "viis"}, "viis is no count, in the column Post Clicks"),
    ],
)
def test_bad_rows_are_rejected_with_the_reason(
    tmp_path: Path, change: dict[str, str], reason: str
) -> None:
    reading = posts(tmp_path, change, {"Post ID": "1_2"})
    assert [row.line for row in reading.rejected] == [2]
    assert reason in str(reading.rejected[0])
    assert len(reading.tables["posts"]) == 1


def test_an_hour_that_comes_twice_is_told(tmp_path: Path) -> None:
    assert "repeated-hour" in codes(posts(tmp_path, {"Date": "10/26/2025 3:20 am"}))


def test_totals_and_repeated_names_are_notes(tmp_path: Path) -> None:
    names = {name: name for name in HEADER}
    total = dict.fromkeys(HEADER, "") | {"Date": "Total", "Impressions": "1,000"}
    reading = posts(tmp_path, {}, names, total, {"Post": "Total", "Post ID": "3"})
    assert [row.line for row in reading.notes] == [3, 4]
    assert reading.tables["posts"]["text"].tolist() == ["Kook", "Total"]


def test_repeated_posts_keep_the_largest_counts(tmp_path: Path) -> None:
    reading = posts(tmp_path, {"Reactions": "5"}, {"Reactions": "9", "Impressions": ""})
    post = reading.tables["posts"].iloc[0]
    assert (post["reactions"], post["impressions"]) == (9, 1000)
    assert [row.line for row in reading.merged] == [3]


@pytest.mark.parametrize(
    "change",
    [{"Post ID": "1.22166E+17"}, {"Date": "16.02.2025 9:15"}, {"Impressions": "3.апр"}],
)
def test_what_excel_has_spoilt_is_refused(tmp_path: Path, change: dict[str, str]) -> None:
    with pytest.raises(ExportError, match="saved in Excel"):
        READER.read(tallinn(tmp_path, change))


def test_the_author_is_never_read(tmp_path: Path) -> None:
    assert "Mets" not in posts(tmp_path, {}).tables["posts"].to_csv()


def test_only_its_own_files_match(tmp_path: Path) -> None:
    assert READER.matches(raw(tmp_path, sprout({})))
    profiles = "Date,Network,Audience,Net Audience Growth\n03-01-2026,Facebook,1,0\n"
    for foreign in ("", "Post ID,Date,Post type\n1,2,3\n", profiles, "{}", '"Date'):
        assert not READER.matches(raw(tmp_path, foreign or " "))


def test_names_without_rows_are_told(tmp_path: Path) -> None:
    assert codes(read(READER, raw(tmp_path, sprout()))) == {"no-rows"}


def test_order_and_split_do_not_matter(tmp_path: Path) -> None:
    rows = [{"Post ID": f"1_{n}", "Reactions": str(n)} for n in range(1, 6)]
    rows += [{"Post ID": "1_2", "Reactions": "40"}]
    whole, turned = (
        posts(tmp_path, *order).tables["posts"].drop(columns="source_row").sort_values("post_id")
        for order in (rows, rows[::-1])
    )
    pd.testing.assert_frame_equal(whole.reset_index(drop=True), turned.reset_index(drop=True))


@settings(max_examples=25, deadline=None, derandomize=True,
          suppress_health_check=[HealthCheck.function_scoped_fixture])  # fmt: skip
@given(data=st.data())
def test_nothing_but_our_errors_leaves_the_reader(tmp_path: Path, data: st.DataObject) -> None:
    junk = st.sampled_from(
        ["", "1e400", "9" * 400, "a\nb", "Total", "\x00", "1.1.2026", "=1+1", "https://x.com/",
         "99/99/9999 99:99 pm", "urn:li:share:" + "9" * 30, "_", "'", "-", "١٢"]
    ) | st.text(max_size=8)  # fmt: skip
    rows = data.draw(st.lists(st.dictionaries(st.sampled_from(HEADER), junk), max_size=4))
    text = sprout({}, *rows)
    cut = data.draw(st.integers(0, 40))
    only_smmlab_errors(
        READER, raw(tmp_path, (text[:-cut] if cut else text).encode("utf-8", "replace"))
    )


def test_a_file_saved_with_the_day_first_is_read_so_and_tells_it(tmp_path: Path) -> None:
    dates = [{"Date": "04/03/2026 9:15 am", "Post ID": "1_1"},
             {"Date": "30/04/2025 9:15 am", "Post ID": "1_2"}]  # fmt: skip
    reading = posts(tmp_path, *dates)
    days = pd.to_datetime(reading.tables["posts"]["at"], unit="s").dt.strftime("%Y-%m-%d")
    assert days.tolist() == ["2026-03-04", "2025-04-30"]
    assert "other-date-order" in codes(reading)
    with pytest.raises(ExportError, match="saved in Excel"):
        posts(tmp_path, *dates, {"Date": "04/30/2025", "Post ID": "1_3"})


def test_what_the_user_says_and_what_an_id_carries_show_the_order(tmp_path: Path) -> None:
    change = {"Date": "04/03/2026 9:15 am"}
    asked = replace(tallinn(tmp_path, change), hints=Hints("dmy", "UTC"))
    at = READER.read(asked).tables["posts"]["at"]
    assert at.tolist() == [int(pd.Timestamp("2026-03-04 09:15", tz="UTC").timestamp())]
    code = shortcode(int(pd.Timestamp("2026-03-05 09:15", tz="UTC").timestamp()) * 1000)
    linked = {"Date": "05/03/2026 11:15 am", "Network": "Instagram",
              "Link": f"https://www.instagram.com/p/{code}/"}  # fmt: skip
    reading = posts(tmp_path, change, linked)
    assert "other-date-order" in codes(reading)
    assert reading.tables["posts"]["at"].iloc[0] == at.iloc[0] - 2 * 3600


def test_a_file_of_another_program_is_asked_for_its_order(tmp_path: Path) -> None:
    text = sprout({"Date": "03/02/2026 9:15 am"})
    assert len(posts(tmp_path, {"Date": "03/02/2026 9:15 am"}).tables["posts"]) == 1
    for other in (text.replace(",", ";"), text.replace("03/02/2026", "3/2/26")):
        with pytest.raises(ExportError, match="do not show whether the day or the month"):
            READER.read(raw(tmp_path, other))
