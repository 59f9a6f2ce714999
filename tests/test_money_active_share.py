"""Idle or active followers: elasticities in closed form, the verdicts, and what nobody knows."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from smmlab.errors import DataError
from smmlab.money.active_share import (
    FEW,
    MANY,
    active_share_findings,
    break_even,
    compare_active_share,
    elasticities,
)
from smmlab.money.scenario_inputs import Assumptions, OwnFigures, scenario_inputs

OWN = OwnFigures(
    "EUR", contacts=(20_000.0, 22_000.0, 24_000.0), posts=13, visits=200, reached=66_000,
    orders=20, sessions=200, amounts=(30.0,) * 20, followers=1_000, active=100,
)  # fmt: skip


def compared(own=OWN, *, draws=4000, many=MANY, few=FEW, **told):
    inputs = scenario_inputs(own, Assumptions(**told), market="EE")
    return compare_active_share(inputs, currency="EUR", many=many, few=few, draws=draws)


def row(found, model):
    return found.table.set_index("model").loc[model]


@given(st.floats(0.001, 0.999), st.floats(0, 1))
def test_elasticities_are_the_log_derivatives(share, worth):
    def earned(followers, active):
        return active + worth * (followers - active)

    to_share, to_size = elasticities(np.array([share]), np.array([worth]))
    step, now = 1e-6, earned(1.0, share)
    more_active = np.log(earned(1.0, share * (1 + step)) / now) / np.log(1 + step)
    more_people = np.log(earned(1.0 + step, share) / now) / np.log(1 + step)
    assert to_share[0] == pytest.approx(more_active, abs=1e-4)
    assert to_size[0] == pytest.approx(more_people, abs=1e-4)
    # A larger audience of the same make-up earns just as much more.
    assert to_share[0] + to_size[0] == pytest.approx(1)


def test_where_idle_people_buy_nothing_only_the_active_ones_count():
    found = row(compared(idle_worth=0.0), "own_goods")
    assert (found["to_active_share"], found["to_size"]) == (1, 0)
    assert found["many"] == 0
    assert found["p_few"] == 1
    assert found["verdict"] == "few"
    # Twenty times the active people earn twenty times as much, at the rate of twenty orders
    # for two hundred visits beside the prior's two for a hundred.
    expected = 22_000 * (202 / 66_200) * (22 / 300) * 30 * 0.35 * 20
    assert found["few"] == pytest.approx(expected, rel=0.15)


@pytest.mark.parametrize(("worth", "verdict"), [(0.015, "few"), (0.025, "many"), (0.32, "many")])
def test_the_verdict_turns_at_the_break_even(worth, verdict):
    assert break_even(MANY, FEW) == pytest.approx(0.02)
    found = compared(idle_worth=worth)
    for model in ("own_goods", "affiliate"):
        assert row(found, model)["verdict"] == verdict
        ratio = row(found, model)["many"] / row(found, model)["few"]
        assert ratio == pytest.approx(100_000 * worth / 2_000, rel=1e-6)


def test_ads_are_paid_by_reach_so_size_counts_there():
    found = row(compared(idle_worth=0.001), "ads")
    assert found["verdict"] == "many"
    assert found["to_size"] > found["to_active_share"]


def test_nobody_knows_what_idle_people_buy_on_a_network():
    found = compared()
    assert row(found, "own_goods")["verdict"] == "open"
    assert 0.2 < row(found, "own_goods")["p_few"] < 0.4
    assert found.is_active_known
    assert found.followers == (1000, 1000, 1000)


def test_hours_bound_what_services_gain():
    free = row(compared(idle_worth=0.01, service_hours=160, followers=1000), "services")
    assert free["to_active_share"] > 0.8
    full = row(compared(idle_worth=0.01, service_hours=0.001), "services")
    assert full["to_active_share"] == 0
    assert full["to_size"] == 0
    # Both audiences fill the hours, so neither earns more.
    assert full["many"] == pytest.approx(full["few"])
    assert full["p_few"] < 0.2


def test_followers_are_worked_out_where_nobody_counted_them():
    found = compared(OwnFigures("EUR", contacts=(10_000.0,) * 4, posts=10, active=30))
    middle, low, high = found.followers
    assert low < 10_000 / 10 / 0.08 < high
    assert found.active == (30, 30, 30)
    assert middle >= 30
    unknown = compared(OwnFigures("EUR", contacts=(10_000.0,) * 4, posts=10))
    assert not unknown.is_active_known
    assert unknown.active[0] == pytest.approx(unknown.followers[0] * 0.05, rel=0.5)


def test_more_active_people_than_followers_widen_the_audience():
    found = compared(OwnFigures("EUR", contacts=(10_000.0,) * 4, followers=20, active=50))
    assert found.followers[0] == 50


def test_nothing_known_is_no_row_and_no_finding():
    found = compare_active_share({}, currency="EUR")
    assert found.table.empty
    assert active_share_findings(found, sources=()) == []
    assert np.isnan(break_even((10, 0), (10, 0)))
    assert np.isnan(break_even((10, 9), (1000, 995)))


@pytest.mark.parametrize("audience", [(10, 11), (0, 0), (10, -1)])
def test_impossible_audiences_are_refused(audience):
    with pytest.raises(DataError, match="no more active people"):
        compared(many=audience)


def test_findings_hold_each_side_with_its_interval_and_hide_small_groups():
    told = {f.key: f for f in active_share_findings(compared(), sources=())}
    many = told["money.audiences.own_goods.many"]
    assert many.low < many.value < many.high
    counted = {f.key for f in told.values() if f.status == "measured"}
    assert counted == {"money.audience.active", "money.audience.followers"}
    assert told["money.audience.active"].value == told["money.audience.active"].n == 100
    assert told["money.audience.active"].low is None
    few = {f.key for f in active_share_findings(compared(active=9), sources=())}
    assert "money.audience.active" not in few
    assert "money.audience.followers" in few
