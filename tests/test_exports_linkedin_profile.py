"""Analytics of a LinkedIn profile: two lists of posts side by side, days, followers, groups."""

from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from meta_files import NOW, codes, only_smmlab_errors, raw, read
from sheet_files import workbook
from smmlab.exports.linkedin.profile import READER
from smmlab.exports.reading import Reading

FIRST, SECOND = 1_765_702_800, 1_765_871_110  # 2025-12-14 09:00:00, 2025-12-16 07:45:10 UTC
TOP = ("Post URL", "Post publish date", "Engagements", "", "Post URL", "Post publish date",
       "Impressions")  # fmt: skip
LIMIT = ["Maximum of 50 posts available to include in this list"]


def link(at: int) -> str:
    return f"https://www.linkedin.com/feed/update/urn:li:activity:{at * 1000 << 22}"


def half(at: int, count: str, day: str = "12/16/2025") -> tuple[str, str, str]:
    return (link(at), day, count)


def top(folder: Path, *rows: tuple[str, ...]) -> Reading:
    return read(READER, workbook(folder, {"TOP POSTS": [LIMIT, [], TOP, *rows]}))


def test_two_lists_become_posts_once_each(tmp_path: Path) -> None:
    rows = [(*half(SECOND, "9"), "", *half(FIRST, "1,358")),
            (*half(FIRST, "3"), "", *half(SECOND, "515"))]  # fmt: skip
    reading = top(tmp_path, *rows)
    posts = reading.tables["posts"].sort_values("at")
    assert posts[["at", "impressions", "source_row"]].to_numpy().tolist() == [
        [FIRST, 1358, 4], [SECOND, 515, 4],
    ]  # fmt: skip
    assert posts["clock"].unique().tolist() == ["id"]
    assert posts["page"].unique().tolist() == ["profile"]
    assert [row.line for row in reading.merged] == [5]
    turned = top(tmp_path, *rows[::-1]).tables["posts"]
    names = ["post_id", "at", "impressions"]
    pd.testing.assert_frame_equal(
        turned.sort_values("at")[names].reset_index(drop=True),
        posts[names].reset_index(drop=True),
    )


def test_the_name_in_a_link_is_not_kept(tmp_path: Path) -> None:
    number = FIRST * 1000 << 22
    slug = f"https://www.linkedin.com/posts/SECRET-NAME_kook-share-{number}-aBcD?utm_source=x"
    (post,) = top(tmp_path, (slug, "12/14/2025", "1")).tables["posts"].to_dict("records")
    assert post["url"] == f"https://www.linkedin.com/feed/update/urn:li:share:{number}/"
    assert (post["post_id"], post["at"]) == (str(number), FIRST)


def test_the_filling_beside_a_shorter_list_is_no_post(tmp_path: Path) -> None:
    rows = [("481", "481", "481", "481", *half(FIRST, "2")), ("481",) * 7]
    reading = top(tmp_path, *rows)
    assert reading.tables["posts"]["impressions"].tolist() == [2]
    assert [str(row) for row in reading.rejected] == ["line 5: This row has no link to its post."]
    assert codes(reading) == set()


def test_a_row_is_rejected_only_when_neither_half_can_be_used(tmp_path: Path) -> None:
    late = link(NOW + 400_000)
    rows = [(*half(FIRST, "x"), "", *half(SECOND, "5")), (*half(FIRST, "x"), "", "", "", ""),
            (late, "12/16/2025", "1", "", "", "", ""),
            ("https://lnkd.in/a", "99/99/2025", "1", "", "", "", "")]  # fmt: skip
    reading = top(tmp_path, *rows)
    assert reading.tables["posts"]["at"].tolist() == [SECOND]
    assert [row.line for row in reading.rejected] == [5, 6, 7]
    assert "x is no count, in the column Engagements" in str(reading.rejected[0])
    assert codes(reading) == {"posts-lost"}


def test_days_of_engagement(tmp_path: Path) -> None:
    rows = [("Date", "Impressions", "Engagements"), ("1/31/2026", "1,146", "6"),
            ("2/1/2026", "", ""), ("2/2/2026", "x", "1")]  # fmt: skip
    reading = read(READER, workbook(tmp_path, {"ENGAGEMENT": rows}))
    assert reading.tables["daily"][["page", "metric", "day", "value"]].to_numpy().tolist() == [
        ["profile", "impressions", "2026-01-31", 1146.0],
        ["profile", "interactions", "2026-01-31", 6.0],
    ]
    assert [note.line for note in reading.notes] == [3]
    assert [row.line for row in reading.rejected] == [4]


@pytest.mark.parametrize(
    "above",
    [[("Total followers on 2/1/2026:", "812"), ()],
     [("Total followers on 2/1/2026", ""), ("Total followers", "812"), ()]],
)  # fmt: skip
def test_followers_come_and_are_counted(tmp_path: Path, above: list[tuple[str, ...]]) -> None:
    rows = [*above, ("Date", "New followers"), ("1/31/2026", "4"), ("2/1/2026", "0")]
    reading = read(READER, workbook(tmp_path, {"FOLLOWERS": rows}))
    frame = reading.tables["daily"].sort_values(["metric", "day"])
    assert frame[["metric", "day", "value"]].to_numpy().tolist() == [
        ["followers", "2026-02-01", 812.0], ["follows", "2026-01-31", 4.0],
        ["follows", "2026-02-01", 0.0],
    ]  # fmt: skip
    assert len(reading.notes) == len(above) - 2


def test_a_base_that_cannot_be_read_is_a_note(tmp_path: Path) -> None:
    for said in ("Total followers on 99/99/2026:", "Total followers on 2/1/2031", "Followers"):
        rows = [(said, "812"), ("Date", "New followers"), ("1/31/2026", "4")]
        reading = read(READER, workbook(tmp_path, {"FOLLOWERS": rows}))
        assert reading.tables["daily"]["metric"].tolist() == ["follows"]
        assert [note.line for note in reading.notes] == [1]


def groups(folder: Path, *rows: tuple[str, ...], name: str = "DEMOGRAPHICS") -> Reading:
    header = ("Top Demographics", "Value", "Percentage")
    return read(READER, workbook(folder, {name: [header, *rows]}))


def test_groups_as_fractions_or_percent(tmp_path: Path) -> None:
    rows = [("Locations", "Tallinn", "0.31"), ("Industry", "Retail", "12%"),
            ("Company size", "11–50", "0.5%"), ("Job titles", "Founder", "0.05"),
            ("Seniority", "Senior", "< 1%"), ("Seniority", "Entry", "1.4"),
            ("Seniority", "", "0.1"), ("Seniority", "Owner", "x")]  # fmt: skip
    reading = groups(tmp_path, *rows)
    assert reading.tables["audience"][["dimension", "value", "share"]].to_numpy().tolist() == [
        ["city", "Tallinn", 0.31], ["industry", "Retail", 0.12], ["company_size", "11-50", 0.005],
    ]  # fmt: skip
    assert [note.line for note in reading.notes] == [5, 6]
    assert [row.line for row in reading.rejected] == [7, 8, 9]


def test_groups_of_readers_are_not_followers(tmp_path: Path) -> None:
    reading = groups(tmp_path, ("Location", "Tallinn", "2%"), name="CONTENT DEMOGRAPHICS")
    assert reading.tables["audience"].empty
    assert [note.line for note in reading.notes] == [2]


def test_other_tables_are_left_alone(tmp_path: Path) -> None:
    for text in ("Date,New followers,Total followers,Reached audience,Engaged audience\n",
                 "Date,Impressions,Likes,Engagements\n"):  # fmt: skip
        assert not READER.matches(raw(tmp_path, text))


CELLS = st.one_of(
    st.sampled_from(["", link(FIRST), "1/31/2026", "31.01.2026", "12", "3.апр", "-1", "481", "5%",
                     "Location", "https://x", "9" * 30, "Total followers on 2/1/2026"]),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=6),
)  # fmt: skip
ROWS = st.lists(st.lists(CELLS, max_size=8), max_size=4)


@settings(max_examples=30, deadline=None, derandomize=True,
          suppress_health_check=[HealthCheck.function_scoped_fixture])  # fmt: skip
@given(posts=ROWS, days=ROWS, above=ROWS, people=ROWS)
def test_any_rows_are_accounted_for_or_refused(
    tmp_path: Path,
    posts: list[list[str]],
    days: list[list[str]],
    above: list[list[str]],
    people: list[list[str]],
) -> None:
    sheets = {
        "TOP POSTS": [LIMIT, TOP, (*half(FIRST, "1"), "", *half(SECOND, "2")), *posts],
        "ENGAGEMENT": [("Date", "Impressions", "Engagements"), *days],
        "FOLLOWERS": [*above, ("Date", "New followers"), *days],
        "DEMOGRAPHICS": [("Top Demographics", "Value", "Percentage"), *people],
    }
    only_smmlab_errors(READER, workbook(tmp_path, sheets))
