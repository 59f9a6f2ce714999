"""What to open on the chosen network, what is forbidden there and by which rule."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from smmlab.gathering.choice import VERDICT_LABELS, PlaceChoice
from smmlab.gathering.kinds import kinds_of
from smmlab.gathering.wording import holds_in
from smmlab.strategy.document import Block, Bullets, DataTable, Heading, Paragraph, Span, Spans
from smmlab.strategy.material import Material
from smmlab.strategy.notes import advice
from smmlab.strategy.sections.sources import shown_title, web_address
from smmlab.strategy.statements import Choice, Day, Name, Pen, Several, Term
from smmlab.texts.labels import LABELS, NETWORK_NAMES


def choice_blocks(material: Material, pen: Pen, choice: PlaceChoice) -> Iterator[Block]:
    """Say what to open, warn of a choice that the rules forbid, and show every kind."""
    decision = material.decision("place")
    decided = str(decision.choice.get("kind") or "")
    if decision.choice.get("network") not in (None, "", choice.network):
        decided = ""
        yield Paragraph(
            pen.say(
                "The place was decided for another network. Look at the checklist again and "
                "confirm it for this one."
            ),
            "caution",
        )
    verdicts = dict(choice.options[["kind", "verdict"]].itertuples(index=False, name=None))
    what = {option.kind: option.what for option in kinds_of(choice.network)}
    if verdicts.get(decided) == "forbidden":
        barred = choice.reasons_for(decided).query("basis == 'rule'")["reason"]
        yield Paragraph(
            (
                *pen.say(
                    "The rules forbid the kind of place that was chosen ({kind}).",
                    kind=Choice(decision, decided),
                ),
                *_sentences(pen, list(barred)),
            ),
            "caution",
        )
    if decided in what:
        said = pen.say("We open: {kind}. {what}", kind=Choice(decision, decided),
                       what=Term(what[decided]))  # fmt: skip
        yield advice(pen, said, rests_on=(decision,))
    kind = choice.recommended
    found = material.finding(f"gathering.{choice.network}.recommended")
    if kind is None:
        yield Paragraph(
            pen.say("By the rules that were read, no place that sells can be opened here."),
            "caution",
        )
    elif decided not in what:
        said = pen.say("Open: {kind}. {what}", kind=found or Term(LABELS[kind]),
                       what=Term(what[kind]))  # fmt: skip
        yield advice(pen, said)
    elif decided != kind:
        yield Paragraph(
            pen.say("The rules and the goal speak for another kind: {kind}.",
                    kind=found or Term(LABELS[kind])), "note",
        )  # fmt: skip
    yield _kinds(material, pen, choice, verdicts)
    yield from _binding(material, pen, choice)


def short_choices(
    material: Material, pen: Pen, choices: Mapping[str, PlaceChoice]
) -> Iterator[Block]:
    """Show for each candidate what would be opened and what is forbidden."""
    names = [str(name) for name in material.decision("network").choice.get("contenders") or []]
    rows: list[tuple[Spans, ...]] = []
    for name in names:
        choice = choices.get(name)
        if choice is None:
            continue
        barred = list(choice.options.query("verdict == 'forbidden'")["kind"])
        opened = (
            pen.value(Term(LABELS[choice.recommended]))
            if choice.recommended
            else pen.say("Nothing that sells")
        )
        forbidden = Several(tuple(Term(LABELS[kind]) for kind in barred))
        rows.append(
            (
                pen.value(Term(NETWORK_NAMES[name])),
                opened,
                pen.value(forbidden) if barred else (Span("–"),),
            )
        )
    if rows:
        yield DataTable(
            pen.say("What would be opened on each candidate, and what its rules forbid"),
            (pen.say("Network"), pen.say("To open"), pen.say("Forbidden for selling")),
            tuple(rows),
            weights=(2, 3, 3),
        )


def _kinds(
    material: Material, pen: Pen, choice: PlaceChoice, verdicts: Mapping[str, str]
) -> DataTable:
    rows = []
    for kind, verdict in verdicts.items():
        reasons = choice.reasons_for(kind)
        read = [_source(material, pen, row) for row in reasons.to_dict("records")
                if row["basis"] == "rule"]  # fmt: skip
        rows.append(
            (
                pen.value(Term(LABELS[kind])),
                pen.value(Term(VERDICT_LABELS[verdict])),
                _sentences(pen, list(reasons["reason"]), leading=False),
                read[0] if read else pen.say("judgement"),
            )
        )
    return DataTable(
        pen.say("Every kind of place that the network has"),
        (
            pen.say("Kind of place"),
            pen.say("Verdict"),
            pen.say("Why"),
            pen.say("Where the rule was read"),
        ),
        tuple(rows),
        weights=(3, 2, 7, 4),
    )


def _binding(material: Material, pen: Pen, choice: PlaceChoice) -> Iterator[Block]:
    if choice.rules.empty:
        return
    yield Heading(pen.say("Rules that bind the place"))
    rules = choice.rules.drop_duplicates("reason").to_dict("records")
    yield Bullets(tuple(_rule(material, pen, row) for row in rules))
    yield Paragraph(
        pen.say(
            "Rules change, and this list is no legal advice: read them again before you build."
        ),
        "note",
    )


def _rule(material: Material, pen: Pen, row: Mapping[Any, Any]) -> Spans:
    # Words of ours are translated; a rule that has none stands as it was read.
    is_ours = row["reason"] != row["rule"]
    said = pen.value(Term(row["reason"]) if is_ours else Name(row["rule"]))
    read = _source(material, pen, row)
    return (*said, Span(" ("), *read, Span(")")) if read else said


def _source(material: Material, pen: Pen, row: Mapping[Any, Any]) -> Spans:
    if not row["source_id"]:
        return ()
    title = shown_title(row["title"])
    source = Name(" ".join(part for part in (title, web_address(row["address"])) if part))
    grade, day = Name(str(row["grade"])), Day(_day(pen, str(row["read_on"])))
    where = str(row["market"])
    if holds_in(where, material.brief.market):
        return pen.say("{source}, grade {grade}, read {day}", source=source, grade=grade, day=day)
    return pen.say(
        "{source}, grade {grade}, read {day}, for the market {market}",
        source=source, grade=grade, day=day, market=Name(where),
    )  # fmt: skip


def _day(pen: Pen, read_on: str) -> str:
    try:
        return pen.words.date(date.fromisoformat(read_on))
    except ValueError:
        return read_on


def _sentences(pen: Pen, texts: list[str], *, leading: bool = True) -> Spans:
    spans: list[Span] = []
    for number, text in enumerate(texts):
        if number or leading:
            spans.append(Span(" "))
        spans.extend(pen.value(Term(text)))
    return tuple(spans)
