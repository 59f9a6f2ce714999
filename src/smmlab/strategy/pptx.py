"""The deck for PowerPoint and LibreOffice: real titles, one finding a slide, its evidence below."""

import copy
import io
import re
from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any

from pptx.dml.color import RGBColor
from pptx.enum.lang import MSO_LANGUAGE_ID
from pptx.oxml.ns import qn
from pptx.util import Pt

from smmlab.strategy.deck import Deck, Slide
from smmlab.strategy.document import Chart, Spans, plain
from smmlab.strategy.pptx_styles import (
    AFTER_NUMBER,
    ALONE,
    BESIDE,
    COVER,
    EVIDENCE,
    FOOT,
    NUMBER,
    PICTURE,
    SOFT,
    TITLE,
    UNDER,
    UNDER_NUMBER,
    Box,
    cover_of,
    layout_of,
    new_slides,
    put,
)
from smmlab.strategy.steady_zip import steady_zip
from smmlab.texts import Language

_TONGUES: Mapping[Language, MSO_LANGUAGE_ID] = MappingProxyType(
    {
        "en": MSO_LANGUAGE_ID.ENGLISH_UK,
        "et": MSO_LANGUAGE_ID.ESTONIAN,
        "ru": MSO_LANGUAGE_ID.RUSSIAN,
    }
)
_GAP = 0.35


def to_pptx(deck: Deck) -> bytes:
    """Return the deck as PPTX bytes, identical for an identical deck."""
    file = new_slides()
    tongue = _TONGUES[deck.language]
    core = file.core_properties
    core.title, core.author = plain(deck.title)[:255], deck.author[:255]
    core.last_modified_by, core.language, core.revision = core.author, deck.language, 1
    core.created = core.modified = datetime.combine(deck.made_on, datetime.min.time())
    cover = file.slides.add_slide(cover_of(file))
    _write(cover.placeholders[0], (deck.title,), COVER, tongue)
    _write(cover.placeholders[1], (deck.subtitle,), UNDER, tongue)
    for number, slide in enumerate(deck.slides, start=2):
        _add(file, slide, number, tongue)
    buffer = io.BytesIO()
    file.save(buffer)
    return steady_zip(buffer.getvalue())


def _add(file: Any, slide: Slide, number: int, tongue: MSO_LANGUAGE_ID) -> None:
    layout = layout_of(file, has_chart=slide.chart is not None, has_number=bool(slide.number))
    page = file.slides.add_slide(layout)
    places = {place.placeholder_format.idx: place for place in page.placeholders}
    _write(places[0], (slide.title,), TITLE, tongue)
    if slide.chart is None and slide.number:
        _large(places[1], slide, tongue)
        body, room = places[2], AFTER_NUMBER
    elif slide.chart is None:
        body, room = places[1], ALONE
    else:
        picture = _draw(places[1], slide.chart, PICTURE if slide.body else ALONE)
        body, room = places[2], _beside(picture)
    if slide.body:
        put(body, room)
        _write(body, slide.body, room, tongue)
    else:
        body._element.getparent().remove(body._element)
    _write(places[EVIDENCE], (slide.evidence,), FOOT, tongue)
    _number(page, layout, number, tongue)
    notes = [*slide.body, slide.number, slide.size, slide.evidence]
    notes.append(slide.chart.alt if slide.chart else ())
    frame = page.notes_slide.notes_text_frame
    frame.text = "\n".join(_line(spans) for spans in notes if spans)
    for paragraph in frame.paragraphs:
        for run in paragraph.runs:
            run.font.language_id = tongue


def _write(place: Any, texts: tuple[Spans, ...], box: Box, tongue: MSO_LANGUAGE_ID) -> None:
    lines = tuple(_line(spans) for spans in texts)
    size = box.size_for(lines)
    frame = place.text_frame
    for number, line in enumerate(lines):
        paragraph = frame.add_paragraph() if number else frame.paragraphs[0]
        run = paragraph.add_run()
        run.text = line
        run.font.language_id = tongue
        # The layout has the largest size; only a text that needs it gets its own.
        if size != box.sizes[0]:
            run.font.size = Pt(size)


def _large(place: Any, slide: Slide, tongue: MSO_LANGUAGE_ID) -> None:
    _write(place, (slide.number,), NUMBER, tongue)
    if slide.size:
        run = place.text_frame.add_paragraph().add_run()
        run.text, run.font.language_id = _line(slide.size), tongue
        run.font.size, run.font.bold = Pt(UNDER_NUMBER), False
        run.font.color.rgb = RGBColor(*bytes.fromhex(SOFT))  # type: ignore[no-untyped-call]


def _line(spans: Spans) -> str:
    # Marks lead to the appendix of the strategy; a deck has none, its evidence is on the slide.
    # Spaces that hold a number to its unit stay, so only the others are joined.
    return re.sub(r"[ \t\r\n]+", " ", "".join(span.text for span in spans)).strip()


def _draw(place: Any, chart: Chart, room: Box) -> Box:
    picture = place.insert_picture(io.BytesIO(chart.png))
    # The place would cut the picture to its own shape; a chart is shown whole.
    picture.crop_left = picture.crop_right = picture.crop_top = picture.crop_bottom = 0
    width, height = picture.image.size
    scale = min(room.width / width, room.height / height)
    # A low picture stands in the middle of its place, as the words beside it do.
    top = room.top + (room.height - height * scale) / 2
    box = Box(room.left, top, width * scale, height * scale)
    put(picture, box)
    properties = picture._element.find(f".//{qn('p:cNvPr')}")
    properties.set("descr", plain(chart.alt))
    properties.set("name", chart.name)
    return box


def _beside(picture: Box) -> Box:
    # A narrow picture leaves more room to the words.
    left = picture.left + picture.width + _GAP
    return Box(left, BESIDE.top, BESIDE.left + BESIDE.width - left, BESIDE.height, BESIDE.sizes)


def _number(page: Any, layout: Any, number: int, tongue: MSO_LANGUAGE_ID) -> None:
    source = next(p for p in layout.placeholders if p._element.ph.get("type") == "sldNum")
    shape = copy.deepcopy(source._element)
    tree = page.shapes._spTree
    taken = [int(each.get("id")) for each in tree.iter(qn("p:cNvPr"))]
    shape.find(f".//{qn('p:cNvPr')}").set("id", str(max(taken) + 1))
    # Place and look come from the layout; only the number itself is said here.
    for own in (*shape.find(qn("p:spPr")), *shape.find(f".//{qn('a:lstStyle')}")):
        own.getparent().remove(own)
    shape.find(f".//{qn('a:fld')}/{qn('a:t')}").text = str(number)
    for letters in (*shape.iter(qn("a:rPr")), *shape.iter(qn("a:endParaRPr"))):
        letters.set("lang", MSO_LANGUAGE_ID.to_xml(tongue))
    tree.append(shape)
