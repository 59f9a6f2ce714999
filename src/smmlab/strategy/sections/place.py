"""The gathering place: what to open and why, what stands, what to do first, rules of the house."""

from smmlab.gathering.choice import PlaceChoice
from smmlab.strategy.document import Block, Bullets, Heading, Paragraph, Section, Spans
from smmlab.strategy.material import Material, decision_notes
from smmlab.strategy.notes import advice
from smmlab.strategy.planning import tries_two
from smmlab.strategy.sections.place_audit import audit_blocks, task_blocks
from smmlab.strategy.sections.place_kinds import choice_blocks, short_choices
from smmlab.strategy.statements import Pen


def write(material: Material, pen: Pen) -> Section:
    """Write the section."""
    blocks: list[Block] = []
    choices = material.result("places") or {}
    choice: PlaceChoice | None = choices.get(material.network)
    if material.network:
        said = pen.say(
            "The place stands on {network}.", network=material.chosen("network", "network")
        )
        blocks.append(Paragraph(said, "lead"))
        if choice is not None:
            blocks.extend(choice_blocks(material, pen, choice))
    else:
        blocks.append(
            Paragraph(
                pen.say(
                    "The network is not decided. For the test, open on both what is missing there "
                    "before the first post; the lasting choice waits for its end. This is what "
                    "each candidate asks for."
                )
                if tries_two(material.decisions)
                else pen.say(
                    "The network is not decided, so nothing is opened yet. This is what each "
                    "candidate would ask for."
                )
            )
        )
        blocks.extend(short_choices(material, pen, choices))
    blocks.extend(audit_blocks(material, pen))
    blocks.append(Heading(pen.say("To do, in order of effect"), "todo"))
    blocks.extend(task_blocks(material, pen))
    blocks.extend(decision_notes(material, pen, "place"))
    blocks.append(Heading(pen.say("Rules of the house")))
    blocks.append(Bullets(_rules(pen)))
    blocks.append(
        advice(
            pen,
            pen.say(
                "Invite the first people by hand: customers, neighbours, partners. A place with "
                "talk in it draws newcomers; an empty one sends them away."
            ),
        )
    )
    return Section("place", pen.say("The gathering place"), tuple(blocks))


def _rules(pen: Pen) -> tuple[Spans, ...]:
    return (
        pen.say("We speak with people, not at them: every post leaves room for an answer."),
        pen.say("Nobody is insulted, and nobody insults. Arguments are welcome."),
        pen.say(
            "Criticism stays visible and gets an answer. Spam and hatred are removed, with a "
            "reason."
        ),
        pen.say("Advertising is called advertising."),
        pen.say("Private matters move to private messages; the outcome is told in public."),
    )
