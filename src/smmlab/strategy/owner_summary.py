"""Two pages for the owner: what we ask for, why, what it brings and costs, what to decide."""

from collections.abc import Callable

from smmlab.strategy.asks import ask_section, decide_section
from smmlab.strategy.document import (
    Block,
    Bullets,
    DataTable,
    Document,
    Paragraph,
    Section,
    Span,
    Spans,
)
from smmlab.strategy.ideas import say_idea
from smmlab.strategy.lint import check_document
from smmlab.strategy.material import Material, decision_notes
from smmlab.strategy.monday import Task, monday_tasks, rests_on
from smmlab.strategy.owner_money import cost_section, gain_section
from smmlab.strategy.rules import RULES
from smmlab.strategy.sections import appendix
from smmlab.strategy.sections.network_own import likeliest_without
from smmlab.strategy.sections.scenarios import is_tried_first
from smmlab.strategy.statements import Choice, Day, FromBrief, Listed, Name, Pen, Term, Value
from smmlab.strategy.telling import number
from smmlab.texts.labels import LABELS, NETWORK_NAMES, label_of

REQUIRED = (
    "owner_ask", "owner_network", "owner_work", "owner_gain", "owner_cost", "owner_weeks",
    "owner_decide",
)  # fmt: skip
"""Keys of the sections of the summary, in their order."""

_MOST_POSTS = 8
_MOST_TASKS = 3
_MOST_CAUTIONS = 2
_IDEA_LETTERS = 60


def build_summary(material: Material) -> Document:
    """Return the checked summary for the owner: two pages and the evidence on pages of its own.

    Parameters
    ----------
    material
        From `smmlab.strategy.collecting.gather`.

    Raises
    ------
    StrategyError
        When a number has no finding behind it, or a part is missing.
    """
    pen = Pen(material.words)
    sections = tuple(write(material, pen) for write in _SECTIONS)
    document = Document(
        title=pen.say("Summary for the owner: {client}", client=FromBrief(material.brief.name)),
        subtitle=pen.say("Written on {day}", day=Day(material.words.date(material.made_on))),
        language=material.words.language,
        made_on=material.made_on,
        sections=sections,
        appendix=appendix.write(material, pen),
        author="smmlab",
    )
    check_document(document, required=REQUIRED)
    return document


def _network(material: Material, pen: Pen) -> Section:
    blocks: list[Block] = [Paragraph(_why(material, pen))]
    without = likeliest_without(material, pen)
    if without:
        blocks.append(Paragraph(without))
    if material.network:
        blocks.extend(decision_notes(material, pen, "network"))
    elif material.decision("network").choice.get("contenders"):
        cautions = list(material.group("networks").get("caution", {}).values())[:_MOST_CAUTIONS]
        if cautions:
            blocks.append(Bullets(tuple(pen.value(said) for said in cautions)))
        blocks.append(
            Paragraph(
                pen.say(
                    "Two networks are more work than one, so the test has an end. Enquiries and "
                    "orders for an hour of work decide, not likes."
                )
            )
        )
    return Section("owner_network", pen.say("One network, and why"), tuple(blocks))


def _why(material: Material, pen: Pen) -> Spans:
    chances = sorted(
        (
            (-chance, name)
            for name, numbers in material.group("networks").items()
            if name in NETWORK_NAMES and (chance := number(numbers.get("p_best"))) is not None
        ),
    )
    names = [name for _chance, name in chances]
    first = material.network or (names[0] if names else "")
    if first not in names or len(names) < 2:
        return pen.say(
            "Strength that is split is strength lost: one place with talk in it beats several "
            "empty ones. Figures to compare the networks by are still missing."
        )
    second = next(name for name in names if name != first)
    values: dict[str, Value] = {
        "first": Term(NETWORK_NAMES[first]),
        "chance": material.findings[f"networks.{first}.p_best"],
        "second": Term(NETWORK_NAMES[second]),
        "other": material.findings[f"networks.{second}.p_best"],
    }
    if material.network:
        return pen.say(
            "The chance of being the best network for this business is {chance} for {first} and "
            "{other} for {second}. Weighed are the people who are there, their wish to buy and "
            "the sellers they meet already.",
            **values,
        )
    if -chances[0][0] >= RULES["network_certainty"].value:
        return pen.say(
            "{first} is ahead: its chance of being the best is {chance}, that of {second} {other}. "
            "The figures behind it are not sure enough to stake everything on it.",
            **values,
        )
    return pen.say(
        "The figures do not separate the candidates clearly enough: the chance of being the best "
        "is {chance} for {first} and {other} for {second}. Choosing now would be a guess.",
        **values,
    )


def _work(material: Material, pen: Pen) -> Section:
    content, audience = material.decision("content"), material.decision("audience")
    mix, segments = content.choice.get("mix") or {}, audience.choice.get("segments") or []
    items: list[Spans] = []
    if segments:
        names = Listed(tuple(Choice(audience, name) for name in segments))
        items.append(pen.say("Whom we serve first: {segments}.", segments=names))
    if mix and not material.is_empty:
        largest = max(mix, key=lambda kind: (mix[kind], kind))
        items.append(
            pen.say(
                "What we publish: above all the type “{type}”, {share} of the posts.",
                type=Term(LABELS.get(largest, largest)),
                share=Choice(content, mix[largest], "share"),
            )
        )
    items += [
        pen.say_many(
            "How often: {n} post a week, every week.",
            "How often: {n} posts a week, every week.",
            n=material.chosen("rhythm", "posts_per_week"),
        ),
        pen.say_many(
            "How we talk: a question waits {n} hour of working time at the most.",
            "How we talk: a question waits {n} hours of working time at the most.",
            n=material.chosen("dialogue", "reply_hours"),
        ),
    ]
    if not material.is_empty:
        model = material.chosen("money", "model")
        items.append(
            pen.say("How it earns is open; a small test begins with this: {model}.", model=model)
            if is_tried_first(material)
            else pen.say("How it earns: {model}.", model=model)
        )
    return Section("owner_work", pen.say("What we do"), (Bullets(tuple(items)),))


def _weeks(material: Material, pen: Pen) -> Section:
    tasks = monday_tasks(material, pen, most=_MOST_TASKS, with_asking=False)
    blocks: list[Block] = []
    if tasks:
        told = tuple((*one.advice.spans, Span(" "), *_in_brackets(pen, one)) for one in tasks)
        blocks.append(Bullets(told, is_ordered=True))
    if material.is_empty or not material.calendar:
        said = pen.say("Posts are planned when the files are here and tell what people answer to.")
        blocks.append(Paragraph(said))
    else:
        blocks.extend(_posts(material, pen))
    return Section("owner_weeks", pen.say("The first two weeks"), tuple(blocks))


def _in_brackets(pen: Pen, task: Task) -> Spans:
    return (Span("("), *rests_on(pen, task), Span(")"))


def _posts(material: Material, pen: Pen) -> tuple[Block, ...]:
    slots = material.calendar[:_MOST_POSTS]
    shows_network = len({slot.network for slot in material.calendar}) > 1
    rows = tuple(
        (
            pen.value(Day(material.words.date(slot.day))),
            *((pen.value(Term(label_of(slot.network) or "")),) if shows_network else ()),
            pen.value(Term(label_of(slot.type) or "")),
            pen.value(Term(label_of(slot.form) or "")),
            say_idea(pen, slot.idea, longest=_IDEA_LETTERS),
        )
        for slot in slots
    )
    header = (
        pen.say("Date"), *((pen.say("Network"),) if shows_network else ()),
        pen.say("Type"), pen.say("Form"), pen.say("Idea"),
    )  # fmt: skip
    caption = pen.say("The first posts; all others stand in {file}", file=Name("calendar.csv"))
    return (
        DataTable(caption, header, rows, weights=(3, *((3,) if shows_network else ()), 3, 3, 10)),
    )


_SECTIONS: tuple[Callable[[Material, Pen], Section], ...] = (
    ask_section, _network, _work, gain_section, cost_section, _weeks, decide_section,
)  # fmt: skip
