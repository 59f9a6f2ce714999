"""Whether the reference analyses find what is planted in a case: what a fair exam rests on."""

from collections.abc import Callable
from datetime import date, timedelta

import numpy as np
import pandas as pd

from smmlab.analyses.rivals import content_types
from smmlab.audience.leaders import find_leaders
from smmlab.audience.segments import segment_audience
from smmlab.content.timing import find_best_times
from smmlab.content.type_summary import summarise_types
from smmlab.course.cases.truth import CaseTruth
from smmlab.course.facts import read_facts
from smmlab.course.lessons.earning import compare_earning
from smmlab.decision_file import read_brief
from smmlab.dialogue.alerts import watch_mood
from smmlab.dialogue.replies import measure_replies
from smmlab.dialogue.scored import score_comments
from smmlab.dialogue.spam import mark_spam
from smmlab.dialogue.talk import follow_talk
from smmlab.exports.privacy import Pseudonymiser
from smmlab.keys import project_key
from smmlab.money.funnel import measure_funnel
from smmlab.money.utm import UNTAGGED, attribute_orders
from smmlab.project import BRIEF_FILE, Project
from smmlab.rivals.white_space import find_white_space

_TWICE, _APART, _CLEARLY = 2.0, 2.5, 1.4
_SHARE_ERROR, _FACTOR_ERROR, _FOUND = 0.06, 1.35, 0.8
_LEADERS = 20


def recover(project: Project, truth: CaseTruth) -> dict[str, bool]:
    """Tell for each planted fact whether the analyses of smmlab find it in the student's tables.

    Parameters
    ----------
    project
        A student's folder with the imported exports of the case and the owner's letter.
    truth
        What was planted.

    Returns
    -------
    dict
        By planted fact; all true when the case is fair.
    """
    types = content_types(project)
    checks: dict[str, Callable[[], bool]] = {
        "buyers_network": lambda: _buyers(project, truth),
        "loud_network": lambda: _loud(project, truth),
        "working_type": lambda: _working_type(project, truth, types),
        "seeming_type": lambda: _seeming_type(project, truth, types),
        "working_block": lambda: _block(project, truth),
        "seeming_hour": lambda: _seeming_hour(project, truth),
        "segments": lambda: _segments(project, truth),
        "leaders": lambda: _leaders(project, truth),
        "bots": lambda: _bots(project, truth),
        "incident_day": lambda: _incident(project, truth),
        "answered_share": lambda: _replies(project, truth)[0],
        "median_answer_minutes": lambda: _replies(project, truth)[1],
        "campaigns": lambda: _campaigns(project, truth),
        "model": lambda: _model(project, truth),
        "white_space": lambda: _white_space(project, truth, types),
        "missing_days": lambda: _missing(project) == set(truth.missing_days),
        "rejected_rows": lambda: len(project.rejected()) == truth.rejected_rows,
    }
    return {name: check() for name, check in checks.items()}


def _buyers(project: Project, truth: CaseTruth) -> bool:
    rates = _unpaid(project)["conversion_rate"].dropna().sort_values(ascending=False)
    first, second = rates.iloc[:2]
    return bool(rates.index[0] == truth.buyers_network and first >= _TWICE * second)


def _loud(project: Project, truth: CaseTruth) -> bool:
    posts = project.posts[project.posts["is_own"]]
    reach = posts.groupby("network")["reach"].sum()
    visits = _unpaid(project)["sessions"]
    found = {str(reach.idxmax()), str(visits.idxmax())}
    return found == {truth.loud_network} and truth.loud_network != truth.buyers_network


def _unpaid(project: Project) -> pd.DataFrame:
    funnel = measure_funnel(project.visits, project.orders, timezone=project.brief.timezone)
    table = funnel.of_side("organic").table.set_index("name")
    return table[table.index.isin(["instagram", "facebook", "telegram"])]


def _working_type(project: Project, truth: CaseTruth, types: pd.DataFrame) -> bool:
    mine = _types(project, truth, types)
    stands_out = mine.index[mine["verdict"] == "better"].tolist()
    return bool(
        stands_out == [truth.working_type] and mine["median"].idxmax() == truth.working_type
    )


def _seeming_type(project: Project, truth: CaseTruth, types: pd.DataFrame) -> bool:
    mine = _types(project, truth, types)
    posts = project.posts.merge(types[["network", "post_id", "type", "status"]])
    here = posts[(posts["network"] == truth.type_network) & (posts["status"] == "sure")]
    earned = here[["reactions", "comments", "shares", "saves"]].sum(axis=1) / here["reach"]
    means = earned.groupby(here["type"]).mean()
    verdict = mine["verdict"].get(truth.seeming_type)
    return means.idxmax() == truth.seeming_type and verdict in ("not_distinguishable", "worse")


def _types(project: Project, truth: CaseTruth, types: pd.DataFrame) -> pd.DataFrame:
    table = summarise_types(project.posts, types)
    return table[table["network"] == truth.type_network].set_index("type")


def _block(project: Project, truth: CaseTruth) -> bool:
    times = find_best_times(project.posts, timezone=project.brief.timezone)
    if not truth.working_block:
        return times.block is None and times.hour is None
    return times.block == truth.working_block[0]


def _seeming_hour(project: Project, truth: CaseTruth) -> bool:
    posts = project.posts[project.posts["is_own"]]
    at = pd.to_datetime(posts["at"].astype("int64"), unit="s", utc=True)
    hour = at.dt.tz_convert(project.brief.timezone).dt.hour
    earned = posts[["reactions", "comments", "shares", "saves"]].sum(axis=1)
    few = (hour == truth.seeming_hour).sum() < 10
    return bool(few and earned.groupby(hour).mean().idxmax() == truth.seeming_hour)


def _segments(project: Project, truth: CaseTruth) -> bool:
    table = segment_audience(project.scan("interactions"), timezone=project.brief.timezone)
    found = table.set_index("segment")["share"]
    people = sum(truth.segments.values())
    return all(
        abs(found.get(name, 0.0) - planted / people) <= _SHARE_ERROR
        for name, planted in truth.segments.items()
    )


def _leaders(project: Project, truth: CaseTruth) -> bool:
    table = find_leaders(project.scan("interactions"), most=_LEADERS)
    first = table.sort_values("answers_received", ascending=False).head(len(truth.leaders))
    planted = _pseudonyms(project, truth.leaders)
    return len(planted & set(first["person"])) >= _FOUND * len(planted)


def _bots(project: Project, truth: CaseTruth) -> bool:
    marked = mark_spam(follow_talk(project.interactions))
    found = set(marked.loc[marked["spam"], "person"].dropna())
    planted = _pseudonyms(project, truth.bots)
    both = len(planted & found)
    return both >= _FOUND * len(planted) and both >= _FOUND * len(found)


def _pseudonyms(project: Project, people: tuple[str, ...]) -> set[str]:
    project_id, _, _ = read_brief(project.folder / BRIEF_FILE)
    key = project_key(project_id, must_exist=True)
    return set(Pseudonymiser(key).apply(pd.Series(people, dtype="str"), "telegram"))


def _incident(project: Project, truth: CaseTruth) -> bool:
    watch = watch_mood(score_comments(project.interactions), timezone=project.brief.timezone)
    alarms = watch.periods.loc[watch.periods["alarm"], "starts"]
    if alarms.empty:
        return False
    late = date.fromisoformat(alarms.iloc[0]) - truth.incident_day
    return timedelta(0) <= late <= timedelta(days=1)


def _replies(project: Project, truth: CaseTruth) -> tuple[bool, bool]:
    asked = measure_replies(project.interactions, timezone=project.brief.timezone).questions
    answered = 1 - (asked.unanswered.share or 0.0)
    # Among the answered ones half have waited so long when half of their share is answered.
    curve = asked.curve
    reached = curve.loc[curve["waiting"] <= 1 - answered / 2, "hours"]
    minutes = float(reached.iloc[0]) * 60 if len(reached) else np.inf
    factor = max(minutes / truth.median_answer_minutes, truth.median_answer_minutes / minutes)
    return abs(answered - truth.answered_share) <= _SHARE_ERROR, factor <= _FACTOR_ERROR


def _campaigns(project: Project, truth: CaseTruth) -> bool:
    table = attribute_orders(project.orders, project.visits, timezone=project.brief.timezone)
    table = table[(table["source"] != UNTAGGED) & table["conversion_rate"].notna()]
    rates, visits = (table.set_index("campaign")[name] for name in ("conversion_rate", "sessions"))
    right = rates.idxmax() == truth.selling_campaign and visits.idxmax() == truth.idle_campaign
    return bool(right and rates[truth.selling_campaign] >= _APART * rates[truth.idle_campaign])


def _model(project: Project, truth: CaseTruth) -> bool:
    table = compare_earning(project, read_facts(project))
    first, second = table["earned"].iloc[:2]
    return bool(table["model"].iloc[0] == truth.model and first >= _CLEARLY * second)


def _white_space(project: Project, truth: CaseTruth, types: pd.DataFrame) -> bool:
    cells = find_white_space(project.posts, types)
    free = cells[cells["status"] == "white_space"]
    return list(zip(free["type"], free["form"], strict=True)) == [(truth.gap_type, truth.gap_form)]


def _missing(project: Project) -> set[date]:
    daily = project.daily
    told = daily[(daily["network"] == "instagram") & (daily["metric"] == "reach")]
    days = {date.fromisoformat(day) for day in told["day"]}
    whole = (max(days) - min(days)).days + 1
    return {min(days) + timedelta(days=n) for n in range(whole)} - days
