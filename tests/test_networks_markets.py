"""Who lends to whom, and that a farther figure is never the surer one."""

from itertools import pairwise
from typing import get_args

import pytest

from smmlab.brief import Market
from smmlab.networks.markets import borrowing_sd, lenders


@pytest.mark.parametrize("market", get_args(Market))
def test_a_farther_figure_costs_more(market):
    near = lenders(market)
    assert near[0] == market
    assert len(set(near)) == len(near)
    assert set(near) <= set(get_args(Market))
    costs = [borrowing_sd(market, place) for place in near]
    assert costs[0] == 0
    assert all(one < other for one, other in pairwise(costs))
    assert all(
        borrowing_sd(market, place) >= max(costs) for place in set(get_args(Market)) - set(near)
    )


def test_russia_lends_to_nobody():
    assert all("RU" not in lenders(market)[1:] for market in get_args(Market))
