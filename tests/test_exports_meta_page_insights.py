"""Old Page Insights: the second row tells twins apart, people are no counts, a week is no day."""

from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from meta_files import NOW, codes, only_smmlab_errors, raw, read, table
from smmlab.errors import ExportError
from smmlab.exports.catalogue import READERS
from smmlab.exports.hints import DateOrder, Hints
from smmlab.exports.meta.page_insights import READER
from smmlab.exports.reading import Reading
from smmlab.exports.sieve import fold_repeats
from smmlab.schema import check

STORIES = "Lifetime Post Stories by action type - "
POSTS = {
    "Post ID": "", "Permalink": "", "Post Message": "", "Type": "", "Countries": "",
    "Languages": "", "Posted": "", "Audience Targeting": "",
    "Lifetime Post Total Reach": "Lifetime: People reached. (Unique Users)",
    "Lifetime Post organic reach": "Lifetime: People reached unpaid. (Unique Users)",
    "Lifetime Post Paid Reach": "Lifetime: People reached by paying. (Unique Users)",
    "Lifetime Post Total Impressions": "Lifetime: Times shown. (Total Count)",
    "Lifetime Post Consumptions": "Lifetime: Clicks. (Total Count)",
    f"{STORIES}like": "Lifetime: Stories. (Total Count)",
}  # fmt: skip
POST = {
    "Post ID": "200000000000017_1010000000000001", "Post Message": "Kuklid", "Type": "Photo",
    "Permalink": "https://www.facebook.com/kaja/posts/1", "Posted": "2/9/2016 0:30",
    "Lifetime Post Total Reach": "900", "Lifetime Post organic reach": "600",
    "Lifetime Post Paid Reach": "300", "Lifetime Post Total Impressions": "1500",
    "Lifetime Post Consumptions": "120", f"{STORIES}like": "55",
}  # fmt: skip
DAYS = {
    "Date": "", "Lifetime Total Likes": "Lifetime: Likes. (Unique Users)",
    "Daily New Likes": "Daily: New likes. (Unique Users)",
    "Daily Page Engaged Users": "Daily: Engaged. (Unique Users)",
    "Weekly Page Engaged Users": "Weekly: Engaged. (Unique Users)",
    "Daily Total Reach": "Daily: Reached. (Unique Users)",
    "Daily Total Impressions": "Daily: Shown. (Total Count)",
}  # fmt: skip
DAY = {"Date": "2016-03-12", "Lifetime Total Likes": "1200", "Daily New Likes": "3",
       "Daily Page Engaged Users": "40", "Weekly Page Engaged Users": "210",
       "Daily Total Reach": "350", "Daily Total Impressions": "700"}  # fmt: skip
HOSTILE = settings(max_examples=50, deadline=None,
                   suppress_health_check=[HealthCheck.function_scoped_fixture])  # fmt: skip


def made(
    names: dict[str, str],
    sound: dict[str, str],
    *changes: dict[str, str],
    extra: tuple[tuple[str, str, str], ...] = (),
    delimiter: str = ",",
) -> str:
    """Write an export; ``extra`` columns have a name, a description and a value."""
    rows = [[*names.values(), *(words for _, words, _ in extra)]]
    for place, change in enumerate(changes, start=1):
        row = {**sound, "Post ID": f"200000000000017_101000000000000{place}", **change}
        rows.append([*(row.get(name, "") for name in names), *(value for _, _, value in extra)])
    return table([*names, *(name for name, _, _ in extra)], rows, delimiter)


def posts_of(*changes: dict[str, str], extra: tuple[tuple[str, str, str], ...] = ()) -> str:
    return made(POSTS, POST, *changes, extra=extra)


def tables(reading: Reading) -> dict[str, pd.DataFrame]:
    for name, frame in reading.tables.items():
        filled = frame.assign(source_file="f", exported_at=NOW)
        check(filled.astype({"source_file": "str", "exported_at": "Int64"}), name)
    return reading.tables


def posts(folder: Path, text: str | bytes, name: str = "posts.csv") -> pd.DataFrame:
    return tables(read(READER, raw(folder, text, name)))["posts"]


def test_a_post_is_what_its_row_says(tmp_path: Path) -> None:
    name = "Facebook Insights Data Export (Post Level) - Kohvik Kaja - 2016-07-27.csv"
    reading = read(READER, raw(tmp_path, posts_of({}), name))
    post = tables(reading)["posts"].iloc[0]
    # Half past midnight in California, in winter.
    assert post["at"] == 1_455_006_600
    assert post[["network", "page", "post_id", "clock", "precision", "form", "text"]].tolist() == [
        "facebook", "Kohvik Kaja", "1010000000000001", "America/Los_Angeles", "minute", "photo",
        "Kuklid",
    ]  # fmt: skip
    assert post[["reach", "impressions", "clicks", "reactions"]].tolist() == [900, 1500, 120, 55]
    assert post["paid_share"] == pytest.approx(1 / 3)
    assert post[["views", "comments", "shares", "saves", "follows"]].isna().all()
    assert reading.exported_at == 1_469_663_999  # the end of the day in the name
    assert [(note.line, note.reason) for note in reading.notes] == [
        (2, "What the columns count, in words.")
    ]
    assert reading.rows_read == 2


def test_of_twin_columns_the_second_row_tells_which_counts_times(tmp_path: Path) -> None:
    views = "Lifetime Total Video Views"
    people = (views, "Lifetime: Viewers. (Unique Users)", "210")
    times = (views, "Lifetime: Views. (Total Count)", "260")
    for extra in ((people, times), (times, people)):
        assert posts(tmp_path, posts_of({}, extra=extra))["views"].tolist() == [260]
    # Only people, or twins without a word below them, are no count of views.
    assert posts(tmp_path, posts_of({}, extra=(people,)))["views"].isna().all()
    dumb = ((views, "", "210"), (views, "", "260"))
    assert posts(tmp_path, posts_of({}, extra=dumb))["views"].isna().all()
    assert posts(tmp_path, posts_of({}, extra=((views, "", "9"),)))["views"].tolist() == [9]


def test_people_who_reacted_serve_where_reactions_are_not_told(tmp_path: Path) -> None:
    name = "Lifetime Talking About This (Post) by action type - comment"
    extra = ((name, "Lifetime: People. (Unique Users)", "7"),)
    reading = read(READER, raw(tmp_path, posts_of({}, extra=extra)))
    assert tables(reading)["posts"]["comments"].tolist() == [7]


def test_minutes_watched_become_seconds(tmp_path: Path) -> None:
    extra = (("Lifetime Total Video View Time (in Minutes)", "Lifetime: Minutes. (Total Count)",
              "2.5"),)  # fmt: skip
    assert posts(tmp_path, posts_of({}, extra=extra))["watch_seconds"].tolist() == [150]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"Post ID": "kuklid"}, "This row has no usable post id: kuklid."),
        ({"Post ID": ""}, "This row has no usable post id: ."),
        ({"Posted": "13/13/2016 1:00"}, "The publish time 13/13/2016 1:00 cannot be."),
        ({"Posted": "1/1/2035 2:30"}, "The publish time 1/1/2035 2:30 cannot be."),
        ({"Lifetime Post Total Reach": "many"},
         "many is no count, in the column Lifetime Post Total Reach."),
        ({"Lifetime Post Consumptions": "-1"},
         "-1 is no count, in the column Lifetime Post Consumptions."),
    ],
)  # fmt: skip
def test_what_cannot_be_is_rejected(tmp_path: Path, change: dict[str, str], reason: str) -> None:
    reading = read(READER, raw(tmp_path, posts_of({}, change)))
    assert [str(row) for row in reading.rejected] == [f"line 4: {reason}"]
    assert len(tables(reading)["posts"]) == 1


def test_summer_and_winter_and_the_repeated_hour(tmp_path: Path) -> None:
    moments = ["10/1/2015 21:00", "11/1/2015 1:30", "12/1/2015 21:00"]
    reading = read(READER, raw(tmp_path, posts_of(*({"Posted": text} for text in moments))))
    # 21:00 PDT, the first half past one (PDT), 21:00 PST.
    assert tables(reading)["posts"]["at"].tolist() == [1_443_758_400, 1_446_366_600, 1_449_032_400]
    assert "repeated-hour" in codes(reading)


@pytest.mark.parametrize(
    "change",
    [{"Posted": "9.02.2016 0:30"}, {"Post ID": "1.01E+15"},
     {"Lifetime Post Total Reach": "3.märts"}, {"Lifetime Post Total Reach": "03.04.2016"}],
)  # fmt: skip
def test_what_excel_spoilt_is_refused(tmp_path: Path, change: dict[str, str]) -> None:
    with pytest.raises(ExportError, match="saved in Excel"):
        READER.read(raw(tmp_path, posts_of({}, change)))


def test_dates_that_excel_swapped_are_refused(tmp_path: Path) -> None:
    text = posts_of({"Posted": "2016-09-02 00:30:00"}, {"Posted": "2/16/2016 0:30"})
    with pytest.raises(ExportError, match="saved in Excel"):
        READER.read(raw(tmp_path, text))


def test_semicolons_and_utf_16_do_no_harm(tmp_path: Path) -> None:
    proof = {"Posted": "2/19/2016 0:30"}
    plain = posts(tmp_path, posts_of({}, proof))
    semicolons = made(POSTS, POST, {}, proof, delimiter=";")
    pd.testing.assert_frame_equal(posts(tmp_path, semicolons), plain)
    tabs = b"\xff\xfe" + made(POSTS, POST, {}, proof, delimiter="\t").encode("utf-16-le")
    pd.testing.assert_frame_equal(posts(tmp_path, tabs), plain)


def test_days_have_only_what_is_of_one_day(tmp_path: Path) -> None:
    zero = {"Date": "2016-03-13", "Daily Page Engaged Users": "", "Daily Total Reach": "0",
            "Daily Total Impressions": "--"}  # fmt: skip
    bare = {"Date": "2016-03-14", "Daily Page Engaged Users": "", "Daily Total Reach": "",
            "Daily Total Impressions": ""}  # fmt: skip
    reading = read(READER, raw(tmp_path, made(DAYS, DAY, {}, zero, bare, {"Date": "total"})))
    daily = tables(reading)["daily"]
    found = sorted(daily[["metric", "day", "value"]].itertuples(index=False, name=None))
    assert found == [
        ("engaged_people", "2016-03-12", 40.0), ("impressions", "2016-03-12", 700.0),
        ("reach", "2016-03-12", 350.0), ("reach", "2016-03-13", 0.0),
    ]  # fmt: skip
    assert daily["clock"].unique().tolist() == ["America/Los_Angeles"]
    assert [note.line for note in reading.notes] == [2, 5]
    assert [row.line for row in reading.rejected] == [6]
    told = next(str(c) for c in reading.warnings if c.code == "longer-periods")
    assert ": 2." in told


def test_both_rows_of_names_may_stand_again_in_a_joined_file(tmp_path: Path) -> None:
    reading = read(READER, raw(tmp_path, posts_of({}, {}) + posts_of({"Type": "Link"})))
    assert [note.line for note in reading.notes] == [2, 5, 6]
    assert len(tables(reading)["posts"]) == 2
    assert [row.line for row in reading.merged] == [7]
    assert reading.rejected == ()


def test_titles_alone_are_no_rows_and_say_so(tmp_path: Path) -> None:
    for text in (posts_of(), made(DAYS, DAY)):
        reading = read(READER, raw(tmp_path, text))
        assert not any(map(len, tables(reading).values()))
        assert "no-rows" in codes(reading)


def test_whole_shuffled_and_halved_files_give_the_same_posts(tmp_path: Path) -> None:
    same = {"Post ID": "200000000000017_1010000000000009"}
    rows = [{**same, "Lifetime Post Total Reach": "5"}, {**same, "Type": "", "Posted": ""},
            {**same, "Lifetime Post Total Reach": "", "Post Message": ""}, {"Post ID": "12345"},
            {"Post ID": "12346", "Posted": "2/9/2016"}]  # fmt: skip

    def kept(*chosen: dict[str, str]) -> pd.DataFrame:
        return posts(tmp_path, posts_of(*chosen))

    def by_key(frame: pd.DataFrame) -> pd.DataFrame:
        return frame.drop(columns="source_row").sort_values("post_id").reset_index(drop=True)

    whole = by_key(kept(*rows))
    assert whole["reach"].tolist() == [900, 900, 900]
    pd.testing.assert_frame_equal(by_key(kept(*reversed(rows))), whole)
    halves = pd.concat([kept(*rows[:2]), kept(*rows[2:])], ignore_index=True)
    pd.testing.assert_frame_equal(by_key(fold_repeats(halves, "posts")[0]), whole)


def test_exactly_one_reader_knows_each_level(tmp_path: Path) -> None:
    for text in (posts_of({}), made(DAYS, DAY, {})):
        export = raw(tmp_path, text)
        assert [reader.name for reader in READERS if reader.matches(export)] == [READER.name]


cell = st.one_of(
    st.sampled_from(["", "0", "-1", "1.5", "--", "2/9/2016 0:30", "2016-03-12", "9.3E+14", "N/A",
                     "200000000000017_1010000000000001", "Lifetime: x", "3.апр"]),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=6),
)  # fmt: skip


@HOSTILE
@given(rows=st.lists(st.lists(cell, min_size=6, max_size=15), max_size=5), is_post=st.booleans())
def test_mutated_rows_are_all_accounted_for(
    tmp_path: Path, rows: list[list[str]], is_post: bool
) -> None:
    names = POSTS if is_post else DAYS
    text = table(list(names), [list(names.values()), *rows])
    only_smmlab_errors(READER, raw(tmp_path, text.encode("utf-8", "ignore")))
    bare = table(list(names), rows)
    only_smmlab_errors(READER, raw(tmp_path, bare.encode("utf-8", "ignore")))


@pytest.mark.parametrize(("dates", "day"), [(None, "09 Feb"), ("dmy", "02 Sep")])
def test_the_order_of_day_and_month_is_proven_or_asked_for(
    tmp_path: Path, dates: DateOrder | None, day: str
) -> None:
    export = replace(raw(tmp_path, posts_of({"Posted": "2/9/2016 0:30"})), hints=Hints(dates))
    at = tables(READER.read(export))["posts"]["at"]
    assert pd.to_datetime(at, unit="s").dt.strftime("%d %b").tolist() == [day]


def test_a_file_saved_with_the_day_first_is_read_so_and_tells_it(tmp_path: Path) -> None:
    text = posts_of({"Posted": "2/9/2016 0:30"}, {"Posted": "25/9/2016 0:30"})
    reading = read(READER, raw(tmp_path, text))
    at = tables(reading)["posts"]["at"]
    assert pd.to_datetime(at, unit="s").dt.strftime("%d %b").tolist() == ["02 Sep", "25 Sep"]
    days = made(DAYS, DAY, {"Date": "2/9/2016"}, {"Date": "25/9/2016"})
    told = read(READER, raw(tmp_path, days))
    assert sorted(set(tables(told)["daily"]["day"])) == ["2016-09-02", "2016-09-25"]
    assert all("other-date-order" in codes(one) for one in (reading, told))
    mixed = posts_of({"Posted": "9/25/2016 0:30"}, {"Posted": "25/9/2016 0:30"})
    with pytest.raises(ExportError, match="saved in Excel"):
        READER.read(raw(tmp_path, mixed))


def test_a_file_of_another_program_is_asked_for_its_order(tmp_path: Path) -> None:
    for text in (
        made(POSTS, POST, {"Posted": "2/9/2016 0:30"}, delimiter=";"),
        posts_of({"Posted": "2-9-2016 0:30"}),
        made(DAYS, DAY, {"Date": "2/9/2016"}, delimiter="\t"),
    ):
        with pytest.raises(ExportError, match=r"Dates such as 2.9.2016.* do not show"):
            READER.read(raw(tmp_path, text))


def test_of_the_hour_that_california_skips_the_day_is_kept(tmp_path: Path) -> None:
    reading = read(READER, raw(tmp_path, posts_of({"Posted": "3/13/2016 2:30"})))
    (post,) = tables(reading)["posts"].to_dict("records")
    midnight = pd.Timestamp("2016-03-13", tz="America/Los_Angeles").timestamp()
    assert (post["at"], post["precision"]) == (midnight, "day")
    assert "skipped-hour" in codes(reading)
