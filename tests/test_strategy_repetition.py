"""A sentence of ours stands once; what others wrote may come again."""

from datetime import date

from smmlab.findings import Finding
from smmlab.strategy.document import Document, Paragraph, Section, Span, Spans
from smmlab.strategy.repetition import repetition_faults, told_sentences
from smmlab.strategy.statements import Listed, Pen, Several
from smmlab.texts import Words

LONG = Span("Export the orders of the shop as a table.")


def of(*paragraphs: Paragraph) -> Document:
    sections = tuple(
        Section(f"s{number}", (Span("Title"),), (one,)) for number, one in enumerate(paragraphs)
    )
    title: Spans = (Span("T"),)
    return Document(
        title=title, subtitle=title, language="en", made_on=date(2026, 11, 23), sections=sections,
        appendix=Section("appendix", title, ()), contents_title="Contents", author="smmlab",
    )  # fmt: skip


def test_a_long_sentence_of_ours_is_told_once() -> None:
    one = Paragraph((LONG,))
    assert len(list(repetition_faults(of(one, one, one)))) == 1
    assert list(repetition_faults(of(one))) == []
    assert told_sentences(of(one).sections) == {LONG.text.casefold()}


def test_short_sentences_quotes_and_the_word_of_a_default_may_come_again() -> None:
    short = Paragraph((Span("It is not known."),))
    quote = Paragraph((Span("Why: "), Span(LONG.text, "quote")))
    default = Paragraph((Span("Default, not yet decided by the strategist."), Span(" ")), "default")
    assert list(repetition_faults(of(short, short, quote, quote, default, default))) == []


def test_values_of_a_sentence_keep_their_marks_when_they_are_listed() -> None:
    found = [Finding(f"a.{number}", number, "posts") for number in (1, 2, 3)]
    said = Pen(Words("en")).say("Seen: {posts}.", posts=Listed(tuple(found)))
    assert "".join(span.text for span in said) == "Seen: 1, 2 and 3."
    assert [span.mark for span in said if span.mark] == ["e1", "e2", "e3"]
    in_cell = Pen(Words("en")).value(Several(tuple(found)))
    assert "".join(span.text for span in in_cell) == "1, 2, 3"
