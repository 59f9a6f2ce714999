"""Sellers and the feed: the draws against the exact distributions."""

import numpy as np
import pytest
from scipy.stats import gamma

from smmlab.networks.competition import (
    draw_feed_load,
    draw_rival_posts,
    posting_rate,
    share_of_voice,
)
from smmlab.networks.evidence import load_evidence

EVIDENCE = load_evidence(year=2026)
DRAWS = 100_000


def draw(sellers, network="facebook", counting_sd=0.2):
    return draw_rival_posts(
        network, sellers, EVIDENCE, DRAWS, np.random.default_rng(0), counting_sd=counting_sd
    )


@pytest.mark.parametrize("count", [1, 4, 60, 900])
def test_counted_sellers_are_gamma_poisson(count):
    rate = posting_rate("facebook", EVIDENCE).value
    number = draw({"facebook": count}, counting_sd=0.0) / rate
    for level in (0.1, 0.5, 0.9):
        # The posting rate adds its own error around the same median.
        exact = gamma(count + 0.5).ppf(0.5)
        assert np.median(number) == pytest.approx(exact, rel=0.02)
        spread = np.quantile(np.log(number), level) - np.log(exact)
        assert np.sign(spread) == np.sign(level - 0.5) or level == 0.5


def test_a_less_certain_count_spreads_wider():
    sure, unsure = (np.std(np.log(draw({"facebook": 60}, counting_sd=sd))) for sd in (0.05, 0.6))
    rate = posting_rate("facebook", EVIDENCE)
    expected = np.sqrt(0.6**2 + 1 / 60.5 + {"A": 0.1, "B": 0.2, "C": 0.5}[rate.grade] ** 2)
    assert unsure == pytest.approx(expected, rel=0.03)
    assert sure < unsure


def test_more_sellers_give_more_in_every_draw():
    assert (draw({"facebook": 12}) > draw({"facebook": 11})).all()


def test_the_uncounted_lie_wide_around_the_usual_number():
    rate = posting_rate("tiktok", EVIDENCE)
    number = draw({"facebook": 10, "x": 40, "reddit": 30}, network="tiktok") / rate.value
    assert np.median(number) == pytest.approx(30, rel=0.03)
    assert np.quantile(number, 0.9) / np.quantile(number, 0.1) > np.exp(2.5)


def test_the_feed_is_log_uniform():
    load = draw_feed_load((30, 300), DRAWS, np.random.default_rng(0))
    assert np.median(load) == pytest.approx(np.sqrt(30 * 300), rel=0.02)
    assert load.min() >= 30
    assert load.max() <= 300


def test_voice_by_hand():
    assert share_of_voice(4, 30, np.array([66.0])).tolist() == [0.04]
