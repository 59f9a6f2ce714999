"""Rules that look for bots and bought followers, with the errors measured on known accounts."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from smmlab.texts import message

Floats = npt.NDArray[np.float64]

Rule = Literal[
    "few_followers_or_no_posts", "few_followers", "no_posts", "few_followers_and_no_posts",
    "no_photo",
]  # fmt: skip
MOST_FOLLOWED = 10
"""So many times more accounts followed than followers make an account suspicious."""


_FAKE, _REAL = 200, 994
_POINTS = 501
_MOST_CHECKED = 20_000  # beyond these only the errors of the rule matter


@dataclass(frozen=True)
class Published:
    """A rule, the columns it needs, and how many fake and real accounts it marked."""

    needs: tuple[str, ...]
    fake: int
    real: int

    @property
    def sensitivity(self) -> float:
        """The part of the fake accounts that the rule marks, 0-1."""
        return self.fake / _FAKE

    @property
    def false_alarms(self) -> float:
        """The part of the real accounts that the rule marks, 0-1."""
        return self.real / _REAL

    def drawn(self, draws: int, rng: np.random.Generator) -> tuple[Floats, Floats]:
        """Draw sensitivity and false alarms from what the counts leave open (Jeffreys)."""
        fake = rng.beta(self.fake + 0.5, _FAKE - self.fake + 0.5, draws)
        return fake, rng.beta(self.real + 0.5, _REAL - self.real + 0.5, draws)


# InstaFake, Instagram. The counts are those behind the published precision and recall; what at
# least one of two rules marks follows from what each and both mark. The sharpest rule stands first.
RULES: Mapping[Rule, Published] = MappingProxyType(
    {
        "few_followers_or_no_posts": Published(("followers", "following", "posts"), 172, 50),
        "few_followers": Published(("followers", "following"), 144, 8),
        "no_posts": Published(("posts",), 114, 42),
        "few_followers_and_no_posts": Published(("followers", "following", "posts"), 86, 0),
        "no_photo": Published(("has_photo",), 80, 13),
    }
)
"""The rules by what they tell apart: those that mark most fakes beyond real accounts first.

InstaFake: Akyon and Kalfaoglu (2019), Instagram fake and automated account detection.
"""
RULE_LABELS: Mapping[Rule, str] = MappingProxyType(
    {
        "few_followers_or_no_posts": message("follows far more than is followed, or never posted"),
        "few_followers": message("follows far more than is followed"),
        "no_posts": message("never posted"),
        "few_followers_and_no_posts": message(
            "follows far more than is followed, and never posted"
        ),
        "no_photo": message("no profile picture"),
    }
)
"""What the rules look for."""

COLUMN_LABELS: Mapping[str, str] = MappingProxyType(
    {
        "followers": message("followers of each member"),
        "following": message("accounts each member follows"),
        "posts": message("posts of each member"),
        "has_photo": message("profile picture of each member"),
    }
)
"""What the columns of people that the rules need are called."""


def marks(people: pd.DataFrame, rule: Rule) -> pd.Series:
    """Tell of each account whether a rule marks it; missing where the columns do not say.

    Parameters
    ----------
    people
        Canonical people: ``followers``, ``following``, ``posts``, ``has_photo``.
    rule
        Which one.

    Examples
    --------
    >>> people = pd.DataFrame({"followers": [1, 90, None], "following": [900, 90, 4]})
    >>> marks(people, "few_followers").tolist()
    [True, False, <NA>]
    """
    if rule == "no_photo":
        return ~people["has_photo"].astype("boolean")
    if rule == "no_posts":
        return people["posts"].astype("Int64") == 0
    if rule == "few_followers":
        followed = people["followers"].astype("Int64")
        return people["following"].astype("Int64") > followed * MOST_FOLLOWED
    parts = marks(people, "few_followers"), marks(people, "no_posts")
    return parts[0] | parts[1] if rule == "few_followers_or_no_posts" else parts[0] & parts[1]


def precision_at(
    sensitivity: Floats | float, false_alarms: Floats | float, prevalence: float
) -> Floats:
    """Return which part of the marked accounts is fake, where so many accounts are (Bayes).

    Parameters
    ----------
    sensitivity, false_alarms
        Parts of the fake and of the real accounts that are marked, 0-1.
    prevalence
        Part of all accounts that is fake, 0-1.

    Examples
    --------
    >>> float(precision_at(0.72, 8 / 994, 200 / 1194).round(2))
    0.95
    """
    right = np.asarray(sensitivity) * prevalence
    wrong = np.asarray(false_alarms) * (1 - prevalence)
    with np.errstate(invalid="ignore"):
        precision: Floats = right / (right + wrong)
    return precision


def corrected_share(
    marked_share: Floats | float, sensitivity: Floats | float, false_alarms: Floats | float
) -> Floats:
    """Return which part of all accounts is fake, from the part that a rule marks, 0-1.

    References
    ----------
    Rogan and Gladen (1978), Estimating prevalence from the results of a screening test.

    Examples
    --------
    >>> float(corrected_share(0.3, 0.9, 0.1).round(3)), float(corrected_share(0.05, 0.9, 0.1))
    (0.25, 0.0)
    """
    beyond = np.asarray(marked_share) - false_alarms
    share: Floats = np.clip(beyond / (np.asarray(sensitivity) - false_alarms), 0, 1)
    return share


def share_interval(
    marked: int, checked: int, errors: tuple[Floats, Floats], *, confidence: float
) -> tuple[float, float]:
    """Return an interval of the part of all accounts that is fake, between none and all.

    Parameters
    ----------
    marked, checked
        Accounts that the rule marks, and all that it looked at.
    errors
        Draws of its sensitivity and its false alarms.
    confidence
        Of the interval, 0-1.

    References
    ----------
    Diggle (2011), Estimating prevalence using an imperfect test: the posterior of a share that
    could be anything, over all errors that the published counts allow. Cutting off the normal
    interval of Rogan and Gladen at zero would leave nothing of it where few are marked.

    Examples
    --------
    >>> errors = np.array([0.7]), np.array([0.01])
    >>> low, high = share_interval(150, 1000, errors, confidence=0.95)
    >>> bool(low < 0.2 < high), bool(share_interval(0, 500, errors, confidence=0.95)[1] > 0)
    (True, True)
    """
    # Closer together near none, where fakes are usually few.
    shares = np.linspace(0, 1, _POINTS) ** 2
    sensitivity, false_alarms = (drawn[:, None] for drawn in errors)
    seen = shares * sensitivity + (1 - shares) * false_alarms
    size = min(checked, _MOST_CHECKED)
    part = marked / checked * size
    with np.errstate(divide="ignore", invalid="ignore"):
        fit = np.nan_to_num(part * np.log(seen), nan=0.0) + np.nan_to_num(
            (size - part) * np.log1p(-seen), nan=0.0
        )
    density = np.exp(fit - fit.max()).mean(axis=0)
    steps = (density[1:] + density[:-1]) / 2 * np.diff(shares)
    reached = np.append(0, np.cumsum(steps)) / steps.sum()
    low, high = np.interp([(1 - confidence) / 2, (1 + confidence) / 2], reached, shares)
    return float(low), float(high)
