"""WooCommerce orders: names of several plugins, tags of the attribution, net revenue, people."""

from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from meta_files import codes, only_smmlab_errors, raw, table
from sheet_files import workbook
from shop_files import orders_file, read_orders_of
from smmlab.errors import ExportError
from smmlab.exports.catalogue import READERS
from smmlab.exports.shops.woocommerce import READER

HEADER = (
    "Order Number", "Order ID", "Order Status", "Order Date", "First Name (Billing)",
    "Email (Billing)", "Phone (Billing)", "Customer Note", "Order Total Amount", "Order Currency",
    "Order Refund Amount", "Item Name", "Coupon Code", "meta:_wc_order_attribution_utm_source",
    "meta:_wc_order_attribution_utm_medium",
)  # fmt: skip
ORDER = {
    "Order Number": "101", "Order ID": "9101", "Order Status": "Completed",
    "Order Date": "2026-01-01 02:00", "First Name (Billing)": "SECRET",
    "Email (Billing)": "Mari@Kohvik.example", "Customer Note": "SECRET",
    "Order Total Amount": "12.50",
    "Order Currency": "EUR", "Item Name": "Kook",
}  # fmt: skip
MIDNIGHT = 1_767_225_600  # 2026-01-01 00:00 UTC


def order(**fields: str) -> dict[str, str]:
    return {**ORDER, **{key.replace("_", " "): value for key, value in fields.items()}}


def test_an_order_has_its_number_money_and_moment(tmp_path: Path) -> None:
    export = orders_file(tmp_path, HEADER, [order()], zone="Europe/Tallinn")
    reading, orders = read_orders_of(READER, export)
    found = orders.iloc[0]
    assert (found["order_id"], found["amount"], found["currency"]) == ("101", 12.5, "EUR")
    assert (found["at"], found["clock"], found["precision"]) == (
        MIDNIGHT, "Europe/Tallinn", "minute"
    )  # fmt: skip
    assert (found["customer"], found["status"]) == ("mari@kohvik.example", "paid")
    assert pd.isna(found["refunded"]), "an empty refund is not zero"
    assert codes(reading) == {"orders_local_clock"}
    assert "SECRET" not in orders.to_csv()


def test_items_of_one_order_are_one_order(tmp_path: Path) -> None:
    rows = [order(Item_Name="Kook"), order(Item_Name="Sai"), order(Order_Number="102")]
    reading, orders = read_orders_of(READER, orders_file(tmp_path, HEADER, rows))
    assert orders["order_id"].tolist() == ["101", "102"]
    assert [row.line for row in reading.merged] == [3]


@pytest.mark.parametrize(
    "name",
    ["meta:_wc_order_attribution_utm_source", "meta: _wc_order_attribution_utm_source",
     "_wc_order_attribution_utm_source", "wc_order_attribution_utm_source"],
)  # fmt: skip
def test_tags_stand_under_the_names_of_every_plugin(tmp_path: Path, name: str) -> None:
    header = [*HEADER[:-2], name]
    export = orders_file(tmp_path, header, [{**ORDER, name: " FaceBook "}])
    reading, orders = read_orders_of(READER, export)
    assert orders["utm_source"].tolist() == ["facebook"]
    assert "unknown-columns" not in codes(reading)


def test_the_tags_alone_tell_the_shop(tmp_path: Path) -> None:
    header = ("order_id", "date", "total", "_wc_order_attribution_utm_source")
    row = {"order_id": "5", "date": "2026-01-01 02:00:00", "total": "7",
           "_wc_order_attribution_utm_source": "vk"}  # fmt: skip
    _, orders = read_orders_of(READER, orders_file(tmp_path, header, [row]))
    assert orders["shop"].tolist() == ["woocommerce"]


@pytest.mark.parametrize(
    ("status", "read_as"),
    [("Completed", "paid"), ("wc-processing", "paid"), ("Pending payment", "pending"),
     ("On hold", "pending"), ("Cancelled", "cancelled"), ("Refunded", "refunded"),
     ("Failed", "failed"), ("trash", "cancelled"), ("", None)],
)  # fmt: skip
def test_states_are_those_of_the_table(tmp_path: Path, status: str, read_as: str | None) -> None:
    export = orders_file(tmp_path, HEADER, [order(Order_Status=status)])
    reading, orders = read_orders_of(READER, export)
    assert orders["status"].fillna("?").tolist() == [read_as or "?"]
    assert "orders_states" not in codes(reading)


def test_an_unknown_state_is_told(tmp_path: Path) -> None:
    export = orders_file(tmp_path, HEADER, [order(Order_Status="Sent by owl")])
    reading, orders = read_orders_of(READER, export)
    assert orders["status"].tolist() == ["sent_by_owl"]
    assert "sent_by_owl" in str(next(c for c in reading.warnings if c.code == "orders_states"))


def test_a_guest_is_nobody_and_a_customer_number_somebody(tmp_path: Path) -> None:
    header = [*HEADER, "Customer ID"]
    rows = [
        {**order(Order_Number=number), "Email (Billing)": mail, "Customer ID": customer}
        for number, mail, customer in (("1", "", "0"), ("2", "", "17"), ("3", "a@b.example", "17"))
    ]
    _, orders = read_orders_of(READER, orders_file(tmp_path, header, rows))
    assert orders["customer"].fillna("?").tolist() == ["?", "17", "a@b.example"]


def test_net_revenue_is_told_and_money_below_zero_is_rejected(tmp_path: Path) -> None:
    header = ("Date", "Order #", "Status", "Customer", "N. Revenue")
    rows = [
        {"Date": "2026-01-01 02:00:00", "Order #": "1", "Status": "Completed", "Customer": "SECRET",
         "N. Revenue": "5"},
        {"Date": "2026-01-01 02:00:00", "Order #": "1", "Status": "Refunded", "N. Revenue": "-5"},
    ]  # fmt: skip
    reading, orders = read_orders_of(READER, orders_file(tmp_path, header, rows))
    assert orders[["amount", "status"]].values.tolist() == [[5, "paid"]]
    assert orders["currency"].isna().all()
    assert codes(reading) == {"woocommerce_net", "orders_local_clock", "orders_no_currency"}
    assert str(reading.rejected[0]) == (
        "line 3: The amount -5 is below zero: money given back belongs into a column of its own."
    )


def test_currencies_stay_apart(tmp_path: Path) -> None:
    rows = [order(), order(Order_Number="2", Order_Currency="usd")]
    reading, orders = read_orders_of(READER, orders_file(tmp_path, HEADER, rows))
    assert orders["currency"].tolist() == ["EUR", "USD"]
    assert "orders_currencies" in codes(reading)


@pytest.mark.parametrize(
    ("at", "caution"),
    [
        ("2026-10-25 03:30", None),
        ("2025-10-26 03:30", "repeated-hour"),
        ("2026-03-29 03:30", "skipped-hour"),
    ],
)
def test_hours_that_are_not_or_are_twice(tmp_path: Path, at: str, caution: str | None) -> None:
    rows = [order(Order_Date=at), order(Order_Number="2")]
    export = orders_file(tmp_path, HEADER, rows, zone="Europe/Tallinn")
    reading, orders = read_orders_of(READER, export)
    if caution:
        assert caution in codes(reading)
        assert len(orders) == 2
    else:
        # The moment lies after the file was written.
        assert str(reading.rejected[0]) == f"line 2: The time {at} of the order cannot be read."


def test_dates_that_can_be_read_two_ways_are_asked_for(tmp_path: Path) -> None:
    rows = [order(Order_Date="03/04/2026 10:00")]
    with pytest.raises(ExportError, match="--dates"):
        READER.read(orders_file(tmp_path, HEADER, rows))
    _, orders = read_orders_of(READER, orders_file(tmp_path, HEADER, rows, dates="dmy"))
    assert orders["at"].tolist() == [pd.Timestamp("2026-04-03 10:00").timestamp()]


def test_a_workbook_is_read_as_the_text_is(tmp_path: Path) -> None:
    rows = [HEADER, [ORDER.get(name, "") for name in HEADER]]
    _, orders = read_orders_of(READER, workbook(tmp_path, {"Orders": rows, "Empty": []}))
    assert orders[["order_id", "amount", "source_row"]].values.tolist() == [["101", 12.5, 2]]


def test_no_other_reader_knows_the_table(tmp_path: Path) -> None:
    export = orders_file(tmp_path, HEADER, [order()])
    assert [reader.name for reader in READERS if reader.matches(export)] == ["woocommerce"]


@pytest.mark.parametrize(
    "text",
    [
        "Order ID,Date,Total\n1,2026-01-01,5\n",
        "Date,Status\n1,2\n",
        "Order #,Date,Customer\n1,2,3\n",
    ],
)
def test_foreign_tables_do_not_match(tmp_path: Path, text: str) -> None:
    assert not READER.matches(raw(tmp_path, text))


CELLS = st.one_of(
    st.sampled_from(["101", "102", "", "12,50", "-1", "EUR", "2026-01-01 02:00", "1E+17", "x",
                     "Total", "a@b.ee", "99999999999999999999", "29.03.2026 03:30"]),
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
def test_the_order_of_rows_is_irrelevant(tmp_path: Path, data: st.DataObject) -> None:
    rows = [order(), order(Item_Name="Sai"), order(Order_Number="2"), order(Order_Date="soon"),
            order(Order_Number="3", Order_Total_Amount="x")]  # fmt: skip

    def orders_of(arranged: list[dict[str, str]]) -> pd.DataFrame:
        _, orders = read_orders_of(READER, orders_file(tmp_path, HEADER, arranged))
        return orders.drop(columns="source_row").sort_values("order_id", ignore_index=True)

    shuffled = data.draw(st.permutations(rows))
    pd.testing.assert_frame_equal(orders_of(rows), orders_of(list(shuffled)))
