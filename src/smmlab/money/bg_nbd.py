"""BG/NBD, the model of repeat buying by Fader, Hardie and Lee: fitted, and what it expects.

Written here because no maintained library fits: lifetimes (last release in 2020) sets an option
that pandas 4 removes, btyd cannot be imported, pymc-marketing needs a compiler and a newer Python.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

# Several starts, as (r, alpha over the mean time watched, a, b): the surface can have a flat side.
_STARTS = ((0.3, 0.15, 0.8, 2.5), (1.0, 1.0, 1.0, 1.0), (0.5, 0.5, 0.3, 4.0), (3.0, 3.0, 0.5, 1.0))
# Parameters beyond these have run away: the data do not hold what the model looks for.
_LEAST, _MOST = 1e-3, 1e3
_SMALLEST_STEP = 1e-4


@dataclass(frozen=True)
class Histories:
    """Purchase histories, equal ones counted once; times in any one unit.

    Parameters
    ----------
    repeats
        Purchases after the first one.
    last
        When the last purchase was, since the first one; zero without repeats.
    watched
        How long the customer has been watched since the first purchase.
    customers
        How many customers have this history.
    """

    repeats: Floats
    last: Floats
    watched: Floats
    customers: Floats


@dataclass(frozen=True)
class BgNbd:
    """A fitted BG/NBD model.

    Parameters
    ----------
    r, alpha
        Shape and rate of the gamma distribution of purchase rates.
    a, b
        Of the beta distribution of the chance to leave after a repeat purchase.
    log_likelihood
        At the estimate.
    covariance
        Of the logarithms of r, alpha, a and b, from the observed information.
    """

    r: float
    alpha: float
    a: float
    b: float
    log_likelihood: float
    covariance: Floats

    @property
    def parameters(self) -> Floats:
        """``r``, ``alpha``, ``a`` and ``b``."""
        return np.array([self.r, self.alpha, self.a, self.b])


def fit_bg_nbd(histories: Histories) -> BgNbd | None:
    """Fit the model by maximum likelihood; nothing when the estimate lies at a boundary.

    Parameters
    ----------
    histories
        At least some of them with repeat purchases.

    Returns
    -------
    BgNbd or None
        None when a parameter runs away or the likelihood has no curvature at its top.

    References
    ----------
    Fader, Hardie and Lee (2005), "Counting your customers" the easy way, Marketing Science 24(2),
    275-284.

    Examples
    --------
    >>> never = Histories(np.zeros(1), np.zeros(1), np.full(1, 30.0), np.full(1, 500.0))
    >>> fit_bg_nbd(never) is None
    True
    """
    from scipy.optimize import minimize

    if not (histories.repeats > 0).any():
        return None
    watched = float(np.average(histories.watched, weights=histories.customers))
    total = float(histories.customers.sum())

    def badness(logs: Floats) -> tuple[float, Floats]:
        value, slope = log_likelihood(np.exp(logs), histories)
        return -value / total, -slope * np.exp(logs) / total

    # Alpha is a time: its room is that of the others on the scale of the data.
    least = np.log([_LEAST, _LEAST * watched, _LEAST, _LEAST])
    most = np.log([_MOST, _MOST * watched, _MOST, _MOST])
    tries = [
        minimize(
            badness, np.log([r, alpha * watched, a, b]), jac=True, method="L-BFGS-B",
            bounds=list(zip(least, most, strict=True)),
            options={"ftol": 1e-14, "gtol": 1e-8, "maxiter": 1000},
        )
        for r, alpha, a, b in _STARTS
    ]  # fmt: skip
    best = min(tries, key=lambda found: float(found.fun))
    logs = np.asarray(best.x, dtype=np.float64)
    inside = np.all((logs > least + 0.01) & (logs < most - 0.01))
    curvature = _curvature(lambda at: badness(at)[1] * total, logs)
    if not inside or not np.isfinite(curvature).all():
        return None
    if np.linalg.eigvalsh(curvature).min() <= 0:
        return None
    r, alpha, a, b = np.exp(logs).tolist()
    return BgNbd(
        r,
        alpha,
        a,
        b,
        -float(best.fun) * total,
        np.asarray(np.linalg.inv(curvature), dtype=np.float64),
    )


def log_likelihood(parameters: Floats, histories: Histories) -> tuple[float, Floats]:
    """Return the log-likelihood of histories and its slope in r, alpha, a and b.

    Examples
    --------
    >>> one = Histories(np.zeros(1), np.zeros(1), np.full(1, 2.0), np.ones(1))
    >>> round(float(np.exp(log_likelihood(np.ones(4), one)[0])), 4)
    0.3333
    """
    from scipy.special import digamma, gammaln

    r, alpha, a, b = parameters
    x, recency, watched = histories.repeats, histories.last, histories.watched
    # The history arises in one of two ways: the customer is still there, or left after the last
    # purchase. Their logarithms are added without leaving the logarithms.
    stays = -(r + x) * np.log(alpha + watched)
    repeated = x > 0
    after = np.where(repeated, b + x - 1, 1.0)
    leaves = np.where(repeated, np.log(a) - np.log(after) - (r + x) * np.log(alpha + recency),
                      -np.inf)  # fmt: skip
    either = np.logaddexp(stays, leaves)
    shared = (
        gammaln(r + x) - gammaln(r) + r * np.log(alpha)
        + gammaln(a + b) + gammaln(b + x) - gammaln(b) - gammaln(a + b + x)
    )  # fmt: skip
    left = np.exp(leaves - either)
    stayed = 1 - left
    slopes = np.stack(
        [
            digamma(r + x) - digamma(r) + np.log(alpha)
            - stayed * np.log(alpha + watched) - left * np.log(alpha + recency),
            r / alpha - (r + x) * (stayed / (alpha + watched) + left / (alpha + recency)),
            digamma(a + b) - digamma(a + b + x) + left / a,
            digamma(a + b) + digamma(b + x) - digamma(b) - digamma(a + b + x) - left / after,
        ]
    )  # fmt: skip
    return float((shared + either) @ histories.customers), slopes @ histories.customers


def chance_alive(parameters: Floats, histories: Histories) -> Floats:
    """Return each history's chance that the customer has not left; one without repeats.

    The model lets a customer leave only after a repeat purchase.
    """
    from scipy.special import expit

    r, alpha, a, b = parameters
    x = histories.repeats
    repeated = x > 0
    after = np.where(repeated, b + x - 1, 1.0)
    odds = np.log(a) - np.log(after) + (r + x) * (
        np.log(alpha + histories.watched) - np.log(alpha + histories.last)
    )  # fmt: skip
    alive: Floats = np.where(repeated, expit(-odds), 1.0)
    return alive


def expected_purchases(parameters: Floats, histories: Histories, time: float) -> Floats:
    """Return how many purchases each history is expected to add within a time.

    References
    ----------
    Equation 10 of Fader, Hardie and Lee (2005), its hypergeometric function transformed by
    Euler's rule so that long histories do not overflow.

    Examples
    --------
    >>> one = Histories(np.full(1, 2.0), np.full(1, 30.43), np.full(1, 38.86), np.ones(1))
    >>> expected_purchases(np.array([0.243, 4.414, 0.793, 2.426]), one, 39).round(3).tolist()
    [1.226]
    """
    from scipy.special import hyp2f1

    r, alpha, a, b = parameters
    if abs(a - 1) < _SMALLEST_STEP:
        # The formula is nought by nought at one, though its limit is smooth.
        below, above = (
            expected_purchases(np.array([r, alpha, 1 + step, b]), histories, time)
            for step in (-2 * _SMALLEST_STEP, 2 * _SMALLEST_STEP)
        )
        middle: Floats = (below + above) / 2
        return middle
    x = histories.repeats
    ahead = time / (alpha + histories.watched + time)
    series = hyp2f1(a + b - 1 - r, a - 1, a + b + x - 1, ahead)
    if_alive = (a + b + x - 1) / (a - 1) * (1 - (1 - ahead) ** (a - 1) * series)
    expected: Floats = chance_alive(parameters, histories) * if_alive
    return expected


def chance_of_purchase(parameters: Floats, histories: Histories, time: float) -> Floats:
    """Return each history's chance of at least one purchase within a time."""
    r, alpha, _a, _b = parameters
    still = np.log(alpha + histories.watched) - np.log(alpha + histories.watched + time)
    chances: Floats = -chance_alive(parameters, histories) * np.expm1(
        (r + histories.repeats) * still
    )
    return chances


def chance_of_repeats(parameters: Floats, watched: Floats, most: int) -> Floats:
    """Return the chance of 0, 1, … ``most`` repeats within each time; a column for each count.

    References
    ----------
    Equation 8 of Fader, Hardie and Lee (2005).

    Examples
    --------
    >>> chances = chance_of_repeats(np.array([0.243, 4.414, 0.793, 2.426]), np.full(1, 39.0), 400)
    >>> chances[0, :3].round(3).tolist(), round(float(chances.sum()), 2)
    ([0.574, 0.199, 0.085], 1.0)
    """
    from scipy.special import betainc, betaln, gammaln

    r, alpha, a, b = parameters
    x = np.arange(most + 1, dtype=np.float64)
    time = np.asarray(watched, dtype=np.float64)[:, None]
    with np.errstate(divide="ignore", invalid="ignore"):
        moved = np.where(x > 0, x * np.log(time / (alpha + time)), 0.0)
    bought = (
        gammaln(r + x) - gammaln(r) - gammaln(x + 1) + r * np.log(alpha / (alpha + time)) + moved
    )
    stays = np.exp(betaln(a, b + x) - betaln(a, b) + bought)
    repeated = np.maximum(x, 1)
    leaves = np.exp(betaln(a + 1, b + repeated - 1) - betaln(a, b)) * betainc(
        repeated, r, time / (alpha + time)
    )
    chances: Floats = stays + np.where(x > 0, leaves, 0.0)
    return chances


def draw_purchases(
    parameters: Floats, histories: Histories, time: float, rng: np.random.Generator
) -> Floats:
    """Draw how many purchases each history adds within a time, one draw a history.

    The chance to leave comes after each purchase, so the purchases are those that the rate gives,
    or those until the customer leaves, whichever are fewer.
    """
    r, alpha, a, b = parameters
    x = histories.repeats
    rate = rng.gamma(r + x, 1 / (alpha + histories.watched))
    leaving = np.maximum(rng.beta(a, b + x), np.finfo(np.float64).tiny)
    many = rng.poisson(rate * time)
    # A geometric draw can be endless when the chance is next to nothing; its logarithm cannot.
    until = np.ceil(np.log1p(-rng.random(len(x))) / np.log1p(-np.minimum(leaving, 1 - 1e-12)))
    alive = rng.random(len(x)) < chance_alive(parameters, histories)
    return np.where(alive, np.minimum(many, np.maximum(until, 1)), 0.0)


def standard_errors(model: BgNbd, figures: Callable[[Floats], Floats]) -> Floats:
    """Return the standard errors of figures of the parameters, by the delta method.

    Parameters
    ----------
    model
        The fitted model.
    figures
        A smooth function of r, alpha, a and b that returns several figures.
    """
    logs = np.log(model.parameters)
    slopes = np.stack(
        [(figures(np.exp(logs + step)) - figures(np.exp(logs - step))) / 2e-3
         for step in np.eye(4) * 1e-3]
    )  # fmt: skip
    variances = np.einsum("pf,pq,qf->f", slopes, model.covariance, slopes)
    errors: Floats = np.sqrt(np.maximum(variances, 0.0))
    return errors


def _curvature(slope: Callable[[Floats], Floats], at: Floats) -> Floats:
    columns = [(slope(at + step) - slope(at - step)) / 2e-4 for step in np.eye(4) * 1e-4]
    square = np.stack(columns)
    symmetric: Floats = (square + square.T) / 2
    return symmetric
