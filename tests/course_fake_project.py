"""A project of a few hand-made rows, for the solvers of the lessons."""

from types import SimpleNamespace
from typing import Any

import pandas as pd

from smmlab.brief import Brief, Objective, Target
from smmlab.schema import conform

BRIEF = Brief(
    "Leivakoda",
    business="A bakery with a small shop",
    goods="rye bread, buns, cakes to order",
    place="Tartu, Karlova",
    timezone="Europe/Tallinn",
    content_languages=("en", "et"),
    target=Target(25, 44, people=20_000, places=("Tartu",)),
    objectives=(Objective("orders", 200),),
    hours_per_week=8,
    face="Maarja, the baker",
    owner="Rein",
    taboo_topics=("politics",),
    rivals_per_network={"facebook": 10, "instagram": 5, "telegram": 2},
)
NO_LABELS = pd.DataFrame(columns=["network", "post_id", "types"])


def fake_project(brief: Brief = BRIEF, labels: pd.DataFrame = NO_LABELS, **rows: Any) -> Any:
    """Return something with the tables of a project, from lists of dicts or frames by table."""
    names = ("posts", "visits", "orders", "daily", "interactions", "snapshots")
    tables = {name: conform(pd.DataFrame(rows.get(name, [])), name) for name in names}
    return SimpleNamespace(
        brief=brief, rivals=dict(brief.rivals_per_network), evidence=None, labels=labels, **tables
    )


def post(network: str, number: int, **more: Any) -> dict[str, Any]:
    """Return an own post with a reach of a thousand, unless told otherwise."""
    plain = {
        "network": network, "post_id": f"{network}{number}", "is_own": True, "page": "Leivakoda",
        "at": 1_767_607_200 + number * 86_400, "precision": "minute", "form": "photo",
        "text": f"Post {number}", "reach": 1000, "metrics_name": "m", "reactions": 10,
    }  # fmt: skip
    return plain | more


def visits_of(network: str, sessions: int, *, medium: str = "social") -> dict[str, Any]:
    """Return the tagged visits of January from one network."""
    return {
        "day": "2026-01-01", "to_day": "2026-01-31", "source": network, "medium": medium,
        "campaign": f"{network}-{medium}", "sessions": sessions,
    }  # fmt: skip


def orders_of(network: str, many: int, *, medium: str = "social") -> list[dict[str, Any]]:
    """Return paid orders of the middle of January with the tags of one network."""
    return [
        {
            "order_id": f"{network}-{medium}-{number}", "at": 1_768_500_000 + number,
            "amount": 20.0, "currency": "EUR", "refunded": 0.0, "status": "paid",
            "utm_source": network, "utm_medium": medium, "utm_campaign": f"{network}-{medium}",
        }
        for number in range(many)
    ]  # fmt: skip


def reasons(mistakes: Any, answer: Any) -> str:
    """Return every reason that explains an answer, as one text."""
    return " ".join(
        reason
        for reason, value in mistakes.items()
        if value == answer or (isinstance(value, tuple) and answer in value)
    )
