"""The gathering place: what must stand before the first post is promoted, and its rules."""

from collections.abc import Mapping
from types import MappingProxyType

from smmlab.strategy.document import Block, Bullets, Heading, Paragraph, Section, Spans
from smmlab.strategy.material import Material, decision_notes
from smmlab.strategy.notes import advice
from smmlab.strategy.statements import FromBrief, Pen, Term
from smmlab.texts import message

TASKS: Mapping[str, str] = MappingProxyType(
    {
        "name": message(
            "A name that people search for: what it is about and where, then the brand."
        ),
        "about": message(
            "A description in one sentence: for whom this place is and what they get here."
        ),
        "pinned": message(
            "A pinned first post: who we are, what happens here, how to ask and buy."
        ),
        "welcome": message("A welcome for newcomers that asks one easy question."),
        "contact": message("A visible way to ask and to buy, tried out on a telephone."),
        "rules": message("Short rules of the house, kept by us first."),
        "link": message("One link to the shop with the tags from the section on money."),
        "face": message("A person with a name and a photograph who speaks for the business."),
    }
)
"""What each task of the decision means; the keys stand in decisions.toml."""

_KINDS: Mapping[str, str] = MappingProxyType(
    {
        "facebook": message(
            "Form: a page for reach and a group for the talk. Never a personal profile."
        ),
        "instagram": message("Form: a business account, with highlights as the shop window."),
        "telegram": message(
            "Form: a channel with a discussion group attached, so that people can answer."
        ),
        "tiktok": message("Form: a business account with one recurring series."),
        "youtube": message("Form: a channel with playlists by question, and the community tab."),
        "linkedin": message(
            "Form: the profile of a person who speaks, with the company page behind it."
        ),
        "vkontakte": message(
            "Form: a community with comments and messages switched on. Never a profile."
        ),
        "odnoklassniki": message("Form: a group for the business, with discussions switched on."),
        "pinterest": message("Form: a business account with boards named as people search."),
        "reddit": message("Form: take part in existing communities first, and follow their rules."),
        "whatsapp": message(
            "Form: a community for customers who agreed to it; it does not win new people."
        ),
        "snapchat": message("Form: a public profile with a daily story."),
        "threads": message("Form: a profile linked to the Instagram account."),
        "x": message("Form: an account that answers quickly, with the best thread pinned."),
    }
)


def write(material: Material, pen: Pen) -> Section:
    """Write the section."""
    decision = material.decision("place")
    tasks = [str(task) for task in decision.choice.get("tasks") or []]
    blocks: list[Block] = []
    if material.network:
        said = pen.say(
            "The place stands on {network}.", network=material.chosen("network", "network")
        )
        blocks.append(Paragraph(said, "lead"))
        if material.network in _KINDS:
            blocks.append(Paragraph(pen.value(Term(_KINDS[material.network]))))
    else:
        blocks.append(
            Paragraph(
                pen.say(
                    "The list below holds for any network; the form of the place follows the "
                    "decision."
                )
            )
        )
    if material.brief.face:
        blocks.append(
            Paragraph(
                pen.say("The face of the place: {face}.", face=FromBrief(material.brief.face))
            )
        )
    blocks.append(Heading(pen.say("To do before anything is promoted")))
    blocks.append(Bullets(tuple(_task(pen, task) for task in tasks), is_checklist=True))
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


def _task(pen: Pen, task: str) -> Spans:
    if task in TASKS:
        return pen.value(Term(TASKS[task]))
    return pen.value(FromBrief(task))


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
