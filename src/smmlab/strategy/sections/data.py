"""Data: which files, which rows, which days; what was refused; how to read the numbers."""

from smmlab.strategy.document import Block, Bullets, DataTable, Heading, Paragraph, Section, Spans
from smmlab.strategy.material import Material, TableFacts
from smmlab.strategy.statements import FromBrief, Name, Pen, Term
from smmlab.texts.labels import TABLE_NAMES


def write(material: Material, pen: Pen) -> Section:
    """Write the section."""
    filled = [facts for facts in material.tables if facts.rows is not None]
    blocks: list[Block] = []
    if filled:
        blocks.append(
            Paragraph(
                pen.say(
                    "The numbers come from the files below, from lists that the client keeps "
                    "beside them, from public figures and from rules of the method. The small mark "
                    "after a number leads to the appendix: the value, how sure it is, and where it "
                    "comes from."
                )
            )
        )
        blocks.append(_tables(filled, pen))
        blocks.append(_files(filled, pen))
    else:
        blocks.append(
            Paragraph(
                pen.say(
                    "No data have been imported yet. This document holds a plan and defaults, no "
                    "measurements. Import the exports of your pages first; the section on gaps "
                    "names them."
                ),
                "caution",
            )
        )
    blocks.append(
        Paragraph(
            pen.say(
                "All times are shown on the clock of {zone}. Amounts of different currencies are "
                "never added together.",
                zone=FromBrief(material.brief.timezone),
            )
        )
    )
    blocks.extend(_refused(material, pen))
    blocks.append(Heading(pen.say("How to read the numbers")))
    blocks.append(Bullets(_reading(pen)))
    return Section("data", pen.say("Data and its limits"), tuple(blocks))


def _tables(filled: list[TableFacts], pen: Pen) -> DataTable:
    rows: list[tuple[Spans, ...]] = []
    for facts in filled:
        none = pen.say("no dates")
        first = pen.value(facts.first_day) if facts.first_day else none
        last = pen.value(facts.last_day) if facts.last_day else none
        count = pen.value(facts.rows) if facts.rows else none
        rows.append((pen.value(Term(TABLE_NAMES[facts.name])), count, first, last))
    return DataTable(
        pen.say("What was imported"),
        (pen.say("Data"), pen.say("Rows"), pen.say("First day"), pen.say("Last day")),
        tuple(rows),
    )


def _files(filled: list[TableFacts], pen: Pen) -> DataTable:
    rows = tuple(
        (
            pen.value(Name(source.file)),
            pen.value(Term(TABLE_NAMES[facts.name])),
            pen.value(found),
        )
        for facts in filled
        for found in facts.files
        for source in found.sources[:1]
    )
    return DataTable(
        pen.say("Files behind it"),
        (pen.say("File"), pen.say("Data"), pen.say("Rows")),
        rows,
        weights=(5, 2, 1),
    )


def _refused(material: Material, pen: Pen) -> tuple[Block, ...]:
    whole = tuple(
        pen.say("{file} was not read at all. {reason}", file=Name(file), reason=Name(reason))
        for file, reason in material.refused_files
    )
    rows = tuple(
        pen.say_many(
            "{file}: {n} row was not imported. The folder of rejected rows gives the reason.",
            "{file}: {n} rows were not imported. The folder of rejected rows gives the reasons.",
            n=found,
            file=Name(found.sources[0].file if found.sources else found.key),
        )
        for found in material.refused
    )
    if not whole and not rows:
        return ()
    return (Heading(pen.say("What was refused")), Bullets((*whole, *rows)))


def _reading(pen: Pen) -> tuple[Spans, ...]:
    return (
        pen.say("“Measured” means counted in these files."),
        pen.say("“Estimated” means that a model or a public figure is part of the number."),
        pen.say(
            "“Unknown” means that these files cannot tell. A missing number is never counted as "
            "zero."
        ),
        pen.say(
            "An interval shows how far chance alone could move a number. Where it is wide, we say "
            "so and recommend nothing."
        ),
    )
