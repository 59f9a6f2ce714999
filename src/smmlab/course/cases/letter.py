"""The owner's letter and the brief of a case, drawn so that one way of earning pays best."""

from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import pairwise

import numpy as np

from smmlab.brief import Brief, Objective, Target
from smmlab.course.cases.plan import NETWORKS, Plan
from smmlab.course.facts import CaseFacts
from smmlab.networks.fit import score_networks

# What the best way earns against selling one's own goods, and what the others do.
_BEST, _OTHERS, _BESIDE_GOODS = (1.8, 2.3), (0.25, 0.6), (0.25, 0.55)
_USUAL_AD_PRICE, _USUAL_ORDERS = (7.0, 13.0), 2.4
_PER_SELLER = np.array([300.0, 850.0, 2400.0])
_TWICE = 2.0
_DRAWS = 200
_TONES = ("friendly", "businesslike", "informal")


@dataclass(frozen=True)
class Month:
    """What the files tell of a usual month, as `smmlab.course.lessons.earning` counts it."""

    own_revenue: float
    reach: float
    middle_reach: float
    order_value: float


def draw_facts(plan: Plan, month: Month, rng: np.random.Generator) -> CaseFacts:
    """Draw the letter; the planted way of earning pays at least one and a half times the next."""
    goods_win = plan.model == "own_goods"
    margin = round(float(rng.uniform(0.44, 0.58) if goods_win else rng.uniform(0.24, 0.34)), 2)
    goods = month.own_revenue * margin
    beside = _BESIDE_GOODS if goods_win else _OTHERS
    wanted = {
        name: goods * float(rng.uniform(*beside)) for name in ("services", "ads", "affiliate")
    }
    if not goods_win:
        wanted[plan.model] = goods * float(rng.uniform(*_BEST))
    jobs, sponsored = int(rng.integers(2, 6)), int(rng.integers(3, 7))
    service_margin = round(float(rng.uniform(0.45, 0.6)), 2)
    ad_price = wanted["ads"] / (sponsored * month.middle_reach / 1000)
    share = float(rng.choice([0.05, 0.08, 0.1, 0.12]))
    elsewhere = wanted["affiliate"] / (month.reach / 1000 * month.order_value * share)
    if plan.model != "ads":
        ad_price = min(ad_price, float(rng.uniform(*_USUAL_AD_PRICE)))
    if plan.model != "affiliate":
        elsewhere = min(elsewhere, _USUAL_ORDERS)
    price = max(round(wanted["services"] / (jobs * service_margin) / 5) * 5.0, 10.0)
    facts = CaseFacts(
        margin=margin,
        ad_price_per_thousand=max(round(ad_price * 2) / 2, 0.5),
        sponsored_posts_per_month=sponsored,
        affiliate_share=share,
        affiliate_orders_per_thousand=max(round(elsewhere, 2), 0.01),
        service_price=price,
        service_jobs_per_month=jobs,
        service_margin=service_margin,
        wanted_income=float(rng.integers(28, 48) * 50),
        taxes_share=round(float(rng.uniform(0.28, 0.40)), 2),
        working_hours=float(rng.choice([144, 152, 160, 168])),
        unpaid_share=round(float(rng.uniform(0.25, 0.40)), 2),
        hours_for_client=float(rng.integers(8, 17) * 4),
    )
    return facts


def draw_brief(plan: Plan, rng: np.random.Generator) -> Brief:
    """Draw the brief; people per active seller differ clearly between the three networks."""
    low = plan.kind.age_from
    target = Target(
        age_from=low, age_to=plan.kind.age_to, sex=plan.kind.sex,
        people=int(rng.integers(20, 90)) * 1000, places=(plan.place.town,),
        languages=plan.languages, interest=plan.local.interest,
    )  # fmt: skip
    hours = int(rng.integers(8, 17))
    goals = (
        Objective("orders", int(rng.integers(50, 80)) * 10, plan.last_day + timedelta(days=365),
                  plan.face.name),
        Objective("answered_within_day", 0.9, plan.last_day + timedelta(days=120), plan.face.name),
    )  # fmt: skip
    brief = Brief(
        name=plan.name,
        business=plan.local.business,
        goods=", ".join(good.name for good in plan.local.goods),
        price_level="middle",
        market="EE",
        place=f"{plan.place.town}, {plan.place.quarter}",
        timezone="Europe/Tallinn",
        currency="EUR",
        language=plan.language,
        content_languages=plan.languages,
        target=target,
        objectives=goals,
        posts_per_week=int(rng.integers(3, 6)),
        budget_per_month=float(rng.integers(3, 10) * 50),
        hours_per_week=hours,
        face=f"{plan.face.name}, {plan.face.trade}",
        owner=next(face.name for face in plan.local.faces if face != plan.face),
        tone=str(rng.choice(_TONES)),  # type: ignore[arg-type]  # one of the three
    )
    return _with_sellers(brief, rng)


def _with_sellers(brief: Brief, rng: np.random.Generator) -> Brief:
    fit = score_networks(brief, draws=_DRAWS).table.set_index("network")["potential"]
    people = {name: float(fit[name]) for name in NETWORKS}
    order = rng.permutation(len(NETWORKS))
    sellers = {
        name: max(round(people[name] / float(_PER_SELLER[place])), 2)
        for name, place in zip(NETWORKS, order.tolist(), strict=True)
    }
    ranked = sorted(NETWORKS, key=lambda name: -people[name] / sellers[name])
    for better, worse in pairwise(ranked):
        least = people[better] / sellers[better] / _TWICE
        sellers[worse] = max(sellers[worse], int(people[worse] / least) + 1)
    return replace(brief, rivals_per_network=sellers)
