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
from smmlab.datasets.cafe.truth import TRUTH, Content

_HEADER = (
    "Session source / medium", "Session campaign", "Session manual ad content", "Date", "Sessions",
    "Engaged sessions", "Key events", "Total revenue",
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
    contents: tuple[Content, ...] = ()


@dataclass(frozen=True)
class _Sale:
    """One order: its content, and what the counter saw of its money, nothing at worst."""

    content: str
    amount: float


_UNTAGGED = (
    _Stream("google / organic", "(organic)", 5200, 0.45),
    _Stream("(direct) / (none)", "(direct)", 3900, 0.38),
    _Stream("facebook.com / referral", "(referral)", 900, 0.09),
    _Stream("l.instagram.com / referral", "(referral)", 700, 0.08),
)


def ga4_csv(orders: Sequence[Order], rng: np.random.Generator) -> bytes:
    """Return the report of the year; each tagged campaign has exactly its planted sessions."""
    tagged = [
        _Stream(f"{c.source} / {c.medium}", c.name, c.sessions, 0.0, c.first_day, c.last_day,
                c.contents)
        for c in TRUTH.campaigns
    ]  # fmt: skip
    streams = [*_UNTAGGED, *tagged]
    sales = _sales(orders, streams, rng)
    rows = [row for stream in streams for row in _rows(stream, sales[stream], rng)]
    rows.sort(key=lambda row: (-int(row[4]), row[3], *row[:3]))
    return ga4_report(
        _HEADER, rows, account="Kohvik Kaja", site="kaja.example", first=DAYS[0], last=DAYS[-1]
    )


def ga4_report(
    header: Sequence[str], rows: Sequence[Sequence[str]], *, account: str, site: str,
    first: date, last: date,
) -> bytes:  # fmt: skip
    """Return a traffic acquisition report as Google Analytics hands it out.

    Parameters
    ----------
    header, rows
        The table.
    account, site
        Whose it is.
    first, last
        The days it covers.
    """
    preamble = [
        "# ----------------------------------------",
        "# Traffic acquisition: Session source / medium",
        f"# Account: {account}",
        f"# Property: {site} - GA4",
        "# ----------------------------------------",
        "# ",
        "# All Users",
        f"# Start date: {first:%Y%m%d}",
        f"# End date: {last:%Y%m%d}",
    ]
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerows([header, *rows])
    return ("\r\n".join(preamble) + "\r\n" + file.getvalue()).encode()


def _sales(
    orders: Sequence[Order], streams: Sequence[_Stream], rng: np.random.Generator
) -> dict[_Stream, dict[date, list[_Sale]]]:
    by_campaign = {stream.campaign: stream for stream in streams}
    shares = [stream.orders for stream in _UNTAGGED]
    sales: dict[_Stream, dict[date, list[_Sale]]] = defaultdict(lambda: defaultdict(list))
    for order in orders:
        place, is_seen = rng.choice(len(_UNTAGGED), p=shares), rng.random() < _SEEN
        stream = by_campaign[order.campaign.name] if order.campaign else _UNTAGGED[int(place)]
        sales[stream][local_time(order.at).date()].append(
            _Sale(order.content, order.total if is_seen else 0.0)
        )
    return sales


def _rows(
    stream: _Stream, sales: dict[date, list[_Sale]], rng: np.random.Generator
) -> list[tuple[str, ...]]:
    days = [day for day in DAYS if stream.first <= day <= stream.last]
    bought = np.array([len(sales.get(day, ())) for day in days])
    weights = _WEEKDAYS[[day.weekday() for day in days]] * rng.lognormal(0, 0.35, len(days))
    # Whoever ordered was there; the other visits fall as they will.
    others = rng.multinomial(stream.sessions - int(bought.sum()), weights / weights.sum())
    sessions = bought + others
    engaged = np.maximum(rng.binomial(sessions, _ENGAGED), bought)
    # Its own stream of chance: what is drawn next does not depend on the contents.
    (chance,) = rng.spawn(1)
    left = np.array([one.sessions - one.orders for one in stream.contents])
    names = [one.type for one in stream.contents] or ["(not set)"]
    rows: list[tuple[str, ...]] = []
    for place, day in enumerate(days):
        sold = [[s for s in sales.get(day, ()) if s.content == name] for name in names]
        buyers, seen = np.array([bought[place]]), np.array([others[place]])
        if stream.contents:
            buyers = np.array([len(some) for some in sold])
            seen = chance.multivariate_hypergeometric(left, others[place])
            left = left - seen
        else:
            sold = [list(sales.get(day, ()))]
        busy = chance.multivariate_hypergeometric(seen, engaged[place] - bought[place])
        for name, some, visits, interested in zip(
            names, sold, buyers + seen, buyers + busy, strict=True
        ):
            amounts = [sale.amount for sale in some if sale.amount]
            if visits:
                revenue = f"{sum(amounts):.2f}".rstrip("0").rstrip(".")
                rows.append((
                    stream.place, stream.campaign, name, f"{day:%Y%m%d}", str(visits),
                    str(interested), str(len(amounts)), revenue,
                ))  # fmt: skip
    return rows
