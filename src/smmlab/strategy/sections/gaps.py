"""Gaps: what cannot be known from these files, and which export would tell."""

from collections.abc import Iterable, Mapping
from itertools import groupby
from types import MappingProxyType

from smmlab.audience.names import label_of_segment
from smmlab.brief_gaps import gaps_of
from smmlab.findings import Finding
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
from smmlab.strategy.repetition import is_long, sentences_of, told_sentences
from smmlab.strategy.sections.gap_subjects import subject_of
from smmlab.strategy.statements import Pen, Term
from smmlab.strategy.vocabulary import EXPORTS
from smmlab.texts.labels import NETWORK_NAMES, TABLE_NAMES

# Conversations, not the network of that name.
_CONVERSATIONS = "dialogue.threads."
_SAID_ELSEWHERE = ("content.claims.", "money.scenario.", "networks.choice")
_PEOPLE = ("segment", "group")
# What a whole table would tell is not asked one by one while that table is absent.
_NEEDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "orders": (
            "money.rfm", "money.cohorts.", "money.repeat.", "money.test.", "money.unit.orders",
        ),
        "interactions": (
            "audience.hours.", "audience.week.", "audience.retention", "audience.questions.",
            "audience.need", "audience.words", "audience.coordination", "audience.leaders",
            "dialogue.threads.", "dialogue.spam.share", "dialogue.spam.authors_share",
            "dialogue.politeness", "dialogue.audit.", "dialogue.alerts.", "dialogue.complaints",
        ),
    }
)  # fmt: skip


def write(material: Material, pen: Pen, before: Iterable[Section] = ()) -> Section:
    """Write the section.

    Parameters
    ----------
    material, pen
        As everywhere.
    before
        The sections written before; what they have said is not said again.
    """
    filled = {facts.name for facts in material.tables if facts.rows is not None}
    empty = [name for name in EXPORTS if name not in filled]
    unknown = _questions(material, pen, told_sentences(before), empty)
    blocks: list[Block] = []
    if empty:
        header = (pen.say("Data"), pen.say("What it would tell"))
        rows: tuple[tuple[Spans, ...], ...] = tuple(
            (pen.value(Term(TABLE_NAMES[name])), pen.value(Term(EXPORTS[name]))) for name in empty
        )
        blocks.append(DataTable(pen.say("Exports that are missing"), header, rows, weights=(1, 4)))
    if unknown:
        blocks.append(Heading(pen.say("Questions these files cannot answer")))
        caption = pen.say("What stays unknown, and what would tell")
        header = (pen.say("About"), pen.say("What is not known"))
        blocks.append(DataTable(caption, header, unknown, weights=(1, 4)))
    open_yet = gaps_of(material.brief, with_goals=False)
    if open_yet:
        blocks.append(Heading(pen.say("What the brief leaves open")))
        blocks.append(Bullets(tuple(pen.value(Term(gap)) for gap in open_yet)))
    if not blocks:
        blocks.append(Paragraph(pen.say("Every table is filled and every question has an answer.")))
    blocks.append(
        Paragraph(
            pen.say(
                "A gap is not a fault. It is the list of what to export next. Where the plan needs "
                "a value that nobody knows, a default or an assumption stands in for it and is "
                "marked as such."
            ),
            "note",
        )
    )
    return Section("gaps", pen.say("What we do not know"), tuple(blocks))


def _questions(
    material: Material, pen: Pen, told: frozenset[str], absent: Iterable[str]
) -> tuple[tuple[Spans, Spans], ...]:
    """Return a row for each unknown, with its reason; reasons that share a sentence become one."""
    said = set(told)
    items: list[tuple[tuple[str, tuple[str, ...]], list[tuple[str, Finding]], list[str]]] = []
    for room, names, found, keys in _reasons(material, absent):
        sentences = sentences_of(pen.words.say(found.method))
        fresh = [(one, found) for one in sentences if one.casefold() not in said]
        # What would tell says nothing where the question before it is told in another section.
        if sentences[0].casefold() in told or not fresh:
            continue
        said.update(one.casefold() for one in sentences if is_long(one))
        for about, lines, of in items:
            shared = [at for at, (one, _) in enumerate(lines) if is_long(one) and one in sentences]
            if about == (room, names) and shared:
                # What would tell stands last, after all that it would tell.
                first = sentences.index(lines[shared[0]][0])
                at = shared[0] + (first == 0)
                lines[at:at] = fresh
                of.extend(keys)
                break
        else:
            items.append(((room, names), fresh, list(keys)))
    rows: list[tuple[Spans, Spans]] = []
    before: Spans = ()
    for about, lines, of in items:
        subject = subject_of(pen, *about, keys=of)
        # A subject is named once for all that is not known of it.
        rows.append(((Span(""),) if subject == before else subject, _joined(pen, lines)))
        before = subject
    return tuple(rows)


def _joined(pen: Pen, lines: list[tuple[str, Finding]]) -> Spans:
    spans: list[Span] = []
    for found, group in groupby(lines, key=lambda line: line[1]):
        text = " ".join(sentence for sentence, _ in group)
        spans += [*([Span(" ")] if spans else []), Span(text, "finding", pen.ledger.mark(found))]
    return tuple(spans)


def _reasons(
    material: Material, absent: Iterable[str]
) -> list[tuple[str, tuple[str, ...], Finding, list[str]]]:
    """Return each reason once: networks or segments it holds for, first finding, all keys."""
    found: dict[tuple[str, str], tuple[Finding, dict[str, None], list[str]]] = {}
    left_out = (*_SAID_ELSEWHERE, *(key for name in absent for key in _NEEDS.get(name, ())))
    for one in material.findings.values():
        if one.status != "unknown" or not one.method or one.key.startswith(left_out):
            continue
        room, *parts = one.key.split(".")
        _first, names, keys = found.setdefault((room, one.method), (one, {}, []))
        keys.append(one.key)
        if not one.key.startswith(_CONVERSATIONS):
            names.update(dict.fromkeys(part for part in parts if part in NETWORK_NAMES))
            if len(parts) > 1 and parts[0] in _PEOPLE and label_of_segment(parts[1]) != parts[1]:
                names[parts[1]] = None
    return [
        (room, tuple(names), first, keys) for (room, _method), (first, names, keys) in found.items()
    ]
