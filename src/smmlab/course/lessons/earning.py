"""What each way to earn would leave in a usual month, by the owner's letter and the own files."""

from dataclasses import dataclass

import pandas as pd

from smmlab.course.facts import CaseFacts
from smmlab.course.one_reading import shared
from smmlab.errors import DataError
from smmlab.money.order_value import value_orders
from smmlab.money.orders import counted_orders
from smmlab.project import Project
from smmlab.schema import require
from smmlab.texts import message

DAYS_PER_MONTH = 365.25 / 12
"""The length of a usual month, so that eleven and a half months are not told as twelve."""
_LEAST_DAYS = 28


@dataclass(frozen=True)
class MonthlyFigures:
    """What the own files say of a usual month; money in the currency of the brief.

    Parameters
    ----------
    own_revenue
        Of the shop in a month, after what was given back.
    reach
        People reached by all own posts of a month, each post counted by itself.
    middle_reach
        People reached by the middle own post.
    order_value
        What an average order brings after what was given back.
    """

    own_revenue: float
    reach: float
    middle_reach: float
    order_value: float


def earn_in_a_month(
    facts: CaseFacts, *, own_revenue: float, reach: float, middle_reach: float, order_value: float
) -> pd.DataFrame:
    """Return what each way to earn takes in and leaves in a usual month.

    Parameters
    ----------
    facts
        The owner's letter.
    own_revenue
        Of the shop in a month, after what was given back.
    reach
        People reached by all own posts of a month.
    middle_reach
        People reached by the middle own post.
    order_value
        What an average order brings after what was given back.

    Returns
    -------
    DataFrame
        A row a way, the best first: ``model`` (own_goods, services, ads, affiliate), ``revenue``
        (what comes in) and ``earned`` (what is left before the work), both a month in the currency
        of the brief.

    Examples
    --------
    >>> facts = CaseFacts(
    ...     margin=0.4, ad_price_per_thousand=10.0, sponsored_posts_per_month=4,
    ...     affiliate_share=0.1, affiliate_orders_per_thousand=2.0, service_price=100.0,
    ...     service_jobs_per_month=3, service_margin=0.5, wanted_income=1800.0, taxes_share=0.3,
    ...     working_hours=150.0, unpaid_share=0.3, hours_for_client=40.0)
    >>> earn_in_a_month(facts, own_revenue=2000.0, reach=30000.0, middle_reach=900.0,
    ...                 order_value=25.0)
           model  revenue  earned
    0  own_goods   2000.0   800.0
    1   services    300.0   150.0
    2  affiliate    150.0   150.0
    3        ads     36.0    36.0
    """
    jobs = facts.service_jobs_per_month * facts.service_price
    sponsored = facts.sponsored_posts_per_month * middle_reach / 1000 * facts.ad_price_per_thousand
    orders_elsewhere = reach / 1000 * facts.affiliate_orders_per_thousand
    recommended = orders_elsewhere * order_value * facts.affiliate_share
    table = pd.DataFrame(
        [
            ("own_goods", own_revenue, own_revenue * facts.margin),
            ("services", jobs, jobs * facts.service_margin),
            ("ads", sponsored, sponsored),
            ("affiliate", recommended, recommended),
        ],
        columns=["model", "revenue", "earned"],
    )
    return table.sort_values("earned", ascending=False, kind="stable").reset_index(drop=True)


@shared
def monthly_figures(project: Project) -> MonthlyFigures:
    """Return what the own orders and posts of a project say of a usual month.

    A month is counted by the days from the first to the last order, or post, of the files. Where a
    network tells the views of a post and not whom it reached, its views count. An order of which it
    is unknown what was given back is in no sum.

    Raises
    ------
    DataError
        When orders or posts are absent, cover less than a month or do not tell the figure.
    """
    brief = project.brief
    order_value, sold = _sold(project.orders, brief.currency)
    own = project.posts[project.posts["is_own"]]
    require(own, ("at", "reach", "views"), table="posts")
    seen = own["reach"].astype("Float64").fillna(own["views"].astype("Float64"))
    told = seen.notna()
    if not told.any():
        raise DataError(
            message(
                "Expected own posts with the people they reached, found none. Import the exports "
                "of the own pages from the folder downloads."
            )
        )
    reached = seen[told].astype("float64")
    orders = _in_currency(project.orders, brief.currency)
    return MonthlyFigures(
        own_revenue=sold / _months(orders["at"], brief.timezone),
        reach=float(reached.sum()) / _months(own["at"], brief.timezone),
        middle_reach=float(reached.median()),
        order_value=order_value,
    )


def compare_earning(project: Project, facts: CaseFacts) -> pd.DataFrame:
    """Return `earn_in_a_month` for the letter and the files of a student's folder.

    Raises
    ------
    DataError
        When the files do not tell the figures of a month.
    """
    month = monthly_figures(project)
    return earn_in_a_month(
        facts,
        own_revenue=month.own_revenue,
        reach=month.reach,
        middle_reach=month.middle_reach,
        order_value=month.order_value,
    )


def _sold(orders: pd.DataFrame, currency: str) -> tuple[float, float]:
    """Return what an average order brings, and all of them, after what was given back."""
    valued = value_orders(_in_currency(orders, currency))
    known = valued.dropna(subset=["net_revenue"])
    if known.empty:
        raise DataError(
            message(
                "Expected paid orders in {currency} that tell the amount and what was given back, "
                "found none. Import the orders of the shop from the folder downloads."
            ),
            {"currency": currency},
        )
    sold = float(known["net_revenue"].iloc[0])
    return sold / int(known["refunds"].iloc[0]), sold


def _in_currency(orders: pd.DataFrame, currency: str) -> pd.DataFrame:
    kept = counted_orders(orders)
    return kept[kept["currency"] == currency]


def _months(at: pd.Series, timezone: str) -> float:
    """Return the months from the first to the last moment, both days counted."""
    moments = pd.to_datetime(at.dropna().astype("int64"), unit="s", utc=True)
    days = moments.dt.tz_convert(timezone).dt.tz_localize(None).dt.normalize()
    covered = (days.max() - days.min()).days + 1 if len(days) else 0
    if covered < _LEAST_DAYS:
        raise DataError(
            message(
                "Expected files that cover a month at least; days in them: {days}. Import all "
                "exports of the folder downloads."
            ),
            {"days": covered},
        )
    return covered / DAYS_PER_MONTH
