"""The reproduction number: published, recovered from simulation, and never for one post."""

import numpy as np
import pandas as pd
import pytest

from smmlab.content.reproduction import (
    _log_crowd,
    fit_hawkes,
    reproduction_of_sizes,
    reproduction_of_threads,
)
from smmlab.errors import DataError


def simulate(number: float, rate: float, many: int, *, seed: int, window: float) -> pd.DataFrame:
    dice = np.random.default_rng(seed)
    cascade, age = np.arange(many), np.zeros(many)
    cascades, ages = [cascade], [age]
    while len(cascade):
        brought = dice.poisson(number, len(cascade))
        age = np.repeat(age, brought) + dice.exponential(1 / rate, brought.sum())
        cascade = np.repeat(cascade, brought)[age <= window]
        age = age[age <= window]
        cascades.append(cascade)
        ages.append(age)
    return pd.DataFrame({"cascade": np.concatenate(cascades), "age": np.concatenate(ages)})


def test_the_published_number_of_auspol() -> None:
    # Mean size 3.155, as in the 3,333 cascades of #auspol.
    sizes = np.concatenate([np.full(845, 3), np.full(155, 4)])
    assert sizes.mean() == pytest.approx(3.155)
    found = reproduction_of_sizes(sizes)
    assert found.number == pytest.approx(0.683, abs=0.0005)
    assert found.low <= found.number <= found.high
    assert found.mean_size == pytest.approx(3.155)


def test_simulated_cascades_give_their_numbers_back() -> None:
    found = fit_hawkes(simulate(0.9, 1.0, 1000, seed=0, window=5000), window=5000)
    assert found.number == pytest.approx(0.9, abs=0.02)
    assert found.rate == pytest.approx(1.0, abs=0.06)
    assert found.low < 0.9 < found.high
    assert found.cascades == 1000


def test_intervals_cover_the_truth_about_as_often_as_they_say() -> None:
    covered = 0
    for seed in range(60):
        found = fit_hawkes(simulate(0.5, 0.3, 120, seed=seed, window=400), window=400)
        covered += found.low <= 0.5 <= found.high
    assert covered >= 52


def test_cascades_cut_short_are_allowed_for() -> None:
    events = simulate(0.7, 0.2, 3000, seed=2, window=6)
    naive = reproduction_of_sizes(events.groupby("cascade").size())
    found = fit_hawkes(events, window=6)
    assert naive.number < 0.6
    assert found.number == pytest.approx(0.7, abs=0.1)
    assert found.low <= 0.7 <= found.high


def test_beyond_one_there_is_no_finite_size() -> None:
    found = fit_hawkes(simulate(1.6, 1.0, 200, seed=3, window=3.0), window=3.0)
    assert found.number > 1
    assert found.mean_size is None
    assert not found.is_finite


def test_the_crowd_is_the_sum_over_earlier_events_of_the_same_cascade() -> None:
    ages = np.array([0.0, 1.0, 1.5, 0.0, 2.0])
    place = np.array([0, 0, 0, 1, 1])
    crowd = np.exp(_log_crowd(ages, place, 2.0))
    assert crowd[[1, 2, 4]] == pytest.approx([np.exp(-2), np.exp(-3) + np.exp(-1), np.exp(-4)])


def test_few_cascades_have_no_number() -> None:
    assert np.isnan(reproduction_of_sizes([3] * 9).number)
    assert np.isnan(reproduction_of_threads([0] * 12, [0] * 12).number)
    with pytest.raises(DataError, match="one event or more"):
        reproduction_of_sizes([])
    with pytest.raises(DataError, match="one event or more"):
        reproduction_of_sizes([1, 0])
    with pytest.raises(DataError, match="follows another"):
        fit_hawkes(pd.DataFrame({"cascade": [1, 2], "age": [0.0, 0.0]}), window=5)


def test_threads_are_the_share_of_replies() -> None:
    found = reproduction_of_threads([5, 0, 3] * 4, [5, 2, 1] * 4, seed=1)
    assert found.number == pytest.approx(8 / 16)
    assert found.low < found.number < found.high
    assert found.events == 64
