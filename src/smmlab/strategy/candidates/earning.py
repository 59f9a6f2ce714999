"""What could be told of money: the goal, orders without a source, links, who brings the money."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from smmlab.findings import Finding
from smmlab.money.lead_constraints import BINDING, LEVERS
from smmlab.money.lead_draws import Lever
from smmlab.strategy.document import Spans
from smmlab.strategy.material import Material
from smmlab.strategy.rules import RULES
from smmlab.strategy.statements import Part, Pen, Term
from smmlab.strategy.telling import Candidate, Told, effect_of_ratio, least, most, number
from smmlab.texts import message

_OUT_OF_REACH = 0.5
_ENOUGH_LINKS = 10
_HALF = 0.5
_ENOUGH_ORDERS = 10
_BEST = "champions"
_HARDLY: Mapping[str, str] = MappingProxyType(
    {
        "orders": message(
            "With the means of today the goal for orders is hardly reached: the chance is {chance}."
        ),
        "enquiries": message(
            "With the means of today the goal for enquiries is hardly reached: the chance is "
            "{chance}."
        ),
        "": message("With the means of today the goal is hardly reached: the chance is {chance}."),
    }
)


def of_earning(material: Material) -> Iterator[Candidate]:
    """Yield what could be told of the goal and of money."""
    yield from _goal(material)
    yield from _untagged(material)
    yield from _links(material)
    yield from _paid(material)
    yield from _champions(material)


def _goal(material: Material) -> Iterator[Candidate]:
    chance, levers = material.finding("money.leads.chance"), material.result("lead_levers")
    lever: Lever | None = getattr(levers, "binding", None)
    if chance is None or lever is None or (number(chance) or 0) > _OUT_OF_REACH:
        return
    prefix = f"money.leads.levers.{lever}"
    now, needed = material.finding(f"{prefix}.now"), material.finding(f"{prefix}.needed")
    plan = material.result("lead_plan")

    def write(pen: Pen) -> Told:
        return Told(
            pen.say(_HARDLY[getattr(plan, "counts", "")], chance=chance),
            pen.say(BINDING[lever]),
            pen.say(
                "Raise one thing first, or set a smaller goal: {lever}, from {now} to {needed}.",
                lever=Term(LEVERS[lever]),
                now=now,
                needed=needed,
            )
            if now is not None and needed is not None
            else pen.say(
                "Set a goal that the means can reach, or change several of them together: no "
                "single one is enough."
            ),
        )

    behind = tuple(found for found in (now, needed) if found is not None)
    yield Candidate(
        "goal", chance, RULES["lead_chance"].value - (number(chance) or 0), write, rests_on=behind,
        chart="lead_chance", chart_of="lead_plan",
    )  # fmt: skip


def _untagged(material: Material) -> Iterator[Candidate]:
    share = material.finding("money.utm.tagged_share")
    if share is None or number(share) is None or most(share) > _HALF:
        return

    def write(pen: Pen) -> Told:
        return Told(
            pen.say("Only {share} of the orders say which link brought them.", share=share),
            pen.say(
                "Of all others nobody knows what worked, so hours and money are spent by feel. "
                "Some people come without any link; they will always be there."
            ),
            pen.say(
                "Tag every link by one scheme, in posts, profiles and letters, before the next "
                "post goes out."
            ),
        )

    yield Candidate("money", share, 1 - most(share), write, chart="utm")


def links_without_tags(material: Material) -> Finding | None:
    """Return the share of links with tags where there are enough links and too few tags."""
    share = material.finding("money.links.good_share")
    if share is None or number(share) is None or (share.n or 0) < _ENOUGH_LINKS:
        return None
    return None if most(share) > _HALF else share


def say_without_tags(pen: Pen, share: Finding) -> Spans:
    """Say how few links carry tags."""
    if not number(share):
        return pen.say(
            "None of the {links} links in the posts carries the tags that show what it brings.",
            links=Part(share, "n"),
        )
    return pen.say(
        "Only {share} of the links in the posts carry the tags that show what they bring.",
        share=share,
    )


def _links(material: Material) -> Iterator[Candidate]:
    share = links_without_tags(material)
    if share is None:
        return

    def write(pen: Pen) -> Told:
        return Told(
            say_without_tags(pen, share),
            pen.say(
                "Clicks arrive at the site without a name. Which post sold something cannot be "
                "found out afterwards."
            ),
            pen.say("Agree on one scheme of tags, and make every link of the next posts by it."),
        )

    yield Candidate("money", share, 1 - most(share), write)


def _paid(material: Material) -> Iterator[Candidate]:
    rates: dict[str, Finding] = {}
    for key, numbers in material.group("money.funnel.paid").items():
        rate = numbers.get("conversion_rate")
        if (
            rate is not None
            and number(rate)
            and (number(numbers.get("orders")) or 0) >= (_ENOUGH_ORDERS)
        ):
            rates[key] = rate
    if not {"paid", "organic"} <= set(rates):
        return
    unpaid, paid = rates["organic"], rates["paid"]

    def write(pen: Pen) -> Told:
        return Told(
            pen.say(
                "Visits that end in an order: {unpaid} of the unpaid ones, {paid} of those that "
                "were paid for.",
                unpaid=unpaid,
                paid=paid,
            ),
            pen.say(
                "Paid visits are colder. Whether they pay for themselves depends on what a visit "
                "costs and what an order leaves."
            ),
            pen.say(
                "Pay only for posts that already bring orders unpaid, and set a limit for what an "
                "order may cost."
            ),
        )

    yield Candidate(
        "money", unpaid, effect_of_ratio(unpaid, paid), write, n=min(unpaid.n or 0, paid.n or 0),
        rests_on=(paid,), chart="sales_funnel",
    )  # fmt: skip


def _champions(material: Material) -> Iterator[Candidate]:
    for key, numbers in material.group("money.rfm").items():
        share, brings = numbers.get("share"), numbers.get("net_revenue_share")
        if not key.endswith(f".{_BEST}") or share is None or brings is None:
            continue
        if not number(share) or not number(brings):
            continue

        def write(pen: Pen, *, share: Finding = share, brings: Finding = brings) -> Told:
            return Told(
                pen.say(
                    "{share} of the customers bring {money} of the money.",
                    share=share,
                    money=brings,
                ),
                pen.say(
                    "Losing one of them costs more than many newcomers bring. They already know "
                    "what is good here, and can say it best."
                ),
                pen.say(
                    "Write first to the customers who bring most of the money when something new "
                    "comes, thank them, and ask them for one recommendation."
                ),
            )

        yield Candidate(
            "money", brings, max(0.0, least(brings) - (number(share) or 0)), write, n=share.n,
            rests_on=(share,), chart="customers",
        )  # fmt: skip
