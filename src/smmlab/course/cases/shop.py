"""The web shop of a case: the year's orders, tagged and not, in the file of Shopify."""

from collections.abc import Sequence
from datetime import date

import numpy as np

from smmlab.course.cases.campaigns import CaseCampaign
from smmlab.course.cases.plan import Plan
from smmlab.course.cases.scripts import load_names
from smmlab.datasets.cafe.clock import at_local
from smmlab.datasets.cafe.orders import Basket, Customer, Order, Product
from smmlab.datasets.cafe.shopify import shopify_csv
from smmlab.datasets.cafe.truth import Campaign

_CUSTOMERS = 260
_STATES = {"refunded": 0.03, "partially_refunded": 0.02, "voided": 0.03, "pending": 0.015}
_PIECES = ((1, 0.70), (2, 0.20), (3, 0.08), (6, 0.02))
_SECOND_LINE = 0.22
_WEEKDAYS = np.array([1.1, 1.0, 1.0, 1.0, 1.1, 0.9, 0.9])
_HOURS = np.array([
    0.3, 0.3, 0.3, 0.3, 0.3, 0.3, 0.6, 1.0, 1.4, 1.5, 1.5, 1.4,
    1.4, 1.3, 1.2, 1.2, 1.2, 1.3, 1.5, 2.0, 2.4, 2.2, 1.4, 0.7,
])  # fmt: skip


def draw_orders(
    plan: Plan, campaigns: Sequence[CaseCampaign], untagged: int, rng: np.random.Generator
) -> list[Order]:
    """Return the orders of the year in order of time; those of campaigns are all paid and kept."""
    drafts: list[tuple[int, str, Campaign | None]] = []
    for one in campaigns:
        tags = Campaign(one.name, one.source, one.medium, one.first_day, one.last_day,
                        one.sessions, one.orders, 0.0)  # fmt: skip
        moments = _moments(plan, one.first_day, one.last_day, one.orders, rng)
        drafts += [(at, "paid", tags) for at in moments]
    odd = [state for state, share in _STATES.items() for _ in range(round(share * untagged))]
    states = rng.permutation([*odd, *["paid"] * (untagged - len(odd))]).tolist()
    moments = _moments(plan, plan.first_day, plan.last_day, untagged, rng)
    drafts += [(at, state, None) for at, state in zip(moments, states, strict=True)]
    drafts.sort(key=lambda draft: draft[0])
    baskets = _baskets(plan, len(drafts), rng)
    customers = _customers(plan, rng)
    # A few buyers come back often, most come once.
    weights = rng.pareto(1.6, len(customers)) + 0.35
    buyers = rng.choice(len(customers), len(drafts), p=weights / weights.sum()).tolist()
    first = int(rng.integers(1001, 3000))
    return [
        Order(first + place, at, customers[buyer], basket, state, "", tags)
        for place, ((at, state, tags), basket, buyer) in enumerate(
            zip(drafts, baskets, buyers, strict=True)
        )
    ]


def orders_file(plan: Plan, orders: Sequence[Order]) -> bytes:
    """Return the export of all orders."""
    return shopify_csv(orders, vendor=plan.name, city=plan.place.town)


def _moments(
    plan: Plan, first: date, last: date, count: int, rng: np.random.Generator
) -> list[int]:
    days = [day for day in plan.days if first <= day <= last]
    weights = _WEEKDAYS[[day.weekday() for day in days]]
    weights = weights * [plan.kind.season[day.month - 1] for day in days]
    chosen = rng.choice(len(days), count, p=weights / weights.sum())
    starts = np.array([at_local(day, 0) for day in days])[chosen]
    hours = rng.choice(24, count, p=_HOURS / _HOURS.sum())
    moments: list[int] = (starts + hours * 3600 + rng.integers(0, 3600, count)).tolist()
    return moments


def _baskets(plan: Plan, count: int, rng: np.random.Generator) -> list[Basket]:
    goods = [
        Product(good.name, good.price, f"SKU-{number}")
        for number, good in enumerate(plan.local.goods, 1)
    ]
    cheap = 1 / np.sqrt([good.price for good in goods])
    first = rng.choice(len(goods), count, p=cheap / cheap.sum()).tolist()
    other = rng.integers(1, len(goods), count).tolist()
    pieces = rng.choice([n for n, _ in _PIECES], count, p=[p for _, p in _PIECES]).tolist()
    two = (rng.random(count) < _SECOND_LINE).tolist()
    return [
        ((goods[one], many), *(((goods[(one + step) % len(goods)], 1),) if has_two else ()))
        for one, step, many, has_two in zip(first, other, pieces, two, strict=True)
    ]


def _customers(plan: Plan, rng: np.random.Generator) -> list[Customer]:
    names = load_names()[plan.language]
    first = rng.choice([*names.women, *names.men], _CUSTOMERS).tolist()
    last = rng.choice([name.partition("/")[0] for name in names.surnames], _CUSTOMERS).tolist()
    doors = rng.integers(1, 80, _CUSTOMERS).tolist()
    return [
        Customer(f"{one} {two}", f"buyer{number:03d}@example.com", f"Näidise {door}")
        for number, (one, two, door) in enumerate(zip(first, last, doors, strict=True), 1)
    ]
