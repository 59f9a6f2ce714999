"""Months in words, as the networks write them in the languages of their users."""

import pandas as pd
import pytest

from smmlab.exports.month_names import parse_named_days, split_named_days


@pytest.mark.parametrize("end", ["", "."])
def test_russian_months_of_three_letters(end: str) -> None:
    names = ("янв", "фев", "мар", "апр", "мая", "июн", "июл", "авг", "сен", "окт", "ноя", "дек")
    days = pd.Series([f"19 {name}{'' if name == 'мая' else end} 2023 г." for name in names])
    assert parse_named_days(days).tolist() == [f"2023-{month:02d}-19" for month in range(1, 13)]
    assert parse_named_days(days[1:2]).tolist() == ["2023-02-19"]


def test_longer_abbreviations_stay() -> None:
    days = pd.Series(["19 февр. 2023 г.", "3 сент. 2023 г.", "4 нояб. 2023 г.", "5 мая 2023 г."])
    assert parse_named_days(days).tolist() == [
        "2023-02-19",
        "2023-09-03",
        "2023-11-04",
        "2023-05-05",
    ]
    assert parse_named_days(pd.Series(["Sept 3, 2023", "Sep 4, 2023"])).tolist() == [
        "2023-09-03", "2023-09-04",
    ]  # fmt: skip


def test_a_word_that_only_begins_so_is_no_month() -> None:
    assert parse_named_days(pd.Series(["3 сена 2023", "4 ноября 2023"])).fillna("?").tolist() == [
        "?", "2023-11-04",
    ]  # fmt: skip


def test_a_column_without_a_word_has_no_such_day_and_one_word_is_found_among_numbers() -> None:
    numbers = pd.Series(["2026-05-01", "12", None, "1.200,50 €"])
    nothing = split_named_days(numbers)
    assert nothing.isna().all(axis=None)
    assert nothing.index.equals(numbers.index)
    assert list(nothing.dtypes.astype("str")) == ["Int64"] * 3
    among = split_named_days(pd.Series([*numbers, "9月13日", "3 mai"]))
    assert among["month"].tolist()[-2:] == [9, 5]
    assert among["month"].isna().tolist() == [True] * 4 + [False] * 2
