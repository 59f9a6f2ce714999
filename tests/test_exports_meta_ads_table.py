"""The tables of an ads export: headers in three languages, totals, sheets, ids."""

from collections.abc import Sequence

import pandas as pd
import pytest

from ads_files import HEADER, ads, cells, csv, read
from meta_files import codes, raw, table
from sheet_files import STEP, workbook
from smmlab.errors import ExportError
from smmlab.exports.meta.ads import READER
from smmlab.exports.meta.ads_columns import ALIASES, SPEND
from vk_files import FOLDER, lines_of


@pytest.mark.parametrize(
    "total",
    [
        {"Campaign name": "", "Ad set name": "", "Ad name": "", "Platform": ""},
        {"Campaign name": "", "Ad set name": "", "Ad name": ""},
        {"Campaign name": "Total", "Ad set name": "", "Ad name": "", "Platform": ""},
        {"Campaign name": "All", "Ad set name": "All", "Ad name": "All", "Platform": "All"},
        {"Campaign name": "Итого", "Ad set name": "—", "Ad name": "", "Platform": "Все"},
        {"Campaign name": "Усього", "Ad set name": "-", "Ad name": "", "Platform": "Усі"},
        {"Ad name": ""},
        {"Ad name": "", "Platform": ""},
        {"Platform": ""},
        {"Platform": "All"},
    ],
)
@pytest.mark.parametrize("place", ["first", "last"])
def test_totals_are_notes_wherever_they_stand(total: dict[str, str], place: str) -> None:
    ad = [{}, {"Platform": "instagram"}]
    reading = ads(total, *ad) if place == "first" else ads(*ad, total)
    assert lines_of(reading.notes) == [2 if place == "first" else 4]
    assert reading.notes[0].reason.startswith("A total")
    assert reading.tables["ads"]["spend"].sum() == 8.1


@pytest.mark.parametrize("name", ["All", "NA", "none", "Total", "null", "undefined", "1e5"])
def test_ads_may_have_odd_names(name: str) -> None:
    reading = ads({"Ad name": name}, {"Campaign name": name, "Ad name": name})
    assert reading.tables["ads"]["ad"].tolist() == [name, name]


def test_a_file_of_campaigns_has_only_campaigns() -> None:
    header = [name for name in HEADER if not name.startswith("Ad ") and name != "Platform"]
    reading = ads({"Campaign name": ""}, {}, {"Campaign name": "Suvi"}, header=header)
    assert reading.tables["ads"]["campaign"].tolist() == ["Sügis", "Suvi"]
    assert reading.tables["ads"][["ad_set", "ad"]].isna().all(axis=None)
    assert lines_of(reading.notes) == [2]


LANGUAGES = {
    "ru": ("Дата начала отчетности", "Дата окончания отчетности", "Название кампании",
           "Название группы объявлений", "Название объявления", "Платформа", "Результаты",
           "Индикатор результата", "Охват", "Показы", "Клики (все)", "Сумма затрат (EUR)"),
    "ru with ё": ("Начало отчётности", "Окончание отчётности", "Название кампании",
                  "Название группы объявлений", "Название объявления", "Платформа", "Результат",
                  "Тип результата", "Охват", "Показы", "Клики", "Потраченная сумма (EUR)"),
    "uk": ("Початок звітності", "Завершення звітності", "Назва кампанії", "Назва групи оголошень",
           "Назва оголошення", "Платформа", "Результати", "Індикатор результатів", "Охоплення",
           "Покази", "Кліки (усі)", "Сума витрат (EUR)"),
    "uk older": ("Початок звітності", "Закінчення звітності", "Назва кампанії",
                 "Назва групи оголошень", "Назва реклами", "Платформа", "Результат",
                 "Тип результату", "Охоплення", "Покази", "Кліки", "Витрачена сума (EUR)"),
}  # fmt: skip


@pytest.mark.parametrize("names", LANGUAGES.values(), ids=LANGUAGES)
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_other_languages_say_the_same(names: Sequence[str], delimiter: str) -> None:
    export = raw(FOLDER, table(names, cells({}, {"Platform": "instagram"}), delimiter), "a.csv")
    reading = read(READER, export)
    expected = ads({}, {"Platform": "instagram"})
    pd.testing.assert_frame_equal(reading.tables["ads"], expected.tables["ads"])
    assert reading.warnings == ()


def test_no_name_of_a_column_stands_for_two_things() -> None:
    names = [name for aliases in ALIASES.values() for name in {a.casefold() for a in aliases}]
    assert sorted(names) == sorted(set(names))


@pytest.mark.parametrize(
    "header",
    ["amount spent (eur)", "amount spent", "сумма затрат (usd)", "потраченная сумма (uah)",
     "сума витрат (usd)", "витрачена сума", "потрачена сума", "montant dépensé (eur)"],
)  # fmt: skip
def test_names_of_the_amount(header: str) -> None:
    assert SPEND.fullmatch(header)


@pytest.mark.parametrize("header", ["cost per result (eur)", "цена за результат (usd)", "spent"])
def test_the_price_of_a_result_is_no_amount(header: str) -> None:
    assert not SPEND.fullmatch(header)


def test_delivery_of_a_campaign_is_not_impressions() -> None:
    names = [*LANGUAGES["ru"], "Показ кампании"]
    export = raw(FOLDER, table(names, [[*cells({})[0], "active"]]), "a.csv")
    reading = read(READER, export)
    assert reading.tables["ads"]["impressions"].tolist() == [1200]
    assert reading.warnings == ()


def test_ids_that_excel_spoilt_stop_a_text_file_but_no_workbook() -> None:
    header = (*HEADER, "Ad ID")
    with pytest.raises(ExportError, match="saved in Excel"):
        READER.read(csv({"Ad ID": "1.2021E+17"}, header=header))
    sheets = {"Worksheet": [header, *cells({"Ad ID": "1.2021E+17"}, header=header)]}
    assert read(READER, workbook(FOLDER, sheets)).tables["ads"]["ad"].tolist() == ["Kook"]


def test_an_id_stands_in_for_a_name_that_is_absent() -> None:
    header = [name.replace("Ad name", "Ad ID") for name in HEADER]
    reading = ads({"Ad ID": "120210000000000001"}, header=header)
    assert reading.tables["ads"]["ad"].tolist() == ["120210000000000001"]


def test_lines_above_and_below_and_column_names_again_are_notes() -> None:
    text = "Ads report\nAccount: Kohvik\n" + table(HEADER, [*cells({}), HEADER])
    reading = read(READER, raw(FOLDER, text + "Data may be delayed.\n", "Ads.csv"))
    assert lines_of(reading.notes) == [1, 2, 5, 6]
    assert [row.reason for row in reading.notes] == [
        "A line above the table.", "A line above the table.", "Column names.",
        "A line below the table.",
    ]  # fmt: skip
    assert (reading.rows_read, reading.rejected) == (5, ())
    assert len(reading.tables["ads"]) == 1


def test_rows_with_too_few_or_too_many_cells_are_rejected() -> None:
    text = table(HEADER, [*cells({}), cells({})[0][:4], [*cells({})[0], "x"]])
    reading = read(READER, raw(FOLDER, text, "Ads.csv"))
    assert lines_of(reading.rejected) == [3, 4]


def test_the_raw_report_counts_and_the_laid_out_one_does_not() -> None:
    sheets = {"Formatted Report": [["Report"], [], HEADER, *cells({})],
              "Raw Data Report": [HEADER, *cells({})]}  # fmt: skip
    reading = read(READER, workbook(FOLDER, sheets))
    assert reading.tables["ads"]["source_row"].tolist() == [STEP + 2]
    assert reading.tables["ads"]["spend"].tolist() == [4.05]
    assert all("another layout" in row.reason for row in reading.notes)
    assert reading.rows_read == 1 + len(reading.notes)


def test_column_names_without_rows() -> None:
    reading = ads()
    assert (reading.rows_read, codes(reading)) == (0, {"no-rows"})
