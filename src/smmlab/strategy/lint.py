"""The last reading: a document with an orphan number or a missing part is not written."""

import re
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from smmlab.errors import StrategyError
from smmlab.strategy.document import (
    Advice,
    DataTable,
    Document,
    Goals,
    Heading,
    Section,
    Spans,
    plain,
    runs_of,
)
from smmlab.texts import Phrase, Phrases, message

REQUIRED = (
    "summary", "data", "situation", "rivals", "objectives", "audience", "segments", "network",
    "place", "content", "rhythm", "style", "calendar", "dialogue", "negativity", "placements",
    "money", "utm", "budget", "experiments", "measurement", "risks", "privacy", "claims", "gaps",
)  # fmt: skip
"""Keys of the sections every strategy has, in their order: where, the place, content, money."""
PARTS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "summary": ("ask",),
        "situation": ("own_results", "swot"),
        "rivals": ("white_space",),
        "objectives": ("smart",),
        "network": ("rejected",),
        "place": ("todo",),
        "content": ("mix", "pillars", "forms"),
        "style": ("voice", "visual", "face"),
        "calendar": ("two_weeks", "quarter"),
        "dialogue": ("rules", "templates"),
        "negativity": ("plan",),
        "money": ("lead_plan",),
        "budget": ("money", "hours"),
        "measurement": ("reviews",),
    }
)
"""Keys of the headings that a section must have: what a client may ask for by name."""

_DIGIT = re.compile(r"\d")
_MARKED = ("finding", "choice", "rule")
_DECLARED = ("brief", "quote", "name", "date", "key")


def check_document(document: Document, *, required: Sequence[str] = REQUIRED) -> None:
    """Let a document through, or say everything that is wrong with it.

    Parameters
    ----------
    document
        Any of the documents.
    required
        Keys of the sections it must have.

    Raises
    ------
    StrategyError
        Listing orphan numbers, missing sections, marks that lead nowhere, objectives and
        recommendations that are not whole.
    """
    faults = Phrases(tuple(faults_of(document, required=required)))
    if faults:
        raise StrategyError(
            message("The strategy was not written, because it is not whole: {faults}."),
            {"faults": faults},
        )


def faults_of(document: Document, *, required: Sequence[str] = REQUIRED) -> Iterator[Phrase]:
    """Yield every fault of a document, in plain words."""
    keys = [section.key for section in document.sections]
    for key in required:
        if key not in keys:
            yield Phrase(message("the section {key} is missing"), {"key": key})
    anchors = {
        anchor
        for block in document.appendix.blocks
        if isinstance(block, DataTable)
        for anchor in block.anchors
    }
    for run in (document.title, document.subtitle):
        yield from run_faults("title", run, anchors)
    for section in document.all_sections:
        is_appendix = section is document.appendix
        if not section.blocks:
            yield Phrase(message("the section {key} is empty"), {"key": section.key})
        yield from _part_faults(section)
        yield from run_faults(section.key, section.title, anchors)
        for block in section.blocks:
            for run in runs_of(block):
                # A row of the appendix proves its numbers itself: its anchor is the mark.
                yield from run_faults(section.key, run, anchors, needs_mark=not is_appendix)
            if isinstance(block, Goals):
                yield from _goal_faults(block)
            if isinstance(block, Advice) and not block.is_judgement and not block.marks:
                yield Phrase(
                    message("a recommendation without evidence: {text}"),
                    {"text": plain(block.spans)},
                )


def _part_faults(section: Section) -> Iterator[Phrase]:
    headed = [
        (block.key, number)
        for number, block in enumerate(section.blocks)
        if isinstance(block, Heading)
    ]
    for part in PARTS.get(section.key, ()):
        if part not in dict(headed):
            said = message("the part {part} of the section {key} is missing")
            yield Phrase(said, {"part": part, "key": section.key})
    for key, number in headed:
        following = section.blocks[number + 1 : number + 2]
        if not following or isinstance(following[0], Heading):
            named = plain(section.blocks[number].spans)  # type: ignore[union-attr]
            said = message("nothing stands under the heading {heading} of the section {key}")
            yield Phrase(said, {"heading": key or named, "key": section.key})


def run_faults(
    key: str, run: Spans, anchors: set[str] | None, *, needs_mark: bool = True
) -> Iterator[Phrase]:
    """Yield the orphan numbers of a run, and its marks that lead to none of the anchors.

    Parameters
    ----------
    key
        Where the run stands.
    run
        The spans.
    anchors
        Marks with a row of the appendix; None where there is no appendix to lead to.
    needs_mark
        Whether a number of a finding needs a mark beside it.
    """
    for span in run:
        if span.mark and anchors is not None and span.mark not in anchors:
            yield Phrase(message("the mark {mark} leads nowhere"), {"mark": span.mark})
        if not _DIGIT.search(span.text) or span.kind in _DECLARED:
            continue
        if span.kind not in _MARKED or (needs_mark and span.mark is None):
            yield Phrase(
                message("an orphan number in {key}: {text}"),
                {"key": key, "text": span.text.strip()},
            )


def _goal_faults(goals: Goals) -> Iterator[Phrase]:
    for goal in goals.goals:
        parts = {
            message("an objective without a measure"): goal.metric,
            message("an objective without a baseline"): goal.baseline,
            message("an objective without a target"): goal.target,
            message("an objective without a day"): goal.by,
            message("an objective without a responsible person"): goal.owner,
        }
        for fault, spans in parts.items():
            if not plain(spans).strip():
                yield Phrase(fault)
