"""Nothing is said twice: sentences that stand in a document more than once."""

import re
from collections.abc import Iterable, Iterator

from smmlab.strategy.document import (
    Advice,
    Block,
    Bullets,
    Document,
    Paragraph,
    Section,
    Span,
    Spans,
)
from smmlab.texts import Phrase, message

_LEAST_WORDS = 6
_GIVEN = ("choice", "brief", "name", "key")
_OTHERS_WORDS = "\ufffc"
_SENTENCE_END = re.compile(r"(?<=[.!?…])[\s»“”\"]+(?=[^\W\d_]|[«„“\"])")


def repetition_faults(document: Document) -> Iterator[Phrase]:
    """Yield a fault for each sentence that stands twice outside the appendix and the tables.

    Short sentences may come again: “It is not known.” says something new in each place. So may
    the word that a choice is a default: it marks each choice that nobody has confirmed.

    Parameters
    ----------
    document
        Any of the documents; what the client or other people wrote is left out.
    """
    seen: dict[str, str] = {}
    told: set[str] = set()
    for section in document.sections:
        for block in section.blocks:
            for sentence in _long_sentences(block):
                key = sentence.casefold()
                if key in seen and key not in told:
                    told.add(key)
                    yield Phrase(
                        message("a sentence stands twice, in {first} and in {key}: {text}"),
                        {"first": seen[key], "key": section.key, "text": sentence},
                    )
                seen.setdefault(key, section.key)


def told_sentences(sections: Iterable[Section]) -> frozenset[str]:
    """Return the long sentences of sections, in small letters, to leave out what is said already.

    Parameters
    ----------
    sections
        In any order; tables and what other people wrote are left out.
    """
    return frozenset(
        sentence.casefold()
        for section in sections
        for block in section.blocks
        for sentence in _long_sentences(block)
    )


def sentences_of(text: str) -> tuple[str, ...]:
    """Return the sentences of a text, one space between words.

    Examples
    --------
    >>> sentences_of("Too few orders. A longer  period would tell.")
    ('Too few orders.', 'A longer period would tell.')
    """
    return tuple(_SENTENCE_END.split(" ".join(text.split())))


def is_long(sentence: str) -> bool:
    """Tell whether a sentence is long enough to be noticed the second time."""
    return len(sentence.split()) >= _LEAST_WORDS


def _long_sentences(block: Block) -> Iterator[str]:
    for run in _prose(block):
        ours = "".join(_OTHERS_WORDS if _is_of_others(span) else span.text for span in run)
        for sentence in sentences_of(ours):
            if is_long(sentence) and _OTHERS_WORDS not in sentence:
                yield sentence


def _is_of_others(span: Span) -> bool:
    """Tell whether the client or somebody else wrote this, who may well say it twice."""
    return span.kind == "quote" or (span.kind in _GIVEN and is_long(span.text))


def _prose(block: Block) -> tuple[Spans, ...]:
    match block:
        case Paragraph(spans, "default"):
            return (spans[1:],)
        case Paragraph(spans, tone) if tone != "quote":
            return (spans,)
        case Advice(spans):
            return (spans,)
        case Bullets(items):
            return items
        case _:
            return ()
