"""Situation: the business, its pages, its rivals, and a SWOT in which every line has a ground."""

from smmlab.findings import Finding
from smmlab.schema import NETWORKS
from smmlab.strategy.abroad import find_abroad
from smmlab.strategy.candidates.days import pages_seen_by_few, say_seen_by_few
from smmlab.strategy.candidates.earning import links_without_tags, say_without_tags
from smmlab.strategy.candidates.posts import forms_without_response, say_without_response
from smmlab.strategy.document import (
    Block,
    Bullets,
    DataTable,
    Heading,
    Paragraph,
    Section,
    Span,
    Spans,
)
from smmlab.strategy.material import Material
from smmlab.strategy.rules import RULES
from smmlab.strategy.statements import FromBrief, Listed, Name, Part, Pen, Term
from smmlab.strategy.tables import findings_table, page_of
from smmlab.texts.labels import LABELS, MARKET_NAMES, NETWORK_NAMES, PRICE_LEVELS, label_of


def write(material: Material, pen: Pen) -> Section:
    """Write the section."""
    blocks: list[Block] = list(_business(material, pen))
    blocks.append(Heading(pen.say("Own results"), "own_results"))
    blocks.append(_results(material, pen))
    blocks.append(_rivals(material, pen))
    blocks.append(Heading(pen.say("Strengths, weaknesses, opportunities, threats"), "swot"))
    blocks.append(_swot(material, pen))
    return Section("situation", pen.say("Where we stand"), tuple(blocks))


def _business(material: Material, pen: Pen) -> tuple[Block, ...]:
    brief, target = material.brief, material.brief.target
    facts: list[Spans] = []
    if brief.business:
        facts.append(pen.say("Business: {business}", business=FromBrief(brief.business)))
    if brief.goods:
        facts.append(pen.say("Goods: {goods}", goods=FromBrief(brief.goods)))
    if brief.price_level:
        level = FromBrief(pen.words.say(PRICE_LEVELS[brief.price_level]))
        facts.append(pen.say("Price level: {level}", level=level))
    facts.append(
        pen.say(
            "Market: {market}, target group: {who}, ages {low} to {high}",
            market=FromBrief(pen.words.say(MARKET_NAMES[brief.market])),
            who=FromBrief(pen.words.say(label_of(target.sex))),
            low=FromBrief(target.age_from),
            high=FromBrief(target.age_to),
        )
    )
    if target.places:
        places = Listed(tuple(FromBrief(place) for place in target.places))
        facts.append(pen.say("Where they live: {places}", places=places))
    if target.people is not None:
        facts.append(pen.say("Size of the target group: {people}", people=FromBrief(target.people)))
    if target.interest:
        facts.append(
            pen.say("What interests them: {interest}", interest=FromBrief(target.interest))
        )
    codes = brief.content_languages or target.languages
    languages = tuple(FromBrief(material.words.language_name(code)) for code in codes)
    if languages:
        facts.append(pen.say("Languages of the content: {languages}", languages=Listed(languages)))
    return (Bullets(tuple(facts)),)


def _results(material: Material, pen: Pen) -> Block:
    table = findings_table(
        material, pen, "content.engagement",
        pen.say("What the posts of each network earned; networks count differently"),
        pen.say("Network"), columns=("reach_median", "engagement_rate"),
    )  # fmt: skip
    return table or Paragraph(
        pen.say(
            "How many people the own posts reached is not known. Export the posts with their reach "
            "from each network."
        )
    )


def _rivals(material: Material, pen: Pen) -> Paragraph:
    shares = [
        (network, numbers["share_of_posts"])
        for network, numbers in material.group("rivals").items()
        if network in NETWORK_NAMES and _known(numbers.get("share_of_posts"))
    ]
    if not shares:
        return Paragraph(
            pen.say(
                "How we stand beside rivals is not known yet: the section on rivals says which "
                "files to fetch."
            ),
            "note",
        )
    # The network on which most posts can be seen.
    network, share = max(shares, key=lambda pair: pair[1].denominator or 0)
    return Paragraph(
        pen.say(
            "On {network}, {share} of the posts of the pages compared are ours; the section on "
            "rivals says what the others do.",
            network=Term(NETWORK_NAMES[network]),
            share=share,
        )
    )


def _swot(material: Material, pen: Pen) -> DataTable:
    quarters = (
        (pen.say("Strengths"), _strengths(material, pen)),
        (pen.say("Weaknesses"), _weaknesses(material, pen)),
        (pen.say("Opportunities"), _opportunities(material, pen)),
        (pen.say("Threats"), _threats(material, pen)),
    )
    rows: list[tuple[Spans, ...]] = []
    for name, lines in quarters:
        found = lines or (pen.say("Nothing is proved yet; these files cannot tell."),)
        rows.extend((name if not number else (), line) for number, line in enumerate(found))
    return DataTable(
        pen.say("Every line rests on a finding or says that none exists"),
        (pen.say("Quadrant"), pen.say("What we see")),
        tuple(rows),
        weights=(1, 4),
    )


def _strengths(material: Material, pen: Pen) -> tuple[Spans, ...]:
    lines: list[Spans] = []
    core = material.finding("audience.segment.core.share")
    if core:
        lines.append(pen.say("{share} of the active people belong to the core.", share=core))
    for name, numbers in material.group("money.orders").items():
        repeat, all_of = numbers.get("repeat_customers"), numbers.get("customers")
        if _known(repeat) and _known(all_of):
            assert repeat
            assert all_of
            lines.append(
                pen.say(
                    "Customers come back ({currency}): {repeat} of {customers} bought again.",
                    currency=Name(name),
                    repeat=repeat,
                    customers=all_of,
                )
            )
    return tuple(lines)


def _weaknesses(material: Material, pen: Pen) -> tuple[Spans, ...]:
    lines: list[Spans] = []
    # Not every comment wants an answer; a question does.
    unanswered = material.finding("dialogue.questions.unanswered_share")
    if unanswered:
        lines.append(pen.say("{share} of the questions never got an answer.", share=unanswered))
    gaps = [
        (page, numbers["longest_gap_days"])
        for page, numbers in material.group("content.rhythm").items()
        if _known(numbers.get("longest_gap_days"))
        and float(numbers["longest_gap_days"].value or 0) >= RULES["silent_days"].value
    ]
    if gaps:
        page, longest = max(gaps, key=lambda pair: float(pair[1].value or 0))
        lines.append(pen.say_many(
            "The longest silence, on {page}: {n} day.",
            "The longest silence, on {page}: {n} days.",
            page=page_of(page), n=longest))  # fmt: skip
    lines += _abroad(material, pen)
    # What the audit of the page calls its strongest findings is no less a weakness here.
    lines += [say_seen_by_few(pen, *page) for page in pages_seen_by_few(material)]
    lines += [
        (*say_without_response(pen, network, form), Span("", "finding", pen.ledger.mark(median)))
        for network, form, median in forms_without_response(material)
    ]
    links = links_without_tags(material)
    return (*lines, *(() if links is None else (say_without_tags(pen, links),)))


def _abroad(material: Material, pen: Pen) -> tuple[Spans, ...]:
    abroad = find_abroad(material)
    if abroad is None:
        return ()
    return (
        pen.say(
            "The largest country of the audience is {country} with {share}; the market of the "
            "brief is {market}.",
            country=abroad.country,
            share=abroad.share,
            market=abroad.market,
        ),
    )


def _opportunities(material: Material, pen: Pen) -> tuple[Spans, ...]:
    barred = _barred(material, "closed")
    potentials = [
        (name, numbers["potential"])
        for name, numbers in material.group("networks").items()
        if name in NETWORKS and name not in barred and _known(numbers.get("potential"))
    ]
    space = _white_space(material, pen)
    if not potentials:
        return space
    name, found = max(potentials, key=lambda pair: float(pair[1].value or 0))
    return (
        *space,
        pen.say(
            "{network} has the most people of the target group: about {people}.",
            network=Term(NETWORK_NAMES[name]),
            people=found,
        ),
    )


def _white_space(material: Material, pen: Pen) -> tuple[Spans, ...]:
    for network in NETWORK_NAMES:
        for key, numbers in material.group(f"rivals.{network}.white_space").items():
            kind, _, form = key.partition(".")
            if "ratio" in numbers and {kind, form} <= set(LABELS):
                return (
                    pen.say(
                        "White space on {network}: {type} as {form} draws {ratio} times the "
                        "response of a rival's middle post, and few make it.",
                        network=Term(NETWORK_NAMES[network]),
                        type=Term(LABELS[kind]),
                        form=Term(LABELS[form]),
                        ratio=numbers["ratio"],
                    ),
                )
    return ()


def _threats(material: Material, pen: Pen) -> tuple[Spans, ...]:
    ahead = tuple(
        pen.say(
            "Rivals on {network} who clearly earn more for a post than we do: {more} of {rivals}.",
            more=found,
            rivals=Part(found, "n"),
            network=Term(NETWORK_NAMES[network]),
        )
        for network in NETWORK_NAMES
        if (found := material.finding(f"rivals.{network}.earn_more")) is not None and found.value
    )
    barred = _barred(material, "closed", "warned")
    if not barred:
        return ahead
    names = Listed(tuple(Term(NETWORK_NAMES[name]) for name in barred))
    return (
        *ahead,
        pen.say("Rules close or limit these networks in this market: {networks}.", networks=names),
    )


def _barred(material: Material, *gates: str) -> list[str]:
    table = getattr(material.result("fit"), "table", None)
    if table is None or table.empty:
        return []
    return [str(n) for n in table.loc[table["gate"].isin(gates), "network"] if n in NETWORK_NAMES]


def _known(found: Finding | None) -> bool:
    return found is not None and found.status != "unknown"
