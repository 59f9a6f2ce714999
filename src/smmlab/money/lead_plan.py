"""From a wanted number of leads a day back to visits, reach, posts, hours and money."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType
from typing import Literal

import numpy as np
import pandas as pd

from smmlab.errors import DataError
from smmlab.intervals import Floats
from smmlab.money.lead_draws import DAYS_IN_MONTH, Flow, Worlds, chance_of, draw_worlds, flow
from smmlab.money.lead_gaps import lacking_of, left_out_of
from smmlab.money.lead_inputs import VISITS_PER_FOLLOWER, LeadInputs
from smmlab.texts import message

Counts = Literal["enquiries", "orders"]
LeadVerdict = Literal["likely", "open", "unlikely", "not_with_this_audience", "unknown"]

LIKELY, UNLIKELY = 0.8, 0.05
"""Chances from which a goal is called likely, and below which not to be reached: conventions."""
DAYS_IN_YEAR = 365

VERDICTS: Mapping[LeadVerdict, str] = MappingProxyType(
    {
        "likely": message("The goal is likely: its chance is {chance}"),
        "open": message("The goal is open: its chance is {chance}"),
        "unlikely": message("The goal is out of reach as things stand: its chance is {chance}"),
        "not_with_this_audience": message("Not with this audience: the chance is {chance}"),
    }
)
"""The answer in one line."""

_STEPS = 12
_BEYOND = 6
_LOW, _HIGH = 0.1, 0.9
_TABLE = ("item", "needed", "needed_low", "needed_high", "have", "have_low", "have_high", "gap",
          "unit", "basis")  # fmt: skip
_FLOW = ("step", "per_day", "low", "high")
_CHANCES = ("day", "leads_per_day", "low", "high", "chance")


@dataclass(frozen=True)
class LeadPlan:
    """A plan of leads, and how likely it holds.

    Parameters
    ----------
    wanted_per_day, by, days, counts
        What is wanted: in the ``days`` that begin with the day ``by`` so many times as many leads
        as for one day; ``counts`` says what a lead is.
    start
        The day on which it was planned.
    inputs, visits_per_follower
        What it rests on.
    table
        One row an ``item`` (visits and reach a day, posts and hours a week, budget a month,
        followers): ``needed`` for the wanted number when all else stays and followers are enough,
        and ``have``, both with intervals of eight out of ten draws; the ``gap`` between the two;
        ``unit``; and ``basis`` (own, told, public; empty where nothing is known). Needs that
        nothing can meet are infinite.
    steps
        The way from reach to leads on an average day of the period: ``step`` (reached, post_visits,
        other_visits, paid_visits, visits, enquiries, paid_leads, leads), ``per_day``, ``low`` and
        ``high``; paid leads do not pass the shop's visits.
    chances
        One row a ``day`` on which the period could begin, from today on: ``leads_per_day`` with
        ``low`` and ``high``, and the ``chance`` to reach the wanted number from that day.
    chance
        Of reaching it from the day wanted; None without a plan.
    chance_at_most
        The same if every follower came as often as one ever does; None while followers are not
        known.
    verdict
        ``likely`` from 80 %, ``unlikely`` below 5 %, ``not_with_this_audience`` when even all
        followers together would not do, ``open`` otherwise, ``unknown`` without a plan.
    lacking
        What keeps a plan from being made, and what to measure; empty when there is one.
    unknown
        What the plan leaves out, or takes from others, because it is not known.
    worlds
        The draws behind it; None without a plan.
    """

    wanted_per_day: float
    by: date
    days: int
    counts: Counts
    start: date
    inputs: LeadInputs
    visits_per_follower: float
    table: pd.DataFrame
    steps: pd.DataFrame
    chances: pd.DataFrame
    chance: float | None
    chance_at_most: float | None
    verdict: LeadVerdict
    lacking: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    worlds: Worlds | None = None

    @property
    def months_ahead(self) -> float:
        """Return how far off the middle of the period is, months."""
        return ((self.by - self.start).days + self.days / 2) / DAYS_IN_MONTH


def plan_leads(
    wanted_per_day: float,
    by: date,
    *,
    inputs: LeadInputs,
    start: date,
    counts: Counts = "orders",
    days: int = 30,
    visits_per_follower: float = VISITS_PER_FOLLOWER,
    draws: int = 4000,
    seed: int = 0,
) -> LeadPlan:
    """Plan back from leads a day to visits, reach, posts, hours and money.

    Parameters
    ----------
    wanted_per_day
        Leads on an average day, above zero.
    by
        The day from which on they are wanted; a day that has passed is today.
    inputs
        What is known, as `LeadInputs`; what lacks is said, not made up.
    start
        Today.
    counts
        Whether a lead is an enquiry or an order: the conversion of ``inputs`` must count the same.
    days
        Over how many days the leads are counted.
    visits_per_follower
        Visits a month that one follower makes at the most.
    draws, seed
        Of the simulation.

    Returns
    -------
    LeadPlan
        Needs and means side by side, and the chance to get there; nothing but ``lacking`` where no
        plan can be made.

    Raises
    ------
    DataError
        When the wanted number, the days or the draws cannot be.

    Notes
    -----
    Posts and money go up in a straight line from today's to the planned ones until the day wanted.
    Visits of posts are people reached times clicks, and never more than the followers can make.
    Conversion and clicks are Beta, the reach of posts is log-normal, bought results are
    Gamma-Poisson, and so are the leads of the period. What the season does is not in it, nor that a
    better post also brings better buyers.

    References
    ----------
    Gelman et al., Bayesian Data Analysis (2013), chapters 2 and 3: the posteriors that are drawn.

    Examples
    --------
    >>> from smmlab.money.lead_inputs import rate_of_counts, reach_of_range
    >>> known = LeadInputs(rate_of_counts(20, 1000), rate_of_counts(300, 30000),
    ...                    reach_of_range(400, 1200), posts_per_week=5, followers=3000)
    >>> plan = plan_leads(20, date(2027, 3, 1), inputs=known, start=date(2026, 12, 1))
    >>> plan.verdict
    'not_with_this_audience'
    """
    if not (
        0 < wanted_per_day < math.inf and days >= 1 and draws >= 100 and visits_per_follower > 0
    ):
        raise DataError(
            message(
                "A plan for {wanted} leads a day over {days} days cannot be. Give a number above "
                "zero, at least one day, and at least {draws} draws."
            ),
            {"wanted": wanted_per_day, "days": days, "draws": 100},
        )
    by = max(by, start)
    lacking = tuple(lacking_of(inputs))
    empty = pd.DataFrame(columns=list(_TABLE))
    nothing = LeadPlan(
        float(wanted_per_day), by, days, counts, start, inputs, visits_per_follower, empty,
        pd.DataFrame(columns=list(_FLOW)), pd.DataFrame(columns=list(_CHANCES)), None, None,
        "unknown", lacking,
    )  # fmt: skip
    if lacking:
        return nothing
    worlds = draw_worlds(inputs, draws=draws, seed=seed)
    then = _follow(nothing, worlds, by)
    chance = chance_of(then.leads, wanted=wanted_per_day, days=days)
    at_most = _chance_at_most(nothing, worlds, then)
    return LeadPlan(
        float(wanted_per_day), by, days, counts, start, inputs, visits_per_follower,
        pd.DataFrame(_needs(nothing, worlds, then), columns=list(_TABLE)),
        _steps(inputs, worlds, then), _chances(nothing, worlds), chance, at_most,
        _verdict(chance, at_most), (), tuple(left_out_of(inputs)), worlds,
    )  # fmt: skip


def wanted_a_day(target: float) -> float:
    """Return leads a day from a goal that counts the twelve months to its day.

    Examples
    --------
    >>> round(wanted_a_day(730), 1)
    2.0
    """
    return float(target) / DAYS_IN_YEAR


def first_day_of_goal(by: date) -> date:
    """Return the first of the twelve months that end with the day of a goal.

    Examples
    --------
    >>> first_day_of_goal(date(2027, 10, 31)).isoformat()
    '2026-11-01'
    """
    return by - timedelta(days=DAYS_IN_YEAR - 1)


def _follow(plan: LeadPlan, worlds: Worlds, day: date) -> Flow:
    """Return the flow of a period that begins on a day."""
    whole = (plan.by - plan.start).days
    ahead = (day - plan.start).days
    return flow(
        worlds, plan.inputs, days=plan.days,
        months_ahead=(ahead + plan.days / 2) / DAYS_IN_MONTH,
        ramp=1.0 if ahead >= whole else ahead / whole,
        visits_per_follower=plan.visits_per_follower,
    )  # fmt: skip


def _chance_at_most(plan: LeadPlan, worlds: Worlds, then: Flow) -> float | None:
    if plan.inputs.followers is None:
        return None
    most = (then.most_post_visits + then.other_visits) * worlds.conversion + then.paid_leads
    return chance_of(most, wanted=plan.wanted_per_day, days=plan.days)


def _verdict(chance: float, at_most: float | None) -> LeadVerdict:
    if chance >= LIKELY:
        return "likely"
    if chance >= UNLIKELY:
        return "open"
    if at_most is not None and at_most < UNLIKELY:
        return "not_with_this_audience"
    return "unlikely"


def _needs(plan: LeadPlan, worlds: Worlds, then: Flow) -> Iterator[dict[str, object]]:
    """Yield what each means would have to be for the wanted number, all others as they are."""
    inputs = plan.inputs
    with np.errstate(divide="ignore", invalid="ignore"):
        visits = plan.wanted_per_day - (then.paid_leads - then.paid_visits * worlds.conversion)
        visits = np.maximum(visits, 0) / worlds.conversion
        of_posts = np.maximum(visits - then.other_visits - then.paid_visits, 0.0)
        reached = of_posts / worlds.clicks
        a_post = np.maximum(then.reached, 0) / _posts_a_day(inputs)
        posts = reached / a_post * 7
        unpaid = then.leads - then.paid_leads
        each = worlds.per_money * _per_result(inputs, worlds)
        budget = np.maximum(plan.wanted_per_day - unpaid, 0) / each * DAYS_IN_MONTH
        followers = of_posts * DAYS_IN_MONTH / plan.visits_per_follower
    conversion = inputs.conversion.basis if inputs.conversion else ""
    yield _row("visits", visits, then.visits, "visits", conversion)
    if inputs.reach is None or inputs.clicks is None:
        return
    yield _row("reach", reached, then.reached, "people", inputs.reach.basis)
    possible = inputs.posts_possible
    if possible:
        yield _row("posts", posts, possible, "posts", "told")
        hours = posts * inputs.hours_per_post
        yield _row("hours", hours, inputs.hours_per_week, "hours", "told")
    if inputs.cost is not None:
        yield _row("budget", budget, inputs.budget_per_month, "money", inputs.cost.basis)
    if inputs.followers is not None:
        yield _row("followers", followers, inputs.followers, "people", "told")


def _posts_a_day(inputs: LeadInputs) -> float:
    return (inputs.posts_possible or math.nan) / 7


def _per_result(inputs: LeadInputs, worlds: Worlds) -> Floats:
    of_visits = inputs.cost is not None and inputs.cost.of == "visits"
    return worlds.conversion if of_visits else np.ones_like(worlds.conversion)


def _row(
    item: str, needed: Floats, have: Floats | float | None, unit: str, basis: str
) -> dict[str, object]:
    low, middle, high = _spread(needed)
    has = (math.nan,) * 3 if have is None else _spread(have)
    return {
        "item": item, "needed": middle, "needed_low": low, "needed_high": high, "have": has[1],
        "have_low": has[0], "have_high": has[2],
        "gap": math.nan if have is None else max(middle - has[1], 0.0), "unit": unit,
        "basis": "" if have is None else basis,
    }  # fmt: skip


def _spread(values: Floats | float) -> tuple[float, float, float]:
    if isinstance(values, (int, float)):
        return float(values), float(values), float(values)
    # A need that nothing can meet is infinite in some worlds, so quantiles must be draws.
    low, middle, high = np.quantile(values, [_LOW, 0.5, _HIGH], method="nearest")
    return float(low), float(middle), float(high)


def _steps(inputs: LeadInputs, worlds: Worlds, then: Flow) -> pd.DataFrame:
    steps = {"reached": then.reached, "post_visits": then.post_visits}
    if inputs.reach is None or inputs.clicks is None:
        steps = {}
    if inputs.visits is not None:
        steps["other_visits"] = then.other_visits
    if then.paid_visits.any():
        steps["paid_visits"] = then.paid_visits
    steps["visits"] = then.visits
    if inputs.enquiries is not None:
        steps["enquiries"] = then.visits * worlds.enquiries
    if inputs.cost is not None and inputs.cost.of == "leads" and then.paid_leads.any():
        steps["paid_leads"] = then.paid_leads
    steps["leads"] = then.leads
    rows = [(step, *_spread(values)) for step, values in steps.items()]
    table = pd.DataFrame(rows, columns=["step", "low", "per_day", "high"])
    return table[list(_FLOW)]


def _chances(plan: LeadPlan, worlds: Worlds) -> pd.DataFrame:
    """Return leads and chance for periods from today to the day wanted, and half as far again."""
    whole = max((plan.by - plan.start).days, plan.days)
    ahead = np.unique(np.linspace(0, whole, _STEPS + 1).round().astype(int))
    later = whole + np.unique(np.linspace(0, whole / 2, _BEYOND + 1).round().astype(int))[1:]
    rows = []
    for day in (plan.start + timedelta(days=int(n)) for n in (*ahead, *later)):
        leads = _follow(plan, worlds, day).leads
        low, middle, high = _spread(leads)
        chance = chance_of(leads, wanted=plan.wanted_per_day, days=plan.days)
        rows.append((day, middle, low, high, chance))
    return pd.DataFrame(rows, columns=list(_CHANCES))
