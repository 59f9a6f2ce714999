"""Posts of X Premium: the id tells the second, answers stand among posts, Excel cuts ids."""

from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from meta_files import codes, only_smmlab_errors, read, table
from sheet_files import workbook
from smmlab.errors import ExportError
from smmlab.exports.hints import Hints
from smmlab.exports.reading import Reading
from smmlab.exports.source import RawExport, open_export
from smmlab.exports.x.content import READER
from vk_files import facts, lines_of, reasons
from x_files import AT, LINK, NOW, filled, open_csv, snowflake

HEADER = ("Post id", "Date", "Post text", "Link", "Impressions", "Likes", "Engagements",
          "Bookmarks", "Share", "New follows", "Replies", "Reposts", "Profile visits",
          "Detail expands", "Url clicks", "Hashtag clicks", "Permalink clicks")  # fmt: skip
ID = snowflake(AT)
ROW = {"Post id": ID, "Date": "Tue Mar 18 2025", "Post text": "Kook", "Link": LINK + ID,
       "Impressions": "120", "Likes": "7", "Engagements": "11", "Bookmarks": "1", "Share": "2",
       "New follows": "0", "Replies": "3", "Reposts": "4", "Profile visits": "1",
       "Detail expands": "2", "Url clicks": "3", "Hashtag clicks": "4",
       "Permalink clicks": "5"}  # fmt: skip
NAME = "account_analytics_content_2025-03-01_2025-03-31.csv"
CELLS = st.sampled_from(
    ["", "-", "x", "1", "-1", "2.5", "1.22E+17", "9" * 19, "9" * 40, ID, LINK + ID, "3.апр",
     "Tue Mar 18 2025", "\ufffd", '"', "@a", "Post id"]
)  # fmt: skip


def content(
    folder: Path, *changes: dict[str, str], header: tuple[str, ...] = HEADER, name: str = NAME
) -> Reading:
    return read(READER, open_csv(folder, filled(header, ROW, *changes), name))


def test_the_id_tells_the_second_and_wins_over_the_day(tmp_path: Path) -> None:
    reading = content(tmp_path, {"Date": "Mon Mar 17 2025"})
    found = reading.tables["posts"].iloc[0]
    assert (found["at"], found["clock"], found["precision"]) == (AT, "id", "second")
    assert (found["post_id"], found["page"]) == (ID, "KohvikKajakas")


def test_reposts_and_posts_sent_on_are_shares_and_five_kinds_are_clicks(tmp_path: Path) -> None:
    found = content(tmp_path, {}).tables["posts"].iloc[0]
    counts = ["impressions", "reactions", "comments", "shares", "saves", "clicks", "follows"]
    assert found[counts].tolist() == [120, 7, 3, 6, 1, 15, 0]


@pytest.mark.parametrize("name", ["Reposts", "Share"])
def test_a_missing_part_makes_the_sum_missing_and_not_too_low(tmp_path: Path, name: str) -> None:
    assert content(tmp_path, {name: "-"}).tables["posts"]["shares"].isna().all()


def test_clicks_are_missing_when_a_kind_has_no_column(tmp_path: Path) -> None:
    reading = content(tmp_path, {}, header=HEADER[:-1])
    assert reading.tables["posts"]["clicks"].isna().all()


def test_the_other_names_of_columns(tmp_path: Path) -> None:
    renamed = {"Share": "Shares", "Link": "Post Link"}
    header = tuple(renamed.get(name, name) for name in HEADER)
    reading = content(tmp_path, {"Shares": "2", "Post Link": LINK + ID}, header=header)
    assert reading.warnings == ()
    assert reading.tables["posts"]["shares"].tolist() == [6]


def test_columns_that_are_not_known_are_told(tmp_path: Path) -> None:
    reading = content(tmp_path, {"Mood": "5"}, header=(*HEADER, "Mood"))
    assert str(reading.warnings[0]) == "These columns are not used: Mood."


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"Post id": "", "Link": ""}, "no usable post id: ."),
        ({"Post id": "kook"}, "no usable post id: kook."),
        ({"Likes": "-3"}, "-3 is no count, in the column Likes."),
        ({"Impressions": "many"}, "many is no count, in the column Impressions."),
        ({"Hashtag clicks": "1.5"}, "1.5 is no count, in the column Hashtag clicks."),
        ({"Post id": snowflake(NOW + 3 * 86_400)}, "cannot be."),
        ({"Post id": "1234567890", "Date": "soon"}, "The publish time soon cannot be."),
        ({"Post id": "1234567890", "Date": "Tue Mar 18 2045"}, "Tue Mar 18 2045 cannot be."),
    ],
)
def test_what_cannot_be_is_rejected_with_its_reason(
    tmp_path: Path, change: dict[str, str], said: str
) -> None:
    reading = content(tmp_path, {}, change)
    assert lines_of(reading.rejected) == [3]
    assert said in reasons(reading)[0]
    assert len(reading.tables["posts"]) == 1


def test_ids_of_before_november_2010_have_the_day_of_the_project(tmp_path: Path) -> None:
    text = filled(HEADER, ROW, {"Post id": "2345678901", "Date": "Thu Jul 02 2009"})
    raw = RawExport(open_csv(tmp_path, text, NAME).path, NOW, Hints(None, "Europe/Tallinn"))
    reading = read(READER, raw)
    found = reading.tables["posts"].iloc[0]
    # 2 July 2009 began in Tallinn at 21:00 UTC of the day before.
    assert (found["at"], found["precision"]) == (1_246_482_000, "day")
    assert found["clock"] == "Europe/Tallinn"
    assert codes(reading) == {"days-only"}


def test_an_old_id_without_a_date_has_no_time(tmp_path: Path) -> None:
    found = content(tmp_path, {"Post id": "2345678901", "Date": ""}).tables["posts"].iloc[0]
    assert pd.isna(found["at"])
    assert (found["clock"], found["precision"]) == ("unknown", "unknown")


@pytest.mark.parametrize("spoilt", ["1.22E+17", "1,89E+18", "1.9E18"])
def test_ids_that_excel_spoilt_come_from_the_links(tmp_path: Path, spoilt: str) -> None:
    reading = content(tmp_path, {"Post id": spoilt})
    assert reading.tables["posts"]["post_id"].tolist() == [ID]
    assert codes(reading) == {"ids-rebuilt"}


def test_ids_cut_at_fifteen_digits_come_from_the_links(tmp_path: Path) -> None:
    ids = [snowflake(AT + n) for n in range(3)]
    reading = content(tmp_path, *({"Post id": i[:15] + "0000", "Link": LINK + i} for i in ids))
    assert reading.tables["posts"]["post_id"].tolist() == ids


def test_spoilt_ids_without_links_stop_the_file(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match=r"^This file was saved in Excel\. Please export again"):
        content(tmp_path, {"Post id": "1.22E+17", "Link": ""})


def test_a_spoilt_id_without_a_link_among_others_is_rejected(tmp_path: Path) -> None:
    reading = content(tmp_path, {}, {"Post id": "1.22E+17", "Link": ""})
    assert reasons(reading) == ["This row has no usable post id: 1.22E+17."]


def test_dates_in_number_columns_stop_the_file(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="saved in Excel"):
        content(tmp_path, {"Likes": "3.апр"})


def test_answers_stand_among_posts_without_names_and_are_told(tmp_path: Path) -> None:
    reading = content(tmp_path, {"Post text": "@mari_k tere, ütle ka @juhan_t &amp; teistele"})
    posts = reading.tables["posts"]
    assert posts["text"].tolist() == ["[person] tere, ütle ka [person] & teistele"]
    assert codes(reading) == {"x-answers"}
    assert reading.warnings[0].values["n"] == 1


@pytest.mark.parametrize(
    ("text", "form"), [("Kook", "text"), ("Kook https://t.co/x", "other"), ("", "other")]
)
def test_a_link_may_be_a_picture_so_the_form_is_not_known(
    tmp_path: Path, text: str, form: str
) -> None:
    posts = content(tmp_path, {"Post text": text}).tables["posts"]
    assert posts["form"].tolist() == [form]


def test_a_link_that_is_none_is_no_address(tmp_path: Path) -> None:
    posts = content(tmp_path, {"Link": "javascript:alert(1)"}).tables["posts"]
    assert posts[["url", "page"]].isna().all(axis=None)


def test_the_same_post_twice_folds_with_the_larger_counts(tmp_path: Path) -> None:
    reading = content(tmp_path, {"Likes": "9"}, {"Impressions": "125"})
    assert lines_of(reading.merged) == [3]
    assert reading.tables["posts"][["impressions", "reactions"]].iloc[0].tolist() == [125, 9]


def test_the_end_of_the_period_dates_the_counts(tmp_path: Path) -> None:
    assert content(tmp_path, {}).exported_at == 1_743_465_599  # 2025-03-31 23:59:59 UTC
    assert content(tmp_path, {}, name="posts.csv").exported_at is None
    impossible = "account_analytics_content_2025-03-01_2025-13-31.csv"
    assert content(tmp_path, {}, name=impossible).exported_at is None


def test_only_column_names_are_told(tmp_path: Path) -> None:
    reading = content(tmp_path)
    assert (reading.rows_read, codes(reading)) == (0, {"no-rows"})


def test_a_joined_file_has_its_column_names_twice(tmp_path: Path) -> None:
    other = snowflake(AT + 60)
    again = dict(zip(HEADER, HEADER, strict=True))
    reading = content(tmp_path, {}, again, {"Post id": other, "Link": LINK + other})
    assert lines_of(reading.notes) == [3]
    assert len(reading.tables["posts"]) == 2


def test_a_row_with_an_extra_cell_is_rejected(tmp_path: Path) -> None:
    text = filled(HEADER, ROW, {}) + ",".join([snowflake(AT + 5), *["1"] * 20]) + "\n"
    reading = read(READER, open_csv(tmp_path, text, NAME))
    assert (lines_of(reading.rejected), reading.rows_read) == ([3], 2)


def test_a_workbook_is_read_like_a_table(tmp_path: Path) -> None:
    sheets = {"Notes": [["minu märkmed"]], "Data": [HEADER, [ROW[name] for name in HEADER]]}
    reading = read(READER, workbook(tmp_path, sheets))
    assert reading.tables["posts"]["post_id"].tolist() == [ID]
    assert len(reading.notes) == 1


def test_shuffled_and_split_rows_give_the_same_table(tmp_path: Path) -> None:
    changes: list[dict[str, str]] = [
        {"Post id": i, "Link": LINK + i, "Likes": str(n)}
        for n, i in enumerate([ID, snowflake(AT + 9), snowflake(AT - 9), ID])
    ]
    one = content(tmp_path, *changes)
    other = content(tmp_path, *changes[::-1], *changes[1:3])
    pd.testing.assert_frame_equal(facts(one, "posts"), facts(other, "posts"))


@pytest.mark.parametrize(
    "header",
    [("Post id", "Post text"), ("Date", "Impressions", "Likes"), ("id", "text", "Impressions")],
)
def test_other_tables_are_left_to_others(tmp_path: Path, header: tuple[str, ...]) -> None:
    assert not READER.matches(open_csv(tmp_path, table(header, [["1"] * len(header)]), NAME))


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(rows=st.lists(st.lists(CELLS, max_size=19), max_size=6))
def test_any_rows_are_accounted_for_or_refused(tmp_path: Path, rows: list[list[str]]) -> None:
    only_smmlab_errors(READER, open_csv(tmp_path, table(HEADER, rows), NAME))


def test_the_real_export(shared: Path) -> None:
    path = shared / "samples/x/account_analytics_content_2024-11-21_2025-02-19.csv"
    reading = READER.read(open_export(path))
    assert (reading.rows_read, len(reading.tables["posts"]), len(reading.rejected)) == (141, 141, 0)
    assert set(reading.tables["posts"]["clock"]) == {"id"}
