"""What own files say of reach, clicks and conversion; cited figures where they are silent."""

import re
from collections.abc import Mapping
from types import MappingProxyType

import numpy as np
import pandas as pd

from smmlab.channels import name_channels
from smmlab.money.benchmarks import find_priors
from smmlab.money.lead_inputs import (
    Cost,
    Counted,
    LeadInputs,
    Rate,
    rate_of_counts,
    rate_of_range,
    reach_of_posts,
)
from smmlab.money.lead_plan import Counts
from smmlab.money.orders import counted_orders
from smmlab.money.utm import one_report, whole_rows
from smmlab.schema import require

ENQUIRY_RANGE = (0.005, 0.05)
"""Enquiries for each visit, before anything is known, eight in ten: twice as wide on either side as
the figure ``client.any.lead`` of datasets/money; how far a business differs is judgement."""

_YEAR, _WEEK = 365 * 86_400, 7 * 86_400
_TAGS = ("source", "medium")
_RESULTS: Mapping[Counts, "re.Pattern[str]"] = MappingProxyType(
    {
        "orders": re.compile(r"purchase"),
        "enquiries": re.compile(r"(?:^|[^a-z])leads?(?:[^a-z]|$)|messaging_conversation"),
    }
)
_CLICKS = re.compile(r"link_click|landing_page_view")


def measure_inputs(
    posts: pd.DataFrame,
    visits: pd.DataFrame,
    orders: pd.DataFrame,
    rates: pd.DataFrame,
    *,
    counts: Counts = "orders",
    timezone: str = "UTC",
) -> LeadInputs:
    """Measure what a plan of leads rests on, as far as the files tell.

    Parameters
    ----------
    posts
        Canonical posts of own pages: ``at`` and ``reach``; those of the last year count.
    visits
        Canonical visits: the reports that cover most days without overlapping.
    orders
        Canonical orders: those on the days of the visits are the results of these.
    rates
        ``visits`` and ``reached``, a row a network: unpaid visits and the people its posts
        reached at that time.
    counts
        Files tell of orders only: for enquiries the cited range stands.
    timezone
        IANA zone in which visits count their days.

    Returns
    -------
    LeadInputs
        With conversion, clicks, reach, posts_now and visits, None where not known. Where the files
        are silent, conversion and clicks are wide ranges of cited figures, ``basis`` public; own
        counts are added to the same ranges.

    Raises
    ------
    DataError
        When a column is absent.

    Examples
    --------
    >>> from smmlab.schema import conform
    >>> nothing = {name: conform(pd.DataFrame(), name) for name in ("posts", "visits", "orders")}
    >>> rates = pd.DataFrame({"visits": [30.0], "reached": [2000.0]})
    >>> inputs = measure_inputs(nothing["posts"], nothing["visits"], nothing["orders"], rates)
    >>> inputs.clicks.basis, inputs.conversion.basis, inputs.reach
    ('own', 'public', None)
    """
    require(posts, ("at", "reach"), table="posts")
    require(visits, ("day", "to_day", *_TAGS, "campaign", "content", "term", "sessions"),
            table="visits")  # fmt: skip
    require(orders, ("at", "status"), table="orders")
    require(rates, ("visits", "reached"), table="visits")
    unpaid, sessions, days = _sessions(visits)
    order_prior = rate_of_range(*ENQUIRY_RANGE, basis="public")
    bought = 0
    if counts == "orders":
        order_prior = _public("order_rate") or order_prior
        bought = _orders_of(orders, days, timezone)
    # More orders than visits, or none of either, shows that the two do not belong together.
    own = counts == "orders" and 0 < bought <= sessions
    clicked = rates.dropna(subset=["visits", "reached"])
    came, reached = float(clicked["visits"].sum()), float(clicked["reached"].sum())
    click_prior = _public("click_rate")
    recent = posts[posts["at"].notna() & posts["reach"].notna()]
    recent = recent[recent["at"] >= recent["at"].max() - _YEAR]
    return LeadInputs(
        conversion=_updated(order_prior, bought, sessions) if own else order_prior,
        clicks=_updated(click_prior, came, reached) if 0 < came <= reached else click_prior,
        reach=reach_of_posts(recent["reach"].astype("float64")),
        posts_now=_posts_a_week(recent["at"]),
        visits=Counted(unpaid, len(days)) if days and unpaid > 0 else None,
    )


def cost_of_ads(ads: pd.DataFrame, *, currency: str, counts: Counts = "orders") -> Cost | None:
    """Return what a paid lead cost in own advertisements, else a paid visit; None when neither.

    Parameters
    ----------
    ads
        Canonical ads: ``spend``, ``currency``, ``results``, ``result_kind``.
    currency
        Advertisements in others are left out.
    counts
        Which results are leads.

    Raises
    ------
    DataError
        When a column is absent.

    Examples
    --------
    >>> ads = pd.DataFrame({"spend": [80.0, 40.0], "currency": "EUR", "results": [4.0, 100.0],
    ...                     "result_kind": ["actions:purchase", "actions:link_click"]})
    >>> cost_of_ads(ads, currency="EUR")
    Cost(spend=80.0, results=4.0, of='leads', basis='own')
    """
    require(ads, ("spend", "currency", "results", "result_kind"), table="ads")
    mine = ads[ads["currency"].astype("str").eq(currency) & ads["results"].notna()]
    kind = mine["result_kind"].astype("str").fillna("")
    for wanted, of in ((_RESULTS[counts], "leads"), (_CLICKS, "visits")):
        chosen = mine[kind.str.contains(wanted)]
        spend = float(chosen["spend"].sum())
        if spend > 0:
            results = float(chosen["results"].sum())
            return Cost(spend, results, "leads" if of == "leads" else "visits")
    return None


def growth_of_pages(pages: pd.DataFrame) -> tuple[float | None, float, float]:
    """Return the followers of all pages, their growth a month as a share, and its standard error.

    Parameters
    ----------
    pages
        ``pages`` of `smmlab.audience.growth.Growth`: ``followers_end``, ``weekly_net`` with
        ``weekly_net_low`` and ``weekly_net_high``.

    Examples
    --------
    >>> pages = pd.DataFrame({"followers_end": [1000.0], "weekly_net": 7.0, "weekly_net_low": 3.5,
    ...                       "weekly_net_high": 10.5})
    >>> [round(value, 3) for value in growth_of_pages(pages)]
    [1000.0, 0.03, 0.008]
    """
    known = pages[pages["followers_end"].notna()]
    if known.empty:
        return None, 0.0, 0.0
    followers = float(known["followers_end"].sum())
    rows = known.dropna(subset=["weekly_net", "weekly_net_low", "weekly_net_high"])
    if rows.empty or followers <= 0:
        return followers, 0.0, 0.0
    month = 30 / 7 / followers
    errors = (rows["weekly_net_high"] - rows["weekly_net_low"]).to_numpy("float64") / (2 * 1.96)
    growth = max(float(rows["weekly_net"].sum()) * month, -0.5)
    return followers, growth, float(np.sqrt((errors**2).sum())) * month


def _public(name: str) -> Rate | None:
    prior = find_priors().get(name)
    return None if prior is None else rate_of_range(prior.low, prior.high, basis="public")


def _updated(prior: Rate | None, successes: float, trials: float) -> Rate:
    before = (0.5, 0.5) if prior is None else (prior.a, prior.b)
    return rate_of_counts(successes, trials, prior=before)


def _sessions(visits: pd.DataFrame) -> tuple[float, float, set[str]]:
    """Return unpaid visits, all visits, and the days on which they were counted."""
    told = visits[visits["source"].notna() & visits["sessions"].notna() & visits["day"].notna()]
    rows, days = one_report(told)
    rows = whole_rows(rows, list(_TAGS))
    number = rows["sessions"].astype("float64")
    paid = name_channels(rows["source"], rows["medium"])["is_paid"].fillna(False).astype(bool)
    return float(number[~paid].sum()), float(number.sum()), days


def _orders_of(orders: pd.DataFrame, days: set[str], timezone: str) -> int:
    kept = counted_orders(orders)
    kept = kept[kept["at"].notna()]
    moment = pd.to_datetime(kept["at"].astype("int64"), unit="s", utc=True)
    return int(moment.dt.tz_convert(timezone).dt.strftime("%Y-%m-%d").isin(days).sum())


def _posts_a_week(at: pd.Series) -> float | None:
    if len(at) < 2:
        return None
    span = float(at.max() - at.min()) / _WEEK
    return (len(at) - 1) / span if span >= 1 else None
