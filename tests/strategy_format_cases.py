"""One small document with every kind of block, for the tests of the formats."""

from datetime import date

from smmlab.plots.theme import as_png, new_axes
from smmlab.strategy.document import (
    Advice,
    Bullets,
    Chart,
    DataTable,
    Document,
    Heading,
    Paragraph,
    Section,
    Span,
    Spans,
)
from smmlab.texts import Language

DAY = date(2026, 11, 23)


def words(text: str) -> Spans:
    return (Span(text),)


def small_document(language: Language = "en") -> Document:
    reach = (Span("Reach is "), Span("12", "finding", "e1"))
    unproved = (Span("Standing alone "), Span("7", "finding", "e9"))
    table = DataTable(
        words("Segments"),
        (words("Segment"), words("People")),
        ((words("Core"), words("64")), (words("New"), words("120"))),
        weights=(3, 2),
    )
    chart = Chart("chart", as_png(new_axes()), words("Chart: nothing yet"), words("A chart"))
    blocks = (
        Paragraph(words("The lead."), "lead"),
        Paragraph(reach),
        Heading(words("What we ask"), "ask"),
        Paragraph(unproved),
        Paragraph(words("Somebody wrote:")),
        Paragraph((Span("Kohv on hea", "quote"),), "quote"),
        Paragraph(words("Take care."), "caution"),
        Paragraph(words("A note."), "note"),
        Advice(words("Do this."), (), (), is_judgement=True),
        Bullets((words("One"), words("Two")), is_ordered=True),
        Bullets((words("Tick"),), is_checklist=True),
        table,
        chart,
    )
    proofs = DataTable(
        words("Findings"),
        (words("Mark"), words("Value")),
        ((words("e1"), words("12")),),
        anchors=("e1",),
    )
    return Document(
        words("Strategy"),
        words("Written by hand"),
        language,
        DAY,
        (Section("summary", words("Summary"), blocks),),
        Section("appendix", words("Appendix"), (proofs,)),
        "Contents",
    )
