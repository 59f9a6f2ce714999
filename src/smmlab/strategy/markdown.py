"""The document as Markdown, its charts as files beside it."""

import re

from smmlab.strategy.document import (
    Advice,
    Block,
    Bullets,
    Chart,
    DataTable,
    Document,
    Goals,
    Heading,
    Paragraph,
    Span,
    Spans,
    number_columns,
)
from smmlab.strategy.outline import (
    Captions,
    Entry,
    Label,
    anchors_of,
    entries_of,
    pictures_of,
    sections_of,
)
from smmlab.texts import for_markdown

# Our own words and numbers stay readable; everything else is escaped letter by letter.
_CALM = re.compile(r"[\w\s.,:;%()€“”„«»'’?/&–—…-]*")


def to_markdown(document: Document, *, charts: str = "charts") -> str:
    """Return the document as Markdown; pictures are named ``charts/<name>.png``."""
    return _Writer(document, charts).text()


def chart_files(document: Document) -> dict[str, bytes]:
    """Return the pictures of a document by file name."""
    return {f"{chart.name}.png": chart.png for chart in pictures_of(document)}


class _Writer:
    """Writes the parts of a document one after the other and numbers its captions."""

    def __init__(self, document: Document, charts: str) -> None:
        self.document = document
        self.charts = charts
        self.anchors = anchors_of(document)
        self.captions = Captions(document.language)

    def text(self) -> str:
        document = self.document
        sections = sections_of(document)
        lines = [f"# {self._line(document.title)}", self._line(document.subtitle)]
        if document.contents_title:
            lines.append(f"## {document.contents_title}")
            lines.append("\n".join(f"- [{_text(s.title)}](#{s.key})" for s in sections))
        for section in sections:
            entries = entries_of(section)
            lines.append(self._heading(2, next(entries)))
            for block in section.blocks:
                is_heading = isinstance(block, Heading)
                lines.append(self._heading(3, next(entries)) if is_heading else self._block(block))
        return "\n\n".join(line for line in lines if line) + "\n"

    def _heading(self, level: int, entry: Entry) -> str:
        return f'<a id="{entry.key}"></a>\n\n{"#" * level} {self._line(entry.spans)}'

    def _block(self, block: Block) -> str:  # noqa: PLR0911 - one return for each kind of block
        match block:
            case Heading(spans):
                return f"### {self._line(spans)}"
            case Paragraph(spans, tone):
                quoted = "" if tone in ("plain", "lead") else "> "
                return f"{quoted}{self._line(spans)}"
            case Advice(spans, basis):
                resting = f"\n>\n> {self._line(basis)}" if basis else ""
                return f"> **{self._line(spans)}**{resting}"
            case Bullets(items, is_ordered, is_checklist):
                start = "1. " if is_ordered else "- [ ] " if is_checklist else "- "
                return "\n".join(f"{start}{self._line(item)}" for item in items)
            case Goals():
                return self._table(block.as_table())
            case DataTable():
                return self._table(block)
            case Chart():
                caption = self._caption(self.captions.figure(), block.caption)
                return f"![{_text(block.alt)}]({self.charts}/{block.name}.png)\n\n{caption}"

    def _caption(self, label: Label, spans: Spans) -> str:
        return f"*{label} {self._line(spans)}*"

    def _table(self, table: DataTable) -> str:
        sides = ("---:" if is_number else "---" for is_number in number_columns(table))
        rows = [
            f"| {' | '.join(map(self._line, table.header))} |",
            f"| {' | '.join(sides)} |",
        ]
        for number, row in enumerate(table.rows):
            cells = [self._line(cell) for cell in row]
            if table.anchors:
                cells[0] = f'<a id="{table.anchors[number]}"></a>{cells[0]}'
            rows.append(f"| {' | '.join(cells)} |")
        return self._caption(self.captions.table(), table.caption) + "\n\n" + "\n".join(rows)

    def _line(self, spans: Spans) -> str:
        text = ""
        for span in spans:
            text += "" if span.text == span.mark else _escaped(span)
            mark = self._mark(span.mark)
            # A mark stands off from the word before it, not from a bracket that opens.
            text += mark.lstrip() if text.endswith("(") else mark
        line = " ".join(text.split())
        # A line of ours must not become a list, a heading or a quote by accident.
        return re.sub(r"^(\d*)([-+#>.)])(?=\s)", r"\1\\\2", line)

    def _mark(self, mark: str | None) -> str:
        if not mark:
            return ""
        return f" [\\[{mark}\\]](#{mark})" if mark in self.anchors else f" \\[{mark}\\]"


def _text(spans: Spans) -> str:
    return "".join(_escaped(span) for span in spans)


def _escaped(span: Span) -> str:
    if span.kind == "key" and not set(span.text) & set("`|<>\n"):
        return f"`{span.text}`"
    is_ours = span.kind in ("words", "rule", "date") or _is_number(span.text)
    if is_ours and "_" not in span.text and _CALM.fullmatch(span.text):
        return span.text
    escaped = for_markdown(span.text)
    # Spaces at the ends belong to the sentence around the value.
    before = " " if span.text[:1].isspace() else ""
    after = " " if span.text[-1:].isspace() else ""
    return f"{before}{escaped}{after}"


def _is_number(text: str) -> bool:
    # A number with its interval and unit; too short for an address or a mark-up of others.
    letters = sum(map(str.isalpha, text))
    return "/" not in text and letters <= 5 and any(map(str.isdigit, text))
