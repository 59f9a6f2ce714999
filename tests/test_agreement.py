"""Krippendorff's alpha: published figures, chance and full agreement."""

import math
from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from smmlab.agreement import krippendorff_alpha

# Krippendorff (2011), section E: four observers, twelve units, some missing.
OBSERVERS = (
    (1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None),
    (1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3),
    (None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None),
    (1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None),
)
JUDGED = [
    (unit, value) for said in OBSERVERS for unit, value in enumerate(said) if value is not None
]
UNITS, VALUES = zip(*JUDGED, strict=True)


@pytest.mark.parametrize(("level", "published"), [("nominal", 0.743), ("ratio", 0.797)])
def test_alpha_is_the_published_one(level, published):
    assert krippendorff_alpha(UNITS, VALUES, level=level) == pytest.approx(published, abs=0.0005)


def pair_by_pair(units, values):
    """Alpha by its definition: every pair of judgements, one by one."""
    rows = list(zip(units, values, strict=True))
    size = {unit: sum(other == unit for other, _ in rows) for unit, _ in rows}
    rows = [row for row in rows if size[row[0]] > 1]
    pairs = list(permutations(range(len(rows)), 2))
    within = sum(
        (rows[a][1] != rows[b][1]) / (size[rows[a][0]] - 1)
        for a, b in pairs
        if rows[a][0] == rows[b][0]
    )
    among = sum(rows[a][1] != rows[b][1] for a, b in pairs)
    return 1 - (within / len(rows)) / (among / (len(rows) * (len(rows) - 1))) if among else 1.0


@given(
    st.lists(st.tuples(st.integers(0, 5), st.sampled_from("abc")), min_size=2, max_size=25).filter(
        lambda rows: len({unit for unit, _ in rows}) < len(rows)
    )
)
def test_alpha_equals_its_definition_pair_by_pair(rows):
    units, values = zip(*rows, strict=True)
    found = krippendorff_alpha(units, values, level="nominal")
    assert found == pytest.approx(pair_by_pair(units, values))
    assert found <= 1


def test_nothing_judged_twice_is_missing_and_one_answer_is_full_agreement():
    assert math.isnan(krippendorff_alpha([], [], level="nominal"))
    assert math.isnan(krippendorff_alpha([1, 2], ["a", "b"], level="nominal"))
    assert krippendorff_alpha([1, 1, 2, 2], ["a"] * 4, level="nominal") == 1


def test_guessing_agrees_no_better_than_chance():
    dice = np.random.default_rng(3)
    units = np.repeat(np.arange(4000), 2)
    alpha = krippendorff_alpha(units, dice.choice(["a", "b", "c"], 8000), level="nominal")
    assert abs(alpha) < 0.05
