"""So many leads a day: the plan back from them, to try with other means."""

from dataclasses import replace
from datetime import timedelta
from functools import lru_cache
from math import isfinite, isnan
from typing import Any

import ipywidgets as w

from smmlab.analyses.leads import day_of_files, lead_goal, project_inputs
from smmlab.analyses.rooms import SEED, Tables
from smmlab.brief import HOURS_IN_A_WEEK
from smmlab.errors import DataError
from smmlab.forms.frame import Form, Shown, labelled, reason_box
from smmlab.forms.pictures import picture_of
from smmlab.money.lead_constraints import BINDING, LEVERS, LeadLevers, find_levers
from smmlab.money.lead_findings import ITEMS
from smmlab.money.lead_inputs import Cost, LeadInputs, rate_of_range, reach_of_range
from smmlab.money.lead_plan import VERDICTS, Counts, LeadPlan, plan_leads
from smmlab.plots.lead_plan import LEADS, plot_lead_plan
from smmlab.project import Project
from smmlab.texts import Words, message

_MANY = 1e9
_TOLD_RESULTS = 20.0
_NO_DAY = message("Expected the day from which on the leads are wanted; found none. Choose one.")


def lead_plan_form(project: Project) -> Form:
    """Plan back from leads a day to visits, reach, posts, hours and money; the button keeps it.

    The same as ``plan_leads(…, …, inputs=…, start=…, counts=…, days=…)``, ``find_levers(plan)`` and
    ``project.decide("money", {"leads_per_day": …, "by": …, "counts": …, …})``. An empty box, or
    nothing, is not known: then files, brief and cited figures speak.

    Parameters
    ----------
    project
        An opened client folder.
    """
    words = Words(project.brief.language)
    tables = Tables(project)
    start, goal = day_of_files(tables), lead_goal(project)
    kept = project.decision("money")
    currency = project.brief.currency

    @lru_cache(maxsize=4)
    def measured(_fingerprint: str, counts: Counts) -> LeadInputs:
        return project_inputs(Tables(project), counts)

    known = measured(project.fingerprint, "orders")
    wanted = _number(words.say("Wanted a day"), goal.per_day if goal else 1.0, step=0.5)
    day = goal.by if goal else start + timedelta(days=90)
    by = labelled(w.DatePicker(value=day), words.say("From which day on"))
    days = labelled(
        w.Dropdown(
            options=[(words.say("a month"), 30), (words.say("a year"), 365)],
            value=goal.days if goal else 30,
        ),
        words.say("Counted over"),
    )
    counts = labelled(
        w.Dropdown(options=[(words.say(LEADS[name]), name) for name in LEADS],
                   value=goal.counts if goal else "orders"),
        words.say("What a lead is"),
    )  # fmt: skip
    posts = _number(words.say("Posts a week that can be made"), known.posts_per_week)
    hours = _number(words.say("Hours of work a week"), known.hours_per_week, most=HOURS_IN_A_WEEK)
    per_post = _number(words.say("Hours for a post with its answers"), known.hours_per_post)
    followers = _number(words.say("Followers"), known.followers, step=100)
    budget = _number(words.say("Budget a month ({currency})", currency=currency),
                     known.budget_per_month, step=10)  # fmt: skip
    cost = _number(words.say("A paid result costs ({currency})", currency=currency),
                   kept.choice.get("cost_per_result"))  # fmt: skip
    ranges = [
        _number(words.say(label), None)
        for label in (
            message("Conversion of visits from, %"), message("Conversion of visits to, %"),
            message("Clicks of the people reached from, %"),
            message("Clicks of the people reached to, %"),
            message("A post reaches from, people"), message("A post reaches to, people"),
        )
    ]  # fmt: skip
    controls = [wanted, by, days, counts, posts, hours, per_post, followers, budget, cost, *ranges]
    form = Form("lead-plan", controls, words=words)

    def planned() -> LeadPlan:
        if by.value is None:
            raise DataError(_NO_DAY, {})
        inputs = replace(
            measured(project.fingerprint, counts.value),
            # An empty box is not known, not zero.
            posts_per_week=posts.value or None, hours_per_week=hours.value or None,
            hours_per_post=per_post.value, followers=followers.value or None,
            budget_per_month=budget.value or None,
        )  # fmt: skip
        if cost.value:
            paid = Cost(cost.value * _TOLD_RESULTS, _TOLD_RESULTS, "leads", "told")
            inputs = replace(inputs, cost=paid)
        inputs = _with_ranges(inputs, [box.value for box in ranges])
        return plan_leads(
            wanted.value, by.value, inputs=inputs, start=start, counts=counts.value,
            days=days.value, seed=SEED,
        )  # fmt: skip

    def show() -> Shown:
        plan = planned()
        picture = picture_of(plot_lead_plan(plan, words=words))
        return picture, "\n".join(tell_plan(plan, find_levers(plan), words, currency=currency))

    def keep() -> str:
        planned()
        told = {"followers": followers.value, "cost_per_result": cost.value}
        # Other forms may have kept something else since this one was opened. A default is nobody's
        # decision: a plan of leads does not choose the way to earn.
        standing = project.decision("money")
        chosen = standing.choice if standing.by == "strategist" else {}
        choice: dict[str, Any] = {
            **{k: v for k, v in chosen.items() if k not in told},
            "leads_per_day": wanted.value,
            "by": by.value.isoformat(),
            "counts": counts.value,
            **{name: value for name, value in told.items() if value},
        }
        project.decide("money", choice, reason=reason.value, findings=["money.leads.chance"])
        return words.say(
            "The plan is kept and will stand in the strategy, counted over a month. Posts, hours "
            "and budget stand in the brief: change them there as well."
        )

    form.shows(show)
    reason = reason_box(words)
    reason.value = kept.reason
    form.children = (*form.children, reason)
    form.decides(words.say("Keep this plan"), keep)
    return form


def tell_plan(plan: LeadPlan, levers: LeadLevers, words: Words, *, currency: str) -> list[str]:
    """Say a plan in sentences: how likely it is, what holds it back, what would have to change.

    Examples
    --------
    >>> from datetime import date
    >>> from smmlab.money.lead_inputs import LeadInputs, rate_of_counts
    >>> plan = plan_leads(20, date(2027, 3, 1), inputs=LeadInputs(), start=date(2026, 12, 1))
    >>> tell_plan(plan, find_levers(plan), Words("en"), currency="EUR")[0]
    'There is no plan yet.'
    """
    if plan.chance is None:
        return [words.say("There is no plan yet."), *(words.say(lack) for lack in plan.lacking)]
    said = [
        words.say(VERDICTS[plan.verdict], chance=words.chance(plan.chance, digits=0)) + ".",
    ]
    if levers.binding is not None and plan.verdict != "likely":
        said.append(words.say(BINDING[levers.binding]))
    rows = plan.table.to_dict("records")
    said += [
        words.say(
            "{item}: needed {needed}, there is {have}.",
            item=words.say(item),
            needed=_shown(row["needed"], row["unit"], words, currency),
            have=_shown(row["have"], row["unit"], words, currency),
        )
        for row, item in ((row, ITEMS[row["item"]]) for row in rows)
    ]
    if plan.verdict != "likely":
        said += _changes(levers, words, currency)
    return [*said, *(words.say(lack) for lack in plan.unknown)]


def _changes(levers: LeadLevers, words: Words, currency: str) -> list[str]:
    rows = levers.table[levers.table["needed"].notna()].head(3).to_dict("records")
    if not rows:
        return [words.say("No single change makes the goal likely: several have to come together.")]
    named = [
        words.say(
            "{lever}: from {now} to {needed}",
            lever=words.say(name),
            now=_shown(row["now"], _unit(row["lever"]), words, currency),
            needed=_shown(row["needed"], _unit(row["lever"]), words, currency),
        )
        for row, name in ((row, LEVERS[row["lever"]]) for row in rows)
    ]
    return [
        words.say("Any one of these alone makes the goal likely: {changes}.",
                  changes="; ".join(named))
    ]  # fmt: skip


def _unit(lever: str) -> str:
    return {"budget": "money", "clicks": "share", "conversion": "share"}.get(lever, "")


def _shown(value: float, unit: str, words: Words, currency: str) -> str:
    if not isfinite(value):
        return words.say("unknown") if isnan(value) else words.say("more than can be had")
    if unit == "share":
        return words.percent(value)
    rounded = float(f"{value:.3g}")
    if unit == "money":
        return words.money(rounded, currency, is_rough=True)
    return words.number(rounded, digits=0 if rounded >= 10 else 1)


def _with_ranges(inputs: LeadInputs, ends: list[float]) -> LeadInputs:
    low, high = ends[0], ends[1]
    if low or high:
        inputs = replace(inputs, conversion=rate_of_range(low / 100, high / 100))
    low, high = ends[2], ends[3]
    if low or high:
        inputs = replace(inputs, clicks=rate_of_range(low / 100, high / 100))
    low, high = ends[4], ends[5]
    return replace(inputs, reach=reach_of_range(low, high)) if low or high else inputs


def _number(label: str, value: float | None, *, step: float = 1, most: float = _MANY) -> Any:
    box = w.BoundedFloatText(value=round(value or 0, 2), min=0, max=most, step=step)
    return labelled(box, label)
