"""From the decisions to the plan of a month: the drawn test of two times, and the calendar."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from math import isnan
from typing import TYPE_CHECKING, Any

import pandas as pd

from smmlab.brief import Brief, Objective
from smmlab.content.idea_bank import fill_ideas
from smmlab.content.pillars import name_pillars
from smmlab.content.posting_load import answering_hours_a_week, comments_to_answer
from smmlab.content.slot_test import SlotTest, design_slot_test
from smmlab.decisions import Decision, Step
from smmlab.defaults import POSTS_PER_WEEK, TEST_HOURS
from smmlab.findings import Finding
from smmlab.strategy.calendar import Slot, on_both, plan_calendar
from smmlab.strategy.material import TableFacts
from smmlab.strategy.rules import RULES

if TYPE_CHECKING:
    from smmlab.analyses import Analyses

_MOST_NETWORKS = 2
_LEAD = timedelta(days=4)  # from the written plan to its first post (judgement)
_A_DAY_APART = range(3, 8)  # posts a week for which a test of two times can be drawn


def planned_networks(decisions: Mapping[Step, Decision]) -> list[str]:
    """Return where the planned posts go: the chosen network, else the first candidates.

    An empty name stands for a network nobody can name yet.

    Examples
    --------
    >>> planned_networks({"network": Decision("network", {"network": "", "contenders": ["x"]})})
    ['x']
    """
    choice = decisions["network"].choice
    if choice.get("network"):
        return [str(choice["network"])]
    return [str(name) for name in choice.get("contenders") or []][:_MOST_NETWORKS] or [""]


def tries_two(decisions: Mapping[Step, Decision]) -> bool:
    """Tell whether the plan is a test of two networks.

    Examples
    --------
    >>> tries_two({"network": Decision("network", {"network": "", "contenders": ["x", "reddit"]})})
    True
    """
    return len(planned_networks(decisions)) > 1


def posts_a_week(decisions: Mapping[Step, Decision]) -> int:
    """Return the decided number of posts a week.

    Examples
    --------
    >>> posts_a_week({"rhythm": Decision("rhythm", {"posts_per_week": 5})})
    5
    """
    return int(decisions["rhythm"].choice.get("posts_per_week") or POSTS_PER_WEEK)


def answering_hours(
    findings: Mapping[str, Finding],
    tables: Iterable[TableFacts],
    objectives: Iterable[Objective] = (),
) -> float | None:
    """Return the hours a week that answers take; None where the files do not tell.

    A goal for comments answered within a day wants more answers than there are questions.

    Examples
    --------
    >>> answering_hours({}, ()) is None
    True
    """
    asked = findings.get("dialogue.questions.asked")
    days = next((facts.days for facts in tables if facts.name == "interactions"), None)
    if asked is None or asked.status == "unknown" or not days:
        return None
    comments = findings.get("dialogue.replies.comments")
    everything = 0.0 if comments is None else float(comments.value or 0)
    wanted = comments_to_answer(float(asked.value or 0), everything, objectives)
    return answering_hours_a_week(wanted, days=days)


def plan_begins(made_on: date) -> date:
    """Return the Monday on which a plan begins: no sooner than work on its first post can.

    Examples
    --------
    >>> plan_begins(date(2026, 11, 26)).isoformat(), plan_begins(date(2026, 11, 29)).isoformat()
    ('2026-11-30', '2026-12-07')
    """
    soonest = made_on + _LEAD
    return soonest + timedelta(days=-soonest.weekday() % 7)


def draw_test(
    analyses: "Analyses", decisions: Mapping[Step, Decision], *, made_on: date
) -> SlotTest | None:
    """Draw the test of the two decided times, or return None where none can be drawn.

    Parameters
    ----------
    analyses
        Its ``slots`` tell how far the client's posts differ within a week.
    decisions
        The rhythm gives times and posts; the network, whose posts.
    made_on
        The test begins on the first Monday after it; the same day gives the same draw.
    """
    hours = _hours(decisions)
    if len(set(hours)) != 2 or len(hours) != 2 or posts_a_week(decisions) not in _A_DAY_APART:
        return None
    networks = planned_networks(decisions)
    # Posts of two networks are two smaller tests: what they would show together is not known.
    spread = spread_of(getattr(analyses, "slots", None), networks) if len(networks) == 1 else None
    return design_slot_test(
        slots=hours, weeks=int(RULES["test_weeks"].value), posts_per_week=posts_a_week(decisions),
        start=plan_begins(made_on), spread=spread,
    )  # fmt: skip


def plan_month(
    analyses: "Analyses",
    decisions: Mapping[Step, Decision],
    brief: Brief,
    *,
    slot_test: SlotTest | None,
    made_on: date,
    seed: str,
) -> tuple[Slot, ...]:
    """Return the calendar of the first weeks.

    Parameters
    ----------
    analyses, decisions, brief
        What it follows: ideas and the map of types and forms; mix, rhythm and network; goods.
    slot_test
        Whose times the posts keep to, so that one calendar serves as the test as well.
    made_on
        The calendar begins after it.
    seed
        The same seed gives the same calendar.
    """
    bank: pd.DataFrame | None = getattr(analyses, "ideas", None)
    if bank is None or bank.empty:
        bank = fill_ideas(name_pillars(goods=brief.goods))
    drawn: list[Any] = [] if slot_test is None else slot_test.calendar["hour"].tolist()
    slots = plan_calendar(
        decisions["content"].choice.get("mix") or {},
        bank=bank,
        posts_per_week=posts_a_week(decisions),
        hours=_hours(decisions),
        networks=planned_networks(decisions),
        start=plan_begins(made_on),
        weeks=int(RULES["month_weeks"].value),
        seed=seed,
        cells=getattr(analyses, "type_forms", None),
        forms=getattr(analyses, "forms", None),
        drawn_hours=[int(hour) for hour in drawn],
    )
    return on_both(slots, posts=int(RULES["test_posts"].value))


def _hours(decisions: Mapping[Step, Decision]) -> list[int]:
    return [int(hour) for hour in decisions["rhythm"].choice.get("hours") or TEST_HOURS]


def spread_of(slots: Any, networks: list[str]) -> float | None:
    """Return how far engagements of the planned networks' posts differ within a week.

    Of any network, where that of the planned ones is not known; None where none is.

    Parameters
    ----------
    slots
        Result of `smmlab.content.slots.compare_slots`, or None.
    networks
        From `planned_networks`.

    Examples
    --------
    >>> from types import SimpleNamespace
    >>> spread_of(SimpleNamespace(spread={("vk", "Kaja"): 0.4}), ["instagram"])
    0.4
    """
    if slots is None:
        return None
    known = {place: spread for place, spread in slots.spread.items() if not isnan(spread)}
    mine = [spread for (network, _), spread in known.items() if network in networks]
    return max(mine or known.values(), default=None)
