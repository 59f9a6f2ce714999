"""The document as one HTML file that needs nothing else: offline, printable, dark and light."""

from base64 import b64encode
from importlib.resources import files

from smmlab.strategy.document import Block, Document, Goals, number_columns


def to_html(document: Document) -> str:
    """Return the document as one self-contained HTML page.

    Every text is escaped by the template engine; pictures are inside; nothing is fetched.
    """
    from jinja2 import Environment

    environment = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True)
    environment.filters["kind_of"] = _kind_of
    environment.filters["base64"] = lambda data: b64encode(data).decode("ascii")
    environment.filters["number_columns"] = number_columns
    source = files("smmlab.strategy") / "templates" / "strategy.html.j2"
    template = environment.from_string(source.read_text(encoding="utf-8"))
    return str(template.render(document=document))


def _kind_of(block: Block) -> str:
    return "DataTable" if isinstance(block, Goals) else type(block).__name__
