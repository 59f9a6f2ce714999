"""What income rests on: files before figures, told before both, and nothing invented."""

import numpy as np
import pandas as pd
import pytest

from smmlab.errors import DataError
from smmlab.money.scenario_draws import beta_of
from smmlab.money.scenario_inputs import (
    Assumptions,
    OwnFigures,
    own_figures,
    scenario_inputs,
    told_assumptions,
)
from smmlab.schema import conform

NO_RATES = pd.DataFrame({name: [] for name in ("visits", "reached", "results", "sessions")})


def posts(days, reach, *, exported="2026-07-02"):
    at = pd.Series([int(pd.Timestamp(day, tz="UTC").timestamp()) for day in days], dtype="Int64")
    frame = pd.DataFrame({"network": "instagram", "post_id": [str(i) for i in range(len(days))],
                          "at": at, "reach": reach, "is_own": True})  # fmt: skip
    told = int(pd.Timestamp(exported, tz="UTC").timestamp())
    return conform(frame.assign(exported_at=told), "posts")


def orders(rows):
    frame = pd.DataFrame(rows, columns=["amount", "refunded", "currency", "status"])
    return conform(frame.assign(order_id=[str(i) for i in range(len(frame))]), "orders")


NO_ORDERS = orders([])


def test_only_whole_months_count_and_each_post_counts_anew():
    days = ["2026-03-20", "2026-04-02", "2026-04-20", "2026-05-09", "2026-06-30", "2026-07-01"]
    own = own_figures(posts(days, [10, 100, 200, 300, 400, 9]), NO_ORDERS, NO_RATES, currency="EUR")
    # March begins late in the month and July has not ended.
    assert own.contacts == (300.0, 300.0, 400.0)
    assert own.posts == pytest.approx(4 / 3)


def test_a_month_that_begins_with_its_first_days_is_whole():
    days = ["2026-05-03", "2026-06-30"]
    own = own_figures(posts(days, [100, 200]), NO_ORDERS, NO_RATES, currency="EUR")
    assert own.contacts == (100.0, 200.0)


def test_views_stand_in_for_reach_and_months_without_either_are_unknown():
    frame = posts(["2026-05-03", "2026-06-03"], [None, None])
    frame["views"] = pd.array([70, None], dtype="Int64")
    assert own_figures(frame, NO_ORDERS, NO_RATES, currency="EUR").contacts == (70.0,)


def test_months_begin_on_the_clients_clock():
    frame = posts(["2026-05-31T22:30", "2026-05-02"], [5, 7])
    utc = own_figures(frame, NO_ORDERS, NO_RATES, currency="EUR")
    tallinn = own_figures(frame, NO_ORDERS, NO_RATES, currency="EUR", timezone="Europe/Tallinn")
    assert (utc.contacts, tallinn.contacts) == ((12.0,), (7.0, 5.0))


def test_orders_count_after_refunds_in_one_currency():
    rows = [(20.0, 5.0, "EUR", "paid"), (30.0, None, "EUR", None), (9.0, 0.0, "USD", "paid"),
            (50.0, 0.0, "EUR", "cancelled"), (10.0, 10.0, "EUR", "refunded")]  # fmt: skip
    own = own_figures(posts([], []), orders(rows), NO_RATES, currency="EUR")
    assert own.amounts == (15.0, 30.0)


def test_rates_are_added_over_networks_where_both_counts_are_known():
    rates = pd.DataFrame({"visits": [20.0, 5.0, None], "reached": [1000.0, None, None],
                          "results": [2.0, 1.0, None], "sessions": [20.0, 5.0, None]})  # fmt: skip
    own = own_figures(posts([], []), NO_ORDERS, rates, currency="EUR", visit_days=365.25)
    assert (own.visits, own.reached, own.orders, own.sessions) == (20, 1000, 3, 25)
    assert own.monthly_visits == pytest.approx(25 / 12)
    nothing = own_figures(posts([], []), NO_ORDERS, NO_RATES, currency="EUR")
    assert nothing == OwnFigures("EUR")


def test_columns_are_asked_for():
    with pytest.raises(DataError, match="columns"):
        own_figures(pd.DataFrame(), NO_ORDERS, NO_RATES, currency="EUR")


def test_own_counts_move_the_prior_and_told_goes_before_both():
    own = OwnFigures("EUR", visits=30, reached=2000)
    click = scenario_inputs(own)["click_rate"]
    a, b = beta_of(0.01, 0.002, 0.02)
    assert (click.a, click.b) == pytest.approx((a + 30, b + 1970))
    assert (click.basis, click.n) == ("own", 2000)
    told = scenario_inputs(OwnFigures("EUR", hours=12), Assumptions(margin=0.5, page_hours=3))
    assert (told["margin"].shape, told["margin"].a, told["margin"].basis) == ("fixed", 0.5, "told")
    assert told["page_hours"].a == 3


def test_few_orders_say_nothing_of_the_value_of_one():
    assert "order_value" not in scenario_inputs(OwnFigures("EUR", amounts=(10.0,) * 9))
    assert scenario_inputs(OwnFigures("EUR", amounts=(10.0,) * 10))["order_value"].n == 10


def test_contacts_go_before_visits_and_few_months_are_wide():
    one = scenario_inputs(OwnFigures("EUR", contacts=(500.0,), monthly_visits=9))
    assert "visits" not in one
    assert (one["contacts"].shape, one["contacts"].b) == ("lognormal", 0.5)
    three = scenario_inputs(OwnFigures("EUR", contacts=(500.0, 600.0, 700.0)))["contacts"]
    assert (three.shape, three.n) == ("months", 3)
    assert three.b == pytest.approx(np.log([500, 600, 700]).std(ddof=1))
    assert scenario_inputs(OwnFigures("EUR", monthly_visits=9))["visits"].basis == "own"


def test_a_bootstrap_of_amounts_has_the_error_of_their_mean():
    values = tuple(np.random.default_rng(0).gamma(2, 15, 200))
    known = scenario_inputs(OwnFigures("EUR", amounts=values))["order_value"]
    drawn = known.draw(20_000, np.random.default_rng(1))
    assert drawn.mean() == pytest.approx(np.mean(values), rel=0.01)
    assert drawn.std() == pytest.approx(np.std(values) / np.sqrt(201), rel=0.03)
    many = scenario_inputs(OwnFigures("EUR", amounts=values * 11))["order_value"]
    wide = many.draw(20_000, np.random.default_rng(1))
    assert wide.std() == pytest.approx(np.std(values) / np.sqrt(2200), rel=0.03)


@pytest.mark.parametrize(
    ("name", "value"),
    [("margin", 1.2), ("hour_cost", -1), ("growth", 0.6), ("commission", float("nan")),
     ("followers", float("inf")), ("margin", "much")],
)  # fmt: skip
def test_what_cannot_be_is_refused_by_name(name, value):
    with pytest.raises(DataError, match=name):
        Assumptions(**{name: value})


def test_a_decision_may_hold_more_than_assumptions():
    told = told_assumptions({"model": "ads", "growth": -0.05, "models": ["ads"], "hours": [9]})
    assert told == Assumptions(growth=-0.05)
