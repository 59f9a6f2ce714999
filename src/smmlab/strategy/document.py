"""The finished document: frozen, the same for every format, every number with its mark."""

import re
import struct
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Literal

from smmlab.texts import Language
from smmlab.texts.escaping import without_invisible

Kind = Literal["words", "finding", "choice", "brief", "rule", "quote", "name", "date", "key"]
Tone = Literal["plain", "lead", "caution", "default", "quote", "note"]

# A word and a year: the names of some months are as short as a unit.
_DAY = re.compile(r"[^\W\d_]{3,}\D*\d*\D*\b20\d\d\b")
# Lone surrogates and non-characters break XML and UTF-8 alike.
_UNWRITABLE = re.compile("[\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True)
class Span:
    r"""A run of text of one origin; ``mark`` leads to the row of the appendix that proves it.

    Examples
    --------
    >>> Span("kohv\u202eik", "quote").text
    'kohvik'
    """

    text: str
    kind: Kind = "words"
    mark: str | None = None

    def __post_init__(self) -> None:
        clean = _UNWRITABLE.sub("\ufffd", without_invisible(self.text))
        object.__setattr__(self, "text", clean)


Spans = tuple[Span, ...]

QUOTES: Mapping[Language, tuple[str, str]] = MappingProxyType(
    {"en": ("“", "”"), "et": ("„", "“"), "ru": ("«", "»")}
)
"""Quotation marks of each language."""


@dataclass(frozen=True)
class Heading:
    """A heading within a section; ``key`` names it in every language where the lint asks for it."""

    spans: Spans
    key: str = ""


@dataclass(frozen=True)
class Paragraph:
    """One paragraph; its tone says how it is set."""

    spans: Spans
    tone: Tone = "plain"


@dataclass(frozen=True)
class Advice:
    """A recommendation, with the marks it rests on or the word that it is a judgement."""

    spans: Spans
    basis: Spans
    marks: tuple[str, ...]
    is_judgement: bool


@dataclass(frozen=True)
class Bullets:
    """A list; ``is_ordered`` numbers it, ``is_checklist`` gives boxes to tick."""

    items: tuple[Spans, ...]
    is_ordered: bool = False
    is_checklist: bool = False


@dataclass(frozen=True)
class DataTable:
    """A table with a caption; ``anchors`` names its rows when marks lead to them."""

    caption: Spans
    header: tuple[Spans, ...]
    rows: tuple[tuple[Spans, ...], ...]
    anchors: tuple[str, ...] = ()
    weights: tuple[int, ...] = ()


@dataclass(frozen=True)
class Goal:
    """An objective that can be checked."""

    metric: Spans
    baseline: Spans
    target: Spans
    by: Spans
    owner: Spans


@dataclass(frozen=True)
class Goals:
    """All objectives; shown as a table."""

    caption: Spans
    header: tuple[Spans, ...]
    goals: tuple[Goal, ...]

    def as_table(self) -> DataTable:
        """Return the objectives as a table, one row each."""
        rows = tuple((g.metric, g.baseline, g.target, g.by, g.owner) for g in self.goals)
        return DataTable(self.caption, self.header, rows)


@dataclass(frozen=True)
class Chart:
    """A picture; ``alt`` says in words what it shows."""

    name: str
    png: bytes
    alt: Spans
    caption: Spans

    @property
    def shape(self) -> float:
        """Return its height as a multiple of its width, as the head of the PNG tells."""
        width, height = struct.unpack(">II", self.png[16:24])
        return float(height / width)


Block = Heading | Paragraph | Advice | Bullets | DataTable | Goals | Chart


@dataclass(frozen=True)
class Section:
    """One section; ``key`` is its name in every language."""

    key: str
    title: Spans
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Document:
    """The whole strategy, ready to be rendered."""

    title: Spans
    subtitle: Spans
    language: Language
    made_on: date
    sections: tuple[Section, ...]
    appendix: Section
    contents_title: str = ""
    author: str = ""

    @property
    def all_sections(self) -> tuple[Section, ...]:
        """Return the sections with the appendix last."""
        return (*self.sections, self.appendix)


def plain(spans: Spans) -> str:
    """Return the text alone.

    Examples
    --------
    >>> plain((Span("Reach "), Span("12", "finding", "e1")))
    'Reach 12'
    """
    return "".join(span.text for span in spans)


def number_columns(table: DataTable) -> tuple[bool, ...]:
    """Tell for each column whether it holds short numbers, which are set flush right.

    Examples
    --------
    >>> rows = (((Span("Core"),), (Span("12.5%"),)), ((Span("New"),), (Span("unknown"),)))
    >>> number_columns(DataTable((), ((), ()), rows))
    (False, True)
    """
    columns = list(zip(*table.rows, strict=True)) or [()] * len(table.header)
    flags = [_holds_numbers([plain(cell).strip() for cell in column]) for column in columns]
    return (False, *flags[1:])


def _holds_numbers(texts: list[str]) -> bool:
    numbers = {text for text in texts if any(map(str.isdigit, text))}
    if any(map(_DAY.search, numbers)):
        return False
    are_short = all(len(t) <= 34 and sum(map(str.isalpha, t)) <= 6 for t in numbers)
    rest = set(texts) - numbers
    return bool(numbers) and are_short and all(len(text) <= 10 for text in rest) and len(rest) <= 2


def joined(joint: str, parts: Sequence[Spans]) -> Spans:
    """Return texts one after the other, with a joint between them.

    Examples
    --------
    >>> plain(joined(" · ", [(Span("Money"),), (Span("Orders"),)]))
    'Money · Orders'
    """
    spans = [span for part in parts for span in (Span(joint), *part)]
    return tuple(spans[1:])


def runs_of(block: Block) -> Iterator[Spans]:
    """Yield every run of text of a block."""
    match block:
        case Heading(spans) | Paragraph(spans):
            yield spans
        case Advice(spans, basis):
            yield from (spans, basis)
        case Bullets(items):
            yield from items
        case DataTable(caption, header, rows):
            yield caption
            yield from header
            for row in rows:
                yield from row
        case Goals():
            yield from runs_of(block.as_table())
        case Chart():
            yield from (block.alt, block.caption)
