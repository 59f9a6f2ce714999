"""The look of the slides: 16:9, one typeface found everywhere, three layouts with real places."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from pptx import Presentation
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Inches

from smmlab.strategy.steady_zip import forget_template

INK, SOFT, ACCENT = "1F2933", "52606D", "0B6E99"
# Liberation Sans stands in where Arial is absent: same widths, Latin and Cyrillic complete.
_FONT = "Arial"
_COLOURS: Mapping[str, str] = MappingProxyType(
    {"dk2": INK, "lt2": "F1F3F5", "accent1": ACCENT, "accent2": "B45F06", "hlink": ACCENT}
)
EVIDENCE = 13
"""Number of the place for the evidence in the layouts of a finding."""


@dataclass(frozen=True)
class Box:
    """A place on the slide, in inches, and the sizes its text may have, largest first."""

    left: float
    top: float
    width: float
    height: float
    sizes: tuple[float, ...] = ()
    is_bold: bool = False

    def size_for(self, texts: tuple[str, ...]) -> float:
        """Return the largest size at which the texts, one paragraph each, stay in the box.

        Examples
        --------
        >>> box = Box(0, 0, 4, 1, (24, 12))
        >>> box.size_for(("Short",)), box.size_for(("Long enough to wrap " * 6,))
        (24, 12)
        """
        return next((size for size in self.sizes if self._holds(texts, size)), self.sizes[-1])

    def _holds(self, texts: tuple[str, ...], size: float) -> bool:
        # An average letter of Arial, Cyrillic too, is a good half of its size wide.
        letters = int((self.width - 0.2) * 72 / (size * (0.56 if self.is_bold else 0.53)))
        lines = sum(_lines(text, letters) for text in texts)
        return (lines * 1.2 + (len(texts) - 1) * 0.7) * size <= (self.height - 0.1) * 72


TITLE = Box(0.6, 0.6, 12.13, 1.32, (28, 26, 24, 22, 20, 18), is_bold=True)
PICTURE = Box(0.6, 2.0, 7.9, 4.4)
BESIDE = Box(8.85, 2.0, 3.88, 4.4, (20, 18, 16, 14, 12))
ALONE = Box(0.6, 2.0, 12.13, 4.4, (28, 26, 24, 22, 20, 18, 16))
NUMBER = Box(0.6, 2.0, 4.5, 4.4, (72, 60, 48, 40, 32), is_bold=True)
AFTER_NUMBER = Box(5.5, 2.0, 7.23, 4.4, (24, 22, 20, 18, 16))
UNDER_NUMBER = 16.0
"""Size of the line under a large number."""
FOOT = Box(0.6, 6.58, 11.2, 0.66, (11, 10, 9, 8))
_NUMBER = Box(11.93, 6.58, 0.8, 0.4)
COVER = Box(1.1, 2.0, 11.2, 2.1, (40, 34, 28, 24), is_bold=True)
UNDER = Box(1.1, 4.3, 11.2, 1.2, (20, 18, 16))


def new_slides() -> Any:
    """Return an empty presentation: a cover, and a finding with chart, number or words alone."""
    file = Presentation()
    file.slide_width, file.slide_height = Inches(13.333), Inches(7.5)
    layouts = list(file.slide_layouts)
    cover, words, number, chart = layouts[0], layouts[1], layouts[3], layouts[8]
    for layout in layouts:
        if layout not in (cover, words, number, chart):
            file.slide_layouts.remove(layout)
    forget_template(file.part)
    master = file.slide_masters[0]
    _theme(master)
    _title_style(master)
    for sheet in (master, cover, words, number, chart):
        _places(sheet)
    _set(cover.placeholders[0], COVER, anchor="b")
    _set(cover.placeholders[1], UNDER, colour=SOFT)
    _bar(cover, Box(0.6, 2.0, 0.09, 3.5))
    # What is short stands in the middle: a text at the top would leave the slide half empty.
    _set(words.placeholders[1], ALONE, anchor="ctr", after=14)
    _set(number.placeholders[1], NUMBER, colour=ACCENT, anchor="ctr")
    _set(number.placeholders[2], AFTER_NUMBER, anchor="ctr", after=14)
    _set(chart.placeholders[1], PICTURE)
    _set(chart.placeholders[2], BESIDE, anchor="ctr", after=10)
    for layout in (words, number, chart):
        _bar(layout, Box(0.7, 0.45, 0.9, 0.07))
        _add_evidence(layout)
    return file


def cover_of(file: Any) -> Any:
    """Return the layout of the first slide."""
    return file.slide_layouts[0]


def layout_of(file: Any, *, has_chart: bool, has_number: bool) -> Any:
    """Return the layout of a finding."""
    return file.slide_layouts[3 if has_chart else 2 if has_number else 1]


def _lines(text: str, letters: int) -> int:
    lines, room = 1, letters
    for word in text.split():
        if len(word) > room and room < letters:
            lines, room = lines + 1, letters
        lines += max(0, (len(word) - 1) // letters)
        room -= len(word) + 1
    return lines


def _theme(master: Any) -> None:
    part = next(
        relation.target_part
        for relation in master.part.rels.values()
        if relation.reltype.endswith("/theme")
    )
    text = part.blob.decode("utf-8")
    text = re.sub(r'(<a:(?:major|minor)Font>\s*<a:latin typeface=")[^"]*', rf"\g<1>{_FONT}", text)
    for name, colour in _COLOURS.items():
        text = re.sub(
            rf"<a:{name}>.*?</a:{name}>",
            f'<a:{name}><a:srgbClr val="{colour}"/></a:{name}>',
            text,
            flags=re.DOTALL,
        )
    part.blob = text.encode("utf-8")


def _title_style(master: Any) -> None:
    style = master._element.find(f".//{qn('p:titleStyle')}/{qn('a:lvl1pPr')}")
    style.set("algn", "l")
    letters = style.find(qn("a:defRPr"))
    letters.set("sz", "2800")
    letters.set("b", "1")
    letters.find(f"{qn('a:solidFill')}/{qn('a:schemeClr')}").set("val", "tx2")


def _places(sheet: Any) -> None:
    # Day and footer are not shown: the evidence stands there, and the day is on the cover.
    for place in list(sheet.placeholders):
        kind = place._element.ph.get("type")
        if kind in ("dt", "ftr"):
            place._element.getparent().remove(place._element)
        elif kind == "sldNum":
            _set(place, _NUMBER, size=11, colour=SOFT, align="r")
        elif kind == "title":
            _set(place, TITLE, anchor="t")
        elif kind == "body" and place._element.ph.get("idx") == "1":
            _set(place, ALONE)


def _set(
    place: Any,
    box: Box,
    *,
    size: float = 0,
    colour: str = INK,
    align: str = "l",
    anchor: str = "t",
    after: float = 6,
) -> None:
    put(place, box)
    body = place._element.txBody
    body.bodyPr.set("anchor", anchor)
    kind = place._element.ph.get("type")
    styles = body.find(qn("a:lstStyle"))
    for old in list(styles):
        styles.remove(old)
    points = round((size or (box.sizes or (18,))[0]) * 100)
    is_bold = int(box.is_bold)
    points_after = 0 if kind in ("title", "ctrTitle", "sldNum") else round(after * 100)
    styles.append(
        parse_xml(
            f'<a:lvl1pPr {nsdecls("a")} marL="0" indent="0" algn="{align}">'
            '<a:spcBef><a:spcPts val="0"/></a:spcBef>'
            f'<a:spcAft><a:spcPts val="{points_after}"/></a:spcAft>'
            f'<a:buNone/><a:defRPr sz="{points}" b="{is_bold}"><a:solidFill>'
            f'<a:srgbClr val="{colour}"/></a:solidFill></a:defRPr></a:lvl1pPr>'
        )
    )


def put(shape: Any, box: Box) -> None:
    """Move a shape into a box."""
    shape.left, shape.top = Inches(box.left), Inches(box.top)
    shape.width, shape.height = Inches(box.width), Inches(box.height)


def _add_evidence(layout: Any) -> None:
    left, top, width, height = (Inches(v) for v in (FOOT.left, FOOT.top, FOOT.width, FOOT.height))
    tree = layout.shapes._spTree
    tree.append(
        parse_xml(
            f'<p:sp {nsdecls("p", "a")}><p:nvSpPr><p:cNvPr id="20" name="Evidence"/><p:cNvSpPr>'
            '<a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr>'
            f'<p:ph type="body" sz="quarter" idx="{EVIDENCE}"/></p:nvPr></p:nvSpPr><p:spPr><a:xfrm>'
            f'<a:off x="{left}" y="{top}"/><a:ext cx="{width}" cy="{height}"/></a:xfrm></p:spPr>'
            "<p:txBody><a:bodyPr/><a:lstStyle/><a:p><a:endParaRPr/></a:p></p:txBody></p:sp>"
        )
    )
    place = next(p for p in layout.placeholders if p.placeholder_format.idx == EVIDENCE)
    _set(place, FOOT, colour=SOFT)


def _bar(layout: Any, box: Box) -> None:
    left, top, width, height = (Inches(v) for v in (box.left, box.top, box.width, box.height))
    bar = parse_xml(
        f'<p:sp {nsdecls("p", "a")}><p:nvSpPr><p:cNvPr id="21" name="Bar"/><p:cNvSpPr/>'
        f'<p:nvPr userDrawn="1"/></p:nvSpPr><p:spPr><a:xfrm><a:off x="{left}" y="{top}"/>'
        f'<a:ext cx="{width}" cy="{height}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/>'
        '</a:prstGeom><a:solidFill><a:schemeClr val="accent1"/></a:solidFill></p:spPr></p:sp>'
    )
    # Behind the texts: right after the two elements every tree begins with.
    layout.shapes._spTree.insert(2, bar)
