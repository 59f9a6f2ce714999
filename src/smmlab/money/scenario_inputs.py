"""What an audience's income rests on: own files first, then what was told, then wide figures."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Literal

import numpy as np
import pandas as pd

from smmlab.brief import Market
from smmlab.errors import DataError
from smmlab.money.benchmarks import Basis, find_priors
from smmlab.money.orders import counted_orders
from smmlab.money.scenario_draws import INPUTS, Input, InputName, from_prior
from smmlab.schema import require
from smmlab.texts import message

_LEAST_MONTHS, _MOST_MONTHS = 3, 12
_LEAST_AMOUNTS = 10
DAYS_PER_MONTH = 365.25 / 12
_WIDE_MONTH = 0.5  # spread of a month's contacts on the log scale where the months do not tell


@dataclass(frozen=True)
class OwnFigures:
    """What the client's files and brief say; None is not known, and never zero.

    Parameters
    ----------
    contacts
        People reached by posts, added up for each whole month (each post counts anew).
    posts
        Posts a month.
    visits, reached
        Visits that came from posts, and the contacts of these posts.
    monthly_visits
        Visits from networks a month.
    orders, sessions
        Orders, and the visits from networks they came from.
    amounts
        What each order left after refunds, in ``currency``.
    followers, active
        People who follow, and people among them who wrote or reacted.
    hours, budget
        Hours of work a week, and money a month, as the brief tells.
    """

    currency: str
    contacts: tuple[float, ...] = ()
    posts: float | None = None
    visits: float | None = None
    reached: float | None = None
    monthly_visits: float | None = None
    orders: float | None = None
    sessions: float | None = None
    amounts: tuple[float, ...] = ()
    followers: int | None = None
    active: int | None = None
    hours: float | None = None
    budget: float | None = None


@dataclass(frozen=True)
class Assumptions:
    """What the strategist tells, in the client's currency; None leaves it to files and figures.

    Parameters
    ----------
    contacts
        People reached in a month, each post counting anew.
    growth
        Change of the contacts from month to month, as a share.
    margin, commission, sponsored_share, link_share
        Shares, 0-1: of a sale after the goods; of a partner's sale; of the contacts that are sold
        to a sponsor; of the contacts that carry a partner's link.
    order_value
        What an order brings, money.
    price_per_thousand, payout
        For a thousand contacts: what a sponsor pays, and what the network itself pays.
    page_hours, hour_cost, page_budget
        Work for the page (hours a week), cost of an hour, other costs a month.
    hour_price, service_hours
        Price of an hour of service, and hours a week that can be sold.
    followers, active
        People.
    idle_worth
        What an idle follower buys for each thing that an active one buys, 0-1.

    Raises
    ------
    DataError
        Naming the assumption that cannot be.
    """

    contacts: float | None = None
    growth: float | None = None
    order_value: float | None = None
    margin: float | None = None
    price_per_thousand: float | None = None
    sponsored_share: float | None = None
    payout: float | None = None
    commission: float | None = None
    link_share: float | None = None
    hour_price: float | None = None
    service_hours: float | None = None
    page_hours: float | None = None
    hour_cost: float | None = None
    page_budget: float | None = None
    followers: float | None = None
    active: float | None = None
    idle_worth: float | None = None

    def __post_init__(self) -> None:
        for field in fields(self):
            value = getattr(self, field.name)
            if value is None:
                continue
            least = -0.5 if field.name == "growth" else 0.0
            most = 1.0 if field.name in SHARES else 0.5 if field.name == "growth" else math.inf
            number = isinstance(value, (int, float)) and not isinstance(value, bool)
            if not number or not least <= value <= most or math.isinf(value):
                raise DataError(
                    message("{name} should be from {least} to {most}; found {found}."),
                    {"name": field.name, "least": least, "most": most, "found": value},
                )


SHARES = ("margin", "sponsored_share", "commission", "link_share", "idle_worth")
"""Assumptions that are shares."""


def told_assumptions(choice: Mapping[str, object]) -> Assumptions:
    """Return the assumptions that a decision on money holds; the rest of it is left out.

    Examples
    --------
    >>> told_assumptions({"model": "ads", "margin": 0.4}).margin
    0.4
    """
    names = {field.name for field in fields(Assumptions)}
    return Assumptions(**{n: v for n, v in choice.items() if n in names})  # type: ignore[arg-type]


def own_figures(
    posts: pd.DataFrame,
    orders: pd.DataFrame,
    rates: pd.DataFrame,
    *,
    currency: str,
    timezone: str = "UTC",
    visit_days: float | None = None,
    followers: int | None = None,
    active: int | None = None,
    hours: float | None = None,
    budget: float | None = None,
) -> OwnFigures:
    """Collect what the client's own files say about earning.

    Parameters
    ----------
    posts
        Canonical posts of the client's own pages: ``at``, ``reach``, ``views``.
    orders
        Canonical orders; those in another currency are left out.
    rates
        ``visits``, ``reached``, ``results``, ``sessions``: a row a network, unpaid visits.
    currency
        Of the client; ``timezone`` tells where a month begins.
    visit_days
        Days that the visits were counted in.
    followers, active
        People, where they are known.
    hours, budget
        Hours of work a week and money a month.

    Returns
    -------
    OwnFigures
        With the contacts of the last twelve whole months.

    Raises
    ------
    DataError
        When a column is absent.
    """
    require(posts, ("at", "reach", "views", "exported_at"), table="posts")
    require(orders, ("amount", "currency", "refunded", "status"), table="orders")
    require(rates, ("visits", "reached", "results", "sessions"), table="visits")
    contacts, per_month = _months(posts, timezone)
    clicked = rates.dropna(subset=["visits", "reached"])
    bought = rates.dropna(subset=["results", "sessions"])
    kept = counted_orders(orders)
    kept = kept[kept["currency"] == currency]
    left = kept["amount"].astype("float64") - kept["refunded"].astype("float64").fillna(0)
    return OwnFigures(
        currency,
        contacts,
        per_month,
        visits=_sum(clicked["visits"]),
        reached=_sum(clicked["reached"]),
        monthly_visits=_per_month(_sum(rates["visits"].dropna()), visit_days),
        orders=_sum(bought["results"]),
        sessions=_sum(bought["sessions"]),
        amounts=tuple(left[left > 0].to_list()),
        followers=followers,
        active=active,
        hours=hours,
        budget=budget,
    )


def scenario_inputs(
    own: OwnFigures,
    told: Assumptions = Assumptions(),
    *,
    market: Market | Literal["any"] = "any",
) -> dict[InputName, Input]:
    """Return every input that is known: told, else from own files, else from public figures.

    Parameters
    ----------
    own
        Result of `own_figures`.
    told
        What the strategist assumes; it goes before everything else.
    market
        Of the client: the cost of an hour differs.

    Returns
    -------
    dict
        By name. Money for which there is no figure in the client's currency is absent.

    Examples
    --------
    >>> inputs = scenario_inputs(OwnFigures("EUR", visits=30, reached=2000))
    >>> inputs["click_rate"].basis, inputs["margin"].basis, "order_value" in inputs
    ('own', 'public', False)
    """
    found: dict[InputName, Input] = {}
    priors = find_priors(market=market, currency=own.currency)
    for name in INPUTS:
        if name in priors:
            found[name] = from_prior(name, priors[name])
    found |= {one.name: one for one in _from_files(own, found)}
    for name in INPUTS:
        value = getattr(told, name, None)
        if value is not None:
            found[name] = Input(name, "fixed", float(value), basis="told")
    return {name: found[name] for name in INPUTS if name in found}


def _from_files(own: OwnFigures, priors: Mapping[InputName, Input]) -> list[Input]:
    found = []
    if own.contacts:
        found.append(_contacts(own.contacts))
    elif own.monthly_visits is not None:
        level = math.log(own.monthly_visits)
        found.append(Input("visits", "lognormal", level, _WIDE_MONTH, "own"))
    for name, successes, trials in (
        ("click_rate", own.visits, own.reached), ("order_rate", own.orders, own.sessions),
    ):  # fmt: skip
        if successes is not None and trials:
            prior = priors[name]  # type: ignore[index]
            a, b = prior.a + successes, prior.b + max(trials - successes, 0)
            found.append(Input(prior.name, "beta", a, b, "own", int(trials), prior.figures))
    if len(own.amounts) >= _LEAST_AMOUNTS:
        mean = float(np.mean(own.amounts))
        found.append(
            Input("order_value", "values", mean, basis="own", n=len(own.amounts),
                  values=own.amounts)
        )  # fmt: skip
    plain: tuple[tuple[InputName, float | None, Basis], ...] = (
        ("posts", own.posts, "own"), ("followers", own.followers, "own"),
        ("active", own.active, "own"), ("page_hours", own.hours, "told"),
        ("page_budget", own.budget, "told"),
    )  # fmt: skip
    found += [
        Input(name, "fixed", float(value), basis=basis)
        for name, value, basis in plain
        if value is not None
    ]
    return found


def _contacts(months: tuple[float, ...]) -> Input:
    logs = np.log(months)
    if len(months) >= _LEAST_MONTHS:
        sd = min(float(logs.std(ddof=1)), 1.0)
        return Input("contacts", "months", float(logs.mean()), sd, "own", len(months))
    return Input("contacts", "lognormal", float(logs.mean()), _WIDE_MONTH, "own", len(months))


def _per_month(number: float | None, days: float | None) -> float | None:
    return number / days * DAYS_PER_MONTH if number and days else None


def _sum(numbers: pd.Series) -> float | None:
    return float(numbers.sum()) if len(numbers) else None


def _months(posts: pd.DataFrame, timezone: str) -> tuple[tuple[float, ...], float | None]:
    """Return the contacts of the whole months, and the posts a month."""
    seen = posts["reach"].astype("Float64").fillna(posts["views"].astype("Float64"))
    rows = posts.assign(seen=seen.astype("float64")).dropna(subset=["at"])
    if rows.empty:
        return (), None
    day = pd.to_datetime(rows["at"].astype("int64"), unit="s", utc=True).dt.tz_convert(timezone)
    told = pd.Timestamp(int(rows["exported_at"].max()), unit="s", tz="UTC").tz_convert(timezone)
    month = day.dt.tz_localize(None).dt.to_period("M")
    whole = month < told.tz_localize(None).to_period("M")
    # A file begins on some day: its first month is whole only when that is near the first.
    first = month.min()
    if day.min().day > 7:
        whole &= month > first
    months = rows[whole].groupby(month[whole])
    sums = months["seen"].sum(min_count=1).dropna().tail(_MOST_MONTHS)
    known = tuple(float(value) for value in sums[sums > 0])
    number = months.size().tail(_MOST_MONTHS)
    return known, float(number.mean()) if len(number) else None
