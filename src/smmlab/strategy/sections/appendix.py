"""Appendix: every mark of the document, with what stands behind it."""

from collections.abc import Mapping

from smmlab.findings import Finding, Source
from smmlab.strategy.choices import choice_in_words
from smmlab.strategy.document import (
    Block,
    DataTable,
    Heading,
    Kind,
    Paragraph,
    Section,
    Span,
    Spans,
    plain,
)
from smmlab.strategy.key_words import name_of_key
from smmlab.strategy.material import Material
from smmlab.strategy.statements import Pen, Term, shown_unit
from smmlab.strategy.units import TIMES, counted
from smmlab.texts.labels import LABELS, label_of

# Letters: up to so many a method is not worth a reference, and more make a sentence of a value.
_SHORT, _SENTENCE = 40, 60


def write(material: Material, pen: Pen, first: tuple[Block, ...] = ()) -> Section:
    """Write the section; it comes last, when all marks are given, those of ``first`` too."""
    ledger = pen.ledger
    blocks: list[Block] = [
        Paragraph(
            pen.say(
                "Each mark in the text leads here. Marks with the letter e are findings, with s "
                "their files and rows, with d decisions, with r rules of the method."
            )
        ),
        *first,
    ]
    if ledger.findings:
        blocks.append(Heading(pen.say("Findings")))
        different = dict.fromkeys(_behind(one) for one in ledger.findings.values() if one.sources)
        sources = {rows: f"s{number}" for number, rows in enumerate(different, start=1)}
        blocks.append(_findings(pen, sources))
        if sources:
            blocks.append(Heading(pen.say("Files and rows")))
            blocks.append(_sources(pen, sources))
    if ledger.decisions:
        blocks.append(Heading(pen.say("Decisions")))
        blocks.append(_decisions(material, pen))
    if ledger.rules:
        blocks.append(Heading(pen.say("Rules of the method")))
        blocks.append(_rules(pen))
    return Section("appendix", pen.say("Appendix: evidence"), tuple(blocks))


def _findings(pen: Pen, sources: Mapping[tuple[Source, ...], str]) -> DataTable:
    found = list(pen.ledger.findings.values())
    marks = tuple(pen.ledger.mark(one) for one in found)
    told: dict[str, str] = {}
    rows = tuple(
        _finding(pen, one, mark, sources.get(_behind(one), ""), told)
        for one, mark in zip(found, marks, strict=True)
    )
    header = tuple(
        pen.value(Term(name))
        for name in (
            pen.words.say("Mark"), pen.words.say("What"), pen.words.say("Value"),
            pen.words.say("Interval"), pen.words.say("Observations"), pen.words.say("Status"),
            pen.words.say("Method"), pen.words.say("Files, rows"),
        )
    )  # fmt: skip
    caption = pen.say("Findings used in the text, in order of first use")
    return DataTable(caption, header, rows, marks, weights=(4, 19, 9, 11, 7, 7, 30, 4))


def _sources(pen: Pen, marks: Mapping[tuple[Source, ...], str]) -> DataTable:
    rows = tuple(
        (
            (Span(mark, "finding"),),
            (Span("; ".join(_rows_of(pen, source) for source in sources), "finding"),),
        )
        for sources, mark in marks.items()
    )
    caption = pen.say("Files and rows behind the findings")
    header = (pen.say("Mark"), pen.say("File and rows"))
    return DataTable(caption, header, rows, tuple(marks.values()), weights=(1, 20))


def _behind(found: Finding) -> tuple[Source, ...]:
    # An analysis of several tables names a file once for each that it filled.
    return tuple(dict.fromkeys(found.sources))


def _rows_of(pen: Pen, source: Source) -> str:
    if source.rows == 1:
        return pen.words.say("{file}: line {line}", file=source.file, line=source.first)
    # One line can give several rows, as a table with a column for each group does.
    if source.first == source.last:
        return pen.words.say_many(
            "{file}: {n} value from line {line}",
            "{file}: {n} values from line {line}",
            file=source.file,
            n=source.rows,
            line=source.first,
        )
    if source.rows > source.last - source.first + 1:
        return pen.words.say_many(
            "{file}: {n} value from lines {first} to {last}",
            "{file}: {n} values from lines {first} to {last}",
            file=source.file,
            n=source.rows,
            first=source.first,
            last=source.last,
        )
    return pen.words.say_many(
        "{file}: {n} row, lines {first} to {last}",
        "{file}: {n} rows, lines {first} to {last}",
        file=source.file,
        n=source.rows,
        first=source.first,
        last=source.last,
    )


def _finding(
    pen: Pen, found: Finding, mark: str, rows_mark: str, told: dict[str, str]
) -> tuple[Spans, ...]:
    def shown(value: object, unit: str = "") -> str:
        return pen.show(value, unit) if value is not None else "–"

    unit = shown_unit(found)
    interval = (
        pen.words.say("{low} to {high}", low=shown(found.low, unit), high=shown(found.high, unit))
        if found.low is not None or found.high is not None
        else "–"
    )
    count = shown(found.n)
    if found.numerator is not None and found.denominator is not None:
        count = f"{shown(found.numerator)} / {shown(found.denominator)}"
    # A key, and a word that the data brought, are spelled as they are found there.
    is_spelled = isinstance(found.value, str) and not label_of(found.value)
    value, method = _value(pen, found), _method(pen, found, mark, told)
    kind: Kind = "name" if is_spelled else "finding"
    if isinstance(found.value, str) and found.numerator is not None and found.denominator is None:
        # A verdict on one count, as of days: the text tells the count, so it stands here too.
        value = f"{value} ({shown(found.numerator)})"
    if isinstance(found.value, str) and len(value) > _SENTENCE:
        # It has no room in a column of numbers, but beside it.
        method = (Span(value, kind), Span(" "), *method)
        value, kind = pen.words.say("see the method"), "finding"
    spans = (
        (Span(mark, "finding"),),
        name_of_key(pen, found.key),
        (Span(value, kind),),
        (Span(interval, "finding"),),
        (Span(count, "finding"),),
        (Span(pen.words.say(LABELS[found.status]), "finding"),),
        method,
    )
    return (*spans, (Span(rows_mark, "finding", rows_mark) if rows_mark else Span("–"),))


def _value(pen: Pen, found: Finding) -> str:
    if found.unit in TIMES and isinstance(found.value, (int, float)):
        # A bare 58 does not tell whether these are minutes or days.
        return plain(counted(pen, found, found.unit))
    return pen.show(found.value, shown_unit(found))


def _method(pen: Pen, found: Finding, mark: str, told: dict[str, str]) -> Spans:
    """Say how a finding was made, or lead to the one that has said it."""
    said = pen.words.say(found.method)
    first = told.setdefault(said, mark)
    if first == mark or len(said) <= _SHORT:
        return (Span(said, "finding"),)
    before, _, after = pen.words.say("The same as for {mark}.", mark="\0").partition("\0")
    return (Span(before), Span(first, "finding", first), *((Span(after),) if after else ()))


def _decisions(material: Material, pen: Pen) -> DataTable:
    rows: list[tuple[Spans, ...]] = []
    marks: list[str] = []
    for decision in pen.ledger.decisions.values():
        mark = pen.ledger.mark(decision)
        choice = choice_in_words(pen, decision, currency=material.brief.currency)
        reason = decision.reason
        state, who = pen.words.say("up to date"), pen.words.say(LABELS[decision.by])
        if decision.by == "default":
            reason, state = pen.words.say(reason), pen.words.say("default")
            who = pen.words.say("nobody yet")
        elif decision.is_stale(material.fingerprint):
            state = pen.words.say("tables changed since")
        texts = (
            mark, pen.words.say(LABELS[decision.step]), choice or "–", reason or "–",
            who, pen.show(decision.decided_on, "date") if decision.decided_on else "–", state,
        )  # fmt: skip
        rows.append(tuple((Span(text, "choice"),) for text in texts))
        marks.append(mark)
    header = (
        pen.say("Mark"), pen.say("Question"), pen.say("Choice"), pen.say("Reason"),
        pen.say("Decided by"), pen.say("Day"), pen.say("State"),
    )  # fmt: skip
    caption = pen.say("Decisions, and the defaults that stand in for them")
    return DataTable(caption, header, tuple(rows), tuple(marks), weights=(4, 9, 22, 24, 8, 8, 9))


def _rules(pen: Pen) -> DataTable:
    rules = list(pen.ledger.rules.values())
    marks = tuple(pen.ledger.mark(rule) for rule in rules)
    rows = tuple(
        (
            (Span(mark, "rule"),),
            pen.value(Term(rule.meaning)),
            (Span(plain(counted(pen, rule, rule.unit)), "rule"),),
            pen.value(Term(rule.ground)),
        )
        for mark, rule in zip(marks, rules, strict=True)
    )
    header = (pen.say("Mark"), pen.say("Rule"), pen.say("Value"), pen.say("Ground"))
    return DataTable(
        pen.say("Fixed numbers of the method"), header, rows, marks, weights=(3, 12, 4, 20)
    )
