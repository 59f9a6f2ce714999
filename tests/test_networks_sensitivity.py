"""The tornado and the worth of checking, where both can be worked out by hand."""

import numpy as np
import pytest

from smmlab.networks.choosing import Factors
from smmlab.networks.sensitivity import vary_inputs

DRAWS = 20_000


def make(share, interest=None, rivals=None):
    share = np.array(share)
    ones = np.ones_like(share)
    interest = ones if interest is None else np.array(interest)
    return Factors(
        ("x", "reddit"), share, interest, ones if rivals is None else np.array(rivals), ones, 4.0
    )


def even(low, high, seed=0):
    return np.random.default_rng(seed).permutation(np.linspace(low, high, DRAWS))


def test_the_only_thing_in_doubt_decides_everything():
    table = vary_inputs(make([even(0.2, 0.8), np.full(DRAWS, 0.5)]), np.full(DRAWS, 100.0))
    assert len(table) == 1
    row = table.iloc[0]
    assert (row["network"], row["input"]) == ("x", "reach")
    # Whoever leads an even race: its chance is none at one end and sure at the other.
    assert {row["p_best_low"], row["p_best_high"]} == {0, 1}
    assert row["low"] == pytest.approx(0.2 + 0.6 / 10, abs=0.001)
    assert row["high"] == pytest.approx(0.8 - 0.6 / 10, abs=0.001)
    # Knowing it: E max(u, 0.5) = 0.5 + 0.3/4 against 0.5.
    assert row["worth"] == pytest.approx(0.075 / 0.5, abs=0.01)


def test_what_does_not_matter_is_last_and_worth_nothing():
    made = make([np.full(DRAWS, 0.9), even(0.1, 0.3)], interest=[even(0.8, 0.9), even(0.1, 0.9)])
    table = vary_inputs(made, even(30, 300, seed=2))
    assert table["swing"].tolist() == pytest.approx([0] * len(table), abs=1e-12)
    assert table["worth"].max() == pytest.approx(0, abs=1e-12)


def test_sellers_of_the_leader_lower_its_chance():
    made = make(
        [np.full(DRAWS, 0.5), np.full(DRAWS, 0.4)], rivals=[even(20, 120), np.full(DRAWS, 60.0)]
    )
    row = vary_inputs(made, np.full(DRAWS, 100.0)).iloc[0]
    assert (row["network"], row["input"]) == ("x", "sellers")
    assert row["p_best_low"] > row["p_best_high"]


def test_one_network_alone_has_nothing_to_compare():
    one = Factors(("x",), *[np.ones((1, 10))] * 4, 4.0)
    assert vary_inputs(one, np.ones(10)).empty
