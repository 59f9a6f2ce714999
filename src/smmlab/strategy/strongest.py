"""The strongest findings of a client: ranked by effect and certainty, one a topic, none filled up.

A finding is strong when it is far from where nothing would have to change, read at the end of its
interval that says least, and when it is counted on enough cases. See `smmlab.strategy.telling`.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass

from smmlab.findings import Finding
from smmlab.strategy.candidates.days import of_days
from smmlab.strategy.candidates.earning import of_earning
from smmlab.strategy.candidates.people import of_people
from smmlab.strategy.candidates.posts import of_posts
from smmlab.strategy.candidates.talk import of_talk
from smmlab.strategy.charts import charts_of
from smmlab.strategy.document import Advice, Chart, Span, Spans
from smmlab.strategy.material import Material
from smmlab.strategy.notes import advice
from smmlab.strategy.statements import Name, Part, Pen, Term
from smmlab.strategy.telling import LEAST_STRENGTH, Candidate, Topic, number
from smmlab.strategy.units import counted as counted_in
from smmlab.texts.labels import LABELS

_SOURCES: tuple[Callable[[Material], Iterator[Candidate]], ...] = (
    of_earning, of_people, of_posts, of_days, of_talk,
)  # fmt: skip


@dataclass(frozen=True)
class Strong:
    """A strong finding in words, with what to do and what it rests on.

    ``evidence`` is ``size`` (cases and interval) and ``origin`` (status and file) in one line;
    ``number`` is the value with what it counts, empty where it is a word.
    """

    topic: Topic
    headline: Spans
    meaning: Spans
    advice: Advice
    evidence: Spans
    candidate: Candidate
    number: Spans
    size: Spans
    origin: Spans

    def chart(self, material: Material, pen: Pen) -> tuple[Chart, ...]:
        """Return its picture, or nothing where it has none."""
        name = self.candidate.chart
        return charts_of(material, pen, name, of=self.candidate.chart_of) if name else ()


def choose(
    material: Material, *, most: int = 5, without: Collection[Topic] = ()
) -> tuple[Candidate, ...]:
    """Return the strongest candidates, the strongest first, one a topic.

    Parameters
    ----------
    material
        Everything known of the client.
    most
        There may be fewer: what is weaker than `LEAST_STRENGTH` is not told.
    without
        Topics that are told elsewhere.
    """
    found = [one for source in _SOURCES for one in source(material)]
    best: dict[Topic, Candidate] = {}
    for one in sorted(found, key=lambda one: (-one.strength, one.finding.key)):
        if one.strength >= LEAST_STRENGTH and one.topic not in without:
            best.setdefault(one.topic, one)
    return tuple(best.values())[:most]


def tell(candidate: Candidate, pen: Pen) -> Strong:
    """Write a candidate down; its numbers get their marks now."""
    told = candidate.write(pen)
    grounds = (candidate.finding, *candidate.rests_on)
    cases = _counted(candidate)
    return Strong(
        candidate.topic,
        told.headline,
        told.meaning,
        advice(pen, told.to_do, rests_on=grounds),
        evidence_line(pen, candidate.finding, counted=cases),
        candidate,
        _large(pen, candidate.finding),
        _joined(_size(pen, candidate.finding, cases)),
        evidence_line(pen, candidate.finding, with_size=False),
    )


def evidence_line(
    pen: Pen, found: Finding, *, counted: Finding | None = None, with_size: bool = True
) -> Spans:
    """Return what a finding rests on, in small type: status, cases, interval, file.

    Parameters
    ----------
    pen
        Writes in the language of the document.
    found
        The finding.
    counted
        Whose number of cases is told; the finding's own when not given.
    with_size
        False where cases and interval stand beside the number already.

    Examples
    --------
    >>> from smmlab.findings import Source
    >>> from smmlab.strategy.document import plain
    >>> from smmlab.texts import Words
    >>> share = Finding("a", 0.25, "share", n=80, low=0.17, high=0.35,
    ...                 sources=(Source("posts.csv", 2, 90, 80),))
    >>> plain(evidence_line(Pen(Words("en")), share))
    'measured · n = 80 · interval 17% to 35% · posts.csv'
    """
    parts = [pen.value(Term(LABELS[found.status]))]
    parts.extend(_size(pen, found, counted or found) if with_size else [])
    files = list(dict.fromkeys(source.file for source in found.sources))
    # Which of several files a number came from is told by the appendix of the strategy.
    parts.extend([pen.value(Name(files[0]))] if len(files) == 1 else [])
    parts.extend([pen.say("several files")] if len(files) > 1 else [])
    return _joined(parts)


def _size(pen: Pen, found: Finding, cases: Finding) -> list[Spans]:
    parts: list[Spans] = []
    if cases.n is not None:
        parts.append(pen.say("n = {n}", n=Part(cases, "n")))
    if found.low is not None and found.high is not None and found.low < found.high:
        low, high = Part(found, "low"), Part(found, "high")
        parts.append(pen.say("interval {low} to {high}", low=low, high=high))
    return parts


def _joined(parts: Sequence[Spans]) -> Spans:
    joined: Spans = ()
    for part in parts:
        joined = (*joined, Span(" · "), *part) if joined else part
    return joined


def _large(pen: Pen, found: Finding) -> Spans:
    """Return the number a finding turns on, with what it counts; nothing where it has none."""
    return () if number(found) is None else counted_in(pen, found, found.unit)


def _counted(candidate: Candidate) -> Finding:
    """Return whose number of cases stands beside the finding: beside an interval its own."""
    finding = candidate.finding
    if finding.n is not None and finding.low is not None:
        return finding
    return next((one for one in (finding, *candidate.rests_on) if one.n == candidate.n), finding)
