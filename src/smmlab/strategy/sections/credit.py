"""Credit for orders: the rules side by side, what they cannot tell, and the test that can."""

from smmlab.money.credit import RULES
from smmlab.money.geo_test import TOO_LONG
from smmlab.own_journeys import HOW_TO_GET_JOURNEYS
from smmlab.strategy.charts import charts_of
from smmlab.strategy.document import Block, Bullets, Heading, Paragraph, Spans
from smmlab.strategy.material import Material
from smmlab.strategy.rules import RULES as FIXED
from smmlab.strategy.statements import Name, Pen, Term
from smmlab.strategy.tables import findings_table
from smmlab.texts.labels import channel_label

_KEY = "money.credit"
_DOUBLING = 1.0


def credit(material: Material, pen: Pen) -> tuple[Block, ...]:
    """Write who gets credit by which rule, and what no rule can tell."""
    return (
        Heading(pen.say("Who gets credit for an order")),
        *_rules(material, pen),
    )


def _rules(material: Material, pen: Pen) -> tuple[Block, ...]:
    table = findings_table(
        material, pen, _KEY,
        pen.say("Orders by channel and rule of credit; a credit rule is not an effect"),
        pen.say("Channel"), columns=RULES,
        name=lambda key: pen.value(_channel(key.replace("\u2024", "."))),
    )  # fmt: skip
    if table is None:
        untold = material.findings.get(f"{_KEY}.journeys")
        why = pen.mentioned(untold) if untold else pen.value(Term(HOW_TO_GET_JOURNEYS))
        return (Paragraph(why, "note"),)
    known = getattr(material.result("credit"), "tells_nulls", True)
    moved = material.finding(f"{_KEY}.moved")
    said = (
        (
            Paragraph(
                pen.say(
                    "The choice of rule alone moves up to {share} of the orders from one "
                    "channel to another. No channel is cut or praised by one rule.",
                    share=moved,
                )
            ),
        )
        if moved is not None
        else ()
    )
    blind = (
        ()
        if known
        else (
            Paragraph(
                pen.say(
                    "Journeys without an order are not in the file. The removal effect then knows "
                    "only success, and says little."
                ),
                "note",
            ),
        )
    )
    honest = pen.say(
        "This is a credit rule, not an effect: it shares out the orders that came. People who "
        "would have bought without the channel are in it too."
    )
    return (
        *said,
        table,
        *blind,
        Paragraph(honest, "note"),
        *_shop(material, pen),
        *charts_of(material, pen, "credit"),
    )


def _shop(material: Material, pen: Pen) -> tuple[Block, ...]:
    """Say how far the journeys and the shop are apart in the number of orders."""
    told, sold, apart = (
        material.finding(f"{_KEY}.{name}") for name in ("orders", "shop_orders", "without_journey")
    )
    if told is None or sold is None or apart is None:
        return ()
    if float(apart.value or 0) > 0:
        said = pen.say(
            "Orders in the file of journeys: {told}, in the shop: {sold}. The way to at least "
            "{apart} of them is not known, and no rule shares these out.",
            told=told,
            sold=sold,
            apart=apart,
        )
    else:
        said = pen.say(
            "Orders in the file of journeys: {told}, in the shop: {sold}. The two files count "
            "differently or cover different days.",
            told=told, sold=sold,
        )  # fmt: skip
    return (Paragraph(said, "note"),)


def _channel(name: str) -> Name | Term:
    label = channel_label(name)
    return Term(label) if label else Name(name)


def effect_tests(material: Material, pen: Pen) -> tuple[Block, ...]:
    """Say how large a test would have to be that shows what a channel brings."""
    lift = material.finding("money.test.smallest_lift")
    weeks = material.finding("money.test.weeks")
    untold = material.findings.get("money.test.weeks")
    lines: list[Spans] = []
    if weeks is not None:
        lines.append(
            pen.say_many(
                "Hold out half of the newsletter or of the messenger by chance. At today's "
                "orders a rise by a fifth shows after about {n} week.",
                "Hold out half of the newsletter or of the messenger by chance. At today's "
                "orders a rise by a fifth shows after about {n} weeks.",
                n=weeks,
            )
        )
    elif untold is not None and untold.method == TOO_LONG:
        lines.append(pen.mentioned(untold))
    if lift is not None and float(lift.value or 0) >= _DOUBLING:
        lines.append(
            pen.say(
                "A test of regions is out of reach: with so few orders a week not even a doubling "
                "would show."
            )
        )
    elif lift is not None:
        lines.append(
            pen.say(
                "Run the campaign in half of the regions. In eight weeks the smallest rise that "
                "shows is {lift}; a smaller one stays unseen.",
                lift=lift,
            )
        )
    if not lines:
        lines.append(
            pen.say(
                "How large a test must be is not known yet: export the orders of half a year or "
                "more."
            )
        )
    return (
        Paragraph(
            pen.say_many(
                "Only a test tells what a channel brings: chance decides who sees the campaign, "
                "and the others are the comparison. In {experiments} experiments at Facebook, "
                "figures without such a draw missed the true rise by {least} to {n} percentage "
                "point in the middle case.",
                "Only a test tells what a channel brings: chance decides who sees the campaign, "
                "and the others are the comparison. In {experiments} experiments at Facebook, "
                "figures without such a draw missed the true rise by {least} to {n} percentage "
                "points in the middle case.",
                experiments=FIXED["credit_experiments"],
                least=FIXED["credit_error_least"],
                n=FIXED["credit_error_most"],
            )
        ),
        Bullets(tuple(lines)),
    )
