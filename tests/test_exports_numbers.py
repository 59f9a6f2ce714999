"""One parser of numbers: the mark is the column's, nonsense is flagged, missing is missing."""

import math

import pandas as pd
import pytest
from babel.numbers import format_decimal
from hypothesis import given, settings
from hypothesis import strategies as st

from smmlab.exports.numbers import find_decimal, is_missing, parse_counts, parse_numbers


def parsed(*texts: str | None) -> list[float | str | None]:
    values, bad = parse_numbers(pd.Series(texts, dtype="str"))
    return [
        "bad" if wrong else None if math.isnan(value) else value
        for value, wrong in zip(values, bad, strict=True)
    ]


def test_thousands_of_every_kind() -> None:
    assert parsed("1,234", "1 234", "1\u00a0234", "1\u202f234", "12'345'678", "7") == [
        1234, 1234, 1234, 1234, 12345678, 7,
    ]  # fmt: skip


def test_the_decimal_mark_is_decided_by_the_column() -> None:
    assert parsed("1 234,56", "3,5", "1.234") == [1234.56, 3.5, 1234]
    assert parsed("1,234.56", "3.5", "1,234") == [1234.56, 3.5, 1234]
    # One comma column, one cell against it: flagged, not guessed.
    assert parsed("1,5", "2,5", "3.25") == [1.5, 2.5, "bad"]


@pytest.mark.parametrize(
    "text", ["undefined", "NAN", "--", "-", "N/A", "(not set)", "Не определено", "", "  ", None]
)
def test_missing_is_never_zero(text: str | None) -> None:
    assert parsed(text, "0") == [None, 0]
    assert is_missing(pd.Series([text, "0"], dtype="str")).tolist() == [True, False]


@pytest.mark.parametrize(
    "text",
    ["12,5K", "1e5", "1.22166E+17", "1,23,456", "1,234 567", "3.апр", "=1+1", "١٢", "9" * 400,
     "1..2", "five", "0x1F", "1_000", "inf"],
)  # fmt: skip
def test_what_is_no_number_is_flagged(text: str) -> None:
    assert parsed(text, "1.5") == ["bad", 1.5]


def test_signs_and_percent() -> None:
    assert parsed("-31.5%", "−2", "+3", "2.3 %") == [-31.5, -2, 3, 2.3]


def test_counts_are_whole_and_not_negative() -> None:
    counts, bad = parse_counts(pd.Series(["12.0", "1,000", "-1", "0.5", "9" * 17, "--", "x"]))
    assert counts.isna().tolist() == [False, False, True, True, True, True, True]
    assert counts.tolist()[:2] == [12, 1000]
    assert bad.tolist() == [False, False, True, True, True, False, True]
    assert str(counts.dtype) == "Int64"


def test_an_empty_column_is_no_problem() -> None:
    values, bad = parse_numbers(pd.Series([], dtype="str"))
    assert len(values) == len(bad) == 0


@settings(max_examples=30, deadline=None)
@given(
    numbers=st.lists(st.integers(0, 10**9).map(lambda n: n / 100), min_size=1, max_size=5),
    locale=st.sampled_from(["en", "et", "ru", "de", "fr", "lv"]),
)
def test_numbers_of_every_locale_come_back(numbers: list[float], locale: str) -> None:
    texts = pd.Series([format_decimal(n, format="#,##0.00", locale=locale) for n in numbers])
    values, bad = parse_numbers(texts)
    assert not bad.any()
    assert values.tolist() == pytest.approx(numbers)


@settings(max_examples=75, deadline=None)
@given(st.lists(st.text(st.sampled_from("0123456789.,-+% \u00a0eE–K'"), max_size=10), max_size=5))
def test_every_cell_is_a_number_missing_or_bad(texts: list[str]) -> None:
    column = pd.Series(texts, dtype="str")
    values, bad = parse_numbers(column)
    assert (
        values.notna().astype(int) + bad.astype(int) + is_missing(column).astype(int) == 1
    ).all()
    assert find_decimal(column) in (".", ",")
