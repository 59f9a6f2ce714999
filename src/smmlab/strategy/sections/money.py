"""Money: what comes in, through which model, and how every link is tagged to know it."""

import math

from smmlab.findings import Finding
from smmlab.money.utm import UNTAGGED
from smmlab.strategy.charts import charts_of
from smmlab.strategy.document import Block, Bullets, DataTable, Heading, Paragraph, Section, Spans
from smmlab.strategy.material import Material, decision_notes
from smmlab.strategy.notes import advice
from smmlab.strategy.rules import RULES
from smmlab.strategy.sections.means import budget
from smmlab.strategy.sections.objectives import goals_of
from smmlab.strategy.statements import Name, Pen, Several, Term
from smmlab.strategy.tables import findings_table
from smmlab.texts import message
from smmlab.texts.labels import LABELS


def write(material: Material, pen: Pen) -> Section:
    """Write the section."""
    blocks: list[Block] = [
        advice(pen, pen.say("Earn by {model}.", model=material.chosen("money", "model"))),
        *decision_notes(material, pen, "money"),
        Heading(pen.say("Orders so far")),
        *_orders(material, pen),
        *_customers(material, pen),
        Heading(pen.say("Where orders come from")),
        *_sources(material, pen),
        Heading(pen.say("Tags for every link")),
        *_tags(material, pen),
        Heading(pen.say("Leads and budget")),
        Bullets((*budget(material, pen), *_visits(material, pen), *_leads(pen))),
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


def _sources(material: Material, pen: Pen) -> tuple[Block, ...]:
    table = findings_table(
        material, pen, "money.utm", pen.say("Orders and visits by tagged source"),
        pen.say("Source, medium, campaign"),
        columns=("sessions", "orders", "revenue", "conversion_rate"),
        name=lambda key: _tags_named(pen, key),
    )  # fmt: skip
    if table is None:
        return (
            Paragraph(
                pen.say(
                    "No orders with tags are known, so nobody can say which post sells. Tag the "
                    "links as below and export orders and traffic again."
                ),
                "note",
            ),
        )
    honest = pen.say(
        "This is a credit rule, not an effect: the last tagged link gets the whole order. People "
        "who would have bought anyway are in it too."
    )
    tagged = material.finding("money.utm.tagged_share")
    share = (
        (Paragraph(pen.say("{share} of the orders came through a tagged link.", share=tagged)),)
        if tagged
        else ()
    )
    return (*share, table, Paragraph(honest, "note"), *charts_of(material, pen, "utm"))


def _tags_named(pen: Pen, key: str) -> Spans:
    # Dots divide a key; inside a tag a one-dot leader stands for them.
    source, *rest = [part.replace("\u2024", ".") for part in key.split(".")]
    if source == UNTAGGED:
        return pen.value(Several((Term(LABELS[UNTAGGED]), *map(Name, rest))))
    return pen.value(Name(" / ".join((source, *rest))))


def _tags(material: Material, pen: Pen) -> tuple[Block, ...]:
    network = material.network or "network"
    rows: tuple[tuple[Spans, ...], ...] = (
        (pen.value(Name("utm_source")), pen.say("The network, in small letters"),
         pen.value(Name(network))),
        (pen.value(Name("utm_medium")), pen.say("Unpaid posts, or paid ones"),
         pen.value(Several((Name("social"), Name("paid_social"))))),
        (pen.value(Name("utm_campaign")), pen.say("The campaign, the same in every post of it"),
         pen.value(Name("launch"))),
        (pen.value(Name("utm_content")), pen.say("The type of content, so that types can be "
        "compared"),
         pen.value(Name("instruction"))),
    )  # fmt: skip
    header = (pen.say("Tag"), pen.say("What it says"), pen.say("Example"))
    return (
        DataTable(pen.say("One scheme, used by everyone"), header, rows, weights=(2, 4, 3)),
        Bullets(
            (
                pen.say(
                    "Small letters only, no spaces: mixed spelling splits one source into several."
                ),
                pen.say("Never put a name, a telephone number or an address into a tag."),
                pen.say("Tag every link that leads to the shop, also the one in the description."),
            )
        ),
    )


def _visits(material: Material, pen: Pen) -> tuple[Spans, ...]:
    goals = goals_of(material.decision("objectives"))
    wanted = next((goal["target"] for goal in goals if goal["metric"] == "orders"), None)
    rates = [
        numbers["conversion_rate"]
        for numbers in material.group("money.utm").values()
        if "conversion_rate" in numbers and numbers["conversion_rate"].value
    ]
    if not wanted or len(rates) != 1:
        return (pen.say("Visits needed: the wanted orders divided by the measured conversion."),)
    (rate,) = rates
    visits = Finding(
        "strategy.visits_needed",
        math.ceil(float(wanted) / float(rate.value or 1)),
        "visits",
        low=math.ceil(float(wanted) / rate.high) if rate.high else None,
        high=math.ceil(float(wanted) / rate.low) if rate.low else None,
        status="estimated",
        method=message("Wanted orders divided by the measured conversion of tagged visits."),
        sources=rate.sources,
    )
    return (
        pen.say(
            "For the wanted orders the shop needs about {visits} visits at today's conversion.",
            visits=visits,
        ),
    )


def _leads(pen: Pen) -> tuple[Spans, ...]:
    return (
        pen.say(
            "Paid reach comes after the place is ready, and only behind a post that already did "
            "well unpaid."
        ),
        pen.say(
            "Set the budget of one test as a sum you can lose. Stop it after {weeks} weeks and "
            "compare the cost of one order with what the order leaves.",
            weeks=RULES["test_weeks"],
        ),
        pen.say("Count the hours of work as a cost too."),
    )
