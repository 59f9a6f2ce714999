"""Money: what comes in, through which model, from where, and what the goal of leads asks for."""

from smmlab.findings import Finding
from smmlab.strategy.charts import charts_of
from smmlab.strategy.document import Block, Heading, Paragraph, Section, Span, Spans
from smmlab.strategy.material import Material, decision_notes
from smmlab.strategy.notes import advice
from smmlab.strategy.sections.credit import credit
from smmlab.strategy.sections.funnel import where_orders_come_from, who_comes_back
from smmlab.strategy.sections.lead_plan import lead_plan
from smmlab.strategy.sections.scenarios import is_tried_first, scenarios
from smmlab.strategy.statements import Name, Pen
from smmlab.strategy.tables import findings_table, named
from smmlab.texts import message


def write(material: Material, pen: Pen) -> Section:
    """Write the section."""
    blocks: list[Block] = [
        advice(pen, _headline(material, pen)),
        *decision_notes(material, pen, "money"),
        *scenarios(material, pen),
        Heading(pen.say("Orders so far")),
        *_orders(material, pen),
        *_customers(material, pen),
        *who_comes_back(material, pen),
        Heading(pen.say("Where orders come from")),
        *where_orders_come_from(material, pen),
        *credit(material, pen),
        Heading(pen.say("Lead plan"), "lead_plan"),
        *lead_plan(material, pen),
    ]
    return Section("money", pen.say("Money"), tuple(blocks))


def _headline(material: Material, pen: Pen) -> Spans:
    model = material.chosen("money", "model")
    if is_tried_first(material):
        # Why no way to earn is recommended, the reason of the default says right below.
        return pen.say("Try {model} first, as a small test.", model=model)
    return pen.say("Earn by {model}.", model=model)


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
    groups = [key for key in material.group("money.rfm") if "." in key]
    codes = list(dict.fromkeys(key.partition(".")[0] for key in groups))
    table = findings_table(
        material, pen, "money.rfm",
        pen.say("Customers by how recently, how often and for how much they bought"),
        pen.say("Segment"),
        columns=("customers", "share", "net_revenue", "recency_days_median", "orders_median",
                 "order_value_median"),
        only=groups,
        name=lambda key: named(pen, key if len(codes) > 1 else key.partition(".")[2]),
        called={"recency_days_median": message("Days since last order")},
    )  # fmt: skip
    if table is None:
        return ()
    # A row of all customers of a currency would stand among its own parts.
    totals = {code: material.finding(f"money.rfm.{code}.customers") for code in codes}
    sizes = [_counted(pen, code, found) for code, found in totals.items() if found is not None]
    told = [Paragraph(tuple(span for said in sizes for span in (Span(" "), *said))[1:])]
    repeat = material.finding("money.repeat.orders")
    weeks = material.finding("money.repeat.weeks")
    forecast = (
        (
            Paragraph(
                pen.say_many(
                    "Orders from customers known today in the next {n} week, if they go on as "
                    "before: about {orders}.",
                    "Orders from customers known today in the next {n} weeks, if they go on as "
                    "before: about {orders}.",
                    orders=repeat,
                    n=weeks,
                )
            ),
        )
        if repeat is not None and weeks is not None
        else ()
    )
    return (*(told if sizes else ()), table, *forecast, *charts_of(material, pen, "customers"))


def _counted(pen: Pen, code: str, customers: Finding) -> Spans:
    if code == "unknown":
        return pen.say_many(
            "{n} customer has orders without a currency.",
            "{n} customers have orders without a currency.",
            n=customers,
        )
    return pen.say_many(
        "{n} customer has orders in {currency}.",
        "{n} customers have orders in {currency}.",
        n=customers,
        currency=Name(code),
    )
