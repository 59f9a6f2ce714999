"""What the manager's own service must cost: hours, money of others, and what is to be left."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from types import MappingProxyType
from typing import Literal

import pandas as pd

from smmlab.errors import DataError
from smmlab.texts import message

AdsHandling = Literal["pass_through", "percent"]

TASKS: Mapping[str, str] = MappingProxyType(
    {
        "posts": message("Posts"),
        "answers": message("Answers to people"),
        "ads": message("Advertising"),
        "reports": message("Reports and talks"),
    }
)
"""What the hours of a month go into."""
MORE_HOURS = 1.25
"""Clients ask for more than was agreed: what a quarter more hours does is always shown."""

_CENT = Decimal("0.01")


@dataclass(frozen=True)
class ServicePrice:
    """The price of one month of service, and what it is made of.

    Parameters
    ----------
    price
        A month, with the margin, without the client's money for advertising.
    floor
        Below it the manager works at a loss.
    per_post
        Price of one post with its share of everything else; None without posts.
    hour_cost
        What an hour of paid work must bring before any margin.
    hours
        Hours of work a month.
    parts
        One row a ``part`` (the tasks, tools, margin): ``hours`` (missing where none) and ``money``
        a month; they add up to the price.
    client_pays
        All that the client pays in a month, advertising included.
    price_if_more, margin_if_more, hour_if_more
        With a quarter more hours: the price that keeps the margin; the margin that is left at the
        old price (below zero is a loss); and what an hour then brings before tools and taxes.
    currency
        Of all amounts.
    """

    price: Decimal
    floor: Decimal
    per_post: Decimal | None
    hour_cost: Decimal
    hours: float
    parts: pd.DataFrame
    client_pays: Decimal
    price_if_more: Decimal
    margin_if_more: float
    hour_if_more: Decimal
    currency: str


def price_service(
    hours: Mapping[str, float],
    *,
    net_income: float,
    taxes_share: float,
    working_hours: float,
    unpaid_share: float,
    margin: float,
    posts: int = 0,
    tools: float = 0.0,
    ads_budget: float = 0.0,
    ads_handling: AdsHandling = "pass_through",
    ads_percent: float = 0.0,
    currency: str = "EUR",
) -> ServicePrice:
    """Work out the price of a month of service.

    Parameters
    ----------
    hours
        Hours a month by task: ``posts``, ``answers``, ``ads``, ``reports``.
    net_income
        What the manager wants to keep of a month in which all working hours are spent, in
        ``currency``.
    taxes_share
        Part of what is earned that goes into taxes and fixed costs, 0-1. Only the manager's
        bookkeeper knows it: there is no default.
    working_hours
        Hours of work in a whole month, for all clients.
    unpaid_share
        Part of them that no client pays for: offers, learning, holidays, 0-1.
    margin
        Part of the price that is to be left for bad months, 0-1.
    posts
        Posts in the month.
    tools
        What tools for this client cost a month.
    ads_budget
        The client's money for advertising in a month.
    ads_handling
        ``pass_through``: the client pays the network. ``percent``: the manager pays and adds
        ``ads_percent`` of it to the price.
    ads_percent
        Part of the advertising money, 0-1; counts with ``percent`` only.
    currency
        Of all amounts.

    Returns
    -------
    ServicePrice
        Amounts to the cent.

    Raises
    ------
    DataError
        When a number cannot be, or a task is not known.

    Examples
    --------
    >>> price = price_service(
    ...     {"posts": 12, "answers": 8}, net_income=2000, taxes_share=0.4, working_hours=160,
    ...     unpaid_share=0.25, margin=0.2, posts=12, tools=20)
    >>> price.hour_cost, price.floor, price.price
    (Decimal('27.78'), Decimal('575.56'), Decimal('719.45'))
    """
    _check_hours(hours)
    numbers = {
        "net_income": net_income, "tools": tools, "ads_budget": ads_budget, "posts": posts,
    }  # fmt: skip
    for name, value in numbers.items():
        _within(name, value, 0, math.inf)
    for name, share in (("taxes_share", taxes_share), ("unpaid_share", unpaid_share),
                        ("margin", margin), ("ads_percent", ads_percent)):  # fmt: skip
        _within(name, share, 0, 1)
    if not 0 < working_hours < math.inf:
        _within("working_hours", -1, 0, math.inf)
    an_hour = (
        _exact(net_income)
        / (1 - _exact(taxes_share))
        / (_exact(working_hours) * (1 - _exact(unpaid_share)))
    )
    total = sum((_exact(value) for value in hours.values()), Decimal(0))
    fee = _exact(ads_budget) * _exact(ads_percent) if ads_handling == "percent" else Decimal(0)
    keeps = 1 - _exact(margin)
    floor = _cents(an_hour * total + _exact(tools))
    price = _cents(floor / keeps) + _cents(fee)
    more = _exact(MORE_HOURS)
    floor_if_more = _cents(an_hour * total * more + _exact(tools))
    earned = price - _exact(tools)
    return ServicePrice(
        price=price,
        floor=floor,
        per_post=_cents(price / posts) if posts else None,
        hour_cost=_cents(an_hour),
        hours=float(total),
        parts=_parts(hours, an_hour, tools, price, fee),
        client_pays=price + _cents(_exact(ads_budget)),
        price_if_more=_cents(floor_if_more / keeps) + _cents(fee),
        margin_if_more=float((price - floor_if_more) / price) if price else 0.0,
        hour_if_more=_cents(earned / (total * more)),
        currency=currency,
    )


def _parts(
    hours: Mapping[str, float], an_hour: Decimal, tools: float, price: Decimal, fee: Decimal
) -> pd.DataFrame:
    rows: list[tuple[str, float, Decimal]] = [
        (task, float(hours[task]), _cents(an_hour * _exact(hours[task])))
        for task in TASKS
        if hours.get(task)
    ]
    if tools:
        rows.append(("tools", math.nan, _cents(_exact(tools))))
    if fee:
        rows.append(("ads_fee", math.nan, _cents(fee)))
    # The margin takes up what rounding leaves, so that the parts add up to the price.
    rest = price - sum((money for _part, _hours, money in rows), Decimal(0))
    return pd.DataFrame([*rows, ("margin", math.nan, rest)], columns=["part", "hours", "money"])


def _check_hours(hours: Mapping[str, float]) -> None:
    strange = [task for task in hours if task not in TASKS]
    if strange or not sum(hours.values()) > 0:
        raise DataError(
            message(
                "Expected hours for {allowed}, more than none in all; found {found}. Count what a "
                "month takes."
            ),
            {"allowed": ", ".join(TASKS), "found": ", ".join(map(str, strange)) or "–"},
        )
    for task, value in hours.items():
        _within(task, value, 0, math.inf)


def _within(name: str, value: float, least: float, most: float) -> None:
    if not (least <= value < most and math.isfinite(value)):
        raise DataError(
            message(
                "The value {found} of {name} cannot be. Give a number from zero up; shares lie "
                "below one."
            ),
            {"name": name, "found": value},
        )


def _exact(value: float) -> Decimal:
    return Decimal(repr(float(value)))


def _cents(value: Decimal) -> Decimal:
    return value.quantize(_CENT, rounding=ROUND_HALF_UP)
