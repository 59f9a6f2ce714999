"""Twitter of the years 2014 to 2023: counts as decimals, promoted columns, lost digits of ids."""

from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from meta_files import codes, only_smmlab_errors, read, table
from smmlab.errors import ExportError
from smmlab.exports.reading import Reading
from smmlab.exports.x.activity import READER
from vk_files import facts, lines_of, reasons
from x_files import filled, open_csv, snowflake

AT = 1_443_638_557  # 2015-09-30 18:42:37 UTC
ID = snowflake(AT)
LINK = "https://twitter.com/kalachshop/status/"
COUNTED = ("retweets", "replies", "favorites", "user profile clicks", "url clicks",
           "hashtag clicks", "detail expands", "permalink clicks", "app opens", "app installs",
           "follows", "email tweet", "dial phone", "media views", "media engagements")  # fmt: skip
HEADER = ("Tweet id", "Tweet permalink", "Tweet text", "time", "impressions", "engagements",
          "engagement rate", *COUNTED, "promoted impressions", "promoted engagements",
          "promoted engagement rate", *(f"promoted {name}" for name in COUNTED))  # fmt: skip
ROW = {"Tweet id": ID, "Tweet permalink": LINK + ID, "Tweet text": "Калач",
       "time": "2015-09-30 18:42 +0000", "impressions": "424.0", "engagements": "12.0",
       "engagement rate": "0.0283", **dict.fromkeys(COUNTED, "1.0"),
       **{name: "-" for name in HEADER if name.startswith("promoted")}}  # fmt: skip
NAME = "tweet_activity_metrics_kalachshop_20150901_20151001_en.csv"
CELLS = st.sampled_from(
    ["", "-", "x", "1.0", "-1", "2.5", "6.49E+17", "9" * 19, ID, LINK + ID, "3.апр",
     "2015-09-30 18:42 +0000", "01/02/2015 10:00", "30.09.2015", '"', "@a", "Tweet id"]
)  # fmt: skip


def activity(
    folder: Path, *changes: dict[str, str], header: tuple[str, ...] = HEADER, name: str = NAME
) -> Reading:
    return read(READER, open_csv(folder, filled(header, ROW, *changes), name))


def test_a_post_with_counts_as_decimals(tmp_path: Path) -> None:
    reading = activity(tmp_path, {})
    found = reading.tables["posts"].iloc[0]
    counts = ["impressions", "reactions", "comments", "shares", "clicks", "follows"]
    assert found[counts].tolist() == [424, 1, 1, 1, 5, 1]
    assert (found["page"], found["metrics_name"]) == ("kalachshop", "twitter-2015")
    assert reading.warnings == ()


def test_the_second_of_the_id_wins_over_the_minute(tmp_path: Path) -> None:
    found = activity(tmp_path, {"time": "2015-09-29 10:00 +0000"}).tables["posts"].iloc[0]
    assert (found["at"], found["clock"], found["precision"]) == (AT, "id", "second")


@pytest.mark.parametrize(
    ("said", "at"),
    [("2010-03-02 07:05 +0000", 1_267_513_500), ("2010-03-02 09:05 +0200", 1_267_513_500)],
)
def test_ids_of_before_november_2010_have_the_stated_minute(
    tmp_path: Path, said: str, at: int
) -> None:
    found = activity(tmp_path, {"Tweet id": "9876543210", "time": said}).tables["posts"].iloc[0]
    assert (found["at"], found["clock"], found["precision"]) == (at, "UTC", "minute")


def test_likes_is_the_later_name_of_favorites(tmp_path: Path) -> None:
    header = tuple(name.replace("favorites", "likes") for name in HEADER)
    reading = activity(tmp_path, {"likes": "8.0"}, header=header)
    assert reading.tables["posts"]["reactions"].tolist() == [8]
    assert reading.warnings == ()


def test_what_promotion_brought_is_told_and_not_added(tmp_path: Path) -> None:
    promoted = {"promoted impressions": "900.0", "promoted favorites": "30.0"}
    reading = activity(tmp_path, promoted)
    found = reading.tables["posts"].iloc[0]
    assert found[["impressions", "reactions"]].tolist() == [424, 1]
    assert codes(reading) == {"x-promoted"}
    assert str(reading.warnings[0]).startswith("Posts that were promoted: 1.")


@pytest.mark.parametrize("said", ["-", "0.0", "", "x"])
def test_no_promotion_is_silent(tmp_path: Path, said: str) -> None:
    assert activity(tmp_path, {"promoted impressions": said}).warnings == ()


def test_promotion_of_a_rejected_row_is_not_told(tmp_path: Path) -> None:
    bad = {"promoted impressions": "900.0", "retweets": "-1"}
    other = snowflake(AT + 60)
    reading = activity(tmp_path, bad, {"Tweet id": other, "Tweet permalink": LINK + other})
    assert codes(reading) == set()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"Tweet id": "", "Tweet permalink": ""}, "no usable post id: ."),
        ({"impressions": "97.5"}, "97.5 is no count, in the column impressions."),
        ({"favorites": "-1.0"}, "-1.0 is no count, in the column favorites."),
        ({"retweets": "many"}, "many is no count, in the column retweets."),
        ({"Tweet id": "1234567890", "time": "then"}, "The publish time then cannot be."),
        ({"Tweet id": "1234567890", "time": "2045-01-01 10:00 +0000"}, "cannot be."),
        ({"Tweet id": snowflake(2_000_000_000)}, "cannot be."),
    ],
)
def test_what_cannot_be_is_rejected_with_its_reason(
    tmp_path: Path, change: dict[str, str], said: str
) -> None:
    reading = activity(tmp_path, {}, change)
    assert lines_of(reading.rejected) == [3]
    assert said in reasons(reading)[0]


def test_ids_that_excel_spoilt_come_from_the_permalinks(tmp_path: Path) -> None:
    reading = activity(tmp_path, {"Tweet id": "6.49E+17", "time": "30.09.2015 18:42"})
    found = reading.tables["posts"].iloc[0]
    assert (found["post_id"], found["at"]) == (ID, AT)
    assert codes(reading) == {"ids-rebuilt"}


@pytest.mark.parametrize("link", ["", "https://twitter.com/kalachshop", "https://t.co/x"])
def test_spoilt_ids_without_permalinks_stop_the_file(tmp_path: Path, link: str) -> None:
    with pytest.raises(ExportError, match=r"^This file was saved in Excel"):
        activity(tmp_path, {"Tweet id": "6.49E+17", "Tweet permalink": link})


def test_dates_that_do_not_show_their_order_are_asked_for_where_no_id_tells(
    tmp_path: Path,
) -> None:
    told = {"time": "02/03/2015 10:00"}
    assert activity(tmp_path, told).tables["posts"]["at"].tolist() == [AT]
    with pytest.raises(ExportError, match="whether the day or the month comes first"):
        activity(tmp_path, {**told, "Tweet id": "1234567890"})


def test_the_end_of_the_period_dates_the_counts(tmp_path: Path) -> None:
    assert activity(tmp_path, {}).exported_at == 1_443_743_999  # 2015-10-01 23:59:59 UTC
    assert activity(tmp_path, {}, name="tweets.csv").exported_at is None


def test_answers_lose_the_names_of_people(tmp_path: Path) -> None:
    reading = activity(tmp_path, {"Tweet text": "@mari_k aitäh"})
    assert reading.tables["posts"]["text"].tolist() == ["[person] aitäh"]
    assert codes(reading) == {"x-answers"}


def test_only_column_names_are_told(tmp_path: Path) -> None:
    assert codes(activity(tmp_path)) == {"no-rows"}


def test_shuffled_and_split_rows_give_the_same_table(tmp_path: Path) -> None:
    changes: list[dict[str, str]] = [
        {"Tweet id": i, "Tweet permalink": LINK + i, "favorites": str(n)}
        for n, i in enumerate([ID, snowflake(AT + 9), "9876543210", ID])
    ]
    one = activity(tmp_path, *changes)
    other = activity(tmp_path, *changes[::-1], *changes[1:3])
    pd.testing.assert_frame_equal(facts(one, "posts"), facts(other, "posts"))


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(rows=st.lists(st.lists(CELLS, max_size=41), max_size=5))
def test_any_rows_are_accounted_for_or_refused(tmp_path: Path, rows: list[list[str]]) -> None:
    only_smmlab_errors(READER, open_csv(tmp_path, table(HEADER, rows), NAME))
