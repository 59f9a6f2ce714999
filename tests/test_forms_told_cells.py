"""One cell: numbers, shares and words as people read them; what is missing stays open."""

from typing import Any

import pandas as pd
import pytest

from smmlab.forms.told_cells import (
    between,
    count,
    glimpse,
    is_missing,
    name,
    share,
    text,
    word,
    yes_or_no,
)
from smmlab.texts import LANGUAGES, Language, Words

EN = Words("en")


@pytest.mark.parametrize("value", [None, float("nan"), pd.NaT, pd.NA, ""])
def test_missing_is_not_zero(value: Any) -> None:
    assert is_missing(value)
    for column in (count("h", "v"), text("h", "v"), glimpse("h", "v"), word("h", "v")):
        assert column.tell({"v": value}, EN) == ""
    assert yes_or_no("h", "v").tell({"v": value}, EN) == ""
    assert share("h", "v").tell({"v": value, "v_low": 0.1, "v_high": 0.2}, EN) == ""
    assert count("h", "v").tell({"v": 0}, EN) == "0"


def test_numbers_follow_the_language() -> None:
    assert count("h", "v", digits=1).tell({"v": 1234.56}, EN) == "1,234.6"
    assert count("h", "v", digits=1).tell({"v": 2.5}, Words("et")) == "2,5"


def test_a_share_stands_with_its_interval_or_alone() -> None:
    row = {"v": 0.75, "v_low": 0.47, "v_high": 0.91}
    assert share("h", "v").tell(row, EN) == "75% (47% to 91%)"
    assert share("h", "v").tell({**row, "v_low": None}, EN) == "75%"


def test_an_interval_may_have_a_stem_of_its_own() -> None:
    told = between("median_hours", lambda value, words: words.number(value), "median")
    assert told({"median_hours": 3, "median_low": 2, "median_high": 5}, EN) == "3 (2 to 5)"


def test_codes_become_words_and_others_stay() -> None:
    assert word("h", "v").tell({"v": "photo"}, EN) == "Photo"
    assert word("h", "v").tell({"v": "hologram"}, EN) == "hologram"
    assert word("h", "v", {"a": "Facebook"}).tell({"v": "photo"}, EN) == "photo"


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_answer_is_a_word(language: Language) -> None:
    told = [yes_or_no("h", "v").tell({"v": value}, Words(language)) for value in (True, False)]
    assert told == {"en": ["yes", "no"], "et": ["jah", "ei"], "ru": ["да", "нет"]}[language]


def test_a_long_post_is_cut_on_one_line() -> None:
    told = glimpse("h", "v").tell({"v": "a\n b " * 200}, EN)
    assert told.startswith("a b a b")
    assert told.endswith("…")
    assert len(told) <= 161
    assert glimpse("h", "v").tell({"v": "a" * 160}, EN) == "a" * 160


def test_a_name_is_told_as_it_is_and_marked() -> None:
    column = name("Name", "key")
    assert column.is_name
    assert column.tell({"key": "audience.size"}, Words("ru")) == "audience.size"
    assert column.tell({"key": None}, Words("ru")) == ""
