"""How many posts a week are wise: what own results support, and what the hours leave room for."""

from collections.abc import Iterable
from math import floor

from smmlab.brief import Objective
from smmlab.effort import HOURS_PER_POST
from smmlab.findings import Finding

MINUTES_PER_ANSWER = 5
REVIEW_HOURS, REVIEW_DAYS = 2, 14

A_POST_A_DAY = 7
_FEW_READERS = 100.0
_ENOUGH_POSTS = 20


def is_crowded(a_week: Finding | None, reach: Finding | None) -> bool:
    """Tell whether a page publishes more than a post a day that hardly anybody sees.

    Parameters
    ----------
    a_week
        Posts a week of the page, its ``n`` the posts counted.
    reach
        People whom the middle post of the network reaches.

    Examples
    --------
    >>> often = Finding("content.rhythm.facebook.posts_per_week", 20.1, "posts per week", n=261)
    >>> [is_crowded(often, Finding("reach", people, "people")) for people in (20, 2_000)]
    [True, False]
    """
    if a_week is None or reach is None or (a_week.n or 0) < _ENOUGH_POSTS:
        return False
    rate, people = a_week.value, reach.value
    if not isinstance(rate, (int, float)) or not isinstance(people, (int, float)):
        return False
    return rate > A_POST_A_DAY and 0 < people < _FEW_READERS


def crowded_pages(findings: Iterable[Finding]) -> list[tuple[Finding, Finding]]:
    """Return posts a week and reach of each page that publishes too much to be seen.

    Examples
    --------
    >>> crowded_pages([])
    []
    """
    known = {found.key: found for found in findings}
    pages = [
        (found, known.get(f"content.engagement.{key.split('.')[2]}.reach_median"))
        for key, found in known.items()
        if key.startswith("content.rhythm.") and key.endswith(".posts_per_week")
    ]
    return [(rate, reach) for rate, reach in pages if reach is not None and is_crowded(rate, reach)]


def review_hours_a_week() -> float:
    """Return the hours of looking back, spread over the weeks.

    Examples
    --------
    >>> review_hours_a_week()
    1.0
    """
    return REVIEW_HOURS * 7 / REVIEW_DAYS


def answering_hours_a_week(asked: float, *, days: int) -> float:
    """Return the hours a week that answers take.

    Parameters
    ----------
    asked
        Comments that ask something.
    days
        In which they were written.

    Examples
    --------
    >>> answering_hours_a_week(240, days=28)
    5.0
    """
    return asked * 7 / days * MINUTES_PER_ANSWER / 60


def comments_to_answer(asked: float, comments: float, objectives: Iterable[Objective]) -> float:
    """Return the comments that are to be answered: those that ask, or more where a goal says so.

    Parameters
    ----------
    asked
        Comments that ask something.
    comments
        All comments of other people.
    objectives
        Of the brief; a goal for comments answered within a day is a share of all of them.

    Examples
    --------
    >>> comments_to_answer(40, 100, [])
    40
    """
    wanted = [goal.target for goal in objectives if goal.metric == "answered_within_day"]
    return max([asked, *(comments * share for share in wanted)])


def posts_that_fit(hours: float, *, answering: float = 0.0) -> int:
    """Return the posts a week that fit into the hours beside answers and reviews.

    Parameters
    ----------
    hours
        All hours of work a week.
    answering
        Those of them that answers take; they come first.

    Examples
    --------
    >>> posts_that_fit(10), posts_that_fit(10, answering=2.5), posts_that_fit(0.5)
    (9, 6, 0)
    """
    return max(floor((hours - answering - review_hours_a_week()) / HOURS_PER_POST), 0)
