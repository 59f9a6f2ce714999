"""A plan of leads: closed forms where all is known, honest limits, and chances that hold."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import beta, poisson

from smmlab.errors import DataError
from smmlab.money.lead_draws import chance_of, draw_worlds, flow
from smmlab.money.lead_gaps import (
    NO_BUDGET,
    NO_CLICKS,
    NO_CONVERSION,
    NO_COST,
    NO_FOLLOWERS,
    NO_POSTS,
    NO_REACH,
    PUBLIC_CLICKS,
    PUBLIC_CONVERSION,
)
from smmlab.money.lead_inputs import (
    Cost,
    Counted,
    LeadInputs,
    Rate,
    rate_of_counts,
    rate_of_range,
    reach_of_posts,
    reach_of_range,
)
from smmlab.money.lead_plan import LIKELY, first_day_of_goal, plan_leads, wanted_a_day
from smmlab.strategy.rules import RULES

START, BY = date(2026, 12, 1), date(2027, 3, 1)
SURE = 1e9


def exactly(share: float) -> Rate:
    return Rate(share * SURE, (1 - share) * SURE)


def known(**more: object) -> LeadInputs:
    """Two in a hundred visits lead to an order; a post reaches 700, one in a hundred comes."""
    inputs = LeadInputs(
        conversion=exactly(0.02), clicks=exactly(0.01), reach=reach_of_range(700, 700),
        posts_per_week=7.0,
    )  # fmt: skip
    return replace(inputs, **more)


def plan(wanted: float, inputs: LeadInputs, **more: object):
    return plan_leads(wanted, BY, inputs=inputs, start=START, **more)


def item(found, name: str):
    return found.table.set_index("item").loc[name]


def test_twenty_leads_a_day_at_two_per_cent_need_a_thousand_visits_and_no_group_of_three_thousand():
    found = plan(20, known(followers=3000))
    assert item(found, "visits")["needed"] == pytest.approx(1000, rel=1e-3)
    assert item(found, "reach")["needed"] == pytest.approx(100_000, rel=1e-3)
    assert item(found, "posts")["needed"] == pytest.approx(1000, rel=1e-3)
    assert item(found, "followers")["needed"] == pytest.approx(1000 * 30 / 2, rel=1e-3)
    assert item(found, "followers")["gap"] == pytest.approx(12_000, rel=1e-3)
    assert found.verdict == "not_with_this_audience"
    assert found.chance < 1e-6
    assert found.chance_at_most < 1e-6


def test_a_large_group_that_is_hardly_reached_is_no_matter_of_the_audience():
    found = plan(20, known(followers=300_000))
    assert found.chance_at_most == pytest.approx(1)
    assert found.verdict == "unlikely"


def test_with_everything_known_only_chance_is_left():
    found = plan(2.0, LeadInputs(conversion=exactly(0.02), visits=Counted(100 * SURE, SURE)))
    assert found.chance == pytest.approx(poisson.sf(59, 60), abs=1e-3)
    # A wish that is no whole number of leads is not reached by the whole number below it.
    odd = plan(2.01, LeadInputs(conversion=exactly(0.02), visits=Counted(100 * SURE, SURE)))
    assert odd.chance == pytest.approx(poisson.sf(60, 60), abs=1e-3)
    assert plan(1.0, known(), days=10).days == 10


def test_the_way_from_reach_to_leads_multiplies():
    steps = plan(1, known()).steps.set_index("step")["per_day"]
    assert steps["reached"] == pytest.approx(700, rel=1e-3)
    assert steps["post_visits"] == pytest.approx(7, rel=1e-3)
    assert steps["leads"] == pytest.approx(0.14, rel=1e-3)
    assert list(steps.index) == ["reached", "post_visits", "visits", "leads"]


def test_the_mean_of_log_normal_posts_counts_not_their_median():
    spread = replace(known(), reach=reach_of_range(350, 1400))
    worlds = draw_worlds(spread, draws=20_000, seed=1)
    found = flow(worlds, spread, days=30, months_ahead=0, visits_per_follower=2)
    sd = np.log(4) / (2 * 1.2816)
    assert found.reached.mean() == pytest.approx(700 * np.exp(sd**2 / 2), rel=0.01)
    # The sum over 30 posts spreads by the root of thirty less than one of them.
    assert found.reached.std() / found.reached.mean() == pytest.approx(
        np.sqrt(np.expm1(sd**2) / 30), rel=0.05
    )


def test_visits_that_posts_bring_today_are_not_counted_twice():
    # Ten visits a day so far, seven of them from the posts that are made anyway.
    same = plan(1, known(visits=Counted(10 * SURE, SURE))).steps.set_index("step")["per_day"]
    assert same["visits"] == pytest.approx(10, rel=1e-3)
    assert same["other_visits"] == pytest.approx(3, rel=1e-2)
    twice = plan(1, known(posts_per_week=14.0, posts_now=7.0, visits=Counted(10 * SURE, SURE)))
    assert twice.steps.set_index("step").loc["visits", "per_day"] == pytest.approx(17, rel=1e-2)


def test_hours_and_followers_are_ceilings():
    assert known(hours_per_week=3.5).posts_possible == 3.5
    assert known(hours_per_week=3.5, hours_per_post=0.25).posts_possible == 7
    few = plan(1, known(followers=30)).steps.set_index("step")["per_day"]
    assert few["post_visits"] == pytest.approx(30 * 2 / 30, rel=1e-6)
    often = plan(1, known(followers=30), visits_per_follower=3).steps.set_index("step")["per_day"]
    assert often["post_visits"] == pytest.approx(3, rel=1e-6)


def test_money_buys_leads_or_visits():
    spent = Cost(10 * SURE, SURE)
    paid = plan(1, known(budget_per_month=300.0, cost=spent))
    assert paid.steps.set_index("step").loc["paid_leads", "per_day"] == pytest.approx(1, rel=1e-3)
    # What posts bring stays: money has to do the rest of one lead a day, at ten each.
    assert item(paid, "budget")["needed"] == pytest.approx(0.86 * 10 * 30, rel=1e-3)
    clicks = plan(1, known(budget_per_month=300.0, cost=replace(spent, of="visits")))
    steps = clicks.steps.set_index("step")["per_day"]
    assert steps["paid_visits"] == pytest.approx(1, rel=1e-3)
    assert steps["leads"] == pytest.approx(0.16, rel=1e-3)
    assert item(clicks, "budget")["needed"] == pytest.approx(0.86 / 0.02 * 10 * 30, rel=1e-3)


def test_the_plan_goes_up_in_a_straight_line_until_the_day():
    found = plan(0.25, known(posts_per_week=14.0, posts_now=0.0))
    rows = found.chances
    assert rows["leads_per_day"].iloc[0] == pytest.approx(0, abs=1e-9)
    half = rows[rows["day"] == date(2027, 1, 15)]["leads_per_day"].iloc[0]
    assert half == pytest.approx(0.14, rel=1e-2)
    then = rows[rows["day"] == BY].iloc[0]
    assert then["chance"] == found.chance
    assert rows["chance"].is_monotonic_increasing
    assert rows["day"].iloc[-1] > BY


def test_growth_brings_more_later():
    grown = plan(1, known(growth_per_month=0.1)).steps.set_index("step")["per_day"]
    assert grown["reached"] == pytest.approx(700 * 1.1 ** (90 / 30 + 0.5), rel=1e-3)
    drift = known(visits=Counted(100 * SURE, SURE), drift_sd=0.2)
    steps = plan(1, drift).steps.set_index("step").loc["other_visits"]
    assert steps["high"] / steps["per_day"] == pytest.approx(np.exp(1.2816 * 0.2 * 3.5), rel=0.06)


def test_enquiries_are_a_step_of_their_own_where_they_are_counted():
    found = plan(1, known(enquiries=exactly(0.1)))
    assert found.steps.set_index("step").loc["enquiries", "per_day"] == pytest.approx(0.7, rel=1e-3)


@pytest.mark.parametrize(
    ("inputs", "lacks"),
    [
        (LeadInputs(), (NO_CONVERSION, NO_REACH, NO_CLICKS, NO_POSTS)),
        (known(conversion=None), (NO_CONVERSION,)),
        (known(posts_per_week=None), (NO_POSTS,)),
        (known(clicks=None, reach=None), (NO_REACH, NO_CLICKS)),
    ],
)
def test_without_the_inputs_there_is_no_plan_but_what_to_measure(inputs, lacks):
    found = plan(1, inputs)
    assert found.lacking == lacks
    assert found.verdict == "unknown"
    assert found.chance is None
    assert found.table.empty
    assert found.steps.empty
    assert found.chances.empty


def test_what_the_plan_leaves_out_is_said():
    assert plan(1, known()).unknown == (NO_FOLLOWERS, NO_BUDGET)
    assert plan(1, known(followers=10, budget_per_month=50.0)).unknown == (NO_COST,)
    assert plan(1, known(followers=10, budget_per_month=0.0)).unknown == ()
    cited = replace(exactly(0.02), basis="public")
    others = plan(1, known(followers=10, budget_per_month=0.0, conversion=cited, clicks=cited))
    assert others.unknown == (PUBLIC_CONVERSION, PUBLIC_CLICKS)
    only_visits = LeadInputs(conversion=exactly(0.02), visits=Counted(100, 10))
    assert NO_REACH in plan(1, only_visits).unknown
    assert list(plan(1, only_visits).table["item"]) == ["visits"]


def test_a_day_that_has_passed_is_today():
    late = plan_leads(1, date(2020, 1, 1), inputs=known(), start=START)
    assert late.by == START
    assert late.chances["day"].iloc[0] == START


@pytest.mark.parametrize("wrong", [0.0, -1.0, float("nan"), float("inf")])
def test_a_wish_that_cannot_be_is_refused(wrong):
    with pytest.raises(DataError, match="Give a number above zero"):
        plan(wrong, known())


@pytest.mark.parametrize(
    "wrong",
    [{"followers": -1.0}, {"hours_per_post": 0.0}, {"growth_per_month": -1.0},
     {"budget_per_month": float("inf")}],
)  # fmt: skip
def test_inputs_that_cannot_be_are_refused(wrong):
    with pytest.raises(DataError, match=next(iter(wrong))):
        known(**wrong)


def test_shares_and_reach_come_from_counts_or_ranges():
    posterior = rate_of_counts(20, 1000)
    assert (posterior.a, posterior.b) == (20.5, 980.5)
    told = rate_of_range(0.01, 0.03)
    inside = beta.cdf(0.03, told.a, told.b) - beta.cdf(0.01, told.a, told.b)
    assert inside == pytest.approx(0.8, abs=0.02)
    assert reach_of_posts([100, 200, None, 0, 400]) is None
    posts = reach_of_posts([100, 200, None, 0, 400, 800, 1600])
    assert np.exp(posts.log_mean) == pytest.approx(400)
    assert posts.posts == 5
    for low, high in ((0.0, 0.1), (0.2, 0.1), (0.1, 1.0)):
        with pytest.raises(DataError, match="lower limit first"):
            rate_of_range(low, high)
    with pytest.raises(DataError, match="lower limit first"):
        reach_of_range(10, 5)
    for successes, trials in ((-1, 10), (11, 10)):
        with pytest.raises(DataError, match="cannot be"):
            rate_of_counts(successes, trials)
    for broken in (lambda: Rate(0, 1), lambda: Counted(1, 0), lambda: Cost(0, 1)):
        with pytest.raises(DataError, match="cannot be"):
            broken()


def test_a_goal_for_a_year_is_spread_over_its_days():
    assert wanted_a_day(520) == pytest.approx(520 / 365)
    first = first_day_of_goal(date(2027, 10, 31))
    assert (first, (date(2027, 10, 31) - first).days + 1) == (date(2026, 11, 1), 365)


def test_the_numbers_of_the_rules_are_those_of_the_plan():
    assert RULES["visits_per_follower"].value == 2
    assert RULES["lead_chance"].value == LIKELY


@given(
    wanted=st.floats(0.05, 5), more=st.floats(1.01, 3), followers=st.floats(10, 50_000),
    seed=st.integers(0, 5),
)  # fmt: skip
@settings(max_examples=25, deadline=None)
def test_more_is_less_likely_and_more_followers_never_hurt(wanted, more, followers, seed):
    inputs = known(
        followers=followers, reach=reach_of_range(300, 1500), conversion=rate_of_counts(8, 400)
    )
    found = plan(wanted, inputs, draws=200, seed=seed)
    assert 0 <= found.chance <= 1
    assert plan(wanted * more, inputs, draws=200, seed=seed).chance <= found.chance + 1e-12
    larger = plan(wanted, replace(inputs, followers=followers * more), draws=200, seed=seed)
    assert larger.chance >= found.chance - 1e-12
    assert found.chance <= found.chance_at_most + 1e-12


def test_the_same_seed_gives_the_same_plan():
    wide = known(reach=reach_of_range(300, 1500))
    one, same, other = (plan(0.2, wide, seed=seed) for seed in (1, 1, 2))
    assert one.table.equals(same.table)
    assert one.chance != other.chance


def test_chances_hold_in_simulated_worlds():
    """In worlds whose truth is known, what is said to have a chance of p comes p of the time."""
    rng = np.random.default_rng(3)
    said, came = [], []
    for world in range(1500):
        rate, clicks = rng.beta(1.2, 40), rng.beta(1.8, 150)
        middle, spread, posts = rng.normal(6.5, 0.7), rng.uniform(0.3, 1), rng.uniform(2, 12)
        n = int(rng.integers(8, 60))
        reach, days = np.exp(rng.normal(middle, spread, n)), n / posts * 7
        of_posts = rng.binomial(int(reach.sum()), clicks)
        other = rng.gamma(2, 8)
        visits = of_posts + rng.poisson(other * days)
        cost, spend = rng.gamma(3, 5), rng.uniform(50, 500)
        inputs = LeadInputs(
            rate_of_counts(rng.binomial(visits, rate), visits),
            rate_of_counts(of_posts, int(reach.sum())), reach_of_posts(reach),
            posts_per_week=posts * rng.uniform(1, 2), posts_now=posts,
            visits=Counted(visits, days), budget_per_month=rng.uniform(0, 600),
            cost=Cost(spend, rng.poisson(spend / cost)),
        )  # fmt: skip
        worlds = draw_worlds(inputs, draws=400, seed=world)
        leads = flow(worlds, inputs, days=30, months_ahead=0.5, visits_per_follower=2).leads
        wanted = np.median(leads) * np.exp(rng.normal(0, 0.5))
        said.append(chance_of(leads, wanted=wanted, days=30))
        count = int(inputs.posts_per_week * 30 / 7 % 1 > rng.random()) + int(
            inputs.posts_per_week * 30 / 7
        )
        reached = np.exp(rng.normal(middle, spread, count)).sum()
        truth = (reached * clicks + other * 30) * rate + inputs.budget_per_month / cost
        came.append(rng.poisson(truth) >= np.ceil(wanted * 30))
    said, came = np.array(said), np.array(came)
    bins = np.minimum((said * 10).astype(int), 9)
    errors = [
        (abs(came[bins == b].mean() - said[bins == b].mean()), (bins == b).mean())
        for b in range(10)
    ]
    assert sum(error * share for error, share in errors) <= 0.05
