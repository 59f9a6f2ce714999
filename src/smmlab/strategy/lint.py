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
from smmlab.texts import message

REQUIRED = (
    "summary", "data", "situation", "objectives", "audience", "network", "place", "content",
    "rhythm", "calendar", "dialogue", "money", "measurement", "risks", "gaps",
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
    faults = list(faults_of(document))
    if faults:
        raise StrategyError(
            message("The strategy was not written, because it is not whole: {faults}."),
            {"faults": "; ".join(faults)},
        )


def faults_of(document: Document) -> Iterator[str]:
    """Yield every fault of a document, in plain words."""
    keys = [section.key for section in document.sections]
    for key in REQUIRED:
        if key not in keys:
            yield f"the section {key} is missing"
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
            yield f"the section {section.key} is empty"
        yield from _run_faults(section.key, section.title, anchors)
        for block in section.blocks:
            for run in runs_of(block):
                # A row of the appendix proves its numbers itself: its anchor is the mark.
                yield from _run_faults(section.key, run, anchors, needs_mark=not is_appendix)
            if isinstance(block, Goals):
                yield from _goal_faults(block)
            if isinstance(block, Advice) and not block.is_judgement and not block.marks:
                yield f"a recommendation without evidence: {plain(block.spans)}"


def _run_faults(
    key: str, run: Spans, anchors: set[str], *, needs_mark: bool = True
) -> Iterator[str]:
    for span in run:
        if span.mark and span.mark not in anchors:
            yield f"the mark {span.mark} leads nowhere"
        if not _DIGIT.search(span.text) or span.kind in _DECLARED:
            continue
        if span.kind not in _MARKED or (needs_mark and span.mark is None):
            yield f"an orphan number in {key}: {span.text.strip()}"


def _goal_faults(goals: Goals) -> Iterator[str]:
    for goal in goals.goals:
        parts = {
            "measure": goal.metric, "baseline": goal.baseline, "target": goal.target,
            "day": goal.by, "responsible": goal.owner,
        }  # fmt: skip
        for name, spans in parts.items():
            if not plain(spans).strip():
                yield f"an objective without {name}"
