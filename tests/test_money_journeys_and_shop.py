"""Orders of the journeys against those of the shop: said when they differ, with evidence."""

import pandas as pd

from smmlab.findings import Finding, Source
from smmlab.money.credit_comparison import compare_credit
from smmlab.money.journeys import read_paths
from smmlab.money.journeys_and_shop import compare_with_shop

ROWS = (Source("journeys.csv", 2, 3, 2), Source("orders.csv", 2, 30, 29))


def compared(told: int, *statuses: str | None) -> dict[str, Finding]:
    ways = read_paths(pd.DataFrame({"path": ["direct"], "conversions": told, "nulls": 3,
                                    "value": 1.0, "currency": "EUR"}))  # fmt: skip
    shop = pd.DataFrame({"status": pd.Series(statuses, dtype="str")})
    found = compare_with_shop(compare_credit(ways, draws=10), shop, sources=ROWS)
    assert all(one.sources == ROWS and one.method for one in found)
    return {one.key.removeprefix("money.credit."): one for one in found}


def test_only_orders_that_count_are_compared() -> None:
    found = compared(10, *["paid"] * 12, None, "voided", "pending")
    values = {name: one.value for name, one in found.items()}
    assert values == {"orders": 10, "shop_orders": 13, "without_journey": 3}
    assert {one.unit for one in found.values()} == {"orders"}


def test_a_shop_with_fewer_orders_is_below_zero() -> None:
    assert compared(10, *["paid"] * 7)["without_journey"].value == -3


def test_nothing_is_said_where_they_agree_or_one_is_missing() -> None:
    assert compared(10, *["paid"] * 10) == {}
    assert compared(10) == {}
    assert compared(0, "paid") == {}
