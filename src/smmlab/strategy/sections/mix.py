"""The mix of the four types: the target, what it means in posts, and where the page stands now."""

from collections.abc import Mapping
from types import MappingProxyType

from smmlab.content.mix import compare_mix, mix_findings
from smmlab.findings import Finding
from smmlab.strategy.document import Block, DataTable, Paragraph, Span, Spans
from smmlab.strategy.material import Material
from smmlab.strategy.planning import posts_a_week
from smmlab.strategy.rules import RULES
from smmlab.strategy.statements import Choice, Name, Part, Pen, Term
from smmlab.strategy.tables import cell
from smmlab.texts import message
from smmlab.texts.labels import LABELS, label_of

_WORK: Mapping[str, str] = MappingProxyType(
    {
        "provocation": message("People take a side and bring their friends into the argument."),
        "instruction": message("People save it and send it to somebody who needs it."),
        "medal": message("People show who they are, or honour somebody else, by passing it on."),
        "laugh": message("People share a good mood."),
    }
)
_CARE: Mapping[str, str] = MappingProxyType(
    {
        "provocation": message(
            "Provoke with a question of taste, never with people or their misfortune."
        ),
        "instruction": message("One problem, one solution, tried out by yourselves."),
        "medal": message("Praise must be true. Ask before you name a customer."),
        "laugh": message("Laugh at yourselves. Never at customers."),
    }
)


def mix_of_types(material: Material, pen: Pen) -> tuple[Block, ...]:
    """Say what each type is for, how many posts of it to plan, and how many there were."""
    decision, rhythm = material.decision("content"), material.decision("rhythm")
    weeks = RULES["month_weeks"]
    compared = compare_mix(
        decision.choice.get("mix") or {}, material.result("type_summary"),
        posts_per_week=posts_a_week(material.decisions), weeks=int(weeks.value),
        network=material.network,
    )  # fmt: skip
    behind = [found for key, found in material.findings.items() if key.startswith("content.types.")]
    sources = behind[0].sources if behind else ()
    shares = {found.key: found for found in mix_findings(compared, sources=sources)}
    rows = compared.to_dict("records")
    planned = [row for row in rows if row["target"] > 0]
    table = DataTable(
        pen.say("The mix: targets, and the posts so far"),
        (pen.say("Type"), pen.say("Target"), pen.say("Posts in four weeks"),
         pen.say("Posts a week"), pen.say("Share so far"), pen.say("Own posts so far")),
        tuple(
            (
                _type(pen, str(row["type"])),
                pen.value(Choice(decision, row["target"], "share")) if row["target"] > 0
                else (Span("–"),),
                pen.value(Choice(rhythm, row["planned"])) if row["target"] > 0 else (Span("–"),),
                _a_week(pen, Choice(rhythm, row["least"]), Choice(rhythm, row["most"]))
                if row["target"] > 0 else (Span("–"),),
                *_so_far(pen, shares.get(f"content.mix.{row['type']}.share")),
            )
            for row in rows
        ),
        weights=(4, 2, 3, 3, 5, 4),
    )  # fmt: skip
    how = DataTable(
        pen.say("What each type does"),
        (pen.say("Type"), pen.say("Why people pass it on"), pen.say("Take care")),
        tuple(
            (_type(pen, str(row["type"])), pen.value(Term(_WORK.get(str(row["type"]), ""))),
             pen.value(Term(_CARE.get(str(row["type"]), ""))))
            for row in planned
        ),
        weights=(2, 5, 5),
    )  # fmt: skip
    return table, Paragraph(_base(material, pen, bool(shares)), "note"), how


def _type(pen: Pen, kind: str) -> Spans:
    return pen.value(Term(LABELS[kind]) if kind in LABELS else Name(kind))


def _a_week(pen: Pen, least: Choice, most: Choice) -> Spans:
    if least.value == most.value:
        return pen.value(least)
    return pen.say("{least} or {most}", least=least, most=most)


def _so_far(pen: Pen, found: Finding | None) -> tuple[Spans, Spans]:
    """Return the share with its interval, and the posts behind it; unknown is not none."""
    if found is None:
        return pen.say("unknown"), pen.say("unknown")
    counted = pen.say("{n} of {of}", n=Part(found, "numerator"), of=Part(found, "denominator"))
    return cell(pen, found), counted


def _base(material: Material, pen: Pen, is_known: bool) -> Spans:
    if not is_known:
        return pen.say(
            "How the posts so far are mixed is unknown: no own post with a text has a type the "
            "model is sure of. Export the posts of your pages with their texts."
        )
    summary, network = material.result("type_summary"), material.network
    if network and summary["network"].eq(network).any():
        return pen.say(
            "Looked back at: own posts on {network} whose type the model is sure of. What has no "
            "clear type informs, and needs no place in the plan: news go where they are due.",
            network=Term(label_of(network)) if label_of(network) else Name(network),
        )
    return pen.say(
        "Looked back at: own posts of all networks whose type the model is sure of. What has no "
        "clear type informs, and needs no place in the plan: news go where they are due."
    )
