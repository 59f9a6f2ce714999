"""A goal that can be defended: a measured baseline, a direction, a day, a person, a ground."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any

import numpy as np
import pandas as pd

from smmlab.content.rhythm import measure_rhythm
from smmlab.course.lessons.questions import asked_questions
from smmlab.course.lessons.rubrics import numbers
from smmlab.course.task import Criterion
from smmlab.errors import DataError
from smmlab.money.order_value import mean_interval
from smmlab.money.orders import counted_orders
from smmlab.project import Project
from smmlab.texts import Phrase, message
from smmlab.texts.labels import LABELS

METRICS: Mapping[str, object] = MappingProxyType(
    {
        "orders": Phrase(message("Orders in twelve months")),
        "average_order_value": Phrase(LABELS["average_order_value"]),
        "answered_within_day": Phrase(message("Questions answered within a day")),
        "reply_hours": Phrase(message("Hours that the middle question waits")),
        "posts_per_week": Phrase(LABELS["posts_per_week"]),
    }
)
"""What a goal of the course may be about; all can be measured in the student's folder."""

_SHARES, _LESS_IS_MORE = ("answered_within_day",), ("reply_hours",)
_LONGEST = timedelta(days=366)
_YEAR = 365 * 86_400
_ROUNDING = 0.005
_NORMAL = 1.96  # standard errors of a count on each side
_FEWEST_WORDS = 3
_WORD = re.compile(r"[^\W\d_]+|&|\+")
_NOBODY = frozenset(
    {
        "&", "+", "and", "or", "we", "us", "our", "ours", "me", "i", "my", "everybody", "everyone",
        "all", "nobody", "somebody", "someone", "team", "staff", "together", "company",
        "ja", "ning", "või", "meie", "mina", "ma", "kõik", "keegi", "tiim", "meeskond", "koos",
        "ettevõte", "firma", "и", "или", "мы", "нас", "наш", "наша", "я", "все", "всё", "никто",
        "кто", "команда", "коллектив", "вместе", "компания", "сотрудники",
    }
)  # fmt: skip
"""Words that name nobody, or more than one."""


@dataclass(frozen=True)
class Measured:
    """A measure as the files tell it, with the ends between which a baseline may lie."""

    value: float
    low: float
    high: float


def measure_metric(metric: str, project: Project) -> Measured | None:
    """Return what a project's own data say of a measure; None where they do not tell it.

    Parameters
    ----------
    metric
        One of `METRICS`.
    project
        A student's folder.
    """
    try:
        found = _MEASURES[metric](project) if metric in _MEASURES else None
    except DataError:
        return None
    return found if found is not None and np.isfinite(found.value) else None


def last_day(project: Project) -> date | None:
    """Return the last day of which orders, posts or comments tell; None when nothing is there."""
    moments = [frame["at"].max() for frame in (project.orders, project.posts, project.interactions)]
    known = [int(moment) for moment in moments if pd.notna(moment)]
    if not known:
        return None
    moment = pd.Timestamp(max(known), unit="s", tz="UTC")
    day: date = moment.tz_convert(project.brief.timezone).date()
    return day


def _orders(project: Project) -> Measured | None:
    paid = counted_orders(project.orders).dropna(subset=["at"])
    if paid.empty:
        return None
    n = int(paid["at"].gt(int(paid["at"].max()) - _YEAR).sum())
    return Measured(n, n - _NORMAL * n**0.5, n + _NORMAL * n**0.5)


def _order_value(project: Project) -> Measured | None:
    """Return the average order after refunds; the ends hold the one before refunds too."""
    paid = counted_orders(project.orders)
    paid = paid[paid["currency"].eq(project.brief.currency)].astype(
        {"amount": "float64", "refunded": "float64"}
    )
    left = (paid["amount"] - paid["refunded"]).dropna()
    if left.empty:
        return None
    ends = [*mean_interval(left), *mean_interval(paid["amount"])]
    known = [end for end in ends if np.isfinite(end)]
    value = float(left.mean())
    return Measured(value, min([value, *known]), max([value, *known]))


def _answered(project: Project) -> Measured | None:
    part = asked_questions(project).replies.questions
    told = part.within_day
    return Measured(told.share, told.low, told.high) if told.of else None


def _reply_hours(project: Project) -> Measured | None:
    waits = asked_questions(project).replies.questions
    if waits.median_hours is None:
        return None
    ends = [end for end in (waits.median_low, waits.median_high) if end is not None]
    return Measured(
        waits.median_hours, min([waits.median_hours, *ends]), max([waits.median_hours, *ends])
    )


def _posts_per_week(project: Project) -> Measured | None:
    """Return the posts of a week over all own pages; one page alone is a baseline as well."""
    rates = measure_rhythm(project.posts, timezone=project.brief.timezone)["posts_per_week"]
    rates = rates.dropna()
    if rates.empty:
        return None
    return Measured(float(rates.sum()), float(rates.min()), float(rates.sum()))


_MEASURES: Mapping[str, Callable[[Project], Measured | None]] = MappingProxyType(
    {
        "orders": _orders,
        "average_order_value": _order_value,
        "answered_within_day": _answered,
        "reply_hours": _reply_hours,
        "posts_per_week": _posts_per_week,
    }
)


def _number(goal: Any, name: str) -> float | None:
    """Return a number of the goal; a share in percent as a share."""
    value = goal.get(name)
    if value is None:
        return None
    number = float(value)
    return number / 100 if goal["metric"] in _SHARES and number > 1 else number


def _is_measure(goal: Any, project: Project) -> bool:
    return measure_metric(str(goal["metric"]), project) is not None


def _is_measured(goal: Any, project: Project) -> bool:
    told, baseline = measure_metric(str(goal["metric"]), project), _number(goal, "baseline")
    if told is None or baseline is None:
        return False
    slack = _ROUNDING * abs(told.value)
    return told.low - slack <= baseline <= told.high + slack


def _is_better(goal: Any, _project: Project) -> bool:
    baseline, target = _number(goal, "baseline"), _number(goal, "target")
    if baseline is None or target is None:
        return False
    if goal["metric"] in _LESS_IS_MORE:
        return 0 <= target < baseline
    return target > baseline and (goal["metric"] not in _SHARES or target <= 1)


def _is_in_time(goal: Any, project: Project) -> bool:
    day, last = goal.get("by"), last_day(project)
    return day is not None and last is not None and last < day <= last + _LONGEST


def _has_owner(goal: Any, _project: Project) -> bool:
    # A team that answers for something together is nobody who answers.
    words = _WORD.findall(str(goal.get("owner") or "").casefold())
    return any(len(word) > 1 for word in words) and _NOBODY.isdisjoint(words)


def _has_ground(goal: Any, _project: Project) -> bool:
    grounds = [str(ground) for ground in goal.get("because") or ()]
    return any(numbers(one) and len(_WORD.findall(one)) >= _FEWEST_WORDS for one in grounds)


GOAL_CRITERIA: tuple[Criterion, ...] = (
    Criterion("measure", message("It names a measure that your files tell."), _is_measure, 0.5),
    Criterion(
        "baseline",
        message("The baseline is what your data say, or lies within their interval."),
        _is_measured,
        1.0,
    ),
    Criterion(
        "target", message("The target is better than the baseline, and can exist."), _is_better, 0.5
    ),
    Criterion(
        "by",
        message("The day lies after the last day of your data and within a year of it."),
        _is_in_time,
        0.5,
    ),
    Criterion("owner", message("One person answers for it by name."), _has_owner, 0.5),
    Criterion(
        "because", message("The ground names a number from your findings."), _has_ground, 0.5
    ),
)
"""What can be checked of a goal; whether it is worth the effort only people can say."""
