"""What a plan of leads rests on: how many are reached, click and decide, and how sure that is."""

import math
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from smmlab.effort import HOURS_PER_POST
from smmlab.errors import DataError
from smmlab.texts import message

Basis = Literal["own", "told", "public"]

VISITS_PER_FOLLOWER = 2.0
"""Visits a month to the shop that one follower makes at the most: a convention of this method."""
LEAST_POSTS = 5
"""Posts with a known reach below which the reach of the next ones is not told from them."""

_JEFFREYS = 0.5
_EIGHT_IN_TEN = 1.2815515655446004  # half the width of an 80 % interval in standard deviations
_ONLY_TOLD = 1e9  # a range that was told is taken as it is: no sample widens it


@dataclass(frozen=True)
class Rate:
    """A share as a Beta distribution; ``basis`` says whose figures stand behind it."""

    a: float
    b: float
    basis: Basis = "own"

    def __post_init__(self) -> None:
        for name, value in (("a", self.a), ("b", self.b)):
            if not 0 < value < math.inf:
                _refuse(name, value)

    @property
    def mean(self) -> float:
        """Return the share to expect, 0-1."""
        return self.a / (self.a + self.b)


@dataclass(frozen=True)
class Reach:
    """People that one post reaches: mean and spread of the logarithm over so many posts."""

    log_mean: float
    log_sd: float
    posts: float
    basis: Basis = "own"


@dataclass(frozen=True)
class Counted:
    """Something counted over days, such as the visits of a report."""

    number: float
    days: float

    def __post_init__(self) -> None:
        if not 0 <= self.number < math.inf:
            _refuse("number", self.number)
        if not 0 < self.days < math.inf:
            _refuse("days", self.days)


@dataclass(frozen=True)
class Cost:
    """What was spent, in one currency, and what it brought: ``leads``, or ``visits`` only."""

    spend: float
    results: float
    of: Literal["leads", "visits"] = "leads"
    basis: Basis = "own"

    def __post_init__(self) -> None:
        if not 0 < self.spend < math.inf:
            _refuse("spend", self.spend)
        if not 0 <= self.results < math.inf:
            _refuse("results", self.results)


@dataclass(frozen=True)
class LeadInputs:
    """What is known before a plan of leads is made; None is not known, and never zero.

    Parameters
    ----------
    conversion
        Leads for each visit.
    clicks
        Visits for each person that a post reaches.
    reach
        People that one post reaches.
    posts_per_week, posts_now
        Posts that can be made, and posts that are made today; today's are those that can be made
        where they are not known.
    hours_per_week, hours_per_post
        Work there is, and work that a post takes with its answers, hours.
    visits
        All unpaid visits so far: those that posts did not bring go on coming.
    followers
        People who follow the pages.
    budget_per_month, cost
        Money for paid reach, and what a result of it costs, in one currency.
    growth_per_month, growth_sd
        How much the audience grows a month, as a share, and its standard error.
    drift_sd
        How far visits that posts do not bring may drift in a month, as a standard deviation.
    enquiries
        Enquiries for each visit, where leads are orders and enquiries are counted too.
    """

    conversion: Rate | None = None
    clicks: Rate | None = None
    reach: Reach | None = None
    posts_per_week: float | None = None
    posts_now: float | None = None
    hours_per_week: float | None = None
    hours_per_post: float = HOURS_PER_POST
    visits: Counted | None = None
    followers: float | None = None
    budget_per_month: float | None = None
    cost: Cost | None = None
    growth_per_month: float = 0.0
    growth_sd: float = 0.0
    drift_sd: float = 0.0
    enquiries: Rate | None = None

    def __post_init__(self) -> None:
        numbers = {
            "posts_per_week": self.posts_per_week, "posts_now": self.posts_now,
            "hours_per_week": self.hours_per_week, "followers": self.followers,
            "budget_per_month": self.budget_per_month, "growth_sd": self.growth_sd,
            "drift_sd": self.drift_sd,
        }  # fmt: skip
        for name, value in numbers.items():
            if value is not None and not 0 <= value < math.inf:
                _refuse(name, value)
        if not 0 < self.hours_per_post < math.inf:
            _refuse("hours_per_post", self.hours_per_post)
        if not -1 < self.growth_per_month < math.inf:
            _refuse("growth_per_month", self.growth_per_month)

    @property
    def posts_possible(self) -> float | None:
        """Return the posts a week that rhythm and hours of work both allow."""
        by_hours = (
            None if self.hours_per_week is None else self.hours_per_week / self.hours_per_post
        )
        known = [limit for limit in (self.posts_per_week, by_hours) if limit is not None]
        return min(known, default=None)


def rate_of_counts(
    successes: float,
    trials: float,
    *,
    prior: tuple[float, float] = (_JEFFREYS, _JEFFREYS),
    basis: Basis = "own",
) -> Rate:
    """Return what counts say of a share, with a prior before them.

    Parameters
    ----------
    successes, trials
        Counts, such as the orders among visits.
    prior
        Of the Beta distribution; Jeffreys' by default.
    basis
        Whose counts these are.

    Raises
    ------
    DataError
        When a count is negative or there are more successes than trials.

    Examples
    --------
    >>> rate_of_counts(20, 1000).mean.__round__(4)
    0.0205
    """
    if not 0 <= successes <= trials < math.inf:
        raise DataError(
            message(
                "A share of {successes} among {trials} cannot be: expected counts from zero up, "
                "no more of them than there were chances. Look at both numbers again."
            ),
            {"successes": successes, "trials": trials},
        )
    return Rate(prior[0] + successes, prior[1] + trials - successes, basis)


def rate_of_range(low: float, high: float, *, basis: Basis = "told") -> Rate:
    """Return a share of which only a range is known that holds it eight times in ten.

    Raises
    ------
    DataError
        When the range is not within 0 and 1, or not the lower limit first.

    Examples
    --------
    >>> rate = rate_of_range(0.01, 0.04)
    >>> round(rate.mean, 3), rate.basis
    (0.025, 'told')
    """
    if not 0 < low < high < 1:
        _refuse_range(low, high)
    mean = (low + high) / 2
    spread = ((high - low) / (2 * _EIGHT_IN_TEN)) ** 2
    size = mean * (1 - mean) / spread - 1
    return Rate(mean * size, (1 - mean) * size, basis)


def reach_of_posts(reach: npt.ArrayLike) -> Reach | None:
    """Return what own posts say of the reach of the next; None with fewer than five of them.

    Parameters
    ----------
    reach
        People reached by each post; missing ones and zeros tell nothing and are left out.

    Examples
    --------
    >>> reach_of_posts([400, 500, 600, 550, 450]).posts
    5
    """
    values = np.asarray(reach, dtype=np.float64)
    logs = np.log(values[np.isfinite(values) & (values > 0)])
    if len(logs) < LEAST_POSTS:
        return None
    return Reach(float(logs.mean()), float(logs.std(ddof=1)), len(logs))


def reach_of_range(low: float, high: float, *, basis: Basis = "told") -> Reach:
    """Return the reach of a post of which only a range is known that holds eight posts in ten.

    Raises
    ------
    DataError
        When the limits are not above zero, the lower one first.

    Examples
    --------
    >>> import math
    >>> round(math.exp(reach_of_range(100, 400).log_mean))
    200
    """
    if not 0 < low <= high < math.inf:
        _refuse_range(low, high)
    spread = math.log(high / low) / (2 * _EIGHT_IN_TEN)
    return Reach((math.log(low) + math.log(high)) / 2, spread, _ONLY_TOLD, basis)


def _refuse(name: str, value: float) -> None:
    raise DataError(
        message(
            "The value {found} of {name} cannot be. Give a number above zero, or leave it out "
            "while it is not known."
        ),
        {"name": name, "found": value},
    )


def _refuse_range(low: float, high: float) -> None:
    raise DataError(
        message(
            "The range from {low} to {high} cannot be. Give the lower limit first, above zero; "
            "shares lie below one."
        ),
        {"low": low, "high": high},
    )
