"""Google Analytics, traffic acquisition report: visits by source, campaign and day."""

import csv
import io
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from smmlab.datasets.cafe.clock import DAYS, local_time
from smmlab.datasets.cafe.orders import Order
from smmlab.datasets.cafe.truth import TRUTH

_HEADER = (
    "Session source / medium", "Session campaign", "Date", "Sessions", "Engaged sessions",
    "Key events", "Total revenue",
)  # fmt: skip
_SEEN = 0.9  # the share of purchases that consent banners and blockers let the counter see
_ENGAGED = 0.56
_WEEKDAYS = np.array([1.05, 1.0, 1.0, 1.0, 1.05, 0.95, 0.95])
GA4_FILE = "Traffic_acquisition_Session_source_medium.csv"


@dataclass(frozen=True)
class _Stream:
    """Visitors from one place; ``orders`` is its share of the orders without tags."""

    place: str
    campaign: str
    sessions: int
    orders: float
    first: date = DAYS[0]
    last: date = DAYS[-1]


_UNTAGGED = (
    _Stream("google / organic", "(organic)", 5200, 0.45),
    _Stream("(direct) / (none)", "(direct)", 3900, 0.38),
    _Stream("facebook.com / referral", "(referral)", 900, 0.09),
    _Stream("l.instagram.com / referral", "(referral)", 700, 0.08),
)


def ga4_csv(orders: Sequence[Order], rng: np.random.Generator) -> bytes:
    """Return the report of the year; each tagged campaign has exactly its planted sessions."""
    tagged = [
        _Stream(f"{c.source} / {c.medium}", c.name, c.sessions, 0.0, c.first_day, c.last_day)
        for c in TRUTH.campaigns
    ]
    streams = [*_UNTAGGED, *tagged]
    sales = _sales(orders, streams, rng)
    rows = [row for stream in streams for row in _rows(stream, sales[stream], rng)]
    rows.sort(key=lambda row: (-int(row[3]), row[2], row[0], row[1]))
    preamble = [
        "# ----------------------------------------",
        "# Traffic acquisition: Session source / medium",
        "# Account: Kohvik Kaja",
        "# Property: kaja.example - GA4",
        "# ----------------------------------------",
        "# ",
        "# All Users",
        f"# Start date: {DAYS[0]:%Y%m%d}",
        f"# End date: {DAYS[-1]:%Y%m%d}",
    ]
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerows([_HEADER, *rows])
    return ("\r\n".join(preamble) + "\r\n" + file.getvalue()).encode()


def _sales(
    orders: Sequence[Order], streams: Sequence[_Stream], rng: np.random.Generator
) -> dict[_Stream, dict[date, list[float]]]:
    by_campaign = {stream.campaign: stream for stream in streams}
    shares = [stream.orders for stream in _UNTAGGED]
    sales: dict[_Stream, dict[date, list[float]]] = defaultdict(lambda: defaultdict(list))
    for order in orders:
        place, is_seen = rng.choice(len(_UNTAGGED), p=shares), rng.random() < _SEEN
        stream = by_campaign[order.campaign.name] if order.campaign else _UNTAGGED[int(place)]
        sales[stream][local_time(order.at).date()].append(order.total if is_seen else 0.0)
    return sales


def _rows(
    stream: _Stream, sales: dict[date, list[float]], rng: np.random.Generator
) -> list[tuple[str, ...]]:
    days = [day for day in DAYS if stream.first <= day <= stream.last]
    bought = np.array([len(sales.get(day, ())) for day in days])
    weights = _WEEKDAYS[[day.weekday() for day in days]] * rng.lognormal(0, 0.35, len(days))
    # Whoever ordered was there; the other visits fall as they will.
    others = rng.multinomial(stream.sessions - int(bought.sum()), weights / weights.sum())
    sessions = bought + others
    engaged = np.maximum(rng.binomial(sessions, _ENGAGED), bought)
    rows: list[tuple[str, ...]] = []
    for place, day in enumerate(days):
        amounts = [amount for amount in sales.get(day, ()) if amount]
        if sessions[place]:
            revenue = f"{sum(amounts):.2f}".rstrip("0").rstrip(".")
            rows.append((
                stream.place, stream.campaign, f"{day:%Y%m%d}", str(sessions[place]),
                str(engaged[place]), str(len(amounts)), revenue,
            ))  # fmt: skip
    return rows
