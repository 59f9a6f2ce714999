"""What we ask the client for, and what only the client can decide: for short documents."""

from smmlab.decisions import STEPS
from smmlab.strategy.abroad import ask_country
from smmlab.strategy.document import Block, Bullets, Paragraph, Section, Spans
from smmlab.strategy.material import Material
from smmlab.strategy.open_decisions import ask_to_confirm, count_open, still_open
from smmlab.strategy.rules import RULES
from smmlab.strategy.sections.objectives import goals_of
from smmlab.strategy.statements import FromBrief, Listed, Pen, Term
from smmlab.strategy.vocabulary import EXPORTS
from smmlab.texts.labels import LABELS, NETWORK_NAMES

_MOST_EXPORTS = 3


def ask_section(material: Material, pen: Pen) -> Section:
    """Write what we ask for: a decision, a test or the files, and what goes with it."""
    blocks: list[Block] = [Paragraph(ask(material, pen), "lead"), Bullets(asked_too(material, pen))]
    return Section("owner_ask", pen.say("What we ask for"), tuple(blocks))


def ask(material: Material, pen: Pen) -> Spans:
    """Return the one thing the client is asked for, in one or two sentences."""
    if material.is_empty:
        return pen.say(
            "{client} has no figures here yet, and without them any advice would be a guess. We "
            "ask for the files of the pages and of the shop.",
            client=FromBrief(material.brief.name),
        )
    if material.network:
        return pen.say_many(
            "Put the work into one network, {network}, with {n} post a week and a person who "
            "answers.",
            "Put the work into one network, {network}, with {n} posts a week and a person who "
            "answers.",
            n=material.chosen("rhythm", "posts_per_week"),
            network=material.chosen("network", "network"),
        )
    contenders = [
        str(name)
        for name in material.decision("network").choice.get("contenders") or []
        if name in NETWORK_NAMES
    ]
    if len(contenders) > 1:
        return pen.say_many(
            "Allow a test of {n} week on two networks, {networks}: the same posts go out on both, "
            "{posts} on each. Then one of them is kept, and the other is left.",
            "Allow a test of {n} weeks on two networks, {networks}: the same posts go out on both, "
            "{posts} on each. Then one of them is kept, and the other is left.",
            n=RULES["test_weeks"],
            posts=RULES["test_posts"],
            networks=Listed(tuple(Term(NETWORK_NAMES[name]) for name in contenders[:2])),
        )
    return pen.say(
        "Help us to choose one network: let somebody count who sells the same on each of them."
    )


def asked_too(material: Material, pen: Pen) -> tuple[Spans, ...]:
    """Return what goes with it: the first exports, a person who answers, a day to look back."""
    items: list[Spans] = []
    filled = {facts.name for facts in material.tables if facts.rows is not None}
    missing = [name for name in EXPORTS if name not in filled][:_MOST_EXPORTS]
    if material.is_empty:
        items.extend(pen.value(Term(EXPORTS[name])) for name in missing)
    brief = material.brief
    items.append(
        pen.say(
            "Who answers people every working day: {person}.",
            person=FromBrief(brief.face),
        )
        if brief.face
        else pen.say("Name one person who answers people every working day.")
    )
    if not material.is_empty:
        items.append(
            pen.say_many(
                "Look at the result with us every {n} day; what does not work is left out.",
                "Look at the result with us every {n} days; what does not work is left out.",
                n=RULES["review_days"],
            )
        )
    return tuple(items)


def decide_section(material: Material, pen: Pen) -> Section:
    """Write what is left for the client to decide."""
    items = to_decide(material, pen)
    block: Block = (
        Bullets(items)
        if items
        else Paragraph(pen.say("Every question has been decided, and the figures are the same."))
    )
    return Section("owner_decide", pen.say("What to decide"), (block,))


def to_decide(material: Material, pen: Pen) -> tuple[Spans, ...]:
    """Return the decisions to look at again, those nobody has made, and the goals to be set."""
    stale = [step for step in STEPS if material.decision(step).is_stale(material.fingerprint)]
    goals = goals_of(material.decision("objectives"))
    waiting, given = still_open(material)
    items: list[Spans] = list(ask_country(material, pen))
    if stale:
        items.append(
            pen.say(
                "The tables have changed since these were decided, so look at them again: "
                "{questions}.",
                questions=Listed(tuple(Term(LABELS[step], inside=True) for step in stale)),
            )
        )
    if waiting:
        items.append(
            pen.say_many(
                "{n} question is still undecided, so a default stands: {questions}. Confirm it or "
                "change it.",
                "{n} questions are still undecided, so defaults stand: {questions}. Confirm them "
                "or change them.",
                n=count_open(waiting),
                questions=Listed(tuple(Term(LABELS[step], inside=True) for step in waiting)),
            )
        )
    items.extend(ask_to_confirm(pen, given))
    if not goals:
        items.append(
            pen.say(
                "Set a goal for money and one for the audience, each with a number, a day and a "
                "person."
            )
        )
    is_counted = material.brief.rivals_per_network or material.decision("rivals").choice.get(
        "sellers"
    )
    if not material.network and not is_counted:
        items.append(
            pen.say("Let somebody count the active sellers on each network, by the same words.")
        )
    if material.brief.hours_per_week is None:
        items.append(pen.say("Say how many hours a week there are for this work."))
    if material.brief.budget_per_month is None:
        items.append(pen.say("Say what may be spent a month; nothing is an answer too."))
    return tuple(items)
