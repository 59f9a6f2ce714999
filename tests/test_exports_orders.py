"""Orders of any shop: three languages, money in every form, dates, totals, other readers' files."""

from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from meta_files import codes, only_smmlab_errors, raw, table
from sheet_files import STEP, workbook
from shop_files import orders_file, read_orders_of
from smmlab.errors import ExportError
from smmlab.exports.catalogue import READERS
from smmlab.exports.privacy import Pseudonymiser
from smmlab.exports.reading import Reading
from smmlab.exports.shops.orders import READER
from smmlab.exports.source import open_export
from smmlab.imports import canonical_frames

HEADER = ("Order ID", "Date", "Total", "Currency", "Status", "Email", "Phone", "Customer",
          "UTM_SOURCE", "utm_medium", "utm_campaign", "Refund")  # fmt: skip
ORDER = {
    "Order ID": "A-1", "Date": "2026-01-01T00:00:00Z", "Total": "12.50", "Currency": "EUR",
    "Status": "paid", "Email": "Mari@Kohvik.example", "Customer": "SECRET", "UTM_SOURCE": "VK",
    "utm_medium": "cpc", "utm_campaign": "Kevad",
}  # fmt: skip
MIDNIGHT = 1_767_225_600  # 2026-01-01 00:00 UTC


def order(**fields: str) -> dict[str, str]:
    return {**ORDER, **{key.replace("_", " "): value for key, value in fields.items()}}


def read(folder: Path, *rows: dict[str, str]) -> tuple[Reading, pd.DataFrame]:
    return read_orders_of(READER, orders_file(folder, HEADER, rows))


def test_an_order_is_read_and_nobody_is_named(tmp_path: Path) -> None:
    reading, orders = read(tmp_path, order())
    columns = ["shop", "order_id", "at", "clock", "precision", "customer", "amount", "currency",
               "status", "utm_source", "utm_medium", "utm_campaign", "source_row"]  # fmt: skip
    assert orders[columns].values.tolist() == [
        ["orders", "A-1", MIDNIGHT, "UTC", "second", "mari@kohvik.example", 12.5, "EUR", "paid",
         "vk", "cpc", "kevad", 2]
    ]  # fmt: skip
    assert pd.isna(orders["refunded"][0])
    assert "SECRET" not in orders.to_csv()
    assert not reading.warnings


@pytest.mark.parametrize(
    "header",
    [
        ("Order number", "Order date", "Order total"),
        ("order_id", "created_at", "total_price"),
        ("Номер заказа", "Дата заказа", "Сумма заказа"),
        ("№ заказа", "Дата", "Итого"),
        ("ID сделки", "Дата создания", "Сумма"),
        ("Tellimuse number", "Kuupäev", "Summa"),
        ("TELLIMUSE NR", " Tellimise  kuupäev", "Kogusumma"),
    ],
)
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_headings_in_three_languages(
    tmp_path: Path, header: tuple[str, str, str], delimiter: str
) -> None:
    row = dict(zip(header, ("7", "2026-01-01T00:00:00Z", "5"), strict=True))
    export = orders_file(tmp_path, header, [row], delimiter=delimiter)
    reading, orders = read_orders_of(READER, export)
    assert orders[["order_id", "at", "amount"]].values.tolist() == [["7", MIDNIGHT, 5]]
    assert codes(reading) == {"orders_no_tags", "orders_no_currency"}
    assert [reader.name for reader in READERS if reader.matches(export)] == ["orders"]


@pytest.mark.parametrize(
    ("total", "amount", "code"),
    [
        ("1 234,56", 1234.56, None), ("1\u00a0234,56", 1234.56, None),
        ("1\u202f234,56 ₽", 1234.56, "RUB"), ("1,234.56", 1234.56, None),
        ("1.234,56 €", 1234.56, "EUR"), ("€12", 12, "EUR"), ("12 руб.", 12, "RUB"),
        ("12.00 EUR", 12, "EUR"), ("$0.99", 0.99, "USD"), ("0", 0, None),
    ],
)  # fmt: skip
def test_money_in_every_form(tmp_path: Path, total: str, amount: float, code: str | None) -> None:
    _, orders = read(tmp_path, order(Total=total, Currency=""))
    assert orders["amount"].tolist() == [amount]
    assert orders["currency"].fillna("?").tolist() == [code or "?"]


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"Order_ID": ""}, "no order number"),
        ({"Total": ""}, "no total"),
        ({"Total": "n/a"}, "no total"),
        ({"Total": "twelve"}, "twelve is not a sum of money"),
        ({"Total": "5 thousand"}, "not a sum of money"),
        ({"Total": "5%"}, "not a sum of money"),
        ({"Total": "-5"}, "-5 is below zero"),
        ({"Total": "-€5"}, "-€5 is below zero"),
        ({"Refund": "x"}, "The amount x is not a sum of money"),
        ({"Currency": "coins"}, "coins is not the code of a currency"),
        ({"Total": "5 $"}, "The sign in the amount 5 $ and the currency of the row do not agree"),
        ({"Date": ""}, "The order has no date"),
        ({"Date": "soon"}, "The time soon of the order cannot be read"),
        ({"Date": "2027-01-01"}, "The time 2027-01-01 of the order cannot be read"),
        ({"Date": "1970-01-01"}, "cannot be read"),
        ({"Date": "2026-02-30"}, "cannot be read"),
    ],
)
def test_what_is_wrong_with_an_order_is_said(
    tmp_path: Path, fields: dict[str, str], reason: str
) -> None:
    reading, orders = read(tmp_path, order(**fields), order(Order_ID="A-2"))
    assert orders["order_id"].tolist() == ["A-2"]
    assert [row.line for row in reading.rejected] == [2]
    assert reason in str(reading.rejected[0])


def test_a_refund_stands_apart(tmp_path: Path) -> None:
    _, orders = read(tmp_path, order(Refund="2,50"), order(Order_ID="A-2", Refund="0"))
    assert orders["amount"].tolist() == [12.5, 12.5]
    assert orders["refunded"].tolist() == [2.5, 0]


def test_the_currency_may_stand_in_the_heading(tmp_path: Path) -> None:
    header = ("Номер заказа", "Дата", "Сумма, ₽", "utm_source", "utm_medium")
    row = {"Номер заказа": "007", "Дата": "01.03.2026 10:00", "Сумма, ₽": "5"}
    _, orders = read_orders_of(READER, orders_file(tmp_path, header, [row]))
    assert orders[["order_id", "currency"]].values.tolist() == [["007", "RUB"]]


def test_each_sheet_has_the_currency_of_its_heading(tmp_path: Path) -> None:
    sheets = {
        "A": [["Order ID", "Date", "Total (EUR)"], ["1", "2026-01-01", "5"]],
        "B": [["Order ID", "Date", "Total (USD)"], ["2", "2026-01-01", "5"]],
        "C": [["Order ID", "Date", "Total"], ["3", "2026-01-01", "5"]],
        "Notes": [["nothing"]],
    }
    reading, orders = read_orders_of(READER, workbook(tmp_path, sheets))
    assert orders["currency"].fillna("?").tolist() == ["EUR", "USD", "?"]
    assert orders["source_row"].tolist() == [2, STEP + 2, 2 * STEP + 2]
    assert [note.line for note in reading.notes] == [3 * STEP + 1]
    assert {"orders_currencies", "orders_no_currency"} <= codes(reading)


@pytest.mark.parametrize("words", ["Total", "Grand total", "Итого", "Итого:", "Kokku", "Всего"])
def test_a_total_is_a_note(tmp_path: Path, words: str) -> None:
    total = {"Order ID": words, "Total": "99"}
    reading, orders = read(tmp_path, total, order(), {"Status": words, "Total": "99"})
    assert orders["amount"].tolist() == [12.5]
    assert [note.line for note in reading.notes] == [2, 4]
    reading, _ = read(tmp_path, order(Order_ID=words))
    assert not reading.notes, "an order with a date is no total"


def test_a_heading_that_stands_again_is_a_note(tmp_path: Path) -> None:
    again = dict(zip(HEADER, HEADER, strict=True))
    reading, orders = read(tmp_path, order(), again, order(Order_ID="A-2"))
    assert len(orders) == 2
    assert [(note.line, note.reason) for note in reading.notes] == [(3, "The column names again.")]


def test_one_number_for_unlike_orders_is_rejected_whole(tmp_path: Path) -> None:
    rows = [order(), order(Total="13"), order(Order_ID="A-2"), order(Order_ID="A-2"),
            order(Order_ID="A-3"), order(Order_ID="A-3", Total="x")]  # fmt: skip
    reading, orders = read(tmp_path, *rows)
    assert orders["order_id"].tolist() == ["A-2", "A-3"]
    assert [row.line for row in reading.merged] == [5]
    assert [row.line for row in reading.rejected] == [2, 3, 7]
    assert "Total differs" in str(reading.rejected[0])


def test_line_items_below_an_order_are_merged(tmp_path: Path) -> None:
    item = {"Order ID": "A-1"}
    reading, orders = read(tmp_path, order(), item, {"Order ID": "A-9"})
    assert len(orders) == 1
    assert [row.line for row in reading.merged] == [3]
    assert [note.line for note in reading.notes] == [4]


def test_local_times_stand_on_the_clock_of_the_project(tmp_path: Path) -> None:
    rows = [order(Date="26.10.2025 03:30"), order(Order_ID="A-2", Date="2026-01-01 02:00:00")]
    export = orders_file(tmp_path, HEADER, rows, zone="Europe/Tallinn")
    reading, orders = read_orders_of(READER, export)
    assert orders["at"].tolist() == [1_761_438_600, MIDNIGHT]  # the first 03:30 is summer time
    assert codes(reading) == {"orders_local_clock", "repeated-hour"}
    assert "Europe/Tallinn" in str(reading.warnings[0])
    export = orders_file(tmp_path, HEADER, [order(Date="29.03.2026 03:30")], zone="Europe/Tallinn")
    reading, orders = read_orders_of(READER, export)
    # An hour that was not leaves the day, and a doubt about the zone.
    day = pd.Timestamp("2026-03-29", tz="Europe/Tallinn").timestamp()
    assert orders[["at", "precision"]].to_numpy().tolist() == [[day, "day"]]
    assert "skipped-hour" in codes(reading)


def test_a_time_of_its_own_is_added_to_the_date(tmp_path: Path) -> None:
    header = ("Tellimuse nr", "Kuupäev", "Kellaaeg", "Summa")
    rows = [
        dict(zip(header, cells, strict=True))
        for cells in (("1", "01.01.2026", "9:30", "5"), ("2", "31.01.2026", "", "5"),
                      ("3", "2026-01-31 07:00", "9:30", "5"), ("4", "31.01.2026", "noon", "5"))
    ]  # fmt: skip
    _, orders = read_orders_of(READER, orders_file(tmp_path, header, rows))
    assert orders["at"].tolist() == [
        pd.Timestamp(text).timestamp()
        for text in ("2026-01-01 09:30", "2026-01-31", "2026-01-31 07:00", "2026-01-31")
    ]
    assert orders["precision"].tolist() == ["minute", "day", "minute", "day"]


def test_a_title_above_the_table_of_a_text_file_is_a_note(tmp_path: Path) -> None:
    text = "Заказы магазина\n\n№ заказа;Дата;Сумма\n7;01.03.2026 10:00;1 234,50\n"
    reading, orders = read_orders_of(READER, raw(tmp_path, text))
    assert orders[["order_id", "amount", "source_row"]].values.tolist() == [["7", 1234.5, 4]]
    assert [note.line for note in reading.notes] == [1]


@pytest.mark.parametrize(("dates", "day"), [("dmy", "2026-04-03"), ("mdy", "2026-03-04")])
def test_dates_that_can_be_read_two_ways_are_asked_for(
    tmp_path: Path, dates: str, day: str
) -> None:
    rows = [order(Date="03/04/2026")]
    with pytest.raises(ExportError, match="--dates dmy"):
        READER.read(orders_file(tmp_path, HEADER, rows))
    _, orders = read_orders_of(READER, orders_file(tmp_path, HEADER, rows, dates=dates))
    assert orders["at"].tolist() == [pd.Timestamp(day).timestamp()]
    assert orders["precision"].tolist() == ["day"]


def test_what_excel_spoilt_is_refused(tmp_path: Path) -> None:
    for fields in ({"Order_ID": "1.22166E+17"}, {"Total": "12.апр"}, {"Refund": "3.Apr"}):
        with pytest.raises(ExportError, match="Excel"):
            READER.read(orders_file(tmp_path, HEADER, [order(**fields)]))
    _, orders = read(tmp_path, order(Order_ID="7E12"))
    assert orders["order_id"].tolist() == ["7E12"], "a plain order number may look like a power"


def test_a_buyer_is_known_by_mail_telephone_or_number(tmp_path: Path) -> None:
    rows = [order(Email="A@B.example", Phone="+372 5550 0001"),
            order(Order_ID="2", Email="", Phone="+372 5550-0001"),
            order(Order_ID="3", Email="***@***.com", Phone="12"),
            order(Order_ID="4", Email="")]  # fmt: skip
    _, orders = read(tmp_path, *rows)
    assert orders["customer"].fillna("?").tolist() == ["a@b.example", "+37255500001", "?", "?"]


def test_addresses_in_tags_and_codes_become_pseudonyms(tmp_path: Path) -> None:
    header = [*HEADER, "Promo code"]
    row = {**order(Status="mari@kohvik.example"), "UTM_SOURCE": "mari@kohvik.example",
           "Promo code": "mari@kohvik.example"}  # fmt: skip
    reading, _ = read_orders_of(READER, orders_file(tmp_path, header, [row]))
    people = Pseudonymiser(b"k" * 32)
    frames = canonical_frames(reading, source="a", exported_at=1, is_own=True, people=people)
    orders = frames["orders"]
    assert "mari" not in orders.to_csv()
    assert orders["discount_code"].str.fullmatch("p_[0-9a-f]{16}").all()
    assert orders["utm_source"].tolist() == orders["discount_code"].tolist()
    assert "personal-tags" in codes(reading)


def test_columns_of_people_are_quiet_and_others_are_told(tmp_path: Path) -> None:
    header = [*HEADER, "Клиент", "Адрес доставки", "Kliendi nimi", "City", "Mood"]
    reading, _ = read_orders_of(READER, orders_file(tmp_path, header, [order()]))
    assert [c.values for c in reading.warnings] == [{"columns": "Mood"}]


@pytest.mark.parametrize(
    "text",
    [
        "Order ID,Date,Product\n1,2026-01-01,Kook\n",
        "Order ID,Total\n1,5\n",
        "ID,Date,Amount\n1,2026-01-01,5\n",
        "Date,Amount spent (EUR),Campaign name\n2026-01-01,5,x\n",
        "Video ID,Created,Total\n1,2026-01-01,5\n",
        "Name,Email,Financial Status,Total,Created at,Lineitem name\n#1,,paid,5,2026-01-01,Kook\n",
        "Order Number,Order Date,Order Total Amount,Order Status\n1,2026-01-01,5,Completed\n",
    ],
)
def test_tables_that_are_no_orders_or_those_of_a_shop_do_not_match(
    tmp_path: Path, text: str
) -> None:
    assert not READER.matches(raw(tmp_path, text))


def test_a_bare_number_is_that_of_an_order_only_beside_tags(tmp_path: Path) -> None:
    text = "id;utm_source;utm_medium;Дата создания;Сумма\n7;vk;cpc;01.03.2026 10:00;5\n"
    _, orders = read_orders_of(READER, raw(tmp_path, text))
    assert orders["order_id"].tolist() == ["7"]


@pytest.mark.parametrize(
    ("stage", "status"),
    [("Успешно реализовано", "paid"), ("Закрыто и не реализовано", "cancelled"),
     ("В работе", "pending"), ("Closed lost", "cancelled"), ("Won", "paid")],
)  # fmt: skip
def test_stages_of_sales_tools_tell_what_was_sold(tmp_path: Path, stage: str, status: str) -> None:
    header = ("ID", "Бюджет", "Дата создания сделки", "Стадия сделки", "utm_source", "utm_medium")
    row = {"ID": "9", "Бюджет": "1 500", "Дата создания сделки": "01.03.2026 10:00:00",
           "Стадия сделки": stage}  # fmt: skip
    reading, orders = read_orders_of(READER, orders_file(tmp_path, header, [row], delimiter=";"))
    assert orders[["order_id", "amount", "status"]].values.tolist() == [["9", 1500, status]]
    assert "orders_states" not in codes(reading)


def test_no_fixture_of_another_reader_is_taken() -> None:
    from test_exports_fixtures import CASES, open_case

    taken = [case for case in CASES if case.parent.name != "orders"
             and READER.matches(open_case(case))]  # fmt: skip
    assert not taken


def test_no_real_file_of_another_source_is_taken(shared: Path) -> None:
    for sample in sorted((shared / "samples").rglob("*.*")):
        assert not READER.matches(open_export(sample)), sample


CELLS = st.one_of(
    st.sampled_from(["A-1", "A-2", "", "12,50", "-1", "EUR", "2026-01-01 02:00", "1E+17", "x",
                     "Итого", "a@b.ee", "9" * 30, "29.03.2026 03:30", "01/02/2026", "=1+1"]),
    st.text(max_size=4),
)  # fmt: skip


@settings(max_examples=25, deadline=None, derandomize=True,
          suppress_health_check=[HealthCheck.function_scoped_fixture])  # fmt: skip
@given(
    header=st.permutations(HEADER),
    rows=st.lists(st.lists(CELLS, min_size=len(HEADER) - 1, max_size=len(HEADER) + 1), max_size=5),
)
def test_mutated_tables_are_harmless(
    tmp_path: Path, header: list[str], rows: list[list[str]]
) -> None:
    only_smmlab_errors(READER, raw(tmp_path, table(header, rows)))


@settings(max_examples=15, deadline=None, derandomize=True,
          suppress_health_check=[HealthCheck.function_scoped_fixture])  # fmt: skip
@given(data=st.data())
def test_order_and_halves_give_the_same_orders(tmp_path: Path, data: st.DataObject) -> None:
    rows = [order(Order_ID=str(number), Total=total, Status=status) for number, total, status in (
        (1, "5", "paid"), (1, "5", "refunded"), (2, "6", "paid"), (3, "x", "paid"), (4, "", "paid"),
        (4, "7", ""), (5, "8", "paid"))]  # fmt: skip

    def orders_of(arranged: list[dict[str, str]]) -> pd.DataFrame:
        _, orders = read(tmp_path, *arranged)
        return orders.drop(columns="source_row").sort_values("order_id", ignore_index=True)

    shuffled = list(data.draw(st.permutations(rows)))
    whole = orders_of(rows)
    pd.testing.assert_frame_equal(whole, orders_of(shuffled))
    cut = data.draw(st.integers(0, len(rows)))
    halves = pd.concat([orders_of(shuffled[:cut]), orders_of(shuffled[cut:])])
    joined = halves.groupby("order_id", as_index=False).max(numeric_only=False)
    assert joined["order_id"].tolist() == whole["order_id"].tolist()
    assert joined["amount"].tolist() == whole["amount"].tolist()
    assert joined["status"].tolist() == whole["status"].tolist()
