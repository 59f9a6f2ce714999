"""Small sums keep the digits that tell a value from its interval."""

import pytest

from smmlab.findings import Finding
from smmlab.strategy.document import plain
from smmlab.strategy.small_money import digits_of_money
from smmlab.strategy.statements import Pen, Spread
from smmlab.texts import Words


@pytest.mark.parametrize(
    ("value", "low", "high", "digits"),
    [(0.0688, 0.0683, 0.0692, 4), (0.331, 0.328, 0.334, 3), (0.5, 0.4, 0.6, 2),
     (0.07, 0.07, 0.07, 2), (12.0, 11.999, 12.001, 2), (0.07, None, None, 2)],
)  # fmt: skip
def test_digits_are_as_few_as_tell_value_and_ends_apart(
    value: float, low: float | None, high: float | None, digits: int
) -> None:
    assert digits_of_money(Finding("cost", value, "EUR", low=low, high=high)) == digits


def test_value_and_interval_have_the_same_digits() -> None:
    cost = Finding("cost", 0.06877, "UAH", 92543, 0.06833, 0.06921)
    said = plain(Pen(Words("en")).value(Spread(cost)))
    assert said.replace("\u00a0", "") == "UAH0.0688 (UAH0.0683 to UAH0.0692)"
    guess = Finding("money.scenario.ads.income", 0.06877, "EUR", 9, 0.06833, 0.06921, "estimated")
    assert plain(Pen(Words("en")).value(guess)) == "€0.07"
