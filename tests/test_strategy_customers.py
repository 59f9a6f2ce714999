"""Customers in the document: a row a segment, and how many there are of each currency."""

from pathlib import Path

import pandas as pd

from smmlab.money.customer_segments import rfm_findings, segment_customers
from smmlab.strategy.document import plain
from strategy_cases import ROWS, document_of, empty_project, no_analyses
from strategy_parts import section_of, tables_of, text_of


def bought(currency: str | None, customers: int) -> pd.DataFrame:
    many = customers * 3 // 2
    return pd.DataFrame(
        {
            "customer": [f"{currency}{n % customers}" for n in range(many)],
            "currency": pd.Series([currency] * many, dtype="str"),
            "at": [n * 86_400 for n in range(many)],
            "amount": [5.0 + n % 7 for n in range(many)],
            "refunded": 0.0,
            "status": "paid",
        }
    )


def told(folder: Path, *orders: pd.DataFrame) -> tuple[list[str], str]:
    """Return the names of the rows, and all the text of the section."""
    found = rfm_findings(segment_customers(pd.concat(orders)), sources=ROWS)
    document = document_of(empty_project(folder), no_analyses(tuple(found)))
    section = section_of(document, "money")
    table = next(
        one for one in tables_of(section) if "Customers by how recently" in plain(one.caption)
    )
    assert all(len(plain(cell)) > 1 for row in table.rows for cell in row)
    return [plain(row[0]) for row in table.rows], text_of(section)


def test_one_currency_is_said_once_and_has_no_row_of_its_own(tmp_path: Path) -> None:
    rows, text = told(tmp_path, bought("EUR", 60), bought("SEK", 20))
    assert "Loyal customers" in rows
    assert not any("EUR" in row or "SEK" in row for row in rows)
    assert "60 customers have orders in EUR." in text
    assert "SEK" not in text


def test_several_currencies_stay_apart(tmp_path: Path) -> None:
    rows, text = told(tmp_path, bought("EUR", 80), bought("USD", 60), bought(None, 50))
    assert {"EUR, Loyal customers", "USD, Loyal customers", "Loyal customers"} <= set(rows)
    assert not {"EUR", "USD"} & set(rows)
    assert (
        "80 customers have orders in EUR. 60 customers have orders in USD. "
        "50 customers have orders without a currency."
    ) in text
