"""What makes a finding worth telling: how far it is from where nothing has to change, how sure."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from smmlab.findings import Finding
from smmlab.strategy.document import Spans
from smmlab.strategy.statements import Pen

Topic = Literal[
    "goal", "money", "network", "audience", "content", "rhythm", "dialogue", "negativity", "rivals"
]

LEAST_STRENGTH = 0.12
"""Weaker candidates are not told at all, however few there are (judgement)."""
_ESTIMATED = 0.7  # what a model or a public figure is part of counts for less
_HALF_SURE = 30  # observations at which half of the certainty is reached


@dataclass(frozen=True)
class Told:
    """A finding in words: the sentence, what it means, what to do about it."""

    headline: Spans
    meaning: Spans
    to_do: Spans


@dataclass(frozen=True)
class Candidate:
    """A finding that could be told.

    Parameters
    ----------
    topic
        Of one topic at most one is told.
    finding
        The number the statement turns on.
    effect
        0 to 1: how far it is from where nothing would have to change, at the kind end of its
        interval.
    write
        Writes it; only then its numbers get their marks.
    n
        Observations behind it, where the finding itself does not say.
    rests_on
        Further findings in its words.
    chart, chart_of
        Name of the picture and of its result, as `smmlab.strategy.charts` calls them.
    """

    topic: Topic
    finding: Finding
    effect: float
    write: Callable[[Pen], Told]
    n: int | None = None
    rests_on: tuple[Finding, ...] = ()
    chart: str = ""
    chart_of: str = ""

    @property
    def strength(self) -> float:
        """Return effect times certainty, 0 to 1."""
        return self.effect * certainty(self.finding, self.n)


def certainty(finding: Finding, n: int | None = None) -> float:
    """Return how far a finding can be trusted: counted or estimated, and on how many cases.

    Examples
    --------
    >>> certainty(Finding("a", 0.5, "share", n=30)), certainty(Finding("a", 0.5, "share", n=970))
    (0.5, 0.97)
    >>> certainty(Finding("a", 0.5, "share", status="estimated"))
    0.7
    """
    if finding.status == "unknown":
        return 0.0
    counted = finding.n if n is None else n
    # A number of a model may have no count of its own; its status says how sure it is.
    by_count = 1.0 if counted is None else counted / (counted + _HALF_SURE)
    return by_count * (_ESTIMATED if finding.status == "estimated" else 1.0)


def number(found: Finding | None) -> float | None:
    """Return the value of a finding when it is a known, finite number.

    Examples
    --------
    >>> number(Finding("a", 3, "posts")), number(Finding("a", "yes", "label")), number(None)
    (3.0, None, None)
    """
    if found is None or isinstance(found.value, (str, bool)) or found.value is None:
        return None
    return float(found.value) if math.isfinite(found.value) else None


def least(found: Finding) -> float:
    """Return the lower end of a finding, or its value when it has no interval."""
    return number(found) or 0.0 if found.low is None else found.low


def most(found: Finding) -> float:
    """Return the upper end of a finding, or its value when it has no interval."""
    return number(found) or 0.0 if found.high is None else found.high


def effect_of_ratio(more: Finding, less: Finding) -> float:
    """Return how much of the larger number the smaller one lacks, at the kind end.

    The interval of the ratio is put together from both intervals on the scale of logarithms; zero
    when chance alone could make them equal, or when one has no interval.

    Examples
    --------
    >>> twice = Finding("a", 20.0, "x", low=16.0, high=25.0)
    >>> once = Finding("b", 10.0, "x", low=8.0, high=12.5)
    >>> round(effect_of_ratio(twice, once), 2), effect_of_ratio(once, twice)
    (0.31, 0.0)
    """
    values = (number(more), more.low, number(less), less.high)
    if any(value is None or value <= 0 for value in values):
        return 0.0
    high, high_low, low, low_high = (math.log(value) for value in values if value is not None)
    ratio = high - low - math.hypot(high - high_low, low_high - low)
    return max(0.0, 1 - math.exp(-ratio))
