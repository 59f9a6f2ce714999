"""Places by hand, and what must hold for any draws."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from smmlab.networks.ranking import pairwise_wins, rank_acceptability, rank_draws

SCORES = arrays(np.float64, (3, 20), elements=st.floats(0.001, 1000), unique=True)
NAMES = ("facebook", "x", "reddit")


def test_ranking_by_hand():
    # Draws: the first wins two of four, the second one, the third one.
    ranking = rank_draws(np.array([[4, 4, 1, 1], [2, 2, 2, 1], [1, 1, 1, 2]], dtype=float))
    assert list(ranking["p_best"]) == [0.5, 0.25, 0.25]
    assert ranking.loc[0, "regret"] == pytest.approx((0 + 0 + 0.5 + 0.5) / 4)
    assert ranking.loc[2, "regret"] == pytest.approx((0.75 + 0.75 + 0.5 + 0) / 4)


def test_places_by_hand():
    score = np.array([[4, 4, 1], [2, 2, 2], [1, 5, 3]], dtype=float)
    places = rank_acceptability(score, NAMES).set_index(["network", "place"])["share"]
    assert places["facebook"].tolist() == pytest.approx([1 / 3, 1 / 3, 1 / 3])
    assert places["x"].tolist() == pytest.approx([0, 2 / 3, 1 / 3])
    assert places["reddit"].tolist() == pytest.approx([2 / 3, 0, 1 / 3])


@given(SCORES)
def test_everybody_has_a_place_and_every_place_is_taken(score):
    places = rank_acceptability(score, NAMES)
    assert np.allclose(places.groupby("network")["share"].sum(), 1)
    assert np.allclose(places.groupby("place")["share"].sum(), 1)
    first = places[places["place"] == 1].set_index("network")["share"]
    assert np.allclose(first[list(NAMES)], rank_draws(score)["p_best"])


@given(SCORES)
def test_one_of_two_wins(score):
    wins = pairwise_wins(score, NAMES).set_index(["network", "over"])["share"]
    assert wins["x", "reddit"] + wins["reddit", "x"] == pytest.approx(1)
    assert wins["x", "reddit"] == pytest.approx(np.mean(score[1] > score[2]))


@given(SCORES, st.permutations(range(3)))
def test_the_order_of_networks_changes_nothing(score, order):
    shuffled = rank_draws(score[list(order)])
    assert np.allclose(shuffled.to_numpy(), rank_draws(score).to_numpy()[list(order)])
