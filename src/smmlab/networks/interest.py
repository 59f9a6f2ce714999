"""The share of users who come to a network for brands and goods: a wide band."""

import numpy as np

from smmlab.networks.evidence import Evidence, Figure
from smmlab.networks.potential import Draws

# Two surveys of the same year disagree on the same network, so even a good figure is wide.
_NARROWEST, _PER_YEAR, _WIDEST = 0.15, 0.05, 0.5


def interest_figure(network: str, market: str, evidence: Evidence) -> Figure | None:
    """Return the figure on buying for a network, or the guess for any network."""
    found = (
        evidence.best(["purpose"], name, place, ["buying"])
        for name in (network, "any")
        for place in (market, "GLOBAL")
    )
    return next((figure for figure in found if figure is not None), None)


def interest_sd(figure: Figure, year: int) -> float:
    """Return the log-normal spread: from narrow to wide by age, always wide for a guess."""
    if figure.grade == "C":
        return _WIDEST
    return min(_WIDEST, _NARROWEST + _PER_YEAR * max(0, year - figure.year))


def draw_interest(
    figure: Figure | None, evidence: Evidence, draws: int, rng: np.random.Generator
) -> Draws:
    """Draw the share of users interested in buying, at most all of them."""
    noise = rng.normal(0, 1, draws)
    if figure is None:
        # Without any figure interest is the same unknown share everywhere.
        return np.minimum(0.25 * np.exp(_WIDEST * noise), 1)
    return np.minimum(figure.value * np.exp(interest_sd(figure, evidence.year) * noise), 1)
