"""The wording of a finished document: ours is judged, what other people wrote is left alone."""

import re
from collections.abc import Iterator

from smmlab.strategy.document import Block, Document, Paragraph, Span, Spans, plain, runs_of
from smmlab.texts.wording import HIDDEN, Fault, faults_of_text

_FOREIGN = ("quote", "name", "brief", "choice", "key")
_ENDS = (".", "!", "?", "…", ":", HIDDEN)
_CLOSING = "”“»)"
_NUMBER = re.compile(r"\d[\d.,\u00a0]*")


def faults_of_document(document: Document) -> Iterator[Fault]:
    """Yield what is wrong with the wording of a document.

    Quotations, names, the words of the brief and the choices of a strategist count as foreign;
    numbers do not, for the noun behind them is ours.

    Examples
    --------
    >>> from datetime import date
    >>> from smmlab.strategy.document import Section, Span
    >>> def text(*spans):
    ...     return Paragraph(tuple(spans))
    >>> blocks = (text(Span("Reach  grew")), text(Span("“so  what”", "quote"), Span(" was asked.")))
    >>> section = Section("summary", (Span("Summary"),), blocks)
    >>> document = Document((), (), "en", date(2026, 11, 23), (section,), section)
    >>> [fault.kind for fault in faults_of_document(document)][:2]
    ['spaces', 'sentence']
    """
    yield from _faults(document, document.title)
    yield from _faults(document, document.subtitle)
    for section in document.all_sections:
        yield from _faults(document, section.title)
        for block in section.blocks:
            for run in runs_of(block):
                yield from _faults(document, run)
            yield from _sentence_faults(block)


def own_text(spans: Spans) -> str:
    """Return the text of a run with everything foreign hidden.

    Examples
    --------
    >>> from smmlab.strategy.document import Span
    >>> own_text((Span("Page "), Span("kohvik", "name"))) == f"Page {HIDDEN}"
    True
    """
    return "".join(HIDDEN if _is_foreign(span) else span.text for span in spans)


def _is_foreign(span: Span) -> bool:
    # A finding without a digit may be the very words that people use, in any language.
    is_wordy = span.kind == "finding" and not re.search(r"\d", span.text)
    # Whoever gave a number: the noun behind it is ours and has to follow it.
    is_number = span.kind in ("brief", "choice") and _NUMBER.fullmatch(span.text)
    return is_wordy or (span.kind in _FOREIGN and not is_number)


def _faults(document: Document, run: Spans) -> Iterator[Fault]:
    yield from faults_of_text(own_text(run), document.language)


def _sentence_faults(block: Block) -> Iterator[Fault]:
    """Yield what is no sentence in prose; labels, captions and cells need not be any."""
    if not isinstance(block, Paragraph) or block.tone == "quote":
        return
    text = own_text(block.spans).strip()
    bare = text.rstrip(_CLOSING)
    if re.match(r"[^\W\d_]", text) and text[0].islower():
        yield Fault("sentence", text[:1], text[:40])
    if bare and not bare.endswith(_ENDS):
        yield Fault("sentence", bare[-1], text[-40:])
    if not plain(block.spans).strip():
        yield Fault("sentence", "", "an empty paragraph")
