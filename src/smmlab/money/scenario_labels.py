"""How the inputs of the scenarios are called, in what they are counted, and whose they are."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

from smmlab.money.benchmarks import Basis
from smmlab.money.scenario_draws import InputName
from smmlab.texts import message

Unit = Literal["share", "money", "people", "visits", "hours", "posts", "ratio"]

INPUT_LABELS: Mapping[InputName, str] = MappingProxyType(
    {
        "contacts": message("People reached in a month, each post counting anew"),
        "visits": message("Visits from networks a month"),
        "growth": message("Growth of the reach from month to month"),
        "click_rate": message("Visits for each person reached"),
        "order_rate": message("Orders for each visit"),
        "order_value": message("What an order brings"),
        "margin": message("Margin of own goods"),
        "price_per_thousand": message("Sponsor's price for a thousand people reached"),
        "sponsored_share": message("Part of the reach sold to sponsors"),
        "sponsored_hours": message("Work for a sponsored post"),
        "payout": message("What the network pays for a thousand people reached"),
        "commission": message("Commission on goods of others"),
        "merchant_rate": message("Orders at the partner for each click"),
        "link_share": message("Part of the reach with a partner's link"),
        "client_rate": message("Customers of the service for each visit"),
        "job_hours": message("Hours that one customer takes"),
        "hour_price": message("Price of an hour of service"),
        "hour_price_ratio": message("Price of an hour for its cost"),
        "service_hours": message("Hours a week that can be sold"),
        "page_hours": message("Hours of work a week for the page"),
        "hour_cost": message("Cost of an hour of work"),
        "page_budget": message("Other money for the page a month"),
        "posts": message("Posts a month"),
        "followers": message("Followers"),
        "active": message("Active people"),
        "reach_rate": message("Part of the followers that a post reaches"),
        "active_share": message("Active part of the followers"),
        "idle_worth": message("What an idle follower buys, for an active one"),
        "idle_reach": message("How often an idle follower sees a post, for an active one"),
    }
)
"""Inputs by their names in decisions.toml and in the tables."""

INPUT_UNITS: Mapping[InputName, Unit] = MappingProxyType(
    {
        "contacts": "people", "visits": "visits", "growth": "share", "click_rate": "share",
        "order_rate": "share", "order_value": "money", "margin": "share",
        "price_per_thousand": "money",
        "sponsored_share": "share", "sponsored_hours": "hours", "payout": "money",
        "commission": "share", "merchant_rate": "share", "link_share": "share",
        "client_rate": "share", "job_hours": "hours", "hour_price": "money",
        "hour_price_ratio": "ratio", "service_hours": "hours", "page_hours": "hours",
        "hour_cost": "money", "page_budget": "money", "posts": "posts", "followers": "people",
        "active": "people", "reach_rate": "share", "active_share": "share",
        "idle_worth": "share", "idle_reach": "share",
    }
)  # fmt: skip
"""Units of the inputs; money is in the client's currency."""

BASIS_LABELS: Mapping[Basis, str] = MappingProxyType(
    {
        "own": message("own files"),
        "told": message("told by the client"),
        "public": message("public figures"),
        "assumed": message("assumption"),
    }
)
"""Whose a figure is."""

THRESHOLD_RULES: Mapping[str, str] = MappingProxyType(
    {
        "youtube.subscribers": message(
            "Part of the advertising revenue, from so many subscribers; hours watched are asked "
            "for too"
        ),
        "youtube.hours": message("Part of the advertising revenue, from so many hours watched a "
                                 "year"),
        "tiktok.followers": message(
            "Rewards for authors, from so many followers; not for business accounts, and not in "
            "every country"
        ),
        "tiktok.views": message("Rewards for authors, from so many views a month"),
        "telegram.subscribers": message(
            "Half of the advertising revenue of a public channel, from so many subscribers; not "
            "for owners in Russia"
        ),
        "x.followers": message("Part of the revenue, from so many followers who pay for Premium"),
        "x.impressions": message("Part of the revenue, from so many views in three months"),
    }
)  # fmt: skip
"""What a network asks for before it pays, by the id of the threshold."""
