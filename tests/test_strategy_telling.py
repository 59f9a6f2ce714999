"""What makes a finding worth telling: far from where nothing has to change, and sure."""

import math

import pytest

from smmlab.findings import Finding
from smmlab.strategy.telling import (
    Candidate,
    Told,
    certainty,
    effect_of_ratio,
    least,
    most,
    number,
)


def test_more_cases_make_a_finding_surer_and_an_estimate_is_less_sure_than_a_count() -> None:
    sure = [certainty(Finding("a", 0.5, "share", n=n)) for n in (1, 10, 100, 10_000)]
    assert sure == sorted(sure)
    assert sure[-1] < 1
    counted = Finding("a", 0.5, "share", n=50)
    guessed = Finding("a", 0.5, "share", n=50, status="estimated")
    assert certainty(guessed) == pytest.approx(0.7 * certainty(counted))
    assert certainty(Finding("a", None, "share", n=999, status="unknown")) == 0


def test_the_cases_of_another_finding_may_stand_in() -> None:
    found = Finding("a", 0.5, "share", n=1_000)
    assert certainty(found, 30) == 0.5
    assert certainty(Finding("a", 0.5, "share"), 30) == 0.5


@pytest.mark.parametrize("value", [None, "yes", True, math.nan, math.inf])
def test_what_is_no_finite_number_is_not_told(value: object) -> None:
    status = "unknown" if value is None else "measured"
    assert number(Finding("a", value, "label", status=status)) is None  # type: ignore[arg-type]


def test_without_an_interval_both_ends_are_the_value() -> None:
    assert (least(Finding("a", 4, "posts")), most(Finding("a", 4, "posts"))) == (4, 4)
    found = Finding("a", 4, "posts", low=0, high=9)
    assert (least(found), most(found)) == (0, 9)


def test_the_effect_of_a_ratio_is_read_at_its_kind_end() -> None:
    more = Finding("a", 30.0, "x", low=24.0, high=40.0)
    less = Finding("b", 10.0, "x", low=8.0, high=12.0)
    spread = math.sqrt(math.log(30 / 24) ** 2 + math.log(12 / 10) ** 2)
    assert effect_of_ratio(more, less) == pytest.approx(1 - (10 / 30) * math.exp(spread))
    wide = Finding("a", 30.0, "x", low=6.0, high=90.0)
    assert effect_of_ratio(wide, less) == 0
    assert effect_of_ratio(Finding("a", 30.0, "x"), less) == 0
    assert effect_of_ratio(more, Finding("b", 0.0, "x", low=0.0, high=0.0)) == 0


def test_strength_is_effect_times_certainty() -> None:
    found = Finding("a", 0.5, "share", n=30)
    assert Candidate("money", found, 0.4, lambda _pen: Told((), (), ())).strength == 0.2
