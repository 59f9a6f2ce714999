"""Nothing is said twice: sentences that stand in a document more than once."""

import re
from collections.abc import Iterator

from smmlab.strategy.document import Advice, Block, Bullets, Document, Paragraph, Spans, plain
from smmlab.texts import Phrase, message

_LEAST_WORDS = 6
_SENTENCE_END = re.compile(r"(?<=[.!?…])[\s»“”\"]+(?=[^\W\d_]|[«„“\"])")


def repetition_faults(document: Document) -> Iterator[Phrase]:
    """Yield a fault for each sentence that stands twice outside the appendix and the tables.

    Short sentences may come again: “It is not known.” says something new in each place.

    Parameters
    ----------
    document
        Any of the documents; quotes of other people are left out.
    """
    seen: dict[str, str] = {}
    told: set[str] = set()
    for section in document.sections:
        for block in section.blocks:
            for sentence in (one for run in _prose(block) for one in _sentences(run)):
                key = sentence.casefold()
                if key in seen and key not in told:
                    told.add(key)
                    yield Phrase(
                        message("a sentence stands twice, in {first} and in {key}: {text}"),
                        {"first": seen[key], "key": section.key, "text": sentence},
                    )
                seen.setdefault(key, section.key)


def _prose(block: Block) -> tuple[Spans, ...]:
    match block:
        case Paragraph(spans, tone) if tone != "quote":
            return (spans,)
        case Advice(spans):
            return (spans,)
        case Bullets(items):
            return items
        case _:
            return ()


def _sentences(run: Spans) -> Iterator[str]:
    text = " ".join(plain(run).split())
    for sentence in _SENTENCE_END.split(text):
        if len(sentence.split()) >= _LEAST_WORDS:
            yield sentence
