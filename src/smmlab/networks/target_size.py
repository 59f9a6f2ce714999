"""How many people the target group has in its market."""

from itertools import pairwise

import numpy as np

from smmlab.brief import Brief
from smmlab.networks.evidence import Evidence, Figure
from smmlab.networks.potential import OLDEST, YOUNGEST_ADULT, Draws

# Spread on the log scale: counted ages of some years ago; ages guessed to be even.
_COUNTED_SD, _EVEN_SD = 0.1, 0.2


def draw_target(
    brief: Brief, evidence: Evidence, draws: int, rng: np.random.Generator
) -> tuple[Draws, tuple[Figure, ...]]:
    """Draw the size of the target group in people, and the figures it comes from.

    The number of the brief is taken as it is. Without one the people of its ages are added up from
    the age bands of the market, whose people are spread evenly over their years; without bands the
    adults of the market are spread evenly over all ages, more roughly. Missing without either.
    """
    noise = rng.normal(0, 1, draws)
    if brief.target.people is not None:
        return np.full(draws, float(brief.target.people)), ()
    half, sexes = _share_of_sex(brief, evidence)
    counted, bands = _in_bands(brief, evidence)
    if bands:
        return counted * half * np.exp(_COUNTED_SD * noise), (*bands, *sexes)
    adults = evidence.best(["population"], "any", brief.market, ["adults"])
    if adults is None:
        return np.full(draws, np.nan), ()
    years = min(brief.target.age_to, OLDEST) - brief.target.age_from + 1
    share = max(years, 1) / (OLDEST - YOUNGEST_ADULT + 1)
    return adults.value * share * half * np.exp(_EVEN_SD * noise), (adults, *sexes)


def _in_bands(brief: Brief, evidence: Evidence) -> tuple[float, tuple[Figure, ...]]:
    """Return the people of the target's ages; nobody and no figure when the bands do not cover."""
    bands = sorted(
        (
            (*_ages(figure), figure)
            for figure in evidence.populations(brief.market)
            if figure.segment.startswith("age:")
        ),
        key=lambda band: band[:2],
    )
    # Bands of two sources may overlap; people must not be counted twice.
    if not bands or any(one[1] >= other[0] for one, other in pairwise(bands)):
        return 0.0, ()
    target = brief.target
    total, covered, used = 0.0, 0, []
    for place, (low, high, figure) in enumerate(bands):
        # The years just below the first band are like those in it.
        first = min(low, target.age_from) if place == 0 else low
        years = min(high, target.age_to) - max(first, target.age_from) + 1
        if years > 0:
            total += figure.value * years / (high - low + 1)
            covered += years
            used.append(figure)
    wanted = min(target.age_to, OLDEST) - target.age_from + 1
    return (total, tuple(used)) if covered >= wanted else (0.0, ())


def _ages(figure: Figure) -> tuple[int, int]:
    low, _, high = figure.segment.removeprefix("age:").replace("+", f"-{OLDEST}").partition("-")
    return int(low), int(high)


def _share_of_sex(brief: Brief, evidence: Evidence) -> tuple[float, tuple[Figure, ...]]:
    if brief.target.sex == "any":
        return 1.0, ()
    found = {
        sex: evidence.best(["population"], "any", brief.market, [f"sex:{sex}"])
        for sex in ("female", "male")
    }
    both = tuple(figure for figure in found.values() if figure is not None)
    if len(both) < 2:
        return 0.5, ()
    mine = found[brief.target.sex]
    assert mine is not None
    return mine.value / sum(figure.value for figure in both), both
