"""Network: the one we choose, those we do not, and why; "not decided" is a result."""

from typing import Any

from smmlab.strategy.charts import charts_of
from smmlab.strategy.document import (
    Block,
    DataTable,
    Heading,
    Paragraph,
    Section,
    Spans,
    joined,
)
from smmlab.strategy.material import Material, decision_notes
from smmlab.strategy.notes import advice
from smmlab.strategy.rules import RULES
from smmlab.strategy.sections.network_doubt import doubt
from smmlab.strategy.sections.network_habits import habits
from smmlab.strategy.sections.network_own import against, moved
from smmlab.strategy.sections.one_or_two import one_or_two
from smmlab.strategy.statements import Listed, Pen, Term
from smmlab.strategy.tables import findings_table
from smmlab.texts.labels import NETWORK_NAMES

_THERE = ("affinity", "composition", "potential", "interested")
_ODDS = ("score", "p_best", "p_without_own", "regret")


def write(material: Material, pen: Pen) -> Section:
    """Write the section."""
    fit = material.result("fit")
    cautions = material.group("networks").get("caution", {})
    blocks: list[Block] = [Paragraph(pen.value(said), "caution") for said in cautions.values()]
    blocks.extend(_choice(material, pen))
    if fit is not None and not fit.table.empty:
        blocks.append(Heading(pen.say("How the networks compare")))
        blocks.extend(_comparison(material, pen))
        blocks.extend(habits(material, pen))
        blocks.extend(doubt(material, pen))
        blocks.append(Heading(pen.say("Why not the others"), "rejected"))
        blocks.append(_rejected(material, pen, fit.table))
    else:
        blocks.append(Heading(pen.say("Why not the others"), "rejected"))
        blocks.append(
            Paragraph(
                pen.say(
                    "The networks are not compared yet. Give the target group in the brief and "
                    "count the active sellers on each network."
                ),
                "note",
            )
        )
    return Section("network", pen.say("One network"), tuple(blocks))


def _choice(material: Material, pen: Pen) -> tuple[Block, ...]:
    decision = material.decision("network")
    notes = decision_notes(material, pen, "network")
    if material.network:
        grounds = tuple(
            found for key in decision.findings if (found := material.finding(key)) is not None
        )
        said = pen.say(
            "Build the gathering place on {network}. Other networks only point to it.",
            network=material.chosen("network", "network"),
        )
        return (advice(pen, said, rests_on=grounds), *notes, *one_or_two(material, pen))
    names = [str(name) for name in decision.choice.get("contenders") or []]
    said = (
        pen.say("The network is not decided. This is a result, not a gap in the work.")
        if names
        else pen.say("The network is not decided: there are no figures to compare yet.")
    )
    candidates: tuple[Block, ...] = ()
    if names:
        contenders = Listed(tuple(Term(NETWORK_NAMES.get(n, n)) for n in names))
        candidates = (Paragraph(pen.say("The candidates: {networks}.", networks=contenders)),)
    return (Paragraph(said, "lead"), *candidates, *notes, *one_or_two(material, pen))


def _comparison(material: Material, pen: Pen) -> tuple[Block, ...]:
    # Without counted sellers nobody knows who would meet a post: the number is that of interest.
    counted = material.finding("networks.condition.counted")
    is_counted = counted is None or bool(counted.value)
    ranked = (
        (pen.say("Who would meet our posts, and how sure the order is"), _ODDS)
        if is_counted
        else (pen.say("How sure the order of the networks is"), _ODDS[1:])
    )
    there, odds = (
        findings_table(
            material, pen, "networks", caption, pen.say("Network"), columns=columns,
            only=NETWORK_NAMES, most=len(NETWORK_NAMES),
        )
        for caption, columns in (
            (pen.say("Who of the target group is there; an affinity above a hundred means more "
                     "than elsewhere"), _THERE),
            ranked,
        )
    )  # fmt: skip
    rule = pen.say(
        "One network is named only if its chance of being best is at least {chance} and a mistake "
        "would cost less than {loss} of the best result.",
        chance=RULES["network_certainty"],
        loss=RULES["network_regret"],
    )
    shown = tuple(table for table in (there, odds) if table is not None)
    return (
        *shown,
        *moved(material, pen),
        Paragraph(rule),
        *charts_of(material, pen, "fit"),
        *charts_of(material, pen, "funnel", of="fit"),
        *charts_of(material, pen, "places", of="fit"),
    )


def _rejected(material: Material, pen: Pen, table: Any) -> DataTable:
    # While nothing is decided, the candidates are not rejected.
    contenders = material.decision("network").choice.get("contenders") or []
    chosen = {material.network} if material.network else set(contenders)
    rows: list[tuple[Spans, ...]] = []
    for line in table.itertuples():
        name = str(line.network)
        if name in chosen or name not in NETWORK_NAMES:
            continue
        title = pen.value(Term(NETWORK_NAMES[name]))
        rows.append((title, _why_not(material, pen, line, name)))
    return DataTable(
        pen.say("Every network that was looked at and not chosen"),
        (pen.say("Network"), pen.say("Reason")),
        tuple(rows),
        weights=(1, 4),
    )


def _why_not(material: Material, pen: Pen, line: Any, name: str) -> Spans:
    gate = material.finding(f"networks.{name}.gate")
    chance = material.finding(f"networks.{name}.p_best")
    if gate is not None and line.gate == "closed":
        return pen.value(gate)
    if chance is None:
        return pen.say("No figure is known for this market, so it could not be compared.")
    said = pen.say("The chance that it is the best choice: {chance}.", chance=chance)
    told = (said, against(material, pen, name), () if gate is None else pen.value(gate))
    return joined(" ", tuple(spans for spans in told if spans))
