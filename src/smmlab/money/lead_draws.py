"""Worlds in which a plan of leads may find itself, drawn once and then looked at again and again.

The same draws serve every question of a plan, so that two answers differ by what was changed and
never by chance.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

import numpy as np

from smmlab.intervals import Floats
from smmlab.money.lead_inputs import Cost, LeadInputs, Rate, Reach

Lever = Literal[
    "hours", "posts", "budget", "followers", "reach", "clicks", "conversion", "other_visits"
]
NOTHING_RAISED: Mapping[Lever, float] = MappingProxyType({})

DAYS_IN_MONTH = 30.0
_WEEK = 7.0
_JEFFREYS = 0.5
_MOST_VARIANCE = 25.0  # of logarithms: five posts can suggest more, and no page is like that


@dataclass(frozen=True)
class Worlds:
    """One value a world of everything that is not known exactly.

    Parameters
    ----------
    conversion, clicks, enquiries
        Shares, 0-1.
    reach
        People that one post reaches on average.
    reach_cv
        Standard deviation of the reach of a single post over that mean.
    luck
        Of the posts of the period, standard normal.
    visits
        All unpaid visits a day so far.
    per_money
        Leads or visits that one unit of the currency buys.
    growth, drift
        Of the audience, and of the visits that posts do not bring, a month.
    """

    conversion: Floats
    clicks: Floats
    enquiries: Floats
    reach: Floats
    reach_cv: Floats
    luck: Floats
    visits: Floats
    per_money: Floats
    growth: Floats
    drift: Floats


@dataclass(frozen=True)
class Flow:
    """What comes of it each day, one value a world: people reached, visits, paid ones, leads."""

    reached: Floats
    post_visits: Floats
    most_post_visits: Floats
    other_visits: Floats
    paid_visits: Floats
    paid_leads: Floats
    leads: Floats

    @property
    def visits(self) -> Floats:
        """Return all visits a day, paid ones with them."""
        return self.post_visits + self.other_visits + self.paid_visits


def draw_worlds(inputs: LeadInputs, *, draws: int, seed: int) -> Worlds:
    """Draw what is not known exactly; what is not known at all brings nothing.

    Examples
    --------
    >>> from smmlab.money.lead_inputs import rate_of_counts
    >>> worlds = draw_worlds(LeadInputs(rate_of_counts(20, 1000)), draws=1000, seed=1)
    >>> bool(0.019 < worlds.conversion.mean() < 0.022), float(worlds.reach.max())
    (True, 0.0)
    """
    # A generator for each unknown: one that becomes known changes the draws of no other.
    dice = [np.random.default_rng([seed, place]) for place in range(9)]
    reach, spread = _reach(inputs.reach, draws, dice[0])
    visits = inputs.visits
    return Worlds(
        _share(inputs.conversion, draws, dice[1]),
        _share(inputs.clicks, draws, dice[2]),
        _share(inputs.enquiries, draws, dice[3]),
        reach,
        spread,
        dice[4].standard_normal(draws),
        np.zeros(draws)
        if visits is None
        else dice[5].gamma(visits.number + _JEFFREYS, 1 / visits.days, draws),
        _per_money(inputs.cost, draws, dice[6]),
        inputs.growth_per_month + inputs.growth_sd * dice[7].standard_normal(draws),
        inputs.drift_sd * dice[8].standard_normal(draws),
    )


def flow(
    worlds: Worlds,
    inputs: LeadInputs,
    *,
    days: float,
    months_ahead: float,
    ramp: float = 1.0,
    visits_per_follower: float,
    raised: Mapping[Lever, float] = NOTHING_RAISED,
) -> Flow:
    """Follow the chain from posts to leads through every world.

    Parameters
    ----------
    worlds, inputs
        What was drawn, and from what.
    days
        Length of the period over which it is averaged.
    months_ahead
        How long the audience has grown by then.
    ramp
        How far the plan is carried out by then, 0 (as today) to 1.
    visits_per_follower
        Visits a month that one follower makes at the most.
    raised
        Levers and the number they are multiplied by.
    """
    times = {lever: raised.get(lever, 1.0) for lever in _EVERY}
    possible = _posts(inputs, times["posts"], times["hours"])
    now = inputs.posts_now if inputs.posts_now is not None else _posts(inputs, 1.0, 1.0)
    posts = now + ramp * (possible - now)
    grown = np.maximum(1 + worlds.growth, 0.0) ** months_ahead
    reached = _reached(worlds, posts, days) * grown * times["reach"]
    clicks = np.minimum(worlds.clicks * times["clicks"], 1.0)
    most = np.full_like(reached, np.inf)
    if inputs.followers is not None:
        audience = inputs.followers * times["followers"] * grown
        most = audience * visits_per_follower / DAYS_IN_MONTH
    # What posts bring today is a part of today's visits; only the rest comes without them.
    today = worlds.reach * worlds.clicks * now / _WEEK
    other = np.maximum(worlds.visits - today, 0.0) * np.exp(worlds.drift * months_ahead)
    other = other * times["other_visits"]
    bought = ramp * times["budget"] * (inputs.budget_per_month or 0.0) / DAYS_IN_MONTH
    results = bought * worlds.per_money
    conversion = np.minimum(worlds.conversion * times["conversion"], 1.0)
    of_visits = inputs.cost is not None and inputs.cost.of == "visits"
    paid_visits = results if of_visits else np.zeros_like(results)
    paid_leads = paid_visits * conversion if of_visits else results
    post_visits = np.minimum(reached * clicks, most)
    leads = (post_visits + other) * conversion + paid_leads
    return Flow(reached, post_visits, most, other, paid_visits, paid_leads, leads)


def chance_of(leads_a_day: Floats, *, wanted: float, days: float) -> float:
    """Return the chance that a period brings the wanted number, when single days vary by chance.

    Parameters
    ----------
    leads_a_day
        Expected in each world.
    wanted
        For each day.
    days
        Length of the period.

    References
    ----------
    Poisson counts with an uncertain rate; a Poisson tail is a regularised gamma function.

    Examples
    --------
    >>> round(chance_of(np.array([1.0, 1.0]), wanted=1, days=30), 3)
    0.524
    """
    from scipy.special import gammainc

    needed = math.ceil(wanted * days - 1e-9)
    return 1.0 if needed <= 0 else float(gammainc(needed, leads_a_day * days).mean())


_EVERY: tuple[Lever, ...] = (
    "hours", "posts", "budget", "followers", "reach", "clicks", "conversion", "other_visits",
)  # fmt: skip


def _posts(inputs: LeadInputs, times_posts: float, times_hours: float) -> float:
    by_hours = None
    if inputs.hours_per_week is not None:
        by_hours = inputs.hours_per_week / inputs.hours_per_post
    posts = inputs.posts_per_week
    if posts is None:
        return (by_hours or 0.0) * times_hours
    if by_hours is None:
        return posts * times_posts
    # Where the hours are enough for the posts of today, more posts are meant with their hours.
    is_enough = by_hours >= posts * (1 - 1e-9)
    by_hours = by_hours * times_hours * (times_posts if is_enough else 1.0)
    return min(posts * times_posts, by_hours)


def _reached(worlds: Worlds, posts_per_week: float, days: float) -> Floats:
    """Return the people reached a day; the sum over posts is log-normal by its two moments."""
    count = posts_per_week * days / _WEEK
    if count <= 0:
        return np.zeros_like(worlds.reach)
    spread = np.log1p(worlds.reach_cv**2 / count)
    luck = np.exp(np.sqrt(spread) * worlds.luck - spread / 2)
    reached: Floats = worlds.reach * luck * posts_per_week / _WEEK
    return reached


def _reach(reach: Reach | None, draws: int, dice: np.random.Generator) -> tuple[Floats, Floats]:
    if reach is None:
        return np.zeros(draws), np.zeros(draws)
    # Mean and variance of logarithms under the usual flat prior.
    free = max(reach.posts - 1, 1)
    variance = np.minimum(reach.log_sd**2 * free / dice.chisquare(free, draws), _MOST_VARIANCE)
    middle = reach.log_mean + np.sqrt(variance / reach.posts) * dice.standard_normal(draws)
    return np.exp(middle + variance / 2), np.sqrt(np.expm1(variance))


def _share(rate: Rate | None, draws: int, dice: np.random.Generator) -> Floats:
    return np.zeros(draws) if rate is None else dice.beta(rate.a, rate.b, draws)


def _per_money(cost: Cost | None, draws: int, dice: np.random.Generator) -> Floats:
    if cost is None:
        return np.zeros(draws)
    return dice.gamma(cost.results + _JEFFREYS, 1 / cost.spend, draws)
