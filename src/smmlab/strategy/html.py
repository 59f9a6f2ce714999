"""The document as one HTML file that needs nothing else: offline, printable, dark and light."""

from base64 import b64encode
from importlib.resources import files

from smmlab.strategy.columns import unbroken
from smmlab.strategy.document import Block, Document, Goals, number_columns, plain
from smmlab.strategy.outline import Captions, anchors_of, entries_of, is_wide, sections_of
from smmlab.texts import Words


def to_html(document: Document) -> str:
    """Return the document as one self-contained HTML page.

    Every text is escaped by the template engine; pictures are inside; nothing is fetched.
    """
    from jinja2 import Environment

    environment = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True)
    environment.filters["kind_of"] = _kind_of
    environment.filters["base64"] = lambda data: b64encode(data).decode("ascii")
    environment.filters["number_columns"] = number_columns
    environment.filters["entries"] = entries_of
    environment.filters["plain"] = plain
    environment.filters["unbroken"] = unbroken
    source = files("smmlab.strategy") / "templates" / "strategy.html.j2"
    template = environment.from_string(source.read_text(encoding="utf-8"))
    page = template.render(
        document=document,
        sections=sections_of(document),
        anchors=anchors_of(document),
        captions=Captions(document.language),
        skip=Words(document.language).say("Skip to the text"),
        wide=[section.key for section in sections_of(document) if is_wide(section)],
    )
    return str(page)


def _kind_of(block: Block) -> str:
    return "DataTable" if isinstance(block, Goals) else type(block).__name__
