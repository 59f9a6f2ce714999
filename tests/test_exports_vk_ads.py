"""VK Ads: the table of ads with its money, in workbooks and in text."""

from collections.abc import Sequence
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from meta_files import NOW, codes, only_smmlab_errors, raw, read, table
from sheet_files import STEP, workbook
from smmlab.errors import ExportError
from smmlab.exports.hints import Hints
from smmlab.exports.reading import Reading
from smmlab.exports.source import RawExport
from smmlab.exports.vk.ads import READER
from vk_files import FOLDER, facts, lines_of, reasons

HEADER = ("Название объявления", "ID объявления", "ID группы", "ID кампании", "Показы", "Клики",
          "Потрачено всего, ₽", "Результат", "Цена за результат, ₽", "eCPC, ₽")  # fmt: skip
ROW = ("Круассан", "31", "21", "11", "1000", "20", "150.5", "3", "50.17", "7.53")
NAME = "ads_2026-03-01_2026-03-31"


def row(**changes: Any) -> list[str]:
    places = {"name": 0, "ad": 1, "group": 2, "campaign": 3, "shown": 4, "clicks": 5, "spent": 6,
              "results": 7}  # fmt: skip
    cells = list(ROW)
    for key, value in changes.items():
        cells[places[key]] = value
    return cells


def csv(
    rows: Sequence[Sequence[str]], header: Sequence[str] = HEADER, name: str = f"{NAME}.csv",
    delimiter: str = ";",
) -> Reading:  # fmt: skip
    return read(READER, raw(FOLDER, table(header, rows, delimiter), name))


def xlsx(rows: Sequence[Sequence[str]], name: str = f"{NAME}.xlsx", **more: Any) -> Reading:
    return read(READER, workbook(FOLDER, {"Объявления": [HEADER, *rows], **more}, name))


def test_an_ad_with_all_its_numbers() -> None:
    for reading in (csv([ROW]), xlsx([ROW])):
        ad = reading.tables["ads"].iloc[0]
        assert (ad["ad"], ad["ad_set"], ad["campaign"]) == ("Круассан (31)", "21", "11")
        assert (ad["spend"], ad["currency"], ad["results"]) == (150.5, "RUB", 3)
        assert (ad["impressions"], ad["clicks"]) == (1000, 20)
        assert (ad["from_day"], ad["to_day"]) == ("2026-03-01", "2026-03-31")
        assert pd.isna(ad["reach"])
        assert codes(reading) == {"vk-result-kind"}


@pytest.mark.parametrize(
    ("sign", "code"),
    [("₽", "RUB"), ("руб.", "RUB"), ("$", "USD"), ("€", "EUR"), ("₸", "KZT"), ("¤", None)],
)
def test_the_currency_stands_in_the_header(sign: str, code: str | None) -> None:
    header = [name.replace("₽", sign) for name in HEADER]
    reading = csv([ROW], header)
    found = reading.tables["ads"]["currency"].iloc[0]
    assert pd.isna(found) if code is None else found == code
    assert ("no-currency" in codes(reading)) == (code is None)


def test_a_header_without_a_sign_names_no_currency() -> None:
    header = [name.replace("Потрачено всего, ₽", "Потрачено всего") for name in HEADER]
    assert "no-currency" in codes(csv([ROW], header))


@pytest.mark.parametrize(
    ("said", "money"),
    [("1 234,50", 1234.5), ("1\u00a0234,50", 1234.5), ("1\u202f234,50", 1234.5), ("400", 400.0),
     ("0", 0.0), ("-", None), ("", None), ("--", None)],
)  # fmt: skip
def test_money_in_russian_numbers_and_marks_of_nothing(said: str, money: float | None) -> None:
    found = csv([row(spent=said, ad="32"), row(spent="7,25")]).tables["ads"]["spend"].iloc[0]
    assert pd.isna(found) if money is None else found == money


@pytest.mark.parametrize("said", ["1 234,56", "1\u00a0234,56", "1234,56", "1234.56"])
@pytest.mark.parametrize("others", [["150.5", "7.25"], ["150,5", "7,25"], ["150", "7"]])
def test_texts_and_numbers_stand_side_by_side_in_a_workbook(said: str, others: list[str]) -> None:
    rows = [row(spent=cell, ad=str(at)) for at, cell in enumerate([said, *others])]
    reading = xlsx(rows)
    money = [float(cell.replace(",", ".")) for cell in others]
    assert reading.tables["ads"]["spend"].tolist() == [1234.56, *money]
    assert not reading.rejected


def test_money_that_is_missing_has_no_currency() -> None:
    assert csv([row(spent="")]).tables["ads"]["currency"].isna().all()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"spent": "сто"}, "сто is no sum of money, in the column Потрачено всего, ₽."),
        ({"spent": "-5"}, "-5 is no sum of money"),
        ({"spent": "5%"}, "5% is no sum of money"),
        ({"results": "много"}, "много is no number of results."),
        ({"results": "-1"}, "-1 is no number of results."),
        ({"shown": "70,5"}, "70,5 is no count, in the column Показы."),
        ({"clicks": "-1"}, "-1 is no count, in the column Клики."),
    ],
)
def test_what_cannot_be_is_rejected_with_its_reason(change: dict[str, str], said: str) -> None:
    reading = csv([row(), row(ad="32", **change)])
    assert lines_of(reading.rejected) == [3]
    assert said in reasons(reading)[0]


@pytest.mark.parametrize("word", ["Итого", "Всего", "ИТОГО по 2 объявлениям", ""])
def test_totals_are_notes(word: str) -> None:
    total = row(name=word, ad="", group="", campaign="", spent="x")
    reading = csv([row(), total])
    assert lines_of(reading.notes) == [3]
    assert len(reading.tables["ads"]) == 1


def test_an_ad_called_total_is_an_ad() -> None:
    assert len(csv([row(name="Итого скидка")]).tables["ads"]) == 1


def test_a_repeated_header_and_a_repeated_ad() -> None:
    reading = csv([row(), HEADER, row(spent="160")])
    assert (lines_of(reading.notes), lines_of(reading.merged)) == ([3], [4])
    assert reading.tables["ads"]["spend"].tolist() == [160]


def test_only_the_sheet_of_ads_is_read() -> None:
    groups = [("Название группы", "ID группы", "Показы", "Клики", "Потрачено всего, ₽"),
              ("Нарва", "21", "9", "9", "9")]  # fmt: skip
    book = workbook(FOLDER, {"Группы": groups, "Объявления": [HEADER, ROW]}, f"{NAME}.xlsx")
    reading = read(READER, book)
    assert reading.tables["ads"]["spend"].tolist() == [150.5]
    assert len(reading.notes) == 2
    assert all("Группы" in str(note) for note in reading.notes)


def test_rows_above_the_header_are_notes_and_may_tell_the_days() -> None:
    above = [["Период: 01.02.2026 – 28.02.2026"], *([HEADER, ROW])]
    reading = read(READER, workbook(FOLDER, {"Объявления": above}, "ads.xlsx"))
    assert lines_of(reading.notes) == [1]
    ads = reading.tables["ads"]
    assert ads[["from_day", "to_day"]].values.tolist() == [["2026-02-01", "2026-02-28"]]


@pytest.mark.parametrize(
    ("name", "days"),
    [
        ("Статистика 01.03.2026 - 31.03.2026.csv", ["2026-03-01", "2026-03-31"]),
        ("ads_20260301_20260331.csv", ["2026-03-01", "2026-03-31"]),
        ("ads_2026-03-31_2026-03-01.csv", None),
        ("ads_2026-03-01.csv", None),
        ("ads_2026-02-30_2026-03-01.csv", None),
        ("ads.csv", None),
    ],
)
def test_the_name_of_the_file_may_tell_the_days(name: str, days: list[str] | None) -> None:
    reading = csv([ROW], name=name)
    found = reading.tables["ads"][["from_day", "to_day"]].iloc[0]
    assert found.isna().all() if days is None else found.tolist() == days
    assert ("vk-ads-no-period" in codes(reading)) == (days is None)
    assert any("replaces what an earlier" in str(c) for c in reading.warnings) == (days is None)


def test_each_row_may_tell_its_day() -> None:
    header = ("Дата", *HEADER)
    rows = [("01.03.2026", *ROW), ("02.03.2026", *ROW), ("скоро", *ROW), ("Итого", *[""] * 4,
            *ROW[4:])]  # fmt: skip
    reading = csv(rows, header)
    assert reading.tables["ads"]["from_day"].tolist() == ["2026-03-01", "2026-03-02"]
    assert reasons(reading) == ["The day скоро cannot be read."]
    assert lines_of(reading.notes) == [5]


def test_days_that_do_not_show_their_order_are_asked_for() -> None:
    header = ("Дата", *HEADER)
    text = table(header, [("3/4/2026", *ROW)], ";")
    with pytest.raises(ExportError, match="do not show whether the day or the month"):
        read(READER, raw(FOLDER, text, "ads.csv"))
    export = raw(FOLDER, text, "ads.csv")
    told = RawExport(export.path, NOW, Hints("dmy", "UTC"))
    assert read(READER, told).tables["ads"]["from_day"].tolist() == ["2026-04-03"]


@pytest.mark.parametrize("column", ["Возраст", "Пол", "Регион"])
def test_a_breakdown_is_refused(column: str) -> None:
    with pytest.raises(ExportError, match=f"splits each ad by {column}"):
        csv([(*ROW, "x")], (*HEADER, column))


@pytest.mark.parametrize("damage", [{"ad": "1,22E+17"}, {"spent": "3.апр"}, {"shown": "1.Apr"}])
def test_what_excel_has_spoilt_stops_the_file(damage: dict[str, str]) -> None:
    with pytest.raises(ExportError, match="saved in Excel"):
        csv([row(**damage), row(ad="32")])


def test_columns_nobody_knows_are_told() -> None:
    reading = csv([(*ROW, "5")], (*HEADER, "Прослушивания"))
    assert "unknown-columns" in codes(reading)
    assert any("Прослушивания" in str(caution) for caution in reading.warnings)


def test_a_row_with_too_few_cells_is_rejected() -> None:
    text = table(HEADER, [ROW], ";") + "Кофе;33\n"
    reading = read(READER, raw(FOLDER, text, f"{NAME}.csv"))
    assert lines_of(reading.rejected) == [3]


def test_a_header_alone_gives_no_rows() -> None:
    assert (csv([]).rows_read, len(csv([]).tables["ads"])) == (0, 0)


def test_copies_of_an_ad_stay_apart_and_any_order_gives_the_same_table() -> None:
    rows = [row(), row(ad="32", spent="7"), row(ad="33", name=""), row(ad="32", spent="8")]
    one, other = csv(rows), csv(rows[::-1])
    assert one.tables["ads"]["ad"].tolist() == ["Круассан (31)", "Круассан (32)", "33"]
    pd.testing.assert_frame_equal(facts(one, "ads"), facts(other, "ads"))


@pytest.mark.parametrize(
    "header",
    [HEADER[:6], ("Потрачено всего, ₽", "Показы"), ("Кампания", "Показы", "Клики", "Расход, ₽")],
)
def test_other_tables_are_left_to_others(header: Sequence[str]) -> None:
    assert not READER.matches(raw(FOLDER, table(header, [["1"] * len(header)], ";"), "x.csv"))


_CELL = st.sampled_from(["", "x", "-", "1e999", "1,5", "9" * 40, "Итого", "\ufffd", "3 апр", *ROW])


@given(st.lists(st.lists(_CELL, max_size=12), max_size=5), st.booleans())
@settings(max_examples=40, deadline=None)
def test_spoilt_tables_give_only_sentences_and_a_sound_account(
    rows: list[list[str]], is_book: bool
) -> None:
    if is_book:
        export = workbook(FOLDER, {"Объявления": [HEADER, ROW, *rows], "x": rows})
    else:
        export = raw(FOLDER, table(HEADER, [ROW, *rows], ";"), "x.csv")
    READER.matches(export)
    only_smmlab_errors(READER, export)


def test_the_second_sheet_counts_its_rows_apart() -> None:
    reading = xlsx([ROW], Итоги=[("Всего", "5")])
    assert lines_of(reading.notes) == [STEP + 1]
