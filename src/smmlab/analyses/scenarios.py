"""What a project could earn from its audience: its own figures, its decisions, the comparison."""

from collections.abc import Mapping

import pandas as pd

from smmlab.analyses.rooms import SEED, Room, Tables
from smmlab.findings import SMALLEST_GROUP, Source, trace
from smmlab.money.active_share import ACTIVE_DAYS, active_share_findings, compare_active_share
from smmlab.money.benchmarks import judge_thresholds
from smmlab.money.scenario_draws import Input, InputName
from smmlab.money.scenario_findings import scenario_findings
from smmlab.money.scenario_inputs import (
    OwnFigures,
    own_figures,
    scenario_inputs,
    told_assumptions,
)
from smmlab.money.scenario_models import MODELS, Model
from smmlab.money.scenarios import simulate_income
from smmlab.project import Project


def scenario_room(tables: Tables) -> Room:
    """Compare the ways to earn of a project, at the assumptions decided for it."""
    brief = tables.project.brief
    kept = tables.project.decisions().get("money")
    choice = kept.choice if kept else {}
    told, models = told_assumptions(choice), compared_models(choice)
    inputs = scenario_inputs(own_earning(tables), told, market=brief.market)
    scenarios = simulate_income(inputs, currency=brief.currency, models=models, seed=SEED)
    compared = compare_active_share(inputs, currency=brief.currency, models=models, seed=SEED)
    rows = _rows(tables)
    return Room(
        {
            "scenarios": scenarios,
            "active_share": compared,
            "pay_thresholds": judge_thresholds(followers_of(tables)),
        },
        [
            *scenario_findings(scenarios, sources=rows),
            *active_share_findings(compared, sources=rows),
        ],
    )


def earning_inputs(project: Project) -> dict[InputName, Input]:
    """Return what a project's files and its decision on money say for `simulate_income`.

    Parameters
    ----------
    project
        An opened client folder.

    Returns
    -------
    dict[str, Input]
        Every input that is known, with where it comes from: told, own files, or public figures.

    Examples
    --------
    >>> from smmlab.analyses.scenarios import earning_inputs
    """
    kept = project.decisions().get("money")
    told = told_assumptions(kept.choice if kept else {})
    return scenario_inputs(own_earning(Tables(project)), told, market=project.brief.market)


def compared_models(choice: Mapping[str, object]) -> tuple[Model, ...]:
    """Return the ways to earn that a decision on money compares; all where it names none.

    Examples
    --------
    >>> compared_models({"models": ["ads", "own_goods"]})
    ('own_goods', 'ads')
    """
    named = choice.get("models")
    listed = named if isinstance(named, (list, tuple)) else ()
    return tuple(model for model in MODELS if model in listed) or MODELS


def own_earning(tables: Tables) -> OwnFigures:
    """Return what the files and the brief of a project say about earning."""
    brief = tables.project.brief
    followers = followers_of(tables)
    scored = tables.scored
    active = int((scored["recency_days"] <= ACTIVE_DAYS).sum())
    return own_figures(
        tables.own_posts,
        tables.orders,
        tables.rates,
        currency=brief.currency,
        timezone=tables.timezone,
        visit_days=_days(tables.visits),
        followers=sum(followers.values()) or None,
        active=active if active >= SMALLEST_GROUP else None,
        hours=brief.hours_per_week,
        budget=brief.budget_per_month,
    )


def followers_of(tables: Tables) -> dict[str, int]:
    """Return the followers of each network on the last day that tells, where one does."""
    daily = tables.project.table("daily")
    rows = daily[(daily["metric"] == "followers") & daily["network"].notna()]
    rows = rows.dropna(subset=["value"]).sort_values("day", kind="stable")
    last = rows.assign(page=rows["page"].astype("str")).drop_duplicates(
        ["network", "page"], keep="last"
    )
    sums = last.groupby("network")["value"].sum()
    return {str(network): int(value) for network, value in sums.items() if value > 0}


def _days(visits: pd.DataFrame) -> float | None:
    rows = visits.dropna(subset=["day"])
    if rows.empty:
        return None
    last = pd.to_datetime(rows["to_day"].fillna(rows["day"])).max()
    return float((last - pd.to_datetime(rows["day"]).min()).days + 1)


def _rows(tables: Tables) -> tuple[Source, ...]:
    frames = (tables.own_posts, tables.orders, tables.project.table("visits"))
    return tuple(source for frame in frames for source in _traced(frame))


def _traced(frame: pd.DataFrame) -> tuple[Source, ...]:
    return trace(frame) if len(frame) else ()
