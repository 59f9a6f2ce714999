"""The test on two networks: its end, its power by simulation, its posterior by integration."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.integrate import quad
from scipy.stats import gamma

from smmlab.errors import DataError
from smmlab.networks.two_networks import (
    enquiries_needed,
    judge_test,
    plan_test,
)
from smmlab.strategy.rules import RULES

START = date(2026, 12, 1)


def test_the_plan_has_an_end_and_a_day_of_decision():
    plan = plan_test(("facebook", "pinterest", "x"), start=START, weeks=2)
    assert plan.networks == ("facebook", "pinterest")
    assert (plan.end - plan.start).days == 13
    assert (plan.decide_on - plan.end).days == 1
    assert plan.posts == 10


def test_the_enquiries_needed_show_twice_as_many_four_times_in_five():
    rng = np.random.default_rng(0)
    needed = enquiries_needed()

    def power(total):
        kept = 0
        for first in rng.binomial(total, 2 / 3, 400):
            verdict = judge_test({"x": int(first), "reddit": int(total - first)},
                                 {"x": 10, "reddit": 10})  # fmt: skip
            kept += verdict.keep == "x"
        return kept / 400

    assert power(needed) >= 0.8 - 0.05
    assert power(needed // 3) < 0.75


def test_the_enquiries_to_expect_are_those_of_the_hours_of_the_test():
    plan = plan_test(("x", "reddit"), start=START, enquiries_per_hour=0.5, hours_per_week=6)
    assert plan.enquiries_expected == 0.5 * 6 * 4
    assert plan.is_long_enough is False
    longer = plan_test(
        ("x", "reddit"), start=START, weeks=12, enquiries_per_hour=0.5, hours_per_week=6
    )
    assert longer.is_long_enough is True
    bare = plan_test(("x", "reddit"), start=START, hours_per_week=6)
    assert (bare.enquiries_expected, bare.is_long_enough) == (None, None)


@pytest.mark.parametrize("wrong", [{"enquiries_per_hour": -1}, {"hours_per_week": float("nan")}])
def test_hours_and_enquiries_that_cannot_be_are_refused(wrong):
    with pytest.raises(DataError, match="Give zero or more"):
        plan_test(("x", "reddit"), start=START, **wrong)


@given(
    counts=st.tuples(st.integers(0, 200), st.integers(0, 200)),
    hours=st.tuples(st.floats(0.5, 80), st.floats(0.5, 80)),
)
def test_the_chances_add_up_and_do_not_depend_on_the_order(counts, hours):
    one = judge_test({"x": counts[0], "reddit": counts[1]}, {"x": hours[0], "reddit": hours[1]})
    other = judge_test({"reddit": counts[1], "x": counts[0]}, {"reddit": hours[1], "x": hours[0]})
    assert one.table["p_more"].sum() == pytest.approx(1)
    left, right = (v.table.set_index("network")["p_more"] for v in (one, other))
    assert left["x"] == pytest.approx(right["x"], abs=1e-9)
    assert one.keep == other.keep


def test_the_chance_is_the_integral_of_the_posterior():
    verdict = judge_test({"x": 9, "reddit": 4}, {"x": 12.0, "reddit": 7.0})
    first, second = gamma(9.5, scale=1 / 12), gamma(4.5, scale=1 / 7)
    exact, _ = quad(lambda rate: first.pdf(rate) * second.cdf(rate), 0, 6)
    row = verdict.table.set_index("network").loc["x"]
    assert row["p_more"] == pytest.approx(exact, abs=1e-6)
    assert row["low"] == pytest.approx(first.ppf(0.1))
    assert row["high"] == pytest.approx(first.ppf(0.9))
    assert row["per_hour"] == 9 / 12


def test_the_rule_of_the_strategy_is_the_number_worked_out():
    assert RULES["test_enquiries"].value == enquiries_needed(RULES["test_keep_from"].value)


def test_more_work_on_one_is_counted_against_it():
    even = {"x": 10, "reddit": 10}
    verdict = judge_test(even, {"x": 30, "reddit": 10})
    assert (verdict.keep, verdict.drop) == ("reddit", "x")
    assert judge_test(even, {"x": 10, "reddit": 10}).keep is None


@pytest.mark.parametrize(
    ("counts", "spent"),
    [((0, 0), (10, 10)), ((0, 0), (1, 30)), ((1, 0), (10, 10)), ((4, 0), (9, 9))],
)
def test_hardly_anything_came_is_not_decided(counts, spent):
    verdict = judge_test(dict(zip(("x", "reddit"), counts, strict=True)),
                         dict(zip(("x", "reddit"), spent, strict=True)))  # fmt: skip
    assert (verdict.keep, verdict.drop) == (None, None)
    assert verdict.enquiries_needed > 0


@pytest.mark.parametrize("networks", [(), ("x",), ("x", "x"), ("x", "myspace")])
def test_two_different_networks_are_needed(networks):
    with pytest.raises(DataError, match="two different networks"):
        plan_test(networks, start=START)


@pytest.mark.parametrize(
    "wrong", [{"weeks": 0}, {"posts": 0}, {"keep_from": 0.5}, {"keep_from": 1}]
)
def test_a_test_that_cannot_be_is_refused(wrong):
    with pytest.raises(DataError, match="cannot be"):
        plan_test(("x", "reddit"), start=START, **wrong)


@pytest.mark.parametrize(
    ("enquiries", "hours"),
    [
        ({"x": -1, "reddit": 2}, {"x": 1, "reddit": 2}),
        ({"x": 1, "reddit": 2}, {"x": 0, "reddit": 2}),
        ({"x": 1, "reddit": 2}, {"x": 3}),
        ({"x": float("nan"), "reddit": 2}, {"x": 3, "reddit": 3}),
        ({"x": 1, "reddit": 2}, {"x": float("inf"), "reddit": 3}),
        ({"x": 1, "reddit": 2}, {"x": 3, "reddit": 3, "threads": 1}),
    ],
)
def test_results_that_cannot_be_are_refused(enquiries, hours):
    with pytest.raises(DataError, match="results of the test"):
        judge_test(enquiries, hours)
