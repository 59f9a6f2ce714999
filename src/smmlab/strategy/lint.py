"""The last reading: a document with an orphan number or a missing part is not written."""

import re
from collections.abc import Iterator

from smmlab.errors import StrategyError
from smmlab.strategy.document import (
    Advice,
    DataTable,
    Document,
    Goals,
    Spans,
    plain,
    runs_of,
)
from smmlab.texts import Phrase, Phrases, message

REQUIRED = (
    "summary", "data", "situation", "rivals", "objectives", "audience", "network", "place",
    "content", "rhythm", "calendar", "dialogue", "placements", "money", "measurement", "risks",
    "gaps",
)  # fmt: skip
"""Keys of the sections every strategy has, in their order."""

_DIGIT = re.compile(r"\d")
_MARKED = ("finding", "choice", "rule")
_DECLARED = ("brief", "quote", "name", "date")


def check_document(document: Document) -> None:
    """Let a document through, or say everything that is wrong with it.

    Raises
    ------
    StrategyError
        Listing orphan numbers, missing sections, marks that lead nowhere, objectives and
        recommendations that are not whole.
    """
    faults = Phrases(faults_of(document))
    if faults:
        raise StrategyError(
            message("The strategy was not written, because it is not whole: {faults}."),
            {"faults": faults},
        )


def faults_of(document: Document) -> Iterator[Phrase]:
    """Yield every fault of a document, in plain words."""
    keys = [section.key for section in document.sections]
    for key in REQUIRED:
        if key not in keys:
            yield Phrase(message("the section {key} is missing"), {"key": key})
    anchors = {
        anchor
        for block in document.appendix.blocks
        if isinstance(block, DataTable)
        for anchor in block.anchors
    }
    for run in (document.title, document.subtitle):
        yield from _run_faults("title", run, anchors)
    for section in document.all_sections:
        is_appendix = section is document.appendix
        if not section.blocks:
            yield Phrase(message("the section {key} is empty"), {"key": section.key})
        yield from _run_faults(section.key, section.title, anchors)
        for block in section.blocks:
            for run in runs_of(block):
                # A row of the appendix proves its numbers itself: its anchor is the mark.
                yield from _run_faults(section.key, run, anchors, needs_mark=not is_appendix)
            if isinstance(block, Goals):
                yield from _goal_faults(block)
            if isinstance(block, Advice) and not block.is_judgement and not block.marks:
                yield Phrase(
                    message("a recommendation without evidence: {text}"),
                    {"text": plain(block.spans)},
                )


def _run_faults(
    key: str, run: Spans, anchors: set[str], *, needs_mark: bool = True
) -> Iterator[Phrase]:
    for span in run:
        if span.mark and span.mark not in anchors:
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
