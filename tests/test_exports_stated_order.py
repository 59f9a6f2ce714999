"""Day or month first in files of makers that put the month first: proven, told or refused."""

from datetime import UTC, datetime

import pandas as pd
import pytest

from smmlab.errors import ExportError
from smmlab.exports.hints import DateOrder
from smmlab.exports.stated_order import find_american_order

AT_NIGHT = int(datetime(2024, 8, 5, 3, 30, tzinfo=UTC).timestamp())  # 4 August in California
END_OF_MAY = int(datetime(2024, 5, 31, tzinfo=UTC).timestamp())


def series(*texts: str | None) -> pd.Series:
    return pd.Series(texts, dtype="str")


@pytest.mark.parametrize(
    ("texts", "order"),
    [
        (("08/04/2024 04:03", "04/25/2024 10:00"), "mdy"),
        (("08/04/2024", "04/08/2024"), "mdy"),
        (("25/04/2024 10:00", "08/04/2024 04:03"), "dmy"),
        (("8-4-24", "25-4-24 9:00 am"), "dmy"),
        # What no order can read proves nothing, nor does what has the year first.
        (("13/45/2024", "25/13/2024", "2024-25-04", "soon", "", None), "mdy"),
    ],
)
def test_a_number_above_twelve_proves_the_order(texts: tuple[str | None, ...], order: str) -> None:
    for found in (series(*texts), series(*reversed(texts))):
        told, cautions = find_american_order(found)
        assert told == order
        assert [caution.code for caution in cautions] == ["other-date-order"] * (order == "dmy")


def test_the_caution_shows_a_date_that_proves_it() -> None:
    _, (caution,) = find_american_order(series("08/04/2024", "25/04/2024 10:00"))
    assert "Dates such as 25/04/2024 10:00 have the day first" in str(caution)


def test_both_orders_in_one_file_are_refused() -> None:
    with pytest.raises(ExportError, match="saved in Excel"):
        find_american_order(series("25/04/2024", "04/25/2024"))


@pytest.mark.parametrize("asked", ["dmy", "mdy"])
def test_what_the_user_says_holds(asked: DateOrder) -> None:
    assert find_american_order(series("25/04/2024", "04/25/2024"), asked=asked) == (asked, ())


@pytest.mark.parametrize(
    ("text", "order"), [("04/08/2024 20:30", "dmy"), ("08/04/2024 20:30", "mdy")]
)
def test_an_exact_moment_proves_the_order_on_its_clock(text: str, order: str) -> None:
    texts, exact = series(text, "01/02/2024"), pd.Series([AT_NIGHT, pd.NA], dtype="Int64")
    told, _ = find_american_order(texts, exact=exact, zone="America/Los_Angeles")
    assert told == order
    other = "04/25/2024" if order == "dmy" else "25/04/2024"
    with pytest.raises(ExportError, match="saved in Excel"):
        find_american_order(series(text, other), exact=exact, zone="America/Los_Angeles")


@pytest.mark.parametrize(
    ("texts", "order"),
    [
        (("01/05/2024", "12/05/2024"), "dmy"),
        (("01/05/2024", "05/12/2024"), "mdy"),
        (("12/05/2024", "05/12/2024"), "mdy"),
        (("05/25/2024", "12/05/2024"), "mdy"),
        (("06/02/2024",), "mdy"),
    ],
)
def test_a_future_that_only_one_order_has_is_the_last_proof(
    texts: tuple[str, ...], order: str
) -> None:
    assert find_american_order(series(*texts), not_after=END_OF_MAY)[0] == order
