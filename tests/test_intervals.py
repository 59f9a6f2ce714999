"""Intervals against published figures, a second implementation, and simulation."""

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binomtest

from smmlab.intervals import bootstrap_mean, bootstrap_median, median_interval, wilson_interval


def test_wilson_agrees_with_newcombe(shared: Path) -> None:
    """Newcombe (1998), Table I, method 3."""
    published = json.loads((shared / "checks" / "expected.json").read_text())["E17_wilson"]
    assert len(published) == 4
    for rate, limits in published.items():
        successes, trials = (int(part) for part in rate.split("/"))
        low, high = wilson_interval(successes, trials)
        assert [round(float(low), 4), round(float(high), 4)] == limits


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 500), st.floats(0, 1), st.sampled_from([0.8, 0.9, 0.95, 0.99]))
def test_wilson_agrees_with_scipy(trials: int, part: float, confidence: float) -> None:
    successes = round(trials * part)
    low, high = wilson_interval([successes], [trials], confidence=confidence)
    expected = binomtest(successes, trials).proportion_ci(confidence, method="wilson")
    assert low[0] == pytest.approx(expected.low, abs=1e-12)
    assert high[0] == pytest.approx(expected.high, abs=1e-12)
    assert 0 <= low[0] <= successes / trials <= high[0] <= 1


def test_no_trials_give_no_interval() -> None:
    low, high = wilson_interval([0, 1], [0, 2])
    assert np.isnan(low[0])
    assert np.isnan(high[0])
    assert high[1] > low[1]


@pytest.mark.parametrize("n", [6, 7, 20, 101])
def test_the_median_is_covered_as_often_as_promised(n: int) -> None:
    draws = np.random.default_rng(n).lognormal(size=(2000, n))
    limits = np.array([median_interval(draw) for draw in draws])
    covered = (limits[:, 0] <= 1) & (limits[:, 1] >= 1)
    assert covered.mean() >= 0.94


def test_few_values_have_no_interval_of_the_median() -> None:
    assert np.isnan(median_interval([1, 2, 3])).all()
    assert np.isnan(median_interval([])).all()
    assert median_interval([1.0, np.nan, *[2.0] * 9])[0] == 2.0


def test_the_bootstrap_is_repeatable_and_covers() -> None:
    orders = np.random.default_rng(3).lognormal(3, 0.6, size=200)
    assert bootstrap_mean(orders, seed=1) == bootstrap_mean(orders, seed=1)
    assert bootstrap_mean(orders, seed=1) != bootstrap_mean(orders, seed=2)
    low, high = bootstrap_mean(orders, seed=1)
    assert low < orders.mean() < high
    normal = 1.96 * orders.std(ddof=1) / np.sqrt(200)
    assert high - low == pytest.approx(2 * normal, rel=0.15)
    low, high = bootstrap_median(orders, seed=1)
    assert low < np.median(orders) < high


def test_ties_and_single_values_do_no_harm() -> None:
    assert bootstrap_median([5, 5, 5, 5, 5, 9], seed=1)[0] == 5
    assert bootstrap_mean([4.0, 4.0], seed=1) == (4.0, 4.0)
    assert np.isnan(bootstrap_mean([4.0], seed=1)).all()
    many = np.random.default_rng(0).normal(10, 1, 5000)
    low, high = bootstrap_mean(many, seed=1)
    assert low < 10.1
    assert high > 9.9
