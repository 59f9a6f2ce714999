"""Four ways to earn from one audience, month by month: what each brings, and its own costs."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

import numpy as np

from smmlab.money.scenario_draws import INPUTS, Floats, Input, InputName, draw_months

Model = Literal["own_goods", "services", "ads", "affiliate"]
MODELS: tuple[Model, ...] = ("own_goods", "services", "ads", "affiliate")
WEEKS_PER_MONTH = 365.25 / 12 / 7
_CERTAIN = 1e9

NEEDS: Mapping[Model, tuple[InputName, ...]] = MappingProxyType(
    {
        "own_goods": ("contacts", "click_rate", "order_rate", "order_value", "margin"),
        "services": ("contacts", "click_rate", "client_rate", "job_hours", "service_hours",
                     "hour_price", "hour_cost"),
        "ads": ("contacts", "sponsored_share", "price_per_thousand", "sponsored_hours", "posts",
                "hour_cost"),
        "affiliate": ("contacts", "link_share", "click_rate", "merchant_rate", "order_value",
                      "commission"),
    }
)  # fmt: skip
"""What each model cannot be counted without."""


@dataclass(frozen=True)
class Worlds:
    """Draws of everything: ``one`` holds a value a draw, ``contacts`` a row a month.

    ``spread`` is the standard deviation of an order for its mean; ``rng`` draws the chance of the
    months themselves, and without it only what is to be expected is told.
    """

    one: Mapping[InputName, Floats]
    contacts: Floats
    spread: float
    rng: np.random.Generator | None = None

    def counted(self, expected: Floats) -> Floats:
        """Return numbers of people, by chance around what is expected."""
        if self.rng is None:
            return expected
        # Beyond a billion, chance is nothing beside the number, and no generator draws it.
        drawn = self.rng.poisson(np.minimum(expected, _CERTAIN))
        return np.where(expected < _CERTAIN, drawn, expected)

    def summed(self, number: Floats, mean: Floats) -> Floats:
        """Return the sum of so many amounts: of Gamma distribution, which adds up exactly."""
        if self.rng is None or self.spread == 0:
            return number * mean
        shape = 1 / self.spread**2
        # Nothing sold is nothing earned, and a Gamma distribution needs a shape above zero.
        drawn = self.rng.gamma(np.maximum(number * shape, 1e-12), mean / shape)
        return np.where(number > 0, drawn, 0.0)


@dataclass(frozen=True)
class Income:
    """Money of each month (row) and draw: what is earned, and the costs of the model alone."""

    earned: Floats
    costs: Floats


def draw_worlds(
    inputs: Mapping[InputName, Input], *, months: int, draws: int, seed: int, is_chance: bool = True
) -> Worlds:
    """Draw every input, each from a stream of its own, so that one more changes no other.

    Parameters
    ----------
    inputs
        Result of `smmlab.money.scenario_inputs.scenario_inputs`. Contacts that are not known
        follow from visits, or else from followers, posts and the share a post reaches.
    months, draws
        How far ahead, and how many worlds.
    seed
        Same seed, same worlds.
    is_chance
        Whether orders come by chance; otherwise as many come as are to be expected.

    Returns
    -------
    Worlds
        Without what is not known.
    """
    streams = {name: np.random.default_rng([seed, place]) for place, name in enumerate(INPUTS)}
    one: dict[InputName, Floats] = {
        name: known.draw(draws, streams[name])
        for name, known in inputs.items()
        if name != "contacts"
    }
    if "hour_price" not in one and "hour_cost" in one and "hour_price_ratio" in one:
        one["hour_price"] = one["hour_cost"] * one["hour_price_ratio"]
    contacts = np.empty((0, draws))
    if "contacts" in inputs:
        contacts = draw_months(inputs["contacts"], months, draws, streams["contacts"])
    elif {"visits", "click_rate"} <= set(one):
        # Whatever the rate of clicks is, as many contacts lie behind these visits.
        contacts = np.tile(one["visits"] / one["click_rate"], (months, 1))
    elif {"followers", "posts", "reach_rate"} <= set(one):
        contacts = np.tile(one["followers"] * one["reach_rate"] * one["posts"], (months, 1))
    if len(contacts):
        # A month has seen some growth by its middle.
        ahead = np.arange(months)[:, None] + 0.5
        contacts = contacts * (1 + one.get("growth", 0.0)) ** ahead
        one["contacts"] = contacts.mean(axis=0)
    if "followers" not in one and {"contacts", "posts", "reach_rate"} <= set(one):
        one["followers"] = one["contacts"] / one["posts"] / one["reach_rate"]
    rng = np.random.default_rng([seed, len(INPUTS)]) if is_chance else None
    return Worlds(MappingProxyType(one), contacts, _spread(inputs), rng)


def own_goods_income(worlds: Worlds) -> Income:
    """Return what own goods earn: contacts, visits, orders, and the margin of what is sold.

    Examples
    --------
    >>> told = {"click_rate": 0.01, "order_rate": 0.1, "order_value": 30.0, "margin": 0.5}
    >>> one = {name: np.array([value]) for name, value in told.items()}
    >>> own_goods_income(Worlds(one, np.array([[1000.0]]), 0.0)).earned.tolist()
    [[15.0]]
    """
    one = worlds.one
    orders = worlds.counted(worlds.contacts * one["click_rate"] * one["order_rate"])
    earned = worlds.summed(orders, one["order_value"]) * one["margin"]
    return Income(earned, np.zeros_like(earned))


def services_income(worlds: Worlds) -> Income:
    """Return what services earn: no more hours can be sold than there are.

    Examples
    --------
    >>> told = {"click_rate": 0.01, "client_rate": 0.1, "job_hours": 5.0, "hour_price": 40.0,
    ...         "hour_cost": 20.0, "service_hours": 1.0}
    >>> one = {name: np.array([value]) for name, value in told.items()}
    >>> income = services_income(Worlds(one, np.array([[1000.0], [100.0]]), 0.0))
    >>> income.earned.round(1).tolist(), income.costs.round(1).tolist()
    ([[173.9], [20.0]], [[87.0], [10.0]])
    """
    one = worlds.one
    clients = worlds.counted(worlds.contacts * one["click_rate"] * one["client_rate"])
    hours = np.minimum(clients * one["job_hours"], one["service_hours"] * WEEKS_PER_MONTH)
    return Income(hours * one["hour_price"], hours * one["hour_cost"])


def ads_income(worlds: Worlds) -> Income:
    """Return what sponsors pay for contacts, with what the network itself pays where it was told.

    Examples
    --------
    >>> told = {"sponsored_share": 0.1, "price_per_thousand": 10.0, "sponsored_hours": 2.0,
    ...         "posts": 10.0, "hour_cost": 3.0}
    >>> one = {name: np.array([value]) for name, value in told.items()}
    >>> income = ads_income(Worlds(one, np.array([[5000.0]]), 0.0))
    >>> income.earned.tolist(), income.costs.tolist()
    ([[5.0]], [[6.0]])
    """
    one = worlds.one
    earned = worlds.contacts * one["sponsored_share"] * one["price_per_thousand"] / 1000
    if "payout" in one:
        earned = earned + worlds.contacts * one["payout"] / 1000
    work = one["posts"] * one["sponsored_share"] * one["sponsored_hours"] * one["hour_cost"]
    return Income(earned, np.broadcast_to(work, earned.shape))


def affiliate_income(worlds: Worlds) -> Income:
    """Return the commission on what partners sell; their orders are as large as the client's.

    Examples
    --------
    >>> told = {"link_share": 0.5, "click_rate": 0.01, "merchant_rate": 0.1, "order_value": 30.0,
    ...         "commission": 0.1}
    >>> one = {name: np.array([value]) for name, value in told.items()}
    >>> affiliate_income(Worlds(one, np.array([[2000.0]]), 0.0)).earned.tolist()
    [[3.0]]
    """
    one = worlds.one
    clicks = worlds.contacts * one["link_share"] * one["click_rate"]
    orders = worlds.counted(clicks * one["merchant_rate"])
    earned = worlds.summed(orders, one["order_value"]) * one["commission"]
    return Income(earned, np.zeros_like(earned))


EARN: Mapping[Model, Callable[[Worlds], Income]] = MappingProxyType(
    {
        "own_goods": own_goods_income,
        "services": services_income,
        "ads": ads_income,
        "affiliate": affiliate_income,
    }
)
"""How each model earns."""


def page_costs(worlds: Worlds) -> Floats:
    """Return what the page itself costs a month: work and other money, the same for every model."""
    work = worlds.one["page_hours"] * WEEKS_PER_MONTH * worlds.one["hour_cost"]
    costs: Floats = work + worlds.one.get("page_budget", 0.0)
    return costs


def missing_for(model: Model, worlds: Worlds) -> list[InputName]:
    """Return what a model lacks.

    Examples
    --------
    >>> missing_for("affiliate", Worlds({}, np.ones((1, 1)), 0.0))[:2]
    ['link_share', 'click_rate']
    """
    known = set(worlds.one) | ({"contacts"} if worlds.contacts.size else set())
    return [name for name in NEEDS[model] if name not in known]


def _spread(inputs: Mapping[InputName, Input]) -> float:
    """Return how much single orders differ, for their mean; as much as the mean where unknown."""
    value = inputs.get("order_value")
    amounts = np.array(value.values) if value is not None else np.array([])
    return float(amounts.std(ddof=1) / amounts.mean()) if len(amounts) > 1 else 1.0
