"""Day or month first in files of makers that put the month first: proven, told or refused."""

from datetime import UTC, datetime

import pandas as pd
import pytest

from smmlab.errors import ExportError
from smmlab.exports.hints import DateOrder
from smmlab.exports.reading import Caution
from smmlab.exports.stated_order import find_american_order

AT_NIGHT = int(datetime(2024, 8, 5, 3, 30, tzinfo=UTC).timestamp())  # 4 August in California
END_OF_MAY = int(datetime(2024, 5, 31, tzinfo=UTC).timestamp())


OWN = r"[0-9]{2}/[0-9]{2}/[0-9]{4}(?: [0-9]{2}:[0-9]{2})?"


def find_order(
    texts: pd.Series,
    *,
    delimiter: str = ",",
    asked: DateOrder | None = None,
    not_after: int | None = None,
    exact: pd.Series | None = None,
) -> tuple[DateOrder, tuple[Caution, ...]]:
    return find_american_order(
        texts, own=OWN, delimiter=delimiter, asked=asked, not_after=not_after, exact=exact,
        zone="America/Los_Angeles",
    )  # fmt: skip


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
        told, cautions = find_order(found)
        assert told == order
        assert [caution.code for caution in cautions] == ["other-date-order"] * (order == "dmy")


def test_the_caution_shows_a_date_that_proves_it() -> None:
    _, (caution,) = find_order(series("08/04/2024", "25/04/2024 10:00"))
    assert "Dates such as 25/04/2024 10:00 have the day first" in str(caution)


def test_both_orders_in_one_file_are_refused() -> None:
    with pytest.raises(ExportError, match="saved in Excel"):
        find_order(series("25/04/2024", "04/25/2024"))


@pytest.mark.parametrize("asked", ["dmy", "mdy"])
def test_what_the_user_says_holds(asked: DateOrder) -> None:
    assert find_order(series("25/04/2024", "04/25/2024"), asked=asked) == (asked, ())


@pytest.mark.parametrize(
    ("text", "order"), [("04/08/2024 20:30", "dmy"), ("08/04/2024 20:30", "mdy")]
)
def test_an_exact_moment_proves_the_order_on_its_clock(text: str, order: str) -> None:
    texts, exact = series(text, "01/02/2024"), pd.Series([AT_NIGHT, pd.NA], dtype="Int64")
    told, _ = find_order(texts, exact=exact)
    assert told == order
    other = "04/25/2024" if order == "dmy" else "25/04/2024"
    with pytest.raises(ExportError, match="saved in Excel"):
        find_order(series(text, other), exact=exact)


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
    assert find_order(series(*texts), not_after=END_OF_MAY)[0] == order


AMBIGUOUS = ("08/04/2024 10:00", "08/05/2024 09:30", "08/08/2024 09:30")


@pytest.mark.parametrize("delimiter", ["", ","])
def test_without_proof_the_month_is_first_as_the_maker_writes_it(delimiter: str) -> None:
    assert find_order(series(*AMBIGUOUS), delimiter=delimiter) == ("mdy", ())


@pytest.mark.parametrize(
    ("delimiter", "texts"),
    [
        (";", AMBIGUOUS),
        ("\t", AMBIGUOUS),
        (",", ("08-04-2024 10:00",)),
        ("", ("8/4/2024", *AMBIGUOUS)),
        (",", ("08/04/24",)),
        (",", ("08/04/2024 4:03 PM",)),
    ],
)
def test_a_file_of_another_program_without_proof_is_asked_about(
    delimiter: str, texts: tuple[str, ...]
) -> None:
    for column in (series(*texts), series(*reversed(texts))):
        with pytest.raises(ExportError, match=r"Dates such as .* do not show .*--dates dmy"):
            find_order(column, delimiter=delimiter)
        for asked in ("dmy", "mdy"):
            assert find_order(column, delimiter=delimiter, asked=asked) == (asked, ())
    proven = series(*texts, "08/25/2024")
    assert find_order(proven, delimiter=delimiter)[0] == "mdy"


def test_what_is_the_same_in_both_orders_is_not_asked_about() -> None:
    texts = series("08/08/2024 09:30", "13/13/2024", "soon", "2024-08-04", None)
    assert find_order(texts, delimiter=";") == ("mdy", ())


def test_a_future_with_the_day_first_proves_the_month_in_a_file_of_another_program() -> None:
    texts = series("05/12/2024", "01/05/2024")
    assert find_order(texts, delimiter=";", not_after=END_OF_MAY)[0] == "mdy"
    with pytest.raises(ExportError, match="--dates"):
        find_order(series("05/12/2024", "12/05/2024"), delimiter=";", not_after=END_OF_MAY)


def test_an_order_that_all_proofs_deny_is_refused() -> None:
    texts = series("08/04/2024", "08/25/2024")
    with pytest.raises(ExportError, match="You said dmy, but dates such as 08/25/2024 prove"):
        find_order(texts, asked="dmy")
    assert find_order(texts, asked="mdy") == ("mdy", ())
    exact = pd.Series([AT_NIGHT], dtype="Int64")
    with pytest.raises(ExportError, match="You said mdy, but dates such as 04/08/2024 prove"):
        find_order(series("04/08/2024"), asked="mdy", exact=exact)
