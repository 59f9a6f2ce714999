"""The document as PDF, set by typst: same document, same bytes."""

import re
import tempfile
from collections.abc import Mapping
from functools import cache
from itertools import zip_longest
from pathlib import Path
from types import MappingProxyType

from smmlab.errors import StrategyError
from smmlab.strategy.columns import LANDSCAPE, PORTRAIT, is_short, laid_out
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
from smmlab.strategy.kept_together import kept_together
from smmlab.strategy.outline import (
    Captions,
    Label,
    anchors_of,
    is_wide,
    leads_on,
    pictures_of,
    sections_of,
    share_of_width,
)
from smmlab.texts import message

_PREAMBLE = """
#let ink = rgb("#1f2933")
#let soft = rgb("#52606d")
#let line-colour = rgb("#d3dae1")
#let accent = rgb("#0b6e99")
#set text(font: ("Libertinus Serif", "DejaVu Sans"), size: 10.5pt, fill: ink, hyphenate: false)
#set page(
  paper: "a4", margin: (x: 22mm, top: 24mm, bottom: 24mm),
  header: context if counter(page).get().first() > 1 {
    text(size: 8.5pt, fill: soft, running-title)
  },
  footer: context align(center, text(size: 8.5pt, fill: soft, counter(page).display())),
)
#set par(leading: 0.66em, spacing: 0.95em)
#set table(stroke: (x, y) => (bottom: 0.5pt + line-colour), inset: (x: 5pt, y: 4.5pt))
#show title: set text(size: 26pt, weight: 600)
#show title: set block(below: 0.7em)
#show heading.where(level: 1): it => block(
  above: 2.2em, below: 0.9em, sticky: true, text(size: 17pt, fill: accent, it.body))
#show heading.where(level: 2): it => block(
  above: 1.5em, below: 0.7em, sticky: true, text(size: 12pt, it.body))
#set outline.entry(fill: repeat(gap: 3pt, text(fill: line-colour)[.]))
#show outline.entry: set text(size: 9pt)
#show outline.entry.where(level: 1): set block(above: 0.85em)
#show outline.entry.where(level: 2): set block(above: 0.5em)
#show outline.entry.where(level: 1): set text(weight: 600)
#show outline.entry.where(level: 2): set text(fill: soft)
#show figure: set block(above: 1.3em, below: 1.5em, width: 100%)
#show figure.where(kind: table): set block(breakable: true)
#show figure.caption: it => block(
  width: 100%, sticky: true, align(left, text(size: 9pt, fill: soft, it.body)))
#show figure.where(kind: table): set figure.caption(position: top)
#show figure.where(kind: table): set figure(gap: 0.6em)
#let mk(name) = super(typographic: false, size: 0.68em, link(label(name), text(fill: accent, name)))
#let key(name) = text(font: "DejaVu Sans Mono", size: 0.8em, fill: soft, name)
#let bare-mk(name) = super(typographic: false, size: 0.68em, text(fill: soft, name))
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
  if basis != [] {
    linebreak()
    text(size: 8.5pt, fill: soft, basis)
  }
})
#let citation(body) = block(stroke: (left: 1.5pt + line-colour), inset: (left: 10pt, y: 3pt), body)
#let tick = box(width: 8pt, height: 8pt, stroke: 0.8pt + soft, radius: 1.5pt)
#let data-table(caption, body) = figure(
  kind: table, numbering: none, supplement: none, caption: caption, {
    set align(left)
    set text(size: 0.88em)
    set par(leading: 0.5em)
    body
  })
#let small-table(caption, body) = {
  show figure: set block(breakable: false)
  data-table(caption, body)
}
#let picture(caption, body) = figure(
  kind: image, numbering: none, supplement: none, caption: caption, placement: afloat, body)
"""
_TONES = {"caution": "caution", "default": "default-choice", "note": "note", "quote": "citation"}
_LONG_CELL = 900
_LONG_WORD = re.compile(r'(?<=#")[\w./:?&=-]{16,}(?=")')
_JOINT = re.compile(r"([._/:?&])")
_BREAK = r"\1\\u{200b}"
# Colour emoji have no outlines to print, nor do the signs that vary them; the space before one
# would stand alone.
_CANNOT_SET = re.compile(" ?[\ufe00-\ufe0f\u200d\U0001f000-\U0001faff\U000e0000-\U000e007f]")


def to_pdf(document: Document) -> bytes:
    """Return the document as a tagged PDF (PDF/UA-1), identical for an identical document.

    Raises
    ------
    StrategyError
        If typst refuses the source.
    """
    pictures = {f"{chart.name}.png": chart.png for chart in pictures_of(document)}
    return compile_typst(to_typst(document), pictures, is_accessible=True)


def compile_typst(
    source: str,
    pictures: Mapping[str, bytes] = MappingProxyType({}),
    *,
    is_accessible: bool = False,
) -> bytes:
    """Return the PDF of a source, identical for identical input; pictures lie beside it.

    An accessible one is checked against PDF/UA-1 while it is set.

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
                pdf_standards=["ua-1"] if is_accessible else [],
            )
        except RuntimeError as problem:
            raise StrategyError(
                message("The PDF could not be set: {problem}. Write the other formats instead."),
                {"problem": str(problem)},
            ) from problem
    return bytes(pdf)


def to_typst(document: Document) -> str:
    """Return the source for typst; every text of the document is a string literal in it."""
    return _Source(document).text()


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


class _Source:
    """Writes the parts of a document one after the other and numbers its captions."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.anchors = anchors_of(document)
        self.captions = Captions(document.language)
        self.in_appendix = self.is_flipped = False

    def text(self) -> str:
        document = self.document
        title = literal(plain(document.title))
        parts = [
            f"#set document(title: {title}, author: {literal(document.author)}, date: none)",
            f'#set text(lang: "{document.language}")',
            f"#let running-title = {title}",
            # A picture that moves fills the pages of a long document; in a short one, without
            # contents, it would stand under the words of another section.
            f"#let afloat = {'auto' if document.contents_title else 'none'}",
            _PREAMBLE,
            "#title()",
            f"#text(size: 12pt, fill: soft)[{self._spans(document.subtitle)}]",
            "#line(length: 100%, stroke: 1.6pt + accent)\n#v(0.6em)",
        ]
        if document.contents_title:
            parts.append(
                f"#text(size: 12pt, weight: 600)[#{literal(document.contents_title)}]\n"
                "#columns(2, gutter: 10mm, outline(title: none, depth: 2, indent: 1em))"
            )
        for section in sections_of(document):
            # A picture stays in the section that speaks of it.
            parts.append("#place.flush()")
            self.in_appendix = section is document.appendix
            self.is_flipped = self.in_appendix and is_wide(section)
            if self.is_flipped:
                parts.append(
                    "#set page(flipped: true, margin: (x: 16mm, y: 18mm))\n#set text(size: 8.5pt)"
                )
            parts.append(f"#heading(level: 1)[{self._spans(section.title)}]")
            for block, following in zip_longest(section.blocks, section.blocks[1:]):
                written = self._block(block)
                is_kept = leads_on(block, following)
                parts.append(f"#block(sticky: true)[{written}]" if is_kept else written)
        return "\n\n".join(parts) + "\n"

    def _block(self, block: Block) -> str:  # noqa: PLR0911 - one return for each kind of block
        match block:
            case Heading(spans):
                return f"#heading(level: 2)[{self._spans(spans)}]"
            case Paragraph(spans, "plain"):
                return f"#par[{self._spans(spans)}]"
            case Paragraph(spans, "lead"):
                return f"#par(text(size: 13pt)[{self._spans(spans)}])"
            case Paragraph(spans, tone):
                return f"#{_TONES[tone]}[{self._spans(spans)}]"
            case Advice(spans, basis):
                return f"#advice([{self._spans(spans)}], [{self._spans(basis)}])"
            case Bullets(items, is_ordered, is_checklist):
                name = "enum" if is_ordered else "list"
                marker = "marker: tick, " if is_checklist else ""
                written = ", ".join(f"[{self._spans(item)}]" for item in items)
                return f"#{name}({marker}{written})"
            case Goals():
                return self._table(block.as_table())
            case DataTable():
                return self._table(block)
            case Chart():
                return (
                    f"#picture([{self._caption(self.captions.figure(), block.caption)}], "
                    f'image("{block.name}.png", width: {share_of_width(block, 0.92):.1%}, '
                    f"alt: {literal(plain(block.alt))}))"
                )

    def _caption(self, label: Label, spans: Spans) -> str:
        return f"#{literal(str(label))}; {self._spans(spans)}"

    def _table(self, table: DataTable) -> str:
        shares, table = laid_out(table, LANDSCAPE if self.is_flipped else PORTRAIT)
        widths = ", ".join(f"{share}fr" for share in shares)
        sides = ["align(right)" if flag else "" for flag in number_columns(table)]
        cells = [
            f"{side}[#text(size: 0.86em, fill: soft, weight: 600)[{self._spans(cell)}]]"
            for side, cell in zip(sides, table.header, strict=True)
        ]
        rows = [f"table.header({', '.join(cells)})"]
        for number, row in enumerate(table.rows):
            anchor = f'#metadata(none)#label("{table.anchors[number]}")' if table.anchors else ""
            first, *others = [
                f"{side}[{_breakable(self._spans(cell))}]"
                for side, cell in zip(sides, row, strict=True)
            ]
            rows.append(", ".join([first.replace("[", f"[{anchor}", 1), *others]))
        body = ",\n  ".join(rows)
        # A row stays on one page unless it could not be sure to fit on any.
        longest = max((len(plain(cell)) for row in table.rows for cell in row), default=0)
        together = "#set table.cell(breakable: false)\n" if longest < _LONG_CELL else ""
        # File names and keys of the appendix are read letter by letter: no hyphen may join them.
        hyphens = "" if self.in_appendix else "#set text(hyphenate: true)\n"
        return (
            f"#{'small' if is_short(table) else 'data'}-table("
            f"[{self._caption(self.captions.table(), table.caption)}])[\n{together}"
            f"{hyphens}#table(columns: ({widths},),\n  {body},\n)]"
        )

    def _spans(self, spans: Spans) -> str:
        return "".join(self._span(span) for span in spans)

    def _span(self, span: Span) -> str:
        leads = span.mark in self.anchors
        if span.mark and span.text == span.mark:
            name = f'text(fill: accent, "{span.mark}")'
            return f'#link(label("{span.mark}"), {name});' if leads else f'#"{span.mark}";'
        if span.kind == "key":
            # A key has no spaces: a narrow column may break it after a point.
            return f"#key({_JOINT.sub(_BREAK, literal(span.text))});"
        is_ours = span.kind not in ("quote", "name")
        said = literal(kept_together(span.text) if is_ours else span.text)
        # No hyphen cuts the name of a month.
        text = f"#text(hyphenate: false, {said});" if span.kind == "date" else f"#{said};"
        return text + (f'#{"mk" if leads else "bare-mk"}("{span.mark}");' if span.mark else "")


def _breakable(source: str) -> str:
    # Keys and file names have no spaces; a narrow column may break them after a point.
    return _LONG_WORD.sub(lambda word: _JOINT.sub(r'\1";#sym.zws;#"', word[0]), source)


def _symbol_font() -> Path:
    import matplotlib

    # The only font installed with every copy of smmlab that has signs and simple emoji.
    return Path(matplotlib.get_data_path()) / "fonts" / "ttf" / "DejaVuSans.ttf"


@cache
def _characters() -> frozenset[int]:
    from matplotlib.ft2font import FT2Font

    return frozenset(FT2Font(str(_symbol_font())).get_charmap())


def _can_be_set(character: str) -> bool:
    # A letter without an outline in any of the fonts would make the file fail its standard.
    return character.isspace() or ord(character) in _characters()
