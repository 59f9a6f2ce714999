"""Google Analytics, traffic acquisition report of a case: visits by source, campaign and day."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

import numpy as np

from smmlab.course.cases.campaigns import CaseCampaign
from smmlab.course.cases.plan import Plan
from smmlab.datasets.cafe.clock import local_time
from smmlab.datasets.cafe.orders import Order
from smmlab.datasets.cafe.traffic import ga4_report

_HEADER = (
    "Session source / medium", "Session campaign", "Date", "Sessions", "Engaged sessions",
    "Key events", "Total revenue",
)  # fmt: skip
_SEEN = 0.9  # of the purchases, those that consent banners and blockers let the counter see
_ENGAGED = 0.56
_WEEKDAYS = np.array([1.05, 1.0, 1.0, 1.0, 1.05, 0.95, 0.95])
# Where visits without tags come from, a year's visits of them, and their part of such orders.
_UNTAGGED = {
    "google / organic": ("(organic)", 4600, 0.46),
    "(direct) / (none)": ("(direct)", 3500, 0.40),
    "facebook.com / referral": ("(referral)", 700, 0.07),
    "l.instagram.com / referral": ("(referral)", 700, 0.07),
}


def ga4_csv(
    plan: Plan, campaigns: Sequence[CaseCampaign], orders: Sequence[Order],
    rng: np.random.Generator,
) -> bytes:  # fmt: skip
    """Return the report of the year; each campaign has exactly its planted visits."""
    sales = _sales(campaigns, orders, rng)
    rows: list[tuple[str, ...]] = []
    for one in campaigns:
        days = [day for day in plan.days if one.first_day <= day <= one.last_day]
        rows += _rows(f"{one.source} / {one.medium}", one.name, one.sessions,
                      days=days, sales=sales[one.name], rng=rng)  # fmt: skip
    scale = rng.uniform(0.8, 1.25)
    for place, (campaign, sessions, _) in _UNTAGGED.items():
        rows += _rows(place, campaign, round(sessions * scale),
                      days=plan.days, sales=sales[place], rng=rng)  # fmt: skip
    rows.sort(key=lambda row: (-int(row[3]), row[2], *row[:2]))
    return ga4_report(
        _HEADER, rows, account=plan.name, site=plan.site, first=plan.first_day, last=plan.last_day
    )


def _sales(
    campaigns: Sequence[CaseCampaign], orders: Sequence[Order], rng: np.random.Generator
) -> dict[str, dict[date, list[float]]]:
    """Return what the counter saw of each order, by campaign or source and day; zero if nothing."""
    places = list(_UNTAGGED)
    shares = [share for _, _, share in _UNTAGGED.values()]
    drawn = rng.choice(len(places), len(orders), p=shares).tolist()
    seen = (rng.random(len(orders)) < _SEEN).tolist()
    known = {one.name for one in campaigns}
    sales: dict[str, dict[date, list[float]]] = defaultdict(lambda: defaultdict(list))
    for order, place, is_seen in zip(orders, drawn, seen, strict=True):
        tag = order.campaign.name if order.campaign else ""
        name = tag if tag in known else places[place]
        sales[name][local_time(order.at).date()].append(order.total if is_seen else 0.0)
    return sales


def _rows(
    place: str,
    campaign: str,
    sessions: int,
    *,
    days: Sequence[date],
    sales: dict[date, list[float]],
    rng: np.random.Generator,
) -> list[tuple[str, ...]]:
    bought = np.array([len(sales.get(day, ())) for day in days])
    weights = _WEEKDAYS[[day.weekday() for day in days]] * rng.lognormal(0, 0.35, len(days))
    # Whoever ordered was there; the other visits fall as they will.
    others = rng.multinomial(max(sessions - int(bought.sum()), 0), weights / weights.sum())
    visits = bought + others
    engaged = np.maximum(rng.binomial(visits, _ENGAGED), bought)
    rows: list[tuple[str, ...]] = []
    for day, count, busy in zip(days, visits.tolist(), engaged.tolist(), strict=True):
        amounts = [amount for amount in sales.get(day, ()) if amount]
        if count:
            revenue = f"{sum(amounts):.2f}".rstrip("0").rstrip(".")
            rows.append((place, campaign, f"{day:%Y%m%d}", str(count), str(busy),
                         str(len(amounts)), revenue))  # fmt: skip
    return rows
