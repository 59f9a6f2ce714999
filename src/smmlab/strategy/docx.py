"""The document for Word and LibreOffice: A4, real styles, contents, links from every mark."""

import io
from datetime import datetime
from itertools import zip_longest
from typing import Any

import docx
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.oxml.ns import qn
from docx.shared import Cm

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
    Section,
    Span,
    Spans,
    number_columns,
    plain,
)
from smmlab.strategy.docx_fields import (
    add_bookmark,
    add_link,
    add_run,
    begin_field,
    element,
    end_field,
    offer_update,
)
from smmlab.strategy.docx_styles import STYLE_OF_TONE, style_page, style_texts
from smmlab.strategy.outline import (
    Captions,
    Label,
    anchors_of,
    entries_of,
    is_wide,
    leads_on,
    sections_of,
    share_of_width,
)
from smmlab.strategy.steady_zip import forget_template, steady_zip

_ORDERED = "ListNumber"
_TEXT_WIDTH = 16.4  # centimetres
_SANS = 0.92  # letters in a line, where a line of the PDF has one


def to_docx(document: Document) -> bytes:
    """Return the document as DOCX bytes, identical for an identical document.

    The contents are a field with its lines already in it: they read and lead before the first
    update, which adds the page numbers. Word offers it when the file is opened.
    """
    return _Writer(document).write()


class _Writer:
    """Holds the open file while its parts are written one after the other."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.file: Any = docx.Document()
        self.end = self.file.element.body.sectPr
        self.anchors = anchors_of(document)
        self.captions = Captions(document.language)
        self.bookmarks = 0

    def write(self) -> bytes:
        document = self.document
        style_texts(self.file, document.language)
        style_page(self.file.sections[0], plain(document.title))
        self._properties()
        self._spans(self._paragraph("Title"), document.title)
        self._spans(self._paragraph("Subtitle"), document.subtitle)
        if document.contents_title:
            self._contents()
            offer_update(self.file)
        for section in sections_of(document):
            if section is document.appendix and is_wide(section):
                page = self.file.add_section(WD_SECTION.NEW_PAGE)
                page.orientation = WD_ORIENT.LANDSCAPE
                page.page_width, page.page_height = Cm(29.7), Cm(21)
                page.left_margin = page.right_margin = Cm(1.6)
                page.different_first_page_header_footer = False
            self._section(section)
        buffer = io.BytesIO()
        self.file.save(buffer)
        return steady_zip(buffer.getvalue())

    def _properties(self) -> None:
        core, document = self.file.core_properties, self.document
        core.title = plain(document.title)[:255]
        core.author = document.author[:255]
        core.last_modified_by = core.author
        core.language = document.language
        core.comments = ""
        core.created = core.modified = datetime.combine(document.made_on, datetime.min.time())
        forget_template(self.file.part)

    def _contents(self) -> None:
        before = self.end.getprevious()
        add_run(self._paragraph("ContentsHeading"), self.document.contents_title)
        entries = [e for s in sections_of(self.document) for e in entries_of(s)]
        for number, entry in enumerate(entries):
            line = self._paragraph(f"toc{entry.level}")
            if number == 0:
                begin_field(line, r'TOC \o "1-2" \h \z \u')
            add_link(line, plain(entry.spans), entry.key)
            if number == len(entries) - 1:
                end_field(line)
        # Word shows its button for updating only on contents that are marked as such.
        before.addnext(_contents_part(list(before.itersiblings(qn("w:p")))))

    def _section(self, section: Section) -> None:
        entries = entries_of(section)
        heading = self._heading("Heading1", section.title, next(entries).key)
        if self.document.contents_title and section is self.document.sections[0]:
            heading.pPr.get_or_add_pageBreakBefore()
        for block, following in zip_longest(section.blocks, section.blocks[1:]):
            if isinstance(block, Heading):
                self._heading("Heading2", block.spans, next(entries).key)
                continue
            self._block(block)
            if leads_on(block, following):
                self.end.getprevious().get_or_add_pPr().get_or_add_keepNext()

    def _block(self, block: Block) -> None:
        match block:
            case Paragraph(spans, tone):
                self._spans(self._paragraph(STYLE_OF_TONE[tone]), spans)
            case Advice(spans, basis):
                paragraph = self._paragraph("Advice")
                self._spans(paragraph, spans)
                if basis:
                    add_run(paragraph, "\n")
                    self._spans(paragraph, basis, "Basis")
            case Bullets():
                self._bullets(block)
            case Goals():
                self._table(block.as_table())
            case DataTable():
                self._table(block)
            case Chart():
                self._chart(block)

    def _paragraph(self, style: str) -> Any:
        paragraph = element("p")
        paragraph.get_or_add_pPr().append(element("pStyle", {"val": style}))
        self.end.addprevious(paragraph)
        return paragraph

    def _heading(self, style: str, spans: Spans, key: str) -> Any:
        heading = self._paragraph(style)
        self._spans(heading, spans)
        self._bookmark(heading, key)
        return heading

    def _bullets(self, bullets: Bullets) -> None:
        style = _ORDERED if bullets.is_ordered else "ListBullet"
        # Each list counts from one.
        count = self._new_count() if bullets.is_ordered else None
        for item in bullets.items:
            paragraph = self._paragraph("Checklist" if bullets.is_checklist else style)
            if bullets.is_checklist:
                add_run(paragraph, "☐\t")
            elif count is not None:
                numbered = paragraph.pPr.get_or_add_numPr()
                numbered.get_or_add_ilvl().val = 0
                numbered.get_or_add_numId().val = count
            self._spans(paragraph, item)

    def _new_count(self) -> int:
        numbering = self.file.part.numbering_part.element
        style = self.file.styles.element.get_by_id(_ORDERED)
        used = numbering.num_having_numId(style.pPr.numPr.numId.val)
        count = numbering.add_num(used.abstractNumId.val)
        count.add_lvlOverride(ilvl=0).add_startOverride(1)
        return int(count.numId)

    def _chart(self, chart: Chart) -> None:
        paragraph = self.file.add_paragraph(style="Picture")
        width = Cm(_TEXT_WIDTH * share_of_width(chart, 0.9))
        picture = paragraph.add_run().add_picture(io.BytesIO(chart.png), width=width)
        properties = picture._inline.docPr
        properties.set("descr", plain(chart.alt))
        properties.set("name", chart.name)
        self._caption(self.captions.figure(), "Figure", chart.caption)

    def _caption(self, label: Label, kind: str, spans: Spans) -> Any:
        caption = self._paragraph("Caption")
        add_run(caption, label.before)
        begin_field(caption, rf"SEQ {kind} \* ARABIC")
        add_run(caption, str(label.number))
        end_field(caption)
        self._spans(caption, (Span(f"{label.after} "), *spans))
        return caption

    def _table(self, table: DataTable) -> None:
        caption = self._caption(self.captions.table(), "Table", table.caption)
        caption.pPr.get_or_add_keepNext()
        widths, table = self._laid_out(table)
        grid = element("tbl")
        grid.append(_table_properties(plain(table.caption), sum(widths)))
        columns = element("tblGrid")
        for width in widths:
            columns.append(element("gridCol", {"w": width}))
        grid.append(columns)
        sides = number_columns(table)
        grid.append(self._row(table.header, widths, sides, style="TableHead", rule="tblHeader"))
        for number, cells in enumerate(table.rows):
            row = self._row(cells, widths, sides, style="TableText", rule="cantSplit")
            if table.anchors:
                self._bookmark(row.find(f".//{qn('w:p')}"), table.anchors[number])
            grid.append(row)
        together = grid.tr_lst[: -1 if is_short(table) else 2]
        for paragraph in (p for row in together for p in row.iter(qn("w:p"))):
            paragraph.pPr.get_or_add_keepNext()
        self.end.addprevious(grid)
        self._paragraph("AfterTable")

    def _row(
        self, cells: tuple[Spans, ...], widths: list[int], sides: tuple[bool, ...], *,
        style: str, rule: str,
    ) -> Any:  # fmt: skip
        row = element("tr")
        properties = element("trPr")
        properties.append(element("cantSplit"))
        if rule != "cantSplit":
            properties.append(element(rule))
        row.append(properties)
        for spans, width, is_right in zip(cells, widths, sides, strict=True):
            cell, shape, paragraph = element("tc"), element("tcPr"), element("p")
            shape.append(element("tcW", {"w": width, "type": "dxa"}))
            letters = paragraph.get_or_add_pPr()
            letters.append(element("pStyle", {"val": style}))
            if is_right:
                letters.append(element("jc", {"val": "right"}))
            self._spans(paragraph, spans)
            cell.extend((shape, paragraph))
            row.append(cell)
        return row

    def _laid_out(self, table: DataTable) -> tuple[list[int], DataTable]:
        page = self.file.sections[-1]
        room = (page.page_width - page.left_margin - page.right_margin) / 635
        is_upright = page.orientation == WD_ORIENT.PORTRAIT
        letters = _SANS * (PORTRAIT if is_upright else LANDSCAPE)
        shares, table = laid_out(table, round(letters))
        return [int(room * share / sum(shares)) for share in shares], table

    def _spans(self, paragraph: Any, spans: Spans, style: str = "") -> None:
        for span in spans:
            if span.mark and span.text == span.mark:
                self._mark(paragraph, span.mark, "MarkLink" if span.mark in self.anchors else style)
                continue
            add_run(paragraph, span.text, "Key" if span.kind == "key" else style)
            if span.mark:
                self._mark(paragraph, span.mark, "Mark")

    def _mark(self, paragraph: Any, mark: str, style: str) -> None:
        if mark in self.anchors:
            add_link(paragraph, mark, mark, style)
        else:
            add_run(paragraph, mark, style)

    def _bookmark(self, paragraph: Any, name: str) -> None:
        self.bookmarks += 1
        add_bookmark(paragraph, name, self.bookmarks)


def _table_properties(caption: str, width: int) -> Any:
    properties = element("tblPr")
    # The order is the schema's; Word may refuse a file that breaks it.
    properties.extend(
        (
            element("tblStyle", {"val": "StrategyTable"}),
            element("tblW", {"w": width, "type": "dxa"}),
            element("jc", {"val": "left"}),
            element("tblLayout", {"type": "fixed"}),
            element("tblLook", {"val": "0420", "firstRow": 1, "lastRow": 0, "firstColumn": 0,
                                "lastColumn": 0, "noHBand": 0, "noVBand": 1}),
            element("tblCaption", {"val": caption}),
        )
    )  # fmt: skip
    return properties


def _contents_part(paragraphs: list[Any]) -> Any:
    part, properties, gallery = element("sdt"), element("sdtPr"), element("docPartObj")
    gallery.append(element("docPartGallery", {"val": "Table of Contents"}))
    gallery.append(element("docPartUnique"))
    properties.append(gallery)
    content = element("sdtContent")
    content.extend(paragraphs)
    part.extend((properties, content))
    return part
