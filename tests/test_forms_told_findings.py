"""Findings as people read them: a value with its unit, an interval, a status in words."""

from typing import Any

import pytest

from smmlab.forms.told_findings import FINDINGS_TABLE
from smmlab.texts import LANGUAGES, Language, Words
from told_cases import ROWS

MEASURED: dict[str, Any] = {
    "value": 0.25,
    "unit": "share",
    "low": 0.2,
    "high": 0.31,
    "status": "measured",
}


def told(heading: str, language: Language = "en", **changes: Any) -> str:
    column = next(one for one in FINDINGS_TABLE["findings"].columns if one.heading == heading)
    return column.tell({**ROWS["findings"], **changes}, Words(language))


@pytest.mark.parametrize("value", [None, float("nan")])
def test_what_is_not_known_is_not_a_number(value: Any) -> None:
    shown = told("Value", value=value)
    assert not any(letter.isdigit() for letter in shown)
    assert told("Interval", value=value) == ""


def test_a_share_is_in_percent_with_its_interval() -> None:
    assert told("Value", **MEASURED).startswith("25%")
    assert told("Interval", **MEASURED) == "20% to 31%"
    assert told("Interval", **{**MEASURED, "high": None}) == ""


def test_a_count_has_its_unit_in_the_language() -> None:
    units = [told("Value", language, value=1200, status="measured") for language in LANGUAGES]
    assert units[0] == "1,200 people"
    assert len(set(units)) == len(LANGUAGES)


@pytest.mark.parametrize("status", ["measured", "estimated", "unknown"])
def test_a_status_is_a_word_of_the_language(status: str) -> None:
    assert told("Status", "et", status=status) != status
    assert told("Status", "ru", status=status) != status


def test_the_name_is_the_key_that_the_appendix_has() -> None:
    assert told("Name in the appendix") == ROWS["findings"]["key"]
