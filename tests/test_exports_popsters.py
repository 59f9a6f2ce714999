"""Popsters: posts of many networks by their links, in English and in Russian."""

from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from meta_files import codes, only_smmlab_errors, raw, read, table
from sheet_files import workbook
from smmlab.errors import ExportError
from smmlab.exports.hints import Hints
from smmlab.exports.reading import Reading
from smmlab.exports.source import RawExport, open_export
from smmlab.exports.tools.popsters import READER

HEADER = ("Social", "Url", "Text", "Date", "Likes", "Comments", "Views", "ER")
RUSSIAN = ("Ссылка", "Текст", "Дата", "Лайки", "Репосты", "Комментарии", "Просмотры")
ROW = ("VK", "https://vk.com/wall-12_34", "Пирог", "2026-02-28 19:05:11", "5", "1", "900", "0.5")


def moscow(folder: Path, *rows: tuple[str, ...], header: tuple[str, ...] = HEADER) -> RawExport:
    path = raw(folder, table(header, rows)).path
    return open_export(path, hints=Hints(zone="Europe/Moscow"))


def popsters(folder: Path, *rows: tuple[str, ...]) -> Reading:
    return read(READER, moscow(folder, *rows))


def linked(link: str, **cells: str) -> tuple[str, ...]:
    row = dict(zip(HEADER, ROW, strict=True)) | {"Url": link} | cells
    return tuple(row.values())


def test_a_row_becomes_a_post(tmp_path: Path) -> None:
    reading = popsters(tmp_path, ROW)
    (post,) = reading.tables["posts"].to_dict("records")
    assert (post["network"], post["post_id"], post["page"]) == ("vkontakte", "-12_34", "-12")
    # 19:05:11 in Moscow is 16:05:11 UTC.
    assert (post["at"], post["clock"], post["precision"]) == (
        1_772_294_711, "Europe/Moscow", "second",
    )  # fmt: skip
    assert (post["reactions"], post["comments"], post["views"]) == (5, 1, 900)
    assert pd.isna(post["shares"])
    assert codes(reading) == {"project-zone"}


def test_russian_names_with_any_link_name(tmp_path: Path) -> None:
    row = ("https://vk.com/wall-12_34", "Пирог", "2026-02-28 19:05:11", "1 204", "2", "3", "4")
    for link in ("Ссылка", "Ссылка на пост"):
        post = read(READER, moscow(tmp_path, row, header=(link, *RUSSIAN[1:]))).tables["posts"]
        counts = post[["reactions", "shares", "comments", "views"]]
        assert counts.to_numpy().tolist() == [[1204, 2, 3, 4]]


def test_the_link_wins_over_the_name_of_the_network(tmp_path: Path) -> None:
    reading = popsters(
        tmp_path, linked("https://t.me/Pekarnya/15"), linked("https://ok.ru/group/1/topic/22")
    )
    posts = reading.tables["posts"]
    assert posts["network"].tolist() == ["telegram", "odnoklassniki"]
    assert posts["post_id"].tolist() == ["pekarnya/15", "22"]
    assert "known-by-link" in codes(reading)


def test_ids_that_carry_time_win(tmp_path: Path) -> None:
    at = 1_772_468_430
    tweet = ((at * 1000 - 1_288_834_974_657) << 22) + 7
    reading = popsters(tmp_path, linked(f"https://x.com/ulitka/status/{tweet}", Date="soon"))
    assert reading.tables["posts"]["at"].tolist() == [at]
    assert codes(reading) == set()


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (linked("https://myspace.example/1", Social="MySpace"), "not known: MySpace"),
        (linked("https://myspace.example/1", Social=""), "not known: https://myspace.example/1"),
        (linked("https://vk.com/pekarnya"), "names no post: https://vk.com/pekarnya"),
        (linked("", Social="VK"), "names no post"),
        (linked(ROW[1], Date="2026-02-30 10:00:00"), "2026-02-30 10:00:00 cannot be"),
        (linked(ROW[1], Date="2027-02-20 10:00:00"), "2027-02-20 10:00:00 cannot be"),
        (linked(ROW[1], Likes="много"), "много is no count, in the column Likes"),
    ],
)
def test_bad_rows_are_rejected_with_the_reason(
    tmp_path: Path, row: tuple[str, ...], reason: str
) -> None:
    reading = popsters(tmp_path, row, linked("https://vk.com/wall-12_35"))
    assert [found.line for found in reading.rejected] == [2]
    assert reason in str(reading.rejected[0])


def test_dates_that_may_be_read_twice_are_asked_for(tmp_path: Path) -> None:
    row = linked(ROW[1], Date="03/04/2026 10:00")
    with pytest.raises(ExportError, match="--dates dmy"):
        READER.read(moscow(tmp_path, row))
    path = raw(tmp_path, table(HEADER, [row])).path
    told = read(READER, open_export(path, hints=Hints(dates="dmy", zone="Europe/Moscow")))
    assert told.tables["posts"]["at"].tolist() == [1_775_199_600]  # 2026-04-03 07:00 UTC


def test_other_sheets_and_totals_are_notes(tmp_path: Path) -> None:
    total = ["Итого", "", "", "", "5", "1", "900", ""]
    export = workbook(tmp_path, {"Pages": [["a", "b"], ["1", "2"]], "Posts": [HEADER, ROW, total]})
    reading = read(READER, export)
    assert [row.line for row in reading.notes] == [1, 2, 10_000_003]
    assert reading.tables["posts"]["source_row"].tolist() == [10_000_002]


def test_months_where_numbers_belong_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="saved in Excel"):
        READER.read(moscow(tmp_path, linked(ROW[1], Likes="3.апр")))


def test_only_its_own_files_match(tmp_path: Path) -> None:
    own = ("https://kohvik.ee/1", "a", "2026-02-28", "1", "2", "3", "4")
    assert READER.matches(moscow(tmp_path, ROW))
    assert not READER.matches(moscow(tmp_path, own, header=RUSSIAN))
    assert not READER.matches(moscow(tmp_path, header=RUSSIAN))
    for foreign in (" ", "Url,Date,Likes\na,b,1\n", "{}"):
        assert not READER.matches(raw(tmp_path, foreign))


def test_order_does_not_matter(tmp_path: Path) -> None:
    rows = [linked(f"https://vk.com/wall-12_{n}", Likes=str(n)) for n in (1, 2, 3, 2)]
    rows.append(linked("https://vk.com/wall-12_3", Likes="70", Date=""))
    one, two = (
        popsters(tmp_path, *order).tables["posts"].drop(columns="source_row")
        .sort_values("post_id").reset_index(drop=True)
        for order in (rows, rows[::-1])
    )  # fmt: skip
    pd.testing.assert_frame_equal(one, two)
    assert one["reactions"].tolist() == [1, 2, 70]


@settings(max_examples=25, deadline=None, derandomize=True,
          suppress_health_check=[HealthCheck.function_scoped_fixture])  # fmt: skip
@given(data=st.data())
def test_nothing_but_our_errors_leaves_the_reader(tmp_path: Path, data: st.DataObject) -> None:
    junk = st.sampled_from(["", "9" * 400, "a\nb", "Итого", "\x00", "45000.5", "1e5", "https://",
                            "https://vk.com/wall" + "9" * 50]) | st.text(max_size=8)  # fmt: skip
    rows = data.draw(st.lists(st.tuples(*[junk] * len(HEADER)), max_size=4))
    header = data.draw(st.sampled_from([HEADER, HEADER[::-1]]))
    text = table(header, [ROW, *rows])
    export = raw(tmp_path, text.encode("utf-8", "replace"))
    READER.matches(export)
    only_smmlab_errors(READER, export)
