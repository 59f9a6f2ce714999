"""What every format must agree on: numbers of captions, headings, marks that lead somewhere."""

from collections.abc import Iterator
from dataclasses import dataclass

from smmlab.strategy.document import (
    Block,
    Bullets,
    Chart,
    DataTable,
    Document,
    Goals,
    Heading,
    Paragraph,
    Section,
    Spans,
    plain,
)
from smmlab.texts import Language, Words

_NARROW = 5
# Heights, as parts of the width of the text: two of the first share an A4 page, the other fills
# half of it.
_HALF_PAGE, _TALLEST = 0.6, 0.8
_LEGIBLE = 0.75  # of the width: narrower, the letters of a picture become too small


@dataclass(frozen=True)
class Label:
    """The words around the number of a table or figure, as in “Table 3.”."""

    before: str
    number: int
    after: str

    def __str__(self) -> str:
        return f"{self.before}{self.number}{self.after}"


class Captions:
    """Numbers the tables and figures of a document, each kind on its own, in reading order.

    Examples
    --------
    >>> captions = Captions("en")
    >>> str(captions.table()), str(captions.table()), str(captions.figure())
    ('Table 1.', 'Table 2.', 'Figure 1.')
    """

    def __init__(self, language: Language) -> None:
        words = Words(language)
        self._table = words.say("Table {number}.", number="\0").partition("\0")
        self._figure = words.say("Figure {number}.", number="\0").partition("\0")
        self._tables = self._figures = 0

    def table(self) -> Label:
        """Return the label of the next table."""
        self._tables += 1
        return Label(self._table[0], self._tables, self._table[2])

    def figure(self) -> Label:
        """Return the label of the next figure."""
        self._figures += 1
        return Label(self._figure[0], self._figures, self._figure[2])


@dataclass(frozen=True)
class Entry:
    """A line of the contents: its level, its text, and the name it leads to."""

    level: int
    spans: Spans
    key: str


def sections_of(document: Document) -> tuple[Section, ...]:
    """Return the sections to be written: an empty appendix is none."""
    return tuple(s for s in document.all_sections if s.blocks or s is not document.appendix)


def entries_of(section: Section) -> Iterator[Entry]:
    """Yield the heading of a section and those within it, as the contents show them."""
    yield Entry(1, section.title, section.key)
    headings = (block for block in section.blocks if isinstance(block, Heading))
    for number, heading in enumerate(headings, start=1):
        yield Entry(2, heading.spans, f"{section.key}-{number}")


def anchors_of(document: Document) -> frozenset[str]:
    """Return the marks that have a row to lead to; the others are shown without a link."""
    return frozenset(
        anchor
        for section in sections_of(document)
        for block in section.blocks
        if isinstance(block, DataTable)
        for anchor in block.anchors
    )


def is_wide(section: Section) -> bool:
    """Tell whether a section has tables of so many columns that its page is laid on its side."""
    tables = (
        block.as_table() if isinstance(block, Goals) else block
        for block in section.blocks
        if isinstance(block, DataTable | Goals)
    )
    return any(len(table.header) > _NARROW for table in tables)


def share_of_width(chart: Chart, widest: float = 1.0) -> float:
    """Return the part of the text's width that a picture takes.

    A tall one is made smaller: at full width it would leave a gap on the page before it. Where it
    stays legible, it leaves half of the page to another.
    """
    half = _HALF_PAGE / chart.shape
    return min(widest, half if half >= _LEGIBLE else _TALLEST / chart.shape)


def leads_on(block: Block, following: Block | None) -> bool:
    """Tell whether a paragraph stays with what follows: its reason, quotation, note, list, table.

    Examples
    --------
    >>> from smmlab.strategy.document import Span
    >>> line = Paragraph((Span("What we never delete:"),))
    >>> leads_on(line, Bullets(())), leads_on(line, line)
    (True, False)
    """
    match (block, following):
        case (Paragraph(_, "plain"), Paragraph(_, "quote" | "note")):
            return True
        case (Paragraph(_, "lead"), Paragraph()):
            return True
        case (Paragraph(spans, _), Bullets() | DataTable()):
            return plain(spans).endswith(":")
    return False


def pictures_of(document: Document) -> tuple[Chart, ...]:
    """Return the pictures in reading order."""
    return tuple(
        block
        for section in sections_of(document)
        for block in section.blocks
        if isinstance(block, Chart)
    )
