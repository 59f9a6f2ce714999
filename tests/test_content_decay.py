"""The law that made the data foretells posts it has not seen."""

import numpy as np
import pandas as pd
import pytest
from scipy.integrate import quad

from smmlab.content.decay import _exponential, _power, compare_decay
from smmlab.errors import DataError


def _events(ages: np.ndarray, *, posts: int = 50) -> pd.DataFrame:
    return pd.DataFrame({"post": np.arange(len(ages)) % posts, "age": ages, "events": 1})


@pytest.mark.parametrize(
    ("ages", "law"),
    [
        (lambda dice: dice.exponential(20, 1500), "exponential"),
        (lambda dice: dice.random(1500) ** (-1 / 0.8) - 1, "power_law"),
    ],
)
def test_the_law_is_found_again(ages, law) -> None:  # type: ignore[no-untyped-def]
    found = compare_decay(_events(ages(np.random.default_rng(4))), window=240)
    assert found.law == law
    assert found.low <= found.gain <= found.high


def test_the_half_life_is_that_of_the_exponential() -> None:
    ages = np.random.default_rng(5).exponential(20, 5000)
    found = compare_decay(_events(ages), window=240)
    assert found.half_life_hours == pytest.approx(20 * np.log(2), rel=0.05)


def test_few_posts_or_events_tell_nothing() -> None:
    ages = np.random.default_rng(6).exponential(20, 400)
    assert compare_decay(_events(ages, posts=19), window=240).law == "cannot_tell"
    assert compare_decay(_events(ages[:49], posts=49), window=240).law == "cannot_tell"
    nothing = compare_decay(_events(ages[:0]), window=240)
    assert np.isnan(nothing.gain)
    assert nothing.events == 0


def test_events_that_say_nothing_of_either_law_leave_it_open() -> None:
    # Even over the window: neither law can be right, and both flatten out.
    ages = np.random.default_rng(7).uniform(0, 240, 100)
    found = compare_decay(_events(ages), window=240)
    assert found.law == "cannot_tell"


def test_later_events_do_not_count_and_counts_do() -> None:
    ages = np.random.default_rng(8).exponential(20, 600)
    once = compare_decay(_events(ages), window=100)
    later = pd.concat([_events(ages), _events(np.full(50, 101.0))])
    assert compare_decay(later, window=100) == once
    twice = compare_decay(_events(ages).assign(events=2), window=100)
    assert twice.events == 2 * once.events
    assert twice.gain == pytest.approx(once.gain)


@pytest.mark.parametrize("exponent", [0.4, 1.0, 2.5])
def test_densities_are_whole(exponent: float) -> None:
    for told in (
        lambda age: _exponential(np.array(age), exponent / 10, 50.0),
        lambda age: _power(np.array(age), exponent, 2.0, 50.0),
    ):
        assert quad(lambda age: float(np.exp(told(age))), 0, 50)[0] == pytest.approx(1)  # noqa: B023


def test_a_missing_column_is_named() -> None:
    with pytest.raises(DataError, match="age"):
        compare_decay(pd.DataFrame({"post": [], "events": []}), window=10)
