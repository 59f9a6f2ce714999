"""A test that does show an effect: part of the people are held out by chance, and how many."""

import math
from dataclasses import dataclass

import pandas as pd

from smmlab.errors import DataError
from smmlab.texts import message

LONGEST_WEEKS = 26
"""A test of more than half a year meets another season, another offer and other people."""

REACHABLE = message("The test can be done: that many are to be had in time.")
OUT_OF_REACH = message(
    "Out of reach: the test would take more than half a year. Test a bigger change, hold out "
    "half, or leave the question open; no rule of credit answers it either."
)
NOT_KNOWN = message("How long it takes is not known: say how many people a week there are.")


@dataclass(frozen=True)
class Holdout:
    """The size of a test that keeps part of the people without the campaign.

    Parameters
    ----------
    held_out, reached
        People without and with the campaign.
    orders
        Expected during the test in both groups together.
    weeks
        Until so many people were there; missing when the people a week are not known.
    verdict
        Whether it can be done, as a template.
    """

    held_out: int
    reached: int
    orders: float
    weeks: float
    verdict: str

    @property
    def table(self) -> pd.DataFrame:
        """The size as a table of one row: ``held_out``, ``reached``, ``orders``, ``weeks``."""
        row = {name: getattr(self, name) for name in ("held_out", "reached", "orders", "weeks")}
        return pd.DataFrame([row])


def design_holdout(
    *,
    base_rate: float,
    lift: float,
    people_per_week: float | None = None,
    power: float = 0.8,
    level: float = 0.05,
    share_held_out: float = 0.5,
) -> Holdout:
    """Return how many people a test needs in which chance decides who sees the campaign.

    Credit cannot replace it: in 15 experiments at Facebook (Gordon et al. 2019) methods without
    chance often missed the effect widely, and in 663 more (Gordon, Moakler, Zettelmeyer 2022)
    their median error was 115, 107 and 62 points of lift, from seeing a page to buying.

    Parameters
    ----------
    base_rate
        Part of the people who order without the campaign in the time of the test, 0-1.
    lift
        The rise that should be found, as a part of ``base_rate``: 0.2 is a fifth more orders.
    people_per_week
        New people who can be split each week.
    power
        Chance to find the rise when it is there, 0-1.
    level
        Chance to find one when there is none (two-sided), 0-1.
    share_held_out
        Part of the people without the campaign, 0-1.

    Returns
    -------
    Holdout
        Sizes are rounded up.

    Raises
    ------
    DataError
        When a parameter lies outside its limits, or the rise asks for more orders than people.

    References
    ----------
    Fleiss, Levin, Paik (2003), Statistical Methods for Rates and Proportions, chapter 4, without
    correction for continuity. Gordon, Zettelmeyer, Bhargava, Chapsky (2019), Marketing Science
    38(2), doi:10.1287/mksc.2018.1135.

    Examples
    --------
    >>> test = design_holdout(base_rate=0.5, lift=0.5, power=0.9)
    >>> test.held_out, test.reached
    (77, 77)
    >>> design_holdout(base_rate=0.02, lift=0.2, people_per_week=1000).weeks
    42.218
    """
    check_share("base_rate", base_rate)
    check_share("power", power)
    check_share("level", level)
    check_share("share_held_out", share_held_out)
    with_it = base_rate * (1 + lift)
    if lift <= 0 or with_it >= 1:
        raise DataError(
            message(
                "Expected a rise above nothing after which fewer order than there are people; "
                "found {found}. Choose another one."
            ),
            {"found": lift},
        )
    held = size_of_two_shares(
        base_rate, with_it, power=power, level=level, ratio=(1 - share_held_out) / share_held_out
    )
    held_out = math.ceil(held)
    reached = math.ceil(held * (1 - share_held_out) / share_held_out)
    people = held_out + reached
    weeks = people / people_per_week if people_per_week else float("nan")
    verdict = NOT_KNOWN
    if people_per_week:
        verdict = REACHABLE if weeks <= LONGEST_WEEKS else OUT_OF_REACH
    orders = held_out * base_rate + reached * with_it
    return Holdout(held_out, reached, orders, weeks, verdict)


def size_of_two_shares(
    one: float, other: float, *, power: float = 0.8, level: float = 0.05, ratio: float = 1.0
) -> float:
    """Return how many of the first group tell two shares apart; unrounded.

    Parameters
    ----------
    one, other
        The shares, 0-1.
    power, level
        As in `design_holdout`.
    ratio
        People of the second group for each of the first.

    References
    ----------
    Fleiss, Levin, Paik (2003), formulas 4.14 and 4.19; R's ``power.prop.test`` for equal groups.

    Examples
    --------
    >>> round(size_of_two_shares(0.5, 0.75, power=0.9), 1)
    76.7
    """
    from scipy.special import ndtri

    middle = (one + ratio * other) / (1 + ratio)
    by_level = float(ndtri(1 - level / 2)) * math.sqrt((1 + ratio) * middle * (1 - middle))
    by_power = float(ndtri(power)) * math.sqrt(ratio * one * (1 - one) + other * (1 - other))
    return (by_level + by_power) ** 2 / (ratio * (one - other) ** 2)


def check_share(name: str, value: float) -> None:
    """Refuse what is no share between none and all.

    Raises
    ------
    DataError
        Naming the parameter.
    """
    if not 0 < value < 1:
        raise DataError(
            message("Expected {name} between none and all; found {found}. Choose another one."),
            {"name": name, "found": value},
        )
