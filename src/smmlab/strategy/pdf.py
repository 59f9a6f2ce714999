"""The document as PDF, set by typst: same document, same bytes."""

import re
import tempfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

from smmlab.errors import StrategyError
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
    plain,
)
from smmlab.texts import message

_PREAMBLE = """
#let ink = rgb("#1f2933")
#let soft = rgb("#52606d")
#let line-colour = rgb("#d3dae1")
#let accent = rgb("#0b6e99")
#set text(font: ("Libertinus Serif", "DejaVu Sans"), size: 10.5pt, fill: ink, hyphenate: false)
#set page(
  paper: "a4", margin: (x: 22mm, top: 22mm, bottom: 24mm),
  footer: context align(center, text(size: 8.5pt, fill: soft, counter(page).display())),
)
#set par(leading: 0.66em, spacing: 0.95em)
#set table(stroke: (x, y) => (bottom: 0.5pt + line-colour), inset: (x: 5pt, y: 4.5pt))
#show heading.where(level: 1): it => block(
  above: 2.2em, below: 0.9em, text(size: 17pt, fill: accent, it.body))
#show heading.where(level: 2): it => block(above: 1.5em, below: 0.7em, text(size: 12pt, it.body))
#let mk(name) = super(typographic: false, size: 0.68em, link(label(name), text(fill: accent, name)))
#let box-of(fill, stroke, body) = block(
  width: 100%, fill: fill, stroke: (left: stroke), inset: (x: 10pt, y: 8pt), radius: (right: 3pt),
  breakable: false, body,
)
#let caution(body) = box-of(rgb("#fdf4e7"), 2.5pt + rgb("#b45f06"), body)
#let default-choice(body) = box-of(
  rgb("#f4f5f7"), stroke(paint: soft, thickness: 2pt, dash: "dashed"), text(fill: soft, body))
#let note(body) = box-of(rgb("#f4f5f7"), 0pt, body)
#let advice(body, basis) = box-of(rgb("#eef5f9"), 2.5pt + accent, {
  body
  linebreak()
  text(size: 8.5pt, fill: soft, basis)
})
#let citation(body) = block(stroke: (left: 1.5pt + line-colour), inset: (left: 10pt, y: 3pt), body)
#let caption(body) = block(below: 0.6em, sticky: true, text(size: 9pt, fill: soft, body))
#let tick = box(width: 8pt, height: 8pt, stroke: 0.8pt + soft, radius: 1.5pt)
"""
_TONES = {"caution": "caution", "default": "default-choice", "note": "note", "quote": "citation"}
_LONG_WORD = re.compile(r'(?<=#")[\w./:-]{16,}(?=")')
_JOINT = re.compile(r"([._/:])")
# Colour emoji have no outlines to print, nor do the signs that vary them.
_CANNOT_SET = re.compile("[\ufe00-\ufe0f\u200d\U0001f000-\U0001faff\U000e0000-\U000e007f]")


def to_pdf(document: Document) -> bytes:
    """Return the document as PDF bytes, identical for an identical document.

    Raises
    ------
    StrategyError
        If typst refuses the source.
    """
    pictures = [b for s in document.all_sections for b in s.blocks if isinstance(b, Chart)]
    return compile_typst(to_typst(document), {f"{chart.name}.png": chart.png for chart in pictures})


def compile_typst(source: str, pictures: Mapping[str, bytes] = MappingProxyType({})) -> bytes:
    """Return the PDF of a source, identical for identical input; pictures lie beside it.

    Raises
    ------
    StrategyError
        If typst refuses the source.
    """
    import typst

    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        for name, png in pictures.items():
            (root / name).write_bytes(png)
        page = root / "strategy.typ"
        page.write_text(source, encoding="utf-8")
        try:
            pdf = typst.compile(
                str(page),
                root=folder,
                font_paths=[str(_symbol_font().parent)],
                ignore_system_fonts=True,
                format="pdf",
            )
        except RuntimeError as problem:
            raise StrategyError(
                message("The PDF could not be set: {problem}. Write the other formats instead."),
                {"problem": str(problem)},
            ) from problem
    return bytes(pdf)


def to_typst(document: Document) -> str:
    """Return the source for typst; every text of the document is a string literal in it."""
    parts = [
        f"#set document(title: {literal(plain(document.title))}, "
        f"author: {literal(document.author)}, date: none)",
        f'#set text(lang: "{document.language}")',
        _PREAMBLE,
        f"#text(size: 26pt, weight: 600)[{_spans(document.title)}]",
        f"#v(-0.6em)\n#text(size: 12pt, fill: soft)[{_spans(document.subtitle)}]",
        "#line(length: 100%, stroke: 1.6pt + accent)\n#v(0.6em)",
        f"#text(size: 12pt, weight: 600)[#{literal(document.contents_title)}]",
        _contents(document),
        "#v(0.8em)",
    ]
    for section in document.sections:
        parts.append(f"#heading(level: 1)[{_spans(section.title)}] <{_section(section.key)}>")
        parts.extend(_block(block) for block in section.blocks)
    parts.append("#set page(flipped: true, margin: (x: 16mm, y: 18mm))\n#set text(size: 8.5pt)")
    last = document.appendix
    parts.append(f"#heading(level: 1)[{_spans(last.title)}] <{_section(last.key)}>")
    parts.extend(_block(block) for block in last.blocks)
    return "\n\n".join(parts) + "\n"


def literal(text: str) -> str:
    r"""Write a text as a typst string, so that nothing in it can act as markup or code.

    Examples
    --------
    >>> literal('a "b" #c')
    '"a \\"b\\" #c"'
    """
    settable = "".join(c if _can_be_set(c) else "\u25a1" for c in _CANNOT_SET.sub("", text))
    escaped = settable.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + " ".join(escaped.split("\n")).replace("\t", " ").replace("\r", " ") + '"'


def _contents(document: Document) -> str:
    entries = [_entry(section.key, section.title) for section in document.all_sections]
    half = (len(entries) + 1) // 2
    columns = (" \\\n".join(part) for part in (entries[:half], entries[half:]))
    return "#grid(columns: (1fr, 1fr), " + ", ".join(f"[{column}]" for column in columns) + ")"


def _entry(key: str, title: Spans) -> str:
    return f"#link(label({literal(_section(key))}))[{_spans(title, is_marked=False)}]"


def _section(key: str) -> str:
    return f"section-{key}"


def _block(block: Block) -> str:  # noqa: PLR0911 - one return for each kind of block
    match block:
        case Heading(spans):
            return f"#heading(level: 2)[{_spans(spans)}]"
        case Paragraph(spans, "plain"):
            return f"#par[{_spans(spans)}]"
        case Paragraph(spans, "lead"):
            return f"#text(size: 13pt)[{_spans(spans)}]"
        case Paragraph(spans, tone):
            return f"#{_TONES[tone]}[{_spans(spans)}]"
        case Advice(spans, basis):
            return f"#advice([{_spans(spans)}], [{_spans(basis)}])"
        case Bullets(items, is_ordered, is_checklist):
            name = "enum" if is_ordered else "list"
            marker = "marker: tick, " if is_checklist else ""
            return f"#{name}({marker}" + ", ".join(f"[{_spans(item)}]" for item in items) + ")"
        case Goals():
            return _table(block.as_table())
        case DataTable():
            return _table(block)
        case Chart():
            return (
                f'#block(breakable: false)[#align(center, image("{block.name}.png", width: 92%, '
                f"alt: {literal(plain(block.alt))}))\n#caption[{_spans(block.caption)}]]"
            )


def _table(table: DataTable) -> str:
    columns = len(table.header)
    weights = table.weights or (1,) * columns
    widths = ", ".join(f"{weight}fr" for weight in weights)
    sides = ["align(right)" if flag else "" for flag in number_columns(table)]
    cells = [
        f"{side}[#text(size: 0.86em, fill: soft, weight: 600)[{_spans(cell)}]]"
        for side, cell in zip(sides, table.header, strict=True)
    ]
    rows = [f"table.header({', '.join(cells)})"]
    for number, row in enumerate(table.rows):
        anchor = f'#metadata(none)#label("{table.anchors[number]}")' if table.anchors else ""
        first, *others = [
            f"{side}[{_breakable(_spans(cell))}]" for side, cell in zip(sides, row, strict=True)
        ]
        rows.append(", ".join([first.replace("[", f"[{anchor}", 1), *others]))
    body = ",\n  ".join(rows)
    return (
        f"#caption[{_spans(table.caption)}]\n"
        f"#text(size: 0.88em)[#set par(leading: 0.5em)\n#table(columns: ({widths},),\n  {body},\n)]"
    )


def _breakable(source: str) -> str:
    # Keys and file names have no spaces; a narrow column may break them after a point.
    return _LONG_WORD.sub(lambda word: _JOINT.sub(r'\1";#sym.zws;#"', word[0]), source)


def _spans(spans: Spans, *, is_marked: bool = True) -> str:
    return "".join(_span(span, is_marked) for span in spans)


def _span(span: Span, is_marked: bool) -> str:
    if span.mark and span.text == span.mark:
        return f'#link(label("{span.mark}"), text(fill: accent, "{span.mark}"));'
    text = f"#{literal(span.text)};"
    return text + (f'#mk("{span.mark}");' if span.mark and is_marked else "")


def _symbol_font() -> Path:
    import matplotlib

    # The only font installed with every copy of smmlab that has signs and simple emoji.
    return Path(matplotlib.get_data_path()) / "fonts" / "ttf" / "DejaVuSans.ttf"


@cache
def _characters() -> frozenset[int]:
    from matplotlib.ft2font import FT2Font

    return frozenset(FT2Font(str(_symbol_font())).get_charmap())


def _can_be_set(character: str) -> bool:
    code = ord(character)
    return code < 0x0590 or code in _characters()
