"""Yandex Metrica: tags and visits, totals and subtotals, periods, workbooks, other languages."""

from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from merged_parts import with_sums
from meta_files import codes, only_smmlab_errors, raw, table
from meta_files import read as read_with
from sheet_files import STEP, workbook
from smmlab.errors import ExportError
from smmlab.exports.catalogue import READERS
from smmlab.exports.hints import Hints
from smmlab.exports.reading import Reading
from smmlab.exports.source import RawExport
from smmlab.exports.web.yandex_metrica import READER
from smmlab.schema import check

NAME = "Метки UTM-2026-01-01-2026-01-31.csv"
HEADER = ("UTM Source", "UTM Campaign", "Визиты", "Посетители", "Отказы", "Время на сайте")
TOTAL = ("Итого и средние", "", "60", "50", "0.2", "0:01:10")
VK = ("vk", "весна", "40", "35", "0.2", "0:01:10")


def metrica(folder: Path, *rows: tuple[str, ...], header: tuple[str, ...] = HEADER,
            name: str = NAME) -> RawExport:  # fmt: skip
    return raw(folder, table(header, rows), name)


def read(export: RawExport) -> Reading:
    reading = with_sums(read_with(READER, export))
    filled = reading.tables["visits"].assign(source_file=export.name, exported_at=0)
    check(filled.astype({"exported_at": "Int64", "source_file": "str"}), "visits")
    return reading


def test_the_total_is_a_note_and_the_period_is_that_of_the_name(tmp_path: Path) -> None:
    reading = read(metrica(tmp_path, TOTAL, VK))
    visits = reading.tables["visits"]
    assert visits[["day", "to_day", "source", "campaign", "sessions", "users"]].values.tolist() == [
        ["2026-01-01", "2026-01-31", "vk", "весна", 40, 35]
    ]
    assert [(note.line, note.reason) for note in reading.notes] == [
        (2, "A total of the other rows.")
    ]
    assert not reading.warnings
    assert visits["engaged_sessions"].isna().all(), (
        "a visit that is no bounce is not an engaged one"
    )


@pytest.mark.parametrize(
    "words",
    ["Итого и средние", "ИТОГО", "Всего", "Totals and averages", "Total"],
)
@pytest.mark.parametrize("place", [0, 1])
def test_every_total_is_a_note_wherever_it_stands(tmp_path: Path, words: str, place: int) -> None:
    rows = [VK]
    rows.insert(place, (words, *TOTAL[1:]))
    reading = read(metrica(tmp_path, *rows))
    assert reading.tables["visits"]["sessions"].tolist() == [40]
    repeated = read(metrica(tmp_path, (words, words, *TOTAL[2:]), VK))
    assert repeated.tables["visits"]["sessions"].tolist() == [40]


def test_a_source_may_be_called_like_a_total_when_its_campaign_stands_beside(
    tmp_path: Path,
) -> None:
    reading = read(metrica(tmp_path, ("Total", "весна", "3", "3", "0", "0:00:01")))
    assert reading.tables["visits"]["source"].tolist() == ["total"]


def test_not_set_is_missing_and_an_empty_end_is_a_subtotal(tmp_path: Path) -> None:
    rows = [
        ("Не определено", "Не определено", "20", "9", "0.2", "0:01:10"),
        ("vk", "", "40", "35", "0.2", "0:01:10"),
        ("", "весна", "7", "7", "0.2", "0:01:10"),
    ]
    reading = read(metrica(tmp_path, *rows))
    assert reading.tables["visits"][["source", "campaign"]].isna().all(axis=None)
    assert reading.tables["visits"]["sessions"].tolist() == [20]
    assert [note.line for note in reading.notes] == [3]
    assert [str(row) for row in reading.rejected] == [
        "line 4: The cell UTM Source of this row is empty, and what stands after it is not."
    ]


@pytest.mark.parametrize(
    ("visits", "visitors", "reason"),
    [
        ("x", "1", "x is no count, in the column Визиты"),
        ("-2", "1", "-2 is no count, in the column Визиты"),
        ("1", "1e9", "1e9 is no count, in the column Посетители"),
        ("", "1", "no number of visits"),
    ],
)
def test_a_row_without_a_count_is_rejected(
    tmp_path: Path, visits: str, visitors: str, reason: str
) -> None:
    reading = read(metrica(tmp_path, VK, ("ok", "весна", visits, visitors, "0", "0:00:01")))
    assert len(reading.tables["visits"]) == 1
    assert reason in str(reading.rejected[0])


def test_counts_stand_with_blanks_and_fractions_of_zero(tmp_path: Path) -> None:
    rows = [("a", "x", "1 234", "1\u00a0000", "0.2", ""), ("b", "x", "56.0", "7", "20,1%", "")]
    visits = read(metrica(tmp_path, *rows)).tables["visits"]
    assert visits[["sessions", "users"]].values.tolist() == [[1234, 1000], [56, 7]]


def test_visitors_of_rows_that_are_added_up_are_unknown(tmp_path: Path) -> None:
    reading = read(metrica(tmp_path, VK, ("VK ", "Весна", "2", "2", "0", "0:00:01")))
    visits = reading.tables["visits"]
    assert visits["sessions"].tolist() == [42]
    assert visits["users"].isna().all()
    assert reading.merged == ()


def test_a_further_dimension_is_added_up_and_told(tmp_path: Path) -> None:
    header = ("UTM Source", "Тип устройства", "Визиты", "Отказы")
    rows = [("vk", "Смартфоны", "4", "0"), ("vk", "ПК", "3", "0")]
    reading = read(metrica(tmp_path, *rows, header=header))
    assert reading.tables["visits"]["sessions"].tolist() == [7]
    assert codes(reading) == {"metrica_detail"}
    assert "Тип устройства" in str(reading.warnings[0])


def test_goals_are_known_and_other_metrics_are_told(tmp_path: Path) -> None:
    header = ("UTM Source", "Визиты", "Отказы", "Достижения цели (Заказ)", "Настроение")
    reading = read(metrica(tmp_path, ("vk", "4", "0", "1", "5"), header=header))
    assert [c.code for c in reading.warnings] == ["unknown-columns"]
    assert reading.warnings[0].values == {"columns": "Настроение"}
    assert reading.tables["visits"]["key_events"].isna().all()


@pytest.mark.parametrize(
    ("title", "text", "day", "to_day"),
    [
        ("Месяц визита", "2026-01-01", "2026-01-01", "2026-01-31"),
        ("Месяц визита", "2026-02", "2026-02-01", "2026-02-15"),
        ("Месяц визита", "02.2026", "2026-02-01", "2026-02-15"),
        ("Month of visit", "January 2026", "2026-01-01", "2026-01-31"),
        ("Месяц визита", "Декабрь 2025 г.", "2025-12-20", "2025-12-31"),
        ("Неделя визита", "2026-02-09", "2026-02-09", "2026-02-15"),
        ("Неделя визита", "2026-01-05", "2026-01-05", "2026-01-11"),
        ("Дата визита", "17.01.2026", "2026-01-17", "2026-01-17"),
        ("Date of visit", "2026-01-17", "2026-01-17", "2026-01-17"),
    ],
)
def test_days_of_a_row_stay_within_the_period(
    tmp_path: Path, title: str, text: str, day: str, to_day: str
) -> None:
    header = ("UTM Source", title, "Визиты", "Отказы")
    name = "Метки UTM-2025-12-20-2026-02-15.csv"
    visits = read(metrica(tmp_path, ("vk", text, "4", "0"), header=header, name=name)).tables[
        "visits"
    ]
    assert visits[["day", "to_day"]].values.tolist() == [[day, to_day]]


@pytest.mark.parametrize("text", ["soon", "2026-02-30", "2026-13", "2026-03-01", "0001-01-01"])
def test_a_day_that_cannot_be_is_rejected(tmp_path: Path, text: str) -> None:
    header = ("UTM Source", "Месяц визита", "Визиты", "Отказы")
    rows = [("vk", "2026-01", "4", "0"), ("vk", text, "4", "0")]
    reading = read(metrica(tmp_path, *rows, header=header))
    assert len(reading.tables["visits"]) == 1
    assert [str(row) for row in reading.rejected] == [f"line 3: The day {text} cannot be read."]


def test_days_that_can_be_read_two_ways_are_asked_for(tmp_path: Path) -> None:
    header = ("UTM Source", "Дата визита", "Визиты", "Отказы")
    export = metrica(tmp_path, ("vk", "03/01/2026", "4", "0"), header=header, name="a.csv")
    with pytest.raises(ExportError, match="--dates"):
        READER.read(export)
    said = RawExport(export.path, export.modified_at, Hints(dates="dmy"))
    assert READER.read(said).tables["visits"]["day"].tolist() == ["2026-01-03"]


def test_without_days_the_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="which days it covers"):
        READER.read(metrica(tmp_path, VK, name="metrica.csv"))
    with pytest.raises(ExportError, match="which days it covers"):
        READER.read(metrica(tmp_path, VK, name="x-2026-03-31-2026-01-01.csv"))
    with pytest.raises(ExportError, match="which days it covers"):
        READER.read(metrica(tmp_path, VK, name="x-2026-02-30-2026-03-01.csv"))


def test_the_first_source_of_a_person_is_not_that_of_a_visit(tmp_path: Path) -> None:
    header = ("Первый UTM Source", "Визиты", "Отказы")
    with pytest.raises(ExportError, match="Первый UTM Source tells where people first came"):
        READER.read(metrica(tmp_path, ("vk", "4", "0"), header=header))
    header = ("Последний значимый UTM Source", "Визиты", "Отказы")
    reading = read(metrica(tmp_path, ("vk", "4", "0"), header=header))
    assert reading.tables["visits"]["source"].tolist() == ["vk"]


def test_a_workbook_with_a_title_and_another_sheet(tmp_path: Path) -> None:
    sheets = {
        "О файле": [["Метки UTM"]],
        "Данные": [["Период", "2026-01-01 — 2026-01-31"], [], HEADER, TOTAL, VK, HEADER],
    }
    reading = read(workbook(tmp_path, sheets, name="a.xlsx"))
    visits = reading.tables["visits"]
    assert visits[["day", "to_day", "sessions", "source_row"]].values.tolist() == [
        ["2026-01-01", "2026-01-31", 40, STEP + 5]
    ]
    assert sorted(note.line for note in reading.notes) == [1, STEP + 1, STEP + 4, STEP + 6]


def test_what_excel_spoilt_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="Excel"):
        READER.read(metrica(tmp_path, ("vk", "весна", "12.апр", "1", "0", "")))


def test_addresses_in_tags_are_told_and_the_import_hides_them(tmp_path: Path) -> None:
    reading = read(metrica(tmp_path, ("mari@kohvik.example", "x", "1", "1", "0", "")))
    assert reading.tables["visits"]["source"].tolist() == ["mari@kohvik.example"]
    assert codes(reading) == {"personal-tags"}


@pytest.mark.parametrize(
    "text",
    [
        "UTM Source,Визиты\nvk,1\n",
        "Источник трафика,Визиты,Посетители\nПрямые заходы,1,1\n",
        "utm_source;utm_medium;Сумма заказа;Номер заказа;Дата\nvk;cpc;5;1;01.02.2026\n",
        "Session source / medium,Sessions,Total users\na / b,1,1\n",
        "Период,Визиты,Посетители\n2026-01-01,1,1\n",
    ],
)
def test_foreign_tables_do_not_match(tmp_path: Path, text: str) -> None:
    assert not READER.matches(raw(tmp_path, text, NAME))


def test_no_other_reader_knows_the_table(tmp_path: Path) -> None:
    export = metrica(tmp_path, TOTAL, VK)
    assert [reader.name for reader in READERS if reader.matches(export)] == ["yandex_metrica"]


CELLS = st.one_of(
    st.sampled_from(["vk", "VK", "", "Итого", "Не определено", "1", "1 200", "-1", "0.5", "x",
                     "2026-01-05", "0:01:02", "=1+1", "a@b.ee"]),
    st.text(max_size=4),
)  # fmt: skip


@settings(max_examples=25, deadline=None, derandomize=True,
          suppress_health_check=[HealthCheck.function_scoped_fixture])  # fmt: skip
@given(
    header=st.permutations([*HEADER, "Месяц визита", "Устройство"]),
    rows=st.lists(st.lists(CELLS, min_size=7, max_size=9), max_size=6),
)
def test_mutated_tables_are_harmless(
    tmp_path: Path, header: list[str], rows: list[list[str]]
) -> None:
    only_smmlab_errors(READER, raw(tmp_path, table(header, rows), NAME))


@settings(max_examples=20, deadline=None, derandomize=True,
          suppress_health_check=[HealthCheck.function_scoped_fixture])  # fmt: skip
@given(data=st.data())
def test_the_order_of_rows_is_irrelevant(tmp_path: Path, data: st.DataObject) -> None:
    rows = [
        TOTAL, VK, ("VK", "Весна", "2", "2", "0", ""), ("ok", "x", "5", "4", "0", ""),
        ("ok", "", "5", "4", "0", ""), ("mail", "x", "?", "4", "0", ""),
    ]  # fmt: skip

    def visits_of(arranged: list[tuple[str, ...]]) -> pd.DataFrame:
        visits = read(metrica(tmp_path, *arranged)).tables["visits"].drop(columns="source_row")
        return visits.sort_values("source", ignore_index=True)

    shuffled = data.draw(st.permutations(rows))
    pd.testing.assert_frame_equal(visits_of(rows), visits_of(list(shuffled)))
