"""What could be told of people and networks: the core, what they ask, where they buy."""

from collections.abc import Iterator

from smmlab.asking import TOPIC_LABELS
from smmlab.findings import Finding
from smmlab.strategy.material import Material
from smmlab.strategy.statements import Part, Pen, Term
from smmlab.strategy.telling import Candidate, Told, effect_of_ratio, least, most, number
from smmlab.texts.labels import NETWORK_NAMES

_LEAST_GAP = 0.2
_COMPLAINT = "complaint"


def of_people(material: Material) -> Iterator[Candidate]:
    """Yield what could be told of the audience and of the networks."""
    yield from _core(material)
    yield from _asked(material)
    yield from _chosen(material)
    yield from _orders(material)


def _core(material: Material) -> Iterator[Candidate]:
    share = material.finding("audience.segment.core.share")
    acts = material.finding("audience.segment.core.acts_share")
    part = number(acts)
    if share is None or acts is None or part is None or part - most(share) < _LEAST_GAP:
        return

    def write(pen: Pen) -> Told:
        return Told(
            pen.say(
                "{share} of the active people make {acts} of all reactions and comments.",
                share=share,
                acts=acts,
            ),
            pen.say(
                "The page lives off a small circle. When it grows tired, the talk stops; when it "
                "brings friends, the page grows without money."
            ),
            pen.say(
                "Thank the most active people in public, answer them first, and ask them what they "
                "would show to a friend."
            ),
        )

    yield Candidate(
        "audience", acts, part - most(share), write, n=share.n, rests_on=(share,), chart="segments"
    )


def _asked(material: Material) -> Iterator[Candidate]:
    needs = {
        topic: numbers["share"]
        for topic, numbers in material.group("audience.need").items()
        if topic != _COMPLAINT and topic in TOPIC_LABELS and number(numbers.get("share"))
    }
    if not needs:
        return
    topic, share = max(needs.items(), key=lambda pair: number(pair[1]) or 0)
    label = next(label for key, label in TOPIC_LABELS.items() if key == topic)

    def write(pen: Pen) -> Told:
        return Told(
            pen.say(
                "{share} of the people who wrote want to know one thing: {topic}.",
                share=share,
                topic=Term(label),
            ),
            pen.say(
                "A question that many ask is a post nobody has written yet. The share is a lower "
                "limit, because the lists of words miss other wordings."
            ),
            pen.say(
                "Answer what most people ask in a pinned post and in the profile, and link to it "
                "under every such question: {topic}.",
                topic=Term(label),
            ),
        )

    yield Candidate("audience", share, least(share), write, chart="needs")


def _chosen(material: Material) -> Iterator[Candidate]:
    choice = material.finding("networks.choice")
    chances = sorted(
        (
            (value, name)
            for name, numbers in material.group("networks").items()
            if name in NETWORK_NAMES and (value := number(numbers.get("p_best"))) is not None
        ),
        reverse=True,
    )
    if choice is None or not chances or chances[0][1] != str(choice.value):
        return
    (first, name), second = chances[0], chances[1][0] if len(chances) > 1 else 0.0
    chance = material.findings[f"networks.{name}.p_best"]

    def write(pen: Pen) -> Told:
        return Told(
            pen.say(
                "One network stands out: {network}, with a chance of {chance} of being the best.",
                network=Term(NETWORK_NAMES[name]),
                chance=chance,
            ),
            pen.say(
                "The chance weighs who of the target group is there, who wants to buy and how many "
                "sell already. Public figures are part of it."
            ),
            pen.say(
                "Put the work of the next weeks into one network, {network}, and let the other "
                "pages point to it.",
                network=Term(NETWORK_NAMES[name]),
            ),
        )

    # A count of public figures is no sample of people: the status alone says how sure it is.
    yield Candidate("network", chance, first - second, write, rests_on=(choice,), chart="fit")


def _orders(material: Material) -> Iterator[Candidate]:
    rates: dict[str, Finding] = {
        name: found
        for name in NETWORK_NAMES
        if (found := material.finding(f"networks.{name}.own.orders_per_thousand")) is not None
        and number(found)
    }
    if len(rates) < 2:
        return
    best = max(rates, key=lambda name: number(rates[name]) or 0)
    last = min(rates, key=lambda name: number(rates[name]) or 0)
    more, less = rates[best], rates[last]
    orders = int(min(more.numerator or 0, less.numerator or 0))

    def write(pen: Pen) -> Told:
        return Told(
            pen.say(
                "Orders for a thousand people reached: {more} on {best}, {less} on {last}.",
                more=more,
                best=Term(NETWORK_NAMES[best]),
                less=less,
                last=Term(NETWORK_NAMES[last]),
            ),
            pen.say(
                "Reach is not worth the same everywhere, and likes do not show it. Behind it "
                "stand orders whose links say where they come from: {orders} and {fewer}.",
                orders=Part(more, "numerator"),
                fewer=Part(less, "numerator"),
            ),
            pen.say(
                "Give the hours to {best} first; on {last} the same posts go out without extra "
                "work.",
                best=Term(NETWORK_NAMES[best]),
                last=Term(NETWORK_NAMES[last]),
            ),
        )

    yield Candidate(
        "network", more, effect_of_ratio(more, less), write, n=orders, rests_on=(less,),
        chart="sales_funnel",
    )  # fmt: skip
