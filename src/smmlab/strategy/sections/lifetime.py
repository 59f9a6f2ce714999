"""How long a post works, by the client's own posts: measured, or what to export to know it."""

from collections.abc import Mapping

from smmlab.findings import Finding
from smmlab.strategy.document import Block, Bullets, Paragraph, Spans
from smmlab.strategy.material import Material
from smmlab.strategy.rules import RULES
from smmlab.strategy.statements import Listed, Pen, Term
from smmlab.texts.labels import label_of

_PREFIX = "content.lifetime"


def after_a_post(material: Material, pen: Pen) -> tuple[Block, ...]:
    """Say how long posts work on each network, and what to do after one is out."""
    pages = _pages(material)
    known = {name: numbers for name, numbers in pages.items() if "share_72h" in numbers}
    blocks: list[Block] = []
    for name, numbers in known.items():
        blocks.append(Paragraph(_measured(pen, name, numbers)))
        if numbers["share_72h"].status == "estimated":
            said = pen.say("Counted by comments or reposts, which stand in for all engagement.")
            blocks.append(Paragraph(said, "note"))
        blocks.append(Paragraph(_verdict(pen, numbers)))
    unknown = [name for name in pages if name not in known]
    if unknown or not pages:
        blocks.append(Paragraph(_unknown(pen, unknown), "note"))
    return (*blocks, Bullets(_tasks(pen)))


def _pages(material: Material) -> dict[str, dict[str, Finding]]:
    # A number that is unknown says only that; the others of its page still stand.
    return {
        name: {last: found for last, found in numbers.items() if found.status != "unknown"}
        for name, numbers in material.group(_PREFIX).items()
        if name
    }


def _measured(pen: Pen, name: str, numbers: Mapping[str, Finding]) -> Spans:
    network = Term(label_of(name.split(".", maxsplit=1)[0]))
    if "half_life_hours" not in numbers:
        return pen.say(
            "{network}: within three days {share} of what a post brings has come. Half of it takes "
            "longer than ten days.",
            network=network,
            share=numbers["share_72h"],
        )
    return pen.say_many(
        "{network}: half of what a post brings has come after {n} hour; {day} after one day, "
        "{share} after three.",
        "{network}: half of what a post brings has come after {n} hours; {day} after one day, "
        "{share} after three.",
        network=network,
        n=numbers["half_life_hours"],
        day=numbers["share_24h"],
        share=numbers["share_72h"],
    )


def _verdict(pen: Pen, numbers: Mapping[str, Finding]) -> Spans:
    verdict, days = numbers.get("verdict"), RULES["post_working_days"]
    share = numbers.get("top_share_72h")
    if verdict is None or share is None:
        return pen.say_many(
            "Whether posts that do best are over within {n} day cannot be told: there are too "
            "few of them.",
            "Whether posts that do best are over within {n} days cannot be told: there are too "
            "few of them.",
            n=days,
        )
    if verdict.value == "supports":
        return pen.say_many(
            "The rule that a post works for {n} day holds for the posts that did best: {share} "
            "came within this time. After that, effort belongs to the next post.",
            "The rule that a post works for {n} days holds for the posts that did best: {share} "
            "came within this time. After that, effort belongs to the next post.",
            n=days,
            share=share,
        )
    if verdict.value == "contradicts":
        return pen.say_many(
            "The rule that a post works for {n} day does not hold here: of what the best posts "
            "brought, only {share} came within this time. Keep answering under them for longer.",
            "The rule that a post works for {n} days does not hold here: of what the best posts "
            "brought, only {share} came within this time. Keep answering under them for longer.",
            n=days,
            share=share,
        )
    return pen.say_many(
        "Whether the best posts are over within {n} day cannot be told yet: {share} came within "
        "this time, and the interval leaves both answers open.",
        "Whether the best posts are over within {n} days cannot be told yet: {share} came "
        "within this time, and the interval leaves both answers open.",
        n=days,
        share=share,
    )


def _unknown(pen: Pen, names: list[str]) -> Spans:
    networks = [label for name in names if (label := label_of(name.split(".", maxsplit=1)[0]))]
    if not networks:
        return pen.say(
            "How long a post works cannot be known from these files. Export the same posts again "
            "one, two and three days after they go out; the reminders lie beside this document."
        )
    return pen.say(
        "How long a post works cannot be known from these files for {networks}. Export the same "
        "posts again one, two and three days after they go out; the reminders lie beside this "
        "document.",
        networks=Listed(tuple(Term(network) for network in dict.fromkeys(networks))),
    )


def _tasks(pen: Pen) -> tuple[Spans, ...]:
    return (
        pen.say(
            "Look at it {first} h and again {second} h after it went out, and write both counts "
            "down.",
            first=RULES["first_look_hours"],
            second=RULES["second_look_hours"],
        ),
        pen.say("Stay in the comments while they come: an answer brings the next comment."),
        pen.say("Repeat what worked in another form. Do not repeat the same post."),
    )
