"""Lesson 11: which campaign sold, what an order is worth, and what one's own month must cost."""

from collections.abc import Mapping

import pandas as pd

from smmlab.course.facts import CaseFacts, read_facts
from smmlab.course.lessons.mistakes import telling_mistakes
from smmlab.course.lessons.order_rates import hardly_apart
from smmlab.course.one_reading import shared
from smmlab.course.task import Reference, Task
from smmlab.errors import DataError
from smmlab.findings import SMALLEST_GROUP
from smmlab.money.order_value import mean_interval
from smmlab.money.orders import counted_orders
from smmlab.money.service_price import price_service
from smmlab.money.utm import UNTAGGED, attribute_orders
from smmlab.project import Project
from smmlab.texts import message

_MOST_VISITS = message(
    "You chose the campaign with most visits. Visits are people who came; ask how many of each "
    "hundred ordered."
)
_MOST_ORDERS = message(
    "You chose the campaign with most orders. It also had more visits; divide. And an order that "
    "carries a tag was credited to the link, which does not prove that the link caused it."
)
_FEW_ORDERS = message(
    "You chose a campaign with fewer than ten orders. One order more or less would change its "
    "place, so it cannot be called the best."
)
_MEDIAN = message(
    "You took the middle order. It tells what is usual, but money adds up by the mean: revenue "
    "divided by orders."
)
_CANCELLED_IN = message(
    "You counted cancelled or unpaid orders as well. Nobody paid for them: leave them out, above "
    "and below the line."
)
_BEFORE_REFUNDS = message(
    "You forgot what was given back, or left out the orders that were given back whole. Take the "
    "refunds off the money, and keep every paid order below the line."
)
_UNPAID_HOURS = message(
    "You divided by all hours of the month. Nobody pays for offers, learning and holidays, so the "
    "paid hours must carry them."
)
_TAXES_ADDED = message(
    "You added the taxes on top of the income. They are a part of what is invoiced: divide by what "
    "is left after them."
)
_AN_HOUR = message(
    "That is the price of one hour of work. The month of this client has more of them: multiply."
)
_NO_TAXES = message("You forgot taxes and fixed costs. They take their part of every invoice.")


@shared
def campaign_rates(project: Project) -> pd.DataFrame:
    """Return how many visits of each campaign ended in an order, the most often first.

    Returns
    -------
    DataFrame
        Under the campaign: ``sessions`` (visits), ``orders`` of the same days and tags,
        ``rate`` (0-1).

    Raises
    ------
    DataError
        When no campaign has both visits and orders.
    """
    tagged = attribute_orders(project.orders, project.visits, timezone=project.brief.timezone)
    tagged = tagged[tagged["source"].ne(UNTAGGED) & tagged["conversion_rate"].notna()]
    campaign = tagged["campaign"].astype("str")
    tagged = tagged[campaign.notna() & ~campaign.str.startswith("(", na=True)]
    # One row a currency: the visits of a campaign stand in each of them.
    rows = tagged.drop_duplicates(["source", "medium", "campaign"])
    sums = rows.groupby("campaign")[["sessions", "converted_orders"]].sum().astype("float64")
    sums = sums.rename(columns={"converted_orders": "orders"})
    if sums["orders"].ge(SMALLEST_GROUP).sum() == 0:
        raise DataError(
            message(
                "Expected a campaign with visits and at least {least} orders under the same tags, "
                "found none. Import the traffic report and the orders of the shop again."
            ),
            {"least": SMALLEST_GROUP},
        )
    sums = sums.assign(rate=sums["orders"] / sums["sessions"])
    return sums.sort_values(["rate", "sessions"], ascending=False)


def _solve_campaign(project: Project) -> Reference:
    rates = campaign_rates(project)
    enough = rates[rates["orders"].ge(SMALLEST_GROUP)]
    best = str(enough.index[0])
    mistakes = telling_mistakes(
        best,
        {
            _MOST_VISITS: str(rates["sessions"].idxmax()),
            _MOST_ORDERS: str(rates["orders"].idxmax()),
            _FEW_ORDERS: str(rates.index[0]),
        },
    )
    near = [name for name in hardly_apart(enough) if name not in mistakes.values()]
    return Reference(best, nearly=tuple(near), mistakes=mistakes)


def _campaign_options(project: Project) -> Mapping[str, object]:
    return {name: name for name in sorted(map(str, campaign_rates(project).index))}


def _solve_order_value(project: Project) -> Reference:
    orders = project.orders
    mine = orders[orders["currency"].eq(project.brief.currency)]
    paid = _after_refunds(counted_orders(mine))
    if len(paid) < SMALLEST_GROUP:
        raise DataError(
            message(
                "Expected at least {least} paid orders in {currency} that tell what was given "
                "back, found {found}. Import the orders of the shop again."
            ),
            {"least": SMALLEST_GROUP, "currency": project.brief.currency, "found": len(paid)},
        )
    left = paid["left"]
    low, high = mean_interval(left, least=SMALLEST_GROUP)
    right = float(left.mean())
    return Reference(
        right,
        low,
        high,
        mistakes=telling_mistakes(
            right,
            {
                _MEDIAN: float(left.median()),
                _CANCELLED_IN: float(_after_refunds(mine)["left"].mean()),
                _BEFORE_REFUNDS: float(paid["amount"].mean()),
            },
        ),
    )


def _after_refunds(orders: pd.DataFrame) -> pd.DataFrame:
    """Return the orders of which it is known what is left, with ``left``; none below zero."""
    amount, back = orders["amount"].astype("float64"), orders["refunded"].astype("float64")
    told = orders.assign(amount=amount, left=(amount - back).round(3))
    return told[told["left"].ge(0)]


def _solve_month(project: Project) -> Reference:
    facts = read_facts(project)
    right = _price_of_month(facts, facts.taxes_share, facts.unpaid_share)
    an_hour = facts.wanted_income / (facts.working_hours * (1 - facts.unpaid_share))
    return Reference(
        right,
        mistakes=telling_mistakes(
            right,
            {
                _UNPAID_HOURS: _price_of_month(facts, facts.taxes_share, 0.0),
                _TAXES_ADDED: an_hour * (1 + facts.taxes_share) * facts.hours_for_client,
                _NO_TAXES: _price_of_month(facts, 0.0, facts.unpaid_share),
                _AN_HOUR: right / facts.hours_for_client if facts.hours_for_client else None,
            },
        ),
    )


def _price_of_month(facts: CaseFacts, taxes: float, unpaid: float) -> float:
    price = price_service(
        {"posts": facts.hours_for_client},
        net_income=facts.wanted_income,
        taxes_share=taxes,
        working_hours=facts.working_hours,
        unpaid_share=unpaid,
        margin=0.0,
    )
    return float(price.price)


TASKS: tuple[Task, ...] = (
    Task(
        name="lesson11.q1",
        kind="choice",
        level="guided",
        asks=message(
            "Which campaign has most orders for a visit? A campaign with fewer than ten orders "
            "cannot be called the best."
        ),
        look=message(
            "These two campaigns lie so near to each other that chance could turn them round. Look "
            "at the rates and their intervals once more."
        ),
        solve=_solve_campaign,
        options=_campaign_options,
    ),
    Task(
        name="lesson11.q2",
        kind="number",
        level="guided",
        asks=message(
            "What does an average paid order bring after what was given back? Leave out cancelled "
            "orders and those still waiting for payment; count an order that was given back whole "
            "as one that brought nothing."
        ),
        look=message(
            "Nearly. Above the line stands all money that stayed in the till, below it all paid "
            "orders, also those that were given back. Is one of them missing?"
        ),
        solve=_solve_order_value,
        unit=message("in the currency of the brief"),
    ),
    Task(
        name="lesson11.q3",
        kind="number",
        level="open",
        asks=message(
            "What must this client's month cost, so that you keep the income you want? Take your "
            "wanted income, taxes and hours from the owner's letter, and leave nothing aside for "
            "bad months."
        ),
        look=message(
            "Work it out in three steps: the income before taxes, the price of one paid hour, the "
            "hours of this client. Which step went astray?"
        ),
        solve=_solve_month,
        unit=message("in the currency of the brief"),
        points=4.0,
    ),
)
