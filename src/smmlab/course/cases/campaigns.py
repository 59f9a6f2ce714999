"""The tagged campaigns of a case: one that sells, one that only brings visits, and the others."""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from smmlab.course.cases.plan import Plan

_MEDIUM = {"instagram": "social", "facebook": "social", "telegram": "social"}
_SEASONS = {
    "en": ("newyear", "spring", "summer", "harvest", "gifts", "letters"),
    "et": ("uusaasta", "kevad", "suvi", "sygis", "kingid", "kirjad"),
    "ru": ("noviygod", "vesna", "leto", "osen", "podarki", "pisma"),
}


@dataclass(frozen=True)
class CaseCampaign:
    """One tagged campaign: exact visits, and exact orders, all of them paid and kept."""

    name: str
    source: str
    medium: str
    first_day: date
    last_day: date
    sessions: int
    orders: int


@dataclass(frozen=True)
class _Part:
    """What a campaign does: visits from and to, orders of a visit from and to, days."""

    role: str
    sessions: tuple[int, int]
    rate: tuple[float, float]
    days: tuple[int, int]


# The loud network brings the visits and the buyers' network the orders; the letter goes to people
# who know the company, and has the most orders of all without selling best.
_PARTS = (
    _Part("selling", (330, 480), (0.075, 0.095), (18, 40)),
    _Part("buyers", (240, 360), (0.050, 0.062), (14, 30)),
    _Part("idle", (1700, 2600), (0.008, 0.012), (25, 60)),
    _Part("third", (420, 640), (0.020, 0.026), (14, 35)),
    _Part("paid", (700, 1100), (0.014, 0.021), (14, 28)),
    _Part("letter", (900, 1250), (0.036, 0.044), (60, 90)),
)


def plan_campaigns(plan: Plan, rng: np.random.Generator) -> dict[str, CaseCampaign]:
    """Return the campaigns by what they do: ``selling``, ``idle`` and three or four more."""
    names = rng.permutation(_SEASONS[plan.language]).tolist()
    parts = _PARTS if rng.random() < 0.5 else tuple(p for p in _PARTS if p.role != "buyers")
    made = {}
    for part, name in zip(parts, names, strict=False):
        source, medium = _origin(part.role, plan)
        length = int(rng.integers(*part.days))
        first = plan.first_day + timedelta(days=int(rng.integers(15, 350 - length)))
        sessions = int(rng.integers(*part.sessions))
        made[part.role] = CaseCampaign(
            f"{name}{first:%y}", source, medium, first, first + timedelta(days=length - 1),
            sessions, round(sessions * float(rng.uniform(*part.rate))),
        )  # fmt: skip
    return made


def _origin(role: str, plan: Plan) -> tuple[str, str]:
    if role == "letter":
        return "newsletter", "email"
    if role == "paid":
        return plan.loud, "paid_social"
    network = {"idle": plan.loud, "third": plan.third}.get(role, plan.buyers)
    return network, _MEDIUM[network]
