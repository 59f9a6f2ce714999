"""Money: what comes in, through which model, and how every link is tagged to know it."""

from smmlab.strategy.charts import charts_of
from smmlab.strategy.document import Block, Heading, Paragraph, Section
from smmlab.strategy.material import Material, decision_notes
from smmlab.strategy.notes import advice
from smmlab.strategy.sections.credit import credit
from smmlab.strategy.sections.funnel import where_orders_come_from, who_comes_back
from smmlab.strategy.sections.lead_plan import lead_plan
from smmlab.strategy.sections.scenarios import scenarios
from smmlab.strategy.sections.utm import tags_for_links
from smmlab.strategy.statements import Name, Pen
from smmlab.strategy.tables import findings_table
from smmlab.texts import message


def write(material: Material, pen: Pen) -> Section:
    """Write the section."""
    blocks: list[Block] = [
        advice(pen, pen.say("Earn by {model}.", model=material.chosen("money", "model"))),
        *decision_notes(material, pen, "money"),
        *scenarios(material, pen),
        Heading(pen.say("Orders so far")),
        *_orders(material, pen),
        *_customers(material, pen),
        *who_comes_back(material, pen),
        Heading(pen.say("Where orders come from")),
        *where_orders_come_from(material, pen),
        *credit(material, pen),
        Heading(pen.say("Tags for every link")),
        *tags_for_links(material, pen),
        Heading(pen.say("Leads and budget")),
        *lead_plan(material, pen),
    ]
    return Section("money", pen.say("Money"), tuple(blocks))


def _orders(material: Material, pen: Pen) -> tuple[Block, ...]:
    table = findings_table(
        material, pen, "money.orders", pen.say("Orders by currency; currencies are never added"),
        pen.say("Currency"),
        columns=("orders", "cancelled", "revenue", "refunded", "average_order_value", "customers",
                 "repeat_customers"),
        name=lambda key: pen.value(Name(key)),
    )  # fmt: skip
    if table is None:
        return (
            Paragraph(
                pen.say("Nothing is known about orders. Export the orders of the shop as CSV."),
                "note",
            ),
        )
    return (table, *charts_of(material, pen, "orders"))


def _customers(material: Material, pen: Pen) -> tuple[Block, ...]:
    table = findings_table(
        material, pen, "money.rfm",
        pen.say("Customers by how recently, how often and for how much they bought"),
        pen.say("Segment"),
        columns=("customers", "share", "net_revenue", "recency_days_median", "orders_median",
                 "order_value_median"),
        called={"recency_days_median": message("Days since last order")},
    )  # fmt: skip
    if table is None:
        return ()
    repeat = material.finding("money.repeat.orders")
    weeks = material.finding("money.repeat.weeks")
    forecast = (
        (
            Paragraph(
                pen.say(
                    "Customers known today will place about {orders} orders in the next {weeks} "
                    "weeks, if they go on as before.",
                    orders=repeat,
                    weeks=weeks,
                )
            ),
        )
        if repeat is not None and weeks is not None
        else ()
    )
    return (table, *forecast, *charts_of(material, pen, "customers"))
