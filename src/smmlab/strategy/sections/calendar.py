"""The calendar: two weeks post by post, the month at a glance, the quarter in outline."""

from datetime import timedelta

from smmlab.strategy.calendar import Slot, link_tags
from smmlab.strategy.document import (
    Block,
    DataTable,
    Heading,
    Paragraph,
    Section,
    Span,
    Spans,
    joined,
)
from smmlab.strategy.ideas import say_idea
from smmlab.strategy.material import Material
from smmlab.strategy.rules import RULES
from smmlab.strategy.sections.month import month_at_a_glance
from smmlab.strategy.sections.quarter import quarter_in_outline
from smmlab.strategy.statements import Day, FromBrief, Name, Pen, Several, Term
from smmlab.texts import clock
from smmlab.texts.labels import label_of

_POST_LETTERS = 70  # of an own post in a narrow column
_IN_TABLE = ("utm_campaign", "utm_content")


def write(material: Material, pen: Pen) -> Section:
    """Write the section."""
    blocks: list[Block] = [
        Paragraph(
            pen.say_many(
                "The calendar shows {n} week in detail and follows the mix and the rhythm "
                "above. Every idea is a start: replace it when life offers a better one of the "
                "same type.",
                "The calendar shows {n} weeks in detail and follows the mix and the rhythm "
                "above. Every idea is a start: replace it when life offers a better one of the "
                "same type.",
                n=RULES["calendar_weeks"],
            )
        ),
        Heading(pen.say("The first two weeks, post by post"), "two_weeks"),
        *_first_weeks(material, pen),
    ]
    if not material.network:
        said = (
            pen.say_many(
                "The network is not decided, so two are tried. The first {n} post goes out on both "
                "at the same hour and stands here twice, because each network has its own link "
                "and size; the others take turns and do not count in the test.",
                "The network is not decided, so two are tried. The first {n} posts go out on both "
                "at the same hour and stand here twice, because each network has its own link "
                "and size; the others take turns and do not count in the test.",
                n=RULES["test_posts"],
            )
            if len(material.decision("network").choice.get("contenders") or []) > 1
            else pen.say("The network is not decided yet; the plan of posts holds for any of them.")
        )
        blocks.append(Paragraph(said, "note"))
    blocks += month_at_a_glance(material, pen)
    blocks.append(
        Paragraph(
            pen.say_many(
                "The whole month, {n} week post by post with ideas and link tags, lies beside "
                "this document: {table} for the spreadsheet and {dates} for the phone.",
                "The whole month, {n} weeks post by post with ideas and link tags, lies beside "
                "this document: {table} for the spreadsheet and {dates} for the phone.",
                n=RULES["month_weeks"],
                table=Name("calendar.csv"),
                dates=Name("calendar.ics"),
            )
        )
    )
    blocks += quarter_in_outline(material, pen)
    return Section("calendar", pen.say("Calendar"), tuple(blocks))


def _first_weeks(material: Material, pen: Pen) -> tuple[Block, ...]:
    if not material.calendar:
        none = pen.say("No post is planned yet: decide the mix and the posts a week.")
        return (Paragraph(none, "note"),)
    first = material.calendar[0].day
    end = first - timedelta(days=first.weekday()) + timedelta(
        weeks=int(RULES["calendar_weeks"].value)
    )  # fmt: skip
    slots = [slot for slot in material.calendar if slot.day < end]
    networks = list(dict.fromkeys(slot.network for slot in material.calendar))
    shows_network, is_tagged = len(networks) > 1, bool(link_tags(slots[0], material.scheme))

    def kind(slot: Slot) -> Spans:
        names = (*((slot.network,) if shows_network else ()), slot.type, slot.form)
        return joined("\u00a0· ", [_word(pen, name) for name in names])

    rows = tuple(
        (
            _when(pen, slot),
            kind(slot),
            say_idea(pen, slot.idea, longest=_POST_LETTERS),
            *((_tags(pen, link_tags(slot, material.scheme)),) if is_tagged else ()),
        )
        for slot in slots
    )
    # The idea is what is read: what is short shares a column.
    named = pen.say("Network, type, form") if shows_network else pen.say("Type, form")
    header = (
        pen.say("Date"), named, pen.say("Idea"), *((pen.say("Link tags"),) if is_tagged else ()),
    )  # fmt: skip
    weights = (8, 10, 19, *((7,) if is_tagged else ()))
    caption = pen.say("Times on the clock of {zone}", zone=FromBrief(material.brief.timezone))
    table = DataTable(caption, header, rows, weights=weights)
    told = link_tags(slots[0], material.scheme)
    return (*_common_tags(pen, networks, told), table)


def _when(pen: Pen, slot: Slot) -> Spans:
    return (
        *pen.value(Day(pen.words.weekday(slot.day.weekday()))), Span(", "),
        *pen.value(Day(pen.words.date(slot.day))), Span(", "), *pen.value(Day(clock(slot.hour))),
    )  # fmt: skip


def _common_tags(pen: Pen, networks: list[str], told: dict[str, str]) -> tuple[Block, ...]:
    """Say once what every link has in common."""
    if not told:
        return ()
    source, medium = (f"{tag}={told[tag]}" for tag in ("utm_source", "utm_medium"))
    tags = tuple(Name(tag) for tag in _IN_TABLE)
    said = (
        pen.say(
            "Every link in a post carries {common}. The table gives the rest: {tags}.",
            common=Name(f"{source}&{medium}"),
            tags=Several(tags),
        )
        if len(networks) == 1
        else pen.say(
            "Every link in a post carries {common} and the network as {source}. The table gives "
            "the rest: {tags}.",
            common=Name(medium),
            source=Name("utm_source"),
            tags=Several(tags),
        )
    )
    return (Paragraph(said),)


def _tags(pen: Pen, told: dict[str, str]) -> Spans:
    return pen.value(Several(tuple(Name(told[tag]) for tag in _IN_TABLE)))


def _word(pen: Pen, name: str) -> Spans:
    label = label_of(name)
    return pen.value(Term(label)) if label else pen.say("not decided")
