"""The slides of a meeting: one finding each, the ask last, as many as there are findings."""

import re
from collections.abc import Iterator

from smmlab.errors import StrategyError
from smmlab.strategy.asks import ask, asked_too, to_decide
from smmlab.strategy.deck import Deck, Slide, runs_of_slide
from smmlab.strategy.document import Spans, plain
from smmlab.strategy.lint import run_faults
from smmlab.strategy.material import Material
from smmlab.strategy.statements import Day, FromBrief, Pen
from smmlab.strategy.strongest import Strong, choose, tell
from smmlab.texts import Phrase, Phrases, message

MOST_SLIDES = 10
MOST_FINDINGS = MOST_SLIDES - 2
"""With the title and the ask."""

_MOST_LINES = 4


def build_deck(material: Material) -> Deck:
    """Return the checked deck: the strongest findings, then what we ask for.

    Parameters
    ----------
    material
        From `smmlab.strategy.collecting.gather`.

    Raises
    ------
    StrategyError
        When a number has no finding behind it, a slide is empty or a title stands twice.
    """
    pen = Pen(material.words)
    findings = tuple(
        _finding(material, pen, tell(found, pen)) for found in choose(material, most=MOST_FINDINGS)
    )
    asked = Slide(
        title=ask(material, pen),
        body=(*asked_too(material, pen), *to_decide(material, pen))[:_MOST_LINES],
        chart=None,
        evidence=_where_numbers_stand(material, pen),
    )
    deck = Deck(
        title=pen.say("Social media strategy: {client}", client=FromBrief(material.brief.name)),
        subtitle=pen.say("Written on {day}", day=Day(material.words.date(material.made_on))),
        language=material.words.language,
        made_on=material.made_on,
        slides=(*findings, asked),
    )
    faults = Phrases(faults_of_deck(deck))
    if faults:
        raise StrategyError(
            message("The strategy was not written, because it is not whole: {faults}."),
            {"faults": faults},
        )
    return deck


def _finding(material: Material, pen: Pen, one: Strong) -> Slide:
    chart = next(iter(one.chart(material, pen)), None)
    is_large = chart is None and bool(one.number)
    # A chart may count other cases: those of the title stand right under it, not under the chart.
    is_under_title = chart is not None and bool(one.size)
    return Slide(
        title=one.headline,
        body=(*((one.size,) if is_under_title else ()), one.meaning, one.advice.spans),
        chart=chart,
        evidence=one.origin if (is_large and one.size) or is_under_title else one.evidence,
        number=one.number if is_large else (),
        size=one.size if is_large else (),
    )


def _where_numbers_stand(material: Material, pen: Pen) -> Spans:
    if material.is_empty:
        return pen.say("No file has been read yet, so no number stands here.")
    return pen.say("What each number rests on stands in the appendix of the strategy.")


def faults_of_deck(deck: Deck) -> Iterator[Phrase]:
    """Yield every fault of a deck: orphan numbers, empty slides, titles that stand twice."""
    seen: set[str] = set()
    for slide in deck.slides:
        title = re.sub(r"\s+", " ", plain(slide.title)).strip()
        if not title or not any(plain(line).strip() for line in slide.body):
            yield Phrase(message("a slide is empty: {text}"), {"text": title})
        if title in seen:
            yield Phrase(message("a slide stands twice: {text}"), {"text": title})
        seen.add(title)
        for run in runs_of_slide(slide):
            # A deck has no appendix: the evidence stands on the slide, its marks lead elsewhere.
            yield from run_faults("slides", run, None)
