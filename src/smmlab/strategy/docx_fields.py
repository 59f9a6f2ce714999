"""Pieces of WordprocessingML that python-docx does not write: fields, links, bookmarks."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn


def element(tag: str, values: Mapping[str, object] = MappingProxyType({})) -> Any:
    """Return an element ``w:tag`` with its ``w:`` attributes.

    Examples
    --------
    >>> element("shd", {"fill": "EEF5F9"}).tag.rpartition("}")[2]
    'shd'
    """
    made = OxmlElement(f"w:{tag}")
    for name, value in values.items():
        made.set(qn(f"w:{name}"), str(value))
    return made


def add_run(place: Any, text: str, style: str = "") -> Any:
    """Add a run of text to a paragraph or link element; ``style`` is the id of its style."""
    run = element("r")
    if style:
        letters = element("rPr")
        letters.append(element("rStyle", {"val": style}))
        run.append(letters)
    # The run knows how to write tabs and line breaks.
    run.text = text
    place.append(run)
    return run


def add_link(place: Any, text: str, anchor: str, style: str = "") -> Any:
    """Add a link to a bookmark of the same file."""
    link = element("hyperlink", {"anchor": anchor, "history": 1})
    add_run(link, text, style)
    place.append(link)
    return link


def begin_field(place: Any, code: str) -> None:
    """Open a field; what follows, up to ``end_field``, is what it shows until it is updated."""
    _add_mark(place, "begin")
    run = element("r")
    instruction = element("instrText")
    instruction.set(qn("xml:space"), "preserve")
    instruction.text = f" {code} "
    run.append(instruction)
    place.append(run)
    _add_mark(place, "separate")


def end_field(place: Any) -> None:
    """Close the field opened last."""
    _add_mark(place, "end")


def offer_update(file: Any) -> None:
    """Let Word ask, when it opens the file, whether to fill the page numbers of the contents in."""
    # The schema wants it before the settings of compatibility.
    file.settings.element.find(qn("w:compat")).addprevious(element("updateFields", {"val": "true"}))


def add_bookmark(place: Any, name: str, number: int) -> None:
    """Put a bookmark around what the paragraph holds; ``number`` is its own in the file."""
    start = element("bookmarkStart", {"id": number, "name": name})
    if place.pPr is None:
        place.insert(0, start)
    else:
        place.pPr.addnext(start)
    place.append(element("bookmarkEnd", {"id": number}))


def _add_mark(place: Any, kind: str) -> None:
    run = element("r")
    run.append(element("fldChar", {"fldCharType": kind}))
    place.append(run)
