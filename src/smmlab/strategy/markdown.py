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
)
from smmlab.texts import for_markdown

# Our own words and numbers stay readable; everything else is escaped letter by letter.
_CALM = re.compile(r"[\w\s.,:;%()€“”„«»'’?/&–—…-]*")


def to_markdown(document: Document, *, charts: str = "charts") -> str:
    """Return the document as Markdown; pictures are named ``charts/<name>.png``."""
    lines = [
        f"# {_line(document.title)}",
        _line(document.subtitle),
        f"## {document.contents_title}",
    ]
    lines.append("\n".join(f"- [{_text(s.title)}](#{s.key})" for s in document.all_sections))
    for section in document.all_sections:
        lines.append(f'<a id="{section.key}"></a>\n\n## {_line(section.title)}')
        lines.extend(_block(block, charts) for block in section.blocks)
    return "\n\n".join(lines) + "\n"


def chart_files(document: Document) -> dict[str, bytes]:
    """Return the pictures of a document by file name."""
    return {
        f"{block.name}.png": block.png
        for section in document.all_sections
        for block in section.blocks
        if isinstance(block, Chart)
    }


def _block(block: Block, charts: str) -> str:  # noqa: PLR0911 - one return for each kind of block
    match block:
        case Heading(spans):
            return f"### {_line(spans)}"
        case Paragraph(spans, tone):
            quoted = "" if tone in ("plain", "lead") else "> "
            return f"{quoted}{_line(spans)}"
        case Advice(spans, basis):
            return f"> **{_line(spans)}**\n>\n> {_line(basis)}"
        case Bullets(items, is_ordered, is_checklist):
            start = "1. " if is_ordered else "- [ ] " if is_checklist else "- "
            return "\n".join(f"{start}{_line(item)}" for item in items)
        case Goals():
            return _table(block.as_table())
        case DataTable():
            return _table(block)
        case Chart():
            return f"![{_text(block.alt)}]({charts}/{block.name}.png)\n\n*{_line(block.caption)}*"


def _table(table: DataTable) -> str:
    rows = [
        "| " + " | ".join(_line(cell) for cell in table.header) + " |",
        "|" + " --- |" * len(table.header),
    ]
    for number, row in enumerate(table.rows):
        cells = [_line(cell) for cell in row]
        if table.anchors:
            cells[0] = f'<a id="{table.anchors[number]}"></a>{cells[0]}'
        rows.append("| " + " | ".join(cells) + " |")
    return f"*{_line(table.caption)}*\n\n" + "\n".join(rows)


def _line(spans: Spans) -> str:
    text = "".join(
        ("" if span.text == span.mark else _escaped(span))
        + (f" [\\[{span.mark}\\]](#{span.mark})" if span.mark else "")
        for span in spans
    )
    line = " ".join(text.split())
    # A line of ours must not become a list, a heading or a quote by accident.
    return re.sub(r"^(\d*)([-+#>.)])(?=\s)", r"\1\\\2", line)


def _text(spans: Spans) -> str:
    return "".join(_escaped(span) for span in spans)


def _escaped(span: Span) -> str:
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
