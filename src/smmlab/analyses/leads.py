"""The plan of leads of a project: the goal of its brief against what its files and brief tell."""

import math
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any

from smmlab.analyses.rooms import SEED, Room, Tables
from smmlab.audience.growth import measure_growth
from smmlab.effort import HOURS_PER_POST
from smmlab.findings import trace
from smmlab.money.benchmarks import find_priors
from smmlab.money.lead_constraints import find_levers
from smmlab.money.lead_findings import lead_findings, unit_findings
from smmlab.money.lead_inputs import Cost, LeadInputs
from smmlab.money.lead_measures import cost_of_ads, growth_of_pages, measure_inputs
from smmlab.money.lead_plan import (
    Counts,
    first_day_of_goal,
    plan_leads,
    wanted_a_day,
)
from smmlab.money.unit_economics import UnitEconomics, unit_economics
from smmlab.project import Project

_DAYS_IN_MONTH = 30
_EIGHT_IN_TEN = 1.2816  # half the width of an 80 % interval in standard deviations
_TOLD_RESULTS = 20.0  # what a cost is worth that somebody remembers: some twenty results


@dataclass(frozen=True)
class LeadGoal:
    """How many leads, from which day on, counted over how many days."""

    per_day: float
    by: date
    days: int
    counts: Counts


def leads_room(tables: Tables) -> Room:
    """Plan back from the goal of the project, and work out what an order costs and leaves.

    There is no plan where neither a decision nor an objective wants orders or enquiries.
    """
    project = tables.project
    currency = project.brief.currency
    ads = project.table("ads")
    rows = trace(tables.orders)
    economics = project_economics(tables)
    found = unit_findings(economics, sources=(*rows, *trace(ads)))
    goal = lead_goal(project)
    if goal is None:
        nothing = {"lead_plan": None, "lead_levers": None, "unit_economics": economics}
        return Room(nothing, found)
    inputs = project_inputs(tables, goal.counts)
    plan = plan_leads(
        goal.per_day, goal.by, inputs=inputs, start=day_of_files(tables), counts=goal.counts,
        days=goal.days, seed=SEED,
    )  # fmt: skip
    levers = find_levers(plan)
    behind = (*rows, *trace(tables.visits), *trace(tables.own_posts))
    found += lead_findings(plan, levers, currency=currency, sources=behind)
    results = {"lead_plan": plan, "lead_levers": levers, "unit_economics": economics}
    return Room(results, found)


def lead_inputs(project: Project, *, counts: Counts = "orders") -> LeadInputs:
    """Return what the files, the brief and the decision on money say for a plan of leads.

    Parameters
    ----------
    project
        An opened client folder.
    counts
        Whether a lead is an enquiry or an order.

    Returns
    -------
    LeadInputs
        For `plan_leads`; replace what you know better with `dataclasses.replace`.

    Examples
    --------
    >>> from smmlab.analyses.leads import lead_inputs
    """
    return project_inputs(Tables(project), counts)


def lead_goal(project: Project) -> LeadGoal | None:
    """Return the decided goal, else that of the first objective that counts orders or enquiries.

    An objective counts the twelve months to its day.
    """
    kept = project.decisions()
    choice: dict[str, Any] = kept["money"].choice if "money" in kept else {}
    per_day = float(choice.get("leads_per_day") or 0)
    if per_day > 0 and choice.get("by"):
        counts: Counts = "enquiries" if choice.get("counts") == "enquiries" else "orders"
        return LeadGoal(per_day, _day(choice["by"]), _DAYS_IN_MONTH, counts)
    told = kept["objectives"].choice.get("goals") if "objectives" in kept else None
    goals = told or [
        {"metric": goal.metric, "target": goal.target, "by": goal.by}
        for goal in project.brief.objectives
    ]
    for goal in goals:
        metric, target, by = goal.get("metric"), goal.get("target"), goal.get("by")
        if metric in ("orders", "enquiries") and target and target > 0 and by:
            wanted = wanted_a_day(target)
            first = first_day_of_goal(_day(by))
            return LeadGoal(wanted, first, 365, "orders" if metric == "orders" else "enquiries")
    return None


def project_inputs(tables: Tables, counts: Counts) -> LeadInputs:
    """Return what the files, the brief and the decision on money say, the last before the first."""
    project, zone = tables.project, tables.timezone
    inputs = measure_inputs(
        tables.own_posts, tables.visits, tables.orders, tables.rates, counts=counts, timezone=zone
    )
    pages = measure_growth(project.table("daily")).pages
    followers, growth, growth_sd = growth_of_pages(pages)
    drift = _drift()
    brief = project.brief
    told = _told(project)
    possible = _rhythm(project, inputs.posts_now)
    cost = cost_of_ads(project.table("ads"), currency=brief.currency, counts=counts)
    per_result = told.get("cost_per_result")
    if per_result:
        cost = Cost(per_result * _TOLD_RESULTS, _TOLD_RESULTS, "leads", "told")
    return replace(
        inputs,
        posts_per_week=possible,
        hours_per_week=brief.hours_per_week,
        hours_per_post=_hours_each(brief.hours_per_week, possible),
        budget_per_month=brief.budget_per_month,
        followers=told.get("followers", followers),
        growth_per_month=growth,
        growth_sd=growth_sd or drift,
        drift_sd=drift,
        cost=cost,
    )


def project_economics(tables: Tables) -> UnitEconomics:
    """Return the unit economics; hours count over the time between the first and last order."""
    project, told = tables.project, _told(tables.project)
    brief, orders = project.brief, tables.orders
    at = orders["at"].dropna()
    weeks = float(at.max() - at.min()) / (7 * 86_400) if len(at) else 0.0
    hours, hour_cost = brief.hours_per_week, told.get("hour_cost")
    return unit_economics(
        orders, project.table("ads"), currency=brief.currency,
        hours=None if hours is None or hour_cost is None else hours * weeks,
        hour_cost=hour_cost, margin=told.get("margin"), seed=SEED,
    )  # fmt: skip


def day_of_files(tables: Tables) -> date:
    """Return the day of the newest export, from which a plan starts; today without any file.

    The same files give the same plan on any day.
    """
    frames = (tables.posts, tables.orders, tables.visits)
    newest = [frame["exported_at"].max() for frame in frames if len(frame)]
    if not newest:
        return datetime.now(UTC).date()
    return datetime.fromtimestamp(int(max(newest)), UTC).date()


def _rhythm(project: Project, kept_up: float | None) -> float | None:
    """Return the posts a week of the rhythm: decided, else told, else what was kept up so far."""
    decided = project.decisions().get("rhythm")
    chosen = decided.choice.get("posts_per_week") if decided else None
    if isinstance(chosen, (int, float)) and chosen > 0:
        return float(chosen)
    told = project.brief.posts_per_week
    return kept_up if told is None else float(told)


def _hours_each(hours: float | None, posts: float | None) -> float:
    """Return the hours that a post takes at the rhythm, as the chapter on it says them."""
    if not hours or not posts:
        return HOURS_PER_POST
    return max(hours / posts, HOURS_PER_POST)


def _drift() -> float:
    """Return how far a month may lead away from today, where nobody has measured it."""
    prior = find_priors().get("growth")
    return 0.0 if prior is None else (prior.high - prior.low) / (2 * _EIGHT_IN_TEN)


def _told(project: Project) -> dict[str, float]:
    """Return the numbers of the decision on money that are known."""
    kept = project.decisions()
    choice = kept["money"].choice if "money" in kept else {}
    may_be_zero = {"followers": True, "margin": False, "hour_cost": True, "cost_per_result": False}
    return {
        name: float(choice[name])
        for name, zero in may_be_zero.items()
        if isinstance(choice.get(name), (int, float))
        and math.isfinite(choice[name])
        and (choice[name] > 0 or (zero and choice[name] == 0))
    }


def _day(value: object) -> date:
    return value if isinstance(value, date) else date.fromisoformat(str(value))
