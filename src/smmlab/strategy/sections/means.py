"""What the client can spend: hours a week and money a month, as the brief gives them."""

from smmlab.findings import Finding
from smmlab.strategy.document import Block, Paragraph, Spans
from smmlab.strategy.material import Material
from smmlab.strategy.notes import advice
from smmlab.strategy.rules import RULES
from smmlab.strategy.statements import FromBrief, Pen
from smmlab.texts import message

_PER_POST = message("Hours of work a week in the brief, divided by the posts a week.")


def hours(material: Material, pen: Pen) -> tuple[Block, ...]:
    """Say how many hours a post may take, answers included, and whether the rhythm fits them."""
    given = material.brief.hours_per_week
    posts = material.decision("rhythm").choice.get("posts_per_week")
    if given is None or not isinstance(posts, (int, float)) or posts <= 0:
        return ()
    each = Finding(
        "strategy.hours_per_post", given / posts, "hours", numerator=given, denominator=posts,
        status="estimated", method=_PER_POST,
    )  # fmt: skip
    said = pen.say(
        "Hours of work a week: {hours}. Hours for each post, answers to people included: {each}.",
        hours=FromBrief(given),
        each=each,
    )
    least = RULES["hours_per_post"]
    if given / posts >= least.value:
        return (Paragraph(said),)
    tight = pen.say(
        "This is too tight: a post with its answers takes at least {least} h. Publish less often, "
        "or find more hours.",
        least=least,
    )
    return (Paragraph(said), advice(pen, tight, rests_on=(each,)))


def budget(material: Material, pen: Pen) -> tuple[Spans, ...]:
    """Say what the budget is, that there is none, or that it is not known."""
    given = material.brief.budget_per_month
    if given is None:
        return (pen.say("The budget a month is not known. Until the brief names it, buy nothing."),)
    if given == 0:
        return (
            pen.say(
                "There is no budget for paid reach: the plan rests on work and on what people "
                "pass on."
            ),
        )
    said = pen.say(
        "Budget a month: {budget}, for paid reach and placements together.",
        budget=FromBrief(given, material.brief.currency),
    )
    placements = material.decision("placements").choice
    wanted, currency = placements.get("budget"), placements.get("currency")
    if currency != material.brief.currency or not isinstance(wanted, (int, float)):
        return (said,)
    if wanted <= given:
        return (said,)
    more = pen.say(
        "The placements are to cost {wanted}, more than the budget of one month. Spread them over "
        "several months, or try fewer.",
        wanted=material.chosen("placements", "budget", material.brief.currency),
    )
    return said, more
