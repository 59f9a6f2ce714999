"""What holds a plan of leads back, and how far each lever would have to move."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
import pandas as pd

from smmlab.money.lead_draws import Flow, Lever, chance_of, flow
from smmlab.money.lead_plan import LIKELY, LeadPlan
from smmlab.texts import message

LEVERS: Mapping[Lever, str] = MappingProxyType(
    {
        "hours": message("Hours of work"),
        "posts": message("Number of posts, with the hours for them"),
        "budget": message("Budget"),
        "followers": message("Size of the audience"),
        "reach": message("Reach of a post"),
        "clicks": message("Clicks of the people reached"),
        "conversion": message("Conversion of visits"),
        "other_visits": message("Visits without posts"),
    }
)
"""How the levers are called, what the client commands first."""
BINDING: Mapping[Lever, str] = MappingProxyType(
    {
        "hours": message(
            "Hours of work hold it back most: more of them would help more than all else."
        ),
        "posts": message(
            "Too few posts hold it back most: more of them would help more than all else."
        ),
        "budget": message(
            "The budget holds it back most: more of it would help more than all else."
        ),
        "followers": message(
            "The audience holds it back most: there are too few followers for so many visits."
        ),
        "reach": message(
            "The reach of a post holds it back most: too few people see what is published."
        ),
        "clicks": message(
            "Clicks hold it back most: too few of the people reached come to the shop."
        ),
        "conversion": message(
            "The conversion holds it back most: too few of the visits become a result."
        ),
        "other_visits": message(
            "Visits hold it back most, and most of them do not come from posts: search and "
            "returning customers would help more than all else."
        ),
    }
)
"""The binding constraint in one sentence."""

FIFTH, DOUBLE = 1.2, 2.0
_MOST = 1000.0
_ROUNDS = 25
_ALIKE = 0.02  # chances and shares of leads closer than this are one and the same
_MATTERS = 0.01
_COLUMNS = (
    "lever", "now", "chance_fifth_more", "chance_doubled", "leads_doubled", "times", "needed",
)  # fmt: skip


@dataclass(frozen=True)
class LeadLevers:
    """What would have to change.

    Parameters
    ----------
    table
        One row a lever, the one that helps most first: ``lever``, ``now`` (people, posts or hours a
        week, money a month, shares 0-1, visits a day), ``chance_fifth_more`` and
        ``chance_doubled`` (of reaching the goal with a fifth more or twice as much of it),
        ``leads_doubled`` (a day, median), and what it would have to be for a likely goal when
        nothing else changes: ``times`` as much as now, and ``needed``; missing where no number
        would do.
    binding
        The lever that holds the plan back most; None while there is no plan, or when none helps.
    """

    table: pd.DataFrame
    binding: Lever | None


def find_levers(plan: LeadPlan, *, wanted_chance: float = LIKELY) -> LeadLevers:
    """Find what holds a plan back: each lever raised alone, in the same worlds.

    Parameters
    ----------
    plan
        Result of `plan_leads`.
    wanted_chance
        Of reaching the goal, for the number a lever would need.

    Returns
    -------
    LeadLevers
        The binding one is that which raises the chance most when doubled; where no single lever
        moves the chance, that which raises the leads most. Of two alike, the one the client
        commands comes first. Where all followers together would not do, it is always the audience.

    Examples
    --------
    >>> from datetime import date
    >>> from smmlab.money.lead_inputs import LeadInputs, rate_of_counts, reach_of_range
    >>> from smmlab.money.lead_plan import plan_leads
    >>> known = LeadInputs(rate_of_counts(200, 10000), rate_of_counts(300, 30000),
    ...                    reach_of_range(400, 1200), posts_per_week=5, followers=100_000)
    >>> plan = plan_leads(0.2, date(2027, 3, 1), inputs=known, start=date(2026, 12, 1))
    >>> find_levers(plan).binding
    'posts'
    """
    if plan.worlds is None or plan.chance is None:
        return LeadLevers(pd.DataFrame(columns=list(_COLUMNS)), None)
    base = float(np.median(_raised(plan, {}).leads))
    rows = []
    for lever, now in _levers(plan).items():
        doubled = _raised(plan, {lever: DOUBLE})
        times = _times_needed(plan, lever, wanted_chance)
        rows.append(
            {
                "lever": lever, "now": now,
                "chance_fifth_more": _chance(plan, _raised(plan, {lever: FIFTH})),
                "chance_doubled": _chance(plan, doubled),
                "leads_doubled": float(np.median(doubled.leads)),
                "times": times, "needed": times * now,
            }
        )  # fmt: skip
    table = pd.DataFrame(rows, columns=list(_COLUMNS))
    gain = table["chance_doubled"] - plan.chance
    if gain.max() < _MATTERS:
        gain = table["leads_doubled"] / max(base, 1e-12) - 1
    if gain.max() < _MATTERS:
        return LeadLevers(table, None)
    # Steps of one size make levers that help alike equal; the order of the list then decides.
    order = (gain / max(_ALIKE, _ALIKE * gain.max())).round().rename("gain")
    if plan.verdict == "not_with_this_audience":
        # A better conversion would help as well, but no plan may hide that the group is too small.
        order[table["lever"] == "followers"] = np.inf
    table = table.iloc[np.argsort(-order.to_numpy(), kind="stable")].reset_index(drop=True)
    return LeadLevers(table, table["lever"].iloc[0])


def _levers(plan: LeadPlan) -> dict[Lever, float]:
    """Return the levers there are, with their value today, in the order of `LEVERS`."""
    inputs, worlds = plan.inputs, plan.worlds
    assert worlds is not None
    found: dict[Lever, float | None] = {
        "hours": inputs.hours_per_week,
        "posts": inputs.posts_per_week,
        "budget": inputs.budget_per_month if inputs.cost is not None else None,
        "followers": inputs.followers,
        "reach": None if inputs.reach is None else float(np.median(worlds.reach)),
        "clicks": None if inputs.clicks is None else inputs.clicks.mean,
        "conversion": None if inputs.conversion is None else inputs.conversion.mean,
        "other_visits": None
        if inputs.visits is None
        else float(np.median(_raised(plan, {}).other_visits)),
    }
    return {lever: float(found[lever] or 0) for lever in LEVERS if found[lever]}


def _raised(plan: LeadPlan, raised: Mapping[Lever, float]) -> Flow:
    assert plan.worlds is not None
    return flow(
        plan.worlds, plan.inputs, days=plan.days, months_ahead=plan.months_ahead,
        visits_per_follower=plan.visits_per_follower, raised=raised,
    )  # fmt: skip


def _chance(plan: LeadPlan, found: Flow) -> float:
    return chance_of(found.leads, wanted=plan.wanted_per_day, days=plan.days)


def _times_needed(plan: LeadPlan, lever: Lever, wanted_chance: float) -> float:
    """Halve the range of multiples until the one that makes the goal likely is found."""
    if _chance(plan, _raised(plan, {})) >= wanted_chance:
        return 1.0
    most = 1 / max(_levers(plan)[lever], 1 / _MOST) if lever in ("clicks", "conversion") else _MOST
    if _chance(plan, _raised(plan, {lever: most})) < wanted_chance:
        return float("nan")
    low, high = 0.0, float(np.log(most))
    for _ in range(_ROUNDS):
        middle = (low + high) / 2
        if _chance(plan, _raised(plan, {lever: float(np.exp(middle))})) >= wanted_chance:
            high = middle
        else:
            low = middle
    return float(np.exp(high))
