"""Four ways to earn: closed forms, chance, capacity, and what is lacking."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from smmlab.money.scenario_draws import Input, draw_months
from smmlab.money.scenario_models import (
    EARN,
    MODELS,
    NEEDS,
    WEEKS_PER_MONTH,
    Worlds,
    ads_income,
    affiliate_income,
    draw_worlds,
    missing_for,
    own_goods_income,
    page_costs,
    services_income,
)

SHARES = st.floats(0.001, 1)
SUMS = st.floats(0.1, 1e4)


def world(contacts, *, spread=0.0, rng=None, **values):
    one = {name: np.atleast_1d(np.array(value, dtype=float)) for name, value in values.items()}
    return Worlds(one, np.atleast_2d(np.array(contacts, dtype=float)), spread, rng)


@given(SUMS, SHARES, SHARES, SUMS, SHARES)
def test_without_chance_goods_and_commission_are_products(reach, click, order, value, part):
    goods = world(reach, click_rate=click, order_rate=order, order_value=value, margin=part)
    assert own_goods_income(goods).earned[0, 0] == pytest.approx(
        reach * click * order * value * part
    )
    partner = world(reach, link_share=part, click_rate=click, merchant_rate=order,
                    order_value=value, commission=0.1)  # fmt: skip
    expected = reach * part * click * order * value * 0.1
    assert affiliate_income(partner).earned[0, 0] == pytest.approx(expected)


def test_the_mean_is_the_product_of_means_when_inputs_are_independent():
    """E of a product of independent quantities is the product of their E: the closed form."""
    inputs = {
        "contacts": Input("contacts", "lognormal", np.log(20_000), 0.4),
        "growth": Input("growth", "fixed", 0.0),
        "click_rate": Input("click_rate", "beta", 30, 2970),
        "order_rate": Input("order_rate", "beta", 12, 388),
        "order_value": Input("order_value", "values", 30.0, values=(10.0, 20.0, 30.0, 60.0)),
        "margin": Input("margin", "beta", 4, 6),
    }
    expected = 20_000 * np.exp(0.4**2 / 2) * (30 / 3000) * (12 / 400) * 30 * 0.4
    worlds = draw_worlds(inputs, months=3, draws=60_000, seed=4)
    earned = own_goods_income(worlds).earned
    error = earned.mean(axis=0).std() / np.sqrt(60_000)
    assert abs(earned.mean() - expected) < 4 * error
    assert error < 0.01 * expected
    # Chance moves single months, never the mean.
    calm = draw_worlds(inputs, months=3, draws=60_000, seed=4, is_chance=False)
    assert own_goods_income(calm).earned.mean() == pytest.approx(expected, rel=0.02)
    assert own_goods_income(calm).earned.std() < earned.std()


def test_orders_come_as_poisson_and_amounts_add_up_as_gamma():
    rng = np.random.default_rng(2)
    many = world(np.full((1, 40_000), 10_000.0), spread=0.5, rng=rng, click_rate=0.01,
                 order_rate=0.05, order_value=30.0, margin=1.0)  # fmt: skip
    earned = own_goods_income(many).earned[0]
    # A compound Poisson sum: mean n*m, variance n*(m^2 + s^2).
    assert earned.mean() == pytest.approx(5 * 30, rel=0.02)
    assert earned.var() == pytest.approx(5 * (30**2 + 15**2), rel=0.05)
    assert (earned == 0).mean() == pytest.approx(np.exp(-5), abs=0.003)


def test_services_are_bounded_by_the_hours_there_are():
    told = {"click_rate": 0.1, "client_rate": 0.1, "job_hours": 2.0, "hour_price": 50.0,
            "hour_cost": 20.0, "service_hours": 3.0}  # fmt: skip
    income = services_income(world([[1e3], [1e2]], **told))
    full = 3 * WEEKS_PER_MONTH
    assert income.earned[:, 0] == pytest.approx([full * 50, 1 * 2 * 50])
    assert income.costs[:, 0] == pytest.approx([full * 20, 1 * 2 * 20])


def test_ads_pay_by_reach_and_cost_the_work_of_selling():
    told = {"sponsored_share": 0.2, "price_per_thousand": 8.0, "sponsored_hours": 1.5,
            "posts": 10.0, "hour_cost": 20.0}  # fmt: skip
    income = ads_income(world(50_000, **told))
    assert income.earned[0, 0] == pytest.approx(50_000 * 0.2 * 8 / 1000)
    assert income.costs[0, 0] == pytest.approx(10 * 0.2 * 1.5 * 20)
    assert ads_income(world(50_000, payout=0.5, **told)).earned[0, 0] == pytest.approx(80 + 25)


def test_the_page_costs_hours_and_money():
    assert page_costs(world(1, page_hours=10, hour_cost=20))[0] == pytest.approx(
        10 * 20 * 365.25 / 84
    )
    assert page_costs(world(1, page_hours=0, hour_cost=20, page_budget=90))[0] == 90


@pytest.mark.parametrize("model", MODELS)
def test_a_model_says_what_it_lacks(model):
    empty = Worlds({}, np.empty((0, 3)), 1.0)
    assert missing_for(model, empty) == list(NEEDS[model])
    full = Worlds(dict.fromkeys(NEEDS[model], np.ones(3)), np.ones((2, 3)), 1.0)
    assert missing_for(model, full) == []
    assert EARN[model](full).earned.shape == (2, 3)


def fixed(**values):
    return {name: Input(name, "fixed", float(value)) for name, value in values.items()}


def test_contacts_follow_from_visits_or_from_followers_where_nobody_counted_them():
    by_visits = draw_worlds(fixed(visits=50, click_rate=0.01, posts=10, reach_rate=0.1, growth=0),
                            months=2, draws=5, seed=0)  # fmt: skip
    assert by_visits.contacts == pytest.approx(np.full((2, 5), 5_000))
    assert by_visits.one["followers"] == pytest.approx(np.full(5, 5_000))
    by_people = draw_worlds(fixed(followers=800, posts=10, reach_rate=0.1, growth=0.1),
                            months=2, draws=5, seed=0)  # fmt: skip
    assert by_people.contacts[:, 0] == pytest.approx([800 * 1.1**0.5, 800 * 1.1**1.5])
    nothing = draw_worlds(fixed(growth=0), months=2, draws=5, seed=0)
    assert nothing.contacts.size == 0
    assert "contacts" not in nothing.one


def test_the_price_of_an_hour_follows_from_its_cost_unless_it_is_told():
    follows = draw_worlds(fixed(hour_cost=20, hour_price_ratio=1.5), months=1, draws=3, seed=0)
    assert follows.one["hour_price"].tolist() == [30.0] * 3
    told = draw_worlds(fixed(hour_cost=20, hour_price_ratio=1.5, hour_price=44), months=1,
                       draws=3, seed=0)  # fmt: skip
    assert told.one["hour_price"].tolist() == [44.0] * 3


def test_one_more_input_changes_no_other_draw():
    inputs = {"click_rate": Input("click_rate", "beta", 2, 200),
              "margin": Input("margin", "beta", 4, 6)}  # fmt: skip
    alone = draw_worlds({"margin": inputs["margin"]}, months=1, draws=50, seed=3)
    both = draw_worlds(inputs, months=1, draws=50, seed=3)
    assert (alone.one["margin"] == both.one["margin"]).all()
    other = draw_worlds(inputs, months=1, draws=50, seed=4)
    assert (other.one["margin"] != both.one["margin"]).all()


def test_few_months_leave_more_doubt_than_many():
    def spread(n):
        known = Input("contacts", "months", np.log(1000), 0.3, n=n)
        months = draw_months(known, 1, 40_000, np.random.default_rng(1))
        return np.subtract(*np.quantile(np.log(months), (0.9, 0.1)))

    # Student's predictive interval: t(n-1) * s * sqrt(1 + 1/n), on the log scale.
    from scipy.stats import t

    for n in (3, 12):
        expected = 2 * t.ppf(0.9, n - 1) * 0.3 * np.sqrt(1 + 1 / n)
        assert spread(n) == pytest.approx(expected, rel=0.05)


def test_three_uneven_months_promise_no_more_contacts_than_there_are_people():
    three = Input("contacts", "months", a=8.35, b=0.57, n=3)
    drawn = draw_months(three, 12, 20_000, np.random.default_rng(1))
    assert drawn.max() < 8e9
    # Three draws in four keep the spread that Student's distribution gives, so the middle stays.
    low, middle, high = np.quantile(drawn, [0.1, 0.5, 0.9])
    wide = np.exp(8.35 + np.random.default_rng(2).standard_t(2, 240_000) * 0.57 * np.sqrt(4 / 3))
    assert np.quantile(wide, [0.1, 0.5, 0.9]) == pytest.approx([low, middle, high], rel=0.2)


def test_more_people_than_any_generator_draws_are_still_counted():
    worlds = Worlds({}, np.empty((0, 2)), 0.0, np.random.default_rng(0))
    assert worlds.counted(np.array([1e60, 0.0])).tolist() == [1e60, 0.0]
