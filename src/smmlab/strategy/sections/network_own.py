"""What the client's own results did to the choice of a network, and what it was without them."""

from collections.abc import Mapping
from types import MappingProxyType

from smmlab.networks.own_learning import moved_by
from smmlab.schema import NETWORKS
from smmlab.strategy.document import Block, DataTable, Heading, Paragraph, Spans
from smmlab.strategy.material import Material
from smmlab.strategy.statements import Listed, Pen, Several, Term
from smmlab.strategy.tables import findings_table
from smmlab.texts import message
from smmlab.texts.labels import NETWORK_NAMES

_TOLD_FROM = 0.05
"""Change of a chance that is worth a sentence (judgement)."""
_COMPARED: Mapping[str, str] = MappingProxyType(
    {
        "posts": message("people reached by a post"),
        "engagements": message("engagements of a person reached"),
        "enquiries": message("enquiries of a person reached"),
        "orders": message("orders of a person reached"),
    }
)


def moved(material: Material, pen: Pen) -> tuple[Block, ...]:
    """Say by what own results moved the chances; nothing where they did not."""
    compared = _compared(material)
    if not compared:
        return ()
    networks = [name for name in NETWORKS if any(name in found for found in compared.values())]
    said = pen.say(
        "Our own results ({networks}) moved these chances. Compared were: {measures}. What the "
        "chances would be without them stands beside.",
        networks=Several(tuple(Term(NETWORK_NAMES[name]) for name in networks)),
        measures=Listed(tuple(Term(_COMPARED[name]) for name in compared)),
    )
    return (Paragraph(said),)


def likeliest_without(material: Material, pen: Pen) -> Spans:
    """Say which two networks would lead without own results; nothing where it is all the same."""
    known = {
        name: found
        for name in NETWORKS
        if (found := material.finding(f"networks.{name}.p_without_own")) is not None
    }
    if len(known) < 2 or not any(abs(_fall(material, name)) >= _TOLD_FROM for name in known):
        return ()
    first, second = sorted(known, key=lambda name: -float(known[name].value or 0))[:2]
    return pen.say(
        "Our own results moved this: without them the likeliest would be {first} ({chance}) and "
        "{second} ({other}).",
        first=Term(NETWORK_NAMES[first]), chance=known[first],
        second=Term(NETWORK_NAMES[second]), other=known[second],
    )  # fmt: skip


def against(material: Material, pen: Pen, name: str) -> Spans:
    """Say what own results speak against a network; nothing where they cost it nothing."""
    before = material.finding(f"networks.{name}.p_without_own")
    if before is None or _fall(material, name) < _TOLD_FROM:
        return ()
    leader = str(material.result("fit").table["network"].iloc[0])
    here, there = (
        material.finding(f"networks.{one}.own.reach_mean") for one in (name, leader)
    )  # fmt: skip
    if here is None or there is None or float(here.value or 0) >= float(there.value or 0):
        return pen.say("Without our own results the chance would be {chance}.", chance=before)
    return pen.say(
        "Our own results speak against it. People reached by a post on average: {here} there, "
        "{there} on {leader}. Without these results the chance would be {chance}.",
        here=here, there=there, leader=Term(NETWORK_NAMES[leader]), chance=before,
    )  # fmt: skip


def own_results(material: Material, pen: Pen) -> tuple[Block, ...]:
    """Return the table of own results by network, and how far they can be compared."""
    table: DataTable | None = findings_table(
        material, pen, "networks",
        pen.say("Our own results; on two networks or more they count before public figures"),
        pen.say("Network"),
        columns=_columns(material),
        only=[f"{name}.own" for name in NETWORKS],
        name=lambda key: pen.value(Term(NETWORK_NAMES[key.removesuffix(".own")])),
    )  # fmt: skip
    if table is None:
        return ()
    blocks: list[Block] = [Heading(pen.say("What our own results say")), table]
    if "posts" in _compared(material):
        said = pen.say(
            "How many people a post reaches depends on the size of the page and on the year too. "
            "The score makes a wide allowance for that; check whether these pages can be compared."
        )
        blocks.append(Paragraph(said, "note"))
    return tuple(blocks)


def _columns(material: Material) -> tuple[str, ...]:
    # One rate with two intervals (drawn over posts there, a model here) would only puzzle.
    is_told = any(
        "engagement_rate" in numbers and numbers["engagement_rate"].status != "unknown"
        for numbers in material.group("content.engagement").values()
    )
    return ("posts", "reach_mean", *(() if is_told else ("engagement_rate",)),
            "enquiries_per_thousand", "orders_per_thousand")  # fmt: skip


def _compared(material: Material) -> dict[str, frozenset[str]]:
    scored = tuple(
        name for name in NETWORKS if material.finding(f"networks.{name}.p_without_own") is not None
    )
    fit = material.result("fit")
    return moved_by(fit.own, scored) if scored and fit is not None else {}


def _fall(material: Material, name: str) -> float:
    before, after = (
        material.finding(f"networks.{name}.{part}") for part in ("p_without_own", "p_best")
    )
    if before is None or after is None:
        return 0.0
    return float(before.value or 0) - float(after.value or 0)
