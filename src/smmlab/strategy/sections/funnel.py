"""From visits to orders, by network and type of content; whether the customers come back."""

from smmlab.findings import Finding
from smmlab.money.utm import UNTAGGED
from smmlab.strategy.charts import charts_of
from smmlab.strategy.document import Block, Bullets, Paragraph, Span, Spans
from smmlab.strategy.material import Material
from smmlab.strategy.rules import RULES
from smmlab.strategy.statements import Listed, Name, Pen, Several, Spread, Term, Value
from smmlab.strategy.tables import findings_table
from smmlab.texts.labels import LABELS, channel_label

_TAG_ROWS = 8
_FUNNEL = ("sessions", "enquiries", "enquiry_rate", "leads", "orders", "order_rate",
           "conversion_rate", "revenue_per_visit", "median_order_value")  # fmt: skip


def where_orders_come_from(material: Material, pen: Pen) -> tuple[Block, ...]:
    """Return the funnel by network and type of content, paid against unpaid, and what is left out.

    Where no order and no visit carries a tag, there is only what to do about it.
    """
    funnel = findings_table(
        material, pen, "money.funnel.network", pen.say("From visits to orders by network"),
        pen.say("Came from"), columns=_FUNNEL, name=lambda key: _row(pen, key),
    )  # fmt: skip
    by_tags = _by_tags(material, pen)
    lack = material.findings.get("money.funnel.network")
    if funnel is None and not by_tags and lack is None:
        return (
            Paragraph(
                pen.say(
                    "No orders with tags are known, so nobody can say which post sells. Tag the "
                    "links as below and export orders and traffic again."
                ),
                "note",
            ),
        )
    tagged = material.finding("money.utm.tagged_share")
    share = (
        (Paragraph(pen.say("{share} of the orders came through a tagged link.", share=tagged)),)
        if tagged
        else ()
    )
    if funnel is None:
        said = (Paragraph(pen.mentioned(lack), "note"),) if lack is not None else ()
        return (*share, *said, *_segments(material, pen), *by_tags)
    honest = pen.say(
        "This is a credit rule, not an effect: the last tagged link gets the whole order. People "
        "who would have bought anyway are in it too."
    )
    types = findings_table(
        material, pen, "money.funnel.content_type",
        pen.say("From visits to orders by type of content"), pen.say("Type"), columns=_FUNNEL,
        name=lambda key: _row(pen, key),
    )  # fmt: skip
    return (
        *share,
        funnel,
        Paragraph(honest, "note"),
        *_left_out(material, pen),
        *_key_events(material, pen),
        *(charts_of(material, pen, "sales_funnel") if _is_rated(material) else ()),
        *_paid_against_unpaid(material, pen),
        *((types,) if types else ()),
        *_segments(material, pen),
        *by_tags,
    )


def who_comes_back(material: Material, pen: Pen) -> tuple[Block, ...]:
    """Say how many customers bought again, and which networks won those who do."""
    ages = {
        int(last.removeprefix("again_")): found
        for last, found in material.group("money.cohorts.network").get("all", {}).items()
        if last.startswith("again_") and found.status != "unknown"
    }
    if not ages:
        return ()
    found = ages[max(ages)]
    said = pen.say_many(
        "{share} of the customers bought again within {n} day of their first order in these "
        "files. Who bought before the files begin counts as new.",
        "{share} of the customers bought again within {n} days of their first order in these "
        "files. Who bought before the files begin counts as new.",
        share=Spread(found),
        n=Finding("strategy.longest_age", max(ages), "days", method=found.method,
                  sources=found.sources),
    )  # fmt: skip
    groups = {key: numbers for key, numbers in material.group("money.cohorts.network").items()
              if key and key not in ("all", UNTAGGED) and ".more_than" not in key}  # fmt: skip
    withheld = [key for key, numbers in groups.items()
                if all(one.status == "unknown" for one in numbers.values())]  # fmt: skip
    note = (
        (
            Paragraph(
                pen.say(
                    "Whether networks win different customers cannot be told yet for {names}: "
                    "too few customers of each (fewer than {least}) have been followed long "
                    "enough.",
                    names=Listed(tuple(_named(key) for key in withheld)),
                    least=RULES["least_cohort"],
                ),
                "note",
            ),
        )
        if withheld
        else ()
    )
    return (Paragraph(said), *note, *charts_of(material, pen, "customer_cohorts"))


def _is_rated(material: Material) -> bool:
    rows = material.group("money.funnel.network").values()
    rates = [row["conversion_rate"] for row in rows if "conversion_rate" in row]
    return any(rate.status != "unknown" for rate in rates)


def _paid_against_unpaid(material: Material, pen: Pen) -> tuple[Block, ...]:
    rate = "money.funnel.paid.{}.conversion_rate"
    paid, unpaid = (material.finding(rate.format(side)) for side in ("paid", "organic"))
    if paid is None or unpaid is None or None in (paid.low, paid.high, unpaid.low, unpaid.high):
        return ()
    sides: dict[str, Value] = {"unpaid": Spread(unpaid), "paid": Spread(paid)}
    if unpaid.low > paid.high:  # type: ignore[operator]
        said = pen.say(
            "Unpaid visits end in an order more often than paid ones: {unpaid} against {paid}. "
            "What paid visits cost must be weighed against that.",
            **sides,
        )
    elif paid.low > unpaid.high:  # type: ignore[operator]
        said = pen.say(
            "Paid visits end in an order more often than unpaid ones: {paid} against {unpaid}.",
            **sides,
        )
    else:
        said = pen.say(
            "Whether paid or unpaid visits end in an order more often cannot be told: {paid} "
            "against {unpaid}.",
            **sides,
        )
    return (Paragraph(said),)


def _segments(material: Material, pen: Pen) -> tuple[Block, ...]:
    found = material.findings.get("money.funnel.segment")
    return (Paragraph(pen.mentioned(found), "note"),) if found is not None else ()


def _left_out(material: Material, pen: Pen) -> tuple[Block, ...]:
    found = material.group("money.funnel.network").get("left_out", {}).values()
    rows = tuple((*pen.value(one), Span(": "), *pen.mentioned(one)) for one in found)
    return (Bullets(rows),) if rows else ()


def _key_events(material: Material, pen: Pen) -> tuple[Block, ...]:
    """Ask what the key events are, where there are some and nobody has said it."""
    rows = material.group("money.funnel.network").values()
    if not any("key_events" in row for row in rows):
        return ()
    said = pen.say(
        "Nobody has said what the key events of the web counter are. If they are enquiries, say so "
        "in the brief: they become a step from visits to orders."
    )
    return (Paragraph(said, "note"),)


def _by_tags(material: Material, pen: Pen) -> tuple[Block, ...]:
    """Return the tags with most orders, and say how many more there are."""
    columns = ("sessions", "orders", "revenue", "conversion_rate")
    table = findings_table(
        material, pen, "money.utm", pen.say("Orders and visits by tagged source"),
        pen.say("Source, medium, campaign"), columns=columns, most=_TAG_ROWS,
        name=lambda key: _tags_named(pen, key),
    )  # fmt: skip
    if table is None:
        return ()
    total = sum(
        any(number.status != "unknown" for name, number in numbers.items() if name in columns)
        for key, numbers in material.group("money.utm").items()
        if key
    )
    if total <= len(table.rows):
        return (table,)
    more = Finding("strategy.tags_not_shown", total - len(table.rows), "rows",
                   method=material.findings["money.utm.tagged_share"].method)  # fmt: skip
    said = pen.say_many(
        "{n} more row of tags is in the findings.", "{n} more rows of tags are in the findings.",
        n=more,
    )  # fmt: skip
    return (table, Paragraph(said, "note"))


def _row(pen: Pen, key: str) -> Spans:
    name, *rest = key.split(".")
    code = [Name(part) for part in rest if part not in ("paid", "unsaid")]
    shown = Several((_named(name), *code))
    return pen.say("{name}, paid", name=shown) if "paid" in rest else pen.value(shown)


def _named(key: str) -> Name | Term:
    # Dots divide a key; inside a name a one-dot leader stands for them.
    name = key.replace("\u2024", ".")
    label = channel_label(name)
    return Term(label) if label else Name(name)


def _tags_named(pen: Pen, key: str) -> Spans:
    source, *rest = [part.replace("\u2024", ".") for part in key.split(".")]
    if source == UNTAGGED:
        return pen.value(Several((Term(LABELS[UNTAGGED]), *map(Name, rest))))
    return pen.value(Name(" / ".join((source, *rest))))
