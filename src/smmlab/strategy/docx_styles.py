"""The look of the Word document: fonts, styles, page, language."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor

from smmlab.strategy.docx_fields import add_run, begin_field, element, end_field

INK, SOFT, ACCENT, GREY, PALE = "1F2933", "52606D", "0B6E99", "D3DAE1", "F1F3F5"
# Liberation Sans stands in where Arial is absent: same widths, Latin and Cyrillic complete.
_FONT = "Arial"
_LOCALES: Mapping[str, str] = MappingProxyType({"en": "en-GB", "et": "et-EE", "ru": "ru-RU"})

# Fill and left edge of the boxed paragraphs.
_BOXES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "Advice": ("EEF5F9", ACCENT),
        "Caution": ("FDF4E7", "B45F06"),
        "Default Choice": ("F4F5F7", "7B8794"),
        "Note": ("F4F5F7", "F4F5F7"),
    }
)
STYLE_OF_TONE: Mapping[str, str] = MappingProxyType(
    {
        "plain": "Normal",
        "lead": "Lead",
        "quote": "Quote",
        "caution": "Caution",
        "default": "DefaultChoice",
        "note": "Note",
    }
)
"""Id of the style of a paragraph, by its tone."""
_TEXT_WIDTH = Cm(16.4)


def style_page(page: Any, title: str) -> None:
    """Set the page to A4, the title at its head from the second page on, its number at the foot."""
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = Cm(2.3)
    page.top_margin, page.bottom_margin = Cm(2.2), Cm(2.2)
    page.header_distance = page.footer_distance = Cm(1.1)
    page.different_first_page_header_footer = True
    add_run(page.header.paragraphs[0]._p, title)
    for foot in (page.footer, page.first_page_footer):
        paragraph = foot.paragraphs[0]
        paragraph.alignment = 1
        begin_field(paragraph._p, "PAGE")
        add_run(paragraph._p, "1")
        end_field(paragraph._p)


def style_texts(file: Any, language: str) -> None:
    """Give the document its styles and its language."""
    _language(file, _LOCALES[language])
    _text(file, "Normal", 10.5, after=7, line=1.25)
    _text(file, "Title", 26, is_bold=True, after=2)
    _text(file, "Subtitle", 12, colour=SOFT, after=18)
    _text(file, "Heading 1", 17, colour=ACCENT, is_bold=True, before=26, after=8)
    _text(file, "Heading 2", 12.5, is_bold=True, before=14, after=5)
    _text(file, "Caption", 9, colour=SOFT, before=8, after=5)
    _text(file, "Quote", 10.5, colour=SOFT, after=7, line=1.25, indent=0.6)
    _text(file, "List Bullet", 10.5, after=3, line=1.2)
    _text(file, "List Number", 10.5, after=3, line=1.2)
    _text(file, "Header", 8.5, colour=SOFT)
    _text(file, "Footer", 8.5, colour=SOFT)
    for name in ("Heading 1", "Heading 2"):
        file.styles[name].paragraph_format.keep_with_next = True
    _plain_title(file)
    new = (
        ("Lead", 12.5, INK, 9.0), ("Table Head", 8.5, SOFT, 2.0), ("Table Text", 8.5, INK, 2.0),
        ("After Table", 4, INK, 4.0), ("Checklist", 10.5, INK, 3.0), ("Picture", 10.5, INK, 0.0),
        ("Contents Heading", 12.5, INK, 4.0), ("toc 1", 9.5, INK, 1.0), ("toc 2", 8.5, SOFT, 1.0),
        *((name, 10, INK, 8.0) for name in _BOXES),
    )  # fmt: skip
    for name, size, colour, after in new:
        is_known = name.startswith("toc ")
        style = file.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH, builtin=is_known)
        style.base_style = file.styles["Normal"]
        style.quick_style = True
        _text(file, name, size, colour=colour, after=after, line=1.2)
    for name in ("Table Head", "Table Text"):
        file.styles[name].paragraph_format.space_before = Pt(2)
        file.styles[name].paragraph_format.line_spacing = 1.05
    for name in ("Table Head", "Contents Heading", "toc 1"):
        file.styles[name].font.bold = True
    picture = file.styles["Picture"].paragraph_format
    picture.keep_with_next = True
    # A higher line would be a share higher than the picture in it, and leave its page too early.
    picture.line_spacing = 1.0
    _contents(file)
    for name, (fill, edge) in _BOXES.items():
        _box(file.styles[name], fill, edge)
    ticked = file.styles["Checklist"].paragraph_format
    ticked.left_indent, ticked.first_line_indent = Cm(0.75), Cm(-0.75)
    _letters(file, "Mark", ACCENT, 8).superscript = True
    _letters(file, "Mark Link", ACCENT, 0)
    _letters(file, "Basis", SOFT, 8.5)
    _letters(file, "Key", SOFT, 7).name = "Courier New"
    _table(file)


def _text(
    file: Any, name: str, size: float, *, colour: str = INK, is_bold: bool = False,
    before: float = 0, after: float = 0, line: float = 1.15, indent: float = 0,
) -> None:  # fmt: skip
    style = file.styles[name]
    style.font.name, style.font.size = _FONT, Pt(size)
    style.font.bold, style.font.italic = is_bold, False
    style.font.color.rgb = RGBColor.from_string(colour)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{script}"), _FONT)
    shape = style.paragraph_format
    shape.space_before, shape.space_after, shape.line_spacing = Pt(before), Pt(after), line
    shape.widow_control = True
    if indent:
        shape.left_indent = Cm(indent)


def _letters(file: Any, name: str, colour: str, size: float) -> Any:
    font = file.styles.add_style(name, WD_STYLE_TYPE.CHARACTER).font
    font.color.rgb = RGBColor.from_string(colour)
    if size:
        font.size = Pt(size)
    return font


def _plain_title(file: Any) -> None:
    # The template underlines its title with a blue line of its own.
    properties = file.styles["Title"].element.pPr
    for border in properties.findall(qn("w:pBdr")):
        properties.remove(border)


def _contents(file: Any) -> None:
    for name, indent in (("toc 1", 0.0), ("toc 2", 0.4)):
        shape = file.styles[name].paragraph_format
        shape.left_indent = Cm(indent)
        shape.line_spacing = 1.0
        # Word writes page numbers here when the reader updates the contents.
        tabs = element("tabs")
        tabs.append(element("tab", {"val": "right", "leader": "dot", "pos": _TEXT_WIDTH.twips}))
        file.styles[name].element.pPr._insert_tabs(tabs)
    file.styles["toc 1"].paragraph_format.space_before = Pt(4)


def _box(style: Any, fill: str, edge: str) -> None:
    shape = style.paragraph_format
    shape.left_indent, shape.right_indent, shape.space_before = Cm(0.35), Cm(0.2), Pt(4)
    shape.keep_together = True
    borders = element("pBdr")
    borders.append(element("left", {"val": "single", "sz": 18, "space": 8, "color": edge}))
    # The schema wants borders and shading before spacing.
    spacing = style.element.pPr.find(qn("w:spacing"))
    spacing.addprevious(borders)
    spacing.addprevious(element("shd", {"val": "clear", "color": "auto", "fill": fill}))


def _table(file: Any) -> None:
    lines = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="{GREY}"/>'
        for side in ("top", "bottom", "insideH")
    )
    file.styles.element.append(
        parse_xml(
            f'<w:style {nsdecls("w")} w:type="table" w:customStyle="1" w:styleId="StrategyTable">'
            '<w:name w:val="Strategy Table"/><w:basedOn w:val="TableNormal"/><w:qFormat/>'
            f"<w:tblPr><w:tblBorders>{lines}</w:tblBorders></w:tblPr>"
            '<w:tblStylePr w:type="firstRow"><w:tblPr/><w:tcPr>'
            f'<w:shd w:val="clear" w:color="auto" w:fill="{PALE}"/></w:tcPr></w:tblStylePr>'
            "</w:style>"
        )
    )


def _language(file: Any, locale: str) -> None:
    defaults = file.styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault"))
    properties = defaults.find(qn("w:rPr"))
    language = properties.find(qn("w:lang"))
    if language is None:
        language = element("lang")
        properties.append(language)
    for script in ("val", "eastAsia", "bidi"):
        language.set(qn(f"w:{script}"), locale)
    settings = file.settings.element
    settings.find(qn("w:themeFontLang")).set(qn("w:val"), locale)
    for each in settings.iter(qn("w:compatSetting")):
        # An older mode would open the file as “compatibility mode”.
        if each.get(qn("w:name")) == "compatibilityMode":
            each.set(qn("w:val"), "15")
