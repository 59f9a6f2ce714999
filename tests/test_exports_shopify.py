"""Shopify orders: line items into orders, money checked, people left out."""

import csv
import io
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sheet_files import workbook
from smmlab.errors import ExportError
from smmlab.exports.catalogue import check_account
from smmlab.exports.reading import Reading
from smmlab.exports.shops.shopify import READER
from smmlab.exports.source import open_export
from smmlab.schema import check

HEADER = [
    "Name", "Email", "Financial Status", "Currency", "Total", "Discount Code", "Created at",
    "Lineitem name", "Billing Name", "Notes", "Note Attributes", "Cancelled at", "Refunded Amount",
    "Phone",
]  # fmt: skip
FIRST = {
    "Email": "Mari@Kohvik.ee", "Financial Status": "paid", "Currency": "EUR", "Total": "12.50",
    "Created at": "2026-01-01 02:00:00 +0200", "Lineitem name": "Kook", "Refunded Amount": "0.00",
    "Billing Name": "SECRET NAME", "Notes": "SECRET NOTE",
}  # fmt: skip
MIDNIGHT = 1_767_225_600  # 2026-01-01 00:00 UTC


def order(name: str, **fields: str) -> dict[str, str]:
    return {**FIRST, "Name": name, **{key.replace("_", " "): v for key, v in fields.items()}}


def item(name: str) -> dict[str, str]:
    return {"Name": name, "Email": FIRST["Email"], "Created at": FIRST["Created at"],
            "Lineitem name": "Sai"}  # fmt: skip


def written(rows: list[dict[str, str]], delimiter: str = ",") -> str:
    buffer = io.StringIO(newline="")
    writer = csv.DictWriter(buffer, HEADER, restval="", delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return buffer.getvalue()


@pytest.fixture
def read(tmp_path: Path):
    def read_text(text: str) -> Reading:
        path = tmp_path / "orders_export_1.csv"
        path.write_text(text, encoding="utf-8", newline="")
        raw = open_export(path)
        assert READER.matches(raw)
        reading = READER.read(raw)
        check_account(reading)
        orders = reading.tables["orders"].assign(source_file=path.name, exported_at=0)
        check(orders.astype({"exported_at": "Int64", "source_file": "str"}), "orders")
        return reading

    return read_text


def test_line_items_become_one_order(read) -> None:
    reading = read(written([order("#1"), item("#1"), order("#2", Total="1,234.00"), item("#1")]))
    orders = reading.tables["orders"]
    assert orders[["order_id", "amount", "currency", "at", "source_row"]].values.tolist() == [
        ["#1", 12.5, "EUR", MIDNIGHT, 2],
        ["#2", 1234.0, "EUR", MIDNIGHT, 4],
    ]
    assert [listed.line for listed in reading.merged] == [3, 5]
    assert orders["first_order"].isna().all(), "known only over all files, so the merge tells"


def test_no_personal_column_is_read(read) -> None:
    reading = read(written([order("#1")]))
    assert "SECRET" not in reading.tables["orders"].to_csv()
    assert reading.tables["orders"]["customer"].tolist() == ["mari@kohvik.ee"]


@pytest.mark.parametrize(
    "masked", ["MASKED", "", "***", "xxx@xxx.xxx", "***@***.com", "[redacted]"]
)
def test_a_masked_buyer_is_nobody(read, masked: str) -> None:
    orders = read(written([order("#1", Email=masked), order("#2", Email=masked)])).tables["orders"]
    assert orders["customer"].isna().all()


def test_a_telephone_stands_in_for_a_missing_address(read) -> None:
    rows = [
        order("#1", Email="", Phone="+372 5123 4567"),
        order("#2", Email="", Phone="+37251234567"),
    ]
    assert read(written(rows)).tables["orders"]["customer"].nunique() == 1


def test_status_discount_and_tags(read) -> None:
    tags = "color: red\nUTM_Source: Face%20book \nutm_medium: Social\nutm_source: other"
    rows = [
        order("#1", Note_Attributes=tags, Discount_Code=" KEVAD "),
        order("#2", Cancelled_at="2026-01-02 02:00:00 +0200", Financial_Status="voided"),
        order("#3", Financial_Status="Partially Refunded", Refunded_Amount="5.00"),
    ]
    orders = read(written(rows)).tables["orders"].set_index("order_id")
    assert orders["status"].tolist() == ["paid", "cancelled", "partially_refunded"]
    assert orders["refunded"].tolist() == [0, 0, 5]
    assert orders.loc["#1", ["utm_source", "utm_medium"]].tolist() == ["face book", "social"]
    assert orders.loc["#1", "discount_code"] == "KEVAD"
    assert orders["utm_campaign"].isna().all()


@pytest.mark.parametrize(
    "fields",
    [
        {"Total": "abc"}, {"Total": ""}, {"Total": "-1"}, {"Total": "5%"}, {"Currency": "coins"},
        {"Refunded_Amount": "x"}, {"Created_at": "yesterday"}, {"Created_at": ""},
        {"Created_at": "0001-01-01 00:00:00 +0000"}, {"Created_at": "1970-01-01 00:00:00 +0000"},
    ],
)  # fmt: skip
def test_a_malformed_order_is_rejected_whole(read, fields: dict[str, str]) -> None:
    reading = read(written([order("#1", **fields), order("#2"), {**item("#1"), "Created at": ""}]))
    assert reading.tables["orders"]["order_id"].tolist() == ["#2"]
    assert sorted(listed.line for listed in reading.rejected) == [2, 4]
    assert all(str(listed) for listed in reading.rejected)


def test_one_number_for_two_orders_is_refused(read) -> None:
    reading = read(written([order("#1"), order("#1", Total="99.00")]))
    assert reading.tables["orders"].empty
    assert "Total differs" in str(reading.rejected[0])


def test_currencies_stay_apart(read) -> None:
    reading = read(written([order("#1"), order("#2", Currency="usd")]))
    assert reading.tables["orders"]["currency"].tolist() == ["EUR", "USD"]
    assert [c.code for c in reading.warnings] == ["orders_currencies"]


def test_a_file_saved_again_is_read_with_a_caution_or_refused(read) -> None:
    text = written([order("#1", Created_at="2026-01-01 02:00", Total="12,50")], delimiter=";")
    reading = read(text)
    assert reading.tables["orders"][["amount", "at", "clock"]].values.tolist() == [
        [12.5, MIDNIGHT + 7200, "UTC"]
    ]
    assert [c.code for c in reading.warnings] == ["orders_local_clock"]
    with pytest.raises(ExportError, match="Excel"):
        read(written([order("#1", Total="12.апр")]))


def test_rows_without_a_number_or_a_cell_are_listed(read) -> None:
    text = written([order(""), order("#2")]) + "#3,broken\r\n"
    reading = read(text)
    assert sorted(listed.line for listed in reading.rejected) == [2, 4]
    assert read(written([])).tables["orders"].empty
    assert read(written([order("")])).tables["orders"].empty


def test_what_is_wrong_with_an_order_is_said(read) -> None:
    rows = [
        order("#1", Total="-1"), order("#2", Created_at=""), order("#3", Created_at="soon"),
        order("#4", Refunded_Amount="x"), order("#5", Total=""), order("#6", Currency="coins"),
        order(""), order("#7", Total="5 $"),
    ]  # fmt: skip
    assert [str(row).partition(": ")[2] for row in read(written(rows)).rejected] == [
        "The amount -1 is below zero: money given back belongs into a column of its own.",
        "The order has no date.",
        "The time soon of the order cannot be read.",
        "The amount x is not a sum of money.",
        "The order has no total.",
        "coins is not the code of a currency.",
        "This row has no order number.",
        "The sign in the amount 5 $ and the currency of the row do not agree.",
    ]


def test_an_item_shares_the_fate_of_its_order(read) -> None:
    reading = read(written([order("#1", Total="x"), item("#1"), item("#9"), item("")]))
    assert [str(row) for row in reading.rejected] == [
        "line 2: The amount x is not a sum of money.",
        "line 3: The amount x is not a sum of money.",
    ]
    assert [str(note) for note in reading.notes] == [
        "line 4: A line item of an order whose first line is not in this file.",
        "line 5: A line item without an order number.",
    ]


def test_a_workbook_saved_from_the_export_gives_the_same(tmp_path: Path, read) -> None:
    rows = [order("#1"), item("#1"), order("#2", Total="7")]
    cells = [HEADER, *([row.get(name, "") for name in HEADER] for row in rows)]
    export = workbook(tmp_path, {"orders_export_1": cells})
    assert READER.matches(export)
    pd.testing.assert_frame_equal(
        READER.read(export).tables["orders"], read(written(rows)).tables["orders"]
    )


def test_the_halves_of_a_file_give_the_orders_of_the_whole(read) -> None:
    rows = [order("#1"), item("#1"), item("#1"), order("#2", Total="7"), item("#2")]
    whole = read(written(rows)).tables["orders"]
    for cut in range(1, len(rows)):
        halves = [read(written(part)).tables["orders"] for part in (rows[:cut], rows[cut:])]
        joined = pd.concat(halves, ignore_index=True).drop(columns="source_row")
        pd.testing.assert_frame_equal(
            joined.drop_duplicates(ignore_index=True), whole.drop(columns="source_row")
        )


def test_a_file_without_a_total_is_refused_with_its_name(tmp_path: Path) -> None:
    path = tmp_path / "orders.csv"
    path.write_text("Name,Financial Status,Lineitem name\n#1,paid,Kook\n", encoding="utf-8")
    with pytest.raises(ExportError, match="Expected the columns Total, Created at of a Shopify"):
        READER.read(open_export(path))


NAMES = st.sampled_from(["#1", "#2", "#3", ""])
ROWS = st.builds(
    lambda name, total, currency, first: order(name, Total=total, Currency=currency)
    if first else item(name),
    NAMES, st.sampled_from(["1.00", "2.50", "", "x"]), st.sampled_from(["EUR", "?"]), st.booleans(),
)  # fmt: skip


@settings(max_examples=15, deadline=None, derandomize=True)
@given(rows=st.lists(ROWS, max_size=8), data=st.data())
def test_order_is_irrelevant_and_every_row_accounted_for(tmp_path_factory, rows, data) -> None:
    def orders_of(arranged: list[dict[str, str]]) -> pd.DataFrame:
        path = tmp_path_factory.mktemp("orders") / "orders.csv"
        path.write_text(written(arranged), encoding="utf-8", newline="")
        reading = READER.read(open_export(path))
        check_account(reading)
        orders = reading.tables["orders"].drop(columns="source_row")
        return orders.sort_values("order_id", ignore_index=True)

    shuffled = data.draw(st.permutations(rows))
    pd.testing.assert_frame_equal(orders_of(rows), orders_of(list(shuffled)))


def test_the_real_masked_file(shared: Path) -> None:
    raw = open_export(shared / "samples" / "shop" / "shopify_orders_header_masked_rows.csv")
    reading = READER.read(raw)
    check_account(reading)
    orders = reading.tables["orders"]
    assert (len(orders), orders["amount"].sum().round(2)) == (5, 29.95)
    assert orders["customer"].isna().all()
    assert orders["at"].tolist()[0] == pd.Timestamp("2021-04-08 17:24:41+02:00").timestamp()
