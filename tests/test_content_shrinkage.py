"""Tests of shrinkage: the eighteen batters, and what pooling never does."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from smmlab.content.shrinkage import james_stein, pool

# Efron and Morris (1977): averages after 45 times at bat, and of the rest of the season.
EARLY = np.array([
    .400, .378, .356, .333, .311, .311, .289, .267, .244, .244, .222, .222, .222, .222, .222, .200,
    .178, .156,
])  # fmt: skip
SEASON = np.array([
    .346, .298, .276, .222, .273, .270, .263, .210, .269, .230, .264, .256, .303, .264, .226, .285,
    .316, .200,
])  # fmt: skip


def test_eighteen_batters_shrink_as_published() -> None:
    mean = EARLY.mean()
    shrunk, factor = james_stein(EARLY, mean * (1 - mean) / 45)
    assert factor == pytest.approx(0.212, abs=0.0005)
    gain = ((EARLY - SEASON) ** 2).sum() / ((shrunk - SEASON) ** 2).sum()
    assert gain == pytest.approx(3.53, abs=0.01)


def test_values_all_alike_stay_and_noise_shrinks_to_the_mean() -> None:
    assert james_stein(np.full(5, 2.0), 1.0)[0].tolist() == [2.0] * 5
    assert james_stein(np.array([1.0, 2.0, 3.0, 4.0]), 100.0)[0].tolist() == [2.5] * 4


def test_a_vague_group_moves_more_than_a_sure_one() -> None:
    values, errors = np.array([-1.0, 1.0, 3.0]), np.array([0.1, 0.1, 2.0])
    pooled, spread = pool(values, errors)
    assert abs(pooled[2] - values[2]) > 10 * abs(pooled[0] - values[0])
    assert spread[2] < errors[2]


def test_one_group_alone_stays() -> None:
    assert pool(np.array([0.7]), np.array([0.2]))[0].tolist() == [0.7]


@given(
    st.lists(st.tuples(st.floats(-3, 3), st.floats(0.05, 2)), min_size=2, max_size=8),
)
def test_pooled_values_stay_within_the_range(pairs: list[tuple[float, float]]) -> None:
    values, errors = (np.array(column) for column in zip(*pairs, strict=True))
    pooled, spread = pool(values, errors)
    assert pooled.min() >= values.min() - 1e-9
    assert pooled.max() <= values.max() + 1e-9
    assert (spread > 0).all()
