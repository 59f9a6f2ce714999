"""A bounded test on two networks: what it can show, when it ends, which one is dropped."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

import numpy as np
import pandas as pd

from smmlab.errors import DataError
from smmlab.schema import NETWORKS
from smmlab.texts import message

POSTS, WEEKS = 10, 4
KEEP_FROM = 0.8
"""Chance from which one of the two is kept: a convention."""
_TWICE, _CHANCE_TO_SEE = 2.0, 0.8
_PRIOR = 0.5
LEAST_ENQUIRIES = 5
"""Enquiries on both together below which a test decides nothing: a convention."""
_MOST_ENQUIRIES = 200


@dataclass(frozen=True)
class TwoNetworkPlan:
    """A test with an end.

    Parameters
    ----------
    networks
        The two.
    posts
        The same posts on each.
    start, end
        First and last day; the decision falls on the day after.
    decide_on
        The day of the decision.
    keep_from
        The one is kept whose chance of bringing more enquiries for an hour of work reaches this.
    enquiries_needed
        Enquiries on both together with which a network that brings twice as many is kept in four
        tests of five.
    enquiries_expected
        Enquiries on both together that the hours of work should bring, at the rate known so far;
        None while that rate or the hours are not known.
    """

    networks: tuple[str, str]
    posts: int
    start: date
    end: date
    decide_on: date
    keep_from: float
    enquiries_needed: int
    enquiries_expected: float | None = None

    @property
    def is_long_enough(self) -> bool | None:
        """Whether the test should bring the enquiries it takes; None while that is not known."""
        expected = self.enquiries_expected
        return None if expected is None else expected >= self.enquiries_needed


@dataclass(frozen=True)
class TwoNetworkVerdict:
    """What a test showed.

    Parameters
    ----------
    table
        network, enquiries, hours, per_hour (enquiries an hour of work), low, high (80 % interval),
        p_more (chance of bringing more than the other).
    keep, drop
        The one to keep and the one to drop; None when it is not decided.
    enquiries_needed
        As in the plan: how many it takes on both together.
    """

    table: pd.DataFrame
    keep: str | None
    drop: str | None
    enquiries_needed: int


def plan_test(
    networks: tuple[str, ...],
    *,
    start: date,
    weeks: int = WEEKS,
    posts: int = POSTS,
    keep_from: float = KEEP_FROM,
    enquiries_per_hour: float | None = None,
    hours_per_week: float | None = None,
) -> TwoNetworkPlan:
    """Plan the cheapest test that decides between two networks.

    Parameters
    ----------
    networks
        The contenders, the likeliest first; the first two are tested.
    start
        First day of the test.
    weeks, posts
        How long, and how many of the same posts on each.
    keep_from
        Chance from which one is kept, above one half and below one.
    enquiries_per_hour, hours_per_week
        What an hour of work has brought so far, and the hours for both together; None when not
        known.

    Returns
    -------
    TwoNetworkPlan
        With the day of the decision, the enquiries it takes and, where known, those to expect.

    Raises
    ------
    DataError
        When there are not two different networks, or a number cannot be.

    References
    ----------
    Posterior of two Poisson rates with Jeffreys' prior; the number needed is worked out exactly
    over the binomial split of all enquiries.

    Examples
    --------
    >>> plan = plan_test(("facebook", "pinterest"), start=date(2026, 12, 1))
    >>> plan.end.isoformat(), plan.decide_on.isoformat(), plan.enquiries_needed
    ('2026-12-28', '2026-12-29', 27)
    """
    pair = _two(networks)
    if weeks < 1 or posts < 1 or not 0.5 < keep_from <= 0.99:
        raise DataError(
            message(
                "A test of {weeks} weeks with {posts} posts, decided from {chance}, cannot be. "
                "Give at least one week, one post, and a chance between a half and one."
            ),
            {"weeks": weeks, "posts": posts, "chance": keep_from},
        )
    for given in (enquiries_per_hour, hours_per_week):
        if given is not None and not 0 <= given < np.inf:
            raise DataError(
                message(
                    "Enquiries for an hour and hours a week cannot be {found}. Give zero or more, "
                    "or leave them out while they are not known."
                ),
                {"found": given},
            )
    expected = (
        None
        if enquiries_per_hour is None or hours_per_week is None
        else enquiries_per_hour * hours_per_week * weeks
    )
    end = start + timedelta(weeks=weeks) - timedelta(days=1)
    return TwoNetworkPlan(
        pair, posts, start, end, end + timedelta(days=1), keep_from, enquiries_needed(keep_from),
        expected,
    )  # fmt: skip


def judge_test(
    enquiries: Mapping[str, int], hours: Mapping[str, float], *, keep_from: float = KEEP_FROM
) -> TwoNetworkVerdict:
    """Tell which of two networks brought more enquiries for the same work, if that can be told.

    Parameters
    ----------
    enquiries
        Counted in the test, for each of the two networks.
    hours
        Hours of work spent, for each of the two.
    keep_from
        Chance from which one is kept.

    Returns
    -------
    TwoNetworkVerdict
        Both rates with intervals and chances; ``keep`` is None when it is not decided, and always
        with fewer than five enquiries on both together.

    Raises
    ------
    DataError
        When the two do not match, a count is below zero, or no hours were spent.

    References
    ----------
    Gamma-Poisson with Jeffreys' prior; the ratio of two gamma variables is a beta prime, so the
    chance is exact.

    Examples
    --------
    >>> verdict = judge_test({"facebook": 19, "pinterest": 6}, {"facebook": 10, "pinterest": 10})
    >>> verdict.keep, verdict.drop
    ('facebook', 'pinterest')
    """
    from scipy.special import betainc, gammaincinv

    one, other = pair = _two(tuple(enquiries))
    counts = [enquiries[name] for name in pair]
    spent = [float(hours.get(name, np.nan)) for name in pair]
    known = set(hours) == set(pair) and bool(np.isfinite([*counts, *spent]).all())
    if not known or min(counts) < 0 or min(spent) <= 0:
        raise DataError(
            message(
                "The results of the test on {networks} cannot be used. Give for both the enquiries "
                "(from zero up) and the hours of work (above zero)."
            ),
            {"networks": ", ".join(pair)},
        )
    first, second = counts[0] + _PRIOR, counts[1] + _PRIOR
    # X/(X+Y) of two gamma variables is a beta; the rates compare at the ratio of the hours.
    chance = 1 - float(betainc(first, second, spent[0] / (spent[0] + spent[1])))
    table = pd.DataFrame(
        {
            "network": list(pair),
            "enquiries": counts,
            "hours": spent,
            "per_hour": np.divide(counts, spent),
            "low": gammaincinv([first, second], 0.1) / spent,
            "high": gammaincinv([first, second], 0.9) / spent,
            "p_more": [chance, 1 - chance],
        }
    )
    keep = one if chance >= keep_from else other if 1 - chance >= keep_from else None
    # The prior alone would name whoever got less work.
    if sum(counts) < LEAST_ENQUIRIES:
        keep = None
    drop = None if keep is None else other if keep == one else one
    return TwoNetworkVerdict(table, keep, drop, enquiries_needed(keep_from))


@cache
def enquiries_needed(keep_from: float = KEEP_FROM) -> int:
    """Return how many enquiries on both together show one that brings twice as many.

    Enough that the better one is kept in four tests out of five, with the same work on both.

    Examples
    --------
    >>> enquiries_needed(0.95) > enquiries_needed(0.8)
    True
    """
    from scipy.special import betainc
    from scipy.stats import binom

    better = _TWICE / (_TWICE + 1)
    enough = 1
    for total in range(1, _MOST_ENQUIRIES):
        split = np.arange(total + 1)
        chance = 1 - betainc(split + _PRIOR, total - split + _PRIOR, 0.5)
        # Whole enquiries make the power go up in a saw: it must stay above from here on.
        if binom.pmf(split, total, better)[chance >= keep_from].sum() < _CHANCE_TO_SEE:
            enough = total + 1
    return enough


def _two(networks: tuple[str, ...]) -> tuple[str, str]:
    known = [name for name in dict.fromkeys(networks) if name in NETWORKS]
    if len(known) < 2 or any(name not in NETWORKS for name in networks):
        raise DataError(
            message("A test needs two different networks; found {found}. Choose among {allowed}."),
            {"found": ", ".join(networks) or "–", "allowed": ", ".join(NETWORKS)},
        )
    return known[0], known[1]
