"""What stays unknown without a table, and which export brings it."""

from collections.abc import Mapping
from types import MappingProxyType

from smmlab.texts import message

EXPORTS: Mapping[str, str] = MappingProxyType(
    {
        "posts": message(
            "Without posts nothing is known about content and rhythm. Export the content table "
            "from Meta Business Suite, or the history of the Telegram channel as JSON."
        ),
        "interactions": message(
            "Without comments nothing is known about single people, their loyalty and our "
            "answers. Export the Telegram discussion group as JSON."
        ),
        "audience": message(
            "Without audience totals the age, sex and places of followers are unknown. Export the "
            "audience page of Meta Business Suite."
        ),
        "daily": message(
            "Without daily figures reach over time is unknown. Export the daily series from Meta "
            "Business Suite."
        ),
        "orders": message(
            "Without orders nothing is known about money. Export the orders of the shop as CSV."
        ),
        "visits": message(
            "Without visits it is unknown which posts bring people to the site. Export the "
            "traffic acquisition report of Google Analytics."
        ),
        "snapshots": message(
            "Without repeated exports the life of a post is unknown. Export the same posts again "
            "after a day, two days and three days."
        ),
        "ads": message(
            "Without advertising figures the price of paid reach is unknown. Export the report of "
            "the ad account."
        ),
    }
)
"""Per table: what stays unknown without it, and the export that would tell."""
