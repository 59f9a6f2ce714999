"""The money of a student's company as tables to work with: sums and counts, no answers."""

import pandas as pd

from smmlab.course.lessons.earning import monthly_figures
from smmlab.forms.shown_table import Shown, show_table
from smmlab.money.orders import summarise_orders
from smmlab.project import Project
from smmlab.texts import Words


def show_orders(project: Project) -> Shown:
    """Show how many orders there were, what they came to and what was given back.

    Raises
    ------
    DataError
        When a column of the orders is absent.
    """
    words, brief = Words(project.brief.language), project.brief
    orders = project.orders
    mine = summarise_orders(orders[orders["currency"].eq(brief.currency)])
    rows = [
        (label, shown)
        for row in mine.to_dict("records")
        for label, shown in (
            (words.say("Paid orders"), words.number(row["orders"])),
            (words.say("Cancelled orders"), words.number(row["cancelled"])),
            (words.say("Orders that wait for payment"), words.number(row["pending"])),
            (words.say("Amounts of the paid orders"), words.money(row["revenue"], brief.currency)),
            (words.say("Given back of them"), words.money(row["refunded"], brief.currency)),
        )
    ]
    return _table(rows, words.say("In these files"), words)


def show_month(project: Project) -> Shown:
    """Show what the shop and the pages bring in a usual month.

    Raises
    ------
    DataError
        When orders or posts are absent or cover less than a month.
    """
    words, currency = Words(project.brief.language), project.brief.currency
    month = monthly_figures(project)
    rows = [
        (words.say("Revenue of the shop after refunds"), words.money(month.own_revenue, currency)),
        (
            words.say("People reached, each post counted anew"),
            words.number(month.reach, digits=0),
        ),
        (
            words.say("People reached by the middle post"),
            words.number(month.middle_reach, digits=0),
        ),
    ]
    return _table(rows, words.say("In a usual month"), words)


def _table(rows: list[tuple[str, str]], heading: str, words: Words) -> Shown:
    frame = pd.DataFrame(rows, columns=[words.say("Figure"), heading])
    return show_table(frame, words=words)
