"""What the client can spend a month, as the brief gives it."""

from smmlab.strategy.document import Spans
from smmlab.strategy.material import Material
from smmlab.strategy.statements import FromBrief, Pen


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
