"""People behind the numbers: portraits of segments, who returns, what they ask, whom to trust."""

from smmlab.asking import TOPIC_LABELS
from smmlab.audience.feature_words import FEATURES
from smmlab.audience.names import advice_for_segment, label_of_segment
from smmlab.strategy.charts import charts_of
from smmlab.strategy.document import (
    Block,
    Bullets,
    DataTable,
    Heading,
    Paragraph,
    Span,
    Spans,
)
from smmlab.strategy.material import Material
from smmlab.strategy.statements import Name, Pen, Term
from smmlab.strategy.tables import cell, findings_table
from smmlab.strategy.telling import number
from smmlab.texts import message
from smmlab.texts.labels import label_of

_APART = ("top_difference", "best_hours", "favoured_form", "favoured_type")


def portraits(material: Material, pen: Pen) -> tuple[Block, ...]:
    """Say of each segment what sets it apart, when it acts and what it likes."""
    said = _portraits(material, pen, "audience.segment")
    return (*said, *charts_of(material, pen, "portraits")) if said else ()


def _portraits(material: Material, pen: Pen, room: str) -> tuple[Block, ...]:
    said: list[Spans] = []
    for name in material.group(room):
        key = f"{room}.{name}"
        if name and "." not in name and material.finding(f"{key}.top_difference"):
            said += _portrait(material, pen, key, name)
    return (Bullets(tuple(said)),) if said else ()


def groups(material: Material, pen: Pen) -> tuple[Block, ...]:
    """Say which groups were found beyond the rules and what each gets, or why there are none."""
    found = material.findings.get("audience.groups")
    if found is None:
        return ()
    if found.status == "unknown":
        return (Paragraph(pen.mentioned(found), "note"),)
    k, stability = (
        material.finding("audience.groups.k"),
        material.finding("audience.groups.stability"),
    )
    if k is None or stability is None:
        return ()
    said = pen.say_many(
        "Apart from these rules, what people do falls into {n} group with a gap between them. "
        "Drawn again and again from the same people, the groups agree to {stability}, where one "
        "would be perfect.",
        "Apart from these rules, what people do falls into {n} groups with a gap between them. "
        "Drawn again and again from the same people, the groups agree to {stability}, where one "
        "would be perfect.",
        n=k,
        stability=stability,
    )
    apart = pen.say("These groups are no segments: a person of any segment can be in any of them.")
    return (
        Heading(pen.say("Groups found by what people do")),
        Paragraph(said),
        Paragraph(apart),
        *charts_of(material, pen, "groups"),
        *_groups_get(material, pen),
        *_portraits(material, pen, "audience.group"),
    )


def _groups_get(material: Material, pen: Pen) -> tuple[Block, ...]:
    rows = tuple(
        (
            pen.value(Term(label_of_segment(name))),
            cell(pen, numbers.get("share")),
            pen.value(Term(advice_for_segment(name))),
        )
        for name, numbers in material.group("audience.group").items()
        if "." not in name and advice_for_segment(name)
    )
    if not rows:
        return ()
    header = (
        pen.say("Group"), pen.say("Share of people"),
        pen.say("What we know of them, and what they get"),
    )  # fmt: skip
    caption = pen.say("The groups, and what each of them gets")
    return (DataTable(caption, header, rows, weights=(2, 2, 8)),)


def coming_back(material: Material, pen: Pen) -> tuple[Block, ...]:
    """Say which part of new people comes back."""
    said = [
        pen.say(
            "{network}: of the people who joined the talk, {share} were seen again in the next "
            "four weeks.",
            network=_network(name.split(".")[0]),
            share=numbers["weeks_4"],
        )
        for name, numbers in material.group("audience.retention").items()
        if "weeks_4" in numbers and numbers["weeks_4"].status != "unknown"
    ]
    return (Bullets(tuple(said)), *charts_of(material, pen, "retention")) if said else ()


def needs(material: Material, pen: Pen) -> tuple[Block, ...]:
    """Say what people ask for, by topic, in words of the data and never in quotations."""
    topics = {str(topic): label for topic, label in TOPIC_LABELS.items()}
    table = findings_table(
        material, pen, "audience.need",
        pen.say("What people write about; keywords stand for the examples, nobody is quoted"),
        pen.say("Topic"), columns=("share", "change", "keywords"),
        name=lambda key: pen.value(Term(topics.get(key, ""))),
    )  # fmt: skip
    asks = material.finding("audience.questions.share")
    said = (
        (Paragraph(pen.say("{share} of the comments and replies ask something.", share=asks)),)
        if asks
        else ()
    )
    return (*said, table, *charts_of(material, pen, "needs")) if table else said


def trust(material: Material, pen: Pen) -> tuple[Block, ...]:
    """Say how much of the talk a few people hold, and which part of the accounts to distrust."""
    said = []
    for name, numbers in material.group("audience.leaders").items():
        held = numbers.get("answers_share")
        if held is not None and held.status != "unknown":
            said.append(
                pen.say(
                    "{network}: the few people whom others answer most draw {share} of all "
                    "answers. They are worth a close contact; the notebook shows them, this "
                    "document does not.",
                    network=_network(name),
                    share=held,
                )
            )
    for room in ("audience.suspects", "audience.coordination"):
        for key, found in material.findings.items():
            if key.startswith(f"{room}.") and key.endswith(".share") and found.value is not None:
                network = _network(key.removeprefix(f"{room}.").split(".", 1)[0])
                if not found.value and room == "audience.coordination":
                    none = pen.say(
                        "{network}: no accounts were found that act together within seconds, again "
                        "and again.",
                        network=network,
                    )
                    said.append((*none, Span("", "finding", pen.ledger.mark(found))))
                else:
                    said.append(pen.say(_TRUST[room], network=network, share=found))
    return (Bullets(tuple(said)),) if said else ()


_TRUST = {
    "audience.suspects": message("{network}: about {share} of the accounts look suspicious."),
    "audience.coordination": message(
        "{network}: share of the active accounts that act together within seconds, again and "
        "again: {share}."
    ),
}


def _portrait(material: Material, pen: Pen, key: str, name: str) -> list[Spans]:
    difference, hours, form, kind = (material.finding(f"{key}.{part}") for part in _APART)
    feature = material.finding(f"{key}.top_feature")
    words = FEATURES.get(str(feature.value)) if feature is not None else None
    segment = Term(label_of_segment(name))
    said = []
    if words is not None and difference is not None:
        is_far = isinstance(difference.value, str)
        is_more = difference.value == "far_above" if is_far else (number(difference) or 0) > 0
        sentence = Term(words.more if is_more else words.less)
        if is_far:
            told = pen.say(
                "{segment} (far from the others): {sentence}",
                segment=segment,
                sentence=sentence,
            )
            said.append((*told, Span("", "finding", pen.ledger.mark(difference))))
        else:
            said.append(
                pen.say(
                    "{segment}: {sentence} The difference is {difference} standard deviations.",
                    segment=segment,
                    sentence=sentence,
                    difference=difference,
                )
            )
    if hours is not None:
        said.append(
            pen.say("{segment}: they are busiest at {hours}.", segment=segment, hours=hours)
        )
    if form is not None:
        said.append(pen.say("{segment}: favourite form: {form}.", segment=segment, form=form))
    if kind is not None:
        said.append(pen.say("{segment}: favourite type: {type}.", segment=segment, type=kind))
    return said


def _network(name: str) -> Term | Name:
    return Term(label_of(name)) if label_of(name) else Name(name)
