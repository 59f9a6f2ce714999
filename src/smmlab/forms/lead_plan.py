"""So many leads a day: the plan back from them, to try with other means."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache
from math import isfinite, isnan
from typing import Any

import ipywidgets as w

from smmlab.analyses.leads import day_of_files, lead_goal, project_inputs
from smmlab.analyses.rooms import SEED, Tables
from smmlab.brief import HOURS_IN_A_WEEK
from smmlab.errors import DataError
from smmlab.forms.checking import tell_beside
from smmlab.forms.frame import Form, Shown, labelled, reason_box
from smmlab.forms.number_box import number_box
from smmlab.forms.optional_number import OptionalNumber
from smmlab.forms.pictures import picture_of
from smmlab.forms.undoing import keeps
from smmlab.money.lead_constraints import BINDING, LEVERS, LeadLevers, find_levers
from smmlab.money.lead_findings import ITEMS
from smmlab.money.lead_inputs import Cost, LeadInputs, rate_of_range, reach_of_range
from smmlab.money.lead_plan import VERDICTS, Counts, LeadPlan, plan_leads
from smmlab.plots.lead_plan import LEADS, plot_lead_plan
from smmlab.project import Project
from smmlab.texts import Words, message

_MANY = 1e9
_TOLD_RESULTS = 20.0
_MONTH = 30
_NONE_WANTED = message("Type how many are wanted a day: more than none.")
_ENDS = message("Type both ends, the lower one first and above zero.")
_SHARE_ENDS = message("Type both ends in percent, the lower one first, between 0 and 100.")
_NO_DAY = message("Expected the day from which on the leads are wanted; found none. Choose one.")


def lead_plan_form(project: Project) -> Form:
    """Plan back from leads a day to visits, reach, posts, hours and money; the button keeps it.

    The same as ``plan_leads(…, …, inputs=…, start=…, counts=…, days=…)``, ``find_levers(plan)`` and
    ``project.decide("money", {"leads_per_day": …, "by": …, "counts": …, …})``. An empty field is
    not told: then files, brief and cited figures speak. A zero is told, and counts as one.

    Parameters
    ----------
    project
        An opened client folder.
    """
    words, currency = Words(project.brief.language), project.brief.currency
    start = day_of_files(Tables(project))

    @lru_cache(maxsize=4)
    def measured(_fingerprint: str, counts: Counts) -> LeadInputs:
        return project_inputs(Tables(project), counts)

    known = measured(project.fingerprint, "orders")
    wanted = number_box(
        words.say("Wanted a day"), 0, low=0, high=_MANY, step=0.5, words=words, tells_limits=False
    )
    by = labelled(w.DatePicker(), words.say("From which day on"))
    days = labelled(
        w.Dropdown(
            options=[(words.say("a month"), _MONTH), (words.say("a year"), 365)], value=_MONTH
        ),
        words.say("Counted over"),
    )
    counts = labelled(
        w.Dropdown(options=[(words.say(LEADS[name]), name) for name in LEADS]),
        words.say("What a lead is"),
    )
    posts, hours, per_post, followers, budget, cost = boxes = _means(words, currency)
    ranges = _ranges(words)
    for box, standing in (
        (posts, known.posts_per_week), (hours, known.hours_per_week),
        (per_post, known.hours_per_post), (budget, known.budget_per_month),
    ):  # fmt: skip
        box.show(_rounded(standing))
    controls = [wanted, by, days, counts, *boxes, *ranges]
    reason = reason_box(words)
    form = Form("lead-plan", controls, words=words)

    def planned() -> LeadPlan:
        day = _day(by.value)
        _check_wanted(wanted.value)
        standing = measured(project.fingerprint, counts.value)
        inputs = replace(
            standing,
            posts_per_week=posts.told(), hours_per_week=hours.told(),
            hours_per_post=per_post.told() or standing.hours_per_post,
            followers=followers.told(), budget_per_month=budget.told(),
        )  # fmt: skip
        inputs = _with_ranges(_with_cost(inputs, cost.told()), [box.told() for box in ranges])
        return plan_leads(
            wanted.value, day, inputs=inputs, start=start, counts=counts.value, days=days.value,
            seed=SEED,
        )  # fmt: skip

    def show() -> Shown:
        plan = planned()
        picture = None if plan.chance is None else picture_of(plot_lead_plan(plan, words=words))
        return picture, "\n".join(tell_plan(plan, find_levers(plan), words, currency=currency))

    def keep() -> str:
        planned()
        told = {"followers": followers.told(), "cost_per_result": cost.told()}
        # Other forms may have kept something else since this one was opened. A default is nobody's
        # decision: a plan of leads does not choose the way to earn.
        standing = project.decision("money")
        chosen = standing.choice if standing.by == "strategist" else {}
        choice: dict[str, Any] = {
            **{k: v for k, v in chosen.items() if k not in told},
            "leads_per_day": wanted.value,
            "by": by.value.isoformat(),
            "counts": counts.value,
            **{name: value for name, value in told.items() if value is not None},
        }
        project.decide("money", choice, reason=reason.value, findings=["money.leads.chance"])
        return words.say(
            "The plan is kept and will stand in the strategy, counted over a month. Posts, hours "
            "and budget stand in the brief: change them there as well."
        )

    def restore() -> None:
        # What a decision tells of followers and costs is among what was measured.
        measured.cache_clear()
        goal, filed = lead_goal(project), project.decision("money")
        wanted.value = round(goal.per_day, 2) if goal else 1.0
        by.value = goal.by if goal else start + timedelta(days=90)
        days.value, counts.value = (goal.days, goal.counts) if goal else (_MONTH, "orders")
        followers.show(_rounded(measured(project.fingerprint, "orders").followers))
        cost.show(filed.choice.get("cost_per_result"))
        reason.value = filed.reason

    restore()
    form.shows(show)
    form.children = (*form.children, reason)
    keeps(
        form, project, "money", keep=keep, restore=restore, label=words.say("Keep this plan"),
        lacks=lambda: _lacks(wanted, by, boxes, ranges),
    )  # fmt: skip
    tell_beside(form, wanted, lambda: _check_wanted(wanted.value))
    tell_beside(form, by, lambda: _day(by.value))
    for box in boxes:
        tell_beside(form, box, box.told)
    _tell_ranges(form, ranges)
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


def _means(words: Words, currency: str) -> tuple[OptionalNumber, ...]:
    """Return the fields for posts, hours, hours for a post, followers, budget and cost."""
    return (
        OptionalNumber(words.say("Posts a week that can be made"), words=words),
        OptionalNumber(words.say("Hours of work a week"), high=HOURS_IN_A_WEEK, words=words),
        OptionalNumber(
            words.say("Hours for a post with its answers"), is_positive=True, words=words
        ),
        OptionalNumber(words.say("Followers"), words=words),
        OptionalNumber(words.say("Budget a month ({currency})", currency=currency), words=words),
        OptionalNumber(
            words.say("A paid result costs ({currency})", currency=currency),
            is_positive=True, words=words,
        ),
    )  # fmt: skip


def _ranges(words: Words) -> list[OptionalNumber]:
    shares = (
        message("Conversion of visits from, %"), message("Conversion of visits to, %"),
        message("Clicks of the people reached from, %"),
        message("Clicks of the people reached to, %"),
    )  # fmt: skip
    people = (message("A post reaches from, people"), message("A post reaches to, people"))
    return [
        OptionalNumber(words.say(label), is_share=label in shares, is_positive=True, words=words)
        for label in (*shares, *people)
    ]


def _with_cost(inputs: LeadInputs, cost: float | None) -> LeadInputs:
    if cost is None:
        return inputs
    paid = Cost(cost * _TOLD_RESULTS, _TOLD_RESULTS, "leads", "told")
    return replace(inputs, cost=paid)


def _with_ranges(inputs: LeadInputs, ends: list[float | None]) -> LeadInputs:
    if conversion := _share_ends(*ends[:2]):
        inputs = replace(inputs, conversion=rate_of_range(*conversion))
    if clicks := _share_ends(*ends[2:4]):
        inputs = replace(inputs, clicks=rate_of_range(*clicks))
    if reach := _ends(*ends[4:]):
        inputs = replace(inputs, reach=reach_of_range(*reach))
    return inputs


def _share_ends(low: float | None, high: float | None) -> tuple[float, float] | None:
    """Return the ends of a range of shares; None when nothing is typed."""
    if low is None and high is None:
        return None
    if low is None or high is None or not low < high < 1:
        raise DataError(_SHARE_ENDS, {})
    return low, high


def _ends(low: float | None, high: float | None) -> tuple[float, float] | None:
    if low is None and high is None:
        return None
    if low is None or high is None or low > high:
        raise DataError(_ENDS, {})
    return low, high


def _lacks(
    wanted: w.Widget,
    by: w.DatePicker,
    boxes: Sequence[OptionalNumber],
    ranges: list[OptionalNumber],
) -> str:
    """Return nothing when a plan can be made of what is typed; else raise what is wrong."""
    _check_wanted(wanted.value)
    _day(by.value)
    for box in boxes:
        box.told()
    _with_ranges(LeadInputs(), [box.told() for box in ranges])
    return ""


def _tell_ranges(form: Form, ranges: Sequence[OptionalNumber]) -> None:
    checks = (_share_ends, _share_ends, _ends)
    for check, low, high in zip(checks, ranges[::2], ranges[1::2], strict=True):
        tell_beside(form, high, _of_boxes(check, low, high), watch=(low, high))


def _of_boxes(
    check: Callable[[float | None, float | None], object],
    low: OptionalNumber,
    high: OptionalNumber,
) -> Callable[[], object]:
    return lambda: check(low.told(), high.told())


def _day(chosen: date | None) -> date:
    if chosen is None:
        raise DataError(_NO_DAY, {})
    return chosen


def _check_wanted(wanted: float) -> None:
    if not wanted:
        raise DataError(_NONE_WANTED, {})


def _rounded(known: float | None) -> float | None:
    return None if known is None else round(known, 2)
