"""Recommendations: what to do, and what the advice rests on."""

from smmlab.decisions import Decision
from smmlab.findings import Finding
from smmlab.strategy.document import Advice, Span, Spans
from smmlab.strategy.rules import Rule
from smmlab.strategy.statements import Pen


def advice(
    pen: Pen, spans: Spans, *, rests_on: tuple[Finding | Decision | Rule, ...] = ()
) -> Advice:
    """Return a recommendation; without a finding behind it, it says that it is a judgement.

    Examples
    --------
    >>> from smmlab.texts import Words
    >>> pen = Pen(Words("en"))
    >>> advice(pen, pen.say("Answer every question.")).is_judgement
    True
    """
    # A number inside the advice is evidence as much as one beside it; rules are conventions.
    beside = [pen.ledger.mark(ground) for ground in rests_on]
    inside = [span.mark for span in spans if span.mark]
    marks = tuple(dict.fromkeys([*beside, *inside]))
    evidence = [mark for mark in marks if mark.startswith("e")]
    if not evidence:
        said = pen.say("Judgement of the method, not measured here.")
        return Advice(spans, said, marks, True)
    basis = pen.say("Evidence:") + tuple(
        part for mark in evidence for part in (Span(" "), Span(mark, "finding", mark))
    )
    return Advice(spans, basis, marks, False)
