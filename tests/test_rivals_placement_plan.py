"""A plan of tries: within the budget, better than simpler ways, and it stops in time."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from smmlab.errors import DataError
from smmlab.rivals.placement_bandit import (
    Seen,
    Worlds,
    arms_of,
    chance_to_beat,
    chance_within,
    log_worth,
    spend_learning,
)
from smmlab.rivals.placement_plan import (
    BEATEN_SO_FAR,
    FOLLOW,
    FOLLOW_ALLOWED,
    NOTHING_KNOWN,
    NOTHING_LEFT,
    TOO_DEAR,
    TOO_SMALL,
    TRY,
    plan_findings,
    plan_placements,
)
from smmlab.rivals.placements import PlacementComparison, compare_placements

PRICES = [30.0, 45.0, 60.0, 40.0, 75.0, 50.0]


def compared(**columns: object) -> PlacementComparison:
    return compare_placements(pd.DataFrame({"network": "telegram", **columns}), draws=500)


def six() -> PlacementComparison:
    return compared(page=list("abcdef"), price=PRICES, reach=[2e3, 4e3, 6e3, 3e3, 9e3, 3.5e3])


def test_the_plan_beats_equal_parts_and_the_cheapest_offer() -> None:
    policies = plan_placements(six(), budget=2_000, worlds=1_500).policies.set_index("policy")
    plan, equal, cheapest = (policies.loc[name] for name in ("plan", "equal", "cheapest"))
    assert plan["results"] > 1.2 * max(equal["results"], cheapest["results"])
    assert plan["regret"] < 0.7 * min(equal["regret"], cheapest["regret"])
    # After the first round the money follows the best placement; equal parts never do.
    assert plan["on_best"] > 2 * equal["on_best"]
    assert plan["finds_best"] > cheapest["finds_best"]


def test_it_finds_the_best_more_often_than_equal_parts_when_there_are_many() -> None:
    comparison = six()
    arms = arms_of(comparison.inputs)
    worlds = Worlds.drawn(arms, 3_000, np.random.default_rng(5))
    tried = np.arange(6)
    best = (np.exp(worlds.log_worth) / arms.price).argmax(axis=1)

    def found(budget: float) -> float:
        spent = spend_learning(arms, worlds, tried=tried, tries=1, budget=budget, allowed_cost=None,
                               least_visits=50, generator=np.random.default_rng(6))  # fmt: skip
        return float((spent.preferred == best).mean())

    once = found(sum(PRICES))
    assert found(1_500) > once + 0.02
    equal = plan_placements(comparison, budget=1_500, first=6, worlds=3_000).policies
    by_policy = equal.set_index("policy")["finds_best"]
    assert by_policy["plan"] > by_policy["equal"]


costs = st.lists(st.floats(5, 300), min_size=1, max_size=7)
quick = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@quick
@given(costs, st.floats(1, 2_000), st.integers(1, 3), st.one_of(st.none(), st.floats(0.5, 90)))
def test_no_way_of_spending_exceeds_the_budget(prices, budget, tries, allowed) -> None:  # type: ignore[no-untyped-def]
    comparison = compared(page=[f"p{n}" for n in range(len(prices))], price=prices, reach=1_000.0)
    plan = plan_placements(comparison, budget=budget, tries=tries, allowed_cost=allowed, worlds=40)
    assert (plan.policies["most_spent"] <= budget + 1e-6).all()
    assert (plan.policies["spend"] <= plan.policies["most_spent"] + 1e-6).all()
    assert plan.rounds["spend"].sum() <= budget + 1e-6
    assert plan.policies["regret"].between(0, 1).all()


def test_rounds_say_where_to_begin_and_where_the_rest_goes() -> None:
    plan = plan_placements(six(), budget=600, first=3, worlds=100)
    first = plan.rounds[plan.rounds["round"] == 1]
    assert (len(first), set(first["advice"]), set(first["posts"])) == (3, {TRY}, {1})
    rest = plan.rounds.iloc[-1]
    assert (rest["round"], rest["page"], rest["advice"]) == (2, "", FOLLOW)
    assert rest["spend"] == pytest.approx(600 - first["spend"].sum())
    allowed = plan_placements(six(), budget=600, allowed_cost=5, worlds=100)
    assert allowed.rounds["advice"].iloc[-1] == FOLLOW_ALLOWED


def test_a_placement_that_fell_behind_or_is_too_dear_is_stopped_after_enough_visits() -> None:
    tried = {"page": ["good", "bad", "new"], "price": 50.0, "reach": 4_000.0,
             "tries": [5.0, 5.0, None]}  # fmt: skip
    enough = compared(**tried, visits=[600.0, 60.0, None], results=[60.0, 1.0, None])
    advice = plan_placements(enough, budget=500, worlds=50).rounds.set_index("page")
    assert advice.loc["bad", ["round", "posts", "advice"]].tolist() == [0, 0, BEATEN_SO_FAR]
    assert advice.loc["good", "round"] == 1
    few = plan_placements(enough, budget=500, worlds=50, least_visits=100).rounds
    assert (few["round"] == 0).sum() == 0
    # Five posts for 250 brought sixty results: about four for each.
    dear = plan_placements(enough, budget=500, worlds=50, allowed_cost=2.0).rounds
    assert set(dear.loc[dear["round"] == 0, "advice"]) == {TOO_DEAR}
    only = compared(page=["bad"], price=50.0, reach=4_000.0, tries=5.0, visits=600.0, results=6.0)
    stopped = plan_placements(only, budget=500, worlds=50, allowed_cost=2.0).rounds
    assert stopped["advice"].tolist() == [TOO_DEAR, NOTHING_LEFT]


def test_an_allowed_cost_keeps_money_that_results_would_not_earn_back() -> None:
    free = plan_placements(six(), budget=2_000, first=4, worlds=800)
    strict = plan_placements(six(), budget=2_000, first=4, allowed_cost=8.0, worlds=800)
    before, after = (p.policies.set_index("policy").loc["plan"] for p in (free, strict))
    assert after["spend"] < before["spend"]
    # A result is worth what it may cost: then less is lost, though fewer results come.
    assert after["results"] * 8 - after["spend"] > before["results"] * 8 - before["spend"]


def test_currencies_stay_apart_and_the_rest_is_counted() -> None:
    mixed = compared(page=list("abc"), price=[10.0, 20.0, 900.0], reach=1_000.0,
                     currency=["EUR", "EUR", "RUB"])  # fmt: skip
    plan = plan_placements(mixed, budget=100, worlds=50)
    assert (plan.currency, plan.left_out) == ("EUR", 1)
    assert set(plan.rounds["page"]) <= {"a", "b", ""}
    assert set(plan_placements(mixed, budget=2_000, currency="RUB", worlds=50).rounds["page"]) == {
        "c", "",
    }  # fmt: skip


def test_what_cannot_be_planned_says_why() -> None:
    unknown = compared(page=["a"], price=[10.0])
    nothing = plan_placements(unknown, budget=100)
    assert (nothing.rounds["advice"].tolist(), nothing.first) == ([NOTHING_KNOWN], 0)
    assert plan_findings(nothing, sources=()) == []
    assert plan_placements(six(), budget=3).rounds["advice"].tolist() == [TOO_SMALL]
    for wrong in ({"budget": 0}, {"budget": 5, "allowed_cost": 0}, {"budget": 5, "tries": 0}):
        with pytest.raises(DataError, match="budget"):
            plan_placements(six(), **wrong)  # type: ignore[arg-type]


def test_the_same_seed_gives_the_same_plan_and_findings_have_units() -> None:
    one, two = (plan_placements(six(), budget=900, worlds=100, seed=4) for _ in range(2))
    pd.testing.assert_frame_equal(one.policies, two.policies)
    pd.testing.assert_frame_equal(one.rounds, two.rounds)
    found = {f.key.rsplit(".", 1)[1]: f for f in plan_findings(one, sources=())}
    assert {name: f.unit for name, f in found.items()} == {
        "first": "placements", "results": "results", "regret": "share",
    }  # fmt: skip
    assert found["first"].value == one.first


def test_what_is_believed_is_what_draws_of_it_show() -> None:
    arms = arms_of(compared(page=["a", "b"], price=[50.0, 20.0], reach=[4e3, 1e3]).inputs)
    mean, variance = log_worth(arms, Seen.none(1, 2))
    worlds = Worlds.drawn(arms, 200_000, np.random.default_rng(1))
    logs = worlds.log_worth - np.log(arms.price)
    assert mean[0] == pytest.approx(logs.mean(axis=0), abs=0.02)
    assert variance[0] == pytest.approx(logs.var(axis=0), rel=0.02)
    two, spread = np.array([[0.3, 0.0]]), np.array([[0.5, 0.5]])
    assert chance_to_beat(two, spread)[0].sum() == pytest.approx(1)
    # Worth e^0 results for one unit of money: a cost of one is met in half of the draws.
    assert chance_within(two, spread, 1.0)[0, 1] == pytest.approx(0.5)
