"""Privacy: which data are of people, how they are protected, deleted and told of."""

from collections.abc import Mapping
from types import MappingProxyType

from smmlab.strategy.document import Block, Bullets, DataTable, Heading, Paragraph, Section, Spans
from smmlab.strategy.material import Material
from smmlab.strategy.notes import advice
from smmlab.strategy.rules import RULES
from smmlab.strategy.statements import Name, Pen, Quote, Term
from smmlab.texts import message
from smmlab.texts.labels import TABLE_NAMES

_OF_PEOPLE: Mapping[str, str] = MappingProxyType(
    {
        "interactions": message("Who wrote or reacted, when and where, and the words"),
        "people": message("Members, with what the network tells of them"),
        "orders": message("Who bought what, when and for how much"),
    }
)
"""Tables with a row for a single person, and what they hold of them."""


def write(material: Material, pen: Pen) -> Section:
    """Write the section."""
    blocks: list[Block] = [
        *_what(material, pen),
        Heading(pen.say("How people are protected")),
        Bullets(_protected(pen)),
        Heading(pen.say("How data are deleted")),
        Bullets(_deleted(pen)),
        Heading(pen.say("What the client tells people")),
        Bullets(_told(pen)),
        advice(
            pen,
            pen.say(
                "Let somebody who knows the law of the market read this before the first post: it "
                "is no legal advice."
            ),
        ),
    ]
    return Section("privacy", pen.say("Privacy"), tuple(blocks))


def _what(material: Material, pen: Pen) -> tuple[Block, ...]:
    rows = tuple(
        (
            pen.value(Term(TABLE_NAMES[facts.name])),
            pen.value(Term(_OF_PEOPLE[facts.name])),
            pen.value(facts.rows),
        )
        for facts in material.tables
        if facts.name in _OF_PEOPLE and facts.rows is not None
    )
    if not rows:
        said = pen.say(
            "No imported table has rows of single people. What follows holds as soon as comments, "
            "members or orders are imported."
        )
        return (Paragraph(said),)
    header = (pen.say("Data"), pen.say("What they tell of people"), pen.say("Rows"))
    caption = pen.say("Imported data of single people")
    return (DataTable(caption, header, rows, weights=(3, 6, 2)),)


def _protected(pen: Pen) -> tuple[Spans, ...]:
    return (
        pen.say(
            "On import, names and accounts are replaced by pseudonyms. Whoever sees only the "
            "tables cannot tell who is who."
        ),
        pen.say(
            "The key that makes the pseudonyms lies outside the client folder, on the computer "
            "that imports. Never hand over both together, and keep a copy of the key: without it "
            "the same people would be strangers in the next export."
        ),
        pen.say_many(
            "People appear in this document only in groups of at least {n} person; counts of "
            "comments and orders may be smaller. No comment of a single person is quoted. Quoted "
            "posts are those of pages.",
            "People appear in this document only in groups of at least {n} people; counts of "
            "comments and orders may be smaller. No comment of a single person is quoted. Quoted "
            "posts are those of pages.",
            n=RULES["smallest_group"],
        ),
        pen.say(
            "The files in the folder {folder} are as the networks gave them, with names. They are "
            "the part to guard most: an encrypted disk, and access only for those who work with "
            "it.",
            folder=Name("exports"),
        ),
        pen.say("Pseudonymised data are still personal data."),
    )


def _deleted(pen: Pen) -> tuple[Spans, ...]:
    return (
        pen.say(
            "One person who asks for it: {command}. The person leaves the tables, and later "
            "imports leave the person out too.",
            command=Quote("smmlab forget"),
        ),
        pen.say(
            "The files of the networks, once they are imported: {command}. The tables stay.",
            command=Quote("smmlab forget --raw"),
        ),
        pen.say("Everything, when the work ends: delete the client folder and its key."),
    )


def _told(pen: Pen) -> tuple[Spans, ...]:
    return (
        pen.say(
            "The privacy notice says that activity on the pages is analysed in groups, in order to "
            "plan posts and to answer better, and which files of which networks are used."
        ),
        pen.say(
            "It names the legal ground, the time after which the files are deleted, who sees them, "
            "and to whom people write."
        ),
        pen.say(
            "People may see what is kept of them, have it corrected or deleted, and object. "
            "Somebody with a name answers them within a month."
        ),
        pen.say("Orders and addresses of letters are used only as the buyers were told."),
    )
