"""Content of a LinkedIn page: one boosted post is one post, its time is in its id."""

from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from meta_files import NOW, codes, only_smmlab_errors, raw, read, table
from sheet_files import STEP, workbook
from smmlab.errors import ExportError
from smmlab.exports.linkedin.content import READER
from smmlab.exports.reading import Reading
from smmlab.exports.source import open_export

SENTENCE = "Engagement metrics for individual posts. All dates and times are in UTC."
HEADER = ("Post title", "Post link", "Post type", "Campaign name", "Posted by", "Created date",
          "Campaign start date", "Campaign end date", "Audience", "Impressions", "Views",
          "Offsite Views", "Clicks", "Click through rate (CTR)", "Likes", "Comments", "Reposts",
          "Follows", "Engagement rate", "Content Type")  # fmt: skip
POSTED = 1_747_126_039  # 2025-05-13 08:47:19 UTC
ID = POSTED * 1000 << 22
LINK = f"https://www.linkedin.com/feed/update/urn:li:activity:{ID}"
POST = {"Post title": "Kook", "Post link": LINK, "Post type": "Organic", "Posted by": "SECRET",
        "Created date": "05/13/2025", "Audience": "All followers", "Impressions": "1526",
        "Clicks": "45", "Click through rate (CTR)": "0.0295", "Likes": "46", "Comments": "1",
        "Reposts": "2", "Engagement rate": "0.06"}  # fmt: skip
PARTS = ("organic", "sponsored", "total")
DAILY = ("Date", *(f"Impressions ({part})" for part in PARTS), "Unique impressions (organic)",
         *(f"{name} ({part})" for name in ("Clicks", "Reactions", "Comments", "Reposts")
           for part in PARTS), *(f"Engagement rate ({part})" for part in PARTS))  # fmt: skip
DAY = ("07/20/2025", "93", "0", "93", "66", *"5051011010110"[:12], "0.06", "0", "0.06")


def post(**changes: str) -> list[str]:
    cells = POST | {name.replace("_", " "): text for name, text in changes.items()}
    return [cells.get(name, "") for name in HEADER]


def sponsored(campaign: str, impressions: str) -> list[str]:
    return post(Post_type="Sponsored", Campaign_name=campaign, Impressions=impressions,
                Likes="0", Comments="0", Reposts="0", Clicks="1", Follows="0")  # fmt: skip


def content(folder: Path, *rows: list[str]) -> Reading:
    return read(READER, workbook(folder, {"All posts": [[SENTENCE], HEADER, *rows]}))


def one(reading: Reading) -> dict[str, object]:
    (found,) = reading.tables["posts"].to_dict("records")
    return found


def test_the_id_tells_the_moment_and_nobody_is_named(tmp_path: Path) -> None:
    reading = content(tmp_path, post())
    found = one(reading)
    assert (found["post_id"], found["at"], found["clock"]) == (str(ID), POSTED, "id")
    assert (found["precision"], found["form"], found["paid_share"]) == ("second", "other", 0.0)
    assert [found[name] for name in ("impressions", "clicks", "reactions", "comments", "shares")
            ] == [1526, 45, 46, 1, 2]  # fmt: skip
    assert pd.isna(found["views"])
    assert "SECRET" not in str(reading.tables["posts"].to_dict())
    assert [note.line for note in reading.notes] == [1]
    assert codes(reading) == set()


def test_a_boosted_post_is_one_post_with_its_paid_share(tmp_path: Path) -> None:
    rows = [post(Follows=""), sponsored("a", "3398"), sponsored("b", "1801"),
            post(Post_type="Total", Impressions="6725", Clicks="47", Follows="0")]  # fmt: skip
    reading = content(tmp_path, *rows)
    found = one(reading)
    assert (found["impressions"], found["clicks"], found["follows"]) == (6725, 47, 0)
    assert found["paid_share"] == pytest.approx(5199 / 6725)
    assert [row.line for row in reading.merged] == [4, 5]
    assert [note.line for note in reading.notes] == [1, 6]
    frames = [part.tables["posts"].drop(columns="source_row") for part in
              (reading, content(tmp_path, *rows[::-1]))]  # fmt: skip
    pd.testing.assert_frame_equal(*frames)


def test_without_a_total_row_the_parts_add_up(tmp_path: Path) -> None:
    reading = content(tmp_path, post(Impressions="100"), sponsored("a", "300"))
    found = one(reading)
    assert (found["impressions"], found["clicks"], found["paid_share"]) == (400, 46, 0.75)
    assert codes(reading) == set()


def test_a_total_alone_is_a_post_whose_paid_share_is_unknown(tmp_path: Path) -> None:
    found = one(content(tmp_path, post(Post_type="Total")))
    assert found["impressions"] == 1526
    assert pd.isna(found["paid_share"])
    assert one(content(tmp_path, sponsored("a", "5")))["paid_share"] == 1.0
    assert pd.isna(one(content(tmp_path, post(Impressions="0")))["paid_share"])


def test_a_total_that_differs_is_used_and_told(tmp_path: Path) -> None:
    rows = [post(Impressions="100"), sponsored("a", "300"),
            post(Post_type="Total", Impressions="500")]  # fmt: skip
    reading = content(tmp_path, *rows)
    assert (one(reading)["impressions"], one(reading)["paid_share"]) == (500, 0.6)
    assert codes(reading) == {"totals-differ"}
    # The second half of a file that was cut below the organic row.
    assert one(content(tmp_path, *rows[1:]))["paid_share"] == 0.6
    small = [*rows[:2], post(Post_type="Total", Impressions="200")]
    assert pd.isna(one(content(tmp_path, *small))["paid_share"])


@pytest.mark.parametrize(("likes", "differ"), [("3", True), ("9", False), ("", False)])
def test_every_count_of_a_total_is_compared(tmp_path: Path, likes: str, differ: bool) -> None:
    same = dict.fromkeys(("Impressions", "Clicks", "Comments", "Reposts"), "0")
    parts = [post(Likes="5", **same)] + [
        post(Post_type="Sponsored", Campaign_name=name, Likes=own, **same)
        for name, own in (("a", "3"), ("b", "1"))
    ]
    reading = content(tmp_path, *parts, post(Post_type="Total", Likes=likes, **same))
    assert ("totals-differ" in codes(reading)) is differ
    assert one(reading)["reactions"] == int(likes or "9")


def test_a_campaign_that_cannot_be_read_leaves_the_share_unknown(tmp_path: Path) -> None:
    rows = [post(Impressions="100"), sponsored("a", "x"),
            post(Post_type="Total", Impressions="500")]  # fmt: skip
    reading = content(tmp_path, *rows)
    assert one(reading)["impressions"] == 500
    assert pd.isna(one(reading)["paid_share"])
    assert [row.line for row in reading.rejected] == [4]


def test_the_same_rows_twice_are_not_added_up(tmp_path: Path) -> None:
    rows = [post(Impressions="100"), sponsored("a", "300")]
    reading = content(tmp_path, *rows, list(HEADER), *rows)
    assert one(reading)["impressions"] == 400
    assert len(reading.merged) == 3
    assert [note.line for note in reading.notes] == [1, 5]


@pytest.mark.parametrize(
    ("changes", "reason"),
    [({"Post_link": ""}, "no link to its post"), ({"Post_type": "Dark"}, "Dark is none of"),
     ({"Likes": "x"}, "x is no count, in the column Likes"),
     ({"Impressions": "1.5"}, "1.5 is no count"), ({"Comments": "-1"}, "-1 is no count"),
     ({"Post_link": "https://lnkd.in/abc", "Created_date": "13/45/2025"}, "cannot be"),
     ({"Post_link": f"urn:li:share:{(NOW + 400_000) * 1000 << 22}"}, "cannot be yet")],
)  # fmt: skip
def test_nonsense_rejects_the_row(tmp_path: Path, changes: dict[str, str], reason: str) -> None:
    reading = content(tmp_path, post(**changes))
    assert reading.tables["posts"].empty
    assert [row.line for row in reading.rejected] == [3]
    assert reason in str(reading.rejected[0])


def test_a_link_without_an_id_has_only_its_day(tmp_path: Path) -> None:
    found = one(content(tmp_path, post(Post_link="https://lnkd.in/abc")))
    assert (found["post_id"], found["at"]) == ("https://lnkd.in/abc", 1_747_094_400)
    assert (found["clock"], found["precision"]) == ("UTC", "day")


def test_the_created_date_is_a_check_in_utc(tmp_path: Path) -> None:
    reading = content(tmp_path, post(Created_date="05/14/2025"))
    assert one(reading)["at"] == POSTED
    assert codes(reading) == {"times-differ"}
    assert codes(content(tmp_path, post(Created_date="2025-05-13"))) == set()


@pytest.mark.parametrize(
    ("said", "form"),
    [("Video", "video"), ("IMAGE", "photo"), ("Multi-image", "carousel"), ("Document", "file"),
     ("Article", "link"), ("Poll", "poll"), ("Hologram", "other"), ("", "other")],
)  # fmt: skip
def test_forms(tmp_path: Path, said: str, form: str) -> None:
    assert one(content(tmp_path, post(Content_Type=said)))["form"] == form


def days(folder: Path, *rows: tuple[str, ...]) -> Reading:
    return read(READER, workbook(folder, {"Metrics": [[SENTENCE], DAILY, *rows]}))


def test_days_become_metrics(tmp_path: Path) -> None:
    reading = days(tmp_path, DAY)
    frame = reading.tables["daily"]
    assert frame[["metric", "value"]].to_numpy().tolist() == [
        ["impressions", 93.0], ["clicks", 5.0], ["reactions", 1.0], ["comments", 1.0],
        ["shares", 1.0], ["reach", 66.0],
    ]  # fmt: skip
    assert frame["day"].unique().tolist() == ["2025-07-20"]
    assert frame["clock"].unique().tolist() == ["UTC"]
    assert codes(reading) == set()


def test_reach_is_missing_on_days_with_sponsored_posts(tmp_path: Path) -> None:
    reading = days(tmp_path, (*DAY[:2], "400", "493", *DAY[4:]))
    assert "reach" not in reading.tables["daily"]["metric"].tolist()
    assert codes(reading) == {"reach-organic-only"}


def test_a_missing_total_is_the_sum_of_its_parts(tmp_path: Path) -> None:
    reading = days(tmp_path, (*DAY[:2], "7", "", *DAY[4:]), ("07/21/2025", *[""] * 19))
    frame = reading.tables["daily"]
    assert frame[frame["metric"] == "impressions"]["value"].tolist() == [100.0]
    assert [note.line for note in reading.notes] == [1, 4]


def test_days_that_cannot_be_are_rejected(tmp_path: Path) -> None:
    rows = [("02/30/2025", *DAY[1:]), ("Total", *DAY[1:]), ("01/01/2031", *DAY[1:]),
            (DAY[0], "x", *DAY[2:])]  # fmt: skip
    reading = days(tmp_path, DAY, *rows)
    assert [row.line for row in reading.rejected] == [4, 5, 6, 7]
    assert len(reading.tables["daily"]) == 6


def test_dates_written_anew_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="saved in Excel"):
        days(tmp_path, ("20.07.2025", *DAY[1:]))
    with pytest.raises(ExportError, match="day before the month"):
        days(tmp_path, ("20/07/2025", *DAY[1:]))
    with pytest.raises(ExportError, match="saved in Excel"):
        days(tmp_path, (*DAY[:3], "3.апр", *DAY[4:]))


def test_both_sheets_the_name_and_unused_sheets(tmp_path: Path) -> None:
    sheets = {"Metrics": [[SENTENCE], DAILY, DAY], "Help": [["words"]],
              "All posts": [[SENTENCE], HEADER, post()]}  # fmt: skip
    reading = read(READER, workbook(tmp_path, sheets, "kohvik_content_1753863379800.xls"))
    assert reading.exported_at == 1_753_863_379
    assert reading.tables["posts"]["source_row"].tolist() == [2 * STEP + 3]
    assert sorted(note.line for note in reading.notes) == [1, STEP + 1, 2 * STEP + 1]
    assert read(READER, workbook(tmp_path, sheets, "x_1999999999000.xls")).exported_at is None


def test_a_table_saved_as_csv_is_read(tmp_path: Path) -> None:
    row = post(Impressions="1 526", Engagement_rate="0,06")
    text = SENTENCE + ";" * 19 + "\n" + table(HEADER, [row], ";")
    assert one(read(READER, raw(tmp_path, text)))["impressions"] == 1526


def test_the_old_form_with_updates(tmp_path: Path) -> None:
    old = {"Post title": "Update title", "Post link": "Update link", "Post type": "Update type",
           "Views": "Video views", "Reposts": "Shares"}  # fmt: skip
    header = [old.get(name, name) for name in HEADER]
    found = one(read(READER, workbook(tmp_path, {"Update engagement": [header, post()]})))
    assert (found["metrics_name"], found["shares"]) == ("linkedin-page-updates", 2)


def test_no_rows_is_said_and_foreign_tables_are_not_matched(tmp_path: Path) -> None:
    assert codes(content(tmp_path)) == {"no-rows"}
    assert not READER.matches(raw(tmp_path, "Date,Impressions\n07/20/2025,1\n"))


def test_the_real_page(shared: Path) -> None:
    name = "samples/linkedin/company_content_trimmed_redacted.xlsx"
    reading = read(READER, open_export(shared / name))
    posts = reading.tables["posts"].set_index("post_id")
    boosted = posts.loc["7327977736608571394"]
    assert boosted["impressions"] == 1526 + 3398 + 1801
    assert boosted["paid_share"] == pytest.approx((3398 + 1801) / 6725)
    assert codes(reading) == set()
    assert (reading.rows_read, len(reading.rejected)) == (65, 0)


CELLS = st.one_of(
    st.sampled_from(["", LINK, "Organic", "Sponsored", "Total", "05/13/2025", "20.07.2025", "12",
                     "3.апр", "-1", "1E+17", "99999999999999999999", "urn:li:share:9", "Date"]),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=6),
)  # fmt: skip


@settings(max_examples=25, deadline=None, derandomize=True,
          suppress_health_check=[HealthCheck.function_scoped_fixture])  # fmt: skip
@given(
    posts=st.lists(st.lists(CELLS, max_size=21), max_size=5),
    daily=st.lists(st.lists(CELLS, max_size=21), max_size=4),
)
def test_any_rows_are_accounted_for_or_refused(
    tmp_path: Path, posts: list[list[str]], daily: list[list[str]]
) -> None:
    sheets = {"Metrics": [[SENTENCE], DAILY, DAY, *daily],
              "All posts": [[SENTENCE], HEADER, post(), *posts]}  # fmt: skip
    only_smmlab_errors(READER, workbook(tmp_path, sheets))
    only_smmlab_errors(READER, raw(tmp_path, table(HEADER, [post(), *posts])))
