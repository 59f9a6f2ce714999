"""The web shop's year: who ordered what, and which orders carry the tags of a campaign."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from smmlab.datasets.cafe.clock import DAYS, at_local
from smmlab.datasets.cafe.scripts import load_names, one_of
from smmlab.datasets.cafe.truth import TRUTH, Campaign


@dataclass(frozen=True)
class Product:
    """One thing the shop sells, price in euros with tax; only beans and mugs are shipped."""

    name: str
    price: float
    sku: str
    shipped: bool = True


ESPRESSO = Product("Kaja espresso 250 g", 10.50, "KAJA-ESP-250")
FILTER = Product("Sadama filter 250 g", 11.50, "KAJA-FIL-250")
KILO = Product("Kaja espresso 1 kg", 36.00, "KAJA-ESP-1000")
MUG = Product("Kaja kruus", 16.00, "KAJA-MUG")
CARD_20 = Product("Kinkekaart 20 €", 20.00, "KAJA-GIFT-20", shipped=False)
CARD_50 = Product("Kinkekaart 50 €", 50.00, "KAJA-GIFT-50", shipped=False)
SHIPPING = 3.90
Basket = tuple[tuple[Product, int], ...]

# Tagged orders take these in turn, so that the revenue of a campaign is known to the cent.
_TAGGED: tuple[Basket, ...] = (
    ((ESPRESSO, 1),),
    ((FILTER, 2),),
    ((CARD_20, 1),),
    ((ESPRESSO, 1), (MUG, 1)),
    ((KILO, 1),),
    ((CARD_50, 1),),
    ((ESPRESSO, 1), (FILTER, 1), (MUG, 2)),
)
_BASKETS: tuple[tuple[Basket, float], ...] = (
    (((ESPRESSO, 1),), 0.22),
    (((FILTER, 1),), 0.17),
    (((ESPRESSO, 2),), 0.12),
    (((FILTER, 2),), 0.08),
    (((KILO, 1),), 0.13),
    (((CARD_20, 1),), 0.09),
    (((CARD_50, 1),), 0.05),
    (((ESPRESSO, 1), (FILTER, 1)), 0.08),
    (((ESPRESSO, 1), (MUG, 1)), 0.04),
    (((KILO, 2), (MUG, 1)), 0.015),
    (((KILO, 6),), 0.005),
)
_CODES = {"KAJA15": 0.15, "KINK10": 0.10}
_CODE_SHARE = 0.2
_CUSTOMERS = 250
_WEEKDAYS = np.array([1.1, 1.0, 1.0, 1.0, 1.1, 0.9, 0.9])
_HOURS = np.array([
    0.3, 0.3, 0.3, 0.3, 0.3, 0.3, 0.6, 1.0, 1.4, 1.5, 1.5, 1.4,
    1.4, 1.3, 1.2, 1.2, 1.2, 1.3, 1.5, 2.0, 2.4, 2.2, 1.4, 0.7,
])  # fmt: skip


@dataclass(frozen=True)
class Customer:
    """An invented buyer."""

    name: str
    email: str
    street: str


@dataclass(frozen=True)
class Order:
    """One order; money in euros with tax included. Its content is the utm_content of the link."""

    number: int
    at: int
    customer: Customer
    basket: Basket
    status: str
    code: str
    campaign: Campaign | None
    content: str = ""

    @property
    def discount(self) -> float:
        """What the code took off the goods."""
        goods = sum(product.price * pieces for product, pieces in self.basket)
        return round(goods * _CODES.get(self.code, 0.0), 2)

    @property
    def subtotal(self) -> float:
        """The goods after the discount."""
        goods = sum(product.price * pieces for product, pieces in self.basket)
        return round(goods - self.discount, 2)

    @property
    def shipping(self) -> float:
        """What delivery cost; gift cards travel by e-mail."""
        return SHIPPING if any(product.shipped for product, _ in self.basket) else 0.0

    @property
    def total(self) -> float:
        """What the customer paid."""
        return round(self.subtotal + self.shipping, 2)

    @property
    def refunded(self) -> float:
        """What was given back."""
        if self.status == "refunded":
            return self.total
        return round(self.total * 0.4, 2) if self.status == "partially_refunded" else 0.0


def draw_orders(rng: np.random.Generator) -> list[Order]:
    """Return the orders of the year in order of time, numbered from 1001."""
    customers = _customers(rng)
    # A few buyers come back often, most come once.
    weights = np.sort(rng.pareto(1.6, len(customers)) + 0.35)[::-1]
    shares = weights / weights.sum()
    drafts: list[tuple[int, Basket, str, str, Campaign | None, str]] = []
    for campaign in TRUTH.campaigns:
        moments = _moments(campaign.first_day, campaign.last_day, campaign.orders, rng)
        contents = [one.type for one in campaign.contents for _ in range(one.orders)]
        drafts += [
            (at, _TAGGED[turn % len(_TAGGED)], "paid", "", campaign, content)
            for turn, (at, content) in enumerate(
                zip(moments, contents or [""] * campaign.orders, strict=True)
            )
        ]
    plain = TRUTH.orders - len(drafts)
    drafts += zip(
        _moments(DAYS[0], DAYS[-1], plain, rng), _plain_baskets(plain, rng),
        _states(plain, rng), _codes(plain, rng), [None] * plain, [""] * plain,
        strict=True,
    )  # fmt: skip
    ordered = sorted(drafts, key=lambda draft: draft[0])
    buyers = rng.choice(len(customers), len(ordered), p=shares)
    return [
        Order(1001 + place, at, customers[int(buyer)], basket, status, code, campaign, content)
        for place, ((at, basket, status, code, campaign, content), buyer) in enumerate(
            zip(ordered, buyers, strict=True)
        )
    ]


def _moments(first: date, last: date, count: int, rng: np.random.Generator) -> list[int]:
    days = [day for day in DAYS if first <= day <= last]
    by_day = _WEEKDAYS[[day.weekday() for day in days]]
    # Before Christmas people buy presents.
    by_day = by_day * np.where([day.month == 12 and day.day < 24 for day in days], 2.2, 1.0)
    chosen = rng.choice(len(days), count, p=by_day / by_day.sum())
    hours = rng.choice(24, count, p=_HOURS / _HOURS.sum())
    seconds = rng.integers(0, 3600, count)
    return [
        at_local(days[int(day)], int(hour) * 3600 + int(second))
        for day, hour, second in zip(chosen, hours, seconds, strict=True)
    ]


def _plain_baskets(count: int, rng: np.random.Generator) -> list[Basket]:
    shares = np.array([share for _, share in _BASKETS])
    drawn = rng.choice(len(_BASKETS), count, p=shares / shares.sum())
    return [_BASKETS[int(place)][0] for place in drawn]


def _states(count: int, rng: np.random.Generator) -> list[str]:
    odd = [s for s, n in TRUTH.order_states.items() if s != "paid" for _ in range(n)]
    return [str(s) for s in rng.permutation([*odd, *["paid"] * (count - len(odd))])]


def _codes(count: int, rng: np.random.Generator) -> list[str]:
    return [one_of(list(_CODES), rng) if rng.random() < _CODE_SHARE else "" for _ in range(count)]


def _customers(rng: np.random.Generator) -> Sequence[Customer]:
    names = load_names()
    customers = []
    for number in range(1, _CUSTOMERS + 1):
        first, last = one_of(names["shop"], rng), one_of(names["surnames"], rng)
        street = f"Näidise {int(rng.integers(1, 80))}"
        customers.append(Customer(f"{first} {last}", f"ostja{number:03d}@example.com", street))
    return customers
