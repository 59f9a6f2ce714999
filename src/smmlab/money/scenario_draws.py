"""One input of a simulation with its doubt, and how it is drawn."""

import math
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
import numpy.typing as npt

from smmlab.money.benchmarks import Basis, Prior

Floats = npt.NDArray[np.float64]
Shape = Literal["fixed", "beta", "logit", "lognormal", "normal", "months", "values"]
InputName = Literal[
    "contacts", "visits", "growth", "click_rate", "order_rate", "order_value", "margin",
    "price_per_thousand", "sponsored_share", "sponsored_hours", "payout", "commission",
    "merchant_rate", "link_share", "client_rate", "job_hours", "hour_price", "hour_price_ratio",
    "service_hours", "page_hours",
    "hour_cost", "page_budget", "posts", "followers", "active", "reach_rate", "active_share",
    "idle_worth", "idle_reach",
]  # fmt: skip
INPUTS: tuple[InputName, ...] = get_args(InputName)

_EIGHT_IN_TEN = 1.2815515655446004  # half an 80 % interval in standard deviations
_WIDEST_MONTHS = 1.5  # of the logarithm: one month in twenty beyond twentyfold
_MANY_VALUES = 2000  # from here on the bootstrap of a mean is the normal distribution
_AT_ONCE = 2_000_000  # weights of the bootstrap held in memory


@dataclass(frozen=True)
class Input:
    """One quantity with its doubt: how it is distributed, whose it is, on how much it rests.

    ``a`` and ``b`` are those of the shape: the value itself (fixed), counts (beta), mean and
    standard deviation of the log-odds (logit), of the logarithm (lognormal; months, over ``n`` of
    them) or of the value (normal). ``values`` are resampled. ``figures`` names the public figures.
    """

    name: InputName
    shape: Shape
    a: float
    b: float = 0.0
    basis: Basis = "assumed"
    n: int | None = None
    figures: tuple[str, ...] = ()
    values: tuple[float, ...] = ()

    def draw(self, draws: int, rng: np.random.Generator) -> Floats:
        """Return draws of the quantity; of a typical month where it has months.

        Examples
        --------
        >>> Input("margin", "fixed", 0.4).draw(2, np.random.default_rng(0)).tolist()
        [0.4, 0.4]
        """
        drawn: Floats
        match self.shape:
            case "fixed":
                drawn = np.full(draws, self.a)
            case "beta":
                drawn = rng.beta(self.a, self.b, draws)
            case "logit":
                drawn = 1 / (1 + np.exp(-rng.normal(self.a, self.b, draws)))
            case "normal":
                drawn = rng.normal(self.a, self.b, draws)
            case "lognormal":
                drawn = rng.lognormal(self.a, self.b, draws)
            case "months":
                drawn = np.exp(_month_level(self, draws, rng)[0])
            case "values":
                drawn = _bootstrap_means(np.array(self.values), draws, rng)
        return drawn


def from_prior(name: InputName, prior: Prior) -> Input:
    """Return an input as wide as its prior says.

    Examples
    --------
    >>> prior = Prior("margin", "lognormal", 10.0, 5.0, 20.0, "public", ())
    >>> round(float(np.exp(from_prior("margin", prior).a)), 6)
    10.0
    """
    middle, low, high = prior.middle, prior.low, prior.high
    match prior.shape:
        case "beta":
            a, b = beta_of(middle, low, high)
        case "logit":
            a, b = _log_odds(middle), (_log_odds(high) - _log_odds(low)) / (2 * _EIGHT_IN_TEN)
        case "lognormal":
            a, b = math.log(middle), math.log(high / low) / (2 * _EIGHT_IN_TEN)
        case "normal":
            a, b = middle, (high - low) / (2 * _EIGHT_IN_TEN)
    return Input(name, prior.shape, a, b, prior.basis, figures=prior.figures)


def beta_of(mean: float, low: float, high: float) -> tuple[float, float]:
    """Return the Beta distribution with a mean and the spread of an 80 % interval.

    Examples
    --------
    >>> a, b = beta_of(0.01, 0.002, 0.02)
    >>> round(a, 1), round(b)
    (2.0, 198)
    """
    sd = (high - low) / (2 * _EIGHT_IN_TEN)
    size = mean * (1 - mean) / sd**2 - 1
    return mean * size, (1 - mean) * size


def draw_months(known: Input, months: int, draws: int, rng: np.random.Generator) -> Floats:
    """Draw the coming months at today's level, one row a month.

    Months differ by chance as the months so far did; what few of them tell of mean and spread is
    drawn too (Student's distribution). Nothing but the level carries over from month to month.

    Examples
    --------
    >>> known = Input("contacts", "fixed", 500.0)
    >>> draw_months(known, 2, 3, np.random.default_rng(0)).shape
    (2, 3)
    """
    if known.shape != "months":
        return np.tile(known.draw(draws, rng), (months, 1))
    level, spread = _month_level(known, draws, rng)
    drawn: Floats = np.exp(level + spread * rng.standard_normal((months, draws)))
    return drawn


def _month_level(known: Input, draws: int, rng: np.random.Generator) -> tuple[Floats, Floats]:
    """Draw mean and spread of the logarithm of a month, as few months allow to know them."""
    n = known.n or 2
    spread = known.b * np.sqrt((n - 1) / rng.chisquare(n - 1, draws))
    # Three months alone would allow a spread without end, and with it more contacts than people.
    spread = np.minimum(spread, max(known.b, _WIDEST_MONTHS))
    return rng.normal(known.a, spread / math.sqrt(n)), spread


def _bootstrap_means(values: Floats, draws: int, rng: np.random.Generator) -> Floats:
    # Rubin's bootstrap: weights in place of copies, so that no draw rests on one order alone.
    if len(values) > _MANY_VALUES:
        return rng.normal(values.mean(), values.std(ddof=1) / math.sqrt(len(values)), draws)
    means = np.empty(draws)
    step = max(1, _AT_ONCE // len(values))
    for start in range(0, draws, step):
        weights = rng.standard_exponential((min(step, draws - start), len(values)))
        means[start : start + step] = weights @ values / weights.sum(axis=1)
    return means


def _log_odds(share: float) -> float:
    return math.log(share / (1 - share))
