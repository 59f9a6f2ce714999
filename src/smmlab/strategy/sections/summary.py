"""Summary: the plan on one page, and what we ask the client for."""

from smmlab.decisions import STEPS
from smmlab.strategy.abroad import ask_country
from smmlab.strategy.document import Block, Bullets, Heading, Paragraph, Section, Spans
from smmlab.strategy.material import Material
from smmlab.strategy.open_decisions import ask_to_confirm, count_open, still_open
from smmlab.strategy.sections.objectives import goals_of
from smmlab.strategy.sections.scenarios import is_tried_first
from smmlab.strategy.statements import Choice, FromBrief, Listed, Pen, Term
from smmlab.texts.labels import LABELS, NETWORK_NAMES


def write(material: Material, pen: Pen) -> Section:
    """Write the section."""
    blocks: list[Block] = [Paragraph(_lead(material, pen), "lead")]
    blocks.append(Bullets(_plan(material, pen)))
    blocks.append(Heading(pen.say("What we ask for"), "ask"))
    blocks.append(Bullets(_asks(material, pen)))
    return Section("summary", pen.say("Summary"), tuple(blocks))


def _lead(material: Material, pen: Pen) -> Spans:
    client = FromBrief(material.brief.name)
    if material.network:
        return pen.say(
            "{client} puts its strength into one network: {network}. There it builds one place "
            "where its people gather, keeps the talk alive and sells to those who return.",
            client=client,
            network=material.chosen("network", "network"),
        )
    if not material.decision("network").choice.get("contenders"):
        return pen.say(
            "{client} should put its strength into one network. Which one cannot be said yet: "
            "there are no figures by which to compare them.",
            client=client,
        )
    return pen.say(
        "{client} should put its strength into one network. Which one is not decided yet, and "
        "that is a result: the figures are not sure enough to name one. A short test decides.",
        client=client,
    )


def _plan(material: Material, pen: Pen) -> tuple[Spans, ...]:
    decision = material.decision("content")
    mix = decision.choice.get("mix") or {}
    rhythm, money = material.chosen("rhythm", "posts_per_week"), material.chosen("money", "model")
    items: list[Spans] = []
    segments = material.decision("audience").choice.get("segments") or []
    if segments:
        names = Listed(tuple(Choice(material.decision("audience"), name) for name in segments))
        items.append(pen.say("Whom we serve first: {segments}.", segments=names))
    else:
        items.append(pen.say("Whom we serve: everyone in the target group of the brief."))
    if mix:
        first = max(mix, key=lambda kind: (mix[kind], kind))
        items.append(
            pen.say(
                "What we publish: four types of content that people pass on. The largest part is "
                "{type}, with {share} of the posts.",
                type=Term(LABELS.get(first, first)),
                share=Choice(decision, mix[first], "share"),
            )
        )
    items.append(
        pen.say_many(
            "How often: {n} post a week, planned for the first weeks in the calendar.",
            "How often: {n} posts a week, planned for the first weeks in the calendar.",
            n=rhythm,
        )
    )
    items.append(
        pen.say_many(
            "How we talk: every question gets an answer within {n} hour in working time.",
            "How we talk: every question gets an answer within {n} hours in working time.",
            n=material.chosen("dialogue", "reply_hours"),
        )
    )
    items.append(
        pen.say("How it earns is open. Tried first, as a small test: {model}.", model=money)
        if is_tried_first(material)
        else pen.say("How it earns: {model}.", model=money)
    )
    return tuple(items)


def _asks(material: Material, pen: Pen) -> tuple[Spans, ...]:
    goals = goals_of(material.decision("objectives"))
    waiting, given = still_open(material)
    stale = [step for step in STEPS if material.decision(step).is_stale(material.fingerprint)]
    items: list[Spans] = list(ask_country(material, pen))
    if stale:
        names = Listed(tuple(Term(LABELS[step], inside=True) for step in stale))
        items.append(
            pen.say(
                "Look at these decisions again, because the tables have changed since they were "
                "made: {questions}.",
                questions=names,
            )
        )
    if waiting:
        names = Listed(tuple(Term(LABELS[step], inside=True) for step in waiting))
        items.append(
            pen.say_many(
                "Confirm or change {n} decision that is still a default: {questions}.",
                "Confirm or change {n} decisions that are still defaults: {questions}.",
                n=count_open(waiting),
                questions=names,
            )
        )
    items.extend(ask_to_confirm(pen, given))
    if not material.network:
        contenders = material.decision("network").choice.get("contenders") or []
        if contenders:
            names = Listed(tuple(Term(NETWORK_NAMES.get(n, n)) for n in contenders))
            items.append(pen.say("Allow a test on these networks: {networks}.", networks=names))
        else:
            items.append(
                pen.say("Count the active sellers on each network, so that one can be chosen.")
            )
    empty = [facts.name for facts in material.tables if facts.rows is None]
    if empty:
        items.append(
            pen.say("Send the exports that are still missing; the section on gaps names them.")
        )
    if not goals:
        items.append(
            pen.say("Set objectives: a measure, a target, a date and a responsible person.")
        )
    items.append(
        pen.say(
            "Confirm who answers people every working day: {person}.",
            person=FromBrief(material.brief.face),
        )
        if material.brief.face
        else pen.say("Name one person who answers people every working day.")
    )
    return tuple(items)
