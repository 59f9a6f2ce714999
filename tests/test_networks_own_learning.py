"""What own results do to the draws: exact where theory is exact, nothing where they say nothing."""

import numpy as np
import pandas as pd
import pytest
from scipy.special import digamma, polygamma

from smmlab.networks.choosing import Factors
from smmlab.networks.own_learning import learn_from_own, moves
from smmlab.networks.own_results import summarise_own

NAMES = ("facebook", "x", "reddit")
DRAWS = 40_000
LOAD = np.full(DRAWS, 100.0)


def priors(spread=0.4, seed=0):
    rng = np.random.default_rng(seed)
    interest = np.exp(np.log([[0.1], [0.1], [0.1]]) + spread * rng.normal(0, 1, (3, DRAWS)))
    flat = np.full((3, DRAWS), 0.5)
    return Factors(NAMES, flat, interest, 40 * flat, np.ones_like(flat), 4.0)


def own(**counts):
    table = pd.DataFrame(
        {"network": list(NAMES), "posts": None, "reach": [10_000.0] * 3, "engagements": None,
         "enquiries": None, "orders": None}
        | counts
    )  # fmt: skip
    return summarise_own(table)


def learn(factors, table):
    return learn_from_own(factors, table, LOAD, np.random.default_rng(1))


def test_two_networks_come_out_as_the_normal_posterior():
    after = learn(priors(), own(orders=[200, 20, None]))
    # By hand: the difference of two logs, prior N(0, 2 x 0.4^2), seen with the error of both.
    seen = digamma(200.5) - digamma(20.5)
    error = polygamma(1, 200.5) + polygamma(1, 20.5) + 2 * 0.2**2
    # The prior may be off by 0.7 for this business, which weighs and does not widen.
    prior, trust = 2 * 0.4**2, 2 * (0.4**2 + 0.7**2)
    weight = trust / (trust + error)
    difference = np.log(after.interest[0]) - np.log(after.interest[1])
    assert difference.mean() == pytest.approx(weight * seen, abs=0.02)
    expected = (1 - weight) ** 2 * prior + weight**2 * error
    assert difference.var() == pytest.approx(expected, rel=0.05)
    # Of the third nothing was seen, and the level of the two together is not known either.
    assert np.array_equal(after.interest[2], priors().interest[2])
    level = np.log(after.interest[0]) + np.log(after.interest[1])
    assert level.mean() == pytest.approx(2 * np.log(0.1), abs=0.02)


def test_the_unit_of_the_counts_does_not_matter_only_their_ratio():
    one = learn(priors(), own(orders=[2000, 200, 400]))
    ten = learn(priors(), own(orders=[2000, 200, 400], reach=[100_000.0] * 3))
    assert np.allclose(one.interest, ten.interest, rtol=0.01)


def test_more_counts_pull_further():
    few, many = (
        np.median(after.interest[0] / after.interest[1])
        for after in (learn(priors(), own(orders=[k * 4, k, None])) for k in (2, 200))
    )
    assert 1 < few < many < 4.1


def test_one_network_alone_changes_nothing():
    after = learn(priors(), own(orders=[200, None, None], engagements=[50, None, None]))
    assert np.array_equal(after.interest, priors().interest)
    assert np.array_equal(after.lift, np.ones_like(after.lift))


def test_nothing_ordered_is_a_result_and_nothing_known_is_not():
    none = learn(priors(), own(orders=[40, 0, None]))
    assert np.median(none.interest[1]) < np.median(priors().interest[1])
    missing = learn(priors(), own(orders=[40, None, None]))
    assert np.array_equal(missing.interest[1], priors().interest[1])


def test_reach_a_post_lifts_the_network_that_reached_more():
    rng = np.random.default_rng(5)
    doubtful = priors()
    doubtful = Factors(
        NAMES, np.clip(0.3 * np.exp(0.3 * rng.normal(0, 1, (3, DRAWS))), 0, 1), doubtful.interest,
        doubtful.rival_posts, doubtful.lift, 4.0,
    )  # fmt: skip
    after = learn(doubtful, own(posts=[10, 10, None], reach=[20_000.0, 2_000.0, 9.0]))
    assert np.median(after.lift[0]) > 1 > np.median(after.lift[1])
    assert np.array_equal(after.lift[2], np.ones(DRAWS))


def test_orders_have_the_last_word():
    after = learn(priors(), own(orders=[300, 30, None], engagements=[300, 300, None]))
    ratio = np.median(after.interest[0] * after.lift[0] / (after.interest[1] * after.lift[1]))
    assert ratio > 5


def test_interest_stays_a_share_and_the_rest_goes_on_to_the_score():
    before, table = priors(spread=1.5), own(orders=[9000, 1, None])
    after = learn(before, table)
    assert after.interest.max() <= 1
    assert after.lift[0].max() > 1
    # The odds between two networks are not cut at the share of everybody.
    ratio = np.median(np.log(after.score(100.0)[0] / after.score(100.0)[1]))
    assert ratio > 6


def test_those_that_move_are_named():
    assert moves(own(orders=[4, 0, None]), NAMES) == ("facebook", "x")
    assert moves(own(orders=[4, None, None]), NAMES) == ()
    assert moves(own(orders=[4, 5, None]), ("facebook",)) == ()
    assert moves(own(posts=[4, 5, 6]), NAMES) == NAMES
