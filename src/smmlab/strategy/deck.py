"""A deck of slides: frozen, one finding a slide, every number with its mark."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from smmlab.strategy.document import Chart, Spans
from smmlab.texts import Language


@dataclass(frozen=True)
class Slide:
    """One finding: ``title`` says it as a sentence, ``evidence`` shows what it rests on.

    ``body`` has two or three short lines; ``evidence`` is small type: value, n, interval, status,
    file. Where there is no chart, ``number`` may be shown large, with ``size`` under it: how many
    cases stand behind it and how far chance could move it.
    """

    title: Spans
    body: tuple[Spans, ...]
    chart: Chart | None
    evidence: Spans
    number: Spans = ()
    size: Spans = ()


@dataclass(frozen=True)
class Deck:
    """All slides of one meeting, ready to be rendered."""

    title: Spans
    subtitle: Spans
    language: Language
    made_on: date
    slides: tuple[Slide, ...]
    author: str = "smmlab"


def runs_of_slide(slide: Slide) -> Iterator[Spans]:
    """Yield every run of text of a slide."""
    yield slide.title
    yield from slide.body
    yield from (run for run in (slide.number, slide.size) if run)
    if slide.chart is not None:
        yield from (slide.chart.alt, slide.chart.caption)
    yield slide.evidence
