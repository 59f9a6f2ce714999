"""Rates with their intervals: published limits, a second way to count, and simulation."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import poisson

from smmlab.rivals.rates import (
    count_interval,
    middle_interval,
    ratio_interval,
    weekly_rate,
)

WEEK = 7 * 86_400


@pytest.mark.parametrize(
    ("count", "low", "high"),
    # Garwood (1936), 95 % limits of a Poisson mean, as reprinted in tables of exact limits.
    [(0, 0.0, 3.69), (1, 0.0253, 5.57), (5, 1.62, 11.67), (10, 4.80, 18.39), (50, 37.11, 65.92)],
)
def test_a_count_has_the_published_limits(count: int, low: float, high: float) -> None:
    found = count_interval(count)
    assert found[0] == pytest.approx(low, abs=0.005)
    assert found[1] == pytest.approx(high, abs=0.005)


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 400))
def test_the_limits_leave_a_fortieth_on_either_side(count: int) -> None:
    low, high = count_interval(count)
    assert poisson.sf(count - 1, low) == pytest.approx(0.025)
    assert poisson.cdf(count, high) == pytest.approx(0.025)
    wide = count_interval(count, dispersion=4)
    assert wide[0] < low < count < high < wide[1]
    assert count_interval(count, dispersion=0.2) == (low, high)


def test_bursts_widen_the_rate_and_a_regular_page_is_no_surer_than_chance() -> None:
    regular = np.arange(20) * WEEK + 1000
    bursts = np.repeat(np.arange(0, 20, 10) * WEEK + 1000, 10)
    calm, wild = (weekly_rate(at, start=0, end=20 * WEEK) for at in (regular, bursts))
    assert calm[0] == wild[0] == 1
    assert calm[1:] == pytest.approx(np.array(count_interval(20)) / 20)
    assert wild[1] < calm[1]
    assert wild[2] > calm[2]


def test_a_short_period_has_no_rhythm_and_little_more_no_interval() -> None:
    assert np.isnan(weekly_rate([0, 100], start=0, end=WEEK)).all()
    rate, low, high = weekly_rate([0] * 6, start=0, end=3 * WEEK)
    assert rate == 2
    assert np.isnan([low, high]).all()
    assert weekly_rate([], start=0, end=10 * WEEK)[:2] == (0.0, 0.0)


def test_the_rate_is_covered_as_often_as_promised_when_posts_come_in_bursts() -> None:
    rng, inside = np.random.default_rng(5), 0
    for _ in range(400):
        # Gamma-Poisson weeks with mean three and a variance of three times the mean.
        counts = rng.poisson(rng.gamma(1.5, 2, size=30))
        at = np.repeat(np.arange(30), counts) * WEEK + 10
        _, low, high = weekly_rate(at, start=0, end=30 * WEEK)
        inside += low <= 3 <= high
    assert inside / 400 >= 0.92


@settings(max_examples=20, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 90), st.integers(1, 900)), min_size=2, max_size=30),
       st.integers(0, 9))  # fmt: skip
def test_a_ratio_is_the_same_in_any_order_and_unit(pairs: list[tuple[int, int]], seed: int) -> None:
    told, base = np.array(pairs).T
    found = ratio_interval(told, base, seed=seed)
    turned = ratio_interval(told[::-1], base[::-1], seed=seed)
    assert found == turned
    assert np.allclose(ratio_interval(told, base * 1000, seed=seed), np.array(found) / 1000)
    assert found[0] <= found[1] <= (told / base).max() * (1 + 1e-9)


def test_one_post_has_no_interval() -> None:
    assert np.isnan(ratio_interval([1], [2], seed=0)).all()


def test_both_ways_to_a_median_agree_where_they_meet() -> None:
    values = np.random.default_rng(3).lognormal(3, 1, size=1001)
    few, many = middle_interval(values[:1000], seed=1), middle_interval(values, seed=1)
    assert few == pytest.approx(many, rel=0.03)
    assert middle_interval(values[::-1], seed=1) == many
    assert middle_interval(values[:50][::-1], seed=1) == middle_interval(values[:50], seed=1)
