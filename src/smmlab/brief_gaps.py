"""What a brief leaves open, each with the reason why a good strategy needs it."""

from datetime import date

from smmlab.brief import Brief, Objective
from smmlab.texts import message

_FILES_TELL = frozenset(
    {
        "orders", "revenue", "average_order_value", "engagement_rate", "answered_within_day",
        "posts_per_week",
    }
)  # fmt: skip
"""Measures whose baseline is counted in the exports."""


def gaps_of(brief: Brief, *, with_goals: bool = True) -> tuple[str, ...]:
    """Return what is still missing for a good strategy, the weightiest first, as templates.

    Taboo topics, regulated goods and the size of the target group may well be empty: they are no
    gaps.

    Parameters
    ----------
    brief
        What the client has said so far.
    with_goals
        False for a reader who is told elsewhere what the goals lack.

    Examples
    --------
    >>> len(gaps_of(Brief(name="Kaja"))) - len(gaps_of(Brief(name="Kaja", goods="cakes")))
    1
    """
    target, goals = brief.target, brief.objectives
    is_open = any(goal_gaps(goal) for goal in goals)
    looked = (
        (not brief.goods, message("What is sold: without it the ideas stay general.")),
        (
            with_goals and not goals,
            message("A goal with a number: without one nobody can say later whether it worked."),
        ),
        (
            with_goals and is_open,
            message("A baseline, a day and a person for each goal: only then can it be checked."),
        ),
        (
            brief.hours_per_week is None,
            message("The hours of work a week: they decide how many posts can be kept up."),
        ),
        (
            brief.budget_per_month is None,
            message("The budget a month: zero is an answer too, and placements wait for it."),
        ),
        (
            not target.interest,
            message("What the people like besides your goods: that is what posts talk about."),
        ),
        (
            not target.languages,
            message("The languages of the target group: a post they cannot read is lost."),
        ),
        (
            not target.places,
            message("Where the target group lives: pages of the same towns can be asked to help."),
        ),
        (
            not brief.price_level,
            message("The price level: it decides who can buy and what an offer may promise."),
        ),
        (not brief.tone, message("The tone: everybody who writes should sound the same.")),
        (not brief.face, message("A person people can see: talk begins with a face.")),
        (not brief.owner, message("Somebody who answers for it all.")),
    )
    return tuple(said for is_missing, said in looked if is_missing)


def goal_gaps(goal: Objective, *, today: date | None = None) -> tuple[str, ...]:
    """Return what a goal still lacks before anybody can check it, as templates.

    Parameters
    ----------
    goal
        One of the brief or of a decision.
    today
        A goal's day must come after it; any day will do when it is not given.

    Examples
    --------
    >>> goal_gaps(Objective("orders", 40, by=date(2027, 1, 31)))
    ('somebody who answers for it',)
    """
    is_past = goal.by is not None and today is not None and goal.by <= today
    looked = (
        (
            goal.baseline is None and goal.metric not in _FILES_TELL,
            message("a baseline: measure it first"),
        ),
        (goal.by is None, message("a day by which it should be reached")),
        (is_past, message("a day to come: the one given has passed")),
        (not goal.owner, message("somebody who answers for it")),
    )
    return tuple(said for is_missing, said in looked if is_missing)
