"""The document for Word and LibreOffice: A4, real styles, links from every mark."""

import io
import zipfile
from datetime import datetime
from typing import Any

import docx
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Emu, Pt, RGBColor

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
    Section,
    Spans,
    number_columns,
    plain,
)
from smmlab.strategy.docx_styles import BOX_FILLS, GREY, SOFT, style_page, style_texts

_EPOCH = (1980, 1, 1, 0, 0, 0)


def to_docx(document: Document) -> bytes:
    """Return the document as DOCX bytes, identical for an identical document."""
    return _Writer(document).write()


class _Writer:
    """Holds the open file while its parts are written one after the other."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.file = docx.Document()
        self.bookmarks = 0

    def write(self) -> bytes:
        document = self.document
        style_texts(self.file, document.language)
        style_page(self.file.sections[0])
        self._properties()
        self._spans(self.file.add_paragraph(style="Title"), document.title)
        self._spans(self.file.add_paragraph(style="Subtitle"), document.subtitle)
        contents = self.file.add_paragraph(style="Contents Heading")
        contents.add_run(document.contents_title)
        for section in document.all_sections:
            entry = self.file.add_paragraph(style="Contents Entry")
            self._link(entry, plain(section.title), section.key, is_mark=False)
        for section in document.sections:
            self._section(section)
        page = self.file.add_section(WD_SECTION.NEW_PAGE)
        page.orientation = WD_ORIENT.LANDSCAPE
        page.page_width, page.page_height = Cm(29.7), Cm(21)
        page.left_margin = page.right_margin = Cm(1.6)
        self._section(document.appendix)
        return self._saved()

    def _properties(self) -> None:
        core, document = self.file.core_properties, self.document
        core.title = plain(document.title)[:255]
        core.author = document.author[:255]
        core.last_modified_by = core.author
        core.language = document.language
        core.comments = ""
        core.created = core.modified = datetime.combine(document.made_on, datetime.min.time())

    def _saved(self) -> bytes:
        buffer, steady = io.BytesIO(), io.BytesIO()
        self.file.save(buffer)
        # Saved again with a fixed clock: the same document gives the same bytes.
        with zipfile.ZipFile(buffer) as old, zipfile.ZipFile(steady, "w") as new:
            for name in old.namelist():
                new.writestr(zipfile.ZipInfo(name, _EPOCH), old.read(name), zipfile.ZIP_DEFLATED)
        return steady.getvalue()

    def _section(self, section: Section) -> None:
        heading = self.file.add_paragraph(style="Heading 1")
        self._bookmark(heading, section.key)
        self._spans(heading, section.title)
        for block in section.blocks:
            self._block(block)

    def _block(self, block: Block) -> None:
        match block:
            case Heading(spans):
                self._spans(self.file.add_paragraph(style="Heading 2"), spans)
            case Paragraph(spans, tone):
                style = {"plain": "Normal", "lead": "Lead", "quote": "Quote"}.get(tone, "Box")
                paragraph = self.file.add_paragraph(style=style)
                if style == "Box":
                    _shade(paragraph, *BOX_FILLS[tone])
                self._spans(paragraph, spans)
            case Advice(spans, basis):
                paragraph = self.file.add_paragraph(style="Box")
                _shade(paragraph, *BOX_FILLS["advice"])
                self._spans(paragraph, spans)
                paragraph.add_run().add_break()
                self._spans(paragraph, basis, is_small=True)
            case Bullets(items, is_ordered, is_checklist):
                style = "List Number" if is_ordered else "List Bullet"
                for item in items:
                    paragraph = self.file.add_paragraph(
                        style="Checklist" if is_checklist else style
                    )
                    if is_checklist:
                        paragraph.add_run("☐\t")
                    self._spans(paragraph, item)
            case Goals():
                self._table(block.as_table())
            case DataTable():
                self._table(block)
            case Chart():
                self._chart(block)

    def _chart(self, chart: Chart) -> None:
        paragraph = self.file.add_paragraph()
        paragraph.paragraph_format.keep_with_next = True
        picture = paragraph.add_run().add_picture(io.BytesIO(chart.png), width=Cm(16))
        properties = picture._inline.docPr
        properties.set("descr", plain(chart.alt))
        properties.set("name", chart.name)
        self._spans(self.file.add_paragraph(style="Caption"), chart.caption)

    def _table(self, table: DataTable) -> None:
        caption = self.file.add_paragraph(style="Caption")
        caption.paragraph_format.keep_with_next = True
        self._spans(caption, table.caption)
        grid = self.file.add_table(rows=1, cols=len(table.header))
        grid.alignment = WD_TABLE_ALIGNMENT.LEFT
        grid.autofit = False
        _rule_lines(grid)
        numbers = number_columns(table)
        for cell, spans, is_right in zip(grid.rows[0].cells, table.header, numbers, strict=True):
            cell.paragraphs[0].style = "Table Head"
            if is_right:
                cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
            self._spans(cell.paragraphs[0], spans)
            _fill(cell, "F1F3F5")
        _mark_row(grid.rows[0], "w:tblHeader")
        for number, row in enumerate(table.rows):
            line = grid.add_row()
            _mark_row(line, "w:cantSplit")
            for cell, spans, is_right in zip(line.cells, row, numbers, strict=True):
                paragraph = cell.paragraphs[0]
                paragraph.style = "Table Text"
                if is_right:
                    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
                self._spans(paragraph, spans)
            if table.anchors:
                self._bookmark(line.cells[0].paragraphs[0], table.anchors[number])
        self._widths(grid, table)
        self.file.add_paragraph(style="After Table")

    def _widths(self, grid: object, table: DataTable) -> None:
        page: Any = self.file.sections[-1]
        room = page.page_width - page.left_margin - page.right_margin
        weights = table.weights or (1,) * len(table.header)
        for column, weight in zip(grid.columns, weights, strict=True):  # type: ignore[attr-defined]
            width = Emu(int(room * weight / sum(weights)))
            column.width = width
            for cell in column.cells:
                cell.width = width

    def _spans(self, paragraph: object, spans: Spans, *, is_small: bool = False) -> None:
        for span in spans:
            if span.mark and span.text == span.mark:
                self._link(paragraph, span.mark, span.mark, is_mark=False)
                continue
            run = paragraph.add_run(span.text)  # type: ignore[attr-defined]
            if is_small:
                run.font.size, run.font.color.rgb = Pt(8.5), RGBColor.from_string(SOFT)
            if span.mark:
                self._link(paragraph, span.mark, span.mark, is_mark=True)

    def _link(self, paragraph: object, text: str, anchor: str, *, is_mark: bool) -> None:
        run = paragraph.add_run(text)  # type: ignore[attr-defined]
        run.style = "Mark" if is_mark else "Contents Link"
        link = OxmlElement("w:hyperlink")
        link.set(qn("w:anchor"), anchor)
        link.set(qn("w:history"), "1")
        run._r.addprevious(link)
        link.append(run._r)

    def _bookmark(self, paragraph: object, name: str) -> None:
        self.bookmarks += 1
        for tag in ("w:bookmarkStart", "w:bookmarkEnd"):
            element = OxmlElement(tag)
            element.set(qn("w:id"), str(self.bookmarks))
            if tag == "w:bookmarkStart":
                element.set(qn("w:name"), name)
            paragraph._p.append(element)  # type: ignore[attr-defined]


def _shade(paragraph: object, fill: str, edge: str) -> None:
    properties = paragraph._p.get_or_add_pPr()  # type: ignore[attr-defined]
    borders = OxmlElement("w:pBdr")
    left = OxmlElement("w:left")
    for name, value in (("val", "single"), ("sz", "18"), ("space", "8"), ("color", edge)):
        left.set(qn(f"w:{name}"), value)
    borders.append(left)
    shading = _shading(fill)
    # The schema wants borders and shading before spacing; both go first after the style.
    style = properties.find(qn("w:pStyle"))
    style.addnext(borders)
    borders.addnext(shading)


def _fill(cell: object, colour: str) -> None:
    cell._tc.get_or_add_tcPr().append(_shading(colour))  # type: ignore[attr-defined]


def _shading(colour: str) -> object:
    shading = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", colour)):
        shading.set(qn(f"w:{name}"), value)
    return shading


def _mark_row(row: object, tag: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(tag))  # type: ignore[attr-defined]


def _rule_lines(grid: object) -> None:
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "bottom", "insideH"):
        element = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", GREY)):
            element.set(qn(f"w:{name}"), value)
        borders.append(element)
    properties = grid._tbl.tblPr  # type: ignore[attr-defined]
    # The schema fixes the order; Word may refuse a file that breaks it.
    later = [properties.find(qn(f"w:{tag}")) for tag in ("tblLayout", "tblCellMar", "tblLook")]
    first = next((element for element in later if element is not None), None)
    if first is None:
        properties.append(borders)
    else:
        first.addprevious(borders)
