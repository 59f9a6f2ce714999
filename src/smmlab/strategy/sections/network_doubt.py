"""How sure the choice of a network is: the conditions, what would turn it, own results."""

from collections.abc import Mapping
from types import MappingProxyType

from smmlab.findings import Finding
from smmlab.schema import NETWORKS
from smmlab.strategy.charts import charts_of
from smmlab.strategy.document import Block, Bullets, Heading, Paragraph, Spans
from smmlab.strategy.material import Material
from smmlab.strategy.rules import RULES
from smmlab.strategy.sections.network_own import own_results
from smmlab.strategy.statements import Listed, Pen, Term
from smmlab.texts import message
from smmlab.texts.labels import NETWORK_NAMES

_MOST_TURNS = 4
_CHECK: Mapping[str, str] = MappingProxyType(
    {
        "reach": message(
            "The figure to check first is the reach of {network} in the target group: it moves the "
            "chance of the likeliest network by {swing}."
        ),
        "interest": message(
            "The figure to check first is the interest in buying on {network}: it moves the chance "
            "of the likeliest network by {swing}."
        ),
        "sellers": message(
            "The figure to check first is how much the sellers on {network} post: it moves the "
            "chance of the likeliest network by {swing}."
        ),
    }
)


def doubt(material: Material, pen: Pen) -> tuple[Block, ...]:
    """Return what the choice rests on and what would change it; nothing without a comparison."""
    conditions = _conditions(material, pen)
    turns = _turns(material, pen)
    blocks: list[Block] = []
    if conditions:
        blocks += [
            Heading(pen.say("What a network must meet to be named")),
            Bullets(conditions),
        ]
    if turns or material.group("networks.sensitivity"):
        blocks.append(Heading(pen.say("What would change the answer")))
        first = _first_to_check(material, pen)
        if first:
            blocks.append(Paragraph(first))
        blocks += charts_of(material, pen, "tornado", of="fit")
        if turns:
            blocks.append(Bullets(turns))
        blocks += charts_of(material, pen, "feed_load", of="fit")
    return (*blocks, *own_results(material, pen), *_figures(material, pen))


def _conditions(material: Material, pen: Pen) -> tuple[Spans, ...]:
    found = material.group("networks").get("condition", {})
    lines: list[Spans] = []
    if "p_best" in found:
        lines.append(
            pen.say(
                "Its chance of being the best is at least {limit}: it is {chance}.",
                limit=RULES["network_certainty"], chance=found["p_best"],
            )
        )  # fmt: skip
    if "regret" in found:
        lines.append(
            pen.say(
                "A mistake costs less than {limit} of the best result: it costs {loss}.",
                limit=RULES["network_regret"], loss=found["regret"],
            )
        )  # fmt: skip
    if "steady" in found:
        lines.append(
            pen.say(
                "It stays the best however full the feed is and however the parts are weighed: it "
                "does in {share} of the settings.",
                share=found["steady"],
            )
        )
    counted = found.get("counted")
    if counted is not None:
        lines.append(
            pen.say("Its sellers were counted.")
            if counted.value
            else pen.say("Its sellers must be counted: nobody has done so yet.")
        )
    return tuple(lines)


def _first_to_check(material: Material, pen: Pen) -> Spans:
    group = material.group("networks.sensitivity")
    found = [numbers["swing"] for numbers in group.values() if "swing" in numbers]
    if not found:
        return ()
    most = max(found, key=lambda one: float(one.value or 0))
    network, _, name = most.key.removeprefix("networks.sensitivity.").removesuffix(
        ".swing"
    ).rpartition(".")  # fmt: skip
    if not network:
        return pen.say(
            "The figure to look at first is the number of all other posts in the feed: it moves "
            "the chance of the likeliest network by {swing}.", swing=most,
        )  # fmt: skip
    return pen.say(_CHECK[name], network=Term(NETWORK_NAMES[network]), swing=most)


def _turns(material: Material, pen: Pen) -> tuple[Spans, ...]:
    """Say by how much a figure of the leader must be wrong, the nearest first."""
    turns: list[tuple[float, Finding, str, str, str]] = []
    for changed_input, challengers in material.group("networks.break_even").items():
        changed, _, name = changed_input.partition(".")
        for challenger, found in challengers.items():
            times = float(found.value or 0)
            if name in ("sellers", "reach") and times > 0:
                turns.append((max(times, 1 / times), found, changed, name, challenger))
    turns.sort(key=lambda turn: (turn[0], turn[1].key))
    counted = material.finding("networks.condition.counted")
    is_counted = counted is None or bool(counted.value)
    lines = []
    for _, found, changed, name, challenger in turns[:_MOST_TURNS]:
        one, other = Term(NETWORK_NAMES[changed]), Term(NETWORK_NAMES[challenger])
        if name == "sellers" and not is_counted:
            lines.append(
                pen.say(
                    "{challenger} wins if the sellers on {network} post {times} times what is "
                    "assumed while nobody has counted them.", challenger=other, network=one,
                    times=found,
                )
            )  # fmt: skip
        elif name == "sellers":
            lines.append(
                pen.say(
                    "{challenger} wins if the sellers on {network} post {times} times what was "
                    "counted.", challenger=other, network=one, times=found,
                )
            )  # fmt: skip
        else:
            lines.append(
                pen.say(
                    "{challenger} wins if the reach of {network} is {times} times what the figures "
                    "say.", challenger=other, network=one, times=found,
                )
            )  # fmt: skip
    return tuple(lines)


def _figures(material: Material, pen: Pen) -> tuple[Block, ...]:
    lines: list[Spans] = []
    own = material.finding("networks.own_figures")
    if own is not None:
        lines.append(
            pen.say(
                "Figures of our own from evidence.csv were used and win over the packaged ones: "
                "{rows}.", rows=own,
            )
        )  # fmt: skip
    borrowed = {
        name: found
        for name in NETWORKS
        if (found := material.finding(f"networks.{name}.borrowed_from")) is not None
        and material.finding(f"networks.{name}.p_best") is not None
    }
    if borrowed:
        lines.append(
            pen.say(
                "For these networks the market has no figure; the nearest one stands in, with a "
                "wider interval: {networks}.",
                networks=Listed(tuple(Term(NETWORK_NAMES[name]) for name in borrowed)),
            )
        )
    return (Bullets(tuple(lines)),) if lines else ()
