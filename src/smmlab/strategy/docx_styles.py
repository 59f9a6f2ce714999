"""The look of the Word document: fonts, styles, page, language."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

INK, SOFT, ACCENT, GREY = "1F2933", "52606D", "0B6E99", "D3DAE1"
# Liberation Sans stands in where Arial is absent: same widths, Latin and Cyrillic complete.
_FONT = "Arial"
_LOCALES: Mapping[str, str] = MappingProxyType({"en": "en-GB", "et": "et-EE", "ru": "ru-RU"})

BOX_FILLS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "advice": ("EEF5F9", ACCENT),
        "caution": ("FDF4E7", "B45F06"),
        "default": ("F4F5F7", "7B8794"),
        "note": ("F4F5F7", "F4F5F7"),
    }
)
"""Fill and left edge of the boxed paragraphs, by tone."""


def style_page(page: Any) -> None:
    """Set the page to A4 with a page number at its foot."""
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = Cm(2.3)
    page.top_margin, page.bottom_margin = Cm(2.2), Cm(2.2)
    foot = page.footer.paragraphs[0]
    foot.alignment = 1
    for kind in ("begin", "PAGE", "end"):
        run = foot.add_run()
        run.font.size, run.font.color.rgb = Pt(8.5), RGBColor.from_string(SOFT)
        if kind == "PAGE":
            field = OxmlElement("w:instrText")
            field.set(qn("xml:space"), "preserve")
            field.text = kind
        else:
            field = OxmlElement("w:fldChar")
            field.set(qn("w:fldCharType"), kind)
        run._r.append(field)


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
    for name in ("Heading 1", "Heading 2"):
        file.styles[name].paragraph_format.keep_with_next = True
    _plain_title(file)
    new = (
        ("Lead", 12.5, INK, 9.0), ("Box", 10, INK, 8.0), ("Table Head", 8.5, SOFT, 2.0),
        ("Table Text", 8.5, INK, 2.0), ("After Table", 4, INK, 4.0), ("Checklist", 10.5, INK, 3.0),
        ("Contents Heading", 12.5, INK, 4.0), ("Contents Entry", 10.5, INK, 2.0),
    )  # fmt: skip
    for name, size, colour, after in new:
        style = file.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = file.styles["Normal"]
        _text(file, name, size, colour=colour, after=after, line=1.2)
    for name in ("Table Head", "Table Text"):
        file.styles[name].paragraph_format.space_before = Pt(2)
        file.styles[name].paragraph_format.line_spacing = 1.05
    file.styles["Table Head"].font.bold = file.styles["Contents Heading"].font.bold = True
    boxed = file.styles["Box"].paragraph_format
    boxed.left_indent, boxed.right_indent, boxed.space_before = Cm(0.35), Cm(0.2), Pt(4)
    boxed.keep_together = True
    ticked = file.styles["Checklist"].paragraph_format
    ticked.left_indent, ticked.first_line_indent = Cm(0.75), Cm(-0.75)
    mark = file.styles.add_style("Mark", WD_STYLE_TYPE.CHARACTER)
    mark.font.superscript, mark.font.color.rgb = True, RGBColor.from_string(ACCENT)
    mark.font.size = Pt(8)
    entry = file.styles.add_style("Contents Link", WD_STYLE_TYPE.CHARACTER)
    entry.font.color.rgb = RGBColor.from_string(ACCENT)


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
    if indent:
        shape.left_indent = Cm(indent)


def _plain_title(file: Any) -> None:
    # The template underlines its title with a blue line of its own.
    properties = file.styles["Title"].element.pPr
    for border in properties.findall(qn("w:pBdr")):
        properties.remove(border)


def _language(file: Any, locale: str) -> None:
    defaults = file.styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault"))
    properties = defaults.find(qn("w:rPr"))
    language = properties.find(qn("w:lang"))
    if language is None:
        language = OxmlElement("w:lang")
        properties.append(language)
    for script in ("val", "eastAsia", "bidi"):
        language.set(qn(f"w:{script}"), locale)
